//! What is wrong with a lesson file, with its place.

use super::Look;
use super::excerpt::Excerpt;
use super::flow::{Face, Span, flow, inline};
use crate::diagnostic::{Diagnostic, Severity};

/// Columns of the file that are shown of one line in a pipe.
const ROOM: usize = 90;

/// A diagnostic as lines: file, line and column, what is wrong, the line with carets, and what to
/// do.
pub fn diagnostic(diagnostic: &Diagnostic, look: &Look) -> Vec<String> {
    let place = diagnostic.source.place(diagnostic.span.start);
    let (severity, face) = match diagnostic.severity {
        Severity::Error => ("error", Face::Broken),
        Severity::Advice => ("advice", Face::NotYet),
    };
    let words = |text: &str| look.symbols().words(text);
    let name = look.line(&diagnostic.source.name);
    let colon = if look.manner.is_spoken() { ":" } else { "" };
    let at = format!("{name}:{}:{}{colon}", place.line, place.column);
    let message = words(&look.line(&diagnostic.message));
    let spoken = look.manner.is_spoken();
    let gap = if spoken { " " } else { "  " };
    let mut lines = match look.fits(&format!("{at}{gap}{severity}{colon}{gap}{message}")) {
        true => {
            let (at, severity) = (look.style.strong(&at), face.paint(severity, look));
            vec![format!("{at}{gap}{severity}{colon}{gap}{message}")]
        }
        false => {
            let plain = |text: String| Span::new(text, Face::Plain);
            let spans = [
                Span::new(at, Face::Strong),
                plain(gap.to_owned()),
                Span::new(severity, face),
                plain(format!("{colon}{gap}{message}")),
            ];
            flow(&spans, &look.within(look.columns), "", "  ")
        }
    };
    let excerpt = excerpt(diagnostic, look);
    if !excerpt.line.trim().is_empty() && spoken {
        lines.push(format!("  {}", excerpt.line.trim()));
    } else if !excerpt.line.trim().is_empty() {
        let bar = look.style.dim("|");
        let number = look.style.dim(&format!("{:>5}", place.line));
        lines.push(format!("{number} {bar} {}", excerpt.line.trim_end()));
        let space = " ".repeat(excerpt.before);
        let carets = look.style.not_yet(&"^".repeat(excerpt.marked.max(1)));
        lines.push(format!("      {bar} {space}{carets}"));
    }
    if let Some(help) = &diagnostic.help {
        let (first, rest) = if spoken { ("Help: ", "") } else { ("      = ", "        ") };
        lines.extend(flow(&inline(&words(help), Face::Plain), look, first, rest));
    }
    lines
}

/// The first line of what is wrong, around the place.
fn excerpt(diagnostic: &Diagnostic, look: &Look) -> Excerpt {
    let text = &diagnostic.source.text;
    let at = floor(text, diagnostic.span.start);
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let to = floor(text, diagnostic.span.end).clamp(at, line_end);
    let after = text[to..line_end].trim_end_matches('\r');
    // Number and bar stand before it.
    let room = if look.fitted { look.columns.saturating_sub(8) } else { ROOM };
    Excerpt::of(&text[line_start..at], &text[at..to], after, room, look)
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
            1 | …xxxxxxxxxxxxxxxxxxxx\u{1b}[2J titel yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
              |                                ^^^^^
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
