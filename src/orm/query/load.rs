//! How objects are made of a statement's rows: what stands where.

use std::rc::Rc;

use super::super::core::{Expr, FromClause, errors};
use super::super::mapper::{Entity, Lazy, Mapper, Relationship};
use super::super::python::{Machine, Run, Value};
use super::bundle::Bundled;
use super::option::Directive;
use super::path::Path;
use super::strategy::Column;

/// Where a column stands in a statement's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Among what was asked for, from the left.
    Primary(usize),
    /// Among what was joined to it for objects that belong to it.
    Secondary(usize),
}

/// A statement of tables and columns alone, and what its rows become.
pub struct Plan {
    /// The statement.
    pub select: Rc<super::super::core::Select>,
    /// The statement that it was made of.
    pub origin: Rc<super::super::core::Select>,
    /// What each place in the result's rows is.
    pub slots: Vec<Slot>,
    /// How many columns precede those that were joined.
    pub primary: usize,
    /// Rows hold objects.
    pub has_entities: bool,
    /// Rows are joined with collections, so that one object comes in several rows.
    pub repeats: bool,
    /// Where its objects stand below the statement that it belongs to.
    pub current: Option<Path>,
    /// Options for what is loaded later.
    pub options: Vec<Value>,
    /// Options or the classes ask for nothing eager.
    pub eager: bool,
    /// Columns that come as one value of a row.
    pub bundles: Vec<Bundled>,
    /// Columns that stand in its rows.
    pub places: Vec<(Expr, Place)>,
}

/// One place in a result's rows.
pub enum Slot {
    /// An object.
    Object {
        /// The name in the row; none for an alias that has none.
        label: Option<Rc<str>>,
        /// What it is of.
        entity: Entity,
        /// How it is made.
        load: Rc<Load>,
    },
    /// A value.
    Value {
        /// The name in the row.
        label: Option<Rc<str>>,
        /// What it is.
        expr: Expr,
        /// Where it stands.
        place: Place,
    },
}

/// How the objects of one entity are made of rows.
#[derive(Clone)]
pub struct Load {
    /// How their class is mapped.
    pub mapper: Rc<Mapper>,
    /// Where they stand in the statement.
    pub path: Path,
    /// The key.
    pub key: Vec<Place>,
    /// What tells the class, where a table holds several.
    pub discriminator: Option<Place>,
    /// Attributes that stand in the row.
    pub columns: Vec<(Rc<str>, Place)>,
    /// Attributes that do not.
    pub later: Vec<(Rc<str>, Column)>,
    /// Attributes that are not in the row although the class has them: another class of the table.
    pub absent: Vec<Rc<str>>,
    /// Relationships that have more to do than to wait.
    pub related: Vec<Related>,
    /// All relationships that wait to be asked for.
    pub waiting: Vec<Rc<str>>,
    /// The same for classes derived from this one, by what tells them.
    pub derived: Vec<(Value, Rc<Load>)>,
    /// The derived class whose own attributes come with a statement of their own.
    pub fetch: Option<Rc<Mapper>>,
    /// Where the relationships' own side is read from, if that is no plain table.
    pub from: Option<FromClause>,
}

/// How one relationship is loaded with, or right after, the statement.
#[derive(Clone)]
pub enum Related {
    /// The rows hold the other side.
    Joined {
        /// The relationship.
        relationship: Rc<Relationship>,
        /// How its objects are made.
        load: Rc<Load>,
    },
    /// More statements are sent once the rows are read: `selectin` and `immediate`.
    After {
        /// The relationship.
        relationship: Rc<Relationship>,
        /// Which of them.
        lazy: Lazy,
        /// The option that asked for it.
        directive: Option<Rc<Directive>>,
    },
    /// A statement around this one: `subquery`.
    Subquery {
        /// The relationship.
        relationship: Rc<Relationship>,
        /// The columns of this side.
        local: Vec<Place>,
        /// The option that asked for it.
        directive: Option<Rc<Directive>>,
    },
    /// Empty, in silence.
    Nothing(Rc<Relationship>),
    /// For these objects it waits in another way than the class says.
    Waits(Rc<str>, Lazy),
}

impl Related {
    /// The attribute can hold what is loaded.
    ///
    /// # Errors
    ///
    /// InvalidRequestError for a collection that is never loaded as a whole.
    pub fn check(&self, machine: &mut Machine) -> Run<()> {
        let (Self::Joined { relationship, .. }
        | Self::After { relationship, .. }
        | Self::Subquery { relationship, .. }) = self
        else {
            return Ok(());
        };
        if !matches!(relationship.lazy.get(), Lazy::Dynamic | Lazy::WriteOnly) {
            return Ok(());
        }
        let class = relationship.parent.get().map(|parent| Rc::clone(&parent.class.name));
        let text = format!(
            "'{}.{}' does not support object population - eager loading cannot be applied.",
            class.unwrap_or_default(),
            relationship.key.borrow()
        );
        errors::invalid(machine, text)
    }
}

impl Plan {
    /// What does not stand in the rows after all is read again when it is asked for.
    ///
    /// # Errors
    ///
    /// NoSuchColumnError where a part of a key is missing, or a value that was asked for.
    pub fn take_away(&mut self, machine: &mut Machine, missing: &[Place]) -> Run<()> {
        if missing.is_empty() {
            return Ok(());
        }
        let places = self.places.clone();
        let needed = |machine: &mut Machine, place: Place| -> Run<()> {
            if !missing.contains(&place) {
                return Ok(());
            }
            let expr = places.iter().find(|(_, own)| *own == place).map(|(expr, _)| expr);
            let name = expr.and_then(|expr| expr.name()).unwrap_or_default();
            let owner = expr.and_then(|expr| expr.owner()).and_then(|from| from.name());
            let name = owner.map_or_else(|| name.to_string(), |owner| format!("{owner}.{name}"));
            let text = format!("Could not locate column in row for column '{name}'");
            Err(errors::raise(machine, "NoSuchColumnError", text))
        };
        for slot in &mut self.slots {
            match slot {
                Slot::Value { place, .. } => needed(machine, *place)?,
                Slot::Object { load, .. } => {
                    for place in &load.key {
                        needed(machine, *place)?;
                    }
                    *load = Rc::new(load.without(missing));
                }
            }
        }
        Ok(())
    }
}

impl Load {
    fn without(&self, missing: &[Place]) -> Self {
        let is_missing = |place: &Place| missing.contains(place);
        let mut absent = self.absent.clone();
        let gone = self.columns.iter().filter(|(_, place)| is_missing(place));
        absent.extend(gone.map(|(key, _)| Rc::clone(key)));
        let derived = self.derived.iter();
        Self {
            columns: self.columns.iter().filter(|(_, place)| !is_missing(place)).cloned().collect(),
            discriminator: self.discriminator.filter(|place| !is_missing(place)),
            derived: derived.map(|(v, load)| (v.clone(), Rc::new(load.without(missing)))).collect(),
            absent,
            ..self.clone()
        }
    }
}

impl Place {
    /// The position in a row.
    pub fn index(self, primary: usize) -> usize {
        match self {
            Self::Primary(place) => place,
            Self::Secondary(place) => primary.saturating_add(place),
        }
    }
}
