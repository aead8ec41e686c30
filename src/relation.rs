//! How tables relate, as a thing of its own: a [`Model`] of entities and the links between them.
//!
//! A model is read off a database, or parsed from any notation that people use, and printed in
//! each. What it claims can be asked of a database and made true in one.
//!
//! Names are tables' names. Two names that differ in ASCII case alone are one, as in SQLite.

pub mod finding;
pub mod name;
pub mod infer;
pub mod ask;
pub mod census;
pub mod said;
pub mod parse_error;
pub mod spoken;
mod sign;
mod cursor;
mod order;
pub mod crow;
pub mod sentence;
pub mod mermaid;
pub mod notation;
pub mod make;

/// Entities and how they relate.
///
/// What is equal counts in its order: a model is what was said, one thing after the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// Every entity once, in the order in which each was first named or made; those of the links
    /// and their join tables included.
    pub entities: Vec<Entity>,
    /// The links, in the order in which they were said or declared.
    pub links: Vec<Link>,
}

/// An entity: a table, and what is known of its columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entity {
    /// The table's name.
    pub name: String,
    /// Its columns in order; empty where nothing is said of them.
    pub attributes: Vec<Attribute>,
}

/// A column, as far as a diagram tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attribute {
    /// The column's name.
    pub name: String,
    /// The type as declared; empty where none is.
    pub declared: String,
    /// It is the primary key, or a part of it.
    pub primary_key: bool,
    /// It is a foreign key, or a part of one.
    pub foreign_key: bool,
    /// It alone is kept unique, otherwise than as the primary key.
    pub unique: bool,
    /// NULL is refused.
    pub not_null: bool,
}

/// How two entities relate.
///
/// A link without `through` where not both ends are [`Cardinality::Many`] is a foreign key: the
/// entity on the **right** holds it and the one on the left is what it refers to, so that
/// `items >- stores` and `stores -< items` are one link. One where both ends are many goes through
/// a join table, which holds a foreign key to each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The entity that is referred to; of a many-to-many, the one that was named first.
    pub left: End,
    /// The entity that holds the foreign key; of a many-to-many, the one that was named last.
    pub right: End,
    /// The columns of the foreign key, where they are said: they tell several links between the
    /// same two entities apart. Always empty in a many-to-many.
    pub columns: Vec<String>,
    /// The join table of a many-to-many, where it is said.
    pub through: Option<String>,
    /// A word for the link, as Mermaid has it.
    pub label: Option<String>,
}

/// One end of a link: how many of this entity there are for one of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The entity's name.
    pub entity: String,
    /// How many there are at most; `None` where it is not said ("a review belongs to a game" does
    /// not say whether a game has many).
    pub cardinality: Option<Cardinality>,
    /// Whether there is at least one; `None` where it is not said.
    pub participation: Option<Participation>,
}

/// How many there are at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cardinality {
    /// At most one.
    One,
    /// Any number.
    Many,
}

/// Whether there has to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Participation {
    /// At least one.
    Mandatory,
    /// There may be none.
    Optional,
}

/// Two things were said of one link that cannot both hold: the indexes of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    /// The link that was there.
    pub earlier: usize,
}

impl Model {
    /// The entity of that name, in any case.
    pub fn entity(&self, name: &str) -> Option<&Entity> {
        self.entities.iter().find(|entity| entity.name.eq_ignore_ascii_case(name))
    }

    /// Names an entity; nothing changes where it is known.
    pub fn name(&mut self, name: &str) {
        if self.entity(name).is_none() {
            self.entities.push(Entity { name: name.to_owned(), attributes: Vec::new() });
        }
    }

    /// Says a link. What is said of a link that is known already, is added to it: "a store may have
    /// many items" and "an item must belong to a store" are one link. Answers with its index.
    ///
    /// # Errors
    /// Where it contradicts what was said of the same link; nothing changes then.
    pub fn say(&mut self, link: Link) -> Result<usize, Contradiction> {
        let known = self.links.iter().position(|known| known.is_about(&link));
        let at = match known {
            Some(earlier) => {
                self.links[earlier] =
                    self.links[earlier].with(&link).ok_or(Contradiction { earlier })?;
                earlier
            }
            None => {
                self.links.push(link.clone());
                self.links.len() - 1
            }
        };
        self.name(&link.left.entity);
        self.name(&link.right.entity);
        if let Some(through) = &link.through {
            self.name(through);
        }
        Ok(at)
    }
}

impl Link {
    /// A foreign key in `right` that refers to `left`, with nothing more said.
    pub fn new(left: End, right: End) -> Self {
        Self { left, right, columns: Vec::new(), through: None, label: None }
    }

    /// Whether it goes through a join table.
    pub fn is_many_to_many(&self) -> bool {
        let many = |end: &End| end.cardinality == Some(Cardinality::Many);
        self.through.is_some() || (many(&self.left) && many(&self.right))
    }

    /// Whether both speak of one link: of the same entities, by the same columns or the same join
    /// table where these are said. A foreign key in `a` to `b` and one in `b` to `a` are two links.
    pub fn is_about(&self, other: &Self) -> bool {
        if self.is_many_to_many() != other.is_many_to_many() {
            return false;
        }
        let as_is = same(&self.left.entity, &other.left.entity)
            && same(&self.right.entity, &other.right.entity);
        let turned = same(&self.left.entity, &other.right.entity)
            && same(&self.right.entity, &other.left.entity);
        if self.is_many_to_many() {
            return (as_is || turned) && agree(&self.through, &other.through);
        }
        let columns = |link: &Self| {
            let mut columns: Vec<_> =
                link.columns.iter().map(|name| name.to_ascii_lowercase()).collect();
            columns.sort();
            columns
        };
        as_is && columns(self) == columns(other)
    }

    /// This with what the other says of the same link; `None` where they contradict each other.
    fn with(&self, other: &Self) -> Option<Self> {
        let turned = !same(&self.left.entity, &other.left.entity);
        let (left, right) =
            if turned { (&other.right, &other.left) } else { (&other.left, &other.right) };
        Some(Self {
            left: self.left.with(left)?,
            right: self.right.with(right)?,
            columns: self.columns.clone(),
            through: self.through.clone().or_else(|| other.through.clone()),
            label: either(self.label.clone(), other.label.clone())?,
        })
    }
}

impl End {
    /// An end of which only its most is said.
    pub fn new(entity: impl Into<String>, cardinality: Cardinality) -> Self {
        Self { entity: entity.into(), cardinality: Some(cardinality), participation: None }
    }

    /// At most one of it.
    pub fn one(entity: impl Into<String>) -> Self {
        Self::new(entity, Cardinality::One)
    }

    /// Any number of it.
    pub fn many(entity: impl Into<String>) -> Self {
        Self::new(entity, Cardinality::Many)
    }

    fn with(&self, other: &Self) -> Option<Self> {
        Some(Self {
            entity: self.entity.clone(),
            cardinality: either(self.cardinality, other.cardinality)?,
            participation: either(self.participation, other.participation)?,
        })
    }
}

/// What one of two says, or both; `None` where they say different things.
fn either<T: PartialEq>(one: Option<T>, other: Option<T>) -> Option<Option<T>> {
    match (one, other) {
        (Some(one), Some(other)) => (one == other).then_some(Some(one)),
        (one, other) => Some(one.or(other)),
    }
}

/// Whether two names may be of one thing: the same, or one is not said.
fn agree(one: &Option<String>, other: &Option<String>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        _ => true,
    }
}

/// Whether two names are one to SQLite.
pub fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_one_link_is_put_together() {
        let mut model = Model::default();
        let mut may = Link::new(End::one("stores"), End::many("items"));
        may.right.participation = Some(Participation::Optional);
        let mut must = Link::new(End::one("Stores"), End::many("items"));
        must.right.cardinality = None;
        must.left.participation = Some(Participation::Mandatory);
        assert_eq!(model.say(may), Ok(0));
        assert_eq!(model.say(must), Ok(0));
        assert_eq!(model.entities.len(), 2);
        assert_eq!(model.links.len(), 1);
        assert_eq!(model.links[0].left.participation, Some(Participation::Mandatory));
        assert_eq!(model.links[0].right.cardinality, Some(Cardinality::Many));
    }

    #[test]
    fn what_contradicts_is_not_taken() {
        let mut model = Model::default();
        model.say(Link::new(End::one("users"), End::many("posts"))).unwrap();
        let one_to_one = Link::new(End::one("users"), End::one("posts"));
        assert_eq!(model.say(one_to_one), Err(Contradiction { earlier: 0 }));
        assert_eq!(model.links[0].right.cardinality, Some(Cardinality::Many));
    }

    #[test]
    fn links_by_other_columns_are_other_links() {
        let by = |column: &str| Link {
            columns: vec![column.to_owned()],
            ..Link::new(End::one("teams"), End::many("matches"))
        };
        let mut model = Model::default();
        assert_eq!(model.say(by("home_id")), Ok(0));
        assert_eq!(model.say(by("away_id")), Ok(1));
        assert_eq!(model.say(by("HOME_ID")), Ok(0));
    }
}
