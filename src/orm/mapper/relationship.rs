//! `relationship()` and `backref()`: what a script says about two classes.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;

use super::field::FieldOptions;
use super::{BackrefArguments, Cascade, Lazy, Mapper, Relationship, entries};
use crate::nearest::nearest_cased;
use crate::orm::core::errors;
use crate::orm::python::{Args, Machine, Native, Run, Stop, Value};

/// The arguments of `relationship()` in SQLAlchemy's order; the first two come by position.
const PARAMETERS: [&str; 40] = [
    "argument?",
    "secondary?",
    "*",
    "uselist?",
    "collection_class?",
    "primaryjoin?",
    "secondaryjoin?",
    "back_populates?",
    "order_by?",
    "backref?",
    "overlaps?",
    "post_update?",
    "cascade?",
    "viewonly?",
    "init?",
    "repr?",
    "default?",
    "default_factory?",
    "compare?",
    "kw_only?",
    "hash?",
    "lazy?",
    "passive_deletes?",
    "passive_updates?",
    "active_history?",
    "enable_typechecks?",
    "foreign_keys?",
    "remote_side?",
    "join_depth?",
    "comparator_factory?",
    "single_parent?",
    "innerjoin?",
    "distinct_target_key?",
    "load_on_pending?",
    "query_class?",
    "info?",
    "omit_join?",
    "sync_backref?",
    "dataclass_metadata?",
    "doc?",
];

/// The arguments that are read when mappers are configured.
const READ_LATER: [&str; 6] =
    ["secondary", "primaryjoin", "secondaryjoin", "order_by", "foreign_keys", "remote_side"];

/// Arguments that are known and not supported here.
const UNSUPPORTED: [&str; 2] = ["comparator_factory", "query_class"];

/// An argument of this name is not taken.
fn unexpected(machine: &mut Machine, name: &str) -> Stop {
    let names = PARAMETERS.iter().map(|known| known.trim_end_matches('?'));
    let meant = nearest_cased(name, names.filter(|known| *known != "*"));
    let text =
        format!("RelationshipProperty.__init__() got an unexpected keyword argument '{name}'");
    machine.error("TypeError", text).with_hint(meant)
}

impl Relationship {
    /// `relationship(…)`.
    ///
    /// # Errors
    ///
    /// TypeError for arguments that are none, ArgumentError for what they cannot be.
    pub fn make(machine: &mut Machine, args: Args) -> Run<Rc<Self>> {
        for (name, _) in &args.named {
            let known = PARAMETERS.iter().any(|known| known.trim_end_matches('?') == &**name);
            if !known {
                return Err(unexpected(machine, name));
            }
        }
        let taken = args.bind(machine, "relationship", &PARAMETERS)?;
        let names = PARAMETERS.iter().filter(|name| **name != "*");
        let mut given: IndexMap<&'static str, Value> = names
            .map(|name| name.trim_end_matches('?'))
            .zip(taken.values)
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        for name in UNSUPPORTED {
            if given.get(name).is_some_and(|value| !value.is_none()) {
                return Err(machine.unsupported(format!("relationship({name}=…)")));
            }
        }
        let mut field = FieldOptions::default();
        given.retain(|name, value| {
            let is_field = FieldOptions::is_one(name);
            if is_field {
                field.put(name, value.clone());
            }
            !is_field
        });
        if field.get("default").is_some_and(|value| !value.is_none()) {
            let message = "Only 'None' is accepted as dataclass default for a relationship()";
            return errors::argument(machine, message);
        }
        let made = Self::of(machine, &mut given)?;
        *made.field.borrow_mut() = field;
        Ok(made)
    }

    /// A relationship with these arguments; those that are used are taken out.
    pub(super) fn of(
        machine: &mut Machine,
        given: &mut IndexMap<&'static str, Value>,
    ) -> Run<Rc<Self>> {
        let flag = |machine: &mut Machine, name: &str, usual: bool| match given.get(name) {
            Some(value) => machine.truth(value),
            None => Ok(usual),
        };
        let viewonly = flag(machine, "viewonly", false)?;
        let post_update = flag(machine, "post_update", false)?;
        let single_parent = flag(machine, "single_parent", false)?;
        let passive_updates = flag(machine, "passive_updates", true)?;
        let active_history = flag(machine, "active_history", false)?;
        let type_checks = flag(machine, "enable_typechecks", true)?;
        let innerjoin = flag(machine, "innerjoin", false)?;
        let passive_deletes = match given.get("passive_deletes") {
            Some(Value::Str(word)) if &**word == "all" => (true, true),
            Some(value) => (machine.truth(value)?, false),
            None => (false, false),
        };
        if viewonly {
            let writes_only = [
                ("passive_deletes", passive_deletes.0),
                ("passive_updates", !passive_updates),
                ("enable_typechecks", !type_checks),
                ("active_history", active_history),
            ];
            for (name, _) in writes_only.iter().filter(|(_, on)| *on) {
                machine.warn(
                    "SAWarning",
                    format!(
                        "Setting {name} on relationship() while also setting viewonly=True does \
                         not make sense, as a viewonly=True relationship does not perform \
                         persistence operations. This configuration may raise an error in a \
                         future release."
                    ),
                );
            }
        }
        let sync_backref = match given.get("sync_backref") {
            None | Some(Value::None) => None,
            Some(value) => Some(machine.truth(value)?),
        };
        if viewonly && sync_backref == Some(true) {
            let message = "sync_backref and viewonly cannot both be True";
            return Err(errors::raise(machine, "ArgumentError", message));
        }
        if let Some(value) = given.get("omit_join")
            && machine.truth(value)?
        {
            machine.warn(
                "SAWarning",
                "setting omit_join to True is not supported; selectin loading of this \
                 relationship may not work correctly if this flag is set explicitly.  omit_join \
                 optimization is automatically detected for conditions under which it is \
                 supported.",
            );
        }
        let overlaps = match given.get("overlaps") {
            Some(Value::Str(text)) => text.split(',').map(|name| Rc::from(name.trim())).collect(),
            _ => Vec::new(),
        };
        let mut cascade = match given.get("cascade") {
            Some(value) => Cascade::read(machine, value)?,
            None => Cascade::USUAL,
        };
        if viewonly {
            cascade = cascade.of_a_view();
        }
        let lazy_written = given.get("lazy").cloned().unwrap_or_else(|| Value::str("select"));
        let back_populates = given.get("back_populates").filter(|value| !value.is_none()).cloned();
        let backref = match given.get("backref") {
            None | Some(Value::None) => None,
            Some(value) => Some(backref_of(machine, value)?),
        };
        if back_populates.is_some() && backref.is_some() {
            let message = "backref and back_populates keyword arguments are mutually exclusive";
            return Err(errors::raise(machine, "ArgumentError", message));
        }
        let uselist = match given.get("uselist") {
            None | Some(Value::None) => None,
            Some(value) => Some(machine.truth(value)?),
        };
        let join_depth = match given.get("join_depth") {
            Some(Value::Int(depth)) => Some(*depth),
            _ => None,
        };
        let written = READ_LATER
            .iter()
            .filter_map(|name| Some((*name, given.get(name)?.clone())))
            .filter(|(_, value)| !value.is_none())
            .collect();
        Ok(Rc::new(Self {
            key: RefCell::new("".into()),
            parent: OnceCell::new(),
            argument: RefCell::new(given.get("argument").cloned().unwrap_or(Value::None)),
            written: RefCell::new(written),
            back_populates: RefCell::new(back_populates),
            backref: RefCell::new(backref),
            uselist: Cell::new(uselist),
            collection_class: RefCell::new(
                given.get("collection_class").filter(|value| !value.is_none()).cloned(),
            ),
            passive_deletes: Cell::new(passive_deletes),
            passive_updates: Cell::new(passive_updates),
            viewonly: Cell::new(viewonly),
            sync_backref: Cell::new(sync_backref),
            post_update: Cell::new(post_update),
            single_parent: Cell::new(single_parent),
            active_history: Cell::new(active_history),
            type_checks: Cell::new(type_checks),
            innerjoin: Cell::new(innerjoin),
            join_depth: Cell::new(join_depth),
            cascade: Cell::new(cascade),
            lazy: Cell::new(Lazy::read(&lazy_written).unwrap_or(Lazy::Select)),
            lazy_written: RefCell::new(lazy_written),
            overlaps: RefCell::new(overlaps),
            field: RefCell::default(),
            info: RefCell::new(given.get("info").cloned().unwrap_or(Value::None)),
            target: OnceCell::new(),
            started: Cell::new(false),
            settled: Cell::new(false),
            resolved: OnceCell::new(),
            reverse: RefCell::new(Vec::new()),
        }))
    }

    /// The other side that a backref makes: what it was given, changed by its own options.
    pub(super) fn made_for_backref(
        machine: &mut Machine,
        mut given: IndexMap<&'static str, Value>,
        options: Vec<(Rc<str>, Value)>,
    ) -> Run<Rc<Self>> {
        for (name, value) in options {
            let known = PARAMETERS
                .iter()
                .map(|known| known.trim_end_matches('?'))
                .find(|known| **known == *name && *known != "argument");
            let Some(known) = known else { return Err(unexpected(machine, &name)) };
            if UNSUPPORTED.contains(&known) && !value.is_none() {
                return Err(machine.unsupported(format!("backref({known}=…)")));
            }
            given.insert(known, value);
        }
        Self::of(machine, &mut given)
    }

    /// `User.posts`, as messages write it.
    pub fn described(&self) -> String {
        match self.parent.get() {
            Some(parent) => format!("{}.{}", parent.class.name, self.key.borrow()),
            None => self.key.borrow().to_string(),
        }
    }

    /// The mapper that it stands in.
    ///
    /// # Errors
    ///
    /// It stands in no class yet.
    pub fn parent(&self, machine: &mut Machine) -> Run<Rc<Mapper>> {
        match self.parent.get() {
            Some(parent) => Ok(Rc::clone(parent)),
            None => Err(machine.error("AttributeError", "parent")),
        }
    }

    /// The two sides are kept in step, as they are unless one only views.
    pub fn keeps_in_step(&self) -> bool {
        !self.viewonly.get() && self.sync_backref.get() != Some(false)
    }
}

impl Lazy {
    /// The words for the strategies.
    pub const WORDS: [&str; 10] = [
        "select",
        "joined",
        "selectin",
        "subquery",
        "raise",
        "raise_on_sql",
        "noload",
        "dynamic",
        "write_only",
        "immediate",
    ];

    /// Reads `lazy`; none where it is no strategy.
    pub fn read(value: &Value) -> Option<Self> {
        Some(match value {
            Value::None => Self::NoLoad,
            Value::Bool(true) => Self::Select,
            Value::Bool(false) => Self::Joined,
            Value::Str(word) => match &**word {
                "select" | "baked_select" => Self::Select,
                "joined" => Self::Joined,
                "selectin" => Self::SelectIn,
                "subquery" => Self::Subquery,
                "raise" => Self::Raise,
                "raise_on_sql" => Self::RaiseOnSql,
                "noload" => Self::NoLoad,
                "dynamic" => Self::Dynamic,
                "write_only" => Self::WriteOnly,
                "immediate" => Self::Immediate,
                _ => return None,
            },
            _ => return None,
        })
    }
}

/// `backref('user')` or `backref('user', lazy='joined')`, and a text alone.
fn backref_of(machine: &mut Machine, value: &Value) -> Run<BackrefArguments> {
    match value {
        Value::Str(name) => Ok((Rc::clone(name), Vec::new())),
        Value::Tuple(parts) => match &parts[..] {
            [Value::Str(name), Value::Dict(options)] => {
                Ok((Rc::clone(name), entries::named(machine, options)?))
            }
            _ => Err(machine.error("TypeError", "backref must be a name or backref()")),
        },
        other => {
            let name = machine.str(other)?;
            Ok((name, Vec::new()))
        }
    }
}

/// `backref(name, …)`: the name and what else was given, as SQLAlchemy keeps them.
///
/// # Errors
///
/// TypeError for arguments that are none.
pub fn backref(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut taken = args.bind(machine, "backref", &["name", "**keywords"])?;
    let name = taken.values.pop().flatten().unwrap_or(Value::None);
    Ok(Value::tuple(vec![name, Value::dict(taken.named)]))
}

impl Native for Relationship {
    fn type_name(&self) -> Rc<str> {
        "_RelationshipDeclared".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        self.inspected(machine, name)
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let key = self.key.borrow().clone();
        let key = if key.is_empty() { Rc::from("no key") } else { key };
        let address = Rc::as_ptr(&self) as *const () as usize;
        Ok(Some(format!("<_RelationshipDeclared at 0x{address:x}; {key}>").into()))
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        if self.parent.get().is_none() {
            return Err(machine.error("AttributeError", "parent"));
        }
        Ok(Some(self.described().into()))
    }
}
