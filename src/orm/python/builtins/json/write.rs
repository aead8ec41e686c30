//! `json.dumps`.

use std::fmt::Write as _;
use std::rc::Rc;

use crate::orm::python::text::float;
use crate::orm::python::{Args, Machine, Run, Value};

/// How a value is written.
struct Style {
    indent: Option<String>,
    between_items: String,
    after_key: String,
    ascii: bool,
    sorted: bool,
    default: Option<Value>,
}

/// `json.dumps(value, …)`
pub(in crate::orm::python::builtins) fn dumps(machine: &mut Machine, args: Args) -> Run<Value> {
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
            _ if letter < ' ' || ascii && !matches!(letter, ' '..='~') => {
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
    /// What `json.dumps` makes of a value.
    ///
    /// # Errors
    ///
    /// TypeError for what JSON does not have.
    pub fn json_text(&mut self, value: &Value) -> Run<String> {
        let style = Style {
            indent: None,
            between_items: ", ".to_owned(),
            after_key: ": ".to_owned(),
            ascii: true,
            sorted: false,
            default: None,
        };
        let mut out = String::new();
        self.write_json(&mut out, value, &style, 0)?;
        Ok(out)
    }

    fn write_json(
        &mut self,
        out: &mut String,
        value: &Value,
        style: &Style,
        depth: usize,
    ) -> Run<()> {
        self.step(1)?;
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
