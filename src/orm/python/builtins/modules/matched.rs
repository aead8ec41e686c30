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
    pub(super) names: Vec<Option<Rc<str>>>,
}

impl Matched {
    pub(super) fn whole(&self) -> (usize, usize) {
        self.spans.first().copied().flatten().unwrap_or((0, 0))
    }

    fn piece(&self, at: usize) -> Option<Value> {
        let (start, end) = self.spans.get(at).copied().flatten()?;
        Some(Value::str(self.text.get(start..end).unwrap_or_default()))
    }

    pub(super) fn groups(&self, default: &Value) -> Vec<Value> {
        (1..self.spans.len()).map(|at| self.piece(at).unwrap_or_else(|| default.clone())).collect()
    }

    /// What `findall` gives of it: the whole, its one group, or all of them.
    pub(super) fn found(&self) -> Value {
        let empty = Value::str("");
        match self.spans.len() {
            0 | 1 => self.piece(0).unwrap_or(empty),
            2 => self.piece(1).unwrap_or(empty),
            _ => Value::tuple(self.groups(&empty)),
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
    fn character(&self, byte: usize) -> Value {
        let before = self.text.get(..byte).unwrap_or_default().chars().count();
        Value::Int(i64::try_from(before).unwrap_or(i64::MAX))
    }

    fn span(&self, at: usize) -> (Value, Value) {
        match self.spans.get(at).copied().flatten() {
            Some((start, end)) => (self.character(start), self.character(end)),
            None => (Value::Int(-1), Value::Int(-1)),
        }
    }
}

/// A text in which `\1` and `\g<name>` stand for groups.
pub(super) fn expand(machine: &mut Machine, template: &str, found: &Matched) -> Run<String> {
    let mut whole = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('\\') {
        whole.push_str(before);
        let mut letters = after.chars();
        let first = letters.next();
        let named = after.strip_prefix("g<").and_then(|name| name.split_once('>'));
        if let Some((name, behind)) = named {
            let group = name.parse().map_or_else(|_| Value::str(name), Value::Int);
            let at = found.place(machine, &group)?;
            let piece = found.piece(at).unwrap_or_else(|| Value::str(""));
            whole.push_str(&machine.str(&piece)?);
            rest = behind;
            continue;
        }
        match first {
            Some(digit) if digit.is_ascii_digit() => {
                let digits: String =
                    after.chars().take(2).take_while(char::is_ascii_digit).collect();
                let number = Value::Int(digits.parse().unwrap_or(0));
                let at = found.place(machine, &number)?;
                let piece = found.piece(at).unwrap_or_else(|| Value::str(""));
                whole.push_str(&machine.str(&piece)?);
                rest = after.get(digits.len()..).unwrap_or_default();
                continue;
            }
            Some('n') => whole.push('\n'),
            Some('t') => whole.push('\t'),
            Some(other) => {
                if other != '\\' {
                    whole.push('\\');
                }
                whole.push(other);
            }
            None => whole.push('\\'),
        }
        rest = letters.as_str();
    }
    whole.push_str(rest);
    Ok(whole)
}

const METHODS: [&str; 7] = ["group", "groups", "groupdict", "start", "end", "span", "expand"];

impl Native for Matched {
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
                    pieces.push(self.piece(at).unwrap_or(Value::None));
                }
                match pieces.as_slice() {
                    [] => self.piece(0).unwrap_or(Value::None),
                    [one] => one.clone(),
                    _ => Value::tuple(pieces),
                }
            }
            "groups" => Value::tuple(self.groups(&first.unwrap_or(Value::None))),
            "groupdict" => {
                let default = first.unwrap_or(Value::None);
                let named = self.names.iter().enumerate().filter_map(|(at, name)| {
                    let value = self.piece(at).unwrap_or_else(|| default.clone());
                    Some((Rc::clone(name.as_ref()?), value))
                });
                Value::dict(named.collect())
            }
            "expand" => {
                let template = machine.str(&first.unwrap_or(Value::None))?;
                Value::str(expand(machine, &template, &self)?)
            }
            _ => {
                let at = match &first {
                    Some(group) => self.place(machine, group)?,
                    None => 0,
                };
                let (start, end) = self.span(at);
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
        Ok(Some(self.piece(at).unwrap_or(Value::None)))
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let (start, end) = self.span(0);
        let span = machine.repr(&Value::tuple(vec![start, end]))?;
        let shown = machine.repr(&self.piece(0).unwrap_or(Value::None))?;
        Ok(Some(format!("<re.Match object; span={span}, match={shown}>").into()))
    }
}
