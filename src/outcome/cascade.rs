//! What went from other tables when a table was dropped.
//!
//! With foreign keys on, DROP TABLE deletes the table's rows first, and the keys that refer to it
//! do what they say ON DELETE; no trigger fires (<https://sqlite.org/foreignkeys.html>, section 5).
//! So what a DROP changes in another table, a key did.

use super::state::State;
use crate::answer::Submission;
use crate::diagnostic::Span;
use crate::enact::enact;
use crate::lesson::Language;
use crate::scratch::{Budget, Image, Scratch, ScratchError};
use crate::sql::split::split;
use crate::sql::target::{Verb, target};

/// Rows of a table that were lost or changed when another was dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cascade {
    /// The table that was dropped.
    pub dropped: String,
    /// The table whose rows were there before that, and not after it, or not as they were.
    pub table: String,
    /// How many were lost; none where they were only changed.
    pub lost: usize,
}

/// Most DROPs of a submission that are looked at: each is run up to once more.
const MOST_DROPS: usize = 8;

/// What each DROP TABLE of a submission took from other tables, when it is run from an image.
pub fn cascades(
    scratch: &mut Scratch,
    image: &Image,
    language: Language,
    submission: &Submission,
) -> Result<Vec<Cascade>, ScratchError> {
    let texts: Vec<&str> =
        submission.earlier.iter().chain([&submission.text]).map(String::as_str).collect();
    let drops = texts.iter().enumerate().flat_map(|(place, text)| {
        drops(text).into_iter().map(move |(span, table)| (place, span, table))
    });
    let mut cascades = Vec::new();
    for (place, span, dropped) in drops.take(MOST_DROPS) {
        scratch.restore(image)?;
        for earlier in &texts[..place] {
            enact(scratch, earlier, language, &Budget::default())?;
        }
        let text = texts[place];
        let before = scratch.run(&text[..span.start], &Budget::default());
        if before.failure().is_some() || before.stopped().is_some() {
            // It was never reached.
            continue;
        }
        let before = State::read(scratch)?;
        scratch.run(&text[span.start..span.end], &Budget::default());
        let after = State::read(scratch)?;
        for table in &before.schema.tables {
            let (Some(there), Some(left)) = (before.rows(&table.name), after.rows(&table.name))
            else {
                continue;
            };
            if there != left {
                cascades.push(Cascade {
                    dropped: dropped.clone(),
                    table: table.name.clone(),
                    lost: there.rows.len().saturating_sub(left.rows.len()),
                });
            }
        }
    }
    Ok(cascades)
}

/// The places of the DROPs of a text, and the tables that they drop.
fn drops(text: &str) -> Vec<(Span, String)> {
    let dropped = |span: Span| {
        let target = target(text.get(span.start..span.end)?)?;
        (target.verb == Verb::Drop).then_some((span, target.table))
    };
    split(text).iter().filter_map(|piece| dropped(piece.span)).collect()
}
