//! The names that can be completed where the learner is.

use std::collections::HashSet;
use std::sync::Arc;

use crate::orm::typed::Known as World;

/// A table's name and those of its columns.
pub type Columns = (String, Vec<String>);

/// The names of the live database and of the present step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    /// Tables and views, each with its columns, in the order in which they were made.
    pub tables: Vec<Columns>,
    /// The names of `tables` in lower case.
    pub names: Arc<HashSet<String>>,
    /// The choices of the present quiz: letter and text.
    pub choices: Vec<(char, String)>,
    /// The ids of the lesson's steps.
    pub steps: Vec<String>,
    /// The names of the world, where ORM code is typed.
    pub world: Arc<World>,
    /// The names of the mapped classes.
    pub classes: Arc<HashSet<String>>,
}

/// A vocabulary, and what it was made from.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Of which declarations ([`crate::scratch::Scratch::declared`]).
    pub declared: Option<u64>,
    /// At which step.
    pub at: Option<usize>,
    /// After how much code; `None` where none is typed.
    pub runs: Option<u64>,
    pub vocabulary: Arc<Vocabulary>,
}
