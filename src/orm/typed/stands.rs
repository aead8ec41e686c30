//! What a text takes from the texts that were typed before it.

use super::pieces::{has_command, pieces};
use crate::orm::python::syntax::{Variables, read, variables};

/// Whether a text speaks of a variable that one before it bound: by itself it would mean nothing,
/// or what the variable was bound to before. A command compares, or changes, the database as those
/// before it left it, and so stands on them all.
pub fn stands_on(text: &str, earlier: &[String]) -> bool {
    if has_command(text) {
        return !earlier.is_empty();
    }
    let Some(own) = of(text).next() else { return false };
    earlier.iter().flat_map(|it| of(it)).any(|it| !it.bound.is_disjoint(&own.taken))
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
    fn a_command_stands_on_all_before_it() {
        let made = ["Base.metadata.create_all(engine)".to_owned()];
        assert!(stands_on("alembic upgrade head", &made));
        assert!(stands_on("x = 1\nalembic upgrade head", &made));
        assert!(stands_on("print(x)", &["x = 1\nalembic upgrade head".to_owned()]));
        assert!(!stands_on("alembic upgrade head", &[]));
        assert!(!stands_on("print('alembic upgrade head')", &made));
    }
}
