//! What the rows say, counted.

use super::noun::{digits, number_of, one};
use super::proof::by;
use crate::relation::census::{Census, Pairs, Spread, Tally};
use crate::relation::finding::{Inferred, Join, Proof};
use crate::relation::name::{plural, singular};
use crate::relation::same;

/// A line for each link: "each author has 0 to 3 books; 2 have none".
pub fn of_links(inferred: &Inferred, census: &Census) -> Vec<String> {
    let proofs = inferred.proofs.iter().zip(&census.links);
    proofs.map(|(proof, tally)| of_link(inferred, proof, tally.as_ref())).collect()
}

/// A line for each join: "each student has 0 to 3 courses through enrollments; 1 has none", and
/// the same the other way round.
pub fn of_joins(inferred: &Inferred, census: &Census) -> Vec<String> {
    let keys =
        |join: &Join| Some((inferred.proofs.get(join.left)?, inferred.proofs.get(join.right)?));
    let line = |(join, pairs): (&Join, &Option<Pairs>)| {
        let Some((left, right)) = keys(join) else { return Vec::new() };
        let (one, other) = (&left.key.target, &right.key.target);
        let Some(Pairs { of_left, of_right }) = pairs else {
            return vec![format!("{one} and {other}{}: {NOT_COUNTED}", through(left, right))];
        };
        vec![
            spread(one, other, &through(left, right), of_left),
            spread(other, one, &through(right, left), of_right),
        ]
    };
    inferred.joins.iter().zip(&census.joins).flat_map(line).collect()
}

/// " through enrollments"; between rows of one table also from which key to which.
fn through(from: &Proof, to: &Proof) -> String {
    let table = &from.key.table;
    if !same(&from.key.target, &to.key.target) {
        return format!(" through {table}");
    }
    let (from, to) = (from.key.columns.join(", "), to.key.columns.join(", "));
    format!(" through {table} from {from} to {to}")
}

const NOT_COUNTED: &str = "not counted, it would take too long";

fn of_link(inferred: &Inferred, proof: &Proof, tally: Option<&Tally>) -> String {
    let (table, target) = (&proof.key.table, &proof.key.target);
    let by = by(inferred, proof);
    let Some(tally) = tally else {
        return format!("{target} and {table}{by}: {NOT_COUNTED}");
    };
    let mut line = spread(target, table, &by, &tally.referring);
    if tally.without > 0 {
        let has = if tally.without == 1 { "has" } else { "have" };
        let rows = number_of(tally.without, table);
        line.push_str(&format!("; {rows} {has} no {}", singular(target)));
    }
    if tally.dangling > 0 {
        let refers = if tally.dangling == 1 { "refers" } else { "refer" };
        let rows = number_of(tally.dangling, table);
        line.push_str(&format!("; {rows} {refers} to {} that is not there", one(target)));
    }
    line
}

/// "each author has 0 to 3 books; 2 have none".
fn spread(of: &str, what: &str, how: &str, spread: &Spread) -> String {
    if spread.rows == 0 {
        return format!("there are no {} yet", plural(of));
    }
    let each = singular(of);
    if spread.most == 0 {
        return format!("no {each} has any {}{how}", plural(what));
    }
    if spread.least == spread.most {
        return format!("each {each} has {}{how}", number_of(spread.most, what));
    }
    let count = format!("{} to {}", digits(spread.least), number_of(spread.most, what));
    let none = match spread.none {
        0 => String::new(),
        1 => "; 1 has none".to_owned(),
        more => format!("; {} have none", digits(more)),
    };
    format!("each {each} has {count}{how}{none}")
}
