//! Mutants of a query: what it would be with one of the mistakes that learners make.
//!
//! They are made over the query's tree and by what the schema declares. Nothing is run: whether a
//! mutant can be prepared, the database says.

mod mistake;
mod names;
mod scope;
mod site;
mod found;
mod links;
mod joins;
mod conditions;
mod values;
mod orders;
mod functions;
mod groups;
mod columns;
mod subqueries;

use std::collections::{BTreeMap, HashSet};

use found::{Candidate, Found};
use site::{Site, Sites};

use crate::schema::Schema;
use crate::sql::query::Query;

pub use mistake::{Kind, Mistake};

/// The most mutants of one query.
pub const MOST_MUTANTS: usize = 150;

/// The most expressions of one SELECT in which mistakes are made. Nobody writes more by hand, and
/// what is tried grows with their square.
const MOST_SPOTS: usize = 500;

/// A query with one mistake in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// What was changed.
    pub mistake: Mistake,
    /// The text of the changed query. It reads back.
    pub text: String,
}

/// The mutants of a query, no two alike and none like the query itself: at most
/// [`MOST_MUTANTS`], the likeliest of each kind before any kind has many.
pub fn mutants(query: &Query, schema: &Schema) -> Vec<Mutant> {
    let named = names::named(query);
    let sites = Sites::of(&named, schema);
    let mut found = Found::default();
    let short = |site: &&Site<'_>| {
        site.spots.len() <= MOST_SPOTS && site.select.from.len() <= scope::MOST_TABLES
    };
    for site in sites.selects.iter().filter(short) {
        joins::joins(site, &mut found);
        conditions::conditions(site, &mut found);
        values::values(site, &mut found);
        functions::functions(site, &mut found);
        groups::groups(site, &mut found);
        columns::columns(site, &mut found);
        subqueries::subqueries(site, &mut found);
    }
    for body in &sites.bodies {
        orders::orders(body, &mut found);
    }
    picked(&[query, &named], found)
}

/// Makes the mistakes in turns: one of each kind, then a second one.
fn picked([query, named]: &[&Query; 2], found: Found) -> Vec<Mutant> {
    let mut kinds: BTreeMap<Kind, Vec<Candidate>> = BTreeMap::new();
    for candidate in found.candidates {
        kinds.entry(candidate.mistake.kind).or_default().push(candidate);
    }
    let mut kinds: Vec<_> = kinds
        .into_values()
        .map(|mut candidates| {
            candidates.sort_by_key(|candidate| candidate.rank);
            candidates.into_iter()
        })
        .collect();
    let mut seen = HashSet::from([query.to_string(), named.to_string()]);
    let mut mutants = Vec::new();
    while !kinds.is_empty() && mutants.len() < MOST_MUTANTS {
        kinds.retain_mut(|candidates| {
            for candidate in candidates {
                let (mistake, text) = candidate.made(named);
                if let Some(text) = text.filter(|text| seen.insert(text.clone())) {
                    mutants.push(Mutant { mistake, text });
                    return true;
                }
            }
            false
        });
    }
    mutants.truncate(MOST_MUTANTS);
    mutants
}

#[cfg(test)]
mod tests;
