//! Whether a database has a link that is asked of it.

mod near;

use super::finding::{Finding, Gap, Inferred, Proof};
use super::{Cardinality, End, Link, Participation, same};

/// Whether a database has a link. What the link does not say is not asked.
///
/// Where several keys could be meant, one that fits is enough; where none fits, the gaps of all are
/// told, those of the key that comes closest first. A many-to-many holds both ways round.
pub fn ask(inferred: &Inferred, link: &Link) -> Finding {
    let link = upright(link);
    let missing = missing_tables(inferred, &link);
    if !missing.is_empty() {
        return Finding::Fails(missing);
    }
    let undeclarable = undeclarable(inferred, &link);
    let found =
        if link.is_many_to_many() { joined(inferred, &link) } else { keyed(inferred, &link) };
    match found {
        Finding::Holds(_) if !undeclarable.is_empty() => Finding::Fails(undeclarable),
        Finding::Holds(proofs) => Finding::Holds(proofs),
        Finding::Fails(gaps) => Finding::Fails(gaps.into_iter().chain(undeclarable).collect()),
    }
}

/// The link with the key on its right, also where many were said of the left and one of the right.
pub fn upright(link: &Link) -> Link {
    let many = |end: &End| end.cardinality == Some(Cardinality::Many);
    let mut link = link.clone();
    if !link.is_many_to_many() && many(&link.left) {
        std::mem::swap(&mut link.left, &mut link.right);
    }
    link
}

fn missing_tables(inferred: &Inferred, link: &Link) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let names = [Some(&link.left.entity), Some(&link.right.entity), link.through.as_ref()];
    for name in names.into_iter().flatten() {
        let known = inferred.model.entity(name).is_some();
        let told = gaps
            .iter()
            .any(|gap| matches!(gap, Gap::NoTable { name: told, .. } if same(told, name)));
        if !known && !told {
            gaps.push(Gap::NoTable { name: name.clone(), near: near::table(inferred, name) });
        }
    }
    gaps
}

/// What is asked that no schema of SQLite can say: that there is at least one row that refers to
/// each row.
fn undeclarable(inferred: &Inferred, link: &Link) -> Vec<Gap> {
    let mandatory = |end: &End| end.participation == Some(Participation::Mandatory);
    let name = |end: &End| match inferred.model.entity(&end.entity) {
        Some(entity) => entity.name.clone(),
        None => end.entity.clone(),
    };
    let gap = |end: &End, of: &End| Gap::CannotBeAsked { entity: name(end), of: name(of) };
    let mut gaps = Vec::new();
    if mandatory(&link.right) {
        gaps.push(gap(&link.right, &link.left));
    }
    if link.is_many_to_many() && mandatory(&link.left) {
        gaps.push(gap(&link.left, &link.right));
    }
    gaps
}

/// One foreign key.
fn keyed(inferred: &Inferred, link: &Link) -> Finding {
    let candidates = keys(inferred, &link.right.entity, &link.left.entity)
        .filter(|(_, proof)| link.columns.is_empty() || are_same(&link.columns, &proof.key.columns))
        .map(|(at, proof)| (vec![at], gaps_of_key(link, at, proof)))
        .collect();
    closest(candidates).unwrap_or_else(|| Finding::Fails(vec![no_key(inferred, link)]))
}

fn gaps_of_key(link: &Link, at: usize, proof: &Proof) -> Vec<Gap> {
    let mut gaps = Vec::new();
    gaps.extend(gap_of_count(link.right.cardinality, at, proof));
    match link.left.participation {
        Some(Participation::Mandatory) if !proof.nullable.is_empty() => {
            gaps.push(Gap::Nullable(at))
        }
        Some(Participation::Optional) if proof.nullable.is_empty() => gaps.push(Gap::NotNull(at)),
        _ => {}
    }
    gaps
}

/// What keeps a key from letting just so many rows refer to one.
fn gap_of_count(wanted: Option<Cardinality>, at: usize, proof: &Proof) -> Option<Gap> {
    match (wanted?, &proof.unique) {
        (Cardinality::One, None) => Some(Gap::NotUnique(at)),
        (Cardinality::Many, Some(_)) => Some(Gap::Unique(at)),
        _ => None,
    }
}

/// Two foreign keys of one table.
fn joined(inferred: &Inferred, link: &Link) -> Finding {
    let (left, right) = (&link.left, &link.right);
    let mut candidates = Vec::new();
    for entity in &inferred.model.entities {
        let table = &entity.name;
        let fits = match &link.through {
            Some(through) => same(through, table),
            None => !same(table, &left.entity) && !same(table, &right.entity),
        };
        if !fits {
            continue;
        }
        for (one, proof) in keys(inferred, table, &left.entity) {
            for (other, partner) in keys(inferred, table, &right.entity) {
                // Between rows of one table a pair of keys is one pair, whichever stands first.
                let twice = same(&left.entity, &right.entity) && other < one;
                if one == other || twice || !pairs(proof, partner) {
                    continue;
                }
                // How many of the right one of the left has, its own key in the join table says.
                let gaps = [
                    gap_of_count(right.cardinality, one, proof),
                    gap_of_count(left.cardinality, other, partner),
                ];
                candidates.push((vec![one, other], gaps.into_iter().flatten().collect()));
            }
        }
    }
    // Of several tables that join the two, one that is there for that is named first.
    let is_plain = |proofs: &[usize]| {
        inferred.joins.iter().any(|join| {
            join.is_plain && proofs.contains(&join.left) && proofs.contains(&join.right)
        })
    };
    candidates.sort_by_key(|(proofs, _)| !is_plain(proofs));
    closest(candidates).unwrap_or_else(|| Finding::Fails(no_join(inferred, link)))
}

/// Whether two keys of a table pair rows: neither is a part of the other.
fn pairs(one: &Proof, other: &Proof) -> bool {
    let within = |one: &[String], other: &[String]| {
        one.iter().all(|name| other.iter().any(|column| same(name, column)))
    };
    let (one, other) = (&one.key.columns, &other.key.columns);
    !within(one, other) && !within(other, one)
}

/// The candidate without a gap; else the gaps of all, the fewest first. `None` without candidates.
fn closest(mut candidates: Vec<(Vec<usize>, Vec<Gap>)>) -> Option<Finding> {
    candidates.sort_by_key(|(_, gaps)| gaps.len());
    let (proofs, gaps) = candidates.first()?;
    if gaps.is_empty() {
        return Some(Finding::Holds(proofs.clone()));
    }
    let mut told = Vec::new();
    for gap in candidates.into_iter().flat_map(|(_, gaps)| gaps) {
        if !told.contains(&gap) {
            told.push(gap);
        }
    }
    Some(Finding::Fails(told))
}

fn no_key(inferred: &Inferred, link: &Link) -> Gap {
    no_key_between(inferred, &link.right.entity, &link.left.entity, &link.columns)
}

fn no_key_between(inferred: &Inferred, table: &str, target: &str, columns: &[String]) -> Gap {
    let name = |name: &str| match inferred.model.entity(name) {
        Some(entity) => entity.name.clone(),
        None => name.to_owned(),
    };
    // A key of a table to itself is no key the other way round.
    let turned = keys(inferred, target, table).map(|(at, _)| at).next();
    Gap::NoKey {
        table: name(table),
        target: name(target),
        columns: columns.to_vec(),
        turned: turned.filter(|_| !same(table, target)),
        loose: near::loose_column(inferred, table, target, columns),
    }
}

/// What a join table lacks where one is named; else that there is none.
fn no_join(inferred: &Inferred, link: &Link) -> Vec<Gap> {
    let (left, right) = (&link.left.entity, &link.right.entity);
    let lacks = |table: &String, target: &String| {
        let keys = keys(inferred, table, target).count();
        let wanted = if same(left, right) { 2 } else { 1 };
        (keys < wanted).then(|| no_key_between(inferred, table, target, &[]))
    };
    let gaps: Vec<_> = match &link.through {
        Some(through) if same(left, right) => lacks(through, left).into_iter().collect(),
        Some(through) => {
            [lacks(through, left), lacks(through, right)].into_iter().flatten().collect()
        }
        None => Vec::new(),
    };
    if gaps.is_empty() {
        let name = |end: &End| match inferred.model.entity(&end.entity) {
            Some(entity) => entity.name.clone(),
            None => end.entity.clone(),
        };
        return vec![Gap::NoJoin { left: name(&link.left), right: name(&link.right) }];
    }
    gaps
}

/// The keys of one table that refer to another, with their numbers.
fn keys<'i>(
    inferred: &'i Inferred,
    table: &'i str,
    target: &'i str,
) -> impl Iterator<Item = (usize, &'i Proof)> {
    let fits =
        move |proof: &Proof| same(&proof.key.table, table) && same(&proof.key.target, target);
    inferred.proofs.iter().enumerate().filter(move |(_, proof)| fits(proof))
}

fn are_same(some: &[String], others: &[String]) -> bool {
    some.len() == others.len()
        && some.iter().all(|name| others.iter().any(|other| same(name, other)))
}
