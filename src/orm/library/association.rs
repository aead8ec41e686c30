//! `sqlalchemy.ext.associationproxy`: an attribute of the objects behind a relationship, as if it
//! were this object's own.

mod collection;
mod class;

use std::rc::Rc;

use super::modules::set;
use crate::orm::mapper::shared::mapper_of;
use crate::orm::mapper::{Mapper, Property, Relationship};
use crate::orm::python::{Args, Class, Instance, Machine, Native, Run, Value};

use self::class::ClassProxy;
use self::collection::{Proxied, of};

/// `association_proxy(…)`, standing in a class.
struct Proxy {
    /// The relationship's name.
    collection: Rc<str>,
    /// The attribute of the objects behind it.
    attribute: Rc<str>,
    creator: Option<Value>,
    cascade_scalar_deletes: bool,
    create_on_none: bool,
}

/// A proxy as one class has it: what is behind it is known.
#[derive(Clone)]
struct Known {
    proxy: Rc<Proxy>,
    owner: Rc<Class>,
    /// The class on the other side of the relationship.
    target: Rc<Class>,
    /// The relationship is no collection.
    is_scalar: bool,
}

impl Proxy {
    /// What is behind the proxy in this class; none where it is not mapped.
    fn known(self: &Rc<Self>, machine: &mut Machine, owner: &Rc<Class>) -> Run<Option<Known>> {
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

impl Proxy {
    /// The values behind it on an object: made when it is first asked for, which loads the
    /// collection, and kept with the object from then on, as SQLAlchemy keeps them.
    fn kept(
        self: &Rc<Self>,
        machine: &mut Machine,
        known: Known,
        instance: &Rc<Instance>,
    ) -> Run<Value> {
        let key: Rc<str> =
            format!("_AssociationProxy_{}_{}", self.collection, Rc::as_ptr(self).addr()).into();
        if let Some(kept) = instance.dict.borrow().get(&key) {
            return Ok(kept.clone());
        }
        let made = of(machine, known, Value::Instance(Rc::clone(instance)))?;
        instance.dict.borrow_mut().insert(key, made.clone());
        Ok(made)
    }
}

/// A mapper's relationship of that name.
fn relationship(mapper: &Mapper, name: &str) -> Option<Rc<Relationship>> {
    match mapper.properties.borrow().get(name) {
        Some(Property::Relationship(relationship)) => Some(Rc::clone(relationship)),
        _ => None,
    }
}

impl Known {
    /// A new object behind the relationship for a value, with a key in a dict.
    fn create(&self, machine: &mut Machine, key: Option<Value>, value: Value) -> Run<Value> {
        let creator = match &self.proxy.creator {
            Some(creator) => creator.clone(),
            None => Value::Class(Rc::clone(&self.target)),
        };
        machine.call(&creator, Args::of(key.into_iter().chain([value]).collect()))
    }

    /// The value of an object behind the relationship.
    fn value_of(&self, machine: &mut Machine, member: &Value) -> Run<Value> {
        match member {
            Value::None => Ok(Value::None),
            member => machine.attribute(member, &self.proxy.attribute),
        }
    }

    fn set_value_of(&self, machine: &mut Machine, member: &Value, value: Value) -> Run<()> {
        machine.set_attribute(member, &self.proxy.attribute, value)
    }

    /// What the relationship gives for an object.
    fn behind(&self, machine: &mut Machine, object: &Value) -> Run<Value> {
        machine.attribute(object, &self.proxy.collection)
    }

    fn set_scalar(&self, machine: &mut Machine, object: &Value, value: Value) -> Run<()> {
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

impl Native for Proxy {
    fn type_name(&self) -> Rc<str> {
        "AssociationProxy".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn is_descriptor(&self) -> bool {
        true
    }
    fn takes_sets(&self) -> bool {
        true
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "target_collection" => Some(Value::Str(Rc::clone(&self.collection))),
            "value_attr" => Some(Value::Str(Rc::clone(&self.attribute))),
            _ => None,
        })
    }
    fn repr(self: Rc<Self>, _: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("AssociationProxy('{}', '{}')", self.collection, self.attribute).into()))
    }
    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        owner: &Rc<Class>,
    ) -> Run<Value> {
        let Some(known) = self.known(machine, owner)? else { return Ok(Value::Native(self)) };
        let Some(instance) = instance else { return Ok(Value::of(ClassProxy { known })) };
        let object = Value::Instance(Rc::clone(instance));
        if known.is_scalar {
            let member = known.behind(machine, &object)?;
            return known.value_of(machine, &member);
        }
        self.kept(machine, known, instance)
    }
    fn descriptor_set(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
        value: Value,
    ) -> Run<()> {
        let Some(known) = self.known(machine, &instance.class)? else { return Ok(()) };
        let object = Value::Instance(Rc::clone(instance));
        if known.is_scalar {
            return known.set_scalar(machine, &object, value);
        }
        match self.kept(machine, known, instance)?.native::<Proxied>() {
            Some(proxied) => proxied.replace(machine, &value),
            None => Ok(()),
        }
    }
    fn descriptor_delete(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
    ) -> Run<()> {
        let Some(known) = self.known(machine, &instance.class)? else { return Ok(()) };
        let object = Value::Instance(Rc::clone(instance));
        if known.is_scalar {
            let member = known.behind(machine, &object)?;
            if !member.is_none() {
                machine.delete_attribute(&member, &self.attribute)?;
            }
        }
        machine.delete_attribute(&object, &self.collection)
    }
}

/// What may be given by name.
const NAMES: [&str; 15] = [
    "target_collection",
    "attr",
    "*",
    "creator?",
    "getset_factory?",
    "proxy_factory?",
    "proxy_bulk_set?",
    "info?",
    "cascade_scalar_deletes?",
    "create_on_none_assignment?",
    "init?",
    "repr?",
    "default?",
    "default_factory?",
    "compare?",
];

/// Makes the module `sqlalchemy.ext.associationproxy`.
pub(super) fn install(machine: &mut Machine) {
    let make = Value::function("association_proxy", |machine, args| {
        let taken = args.bind(machine, "association_proxy", &NAMES)?;
        let mut values = taken.values.into_iter();
        let mut next = || values.next().flatten().filter(|value| !value.is_none());
        let (collection, attribute, creator) = (next(), next(), next());
        for name in ["getset_factory", "proxy_factory", "proxy_bulk_set"] {
            if next().is_some() {
                return Err(machine.unsupported(format!("association_proxy({name}=…)")));
            }
        }
        let (_info, cascade, create) = (next(), next(), next());
        let is = |machine: &mut Machine, value: Option<Value>| match value {
            Some(value) => machine.truth(&value),
            None => Ok(false),
        };
        let text = |machine: &mut Machine, value: Option<Value>| match value {
            Some(Value::Str(text)) => Ok(text),
            other => machine.repr(&other.unwrap_or(Value::None)),
        };
        Ok(Value::of(Proxy {
            collection: text(machine, collection)?,
            attribute: text(machine, attribute)?,
            creator,
            cascade_scalar_deletes: is(machine, cascade)?,
            create_on_none: is(machine, create)?,
        }))
    });
    set(machine, "sqlalchemy.ext.associationproxy", "association_proxy", make);
}
