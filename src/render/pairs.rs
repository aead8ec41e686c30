//! Lists of two columns: a name, and what there is to say of it.

use super::flow::{Face, Span, flow};
use super::wrap::wrap;
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
    let names = broken(&pair.name, look.columns.saturating_sub(taken).max(1));
    let mut lines: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(number, part)| {
            let before = if number == 0 { mark(pair, look) } else { " ".repeat(taken) };
            format!("{before}{}", pair.face.paint(part, look))
        })
        .collect();
    let indent = " ".repeat(taken + 2);
    lines.extend(
        flow(&pair.rest, look, &indent, &indent).into_iter().filter(|line| !line.is_empty()),
    );
    lines
}

/// A name in lines of so many columns: it is broken behind a space or a hyphen, as those of
/// lessons have, and where it has neither, anywhere.
fn broken(name: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for part in name.split_inclusive([' ', '-']) {
        if escape::width(&line) + escape::width(part.trim_end()) > columns && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.push_str(part);
        let mut parts = wrap(line.trim_end(), columns, columns, true);
        if parts.len() > 1 {
            line = parts.pop().unwrap_or_default();
            lines.append(&mut parts);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

fn mark_width(pair: &Pair) -> usize {
    pair.mark.iter().map(|span| escape::width(&span.text)).sum()
}

fn mark(pair: &Pair, look: &Look) -> String {
    pair.mark.iter().map(|span| span.face.paint(&span.text, look)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_wider_than_the_terminal_is_broken_at_its_hyphens() {
        let mut look = Look::plain();
        look.fit(Some(20));
        let pair = |name: &str| Pair {
            mark: vec![Span::new("  ", Face::Plain), Span::new("> ", Face::Plain)],
            name: name.to_owned(),
            face: Face::Plain,
            rest: vec![Span::new("13 steps, 20 min, as it stands", Face::Plain)],
        };
        let names = ["users", "productions-roles-and-actors", "anidthathasnohyphenatall"];
        insta::assert_snapshot!(pairs(&names.map(pair), 2, &look).join("\n"), @r"
          > users
              13 steps, 20
              min, as it
              stands
          > productions-
            roles-and-actors
              13 steps, 20
              min, as it
              stands
          > anidthathasnohyp
            henatall
              13 steps, 20
              min, as it
              stands
        ");
    }
}
