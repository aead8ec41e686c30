//! One link made true, gap by gap, until it is found to hold.

use super::halt::Halt;
use super::key::{Wish, add};
use super::table::create;
use super::work::Work;
use super::{Made, Note, Why, join, null, obstacle, table, unique};
use crate::relation::ask::{ask, upright};
use crate::relation::finding::{Finding, Gap, Inferred, Proof};
use crate::relation::{Link, Participation, same};

/// The most gaps of one link: two or three tables, their keys, and what each key is like.
const MOST_GAPS: usize = 16;

/// What lies between a database and a link, apart from what no database can say of it: nothing
/// where it holds.
pub(super) fn gaps(inferred: &Inferred, link: &Link) -> Vec<Gap> {
    match ask(inferred, link) {
        Finding::Holds(_) => Vec::new(),
        Finding::Fails(gaps) => {
            gaps.into_iter().filter(|gap| !matches!(gap, Gap::CannotBeAsked { .. })).collect()
        }
    }
}

/// Makes a link true on the copy.
pub(super) fn link(work: &mut Work<'_>, link: &Link) -> Result<Made, Halt> {
    work.sql.clear();
    work.notes.clear();
    let link = upright(link);
    for _ in 0..MOST_GAPS {
        let Some(gap) = gaps(&work.inferred, &link).into_iter().next() else {
            return done(work, &link);
        };
        close(work, &link, gap)?;
    }
    Err(Why::Unreadable(link.right.entity.clone()).into())
}

fn close(work: &mut Work<'_>, link: &Link, gap: Gap) -> Result<(), Halt> {
    match gap {
        Gap::NoTable { name, .. } if is_join_table(link, &name) => {
            // Both ends come first.
            let ends = [&link.left.entity, &link.right.entity];
            for end in ends {
                if work.table(end).is_none() {
                    create(work, end, None)?;
                }
            }
            join::join(work, link)
        }
        Gap::NoTable { name, near } => create(work, &name, near),
        Gap::NoKey { table, target, columns, turned, loose } => {
            if let Some(proof) = turned.and_then(|index| work.proof(index)) {
                work.note(Note::Turned(proof.key));
            }
            let mandatory = !link.is_many_to_many()
                && link.left.participation == Some(Participation::Mandatory);
            add(work, &Wish { table, target, columns, loose, mandatory })
        }
        Gap::NoJoin { .. } => join::join(work, link),
        Gap::NotUnique(index) => with(work, index, unique::add),
        Gap::Unique(index) => with(work, index, unique::remove),
        Gap::Nullable(index) => with(work, index, null::refuse),
        Gap::NotNull(index) => with(work, index, null::allow),
        Gap::CannotBeAsked { .. } => Ok(()),
    }
}

fn is_join_table(link: &Link, name: &str) -> bool {
    let is_end = same(&link.left.entity, name) || same(&link.right.entity, name);
    !is_end && link.through.as_ref().is_some_and(|through| same(through, name))
}

/// Changes the key that a proof speaks of.
fn with(
    work: &mut Work<'_>,
    index: usize,
    change: impl FnOnce(&mut Work<'_>, &Proof) -> Result<(), Halt>,
) -> Result<(), Halt> {
    match work.proof(index) {
        Some(proof) => change(work, &proof),
        None => Ok(()),
    }
}

/// What was done for a link that holds now. Its keys are looked at once more: one that a new table
/// brought to life may stand on rows that refer to nothing.
fn done(work: &mut Work<'_>, link: &Link) -> Result<Made, Halt> {
    let finding = ask(&work.inferred, link);
    let proofs = match &finding {
        Finding::Holds(proofs) => proofs.clone(),
        Finding::Fails(gaps) => {
            for gap in gaps {
                if let Gap::CannotBeAsked { entity, of } = gap.clone() {
                    work.note(Note::CannotBeDeclared { entity, of });
                }
            }
            Vec::new()
        }
    };
    if !work.sql.is_empty() {
        for index in &proofs {
            if let Some(proof) = work.proof(*index) {
                obstacle::orphans(work, &proof.key)?;
            }
        }
    }
    let repeats = work.inferred.joins.iter().find(|join| {
        link.is_many_to_many()
            && proofs.contains(&join.left)
            && proofs.contains(&join.right)
            && !join.pairs_are_unique
    });
    if let Some(table) = repeats.map(|join| join.table.clone()) {
        work.note(Note::PairsMayRepeat { table });
    }
    // A key that was made for another link of the model is as new to this one.
    may_be_null(work, link, &proofs);
    let (sql, notes) = (std::mem::take(&mut work.sql), std::mem::take(&mut work.notes));
    Ok(Made::Done { sql, notes })
}

/// Notes that a row may refer to none by a new key, where nothing was said of that.
fn may_be_null(work: &mut Work<'_>, link: &Link, proofs: &[usize]) {
    let told = work.notes.iter().any(|note| matches!(note, Note::MayBeNull { .. }));
    if told || link.is_many_to_many() || link.left.participation.is_some() {
        return;
    }
    for index in proofs {
        let is_new = |proof: &Proof| !proof.nullable.is_empty() && !work.known.contains(&proof.key);
        if let Some(proof) = work.proof(*index).filter(is_new) {
            let (table, target) = (proof.key.table, proof.key.target);
            work.note(Note::MayBeNull { table, columns: proof.nullable, target, rows: 0 });
        }
    }
}

/// Makes the table of an entity that no link speaks of.
pub(super) fn entity(work: &mut Work<'_>, name: &str) -> Result<Made, Halt> {
    work.sql.clear();
    work.notes.clear();
    table::create(work, name, None)?;
    let (sql, notes) = (std::mem::take(&mut work.sql), std::mem::take(&mut work.notes));
    Ok(Made::Done { sql, notes })
}
