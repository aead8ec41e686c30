//! Loader options: `joinedload(User.posts)`, `load_only(User.name)` and their kin.

use std::rc::Rc;

use super::super::core::{Expr, FromClause, coerce, errors};
use super::super::mapper::{Attribute, Entity, Lazy, Property, Relationship};
use super::super::python::{Args, Machine, Native, Run, Stop, Value};
use super::criteria::LoaderCriteria;
use super::entity;
use super::path::Path;

/// What a script holds: `joinedload(…)`, `Load(User)`. Its methods give a changed copy.
#[derive(Clone)]
pub struct LoaderOption {
    /// Where the next method starts; none for `lazyload("*")`, which is about every entity.
    pub path: Option<Path>,
    /// It ends in a column, behind which nothing goes on.
    pub closed: Option<String>,
    /// What it says.
    pub directives: Vec<Rc<Directive>>,
}

/// One thing that an option says.
#[derive(Clone)]
pub struct Directive {
    /// The entity whose attribute it is about; none where it is about all entities.
    pub path: Option<Path>,
    /// The attribute.
    pub about: About,
    /// How it is loaded; none for `defaultload()`.
    pub how: Option<How>,
    /// `innerjoin=`.
    pub innerjoin: Option<Inner>,
    /// `contains_eager()`: the statement has the rows already, from this alias where there is one.
    pub contained: Option<Option<FromClause>>,
    /// `of_type()`.
    pub of_type: Option<Entity>,
    /// `and_()`.
    pub narrowed: Option<Expr>,
    /// `chunksize=` of `selectinload()`.
    pub chunk: Option<usize>,
    /// It also holds for what is loaded later.
    pub propagates: bool,
}

/// What an directive is about.
#[derive(Clone)]
pub enum About {
    /// A relationship.
    Relationship(Rc<Relationship>),
    /// A column's attribute.
    Column(Rc<str>),
    /// All relationships that nothing else is said of.
    Relationships,
    /// All columns that nothing else is said of.
    Columns,
    /// The deferred columns of a group.
    Group(Rc<str>),
}

/// How an attribute is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// A relationship.
    Lazy(Lazy),
    /// A column later, when it is asked for; `true` raises then.
    Defer(bool),
    /// A column at once.
    Undefer,
}

/// `innerjoin=` of `joinedload()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inner {
    /// `False`.
    No,
    /// `True`.
    Yes,
    /// `"unnested"`.
    Unnested,
}

/// What a method of an option was asked for.
#[derive(Clone, Copy)]
struct Method {
    name: &'static str,
    how: Option<How>,
    columns: bool,
}

const fn relation(name: &'static str, lazy: Lazy) -> Method {
    Method { name, how: Some(How::Lazy(lazy)), columns: false }
}

const fn column(name: &'static str, how: How) -> Method {
    Method { name, how: Some(how), columns: true }
}

const METHODS: [Method; 12] = [
    relation("joinedload", Lazy::Joined),
    relation("selectinload", Lazy::SelectIn),
    relation("subqueryload", Lazy::Subquery),
    relation("lazyload", Lazy::Select),
    relation("immediateload", Lazy::Immediate),
    relation("noload", Lazy::NoLoad),
    relation("raiseload", Lazy::Raise),
    relation("contains_eager", Lazy::Joined),
    Method { name: "defaultload", how: None, columns: false },
    column("defer", How::Defer(false)),
    column("undefer", How::Undefer),
    column("load_only", How::Undefer),
];

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
    "options",
];

impl LoaderOption {
    /// `Load(entity)`.
    pub fn of(entity: Entity) -> Self {
        Self { path: Some(Path::of(entity)), closed: None, directives: Vec::new() }
    }

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
        self.check(machine, method, attribute)?;
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
            chunk: named.chunk,
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

    fn check(&self, machine: &mut Machine, method: Method, attribute: &Attribute) -> Run<()> {
        let is_relationship = matches!(attribute.property, Property::Relationship(_));
        let Some(how) = method.how else { return Ok(()) };
        let (fits, strategy) = match how {
            How::Lazy(lazy) => (is_relationship, lazy_name(lazy)),
            How::Defer(_) => (!is_relationship, "deferred column loader"),
            How::Undefer => (!is_relationship, "column loader"),
        };
        if fits {
            return Ok(());
        }
        let text = unsuited(strategy, &attribute_name(attribute), !is_relationship);
        Err(errors::raise(machine, "LoaderStrategyException", text))
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
            chunk: None,
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
                    return errors::argument(
                        machine,
                        "Strings are not accepted for attribute names in loader options; please \
                         use class-bound attributes directly.",
                    );
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

/// Arguments of an option by name.
#[derive(Default)]
struct Named {
    how: Option<How>,
    innerjoin: Option<Inner>,
    alias: Option<FromClause>,
    chunk: Option<usize>,
}

impl Named {
    fn read(machine: &mut Machine, method: Method, args: Args) -> Run<(Vec<Value>, Self)> {
        let mut named = Self::default();
        for (name, value) in args.named {
            match (&*name, method.name) {
                ("innerjoin", "joinedload") => {
                    named.innerjoin = match value.as_str() {
                        Some("unnested") => Some(Inner::Unnested),
                        _ if value.is_none() => None,
                        _ if machine.truth(&value)? => Some(Inner::Yes),
                        _ => Some(Inner::No),
                    };
                }
                ("sql_only", "raiseload") => {
                    if machine.truth(&value)? {
                        named.how = Some(How::Lazy(Lazy::RaiseOnSql));
                    }
                }
                ("raiseload", "defer" | "load_only") => {
                    if machine.truth(&value)? {
                        named.how = Some(How::Defer(true));
                    }
                }
                ("alias", "contains_eager") => {
                    named.alias =
                        if value.is_none() { None } else { Some(coerce::from(machine, &value)?) };
                }
                ("chunksize", "selectinload") => {
                    named.chunk = match &value {
                        Value::None => None,
                        Value::Int(size) if *size > 0 => usize::try_from(*size).ok(),
                        other => {
                            let shown = machine.str(other)?;
                            let text = format!(
                                "'chunksize={shown}' is not an appropriate input, please use a \
                                 positive non-zero integer."
                            );
                            return errors::argument(machine, text);
                        }
                    };
                }
                ("recursion_depth", "selectinload" | "immediateload") if value.is_none() => {}
                ("recursion_depth", "selectinload" | "immediateload") => {
                    return Err(machine.unsupported("recursion_depth"));
                }
                _ => {
                    let text =
                        format!("{}() got an unexpected keyword argument '{name}'", method.name);
                    return Err(machine.error("TypeError", text));
                }
            }
        }
        Ok((args.positional, named))
    }
}

fn no_attribute(machine: &mut Machine) -> Stop {
    let text = "expected ORM mapped attribute for loader strategy argument";
    errors::raise(machine, "ArgumentError", text)
}

/// The entity through which an attribute was reached.
pub fn owner(attribute: &Attribute) -> Entity {
    attribute.entity()
}

/// `User.name`, as messages call an attribute.
pub fn attribute_name(attribute: &Attribute) -> String {
    format!("{}.{}", entity::name(&owner(attribute)), attribute.key())
}

fn does_not_link(path: &Path, attribute: &str) -> String {
    match path.steps.last() {
        Some(step) => {
            let before = path.steps.len().checked_sub(2).and_then(|place| path.steps.get(place));
            let before = before.map_or(&path.root, |step| &step.to);
            format!(
                "ORM mapped entity or attribute \"{attribute}\" does not link from relationship \
                 \"{}.{}\".",
                entity::name(before),
                step.by.key.borrow()
            )
        }
        None => format!(
            "ORM mapped attribute \"{attribute}\" does not link mapped class \"{}\"",
            entity::name(&path.root)
        ),
    }
}

fn unsuited(strategy: &str, attribute: &str, is_column: bool) -> String {
    let (is, meant) = if is_column {
        ("column property", "relationship property")
    } else {
        ("relationship", "column property")
    };
    format!(
        "Can't apply \"{strategy}\" strategy to property \"{attribute}\", which is a \"{is}\"; \
         this loader strategy is intended to be used with a \"{meant}\"."
    )
}

fn lazy_name(lazy: Lazy) -> &'static str {
    match lazy {
        Lazy::Joined => "joined loader",
        Lazy::SelectIn => "select in loader",
        Lazy::Subquery => "subquery loader",
        Lazy::Immediate => "immediate loader",
        Lazy::NoLoad => "no loader",
        Lazy::Dynamic => "dyna loader",
        Lazy::WriteOnly => "write only loader",
        Lazy::Select | Lazy::Raise | Lazy::RaiseOnSql => "lazy loader",
    }
}

/// `User.addresses -> Address.user`, as messages name what an directive is about.
fn directive_name(directive: &Directive) -> String {
    let Some(path) = &directive.path else { return "*".to_owned() };
    let mut names = Vec::new();
    let mut from = &path.root;
    for step in &path.steps {
        names.push(format!("{}.{}", entity::name(from), step.by.key.borrow()));
        from = &step.to;
    }
    let key: Rc<str> = match &directive.about {
        About::Relationship(relationship) => Rc::clone(&relationship.key.borrow()),
        About::Column(key) => Rc::clone(key),
        About::Relationships | About::Columns | About::Group(_) => "*".into(),
    };
    names.push(format!("{}.{key}", entity::name(from)));
    names.join(" -> ")
}

impl Directive {
    /// It as its option was called, for messages: `joinedload(User.addresses)`.
    pub fn shown(&self) -> String {
        let method = match self.how {
            _ if self.contained.is_some() => "contains_eager",
            Some(How::Lazy(lazy)) => match lazy {
                Lazy::Joined => "joinedload",
                Lazy::SelectIn => "selectinload",
                Lazy::Subquery => "subqueryload",
                Lazy::Immediate => "immediateload",
                Lazy::NoLoad => "noload",
                Lazy::Raise | Lazy::RaiseOnSql => "raiseload",
                Lazy::Select | Lazy::Dynamic | Lazy::WriteOnly => "lazyload",
            },
            Some(How::Defer(_)) => "defer",
            Some(How::Undefer) => "undefer",
            None => "defaultload",
        };
        format!("{method}({})", directive_name(self))
    }
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
        if name == "undefer_group" {
            return Ok(Some(Value::of(self.group(machine, args)?)));
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
        let mut option = self.clone();
        option.directives.push(Rc::new(Directive {
            path: self.path.clone(),
            about: About::Group(name),
            how: Some(How::Undefer),
            innerjoin: None,
            contained: None,
            of_type: None,
            narrowed: None,
            chunk: None,
            propagates: true,
        }));
        Ok(option)
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
                None => {
                    let kind = machine.class_of(&value);
                    let text = format!(
                        "No inspection system is available for object of type <class '{}'>",
                        kind.name
                    );
                    Err(errors::raise(machine, "NoInspectionAvailable", text))
                }
            }
        }),
    ));
    found
}

/// The option also holds for what its objects load later.
pub fn propagates(option: &Value) -> bool {
    if let Some(own) = option.native::<LoaderCriteria>() {
        return own.propagates;
    }
    let Some(option) = option.native::<LoaderOption>() else { return false };
    option.path.is_some() && option.directives.iter().any(|directive| directive.propagates)
}
