//! Objects that were made and never given to a session.

use std::collections::HashSet;
use std::rc::Rc;

use super::World;
use crate::orm::left::Apart;
use crate::orm::python::Value;
use crate::orm::unit_of_work::{Along, Standing, State, reached};

impl World {
    /// The variables whose objects are in no session and were never in the database. An object
    /// that would come along with one before it is not among them.
    pub fn apart(&mut self) -> Vec<Apart> {
        let names = self.machine.globals.names.borrow().clone();
        let mut along: HashSet<*const State> = HashSet::new();
        let mut apart = Vec::new();
        for (name, value) in names.iter().filter(|(name, _)| !name.starts_with('_')) {
            let Some(state) = State::of(value).filter(|it| it.standing() == Standing::Transient)
            else {
                continue;
            };
            if !along.insert(Rc::as_ptr(&state)) {
                continue;
            }
            let (name, class) = (name.to_string(), state.mapper.class.name.to_string());
            apart.push(Apart { name, class });
            // What cannot be followed is followed no further.
            let others: Vec<(Rc<State>, Value)> =
                reached(&mut self.machine, Along::SaveUpdate, &state).unwrap_or_default();
            along.extend(others.iter().map(|(other, _)| Rc::as_ptr(other)));
        }
        apart
    }
}
