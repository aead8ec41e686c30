//! What a script can import, put together from the layers below.

mod names;
mod unsupported;
pub mod modules;
mod flask;
mod pagination;
mod model;
mod flask_sqlalchemy;
mod hybrid;
mod association;
pub mod world;

use std::rc::Rc;

use super::core::{Library, Opener};
use super::python::Machine;

/// Puts the library's modules into a machine.
pub fn install(machine: &mut Machine, opener: Rc<dyn Opener>) -> Rc<Library> {
    let library = Library::install(machine, opener);
    flask::install(machine);
    flask_sqlalchemy::install(machine);
    hybrid::install(machine);
    association::install(machine);
    modules::complete(machine);
    library
}
