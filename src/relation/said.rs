//! What was said in a notation, and what a notation says: data, and what it cannot say in words.

use std::fmt;

use super::Model;
use crate::diagnostic::Span;

/// A way in which people write how tables relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notation {
    /// `stores -< items`
    Crow,
    /// `a store has many items`
    Sentence,
    /// `stores ||--o{ items : ""`
    Mermaid,
}

/// What a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The entities and links.
    pub model: Model,
    /// Where each link of the model was first said; the same order and number as its links.
    pub spans: Vec<Span>,
    /// It ended with a question mark: whether it holds is asked.
    pub asked: bool,
    /// The notation in which it was said.
    pub notation: Notation,
}

/// A model in a notation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The text: lines without one at the end; empty for a model without entities.
    pub text: String,
    /// What the text leaves out or cannot leave open. Where this is empty, the text says the model
    /// and nothing else.
    pub unsaid: Vec<Unsaid>,
}

/// What a notation cannot say of a model.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unsaid {
    /// The columns of this entity.
    Attributes(String),
    /// An entity or column without a name, or with one that nothing else is written by.
    Name(String),
    /// The columns of the foreign key in the second to the first.
    Key(String, String, Vec<String>),
    /// The join table (last) of a many-to-many between the two.
    Through(String, String, String),
    /// The word (last) for a link between the two.
    Label(String, String, String),
    /// How many of the first there are for one of the second is not known, and has to be said.
    HowMany(String, String),
    /// Whether there has to be one of the first for each of the second: it is not known, and has
    /// to be said, or it is known, and cannot be.
    Participation(String, String),
    /// A link between the two that is neither a foreign key nor a many-to-many.
    Shape(String, String),
}

impl Unsaid {
    /// The names that no notation writes: empty ones.
    pub(super) fn names(model: &Model) -> Vec<Self> {
        let entities = model.entities.iter().map(|entity| &entity.name);
        let columns = model.links.iter().flat_map(|link| link.columns.iter().chain(&link.through));
        let is_empty = entities.chain(columns).any(String::is_empty);
        if is_empty { vec![Self::Name(String::new())] } else { Vec::new() }
    }

    /// The columns of all entities.
    pub(super) fn attributes(model: &Model) -> Vec<Self> {
        let described = model.entities.iter().filter(|entity| !entity.attributes.is_empty());
        described.map(|entity| Self::Attributes(entity.name.clone())).collect()
    }
}

impl fmt::Display for Notation {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Crow => "crow's foot",
            Self::Sentence => "sentences",
            Self::Mermaid => "Mermaid",
        })
    }
}

/// A phrase that goes on from "It does not say ".
impl fmt::Display for Unsaid {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Attributes(entity) => write!(f, "the columns of `{entity}`"),
            Self::Name(name) if name.is_empty() => f.write_str("a name that is empty"),
            Self::Name(name) => write!(f, "the name `{name}` as it is"),
            Self::Key(left, right, columns) => {
                let columns = columns.join("`, `");
                write!(f, "by which columns `{right}` refers to `{left}` (`{columns}`)")
            }
            Self::Through(left, right, through) => {
                write!(f, "that `{left}` and `{right}` relate through `{through}`")
            }
            Self::Label(left, right, label) => {
                write!(f, "the word for how `{left}` and `{right}` relate: \"{label}\"")
            }
            Self::HowMany(entity, of) => {
                write!(f, "that it is open how many of `{entity}` there are for one of `{of}`")
            }
            Self::Participation(entity, of) => write!(
                f,
                "whether there has to be one of `{entity}` for each of `{of}`, or that it is open"
            ),
            Self::Shape(left, right) => {
                write!(f, "how `{left}` and `{right}` relate: no key and no join table does that")
            }
        }
    }
}
