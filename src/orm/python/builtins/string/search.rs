//! What is looked for in a text.

use std::rc::Rc;

use crate::orm::python::value::clamped;
use crate::orm::python::{Args, Machine, Run, Value};

impl Machine {
    pub(super) fn search(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
        self.at_least_one(&args, name)?;
        let [part, start, stop] = args.take(self, name, 1)?;
        let part = self.text_argument(part.unwrap_or(Value::None), "must be str")?;
        self.step(text.len() as u64 / 64)?;
        let within = self.between(text, start, stop)?;
        if name == "count" {
            let count = match &within {
                Some((_, text)) if part.is_empty() => text.chars().count() + 1,
                Some((_, text)) => text.matches(&*part).count(),
                None => 0,
            };
            return Ok(Value::Int(count as i64));
        }
        let found = within.and_then(|(start, text)| {
            let at = if name.starts_with('r') { text.rfind(&*part) } else { text.find(&*part) }?;
            Some(start + text.get(..at)?.chars().count())
        });
        match found {
            Some(at) => Ok(Value::Int(at as i64)),
            None if name.ends_with("find") => Ok(Value::Int(-1)),
            None => Err(self.error("ValueError", "substring not found")),
        }
    }

    pub(super) fn starts_or_ends(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
        self.at_least_one(&args, name)?;
        let [part, start, stop] = args.take(self, name, 1)?;
        let part = Self::plain_part(&part.unwrap_or(Value::None));
        let parts = match &part {
            Value::Tuple(parts) => parts.to_vec(),
            one @ Value::Str(_) => vec![one.clone()],
            other => {
                let kind = self.type_name(other);
                let text = format!("{name} first arg must be str or a tuple of str, not {kind}");
                return Err(self.error("TypeError", text));
            }
        };
        let Some((_, text)) = self.between(text, start, stop)? else {
            return Ok(Value::Bool(false));
        };
        for part in parts {
            let Value::Str(part) = Self::plain_part(&part) else {
                let kind = self.type_name(&part);
                let text = format!("tuple for {name} must only contain str, not {kind}");
                return Err(self.error("TypeError", text));
            };
            let holds = if name == "startswith" {
                text.starts_with(&*part)
            } else {
                text.ends_with(&*part)
            };
            if holds {
                return Ok(Value::Bool(true));
            }
        }
        Ok(Value::Bool(false))
    }

    pub(super) fn replace(&mut self, text: &Rc<str>, args: Args) -> Run<Value> {
        let [old, new, most] = args.take(self, "replace", 2)?;
        let part = |machine: &mut Self, value: Option<Value>, at: usize| {
            let what = format!("replace() argument {at} must be str");
            machine.text_argument(value.unwrap_or(Value::None), &what)
        };
        let (old, new) = (part(self, old, 1)?, part(self, new, 2)?);
        let most = match most {
            Some(most) => usize::try_from(self.index(&most)?).unwrap_or(usize::MAX),
            None => usize::MAX,
        };
        let found = text.matches(&*old).count().min(most);
        let size = text.len() as u64 + (found as u64).saturating_mul(new.len() as u64);
        self.step(size / 256)?;
        self.use_bytes(size)?;
        Ok(Value::str(text.replacen(&*old, &new, most)))
    }

    /// The part of a text between two places that arguments name, and where it begins, in letters.
    fn between(
        &mut self,
        text: &Rc<str>,
        start: Option<Value>,
        stop: Option<Value>,
    ) -> Run<Option<(usize, String)>> {
        let bound = |machine: &mut Self, value: Option<Value>| match value {
            None | Some(Value::None) => Ok(None),
            Some(value) => machine.index(&value).map(Some),
        };
        let (start, stop) = (bound(self, start)?, bound(self, stop)?);
        if start.is_none() && stop.is_none() {
            return Ok(Some((0, text.to_string())));
        }
        let length = text.chars().count();
        if start.is_some_and(|start| start > length as i64) {
            return Ok(None);
        }
        let start = clamped(start.unwrap_or(0), length);
        let stop = clamped(stop.unwrap_or(i64::MAX), length);
        if start > stop {
            return Ok(None);
        }
        Ok(Some((start, text.chars().skip(start).take(stop - start).collect())))
    }

    fn at_least_one(&mut self, args: &Args, name: &str) -> Run<()> {
        if args.positional.is_empty() {
            let text = format!("{name}() takes at least 1 argument (0 given)");
            return Err(self.error("TypeError", text));
        }
        Ok(())
    }
}
