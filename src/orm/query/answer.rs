//! Results of statements of mapped classes, as a script sees them.

use std::rc::Rc;

use super::super::core::result::{About, ResultSet};
use super::super::core::{ResultColumn, Type};
use super::super::python::Value;
use super::bundle;
use super::load::Slot;
use super::send::Sent;

/// The columns of a result, named as a script asks for them.
pub fn columns(sent: &Sent) -> Rc<[ResultColumn]> {
    let columns = sent.plan.slots.iter().map(|slot| match slot {
        Slot::Object { label, .. } => ResultColumn {
            key: label.clone().unwrap_or_default(),
            name: label.clone().unwrap_or_default(),
            expr: None,
            ty: Type::null(),
        },
        Slot::Value { label, expr, place } => {
            let own = sent.columns.get(place.index(sent.plan.primary));
            ResultColumn {
                key: label.clone().unwrap_or_default(),
                name: own.map_or_else(|| "".into(), |own| Rc::clone(&own.name)),
                expr: Some(Rc::clone(expr)),
                ty: expr.ty(),
            }
        }
    });
    bundle::columns(&sent.plan.bundles, columns.collect()).into()
}

/// What `session.execute()` gives; `chunk` is its `yield_per`.
pub fn result(sent: Sent, chunk: Option<usize>) -> Rc<ResultSet> {
    let columns = columns(&sent);
    let about = About {
        type_name: Some("ChunkedIteratorResult"),
        held: sent
            .rows
            .iter()
            .flatten()
            .filter(|v| matches!(v, Value::Instance(_)))
            .cloned()
            .collect::<Vec<_>>()
            .into(),
        chunk,
        needs_unique: sent.plan.repeats && sent.plan.has_entities,
        ..About::default()
    };
    ResultSet::new(columns, sent.rows, about)
}

/// The result is of objects of one class, and of nothing else.
pub fn is_single(sent: &Sent) -> bool {
    matches!(sent.plan.slots.as_slice(), [Slot::Object { .. }])
}

/// A value of a row by which two rows are told apart.
#[derive(PartialEq, Eq, Hash)]
pub enum Mark {
    /// An object, by its place.
    Object(usize),
    /// A value that can be a key.
    Key(super::super::python::Key),
    /// A value that cannot: each is another.
    Other(usize),
}

/// Marks the values of a row.
pub fn marks(
    machine: &mut super::super::python::Machine,
    row: &[Value],
    at: usize,
) -> super::super::python::Run<Vec<Mark>> {
    use super::super::python::Stop;
    let mut marks = Vec::with_capacity(row.len());
    for value in row {
        marks.push(match value {
            Value::Instance(object) => Mark::Object(Rc::as_ptr(object).addr()),
            Value::List(_) | Value::Dict(_) | Value::Set(_) => Mark::Other(at),
            other => match machine.key(other) {
                Ok(key) => Mark::Key(key),
                Err(Stop::Raised(_)) => Mark::Other(at),
                Err(stop) => return Err(stop),
            },
        });
    }
    Ok(marks)
}
