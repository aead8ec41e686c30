//! What one run of the library shares: its metadata, its log, and what later layers added.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Body, Engine, Expr, FromClause, Item, Log, MetaData, Opener, Select};
use crate::orm::python::{Machine, Module, Native, Run, Value};

/// The place of an expression, which decides how a value is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A condition: `where(…)`.
    Where,
    /// Between SELECT and FROM.
    Columns,
    /// The other side of an operator: anything else becomes a parameter.
    Operand,
    /// ORDER BY and GROUP BY: a text names a label.
    OrderBy,
    /// Where a value becomes a parameter: arguments of functions, THEN.
    Expression,
    /// A column, as in an index: a text is a name.
    Column,
}

/// What a later layer knows to understand as an expression or a FROM: mapped classes and their
/// attributes. The first that answers is taken.
pub trait Coerce {
    /// The value as an expression.
    ///
    /// # Errors
    ///
    /// What the layer raises about it, such as a mapper's configuration that fails.
    fn expression(&self, machine: &mut Machine, value: &Value, role: Role) -> Run<Option<Expr>>;

    /// The value between SELECT and FROM.
    ///
    /// # Errors
    ///
    /// As above.
    fn item(&self, machine: &mut Machine, value: &Value) -> Run<Option<Item>>;

    /// The value as a FROM, or as a table that is written to.
    ///
    /// # Errors
    ///
    /// As above.
    fn from(&self, machine: &mut Machine, value: &Value) -> Run<Option<FromClause>>;

    /// The value as a part of a UNION.
    ///
    /// # Errors
    ///
    /// As above.
    fn body(&self, _machine: &mut Machine, _value: &Value) -> Run<Option<Body>> {
        Ok(None)
    }

    /// What an UPDATE of an entity sets where a key is set to a value: none where that is the
    /// column of the key itself.
    ///
    /// # Errors
    ///
    /// As above.
    fn sets(
        &self,
        _machine: &mut Machine,
        _entity: Option<&Value>,
        _key: &Value,
        _value: &Value,
    ) -> Run<Option<Vec<(Value, Value)>>> {
        Ok(None)
    }
}

/// Makes a select with entities, relationships and options one of tables and columns alone.
pub trait Lower {
    /// The select as this layer understands it, within a statement that has these options around
    /// it; none where it already is so.
    ///
    /// # Errors
    ///
    /// What the layer raises about it.
    fn select(
        &self,
        machine: &mut Machine,
        select: &Rc<Select>,
        around: &[Value],
    ) -> Run<Option<Rc<Select>>>;

    /// The conditions of `filter_by()` of a select that this layer understands; none for others.
    ///
    /// # Errors
    ///
    /// What the layer raises about the names.
    fn filter_by(
        &self,
        machine: &mut Machine,
        select: &Select,
        named: &[(Rc<str>, Value)],
    ) -> Run<Option<Vec<Expr>>>;
}

/// What one run of the library shares. Found from anywhere by [`Library::of`].
#[derive(Default)]
pub struct Library {
    /// Every `MetaData` of the run.
    pub metadatas: RefCell<Vec<Rc<MetaData>>>,
    /// Objects that only weak references would otherwise hold.
    pub kept: RefCell<Vec<Rc<dyn Any>>>,
    /// What later layers understand.
    pub coercions: RefCell<Vec<Rc<dyn Coerce>>>,
    /// What later layers make plain.
    pub lower: RefCell<Option<Rc<dyn Lower>>>,
    /// What was sent.
    pub log: RefCell<Log>,
    /// What opens databases.
    pub opener: RefCell<Option<Rc<dyn Opener>>>,
    /// Every engine of the run.
    pub engines: RefCell<Vec<Rc<Engine>>>,
    /// `event.listens_for`: what is listened to, the event, the function.
    pub listeners: RefCell<Vec<(Value, Rc<str>, Value)>>,
    /// The texts of statements that were warned of.
    pub compiled: RefCell<std::collections::HashSet<String>>,
    /// Types whose values may change in place.
    pub mutables: RefCell<Vec<(super::Type, Like)>>,
    /// How many columns were made.
    pub columns: Cell<u64>,
    /// How many constraints were made.
    pub constraints: Cell<u64>,
}

/// The name under which the library stands among the modules; no script can import it.
const NAME: &str = " library";

struct Holder(Rc<Library>);

impl Native for Holder {
    fn type_name(&self) -> Rc<str> {
        "library".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// What a value that may change in place is kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Like {
    /// `MutableDict`.
    Dict,
    /// `MutableList`.
    List,
    /// `MutableSet`.
    Set,
}

impl Library {
    /// Makes the library of a run, with its exceptions, and hands it to the machine.
    pub fn install(machine: &mut Machine, opener: Rc<dyn Opener>) -> Rc<Self> {
        super::errors::install(machine);
        let library = Rc::new(Self::default());
        *library.opener.borrow_mut() = Some(opener);
        let module = Rc::new(Module { name: NAME.into(), names: Default::default() });
        module.names.borrow_mut().insert(NAME.into(), Value::of(Holder(Rc::clone(&library))));
        machine.modules.insert(NAME.into(), module);
        library
    }

    /// The library of the run.
    pub fn of(machine: &Machine) -> Rc<Self> {
        let found = machine.modules.get(NAME).and_then(|m| m.names.borrow().get(NAME).cloned());
        found
            .and_then(|value| value.native::<Holder>())
            .map_or_else(Rc::default, |h| Rc::clone(&h.0))
    }

    /// The number of one more constraint.
    pub fn next_constraint(machine: &Machine) -> u64 {
        let library = Self::of(machine);
        let next = library.constraints.get();
        library.constraints.set(next + 1);
        next
    }

    /// Lets go of what refers to itself in a circle. The run is over.
    pub fn end(&self) {
        self.metadatas.take();
        self.kept.take();
        self.coercions.take();
        self.lower.take();
        self.engines.take();
        self.listeners.take();
    }

    /// The query as the layers above make it plain.
    pub(super) fn lowered(machine: &mut Machine, body: &Body, around: &[Value]) -> Run<Body> {
        let Body::Select(select) = body else { return Ok(body.clone()) };
        let lower = Self::of(machine).lower.borrow().clone();
        let Some(lower) = lower else { return Ok(body.clone()) };
        Ok(lower.select(machine, select, around)?.map_or_else(|| body.clone(), Body::Select))
    }
}
