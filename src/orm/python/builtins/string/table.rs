//! Letters exchanged by a table.

use std::rc::Rc;

use crate::orm::python::{Args, Machine, Run, Stop, Value};

impl Machine {
    /// `translate()`
    pub(super) fn translate(&mut self, text: &Rc<str>, args: Args) -> Run<Value> {
        let table = args.take_one(self, "str.translate")?;
        let mut out = String::new();
        for letter in text.chars() {
            let key = Value::Int(i64::from(u32::from(letter)));
            let found = self.item(&table, &key);
            match self.unless_missing(found)? {
                None => out.push(letter),
                Some(Value::None) => {}
                Some(Value::Int(code)) => {
                    out.extend(u32::try_from(code).ok().and_then(char::from_u32));
                }
                Some(Value::Str(more)) => out.push_str(&more),
                Some(_) => {
                    let text = "character mapping must return integer, None or str";
                    return Err(self.error("TypeError", text));
                }
            }
        }
        Ok(Value::str(out))
    }

    /// `str.maketrans(…)`.
    pub(in crate::orm::python::builtins) fn make_table(&mut self, args: Args) -> Run<Value> {
        let [from, to, gone] = args.take(self, "maketrans", 1)?;
        let table = Value::dict(Vec::new());
        let code = |letter: char| Value::Int(i64::from(u32::from(letter)));
        match (from, to) {
            (Some(from @ Value::Dict(_)), None) => {
                for key in self.collect(&from)? {
                    let value = self.item(&from, &key)?;
                    let key = match &key {
                        Value::Str(text) if text.chars().count() == 1 => {
                            text.chars().next().map_or(Value::None, code)
                        }
                        Value::Int(_) => key,
                        _ => {
                            let text = "string keys in translate table must be of length 1";
                            return Err(self.error("ValueError", text));
                        }
                    };
                    self.set_item(&table, &key, value)?;
                }
            }
            (Some(Value::Str(from)), Some(Value::Str(to))) => {
                if from.chars().count() != to.chars().count() {
                    let text = "the first two maketrans arguments must have equal length";
                    return Err(self.error("ValueError", text));
                }
                for (key, value) in from.chars().zip(to.chars()) {
                    self.set_item(&table, &code(key), code(value))?;
                }
                if let Some(Value::Str(gone)) = gone {
                    for key in gone.chars() {
                        self.set_item(&table, &code(key), Value::None)?;
                    }
                }
            }
            _ => {
                let text = "if you give only one argument to maketrans it must be a dict";
                return Err(self.error("TypeError", text));
            }
        }
        Ok(table)
    }

    /// None where LookupError was raised.
    fn unless_missing(&mut self, found: Run<Value>) -> Run<Option<Value>> {
        match found {
            Ok(value) => Ok(Some(value)),
            Err(Stop::Raised(raised))
                if raised.exception.class.derives_from(&self.builtin_class("LookupError")) =>
            {
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }
}
