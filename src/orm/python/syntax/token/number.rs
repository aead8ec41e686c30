//! Numbers.

use super::{Kind, Read, Reader};

/// Whether a byte is a digit of some base.
type Digit = fn(u8) -> bool;

impl Reader<'_> {
    pub(super) fn number(&mut self) -> Read<()> {
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
                return self.no_number(name);
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
            let message = "leading zeros in decimal integer literals are not permitted; use an 0o \
                           prefix for octal integers";
            return self.fault_at(start, "SyntaxError", message, self.line);
        }
        self.number_ends(start, "decimal")
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
                return self.no_number(name);
            }
        }
    }

    /// A number that a name follows at once is none, unless that name is an operator.
    fn number_ends(&mut self, start: usize, name: &str) -> Read<()> {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let operators = ["and", "else", "for", "if", "in", "is", "or", "not"];
        if !word.is_empty() && !operators.iter().any(|operator| word.starts_with(operator)) {
            return self.no_number(name);
        }
        self.push(Kind::Number, start, self.line);
        Ok(())
    }

    /// A number that is none, up to its last digit.
    fn no_number<T>(&self, name: &str) -> Read<T> {
        let message = format!("invalid {name} literal");
        self.fault_at(self.at.saturating_sub(1), "SyntaxError", &message, self.line)
    }
}
