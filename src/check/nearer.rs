//! Whether a change that is not right yet is a step on the way: nothing that was right is wrong
//! now, and less is left to do.

use super::change::{code_reasons, differences};
use super::state::Measure;
use crate::lesson::Task;
use crate::outcome::wanted::tolerance;
use crate::outcome::{ChangeOutcome, ChangeRun, OrmRun, State};
use crate::rows::Row;
use crate::verdict::{
    CodeDiffers, MigrationDiffers, ModelDiffers, Reason, RowsDiffer, TableDiffers,
};

/// More differences than these are not counted one by one.
const MOST: usize = 1000;

/// Whether the newest input brought the state nearer to what is wanted: every difference that is
/// left was there before it, and there were more. Within a transaction that is still open, no new
/// difference is enough. What the database should refuse has no way to it.
pub fn is_nearer(task: &Task, outcome: &ChangeOutcome) -> bool {
    let run = &outcome.here;
    if let Some(orm) = &run.orm {
        return is_on_the_way(task, &outcome.text, run, orm);
    }
    let ran = run.script.failure().is_none() && run.script.stopped().is_none();
    let goes_around = task.expect.avoids.iter().any(|it| outcome.constructs.contains(it));
    if !ran || goes_around || task.expect.refused.is_some() || run.after.is_truncated() {
        return false;
    }
    let measure = Measure { ignored: &task.expect.ignore, tolerance: tolerance(task) };
    let left = |state: &State| {
        let found = differences(task, &run.wanted, state, measure);
        found.into_iter().flat_map(|reason| parts(reason, task, &run.wanted, measure)).collect()
    };
    let (mut before, after): (Vec<Part>, Vec<Part>) = (left(&run.reached), left(&run.after));
    let fewer = after.len() < before.len() || (run.open && after.len() == before.len());
    let done = after.is_empty() && !run.open;
    if done || !fewer || before.len() > MOST {
        return false;
    }
    after.iter().all(|part| match before.iter().position(|other| other == part) {
        Some(at) => {
            before.swap_remove(at);
            true
        }
        None => false,
    })
}

/// Whether nothing that ORM code did is wrong, and something is only still to come. At a prompt
/// it comes in pieces: a class, an object, what is added, the commit.
fn is_on_the_way(task: &Task, text: &str, run: &ChangeRun, orm: &OrmRun) -> bool {
    let reasons = code_reasons(task, text, run, orm);
    reasons.iter().all(|reason| is_still_to_come(reason, &run.before))
}

fn is_still_to_come(reason: &Reason, before: &State) -> bool {
    match reason {
        Reason::Unchanged => true,
        Reason::Code(differs) => match &**differs {
            CodeDiffers::Uncommitted(_) => true,
            CodeDiffers::Model { difference, .. } => matches!(
                difference,
                ModelDiffers::Missing { nearest: None }
                    | ModelDiffers::Waits { .. }
                    | ModelDiffers::NoAttribute { nearest: None, .. }
            ),
            CodeDiffers::Output { actual, .. } => actual.is_none(),
            CodeDiffers::Migration(differs) => {
                !matches!(differs, MigrationDiffers::Operations { .. })
            }
            CodeDiffers::Raised { .. } | CodeDiffers::Statements { .. } => false,
        },
        Reason::Table { table, difference } => match difference {
            TableDiffers::Missing { nearest } => nearest.is_none(),
            // Rows that were there when the step began are still to be deleted.
            TableDiffers::Rows { rows, .. } => rows
                .extra
                .iter()
                .all(|row| before.rows(table).is_some_and(|before| before.rows.contains(row))),
            _ => false,
        },
        _ => false,
    }
}

/// One difference, as small as it can be done.
#[derive(Debug, PartialEq)]
enum Part {
    /// A row that a table lacks.
    Missing(String, Row),
    /// A row that a table should not have.
    Extra(String, Row),
    /// Anything else.
    Whole(Reason),
}

fn parts(reason: Reason, task: &Task, wanted: &State, measure: Measure<'_>) -> Vec<Part> {
    let Reason::Table { table, difference } = &reason else { return vec![Part::Whole(reason)] };
    let missing = |row: &Row| Part::Missing(table.clone(), row.clone());
    let extra = |row: &Row| Part::Extra(table.clone(), row.clone());
    match difference {
        TableDiffers::Rows { rows: RowsDiffer { missing: lacks, extra: has, .. }, .. } => {
            lacks.iter().map(missing).chain(has.iter().map(extra)).collect()
        }
        TableDiffers::Cells { rows, .. } => {
            rows.iter().flat_map(|row| [missing(&row.wanted), extra(&row.actual)]).collect()
        }
        // With the table its rows are missing, which may come after it.
        TableDiffers::Missing { .. } => {
            let rows = super::state::rows_wanted(table, task, wanted, measure);
            let rows: Vec<Part> = rows.iter().map(missing).collect();
            std::iter::once(Part::Whole(reason)).chain(rows).collect()
        }
        _ => vec![Part::Whole(reason)],
    }
}
