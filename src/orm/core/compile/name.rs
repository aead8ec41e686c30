//! Names that are made up.

use std::rc::Rc;

use super::Compiler;
use crate::orm::core::{Identity, Made, Name};

/// The longest name that SQLAlchemy writes where no dialect says otherwise.
const LONGEST: usize = 63;

impl Compiler<'_> {
    /// The name as it is in this text.
    pub(super) fn named(&mut self, name: &Name) -> Rc<str> {
        let whole = self.unbounded(name);
        if matches!(name, Name::Given(_)) { whole } else { self.bounded(whole) }
    }

    fn unbounded(&mut self, name: &Name) -> Rc<str> {
        match name {
            Name::Given(name) => Rc::clone(name),
            Name::Made(made) => self.made_name(made),
            Name::Joined(parts) => {
                let mut whole = String::new();
                for part in parts.iter() {
                    let part = self.unbounded(part);
                    whole.push_str(&part);
                }
                whole.into()
            }
        }
    }

    fn bounded(&mut self, whole: Rc<str>) -> Rc<str> {
        if whole.chars().count() <= LONGEST - 6 {
            return whole;
        }
        let made = Made { of: Identity::Own(u64::MAX), base: format!("\u{1}{whole}").into() };
        if let Some(known) = self.made.get(&made) {
            return Rc::clone(known);
        }
        let counter = self.counters.entry("\u{1}".to_owned()).or_insert(1);
        let cut: String = whole.chars().take(LONGEST - 6).collect();
        let name: Rc<str> = format!("{cut}_{counter:x}").into();
        *counter += 1;
        self.made.insert(made, Rc::clone(&name));
        name
    }

    /// The name made of a base and the next number, the same for the same.
    pub(super) fn made_name(&mut self, made: &Made) -> Rc<str> {
        if let Some(known) = self.made.get(made) {
            return Rc::clone(known);
        }
        let counter = self.counters.entry(made.base.to_string()).or_insert(1);
        let name: Rc<str> = format!("{}_{counter}", made.base).into();
        *counter += 1;
        self.made.insert(made.clone(), Rc::clone(&name));
        name
    }
}
