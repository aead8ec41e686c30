//! What annotations add to columns and relationships.

use std::rc::Rc;

use super::annotation::{Container, Hint};
use super::declared::MappedColumn;
use super::scan::Scan;
use super::{Lazy, Relationship};
use crate::orm::core::{Column, errors};
use crate::orm::python::{Machine, Run, Value};

/// What the annotation says of a column: its type, and whether it may be NULL.
pub(super) fn annotate_column(
    machine: &mut Machine,
    scan: &Scan,
    name: &Rc<str>,
    mapped: &Rc<MappedColumn>,
) -> Run<()> {
    let collected = scan.annotations.get(name);
    let annotation = collected.and_then(|collected| collected.annotation.clone());
    let Some(annotation) = annotation else {
        let column = mapped.column.borrow().clone();
        column.take_name(name);
        if column.type_is_open.get() && column.foreign_keys.borrow().is_empty() {
            let class = &scan.class.name;
            let message = format!(
                "Python typing annotation is required for attribute \"{class}.{name}\" when primary \
                 argument(s) for \"MappedColumn\" construct are None or not present"
            );
            return errors::argument(machine, message);
        }
        return Ok(());
    };
    if let Some(annotated) = collected.and_then(|collected| collected.annotated.clone()) {
        let own = mapped.column.borrow().clone();
        let from = annotated.column.borrow().copied(machine);
        let merged = merged(&from, &own);
        *mapped.column.borrow_mut() = merged;
        if mapped.deferred.get().is_none() {
            mapped.deferred.set(annotated.deferred.get());
        }
        if mapped.sort_order.get() == 0 {
            mapped.sort_order.set(annotated.sort_order.get());
        }
    }
    let column = mapped.column.borrow().clone();
    column.take_name(name);
    let hint = Hint::read(&annotation.inner);
    let hint = match &hint {
        Hint::Name(_) => super::annotation::resolved(machine, &hint)?,
        _ => hint,
    };
    let (_, nullable) = hint.clone().without_none();
    if !column.nullable_given {
        column.nullable.set(nullable);
    }
    if column.type_is_open.get() && column.foreign_keys.borrow().is_empty() {
        let ty = scan.registry.column_type(machine, name, &annotation, &hint)?;
        *column.ty.borrow_mut() = ty;
        column.type_is_open.set(false);
    }
    Ok(())
}

/// A column of `Annotated`, with what was said beside it.
fn merged(from: &Rc<Column>, own: &Rc<Column>) -> Rc<Column> {
    if let Some(name) = own.name.borrow().clone() {
        *from.name.borrow_mut() = Some(name);
    }
    if let Some(key) = own.key.borrow().clone() {
        *from.key.borrow_mut() = Some(key);
    }
    if !own.type_is_open.get() {
        *from.ty.borrow_mut() = own.ty.borrow().clone();
        from.type_is_open.set(false);
    }
    from.primary_key.set(from.primary_key.get() || own.primary_key.get());
    from.unique.set(from.unique.get() || own.unique.get());
    from.index.set(from.index.get() || own.index.get());
    if own.nullable_given {
        from.nullable.set(own.nullable.get());
    }
    for (to, own) in [(&from.default, &own.default), (&from.onupdate, &own.onupdate)] {
        if let Some(given) = own.borrow().clone() {
            *to.borrow_mut() = Some(given);
        }
    }
    if let Some(given) = own.server_default.borrow().clone() {
        *from.server_default.borrow_mut() = Some(given);
    }
    for key in own.foreign_keys.borrow().iter() {
        *key.parent.borrow_mut() = Rc::downgrade(from);
        from.foreign_keys.borrow_mut().push(Rc::clone(key));
    }
    Rc::clone(from)
}

/// What the annotation says of a relationship: the class, and the kind of collection.
pub(super) fn annotate_relationship(
    machine: &mut Machine,
    scan: &Scan,
    name: &Rc<str>,
    relationship: &Rc<Relationship>,
) -> Run<()> {
    let collected = scan.annotations.get(name);
    let annotation = collected.and_then(|collected| collected.annotation.clone());
    let Some(annotation) = annotation else {
        if relationship.argument.borrow().is_none() {
            let class = &scan.class.name;
            let message = format!(
                "Python typing annotation is required for attribute \"{class}.{name}\" when primary \
                 argument(s) for \"Relationship\" construct are None or not present"
            );
            return errors::argument(machine, message);
        }
        return Ok(());
    };
    let later = match annotation.container {
        Container::Dynamic => Some((Lazy::Dynamic, "dynamic")),
        Container::WriteOnly => Some((Lazy::WriteOnly, "write_only")),
        Container::Mapped => None,
    };
    if let Some((lazy, word)) = later {
        relationship.lazy.set(lazy);
        *relationship.lazy_written.borrow_mut() = Value::str(word);
    }
    let mut hint = Hint::read(&annotation.inner).without_none().0;
    if let Hint::Name(text) = &hint
        && text.contains(['[', '|'])
    {
        hint = super::annotation::resolved(machine, &hint)?.without_none().0;
    }
    let mut argument = hint.clone();
    if let Hint::Generic(kind, _, inner) = &hint {
        let collection = match &**kind {
            "list" | "set" | "dict" => Some(machine.builtin_class(kind)),
            "frozenset" | "tuple" => Some(machine.builtin_class(kind)),
            "sequence" | "collection" | "iterable" | "mutablesequence" | "mutableset"
            | "mapping" | "mutablemapping" | "abstractset"
                if relationship.collection_class.borrow().is_none() =>
            {
                let proper = match &**kind {
                    "mutablesequence" => "MutableSequence",
                    "mutableset" => "MutableSet",
                    "mutablemapping" => "MutableMapping",
                    "abstractset" => "Set",
                    "sequence" => "Sequence",
                    "iterable" => "Iterable",
                    "mapping" => "Mapping",
                    _ => "Collection",
                };
                let message = format!(
                    "Collection annotation type <class 'collections.abc.{proper}'> cannot be \
                     instantiated; please provide an explicit 'collection_class' parameter (e.g. \
                     list, set, etc.) to the relationship() function to accompany this annotation"
                );
                return errors::argument(machine, message);
            }
            _ => None,
        };
        match collection {
            Some(class) if relationship.collection_class.borrow().is_none() => {
                *relationship.collection_class.borrow_mut() = Some(Value::Class(class));
            }
            Some(_) => {}
            None if later.is_none() => relationship.uselist.set(Some(false)),
            None => {}
        }
        let last = if matches!(&**kind, "dict" | "mapping") { inner.last() } else { inner.first() };
        argument = last.cloned().unwrap_or(Hint::Nothing);
    }
    if relationship.collection_class.borrow().is_none() && later.is_none() {
        relationship.uselist.set(Some(false));
    }
    if relationship.argument.borrow().is_none() {
        let argument = match argument.without_none().0 {
            Hint::Class(class) => Value::Class(class),
            Hint::Name(name) => Value::Str(name.trim_matches(['\'', '"']).into()),
            Hint::Other(value) => value,
            _ => annotation.inner.clone(),
        };
        *relationship.argument.borrow_mut() = argument;
    }
    Ok(())
}
