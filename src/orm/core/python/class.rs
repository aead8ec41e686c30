//! Classes: what `type(x)` and `isinstance` know of the library's objects, and what is called to
//! make them.

use std::cell::RefCell;
use std::rc::Rc;

use super::naming::set;
use crate::orm::python::{Args, Builtin, Class, Machine, Run, Value};

/// What makes an object of a class.
pub(super) type Make = fn(&mut Machine, Args) -> Run<Value>;

/// A class that stands in `sqlalchemy`, and in further modules.
pub(super) fn class(
    machine: &mut Machine,
    name: &str,
    home: &str,
    base: Option<&Rc<Class>>,
    make: Option<Make>,
    modules: &[&str],
) -> Rc<Class> {
    let bases: Vec<Rc<Class>> =
        base.map_or_else(|| vec![machine.builtin_class("object")], |base| vec![Rc::clone(base)]);
    let mut ancestors = bases.clone();
    for base in &bases {
        ancestors.extend(base.ancestors.iter().cloned());
    }
    let construct = make.map(|make| {
        let run = move |machine: &mut Machine, args: Args| make(machine, args);
        Rc::new(Builtin { name: name.into(), of: None, run: Box::new(run) })
    });
    let class = Rc::new(Class {
        name: name.into(),
        module: home.into(),
        bases,
        ancestors,
        dict: RefCell::default(),
        annotations: RefCell::default(),
        meta: Default::default(),
        slot: RefCell::default(),
        construct,
        line: 0,
    });
    let value = Value::Class(Rc::clone(&class));
    let mut all = vec!["sqlalchemy"];
    all.extend_from_slice(modules);
    set(machine, &all, name, &value);
    class
}

/// Classes of expressions, FROMs and statements, each with its base.
const CLASSES: &[(&str, &str, &str)] = &[
    ("ClauseElement", "sqlalchemy.sql.elements", ""),
    ("ColumnElement", "sqlalchemy.sql.elements", "ClauseElement"),
    ("ColumnClause", "sqlalchemy.sql.elements", "ColumnElement"),
    ("BindParameter", "sqlalchemy.sql.elements", "ColumnElement"),
    ("Null", "sqlalchemy.sql.elements", "ColumnElement"),
    ("True_", "sqlalchemy.sql.elements", "ColumnElement"),
    ("False_", "sqlalchemy.sql.elements", "ColumnElement"),
    ("TextClause", "sqlalchemy.sql.elements", "ClauseElement"),
    ("UnaryExpression", "sqlalchemy.sql.elements", "ColumnElement"),
    ("BinaryExpression", "sqlalchemy.sql.elements", "ColumnElement"),
    ("ExpressionClauseList", "sqlalchemy.sql.elements", "ColumnElement"),
    ("BooleanClauseList", "sqlalchemy.sql.elements", "ExpressionClauseList"),
    ("ClauseList", "sqlalchemy.sql.elements", "ClauseElement"),
    ("Tuple", "sqlalchemy.sql.elements", "ColumnElement"),
    ("Grouping", "sqlalchemy.sql.elements", "ColumnElement"),
    ("Function", "sqlalchemy.sql.functions", "ColumnElement"),
    ("Case", "sqlalchemy.sql.elements", "ColumnElement"),
    ("Cast", "sqlalchemy.sql.elements", "ColumnElement"),
    ("TypeCoerce", "sqlalchemy.sql.elements", "ColumnElement"),
    ("Extract", "sqlalchemy.sql.elements", "ColumnElement"),
    ("Label", "sqlalchemy.sql.elements", "ColumnElement"),
    ("Over", "sqlalchemy.sql.elements", "ColumnElement"),
    ("FunctionFilter", "sqlalchemy.sql.elements", "ColumnElement"),
    ("ScalarSelect", "sqlalchemy.sql.selectable", "ColumnElement"),
    ("Exists", "sqlalchemy.sql.selectable", "UnaryExpression"),
    ("FromClause", "sqlalchemy.sql.selectable", "ClauseElement"),
    ("TableClause", "sqlalchemy.sql.selectable", "FromClause"),
    ("Alias", "sqlalchemy.sql.selectable", "FromClause"),
    ("Subquery", "sqlalchemy.sql.selectable", "FromClause"),
    ("CTE", "sqlalchemy.sql.selectable", "FromClause"),
    ("Join", "sqlalchemy.sql.selectable", "FromClause"),
    ("SelectBase", "sqlalchemy.sql.selectable", "ClauseElement"),
    ("Select", "sqlalchemy.sql.selectable", "SelectBase"),
    ("CompoundSelect", "sqlalchemy.sql.selectable", "SelectBase"),
    ("TextualSelect", "sqlalchemy.sql.selectable", "SelectBase"),
    ("Insert", "sqlalchemy.sql.dml", "ClauseElement"),
    ("Update", "sqlalchemy.sql.dml", "ClauseElement"),
    ("Delete", "sqlalchemy.sql.dml", "ClauseElement"),
    ("Engine", "sqlalchemy.engine.base", ""),
    ("Connection", "sqlalchemy.engine.base", ""),
    ("Row", "sqlalchemy.engine.row", ""),
    ("Result", "sqlalchemy.engine.result", ""),
    ("CursorResult", "sqlalchemy.engine.cursor", "Result"),
    ("ScalarResult", "sqlalchemy.engine.result", ""),
    ("MappingResult", "sqlalchemy.engine.result", ""),
];

/// Makes the classes that a script only asks about.
pub(super) fn install(machine: &mut Machine) {
    for (name, home, base) in CLASSES {
        let there = machine
            .modules
            .get("sqlalchemy")
            .is_some_and(|module| module.names.borrow().contains_key(*name));
        if there {
            continue;
        }
        let base = crate::orm::core::natives::class_named(machine, base);
        class(machine, name, home, base.as_ref(), None, &["sqlalchemy.sql.expression"]);
    }
}
