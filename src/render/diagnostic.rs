//! What is wrong with a lesson file, with its place.

use super::flow::{Face, flow, inline};
use super::{Look, escape};
use crate::diagnostic::{Diagnostic, Severity};

/// Columns of the file that are shown of one line.
const ROOM: usize = 90;

/// A diagnostic as lines: file, line and column, what is wrong, the line with carets, and what to
/// do.
pub fn diagnostic(diagnostic: &Diagnostic, look: &Look) -> Vec<String> {
    let place = diagnostic.source.place(diagnostic.span.start);
    let severity = match diagnostic.severity {
        Severity::Error => look.style.broken("error"),
        Severity::Advice => look.style.not_yet("advice"),
    };
    let name = escape::line(&diagnostic.source.name);
    let at = look.style.strong(&format!("{name}:{}:{}", place.line, place.column));
    let mut lines = vec![format!("{at}  {severity}  {}", escape::line(&diagnostic.message))];
    let excerpt = Excerpt::of(diagnostic);
    if !excerpt.line.trim().is_empty() {
        let bar = look.style.dim("|");
        let number = look.style.dim(&format!("{:>5}", place.line));
        lines.push(format!("{number} {bar} {}", excerpt.line.trim_end()));
        let space = " ".repeat(excerpt.before);
        let carets = look.style.not_yet(&"^".repeat(excerpt.marked.max(1)));
        lines.push(format!("      {bar} {space}{carets}"));
    }
    if let Some(help) = &diagnostic.help {
        lines.extend(flow(&inline(help, Face::Plain), look, "      = ", "        "));
    }
    lines
}

/// The first line of what is wrong, escaped and cut around the place.
struct Excerpt {
    line: String,
    /// Columns before the place.
    before: usize,
    /// Columns of the place.
    marked: usize,
}

impl Excerpt {
    fn of(diagnostic: &Diagnostic) -> Self {
        let text = &diagnostic.source.text;
        let at = floor(text, diagnostic.span.start);
        let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let to = floor(text, diagnostic.span.end).clamp(at, line_end);
        // A third of the room stands before the place, as far as the line reaches.
        let mut backwards = text[line_start..at].chars().rev();
        let kept: Vec<char> = backwards.by_ref().take(ROOM / 3).collect();
        let front = if backwards.next().is_some() { "…" } else { "" };
        let before = escape::line(&kept.iter().rev().collect::<String>());
        let before = format!("{front}{before}");
        let marked: String = text[at..to].chars().take(ROOM).collect();
        let (marked, _) = escape::shorten(&escape::line(&marked), ROOM);
        let room = ROOM.saturating_sub(escape::width(&before) + escape::width(&marked)).max(1);
        let after: String = text[to..line_end].trim_end_matches('\r').chars().take(ROOM).collect();
        let (after, _) = escape::shorten(&escape::line(&after), room);
        Self {
            before: escape::width(&before),
            marked: escape::width(&marked),
            line: format!("{before}{marked}{after}"),
        }
    }
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Source, Span};

    fn drawn(text: &str, from: &str, length: usize) -> String {
        let source = Source::new("lessons/stores.yaml", text);
        let start = text.find(from).unwrap();
        let problem =
            Diagnostic::error(&source, Span::new(start, start + length), "there is no key `titel`")
                .with_help("did you mean `title`?");
        diagnostic(&problem, &Look::plain()).join("\n")
    }

    #[test]
    fn a_problem_has_its_place_a_caret_and_help() {
        insta::assert_snapshot!(drawn("about: x\ntitel: Stores\n", "titel", 5), @r"
        lessons/stores.yaml:2:1  error  there is no key `titel`
            2 | titel: Stores
              | ^^^^^
              = did you mean `title`?
        ");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place_and_escaped() {
        let text = format!("a: {}\u{1b}[2J titel {}", "x".repeat(500), "y".repeat(500));
        insta::assert_snapshot!(drawn(&text, "titel", 5), @r"
        lessons/stores.yaml:1:509  error  there is no key `titel`
            1 | …xxxxxxxxxxxxxxxxxxxxxxxxx\u{1b}[2J titel yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
              |                                     ^^^^^
              = did you mean `title`?
        ");
    }

    #[test]
    fn a_place_at_the_end_of_an_empty_file_is_shown() {
        let source = Source::new("empty.yaml", "");
        let problem = Diagnostic::error(&source, Span::new(0, 0), "the file is empty");
        let lines = diagnostic(&problem, &Look::plain());
        assert_eq!(lines, ["empty.yaml:1:1  error  the file is empty"]);
    }

    #[test]
    fn a_span_of_several_lines_is_marked_on_its_first() {
        insta::assert_snapshot!(drawn("a: |\n  SELECT\n  1\n", "SELECT", 10), @r"
        lessons/stores.yaml:2:3  error  there is no key `titel`
            2 |   SELECT
              |   ^^^^^^
              = did you mean `title`?
        ");
    }
}
