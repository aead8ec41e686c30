//! Why an answer is not right, where it is about relations: the middle of a sentence, and the
//! blocks that show it.

use super::{gap, link, noun, proof};
use crate::feedback::Block;
use crate::relation::Link;
use crate::relation::finding::{Asked, Finding, Gap, Inferred};

/// A relation that was wanted of the finished state does not hold.
pub fn wanted(inferred: &Inferred, asked: &Asked) -> (String, Vec<Block>) {
    let gaps = gap::sentences(inferred, &asked.link, found_gaps(asked));
    let said = format!("it does not hold yet that {}", refuted(&asked.link, found_gaps(asked)));
    (said, gaps.into_iter().map(Block::Told).collect())
}

/// A relation that was described does not hold: what holds instead, with its proof.
pub fn untrue(inferred: &Inferred, asked: &Asked) -> (String, Vec<Block>) {
    let gaps = found_gaps(asked);
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
    let turned = match gaps.first() {
        Some(Gap::NoKey { table, target, turned: Some(_), .. }) => Some((table, target)),
        _ => None,
    };
    if let Some((table, target)) = turned {
        let said = format!("the foreign key is in {target}, not in {table}");
        return (said, told.into_iter().map(Block::Told).collect());
    }
    let said = match gaps.iter().filter(|gap| matches!(gap, Gap::NoTable { .. })).count() {
        0 => format!("it is not so that {}", refuted(&asked.link, gaps)),
        1 => "it names a table that is not there".to_owned(),
        _ => "it names tables that are not there".to_owned(),
    };
    (said, told.into_iter().map(Block::Told).collect())
}

/// What lies between the database and the link; nothing where it holds.
fn found_gaps(asked: &Asked) -> &[Gap] {
    match &asked.finding {
        Finding::Fails(gaps) => gaps,
        Finding::Holds(_) => &[],
    }
}

/// That part of a link in words which the gaps are about: how many there are may well hold where
/// only it fails that there has to be one, and of a many-to-many one half may hold by itself.
fn refuted(asked: &Link, gaps: &[Gap]) -> String {
    let only = |of: fn(&Gap) -> bool| !gaps.is_empty() && gaps.iter().all(of);
    if only(|gap| matches!(gap, Gap::Nullable(_) | Gap::NotNull(_))) && !asked.is_many_to_many() {
        return link::belongs(asked);
    }
    if only(|gap| matches!(gap, Gap::NoJoin { .. })) {
        return link::sentences(asked).join(" and ");
    }
    link::sentence(asked)
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
