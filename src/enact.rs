//! Running what was typed, in whichever language it is: SQL, or a relation that is made true.

use crate::lesson::Language;
use crate::relation::Model;
use crate::relation::finding::Inferred;
use crate::relation::infer::infer;
use crate::relation::make::{Made, make};
use crate::relation::notation::{looks_like_relation, parse};
use crate::relation::parse_error::ParseError;
use crate::relation::said::Said;
use crate::scratch::{Budget, Scratch, ScratchError, Script};
use crate::sql::kind::{Kind, kind};

/// What running a text came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Enacted {
    /// What its statements did; of a relation, nothing.
    pub script: Script,
    /// What became of it, where it is a relation.
    pub relation: Option<RelationRun>,
}

/// What became of a relation.
#[derive(Debug, Clone, PartialEq)]
pub enum RelationRun {
    /// It cannot be read.
    Unread(ParseError),
    /// It was made, or refused, and then nothing was done.
    Made(Box<Making>),
}

/// A relation that was to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Making {
    /// What was said.
    pub model: Model,
    /// What came of each of its parts, in their order.
    pub made: Vec<Made>,
    /// The relations of the database as it is afterwards.
    pub inferred: Inferred,
}

/// Whether a text is meant as a relation. Where SQL is asked for, it has to be one wholly; where a
/// relation is, whatever does not begin as SQL does.
pub fn is_relation(text: &str, language: Language) -> bool {
    match language {
        Language::Relation | Language::Description => {
            matches!(kind(text), Kind::Unknown(_)) || looks_like_relation(text)
        }
        Language::Sql | Language::Orm => looks_like_relation(text),
    }
}

/// Reads a relation beside the tables that are there, whose names a sentence may mean.
///
/// # Errors
/// The outer, when memory runs out; the inner, where it cannot be read.
pub fn read(scratch: &Scratch, text: &str) -> Result<Result<Said, ParseError>, ScratchError> {
    let schema = scratch.schema()?;
    let tables: Vec<&str> = schema.tables.iter().map(|table| table.name.as_str()).collect();
    Ok(parse(text, &tables))
}

/// Runs a text: SQL as it stands; a relation is made true.
///
/// # Errors
/// When memory runs out. What a statement fails with is part of what it did.
pub fn enact(
    scratch: &mut Scratch,
    text: &str,
    language: Language,
    budget: &Budget,
) -> Result<Enacted, ScratchError> {
    if !is_relation(text, language) {
        return Ok(Enacted { script: scratch.run(text, budget), relation: None });
    }
    let relation = match read(scratch, text)? {
        Err(error) => RelationRun::Unread(error),
        Ok(Said { model, asked, .. }) => {
            let made = if asked { Vec::new() } else { make(scratch, &model)? };
            let inferred = infer(&scratch.schema()?);
            RelationRun::Made(Box::new(Making { model, made, inferred }))
        }
    };
    Ok(Enacted { script: Script::default(), relation: Some(relation) })
}

impl RelationRun {
    /// Whether it changed the database.
    pub fn did_something(&self) -> bool {
        self.any(|made| matches!(made, Made::Done { .. })) && !self.is_refused()
    }

    /// Whether a part was refused, so that nothing was made.
    pub fn is_refused(&self) -> bool {
        self.any(|made| matches!(made, Made::Refused { .. }))
    }

    fn any(&self, is: impl Fn(&Made) -> bool) -> bool {
        matches!(self, Self::Made(making) if making.made.iter().any(is))
    }
}

impl Making {
    /// The statements that ran, each with its `;`.
    pub fn sql(&self) -> impl Iterator<Item = &String> {
        self.made.iter().flat_map(|made| match made {
            Made::Done { sql, .. } => sql.as_slice(),
            _ => &[],
        })
    }
}
