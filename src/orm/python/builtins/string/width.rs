//! Texts of a width.

use std::rc::Rc;

use crate::orm::python::{Args, Machine, Run, Value};

impl Machine {
    pub(super) fn justify(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
        let [width, fill] = args.take(self, name, 1)?;
        let width = usize::try_from(self.index(&width.unwrap_or(Value::None))?).unwrap_or(0);
        let fill = match fill {
            None => ' ',
            Some(Value::Str(fill)) if fill.chars().count() == 1 => {
                fill.chars().next().unwrap_or(' ')
            }
            Some(Value::Str(_)) => {
                let text = "The fill character must be exactly one character long";
                return Err(self.error("TypeError", text));
            }
            Some(other) => {
                let kind = self.type_name(&other);
                let text = format!("The fill character must be a unicode character, not {kind}");
                return Err(self.error("TypeError", text));
            }
        };
        let missing = width.saturating_sub(text.chars().count());
        self.use_bytes(missing)?;
        let before = match name {
            "ljust" => 0,
            "rjust" => missing,
            // CPython puts the odd one to the left where the width is odd.
            _ => missing / 2 + (missing & width & 1),
        };
        let mut out: String = std::iter::repeat_n(fill, before).collect();
        out.push_str(text);
        out.extend(std::iter::repeat_n(fill, missing - before));
        Ok(Value::str(out))
    }

    /// `zfill()`
    pub(super) fn zero_fill(&mut self, text: &Rc<str>, args: Args) -> Run<Value> {
        let width = args.take_one(self, "str.zfill")?;
        let width = usize::try_from(self.index(&width)?).unwrap_or(0);
        let length = text.chars().count();
        let zeros = width.saturating_sub(length);
        self.use_bytes(zeros)?;
        let (sign, rest) = match text.chars().next() {
            Some('+' | '-') => text.split_at(1),
            _ => ("", &**text),
        };
        Ok(Value::str(format!("{sign}{}{rest}", "0".repeat(zeros))))
    }

    /// `expandtabs()`
    pub(super) fn expand_tabs(&mut self, text: &Rc<str>, args: Args) -> Run<Value> {
        let taken = args.bind(self, "expandtabs", &["tabsize?"])?;
        let size = match taken.values.into_iter().next().flatten() {
            Some(size) => usize::try_from(self.index(&size)?).unwrap_or(0),
            None => 8,
        };
        let tabs = text.matches('\t').count();
        self.use_bytes(tabs.saturating_mul(size))?;
        Ok(Value::str(expanded(text, size)))
    }
}

fn expanded(text: &str, size: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for letter in text.chars() {
        match letter {
            '\t' => {
                let fill = if size == 0 { 0 } else { size - column % size };
                out.extend(std::iter::repeat_n(' ', fill));
                column += fill;
            }
            _ => {
                out.push(letter);
                column = if matches!(letter, '\n' | '\r') { 0 } else { column + 1 };
            }
        }
    }
    out
}
