//! Values: their names and places, and lists behind IN.

use std::rc::Rc;

use super::{Compiled, Compiler, Dialect, MARK, Piece, Ready};
use crate::orm::core::errors::raise;
use crate::orm::core::{Bind, Expr, Identity, Kind, Made, Params, Type, TypeKind};
use crate::orm::python::{Args, Machine, Run, Value};

impl Compiler<'_> {
    /// A value's place.
    pub(super) fn bind(&mut self, expr: &Expr, bind: &Rc<Bind>) -> Run<String> {
        if self.literal {
            return self.literal_bind(expr, bind);
        }
        let name = self.bind_name(bind)?;
        let number = self.binds.len();
        self.binds.push((name, Rc::clone(expr)));
        let place = format!("{MARK}{number}{MARK}");
        Ok(if bind.expanding { format!("({place})") } else { place })
    }

    fn bind_name(&mut self, bind: &Rc<Bind>) -> Run<Rc<str>> {
        if let Some(name) = self.bind_names.get(&Rc::as_ptr(bind)) {
            return Ok(Rc::clone(name));
        }
        let name = if bind.unique {
            let base = clean_key(&bind.key);
            let of = Identity::Of(Rc::as_ptr(bind) as usize, 0);
            self.made_name(&Made { of, base: base.into() })
        } else {
            Rc::clone(&bind.key)
        };
        let clashes = self.binds.iter().any(|(other, expr)| {
            *other == name
                && matches!(&expr.kind, Kind::Bind(other) if !Rc::ptr_eq(other, bind)
                    && (other.unique || bind.unique))
        });
        if clashes {
            let text = format!(
                "Bind parameter '{name}' conflicts with unique bind parameter of the same name"
            );
            return Err(self.error("CompileError", text));
        }
        self.bind_names.insert(Rc::as_ptr(bind), Rc::clone(&name));
        Ok(name)
    }

    fn literal_bind(&mut self, expr: &Expr, bind: &Bind) -> Run<String> {
        let value = bind.value.clone().unwrap_or(Value::None);
        if !bind.expanding {
            return literal_value(self.machine, &value, &expr.ty());
        }
        let mut texts = Vec::new();
        for item in self.machine.collect(&value)? {
            texts.push(literal_value(self.machine, &item, &expr.ty())?);
        }
        if texts.is_empty() {
            return Ok(format!("({})", empty_set(1)));
        }
        Ok(format!("({})", texts.join(", ")))
    }
}

/// A bind's key without what cannot stand in a name.
fn clean_key(key: &str) -> String {
    let mut clean = String::new();
    for character in key.chars() {
        if !"%() $.[]:".contains(character) {
            clean.push(character);
        } else if !clean.ends_with('_') {
            clean.push('_');
        }
    }
    clean.trim_matches('_').to_owned()
}

/// A value written into a text.
///
/// # Errors
///
/// CompileError for what cannot be written.
pub fn literal_value(machine: &mut Machine, value: &Value, ty: &Type) -> Run<String> {
    if value.is_none() && !ty.evaluates_none() {
        return Ok("NULL".to_owned());
    }
    let ty = if ty.is_null() { Type::of_value(value) } else { ty.clone() };
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let is_numeric = matches!(&*ty.0, TypeKind::Numeric { .. } | TypeKind::Float { .. });
    match (&*ty.0, value) {
        (TypeKind::Boolean { .. }, Value::Bool(truth)) => Ok(i64::from(*truth).to_string()),
        (_, Value::Int(number)) => Ok(number.to_string()),
        (_, Value::Big(_)) => Ok(machine.str(value)?.to_string()),
        (_, Value::Bool(truth)) => Ok(i64::from(*truth).to_string()),
        (_, Value::Float(_) | Value::Decimal(_)) if is_numeric => {
            Ok(machine.str(value)?.to_string())
        }
        (TypeKind::DateTime | TypeKind::Date | TypeKind::Time | TypeKind::Enum(_), _)
        | (TypeKind::Json { .. } | TypeKind::Uuid { .. }, _) => {
            let value = ty.bind(machine, value)?;
            Ok(quoted(&machine.str(&value)?))
        }
        (_, Value::Str(text)) => Ok(quoted(text)),
        (_, Value::Float(_) | Value::Decimal(_)) => Ok(machine.str(value)?.to_string()),
        _ => {
            let shown = machine.repr(value)?;
            let text = format!(
                "No literal value renderer is available for literal value \"{shown}\" with \
                 datatype {}",
                ty.ddl(true).unwrap_or_else(|| "NULL".to_owned())
            );
            Err(raise(machine, "CompileError", text))
        }
    }
}

/// The query that stands for a list of nothing.
fn empty_set(width: usize) -> String {
    let ones = vec!["1"; width.max(1)].join(", ");
    format!("SELECT {ones} FROM (SELECT {ones}) WHERE 1!=1")
}

fn params(compiled: &Compiled) -> Params {
    let mut params = Params::new();
    for piece in &compiled.pieces {
        if let Piece::Bind(name, expr) = piece
            && let Kind::Bind(bind) = &expr.kind
        {
            params.insert(Rc::clone(name), bind.value.clone().unwrap_or(Value::None));
        }
    }
    params
}

fn ready(compiled: &Compiled, machine: &mut Machine, params: &Params) -> Run<Ready> {
    let mut ready = Ready { sql: String::new(), values: Vec::new() };
    for piece in &compiled.pieces {
        let (name, expr) = match piece {
            Piece::Text(text) => {
                ready.sql.push_str(text);
                continue;
            }
            Piece::Bind(name, expr) => (name, expr),
        };
        let Kind::Bind(bind) = &expr.kind else { continue };
        let given = params.get(name).or_else(|| params.get(&bind.key)).cloned();
        let value = match (given, &bind.value) {
            (Some(value), _) => value,
            // A value that is worked out when the statement is sent, not when it is written.
            (None, Some(Value::Builtin(_))) if compiled.dialect == Dialect::Default => Value::None,
            (None, Some(Value::Builtin(late))) => (late.run)(machine, Args::none())?,
            (None, Some(value)) => value.clone(),
            (None, None) => {
                let text = format!("A value is required for bind parameter '{name}'");
                return Err(raise(machine, "InvalidRequestError", text));
            }
        };
        if bind.expanding {
            expand(machine, &mut ready, name, &value, &expr.ty())?;
        } else {
            ready.sql.push_str(match compiled.dialect {
                Dialect::Sqlite => "?",
                Dialect::Default => ":",
            });
            if compiled.dialect == Dialect::Default {
                ready.sql.push_str(name);
            }
            ready.values.push((Rc::clone(name), value, expr.ty()));
        }
    }
    Ok(ready)
}

fn expand(
    machine: &mut Machine,
    ready: &mut Ready,
    name: &Rc<str>,
    value: &Value,
    ty: &Type,
) -> Run<()> {
    let items = machine.collect(value)?;
    let types = match &*ty.0 {
        TypeKind::Tuple(types) => Some(types.clone()),
        _ => None,
    };
    if items.is_empty() {
        let width = types.as_ref().map_or(1, Vec::len);
        ready.sql.push_str(&empty_set(width));
        return Ok(());
    }
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            ready.sql.push_str(", ");
        } else if types.is_some() || matches!(item, Value::Tuple(_)) {
            ready.sql.push_str("VALUES ");
        }
        let Some(parts) = tuple_of(item, types.is_some()) else {
            ready.sql.push('?');
            let name = format!("{name}_{}", index + 1).into();
            ready.values.push((name, item.clone(), ty.clone()));
            continue;
        };
        ready.sql.push('(');
        for (place, part) in parts.iter().enumerate() {
            ready.sql.push_str(if place > 0 { ", ?" } else { "?" });
            let name = format!("{name}_{}_{}", index + 1, place + 1).into();
            let own = types.as_ref().and_then(|types| types.get(place).cloned());
            ready.values.push((name, part.clone(), own.unwrap_or_else(|| Type::of_value(part))));
        }
        ready.sql.push(')');
    }
    Ok(())
}

fn tuple_of(item: &Value, wanted: bool) -> Option<Vec<Value>> {
    match item {
        Value::Tuple(parts) => Some(parts.to_vec()),
        Value::List(list) if wanted => Some(list.items.borrow().clone()),
        _ => None,
    }
}

impl Compiled {
    /// The text and its values for these parameters.
    ///
    /// # Errors
    ///
    /// Where a value is missing.
    pub fn ready(&self, machine: &mut Machine, params: &Params) -> Run<Ready> {
        ready(self, machine, params)
    }

    /// The values by name, as `compile().params` shows them.
    pub fn params(&self) -> Params {
        params(self)
    }
}
