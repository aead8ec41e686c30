//! What an attribute was before, and how it differs from now.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::python::{Args, Comparison, Iter, Machine, Native, Run, Value};
use super::State;

/// What an attribute was when it was last in step with the database.
#[derive(Clone)]
pub enum Past {
    /// It had this value.
    Value(Value),
    /// It had no value.
    Never,
    /// It was not loaded.
    Unknown,
    /// The members of a collection.
    Items(Vec<Value>),
    /// What was done to a collection that is never loaded.
    Dynamic(Rc<DynamicPast>),
}

/// What was done to a `dynamic` or `write_only` collection since the last flush.
#[derive(Default)]
pub struct DynamicPast {
    /// What was added.
    pub added: RefCell<Vec<Value>>,
    /// What was removed.
    pub removed: RefCell<Vec<Value>>,
}

/// How an attribute differs from what it was. None stands for Python's `()`, where a scalar has
/// no such part.
#[derive(Clone, Default)]
pub struct History {
    /// What came.
    pub added: Option<Vec<Value>>,
    /// What stayed.
    pub unchanged: Option<Vec<Value>>,
    /// What went.
    pub deleted: Option<Vec<Value>>,
}

/// A history with states in place of objects; none where `None` stands among them.
#[derive(Clone, Default)]
pub struct StateHistory {
    /// What came.
    pub added: Vec<Option<Rc<State>>>,
    /// What stayed.
    pub unchanged: Vec<Option<Rc<State>>>,
    /// What went.
    pub deleted: Vec<Option<Rc<State>>>,
}

impl History {
    /// What came, as a slice.
    pub fn added(&self) -> &[Value] {
        self.added.as_deref().unwrap_or(&[])
    }

    /// What stayed, as a slice.
    pub fn unchanged(&self) -> &[Value] {
        self.unchanged.as_deref().unwrap_or(&[])
    }

    /// What went, as a slice.
    pub fn deleted(&self) -> &[Value] {
        self.deleted.as_deref().unwrap_or(&[])
    }

    /// Something came or went.
    pub fn has_changes(&self) -> bool {
        !self.added().is_empty() || !self.deleted().is_empty()
    }

    /// With states in place of objects.
    ///
    /// # Errors
    ///
    /// AttributeError where something among them is no mapped object.
    pub fn states(&self, machine: &mut Machine) -> Run<StateHistory> {
        Ok(StateHistory {
            added: states(machine, self.added())?,
            unchanged: states(machine, self.unchanged())?,
            deleted: states(machine, self.deleted())?,
        })
    }

    fn parts(&self) -> Vec<Value> {
        [&self.added, &self.unchanged, &self.deleted]
            .into_iter()
            .map(|part| match part {
                None => Value::tuple(Vec::new()),
                Some(values) => Value::list(values.clone()),
            })
            .collect()
    }
}

impl StateHistory {
    /// All of it.
    pub fn sum(&self) -> Vec<Option<Rc<State>>> {
        [&self.added[..], &self.unchanged, &self.deleted].concat()
    }

    /// What came or stayed.
    pub fn non_deleted(&self) -> Vec<Option<Rc<State>>> {
        [&self.added[..], &self.unchanged].concat()
    }

    /// What stayed or went.
    pub fn non_added(&self) -> Vec<Option<Rc<State>>> {
        [&self.unchanged[..], &self.deleted].concat()
    }

    /// There is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.unchanged.is_empty() && self.deleted.is_empty()
    }
}

fn states(machine: &mut Machine, values: &[Value]) -> Run<Vec<Option<Rc<State>>>> {
    values
        .iter()
        .map(
            |value| {
                if value.is_none() { Ok(None) } else { State::required(machine, value).map(Some) }
            },
        )
        .collect()
}

impl Native for History {
    fn type_name(&self) -> Rc<str> {
        "History".into()
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let place = match name {
            "added" => 0,
            "unchanged" => 1,
            "deleted" => 2,
            _ => return Ok(None),
        };
        Ok(self.parts().into_iter().nth(place))
    }

    fn call_method(
        self: Rc<Self>,
        _machine: &mut Machine,
        name: &str,
        _args: Args,
    ) -> Run<Option<Value>> {
        let joined = |parts: &[&[Value]]| Value::list(parts.concat());
        Ok(match name {
            "has_changes" => Some(Value::Bool(self.has_changes())),
            "empty" => Some(Value::Bool(!self.has_changes() && self.unchanged().is_empty())),
            "sum" => Some(joined(&[self.added(), self.unchanged(), self.deleted()])),
            "non_deleted" => Some(joined(&[self.added(), self.unchanged()])),
            "non_added" => Some(joined(&[self.unchanged(), self.deleted()])),
            _ => None,
        })
    }

    fn methods(&self) -> &'static [&'static str] {
        &["has_changes", "empty", "sum", "non_deleted", "non_added"]
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let mut shown = Vec::new();
        for part in self.parts() {
            shown.push(machine.repr(&part)?);
        }
        let [added, unchanged, deleted] = &shown[..] else { return Ok(None) };
        Ok(Some(format!("History(added={added}, unchanged={unchanged}, deleted={deleted})").into()))
    }

    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let other = match other.native::<History>() {
            Some(history) => Value::tuple(history.parts()),
            None => other.clone(),
        };
        machine.compare(op, &Value::tuple(self.parts()), &other).map(Some)
    }

    fn truth(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<bool>> {
        Ok(Some(self.added.is_some() || self.unchanged.is_some() || self.deleted.is_some()))
    }

    fn len(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(3))
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        machine.item(&Value::tuple(self.parts()), key).map(Some)
    }

    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Ok(Some(Iter::over("tuple_iterator", self.parts())))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
