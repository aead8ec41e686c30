//! `json.loads`.

use std::rc::Rc;

use crate::orm::python::{Args, Dict, Machine, Run, Stop, Value};

/// `json.loads(text)`
pub(in crate::orm::python::builtins) fn loads(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.positional.into_iter().next().unwrap_or(Value::None);
    let text: Rc<str> = match &value {
        Value::Str(text) => Rc::clone(text),
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into(),
        other => {
            let kind = machine.type_name(other);
            let text = format!("the JSON object must be str, bytes or bytearray, not {kind}");
            return Err(machine.error("TypeError", text));
        }
    };
    machine.json_value(&text)
}

impl Machine {
    /// What `json.loads` makes of a text.
    ///
    /// # Errors
    ///
    /// `json.JSONDecodeError`, with the place.
    pub fn json_value(&mut self, text: &str) -> Run<Value> {
        self.step(text.len() as u64 / 16)?;
        self.use_bytes(text.len())?;
        let letters: Vec<char> = text.chars().collect();
        let mut reader = Reader { letters, at: 0 };
        reader.blank();
        let value = reader.value(self)?;
        reader.blank();
        if reader.at < reader.letters.len() {
            return Err(reader.wrong(self, "Extra data", reader.at));
        }
        Ok(value)
    }
}

/// A text that is being read as JSON.
struct Reader {
    letters: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn wrong(&self, machine: &mut Machine, what: &str, at: usize) -> Stop {
        let before = self.letters.get(..at).unwrap_or(&self.letters);
        let line = before.iter().filter(|letter| **letter == '\n').count() + 1;
        let start = before.iter().rposition(|letter| *letter == '\n').map_or(0, |at| at + 1);
        let column = at - start + 1;
        let text = format!("{what}: line {line} column {column} (char {at})");
        machine.error("JSONDecodeError", text)
    }

    fn takes(&mut self, word: &str) -> bool {
        let end = self.at + word.len();
        let found = self
            .letters
            .get(self.at..end)
            .is_some_and(|part| part.iter().copied().eq(word.chars()));
        if found {
            self.at = end;
        }
        found
    }

    fn value(&mut self, machine: &mut Machine) -> Run<Value> {
        let start = self.at;
        match self.peek() {
            Some('"') => self.text(machine).map(Value::str),
            Some('{') => machine.nested(|machine| self.object(machine)),
            Some('[') => machine.nested(|machine| self.array(machine)),
            _ if self.takes("null") => Ok(Value::None),
            _ if self.takes("true") => Ok(Value::Bool(true)),
            _ if self.takes("false") => Ok(Value::Bool(false)),
            _ if self.takes("NaN") => Ok(Value::Float(f64::NAN)),
            _ if self.takes("Infinity") => Ok(Value::Float(f64::INFINITY)),
            _ if self.takes("-Infinity") => Ok(Value::Float(f64::NEG_INFINITY)),
            Some('-' | '0'..='9') => self.number(machine),
            _ => Err(self.wrong(machine, "Expecting value", start)),
        }
    }

    fn number(&mut self, machine: &mut Machine) -> Run<Value> {
        let start = self.at;
        let digits = |reader: &mut Self| {
            let from = reader.at;
            while reader.peek().is_some_and(|letter| letter.is_ascii_digit()) {
                reader.at += 1;
            }
            reader.at > from
        };
        if self.peek() == Some('-') {
            self.at += 1;
        }
        if self.peek() == Some('0') {
            self.at += 1;
        } else if !digits(self) {
            return Err(self.wrong(machine, "Expecting value", start));
        }
        let mut is_float = false;
        let whole = self.at;
        if self.peek() == Some('.') {
            self.at += 1;
            if digits(self) { is_float = true } else { self.at = whole }
        }
        let mantissa = self.at;
        if matches!(self.peek(), Some('e' | 'E')) {
            self.at += 1;
            if matches!(self.peek(), Some('+' | '-')) {
                self.at += 1;
            }
            if digits(self) { is_float = true } else { self.at = mantissa }
        }
        let text: String = self.letters.get(start..self.at).unwrap_or_default().iter().collect();
        if is_float {
            return Ok(Value::Float(text.parse().unwrap_or(0.0)));
        }
        machine.integer_from(&text, 10)
    }

    fn text(&mut self, machine: &mut Machine) -> Run<String> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let place = self.at;
            let Some(letter) = self.peek() else {
                return Err(self.wrong(machine, "Unterminated string starting at", start));
            };
            self.at += 1;
            match letter {
                '"' => return Ok(out),
                '\\' => {
                    let Some(code) = self.peek() else {
                        return Err(self.wrong(machine, "Unterminated string starting at", start));
                    };
                    self.at += 1;
                    match code {
                        '"' | '\\' | '/' => out.push(code),
                        'b' => out.push('\u{8}'),
                        'f' => out.push('\u{c}'),
                        'n' => out.push('\n'),
                        'r' => out.push('\r'),
                        't' => out.push('\t'),
                        'u' => out.push(self.escaped(machine, place)?),
                        _ => return Err(self.wrong(machine, "Invalid \\escape", place)),
                    }
                }
                '\0'..='\x1f' => {
                    return Err(self.wrong(machine, "Invalid control character at", place));
                }
                _ => out.push(letter),
            }
        }
    }

    fn escaped(&mut self, machine: &mut Machine, place: usize) -> Run<char> {
        let unit = |reader: &mut Self| {
            let text: String = reader.letters.get(reader.at..reader.at + 4)?.iter().collect();
            reader.at += 4;
            u16::from_str_radix(&text, 16).ok()
        };
        let first = unit(self);
        let Some(first) = first else {
            return Err(self.wrong(machine, "Invalid \\uXXXX escape", place + 1));
        };
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) && self.takes("\\u") {
            units.extend(unit(self));
        }
        match char::decode_utf16(units).next() {
            Some(Ok(letter)) => Ok(letter),
            _ => Err(machine.unsupported("a lone surrogate")),
        }
    }

    fn array(&mut self, machine: &mut Machine) -> Run<Value> {
        self.at += 1;
        let mut items = Vec::new();
        self.blank();
        if self.peek() == Some(']') {
            self.at += 1;
            return Ok(Value::list(items));
        }
        loop {
            self.blank();
            items.push(self.value(machine)?);
            self.blank();
            match self.peek() {
                Some(',') => self.at += 1,
                Some(']') => {
                    self.at += 1;
                    return Ok(Value::list(items));
                }
                _ => return Err(self.wrong(machine, "Expecting ',' delimiter", self.at)),
            }
        }
    }

    fn object(&mut self, machine: &mut Machine) -> Run<Value> {
        const NO_KEY: &str = "Expecting property name enclosed in double quotes";
        self.at += 1;
        let dict = Dict::default();
        self.blank();
        if self.peek() == Some('}') {
            self.at += 1;
            return Ok(Value::Dict(Rc::new(dict)));
        }
        loop {
            self.blank();
            if self.peek() != Some('"') {
                return Err(self.wrong(machine, NO_KEY, self.at));
            }
            let key = self.text(machine)?;
            self.blank();
            if self.peek() != Some(':') {
                return Err(self.wrong(machine, "Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.blank();
            let value = self.value(machine)?;
            let key = machine.key(&Value::str(key))?;
            dict.entries.borrow_mut().insert(key, value);
            self.blank();
            match self.peek() {
                Some(',') => self.at += 1,
                Some('}') => {
                    self.at += 1;
                    return Ok(Value::Dict(Rc::new(dict)));
                }
                _ => return Err(self.wrong(machine, "Expecting ',' delimiter", self.at)),
            }
        }
    }
}
