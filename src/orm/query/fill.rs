//! Values that come beside an UPDATE or DELETE of a class: one set of them stands in the statement.

use std::rc::Rc;

use super::super::core::{Bind, Delete, Element, Expr, Kind, Params, Set, Update, walk};

/// The statement with the values of its parameters; what names no parameter sets a column.
pub fn update(update: &Update, params: &Params) -> Update {
    let mut own = update.clone();
    let mut used = Vec::new();
    own.wheres = own.wheres.iter().map(|part| filled(part, params, &mut used)).collect();
    for set in own.values.values_mut() {
        if let Set::Expr(expr) = set {
            *expr = filled(expr, params, &mut used);
        }
    }
    for (name, value) in params {
        if !used.contains(name) {
            own.values.insert(Rc::clone(name), Set::Value(value.clone()));
        }
    }
    own
}

/// The statement with the values of its parameters.
pub fn delete(delete: &Delete, params: &Params) -> Delete {
    let mut own = delete.clone();
    own.wheres = own.wheres.iter().map(|part| filled(part, params, &mut Vec::new())).collect();
    own
}

fn filled(expr: &Expr, params: &Params, used: &mut Vec<Rc<str>>) -> Expr {
    walk::replace(expr, &mut |part| {
        let Kind::Bind(bind) = &part.kind else { return None };
        let value = params.get(&bind.key).filter(|_| !bind.unique)?;
        used.push(Rc::clone(&bind.key));
        let bind = Bind { value: Some(value.clone()), ..Bind::clone(bind) };
        Some(Element::typed(Kind::Bind(Rc::new(bind)), part.ty()))
    })
}
