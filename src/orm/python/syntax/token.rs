//! A text as CPython 3.11's tokenizer sees it: for what is wrong with it, and for whether it is
//! complete. The parser has a lexer of its own, which recovers where CPython complains.

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

/// Brackets nest no deeper in CPython.
const DEEPEST_BRACKETS: usize = 200;
/// Blocks nest no deeper in CPython.
const DEEPEST_BLOCKS: usize = 100;

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
/// Whether a byte is a digit of some base.
type Digit = fn(u8) -> bool;

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

    fn comment(&mut self) {
        while !self.is_end() && !matches!(self.peek(0), b'\r' | b'\n') {
            self.at += 1;
        }
    }

    fn end_line(&mut self) {
        self.at += if self.peek(0) == b'\r' && self.peek(1) == b'\n' { 2 } else { 1 };
        self.line += 1;
    }

    /// What stands before the first token of a line; lines without a token do not count.
    fn indentation(&mut self) -> Read<()> {
        let (wide, narrow) = loop {
            let (mut wide, mut narrow) = (0, 0);
            loop {
                match self.peek(0) {
                    b' ' => (wide, narrow) = (wide + 1, narrow + 1),
                    b'\t' => (wide, narrow) = ((wide / 8 + 1) * 8, narrow + 1),
                    b'\x0c' => (wide, narrow) = (0, 0),
                    _ => break,
                }
                self.at += 1;
            }
            match self.peek(0) {
                _ if self.is_end() => return Ok(()),
                b'#' => {
                    self.comment();
                    if !self.is_end() {
                        self.end_line();
                    }
                }
                b'\r' | b'\n' => self.end_line(),
                _ => break (wide, narrow),
            }
        };
        let (outer_wide, outer_narrow) = self.indents.last().copied().unwrap_or_default();
        let torn = "inconsistent use of tabs and spaces in indentation";
        if wide == outer_wide {
            if narrow != outer_narrow {
                return self.fault("TabError", torn, self.line);
            }
        } else if wide > outer_wide {
            if narrow <= outer_narrow {
                return self.fault("TabError", torn, self.line);
            }
            if self.indents.len() >= DEEPEST_BLOCKS {
                let message = "too many levels of indentation";
                return self.fault("IndentationError", message, self.line);
            }
            self.indents.push((wide, narrow));
            self.push(Kind::Indent, self.at, self.line);
        } else {
            while self.indents.last().is_some_and(|(outer, _)| wide < *outer) {
                self.indents.pop();
                self.push(Kind::Dedent, self.at, self.line);
            }
            let (outer_wide, outer_narrow) = self.indents.last().copied().unwrap_or_default();
            if wide != outer_wide {
                let message = "unindent does not match any outer indentation level";
                return self.fault("IndentationError", message, self.line);
            }
            if narrow != outer_narrow {
                return self.fault("TabError", torn, self.line);
            }
        }
        Ok(())
    }

    fn continuation(&mut self) -> Read<()> {
        self.at += 1;
        match self.peek(0) {
            b'\r' | b'\n' => {
                self.end_line();
                if self.is_end() {
                    self.found.is_cut = true;
                    let line = self.last_line();
                    return self.fault("SyntaxError", "unexpected EOF while parsing", line);
                }
                Ok(())
            }
            _ if self.is_end() => {
                self.found.is_cut = true;
                self.wrong("unexpected EOF while parsing")
            }
            _ => self.wrong("unexpected character after line continuation character"),
        }
    }

    fn word(&mut self) -> Read<()> {
        let start = self.at;
        let rest = self.source.get(start..).unwrap_or_default();
        let length: usize = rest
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .map(char::len_utf8)
            .sum();
        if length == 0 {
            let letter = rest.chars().next().unwrap_or_default();
            let code = u32::from(letter);
            let is_shown = !letter.is_control()
                && !letter.is_whitespace()
                && !matches!(code, 0xad | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff);
            return if is_shown {
                self.wrong(format!("invalid character '{letter}' (U+{code:04X})"))
            } else {
                self.wrong(format!("invalid non-printable character U+{code:04X}"))
            };
        }
        self.at += length;
        let word = rest.get(..length).unwrap_or_default();
        let is_prefix = matches!(
            word.to_ascii_lowercase().as_str(),
            "r" | "u" | "b" | "f" | "br" | "rb" | "fr" | "rf"
        );
        if is_prefix && matches!(self.peek(0), b'"' | b'\'') {
            return self.text(start);
        }
        self.push(Kind::Name, start, self.line);
        Ok(())
    }

    fn text(&mut self, start: usize) -> Read<()> {
        let line = self.line;
        let quote = self.peek(0);
        let triple = self.peek(1) == quote && self.peek(2) == quote;
        if !triple && self.peek(1) == quote {
            self.at += 2;
            self.push(Kind::Text, start, line);
            return Ok(());
        }
        self.at += if triple { 3 } else { 1 };
        loop {
            match self.peek(0) {
                _ if self.is_end() => {
                    let last = self.last_line();
                    self.at = start;
                    self.found.is_cut = triple;
                    let kind = if triple { "triple-quoted string" } else { "string" };
                    // A text of one line that ends with the script ends on its last line.
                    let text = format!("unterminated {kind} literal (detected at line {last})");
                    return self.fault("SyntaxError", text, line);
                }
                b'\\' => {
                    self.at += 1;
                    match self.peek(0) {
                        b'\r' | b'\n' => self.end_line(),
                        _ => self.at += 1,
                    }
                }
                b'\n' | b'\r' if !triple => {
                    let last = self.line;
                    self.at = start;
                    let text = format!("unterminated string literal (detected at line {last})");
                    return self.fault("SyntaxError", text, line);
                }
                b'\n' | b'\r' => self.end_line(),
                letter if letter == quote => {
                    if !triple {
                        self.at += 1;
                        break;
                    }
                    if self.peek(1) == quote && self.peek(2) == quote {
                        self.at += 3;
                        break;
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.push(Kind::Text, start, line);
        Ok(())
    }

    fn digits(&mut self, allowed: Digit, name: &str) -> Read<usize> {
        let start = self.at;
        loop {
            while allowed(self.peek(0)) {
                self.at += 1;
            }
            if self.peek(0) != b'_' {
                return Ok(self.at - start);
            }
            self.at += 1;
            if !allowed(self.peek(0)) {
                return self.wrong(format!("invalid {name} literal"));
            }
        }
    }

    fn number(&mut self) -> Read<()> {
        let start = self.at;
        let bases: [(u8, Digit, &str); 3] = [
            (b'x', |letter| letter.is_ascii_hexdigit(), "hexadecimal"),
            (b'o', |letter| (b'0'..=b'7').contains(&letter), "octal"),
            (b'b', |letter| matches!(letter, b'0' | b'1'), "binary"),
        ];
        let mark = self.peek(1).to_ascii_lowercase();
        let base = bases.iter().find(|(letter, ..)| self.peek(0) == b'0' && *letter == mark);
        if let Some((_, allowed, name)) = base {
            self.at += 2;
            if self.peek(0) == b'_' {
                self.at += 1;
            }
            let count = self.digits(*allowed, name)?;
            if self.peek(0).is_ascii_digit() {
                let digit = char::from(self.peek(0));
                return self.wrong(format!("invalid digit '{digit}' in {name} literal"));
            }
            if count == 0 {
                return self.wrong(format!("invalid {name} literal"));
            }
            return self.number_ends(start, name);
        }
        let is_digit: Digit = |letter| letter.is_ascii_digit();
        let whole = self.digits(is_digit, "decimal")?;
        let mut is_float = false;
        if self.peek(0) == b'.' {
            is_float = true;
            self.at += 1;
            self.digits(is_digit, "decimal")?;
        }
        if matches!(self.peek(0), b'e' | b'E') {
            let sign = usize::from(matches!(self.peek(1), b'+' | b'-'));
            if self.peek(1 + sign).is_ascii_digit() {
                is_float = true;
                self.at += 1 + sign;
                self.digits(is_digit, "decimal")?;
            }
        }
        if matches!(self.peek(0), b'j' | b'J') {
            self.at += 1;
            return self.number_ends(start, "imaginary");
        }
        let text = self.source.get(start..start + whole).unwrap_or_default();
        let zeros =
            text.len() > 1 && text.starts_with('0') && text.bytes().any(|b| b != b'0' && b != b'_');
        if zeros && !is_float {
            return self.wrong(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix \
                 for octal integers",
            );
        }
        self.number_ends(start, "decimal")
    }

    /// A number that a name follows at once is none, unless that name is an operator.
    fn number_ends(&mut self, start: usize, name: &str) -> Read<()> {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let operators = ["and", "else", "for", "if", "in", "is", "or", "not"];
        if !word.is_empty() && !operators.iter().any(|operator| word.starts_with(operator)) {
            return self.wrong(format!("invalid {name} literal"));
        }
        self.push(Kind::Number, start, self.line);
        Ok(())
    }

    fn operator(&mut self) -> Read<()> {
        const LONG: [&str; 24] = [
            "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=",
            "->", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=", ":=",
        ];
        let (start, line) = (self.at, self.line);
        let rest = self.source.get(start..).unwrap_or_default();
        let letter = self.peek(0);
        if letter.is_ascii_control() {
            return self.wrong(format!("invalid non-printable character U+{letter:04X}"));
        }
        if let Some(operator) = LONG.iter().find(|operator| rest.starts_with(**operator)) {
            self.at += operator.len();
            self.push(Kind::Operator, start, line);
            return Ok(());
        }
        match letter {
            b'(' | b'[' | b'{' => {
                if self.found.open.len() >= DEEPEST_BRACKETS {
                    return self.wrong("too many nested parentheses");
                }
                self.at += 1;
                self.push(Kind::Operator, start, line);
                self.found.open.push(Bracket { letter, line, offset: start });
                return Ok(());
            }
            b')' | b']' | b'}' => {
                let shown = char::from(letter);
                let Some(open) = self.found.open.pop() else {
                    return self.wrong(format!("unmatched '{shown}'"));
                };
                let fits =
                    matches!((open.letter, letter), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
                if !fits {
                    let on = if open.line == line {
                        String::new()
                    } else {
                        format!(" on line {}", open.line)
                    };
                    return self.wrong(format!(
                        "closing parenthesis '{shown}' does not match opening parenthesis '{}'{on}",
                        char::from(open.letter)
                    ));
                }
            }
            _ => {}
        }
        self.at += 1;
        self.push(Kind::Operator, start, line);
        Ok(())
    }
}
