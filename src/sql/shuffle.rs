//! A query written so that it reads its tables in an order of one's own choice.
//!
//! What SQL leaves open, a database decides by the order in which it comes upon rows. Where that
//! order is changed and the result changes with it, the result was open.

use super::clauses::Query;
use super::tokens::quoted;

/// A table or view of which rows can be read in another order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// Its name.
    pub name: String,
    /// Its columns, as `*` gives them.
    pub columns: Vec<String>,
    /// A column that holds a different integer for each row; a table's `rowid` is one. Where there
    /// is none the rows are numbered.
    pub number: Option<String>,
}

/// The name of the number that rows get.
const NUMBER: &str = "\"relatable number\"";

/// The query with the rows of each shelf that it names in an order that `random()` chooses, which
/// must give the same throughout a run. `None` where it names none, or is not one query.
///
/// Each table is hidden behind one of the same name in the query's WITH clause, so that the rest
/// of the text stays as it was. What goes past that, as `main.t` and a view's own tables, is read
/// as ever.
pub fn shuffled(text: &str, shelves: &[Shelf]) -> Option<String> {
    let query = Query::read(text)?;
    let verb = query.verb();
    let is = |at: usize, word: &str| query.token(at).is_some_and(|token| token.is(word));
    let with = is(0, "WITH") && verb > 0;
    let recursive = with && is(1, "RECURSIVE") && !is(2, "AS");
    let start = usize::from(with) + usize::from(recursive);
    let own: Vec<usize> = match with {
        true => query.list(&(start..verb)).iter().map(|table| table.start).collect(),
        false => Vec::new(),
    };
    let called = |at: usize, name: &str| query.tokens[at].name().eq_ignore_ascii_case(name);
    let read = |shelf: &&Shelf| {
        let named = (0..query.tokens.len()).any(|at| called(at, &shelf.name));
        named && !own.iter().any(|&at| called(at, &shelf.name))
    };
    let tables: Vec<String> = shelves.iter().filter(read).map(table).collect();
    if tables.is_empty() {
        return None;
    }
    let recursive = if recursive { "RECURSIVE " } else { "" };
    let comma = if with { "," } else { "" };
    let rest = query.slice(&(start..query.tokens.len()));
    Some(format!("WITH {recursive}{}{comma} {rest}", tables.join(", ")))
}

/// SQLite keeps the order of a subquery only where the subquery has a LIMIT.
fn table(shelf: &Shelf) -> String {
    let name = quoted(&shelf.name);
    let columns: Vec<String> = shelf.columns.iter().map(|column| quoted(column)).collect();
    let (columns, own) = (columns.join(", "), format!("main.{name}"));
    let (source, order) = match &shelf.number {
        Some(number) => (own, order(number)),
        None => {
            let numbered = format!("SELECT row_number() OVER () AS {NUMBER}, * FROM {own}");
            (format!("({numbered})"), order(NUMBER))
        }
    };
    format!("{name} AS (SELECT {columns} FROM {source} ORDER BY {order} LIMIT -1)")
}

/// A term that brings small numbers into an order that hangs on `random()`: it multiplies and adds
/// within the integers modulo a prime, which no two residues leave as one.
fn order(number: &str) -> String {
    format!("(({number} & 511) * ((random() & 1023) % 1020 + 1) + (random() >> 10 & 1023)) % 1021")
}
