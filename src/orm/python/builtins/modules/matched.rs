//! A match of a regular expression.

use std::rc::Rc;

use crate::orm::python::{Args, Machine, Native, Run, Value};

/// `re.Match`.
pub(super) struct Matched {
    /// What it is a match of.
    pub(super) pattern: Value,
    pub(super) text: Rc<str>,
    /// The whole and the groups, in bytes of the text.
    pub(super) spans: Vec<Option<(usize, usize)>>,
    /// The groups' names, with that of the whole, which has none.
    pub(super) names: Rc<[Option<Rc<str>>]>,
}

/// Some bytes of a text.
pub(super) fn piece(machine: &mut Machine, text: &str, start: usize, end: usize) -> Run<Value> {
    machine.use_bytes(end.saturating_sub(start))?;
    Ok(Value::str(text.get(start..end).unwrap_or_default()))
}

impl Matched {
    pub(super) fn whole(&self) -> (usize, usize) {
        self.spans.first().copied().flatten().unwrap_or((0, 0))
    }

    /// A group's text, or what stands for one that took no part.
    fn group(&self, machine: &mut Machine, at: usize, default: &Value) -> Run<Value> {
        match self.spans.get(at).copied().flatten() {
            Some((start, end)) => piece(machine, &self.text, start, end),
            None => Ok(default.clone()),
        }
    }

    pub(super) fn groups(&self, machine: &mut Machine, default: &Value) -> Run<Vec<Value>> {
        machine.use_items(self.spans.len())?;
        (1..self.spans.len()).map(|at| self.group(machine, at, default)).collect()
    }

    /// What `findall` gives of it: the whole, its one group, or all of them.
    pub(super) fn found(&self, machine: &mut Machine) -> Run<Value> {
        let empty = Value::str("");
        match self.spans.len() {
            0 | 1 => self.group(machine, 0, &empty),
            2 => self.group(machine, 1, &empty),
            _ => Ok(Value::tuple(self.groups(machine, &empty)?)),
        }
    }

    /// The number of a group.
    fn place(&self, machine: &mut Machine, group: &Value) -> Run<usize> {
        let found = match group {
            Value::Str(name) => self.names.iter().position(|own| own.as_ref() == Some(name)),
            other => usize::try_from(machine.index(other)?).ok(),
        };
        match found.filter(|at| *at < self.spans.len()) {
            Some(at) => Ok(at),
            None => Err(machine.error("IndexError", "no such group")),
        }
    }

    /// A byte of the text as the number of its character.
    fn character(&self, machine: &mut Machine, byte: usize) -> Run<Value> {
        machine.step(byte as u64 / 32)?;
        let before = self.text.get(..byte).unwrap_or_default().chars().count();
        Ok(Value::Int(i64::try_from(before).unwrap_or(i64::MAX)))
    }

    fn span(&self, machine: &mut Machine, at: usize) -> Run<(Value, Value)> {
        Ok(match self.spans.get(at).copied().flatten() {
            Some((start, end)) => (self.character(machine, start)?, self.character(machine, end)?),
            None => (Value::Int(-1), Value::Int(-1)),
        })
    }
}

/// Writes a text in which `\1` and `\g<name>` stand for groups.
pub(super) fn expand(
    machine: &mut Machine,
    template: &str,
    found: &Matched,
    whole: &mut String,
) -> Run<()> {
    machine.use_bytes(template.len())?;
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('\\') {
        whole.push_str(before);
        if let Some((group, behind)) = reference(after) {
            let at = found.place(machine, &group)?;
            let (start, end) = found.spans.get(at).copied().flatten().unwrap_or((0, 0));
            machine.use_bytes(end.saturating_sub(start))?;
            whole.push_str(found.text.get(start..end).unwrap_or_default());
            rest = behind;
            continue;
        }
        let mut letters = after.chars();
        match letters.next() {
            Some('n') => whole.push('\n'),
            Some('t') => whole.push('\t'),
            Some('\\') | None => whole.push('\\'),
            Some(other) => whole.extend(['\\', other]),
        }
        rest = letters.as_str();
    }
    whole.push_str(rest);
    Ok(())
}

/// The group that the text behind a backslash begins with, and what follows.
fn reference(text: &str) -> Option<(Value, &str)> {
    if let Some((name, behind)) = text.strip_prefix("g<").and_then(|name| name.split_once('>')) {
        return Some((name.parse().map_or_else(|_| Value::str(name), Value::Int), behind));
    }
    let digits = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (digits, behind) = text.split_at_checked(digits)?;
    Some((Value::Int(digits.parse().ok()?), behind))
}

const METHODS: [&str; 7] = ["group", "groups", "groupdict", "start", "end", "span", "expand"];

impl Native for Matched {
    fn is_compiled(&self) -> bool {
        true
    }
    fn type_name(&self) -> Rc<str> {
        "re.Match".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &METHODS
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if !METHODS.contains(&name) {
            return Ok(None);
        }
        let first = args.positional.first().cloned();
        Ok(Some(match name {
            "group" => {
                let mut pieces = Vec::new();
                for group in &args.positional {
                    let at = self.place(machine, group)?;
                    pieces.push(self.group(machine, at, &Value::None)?);
                }
                match pieces.as_slice() {
                    [] => self.group(machine, 0, &Value::None)?,
                    [one] => one.clone(),
                    _ => Value::tuple(pieces),
                }
            }
            "groups" => Value::tuple(self.groups(machine, &first.unwrap_or(Value::None))?),
            "groupdict" => {
                let default = first.unwrap_or(Value::None);
                let mut named = Vec::new();
                for (at, name) in self.names.iter().enumerate() {
                    if let Some(name) = name {
                        named.push((Rc::clone(name), self.group(machine, at, &default)?));
                    }
                }
                Value::dict(named)
            }
            "expand" => {
                let template = machine.str(&first.unwrap_or(Value::None))?;
                let mut whole = String::new();
                expand(machine, &template, &self, &mut whole)?;
                Value::str(whole)
            }
            _ => {
                let at = match &first {
                    Some(group) => self.place(machine, group)?,
                    None => 0,
                };
                let (start, end) = self.span(machine, at)?;
                match name {
                    "start" => start,
                    "end" => end,
                    _ => Value::tuple(vec![start, end]),
                }
            }
        }))
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "string" => Some(Value::Str(Rc::clone(&self.text))),
            "re" => Some(self.pattern.clone()),
            _ if METHODS.contains(&name) => Some(Value::bound(self, name)),
            _ => None,
        })
    }
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        let at = self.place(machine, key)?;
        self.group(machine, at, &Value::None).map(Some)
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let (start, end) = self.span(machine, 0)?;
        let span = machine.repr(&Value::tuple(vec![start, end]))?;
        let whole = self.group(machine, 0, &Value::None)?;
        let shown = machine.repr(&whole)?;
        Ok(Some(format!("<re.Match object; span={span}, match={shown}>").into()))
    }
}
