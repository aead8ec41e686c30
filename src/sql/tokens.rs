//! Tokens of any text, by SQLite's own rules; what SQLite rejects is a token too.

use std::borrow::Cow;

use sqlite3_parser::dialect::{TokenType, keyword_token};
use sqlite3_parser::lexer::Splitter;
use sqlite3_parser::lexer::sql::{Error, Tokenizer};

use crate::diagnostic::Span;

/// The longest keyword of SQLite, in bytes: `CURRENT_TIMESTAMP`.
const LONGEST_KEYWORD: usize = 17;

/// One token and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands in the text, quotes included.
    pub span: Span,
    /// The text at `span`.
    pub text: &'t str,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A name or a keyword without quotes; which of the two depends on where it stands.
    Word,
    /// A name in quotes: `"a b"`, `` `a b` ``, `[a b]`.
    Quoted,
    /// A text: `'it''s'`.
    Text,
    /// A number: `3`, `1.5e3`, `0xFF`.
    Number,
    /// Bytes: `x'00FF'`.
    Blob,
    /// A parameter: `?1`, `:name`.
    Parameter,
    /// An operator, a comma, a point or a parenthesis.
    Mark,
    /// `;`
    Semicolon,
    /// `-- …` to the end of its line, or `/* … */`.
    Comment,
    /// Something begun that the text ends within.
    Unfinished(Unfinished),
    /// Characters that SQLite does not take for a token, such as `!` or `1abc`.
    Rejected,
}

/// What a text can end within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unfinished {
    /// A text or a name in quotes: which quote is missing.
    Quote(char),
    /// A name in brackets.
    Bracket,
    /// `/*` without `*/`. SQLite takes it for a comment that reaches to the end.
    Comment,
}

impl<'t> Token<'t> {
    /// Whether it is this word without quotes, in any case.
    pub fn is(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these words without quotes, in any case.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it is this operator or parenthesis.
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Mark && self.text == mark
    }

    /// Whether it is one of these operators or parentheses.
    pub fn is_any_mark(&self, marks: &[&str]) -> bool {
        marks.iter().any(|mark| self.is_mark(mark))
    }

    /// Whether it can be a name: in quotes, or a word that is not one of SQLite's keywords.
    pub fn is_name(&self) -> bool {
        match self.kind {
            TokenKind::Quoted => true,
            TokenKind::Word => !is_keyword(self.text),
            _ => false,
        }
    }

    /// The name that it stands for: without quotes, doubled quotes made single.
    pub fn name(&self) -> Cow<'t, str> {
        unquoted(self.text)
    }

    /// Whether SQLite passes over it.
    pub fn is_comment(&self) -> bool {
        matches!(self.kind, TokenKind::Comment | TokenKind::Unfinished(Unfinished::Comment))
    }
}

/// All tokens of a text, comments included; only white space is left out.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut tokenizer = Tokenizer::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let (kind, length) = match tokenizer.split(rest.as_bytes()) {
            Ok((token, length)) => (kind(rest, token.map(|(_, kind)| kind)), length),
            Err(error) => {
                let (kind, length) = rejected(rest, &error);
                (Some(kind), length)
            }
        };
        let length = whole_characters(rest, length);
        if let Some(kind) = kind {
            let span = Span::new(start, start + length);
            tokens.push(Token { kind, span, text: &rest[..length] });
        }
        start += length;
    }
    tokens
}

/// The tokens that SQLite does not pass over: all but white space and comments.
pub fn code(text: &str) -> Vec<Token<'_>> {
    let mut tokens = tokens(text);
    tokens.retain(|token| !token.is_comment());
    tokens
}

/// Whether a word is one of SQLite's keywords, in any case; some of them can be names as well.
pub fn is_keyword(word: &str) -> bool {
    let fits = (2..=LONGEST_KEYWORD).contains(&word.len()) && word.is_ascii();
    fits && keyword_token(word.as_bytes()).is_some()
}

/// A name without its quotes; a text that is not in quotes as it is.
pub fn unquoted(name: &str) -> Cow<'_, str> {
    let inside = |open: char, close: char| {
        let rest = name.strip_prefix(open)?;
        rest.strip_suffix(close)
    };
    if let Some(name) = inside('[', ']') {
        return Cow::Borrowed(name);
    }
    let found = ['"', '`', '\''].into_iter().find_map(|quote| Some((quote, inside(quote, quote)?)));
    match found {
        Some((quote, inner)) if inner.contains(quote) => {
            Cow::Owned(inner.replace(&format!("{quote}{quote}"), &quote.to_string()))
        }
        Some((_, inner)) => Cow::Borrowed(inner),
        None => Cow::Borrowed(name),
    }
}

/// A name as SQL text: in quotes where it would not be read as a name without.
pub fn quoted(name: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let starts_plainly = name.starts_with(|first: char| plain(first) && !first.is_ascii_digit());
    if starts_plainly && name.chars().all(plain) && !is_keyword(name) {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// The kind of what the tokenizer accepted; `None` for white space.
fn kind(rest: &str, token: Option<TokenType>) -> Option<TokenKind> {
    let first = rest.bytes().next().unwrap_or(b' ');
    let Some(token) = token else {
        return (!first.is_ascii_whitespace()).then_some(TokenKind::Comment);
    };
    Some(match (token, first) {
        (TokenType::TK_SEMI, _) => TokenKind::Semicolon,
        (TokenType::TK_STRING, _) => TokenKind::Text,
        (TokenType::TK_BLOB, _) => TokenKind::Blob,
        (TokenType::TK_INTEGER | TokenType::TK_FLOAT, _) => TokenKind::Number,
        (TokenType::TK_VARIABLE, _) => TokenKind::Parameter,
        (_, b'"' | b'`' | b'[') => TokenKind::Quoted,
        (_, b'_' | b'$' | 0x80..) => TokenKind::Word,
        (_, first) if first.is_ascii_alphanumeric() => TokenKind::Word,
        _ => TokenKind::Mark,
    })
}

/// The kind and length in bytes of what the tokenizer rejected.
fn rejected(rest: &str, error: &Error) -> (TokenKind, usize) {
    let unfinished = match error {
        Error::UnterminatedLiteral(_) => Unfinished::Quote(rest.chars().next().unwrap_or('\'')),
        Error::UnterminatedBracket(_) => Unfinished::Bracket,
        Error::UnterminatedBlockComment(_) => Unfinished::Comment,
        Error::MalformedBlobLiteral(_) => {
            // `x'` and all up to the next quote, as SQLite's tokenizer does.
            return match rest.get(2..).and_then(|inside| inside.find('\'')) {
                Some(end) => (TokenKind::Rejected, end + 3),
                None => (TokenKind::Unfinished(Unfinished::Quote('\'')), rest.len()),
            };
        }
        _ => {
            let in_word = |letter: char| letter.is_alphanumeric() || letter == '_';
            let length = rest.find(|letter| !in_word(letter)).unwrap_or(rest.len());
            return (TokenKind::Rejected, length);
        }
    };
    (TokenKind::Unfinished(unfinished), rest.len())
}

/// A length that is at least one character and ends between two characters.
fn whole_characters(rest: &str, length: usize) -> usize {
    let first = rest.chars().next().map_or(1, char::len_utf8);
    rest.ceil_char_boundary(length.max(first))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
        tokens(text).into_iter().map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn every_kind_is_told() {
        use TokenKind::{
            Blob, Comment, Mark, Number, Parameter, Quoted, Rejected, Semicolon, Text, Word,
        };
        assert_eq!(
            kinds("SELECT \"a b\", [c], 'it''s', 1.5, x'00', ?1 /* hm */ <> ! 1abc; -- end"),
            [
                (Word, "SELECT"),
                (Quoted, "\"a b\""),
                (Mark, ","),
                (Quoted, "[c]"),
                (Mark, ","),
                (Text, "'it''s'"),
                (Mark, ","),
                (Number, "1.5"),
                (Mark, ","),
                (Blob, "x'00'"),
                (Mark, ","),
                (Parameter, "?1"),
                (Comment, "/* hm */"),
                (Mark, "<>"),
                (Rejected, "!"),
                (Rejected, "1abc"),
                (Semicolon, ";"),
                (Comment, "-- end"),
            ]
        );
    }

    #[test]
    fn what_is_not_finished_reaches_to_the_end() {
        let last = |text| tokens(text).last().map(|token| token.kind);
        let unfinished = |what| Some(TokenKind::Unfinished(what));
        assert_eq!(last("SELECT 'a; b"), unfinished(Unfinished::Quote('\'')));
        assert_eq!(last("SELECT \"a; b"), unfinished(Unfinished::Quote('"')));
        assert_eq!(last("SELECT [a; b"), unfinished(Unfinished::Bracket));
        assert_eq!(last("SELECT 1 /* a; b"), unfinished(Unfinished::Comment));
        assert_eq!(last("SELECT x'0"), unfinished(Unfinished::Quote('\'')));
    }

    #[test]
    fn names_lose_their_quotes_and_get_them_back() {
        assert_eq!(unquoted("\"a\"\"b\""), "a\"b");
        assert_eq!(unquoted("[a b]"), "a b");
        assert_eq!(unquoted("plain"), "plain");
        assert_eq!(unquoted("\""), "\"");
        assert_eq!(quoted("order"), "\"order\"");
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
        assert_eq!(quoted("store_id"), "store_id");
    }

    proptest! {
        #[test]
        fn tokens_stand_in_order_and_leave_out_white_space_only(text in ".{0,60}") {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(text[end..token.span.start].chars().all(char::is_whitespace));
                prop_assert_eq!(&text[token.span.start..token.span.end], token.text);
                prop_assert!(token.span.end > token.span.start);
                end = token.span.end;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }
    }
}
