//! Walking the format and a document side by side.

use relatable::lesson::file::{Kind, Shape};
use serde_json::Value;

/// A place in a document at which a key of the format stands.
#[derive(Debug, Clone)]
pub struct Occurrence {
    /// `a step.answer`
    pub key: String,
    /// What it takes.
    pub kind: &'static Kind,
    /// The JSON pointer of its value.
    pub pointer: String,
}

/// A shape and every shape below it, each once.
pub fn shapes(shape: &'static Shape) -> Vec<&'static Shape> {
    let mut found = Vec::new();
    of_shape(shape, &mut found);
    found
}

/// Every key of a shape and of what is below it, as `a step.answer`; each once.
pub fn keys(shape: &'static Shape) -> Vec<String> {
    let of = |shape: &&'static Shape| {
        let names = shape.names.map(|_| "*");
        let keys: Vec<&str> = shape.keys.iter().map(|key| key.name).chain(names).collect();
        keys.iter().map(|key| format!("{}.{key}", shape.name)).collect::<Vec<_>>()
    };
    shapes(shape).iter().flat_map(of).collect()
}

fn of_shape(shape: &'static Shape, found: &mut Vec<&'static Shape>) {
    // A shape has one name, and no two have the same.
    if found.iter().any(|known| known.name == shape.name) {
        return;
    }
    found.push(shape);
    let names = shape.names.map(|names| names.kind);
    for kind in shape.keys.iter().map(|key| &key.kind).chain(names) {
        of_kind(kind, found);
    }
}

fn of_kind(kind: &'static Kind, found: &mut Vec<&'static Shape>) {
    match kind {
        Kind::Map(shape) => of_shape(shape, found),
        Kind::List(of, _) => of_kind(of, found),
        Kind::Either(one, other) => {
            of_kind(one, found);
            of_kind(other, found);
        }
        _ => {}
    }
}

/// Where the keys of a shape stand in a document.
pub fn occurrences(shape: &'static Shape, document: &Value) -> Vec<Occurrence> {
    let mut found = Vec::new();
    in_map(shape, document, "", &mut found);
    found
}

fn in_map(shape: &'static Shape, value: &Value, at: &str, found: &mut Vec<Occurrence>) {
    let Value::Object(entries) = value else { return };
    for (name, value) in entries {
        let pointer = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        let (key, kind) = match (shape.key(name), shape.names) {
            (Some(key), _) => (format!("{}.{name}", shape.name), &key.kind),
            (None, Some(names)) => (format!("{}.*", shape.name), names.kind),
            (None, None) => panic!("{pointer} is no key of the format"),
        };
        found.push(Occurrence { key, kind, pointer: pointer.clone() });
        in_kind(kind, value, &pointer, found);
    }
}

fn in_kind(kind: &'static Kind, value: &Value, at: &str, found: &mut Vec<Occurrence>) {
    match (kind, value) {
        (Kind::Map(shape), _) => in_map(shape, value, at, found),
        (Kind::List(of, _), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                in_kind(of, item, &format!("{at}/{index}"), found);
            }
        }
        (Kind::Either(_, other), Value::Array(_) | Value::Object(_)) => {
            in_kind(other, value, at, found);
        }
        _ => {}
    }
}

/// Whether a value of this JSON type can be what the kind takes.
pub fn takes(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Text(_) | Kind::Word(_) => value.is_string(),
        Kind::Whole(..) => value.is_i64(),
        Kind::Number => value.is_number(),
        Kind::Flag | Kind::True => value.is_boolean(),
        Kind::List(..) | Kind::Rows => value.is_array(),
        Kind::Map(_) => value.is_object(),
        Kind::Either(one, other) => takes(one, value) || takes(other, value),
        Kind::Table => value.is_array() || value.is_object(),
    }
}
