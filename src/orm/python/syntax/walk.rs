//! The names that an expression reads.

use std::rc::Rc;

use super::{Body, Expression, ExpressionKind, Piece, Reach};

/// The names that an expression reads from outside itself, in the order in which they stand.
pub fn names(expression: &Expression, found: &mut Vec<Rc<str>>) {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || inside(expression, found));
}

fn all<'a>(expressions: impl IntoIterator<Item = &'a Expression>, found: &mut Vec<Rc<str>>) {
    expressions.into_iter().for_each(|expression| names(expression, found));
}

fn inside(expression: &Expression, found: &mut Vec<Rc<str>>) {
    use ExpressionKind as Kind;
    match &expression.kind {
        Kind::Name(name) => {
            if name.reach == Reach::Anywhere && !found.contains(&name.id) {
                found.push(Rc::clone(&name.id));
            }
        }
        Kind::Format(parts) => pieces(parts, found),
        Kind::Tuple(items) | Kind::List(items) | Kind::Set(items) => all(items, found),
        Kind::And(items) | Kind::Or(items) => all(items, found),
        Kind::Dict(items) => {
            for (key, value) in items {
                all(key, found);
                names(value, found);
            }
        }
        Kind::Starred(inner)
        | Kind::Attribute(inner, _)
        | Kind::Unary(_, inner)
        | Kind::Not(inner)
        | Kind::Bind(_, inner) => names(inner, found),
        Kind::Subscript(left, right) | Kind::Binary(left, _, right) => {
            names(left, found);
            names(right, found);
        }
        Kind::Slice(parts) => all(parts.iter().flatten().map(|part| &**part), found),
        Kind::Call(function, arguments) => {
            names(function, found);
            all(&arguments.positional, found);
            all(arguments.named.iter().map(|(_, value)| value), found);
        }
        Kind::Compare(left, rest) => {
            names(left, found);
            all(rest.iter().map(|(_, right)| right), found);
        }
        Kind::If(parts) => all(&**parts, found),
        Kind::Lambda(code) => {
            all(code.parameters.iter().filter_map(|p| p.default.as_ref()), found);
            if let Body::Expression(body) = &code.body {
                names(body, found);
            }
        }
        Kind::Comprehension(code) => {
            for clause in &code.clauses {
                names(&clause.iterable, found);
                all(&clause.conditions, found);
            }
            names(&code.element, found);
            all(&code.value, found);
        }
        Kind::None
        | Kind::Ellipsis
        | Kind::Bool(_)
        | Kind::Int(_)
        | Kind::Big(_)
        | Kind::Float(_)
        | Kind::Text(_)
        | Kind::Bytes(_)
        | Kind::Received
        | Kind::Unsupported(_) => {}
    }
}

fn pieces(parts: &[Piece], found: &mut Vec<Rc<str>>) {
    for part in parts {
        if let Piece::Value(value, _, specification) = part {
            names(value, found);
            pieces(specification, found);
        }
    }
}
