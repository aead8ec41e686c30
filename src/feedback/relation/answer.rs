//! The answer to a question about relations: "Yes. One production has many roles:
//! roles.production_id → productions.id."

use super::gap;
use super::noun::{counted, one, sentence};
use super::proof::{columns, key, why};
use crate::feedback::{Block, Feedback, Tone};
use crate::relation::ask::upright;
use crate::relation::finding::{Asked, Finding, Gap, Inferred, Proof};
use crate::relation::name::singular;
use crate::relation::{Cardinality, End, Link, Participation};

/// The answer to all that was asked at once, such as the two links of a chain: yes where all hold.
/// What holds is proven first, also under a no.
pub fn feedback(inferred: &Inferred, asked: &[Asked]) -> Feedback {
    let blocks = lines(inferred, asked).into_iter().map(Block::Told).collect();
    Feedback { tone: Tone::Quiet, blocks }
}

/// The answer, a line for each thing that holds or does not.
pub fn lines(inferred: &Inferred, asked: &[Asked]) -> Vec<String> {
    let mut proven = Vec::new();
    let mut refuted: Vec<String> = Vec::new();
    let mut goes_on = false;
    for Asked { link, finding } in asked {
        match finding {
            Finding::Holds(proofs) => proven.push(holds(inferred, &upright(link), proofs)),
            Finding::Fails(gaps) => {
                goes_on |= refuted.is_empty() && matches!(gaps.first(), Some(Gap::NoKey { .. }));
                for text in gap::sentences(inferred, &upright(link), gaps) {
                    if !refuted.contains(&text) {
                        refuted.push(text);
                    }
                }
            }
        }
    }
    let word = if refuted.is_empty() { "Yes." } else { "No." };
    if let Some(first) = refuted.first_mut().filter(|_| goes_on && !proven.is_empty()) {
        first.insert_str(0, "But ");
    }
    let mut lines: Vec<_> = proven.into_iter().chain(refuted).collect();
    if let Some(first) = lines.first_mut() {
        *first = format!("{word} {first}");
    }
    lines
}

/// What holds, and by what.
fn holds(inferred: &Inferred, link: &Link, proofs: &[usize]) -> String {
    let proofs: Vec<&Proof> = proofs.iter().filter_map(|at| inferred.proofs.get(*at)).collect();
    match proofs.as_slice() {
        [left, right] => {
            let (of, with) = (&left.key.target, &right.key.target);
            let said = [says(of, with, &link.right), says(with, of, &link.left)];
            let mut said: Vec<_> = said.into_iter().flatten().collect();
            // Between rows of one table both may be the same.
            said.dedup();
            format!(
                "{}, through {}: {} and {}.",
                sentence(&said.join(", and ")),
                left.key.table,
                key(&left.key),
                key(&right.key)
            )
        }
        [proof] => by_key(link, proof),
        _ => String::new(),
    }
}

/// "one student has many courses", where it was asked.
fn says(owner: &str, owned: &str, end: &End) -> Option<String> {
    let many = end.cardinality? == Cardinality::Many;
    Some(format!("one {} has {}", singular(owner), counted(owned, many)))
}

fn by_key(link: &Link, proof: &Proof) -> String {
    let (table, target) = (&proof.key.table, &proof.key.target);
    let is_counted = link.right.cardinality.is_some();
    let said = match is_counted {
        true => says(target, table, &link.right).unwrap_or_default(),
        false => format!("{} belongs to {}", one(table), one(target)),
    };
    let mut text = format!("{}: {}", sentence(&said), key(&proof.key));
    if let Some(unique) = proof.unique.as_ref().filter(|_| is_counted) {
        text.push_str(&format!(", {}", why(unique)));
    }
    text.push('.');
    let row = sentence(&one(table));
    let own = columns(table, &proof.key.columns);
    match link.left.participation {
        Some(Participation::Mandatory) => {
            let be = if proof.key.columns.len() == 1 { "is" } else { "are" };
            text.push_str(&format!(" {row} must belong to {}: {own} {be} NOT NULL.", one(target)));
        }
        Some(Participation::Optional) => {
            let null = columns(table, &proof.nullable);
            let none = singular(target);
            text.push_str(&format!(" {row} may belong to no {none}: {null} may be NULL."));
        }
        None => {}
    }
    text
}
