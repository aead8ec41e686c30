//! How columns are named.

use std::rc::Rc;

use crate::orm::core::{Body, Expr, Name};

/// What a query selects, with the key in `.c` of a subquery of it and the name in SQL.
pub fn named_columns(body: &Body) -> Vec<(Rc<str>, Name, Expr)> {
    todo!()
}
