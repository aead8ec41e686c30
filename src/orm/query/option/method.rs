//! What options can do: each method gives a changed copy.

use std::rc::Rc;

use super::named::{METHODS, Method, Named};
use super::words::{directive_name, does_not_link, lazy_name, unsuited};
use super::{About, Directive, How, LoaderOption, attribute_name, owner};
use crate::orm::core::{Role, coerce, errors};
use crate::orm::mapper::{Attribute, Entity, Property, condition};
use crate::orm::python::{Args, Machine, Native, Run, Stop, Value};
use crate::orm::query::entity;
use crate::orm::query::path::Path;

const NAMES: &[&str] = &[
    "joinedload",
    "selectinload",
    "subqueryload",
    "lazyload",
    "immediateload",
    "noload",
    "raiseload",
    "contains_eager",
    "defaultload",
    "defer",
    "undefer",
    "load_only",
    "undefer_group",
    "with_expression",
    "selectin_polymorphic",
    "options",
];

const NO_STRINGS: &str = "Strings are not accepted for attribute names in loader options; please \
                          use class-bound attributes directly.";

const EXPRESSED: Method =
    Method { name: "with_expression", how: Some(How::Undefer), columns: true };

impl LoaderOption {
    fn step(
        &mut self,
        machine: &mut Machine,
        method: Method,
        attribute: &Attribute,
        named: &Named,
        group: Option<&Attribute>,
    ) -> Run<()> {
        let owner = owner(attribute);
        let path = match (&self.path, &self.closed) {
            (_, Some(closed)) => {
                let text = match method.how {
                    Some(How::Lazy(lazy)) => unsuited(lazy_name(lazy), closed, true),
                    _ => format!("Mapped attribute '{closed}' does not refer to a mapped entity"),
                };
                return Err(errors::raise(machine, "ArgumentError", text));
            }
            (Some(path), None) => path.clone(),
            (None, None) => Path::of(owner.clone()),
        };
        if !entity::corresponds(path.end(), &owner) {
            let text = if group.is_some_and(|first| !std::ptr::eq(first, attribute)) {
                "Can't apply wildcard ('*') or load_only() loader option to multiple entities in \
                 the same option. Use separate options per entity."
                    .to_owned()
            } else {
                does_not_link(&path, &attribute_name(attribute))
            };
            return errors::argument(machine, text);
        }
        let (about, next) = match &attribute.property {
            Property::Relationship(relationship) => {
                let target = match &attribute.of_type {
                    Some(entity) => Some(entity.clone()),
                    None => relationship.target.get().cloned().map(Entity::Mapper),
                };
                let next = target.map(|target| path.then(relationship, target));
                (About::Relationship(Rc::clone(relationship)), next)
            }
            Property::Column(column) => (About::Column(Rc::clone(&column.key)), None),
            Property::Expression(own) => (About::Column(Rc::clone(&own.key)), None),
        };
        self.directives.push(Rc::new(Directive {
            path: Some(path.clone()),
            about,
            how: named.how.or(method.how),
            innerjoin: named.innerjoin,
            contained: (method.name == "contains_eager").then(|| {
                named.alias.clone().or_else(|| attribute.of_type.as_ref().map(entity::from))
            }),
            of_type: attribute.of_type.clone(),
            narrowed: attribute.narrowed.clone(),
            expression: named.expression.clone(),
            unsuited: unfit(method, attribute),
            chunk: named.chunk,
            depth: named.depth,
            propagates: method.name != "contains_eager",
        }));
        if !method.columns {
            match next {
                Some(next) => self.path = Some(next),
                None => self.closed = Some(attribute_name(attribute)),
            }
        } else if self.path.is_none() {
            self.path = Some(path);
        }
        Ok(())
    }

    /// `with_expression(key, expression)`.
    fn expressed(&self, machine: &mut Machine, args: Args) -> Run<Self> {
        let taken = args.bind(machine, EXPRESSED.name, &["key", "expression"])?;
        let mut values = taken.values.into_iter().map(|value| value.unwrap_or(Value::None));
        let (key, given) = (values.next(), values.next().unwrap_or(Value::None));
        let expression = coerce::expression(machine, &given, Role::Columns)?;
        let expression = Some(condition::labelled(&expression));
        let mut option = self.clone();
        match key.as_ref().and_then(Value::native::<Attribute>) {
            Some(attribute) => {
                let named = Named { expression, ..Named::default() };
                option.step(machine, EXPRESSED, &attribute, &named, None)?;
                Ok(option)
            }
            None if key.as_ref().is_some_and(|key| key.as_str().is_some()) => {
                errors::argument(machine, NO_STRINGS)
            }
            None => Err(no_attribute(machine)),
        }
    }

    fn all(&mut self, machine: &mut Machine, method: Method, named: &Named) -> Run<()> {
        let about = if method.columns { About::Columns } else { About::Relationships };
        self.directives.push(Rc::new(Directive {
            path: self.path.clone(),
            about,
            how: named.how.or(method.how),
            innerjoin: named.innerjoin,
            contained: None,
            of_type: None,
            narrowed: None,
            expression: None,
            unsuited: None,
            chunk: None,
            depth: None,
            propagates: self.path.is_some(),
        }));
        if !method.columns {
            let _ = machine;
            self.closed = Some("*".to_owned());
        }
        Ok(())
    }

    /// One of its methods on a copy of it.
    fn apply(&self, machine: &mut Machine, method: Method, args: Args, first: bool) -> Run<Self> {
        let mut option = self.clone();
        let (values, named) = Named::read(machine, method, args)?;
        if method.name == "noload" {
            machine.warn(
                "SADeprecationWarning",
                "The noload() option is deprecated and will be removed in a future release.  This \
                 option produces incorrect results by returning ``None`` for related items. \
                 (deprecated since: 2.1)",
            );
        }
        if method.name == "load_only" {
            return option.load_only(machine, method, &values, &named, first);
        }
        if values.is_empty() {
            return Err(machine.error("AssertionError", ""));
        }
        let last = values.len().saturating_sub(1);
        for (place, value) in values.iter().enumerate() {
            if option.closed.as_deref() == Some("*") {
                return errors::argument(
                    machine,
                    "Wildcard token cannot be followed by another entity",
                );
            }
            match (value.native::<Attribute>(), value.as_str()) {
                (Some(attribute), _) if place == last || method.name == "contains_eager" => {
                    option.step(machine, method, &attribute, &named, None)?;
                }
                (Some(attribute), _) => {
                    let default = Method { name: "defaultload", how: None, columns: false };
                    option.step(machine, default, &attribute, &Named::default(), None)?;
                }
                (None, Some("*")) if place == last => option.all(machine, method, &named)?,
                (None, Some("*")) => {
                    return errors::argument(
                        machine,
                        "Wildcard token cannot be followed by another entity",
                    );
                }
                (None, Some(_)) => {
                    return errors::argument(machine, NO_STRINGS);
                }
                (None, None) => return Err(no_attribute(machine)),
            }
        }
        Ok(option)
    }

    fn load_only(
        mut self,
        machine: &mut Machine,
        method: Method,
        values: &[Value],
        named: &Named,
        first: bool,
    ) -> Run<Self> {
        if values.is_empty() && first {
            return Err(machine.error("IndexError", "tuple index out of range"));
        }
        let mut attributes = Vec::new();
        for value in values {
            match value.native::<Attribute>() {
                Some(attribute) => attributes.push(attribute),
                None => return Err(no_attribute(machine)),
            }
        }
        let plain = Named { how: Some(How::Undefer), ..Named::default() };
        let group = attributes.first().cloned();
        if self.path.is_none()
            && let Some(attribute) = &group
        {
            self.path = Some(Path::of(owner(attribute)));
        }
        for attribute in &attributes {
            self.step(machine, method, attribute, &plain, group.as_deref())?;
        }
        let raises = matches!(named.how, Some(How::Defer(true)));
        let rest = Named { how: Some(How::Defer(raises)), ..Named::default() };
        self.all(machine, method, &rest)?;
        Ok(self)
    }

    /// `.options(…)`: options that go on from here.
    fn with(&self, machine: &mut Machine, options: &[Value]) -> Run<Self> {
        let mut whole = self.clone();
        for value in options {
            let Some(option) = value.native::<Self>() else {
                let shown = machine.str(value)?;
                let text = format!(
                    "Loader option {shown} is not compatible with the Load.options() method."
                );
                return errors::argument(machine, text);
            };
            for directive in &option.directives {
                let mut directive = Directive::clone(directive);
                directive.path = match (&whole.path, &directive.path) {
                    (Some(start), Some(path)) => {
                        if !entity::corresponds(start.end(), &path.root) {
                            let name = directive_name(&directive);
                            return errors::argument(machine, does_not_link(start, &name));
                        }
                        Some(start.join(path))
                    }
                    (start, None) => start.clone(),
                    (None, path) => path.clone(),
                };
                whole.directives.push(Rc::new(directive));
            }
        }
        Ok(whole)
    }
}

/// What is said of a way of loading that is none for the attribute.
fn unfit(method: Method, attribute: &Attribute) -> Option<String> {
    let is_relationship = matches!(attribute.property, Property::Relationship(_));
    let (fits, strategy) = match method.how? {
        How::Lazy(lazy) => (is_relationship, lazy_name(lazy)),
        How::Defer(_) => (!is_relationship, "deferred column loader"),
        How::Undefer if method.name == EXPRESSED.name => {
            (!is_relationship, "expression column loader")
        }
        How::Undefer => (!is_relationship, "column loader"),
    };
    (!fits).then(|| unsuited(strategy, &attribute_name(attribute), !is_relationship))
}

fn no_attribute(machine: &mut Machine) -> Stop {
    let text = "expected ORM mapped attribute for loader strategy argument";
    errors::raise(machine, "ArgumentError", text)
}

impl Native for LoaderOption {
    fn type_name(&self) -> Rc<str> {
        if self.path.is_some() { "Load".into() } else { "_WildcardLoad".into() }
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn methods(&self) -> &'static [&'static str] {
        NAMES
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(NAMES.contains(&name).then(|| Value::bound(self, name)))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if name == "options" {
            return Ok(Some(Value::of(self.with(machine, &args.positional)?)));
        }
        if name == EXPRESSED.name {
            return Ok(Some(Value::of(self.expressed(machine, args)?)));
        }
        if name == "undefer_group" {
            return Ok(Some(Value::of(self.group(machine, args)?)));
        }
        if name == "selectin_polymorphic" {
            let taken = args.bind(machine, "selectin_polymorphic", &["classes"])?;
            let classes = taken.values.first().cloned().flatten().unwrap_or(Value::None);
            return Ok(Some(Value::of(self.subclasses(machine, &classes)?)));
        }
        match METHODS.iter().find(|method| method.name == name) {
            Some(method) => Ok(Some(Value::of(self.apply(machine, *method, args, false)?))),
            None => Ok(None),
        }
    }

    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(self.path.as_ref().map(|path| format!("Load({})", entity::name(&path.root)).into()))
    }
}

impl LoaderOption {
    fn group(&self, machine: &mut Machine, args: Args) -> Run<Self> {
        let taken = args.bind(machine, "undefer_group", &["name"])?;
        let name = taken.values.first().cloned().flatten().unwrap_or(Value::None);
        let name = machine.str(&name)?;
        Ok(self.about(About::Group(name)))
    }

    /// It, saying something more about where it stands.
    fn about(&self, about: About) -> Self {
        let mut option = self.clone();
        option.directives.push(Rc::new(Directive {
            path: self.path.clone(),
            about,
            how: Some(How::Undefer),
            innerjoin: None,
            contained: None,
            of_type: None,
            narrowed: None,
            expression: None,
            unsuited: None,
            chunk: None,
            depth: None,
            propagates: true,
        }));
        option
    }

    /// `selectin_polymorphic(classes)`.
    fn subclasses(&self, machine: &mut Machine, classes: &Value) -> Run<Self> {
        let mut mappers = Vec::new();
        for class in machine.collect(classes)? {
            match entity::of_value(&class) {
                Some(entity) => mappers.push(Rc::clone(entity::mapper(&entity))),
                None => return Err(not_mapped(machine, &class)),
            }
        }
        Ok(self.about(About::Subclasses(mappers)))
    }
}

/// What `sqlalchemy.orm` has of this kind: `joinedload` and its kin, and `Load`.
pub fn functions() -> Vec<(&'static str, Value)> {
    let nothing = LoaderOption { path: None, closed: None, directives: Vec::new() };
    let mut found = Vec::new();
    for method in METHODS {
        let start = nothing.clone();
        let function = Value::function(method.name, move |machine, args| {
            start.apply(machine, method, args, true).map(Value::of)
        });
        found.push((method.name, function));
    }
    let start = nothing.clone();
    found.push((
        EXPRESSED.name,
        Value::function(EXPRESSED.name, move |machine, args| {
            start.expressed(machine, args).map(Value::of)
        }),
    ));
    let start = nothing;
    found.push((
        "undefer_group",
        Value::function("undefer_group", move |machine, args| {
            start.group(machine, args).map(Value::of)
        }),
    ));
    found.push((
        "Load",
        Value::function("Load", |machine, args| {
            let taken = args.bind(machine, "Load.__init__", &["entity"])?;
            let value = taken.values.first().cloned().flatten().unwrap_or(Value::None);
            match entity::of_value(&value) {
                Some(entity) => Ok(Value::of(LoaderOption::of(entity))),
                None => Err(not_mapped(machine, &value)),
            }
        }),
    ));
    found.push((
        "selectin_polymorphic",
        Value::function("selectin_polymorphic", |machine, args| {
            let taken = args.bind(machine, "selectin_polymorphic", &["base_cls", "classes"])?;
            let mut values = taken.values.into_iter().map(|value| value.unwrap_or(Value::None));
            let (base, classes) = (values.next(), values.next().unwrap_or(Value::None));
            let base = base.unwrap_or(Value::None);
            match entity::of_value(&base) {
                Some(entity) => {
                    LoaderOption::of(entity).subclasses(machine, &classes).map(Value::of)
                }
                None => Err(not_mapped(machine, &base)),
            }
        }),
    ));
    found
}

fn not_mapped(machine: &mut Machine, value: &Value) -> Stop {
    let kind = machine.class_of(value);
    let text =
        format!("No inspection system is available for object of type <class '{}'>", kind.name);
    errors::raise(machine, "NoInspectionAvailable", text)
}
