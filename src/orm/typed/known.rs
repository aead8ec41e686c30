//! The names that are known in a world, and what they lead to: a picture of it that is walked
//! without running anything.

use std::collections::BTreeMap;

use super::place::Step;
use super::words::{ENDS, GIVES, members};
use crate::orm::mapped::Mapped;

/// The names that are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The world's names, each with its type: a class's name for its objects, `class NAME` for the
    /// class itself.
    pub names: Vec<(String, String)>,
    /// What is mapped.
    pub mapped: Vec<Mapped>,
    /// The names that can be imported, by module.
    pub modules: BTreeMap<String, Vec<String>>,
}

impl Known {
    /// What stands after the dot, best first; nothing where it cannot be known without running
    /// something.
    pub fn members(&self, path: &[Step]) -> Vec<String> {
        match self.kind_of(path) {
            Some(kind) => self.members_of(&kind).into_iter().map(|(name, _)| name).collect(),
            None => Vec::new(),
        }
    }

    /// The arguments by name of a call: a mapped class takes its attributes.
    pub fn arguments(&self, path: &[Step]) -> Vec<String> {
        let kind = self.kind_of(path).unwrap_or_default();
        let class = kind.strip_prefix("class ").and_then(|name| self.class(name));
        let named = |mapped: &Mapped| mapped.attributes().map(str::to_owned).collect();
        class.map(named).unwrap_or_default()
    }

    /// Whether the names are those of Flask-SQLAlchemy.
    pub fn is_flask(&self) -> bool {
        self.names.iter().any(|(_, kind)| kind == "SQLAlchemy")
    }

    /// The names of the mapped classes.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.mapped.iter().map(|mapped| mapped.class.as_str())
    }

    fn class(&self, name: &str) -> Option<&Mapped> {
        self.mapped.iter().find(|mapped| mapped.class == name)
    }

    /// The type of what a path leads to.
    fn kind_of(&self, path: &[Step]) -> Option<String> {
        let (first, rest) = path.split_first()?;
        let known = self.names.iter().find(|(name, _)| *name == first.name);
        let mut kind = match known {
            Some((_, kind)) => kind.clone(),
            None if first.called && first.name == "select" => "function".to_owned(),
            None => return None,
        };
        if first.called {
            kind = match kind.strip_prefix("class ") {
                Some(class) => class.to_owned(),
                None if first.name == "select" => "Select".to_owned(),
                None => return None,
            };
        }
        for step in rest {
            let next = self.members_of(&kind).into_iter().find(|(name, _)| *name == step.name);
            kind = match step.called {
                true => gives(&kind, &step.name)?,
                false => next?.1?,
            };
        }
        Some(kind)
    }

    /// What a type has, each with its own type where that is known.
    fn members_of(&self, kind: &str) -> Vec<(String, Option<String>)> {
        let plain = |name: &&'static str| {
            let leads = match (kind, *name) {
                ("SQLAlchemy", "session") => Some("Session"),
                ("SQLAlchemy", "func") => Some("func"),
                ("SQLAlchemy", "Model") | ("Base", _) => Some("Base"),
                ("MetaData", "tables") => Some("dict"),
                _ => None,
            };
            let leads = if *name == "metadata" { Some("MetaData") } else { leads };
            ((*name).to_owned(), leads.map(str::to_owned))
        };
        let mut found: Vec<(String, Option<String>)> = Vec::new();
        if let Some(mapped) = kind.strip_prefix("class ").and_then(|class| self.class(class)) {
            let columns = mapped.columns.iter();
            found.extend(columns.map(|(name, _)| (name.clone(), Some("column".to_owned()))));
            let leads = |name: &String| (name.clone(), Some("relationship".to_owned()));
            found.extend(mapped.relationships.iter().map(|it| leads(&it.related.attribute)));
            if self.names.iter().any(|(_, kind)| kind == "SQLAlchemy") {
                found.push(("query".to_owned(), Some("Query".to_owned())));
            }
            return found;
        }
        if let Some(mapped) = self.class(kind) {
            found.extend(mapped.columns.iter().map(|(name, _)| (name.clone(), None)));
            found.extend(mapped.relationships.iter().map(|it| {
                let one = it.related.target.clone();
                let many = match it.lazy {
                    "dynamic" | "write_only" => "Query",
                    _ => "list",
                };
                let leads = if it.related.uselist { many.to_owned() } else { one };
                (it.related.attribute.clone(), Some(leads))
            }));
            return found;
        }
        let base = if kind.starts_with("class ") { "Base" } else { kind };
        members(base).iter().map(plain).collect()
    }
}

/// The type of what a method gives.
fn gives(kind: &str, method: &str) -> Option<String> {
    if matches!(kind, "Query" | "Select") && !ENDS.contains(&method) {
        return Some(kind.to_owned());
    }
    let given = GIVES.iter().find(|(of, name, _)| *of == kind && *name == method);
    given.map(|(_, _, gives)| (*gives).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orm::mapped::MappedRelationship;
    use crate::orm::recording::Related;
    use crate::orm::typed::place::{Fits, place};

    pub(crate) fn known() -> Known {
        let relationship =
            |class: &str, attribute: &str, target: &str, uselist| MappedRelationship {
                related: Related {
                    class: class.to_owned(),
                    attribute: attribute.to_owned(),
                    target: target.to_owned(),
                    direction: if uselist { "ONETOMANY" } else { "MANYTOONE" },
                    uselist,
                    secondary: None,
                    back_populates: None,
                },
                keeps: None,
                lazy: "select",
                cascade: Vec::new(),
                key: ("books".to_owned(), vec!["author_id".to_owned()]),
            };
        let mapped = |class: &str, table: &str, columns: &str, it| Mapped {
            class: class.to_owned(),
            table: table.to_owned(),
            columns: columns.split(' ').map(|it| (it.to_owned(), it.to_owned())).collect(),
            relationships: vec![it],
            open: Vec::new(),
            astray: None,
        };
        let name = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
        Known {
            names: vec![
                name("Author", "class Author"),
                name("Book", "class Book"),
                name("a", "Author"),
                name("b", "Book"),
                name("session", "Session"),
                name("names", "list"),
                name("select", "function"),
            ],
            mapped: vec![
                mapped(
                    "Author",
                    "authors",
                    "id name",
                    relationship("Author", "books", "Book", true),
                ),
                mapped(
                    "Book",
                    "books",
                    "id title",
                    relationship("Book", "author", "Author", false),
                ),
            ],
            modules: BTreeMap::new(),
        }
    }

    fn offered(text: &str) -> String {
        let known = known();
        let found = match place(text, text.len()).fits {
            Fits::Member(path) => known.members(&path),
            Fits::Name(Some(path)) => known.arguments(&path),
            _ => Vec::new(),
        };
        found.iter().take(4).cloned().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_path_is_walked() {
        insta::assert_snapshot!(offered("a."), @"id name books");
        insta::assert_snapshot!(offered("a.books."), @"append clear copy count");
        insta::assert_snapshot!(offered("b.author."), @"id name books");
        insta::assert_snapshot!(offered("b.author.books."), @"append clear copy count");
        insta::assert_snapshot!(offered("Book.title."), @"asc between cast contains");
        insta::assert_snapshot!(offered("Book("), @"id title author");
        insta::assert_snapshot!(offered("Book(title='x', "), @"id title author");
        insta::assert_snapshot!(offered("session."), @"add add_all begin begin_nested");
        insta::assert_snapshot!(offered("session.query(Book).filter(Book.id == 1)."), @"all any count delete");
        insta::assert_snapshot!(offered("session.query(Book).all()."), @"append clear copy count");
        insta::assert_snapshot!(offered("select(Book)."), @"correlate cte distinct except_");
        insta::assert_snapshot!(offered("nothing."), @"");
        insta::assert_snapshot!(offered("names.pop()."), @"");
    }
}
