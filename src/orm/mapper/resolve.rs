//! What the texts of a relationship name: `'Post'`, `'Post.stars.desc()'`, `'user_roles'`.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Attribute, Mapper, Property, Relationship, mapper_of};
use crate::orm::core::{Table, errors};
use crate::orm::python::{Args, Class, Machine, Names, Native, Run, Stop, Value};

/// A mapped class within such a text: its columns by name, and nothing else that is mapped.
struct ClassColumns {
    class: Rc<Class>,
}

impl Native for ClassColumns {
    fn type_name(&self) -> Rc<str> {
        "_GetColumns".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let class = Value::Class(Rc::clone(&self.class));
        if let Some(mapper) = mapper_of(&self.class) {
            let synonym = mapper.synonyms.borrow().get(name).cloned();
            let name = synonym.as_deref().unwrap_or(name);
            match mapper.property(name) {
                Some(Property::Relationship(_)) => {
                    let message = format!(
                        "Property '{name}' is not an instance of ColumnProperty (i.e. does not \
                         correspond directly to a Column)."
                    );
                    return errors::invalid(machine, message);
                }
                Some(_) => {}
                None => {
                    let extension = machine.attribute_if_any(&class, name)?;
                    if extension.is_none_or(|value| !matches!(value, Value::Native(_))) {
                        let text = machine.repr(&class)?;
                        let message =
                            format!("Class {text} does not have a mapped column named '{name}'");
                        return Err(machine.error("AttributeError", message));
                    }
                }
            }
            return machine.attribute(&class, name).map(Some);
        }
        machine.attribute(&class, name).map(Some)
    }
}

impl Relationship {
    /// The value of an argument as written: a text is worked out with the names of the registry, a
    /// function is called.
    ///
    /// # Errors
    ///
    /// InvalidRequestError for a name that nothing has.
    pub(super) fn read(
        &self,
        machine: &mut Machine,
        parent: &Rc<Mapper>,
        written: &Value,
        tables_only: bool,
    ) -> Run<Value> {
        match written {
            Value::Str(text) if tables_only => self.table(machine, parent, text),
            Value::Str(text) => {
                let missing: RefCell<Option<Rc<str>>> = RefCell::new(None);
                let lookup = |machine: &mut Machine, name: &str| {
                    let found = look_up(machine, parent, name)?;
                    if found.is_none() {
                        missing.borrow_mut().get_or_insert_with(|| name.into());
                    }
                    Ok(found)
                };
                let value = match machine.evaluate(text, Names::default(), Some(&lookup)) {
                    Ok(value) => value,
                    Err(Stop::Raised(raised)) if &*raised.exception.class.name == "NameError" => {
                        let name = missing.borrow().clone().unwrap_or_else(|| Rc::clone(text));
                        return Err(self.unknown_name(machine, parent, text, &name));
                    }
                    Err(stop) => return Err(stop),
                };
                Ok(plain(value))
            }
            Value::Function(_) | Value::Builtin(_) | Value::Method(_) => {
                machine.call(written, Args::none())
            }
            other => Ok(other.clone()),
        }
    }

    /// The class on the other side, by the argument as written.
    ///
    /// # Errors
    ///
    /// InvalidRequestError for a name that nothing has, ArgumentError for what is no class.
    pub(super) fn target_of(&self, machine: &mut Machine, parent: &Rc<Mapper>) -> Run<Rc<Mapper>> {
        let written = self.argument.borrow().clone();
        let value = match &written {
            Value::Str(text) => self.dotted(machine, parent, text)?,
            Value::Function(_) | Value::Builtin(_) | Value::Method(_) => {
                machine.call(&written, Args::none())?
            }
            other => other.clone(),
        };
        if let Some(mapper) = super::mapper_of_value(&value) {
            return Ok(mapper);
        }
        if value.native::<super::Alias>().is_some() {
            return Err(machine.unsupported("a relationship to an aliased class"));
        }
        if let Value::Class(_) = &value {
            return Err(super::unmapped_class(machine, &value));
        }
        let class = machine.class_of(&value);
        let class = machine.repr(&Value::Class(class))?;
        let message = format!(
            "relationship '{}' expects a class or a mapper argument (received: {class})",
            self.key.borrow()
        );
        errors::argument(machine, message)
    }

    /// `Post`, or a dotted path of names.
    fn dotted(&self, machine: &mut Machine, parent: &Rc<Mapper>, text: &Rc<str>) -> Run<Value> {
        let mut value: Option<Value> = None;
        for token in text.split('.') {
            value = Some(match value {
                None => match look_up(machine, parent, token)? {
                    Some(found) => found,
                    None => return Err(self.unknown_name(machine, parent, text, text)),
                },
                Some(value) => machine.attribute(&value, token)?,
            });
        }
        Ok(plain(value.unwrap_or(Value::None)))
    }

    /// A table by its name; a class by its own.
    fn table(&self, machine: &mut Machine, parent: &Rc<Mapper>, name: &Rc<str>) -> Run<Value> {
        if let Some(table) = table_named(parent, name) {
            return Ok(Value::Native(table));
        }
        match look_up(machine, parent, name)? {
            Some(found) => Ok(plain(found)),
            None => Err(self.unknown_name(machine, parent, name, name)),
        }
    }

    fn unknown_name(
        &self,
        machine: &mut Machine,
        parent: &Rc<Mapper>,
        written: &str,
        name: &str,
    ) -> Stop {
        let generic = name.strip_suffix(']').and_then(|name| name.rsplit_once('['));
        let mapper = parent.described();
        let message = match generic.filter(|(outer, inner)| !outer.is_empty() && !inner.is_empty())
        {
            Some((outer, inner)) => {
                let inner = inner.trim_matches('\'');
                format!(
                    "When initializing mapper {mapper}, expression \"relationship('{written}')\" \
                     seems to be using a generic class as the argument to relationship(); please \
                     state the generic argument using an annotation, e.g. \"{}: \
                     Mapped[{outer}['{inner}']] = relationship()\"",
                    self.key.borrow()
                )
            }
            None => {
                let class = Value::Class(Rc::clone(&parent.class));
                let class = match machine.repr(&class) {
                    Ok(text) => text,
                    Err(stop) => return stop,
                };
                let written = quoted(machine, written);
                let name = quoted(machine, name);
                format!(
                    "When initializing mapper {mapper}, expression {written} failed to locate a \
                     name ({name}). If this is a class name, consider adding this relationship() \
                     to the {class} class after both dependent classes have been defined."
                )
            }
        };
        errors::raise(machine, "InvalidRequestError", message)
    }
}

fn quoted(machine: &mut Machine, text: &str) -> String {
    let quoted = machine.repr(&Value::str(text));
    quoted.map_or_else(|_| format!("'{text}'"), |text| text.to_string())
}

/// A class instead of what stands for it within a text.
fn plain(value: Value) -> Value {
    match value.native::<ClassColumns>() {
        Some(columns) => Value::Class(Rc::clone(&columns.class)),
        None => value,
    }
}

fn table_named(parent: &Mapper, name: &str) -> Option<Rc<Table>> {
    parent.metadata().tables.borrow().get(name).cloned()
}

/// What a name stands for in such a text: a class, a table, or what `sqlalchemy` offers.
fn look_up(machine: &mut Machine, parent: &Rc<Mapper>, name: &str) -> Run<Option<Value>> {
    let mut classes = parent.registry.classes.borrow().get(name).cloned().unwrap_or_default();
    // A class that could not be mapped stands for nothing.
    classes.retain(|class| mapper_of(class).is_some());
    match classes.as_slice() {
        [] => {}
        [class] => return Ok(Some(Value::of(ClassColumns { class: Rc::clone(class) }))),
        _ => {
            let message = format!(
                "Multiple classes found for path \"{name}\" in the registry of this declarative \
                 base. Please use a fully module-qualified path."
            );
            return errors::invalid(machine, message);
        }
    }
    if let Some(table) = table_named(parent, name) {
        return Ok(Some(Value::Native(table)));
    }
    if let "foreign" | "remote" = name {
        return Ok(Some(super::sides::function(name == "remote")));
    }
    let offered = machine.modules.get("sqlalchemy").cloned();
    Ok(offered.and_then(|module| module.names.borrow().get(name).cloned()))
}

impl Attribute {
    /// It names a relationship, as `back_populates=User.posts` does.
    pub(super) fn named_relationship(value: &Value) -> Option<Rc<str>> {
        match value {
            Value::Str(name) => Some(Rc::clone(name)),
            other => other.native::<Self>().map(|attribute| attribute.key()),
        }
    }
}
