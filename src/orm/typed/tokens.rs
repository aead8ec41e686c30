//! Python's tokens, line by line, of text that need not be Python yet.
//!
//! The parser wants whole statements. What is being typed is none, and is looked at again at every
//! key, so that its lines are cut here.

use std::ops::Range;

use super::words::KEYWORDS;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands, in bytes of the line.
    pub span: Range<usize>,
    /// As it is written.
    pub text: &'t str,
}

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word.
    Name,
    /// A number.
    Number,
    /// A text with its quotes; of one with three, what of it stands in the line.
    Text,
    /// A text that its line does not close, though it has to.
    Broken,
    /// From `#` to the end.
    Comment,
    /// Any other sign.
    Mark,
}

/// The quotes that a text over several lines began with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quotes {
    /// `'''`
    Single,
    /// `"""`
    Double,
}

impl Quotes {
    /// As they are written.
    pub fn text(self) -> &'static str {
        match self {
            Self::Single => "'''",
            Self::Double => "\"\"\"",
        }
    }
}

impl Token<'_> {
    /// Whether it is this sign.
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Mark && self.text == mark
    }

    /// Whether it is a word of the language.
    pub fn is_keyword(&self) -> bool {
        self.kind == TokenKind::Name && KEYWORDS.contains(&self.text)
    }

    /// The bracket that it is, if it is one.
    pub fn bracket(&self) -> Option<char> {
        let sign = self.text.chars().next().filter(|_| self.kind == TokenKind::Mark)?;
        "([{)]}".contains(sign).then_some(sign)
    }
}

/// The tokens of a line that begins within a text with these quotes, or within none; and the
/// quotes of the text that it ends within.
pub fn tokens(within: Option<Quotes>, line: &str) -> (Vec<Token<'_>>, Option<Quotes>) {
    let mut cut = Cut { line, at: 0, tokens: Vec::new() };
    let mut within = within;
    if let Some(quotes) = within {
        within = cut.rest_of_text(0, quotes);
    }
    while let Some(next) = cut.rest().chars().next() {
        match next {
            '#' => cut.push(TokenKind::Comment, line.len()),
            '\'' | '"' => within = cut.text(cut.at),
            _ if next.is_whitespace() => cut.at += next.len_utf8(),
            _ if begins_name(next) => within = cut.name(),
            _ if next.is_ascii_digit() => {
                let end = cut.end_of(|it| in_name(it) || it == '.');
                cut.push(TokenKind::Number, end);
            }
            _ => cut.push(TokenKind::Mark, cut.at + next.len_utf8()),
        }
    }
    (cut.tokens, within)
}

/// Whether a name can begin with it.
pub fn begins_name(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_'
}

fn in_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

struct Cut<'t> {
    line: &'t str,
    at: usize,
    tokens: Vec<Token<'t>>,
}

impl<'t> Cut<'t> {
    fn rest(&self) -> &'t str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn end_of(&self, belongs: impl Fn(char) -> bool) -> usize {
        let rest = self.rest();
        self.at + rest.find(|letter| !belongs(letter)).unwrap_or(rest.len())
    }

    fn push(&mut self, kind: TokenKind, end: usize) {
        self.push_from(self.at, kind, end);
    }

    fn push_from(&mut self, start: usize, kind: TokenKind, end: usize) {
        let text = self.line.get(start..end).unwrap_or_default();
        self.tokens.push(Token { kind, span: start..end, text });
        self.at = end;
    }

    /// A word, or the letters before a text's quote.
    fn name(&mut self) -> Option<Quotes> {
        let (start, end) = (self.at, self.end_of(in_name));
        let word = self.line.get(start..end).unwrap_or_default();
        let is_prefix = word.len() <= 2 && word.chars().all(|it| "rRbBuUfF".contains(it));
        let quoted = self.line.get(end..).is_some_and(|rest| rest.starts_with(['\'', '"']));
        if is_prefix && quoted {
            self.at = end;
            return self.text(start);
        }
        self.push(TokenKind::Name, end);
        None
    }

    /// A text whose quote stands here; what it begins with may stand before.
    fn text(&mut self, start: usize) -> Option<Quotes> {
        let quotes = match self.rest() {
            rest if rest.starts_with("'''") => Some(Quotes::Single),
            rest if rest.starts_with("\"\"\"") => Some(Quotes::Double),
            _ => None,
        };
        if let Some(quotes) = quotes {
            self.at += quotes.text().len();
            return self.rest_of_text(start, quotes);
        }
        let quote = self.rest().chars().next().unwrap_or('"');
        self.at += quote.len_utf8();
        let mut escaped = false;
        for (offset, letter) in self.rest().char_indices() {
            if letter == quote && !escaped {
                let end = self.at + offset + quote.len_utf8();
                self.push_from(start, TokenKind::Text, end);
                return None;
            }
            escaped = letter == '\\' && !escaped;
        }
        self.push_from(start, TokenKind::Broken, self.line.len());
        None
    }

    /// The rest of a text with three quotes; the quotes where it goes on in the next line.
    fn rest_of_text(&mut self, start: usize, quotes: Quotes) -> Option<Quotes> {
        let (rest, mut escaped) = (self.rest(), false);
        for (offset, letter) in rest.char_indices() {
            let closes = rest.get(offset..).is_some_and(|rest| rest.starts_with(quotes.text()));
            if closes && !escaped {
                let end = self.at + offset + quotes.text().len();
                self.push_from(start, TokenKind::Text, end);
                return None;
            }
            escaped = letter == '\\' && !escaped;
        }
        self.push_from(start, TokenKind::Text, self.line.len());
        Some(quotes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(within: Option<Quotes>, line: &str) -> String {
        let (tokens, ends_within) = tokens(within, line);
        let told = tokens.iter().map(|token| format!("{:?}:{}", token.kind, token.text));
        let rest = ends_within.map(|quotes| format!("within {}", quotes.text()));
        told.chain(rest).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_kind_is_told() {
        insta::assert_snapshot!(
            told(None, r#"x.a = f"{b}" + 1.5e3 - r'\'' # "end"#),
            @r##"Name:x Mark:. Name:a Mark:= Text:f"{b}" Mark:+ Number:1.5e3 Mark:- Text:r'\'' Comment:# "end"##
        );
        insta::assert_snapshot!(told(None, "print('half"), @"Name:print Mark:( Broken:'half");
    }

    #[test]
    fn texts_go_on_over_lines() {
        insta::assert_snapshot!(told(None, "a = '''one"), @"Name:a Mark:= Text:'''one within '''");
        insta::assert_snapshot!(told(Some(Quotes::Single), "two''' + b"), @"Text:two''' Mark:+ Name:b");
        insta::assert_snapshot!(told(Some(Quotes::Double), "''' \\\"\"\""), @r#"Text:''' \""" within """"#);
    }
}
