//! `sqlalchemy.ext.associationproxy`: an attribute of the objects behind a relationship, as if it
//! were this object's own.

mod known;
mod collection;
mod class;

use std::rc::Rc;

use super::modules::set;
use crate::orm::python::builtins::annotation::Annotation;
use crate::orm::python::{Class, Instance, Machine, Native, Run, Value};

use self::class::ClassProxy;
use self::collection::{Proxied, of};
use self::known::{Known, Proxy};

/// The values behind it on an object: made when it is first asked for, which loads the collection,
/// and kept with the object from then on, as SQLAlchemy keeps them.
fn kept(
    proxy: &Rc<Proxy>,
    machine: &mut Machine,
    known: Known,
    instance: &Rc<Instance>,
) -> Run<Value> {
    let name = format!("_AssociationProxy_{}_{}", proxy.collection, Rc::as_ptr(proxy).addr());
    let kept = instance.dict.borrow().get(&*name).cloned();
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let made = of(machine, known, Value::Instance(Rc::clone(instance)))?;
    instance.dict.borrow_mut().insert(name.into(), made.clone());
    Ok(made)
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
        kept(&self, machine, known, instance)
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
        match kept(&self, machine, known, instance)?.native::<Proxied>() {
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

/// `AssociationProxy`, as an annotation: `words: AssociationProxy[list[str]] = association_proxy(…)`.
struct ProxyType(Rc<Class>);

impl Native for ProxyType {
    fn type_name(&self) -> Rc<str> {
        "type".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        let args = match key {
            Value::Tuple(_) => machine.collect(key)?,
            one => vec![one.clone()],
        };
        Ok(Some(Value::of(Annotation::of(Rc::clone(&self.0), args))))
    }
}

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
    let module = "sqlalchemy.ext.associationproxy";
    let class = machine.new_class("AssociationProxy", module, Vec::new(), None);
    set(machine, module, "AssociationProxy", Value::of(ProxyType(class)));
}
