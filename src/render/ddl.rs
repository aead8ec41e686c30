//! Statements that make or change tables, as they are shown under what sent them.

use super::{Look, escape};

/// Before each statement.
pub(super) const INDENT: &str = "  ";

/// Where a text stands outside of brackets.
pub(super) fn at_the_top<'t>(text: &'t str, wanted: &'t str) -> impl Iterator<Item = usize> + 't {
    let mut depth = 0_usize;
    text.char_indices().filter_map(move |(at, letter)| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let found = depth == 0 && text.get(at..).is_some_and(|rest| rest.starts_with(wanted));
        found.then_some(at)
    })
}

/// A statement that makes or changes a table: on one line where it fits, else a line for each
/// column and constraint.
pub(super) fn ddl(statement: &str, look: &Look) -> Vec<String> {
    let line = escape::line(&statement.split_whitespace().collect::<Vec<_>>().join(" "));
    if INDENT.len() + escape::width(&line) <= look.columns.min(60) {
        return vec![format!("{INDENT}{line}")];
    }
    let inner =
        line.split_once(" (").and_then(|(head, rest)| Some((head, rest.strip_suffix(')')?)));
    let Some((head, body)) = inner else { return vec![format!("{INDENT}{line}")] };
    let cuts: Vec<usize> = at_the_top(body, ", ").collect();
    let starts = std::iter::once(0).chain(cuts.iter().map(|cut| cut + 2));
    let ends = cuts.iter().copied().chain([body.len()]);
    let parts: Vec<&str> =
        starts.zip(ends).filter_map(|(start, end)| body.get(start..end)).collect();
    let mut lines = vec![format!("{INDENT}{head} (")];
    let last = parts.len().saturating_sub(1);
    for (number, part) in parts.iter().enumerate() {
        let comma = if number == last { "" } else { "," };
        lines.push(format!("{INDENT}{INDENT}{}{comma}", part.trim()));
    }
    lines.push(format!("{INDENT})"));
    lines
}
