//! What a script writes in a class's body: `mapped_column()`, `column_property()`, `deferred()`.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::field::FieldOptions;
use super::synonym::Synonym;
use super::{ColumnProperty, Relationship};
use crate::orm::core::{Column, Element, Expr, Kind, Role, coerce, method, operate};
use crate::orm::python::{Args, Binary, Comparison, Machine, Native, Run, Unary, Value};

/// `mapped_column(…)`: a column, and what the mapper does with it.
pub struct MappedColumn {
    /// The column; replaced where an annotation brings one.
    pub column: RefCell<Rc<Column>>,
    /// `deferred=`.
    pub deferred: Cell<Option<bool>>,
    /// `deferred_group=`.
    pub group: RefCell<Option<Rc<str>>>,
    /// `deferred_raiseload=`.
    pub raiseload: Cell<bool>,
    /// `active_history=`.
    pub active_history: Cell<bool>,
    /// `sort_order=`.
    pub sort_order: Cell<i64>,
    /// `use_existing_column=`.
    pub use_existing: Cell<bool>,
    /// What it says of itself as a field of a dataclass.
    pub field: FieldOptions,
    /// Of a dataclass: what the attribute is for an object that was given nothing.
    pub usual: RefCell<Option<Value>>,
}

impl MappedColumn {
    /// `mapped_column(…)`.
    ///
    /// # Errors
    ///
    /// Those of `Column(…)`.
    pub fn make(machine: &mut Machine, args: Args) -> Run<Rc<Self>> {
        let mut own = Self {
            column: RefCell::new(Column::new(machine, Args::none())?),
            deferred: Cell::new(None),
            group: RefCell::new(None),
            raiseload: Cell::new(false),
            active_history: Cell::new(false),
            sort_order: Cell::new(0),
            use_existing: Cell::new(false),
            field: FieldOptions::default(),
            usual: RefCell::default(),
        };
        let mut rest = Args::of(args.positional);
        for (name, value) in args.named {
            match &*name {
                "deferred" => own.deferred = Cell::new(Some(machine.truth(&value)?)),
                "deferred_group" => own.group = RefCell::new(value.as_str().map(Rc::from)),
                "deferred_raiseload" => own.raiseload = Cell::new(machine.truth(&value)?),
                "active_history" => own.active_history = Cell::new(machine.truth(&value)?),
                "use_existing_column" => own.use_existing = Cell::new(machine.truth(&value)?),
                "sort_order" => {
                    own.sort_order = Cell::new(if let Value::Int(n) = value { n } else { 0 });
                }
                "insert_default" => rest.named.push(("default".into(), value)),
                "default" => {
                    own.field.put("default", value.clone());
                    rest.named.push((name, value));
                }
                name if FieldOptions::is_one(name) => own.field.put(name, value),
                _ => rest.named.push((name, value)),
            }
        }
        own.column = RefCell::new(Column::new(machine, rest)?);
        Ok(Rc::new(own))
    }

    /// A column that an annotation alone asks for.
    ///
    /// # Errors
    ///
    /// None that a script meets.
    pub fn blank(machine: &mut Machine) -> Run<Rc<Self>> {
        Self::make(machine, Args::none())
    }

    /// A copy for a class that takes it from a mixin.
    ///
    /// # Errors
    ///
    /// Those of copying a column.
    pub fn copied(&self, machine: &mut Machine) -> Run<Rc<Self>> {
        let column = self.column.borrow().clone();
        Ok(Rc::new(Self {
            column: RefCell::new(column.copied(machine)),
            deferred: self.deferred.clone(),
            group: self.group.clone(),
            raiseload: self.raiseload.clone(),
            active_history: self.active_history.clone(),
            sort_order: self.sort_order.clone(),
            use_existing: self.use_existing.clone(),
            field: self.field.clone(),
            usual: self.usual.clone(),
        }))
    }

    fn expr(&self) -> Expr {
        Element::column(&self.column.borrow())
    }
}

impl Native for MappedColumn {
    fn type_name(&self) -> Rc<str> {
        "MappedColumn".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        method::METHODS
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        method::method(machine, &self.expr(), name, args)
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let column = Value::Native(self.column.borrow().clone());
        match name {
            "column" => Ok(Some(column)),
            _ => machine.attribute_if_any(&column, name),
        }
    }
    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let made = operate::binary(machine, &self.expr(), op, other, reflected)?;
        Ok(made.map(|expr| Value::Native(expr)))
    }
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let made = operate::compare(machine, &self.expr(), op, other)?;
        Ok(Some(Value::Native(made)))
    }
    fn unary(self: Rc<Self>, machine: &mut Machine, op: Unary) -> Run<Option<Value>> {
        let made = operate::unary(machine, &self.expr(), op)?;
        Ok(made.map(|expr| Value::Native(expr)))
    }
}

/// `column_property(…)` or `deferred(…)`: an expression or a column under a name.
pub struct Mapping {
    /// The column, where it is one.
    pub column: Option<Rc<Column>>,
    /// The expression, where it is none.
    pub expression: Option<Expr>,
    /// It is loaded when it is asked for.
    pub deferred: bool,
    /// Loaded with the others of this group.
    pub group: Option<Rc<str>>,
    /// Reading it is an error unless it was asked for in the query.
    pub raiseload: bool,
    /// What was there before is read when it is set.
    pub active_history: bool,
    /// `query_expression()`: each query says what it is.
    pub by_query: bool,
    /// What it says of itself as a field of a dataclass.
    pub field: FieldOptions,
}

impl Mapping {
    /// `query_expression(default_expr=…)`.
    ///
    /// # Errors
    ///
    /// ArgumentError for what is no expression.
    pub fn by_query(machine: &mut Machine, args: Args) -> Run<Rc<Self>> {
        let parameters =
            ["default_expr?", "*", "repr?", "compare?", "expire_on_flush?", "info?", "doc?"];
        let taken = args.bind(machine, "query_expression", &parameters)?;
        let expression = match taken.values.into_iter().next().flatten() {
            Some(given) => coerce::expression(machine, &given, Role::Columns)?,
            None => Element::plain(Kind::Null),
        };
        Ok(Rc::new(Self {
            column: None,
            expression: Some(expression),
            deferred: false,
            group: None,
            raiseload: false,
            active_history: false,
            by_query: true,
            field: FieldOptions::default(),
        }))
    }

    /// `column_property(…)`, or `deferred(…)`.
    ///
    /// # Errors
    ///
    /// ArgumentError for what is no expression.
    pub fn make(machine: &mut Machine, mut args: Args, deferred: bool) -> Run<Rc<Self>> {
        let mut field = FieldOptions::default();
        for (name, value) in std::mem::take(&mut args.named) {
            if FieldOptions::is_one(&name) {
                field.put(&name, value);
            } else {
                args.named.push((name, value));
            }
        }
        let function = if deferred { "deferred" } else { "column_property" };
        let parameters = [
            "column",
            "*additional_columns",
            "group?",
            "deferred?",
            "raiseload?",
            "active_history?",
            "expire_on_flush?",
            "info?",
            "doc?",
        ];
        let mut taken = args.bind(machine, function, &parameters)?;
        if !taken.rest.is_empty() {
            return Err(machine.unsupported(format!("{function}() of several columns")));
        }
        let mut take = |at: usize| taken.values.get_mut(at).and_then(Option::take);
        let first = take(0).unwrap_or(Value::None);
        let group = take(1).and_then(|value| value.as_str().map(Rc::from));
        let flags = [take(2), take(3), take(4)];
        let mut on = [deferred, false, false];
        for (flag, on) in flags.iter().zip(&mut on) {
            if let Some(value) = flag {
                *on = machine.truth(value)?;
            }
        }
        let [is_deferred, raiseload, active_history] = on;
        let column = match first.native::<MappedColumn>() {
            Some(mapped) => Some(mapped.column.borrow().clone()),
            None => first.native::<Column>(),
        };
        let expression = match &column {
            Some(_) => None,
            None => Some(coerce::expression(machine, &first, Role::Columns)?),
        };
        let deferred = is_deferred || group.is_some();
        let by_query = false;
        Ok(Rc::new(Self {
            column,
            expression,
            deferred,
            group,
            raiseload,
            active_history,
            by_query,
            field,
        }))
    }
}

impl Native for Mapping {
    fn type_name(&self) -> Rc<str> {
        "MappedSQLExpression".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// What a body declares under a name.
pub(super) enum Declared {
    /// `Column(…)`.
    Column(Rc<Column>),
    /// `mapped_column(…)`, or an annotation alone.
    Mapped(Rc<MappedColumn>),
    /// `relationship(…)`.
    Relationship(Rc<Relationship>),
    /// `column_property(…)`, `deferred(…)`.
    Mapping(Rc<Mapping>),
    /// `synonym(…)`.
    Synonym(Rc<Synonym>),
}

/// A property for a column, in the way in which it was declared.
pub(super) fn column_property(
    key: &Rc<str>,
    column: &Rc<Column>,
    declared: Option<&Declared>,
) -> ColumnProperty {
    let mut property = ColumnProperty {
        key: Rc::clone(key),
        column: Rc::clone(column),
        also: Vec::new(),
        deferred: false,
        group: None,
        raiseload: false,
        active_history: false,
        default: None,
        parent: OnceCell::new(),
    };
    match declared {
        Some(Declared::Mapped(mapped)) => {
            property.default = mapped.usual.borrow().clone();
            property.group = mapped.group.borrow().clone();
            property.raiseload = mapped.raiseload.get();
            property.active_history = mapped.active_history.get();
            let implied = property.group.is_some() || property.raiseload;
            property.deferred = mapped.deferred.get().unwrap_or(implied);
        }
        Some(Declared::Mapping(mapping)) => {
            property.deferred = mapping.deferred;
            property.group = mapping.group.clone();
            property.raiseload = mapping.raiseload;
            property.active_history = mapping.active_history;
        }
        _ => {}
    }
    property
}

impl Column {
    /// Gives it the name of its attribute where it has none.
    pub(super) fn take_name(&self, name: &Rc<str>) {
        if self.name.borrow().is_none() {
            *self.name.borrow_mut() = Some(Rc::clone(name));
        }
        if self.key.borrow().is_none() {
            *self.key.borrow_mut() = Some(Rc::clone(name));
        }
    }
}
