//! What lies between a database and a link that was asked of it: "You have: a store has many items.
//! Wanted: a store has one item. items.store_id would have to be UNIQUE."

use super::flaw;
use super::link;
use super::noun::{counted, one};
use super::proof::{by, columns, key, why};
use crate::feedback::count::list;
use crate::relation::finding::{Flaw, Gap, Inferred, Proof, Uniqueness};
use crate::relation::name::singular;
use crate::relation::{Link, same};

/// The gaps of a link in sentences, one text for each gap. That a key is missing begins with the
/// name of the table that lacks it.
pub fn sentences(inferred: &Inferred, asked: &Link, gaps: &[Gap]) -> Vec<String> {
    gaps.iter().map(|gap| say(inferred, asked, gap)).collect()
}

fn say(inferred: &Inferred, asked: &Link, gap: &Gap) -> String {
    match gap {
        Gap::NoTable { name, near } => match near {
            Some(near) => format!("There is no table {name}. Did you mean {near}?"),
            None => format!("There is no table {name}."),
        },
        Gap::NoKey { .. } => no_key(inferred, asked, gap),
        Gap::NotUnique(at) => with(inferred, *at, |proof, own, by| {
            let has = one(&proof.key.target);
            format!(
                "You have: {has} has {}{by}. Wanted: {has} has {}{by}. {own} would have to be \
                 UNIQUE{}.",
                counted(&proof.key.table, true),
                counted(&proof.key.table, false),
                if proof.key.columns.len() == 1 { "" } else { " together" }
            )
        }),
        Gap::Unique(at) => with(inferred, *at, |proof, own, by| {
            let has = one(&proof.key.target);
            let unique = match &proof.unique {
                Some(Uniqueness::PrimaryKey) => "the primary key".to_owned(),
                Some(unique) => why(unique),
                None => "UNIQUE".to_owned(),
            };
            format!(
                "You have: {has} has {}{by}. Wanted: {has} has {}{by}. {own} is {unique}, which \
                 refuses a second {} for one {}.",
                counted(&proof.key.table, false),
                counted(&proof.key.table, true),
                singular(&proof.key.table),
                singular(&proof.key.target)
            )
        }),
        Gap::Nullable(at) => with(inferred, *at, |proof, _, by| {
            let (row, of) = (one(&proof.key.table), &proof.key.target);
            let null = columns(&proof.key.table, &proof.nullable);
            format!(
                "You have: {row} may belong to no {}{by}. Wanted: {row} must belong to {}{by}. \
                 {null} would have to be NOT NULL.",
                singular(of),
                one(of)
            )
        }),
        Gap::NotNull(at) => with(inferred, *at, |proof, own, by| {
            let (row, of) = (one(&proof.key.table), &proof.key.target);
            format!(
                "You have: {row} must belong to {}{by}. Wanted: {row} may belong to no {}{by}. \
                 {own} would have to take NULL.",
                one(of),
                singular(of)
            )
        }),
        Gap::CannotBeAsked { entity, of } => format!(
            "That {} has at least one {} cannot be declared in SQLite: a foreign key speaks of the \
             row that holds it, never of the one that it refers to.",
            one(of),
            singular(entity)
        ),
        Gap::NoJoin { left, right } => no_join(inferred, left, right),
    }
}

/// Words for the proof of that number, with its columns and what tells it from others.
fn with(inferred: &Inferred, at: usize, say: impl Fn(&Proof, &str, &str) -> String) -> String {
    inferred.proofs.get(at).map_or_else(String::new, |proof| {
        say(proof, &columns(&proof.key.table, &proof.key.columns), &by(inferred, proof))
    })
}

fn no_key(inferred: &Inferred, asked: &Link, gap: &Gap) -> String {
    let Gap::NoKey { table, target, columns: wanted, turned, loose } = gap else {
        return String::new();
    };
    // A key that SQLite cannot work with is the reason itself.
    let broken = inferred.flaws.iter().find(|flaw| is_between(flaw, table, target));
    if let Some(broken) = broken {
        return flaw::sentence(broken, inferred);
    }
    let to = if same(table, target) { "itself".to_owned() } else { target.clone() };
    let missing = match wanted.as_slice() {
        [] => format!("{table} has no foreign key to {to}"),
        wanted => format!("{} is no foreign key to {to}", columns(table, wanted)),
    };
    if let Some(loose) = loose {
        return format!(
            "{missing}: {table}.{loose} refers to nothing. It would have to say REFERENCES {target}."
        );
    }
    if let Some(proof) = turned.and_then(|at| inferred.proofs.get(at)) {
        return format!(
            "{missing}. You have: {}, by {}. Wanted: {}. The foreign key would have to be in \
             {table}.",
            has(proof),
            key(&proof.key),
            link::sentence(asked)
        );
    }
    let others: Vec<_> = inferred
        .proofs
        .iter()
        .filter(|proof| same(&proof.key.table, table) && same(&proof.key.target, target))
        .map(|proof| columns(table, &proof.key.columns))
        .collect();
    match (others.as_slice(), wanted.as_slice()) {
        ([], _) => format!("{missing}."),
        (_, []) => format!("{table} has only one foreign key to {to}: {}.", list(&others)),
        ([other], _) => format!("{missing}; {other} is one."),
        _ => format!("{missing}; {} are.", list(&others)),
    }
}

fn no_join(inferred: &Inferred, left: &str, right: &str) -> String {
    let missing = match same(left, right) {
        true => format!("No table has two foreign keys to {left}"),
        false => format!("No table has foreign keys to both {left} and {right}"),
    };
    let between = inferred.proofs.iter().find(|proof| {
        let (table, target) = (&proof.key.table, &proof.key.target);
        same(table, left) && same(target, right) || same(table, right) && same(target, left)
    });
    let needed = "Many to many takes a table between the two, with a key to each.";
    match between {
        Some(proof) => {
            format!("{missing}. You have: {} ({}). {needed}", has(proof), key(&proof.key))
        }
        None => format!("{missing}. {needed}"),
    }
}

/// "a store has many items", of what a key says.
fn has(proof: &Proof) -> String {
    let many = counted(&proof.key.table, proof.unique.is_none());
    format!("{} has {many}", one(&proof.key.target))
}

fn is_between(flaw: &Flaw, table: &str, target: &str) -> bool {
    match flaw {
        Flaw::NoPrimaryKey(_) | Flaw::OtherType(..) => false,
        Flaw::NoTable(key)
        | Flaw::NoColumn(key, _)
        | Flaw::NotUnique(key)
        | Flaw::Uneven(key)
        | Flaw::ToView(key) => same(&key.table, table) && same(&key.target, target),
    }
}
