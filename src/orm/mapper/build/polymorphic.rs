//! How the objects of a class are told from those of the classes around it.

use std::rc::Rc;

use indexmap::IndexMap;

use super::Building;
use crate::orm::core::errors;
use crate::orm::mapper::mapper_args::MapperArgs;
use crate::orm::mapper::{Polymorphic, Property};
use crate::orm::python::{Machine, Run, Value};

impl Building {
    pub(super) fn polymorphic(
        &self,
        machine: &mut Machine,
        args: &MapperArgs,
        described: &str,
        properties: &IndexMap<Rc<str>, Property>,
    ) -> Run<Option<Polymorphic>> {
        let inherited = self.inherits.as_ref().and_then(|parent| parent.polymorphic.as_ref());
        let (on, key, map) = match (&args.polymorphic_on, inherited) {
            (Some(written), _) => {
                let on = self.column_argument(machine, written, "polymorphic_on", properties)?;
                let key = properties.iter().find_map(|(key, property)| match property {
                    Property::Column(own) if Rc::ptr_eq(&own.column, &on) => Some(Rc::clone(key)),
                    _ => None,
                });
                let Some(key) = key else {
                    let message = format!(
                        "Could not map polymorphic_on column '{}' to the mapped table - \
                         polymorphic loads will not function properly",
                        on.name()
                    );
                    return errors::invalid(machine, message);
                };
                (on, key, Rc::default())
            }
            (None, Some(parent)) => {
                (Rc::clone(&parent.on), Rc::clone(&parent.key), Rc::clone(&parent.map))
            }
            (None, None) => return Ok(None),
        };
        if let (Some(_), None) = (&self.inherits, &args.identity)
            && !args.polymorphic_abstract
        {
            machine.warn(
                "SAWarning",
                format!(
                    "{described} does not indicate a 'polymorphic_identity', yet is part of an \
                     inheritance hierarchy that has a 'polymorphic_on' column of '{}'. If this is \
                     an intermediary class that should not be instantiated, the class may either \
                     be left unmapped, or may include the 'polymorphic_abstract=True' parameter in \
                     its Mapper arguments. To leave the class unmapped when using Declarative, set \
                     the '__abstract__ = True' attribute on the class.",
                    crate::orm::mapper::condition::described(&on)
                ),
            );
        }
        if let Some(identity) = &args.identity {
            self.warn_of_same_identity(machine, identity, &map, described)?;
        }
        let identity = args.identity.clone();
        Ok(Some(Polymorphic { on, key, identity, is_abstract: args.polymorphic_abstract, map }))
    }

    pub(super) fn warn_of_same_identity(
        &self,
        machine: &mut Machine,
        identity: &Value,
        map: &crate::orm::mapper::ByIdentity,
        described: &str,
    ) -> Run<()> {
        let known = map.borrow().clone();
        for (other, mapper) in known {
            if machine.equal(&other, identity)?
                && let Some(mapper) = mapper.upgrade()
            {
                let text = machine.repr(identity)?;
                let message = format!(
                    "Reassigning polymorphic association for identity {text} from <Mapper at 0x{:x}; \
                     {}> to <Mapper at 0x{:x}; {}>: Check for duplicate use of {text} as value for \
                     polymorphic_identity.",
                    Rc::as_ptr(&mapper).cast::<()>() as usize,
                    mapper.class.name,
                    Rc::as_ptr(&mapper).cast::<()>() as usize,
                    self.scan.class.name,
                );
                let _ = described;
                machine.warn("SAWarning", message);
            }
        }
        Ok(())
    }
}
