//! A world that goes on: at a prompt, and in a lesson whose steps are replayed.
//!
//! Its database is a scratch database in memory, begun from an [`Image`] and readable as one, with
//! foreign keys enforced, as everywhere in lessons.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use super::databases::Ground;
pub use super::left::Left;
use super::mapped::Mapped;
use super::recording::{Failed, Mode, Recording};
use super::run::{LIMITS, World};
use crate::scratch::{Image, Interrupt, Scratch, ScratchError};

/// A world that goes on.
pub struct Live {
    /// Where it could not be begun: why.
    world: Result<World, Failed>,
    ground: Ground,
    interrupt: Interrupt,
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

impl Live {
    /// A world over this database, in which nothing was typed yet.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn new(image: &Image, interrupt: Interrupt, mode: Mode) -> Result<Self, ScratchError> {
        let mut scratch = Scratch::stopped_by(interrupt.clone())?;
        scratch.restore(image)?;
        let ground = Ground::new(scratch);
        let mut world = World::on(&ground, mode, LIMITS);
        if let Ok(world) = &mut world {
            let interrupt = interrupt.clone();
            world.listen(Rc::new(move || interrupt.is_set()));
        }
        Ok(Self { world, ground, interrupt })
    }

    /// Runs what was typed and says what it did.
    pub fn run(&mut self, text: &str) -> Recording {
        self.interrupt.clear();
        match &mut self.world {
            Ok(world) => world.typed(text),
            Err(failed) => Recording { error: Some(failed.clone()), ..Recording::default() },
        }
    }

    /// What is committed.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn image(&self) -> Result<Image, ScratchError> {
        self.ground.image()
    }

    /// Puts another database beneath it, as SQL that ran beside it leaves it. What was not
    /// committed is lost; objects read their rows again. Where it is the same database, nothing is
    /// done.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn restore(&mut self, image: &Image) -> Result<(), ScratchError> {
        if self.left().is_nothing() && self.ground.image()? == *image {
            return Ok(());
        }
        if let Ok(world) = &mut self.world {
            world.forget();
        }
        self.ground.restore(image)
    }

    /// What is mapped, in the order of declaration.
    pub fn mapped(&mut self) -> Vec<Mapped> {
        self.world.as_mut().map(World::mapped).unwrap_or_default()
    }

    /// The names that are bound, each with its type's name; `class NAME` for a class.
    pub fn names(&self) -> Vec<(String, String)> {
        self.world.as_ref().map(World::names).unwrap_or_default()
    }

    /// The names that can be imported, by module.
    pub fn modules(&self) -> BTreeMap<String, Vec<String>> {
        self.world.as_ref().map(World::modules).unwrap_or_default()
    }

    /// The statements that would make the tables that are declared and not there yet.
    pub fn planned(&mut self) -> Vec<String> {
        match (&mut self.world, self.ground.tables()) {
            (Ok(world), Ok(there)) => world.planned(&there),
            _ => Vec::new(),
        }
    }

    /// What the session holds back.
    pub fn left(&mut self) -> Left {
        let held = self.world.as_ref().map(World::held).unwrap_or_default();
        Left { open: self.ground.is_open(), ..held }
    }
}
