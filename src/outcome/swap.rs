//! The two keys of a join table, exchanged in a query.

use crate::schema::{Schema, Table};
use crate::sql::tokens::{code, quoted};

/// A query in which the two keys of a join table were exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The join table.
    pub table: String,
    /// Its two keys.
    pub columns: (String, String),
    /// The query with each written for the other.
    pub text: String,
}

/// The queries that a text becomes where the keys of a join table that it names are exchanged.
pub fn swaps(text: &str, schema: &Schema) -> Vec<Swap> {
    schema.tables.iter().filter_map(|table| swap(text, table)).collect()
}

/// Exchanges the keys of a table that has two, each of one column, to two tables.
fn swap(text: &str, table: &Table) -> Option<Swap> {
    let [left, right] = table.foreign_keys.as_slice() else { return None };
    let ([one], [other]) = (left.columns.as_slice(), right.columns.as_slice()) else { return None };
    let tokens = code(text);
    if !tokens.iter().any(|token| token.name().eq_ignore_ascii_case(&table.name)) {
        return None;
    }
    let mut swapped = String::with_capacity(text.len());
    let mut at = 0;
    for token in &tokens {
        let name = token.name();
        let instead = if name.eq_ignore_ascii_case(one) {
            other
        } else if name.eq_ignore_ascii_case(other) {
            one
        } else {
            continue;
        };
        swapped.push_str(&text[at..token.span.start]);
        swapped.push_str(&quoted(instead));
        at = token.span.end;
    }
    swapped.push_str(&text[at..]);
    let columns = (one.clone(), other.clone());
    (at > 0).then(|| Swap { table: table.name.clone(), columns, text: swapped })
}
