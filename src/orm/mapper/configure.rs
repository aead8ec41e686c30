//! When relationships are resolved: at the first object, the first query, or when a script says
//! `configure_mappers()`. What fails is remembered and said again.

use std::rc::Rc;

use super::{Lazy, Mapper, Property, Registry, Relationship, Shared};
use crate::nearest::nearest_cased;
use crate::orm::core::errors;
use crate::orm::python::{Machine, Run, Stop, Value};

/// What is added to warnings of a configuration that nobody asked for.
const AUTOMATIC: &str = " (This warning originated from the `configure_mappers()` process, which \
                         was invoked automatically in response to a user-initiated operation.)";

/// Where the configuration of a registry failed.
pub struct Unsettled {
    /// The relationship that was being configured.
    pub relationship: Option<Rc<Relationship>>,
    /// What was raised, as its text.
    pub why: Rc<str>,
}

impl Registry {
    /// Configures the mappers if any was added since the last time.
    ///
    /// # Errors
    ///
    /// What configuration raises.
    pub fn check(&self, machine: &mut Machine) -> Run<()> {
        if !self.unconfigured.get() {
            return Ok(());
        }
        let before = machine.warnings.len();
        let done = self.configure(machine);
        for warning in machine.warnings.iter_mut().skip(before) {
            if warning.category.starts_with("SA") && !warning.message.ends_with(AUTOMATIC) {
                warning.message.push_str(AUTOMATIC);
            }
        }
        done
    }

    /// Configures the mappers, without a word about who asked.
    ///
    /// # Errors
    ///
    /// What configuration raises.
    pub fn configure(&self, machine: &mut Machine) -> Run<()> {
        if !self.unconfigured.get() || self.shared.configuring.replace(true) {
            return Ok(());
        }
        let done = self.configure_all(machine);
        self.shared.configuring.set(false);
        if done.is_ok() {
            self.unconfigured.set(false);
        }
        done
    }

    /// Configures the mappers for who only wants to know of them: what fails is forgotten, and
    /// raised where code needs it. Gives where it failed.
    pub fn try_to_configure(&self, machine: &mut Machine) -> Option<Unsettled> {
        let before = machine.warnings.len();
        let stop = self.configure(machine).err()?;
        machine.warnings.truncate(before);
        let why = match stop {
            Stop::Raised(raised) => machine.str(&Value::Instance(raised.exception)).ok(),
            _ => None,
        };
        let mut first = None;
        for mapper in self.mappers.borrow().iter() {
            *mapper.failed.borrow_mut() = None;
            for property in mapper.properties.borrow().values() {
                if let Property::Relationship(relationship) = property
                    && !relationship.settled.get()
                {
                    let began = relationship.started.replace(false);
                    mapper.configured.set(false);
                    first = first.or_else(|| began.then(|| Rc::clone(relationship)));
                }
            }
        }
        Some(Unsettled { relationship: first, why: why.unwrap_or_default() })
    }

    fn configure_all(&self, machine: &mut Machine) -> Run<()> {
        let mut at = 0;
        loop {
            let next = self.mappers.borrow().get(at).cloned();
            let Some(mapper) = next else { return Ok(()) };
            at += 1;
            if mapper.configured.get() {
                continue;
            }
            let failed = mapper.failed.borrow().clone();
            if let Some(failed) = failed {
                let message = format!(
                    "One or more mappers failed to initialize - can't proceed with initialization \
                     of other mappers. Triggering mapper: '{}'. Original exception was: {failed}",
                    mapper.described()
                );
                return errors::invalid(machine, message);
            }
            if let Err(stop) = mapper.configure(machine) {
                if let Stop::Raised(raised) = &stop {
                    let text = machine.str(&Value::Instance(Rc::clone(&raised.exception)))?;
                    *mapper.failed.borrow_mut() = Some(text);
                }
                return Err(stop);
            }
        }
    }
}

/// `configure_mappers()`: all registries.
///
/// # Errors
///
/// What configuration raises.
pub fn configure_mappers(machine: &mut Machine) -> Run<()> {
    let registries = Shared::of(machine).registries.borrow().clone();
    for registry in registries {
        registry.configure(machine)?;
    }
    Ok(())
}

impl Mapper {
    fn configure(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        let properties: Vec<Property> = self.properties.borrow().values().cloned().collect();
        for property in properties {
            let Property::Relationship(relationship) = property else { continue };
            let own = relationship.parent.get().is_some_and(|parent| Rc::ptr_eq(parent, self));
            if own && !relationship.started.get() {
                relationship.configure(machine)?;
                let above = Shared::of(machine).instrumentation.get().cloned();
                if let Some(above) = above {
                    above.configured(machine, &relationship)?;
                }
            }
            relationship.check_lazy(machine)?;
            if own {
                relationship.settled.set(true);
            }
        }
        self.configured.set(true);
        Ok(())
    }
}

impl Relationship {
    /// Its loading strategy exists and suits it.
    pub(super) fn check_lazy(&self, machine: &mut Machine) -> Run<()> {
        let written = self.lazy_written.borrow().clone();
        if Lazy::read(&written).is_none() {
            let text = machine.repr(&written)?;
            let message =
                format!("Can't find strategy (('lazy', {text}),) for {}", self.described());
            let word = written.as_str();
            let meant = word.and_then(|word| nearest_cased(word, Lazy::WORDS.into_iter()));
            let stop = errors::raise(machine, "LoaderStrategyException", message);
            return Err(stop.with_hint(meant));
        }
        if self.lazy.get() == Lazy::NoLoad {
            machine.warn(
                "SADeprecationWarning",
                "The ``noload`` loader strategy is deprecated and will be removed in a future \
                 release.  This option produces incorrect results by returning ``None`` for \
                 related items. (deprecated since: 2.1)",
            );
        }
        let Some(resolved) = self.resolved.get() else { return Ok(()) };
        let loads_later = matches!(self.lazy.get(), Lazy::Dynamic | Lazy::WriteOnly);
        if loads_later && !resolved.uselist {
            let message = format!(
                "On relationship {}, 'dynamic' loaders cannot be used with \
                 many-to-one/one-to-one relationships and/or uselist=False.",
                self.described()
            );
            return errors::invalid(machine, message);
        }
        Ok(())
    }
}
