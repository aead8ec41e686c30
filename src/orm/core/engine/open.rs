//! Opening: an engine's database, when the first connection asks for it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::driver::DriverConnection;
use super::failure;
use crate::orm::core::{Connection, Database, Engine, Library, errors};
use crate::orm::python::{Args, Machine, Run, Value};

impl Engine {
    /// An engine, which has sent nothing yet.
    ///
    /// # Errors
    ///
    /// ArgumentError where the URL is none.
    pub fn new(machine: &mut Machine, url: &str) -> Run<Rc<Self>> {
        if !url.contains("://") {
            let message = format!("Could not parse SQLAlchemy URL from given URL string '{url}'");
            return errors::argument(machine, message);
        }
        let engine =
            Rc::new(Self { url: url.into(), database: RefCell::default(), open: Cell::new(0) });
        Library::of(machine).engines.borrow_mut().push(Rc::clone(&engine));
        Ok(engine)
    }

    /// A connection to it.
    ///
    /// # Errors
    ///
    /// OperationalError where the database cannot be opened, and what listeners raise.
    pub fn connect(self: &Rc<Self>, machine: &mut Machine) -> Run<Rc<Connection>> {
        self.opened(machine)?;
        self.open.set(self.open.get() + 1);
        Ok(Rc::new(Connection {
            engine: Rc::clone(self),
            closed: Cell::new(false),
            begun: Cell::new(false),
            savepoints: RefCell::default(),
            opened: Cell::new(0),
        }))
    }

    /// Its database; opened, and told to those who listen, where it was not.
    ///
    /// # Errors
    ///
    /// As for [`Engine::connect`].
    pub fn opened(self: &Rc<Self>, machine: &mut Machine) -> Run<Rc<RefCell<dyn Database>>> {
        if let Some(database) = self.database.borrow().clone() {
            return Ok(database);
        }
        let opener = Library::of(machine).opener.borrow().clone();
        let Some(opener) = opener else {
            return Err(machine.unsupported("a database"));
        };
        let database = match opener.open(&self.url) {
            Ok(database) => database,
            Err(error) => return Err(failure::raise(machine, error, "", None)),
        };
        *self.database.borrow_mut() = Some(Rc::clone(&database));
        self.tell(machine, &database)?;
        Ok(database)
    }

    /// Calls what listens to "connect" on this engine or on all.
    fn tell(
        self: &Rc<Self>,
        machine: &mut Machine,
        database: &Rc<RefCell<dyn Database>>,
    ) -> Run<()> {
        let listeners = Library::of(machine).listeners.borrow().clone();
        let connection = Value::of(DriverConnection::new(Rc::clone(database)));
        for (target, event, function) in listeners {
            let is_this = match target.native::<Engine>() {
                Some(engine) => Rc::ptr_eq(&engine, self),
                None => !matches!(target, Value::Instance(_)),
            };
            if is_this && matches!(&*event, "connect" | "first_connect") {
                let args = Args::of(vec![connection.clone(), Value::None]);
                machine.call(&function, args)?;
            }
        }
        Ok(())
    }
}
