//! What a class takes over from the mapped class that it derives from.

use std::rc::Rc;

use indexmap::IndexMap;

use super::{Building, is_own};
use crate::orm::core::{Column, Expr, Table, errors};
use crate::orm::mapper::declared::{Declared, MappedColumn, column_property};
use crate::orm::mapper::foreign::{self, Failure};
use crate::orm::mapper::mapper_args::MapperArgs;
use crate::orm::mapper::{Mapper, Property};
use crate::orm::python::{Machine, Run, Value};

impl Building {
    pub(super) fn inherit_condition(
        &self,
        machine: &mut Machine,
        parent: &Rc<Mapper>,
        table: &Rc<Table>,
    ) -> Run<Expr> {
        let left = [Rc::clone(&parent.table)];
        let right = [Rc::clone(table)];
        let found = foreign::join(machine, &left, &parent.table, &right, None)?;
        let failure = match found {
            Ok(condition) => return Ok(condition),
            Err(failure) => failure,
        };
        let (above, own) = (&parent.table.name, &table.name);
        let (class, message) = match failure {
            Failure::None => (
                "NoForeignKeysError",
                format!(
                    "Can't determine the inherit condition between inherited table '{above}' and \
                     inheriting table '{own}'; tables have no foreign key relationships \
                     established.  Please ensure the inheriting table has a foreign key \
                     relationship to the inherited table, or provide an 'on clause' using the \
                     'inherit_condition' mapper argument."
                ),
            ),
            Failure::Several => (
                "AmbiguousForeignKeysError",
                format!(
                    "Can't determine the inherit condition between inherited table '{above}' and \
                     inheriting table '{own}'; tables have more than one foreign key relationship \
                     established.  Please specify the 'on clause' using the 'inherit_condition' \
                     mapper argument."
                ),
            ),
        };
        Err(errors::raise(machine, class, message))
    }

    /// Adds the properties of the mapper that is inherited from.
    pub(super) fn inherit(
        &self,
        machine: &mut Machine,
        parent: &Rc<Mapper>,
        (own, by_column): (&[Rc<Column>], &[(Rc<Column>, Rc<str>, &Declared)]),
        args: &MapperArgs,
        equated: &[(Rc<Column>, Rc<Column>)],
        found: &mut IndexMap<Rc<str>, Property>,
    ) {
        let joined = self.table.is_some();
        let inherited: Vec<(Rc<str>, Property)> = parent
            .properties
            .borrow()
            .iter()
            .map(|(key, property)| (Rc::clone(key), property.clone()))
            .collect();
        for (key, property) in inherited {
            if found.contains_key(&key) || args.exclude.contains(&key) {
                continue;
            }
            // An attribute that the class's own body sets to something else hides it.
            let hidden = self.scan.body.get(&key).is_some_and(|value| {
                value.native::<Column>().is_none() && value.native::<MappedColumn>().is_none()
            });
            if hidden && !matches!(self.scan.body.get(&key), Some(Value::Native(_))) {
                continue;
            }
            if let Property::Column(column) = &property
                && joined
            {
                let same = own.iter().find(|column| {
                    let renamed = by_column.iter().find(|(other, _, _)| Rc::ptr_eq(other, column));
                    let own_key =
                        renamed.map_or_else(|| column.key(), |(_, key, _)| Rc::clone(key));
                    own_key == key
                });
                if let Some(own) = same {
                    let is_equated = equated.iter().any(|(above, below)| {
                        Rc::ptr_eq(above, &column.column) && Rc::ptr_eq(below, own)
                    });
                    if !is_equated {
                        let last = column.also.last().unwrap_or(&column.column);
                        let message = format!(
                            "Implicitly combining column {} with column {} under attribute \
                             '{key}'.  Please configure one or more attributes for these \
                             same-named columns explicitly.",
                            crate::orm::mapper::condition::described(last),
                            crate::orm::mapper::condition::described(own)
                        );
                        machine.warn("SAWarning", message);
                    }
                    let mut also = vec![Rc::clone(&column.column)];
                    also.extend(column.also.iter().cloned());
                    let mut property = column_property(&key, own, None);
                    property.also = also;
                    found.insert(key, Property::Column(Rc::new(property)));
                    continue;
                }
            }
            found.insert(key, property);
        }
    }

    pub(super) fn is_excluded(
        &self,
        args: &MapperArgs,
        column: &Rc<Column>,
        table: &Rc<Table>,
    ) -> bool {
        let key = column.key();
        if args.include.as_ref().is_some_and(|names| !names.contains(&key)) {
            return true;
        }
        if args.exclude.contains(&key) {
            return true;
        }
        let assigned = format!("{}{key}", args.prefix);
        if self.scan.body.get(&*assigned).is_some_and(is_own) {
            return true;
        }
        // A method or another attribute of the class hides a column of an inherited table.
        let declared = self.columns.iter().any(|(_, own)| Rc::ptr_eq(own, column));
        let Some(parent) = &self.inherits else { return false };
        self.table.is_none()
            && Rc::ptr_eq(table, &parent.table)
            && !declared
            && parent.property_of(column).is_none()
    }
}
