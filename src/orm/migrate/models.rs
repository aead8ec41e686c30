//! What the mapped tables declare.

use std::rc::Rc;

use super::reflect::in_parentheses;
use super::{ColumnSpec, DefaultSpec, IndexSpec, KeySpec, Name, TableSpec, TypeSpec, UniqueSpec};
use crate::orm::core::compile::Dialect;
use crate::orm::core::{
    Autoincrement, Column, Constraint, ConstraintKind, Index, Kind, Library, Set, Table, ddl,
};
use crate::orm::python::{Machine, Run, Value, repr_of};

/// The tables of every metadata, those that others refer to first.
///
/// # Errors
///
/// What resolving foreign keys raises, and a column without a type.
pub(super) fn tables(machine: &mut Machine) -> Run<Vec<TableSpec>> {
    let metadatas = Library::of(machine).metadatas.borrow().clone();
    let mut found = Vec::new();
    for metadata in metadatas {
        for table in metadata.sorted_tables(machine)? {
            found.push(described(machine, &table)?);
        }
    }
    Ok(found)
}

fn described(machine: &mut Machine, table: &Rc<Table>) -> Run<TableSpec> {
    let own: Vec<Rc<Column>> = table.columns.borrow().values().cloned().collect();
    // The types of columns that take theirs of what they refer to are known after this.
    let create = ddl::create_table(machine, table, Dialect::Sqlite)?;
    let number = table.autoincrement_column();
    let mut columns = Vec::with_capacity(own.len());
    for column in &own {
        let is_number = number.as_ref().is_some_and(|number| Rc::ptr_eq(number, column));
        columns.push(described_column(machine, table, column, is_number)?);
    }
    let (mut uniques, mut keys, mut checks) = (Vec::new(), Vec::new(), Vec::new());
    let mut primary_key = (None, Vec::new());
    let mut constraints: Vec<Rc<Constraint>> = table.constraints.borrow().clone();
    constraints.extend(own.iter().flat_map(|column| column.checks.borrow().clone()));
    for one in constraints {
        let name = name(&one);
        let columns = names(&one.columns.borrow());
        match &one.kind {
            ConstraintKind::PrimaryKey { .. } => primary_key = (name, columns),
            ConstraintKind::Unique => uniques.push(UniqueSpec { name, columns }),
            ConstraintKind::ForeignKey { .. } => keys.push(key(machine, &one)?),
            ConstraintKind::Check(_) if is_of_type(&one) => {}
            ConstraintKind::Check(expr) => {
                let condition = ddl::written(machine, expr)?;
                checks.push((name, condition));
            }
        }
    }
    let mut indexes = Vec::new();
    for one in table.indexes.borrow().clone() {
        indexes.push(index(machine, &one)?);
    }
    let name = table.name.to_string();
    let options = options(machine, table)?;
    let create = create.trim().to_owned();
    Ok(TableSpec { name, columns, primary_key, uniques, keys, checks, indexes, options, create })
}

/// A CHECK that comes with a type is written by the type.
fn is_of_type(one: &Constraint) -> bool {
    one.from_column && !one.columns.borrow().is_empty()
}

fn described_column(
    machine: &mut Machine,
    table: &Rc<Table>,
    column: &Rc<Column>,
    is_number: bool,
) -> Run<ColumnSpec> {
    let default = match column.server_default.borrow().clone() {
        None => None,
        Some(Set::Value(Value::Str(text))) => Some(DefaultSpec::Text(text.to_string())),
        Some(Set::Value(other)) => Some(DefaultSpec::Text(machine.str(&other)?.to_string())),
        Some(Set::Expr(expr)) => {
            Some(DefaultSpec::Sql(in_parentheses(&ddl::written(machine, &expr)?)))
        }
    };
    let computed = match &column.computed {
        None => None,
        Some((expr, persisted)) => {
            let expr = repr_of(&ddl::written(machine, expr)?);
            let persisted = persisted.map(|it| format!("persisted={}", truth(it)));
            Some(format!("sa.Computed({expr}, {})", persisted.unwrap_or_default()))
        }
    };
    let mut options = Vec::new();
    if let Some(comment) = &column.comment {
        options.push(format!("comment={}", repr_of(comment)));
    }
    for (name, value) in column.options.borrow().clone() {
        options.push(format!("{name}={}", machine.repr(&value)?));
    }
    Ok(ColumnSpec {
        name: column.name().to_string(),
        ty: TypeSpec::of(&column.ty.borrow()),
        nullable: column.nullable.get(),
        default,
        computed,
        autoincrement: match column.autoincrement {
            Autoincrement::Yes => Some(true),
            Autoincrement::No => Some(false),
            Autoincrement::Auto | Autoincrement::IgnoreForeignKey => None,
        },
        is_number,
        options,
        definition: ddl::column(machine, table, column)?,
    })
}

fn key(machine: &mut Machine, one: &Rc<Constraint>) -> Run<KeySpec> {
    let ConstraintKind::ForeignKey { elements, ondelete, onupdate, .. } = &one.kind else {
        return Ok(KeySpec {
            name: None,
            columns: Vec::new(),
            target: String::new(),
            targets: Vec::new(),
            on_delete: None,
            on_update: None,
            deferrable: None,
            initially: None,
        });
    };
    let (mut columns, mut targets, mut target) = (Vec::new(), Vec::new(), String::new());
    for element in elements.borrow().clone() {
        columns.extend(element.parent().map(|parent| parent.name().to_string()));
        let referred = element.column(machine)?;
        targets.push(referred.name().to_string());
        target = referred.table().map(|table| table.name.to_string()).unwrap_or_default();
    }
    let text = |text: &Option<Rc<str>>| text.as_deref().map(str::to_owned);
    Ok(KeySpec {
        name: name(one),
        columns,
        target,
        targets,
        on_delete: text(ondelete),
        on_update: text(onupdate),
        deferrable: one.deferrable,
        initially: text(&one.initially),
    })
}

fn index(machine: &mut Machine, one: &Rc<Index>) -> Run<IndexSpec> {
    let expressions = one.expressions.borrow().clone();
    let columns: Vec<Rc<Column>> = expressions.iter().filter_map(|it| it.base_column()).collect();
    let is_column = |expr: &crate::orm::core::Expr| matches!(expr.kind, Kind::Column(_));
    let condition = match &one.condition {
        Some(condition) => Some(ddl::written(machine, condition)?),
        None => None,
    };
    let text = one.name.borrow().as_deref().unwrap_or_default().to_owned();
    Ok(IndexSpec {
        name: Name { text, is_final: one.named_by_rule.get() },
        columns: names(&columns),
        has_expressions: !expressions.iter().all(is_column),
        unique: one.unique,
        is_reflected: false,
        condition,
        create: ddl::create_index(machine, one, Dialect::Sqlite)?,
    })
}

/// What else `op.create_table` says.
fn options(machine: &mut Machine, table: &Rc<Table>) -> Run<Vec<String>> {
    let mut options = Vec::new();
    if let Some(comment) = &*table.comment.borrow() {
        options.push(format!("comment={}", repr_of(comment)));
    }
    let own = table.options.borrow().clone();
    let mut own: Vec<_> = own.into_iter().collect();
    own.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (name, value) in own {
        options.push(format!("{name}={}", machine.repr(&value)?));
    }
    if !table.prefixes.is_empty() {
        let prefixes: Vec<String> = table.prefixes.iter().map(|it| format!("'{it}'")).collect();
        options.push(format!("prefixes=[{}]", prefixes.join(", ")));
    }
    Ok(options)
}

fn name(one: &Constraint) -> Option<Name> {
    let text = one.name.borrow().as_deref()?.to_owned();
    Some(Name { text, is_final: one.named_by_rule.get() })
}

fn names(columns: &[Rc<Column>]) -> Vec<String> {
    columns.iter().map(|column| column.name().to_string()).collect()
}

fn truth(truth: bool) -> &'static str {
    if truth { "True" } else { "False" }
}
