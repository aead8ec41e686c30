//! The two keys of a join table, exchanged where a query compares them.

use crate::schema::{Schema, Table};
use crate::sql::result::result_spans;
use crate::sql::tokens::{code, quoted};

/// A query in which the two keys of a join table were exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The join table.
    pub table: String,
    /// Its two keys; the first is one that is compared in the query as it was.
    pub columns: (String, String),
    /// The second is compared in it as well.
    pub both: bool,
    /// The query with each written for the other.
    pub text: String,
}

/// The queries that a text becomes where the keys of a join table that it names are exchanged.
pub fn swaps(text: &str, schema: &Schema) -> Vec<Swap> {
    schema.tables.iter().filter_map(|table| swap(text, table)).collect()
}

/// Exchanges the keys of a table that has two, each of one column, to two tables. What the result
/// looks like stays: columns that are shown in another order are compared with nothing.
fn swap(text: &str, table: &Table) -> Option<Swap> {
    let [left, right] = table.foreign_keys.as_slice() else { return None };
    let ([one], [other]) = (left.columns.as_slice(), right.columns.as_slice()) else { return None };
    let result = result_spans(text)?;
    let tokens = code(text);
    if !tokens.iter().any(|token| token.name().eq_ignore_ascii_case(&table.name)) {
        return None;
    }
    let mut swapped = String::with_capacity(text.len());
    let mut at = 0;
    let mut found = Vec::new();
    for token in tokens.iter().filter(|token| !result.contains(&token.span)) {
        let name = token.name();
        let (own, instead) = if name.eq_ignore_ascii_case(one) {
            (one, other)
        } else if name.eq_ignore_ascii_case(other) {
            (other, one)
        } else {
            continue;
        };
        found.push(own);
        swapped.push_str(&text[at..token.span.start]);
        swapped.push_str(&quoted(instead));
        at = token.span.end;
    }
    swapped.push_str(&text[at..]);
    let both = found.contains(&one) && found.contains(&other);
    let columns = match found.first()? {
        own if *own == other && !both => (other.clone(), one.clone()),
        _ => (one.clone(), other.clone()),
    };
    Some(Swap { table: table.name.clone(), columns, both, text: swapped })
}
