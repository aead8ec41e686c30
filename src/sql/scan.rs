//! What an input still waits for, read line by line: each line is looked at once, however many
//! came before it.

use super::split::{Open, State, next};
use super::tokens::{Token, TokenKind, Unfinished, tokens};
use crate::diagnostic::Span;

/// An input that has been read up to the end of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scan {
    state: State,
    /// The quote or comment that the last line ended within.
    carry: Option<(Carry, Place)>,
    /// The parentheses of the present statement that are open, outermost first.
    parentheses: Vec<Place>,
    /// Where the present statement begins; `None` between statements.
    begun: Option<Place>,
    /// Some statement has begun.
    any: bool,
    lines: usize,
}

/// What a line can end within, as it goes on in the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry {
    /// A text, or a name in quotes.
    Quote(char),
    /// A name in brackets.
    Bracket,
    /// A comment.
    Comment,
    /// `x'` and something that is no byte: it ends with the next quote, doubled or not.
    Blob,
}

/// A place in an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line, from 0.
    pub line: usize,
    /// The byte in that line.
    pub column: usize,
}

/// What an input waits for, and where that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// What is open.
    pub open: Open,
    /// Where it was opened: the quote, the parenthesis, the statement.
    pub at: Place,
}

impl Carry {
    /// A text that puts the tokenizer into the same state.
    fn opening(self) -> String {
        match self {
            Self::Quote(quote) => quote.to_string(),
            Self::Bracket => "[".to_owned(),
            Self::Comment => "/*".to_owned(),
            Self::Blob => "x'!".to_owned(),
        }
    }

    fn open(self) -> Open {
        match self {
            Self::Quote(quote) => Open::Quote(quote),
            Self::Bracket => Open::Bracket,
            Self::Comment => Open::Comment,
            Self::Blob => Open::Quote('\''),
        }
    }

    fn of(token: &Token<'_>) -> Option<Self> {
        let TokenKind::Unfinished(unfinished) = token.kind else { return None };
        Some(match unfinished {
            Unfinished::Quote(_) if token.text.starts_with(['x', 'X']) => Self::Blob,
            Unfinished::Quote(quote) => Self::Quote(quote),
            Unfinished::Bracket => Self::Bracket,
            Unfinished::Comment => Self::Comment,
        })
    }
}

/// The tokens of a text that begins within something. What goes on from before is the first
/// token; its text is that part of it that stands here, which may be empty.
pub fn tokens_after(carry: Option<Carry>, text: &str) -> Vec<Token<'_>> {
    let Some(carry) = carry else { return tokens(text) };
    let opening = carry.opening();
    let whole = format!("{opening}{text}");
    let found = tokens(&whole);
    let here = |token: &Token<'_>| {
        let start = token.span.start.saturating_sub(opening.len());
        let end = token.span.end.saturating_sub(opening.len());
        let text = text.get(start..end)?;
        Some(Token { kind: token.kind, span: Span::new(start, end), text })
    };
    found.iter().filter_map(here).collect()
}

impl Scan {
    /// A whole text, read.
    pub fn of(text: &str) -> Self {
        let mut scan = Self::default();
        text.split('\n').for_each(|line| scan.line(line));
        scan
    }

    /// Takes the next line, without its line break.
    pub fn line(&mut self, line: &str) {
        let number = self.lines;
        self.lines += 1;
        let carry = self.carry.take();
        let tokens = tokens_after(carry.map(|(carry, _)| carry), line);
        for (index, token) in tokens.iter().enumerate() {
            let goes_on = carry.filter(|_| index == 0);
            let at = Place { line: number, column: token.span.start };
            let at = goes_on.map_or(at, |(_, place)| place);
            // What goes on keeps its kind: what is left of `x'` would look like a text.
            let kind = goes_on.map(|(carry, _)| carry);
            self.carry = Carry::of(token).map(|found| (kind.unwrap_or(found), at));
            if goes_on.is_none() && !token.is_comment() {
                self.token(token, at);
            }
        }
    }

    /// What is waited for; `None` where nothing is open: all is blank, or finished.
    pub fn waiting(&self) -> Option<Waiting> {
        if let Some((carry, at)) = self.carry {
            return Some(Waiting { open: carry.open(), at });
        }
        let begun = self.begun?;
        Some(match (self.parentheses.last(), self.state) {
            (Some(&at), _) => Waiting { open: Open::Parenthesis, at },
            (None, State::Trigger | State::TriggerSemicolon) => {
                Waiting { open: Open::TriggerEnd, at: begun }
            }
            (None, _) => Waiting { open: Open::Semicolon, at: begun },
        })
    }

    /// The quote or comment that the last line ended within.
    pub fn carry(&self) -> Option<Carry> {
        self.carry.map(|(carry, _)| carry)
    }

    /// How many parentheses of the present statement are open.
    pub fn depth(&self) -> usize {
        self.parentheses.len()
    }

    /// Whether there is nothing to run in it: only white space, comments or `;`.
    pub fn is_blank(&self) -> bool {
        !self.any
    }

    fn token(&mut self, token: &Token<'_>, at: Place) {
        self.state = next(self.state, token);
        if token.kind == TokenKind::Semicolon && self.begun.is_none() {
            return;
        }
        self.any = true;
        if self.state == State::Start {
            self.begun = None;
            self.parentheses.clear();
            return;
        }
        self.begun.get_or_insert(at);
        if token.is_mark("(") {
            self.parentheses.push(at);
        } else if token.is_mark(")") {
            self.parentheses.pop();
        }
    }
}

/// What an input waits for; `None` where nothing is open: it is blank, or every statement in it
/// is finished.
pub fn waiting_for(text: &str) -> Option<Open> {
    Scan::of(text).waiting().map(|waiting| waiting.open)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::split::split;
    use super::*;

    const TRIGGER: &str = "CREATE TRIGGER t AFTER INSERT ON items BEGIN \
         UPDATE stores SET n = CASE WHEN 1 THEN 2 END; DELETE FROM log; END;";

    #[test]
    fn an_input_says_what_it_waits_for() {
        for (text, open) in [
            ("", None),
            ("-- only a comment", None),
            ("SELECT 1;", None),
            ("SELECT 1; -- done", None),
            ("SELECT 1", Some(Open::Semicolon)),
            ("SELECT 1; SELECT 2", Some(Open::Semicolon)),
            ("SELECT 'a;", Some(Open::Quote('\''))),
            ("SELECT \"a;", Some(Open::Quote('"'))),
            ("SELECT [a;", Some(Open::Bracket)),
            ("SELECT 1; /* and", Some(Open::Comment)),
            ("SELECT count(", Some(Open::Parenthesis)),
            ("SELECT ')(';", None),
            ("SELECT ((1)", Some(Open::Parenthesis)),
            ("CREATE TRIGGER t BEGIN SELECT 1;", Some(Open::TriggerEnd)),
            ("CREATE TRIGGER t BEGIN SELECT 1; END", Some(Open::Semicolon)),
            (TRIGGER, None),
        ] {
            assert_eq!(waiting_for(text), open, "{text}");
        }
    }

    #[test]
    fn what_is_open_is_told_with_its_place() {
        let at = |text: &str| {
            let at = Scan::of(text).waiting().expect("something is open").at;
            (at.line, at.column)
        };
        assert_eq!(at("select\n  count(\n (1)"), (1, 7));
        assert_eq!(at("select 1;\n select 'a\nb\nc"), (1, 8));
        assert_eq!(at("select 1; select\n2"), (0, 10));
        assert_eq!(at("/* a\n\n b"), (0, 0));
    }

    fn script() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "SELECT",
            "CREATE",
            "TRIGGER",
            "TEMP",
            "EXPLAIN",
            "BEGIN",
            "END",
            ";",
            ";",
            "'",
            "\"",
            "[",
            "]",
            "(",
            ")",
            "--",
            "\n",
            "/*",
            "*/",
            "a",
            "é",
            "1",
            "!",
            "x'z",
            " ",
            "CREATE TRIGGER",
        ]);
        prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
    }

    /// The same by one look at the whole text.
    fn at_once(text: &str) -> Option<Open> {
        let tokens = tokens(text);
        if let Some(carry) = tokens.last().and_then(Carry::of) {
            return Some(carry.open());
        }
        let pieces = split(text);
        let last = pieces.last().filter(|piece| !piece.finished)?;
        let inside = tokens.iter().filter(|token| token.span.start >= last.span.start);
        let depth = inside.fold(0_usize, |depth, token| match token.text {
            "(" => depth + 1,
            ")" => depth.saturating_sub(1),
            _ => depth,
        });
        (depth > 0).then_some(Open::Parenthesis)
    }

    proptest! {
        #[test]
        fn line_by_line_is_the_same_as_at_once(text in script()) {
            let open = waiting_for(&text);
            let expected = at_once(&text);
            prop_assert!(open == expected || expected.is_none()
                && matches!(open, None | Some(Open::Semicolon | Open::TriggerEnd)), "{:?}", open);
            prop_assert_eq!(Scan::of(&text).is_blank(), split(&text).is_empty());
        }

        #[test]
        fn what_goes_on_is_cut_like_the_whole(text in script()) {
            // A comment to the end of a line has its line break with it.
            let cut = |end: usize| text[..end].trim_end().len();
            let whole: Vec<_> = tokens(&text).iter().map(|token| cut(token.span.end)).collect();
            let (mut scan, mut start, mut parts) = (Scan::default(), 0, Vec::new());
            for line in text.split('\n') {
                let here = tokens_after(scan.carry(), line);
                parts.extend(here.iter().map(|token| cut(start + token.span.end)));
                scan.line(line);
                start += line.len() + 1;
            }
            prop_assert!(whole.iter().all(|end| parts.contains(end)), "{:?} {:?}", whole, parts);
        }

        #[test]
        fn nothing_is_open_exactly_when_every_piece_is_finished(text in script()) {
            let comment = waiting_for(&text) == Some(Open::Comment);
            let finished = split(&text).iter().all(|piece| piece.finished);
            prop_assert!(comment || waiting_for(&text).is_none() == finished);
        }
    }
}
