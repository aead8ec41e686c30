//! A text as CPython 3.11's tokenizer sees it: for what is wrong with it, and for whether it is
//! complete. The parser has a lexer of its own, which recovers where CPython complains.

mod layout;
mod word;
mod number;
mod operator;

use super::Mistake;

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The line of its first byte, from 1.
    pub line: usize,
    /// How many brackets are open before it.
    pub level: usize,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Number,
    Text,
    Operator,
    Newline,
    Indent,
    Dedent,
    End,
}

/// A bracket that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracket {
    pub letter: u8,
    pub line: usize,
    pub offset: usize,
}

/// A text's tokens.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub list: Vec<Token>,
    /// What the tokenizer stumbles over; nothing follows it.
    pub fault: Option<Mistake>,
    /// The fault is that the text ends too early.
    pub is_cut: bool,
    /// The brackets that are open at the end.
    pub open: Vec<Bracket>,
}

/// The tokens of a text.
pub(super) fn tokens(source: &str) -> Tokens {
    let mut reader = Reader {
        source,
        bytes: source.as_bytes(),
        at: 0,
        line: 1,
        found: Tokens::default(),
        indents: vec![(0, 0)],
    };
    if let Err(fault) = reader.read() {
        reader.found.fault = Some(fault);
    }
    reader.found
}

struct Reader<'s> {
    source: &'s str,
    bytes: &'s [u8],
    at: usize,
    line: usize,
    found: Tokens,
    /// The widths of the blocks that are open: with tabs to eight, and with tabs as one.
    indents: Vec<(usize, usize)>,
}

type Read<T> = Result<T, Mistake>;

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn is_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    fn fault<T>(&self, class: &'static str, message: impl Into<String>, line: usize) -> Read<T> {
        Err(Mistake { class, message: message.into(), line, offset: self.at })
    }

    fn fault_at<T>(
        &self,
        offset: usize,
        class: &'static str,
        message: &str,
        line: usize,
    ) -> Read<T> {
        Err(Mistake { class, message: message.to_owned(), line, offset })
    }

    fn wrong<T>(&self, message: impl Into<String>) -> Read<T> {
        self.fault("SyntaxError", message, self.line)
    }

    fn push(&mut self, kind: Kind, start: usize, line: usize) {
        let level = self.found.open.len();
        self.found.list.push(Token { kind, start, end: self.at, line, level });
    }

    fn read(&mut self) -> Read<()> {
        let mut fresh = true;
        loop {
            if fresh && self.found.open.is_empty() {
                self.indentation()?;
                fresh = false;
                if self.is_end() {
                    break;
                }
            }
            match self.peek(0) {
                _ if self.is_end() => break,
                b' ' | b'\t' | b'\x0c' => self.at += 1,
                b'#' => self.comment(),
                b'\r' | b'\n' => {
                    let (start, line) = (self.at, self.line);
                    self.end_line();
                    if self.found.open.is_empty() {
                        self.push(Kind::Newline, start, line);
                        fresh = true;
                    }
                }
                b'\\' => self.continuation()?,
                b'0'..=b'9' => self.number()?,
                b'.' if self.peek(1).is_ascii_digit() => self.number()?,
                b'"' | b'\'' => self.text(self.at)?,
                letter if letter.is_ascii_alphabetic() || letter == b'_' => self.word()?,
                0x80.. => self.word()?,
                _ => self.operator()?,
            }
        }
        let last = self.found.list.last().map(|token| token.kind);
        if self.found.open.is_empty() {
            if !matches!(last, None | Some(Kind::Newline | Kind::Dedent | Kind::Indent)) {
                self.push(Kind::Newline, self.at, self.line);
            }
            let line = self.last_line();
            while self.indents.len() > 1 {
                self.indents.pop();
                self.push(Kind::Dedent, self.at, line);
            }
        }
        let line = self.last_line();
        self.push(Kind::End, self.at, line);
        Ok(())
    }

    /// The line that CPython counts as the last: nothing begins behind a final line break.
    fn last_line(&self) -> usize {
        if self.source.ends_with('\n') && self.line > 1 { self.line - 1 } else { self.line }
    }

    fn end_line(&mut self) {
        self.at += if self.peek(0) == b'\r' && self.peek(1) == b'\n' { 2 } else { 1 };
        self.line += 1;
    }
}
