//! The values that are worth trying in each column.

use std::collections::HashSet;

use super::check::{Check, checks};
use super::derive;
use super::fitting::fitting;
use super::ground::Ground;
use super::hint::{Hint, hints};
use super::kind::Kind;
use super::scope::{Scope, ScopeColumn, ScopeTable};
use crate::rows::{Row, Value};
use crate::scratch::{Budget, Scratch};
use crate::sql::tokens::quoted;

/// The values that are worth trying in one column, all admitted by its own constraints.
#[derive(Debug, Clone, Default)]
pub struct Domain {
    /// Those around the constants that stand beside the column in a query or constraint.
    pub near: Vec<Value>,
    /// Those that can be seen in the column, then some that say nothing: the plainest first.
    pub plain: Vec<Value>,
    /// How many of `plain` can be seen.
    pub seen: usize,
    /// For each condition on the column alone, the values that meet it.
    pub meeting: Vec<Vec<Value>>,
}

/// The values that are worth trying, and how many rows.
#[derive(Debug, Clone)]
pub struct Domains {
    /// For each table of the scope and each of its columns.
    pub columns: Vec<Vec<Domain>>,
    /// Numbers of rows that a query speaks of, with their neighbours; in ascending order.
    pub counts: Vec<usize>,
    /// For each table and CHECK on several columns that refer to nothing: these columns, and values
    /// with which it holds.
    pub together: Vec<Vec<(Vec<usize>, Vec<Row>)>>,
    /// For each table, the pairs of columns of one kind that one CHECK speaks of: where it
    /// refuses a row, their values may be the wrong way round.
    pub paired: Vec<Vec<(usize, usize)>>,
}

/// The most values of one column, of each sort.
const MOST: usize = 40;

/// The most rows that are made because a query counts to there.
const MOST_COUNTED: i64 = 24;

impl Domains {
    /// Finds the values for some queries over a scope.
    pub fn new(scratch: &mut Scratch, ground: &Ground, scope: &Scope, texts: &[&str]) -> Self {
        let mut found: Vec<Hint> = texts.iter().flat_map(|text| hints(text)).collect();
        found.extend(ground.programs.iter().flat_map(|program| hints(&program.sql)));
        let mut domains = Self {
            columns: Vec::new(),
            counts: Vec::new(),
            together: Vec::new(),
            paired: Vec::new(),
        };
        domains.counts = counts(&found, scope);
        for table in &scope.tables {
            let sql = ground.schema.table(&table.name).map_or("", |table| table.sql.as_str());
            let own: Vec<Hint> = hints(sql);
            let checks = checks(sql);
            let seen = ground.seen.tables.iter().find(|seen| seen.table == table.name);
            let names: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
            let columns = table.columns.iter().enumerate().map(|(at, column)| {
                let hints = found.iter().filter(|_| table.read).chain(&own);
                let hints: Vec<&Hint> = hints.filter(|hint| hint.names(&column.name)).collect();
                let seen =
                    seen.iter().flat_map(|seen| seen.rows.iter().filter_map(|row| row.get(at)));
                let mut domain = Domain::around(column.kind, &hints, seen);
                let alone = checks.iter().filter(|check| check.is_about(&column.name, &names));
                domain.keep_admitted(scratch, &column.name, column.kind, alone);
                let conditions = hints.iter().filter_map(|hint| hint.condition.as_deref());
                domain.try_conditions(scratch, &column.name, column.kind, conditions);
                domain
            });
            let columns: Vec<Domain> = columns.collect();
            let together =
                checks.iter().filter_map(|check| together(scratch, table, &columns, check));
            domains.together.push(together.collect());
            domains.columns.push(columns);
            domains.paired.push(paired(&table.columns, &checks));
        }
        domains.share(scope, &found);
        domains.follow_keys(scope);
        domains
    }

    /// What stands beside a key is worth trying in what the key refers to: there it comes from.
    fn follow_keys(&mut self, scope: &Scope) {
        for (child, declared) in scope.tables.iter().enumerate().rev() {
            for key in declared.keys.iter().filter(|key| key.parent != child) {
                for (&column, &target) in key.columns.iter().zip(&key.targets) {
                    let own = self.columns[child][column].clone();
                    let kind = scope.tables[key.parent].columns[target].kind;
                    let parent = &mut self.columns[key.parent][target];
                    let is_new =
                        |value: &&Value| kind.admits(value) && !parent.near.contains(value);
                    let near: Vec<Value> = own.near.iter().filter(is_new).cloned().collect();
                    parent.near.extend(near);
                    parent.near.truncate(MOST);
                    parent.meeting.extend(own.meeting);
                }
            }
        }
    }

    /// Columns that are compared with each other share what stands beside either.
    fn share(&mut self, scope: &Scope, hints: &[Hint]) {
        for hint in hints.iter().filter(|hint| hint.columns.len() > 1) {
            let mut places = Vec::new();
            for (table, declared) in scope.tables.iter().enumerate() {
                let columns = declared.columns.iter().enumerate();
                let named = columns.filter(|(_, column)| hint.names(&column.name));
                places.extend(named.map(|(column, _)| (table, column)));
            }
            let all: Vec<Value> =
                places.iter().flat_map(|&(t, c)| self.columns[t][c].near.clone()).collect();
            for &(table, column) in &places {
                let kind = scope.tables[table].columns[column].kind;
                let near = &mut self.columns[table][column].near;
                let missing: Vec<Value> = all
                    .iter()
                    .filter(|value| kind.admits(value) && !near.contains(value))
                    .cloned()
                    .collect();
                near.extend(missing);
                near.truncate(MOST);
            }
        }
    }
}

impl Domain {
    fn around<'v>(kind: Kind, hints: &[&Hint], seen: impl Iterator<Item = &'v Value>) -> Self {
        let mut domain = Self::default();
        let mut known = Known::default();
        for hint in hints {
            for value in derive::around(kind, hint) {
                if domain.near.len() < MOST && kind.admits(&value) && known.is_new(&value) {
                    domain.near.push(value);
                }
            }
        }
        let mut known = Known::default();
        for value in seen {
            if domain.plain.len() < 8 && kind.admits(value) && known.is_new(value) {
                domain.plain.push(value.clone());
            }
        }
        domain.seen = domain.plain.len();
        for value in derive::fillers(kind) {
            if kind.admits(&value) && known.is_new(&value) {
                domain.plain.push(value);
            }
        }
        let mut known: Known = domain.near.iter().collect();
        let from: Vec<Value> =
            domain.plain.iter().take(2).chain(domain.near.iter().take(4)).cloned().collect();
        for hint in hints {
            for value in derive::apart(kind, hint, &from) {
                if kind.admits(&value) && known.is_new(&value) {
                    domain.near.push(value);
                }
            }
        }
        domain
    }

    /// Leaves out what the column's own CHECKs refuse; where they refuse all, nothing.
    fn keep_admitted<'c>(
        &mut self,
        scratch: &mut Scratch,
        column: &str,
        kind: Kind,
        checks: impl Iterator<Item = &'c Check>,
    ) {
        for check in checks {
            let test = format!("({}) IS NOT 0", check.condition);
            for values in [&mut self.near, &mut self.plain] {
                if let Some(holds) = holds(scratch, column, kind, values, &test) {
                    let mut holds = holds.into_iter();
                    values.retain(|_| holds.next().unwrap_or(true));
                }
            }
            if self.plain.is_empty() {
                self.plain = self.near.clone();
            }
            if self.plain.is_empty() {
                let mut fitting = fitting(kind, &check.condition);
                fitting.retain(|value| kind.admits(value));
                let holds = holds(scratch, column, kind, &fitting, &test).unwrap_or_default();
                let fits = fitting.into_iter().zip(holds).filter(|(_, holds)| *holds);
                let mut known = Known::default();
                let new = fits.map(|(value, _)| value).filter(|value| known.is_new(value));
                self.plain = new.take(8).collect();
            }
        }
    }

    /// Finds which values meet each condition.
    fn try_conditions<'c>(
        &mut self,
        scratch: &mut Scratch,
        column: &str,
        kind: Kind,
        conditions: impl Iterator<Item = &'c str>,
    ) {
        let all: Vec<Value> = self.near.iter().chain(&self.plain).cloned().collect();
        let mut tried: Vec<&str> = Vec::new();
        for condition in conditions.take(12) {
            if tried.contains(&condition) {
                continue;
            }
            tried.push(condition);
            let Some(holds) = holds(scratch, column, kind, &all, condition) else { continue };
            let meeting: Vec<Value> =
                all.iter().zip(holds).filter(|(_, holds)| *holds).map(|(v, _)| v.clone()).collect();
            if !meeting.is_empty() && meeting.len() < all.len() {
                self.meeting.push(meeting);
            }
        }
    }

    /// Values that read better than this one: those that can be seen where it is none of them,
    /// else the plainest.
    pub fn plainer(&self, value: &Value) -> &[Value] {
        let rank = self.plain.iter().position(|plain| plain == value);
        match rank {
            Some(rank) if rank < self.seen => &[],
            rank => {
                let end = rank.unwrap_or(self.plain.len());
                &self.plain[..end.min(self.seen.clamp(3, 4))]
            }
        }
    }

    /// Whether there is any value.
    pub fn is_empty(&self) -> bool {
        self.near.is_empty() && self.plain.is_empty()
    }

    /// The plainest value.
    pub fn plainest(&self) -> Option<&Value> {
        self.plain.first().or(self.near.first())
    }
}

/// For each value, whether a condition on the one column is true; `None` where it is about more
/// than that column, or does not run.
fn holds(
    scratch: &mut Scratch,
    column: &str,
    kind: Kind,
    values: &[Value],
    condition: &str,
) -> Option<Vec<bool>> {
    if values.is_empty() {
        return Some(Vec::new());
    }
    let rows: Vec<String> = values.iter().map(|value| format!("({})", value.literal())).collect();
    // The CAST gives the values the affinity of their column, by which they are compared.
    let affinity = match kind {
        Kind::Integer | Kind::Boolean => "INTEGER",
        Kind::Real => "REAL",
        Kind::Number => "NUMERIC",
        Kind::Blob | Kind::Any => "BLOB",
        Kind::Text(_) | Kind::Date | Kind::DateTime(_) | Kind::Time(_) => "TEXT",
    };
    let value = match kind {
        Kind::Any => "column1".to_owned(),
        _ => format!("CAST(column1 AS {affinity})"),
    };
    let sql = format!(
        "SELECT ({condition}) IS TRUE FROM (SELECT {value} AS {} FROM (VALUES {}))",
        quoted(column),
        rows.join(", ")
    );
    let script = scratch.run(&sql, &TRYING);
    let rows = &script.rows()?.rows;
    let truth = |row: &Vec<Value>| row.first() == Some(&Value::Integer(1));
    (rows.len() == values.len()).then(|| rows.iter().map(truth).collect())
}

/// The pairs of columns of one kind that one check speaks of.
fn paired(columns: &[ScopeColumn], checks: &[Check]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for check in checks {
        let named = columns.iter().enumerate().filter(|(_, column)| check.names(&column.name));
        let named: Vec<usize> = named.map(|(at, _)| at).collect();
        for (at, &first) in named.iter().enumerate() {
            let same = |second: &&usize| columns[**second].kind == columns[first].kind;
            pairs.extend(named[at + 1..].iter().filter(same).map(|&second| (first, second)));
        }
    }
    pairs
}

/// The columns of a check on several that refer to nothing, and values with which it holds.
fn together(
    scratch: &mut Scratch,
    table: &ScopeTable,
    domains: &[Domain],
    check: &Check,
) -> Option<(Vec<usize>, Vec<Row>)> {
    let columns = table.columns.iter().enumerate().filter(|(_, column)| check.names(&column.name));
    let columns: Vec<usize> = columns.map(|(at, _)| at).collect();
    let tied = |column: &usize| table.keys.iter().any(|key| key.columns.contains(column));
    if !(2..=4).contains(&columns.len()) || columns.iter().any(tied) {
        return None;
    }
    // So many of each that all of them together stay few.
    let most = [18, 9, 5][columns.len() - 2];
    let names: Vec<String> =
        columns.iter().map(|&column| quoted(&table.columns[column].name)).collect();
    let sources = columns.iter().zip(&names).map(|(&column, name)| {
        let domain = &domains[column];
        let few = domain.plain.iter().take(most / 2);
        let near = domain.near.iter().take(most);
        let values: Vec<String> =
            few.chain(near).take(most).map(|value| format!("({})", value.literal())).collect();
        (!values.is_empty())
            .then(|| format!("(SELECT column1 AS {name} FROM (VALUES {}))", values.join(", ")))
    });
    let sources: Vec<String> = sources.collect::<Option<_>>()?;
    let sql = format!(
        "SELECT {} FROM {} WHERE ({}) IS TRUE LIMIT 64",
        names.join(", "),
        sources.join(", "),
        check.condition
    );
    let script = scratch.run(&sql, &TRYING);
    let rows = script.rows()?.rows.clone();
    (!rows.is_empty()).then_some((columns, rows))
}

/// What finding out about one condition may use.
const TRYING: Budget = Budget { steps: 200_000, rows: 1_000, bytes: 1 << 18, millis: 10_000 };

/// The numbers of rows that some hints speak of.
pub(super) fn counts(hints: &[Hint], scope: &Scope) -> Vec<usize> {
    let is_column = |name: &String| {
        let mut columns = scope.tables.iter().flat_map(|table| &table.columns);
        columns.any(|column| column.name.eq_ignore_ascii_case(name))
    };
    let mut counts: Vec<usize> = Vec::new();
    for hint in hints.iter().filter(|hint| hint.counts || !hint.columns.iter().any(is_column)) {
        for constant in &hint.constants {
            let Value::Integer(number @ 1..=MOST_COUNTED) = constant else { continue };
            counts.extend([number - 1, *number, number + 1].map(|n| n.unsigned_abs() as usize));
        }
    }
    counts.retain(|count| *count > 1);
    counts.sort_unstable();
    counts.dedup();
    counts
}

/// Values that were met, as their literals tell them apart.
#[derive(Default)]
struct Known(HashSet<String>);

impl<'v> FromIterator<&'v Value> for Known {
    fn from_iter<I: IntoIterator<Item = &'v Value>>(values: I) -> Self {
        Self(values.into_iter().map(Value::literal).collect())
    }
}

impl Known {
    fn is_new(&mut self, value: &Value) -> bool {
        *value != Value::Null && self.0.insert(value.literal())
    }
}
