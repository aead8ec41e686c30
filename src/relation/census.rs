//! What the rows of a database say of its links: how many there are for each, and for how many
//! there is none.

use super::finding::{Inferred, Join, Proof, Reference};
use crate::rows::{Rows, Value};
use crate::scratch::{Budget, Scratch, ScratchError};
use crate::sql::tokens::quoted;

/// What the rows say; `None` stands for what would have taken too long to count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Census {
    /// Of each link, in the order and number of the links of the model.
    pub links: Vec<Option<Tally>>,
    /// Of each join, in the order and number of [`Inferred::joins`].
    pub joins: Vec<Option<Pairs>>,
}

/// What the rows say of one foreign key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many rows of the right refer to each row of the left.
    pub referring: Spread,
    /// The rows of the right.
    pub rows: u64,
    /// Those of them that refer to nothing, for a column of the key is NULL.
    pub without: u64,
    /// Those of them that refer to a row that is not there. SQLite lets this be where keys were not
    /// enforced, and within a transaction where they are checked at its end.
    pub dangling: u64,
}

/// What the rows say of a join: different partners, however often they are paired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pairs {
    /// How many rows of the right each row of the left is paired with.
    pub of_left: Spread,
    /// How many rows of the left each row of the right is paired with.
    pub of_right: Spread,
}

/// How many there are for each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// The rows.
    pub rows: u64,
    /// The fewest that one of them has; 0 without rows.
    pub least: u64,
    /// The most that one of them has; 0 without rows.
    pub most: u64,
    /// How many of them have none.
    pub none: u64,
}

/// Counts the rows of every link and join, with no more work altogether than the budget allows.
/// No single one takes more than a quarter of it, so that one large table does not keep the others
/// from being counted.
///
/// # Errors
/// When the database is not the one that was inferred from, or memory runs out.
pub fn census(
    inferred: &Inferred,
    scratch: &Scratch,
    budget: &Budget,
) -> Result<Census, ScratchError> {
    let mut counter = Counter { scratch, budget: *budget, share: budget.steps / 4 };
    let mut census = Census::default();
    for proof in &inferred.proofs {
        census.links.push(counter.tally(proof)?);
    }
    for join in &inferred.joins {
        census.joins.push(counter.pairs(join, inferred)?);
    }
    Ok(census)
}

struct Counter<'s> {
    scratch: &'s Scratch,
    /// What is left.
    budget: Budget,
    /// The most steps of one question.
    share: u64,
}

impl Counter<'_> {
    fn tally(&mut self, proof: &Proof) -> Result<Option<Tally>, ScratchError> {
        let Some([left, have, least, most, rows, without, referring]) =
            self.numbers(&question_of_key(&proof.key))?
        else {
            return Ok(None);
        };
        let dangling = rows.saturating_sub(without).saturating_sub(referring);
        let referring = Spread::new(left, have, least, most);
        Ok(Some(Tally { referring, rows, without, dangling }))
    }

    fn pairs(&mut self, join: &Join, inferred: &Inferred) -> Result<Option<Pairs>, ScratchError> {
        let (left, right) = (&inferred.proofs[join.left].key, &inferred.proofs[join.right].key);
        let mut spread = |of: &Reference, with: &Reference| -> Result<_, ScratchError> {
            let numbers = self.numbers(&question_of_pairs(of, with))?;
            Ok(numbers.map(|[rows, have, least, most]| Spread::new(rows, have, least, most)))
        };
        let Some(of_left) = spread(left, right)? else { return Ok(None) };
        let Some(of_right) = spread(right, left)? else { return Ok(None) };
        Ok(Some(Pairs { of_left, of_right }))
    }

    /// The numbers that a question gives; `None` where it was stopped.
    fn numbers<const N: usize>(&mut self, sql: &str) -> Result<Option<[u64; N]>, ScratchError> {
        let budget = Budget { steps: self.budget.steps.min(self.share), ..self.budget };
        let (rows, steps) = self.scratch.read(sql, &budget)?;
        self.budget.steps = self.budget.steps.saturating_sub(steps);
        Ok(rows.map(|rows| numbers(&rows)))
    }
}

impl Spread {
    /// Of `rows` rows, `have` have some: the least of these and the most.
    fn new(rows: u64, have: u64, least: u64, most: u64) -> Self {
        let none = rows.saturating_sub(have);
        Self { rows, least: if none > 0 { 0 } else { least }, most, none }
    }
}

fn numbers<const N: usize>(rows: &Rows) -> [u64; N] {
    let cell = |at: usize| rows.rows.first().and_then(|row| row.get(at));
    std::array::from_fn(|at| match cell(at) {
        Some(Value::Integer(number)) => u64::try_from(*number).unwrap_or(0),
        _ => 0,
    })
}

/// The rows of the left, those that are referred to, by how many at least and at most; the rows
/// of the right, those with NULL, those that refer to a row.
///
/// It goes from the referring side: what is referred to has an index, its key, and the key often
/// has none.
fn question_of_key(key: &Reference) -> String {
    let nulls: Vec<_> =
        key.columns.iter().map(|name| format!("{} IS NULL", quoted(name))).collect();
    format!(
        "SELECT (SELECT count(*) FROM {left}), count(*), min(n), max(n),
             (SELECT count(*) FROM {right}), (SELECT count(*) FROM {right} WHERE {nulls}), sum(n)
         FROM (SELECT count(*) AS n FROM {right} AS r CROSS JOIN {left} AS l ON {on} GROUP BY {group})",
        left = table(&key.target),
        right = table(&key.table),
        nulls = nulls.join(" OR "),
        on = refers("r", "l", key),
        group = columns("l", &key.targets),
    )
}

/// The rows that the one key refers to, those that have a partner by the other key, and how many
/// at least and at most.
fn question_of_pairs(of: &Reference, with: &Reference) -> String {
    format!(
        "SELECT (SELECT count(*) FROM {left}), count(*), min(n), max(n)
         FROM (SELECT count(*) AS n FROM (
             SELECT DISTINCT {all} FROM {join} AS j
             CROSS JOIN {left} AS l ON {to_left} CROSS JOIN {right} AS r ON {to_right}
         ) GROUP BY {group})",
        left = table(&of.target),
        right = table(&with.target),
        join = table(&of.table),
        all = numbered(&of.targets, &with.targets),
        to_left = refers("j", "l", of),
        to_right = refers("j", "r", with),
        group = (0..of.targets.len()).map(|at| format!("l{at}")).collect::<Vec<_>>().join(", "),
    )
}

/// The columns of both targets under names that cannot clash.
fn numbered(left: &[String], right: &[String]) -> String {
    let names = |table: &'static str, names: &[String]| {
        let name =
            move |(at, name): (usize, &String)| format!("{table}.{} AS {table}{at}", quoted(name));
        names.iter().enumerate().map(name).collect::<Vec<_>>().join(", ")
    };
    format!("{}, {}", names("l", left), names("r", right))
}

/// That a row refers to another, as SQLite looks it up: compared as the column referred to is, for
/// which the sign takes the referring column's own affinity away.
fn refers(from: &str, to: &str, key: &Reference) -> String {
    let pair = |(own, target): (&String, &String)| {
        format!("{to}.{} = +{from}.{}", quoted(target), quoted(own))
    };
    key.columns.iter().zip(&key.targets).map(pair).collect::<Vec<_>>().join(" AND ")
}

fn columns(table: &str, names: &[String]) -> String {
    let name = |name: &String| format!("{table}.{}", quoted(name));
    names.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn table(name: &str) -> String {
    format!("main.{}", quoted(name))
}
