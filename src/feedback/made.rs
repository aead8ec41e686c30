//! What a learner reads of a relation that was made: "Done: an actor has many roles. A role may have
//! no actor (actor_id can be NULL)."
//!
//! The SQL of each part is shown by the face, above these words.

mod says;
mod note;
mod refusal;

use self::says::says;
use super::relation::{gap, proof};
use super::{Block, Feedback, Tone};
use crate::feedback::count::list;
use crate::relation::ask::upright;
use crate::relation::finding::{Finding, Inferred};
use crate::relation::make::{Made, Part, parts};
use crate::relation::{Link, Model};

/// What came of a whole model, one block or more for each part. `inferred` is of the database as it
/// is afterwards.
pub fn feedback(model: &Model, made: &[Made], inferred: &Inferred) -> Feedback {
    let each = parts(model).into_iter().zip(made);
    let mut blocks: Vec<Block> =
        each.flat_map(|(part, made)| blocks(model, part, made, inferred)).collect();
    if made.contains(&Made::Left) {
        blocks.push(Block::Told("The rest was left undone, too: all of it or nothing.".to_owned()));
    }
    Feedback { tone: Tone::Quiet, blocks }
}

/// What came of one part: nothing for one that was left because another was refused.
pub fn blocks(model: &Model, part: Part<'_>, made: &Made, inferred: &Inferred) -> Vec<Block> {
    match made {
        Made::Already(finding) => vec![Block::Told(already(part, finding, inferred))],
        Made::Done { notes, .. } => {
            let mut said = vec![match part {
                Part::Link(link) => format!("Done: {}.", says(&declared(&upright(link)))),
                Part::Entity(name) => format!("Done: {name} is a new table."),
            }];
            said.extend(notes.iter().filter_map(|note| note::sentence(note, part, inferred)));
            vec![Block::Told(said.join(" "))]
        }
        Made::Refused { why, rows } => {
            let said = refusal::sentences(why, model, inferred);
            let mut blocks = vec![Block::Told(format!("Nothing was changed. {said}"))];
            blocks.extend(rows.as_ref().map(|rows| Block::Table {
                title: refusal::table(why).unwrap_or_default().to_owned(),
                rows: rows.clone(),
            }));
            blocks
        }
        Made::Left => Vec::new(),
    }
}

/// The link without what no database can declare of it.
fn declared(link: &Link) -> Link {
    let mut link = link.clone();
    link.right.participation = None;
    if link.is_many_to_many() {
        link.left.participation = None;
    }
    link
}

fn already(part: Part<'_>, finding: &Finding, inferred: &Inferred) -> String {
    match (part, finding) {
        (Part::Entity(name), _) => format!("There is a table {name} already."),
        (Part::Link(_), Finding::Holds(proofs)) => {
            let proofs = proofs.iter().filter_map(|at| inferred.proofs.get(*at));
            let keys: Vec<String> = proofs.map(|found| proof::key(&found.key)).collect();
            format!("That holds already: {}.", list(&keys))
        }
        (Part::Link(link), Finding::Fails(gaps)) => {
            let more = gap::sentences(inferred, &upright(link), gaps).join(" ");
            format!("That holds already, as far as it can be declared. {more}")
        }
    }
}
