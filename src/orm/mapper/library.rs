//! The names of `sqlalchemy.orm` that the mapper gives.

use std::rc::Rc;

use super::annotation::Container;
use super::coerce::Mapped;
use super::declared::{MappedColumn, Mapping};
use super::declared_attr::DeclaredAttrMaker;
use super::synonym::Synonym;
use super::{
    Entity, Relationship, alias, base, clear, configure, mapper_of_object, mapper_of_value,
    polymorphic, relationship, sides, unmapped_class, validates,
};
use crate::orm::core::{Library, errors};
use crate::orm::python::{Args, Machine, Module, Native, Run, Value};

/// Puts the mapper's names into `sqlalchemy.orm`, and lets Core understand mapped classes.
pub fn install(machine: &mut Machine) {
    let root = base::root(machine);
    let as_dataclass = base::as_dataclass(machine);
    let names: Vec<(&str, Value)> = vec![
        ("declarative_base", Value::function("declarative_base", base::declarative_base)),
        ("DeclarativeBase", Value::Class(root)),
        ("MappedAsDataclass", Value::Class(as_dataclass)),
        ("registry", Value::function("registry", base::registry)),
        ("relationship", Value::function("relationship", make_relationship)),
        ("dynamic_loader", Value::function("dynamic_loader", dynamic_loader)),
        ("backref", Value::function("backref", relationship::backref)),
        ("mapped_column", Value::function("mapped_column", mapped_column)),
        ("column_property", Value::function("column_property", |m, a| mapping(m, a, false))),
        ("deferred", Value::function("deferred", |m, a| mapping(m, a, true))),
        ("query_expression", Value::function("query_expression", query_expression)),
        ("synonym", Value::function("synonym", synonym)),
        ("synonym_for", Value::function("synonym_for", Synonym::make_for)),
        ("declared_attr", Value::of(DeclaredAttrMaker)),
        ("Mapped", Value::of(Container::Mapped)),
        ("DynamicMapped", Value::of(Container::Dynamic)),
        ("WriteOnlyMapped", Value::of(Container::WriteOnly)),
        ("aliased", Value::function("aliased", alias::aliased)),
        ("with_polymorphic", Value::function("with_polymorphic", polymorphic::with_polymorphic)),
        ("validates", Value::function("validates", validates::validates)),
        ("reconstructor", Value::function("reconstructor", validates::reconstructor)),
        ("foreign", sides::function(false)),
        ("remote", sides::function(true)),
        ("configure_mappers", Value::function("configure_mappers", configure_all)),
        ("clear_mappers", Value::function("clear_mappers", clear::clear_mappers)),
        ("class_mapper", Value::function("class_mapper", class_mapper)),
        ("object_mapper", Value::function("object_mapper", object_mapper)),
    ];
    let module = match machine.modules.get("sqlalchemy.orm") {
        Some(module) => Rc::clone(module),
        None => {
            let module =
                Rc::new(Module { name: "sqlalchemy.orm".into(), names: Default::default() });
            machine.modules.insert("sqlalchemy.orm".into(), Rc::clone(&module));
            module
        }
    };
    let names = names.into_iter().map(|(name, value)| (Rc::from(name), value));
    module.names.borrow_mut().extend(names);
    Library::of(machine).coercions.borrow_mut().push(Rc::new(Mapped));
}

fn make_relationship(machine: &mut Machine, args: Args) -> Run<Value> {
    Relationship::make(machine, args).map(|made| Value::Native(made))
}

fn dynamic_loader(machine: &mut Machine, mut args: Args) -> Run<Value> {
    args.named.push(("lazy".into(), Value::str("dynamic")));
    make_relationship(machine, args)
}

fn mapped_column(machine: &mut Machine, args: Args) -> Run<Value> {
    MappedColumn::make(machine, args).map(|made| Value::Native(made))
}

fn mapping(machine: &mut Machine, args: Args, deferred: bool) -> Run<Value> {
    Mapping::make(machine, args, deferred).map(|made| Value::Native(made))
}

fn query_expression(machine: &mut Machine, args: Args) -> Run<Value> {
    Mapping::by_query(machine, args).map(|made| Value::Native(made))
}

fn synonym(machine: &mut Machine, args: Args) -> Run<Value> {
    Synonym::make(machine, args).map(|made| Value::Native(made))
}

fn configure_all(machine: &mut Machine, args: Args) -> Run<Value> {
    args.bind(machine, "configure_mappers", &[])?;
    configure::configure_mappers(machine)?;
    Ok(Value::None)
}

/// `class_mapper(User)`.
///
/// # Errors
///
/// UnmappedClassError.
pub fn class_mapper(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "class_mapper", &["class_", "configure?"])?;
    let value = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
    let Some(mapper) = mapper_of_value(&value) else {
        return Err(unmapped_class(machine, &value));
    };
    mapper.registry.check(machine)?;
    Ok(Value::Native(mapper as Rc<dyn Native>))
}

/// `object_mapper(user)`.
///
/// # Errors
///
/// UnmappedInstanceError.
pub fn object_mapper(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "object_mapper", &["instance"])?;
    let value = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
    let found = match &value {
        Value::Instance(instance) => mapper_of_object(instance),
        _ => None,
    };
    match found {
        Some(mapper) => Ok(Value::Native(mapper as Rc<dyn Native>)),
        None => {
            let class = machine.class_of(&value);
            let message = format!("Class '{}.{}' is not mapped", class.module, class.name);
            Err(errors::raise(machine, "UnmappedInstanceError", message))
        }
    }
}

/// What `inspect()` gives for a mapped class, an alias or a mapper; none for anything else. The
/// mappers are not configured for it: what is asked of them then may do so.
///
/// # Errors
///
/// None of its own.
pub fn inspected(_machine: &mut Machine, value: &Value) -> Run<Option<Value>> {
    Ok(Entity::of(value).map(|entity| entity.inspected()))
}
