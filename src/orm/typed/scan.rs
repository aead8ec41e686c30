//! What an input waits for, read line by line: each line is looked at once, however many came
//! before it. The rules are those of Python's own prompt.

use super::tokens::{Quotes, Token, TokenKind, tokens};

/// An input that has been read up to the end of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scan {
    /// The text over several lines that the last line ended within.
    within: Option<(Quotes, Spot)>,
    /// The brackets that are open, outermost first.
    brackets: Vec<(char, Spot)>,
    /// A bracket closes what was not opened: there is nothing to wait for.
    broken: bool,
    /// The last line ended with a backslash.
    joined: Option<Spot>,
    /// The present statement begins as a block does.
    opener: Option<Spot>,
    /// Its header has its colon.
    colon: bool,
    /// The block that is open: where its header stands.
    block: Option<Spot>,
    /// A decorator waits for what it stands above.
    decorated: bool,
    /// How far in the last statement begins.
    stands: usize,
    /// There is something to run.
    any: bool,
    lines: usize,
}

/// A place in an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The line, from 0.
    pub line: usize,
    /// The byte in that line.
    pub column: usize,
}

/// What can be open at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// A text with three quotes.
    Text(Quotes),
    /// This bracket.
    Bracket(char),
    /// A line that a backslash joins to the next.
    Line,
    /// The body of a class, a function, a loop or the like: an empty line ends it.
    Block,
}

/// What an input waits for, and where that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// What is open.
    pub open: Open,
    /// Where it was opened.
    pub at: Spot,
}

/// Words that begin a block.
const OPENERS: [&str; 8] = ["class", "def", "for", "while", "if", "try", "with", "async"];

/// Words that go on with one, as far in as its header.
const CONTINUERS: [&str; 4] = ["elif", "else", "except", "finally"];

impl Scan {
    /// A whole text, read.
    pub fn of(text: &str) -> Self {
        let mut scan = Self::default();
        text.split('\n').for_each(|line| scan.line(line));
        scan
    }

    /// Takes the next line, without its line break.
    pub fn line(&mut self, line: &str) {
        let begins = self.within.is_none() && self.brackets.is_empty() && self.joined.is_none();
        let was_within = self.within.map(|(quotes, _)| quotes);
        let (found, within) = tokens(was_within, line);
        let lines = self.lines;
        let spot = |column| Spot { line: lines, column };
        let code: Vec<&Token<'_>> =
            found.iter().filter(|token| token.kind != TokenKind::Comment).collect();
        if let (true, Some(first)) = (begins, code.first()) {
            self.stands = first.span.start;
            self.begin(first);
        }
        self.any |= !code.is_empty();
        let last_text = found.last().map_or(0, |token| token.span.start);
        self.within = within.map(|quotes| match self.within {
            // What went through the whole line was opened before it.
            Some(before) if found.len() == 1 && was_within == Some(quotes) => before,
            _ => (quotes, spot(last_text)),
        });
        for token in &code {
            self.mark(token);
        }
        let ends_joined = code.last().is_some_and(|token| token.is_mark("\\"));
        self.joined = (ends_joined && self.within.is_none()).then(|| spot(line.len() - 1));
        if self.within.is_none() && self.brackets.is_empty() && self.joined.is_none() {
            self.end(code.is_empty());
        }
        self.lines += 1;
    }

    /// A statement begins with this token.
    fn begin(&mut self, first: &Token<'_>) {
        let is = |words: &[&str]| first.kind == TokenKind::Name && words.contains(&first.text);
        if first.span.start > 0 {
            return;
        }
        let at = Spot { line: self.lines, column: 0 };
        if first.is_mark("@") {
            (self.opener, self.colon, self.decorated) = (Some(at), true, true);
        } else if is(&OPENERS) || (is(&CONTINUERS) && self.block.is_some()) {
            (self.opener, self.colon, self.decorated) = (Some(at), false, false);
        } else {
            (self.opener, self.block, self.decorated) = (None, None, false);
        }
    }

    fn mark(&mut self, token: &Token<'_>) {
        let at = Spot { line: self.lines, column: token.span.start };
        match token.bracket() {
            Some(open @ ('(' | '[' | '{')) => self.brackets.push((open, at)),
            Some(close) => {
                let partner = self.brackets.pop().map(|(open, _)| open);
                self.broken |= partner != Some(partner_of(close));
            }
            None => self.colon |= token.is_mark(":") && self.brackets.is_empty(),
        }
    }

    /// A line ends at which nothing is open but a block.
    fn end(&mut self, empty: bool) {
        if empty {
            return;
        }
        if let Some(at) = self.opener.take() {
            // A header without its colon is a mistake that Python should name at once.
            self.block = self.colon.then_some(at);
        }
    }

    /// What is waited for; `None` where the input can be run.
    pub fn waiting(&self) -> Option<Waiting> {
        if self.broken {
            return None;
        }
        let (open, at) = if let Some((quotes, at)) = self.within {
            (Open::Text(quotes), at)
        } else if let Some(&(bracket, at)) = self.brackets.last() {
            (Open::Bracket(bracket), at)
        } else if let Some(at) = self.joined {
            (Open::Line, at)
        } else {
            (Open::Block, self.block?)
        };
        Some(Waiting { open, at })
    }

    /// Whether a line belongs to what is open, where a text is read whose blocks no empty line has
    /// to end: it is empty, further in, or goes on with the block.
    pub fn goes_on_with(&self, line: &str) -> bool {
        match self.waiting().map(|waiting| waiting.open) {
            None => false,
            Some(Open::Block) => {
                let word = line.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
                self.decorated
                    || line.trim().is_empty()
                    || line.starts_with([' ', '\t', '#'])
                    || CONTINUERS.contains(&word)
            }
            Some(_) => true,
        }
    }

    /// Whether there are only comments and empty lines.
    pub fn is_blank(&self) -> bool {
        !self.any
    }

    /// The text over several lines that the last line ended within.
    pub fn within(&self) -> Option<Quotes> {
        self.within.map(|(quotes, _)| quotes)
    }

    /// How far in the last statement begins, in bytes.
    pub fn stands(&self) -> usize {
        self.stands
    }

    /// How many brackets are open.
    pub fn depth(&self) -> usize {
        self.brackets.len()
    }
}

/// The bracket that opens what this one closes.
pub fn partner_of(close: char) -> char {
    match close {
        ')' => '(',
        ']' => '[',
        _ => '{',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Option<(Open, usize, usize)> {
        Scan::of(text).waiting().map(|it| (it.open, it.at.line, it.at.column))
    }

    #[test]
    fn a_statement_on_one_line_is_whole() {
        for text in ["a = 1", "print('x')", "class A(Base)", "x = 'half", "f(]", "", "# note", "if"]
        {
            assert_eq!(open(text), None, "{text}");
        }
    }

    #[test]
    fn blocks_brackets_and_texts_wait() {
        assert_eq!(open("class A(Base):"), Some((Open::Block, 0, 0)));
        assert_eq!(open("class A(Base):\n    x = 1"), Some((Open::Block, 0, 0)));
        assert_eq!(open("class A(Base):\n    x = f(1,"), Some((Open::Bracket('('), 1, 9)));
        assert_eq!(open("class A(\n  Base\n):"), Some((Open::Block, 0, 0)));
        assert_eq!(open("a = [\n  1,"), Some((Open::Bracket('['), 0, 4)));
        assert_eq!(open("a = '''one\ntwo"), Some((Open::Text(Quotes::Single), 0, 4)));
        assert_eq!(open("a = 1 + \\"), Some((Open::Line, 0, 8)));
        assert_eq!(open("@property"), Some((Open::Block, 0, 0)));
        assert_eq!(open("for s in x: print(s)"), Some((Open::Block, 0, 0)));
        assert_eq!(open("if a:\n  b\nelse:"), Some((Open::Block, 2, 0)));
    }

    #[test]
    fn what_follows_a_block_at_the_margin_ends_it() {
        assert_eq!(open("class A:\n    x = 1\n\ny = 2"), None);
        assert_eq!(open("class A:\n    x = {\n\n  }\ny = 2"), None);
        assert_eq!(open("x = {'a:': 1}"), None);
    }

    #[test]
    fn a_block_is_gone_on_with() {
        let scan = Scan::of("class A:\n    x = 1");
        assert!(scan.goes_on_with("") && scan.goes_on_with("    y = 2"));
        assert!(!scan.goes_on_with("y = 2") && !scan.goes_on_with("elsewhere = 1"));
        assert!(Scan::of("if a:\n  b").goes_on_with("else:"));
        assert!(Scan::of("@dataclass").goes_on_with("class A:"));
        assert!(Scan::of("f(").goes_on_with("x)"));
        assert!(!Scan::of("f()").goes_on_with("  x"));
    }
}
