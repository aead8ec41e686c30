//! Sentences as words, commas and stops.

use crate::diagnostic::Span;
use crate::relation::cursor::{Cursor, Word, is_bare};
use crate::relation::parse_error::{ParseError, ParseErrorKind};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word(Word),
    Comma(Span),
    /// The end of a sentence: a full stop, a semicolon or the end of the line.
    Stop(Span),
}

impl Token {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Word(word) => word.span,
            Self::Comma(span) | Self::Stop(span) => *span,
        }
    }
}

/// The tokens of a text.
///
/// # Errors
/// A quote that is none or is not closed, and any other letter that stands in no sentence.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, ParseError> {
    let mut cursor = Cursor::new(text);
    let mut tokens = Vec::new();
    loop {
        cursor.skip_blank();
        let Some(letter) = cursor.peek() else { return Ok(tokens) };
        let start = cursor.at();
        if matches!(letter, '\n' | '.' | ';' | ',') {
            cursor.advance(1);
            let span = cursor.from(start);
            tokens.push(if letter == ',' { Token::Comma(span) } else { Token::Stop(span) });
        } else if let Some(mut word) = cursor.name()? {
            while !word.quoted && is_joint(&cursor) {
                cursor.advance(1);
                word.text.push('-');
                word.text.push_str(cursor.skip(is_bare));
                word.span = cursor.from(start);
            }
            tokens.push(Token::Word(word));
        } else {
            let found = cursor.found();
            let wanted = "Write words, and a name with other letters in \" \".";
            let kind = ParseErrorKind::Unexpected { found: found.text, near: None, wanted };
            return Err(ParseError::new(found.span, kind));
        }
    }
}

/// A hyphen within a word: `order-line`.
fn is_joint(cursor: &Cursor) -> bool {
    let mut letters = cursor.rest().chars();
    letters.next() == Some('-') && letters.next().is_some_and(is_bare)
}
