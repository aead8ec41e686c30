//! Code that only looks.

use super::pieces::{Piece as Part, pieces};
use super::words::members;
use crate::orm::migrate::command;
use crate::orm::python::syntax::{
    Arguments, Block, Body, Clause, Expression, ExpressionKind, Piece, Statement, StatementKind,
    read,
};

/// Functions that give something and change nothing.
const GIVING: [&str; 27] = [
    "all",
    "any",
    "bool",
    "dict",
    "enumerate",
    "float",
    "getattr",
    "hasattr",
    "int",
    "isinstance",
    "len",
    "list",
    "map",
    "max",
    "min",
    "print",
    "range",
    "repr",
    "reversed",
    "round",
    "select",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
    "zip",
];

/// Kinds of object whose methods give something.
const KINDS: [&str; 6] = ["Query", "Select", "Result", "str", "column", "func"];

/// Those of their methods that change something.
const CHANGING: [&str; 2] = ["delete", "update"];

/// Methods of a session and of collections that give something.
const OTHERS: [&str; 9] =
    ["query", "get", "scalars", "scalar", "execute", "items", "keys", "values", "index"];

/// Whether code only shows something, and neither names, changes nor declares anything, as far as
/// its text tells: a name, a query, something printed, in a loop or not.
pub fn only_looks(text: &str) -> bool {
    let pieces = pieces(text);
    let looks = |piece: &Part| {
        let text = text.get(piece.span.clone()).unwrap_or_default();
        match piece.is_command {
            true => command::only_looks(text),
            false => code_looks(text),
        }
    };
    !pieces.is_empty() && pieces.iter().all(looks)
}

fn code_looks(text: &str) -> bool {
    read(text).is_ok_and(|module| !module.body.is_empty() && block(&module.body))
}

/// Whether a text is Python, whatever it means, or a command line of alembic.
pub fn is_code(text: &str) -> bool {
    pieces(text).iter().all(|piece| {
        piece.is_command || read(text.get(piece.span.clone()).unwrap_or_default()).is_ok()
    })
}

fn block(statements: &Block) -> bool {
    statements.iter().all(statement)
}

fn statement(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Pass | StatementKind::Break | StatementKind::Continue => true,
        StatementKind::Expression(shown) => expression(shown),
        StatementKind::If(guarded, otherwise) => {
            guarded.iter().all(|(test, body)| expression(test) && block(body)) && block(otherwise)
        }
        StatementKind::For(it) => {
            let target =
                matches!(it.target.kind, ExpressionKind::Name(_) | ExpressionKind::Tuple(_));
            target && expression(&it.iterable) && block(&it.body) && block(&it.otherwise)
        }
        _ => false,
    }
}

fn expression(shown: &Expression) -> bool {
    stacker::maybe_grow(64 << 10, 1 << 20, || looks(&shown.kind))
}

fn looks(shown: &ExpressionKind) -> bool {
    use ExpressionKind as Kind;
    let all = |parts: &[Expression]| parts.iter().all(expression);
    match shown {
        Kind::None | Kind::Ellipsis | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) => true,
        Kind::Big(_) | Kind::Text(_) | Kind::Bytes(_) | Kind::Name(_) => true,
        Kind::Format(pieces) => pieces.iter().all(piece),
        Kind::Tuple(parts) | Kind::List(parts) | Kind::Set(parts) => all(parts),
        Kind::And(parts) | Kind::Or(parts) => all(parts),
        Kind::Dict(entries) => entries
            .iter()
            .all(|(key, value)| key.as_ref().is_none_or(expression) && expression(value)),
        Kind::Starred(inner) | Kind::Attribute(inner, _) | Kind::Unary(_, inner) => {
            expression(inner)
        }
        Kind::Not(inner) => expression(inner),
        Kind::Subscript(of, index) => expression(of) && expression(index),
        Kind::Slice(parts) => parts.iter().flatten().all(|part| expression(part)),
        Kind::Binary(one, _, other) => expression(one) && expression(other),
        Kind::Compare(first, rest) => {
            expression(first) && rest.iter().all(|(_, it)| expression(it))
        }
        Kind::If(parts) => all(parts.as_slice()),
        Kind::Lambda(code) => matches!(&code.body, Body::Expression(body) if expression(body)),
        Kind::Comprehension(it) => {
            let clause = |clause: &Clause| expression(&clause.iterable) && all(&clause.conditions);
            expression(&it.element)
                && it.value.as_ref().is_none_or(expression)
                && it.clauses.iter().all(clause)
        }
        Kind::Call(called, arguments) => gives(called) && given(arguments),
        Kind::Bind(..) | Kind::Received | Kind::Unsupported(_) => false,
    }
}

fn piece(piece: &Piece) -> bool {
    match piece {
        Piece::Text(_) => true,
        Piece::Value(value, _, specification) => {
            expression(value) && specification.iter().all(self::piece)
        }
    }
}

/// Whether calling this gives something and changes nothing.
fn gives(called: &Expression) -> bool {
    match &called.kind {
        ExpressionKind::Name(name) => GIVING.contains(&&*name.id),
        ExpressionKind::Attribute(of, method) => {
            let method: &str = method;
            let known = KINDS.iter().any(|kind| members(kind).contains(&method));
            (known || OTHERS.contains(&method)) && !CHANGING.contains(&method) && expression(of)
        }
        _ => false,
    }
}

fn given(arguments: &Arguments) -> bool {
    arguments.positional.iter().all(expression)
        && arguments.named.iter().all(|(_, value)| expression(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_something_looks() {
        for text in [
            "a",
            "a.books[0].title",
            "print(a.name, sep='')",
            "session.query(Book).filter(Book.id == 1).all()",
            "session.scalars(select(Book)).all()",
            "[b.title for b in a.books if b.id]",
            "for b in a.books:\n    print(f'{b.title!r}')",
            "session.get(Book, 1).title.upper()",
            "len(a.books) > 1 and a",
        ] {
            assert!(only_looks(text), "{text}");
        }
    }

    #[test]
    fn what_names_or_changes_something_does_not() {
        for text in [
            "a = 1",
            "a.books.append(b)",
            "session.commit()",
            "session.query(Book).delete()",
            "session.execute(delete(Book))",
            "class A: pass",
            "import x",
            "for b in a.books:\n    b.title = 'x'",
            "print(a.books.pop())",
            "Book(title='x')",
            "del a",
            "",
            "select from",
        ] {
            assert!(!only_looks(text), "{text}");
        }
    }
}
