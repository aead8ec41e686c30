//! The copy on which a model is made, and what was done to it.

use super::halt::Halt;
use super::{Note, Why};
use crate::relation::finding::{Inferred, Proof, Reference};
use crate::relation::infer::infer;
use crate::relation::{Model, same};
use crate::rows::{Rows, Value};
use crate::schema::{Schema, Table};
use crate::scratch::{Budget, Scratch, ScratchError, Script};

/// The copy on which a model is made.
#[derive(Debug)]
pub(super) struct Work<'m> {
    /// The copy.
    pub scratch: Scratch,
    /// What is to be made.
    pub model: &'m Model,
    /// What the copy declares now.
    pub schema: Schema,
    /// How its tables relate now.
    pub inferred: Inferred,
    /// The statements that were run for the present link.
    pub sql: Vec<String>,
    /// What there is to say of it.
    pub notes: Vec<Note>,
    /// The keys that were there before.
    pub known: Vec<Reference>,
    /// The indexes that were taken away, for any link.
    pub dropped: Vec<String>,
}

/// The rows in the way that are kept to be shown.
pub(super) const SHOWN: usize = 20;

impl<'m> Work<'m> {
    /// Begins the work on a copy.
    pub fn new(scratch: Scratch, model: &'m Model) -> Result<Self, ScratchError> {
        let schema = scratch.schema()?;
        let inferred = infer(&schema);
        let known = inferred.proofs.iter().map(|proof| proof.key.clone()).collect();
        let (sql, notes, dropped) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { scratch, model, schema, inferred, sql, notes, known, dropped })
    }

    /// Looks at the copy anew.
    pub fn refresh(&mut self) -> Result<(), ScratchError> {
        self.schema = self.scratch.schema()?;
        self.inferred = infer(&self.schema);
        Ok(())
    }

    /// Runs a statement that is shown, and looks at what came of it.
    pub fn run(&mut self, sql: String) -> Result<(), Halt> {
        let script = self.scratch.run(&sql, &Budget::default());
        ended(&script, &sql)?;
        self.sql.push(sql);
        Ok(self.refresh()?)
    }

    /// The first rows of a query of the tool's own.
    pub fn read(&mut self, sql: &str) -> Result<Rows, Halt> {
        self.read_to(sql, SHOWN)
    }

    /// So many rows of a query of the tool's own.
    pub fn read_to(&mut self, sql: &str, rows: usize) -> Result<Rows, Halt> {
        let budget = Budget { rows, ..Budget::default() };
        let script = self.scratch.run(sql, &budget);
        ended(&script, sql)?;
        Ok(script.rows().cloned().unwrap_or_default())
    }

    /// How many rows a table has.
    pub fn count(&mut self, table: &str) -> Result<usize, Halt> {
        let table = crate::sql::tokens::quoted(table);
        let rows = self.read(&format!("SELECT COUNT(*) FROM {table}"))?;
        Ok(match rows.rows.first().map(Vec::as_slice) {
            Some([Value::Integer(count)]) => usize::try_from(*count).unwrap_or(0),
            _ => 0,
        })
    }

    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.schema.table(name)
    }

    /// A table that was found to be there.
    pub fn there(&self, name: &str) -> Result<Table, Halt> {
        self.table(name).cloned().ok_or_else(|| Why::WouldChange(name.to_owned()).into())
    }

    /// A proof that a finding speaks of.
    pub fn proof(&self, index: usize) -> Option<Proof> {
        self.inferred.proofs.get(index).cloned()
    }

    /// Adds a note, once.
    pub fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Whether a table, a view, an index or a trigger bears the name.
    pub fn is_taken(&self, name: &str) -> bool {
        let indexes = self.schema.tables.iter().flat_map(|table| &table.indexes);
        let mut names = self.schema.tables.iter().map(|table| &table.name);
        names.any(|own| same(own, name))
            || self.schema.views.iter().any(|own| same(own, name))
            || indexes.map(|index| &index.name).any(|own| same(own, name))
    }

    /// The name, or one like it that is not taken.
    pub fn free(&self, name: String) -> String {
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        names.find(|name| !self.is_taken(name)).unwrap_or(name)
    }
}

/// Why a script did not come to its end, if it did not.
pub(super) fn ended(script: &Script, sql: &str) -> Result<(), Halt> {
    if let Some(failure) = script.failure() {
        let failed =
            script.statements.last().and_then(|last| sql.get(last.span.start..last.span.end));
        let sql = failed.unwrap_or(sql).to_owned();
        return Err(Why::Failed { sql, failure: failure.clone() }.into());
    }
    match script.stopped() {
        Some(stop) => Err(Why::Stopped(stop).into()),
        None => Ok(()),
    }
}
