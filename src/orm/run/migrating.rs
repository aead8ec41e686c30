//! Migrations in a world: a command line of alembic in the place of code.

use super::World;
use crate::orm::databases::Ground;
use crate::orm::migrate::{Halt, Revision};
use crate::orm::recording::{Failed, FailedKind, Recording};

impl World {
    /// Does what a command line says, on the database that the world is on. From then on tables
    /// are made by migrations, and not by themselves.
    pub fn migrate(&mut self, line: &str, ground: &Ground) -> Recording {
        self.leave_tables_to_migrations();
        let mut told = Vec::new();
        let done = self.migrations.act(&mut self.machine, ground, line, &mut told);
        let error = match done {
            Ok(()) => None,
            Err(Halt::Refused(refusal)) => Some(refusal.failed()),
            Err(Halt::Raised(stop)) => self.failed(Err(stop), ""),
            Err(Halt::Scratch(error)) => Some(Failed {
                kind: FailedKind::Stopped,
                class: "Stopped".to_owned(),
                message: error.to_string(),
                line: None,
                span: None,
                hint: None,
                help: None,
                rows: None,
            }),
        };
        // What an exception of the models points at stands in no line of this text.
        let error = error.map(|failed| Failed { line: None, span: None, ..failed });
        Recording { told, ..self.told(error) }
    }

    /// Takes over the revisions of a world that ends, and who makes its tables.
    pub fn go_on_from(&mut self, before: &mut Self) {
        self.migrations = std::mem::take(&mut before.migrations);
        self.making.by_migrations.set(before.making.by_migrations.get());
    }

    /// Has migrations make the tables, in all that follows.
    pub fn leave_tables_to_migrations(&self) {
        self.making.by_migrations.set(true);
    }

    /// The revisions that are written and not applied to this database.
    pub fn pending(&self, ground: &Ground) -> Vec<Revision> {
        self.migrations.pending(ground).to_vec()
    }

    /// The revisions that are applied to it.
    pub fn applied(&self, ground: &Ground) -> Vec<Revision> {
        self.migrations.applied(ground).to_vec()
    }
}
