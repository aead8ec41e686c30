//! Properties that come to a class when it is mapped already, and whose they are.

use std::rc::Rc;

use super::condition::owns;
use super::declared::{Declared, column_property};
use super::shared::set;
use super::{Attribute, Mapper, Property};
use crate::orm::core::Column;
use crate::orm::python::{Machine, Run, Value};

/// The property belongs to the mapper that declares it.
pub(super) fn adopt(mapper: &Rc<Mapper>, key: &Rc<str>, property: &Property) {
    match property {
        Property::Column(own) => {
            let _ = own.parent.set(Rc::downgrade(mapper));
        }
        Property::Expression(own) => {
            let _ = own.parent.set(Rc::downgrade(mapper));
        }
        Property::Relationship(own) => {
            if own.parent.set(Rc::clone(mapper)).is_ok() {
                *own.key.borrow_mut() = Rc::clone(key);
            }
        }
    }
}

impl Mapper {
    /// Adds a property to a class that is mapped already: `User.posts = relationship(…)`, or what a
    /// backref makes.
    ///
    /// # Errors
    ///
    /// Those of configuring it, where the mapper is configured.
    pub(super) fn add_property(
        self: &Rc<Self>,
        machine: &mut Machine,
        key: &Rc<str>,
        property: Property,
        configure: bool,
    ) -> Run<()> {
        let existing = self.properties.borrow().contains_key(key);
        let on_class = self.class.dict.borrow().get(key).is_some_and(|value| !value.is_none());
        if existing || on_class {
            let what = if existing {
                "an existing ORM-mapped attribute.  Behavior"
            } else {
                "an existing class-bound attribute of the same name.  Behavior"
            };
            let message = format!(
                "User-placed attribute {}.{key} on {} is replacing {what} is not fully defined in \
                 this case.  This use is deprecated and will raise an error in a future release \
                 (deprecated since: 2.0)",
                self.class.name,
                self.described()
            );
            machine.warn("SADeprecationWarning", message);
        }
        for mapper in self.with_descendants() {
            mapper.properties.borrow_mut().insert(Rc::clone(key), property.clone());
            adopt(self, key, &property);
            let attribute = Attribute::of(&mapper, property.clone());
            set(&mapper.class, key, Value::Native(attribute));
        }
        if let Property::Relationship(relationship) = &property
            && configure
        {
            relationship.configure(machine)?;
            relationship.check_lazy(machine)?;
            relationship.settled.set(true);
        }
        Ok(())
    }

    /// A column was added to a class that is mapped already.
    ///
    /// # Errors
    ///
    /// Those of adding a column to a table.
    pub(super) fn add_column(
        self: &Rc<Self>,
        machine: &mut Machine,
        key: &Rc<str>,
        column: &Rc<Column>,
        declared: &Declared,
    ) -> Run<()> {
        if !owns(&self.table, column) {
            self.table.append_column(machine, column)?;
        }
        let property = Property::Column(Rc::new(column_property(key, column, Some(declared))));
        self.add_property(machine, key, property, self.configured.get())
    }
}
