//! `Mapped[…]`: what the annotations in a class's body say about columns and relationships.

use std::rc::Rc;

use super::{Registry, declared::MappedColumn};
use crate::orm::core::{Type, coerce, errors};
use crate::orm::python::builtins::annotation::{Annotation as Typed, Form};
use crate::orm::python::{Args, Class, Machine, Names, Native, Run, Value};

/// What stands around an annotation's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// `Mapped[…]`.
    Mapped,
    /// `DynamicMapped[…]`: a query in the attribute's place.
    Dynamic,
    /// `WriteOnlyMapped[…]`.
    WriteOnly,
}

impl Container {
    fn name(self) -> &'static str {
        match self {
            Self::Mapped => "Mapped",
            Self::Dynamic => "DynamicMapped",
            Self::WriteOnly => "WriteOnlyMapped",
        }
    }
}

impl Native for Container {
    fn type_name(&self) -> Rc<str> {
        "type".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        if let Value::Tuple(parts) = key {
            let message = format!(
                "Too many arguments for <class 'sqlalchemy.orm.base.{}'>; actual {}, expected 1",
                self.name(),
                parts.len()
            );
            return Err(machine.error("TypeError", message));
        }
        Ok(Some(Value::of(Annotation { container: *self, inner: key.clone() })))
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("<class 'sqlalchemy.orm.base.{}'>", self.name()).into()))
    }
}

/// `Mapped[inner]`.
pub struct Annotation {
    /// What it is.
    pub container: Container,
    /// What stands within.
    pub inner: Value,
}

impl Native for Annotation {
    fn type_name(&self) -> Rc<str> {
        "_GenericAlias".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let inner = hint_text(machine, &self.inner)?;
        Ok(Some(format!("sqlalchemy.orm.base.{}[{inner}]", self.container.name()).into()))
    }
}

/// A type within an annotation, as `typing` writes it.
fn hint_text(machine: &mut Machine, value: &Value) -> Run<Rc<str>> {
    match value {
        Value::Str(name) => Ok(format!("ForwardRef('{name}')").into()),
        Value::Class(class) if &*class.module == "builtins" => Ok(Rc::clone(&class.name)),
        Value::Class(class) => Ok(format!("{}.{}", class.module, class.qualified()).into()),
        other => machine.repr(other),
    }
}

/// A type, as it is read.
#[derive(Clone)]
pub(super) enum Hint {
    /// `None`.
    Nothing,
    /// A class.
    Class(Rc<Class>),
    /// A name that stands for a class, perhaps one that is not there yet.
    Name(Rc<str>),
    /// One of several.
    Union(Vec<Hint>),
    /// `list[…]`, `List[…]`, `dict[…]`, …: the name in small letters, the class if it is one, and
    /// what stands within.
    Generic(Rc<str>, Value, Vec<Hint>),
    /// `Annotated[…]`: the type, what else, and the whole as it was written.
    Annotated(Box<Hint>, Vec<Value>, Value),
    /// `Literal[…]`.
    Literal(Vec<Value>),
    /// `ClassVar[…]`.
    ClassVar,
    /// Something else.
    Other(Value),
}

impl Hint {
    /// Reads a type.
    pub fn read(value: &Value) -> Self {
        match value {
            Value::None => return Self::Nothing,
            Value::Str(name) => return Self::named(name),
            Value::Class(class) if &*class.name == "NoneType" => return Self::Nothing,
            Value::Class(class) => return Self::Class(Rc::clone(class)),
            _ => {}
        }
        if let Some(form) = value.native::<Form>() {
            return match form.name {
                "ClassVar" => Self::ClassVar,
                _ => Self::Other(value.clone()),
            };
        }
        let Some(typed) = value.native::<Typed>() else { return Self::Other(value.clone()) };
        match (&*typed.name, typed.args.as_slice()) {
            ("ClassVar", _) => return Self::ClassVar,
            ("Literal", args) => return Self::Literal(args.to_vec()),
            ("Annotated", [inner, extras @ ..]) => {
                let inner = Box::new(Self::read(inner));
                return Self::Annotated(inner, extras.to_vec(), value.clone());
            }
            _ => {}
        }
        let hints: Vec<Self> = typed.args.iter().map(Self::read).collect();
        match &*typed.name {
            "Union" => Self::Union(hints),
            name => Self::Generic(name.to_lowercase().into(), typed.origin.clone(), hints),
        }
    }

    /// A type by its name, which may say `| None` or `Optional[…]` itself.
    fn named(text: &Rc<str>) -> Self {
        let optional = text.strip_suffix(']').and_then(|text| {
            let (head, inner) = text.split_once('[')?;
            head.ends_with("Optional").then_some(inner)
        });
        if let Some(inner) = optional {
            return Self::Union(vec![Self::named(&inner.into()), Self::Nothing]);
        }
        let parts: Vec<&str> = text.split('|').map(str::trim).collect();
        if parts.len() < 2 || !parts.contains(&"None") {
            return Self::Name(Rc::clone(text));
        }
        let rest: Vec<&str> = parts.into_iter().filter(|part| *part != "None").collect();
        Self::Union(vec![Self::Name(rest.join(" | ").into()), Self::Nothing])
    }

    /// The type without `None`, and whether `None` is one of its types.
    pub fn without_none(self) -> (Self, bool) {
        match self {
            Self::Nothing => (Self::Nothing, true),
            Self::Union(hints) => {
                let mut nullable = false;
                let mut rest = Vec::new();
                for hint in hints {
                    let (hint, none) = hint.without_none();
                    nullable |= none;
                    if !matches!(hint, Self::Nothing) {
                        rest.push(hint);
                    }
                }
                let hint = if rest.len() == 1 { rest.pop() } else { None };
                (hint.unwrap_or(Self::Union(rest)), nullable)
            }
            Self::Annotated(inner, extras, whole) => {
                let (inner, nullable) = inner.without_none();
                (Self::Annotated(Box::new(inner), extras, whole), nullable)
            }
            other => (other, false),
        }
    }

    /// A `mapped_column()` within `Annotated`.
    pub fn mapped_column(&self) -> Option<Rc<MappedColumn>> {
        match self {
            Self::Annotated(_, extras, _) => extras.iter().find_map(Value::native::<MappedColumn>),
            Self::Union(hints) => hints.iter().find_map(Self::mapped_column),
            _ => None,
        }
    }
}

/// The annotation as a value: a text (`from __future__ import annotations`, or quotes around the
/// whole) is worked out with the script's names; a name that is not there yet stands for itself.
pub(super) fn worked_out(machine: &mut Machine, raw: &Value) -> Run<Value> {
    let Value::Str(source) = raw else { return Ok(raw.clone()) };
    let globals = Rc::clone(&machine.globals);
    let lookup = move |_: &mut Machine, name: &str| {
        let found = globals.names.borrow().get(name).cloned();
        Ok(Some(found.unwrap_or_else(|| Value::str(name))))
    };
    let builtins: Names = Names::default();
    machine.evaluate(source, builtins, Some(&lookup))
}

/// A text within an annotation, as the type that it names.
fn named(machine: &mut Machine, name: &str) -> Run<Option<Value>> {
    let globals = Rc::clone(&machine.globals);
    let unknown = std::cell::Cell::new(false);
    let lookup = |_: &mut Machine, name: &str| {
        let found = globals.names.borrow().get(name).cloned();
        unknown.set(unknown.get() || found.is_none());
        Ok(found)
    };
    match machine.evaluate(name, Names::default(), Some(&lookup)) {
        Ok(value) => Ok(Some(value)),
        Err(crate::orm::python::Stop::Raised(raised))
            if unknown.get() && &*raised.exception.class.name == "NameError" =>
        {
            Ok(None)
        }
        Err(stop) => Err(stop),
    }
}

impl Registry {
    /// The column's type that a type of Python stands for.
    ///
    /// # Errors
    ///
    /// MappedAnnotationError where there is none.
    pub(super) fn column_type(
        &self,
        machine: &mut Machine,
        key: &str,
        annotation: &Annotation,
        hint: &Hint,
    ) -> Run<Type> {
        let (hint, _) = hint.clone().without_none();
        if let Some(found) = self.type_for(machine, &annotation.inner)? {
            return Ok(found);
        }
        let value = match &hint {
            Hint::Name(name) => match named(machine, name)? {
                Some(value) => {
                    let (hint, _) = Hint::read(&value).without_none();
                    return self.column_type_of(machine, key, &value, &hint);
                }
                None => {
                    let text = Value::of(Annotation {
                        container: annotation.container,
                        inner: annotation.inner.clone(),
                    });
                    let text = machine.repr(&text)?;
                    let message = format!(
                        "Could not resolve all types within mapped annotation: \"{text}\".  Ensure \
                         all types are written correctly and are imported within the module in use."
                    );
                    return Err(errors::raise(machine, "MappedAnnotationError", message));
                }
            },
            _ => annotation.inner.clone(),
        };
        self.column_type_of(machine, key, &value, &hint)
    }

    fn column_type_of(
        &self,
        machine: &mut Machine,
        key: &str,
        value: &Value,
        hint: &Hint,
    ) -> Run<Type> {
        let found = match hint {
            Hint::Class(class) => self.type_of_class(machine, class)?,
            Hint::Annotated(inner, _, whole) => match (self.type_for(machine, whole)?, &**inner) {
                (Some(found), _) => Some(found),
                (None, Hint::Class(class)) => self.type_of_class(machine, class)?,
                (None, Hint::Literal(values)) => Some(enum_of_literal(machine, values)?),
                _ => None,
            },
            Hint::Literal(values) => Some(enum_of_literal(machine, values)?),
            Hint::Generic(_, origin, _) => self.type_for(machine, origin)?,
            _ => None,
        };
        if let Some(found) = found {
            return Ok(found);
        }
        let (class, message) = match hint {
            Hint::Class(class) if is_sql_type(class) => {
                let text = machine.repr(&Value::Class(Rc::clone(class)))?;
                (
                    "MappedAnnotationError",
                    format!(
                        "The type provided inside the '{key}' attribute Mapped annotation is the \
                         SQLAlchemy type {text}. Expected a Python type instead"
                    ),
                )
            }
            Hint::Other(value) => {
                let text = machine.repr(value)?;
                (
                    "MappedAnnotationError",
                    format!(
                        "The object provided inside the '{key}' attribute Mapped annotation is not \
                         a Python type, it's the object {text}. Expected a Python type."
                    ),
                )
            }
            hint => {
                let text = match hint {
                    Hint::Class(class) => machine.repr(&Value::Class(Rc::clone(class)))?,
                    _ => machine.repr(value)?,
                };
                (
                    "MappedAnnotationError",
                    format!(
                        "Could not locate SQLAlchemy Core type when resolving for Python type \
                         indicated by '{text}' inside the Mapped[] annotation for the '{key}' \
                         attribute; the type object is not resolvable by the registry"
                    ),
                )
            }
        };
        Err(errors::raise(machine, class, message))
    }

    /// What `type_annotation_map` has for a type.
    fn type_for(&self, machine: &mut Machine, python: &Value) -> Run<Option<Type>> {
        let map = self.annotation_types.borrow().clone();
        for (known, ty) in map {
            let same = known.is(python) || {
                let natives = matches!((&known, python), (Value::Native(_), Value::Native(_)));
                natives && machine.repr(&known)? == machine.repr(python)?
            };
            if same {
                return coerce::type_of(machine, &ty).map(Some);
            }
        }
        Ok(None)
    }

    fn type_of_class(&self, machine: &mut Machine, class: &Rc<Class>) -> Run<Option<Type>> {
        let own = Value::Class(Rc::clone(class));
        if let Some(found) = self.type_for(machine, &own)? {
            return Ok(Some(found));
        }
        let is_enum = class.ancestors.iter().any(|ancestor| &*ancestor.name == "Enum");
        if is_enum {
            return sql_type(machine, "Enum", vec![own]).map(Some);
        }
        let name = match (&*class.module, &*class.name) {
            ("builtins", "int") => "Integer",
            ("builtins", "str") => "String",
            ("builtins", "bool") => "Boolean",
            ("builtins", "float") => "Double",
            ("builtins", "bytes") => "LargeBinary",
            (_, "Decimal") => "Numeric",
            (_, "datetime") => "DateTime",
            (_, "date") => "Date",
            (_, "time") => "Time",
            (_, "timedelta") => "Interval",
            (_, "UUID") => "Uuid",
            _ => return Ok(None),
        };
        if class.line > 0 {
            return Ok(None);
        }
        sql_type(machine, name, Vec::new()).map(Some)
    }
}

fn is_sql_type(class: &Class) -> bool {
    std::iter::once(&class.name)
        .chain(class.ancestors.iter().map(|ancestor| &ancestor.name))
        .any(|name| &**name == "TypeEngine")
}

fn enum_of_literal(machine: &mut Machine, values: &[Value]) -> Run<Type> {
    sql_type(machine, "Enum", values.to_vec())
}

/// A type of `sqlalchemy`, made of what it is called with.
fn sql_type(machine: &mut Machine, name: &str, args: Vec<Value>) -> Run<Type> {
    let module = machine.modules.get("sqlalchemy").cloned();
    let found = module.and_then(|module| module.names.borrow().get(name).cloned());
    let Some(class) = found else {
        return Err(machine.unsupported(format!("the type {name}")));
    };
    let value = machine.call(&class, Args::of(args))?;
    coerce::type_of(machine, &value)
}

/// A name, worked out; one that nothing has stays a name.
pub(super) fn resolved(machine: &mut Machine, hint: &Hint) -> Run<Hint> {
    let Hint::Name(name) = hint else { return Ok(hint.clone()) };
    match named(machine, name)? {
        Some(value) => Ok(Hint::read(&value)),
        None => Ok(hint.clone()),
    }
}
