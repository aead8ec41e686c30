//! A place in a text that moves on: what the parsers of all notations have in common.

use super::parse_error::{ParseError, ParseErrorKind};
use super::sign::{is_arrow, is_curly_quote, is_dash, is_wide_stop};
use crate::diagnostic::Span;

/// A name or word, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The text, without quotes.
    pub(super) text: String,
    /// Its place, quotes included.
    pub(super) span: Span,
    /// It was quoted, and is thereby no word of the notation.
    pub(super) quoted: bool,
}

impl Word {
    /// Whether it is this word of the notation, in any case.
    pub(super) fn is(&self, word: &str) -> bool {
        !self.quoted && self.text.eq_ignore_ascii_case(word)
    }
}

/// A text and a place in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// What is left of the text.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The place.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Moves on by as many bytes; no further than the end.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.text.len());
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes over letters for which this holds.
    pub(super) fn skip(&mut self, holds: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|letter| !holds(letter)).unwrap_or(rest.len());
        self.advance(end);
        &rest[..end]
    }

    /// Goes over white space within a line.
    pub(super) fn skip_blank(&mut self) {
        self.skip(|letter| letter.is_whitespace() && letter != '\n');
    }

    /// Goes over white space.
    pub(super) fn skip_space(&mut self) {
        self.skip(char::is_whitespace);
    }

    /// Goes over this, if it stands here.
    pub(super) fn eat(&mut self, what: &str) -> bool {
        let stands = self.rest().starts_with(what);
        if stands {
            self.advance(what.len());
        }
        stands
    }

    /// The place from `start` to here.
    pub(super) fn from(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// The name that stands here, if one does: bare, or in `"…"`, `` `…` `` or `[…]`.
    ///
    /// # Errors
    /// A quote that is not closed, or with nothing in it, or not a quote.
    pub(super) fn name(&mut self) -> Result<Option<Word>, ParseError> {
        let start = self.at;
        match self.peek() {
            Some('"') => self.quoted('"').map(Some),
            Some('`') => self.quoted('`').map(Some),
            Some('[') => self.quoted(']').map(Some),
            Some(quote) if is_curly_quote(quote) => {
                self.advance(quote.len_utf8());
                Err(ParseError::new(self.from(start), ParseErrorKind::CurlyQuote(quote)))
            }
            _ => {
                let text = self.skip(is_bare).to_owned();
                let word = Word { text, span: self.from(start), quoted: false };
                Ok((!word.text.is_empty()).then_some(word))
            }
        }
    }

    /// What stands from here to the closing quote; the quote twice stands for itself, but for `]`.
    fn quoted(&mut self, close: char) -> Result<Word, ParseError> {
        let start = self.at;
        let open = if close == ']' { '[' } else { close };
        self.advance(1);
        let mut text = String::new();
        loop {
            text.push_str(self.skip(|letter| letter != close));
            if !self.eat(close.encode_utf8(&mut [0; 4])) {
                let span = Span::new(start, start + 1);
                return Err(ParseError::new(span, ParseErrorKind::OpenQuote(open)));
            }
            if close == ']' || self.peek() != Some(close) {
                break;
            }
            text.push(close);
            self.advance(1);
        }
        if text.is_empty() {
            return Err(ParseError::new(self.from(start), ParseErrorKind::EmptyName));
        }
        Ok(Word { text, span: self.from(start), quoted: true })
    }

    /// What a person would point at here: a word, or one letter.
    pub(super) fn found(&self) -> Word {
        let mut ahead = *self;
        let start = self.at;
        if ahead.skip(is_bare).is_empty() {
            let letter = self.peek().map_or(0, char::len_utf8);
            ahead.advance(letter);
        }
        let span = ahead.from(start);
        let text = self.text.get(start..span.end).unwrap_or_default().to_owned();
        Word { text, span, quoted: false }
    }
}

/// Whether a letter can stand in a name without quotes.
pub(super) fn is_bare(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric() || letter == '_';
    }
    let is_sign =
        is_dash(letter) || is_curly_quote(letter) || is_arrow(letter) || is_wide_stop(letter);
    !letter.is_whitespace() && !letter.is_control() && !is_sign
}

/// A name in quotes.
pub(super) fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The one of some words that is a slip away from this one.
pub(super) fn nearest<'w>(word: &str, words: &[&'w str]) -> Option<&'w str> {
    let word = word.to_lowercase();
    let slips = match word.chars().count() {
        0..=1 => return None,
        2..=4 => 1,
        5..=20 => 2,
        _ => return None,
    };
    words
        .iter()
        .map(|other| (strsim::osa_distance(&word, other), *other))
        .filter(|&(distance, other)| distance <= slips && distance < other.len())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, other)| other)
}
