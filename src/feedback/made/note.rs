//! What a relation that was made does not say by itself.

use crate::feedback::count::{list, things};
use crate::feedback::relation::noun::{one, sentence as capital};
use crate::feedback::relation::{gap, proof};
use crate::relation::finding::{Gap, Inferred};
use crate::relation::make::{Note, Part};
use crate::relation::name::singular;
use crate::relation::{Link, Participation};

/// A note in a sentence or two; nothing where the relation says it itself.
pub(super) fn sentence(note: &Note, part: Part<'_>, inferred: &Inferred) -> Option<String> {
    Some(match note {
        Note::Near { name, near } => {
            format!("{name} is a new table. If you meant {near}, .undo takes it back.")
        }
        Note::MayBeNull { table, columns, target, rows } => {
            let null = format!(
                "{} may have no {} ({} can be NULL).",
                capital(&one(table)),
                singular(target),
                list(columns)
            );
            let there = match rows {
                0 => None,
                1 => Some(format!("The row of {table} that is there has none yet.")),
                rows => Some(format!(
                    "The {} of {table} that are there have none yet.",
                    things(*rows, "row")
                )),
            };
            let said = (!says_so(part)).then_some(null);
            let all: Vec<String> = said.into_iter().chain(there).collect();
            if all.is_empty() {
                return None;
            }
            all.join(" ")
        }
        Note::CannotBeDeclared { entity, of } => {
            let gap = Gap::CannotBeAsked { entity: entity.clone(), of: of.clone() };
            match part {
                Part::Link(link) => gap::sentences(inferred, link, &[gap]).join(" "),
                Part::Entity(_) => return None,
            }
        }
        Note::Itself { table } => format!(
            "Every row of {table} has to refer to a row of {table}: the first one refers to itself."
        ),
        Note::Ring { tables, deferred } => {
            let tables = list(tables);
            let how = if *deferred {
                "The new key is looked at when a transaction ends only: put the rows in between \
                 BEGIN and COMMIT."
            } else {
                "PRAGMA defer_foreign_keys = ON after BEGIN has the keys looked at when the \
                 transaction ends only."
            };
            format!(
                "Each row of {tables} needs one of the next, so that none can be the first. {how}"
            )
        }
        Note::Rebuilt { table, without_keys } => {
            let anew =
                format!("ALTER TABLE cannot do that: {table} was made anew, with all its rows.");
            match without_keys.as_slice() {
                [] => anew,
                tables => format!(
                    "{anew} Dropping it would have reached the rows of {}, so that was done on a \
                     copy without foreign keys. At this prompt they always stay on.",
                    list(tables)
                ),
            }
        }
        Note::Turned(key) => {
            format!("The key the other way round stays: {}.", proof::key(key))
        }
        Note::PairsMayRepeat { table } => {
            format!("Nothing in {table} keeps a pair from coming twice.")
        }
    })
}

/// Whether the link itself says that a row may have none.
fn says_so(part: Part<'_>) -> bool {
    matches!(
        part,
        Part::Link(Link { left, .. }) if left.participation == Some(Participation::Optional)
    )
}
