//! The modules of SQLAlchemy Core that a script imports from.

mod naming;
mod class;
mod expressions;
mod func;
mod schema;
mod statements;
mod types;

use crate::orm::python::Machine;

/// Makes `sqlalchemy` and the modules of Core below it, and fills them.
pub fn install(machine: &mut Machine) {
    types::install(machine);
    schema::install(machine);
    expressions::install(machine);
    statements::install(machine);
    class::install(machine);
    func::install(machine);
}
