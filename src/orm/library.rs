//! What a script can import, put together from the layers below.

mod names;
mod known;
mod unsupported;
mod homes;
pub mod modules;
mod moved;
mod flask;
mod pagination;
mod flask_query;
mod model;
mod flask_sqlalchemy;
mod hybrid;
mod association;
pub mod session;
mod event;
pub mod world;

use std::rc::Rc;

use super::core::{self, Library, Opener};
use super::python::Machine;
use super::unit_of_work::{Instrument, Shared};
use super::{mapper, query};

/// What a run has of the library: what everything shares, and what sessions share.
pub struct Installed {
    /// What everything shares.
    pub library: Rc<Library>,
    /// What sessions share.
    pub sessions: Rc<Shared>,
}

/// Puts the library's modules into a machine.
pub fn install(machine: &mut Machine, opener: Rc<dyn Opener>) -> Installed {
    let library = Library::install(machine, opener);
    core::python::install(machine);
    mapper::library::install(machine);
    let sessions = Shared::new(machine, &library);
    let instrument = Rc::new(Instrument(Rc::clone(&sessions)));
    // It is set for the first and only time.
    let _ = mapper::Shared::of(machine).instrumentation.set(instrument);
    query::install(&library, &sessions);
    session::install(machine, &sessions);
    event::install(machine, &sessions);
    flask::install(machine);
    flask_sqlalchemy::install(machine);
    hybrid::install(machine);
    association::install(machine);
    homes::install(machine);
    moved::install(machine);
    modules::complete(machine);
    Installed { library, sessions }
}
