//! What Flask-SQLAlchemy's queries have beside SQLAlchemy's: `get_or_404`, `paginate` and their kin.

use std::rc::Rc;

use super::flask::abort;
use super::pagination::{Paged, paginate};
use crate::orm::python::{Args, Machine, Native, Run, Stop, Value};

/// The class of a `db`'s queries, `query_cls` of its sessions: its methods are called with the
/// query before their arguments.
pub(super) struct FlaskQuery;

impl FlaskQuery {
    /// What the query gives, or the 404 that `abort()` raises.
    fn or_404(machine: &mut Machine, name: &str, mut args: Args) -> Run<Value> {
        let at = args.named.iter().position(|(key, _)| **key == *"description");
        let mut description = at.map(|at| args.named.remove(at).1);
        let last = if name == "get_or_404" { 2 } else { 1 };
        if args.positional.len() > last {
            description = args.positional.pop();
        }
        if args.positional.is_empty() {
            return Ok(Value::None);
        }
        let query = args.positional.remove(0);
        let method = name.strip_suffix("_or_404").unwrap_or(name);
        let found = match machine.call_method(&query, method, args) {
            Err(Stop::Raised(raised))
                if method == "one" && is_of_results(&raised.exception.class.name) =>
            {
                Value::None
            }
            other => other?,
        };
        if found.is_none() {
            return Err(abort(machine, 404, description.as_ref().and_then(Value::as_str)));
        }
        Ok(found)
    }
}

/// NoResultFound and MultipleResultsFound.
pub(super) fn is_of_results(class: &str) -> bool {
    matches!(class, "NoResultFound" | "MultipleResultsFound")
}

impl Native for FlaskQuery {
    fn type_name(&self) -> Rc<str> {
        "type".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["first_or_404", "get_or_404", "one_or_404", "paginate"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        mut args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "paginate" if !args.positional.is_empty() => {
                let query = args.positional.remove(0);
                paginate(machine, Paged::Query(query), args).map(Some)
            }
            "first_or_404" | "get_or_404" | "one_or_404" => {
                Self::or_404(machine, name, args).map(Some)
            }
            _ => Ok(None),
        }
    }
    fn repr(self: Rc<Self>, _: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some("<class 'flask_sqlalchemy.query.Query'>".into()))
    }
}
