//! Lists of two columns: a name, and what there is to say of it.

use super::flow::{Face, Span, flow};
use super::{Look, escape};

/// The least room beside the names in which sentences can be read.
const READABLE: usize = 24;

/// A line of such a list.
pub(super) struct Pair {
    /// Before the name, e.g. a tick; the same width in all lines.
    pub(super) mark: Vec<Span>,
    /// Escaped.
    pub(super) name: String,
    /// How the name is set.
    pub(super) face: Face,
    /// What there is to say of it.
    pub(super) rest: Vec<Span>,
}

/// The list with the names in one column, `gap` columns before the other. Where a terminal is too
/// narrow for that, what there is to say stands below its name.
pub(super) fn pairs(list: &[Pair], gap: usize, look: &Look) -> Vec<String> {
    each(list, gap, look).into_iter().flatten().collect()
}

/// As [`pairs`], the lines of each by themselves.
pub(super) fn each(list: &[Pair], gap: usize, look: &Look) -> Vec<Vec<String>> {
    if look.manner.is_spoken() {
        return list.iter().map(|pair| spoken(pair, look)).collect();
    }
    let indent = list.iter().map(mark_width).max().unwrap_or(0);
    let widest = list.iter().map(|pair| escape::width(&pair.name)).max().unwrap_or(0);
    let whole =
        |pair: &Pair| -> usize { pair.rest.iter().map(|span| escape::width(&span.text) + 2).sum() };
    let longest = list.iter().map(whole).max().unwrap_or(0);
    let at = indent + widest + gap;
    let beside = !look.fitted || at + longest.min(READABLE) <= look.columns;
    let set = |pair| if beside { set_beside(pair, at, look) } else { below(pair, look) };
    list.iter().map(set).collect()
}

/// `1: Stores and items, 12 steps.`
fn spoken(pair: &Pair, look: &Look) -> Vec<String> {
    let mark: String = pair.mark.iter().map(|span| span.text.as_str()).collect();
    let mark = match mark.trim() {
        "" => String::new(),
        mark => format!("{mark}: "),
    };
    let rest: String = pair.rest.iter().map(|span| span.text.as_str()).collect();
    let rest = if rest.is_empty() { rest } else { format!(", {rest}") };
    let text = Span::new(format!("{mark}{}{rest}.", pair.name), Face::Plain);
    flow(&[text], look, "", "")
}

fn set_beside(pair: &Pair, at: usize, look: &Look) -> Vec<String> {
    // In a pipe it stays one line.
    let room = if look.fitted { look.columns.min(at + look.width) } else { usize::MAX };
    let indent = " ".repeat(at);
    let mut rest = flow(&pair.rest, &Look { width: room, ..*look }, &indent, &indent).into_iter();
    let first = rest.next().unwrap_or_default();
    let taken = mark_width(pair) + escape::width(&pair.name);
    let space = " ".repeat(at.saturating_sub(taken));
    let name = pair.face.paint(&format!("{}{space}", pair.name), look);
    let line = format!("{}{name}{}", mark(pair, look), first.trim_start_matches(' '));
    std::iter::once(line.trim_end().to_owned()).chain(rest).collect()
}

fn below(pair: &Pair, look: &Look) -> Vec<String> {
    let taken = mark_width(pair);
    let name = [Span::new(pair.name.clone(), pair.face)];
    let mut lines = flow(&name, look, &" ".repeat(taken), &" ".repeat(taken));
    let marked = pair.mark.iter().any(|span| !span.text.trim().is_empty());
    if let Some(first) = lines.first_mut().filter(|_| marked) {
        *first = format!("{}{}", mark(pair, look), first.trim_start_matches(' '));
    }
    let indent = " ".repeat(taken + 2);
    lines.extend(
        flow(&pair.rest, look, &indent, &indent).into_iter().filter(|line| !line.is_empty()),
    );
    lines
}

fn mark_width(pair: &Pair) -> usize {
    pair.mark.iter().map(|span| escape::width(&span.text)).sum()
}

fn mark(pair: &Pair, look: &Look) -> String {
    pair.mark.iter().map(|span| span.face.paint(&span.text, look)).collect()
}
