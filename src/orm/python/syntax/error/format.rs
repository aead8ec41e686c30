//! f-strings as CPython 3.11 reads them: by themselves, and each expression in them once more.

use std::ops::Range;

/// What is wrong with an f-string, in CPython's words.
pub(super) type Fault = String;

/// Expressions nest no deeper in format specs.
const DEEPEST: usize = 2;
/// Brackets nest no deeper in CPython.
const DEEPEST_BRACKETS: usize = 200;

/// The expressions of an f-string, each by its bytes within the literal, and what is wrong with
/// the f-string itself. Where something is, what stands before it has been read.
pub(super) fn expressions(literal: &str) -> (Vec<Range<usize>>, Option<Fault>) {
    let Some(quote) = literal.find(['"', '\'']) else { return (Vec::new(), None) };
    let prefix = literal.get(..quote).unwrap_or_default();
    let is_triple = ["\"\"\"", "'''"].iter().any(|mark| {
        literal.get(quote..).is_some_and(|rest| rest.starts_with(mark) && rest.len() >= 6)
    });
    let width = if is_triple { 3 } else { 1 };
    let mut reader = Reader {
        bytes: literal.as_bytes(),
        at: quote + width,
        end: literal.len().saturating_sub(width),
        is_raw: prefix.contains(['r', 'R']),
        found: Vec::new(),
    };
    let fault = reader.parts(0).err();
    (reader.found, fault)
}

/// Whether a literal is an f-string.
pub(super) fn is_format(literal: &str) -> bool {
    let prefix = literal.find(['"', '\'']).and_then(|quote| literal.get(..quote));
    prefix.is_some_and(|prefix| prefix.contains(['f', 'F']))
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
    is_raw: bool,
    found: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        let place = self.at + ahead;
        (place < self.end).then(|| self.bytes.get(place).copied()).flatten()
    }

    /// Text and expressions by turns; within a format spec up to its `}`.
    fn parts(&mut self, depth: usize) -> Result<(), Fault> {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'{' | b'}' if depth == 0 && self.peek(1) == Some(byte) => self.at += 2,
                b'{' => self.expression(depth)?,
                b'}' if depth == 0 => return Err("f-string: single '}' is not allowed".into()),
                b'}' => return Ok(()),
                b'\\'
                    if !self.is_raw && self.peek(1) == Some(b'N') && self.peek(2) == Some(b'{') =>
                {
                    while self.peek(0).is_some_and(|byte| byte != b'}') {
                        self.at += 1;
                    }
                    self.at += 1;
                }
                b'\\' if !self.is_raw && !matches!(self.peek(1), Some(b'{' | b'}')) => self.at += 2,
                _ => self.at += 1,
            }
        }
        Ok(())
    }

    /// `{expression=!r:spec}`
    fn expression(&mut self, depth: usize) -> Result<(), Fault> {
        if depth >= DEEPEST {
            return Err("f-string: expressions nested too deeply".into());
        }
        self.at += 1;
        let start = self.at;
        self.to_its_end()?;
        let unfinished = || Fault::from("f-string: expecting '}'");
        let after = self.peek(0).ok_or_else(unfinished)?;
        let inside = self.bytes.get(start..self.at).unwrap_or_default();
        if inside.iter().all(u8::is_ascii_whitespace) {
            return Err(match after {
                b'!' | b':' | b'=' => {
                    format!("f-string: expression required before '{}'", char::from(after))
                }
                _ => "f-string: empty expression not allowed".to_owned(),
            });
        }
        self.found.push(start..self.at);
        if self.peek(0) == Some(b'=') {
            self.at += 1;
            while self.peek(0).is_some_and(|byte| byte.is_ascii_whitespace()) {
                self.at += 1;
            }
        }
        if self.peek(0) == Some(b'!') {
            let letter = self.peek(1).ok_or_else(unfinished)?;
            self.at += 2;
            if !matches!(letter, b's' | b'r' | b'a') {
                let text = "f-string: invalid conversion character: expected 's', 'r', or 'a'";
                return Err(text.into());
            }
        }
        if self.peek(0) == Some(b':') {
            self.at += 1;
            self.parts(depth + 1)?;
        }
        if self.peek(0) != Some(b'}') {
            return Err(unfinished());
        }
        self.at += 1;
        Ok(())
    }

    /// Goes over an expression, up to the `!`, `:`, `=` or `}` that ends it.
    fn to_its_end(&mut self) -> Result<(), Fault> {
        let mut quote: Option<(u8, usize)> = None;
        let mut open: Vec<u8> = Vec::new();
        while let Some(byte) = self.peek(0) {
            if byte == b'\\' {
                return Err("f-string expression part cannot include a backslash".into());
            }
            let width = if (1..3).all(|ahead| self.peek(ahead) == Some(byte)) { 3 } else { 1 };
            if let Some((mark, wide)) = quote {
                let closes = byte == mark && width >= wide;
                quote = if closes { None } else { quote };
                self.at += if closes { wide } else { 1 };
                continue;
            }
            match byte {
                b'\'' | b'"' => {
                    quote = Some((byte, width));
                    self.at += width;
                    continue;
                }
                b'(' | b'[' | b'{' => {
                    if open.len() >= DEEPEST_BRACKETS {
                        return Err("f-string: too many nested parenthesis".into());
                    }
                    open.push(byte);
                }
                b'#' => return Err("f-string expression part cannot include '#'".into()),
                b'!' | b'=' | b'<' | b'>' if open.is_empty() && self.peek(1) == Some(b'=') => {
                    self.at += 1;
                }
                b'!' | b':' | b'}' | b'=' if open.is_empty() => return Ok(()),
                b')' | b']' | b'}' => close(open.pop(), byte)?,
                _ => {}
            }
            self.at += 1;
        }
        match (quote, open.last()) {
            (Some(_), _) => Err("f-string: unterminated string".into()),
            (None, Some(open)) => Err(format!("f-string: unmatched '{}'", char::from(*open))),
            (None, None) => Ok(()),
        }
    }
}

fn close(open: Option<u8>, byte: u8) -> Result<(), Fault> {
    let shown = char::from(byte);
    match (open, byte) {
        (Some(b'('), b')') | (Some(b'['), b']') | (Some(b'{'), b'}') => Ok(()),
        (Some(open), _) => Err(format!(
            "f-string: closing parenthesis '{shown}' does not match opening parenthesis '{}'",
            char::from(open)
        )),
        (None, _) => Err(format!("f-string: unmatched '{shown}'")),
    }
}
