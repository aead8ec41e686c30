//! The names that an expression reads.

use std::rc::Rc;

use super::{Body, Expression, ExpressionKind, Name, Piece, Reach};

/// The names that an expression reads from outside itself, in the order in which they stand.
pub fn names(expression: &Expression, found: &mut Vec<Rc<str>>) {
    read(expression, &mut |name, _| {
        if name.reach == Reach::Anywhere && !found.contains(&name.id) {
            found.push(Rc::clone(&name.id));
        }
    });
}

/// Whether an expression reads a name or, by `:=`, binds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It reads it.
    Read,
    /// It binds it, to what was read before.
    Bound,
}

/// Tells of each name that an expression reads or binds, in the order in which Python does so.
pub(super) fn read(expression: &Expression, tell: &mut dyn FnMut(&Name, Use)) {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || inside(expression, tell));
}

fn all<'a>(
    expressions: impl IntoIterator<Item = &'a Expression>,
    tell: &mut dyn FnMut(&Name, Use),
) {
    expressions.into_iter().for_each(|expression| read(expression, tell));
}

fn inside(expression: &Expression, tell: &mut dyn FnMut(&Name, Use)) {
    use ExpressionKind as Kind;
    match &expression.kind {
        Kind::Name(name) => tell(name, Use::Read),
        Kind::Format(parts) => pieces(parts, tell),
        Kind::Tuple(items) | Kind::List(items) | Kind::Set(items) => all(items, tell),
        Kind::And(items) | Kind::Or(items) => all(items, tell),
        Kind::Dict(items) => {
            for (key, value) in items {
                all(key, tell);
                read(value, tell);
            }
        }
        Kind::Starred(inner)
        | Kind::Attribute(inner, _)
        | Kind::Unary(_, inner)
        | Kind::Not(inner) => read(inner, tell),
        Kind::Bind(name, inner) => {
            read(inner, tell);
            tell(name, Use::Bound);
        }
        Kind::Subscript(left, right) | Kind::Binary(left, _, right) => {
            read(left, tell);
            read(right, tell);
        }
        Kind::Slice(parts) => all(parts.iter().flatten().map(|part| &**part), tell),
        Kind::Call(function, arguments) => {
            read(function, tell);
            all(&arguments.positional, tell);
            all(arguments.named.iter().map(|(_, value)| value), tell);
        }
        Kind::Compare(left, rest) => {
            read(left, tell);
            all(rest.iter().map(|(_, right)| right), tell);
        }
        Kind::If(parts) => all(&**parts, tell),
        Kind::Lambda(code) => {
            all(code.parameters.iter().filter_map(|p| p.default.as_ref()), tell);
            if let Body::Expression(body) = &code.body {
                read(body, tell);
            }
        }
        Kind::Comprehension(code) => {
            for clause in &code.clauses {
                read(&clause.iterable, tell);
                all(&clause.conditions, tell);
            }
            read(&code.element, tell);
            all(&code.value, tell);
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

fn pieces(parts: &[Piece], tell: &mut dyn FnMut(&Name, Use)) {
    for part in parts {
        if let Piece::Value(value, _, specification) = part {
            read(value, tell);
            pieces(specification, tell);
        }
    }
}
