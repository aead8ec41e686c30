//! What a text takes from the texts that were typed before it.

use std::collections::HashSet;
use std::rc::Rc;

use super::pieces::has_command;
use super::tokens::{Quotes, Token, TokenKind, tokens};
use crate::orm::python::syntax::{Expression, ExpressionKind, StatementKind, read};

/// Whether a text speaks of a variable that one before it bound: by itself it would mean nothing,
/// or what the variable was bound to before. A command compares, or changes, the database as those
/// before it left it, and so stands on them all.
pub fn stands_on(text: &str, earlier: &[String]) -> bool {
    if has_command(text) {
        return !earlier.is_empty();
    }
    let mut bound: HashSet<Rc<str>> = earlier.iter().flat_map(|it| variables(it)).collect();
    for own in variables(text) {
        bound.remove(&own);
    }
    !bound.is_empty() && speaks_of(text, &bound)
}

/// The variables that a text binds at its top level, but for what it imports or declares.
fn variables(text: &str) -> Vec<Rc<str>> {
    let Ok(module) = read(text) else { return Vec::new() };
    let mut found = Vec::new();
    for statement in module.body.iter() {
        match &statement.kind {
            StatementKind::Assign(targets, _) => {
                targets.iter().for_each(|target| targeted(target, &mut found));
            }
            StatementKind::For(code) => targeted(&code.target, &mut found),
            _ => {}
        }
    }
    found
}

fn targeted(target: &Expression, found: &mut Vec<Rc<str>>) {
    match &target.kind {
        ExpressionKind::Name(name) => found.push(Rc::clone(&name.id)),
        ExpressionKind::Tuple(items) | ExpressionKind::List(items) => {
            items.iter().for_each(|item| targeted(item, found));
        }
        ExpressionKind::Starred(inner) => targeted(inner, found),
        _ => {}
    }
}

/// Whether one of these names stands in a text as a variable: not behind a point, and not as the
/// name of an argument.
fn speaks_of(text: &str, names: &HashSet<Rc<str>>) -> bool {
    let mut within: Option<Quotes> = None;
    text.lines().any(|line| {
        let (line, behind) = tokens(within, line);
        within = behind;
        line.iter().enumerate().any(|(at, token)| {
            let is_mark = |at: usize, mark| line.get(at).is_some_and(|it: &Token| it.is_mark(mark));
            let is_attribute = at.checked_sub(1).is_some_and(|before| is_mark(before, "."));
            let is_argument = is_mark(at + 1, "=") && !is_mark(at + 2, "=");
            token.kind == TokenKind::Name
                && names.contains(token.text)
                && !is_attribute
                && !is_argument
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_of_before_is_found_and_its_namesakes_are_not() {
        let stands = |earlier: &str, text: &str| stands_on(text, &[earlier.to_owned()]);
        let loaded = "acme = session.get(Company, 3)";
        assert!(stands(loaded, "for it in acme.employees:\n    print(it.name)"));
        assert!(stands(loaded, "print(f'{1}', acme)"));
        assert!(stands("a, (b, *c) = x", "print(c)"));
        assert!(!stands(loaded, "acme = session.get(Company, 1)\nprint(acme.name)"));
        assert!(!stands(loaded, "print(it.acme)"));
        assert!(!stands(loaded, "f(acme=1)"));
        assert!(!stands(loaded, "'acme'"));
        assert!(!stands("class A:\n    x = 1", "A()"));
        assert!(!stands("from a import b", "b()"));
    }

    #[test]
    fn a_command_stands_on_all_before_it() {
        let made = ["Base.metadata.create_all(engine)".to_owned()];
        assert!(stands_on("alembic upgrade head", &made));
        assert!(stands_on("x = 1\nalembic upgrade head", &made));
        assert!(!stands_on("alembic upgrade head", &[]));
        assert!(!stands_on("print('alembic upgrade head')", &made));
    }
}
