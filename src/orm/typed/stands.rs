//! What a text takes from the texts that were typed before it.

use std::collections::HashSet;
use std::rc::Rc;

use super::pieces::{has_command, pieces};
use crate::orm::python::syntax::{Variables, read, variables};

/// Whether a text speaks of a variable that one before it bound: by itself it would mean nothing,
/// or what the variable was bound to before. A command compares, or changes, the database as those
/// before it left it, and so stands on them all.
pub fn stands_on(text: &str, earlier: &[String]) -> bool {
    if has_command(text) {
        return !earlier.is_empty();
    }
    let taken = taken(text);
    earlier.iter().flat_map(|it| of(it)).any(|it| !it.bound.is_disjoint(&taken))
}

/// The variables that a text takes from what ran before it: those that any piece of it takes.
pub fn taken(text: &str) -> HashSet<Rc<str>> {
    of(text).flat_map(|piece| piece.taken).collect()
}

/// Whether running a text may bind a variable, to its end or not.
pub fn binds(text: &str) -> bool {
    of(text).any(|it| !it.bound.is_empty())
}

/// Which of the texts before it a text needs for their variables: of those that bind one, the last.
/// Each is told with whether it is there in any case.
pub fn needed<'t>(
    text: &str,
    earlier: impl DoubleEndedIterator<Item = (&'t str, bool)>,
) -> Vec<bool> {
    let mut taken = taken(text);
    let needed = earlier.rev().map(|(text, is_there)| {
        let is_needed = is_there || of(text).any(|it| !it.bound.is_disjoint(&taken));
        if is_needed {
            for piece in of(text).collect::<Vec<_>>().into_iter().rev() {
                taken.retain(|name| !piece.bound.contains(name));
                taken.extend(piece.taken);
            }
        }
        is_needed
    });
    let mut needed: Vec<bool> = needed.collect();
    needed.reverse();
    needed
}

/// The variables of the code of a text, piece by piece; none of what cannot be read.
fn of(text: &str) -> impl Iterator<Item = Variables> {
    let code = pieces(text).into_iter().filter(|piece| !piece.is_command);
    code.filter_map(|piece| Some(variables(&read(text.get(piece.span)?).ok()?)))
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
        assert!(stands(loaded, "print(f'{acme.name}')"));
        assert!(stands(loaded, "acme = acme.parent"));
        assert!(stands("for it in x:\n    acme = it", "acme.name = 'x'"));
        assert!(!stands(loaded, "acme = session.get(Company, 1)\nprint(acme.name)"));
        assert!(!stands(loaded, "print(it.acme)"));
        assert!(!stands(loaded, "f(acme=1)"));
        assert!(!stands(loaded, "'acme'"));
        assert!(stands("class A:\n    x = 1", "A()"));
        assert!(!stands("class A:\n    x = 1", "x"));
        assert!(!stands("from a import b", "b()"));
    }

    #[test]
    fn of_what_bound_a_variable_the_last_is_needed() {
        let earlier =
            ["for b in x:\n    print(b)", "c = 1", "for b in x:\n    b.nothing", "print(c)"];
        let needs = |text: &str| {
            let needed = needed(text, earlier.iter().map(|it| (*it, it.starts_with('c'))));
            needed.into_iter().map(usize::from).collect::<Vec<_>>()
        };
        assert_eq!(needs("print(b)"), [0, 1, 1, 0]);
        assert_eq!(needs("for b in x:\n    print(b)"), [0, 1, 0, 0]);
        assert_eq!(needs("x = 1\nalembic upgrade head\nprint(b)"), [0, 1, 1, 0]);
        assert!(binds(earlier[0]) && !binds("print(b)"));
    }

    #[test]
    fn a_command_stands_on_all_before_it() {
        let made = ["Base.metadata.create_all(engine)".to_owned()];
        assert!(stands_on("alembic upgrade head", &made));
        assert!(stands_on("x = 1\nalembic upgrade head", &made));
        assert!(stands_on("print(x)", &["x = 1\nalembic upgrade head".to_owned()]));
        assert!(!stands_on("alembic upgrade head", &[]));
        assert!(!stands_on("print('alembic upgrade head')", &made));
    }
}
