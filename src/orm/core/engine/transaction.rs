//! Transactions of a connection.

use std::rc::Rc;

use super::failure;
use crate::orm::core::{Connection, Library, Logged, errors};
use crate::orm::python::{Machine, Run};

impl Connection {
    /// Notes that a transaction has begun, as SQLAlchemy sees it; SQLite hears of it with the
    /// first change.
    ///
    /// # Errors
    ///
    /// ResourceClosedError.
    pub fn begin(&self, machine: &mut Machine) -> Run<()> {
        self.usable(machine)?;
        self.begun.set(true);
        Ok(())
    }

    /// Commits.
    ///
    /// # Errors
    ///
    /// What SQLite says, such as a deferred foreign key that does not hold.
    pub fn commit(&self, machine: &mut Machine) -> Run<()> {
        self.end(machine, "COMMIT")
    }

    /// Rolls back.
    ///
    /// # Errors
    ///
    /// What SQLite says.
    pub fn rollback(&self, machine: &mut Machine) -> Run<()> {
        self.end(machine, "ROLLBACK")
    }

    /// Opens a savepoint and gives its name.
    ///
    /// # Errors
    ///
    /// What SQLite says.
    pub fn savepoint(self: &Rc<Self>, machine: &mut Machine) -> Run<Rc<str>> {
        self.begun.set(true);
        let number = self.opened.get() + 1;
        self.opened.set(number);
        let name: Rc<str> = format!("sa_savepoint_{number}").into();
        self.savepoints.borrow_mut().push(Rc::clone(&name));
        self.say(machine, &format!("SAVEPOINT {name}"))?;
        Ok(name)
    }

    /// Ends a savepoint, keeping what was done since.
    ///
    /// # Errors
    ///
    /// What SQLite says.
    pub fn release(self: &Rc<Self>, machine: &mut Machine, name: &str) -> Run<()> {
        self.say(machine, &format!("RELEASE SAVEPOINT {name}"))
    }

    /// Undoes what was done since a savepoint.
    ///
    /// # Errors
    ///
    /// What SQLite says.
    pub fn rollback_to(self: &Rc<Self>, machine: &mut Machine, name: &str) -> Run<()> {
        self.say(machine, &format!("ROLLBACK TO SAVEPOINT {name}"))
    }

    /// Closes it: what was not committed is rolled back.
    ///
    /// # Errors
    ///
    /// What SQLite says.
    pub fn close(&self, machine: &mut Machine) -> Run<()> {
        if self.closed.get() {
            return Ok(());
        }
        self.rollback(machine)?;
        self.closed.set(true);
        self.engine.open.set(self.engine.open.get().saturating_sub(1));
        Ok(())
    }

    /// Refuses to go on where it was closed.
    ///
    /// # Errors
    ///
    /// ResourceClosedError.
    pub(super) fn usable(&self, machine: &mut Machine) -> Run<()> {
        if self.closed.get() {
            let message = "This Connection is closed";
            return Err(errors::raise(machine, "ResourceClosedError", message));
        }
        Ok(())
    }

    fn end(&self, machine: &mut Machine, word: &str) -> Run<()> {
        self.begun.set(false);
        self.savepoints.borrow_mut().clear();
        let Some(database) = self.engine.database.borrow().clone() else { return Ok(()) };
        if !database.borrow().in_transaction() {
            return Ok(());
        }
        note(machine, word);
        let ended = database.borrow_mut().execute(word, &[]);
        match ended {
            Ok(_) => Ok(()),
            Err(error) => Err(failure::raise(machine, error, "", None)),
        }
    }

    /// Sends a statement of a savepoint, which is in the log of statements as SQLAlchemy has it.
    fn say(self: &Rc<Self>, machine: &mut Machine, sql: &str) -> Run<()> {
        let database = self.engine.opened(machine)?;
        let log = Logged::Statement {
            sql: sql.to_owned(),
            parameters: vec![Vec::new()],
            many: false,
            lists: false,
        };
        let library = Library::of(machine);
        if !library.log.borrow().is_silent {
            library.log.borrow_mut().entries.push(log);
        }
        self.tell_of(machine, sql)?;
        let done = database.borrow_mut().execute(sql, &[]);
        done.map(drop).map_err(|error| failure::raise(machine, error, sql, None))
    }
}

/// Keeps a word of the driver's own for the eye.
pub(super) fn note(machine: &Machine, word: &str) {
    let library = Library::of(machine);
    if !library.log.borrow().is_silent {
        library.log.borrow_mut().entries.push(Logged::Transaction { sql: word.to_owned() });
    }
}
