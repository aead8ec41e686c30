//! Why an answer is not right, where it is about relations: the middle of a sentence, and the
//! blocks that show it.

use super::{gap, link, noun, proof};
use crate::feedback::Block;
use crate::relation::Link;
use crate::relation::finding::{Asked, Finding, Gap, Inferred};

/// A relation that was wanted of the finished state does not hold.
pub fn wanted(inferred: &Inferred, asked: &Asked) -> (String, Vec<Block>) {
    let gaps = match &asked.finding {
        Finding::Fails(gaps) => gap::sentences(inferred, &asked.link, gaps),
        Finding::Holds(_) => Vec::new(),
    };
    let said = format!("it does not hold yet that {}", whole(&asked.link));
    (said, gaps.into_iter().map(Block::Told).collect())
}

/// A relation that was described does not hold: what holds instead, with its proof.
pub fn untrue(inferred: &Inferred, asked: &Asked) -> (String, Vec<Block>) {
    let gaps = match &asked.finding {
        Finding::Fails(gaps) => gaps.as_slice(),
        Finding::Holds(_) => &[],
    };
    let mut told: Vec<String> = Vec::new();
    for found in gaps {
        let lines = match found {
            Gap::NotUnique(at) | Gap::Unique(at) | Gap::Nullable(at) | Gap::NotNull(at) => {
                instead(inferred, *at, found).into_iter().collect()
            }
            _ => gap::sentences(inferred, &asked.link, std::slice::from_ref(found)),
        };
        for line in lines {
            if !told.contains(&line) {
                told.push(line);
            }
        }
    }
    let said = match gaps.first() {
        Some(Gap::NoKey { table, target, turned: Some(_), .. }) => {
            format!("the foreign key is in {target}, not in {table}")
        }
        _ => format!("it is not so that {}", whole(&asked.link)),
    };
    (said, told.into_iter().map(Block::Told).collect())
}

/// All that a link says: part of it may hold.
fn whole(said: &Link) -> String {
    link::sentences(said).join(", and ")
}

/// What the database says in place of what was said of one of its keys.
fn instead(inferred: &Inferred, at: usize, gap: &Gap) -> Option<String> {
    let (proof, held) = (inferred.proofs.get(at)?, inferred.model.links.get(at)?);
    Some(match gap {
        Gap::Nullable(_) | Gap::NotNull(_) => {
            format!("{}.", noun::sentence(&proof::own_row(proof)))
        }
        _ => format!("{}: {}.", noun::sentence(&link::sentence(held)), proof::line(proof)),
    })
}
