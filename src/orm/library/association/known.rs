//! What a proxy is, and what is known of it in one class.

use std::rc::Rc;

use crate::orm::mapper::shared::mapper_of;
use crate::orm::mapper::{Mapper, Property, Relationship};
use crate::orm::python::{Args, Class, Machine, Run, Value};

/// `association_proxy(…)`, standing in a class.
pub(super) struct Proxy {
    /// The relationship's name.
    pub(super) collection: Rc<str>,
    /// The attribute of the objects behind it.
    pub(super) attribute: Rc<str>,
    pub(super) creator: Option<Value>,
    pub(super) cascade_scalar_deletes: bool,
    pub(super) create_on_none: bool,
}

impl Proxy {
    /// What is behind the proxy in this class; none where it is not mapped.
    pub(super) fn known(
        self: &Rc<Self>,
        machine: &mut Machine,
        owner: &Rc<Class>,
    ) -> Run<Option<Known>> {
        let nearest = std::iter::once(owner).chain(&owner.ancestors).find_map(|it| mapper_of(it));
        let Some(mapper) = nearest else { return Ok(None) };
        mapper.registry.check(machine)?;
        let Some(relationship) = relationship(&mapper, &self.collection) else {
            let has = mapper.properties.borrow().contains_key(&self.collection);
            return Err(if has {
                let message =
                    "association proxy to a non-relationship intermediary is not supported";
                machine.error("NotImplementedError", message)
            } else {
                let message = format!(
                    "Mapper 'Mapper[{}({})]' has no property '{}'.  If this property was indicated \
                     from other mappers or configure events, ensure registry.configure() has been \
                     called.",
                    mapper.class.name, mapper.table.name, self.collection
                );
                crate::orm::core::errors::raise(machine, "InvalidRequestError", message)
            });
        };
        let Some(resolved) = relationship.resolved.get() else { return Ok(None) };
        Ok(Some(Known {
            proxy: Rc::clone(self),
            owner: Rc::clone(&mapper.class),
            target: Rc::clone(&resolved.target.class),
            is_scalar: !resolved.uselist,
        }))
    }
}

/// A proxy as one class has it: what is behind it is known.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) proxy: Rc<Proxy>,
    pub(super) owner: Rc<Class>,
    /// The class on the other side of the relationship.
    pub(super) target: Rc<Class>,
    /// The relationship is no collection.
    pub(super) is_scalar: bool,
}

/// A mapper's relationship of that name.
pub(super) fn relationship(mapper: &Mapper, name: &str) -> Option<Rc<Relationship>> {
    match mapper.properties.borrow().get(name) {
        Some(Property::Relationship(relationship)) => Some(Rc::clone(relationship)),
        _ => None,
    }
}

impl Known {
    /// A new object behind the relationship for a value, with a key in a dict.
    pub(super) fn create(
        &self,
        machine: &mut Machine,
        key: Option<Value>,
        value: Value,
    ) -> Run<Value> {
        let creator = match &self.proxy.creator {
            Some(creator) => creator.clone(),
            None => Value::Class(Rc::clone(&self.target)),
        };
        machine.call(&creator, Args::of(key.into_iter().chain([value]).collect()))
    }

    /// The value of an object behind the relationship.
    pub(super) fn value_of(&self, machine: &mut Machine, member: &Value) -> Run<Value> {
        match member {
            Value::None => Ok(Value::None),
            member => machine.attribute(member, &self.proxy.attribute),
        }
    }

    pub(super) fn set_value_of(
        &self,
        machine: &mut Machine,
        member: &Value,
        value: Value,
    ) -> Run<()> {
        machine.set_attribute(member, &self.proxy.attribute, value)
    }

    /// What the relationship gives for an object.
    pub(super) fn behind(&self, machine: &mut Machine, object: &Value) -> Run<Value> {
        machine.attribute(object, &self.proxy.collection)
    }

    pub(super) fn set_scalar(
        &self,
        machine: &mut Machine,
        object: &Value,
        value: Value,
    ) -> Run<()> {
        let member = self.behind(machine, object)?;
        let proxy = &self.proxy;
        if !member.is_none() {
            let is_none = value.is_none();
            self.set_value_of(machine, &member, value)?;
            if is_none && proxy.cascade_scalar_deletes {
                machine.set_attribute(object, &proxy.collection, Value::None)?;
            }
            return Ok(());
        }
        if value.is_none() && !proxy.create_on_none {
            return Ok(());
        }
        let made = self.create(machine, None, value)?;
        machine.set_attribute(object, &proxy.collection, made)
    }
}
