//! Tables that are made by themselves, unless the script makes them.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use crate::orm::core::{Connection, Library, MetaData, ddl};
use crate::orm::python::{Machine, Run};

/// Which tables were made.
#[derive(Default)]
pub(super) struct Making {
    /// The tables by metadata and name.
    made: RefCell<HashSet<(*const MetaData, Rc<str>)>>,
    /// The script makes its tables itself.
    pub(super) is_off: Cell<bool>,
    /// Migrations make them, in all that follows.
    pub(super) by_migrations: Cell<bool>,
}

impl Making {
    /// Looks whether a source makes its tables itself.
    pub(super) fn watch(&self, source: &str) {
        if source.contains("create_all") {
            self.is_off.set(true);
        }
    }

    fn leaves_them(&self) -> bool {
        self.is_off.get() || self.by_migrations.get()
    }

    /// Some table is known that was not made yet, and is to be made here.
    pub(super) fn is_due(&self, machine: &Machine) -> bool {
        let made = self.made.borrow();
        let is_new = |metadata: &Rc<MetaData>| {
            let tables = metadata.tables.borrow();
            tables.keys().any(|name| !made.contains(&(Rc::as_ptr(metadata), Rc::clone(name))))
        };
        !self.leaves_them() && Library::of(machine).metadatas.borrow().iter().any(is_new)
    }

    /// Makes every table that is known by now and was not made yet.
    pub(super) fn ensure(&self, machine: &mut Machine, connection: &Rc<Connection>) -> Run<()> {
        if self.leaves_them() {
            return Ok(());
        }
        let mut metadatas = Library::of(machine).metadatas.borrow().clone();
        let names = |metadata: &Rc<MetaData>| {
            let mut names: Vec<Rc<str>> = metadata.tables.borrow().keys().cloned().collect();
            names.sort();
            names
        };
        metadatas.sort_by_cached_key(names);
        for metadata in metadatas {
            let tables: Vec<_> =
                names(&metadata).into_iter().map(|name| (Rc::as_ptr(&metadata), name)).collect();
            if tables.iter().all(|table| self.made.borrow().contains(table)) {
                continue;
            }
            ddl::create_all(machine, connection, &metadata, None, true)?;
            self.made.borrow_mut().extend(tables);
        }
        Ok(())
    }

    /// A rollback may have undone it.
    pub(super) fn forget(&self) {
        self.made.borrow_mut().clear();
    }
}
