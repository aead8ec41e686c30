//! From a place in a text to its place in the file, through YAML's indentation and escapes.

use crate::diagnostic::{Source, Span};

use super::Text;

impl Text {
    /// Where in the file the character at byte `offset` of the text stands. The end of the text
    /// has an empty place. Where the text cannot be followed in the file (the text of a
    /// `database:` file, say), the whole text's place.
    pub fn place_of(&self, offset: usize, source: &Source) -> Span {
        let written = source.text.get(self.span.start..self.span.end);
        let quote = source.text.get(..self.span.start).and_then(|before| before.chars().last());
        let found = written.and_then(|written| find(&self.text, offset, written, quote));
        found.map_or(self.span, |(start, length)| {
            let start = self.span.start + start;
            Span::new(start, start + length)
        })
    }
}

/// How the file writes what comes next in the text.
enum Piece {
    /// As it is.
    Same,
    /// One character, written with so many bytes.
    Escape(usize),
    /// So many bytes that stand for nothing: an escaped line break.
    Nothing(usize),
    /// So many bytes of blanks in the text as so many bytes of blanks in the file.
    Blanks(usize, usize),
}

/// Follows `text` through `written` up to `offset`: the place there and its length, in bytes.
fn find(text: &str, offset: usize, written: &str, quote: Option<char>) -> Option<(usize, usize)> {
    let quote = quote.filter(|quote| matches!(quote, '"' | '\''));
    // The span of a block begins at its first letter.
    let mut at = if quote.is_none() { blanks(text) } else { 0 };
    let mut place = 0;
    if offset < at {
        return Some((0, 0));
    }
    loop {
        let (rest, source) = (text.get(at..)?, written.get(place..)?);
        let Some(next) = rest.chars().next() else { return Some((place, 0)) };
        if source.is_empty() {
            return rest.trim().is_empty().then_some((place, 0));
        }
        let (taken, length) = match piece(rest, next, source, quote)? {
            Piece::Same => (next.len_utf8(), next.len_utf8()),
            Piece::Escape(length) => (next.len_utf8(), length),
            Piece::Nothing(length) => (0, length),
            Piece::Blanks(taken, length) => {
                if offset < at + taken {
                    return Some(within_blanks(rest, offset - at, taken, place, length));
                }
                (taken, length)
            }
        };
        if offset < at + taken {
            return Some((place, length));
        }
        at += taken;
        place += length;
    }
}

fn piece(rest: &str, next: char, source: &str, quote: Option<char>) -> Option<Piece> {
    if quote == Some('"') && source.starts_with('\\') {
        let line = source.get(1..)?;
        return Some(match line.starts_with(['\r', '\n']) {
            true => Piece::Nothing(1 + blanks(line)),
            false => Piece::Escape(escape_length(source)),
        });
    }
    if quote == Some('\'') && next == '\'' && source.starts_with("''") {
        return Some(Piece::Escape(2));
    }
    let (space, gap) = (blanks(rest), blanks(source));
    let breaks = source.get(..gap)?.matches('\n').count();
    if space > 0 && gap > 0 && breaks > 0 {
        // Quoted, one line break is a blank and more are one line break fewer; in a block or
        // a plain text no blank is written as an escape, so the runs belong together.
        let folded = breaks.saturating_sub(1).max(1).min(space);
        return Some(Piece::Blanks(if quote == Some('"') { folded } else { space }, gap));
    }
    source.starts_with(next).then_some(Piece::Same)
}

/// A place among blanks: line breaks align at the left, and what follows the last one (the
/// text's own indentation, after the block's) at the right.
fn within_blanks(
    rest: &str,
    offset: usize,
    taken: usize,
    place: usize,
    length: usize,
) -> (usize, usize) {
    let after_breaks = rest.get(..taken).and_then(|run| run.rfind('\n')).map_or(0, |last| last + 1);
    if offset < after_breaks {
        (place + offset.min(length), 0)
    } else {
        (place + length.saturating_sub(taken - offset), 1)
    }
}

/// The length of the escape that `source` begins with (<https://yaml.org/spec/1.2.2/#57-escaped-characters>).
fn escape_length(source: &str) -> usize {
    let length = match source.chars().nth(1) {
        Some('x') => 4,
        Some('u') => 6,
        Some('U') => 10,
        Some(other) => 1 + other.len_utf8(),
        None => 1,
    };
    // JSON writes characters beyond U+FFFF as two escapes.
    let high = source.get(2..4).is_some_and(|digits| {
        matches!(digits.to_ascii_lowercase().as_str(), "d8" | "d9" | "da" | "db")
    });
    if length == 6 && high { 12 } else { length }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\r', '\n']).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;

    /// The place of `needle` in the only text of `yaml`.
    #[track_caller]
    fn place(yaml: &str, text: &str, needle: &str) -> String {
        let start = yaml.find('«').unwrap();
        let end = yaml.find('»').unwrap() - '«'.len_utf8();
        let source = Source::new("test", yaml.replace(['«', '»'], ""));
        let text = Text { text: text.to_owned(), span: Span::new(start, end) };
        let span = text.place_of(text.text.find(needle).unwrap(), &source);
        let place = source.place(span.start);
        format!("{}:{} {:?}", place.line, place.column, &source.text[span.start..span.end])
    }

    #[test]
    fn in_a_block() {
        let yaml = "answer: |\n  «SELECT a\n    FROM t\n\n  WHERE x;»\n";
        let text = "SELECT a\n  FROM t\n\nWHERE x;";
        assert_eq!(place(yaml, text, "a"), r#"2:10 "a""#);
        assert_eq!(place(yaml, text, "FROM"), r#"3:5 "F""#);
        assert_eq!(place(yaml, text, " FROM"), r#"3:4 " ""#);
        assert_eq!(place(yaml, text, "x"), r#"5:9 "x""#);
        assert_eq!(place(&yaml.replace('\n', "\r\n"), text, "x"), r#"5:9 "x""#);
    }

    #[test]
    fn in_folded_and_plain_texts() {
        let text = "SELECT a FROM t";
        assert_eq!(place("answer: >\n  «SELECT a\n  FROM t»\n", text, "FROM"), r#"3:3 "F""#);
        assert_eq!(place("answer: «SELECT a\n  FROM t»\n", text, "FROM"), r#"2:3 "F""#);
        assert_eq!(place("answer: «SELECT a FROM t»\n", text, "t"), r#"1:23 "t""#);
    }

    #[test]
    fn in_quotes() {
        let text = "a 'b' \"c\" é😀 d";
        let double = r#"a: "«a 'b' \"c\" \u00e9\uD83D\uDE00 d»""#;
        assert_eq!(place(double, text, "c"), r#"1:13 "c""#);
        assert_eq!(place(double, text, "😀"), r#"1:23 "\\uD83D\\uDE00""#);
        assert_eq!(place(double, text, "d"), r#"1:36 "d""#);
        let single = "a: '«a ''b'' \"c\" é😀 d»'";
        assert_eq!(place(single, text, "b"), r#"1:9 "b""#);
        assert_eq!(place(single, text, "d"), r#"1:20 "d""#);
        assert_eq!(place("a: \"«x\\\n  y z\n\n  w»\"", "xy z\nw", "w"), r#"4:3 "w""#);
    }

    #[test]
    fn a_text_that_stands_elsewhere() {
        assert_eq!(place("a: «school.sql»", "CREATE TABLE t;", "TABLE"), r#"1:4 "school.sql""#);
    }
}
