//! From data on which two queries differ to a witness: written down, replayed, judged again.
//!
//! Nothing that the search believed is taken on trust. The rows are inserted by the script that a
//! person would be given, into a database of its own with every constraint on.

mod script;

pub use script::script;

use super::ground::Ground;
use super::judge::{Judge, Judged};
use super::{DataSet, FoundBy, Question, Witness};
use crate::rows::Value;
use crate::schema::{Affinity, Column, Schema};
use crate::scratch::{Budget, Moment, Scratch, ScratchError};

/// What a witness is made for.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// The question.
    pub question: &'a Question,
    /// What was read of its image.
    pub ground: &'a Ground,
    /// The query that is said to differ from the reference.
    pub candidate: &'a str,
    /// What `now` and `random()` are for both.
    pub moment: Moment,
}

impl Claim<'_> {
    /// Replays a data set in a fresh scratch database. `None` where it is not admitted: a
    /// constraint or an assumption does not hold, or a value is not of its column's type; and
    /// where the two queries do not surely differ on it.
    ///
    /// The lesson's own data, and its variants, may hold any values.
    ///
    /// # Errors
    ///
    /// When SQLite cannot be opened, or memory runs out.
    pub fn replay(
        &self,
        data: &DataSet,
        read: &[(String, Vec<String>)],
        found_by: FoundBy,
    ) -> Result<Option<Witness>, ScratchError> {
        let mut scratch = Scratch::new()?;
        scratch.set_moment(self.moment);
        scratch.restore(&self.ground.empty)?;
        let schema = &self.ground.schema;
        let script = script(data, schema);
        let authored = matches!(found_by, FoundBy::Visible | FoundBy::Variant);
        let admitted = is_inserted(&mut scratch, &script)
            && self.question.assume.iter().all(|query| gives_nothing(&mut scratch, query))
            && (authored || has_types(&scratch, data, schema)?);
        if !admitted {
            return Ok(None);
        }
        let image = scratch.image()?;
        let mut trial = scratch.trial(&image)?;
        let views = &self.ground.views;
        let Ok(mut judge) = Judge::knowing(&mut trial, self.question, schema, views) else {
            return Ok(None);
        };
        let Ok(candidate) = trial.prepare(self.candidate) else { return Ok(None) };
        let reference = judge.reference(&mut trial);
        let actual = trial.run(candidate, &Judge::BUDGET);
        if judge.surely_differs(&mut trial, &reference, &actual) != Judged::Different {
            return Ok(None);
        }
        let wanted = judge.wanted(&mut trial, &reference).cloned();
        Ok(wanted.map(|wanted| Witness {
            data: data.clone(),
            read: read.to_vec(),
            script,
            wanted,
            actual,
            found_by,
        }))
    }
}

/// Whether a script runs to its end, and leaves no key that leads nowhere.
fn is_inserted(scratch: &mut Scratch, script: &str) -> bool {
    let ran = scratch.run(script, &Budget::default());
    ran.failure().is_none()
        && ran.stopped().is_none()
        && !scratch.in_transaction()
        && gives_nothing(scratch, "PRAGMA foreign_key_check")
}

/// Whether a query runs to its end and gives no row.
fn gives_nothing(scratch: &mut Scratch, query: &str) -> bool {
    let ran = scratch.run(query, &Judge::BUDGET);
    let over = ran.failure().is_none() && ran.stopped().is_none();
    over && ran.rows().is_some_and(|rows| rows.rows.is_empty())
}

/// Whether every value, as the database holds it, is of its column's declared type.
fn has_types(scratch: &Scratch, data: &DataSet, schema: &Schema) -> Result<bool, ScratchError> {
    let tables = data.tables.iter().filter_map(|rows| schema.table(&rows.table));
    for table in tables {
        let held = scratch.table_rows(&table.name)?;
        let fits = |(column, value): (&Column, &Value)| {
            let keyed = table.primary_key.iter().any(|key| key.eq_ignore_ascii_case(&column.name));
            // SQLite alone lets a primary key be NULL, out of old habit.
            if *value == Value::Null { !keyed } else { column.generated || is_of(column, value) }
        };
        if held.truncated || !held.rows.iter().all(|row| table.columns.iter().zip(row).all(fits)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a value that is not NULL is one that the declared type promises.
fn is_of(column: &Column, value: &Value) -> bool {
    let number = matches!(value, Value::Integer(_) | Value::Real(_));
    match column.affinity {
        Affinity::Integer => matches!(value, Value::Integer(_)),
        Affinity::Text => matches!(value, Value::Text(_)),
        Affinity::Real => number,
        // Any word that SQLite does not know, as DATE or JSON, comes here too.
        Affinity::Numeric => number || !is_numeric(column) && matches!(value, Value::Text(_)),
        Affinity::Blob => true,
    }
}

/// Whether the declared type says that it is for numbers.
fn is_numeric(column: &Column) -> bool {
    let declared = column.declared.to_ascii_uppercase();
    ["NUM", "DEC", "BOOL", "MONEY"].iter().any(|word| declared.contains(word))
}

#[cfg(test)]
mod tests;
