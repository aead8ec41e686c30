//! What a script can import, put together from the layers below.

mod names;
mod unsupported;
mod modules;

use std::rc::Rc;

use super::core::{Library, Opener};
use super::python::Machine;

/// Puts the library's modules into a machine.
pub fn install(machine: &mut Machine, opener: Rc<dyn Opener>) -> Rc<Library> {
    let library = Library::install(machine, opener);
    modules::complete(machine);
    library
}
