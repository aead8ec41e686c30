//! Rings of keys that every row has to have: no row could be the first.

use super::Note;
use super::names::same_set;
use super::work::Work;
use crate::relation::{Participation, same};

/// The tables on a way of mandatory keys from a table back to the one that refers to it, where
/// there is one; the links that are still to be made count too.
pub(super) fn ring(work: &Work<'_>, table: &str, target: &str) -> Option<Vec<String>> {
    let proofs = work.inferred.proofs.iter().filter(|proof| proof.nullable.is_empty());
    let proofs = proofs.map(|proof| (proof.key.table.as_str(), proof.key.target.as_str()));
    let links = work.model.links.iter().filter(|link| {
        !link.is_many_to_many() && link.left.participation == Some(Participation::Mandatory)
    });
    let links = links.map(|link| (link.right.entity.as_str(), link.left.entity.as_str()));
    let edges: Vec<(&str, &str)> = proofs.chain(links).collect();
    let mut ways = vec![vec![target]];
    let mut seen = vec![target];
    while let Some(way) = ways.pop() {
        let end = *way.last()?;
        if same(end, table) {
            let tables = std::iter::once(table).chain(way[..way.len() - 1].iter().copied());
            return Some(tables.map(str::to_owned).collect());
        }
        for (_, next) in edges.iter().filter(|(from, _)| same(from, end)) {
            if !seen.iter().any(|known| same(known, next)) {
                seen.push(next);
                ways.push(way.iter().copied().chain([*next]).collect());
            }
        }
    }
    None
}

/// What a key says of deferring, with a leading space, where every row has to have it: nothing,
/// unless it closes a ring. Notes what the ring means.
pub(super) fn deferring(work: &mut Work<'_>, table: &str, target: &str) -> &'static str {
    if note(work, table, target, true) { " DEFERRABLE INITIALLY DEFERRED" } else { "" }
}

/// Notes the ring that a mandatory key closes; whether it closes one of several tables.
pub(super) fn note(work: &mut Work<'_>, table: &str, target: &str, deferred: bool) -> bool {
    if same(table, target) {
        work.note(Note::Itself { table: table.to_owned() });
        return false;
    }
    let Some(tables) = ring(work, table, target) else { return false };
    // A ring looks the same from each of its tables.
    let told =
        |note: &Note| matches!(note, Note::Ring { tables: known, .. } if same_set(known, &tables));
    if !work.notes.iter().any(told) {
        work.note(Note::Ring { tables, deferred });
    }
    true
}
