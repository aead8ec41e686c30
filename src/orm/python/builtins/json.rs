//! `json.dumps` and `json.loads`.

use std::fmt::Write as _;
use std::rc::Rc;

use crate::orm::python::text::float;
use crate::orm::python::{Args, Dict, Machine, Run, Stop, Value};

/// How a value is written.
struct Style {
    indent: Option<String>,
    between_items: String,
    after_key: String,
    ascii: bool,
    sorted: bool,
    default: Option<Value>,
}

pub(super) fn dumps(machine: &mut Machine, args: Args) -> Run<Value> {
    let parameters = [
        "obj",
        "*",
        "skipkeys?",
        "ensure_ascii?",
        "check_circular?",
        "allow_nan?",
        "cls?",
        "indent?",
        "separators?",
        "default?",
        "sort_keys?",
    ];
    let taken = args.bind(machine, "dumps", &parameters)?;
    let mut values = taken.values.into_iter();
    let mut take = || values.next().flatten();
    let (value, _, ascii, _, _, class, indent, separators, default, sorted) =
        (take(), take(), take(), take(), take(), take(), take(), take(), take(), take());
    if class.is_some_and(|class| !class.is_none()) {
        return Err(machine.unsupported("json.dumps() with a cls of your own"));
    }
    let indent = match indent {
        None | Some(Value::None) => None,
        Some(Value::Str(text)) => Some(text.to_string()),
        Some(number) => {
            let width = usize::try_from(machine.index(&number)?).unwrap_or(0).min(1000);
            Some(" ".repeat(width))
        }
    };
    let mut style = Style {
        between_items: if indent.is_some() { "," } else { ", " }.to_owned(),
        after_key: ": ".to_owned(),
        indent,
        ascii: match ascii {
            Some(ascii) => machine.truth(&ascii)?,
            None => true,
        },
        sorted: match sorted {
            Some(sorted) => machine.truth(&sorted)?,
            None => false,
        },
        default: default.filter(|default| !default.is_none()),
    };
    if let Some(separators) = separators.filter(|separators| !separators.is_none()) {
        let parts = machine.collect(&separators)?;
        if let [item, key] = parts.as_slice() {
            style.between_items = machine.str(item)?.to_string();
            style.after_key = machine.str(key)?.to_string();
        }
    }
    let mut out = String::new();
    machine.write_json(&mut out, &value.unwrap_or(Value::None), &style, 0)?;
    Ok(Value::str(out))
}

fn quoted(out: &mut String, text: &str, ascii: bool) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            _ if letter < ' ' || ascii && !letter.is_ascii() => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    // Writing to a String does not fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

fn number(number: f64) -> String {
    match number {
        _ if number.is_nan() => "NaN".to_owned(),
        _ if number == f64::INFINITY => "Infinity".to_owned(),
        _ if number == f64::NEG_INFINITY => "-Infinity".to_owned(),
        _ => float::repr(number),
    }
}

impl Machine {
    fn write_json(
        &mut self,
        out: &mut String,
        value: &Value,
        style: &Style,
        depth: usize,
    ) -> Run<()> {
        self.step(1)?;
        self.use_memory(out.len() as u64 / 65_536)?;
        if depth >= 900 {
            return Err(self.error("ValueError", "Circular reference detected"));
        }
        let line = |out: &mut String, depth: usize| {
            if let Some(indent) = &style.indent {
                out.push('\n');
                (0..depth).for_each(|_| out.push_str(indent));
            }
        };
        match &Self::plain_part(value) {
            Value::None => out.push_str("null"),
            Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Value::Int(whole) => out.push_str(&whole.to_string()),
            Value::Big(whole) => out.push_str(&self.digits(whole)?),
            Value::Float(float) => out.push_str(&number(*float)),
            Value::Str(text) => quoted(out, text, style.ascii),
            items @ (Value::List(_) | Value::Tuple(_)) => {
                let items = self.collect(items)?;
                if items.is_empty() {
                    out.push_str("[]");
                    return Ok(());
                }
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push_str(&style.between_items);
                    }
                    line(out, depth + 1);
                    self.nested(|machine| machine.write_json(out, item, style, depth + 1))?;
                }
                line(out, depth);
                out.push(']');
            }
            Value::Dict(dict) => {
                let entries = dict.entries.borrow().clone();
                if entries.is_empty() {
                    out.push_str("{}");
                    return Ok(());
                }
                let mut entries: Vec<(Value, Value)> =
                    entries.into_iter().map(|(key, value)| (key.0, value)).collect();
                if style.sorted {
                    let keys = entries.iter().map(|(key, _)| key.clone()).collect();
                    let keys = self.sorted(keys, Vec::new(), "sort")?;
                    let mut sorted = Vec::with_capacity(entries.len());
                    for key in keys {
                        let item = self.item(&Value::Dict(Rc::clone(dict)), &key)?;
                        sorted.push((key, item));
                    }
                    entries = sorted;
                }
                out.push('{');
                for (at, (key, item)) in entries.iter().enumerate() {
                    if at > 0 {
                        out.push_str(&style.between_items);
                    }
                    line(out, depth + 1);
                    let key = self.json_key(key)?;
                    quoted(out, &key, style.ascii);
                    out.push_str(&style.after_key);
                    self.nested(|machine| machine.write_json(out, item, style, depth + 1))?;
                }
                line(out, depth);
                out.push('}');
            }
            _ => match &style.default {
                Some(default) => {
                    let other = self.call(default, Args::of(vec![value.clone()]))?;
                    self.nested(|machine| machine.write_json(out, &other, style, depth + 1))?;
                }
                None => {
                    let kind = self.short_type_name(value);
                    let text = format!("Object of type {kind} is not JSON serializable");
                    return Err(self.error("TypeError", text));
                }
            },
        }
        Ok(())
    }

    fn json_key(&mut self, key: &Value) -> Run<String> {
        Ok(match Self::plain_part(key) {
            Value::Str(text) => text.to_string(),
            Value::None => "null".to_owned(),
            Value::Bool(truth) => if truth { "true" } else { "false" }.to_owned(),
            Value::Int(whole) => whole.to_string(),
            Value::Big(whole) => self.digits(&whole)?,
            Value::Float(float) => number(float),
            other => {
                let kind = self.short_type_name(&other);
                let text = format!("keys must be str, int, float, bool or None, not {kind}");
                return Err(self.error("TypeError", text));
            }
        })
    }
}

pub(super) fn loads(machine: &mut Machine, args: Args) -> Run<Value> {
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
    machine.step(text.len() as u64 / 16)?;
    machine.use_memory(1 + text.len() as u64 / 128)?;
    let letters: Vec<char> = text.chars().collect();
    let mut reader = Reader { letters, at: 0 };
    reader.blank();
    let value = reader.value(machine)?;
    reader.blank();
    if reader.at < reader.letters.len() {
        return Err(reader.wrong(machine, "Extra data", reader.at));
    }
    Ok(value)
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
