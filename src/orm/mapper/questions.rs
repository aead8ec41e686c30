//! What a script asks of a mapper by its methods.

use std::rc::Rc;

use super::{Mapper, Shared};
use crate::orm::core::Column;
use crate::orm::python::{Args, Iter, Machine, Run, Value};

/// The methods of a mapper.
pub(super) const METHODS: &[&str] = &[
    "get_property",
    "has_property",
    "get_property_by_column",
    "isa",
    "common_parent",
    "is_sibling",
    "iterate_to_root",
    "polymorphic_iterator",
    "primary_mapper",
    "primary_base_mapper",
    "identity_key_from_instance",
    "identity_key_from_primary_key",
    "identity_key_from_row",
    "primary_key_from_instance",
];

fn iterated(mappers: Vec<Rc<Mapper>>) -> Value {
    let values = mappers.into_iter().map(|mapper| Value::Native(mapper as _)).collect();
    Value::Iterator(Iter::over("generator", values))
}

impl Mapper {
    /// It and those that it inherits from.
    fn to_root(self: &Rc<Self>) -> Vec<Rc<Self>> {
        let mut line = vec![Rc::clone(self)];
        while let Some(above) = line.last().and_then(|mapper| mapper.inherits.clone()) {
            line.push(above);
        }
        line
    }

    /// It and those that inherit from it, level by level.
    pub(super) fn by_level(self: &Rc<Self>) -> Vec<Rc<Self>> {
        let (mut found, mut at) = (vec![Rc::clone(self)], 0);
        while let Some(mapper) = found.get(at).cloned() {
            found.extend(mapper.children.borrow().iter().cloned());
            at += 1;
        }
        found
    }

    /// What an identity map knows an object by: the base class, the key, and no token.
    fn identity(&self, base: &Rc<Self>, key: Vec<Value>) -> Value {
        let class = Value::Class(Rc::clone(&base.class));
        Value::tuple(vec![class, Value::tuple(key), Value::None])
    }

    /// The values of an object's key.
    fn key_of(&self, machine: &mut Machine, value: &Value) -> Run<Vec<Value>> {
        let Value::Instance(instance) = value else {
            let kind = machine.class_of(value);
            let text = format!("'{}' object has no attribute '_sa_instance_state'", kind.name);
            return Err(machine.error("AttributeError", text));
        };
        let instrumentation = Shared::instrumentation(machine)?;
        let mut key = Vec::new();
        for column in &self.primary_key {
            if let Some(property) = self.property_of(column) {
                key.push(instrumentation.get(machine, &property, instance)?);
            }
        }
        Ok(key)
    }

    /// One of [`METHODS`].
    ///
    /// # Errors
    ///
    /// InvalidRequestError for a property that it does not have; what reading an object raises.
    pub(super) fn asked(
        self: &Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let argument = args.positional.first();
        let other = argument.and_then(Value::native::<Self>);
        let key = argument.and_then(Value::as_str).unwrap_or_default();
        let given = argument.cloned().unwrap_or(Value::None);
        Ok(Some(match name {
            "get_property" => {
                self.registry.check(machine)?;
                match self.synonym(key) {
                    Some(synonym) => synonym,
                    None => self.property_or_error(machine, key)?.value(),
                }
            }
            "has_property" => {
                let known = self.properties.borrow().contains_key(key);
                Value::Bool(known || self.synonyms.borrow().contains_key(key))
            }
            "get_property_by_column" => {
                let column = argument.and_then(Value::native::<Column>);
                let found = column.and_then(|column| self.property_of(&column));
                match found {
                    Some(property) => property.value(),
                    None => {
                        let shown = machine.repr(&given)?;
                        return Err(machine.error("KeyError", shown));
                    }
                }
            }
            "isa" => Value::Bool(other.is_some_and(|other| self.is_a(&other))),
            "common_parent" => {
                Value::Bool(other.is_some_and(|other| Rc::ptr_eq(&self.base(), &other.base())))
            }
            "is_sibling" => Value::Bool(other.is_some_and(|other| {
                Rc::ptr_eq(&self.base(), &other.base()) && !self.is_a(&other) && !other.is_a(self)
            })),
            "iterate_to_root" => iterated(self.to_root()),
            "polymorphic_iterator" => iterated(self.by_level()),
            "primary_mapper" => Value::Native(Rc::clone(self) as _),
            "primary_base_mapper" => Value::Native(self.base() as _),
            "primary_key_from_instance" => Value::tuple(self.key_of(machine, &given)?),
            "identity_key_from_instance" => {
                let key = self.key_of(machine, &given)?;
                self.identity(&self.base(), key)
            }
            "identity_key_from_primary_key" => {
                let key = machine.collect(&given)?;
                self.identity(&self.base(), key)
            }
            "identity_key_from_row" => {
                let row = machine.attribute_if_any(&given, "_mapping")?.unwrap_or(given);
                let mut key = Vec::new();
                for column in &self.primary_key {
                    key.push(machine.item(&row, &Value::Native(Rc::clone(column) as _))?);
                }
                self.identity(&self.base(), key)
            }
            _ => return Ok(None),
        }))
    }
}
