//! Things by name, as a script gets them from a mapper.

use std::rc::Rc;

use crate::orm::python::{Args, Iter, Machine, Native, Run, Value};

/// Things by name, as `inspect(User).relationships`: by item, by attribute, and one after another.
pub(super) struct Collection {
    entries: Vec<(Rc<str>, Value)>,
}

impl Collection {
    pub fn value(entries: Vec<(Rc<str>, Value)>) -> Value {
        Value::of(Self { entries })
    }
    fn get(&self, name: &str) -> Option<Value> {
        self.entries.iter().find(|(key, _)| &**key == name).map(|(_, value)| value.clone())
    }
}

impl Native for Collection {
    fn type_name(&self) -> Rc<str> {
        "ReadOnlyProperties".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        let name = "sqlalchemy.util._collections.ReadOnlyProperties";
        Ok(Some(format!("<{name} object at 0x{address:x}>").into()))
    }
    fn methods(&self) -> &'static [&'static str] {
        &["keys", "values", "items", "get"]
    }
    fn call_method(
        self: Rc<Self>,
        _machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let entries = self.entries.iter();
        Ok(Some(match name {
            "keys" => Value::list(entries.map(|(key, _)| Value::Str(Rc::clone(key))).collect()),
            "values" => Value::list(entries.map(|(_, value)| value.clone()).collect()),
            "items" => Value::list(
                entries
                    .map(|(key, value)| {
                        Value::tuple(vec![Value::Str(Rc::clone(key)), value.clone()])
                    })
                    .collect(),
            ),
            "get" => {
                let name = args.positional.first().and_then(|name| self.get(name.as_str()?));
                name.or_else(|| args.positional.get(1).cloned()).unwrap_or(Value::None)
            }
            _ => return Ok(None),
        }))
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        match self.get(name) {
            Some(found) => Ok(Some(found)),
            None => Err(machine.error("AttributeError", name)),
        }
    }
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        match key.as_str().and_then(|name| self.get(name)) {
            Some(found) => Ok(Some(found)),
            None => {
                let text = machine.repr(key)?;
                Err(machine.error("KeyError", text))
            }
        }
    }
    fn contains(self: Rc<Self>, _machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        Ok(Some(item.as_str().is_some_and(|name| self.get(name).is_some())))
    }
    fn len(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.entries.len()))
    }
    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        let values = self.entries.iter().map(|(_, value)| value.clone()).collect();
        Ok(Some(Iter::over("list_iterator", values)))
    }
}
