//! `registry.map_imperatively(Class, table, properties={…})`, and `@registry.mapped`: classes that
//! no declarative base stands above.

use std::rc::Rc;

use indexmap::IndexMap;

use super::build::Building;
use super::declared::{Declared, MappedColumn, Mapping};
use super::scan::Scan;
use super::shared::set;
use super::synonym::Synonym;
use super::{
    Mapper, Registry, Relationship, dataclass, declare, entries, mapper_of, mapper_of_value, object,
};
use crate::orm::core::{Column, Table, errors};
use crate::orm::python::{Args, Class, Instance, Machine, Meta, Native, Run, Value};

/// What a class is that was mapped when it was there already.
struct Adopted;

impl Meta for Adopted {
    fn class_made(
        &self,
        _machine: &mut Machine,
        _class: &Rc<Class>,
        _keywords: &[(Rc<str>, Value)],
    ) -> Run<()> {
        Ok(())
    }
    fn class_attribute_set(
        &self,
        _machine: &mut Machine,
        _class: &Rc<Class>,
        _name: &str,
        _value: &Value,
    ) -> Run<bool> {
        Ok(false)
    }
    fn instance_made(&self, machine: &mut Machine, instance: &Rc<Instance>) -> Run<()> {
        object::made(machine, instance)
    }
    fn init(&self, machine: &mut Machine, instance: &Rc<Instance>, mut args: Args) -> Run<()> {
        match instance.class.in_line("__init__") {
            Some((_, init)) => {
                args.positional.insert(0, Value::Instance(Rc::clone(instance)));
                machine.call(&init, args).map(drop)
            }
            None => object::init(machine, instance, args),
        }
    }
}

/// The class is this registry's from now on.
fn adopt(machine: &mut Machine, value: &Value) -> Run<Rc<Class>> {
    let Value::Class(class) = value else {
        let kind = Value::Class(machine.class_of(value));
        let kind = machine.repr(&kind)?;
        let message =
            format!("Argument 'cls_' is expected to be of type '<class 'type'>', got '{kind}'");
        return errors::argument(machine, message);
    };
    if mapper_of(class).is_some() || class.meta.get().is_some() {
        let shown = machine.repr(value)?;
        let message = format!("Class '{shown}' already has a primary mapper defined. ");
        return errors::argument(machine, message);
    }
    // It has none, as was just seen.
    let _ = class.meta.set(Rc::new(Adopted));
    Ok(Rc::clone(class))
}

impl Registry {
    /// `map_imperatively(class_, local_table=None, **kw)`.
    ///
    /// # Errors
    ///
    /// ArgumentError where the class is mapped already; what the mapper is refused for.
    pub(super) fn map_imperatively(
        self: &Rc<Self>,
        machine: &mut Machine,
        args: Args,
    ) -> Run<Value> {
        let parameters = ["class_", "local_table?", "**kw"];
        let mut taken = args.bind(machine, "registry.map_imperatively", &parameters)?;
        let mut take = |at: usize| taken.values.get_mut(at).and_then(Option::take);
        let (class, table) = (take(0).unwrap_or(Value::None), take(1));
        let class = adopt(machine, &class)?;
        let mut given = taken.named;
        let mut pick = |name: &str| {
            let at = given.iter().position(|(own, _)| &**own == name)?;
            Some(given.remove(at).1).filter(|value| !value.is_none())
        };
        let (properties, inherits) = (pick("properties"), pick("inherits"));
        let table = table.or_else(|| pick("local_table")).filter(|value| !value.is_none());
        let inherits = match inherits {
            None => None,
            Some(value) => match mapper_of_value(&value) {
                Some(mapper) => Some(mapper),
                None => return Err(super::unmapped_class(machine, &value)),
            },
        };
        let table = match (table, &inherits) {
            (Some(table), _) => match table.native::<Table>() {
                Some(table) => Some(table),
                None => return Err(machine.unsupported("a class mapped to what is no table")),
            },
            (None, Some(_)) => None,
            (None, None) => {
                let message = format!(
                    "Mapper[{}(None)] has None for a primary table argument and does not specify \
                     'inherits'",
                    class.name
                );
                return errors::argument(machine, message);
            }
        };
        if let Some(table) = &table {
            set(&class, "__table__", Value::Native(Rc::clone(table) as Rc<dyn Native>));
        }
        let scan = Scan::imperative(self, &class, given);
        self.add_class(machine, &class);
        let properties = match properties {
            Some(Value::Dict(dict)) => {
                let given = entries::named(machine, &dict)?;
                declared(machine, given)?
            }
            _ => IndexMap::new(),
        };
        Building { scan, inherits, properties, columns: Vec::new(), table }.build(machine)?;
        Ok(mapper_of(&class).map_or(Value::None, |mapper: Rc<Mapper>| Value::Native(mapper)))
    }

    /// `@registry.mapped`: the class is read as one below a declarative base is.
    ///
    /// # Errors
    ///
    /// What SQLAlchemy raises about the class.
    pub(super) fn mapped(
        self: &Rc<Self>,
        machine: &mut Machine,
        class: &Value,
        as_dataclass: Option<&[(Rc<str>, Value)]>,
    ) -> Run<Value> {
        let own = adopt(machine, class)?;
        if let Some(said) = as_dataclass {
            dataclass::say(&own, said);
        }
        declare::map(machine, self, &own)?;
        Ok(class.clone())
    }

    /// `@registry.mapped_as_dataclass`, also with arguments.
    ///
    /// # Errors
    ///
    /// What SQLAlchemy raises about the class.
    pub(super) fn mapped_as_dataclass(
        self: &Rc<Self>,
        machine: &mut Machine,
        args: Args,
    ) -> Run<Value> {
        let said = args.named;
        match args.positional.into_iter().next().filter(|class| !class.is_none()) {
            Some(class) => self.mapped(machine, &class, Some(&said)),
            None => {
                let own = Rc::clone(self);
                Ok(Value::function("decorate", move |machine, args| {
                    let taken = args.bind(machine, "decorate", &["cls"])?;
                    let class = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
                    own.mapped(machine, &class, Some(&said))
                }))
            }
        }
    }
}

/// What `properties` says.
fn declared(
    machine: &mut Machine,
    given: Vec<(Rc<str>, Value)>,
) -> Run<IndexMap<Rc<str>, Declared>> {
    let mut found = IndexMap::new();
    for (key, value) in given {
        let one = if let Some(column) = value.native::<Column>() {
            Declared::Column(column)
        } else if let Some(mapped) = value.native::<MappedColumn>() {
            Declared::Mapped(mapped)
        } else if let Some(relationship) = value.native::<Relationship>() {
            Declared::Relationship(relationship)
        } else if let Some(mapping) = value.native::<Mapping>() {
            Declared::Mapping(mapping)
        } else if let Some(synonym) = value.native::<Synonym>() {
            Declared::Synonym(synonym)
        } else {
            Declared::Mapping(Mapping::make(machine, Args::of(vec![value]), false)?)
        };
        found.insert(key, one);
    }
    Ok(found)
}
