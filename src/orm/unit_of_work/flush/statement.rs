//! The statements of a flush, as expressions.

use std::rc::Rc;

use crate::orm::core::{
    Column, Delete, Element, Expr, Insert, Kind, Op, Table, Type, TypeKind, Update,
};

/// `column = :name`.
pub(super) fn equals(column: &Rc<Column>, name: &str) -> Expr {
    let right = Element::parameter(name, column.ty.borrow().clone());
    let kind = Kind::Binary {
        left: Element::column(column),
        op: Op::Eq,
        right,
        negate: Some(Op::Ne),
        escape: None,
    };
    Element::typed(kind, Type(Rc::new(TypeKind::Boolean { check: None })))
}

/// `INSERT INTO table`.
pub(super) fn insert(table: &Rc<Table>) -> Insert {
    Insert {
        table: Rc::clone(table),
        entity: None,
        values: None,
        many: Vec::new(),
        select: None,
        returning: Vec::new(),
        sorted: false,
        prefixes: Vec::new(),
        conflict: None,
        ctes: Vec::new(),
        options: Vec::new(),
        execution: Vec::new(),
        return_defaults: None,
    }
}

/// `UPDATE table WHERE …`.
pub(super) fn update(table: &Rc<Table>, wheres: Vec<Expr>) -> Update {
    Update {
        table: Rc::clone(table),
        entity: None,
        values: Default::default(),
        ordered: false,
        wheres,
        returning: Vec::new(),
        ctes: Vec::new(),
        options: Vec::new(),
        execution: Vec::new(),
        return_defaults: None,
    }
}

/// `DELETE FROM table WHERE …`.
pub(super) fn delete(table: &Rc<Table>, wheres: Vec<Expr>) -> Delete {
    Delete {
        table: Rc::clone(table),
        entity: None,
        wheres,
        returning: Vec::new(),
        ctes: Vec::new(),
        options: Vec::new(),
        execution: Vec::new(),
    }
}
