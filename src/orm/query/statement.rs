//! `Query`: what `session.query(…)` and `Model.query` give.

mod condition;
mod filter;

mod result;
mod set;
mod write;

use std::rc::Rc;

use super::super::core::{
    Body, Element, Expr, FromClause, Item, Kind, LabelStyle, Params, Select, coerce, errors,
};
use super::super::mapper::{Attribute, Entity, Relationship};
use super::super::python::{Args, Iter, Machine, Native, Run, Value};
use super::super::unit_of_work::{Session, State};
use super::entity;
use super::plan::plan;
use super::settings::Settings;

/// `Query`. Its methods give a changed copy.
#[derive(Clone)]
pub struct Query {
    /// The session that it is sent through.
    pub session: Option<Rc<Session>>,
    /// The statement.
    pub select: Select,
    /// What it carries beside that.
    pub settings: Settings,
    /// `select_from(…)`: the classes among what is read from.
    pub sources: Vec<Entity>,
    /// `populate_existing()`.
    pub populates: bool,
    /// `autoflush()`.
    pub flushes: bool,
    /// `yield_per()`: rows are not told apart.
    pub yields: bool,
    /// `only_return_tuples()`.
    pub tuples: bool,
    /// `params()`.
    pub params: Params,
    /// The object and the relationship that it is the attribute of: `lazy="dynamic"`.
    pub owner: Option<(Rc<State>, Rc<Relationship>)>,
    /// It came of an attribute and has not been changed.
    pub is_collection: bool,
    /// A number of its own, from which `0x…` is made.
    pub number: u64,
    /// `from_statement(…)`.
    pub given: Option<Value>,
}

/// What `Query` can do.
const METHODS: &[&str] = &[
    "add_columns",
    "add_entity",
    "all",
    "autoflush",
    "column_descriptions",
    "correlate",
    "count",
    "cte",
    "delete",
    "distinct",
    "enable_eagerloads",
    "enable_assertions",
    "except_",
    "except_all",
    "execution_options",
    "exists",
    "filter",
    "filter_by",
    "first",
    "first_or_404",
    "get",
    "get_or_404",
    "group_by",
    "having",
    "intersect",
    "intersect_all",
    "join",
    "label",
    "limit",
    "offset",
    "one",
    "one_or_404",
    "one_or_none",
    "only_return_tuples",
    "options",
    "order_by",
    "outerjoin",
    "paginate",
    "params",
    "populate_existing",
    "reset_joinpoint",
    "scalar",
    "scalar_subquery",
    "select_from",
    "set_label_style",
    "slice",
    "subquery",
    "tuples",
    "union",
    "union_all",
    "update",
    "where",
    "with_entities",
    "with_for_update",
    "with_labels",
    "with_parent",
    "with_session",
    "yield_per",
    "from_statement",
];

/// What a `dynamic` attribute can do beside.
const WRITES: &[&str] = &["append", "add", "add_all", "extend", "remove"];

impl Query {
    /// `session.query(…)`.
    ///
    /// # Errors
    ///
    /// ArgumentError for what cannot be selected.
    pub fn new(machine: &mut Machine, session: Option<Rc<Session>>, asked: &[Value]) -> Run<Self> {
        let mut query = Self {
            session,
            select: Select { labels: LabelStyle::TablenamePlusCol, ..Select::default() },
            settings: Settings { is_legacy: true, ..Settings::default() },
            sources: Vec::new(),
            populates: false,
            flushes: true,
            yields: false,
            tuples: false,
            params: Params::default(),
            owner: None,
            is_collection: false,
            number: machine.identity(),
            given: None,
        };
        let asked = match asked {
            [Value::List(_) | Value::Tuple(_)] => match asked.first() {
                Some(list) => machine.collect(list)?,
                None => Vec::new(),
            },
            _ => asked.to_vec(),
        };
        query.select.items = items(machine, &asked)?;
        Ok(query)
    }

    /// It as a script holds it.
    pub fn value(self) -> Value {
        Value::of(self)
    }

    /// The statement with all that it carries.
    pub fn noted(&self) -> Rc<Select> {
        let mut select = self.select.clone();
        self.settings.clone().note(&mut select);
        Rc::new(select)
    }

    /// Its statement within another one: of tables and columns alone, with nothing eager.
    ///
    /// # Errors
    ///
    /// What planning raises.
    pub fn body(&self, machine: &mut Machine, labels: LabelStyle) -> Run<Body> {
        let plan = plan(machine, &Rc::new(self.unplanned(labels)))?;
        Ok(Body::Select(plan.select))
    }

    /// What it selects, as it stands within another statement; that statement's options may still
    /// add to it.
    fn unplanned(&self, labels: LabelStyle) -> Select {
        let mut select = self.select.clone();
        select.labels = labels;
        let settings = Settings { eager: false, nested: true, ..self.settings.clone() };
        settings.note(&mut select);
        select
    }

    fn session(&self, machine: &mut Machine) -> Run<Rc<Session>> {
        match &self.session {
            Some(session) => Ok(Rc::clone(session)),
            None => {
                Err(machine.error("AttributeError", "'NoneType' object has no attribute 'execute'"))
            }
        }
    }

    fn no_limit(&self, machine: &mut Machine, method: &str) -> Run<()> {
        if self.select.limit.is_none() && self.select.offset.is_none() {
            return Ok(());
        }
        let text = format!(
            "Query.{method}() being called on a Query which already has LIMIT or OFFSET applied.  \
             Call {method}() before limit() or offset() are applied."
        );
        errors::invalid(machine, text)
    }

    fn existing<T>(machine: &mut Machine, method: &str) -> Run<T> {
        let text = format!("Query.{method}() being called on a Query with existing criterion. ");
        errors::invalid(machine, text)
    }

    /// The entity of its first place.
    fn first_entity(&self) -> Option<Entity> {
        match self.select.items.first()? {
            Item::Entity(item) => entity::of_value(&item.value),
            Item::Expr(expr) => entity::of_expr(expr),
            Item::From(_) => None,
        }
    }

    /// The one class that it is about.
    fn only_entity(&self, machine: &mut Machine, method: &str) -> Run<Entity> {
        if let [Item::Entity(item)] = self.select.items.as_slice()
            && let Some(entity) = entity::of_value(&item.value)
        {
            return Ok(entity);
        }
        if let (Some(Item::Expr(expr)), "update" | "delete") = (self.select.items.first(), method) {
            let shown = machine.repr(&coerce::expr_value(expr))?;
            let text =
                format!("subject table for an INSERT, UPDATE or DELETE expected, got {shown}.");
            return Err(errors::raise(machine, "ArgumentError", text));
        }
        let text = format!("{method}() can only be used against a single mapped class.");
        errors::invalid(machine, text)
    }

    fn changed(&self, change: impl FnOnce(&mut Self)) -> Value {
        let mut query = self.clone();
        query.is_collection = false;
        change(&mut query);
        query.value()
    }
}

/// What is asked for between SELECT and FROM.
pub(super) fn items(machine: &mut Machine, asked: &[Value]) -> Run<Vec<Item>> {
    asked.iter().map(|value| coerce::item(machine, value)).collect()
}

/// A number, or an expression, for LIMIT and OFFSET.
fn bound(machine: &mut Machine, value: &Value) -> Run<Option<Expr>> {
    use super::super::core::Type;
    let number = match value {
        Value::None => return Ok(None),
        Value::Int(number) => *number,
        Value::Bool(flag) => i64::from(*flag),
        Value::Float(number) => {
            #[expect(clippy::cast_possible_truncation, reason = "as int() does")]
            let whole = number.trunc() as i64;
            whole
        }
        Value::Str(text) => match text.trim().parse() {
            Ok(number) => number,
            Err(_) => {
                let shown = machine.repr(value)?;
                let text = format!("invalid literal for int() with base 10: {shown}");
                return Err(machine.error("ValueError", text));
            }
        },
        other => match other.native::<Element>() {
            Some(expr) => return Ok(Some(expr)),
            None => {
                let kind = machine.class_of(other);
                let text = format!(
                    "int() argument must be a string, a bytes-like object or a real number, not \
                     '{}'",
                    kind.name
                );
                return Err(machine.error("TypeError", text));
            }
        },
    };
    Ok(Some(Element::bind("param", Value::Int(number), Type::integer())))
}

/// The number in LIMIT or OFFSET, where it is one.
fn number(expr: Option<&Expr>) -> i64 {
    match expr.map(|expr| &expr.kind) {
        Some(Kind::Bind(bind)) => match bind.value {
            Some(Value::Int(number)) => number,
            _ => 0,
        },
        _ => 0,
    }
}

/// The FROM of a value: a class, a table, a subquery.
pub(super) fn from_of(machine: &mut Machine, value: &Value) -> Run<FromClause> {
    match entity::of_value(value) {
        Some(entity) => Ok(entity::from(&entity)),
        None => coerce::from(machine, value),
    }
}

/// The relationship that a value names, if it does.
pub(super) fn attribute_of(value: &Value) -> Option<Rc<Attribute>> {
    value.native::<Attribute>()
}

impl Native for Query {
    fn type_name(&self) -> Rc<str> {
        if self.owner.is_some() { "AppenderQuery".into() } else { "Query".into() }
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        match name {
            "session" => {
                return Ok(Some(self.session.as_ref().map_or(Value::None, Session::value)));
            }
            "statement" => {
                let mut select = self.select.clone();
                select.labels = LabelStyle::Disambiguate;
                let settings = Settings { is_legacy: false, ..self.settings.clone() };
                settings.note(&mut select);
                return Ok(Some(Value::Native(Rc::new(select) as _)));
            }
            "column_descriptions" => return self.descriptions(machine).map(Some),
            "whereclause" => {
                let condition = super::super::core::walk::and_all(&self.select.wheres);
                return Ok(Some(condition.map_or(Value::None, |c| Value::Native(c as _))));
            }
            _ => {}
        }
        let is_method = METHODS.contains(&name)
            || self.owner.is_some() && WRITES.contains(&name)
            || name == "__iter__";
        Ok(is_method.then(|| Value::bound(self, name)))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if let Some(value) = self.filter_method(machine, name, args.clone())? {
            return Ok(Some(value));
        }
        if let Some(value) = self.set_method(machine, name, args.clone())? {
            return Ok(Some(value));
        }
        if let Some(value) = self.result_method(machine, name, args.clone())? {
            return Ok(Some(value));
        }
        self.write_method(machine, name, args)
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        self.text(machine).map(Some)
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let place = 0x7f00_0000_0000_u64.wrapping_add(self.number.wrapping_mul(16));
        let class = if self.owner.is_some() {
            "sqlalchemy.orm.dynamic.AppenderQuery"
        } else {
            "sqlalchemy.orm.query.Query"
        };
        Ok(Some(format!("<{class} object at 0x{place:x}>").into()))
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        self.item(machine, key).map(Some)
    }

    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Ok(Some(held("generator", self.rows(machine)?)))
    }
}

/// An iterator over rows that are all held until its end, as SQLAlchemy holds them: objects that
/// the script lets go of meanwhile stay known to the session.
fn held(type_name: &'static str, rows: Vec<Value>) -> Rc<Iter> {
    let mut rows = rows;
    let mut at = 0_usize;
    Iter::lazily(type_name, move |_| {
        let next = rows.get(at).cloned();
        at = at.saturating_add(1);
        if next.is_none() {
            drop(std::mem::take(&mut rows));
        }
        Ok(next)
    })
}
