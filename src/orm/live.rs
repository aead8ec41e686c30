//! A world that goes on: at a prompt, and in a lesson whose steps are replayed.
//!
//! Its database is a scratch database in memory, begun from an [`Image`] and readable as one, with
//! foreign keys enforced, as everywhere in lessons.

use std::collections::BTreeMap;

use crate::scratch::{Image, Interrupt, ScratchError};

use super::mapped::Mapped;
use super::recording::Recording;

/// A world that goes on.
pub struct Live {}

/// What a session holds that the database does not have yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// Objects that were added and not sent, by their classes.
    pub new: Vec<String>,
    /// Objects with changes that were not sent, by their classes.
    pub dirty: Vec<String>,
    /// Objects to be deleted, by their classes.
    pub deleted: Vec<String>,
    /// Something was sent and not committed.
    pub open: bool,
}

impl Left {
    /// Whether there is nothing left.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Live {
    /// A world over this database, in which nothing was typed yet.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn new(_image: &Image, _interrupt: Interrupt) -> Result<Self, ScratchError> {
        Ok(Self {})
    }

    /// Runs what was typed and says what it did.
    pub fn run(&mut self, _text: &str) -> Recording {
        Recording::default()
    }

    /// What is committed.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn image(&self) -> Result<Image, ScratchError> {
        crate::scratch::Scratch::new()?.image()
    }

    /// Puts another database beneath it, as SQL that ran beside it leaves it. What was sent and
    /// not committed is lost; objects read their rows again.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn restore(&mut self, _image: &Image) -> Result<(), ScratchError> {
        Ok(())
    }

    /// What is mapped, in the order of declaration.
    pub fn mapped(&mut self) -> Vec<Mapped> {
        Vec::new()
    }

    /// The names that are bound, each with its type's name; `class NAME` for a class.
    pub fn names(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// The names that can be imported, by module.
    pub fn modules(&self) -> BTreeMap<String, Vec<String>> {
        BTreeMap::new()
    }

    /// The statements that would make the tables that are declared and not there yet.
    pub fn planned(&mut self) -> Vec<String> {
        Vec::new()
    }

    /// What the session holds back.
    pub fn left(&mut self) -> Left {
        Left::default()
    }
}
