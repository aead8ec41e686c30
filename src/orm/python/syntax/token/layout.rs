//! What stands between tokens: indentation, comments, lines that go on.

use super::{Kind, Read, Reader};

/// Blocks nest no deeper in CPython.
const DEEPEST_BLOCKS: usize = 100;

impl Reader<'_> {
    /// What stands before the first token of a line; lines without a token do not count.
    pub(super) fn indentation(&mut self) -> Read<()> {
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
        let begin = self.source.get(..self.at).and_then(|before| before.rfind('\n'));
        let begin = begin.map_or(0, |at| at + 1);
        let torn = "inconsistent use of tabs and spaces in indentation";
        if wide == outer_wide {
            if narrow != outer_narrow {
                return self.fault_at(begin, "TabError", torn, self.line);
            }
        } else if wide > outer_wide {
            if narrow <= outer_narrow {
                return self.fault_at(begin, "TabError", torn, self.line);
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
                // CPython has read the whole line.
                while !self.is_end() && !matches!(self.peek(0), b'\r' | b'\n') {
                    self.at += 1;
                }
                return self.fault("IndentationError", message, self.line);
            }
            if narrow != outer_narrow {
                return self.fault_at(begin, "TabError", torn, self.line);
            }
        }
        Ok(())
    }

    pub(super) fn continuation(&mut self) -> Read<()> {
        self.at += 1;
        match self.peek(0) {
            b'\r' | b'\n' => {
                let place = self.at;
                self.end_line();
                if self.is_end() {
                    self.found.is_cut = true;
                    let message = "unexpected EOF while parsing";
                    return self.fault_at(place, "SyntaxError", message, self.last_line());
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

    pub(super) fn comment(&mut self) {
        while !self.is_end() && !matches!(self.peek(0), b'\r' | b'\n') {
            self.at += 1;
        }
    }
}
