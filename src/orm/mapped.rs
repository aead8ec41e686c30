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
    /// That a foreign key of its table refers to what is not there, so that the table cannot be
    /// made: a sentence without its end.
    pub astray: Option<String>,
}

/// A relationship that cannot be completed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRelationship {
    /// Its name.
    pub attribute: String,
    /// What stands in the way.
    pub obstacle: Obstacle,
}

/// What stands in the way of a relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// There is no class of the name that it names.
    NoClass(String),
    /// Its `back_populates` names nothing that the other class has.
    NoOtherSide {
        /// The other class.
        target: String,
        /// What `back_populates` names.
        named: String,
        /// What leads back, where one relationship does.
        instead: Option<String>,
    },
    /// The foreign key that it would follow refers to what is not there.
    KeyToNothing {
        /// The column that the key stands at, as `albums.band_id`.
        column: String,
        /// What it refers to, as `band.id`.
        names: String,
        /// What it may have meant, as `bands.id`.
        instead: Option<String>,
    },
    /// What SQLAlchemy raises when it comes to it.
    Raises(String),
    /// Another relationship, at which SQLAlchemy stops before: its class and its name.
    Behind(String, String),
}

/// That a foreign key refers to what is not there, as a sentence without its end.
pub fn key_to_nothing(column: &str, names: &str, instead: Option<&str>) -> String {
    let table = names.rsplit_once('.').map_or(names, |(table, _)| table);
    let advice = match instead {
        Some(instead) => format!("a ForeignKey names the table, here `{instead}`"),
        None => "a ForeignKey names a table and its column, as `table.column`".to_owned(),
    };
    format!("`{column}` refers to `{names}`, and there is no table `{table}`: {advice}")
}

/// That `back_populates` names what the other class does not have, as a sentence without its end.
pub fn no_other_side(
    (class, attribute): (&str, &str),
    target: &str,
    named: &str,
    instead: Option<&str>,
) -> String {
    let other = match instead {
        Some(instead) => format!("calls it `{instead}`"),
        None => "has no such relationship".to_owned(),
    };
    format!("`{class}.{attribute}` says `back_populates=\"{named}\"`, and `{target}` {other}")
}

/// An attribute that is a relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedRelationship {
    /// What configuration made of it.
    pub related: Related,
    /// The attribute of the other side that it keeps in step itself, by its own `back_populates`
    /// or a backref: what is done to it shows there. That the other side keeps this one in step
    /// makes configuration know of both, and does not make this one keep the other.
    pub keeps: Option<String>,
    /// How it is loaded: `select`, `joined`, …
    pub lazy: &'static str,
    /// What is done to its objects along with what is done to this one: `save-update`, …
    pub cascade: Vec<&'static str>,
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
