//! Names, and texts: what begins with a letter or a quote.

use super::{Kind, Read, Reader};

impl Reader<'_> {
    pub(super) fn word(&mut self) -> Read<()> {
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

    pub(super) fn text(&mut self, start: usize) -> Read<()> {
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
}
