//! What a script can import, put together from the layers below.

use super::python::Machine;

/// Puts the library's modules into a machine.
pub fn install(_machine: &mut Machine) {}
