//! Reading the body of a mapped class, and of those that it takes attributes from, in
//! SQLAlchemy's order.

use std::rc::Rc;

use indexmap::IndexMap;

use super::annotation::{Annotation, Hint, worked_out};
use super::declared::{MappedColumn, Mapping};
use super::declared_attr::DeclaredAttr;
use super::shared::set;
use super::synonym::Synonym;
use super::{Attribute, Registry, Relationship, Shared, mapper_of};
use crate::orm::core::{Column, Element, MetaData, Table, errors};
use crate::orm::python::{Class, Machine, Run, Value};

/// An annotation of the class's body.
pub(super) struct Collected {
    /// `Mapped[…]`; none of another type.
    pub annotation: Option<Rc<Annotation>>,
    /// A `mapped_column()` within `Annotated`.
    pub annotated: Option<Rc<MappedColumn>>,
}

/// What the body of a class says.
pub(super) struct Scan {
    pub class: Rc<Class>,
    pub registry: Rc<Registry>,
    /// What its attributes were before anything was set on the class.
    pub body: IndexMap<Rc<str>, Value>,
    /// Attributes in the order in which they were found.
    pub attributes: IndexMap<Rc<str>, Value>,
    /// Annotations.
    pub annotations: IndexMap<Rc<str>, Collected>,
    /// Columns of mixins and their copies.
    pub copies: Vec<(Value, Value)>,
    /// `__tablename__`.
    pub table_name: Option<Rc<str>>,
    /// `__table_args__`.
    pub table_args: Option<Value>,
    /// There are `__mapper_args__`.
    pub has_mapper_args: bool,
    /// `__table__` is written, or made by `@declared_attr`.
    pub has_table: bool,
    /// Of an imperative mapping: what else it was given, in the place of `__mapper_args__`.
    pub given_args: Vec<(Rc<str>, Value)>,
}

/// Names with two underscores that mean something.
const SPECIAL: [&str; 4] = ["__table__", "__mapper_args__", "__tablename__", "__table_args__"];

impl Scan {
    /// Reads the body.
    ///
    /// # Errors
    ///
    /// What SQLAlchemy raises about it.
    pub fn read(machine: &mut Machine, registry: &Rc<Registry>, class: &Rc<Class>) -> Run<Self> {
        let body: IndexMap<Rc<str>, Value> = class
            .dict
            .borrow()
            .iter()
            .map(|(name, value)| (Rc::clone(name), value.clone()))
            .collect();
        let has_table = body.contains_key("__table__");
        let mut scan = Self {
            class: Rc::clone(class),
            registry: Rc::clone(registry),
            body,
            attributes: IndexMap::new(),
            annotations: IndexMap::new(),
            copies: Vec::new(),
            table_name: None,
            table_args: None,
            has_mapper_args: false,
            has_table,
            given_args: Vec::new(),
        };
        let shared = Shared::of(machine);
        shared.scanning.borrow_mut().push(Rc::clone(class));
        let done = scan.read_all(machine);
        shared.scanning.borrow_mut().pop();
        done.map(|()| scan)
    }

    /// A class that is mapped from outside: its body declares nothing.
    pub fn imperative(
        registry: &Rc<Registry>,
        class: &Rc<Class>,
        given_args: Vec<(Rc<str>, Value)>,
    ) -> Self {
        Self {
            class: Rc::clone(class),
            registry: Rc::clone(registry),
            body: class.dict.borrow().clone().into_iter().collect(),
            attributes: IndexMap::new(),
            annotations: IndexMap::new(),
            copies: Vec::new(),
            table_name: None,
            table_args: None,
            has_mapper_args: false,
            has_table: true,
            given_args,
        }
    }

    fn read_all(&mut self, machine: &mut Machine) -> Run<()> {
        let mut bases = vec![Rc::clone(&self.class)];
        bases.extend(self.class.ancestors.iter().cloned());
        bases.retain(|base| !(base.line == 0 && &*base.module == "builtins"));
        let mut copied = Vec::new();
        for base in &bases {
            let copies = if Rc::ptr_eq(base, &self.class) || mapper_of(base).is_some() {
                IndexMap::new()
            } else {
                self.copy_columns(machine, base)?
            };
            copied.push(copies);
        }
        let mut inherited_args = false;
        for (base, copies) in bases.iter().zip(copied) {
            let is_own = Rc::ptr_eq(base, &self.class);
            let is_mapped = !is_own && mapper_of(base).is_some();
            self.attributes.extend(copies);
            for name in names_of(base, is_own.then_some(&self.body)) {
                let value = if is_own {
                    self.body.get(&name).cloned()
                } else {
                    base.dict.borrow().get(&name).cloned()
                };
                let annotation = base.annotations.borrow().get(&name).cloned();
                if SPECIAL.contains(&&*name) {
                    let declared = value.as_ref().and_then(Value::native::<DeclaredAttr>).is_some();
                    self.special(
                        machine,
                        &name,
                        base,
                        is_mapped && !declared,
                        &mut inherited_args,
                    )?;
                } else if is_mapped {
                    self.warn_not_applied(machine, base, &name, value.as_ref());
                } else if is_own {
                    self.own(machine, &name, value, annotation)?;
                } else {
                    self.of_mixin(machine, base, &name, value, annotation)?;
                }
            }
        }
        if inherited_args && self.table_name.is_none() {
            self.table_args = None;
        }
        Ok(())
    }

    fn special(
        &mut self,
        machine: &mut Machine,
        name: &str,
        base: &Rc<Class>,
        skipped: bool,
        inherited_args: &mut bool,
    ) -> Run<()> {
        if skipped {
            return Ok(());
        }
        let class = Value::Class(Rc::clone(&self.class));
        match name {
            "__mapper_args__" => self.has_mapper_args = true,
            "__table__" => {
                let declared = base.dict.borrow().get(name).cloned();
                if declared.and_then(|value| value.native::<DeclaredAttr>()).is_some() {
                    self.has_table = true;
                }
            }
            "__tablename__" if self.table_name.is_none() => {
                let value = machine.attribute(&class, name)?;
                if machine.truth(&value)? {
                    self.table_name = Some(machine.str(&value)?);
                }
            }
            "__table_args__" if self.table_args.is_none() => {
                let value = machine.attribute(&class, name)?;
                if !matches!(value, Value::Tuple(_) | Value::Dict(_) | Value::None) {
                    let message = "__table_args__ value must be a tuple, dict, or None";
                    return errors::argument(machine, message);
                }
                if machine.truth(&value)? {
                    self.table_args = Some(value);
                }
                *inherited_args |= !Rc::ptr_eq(base, &self.class);
            }
            _ => {}
        }
        Ok(())
    }

    fn warn_not_applied(
        &self,
        machine: &mut Machine,
        base: &Rc<Class>,
        name: &str,
        value: Option<&Value>,
    ) {
        if value.and_then(Value::native::<DeclaredAttr>).is_some() {
            let message = format!(
                "Regular (i.e. not __special__) attribute '{}.{name}' uses @declared_attr, but \
                 owning class <class '{}.{}'> is mapped - not applying to subclass <class '{}.{}'>.",
                base.name,
                base.module,
                base.qualified(),
                self.class.module,
                self.class.qualified()
            );
            machine.warn("SAWarning", message);
        }
    }

    /// An attribute of the class's own body.
    fn own(
        &mut self,
        machine: &mut Machine,
        name: &Rc<str>,
        value: Option<Value>,
        annotation: Option<Value>,
    ) -> Run<()> {
        let expected =
            value.as_ref().is_none_or(|value| value.is_none() || is_mapped_attribute(value));
        let expected = expected && !self.allows_unmapped(machine)?;
        self.collect(machine, name, annotation, expected)?;
        let mapped = self.annotations.get(name).is_some_and(|known| known.annotation.is_some());
        match value {
            None if mapped && !self.has_table => {
                let column = self.column_for(machine, name)?;
                self.attributes.insert(Rc::clone(name), column);
            }
            Some(value) => {
                self.attributes.insert(Rc::clone(name), value);
            }
            None => {}
        }
        Ok(())
    }

    /// An attribute of a mixin or an abstract base.
    fn of_mixin(
        &mut self,
        machine: &mut Machine,
        base: &Rc<Class>,
        name: &Rc<str>,
        value: Option<Value>,
        annotation: Option<Value>,
    ) -> Run<()> {
        let Some(value) = value else { return Ok(()) };
        if value.native::<Column>().is_some() || value.native::<MappedColumn>().is_some() {
            return Ok(());
        }
        if value.native::<Relationship>().is_some() || value.native::<Mapping>().is_some() {
            let message = "Mapper properties (i.e. deferred,column_property(), relationship(), \
                           etc.) must be declared as @declared_attr callables on declarative mixin \
                           classes.  For dataclass field() objects, use a lambda:";
            return errors::invalid(machine, message);
        }
        if let Some(declared) = value.native::<DeclaredAttr>() {
            let class = Value::Class(Rc::clone(&self.class));
            let given = machine.attribute(&class, name)?;
            if declared.cascading {
                set(&self.class, name, given.clone());
            }
            self.copies.push((value, given.clone()));
            self.attributes.insert(Rc::clone(name), given);
            return Ok(());
        }
        let _ = (base, annotation);
        self.warn_expression(machine, base, name, &value);
        Ok(())
    }

    /// A bare expression in a body is not mapped, which is worth a word.
    pub fn warn_expression(&self, machine: &mut Machine, class: &Class, name: &str, value: &Value) {
        if value.native::<Element>().is_some() {
            let message = format!(
                "Attribute '{name}' on class <class '{}.{}'> appears to be a non-schema SQLAlchemy \
                 expression object; this won't be part of the declarative mapping. To map arbitrary \
                 expressions, use ``column_property()`` or a similar function such as \
                 ``deferred()``, ``query_expression()`` etc. ",
                class.module,
                class.qualified()
            );
            machine.warn("SAWarning", message);
        }
    }

    /// Copies of a mixin's columns for the class.
    fn copy_columns(
        &mut self,
        machine: &mut Machine,
        base: &Rc<Class>,
    ) -> Run<IndexMap<Rc<str>, Value>> {
        let mut copies = IndexMap::new();
        for name in names_of(base, None) {
            let value = base.dict.borrow().get(&name).cloned();
            let annotation = base.annotations.borrow().get(&name).cloned();
            let is_column = value.as_ref().is_some_and(|value| {
                value.native::<Column>().is_some() || value.native::<MappedColumn>().is_some()
            });
            if self.is_overridden(&name, value.as_ref()) {
                continue;
            }
            let copy = if is_column {
                self.collect(machine, &name, annotation, true)?;
                if self.body.contains_key(&name) {
                    continue;
                }
                let original = value.clone().unwrap_or(Value::None);
                let copy = match original.native::<MappedColumn>() {
                    Some(mapped) => Value::Native(mapped.copied(machine)?),
                    None => match original.native::<Column>() {
                        Some(column) => Value::Native(column.copied(machine)),
                        None => continue,
                    },
                };
                self.copies.push((original, copy.clone()));
                copy
            } else if value.is_none() && annotation.is_some() && !self.has_table {
                self.collect(machine, &name, annotation, false)?;
                let mapped = self.annotations.get(&name).is_some_and(|c| c.annotation.is_some());
                if !mapped {
                    continue;
                }
                self.column_for(machine, &name)?
            } else {
                continue;
            };
            set(&self.class, &name, copy.clone());
            copies.insert(name, copy);
        }
        Ok(copies)
    }

    /// Another class before this one has its own under the name.
    fn is_overridden(&self, name: &str, value: Option<&Value>) -> bool {
        let mut classes = std::iter::once(&self.class).chain(&self.class.ancestors);
        let found = classes.find_map(|class| class.dict.borrow().get(name).cloned());
        match (found, value) {
            (None, _) => false,
            (Some(found), Some(value)) => !found.is(value),
            (Some(_), None) => true,
        }
    }

    fn allows_unmapped(&self, machine: &mut Machine) -> Run<bool> {
        let class = Value::Class(Rc::clone(&self.class));
        match machine.attribute_if_any(&class, "__allow_unmapped__")? {
            Some(value) => machine.truth(&value),
            None => Ok(false),
        }
    }

    /// Reads an annotation, once for each name.
    fn collect(
        &mut self,
        machine: &mut Machine,
        name: &Rc<str>,
        raw: Option<Value>,
        expected: bool,
    ) -> Run<()> {
        let Some(raw) = raw.filter(|_| !self.annotations.contains_key(name)) else { return Ok(()) };
        let annotation = worked_out(machine, &raw)?;
        let Some(annotation) = annotation.native::<Annotation>() else {
            let hint = Hint::read(&annotation);
            let is_proxy =
                matches!(&hint, Hint::Generic(name, _, _) if &**name == "associationproxy");
            if expected && !matches!(hint, Hint::ClassVar) && !is_proxy {
                let message = format!(
                    "Type annotation for \"{}.{name}\" can't be correctly interpreted for \
                     Annotated Declarative Table form.  ORM annotations should normally make use \
                     of the ``Mapped[]`` generic type, or other ORM-compatible generic type, as a \
                     container for the actual type, which indicates the intent that the attribute \
                     is mapped. Class variables that are not intended to be mapped by the ORM \
                     should use ClassVar[].  To allow Annotated Declarative to disregard legacy \
                     annotations which don't use Mapped[] to pass, set \"__allow_unmapped__ = \
                     True\" on the class or a superclass this class.",
                    self.class.name
                );
                return Err(errors::raise_coded(machine, "MappedAnnotationError", message, "zlpr"));
            }
            let collected = Collected { annotation: None, annotated: None };
            self.annotations.insert(Rc::clone(name), collected);
            return Ok(());
        };
        let annotated = Hint::read(&annotation.inner).mapped_column();
        let collected = Collected { annotation: Some(annotation), annotated };
        self.annotations.insert(Rc::clone(name), collected);
        Ok(())
    }

    /// The column for an annotation with nothing on its right side.
    fn column_for(&self, machine: &mut Machine, name: &str) -> Run<Value> {
        let _ = self.annotations.get(name);
        Ok(Value::Native(MappedColumn::blank(machine)?))
    }

    /// The class's own copy of what a mixin's column is.
    pub fn copied(&self, value: Value) -> Value {
        let copy = self.copies.iter().find(|(original, _)| original.is(&value));
        copy.map_or(value, |(_, copy)| copy.clone())
    }

    /// The metadata that the class's table belongs to.
    pub fn metadata(&self, machine: &mut Machine) -> Run<Rc<MetaData>> {
        let class = Value::Class(Rc::clone(&self.class));
        let own = machine.attribute_if_any(&class, "metadata")?;
        let own = own.and_then(|value| value.native::<MetaData>());
        Ok(own.unwrap_or_else(|| Rc::clone(&self.registry.metadata)))
    }

    /// `__table__`, as the class has it.
    pub fn written_table(&self, machine: &mut Machine) -> Run<Option<Rc<Table>>> {
        if !self.has_table {
            return Ok(None);
        }
        let class = Value::Class(Rc::clone(&self.class));
        let value = machine.attribute(&class, "__table__")?;
        match value.native::<Table>() {
            Some(table) => Ok(Some(table)),
            None if value.is_none() => Ok(None),
            None => Err(machine.unsupported("a class mapped to something that is no table")),
        }
    }
}

/// The mapper makes an attribute of it.
pub(super) fn is_mapped_attribute(value: &Value) -> bool {
    value.native::<MappedColumn>().is_some()
        || value.native::<Relationship>().is_some()
        || value.native::<Mapping>().is_some()
        || value.native::<Synonym>().is_some()
        || value.native::<Attribute>().is_some()
}

/// The names of a class's attributes and annotations, in an order that keeps that of both.
fn names_of(class: &Class, body: Option<&IndexMap<Rc<str>, Value>>) -> Vec<Rc<str>> {
    let set: Vec<Rc<str>> = match body {
        Some(body) => body.keys().cloned().collect(),
        None => class.dict.borrow().keys().cloned().collect(),
    };
    let annotated: Vec<Rc<str>> = class.annotations.borrow().keys().cloned().collect();
    let mut names = merged(&set, &annotated);
    names.retain(|name| {
        !(name.starts_with("__") || name.starts_with("_sa_")) || SPECIAL.contains(&&**name)
    });
    names
}

fn merged(a: &[Rc<str>], b: &[Rc<str>]) -> Vec<Rc<str>> {
    let mut overlap: Vec<&Rc<str>> = a.iter().filter(|name| b.contains(name)).collect();
    let (mut current, mut other) = (a.iter(), b.iter());
    let mut result: Vec<Rc<str>> = Vec::new();
    loop {
        let Some(name) = current.next() else {
            result.extend(other.cloned());
            return result;
        };
        match overlap.iter().position(|known| *known == name) {
            Some(at) => {
                overlap.remove(at);
                std::mem::swap(&mut current, &mut other);
            }
            None => result.push(Rc::clone(name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    #[test]
    fn attributes_and_annotations_keep_their_orders() {
        let list =
            |names: &[&str]| names.iter().map(|name| Rc::from(*name)).collect::<Vec<Rc<str>>>();
        let set = list(&["__tablename__", "id", "x", "created_at"]);
        let annotated = list(&["id", "name", "data", "y", "created_at"]);
        let expected = list(&["__tablename__", "id", "name", "data", "y", "x", "created_at"]);
        assert_eq!(super::merged(&set, &annotated), expected);
    }
}
