//! Mapped classes that are dataclasses: `MappedAsDataclass`, `@registry.mapped_as_dataclass`.

use std::rc::Rc;

use indexmap::IndexMap;

use super::Relationship;
use super::annotation::{Annotation, worked_out};
use super::declared::{Declared, MappedColumn, Mapping};
use super::scan::Scan;
use super::shared::set;
use crate::orm::core::errors;
use crate::orm::python::builtins::dataclass::{Field, Named, Options};
use crate::orm::python::{Class, Machine, Native, Run, Stop, Value};

/// Where a class keeps what was said about it as a dataclass.
const KEPT: &str = "_sa_apply_dc_transforms";

/// What was said about a class as a dataclass: names and values.
struct Said(Vec<(Rc<str>, Value)>);

impl Native for Said {
    fn type_name(&self) -> Rc<str> {
        "dict".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// The mark of `MappedAsDataclass` itself.
pub(super) struct Mixin;

/// It is `MappedAsDataclass` itself.
pub(super) fn is_mixin(class: &Class) -> bool {
    class.slot.borrow().as_ref().is_some_and(|slot| slot.is::<Mixin>())
}

/// The class is to be a dataclass, with what is said here and was said of the classes above.
pub(super) fn say(class: &Rc<Class>, said: &[(Rc<str>, Value)]) {
    let mut all = said_of(class).map(|known| known.0.clone()).unwrap_or_default();
    for (name, value) in said {
        all.retain(|(known, _)| known != name);
        all.push((Rc::clone(name), value.clone()));
    }
    set(class, KEPT, Value::of(Said(all)));
}

/// What the head of a class may say of it as a dataclass.
const KEYWORDS: [&str; 7] = ["init", "repr", "eq", "order", "unsafe_hash", "match_args", "kw_only"];

/// Looks at the head of a class.
///
/// # Errors
///
/// TypeError for what says nothing of a dataclass.
pub(super) fn keywords(
    machine: &mut Machine,
    class: &Class,
    given: &[(Rc<str>, Value)],
) -> Run<()> {
    if given.iter().all(|(name, _)| KEYWORDS.contains(&&**name)) {
        return Ok(());
    }
    let text = format!("{}.__init_subclass__() takes no keyword arguments", class.name);
    Err(machine.error("TypeError", text))
}

fn said_of(class: &Rc<Class>) -> Option<Rc<Said>> {
    class.in_line(KEPT).and_then(|(_, value)| value.native())
}

/// The class is to be a dataclass.
pub(super) fn is_one(class: &Rc<Class>) -> bool {
    said_of(class).is_some()
}

fn options(machine: &mut Machine, class: &Rc<Class>) -> Run<Options> {
    let mut options = Options::default();
    let said = said_of(class).map(|said| said.0.clone()).unwrap_or_default();
    for (name, value) in said {
        let value = machine.truth(&value)?;
        match &*name {
            "init" => options.init = value,
            "repr" => options.repr = value,
            "eq" => options.eq = value,
            "order" => options.order = value,
            "unsafe_hash" => options.hashes = value,
            "kw_only" => options.by_name = value,
            "match_args" => {}
            other => {
                let message = format!("Dataclass argument(s) '{other}' are not accepted");
                return errors::argument(machine, message);
            }
        }
    }
    Ok(options)
}

/// What an attribute says of itself as a field.
fn field_of(machine: &mut Machine, value: &Value) -> Run<Field> {
    if let Some(mapped) = value.native::<MappedColumn>() {
        return mapped.field.field(machine, false, false);
    }
    if let Some(relationship) = value.native::<Relationship>() {
        let options = relationship.field.borrow().clone();
        return options.field(machine, true, false);
    }
    if let Some(mapping) = value.native::<Mapping>() {
        return mapping.field.field(machine, false, mapping.expression.is_some());
    }
    Ok(Field::default())
}

/// Makes a mapped class a dataclass, before its attributes are put on it.
///
/// # Errors
///
/// InvalidRequestError for what Python's dataclasses refuse, for a class that is one already, and
/// where a class above that is none has attributes; ArgumentError for arguments that only a
/// dataclass takes, where the class is none.
pub(super) fn complete(
    machine: &mut Machine,
    scan: &Scan,
    declared: &IndexMap<Rc<str>, Declared>,
) -> Run<()> {
    let class = &scan.class;
    if !is_one(class) {
        return refuse(machine, class, declared);
    }
    let shown = machine.repr(&Value::Class(Rc::clone(class)))?;
    if Machine::is_dataclass(class) {
        let message = format!(
            "Class {shown} is already a dataclass; ensure that base classes / decorator styles of \
             establishing dataclasses are not being mixed. This can happen if a class that \
             inherits from 'MappedAsDataclass', even indirectly, is been mapped with \
             '@registry.mapped_as_dataclass'"
        );
        return errors::invalid(machine, message);
    }
    let mut fields = Vec::new();
    let mut foreign: IndexMap<Rc<str>, (Rc<Class>, Vec<String>)> = IndexMap::new();
    for (name, collected) in &scan.annotations {
        if collected.annotation.is_none() {
            continue;
        }
        let Some(value) = scan.attributes.get(name) else { continue };
        if let Some(origin) = origin(class, name)
            && !Machine::is_dataclass(&origin)
        {
            let entry = foreign.entry(origin.qualified()).or_insert_with(|| (origin, Vec::new()));
            entry.1.push(format!("'{name}'"));
        }
        if let Some(mapped) = value.native::<MappedColumn>() {
            *mapped.usual.borrow_mut() = mapped.field.get("default").cloned();
        }
        let field = Rc::new(field_of(machine, value)?);
        fields.push(Named { name: Rc::clone(name), field });
    }
    if let Some((origin, names)) = foreign.into_values().next() {
        let origin = machine.repr(&Value::Class(origin))?;
        let message = format!(
            "When transforming {shown} to a dataclass, attribute(s) {} originates from superclass \
             {origin}, which is not a dataclass.  When declaring SQLAlchemy Declarative \
             Dataclasses, ensure that all mixin classes and other superclasses which include \
             attributes are also a subclass of MappedAsDataclass or make use of the \
             @unmapped_dataclass decorator.",
            names.join(", ")
        );
        return Err(errors::raise_coded(machine, "InvalidRequestError", message, "dcmx"));
    }
    finish(machine, class, fields)
}

/// Gives a class the fields and methods of a dataclass.
fn finish(machine: &mut Machine, class: &Rc<Class>, fields: Vec<Named>) -> Run<()> {
    let options = options(machine, class)?;
    let done = machine.complete_dataclass(class, fields, options, "__init__");
    done.or_else(|stop| {
        let Stop::Raised(raised) = &stop else { return Err(stop) };
        let raised = machine.repr(&Value::Instance(Rc::clone(&raised.exception)))?;
        let message = format!(
            "Python dataclasses error encountered when creating dataclass for '{}': {raised}. \
             Please refer to Python dataclasses documentation for additional information.",
            class.name
        );
        Err(errors::raise_coded(machine, "InvalidRequestError", message, "dcte"))
    })
}

/// The class above, if it is not this one, from which an annotation comes.
fn origin(class: &Rc<Class>, name: &str) -> Option<Rc<Class>> {
    if class.annotations.borrow().contains_key(name) {
        return None;
    }
    class.ancestors.iter().find(|above| above.annotations.borrow().contains_key(name)).cloned()
}

fn refuse(
    machine: &mut Machine,
    class: &Rc<Class>,
    declared: &IndexMap<Rc<str>, Declared>,
) -> Run<()> {
    for (key, one) in declared {
        let names = match one {
            Declared::Mapped(mapped) => mapped.field.names(true),
            Declared::Relationship(own) => own.field.borrow().names(false),
            Declared::Mapping(mapping) => mapping.field.names(false),
            Declared::Column(_) | Declared::Synonym(_) => Vec::new(),
        };
        if names.is_empty() {
            continue;
        }
        let shown = machine.repr(&Value::Class(Rc::clone(class)))?;
        let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        let message = format!(
            "Attribute '{key}' on class {shown} includes dataclasses argument(s): {} but class \
             does not specify SQLAlchemy native dataclass configuration.",
            names.join(", ")
        );
        return errors::argument(machine, message);
    }
    Ok(())
}

/// A class below `MappedAsDataclass` that is not mapped: its fields go to those that are.
///
/// # Errors
///
/// What its annotations are refused for.
pub(super) fn unmapped(machine: &mut Machine, class: &Rc<Class>) -> Run<()> {
    if !is_one(class) {
        return Ok(());
    }
    let annotations = class.annotations.borrow().clone();
    let mut fields = Vec::new();
    for (name, raw) in annotations {
        let annotation = worked_out(machine, &raw)?;
        if annotation.native::<Annotation>().is_none() {
            continue;
        }
        let value = class.dict.borrow().get(&name).cloned().unwrap_or(Value::None);
        let field = Rc::new(field_of(machine, &value)?);
        fields.push(Named { name, field });
    }
    finish(machine, class, fields)
}
