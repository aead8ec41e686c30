//! Words into lines of a given width, each word in its own face.

use unicode_segmentation::UnicodeSegmentation;

use super::{Look, escape};

/// How a piece of prose is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// As it is.
    Plain,
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
    /// SQL, names, commands.
    Code,
    /// A command in a list, where it needs no quotes.
    Command,
    /// The tool's own voice.
    Dim,
    /// That it is right.
    Right,
    /// That it is not right yet.
    NotYet,
    /// That a lesson is broken.
    Broken,
}

/// A piece of prose; escaped, and it may hold line breaks that stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) face: Face,
}

impl Span {
    pub(super) fn new(text: impl Into<String>, face: Face) -> Self {
        Self { text: text.into(), face }
    }
}

/// Text in which `code` stands in backquotes, as spans; escaped here. A lone backquote stays.
pub(super) fn inline(text: &str, face: Face) -> Vec<Span> {
    let text = escape::block(text);
    let parts: Vec<&str> = text.split('`').collect();
    let last = parts.len() - 1;
    let mut spans = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        match index % 2 {
            0 => spans.push(Span::new(*part, face)),
            // Without a backquote to end it, it did not begin code.
            _ if index == last => spans.push(Span::new(format!("`{part}"), face)),
            _ => spans.push(Span::new(*part, Face::Code)),
        }
    }
    spans
}

/// Sentences of the tool, of a lesson or on an answer, as lines; `code` stands in backquotes.
pub fn prose(text: &str, look: &Look) -> Vec<String> {
    flow(&inline(text, Face::Plain), look, "", "")
}

/// What the tool says outside of a session: in a pipe it stays one line.
pub fn sentence(text: &str, look: &Look) -> Vec<String> {
    if look.fitted { prose(text, look) } else { vec![look.line(text)] }
}

/// A line that is escaped, and broken between its words where the terminal is narrower. One that
/// is drawn already, with colours or an indent, stays as it is.
pub fn fitted(line: &str, look: &Look) -> Vec<String> {
    if look.fits(line) || line.starts_with([' ', '\u{1b}']) {
        return vec![line.to_owned()];
    }
    flow(&[Span::new(line, Face::Plain)], look, "", "")
}

/// Sentences in the tool's own voice, as lines; `code` stands in backquotes.
pub fn voice(text: &str, look: &Look) -> Vec<String> {
    flow(&inline(text, Face::Dim), look, "", "")
}

/// A remark in the tool's own voice that stays one line where there is room. Escaped before.
pub fn remark(text: &str, look: &Look) -> Vec<String> {
    match look.fits(text) {
        true => vec![look.style.dim(text)],
        false => flow(&[Span::new(text, Face::Dim)], &look.within(look.columns), "", ""),
    }
}

/// Sets spans in lines no wider than the look's width; every line but the first begins with
/// `rest`, the first with `first`. A word that is wider than a line stands alone, and is not
/// broken: an address has to stay one to be followed.
pub(super) fn flow(spans: &[Span], look: &Look, first: &str, rest: &str) -> Vec<String> {
    let mut lines = vec![Line::starting(first)];
    for span in spans {
        for (number, part) in with_quotes(span, look).split('\n').enumerate() {
            if number > 0 {
                lines.push(Line::starting(rest));
            }
            for (word, gap) in words(part) {
                let Some(line) = lines.last_mut() else { break };
                line.gap = line.gap.max(gap);
                if word.is_empty() {
                    continue;
                }
                let space = usize::from(line.gap == Gap::Space && line.has_words());
                if line.has_words() && line.width + space + escape::width(word) > look.width {
                    // What belongs to the word without a space goes down with it.
                    let moved =
                        if line.gap > Gap::None { Vec::new() } else { line.take_last_word() };
                    let mut next = Line::starting(rest);
                    let moving: usize = moved.iter().map(|it| escape::width(&it.text)).sum();
                    next.make_room(moving + escape::width(word), look.width);
                    for piece in moved {
                        next.push(&piece.text, piece.face);
                    }
                    next.push(word, span.face);
                    lines.push(next);
                } else {
                    line.make_room(escape::width(word), look.width);
                    line.push(word, span.face);
                }
            }
        }
    }
    lines.iter().map(|line| line.painted(look)).collect()
}

/// Without colours, code keeps its backquotes: colour only says again what the text says.
fn with_quotes(span: &Span, look: &Look) -> String {
    match span.face {
        Face::Code if look.style.quotes_code() => format!("`{}`", span.text),
        _ => span.text.clone(),
    }
}

/// What stands between a piece and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// Nothing: they belong together.
    None,
    /// Nothing, and a line may end there.
    Break,
    /// A space.
    Space,
}

/// The words of a text, each with what stands before it; an empty word at the end stands for
/// white space there. Where a script writes no spaces, a line may end between any two of its
/// signs.
fn words(text: &str) -> impl Iterator<Item = (&str, Gap)> {
    text.split(' ').enumerate().flat_map(|(index, word)| {
        let first = if index > 0 { Gap::Space } else { Gap::None };
        let mut starts = vec![0];
        if !word.is_ascii() {
            let mut before = "";
            for (at, sign) in word.grapheme_indices(true) {
                let wide = escape::width(before) > 1 && escape::width(sign) > 1;
                if wide && !CLOSING.contains(sign) {
                    starts.push(at);
                }
                before = sign;
            }
        }
        let ends = starts.clone().into_iter().skip(1).chain([word.len()]);
        let pieces: Vec<_> = starts.into_iter().zip(ends).collect();
        pieces.into_iter().map(move |(start, end)| {
            (&word[start..end], if start == 0 { first } else { Gap::Break })
        })
    })
}

/// Wide signs that do not begin a line: they close what stands before them.
const CLOSING: &str = "\u{3001}\u{3002}\u{300d}\u{300f}\u{3011}\u{ff01}\u{ff09}\u{ff0c}\u{ff0e}\
    \u{ff1a}\u{ff1b}\u{ff1f}\u{30fc}";

struct Piece {
    text: String,
    face: Face,
    gap: Gap,
}

struct Line {
    indent: String,
    pieces: Vec<Piece>,
    width: usize,
    /// What will stand before the next piece.
    gap: Gap,
}

impl Line {
    fn starting(indent: &str) -> Self {
        let (indent, width) = (indent.to_owned(), escape::width(indent));
        Self { indent, pieces: Vec::new(), width, gap: Gap::None }
    }

    fn has_words(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// A word that would be too wide only for the indent stands further out.
    fn make_room(&mut self, word: usize, columns: usize) {
        let only_spaces = self.indent.chars().all(|sign| sign == ' ');
        if !self.has_words() && only_spaces && self.width + word > columns && word <= columns {
            self.indent.truncate(columns - word);
            self.width = self.indent.len();
        }
    }

    fn push(&mut self, word: &str, face: Face) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        let gap = if self.has_words() { gap } else { Gap::None };
        self.width += escape::width(word) + usize::from(gap == Gap::Space);
        self.pieces.push(Piece { text: word.to_owned(), face, gap });
    }

    /// Takes the pieces after the last gap away, unless the line is nothing else.
    fn take_last_word(&mut self) -> Vec<Piece> {
        match self.pieces.iter().rposition(|piece| piece.gap > Gap::None) {
            Some(start) => self.pieces.split_off(start),
            None => Vec::new(),
        }
    }

    /// The line with its colours; neighbours of one face are painted as one.
    fn painted(&self, look: &Look) -> String {
        let mut line = self.indent.clone();
        let mut run = String::new();
        let mut run_face = Face::Plain;
        for piece in &self.pieces {
            let spaced = piece.gap == Gap::Space;
            if piece.face != run_face {
                line.push_str(&run_face.paint(&run, look));
                run.clear();
                run_face = piece.face;
                // A space between two faces is nobody's.
                line.push_str(if spaced { " " } else { "" });
            } else if spaced {
                run.push(' ');
            }
            run.push_str(&piece.text);
        }
        line.push_str(&run_face.paint(&run, look));
        line.trim_end().to_owned()
    }
}

impl Face {
    pub(super) fn paint(self, text: &str, look: &Look) -> String {
        match self {
            Face::Plain => text.to_owned(),
            Face::Strong => look.style.strong(text),
            Face::Emphasis => look.style.emphasis(text),
            Face::Code | Face::Command => look.style.code(text),
            Face::Dim => look.style.dim(text),
            Face::Right => look.style.right(text),
            Face::NotYet => look.style.not_yet(text),
            Face::Broken => look.style.broken(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn narrow(text: &str) -> String {
        let look = Look { width: 20, ..Look::plain() };
        flow(&inline(text, Face::Plain), &look, "", "  ").join("\n")
    }

    #[test]
    fn words_are_set_in_lines() {
        insta::assert_snapshot!(narrow("List every store with the number of its items."), @r"
        List every store
          with the number of
          its items.
        ");
    }

    #[test]
    fn a_full_stop_stays_with_the_code_before_it() {
        insta::assert_snapshot!(narrow("The key is called `store_id`."), @r"
        The key is called
          `store_id`.
        ");
    }

    #[test]
    fn a_lone_backquote_begins_nothing() {
        insta::assert_snapshot!(narrow("a ` b"), @"a ` b");
    }

    #[test]
    fn a_script_without_spaces_is_broken_between_its_signs() {
        insta::assert_snapshot!(narrow("店は品物を売る。一つの店は多くの品物を売る。"), @r"
        店は品物を売る。一つ
          の店は多くの品物を
          売る。
        ");
    }

    #[test]
    fn a_word_wider_than_the_line_stands_alone() {
        insta::assert_snapshot!(narrow("see https://example.org/a-long-way now"), @r"
        see
          https://example.org/a-long-way
          now
        ");
    }
}
