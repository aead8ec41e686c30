//! What messages say of options.

use std::rc::Rc;

use super::{About, Directive, How};
use crate::orm::mapper::Lazy;
use crate::orm::query::entity;
use crate::orm::query::path::Path;

pub(super) fn does_not_link(path: &Path, attribute: &str) -> String {
    match path.steps.last() {
        Some(step) => {
            let before = path.steps.len().checked_sub(2).and_then(|place| path.steps.get(place));
            let before = before.map_or(&path.root, |step| &step.to);
            format!(
                "ORM mapped entity or attribute \"{attribute}\" does not link from relationship \
                 \"{}.{}\".",
                entity::name(before),
                step.by.key.borrow()
            )
        }
        None => format!(
            "ORM mapped attribute \"{attribute}\" does not link mapped class \"{}\"",
            entity::name(&path.root)
        ),
    }
}

pub(super) fn unsuited(strategy: &str, attribute: &str, is_column: bool) -> String {
    let (is, meant) = if is_column {
        ("column property", "relationship property")
    } else {
        ("relationship", "column property")
    };
    format!(
        "Can't apply \"{strategy}\" strategy to property \"{attribute}\", which is a \"{is}\"; \
         this loader strategy is intended to be used with a \"{meant}\"."
    )
}

pub(super) fn lazy_name(lazy: Lazy) -> &'static str {
    match lazy {
        Lazy::Joined => "joined loader",
        Lazy::SelectIn => "select in loader",
        Lazy::Subquery => "subquery loader",
        Lazy::Immediate => "immediate loader",
        Lazy::NoLoad => "no loader",
        Lazy::Dynamic => "dyna loader",
        Lazy::WriteOnly => "write only loader",
        Lazy::Select | Lazy::Raise | Lazy::RaiseOnSql => "lazy loader",
    }
}

/// `User.addresses -> Address.user`, as messages name what an directive is about.
pub(super) fn directive_name(directive: &Directive) -> String {
    let Some(path) = &directive.path else { return "*".to_owned() };
    let mut names = Vec::new();
    let mut from = &path.root;
    for step in &path.steps {
        names.push(format!("{}.{}", entity::name(from), step.by.key.borrow()));
        from = &step.to;
    }
    let key: Rc<str> = match &directive.about {
        About::Relationship(relationship) => Rc::clone(&relationship.key.borrow()),
        About::Column(key) => Rc::clone(key),
        About::Relationships | About::Columns | About::Group(_) | About::Subclasses(_) => {
            "*".into()
        }
    };
    names.push(format!("{}.{key}", entity::name(from)));
    names.join(" -> ")
}

impl Directive {
    /// It as its option was called, for messages: `joinedload(User.addresses)`.
    pub fn shown(&self) -> String {
        let method = match self.how {
            _ if self.contained.is_some() => "contains_eager",
            Some(How::Lazy(lazy)) => match lazy {
                Lazy::Joined => "joinedload",
                Lazy::SelectIn => "selectinload",
                Lazy::Subquery => "subqueryload",
                Lazy::Immediate => "immediateload",
                Lazy::NoLoad => "noload",
                Lazy::Raise | Lazy::RaiseOnSql => "raiseload",
                Lazy::Select | Lazy::Dynamic | Lazy::WriteOnly => "lazyload",
            },
            Some(How::Defer(_)) => "defer",
            Some(How::Undefer) if self.expression.is_some() => "with_expression",
            Some(How::Undefer) => "undefer",
            None => "defaultload",
        };
        format!("{method}({})", directive_name(self))
    }
}
