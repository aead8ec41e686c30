//! A whole model made true, or nothing of it.

use super::check::Snapshot;
use super::halt::Halt;
use super::link::{entity, gaps, link};
use super::parts::parts;
use super::work::Work;
use super::{Made, Part, Why};
use crate::relation::Model;
use crate::relation::ask::ask;
use crate::relation::finding::{Finding, Inferred};
use crate::relation::infer::infer;
use crate::scratch::{Scratch, ScratchError};

/// The most links that are made at once.
const MOST_LINKS: usize = 200;

/// Makes a model true in a scratch database: what came of each of its [`parts`](super::parts). Where one is refused, nothing changes.
///
/// All is tried on a copy, within the limits and the budget of what is typed, and taken over once
/// it is known that nothing else changed. An [`Interrupt`](crate::scratch::Interrupt) of the scratch
/// database stops it.
///
/// # Errors
///
/// When SQLite cannot be opened, or memory runs out.
pub fn make(scratch: &mut Scratch, model: &Model) -> Result<Vec<Made>, ScratchError> {
    let before = infer(&scratch.schema()?);
    let parts = parts(model);
    let holds: Vec<bool> = parts.iter().map(|part| part.holds(&before)).collect();
    if holds.iter().all(|holds| *holds) {
        return Ok(already(&parts, &before));
    }
    let refused = if scratch.in_transaction() {
        Some(Why::Transaction)
    } else if parts.len() > MOST_LINKS {
        Some(Why::TooMany { most: MOST_LINKS })
    } else {
        None
    };
    let first = holds.iter().position(|holds| !holds).unwrap_or(0);
    if let Some(why) = refused {
        return Ok(refuse(&parts, &before, &holds, first, Made::Refused { why, rows: None }));
    }
    let mut work = Work::new(scratch.beside()?, model)?;
    let snapshot = match Snapshot::read(&mut work) {
        Ok(snapshot) => snapshot,
        Err(halt) => return Ok(refuse(&parts, &before, &holds, first, halt.made()?)),
    };
    let mut made: Vec<Option<Made>> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        // What held may have been undone by what was made before it.
        let left = holds[at] && part.holds(&work.inferred);
        let done = if left { Ok(None) } else { part.make(&mut work).map(Some) };
        match done.and_then(|done| still_holds(&work, &parts[..at]).map(|()| done)) {
            Ok(done) => made.push(done),
            Err(halt) => return Ok(refuse(&parts, &before, &holds, at, halt.made()?)),
        }
    }
    if let Err(halt) = snapshot.compare(&mut work) {
        let last = holds.iter().rposition(|holds| !holds).unwrap_or(0);
        return Ok(refuse(&parts, &before, &holds, last, halt.made()?));
    }
    let after = &work.inferred;
    let made = parts.iter().zip(made).map(|(part, made)| match made {
        Some(made) => made,
        None => Made::Already(part.finding(after)),
    });
    let made = made.collect();
    let image = work.scratch.image()?;
    scratch.restore(&image)?;
    Ok(made)
}

impl Part<'_> {
    fn holds(self, inferred: &Inferred) -> bool {
        match self {
            Self::Link(link) => gaps(inferred, link).is_empty(),
            Self::Entity(name) => inferred.model.entity(name).is_some(),
        }
    }

    fn finding(self, inferred: &Inferred) -> Finding {
        match self {
            Self::Link(link) => ask(inferred, link),
            Self::Entity(_) => Finding::Holds(Vec::new()),
        }
    }

    fn make(self, work: &mut Work<'_>) -> Result<Made, Halt> {
        match self {
            Self::Link(one) => link(work, one),
            Self::Entity(name) => entity(work, name),
        }
    }
}

/// Refuses what undid a link that was made, or found to hold, before.
fn still_holds(work: &Work<'_>, earlier: &[Part<'_>]) -> Result<(), Halt> {
    match earlier.iter().position(|part| !part.holds(&work.inferred)) {
        Some(earlier) => Err(Why::Contradicts(earlier).into()),
        None => Ok(()),
    }
}

fn already(parts: &[Part<'_>], inferred: &Inferred) -> Vec<Made> {
    parts.iter().map(|part| Made::Already(part.finding(inferred))).collect()
}

/// What comes of a model of which one part is refused: nothing changes.
fn refuse(
    parts: &[Part<'_>],
    before: &Inferred,
    holds: &[bool],
    at: usize,
    refused: Made,
) -> Vec<Made> {
    let mut refused = Some(refused);
    let each = parts.iter().zip(holds).enumerate();
    each.map(|(index, (part, holds))| match refused.take_if(|_| index == at) {
        Some(refused) => refused,
        None if *holds => Made::Already(part.finding(before)),
        None => Made::Left,
    })
    .collect()
}
