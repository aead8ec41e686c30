//! What the functions and methods of options are asked for, and their arguments by name.

use super::{How, Inner};
use crate::orm::core::{Expr, FromClause, coerce, errors};
use crate::orm::mapper::Lazy;
use crate::orm::python::{Args, Machine, Run, Value};

/// What a method of an option was asked for.
#[derive(Clone, Copy)]
pub(super) struct Method {
    pub name: &'static str,
    pub how: Option<How>,
    pub columns: bool,
}

const fn relation(name: &'static str, lazy: Lazy) -> Method {
    Method { name, how: Some(How::Lazy(lazy)), columns: false }
}

const fn column(name: &'static str, how: How) -> Method {
    Method { name, how: Some(how), columns: true }
}

pub(super) const METHODS: [Method; 12] = [
    relation("joinedload", Lazy::Joined),
    relation("selectinload", Lazy::SelectIn),
    relation("subqueryload", Lazy::Subquery),
    relation("lazyload", Lazy::Select),
    relation("immediateload", Lazy::Immediate),
    relation("noload", Lazy::NoLoad),
    relation("raiseload", Lazy::Raise),
    relation("contains_eager", Lazy::Joined),
    Method { name: "defaultload", how: None, columns: false },
    column("defer", How::Defer(false)),
    column("undefer", How::Undefer),
    column("load_only", How::Undefer),
];

/// Arguments of an option by name.
#[derive(Default)]
pub(super) struct Named {
    pub how: Option<How>,
    pub innerjoin: Option<Inner>,
    pub alias: Option<FromClause>,
    pub chunk: Option<usize>,
    pub depth: Option<i64>,
    pub expression: Option<Expr>,
}

impl Named {
    pub fn read(machine: &mut Machine, method: Method, args: Args) -> Run<(Vec<Value>, Self)> {
        let mut named = Self::default();
        for (name, value) in args.named {
            match (&*name, method.name) {
                ("innerjoin", "joinedload") => {
                    named.innerjoin = match value.as_str() {
                        Some("unnested") => Some(Inner::Unnested),
                        _ if value.is_none() => None,
                        _ if machine.truth(&value)? => Some(Inner::Yes),
                        _ => Some(Inner::No),
                    };
                }
                ("sql_only", "raiseload") => {
                    if machine.truth(&value)? {
                        named.how = Some(How::Lazy(Lazy::RaiseOnSql));
                    }
                }
                ("raiseload", "defer" | "load_only") => {
                    if machine.truth(&value)? {
                        named.how = Some(How::Defer(true));
                    }
                }
                ("alias", "contains_eager") => {
                    named.alias =
                        if value.is_none() { None } else { Some(coerce::from(machine, &value)?) };
                }
                ("chunksize", "selectinload") => {
                    named.chunk = match &value {
                        Value::None => None,
                        Value::Int(size) if *size > 0 => usize::try_from(*size).ok(),
                        other => {
                            let shown = machine.str(other)?;
                            let text = format!(
                                "'chunksize={shown}' is not an appropriate input, please use a \
                                 positive non-zero integer."
                            );
                            return errors::argument(machine, text);
                        }
                    };
                }
                ("recursion_depth", "selectinload" | "immediateload") if value.is_none() => {}
                ("recursion_depth", "selectinload" | "immediateload") => {
                    named.depth = match &value {
                        Value::Int(depth) => Some(*depth),
                        _ => None,
                    };
                }
                _ => {
                    let text =
                        format!("{}() got an unexpected keyword argument '{name}'", method.name);
                    return Err(machine.error("TypeError", text));
                }
            }
        }
        Ok((args.positional, named))
    }
}
