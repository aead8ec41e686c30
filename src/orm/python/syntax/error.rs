//! What is wrong with a text that the parser refuses, in CPython 3.11's words.
//!
//! CPython lets what its tokenizer finds anywhere in the text come before what its parser finds;
//! then comes a bracket that is never closed; then what its grammar's rules for mistakes say.

mod expression;
mod around;
mod target;
mod escape;
mod format;
mod slip;
mod finding;
mod explain;

use ruff_python_ast::Mod;
use ruff_python_parser::{ParseError, Parsed};

use super::Mistake;
use super::token::{Kind, Token, Tokens};

pub(super) use explain::explain;

/// A text and its tokens.
#[derive(Clone, Copy)]
struct Words<'a> {
    source: &'a str,
    tokens: &'a Tokens,
}

/// What is known of a text that was refused.
struct Judge<'a> {
    words: Words<'a>,
    error: &'a ParseError,
    /// Which token the parser stumbles over.
    failing: usize,
    parsed: &'a Parsed<Mod>,
}

impl<'a> Words<'a> {
    fn token(self, place: usize) -> Option<&'a Token> {
        self.tokens.list.get(place)
    }

    fn text(self, place: usize) -> &'a str {
        let token = self.token(place).filter(|token| token.end > token.start);
        token.and_then(|token| self.source.get(token.start..token.end)).unwrap_or_default()
    }

    /// The mistake at a token. What has no letters stands where CPython's tokenizer has come to:
    /// an indentation at its last blank, the end at the last line break.
    fn says_at(self, place: usize, message: impl Into<String>) -> Mistake {
        let (line, offset) = match self.token(place) {
            Some(token) => match token.kind {
                Kind::Indent => (token.line, token.start.saturating_sub(1)),
                Kind::End | Kind::Dedent => (token.line, self.last_break()),
                _ => (token.line, token.start),
            },
            None => (1, 0),
        };
        Mistake { class: "SyntaxError", message: message.into(), line, offset }
    }

    /// The mistake at the token behind the texts that stand together, up to which CPython has
    /// read when it looks into them.
    fn says_behind(self, place: usize, message: impl Into<String>) -> Mistake {
        let mut place = place;
        while self.token(place).is_some_and(|token| token.kind == Kind::Text) {
            place += 1;
        }
        self.says_at(place, message)
    }

    /// Where the line break at the end of the text begins.
    fn last_break(self) -> usize {
        let text = self.source;
        text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n')).unwrap_or(text).len()
    }

    /// A bracket that is never closed, where reading comes to this token: it is told where the
    /// text ends there, or has left the bracket's line.
    fn unclosed(self, place: usize) -> Option<Mistake> {
        let open = self.tokens.open.last()?;
        let is_past =
            self.token(place).is_none_or(|token| token.kind == Kind::End || token.line > open.line);
        is_past.then(|| Mistake {
            class: "SyntaxError",
            message: format!("'{}' was never closed", char::from(open.letter)),
            line: open.line,
            offset: open.offset,
        })
    }
}

impl<'a> Judge<'a> {
    fn token(&self, place: usize) -> Option<&'a Token> {
        self.words.token(place)
    }

    fn text(&self, place: usize) -> &'a str {
        self.words.text(place)
    }

    fn before(&self) -> &'a str {
        self.failing.checked_sub(1).map_or("", |place| self.text(place))
    }

    /// The mistake at the token that the parser stumbles over.
    fn says(&self, message: impl Into<String>) -> Mistake {
        self.words.says_at(self.failing, message)
    }

    fn says_at(&self, place: usize, message: impl Into<String>) -> Mistake {
        self.words.says_at(place, message)
    }

    fn unclosed(&self, place: usize) -> Option<Mistake> {
        self.words.unclosed(place)
    }
}
