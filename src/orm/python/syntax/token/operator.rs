//! Operators and brackets.

use super::{Bracket, Kind, Read, Reader};

/// Brackets nest no deeper in CPython.
const DEEPEST_BRACKETS: usize = 200;

impl Reader<'_> {
    pub(super) fn operator(&mut self) -> Read<()> {
        const LONG: [&str; 25] = [
            "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=",
            "<>", "->", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=", ":=",
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
