//! Constraints and indexes put to a table, those that come with a column among them.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use crate::orm::core::coerce::known;
use crate::orm::core::errors::{argument, raise};
use crate::orm::core::{
    Column, Constraint, ConstraintKind, Element, Index, Kind, Library, Op, Role, Table, Type,
    TypeKind,
};
use crate::orm::python::{Machine, Run, Value};

impl Table {
    /// The constraints and indexes that come with a column.
    pub(crate) fn constraints_of(
        self: &Rc<Self>,
        machine: &mut Machine,
        column: &Rc<Column>,
    ) -> Run<()> {
        let value = Value::Native(Rc::clone(column) as _);
        if column.index.get() {
            let index = Rc::new(Index {
                name: RefCell::new(None),
                expressions: RefCell::default(),
                pending: RefCell::new(vec![value.clone()]),
                unique: column.unique.get(),
                table: RefCell::new(Weak::new()),
                condition: None,
                named_by_rule: Cell::new(false),
            });
            self.append_index(machine, &index)?;
        } else if column.unique.get() {
            let unique = with_column(machine, ConstraintKind::Unique, value.clone(), None);
            self.append_constraint(machine, &unique)?;
        }
        let ty = column.ty.borrow().clone();
        if let Some((name, condition)) = type_check(&ty, column) {
            let check = with_column(machine, ConstraintKind::Check(condition), value, name);
            check.columns.borrow_mut().push(Rc::clone(column));
            self.append_constraint(machine, &check)?;
        }
        let keys = column.foreign_keys.borrow().clone();
        for key in keys {
            if key.constraint.borrow().upgrade().is_some() {
                continue;
            }
            let constraint = Rc::new(Constraint {
                name: RefCell::new(key.name.clone()),
                kind: ConstraintKind::ForeignKey {
                    elements: RefCell::new(vec![Rc::clone(&key)]),
                    ondelete: key.ondelete.clone(),
                    onupdate: key.onupdate.clone(),
                    use_alter: key.use_alter,
                },
                columns: RefCell::new(vec![Rc::clone(column)]),
                pending: RefCell::default(),
                table: RefCell::new(Rc::downgrade(self)),
                deferrable: key.deferrable,
                initially: key.initially.clone(),
                from_column: true,
                created: Library::next_constraint(machine),
                options: RefCell::default(),
                named_by_rule: Cell::new(false),
            });
            *key.constraint.borrow_mut() = Rc::downgrade(&constraint);
            self.constraints.borrow_mut().push(Rc::clone(&constraint));
            self.name_constraint(machine, &constraint)?;
        }
        for check in column.checks.borrow().iter() {
            *check.table.borrow_mut() = Rc::downgrade(self);
        }
        let checks = column.checks.borrow().clone();
        for check in checks {
            self.name_constraint(machine, &check)?;
        }
        Ok(())
    }

    /// Adds a constraint.
    ///
    /// # Errors
    ///
    /// ConstraintColumnNotFoundError where it names a column that is not there.
    pub fn append_constraint(
        self: &Rc<Self>,
        machine: &mut Machine,
        constraint: &Rc<Constraint>,
    ) -> Run<()> {
        *constraint.table.borrow_mut() = Rc::downgrade(self);
        let pending = constraint.pending.borrow().clone();
        if !matches!(constraint.kind, ConstraintKind::Check(_)) {
            let mut columns = Vec::new();
            for item in pending {
                columns.push(self.column_of(machine, constraint, &item)?);
            }
            *constraint.columns.borrow_mut() = columns;
        }
        match &constraint.kind {
            ConstraintKind::PrimaryKey { .. } => {
                let old = self.key();
                let mut columns = constraint.columns.borrow().clone();
                if columns.is_empty() {
                    columns = old.columns.borrow().clone();
                    *constraint.columns.borrow_mut() = columns.clone();
                } else {
                    for column in self.columns.borrow().values() {
                        column.primary_key.set(false);
                    }
                }
                for column in &columns {
                    column.primary_key.set(true);
                    if !column.nullable_given {
                        column.nullable.set(false);
                    }
                }
                self.constraints
                    .borrow_mut()
                    .retain(|own| !matches!(own.kind, ConstraintKind::PrimaryKey { .. }));
                self.constraints.borrow_mut().insert(0, Rc::clone(constraint));
            }
            ConstraintKind::ForeignKey { elements, .. } => {
                let columns = constraint.columns.borrow().clone();
                let elements = elements.borrow().clone();
                for (key, column) in elements.iter().zip(&columns) {
                    *key.parent.borrow_mut() = Rc::downgrade(column);
                    *key.constraint.borrow_mut() = Rc::downgrade(constraint);
                    let mut own = column.foreign_keys.borrow_mut();
                    if !own.iter().any(|other| Rc::ptr_eq(other, key)) {
                        own.push(Rc::clone(key));
                    }
                }
                self.constraints.borrow_mut().push(Rc::clone(constraint));
            }
            ConstraintKind::Unique | ConstraintKind::Check(_) => {
                self.constraints.borrow_mut().push(Rc::clone(constraint));
            }
        }
        self.name_constraint(machine, constraint)
    }

    /// A column that a constraint names.
    fn column_of(
        &self,
        machine: &mut Machine,
        constraint: &Constraint,
        item: &Value,
    ) -> Run<Rc<Column>> {
        if let Value::Str(name) = item {
            if let Some(column) = self.columns.borrow().get(name).cloned() {
                return Ok(column);
            }
            let what = match constraint.kind {
                ConstraintKind::PrimaryKey { .. } => "PrimaryKeyConstraint",
                ConstraintKind::ForeignKey { .. } => "ForeignKeyConstraint",
                ConstraintKind::Unique => "UniqueConstraint",
                ConstraintKind::Check(_) => "CheckConstraint",
            };
            let text = format!(
                "Can't create {what} on table '{}': no column named '{name}' is present.",
                self.name
            );
            return Err(raise(machine, "ConstraintColumnNotFoundError", text));
        }
        if let Some(column) = item.native::<Column>() {
            return Ok(column);
        }
        let found = known(machine, item, Role::Column)?.and_then(|expr| expr.as_column().cloned());
        match found {
            Some(column) => Ok(column),
            None => {
                let shown = machine.repr(item)?;
                let text = format!(
                    "String column name or column expression for DDL constraint expected, got \
                     {shown}."
                );
                argument(machine, text)
            }
        }
    }

    /// Adds an index.
    ///
    /// # Errors
    ///
    /// ConstraintColumnNotFoundError where it names a column that is not there.
    pub fn append_index(self: &Rc<Self>, machine: &mut Machine, index: &Rc<Index>) -> Run<()> {
        if self.indexes.borrow().iter().any(|own| Rc::ptr_eq(own, index)) {
            return Ok(());
        }
        *index.table.borrow_mut() = Rc::downgrade(self);
        let pending = index.pending.borrow().clone();
        let mut expressions = Vec::new();
        for item in pending {
            if let Value::Str(name) = &item {
                let Some(column) = self.column(name) else {
                    let text = format!(
                        "Can't create Index on table '{}': no column named '{name}' is present.",
                        self.name
                    );
                    return Err(raise(machine, "ConstraintColumnNotFoundError", text));
                };
                expressions.push(column);
                continue;
            }
            match known(machine, &item, Role::Column)? {
                Some(expr) => expressions.push(expr),
                None => {
                    let shown = machine.repr(&item)?;
                    let text = format!(
                        "String column name or column expression for DDL constraint expected, got \
                         {shown}."
                    );
                    return argument(machine, text);
                }
            }
        }
        *index.expressions.borrow_mut() = expressions;
        let unnamed = index.name.borrow().is_none();
        if unnamed {
            let name = self.conventional(machine, "ix", &index_columns(index), None, None)?;
            let name = name.unwrap_or_else(|| {
                let columns = index_columns(index);
                let label = columns.first().and_then(|column| {
                    Element::column(column).qualified_label().and_then(|l| l.given().cloned())
                });
                format!("ix_{}", label.unwrap_or_default()).into()
            });
            *index.name.borrow_mut() = Some(name);
            index.named_by_rule.set(true);
        }
        self.indexes.borrow_mut().push(Rc::clone(index));
        Ok(())
    }
}

fn with_column(
    machine: &Machine,
    kind: ConstraintKind,
    column: Value,
    name: Option<Rc<str>>,
) -> Rc<Constraint> {
    Rc::new(Constraint {
        name: RefCell::new(name),
        kind,
        columns: RefCell::default(),
        pending: RefCell::new(vec![column]),
        table: RefCell::new(Weak::new()),
        deferrable: None,
        initially: None,
        from_column: true,
        created: Library::next_constraint(machine),
        options: RefCell::new(IndexMap::new()),
        named_by_rule: Cell::new(false),
    })
}

fn index_columns(index: &Index) -> Vec<Rc<Column>> {
    index.expressions.borrow().iter().filter_map(|expr| expr.base_column()).collect()
}

/// The name and the condition of the CHECK that a type asks for.
fn type_check(ty: &Type, column: &Rc<Column>) -> Option<(Option<Rc<str>>, crate::orm::core::Expr)> {
    let expr = Element::column(column);
    let list = |items: Vec<crate::orm::core::Expr>| {
        let items = Element::typed(Kind::List { op: Op::Comma, items }, Type::null());
        crate::orm::core::group::group(&items)
    };
    match &*ty.0 {
        TypeKind::Boolean { check: Some(name) } => {
            let numbers = [0, 1].map(|n| Element::bind("param", Value::Int(n), Type::integer()));
            let right = list(numbers.into());
            Some((name.clone(), crate::orm::core::operate::compared(&expr, Op::In, &right)))
        }
        TypeKind::Enum(own) if own.create_constraint => {
            let names = own.names.iter();
            let names = names
                .map(|name| Element::bind("param", Value::Str(Rc::clone(name)), Type::string()));
            let right = list(names.collect());
            let name = own.name.clone();
            Some((name, crate::orm::core::operate::compared(&expr, Op::In, &right)))
        }
        _ => None,
    }
}
