//! A world that goes on: at a prompt, and in a lesson whose steps are replayed.
//!
//! Its database is a scratch database in memory, begun from an [`Image`] and readable as one, with
//! foreign keys enforced, as everywhere in lessons.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::databases::Committed;
use super::mapped::Mapped;
pub use super::mapped::Left;
use super::python::Limits;
use super::recording::{Mode, Recording};
use super::run::World;
use crate::scratch::{Image, Interrupt, Scratch, ScratchError};

/// What one piece may use: some seconds at most, on any machine.
const LIMITS: Limits = Limits { steps: 5_000_000, memory: 4_000_000, output: 1 << 18, depth: 1000 };

/// A world that goes on.
pub struct Live {
    world: World,
    scratch: Rc<RefCell<Scratch>>,
    committed: Committed,
}

impl Live {
    /// A world over this database, in which nothing was typed yet.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn new(image: &Image, interrupt: Interrupt, mode: Mode) -> Result<Self, ScratchError> {
        let mut scratch = Scratch::stopped_by(interrupt.clone())?;
        scratch.restore(image)?;
        let scratch = Rc::new(RefCell::new(scratch));
        let committed = Committed::default();
        let world = World::on(Rc::clone(&scratch), Rc::clone(&committed), mode, LIMITS);
        let mut live = Self { world, scratch, committed };
        live.world.interrupted_by(move || interrupt.is_set());
        Ok(live)
    }

    /// Runs what was typed and says what it did.
    pub fn run(&mut self, text: &str) -> Recording {
        self.world.renew();
        self.world.typed(text)
    }

    /// What is committed.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn image(&self) -> Result<Image, ScratchError> {
        let mut scratch = self.scratch.borrow_mut();
        if scratch.in_transaction()
            && let Some(committed) = self.committed.borrow().as_ref()
        {
            return Ok(committed.clone());
        }
        scratch.image()
    }

    /// Puts another database beneath it, as SQL that ran beside it leaves it. What was sent and
    /// not committed is lost; objects read their rows again.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn restore(&mut self, image: &Image) -> Result<(), ScratchError> {
        self.world.let_go();
        self.scratch.borrow_mut().restore(image)
    }

    /// What is mapped, in the order of declaration.
    pub fn mapped(&mut self) -> Vec<Mapped> {
        self.world.mapped()
    }

    /// The names that are bound, each with its type's name; `class NAME` for a class.
    pub fn names(&self) -> Vec<(String, String)> {
        self.world.names()
    }

    /// The names that can be imported, by module.
    pub fn modules(&self) -> BTreeMap<String, Vec<String>> {
        self.world.modules()
    }

    /// The statements that would make the tables that are declared and not there yet.
    pub fn planned(&mut self) -> Vec<String> {
        let there = self.scratch.borrow().schema().map(|schema| schema.tables).unwrap_or_default();
        let is_there = |name: &str| there.iter().any(|table| table.name.eq_ignore_ascii_case(name));
        self.world.planned(&is_there)
    }

    /// What the session holds back.
    pub fn left(&mut self) -> Left {
        let open = self.scratch.borrow().in_transaction();
        Left { open, ..self.world.left() }
    }
}
