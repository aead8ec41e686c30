//! What is mapped, as data: which class stands for which table, and how classes relate.

use super::recording::Related;

/// A mapped class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// Its name.
    pub class: String,
    /// The table that it stands for.
    pub table: String,
    /// Attributes that are columns: the attribute's name and the column's.
    pub columns: Vec<(String, String)>,
    /// Attributes that are relationships, in the order of declaration.
    pub relationships: Vec<MappedRelationship>,
    /// Relationships that cannot be completed yet, the other class being unknown perhaps.
    pub open: Vec<OpenRelationship>,
}

/// A relationship that cannot be completed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRelationship {
    /// Its name.
    pub attribute: String,
    /// What is said where it is needed: the first thing that stands in the way.
    pub why: String,
    /// The class that it names, where there is none of that name.
    pub waits_for: Option<String>,
}

/// An attribute that is a relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedRelationship {
    /// What configuration made of it.
    pub related: Related,
    /// How it is loaded: `select`, `joined`, …
    pub lazy: &'static str,
    /// The foreign key that it goes by: the table that holds it and its columns; of a
    /// many-to-many relationship, those of the join table that lead to this side.
    pub key: (String, Vec<String>),
}

impl Mapped {
    /// The relationship of that name.
    pub fn relationship(&self, attribute: &str) -> Option<&MappedRelationship> {
        self.relationships.iter().find(|it| it.related.attribute == attribute)
    }

    /// Whether it has an attribute of that name, a column or a relationship.
    pub fn has(&self, attribute: &str) -> bool {
        self.columns.iter().any(|(name, _)| name == attribute)
            || self.relationship(attribute).is_some()
            || self.open(attribute).is_some()
    }

    /// The relationship of that name that cannot be completed yet.
    pub fn open(&self, attribute: &str) -> Option<&OpenRelationship> {
        self.open.iter().find(|it| it.attribute == attribute)
    }

    /// The names of its attributes.
    pub fn attributes(&self) -> impl Iterator<Item = &str> + Clone {
        let columns = self.columns.iter().map(|(name, _)| name.as_str());
        let relationships = self.relationships.iter().map(|it| it.related.attribute.as_str());
        columns.chain(relationships).chain(self.open.iter().map(|it| it.attribute.as_str()))
    }
}
