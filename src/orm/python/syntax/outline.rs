//! What a text does at its top level, statement by statement.

use std::rc::Rc;

use super::{Expression, ExpressionKind, Imported, StatementKind, read};
use crate::diagnostic::Span;

/// A statement of the top level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlined {
    /// The whole of it, with its block.
    pub span: Span,
    /// What it does.
    pub deed: Deed,
}

/// What a statement of the top level does, as far as it declares something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// It imports, and binds these variables; where it imports all of a module: the module.
    Import(Vec<Rc<str>>, Option<Rc<str>>),
    /// It declares a class.
    Class(Rc<str>),
    /// It declares a function.
    Function(Rc<str>),
    /// It binds a variable to what a call gives.
    Call {
        /// The variable.
        variable: Rc<str>,
        /// The last name of what is called: `Table` of `db.Table(…)`.
        function: Rc<str>,
    },
    /// It gives an attribute of a variable what a call gives.
    Attribute {
        /// The variable.
        of: Rc<str>,
        /// The last name of what is called.
        function: Rc<str>,
    },
    /// Anything else.
    Other,
}

/// The statements of a text; none of what cannot be read.
pub fn outline(text: &str) -> Vec<Outlined> {
    let Ok(module) = read(text) else { return Vec::new() };
    let deed = |kind: &StatementKind| match kind {
        StatementKind::Import(names) => Deed::Import(bound(names), None),
        StatementKind::ImportFrom(_, module, names) => {
            let is_all = names.iter().any(|it| &*it.name == "*");
            Deed::Import(bound(names), is_all.then(|| Rc::clone(module)))
        }
        StatementKind::Class(class) => Deed::Class(Rc::clone(&class.name)),
        StatementKind::Function(function) => Deed::Function(Rc::clone(&function.variable.id)),
        StatementKind::Assign(targets, value) => assigned(targets, value).unwrap_or(Deed::Other),
        _ => Deed::Other,
    };
    let outlined =
        module.body.iter().map(|it| Outlined { span: it.place.span(), deed: deed(&it.kind) });
    outlined.collect()
}

fn bound(names: &[Imported]) -> Vec<Rc<str>> {
    names.iter().map(|it| Rc::clone(&it.variable.id)).collect()
}

fn assigned(targets: &[Expression], value: &Expression) -> Option<Deed> {
    let [target] = targets else { return None };
    let ExpressionKind::Call(called, _) = &value.kind else { return None };
    let function = match &called.kind {
        ExpressionKind::Name(name) => Rc::clone(&name.id),
        ExpressionKind::Attribute(_, name) => Rc::clone(name),
        _ => return None,
    };
    match &target.kind {
        ExpressionKind::Name(variable) => {
            Some(Deed::Call { variable: Rc::clone(&variable.id), function })
        }
        ExpressionKind::Attribute(owner, _) => match &owner.kind {
            ExpressionKind::Name(owner) => {
                Some(Deed::Attribute { of: Rc::clone(&owner.id), function })
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_stand_with_their_blocks() {
        let text = "import a\n@b\nclass C(D):\n    x = 1\n\nt = db.Table('t')\nt.x = 1\n";
        let found = outline(text);
        let texts: Vec<&str> = found.iter().map(|it| &text[it.span.start..it.span.end]).collect();
        assert_eq!(
            texts,
            ["import a", "@b\nclass C(D):\n    x = 1", "t = db.Table('t')", "t.x = 1"]
        );
        let deeds: Vec<Deed> = found.into_iter().map(|it| it.deed).collect();
        let call = Deed::Call { variable: "t".into(), function: "Table".into() };
        assert_eq!(
            deeds,
            [Deed::Import(vec!["a".into()], None), Deed::Class("C".into()), call, Deed::Other]
        );
        assert_eq!(outline("class:"), []);
    }
}
