//! A result for an ear: a sentence for each row.

use super::Look;
use super::flow::{Face, Span, flow};
use super::grid::Cells;

/// Columns of one value; hearing more of it says little.
const VALUE: usize = 200;

/// Sentences like `Row 1: name Corner, count(*) 3.`, and whether a value was cut.
pub(super) fn records(cells: &Cells<'_>, look: &Look) -> (Vec<String>, bool) {
    let mut cut = false;
    let mut lines = Vec::new();
    for (number, row) in cells.cells.iter().enumerate() {
        let values: Vec<String> = cells
            .heads
            .iter()
            .zip(row)
            .map(|(head, value)| {
                let (value, shortened) = look.shorten(value, VALUE);
                cut |= shortened;
                format!("{head} {value}")
            })
            .collect();
        lines.extend(said(&ended(format!("Row {}: {}", number + 1, listed(&values))), look));
    }
    (lines, cut)
}

/// Things one after the other; apart by semicolons where a comma is within one of them.
pub(super) fn listed(things: &[String]) -> String {
    let has_comma = things.iter().any(|thing| thing.contains(','));
    things.join(if has_comma { "; " } else { ", " })
}

/// A sentence with its full stop, if it has none.
pub(super) fn ended(text: String) -> String {
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}

/// A sentence that is escaped.
pub(super) fn said(text: &str, look: &Look) -> Vec<String> {
    flow(&[Span::new(text, Face::Plain)], look, "", "")
}
