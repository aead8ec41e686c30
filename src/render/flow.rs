//! Words into lines of a given width, each word in its own face.

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
    /// The tool's own voice.
    Dim,
    /// That it is right.
    Right,
    /// That it is not right yet.
    NotYet,
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

/// Sets spans in lines no wider than the look's width; every line but the first begins with
/// `rest`, the first with `first`. A word that is wider than a line stands alone.
pub(super) fn flow(spans: &[Span], look: &Look, first: &str, rest: &str) -> Vec<String> {
    let mut lines = vec![Line::starting(first)];
    for span in spans {
        for (number, part) in with_quotes(span, look).split('\n').enumerate() {
            if number > 0 {
                lines.push(Line::starting(rest));
            }
            for (word, spaced) in words(part) {
                let Some(line) = lines.last_mut() else { break };
                line.space |= spaced;
                let wanted = escape::width(word) + usize::from(line.space && line.has_words);
                if !word.is_empty() && line.has_words && line.width + wanted > look.width {
                    // What belongs to the word without a space goes down with it.
                    let moved = if line.space { Vec::new() } else { line.take_last_word() };
                    let mut next = Line::starting(rest);
                    for (piece, face) in moved {
                        next.push(&piece, face);
                    }
                    next.push(word, span.face);
                    lines.push(next);
                } else if !word.is_empty() {
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
        Face::Code if !look.style.is_coloured() => format!("`{}`", span.text),
        _ => span.text.clone(),
    }
}

/// The words of a text, each with whether white space stands before it; an empty word at the end
/// stands for white space there.
fn words(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.split(' ').enumerate().map(|(index, word)| (word, index > 0))
}

struct Line {
    indent: String,
    /// Pieces with their faces; `true`: a space stands before it.
    pieces: Vec<(String, Face, bool)>,
    width: usize,
    has_words: bool,
    space: bool,
}

impl Line {
    fn starting(indent: &str) -> Self {
        Self {
            indent: indent.to_owned(),
            pieces: Vec::new(),
            width: escape::width(indent),
            has_words: false,
            space: false,
        }
    }

    fn push(&mut self, word: &str, face: Face) {
        let spaced = std::mem::take(&mut self.space) && self.has_words;
        self.width += escape::width(word) + usize::from(spaced);
        self.pieces.push((word.to_owned(), face, spaced));
        self.has_words = true;
    }

    /// Takes the pieces after the last space away, unless the line is nothing else.
    fn take_last_word(&mut self) -> Vec<(String, Face)> {
        let Some(start) = self.pieces.iter().rposition(|(_, _, spaced)| *spaced) else {
            return Vec::new();
        };
        self.pieces.split_off(start).into_iter().map(|(piece, face, _)| (piece, face)).collect()
    }

    /// The line with its colours; neighbours of one face are painted as one.
    fn painted(&self, look: &Look) -> String {
        let mut line = self.indent.clone();
        let mut run = String::new();
        let mut run_face = Face::Plain;
        for (piece, face, spaced) in &self.pieces {
            if *face != run_face {
                line.push_str(&paint(&run, run_face, look));
                run.clear();
                run_face = *face;
                // A space between two faces is nobody's.
                line.push_str(if *spaced { " " } else { "" });
            } else if *spaced {
                run.push(' ');
            }
            run.push_str(piece);
        }
        line.push_str(&paint(&run, run_face, look));
        line.trim_end().to_owned()
    }
}

fn paint(text: &str, face: Face, look: &Look) -> String {
    match face {
        Face::Plain => text.to_owned(),
        Face::Strong => look.style.strong(text),
        Face::Emphasis => look.style.emphasis(text),
        Face::Code => look.style.code(text),
        Face::Dim => look.style.dim(text),
        Face::Right => look.style.right(text),
        Face::NotYet => look.style.not_yet(text),
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
    fn a_word_wider_than_the_line_stands_alone() {
        insta::assert_snapshot!(narrow("see https://example.org/a-long-way now"), @r"
        see
          https://example.org/a-long-way
          now
        ");
    }
}
