//! Constraints and indexes that a table is given.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use super::key::foreign_key;
use crate::orm::core::coerce::known;
use crate::orm::core::errors::argument;
use crate::orm::core::{Constraint, ConstraintKind, Element, Expr, Index, Library, Role};
use crate::orm::python::{Args, Machine, Run, Value};

type Options = Vec<(Rc<str>, Value)>;

fn text(options: &Options, name: &str) -> Option<Rc<str>> {
    let found = options.iter().find(|(own, _)| &**own == name);
    found.and_then(|(_, value)| value.as_str().map(Rc::from))
}

fn flag(options: &Options, name: &str) -> Option<bool> {
    options.iter().find(|(own, _)| &**own == name).and_then(|(_, value)| match value {
        Value::Bool(truth) => Some(*truth),
        _ => None,
    })
}

fn sqlite(options: &Options) -> RefCell<IndexMap<Rc<str>, Value>> {
    let own = options.iter().filter(|(name, _)| name.starts_with("sqlite_"));
    RefCell::new(own.cloned().collect())
}

fn made(
    machine: &Machine,
    kind: ConstraintKind,
    pending: Vec<Value>,
    options: &Options,
) -> Rc<Constraint> {
    Rc::new(Constraint {
        name: RefCell::new(text(options, "name")),
        kind,
        columns: RefCell::default(),
        pending: RefCell::new(pending),
        table: RefCell::new(Weak::new()),
        deferrable: flag(options, "deferrable"),
        initially: text(options, "initially"),
        from_column: false,
        created: Library::next_constraint(machine),
        options: sqlite(options),
        named_by_rule: Cell::new(false),
    })
}

/// `UniqueConstraint(…)` and `PrimaryKeyConstraint(…)`.
///
/// # Errors
///
/// None as yet.
pub fn key_constraint(machine: &mut Machine, args: Args, primary: bool) -> Run<Rc<Constraint>> {
    let kind = if primary {
        ConstraintKind::PrimaryKey { implicit: false }
    } else {
        ConstraintKind::Unique
    };
    Ok(made(machine, kind, args.positional, &args.named))
}

/// `CheckConstraint(sql, …)`.
///
/// # Errors
///
/// ArgumentError for what is no expression.
pub fn check_constraint(machine: &mut Machine, args: Args) -> Run<Rc<Constraint>> {
    let mut positional = args.positional.into_iter();
    let named =
        |name: &str| args.named.iter().find(|(own, _)| &**own == name).map(|(_, v)| v.clone());
    let sql = positional.next().or_else(|| named("sqltext")).unwrap_or(Value::None);
    let mut options = args.named.clone();
    if let Some(name) = positional.next() {
        options.push(("name".into(), name));
    }
    let expr = ddl_expression(machine, &sql)?;
    Ok(made(machine, ConstraintKind::Check(expr), Vec::new(), &options))
}

/// An expression in a definition: a text stands for itself.
fn ddl_expression(machine: &mut Machine, value: &Value) -> Run<Expr> {
    if let Value::Str(sql) = value {
        return Ok(Element::text(sql));
    }
    match known(machine, value, Role::Expression)? {
        Some(expr) => Ok(expr),
        None => {
            let shown = machine.repr(value)?;
            let text = format!("SQL expression element for DDL constraint expected, got {shown}.");
            argument(machine, text)
        }
    }
}

/// `ForeignKeyConstraint(columns, refcolumns, …)`.
///
/// # Errors
///
/// ArgumentError where there are more columns on one side.
pub fn foreign_key_constraint(machine: &mut Machine, args: Args) -> Run<Rc<Constraint>> {
    let mut positional = args.positional.into_iter();
    let named =
        |name: &str| args.named.iter().find(|(own, _)| &**own == name).map(|(_, v)| v.clone());
    let columns = positional.next().or_else(|| named("columns")).unwrap_or(Value::None);
    let targets = positional.next().or_else(|| named("refcolumns")).unwrap_or(Value::None);
    let mut options = args.named.clone();
    if let Some(name) = positional.next() {
        options.push(("name".into(), name));
    }
    let (columns, targets) = (machine.collect(&columns)?, machine.collect(&targets)?);
    if columns.len() != targets.len() {
        let text = format!(
            "ForeignKeyConstraint number of constrained columns must match the number of \
             referenced columns: {} constrained columns, {} referenced columns",
            columns.len(),
            targets.len()
        );
        return argument(machine, text);
    }
    let mut elements = Vec::new();
    for target in targets {
        let mut given = vec![("column".into(), target)];
        let kept = ["ondelete", "onupdate", "name"];
        given.extend(options.iter().filter(|(name, _)| kept.contains(&&**name)).cloned());
        elements.push(foreign_key(machine, Args { positional: Vec::new(), named: given })?);
    }
    let kind = ConstraintKind::ForeignKey {
        elements: RefCell::new(elements),
        ondelete: text(&options, "ondelete"),
        onupdate: text(&options, "onupdate"),
        use_alter: flag(&options, "use_alter").unwrap_or(false),
    };
    Ok(made(machine, kind, columns, &options))
}

/// `Index(name, …)`.
///
/// # Errors
///
/// ArgumentError for what is no expression.
pub fn index(machine: &mut Machine, args: Args) -> Run<Rc<Index>> {
    let mut positional = args.positional.into_iter();
    let name = match positional.next() {
        Some(Value::Str(name)) => Some(name),
        _ => None,
    };
    let condition = args.named.iter().find(|(name, _)| &**name == "sqlite_where").cloned();
    let condition = match condition {
        Some((_, value)) if !value.is_none() => Some(ddl_expression(machine, &value)?),
        _ => None,
    };
    Ok(Rc::new(Index {
        name: RefCell::new(name),
        expressions: RefCell::default(),
        pending: RefCell::new(positional.collect()),
        unique: flag(&args.named, "unique").unwrap_or(false),
        table: RefCell::new(Weak::new()),
        condition,
        named_by_rule: Cell::new(false),
    }))
}
