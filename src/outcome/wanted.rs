//! What a query has to give, with the freedom that its order leaves.

use super::stage::{AUTHORED, Stage, StageError};
use crate::lesson::{Order, Task, Text};
use crate::rows::compare::Tolerance;
use crate::rows::wanted::{self, Wanted};
use crate::rows::{Row, Rows};
use crate::scratch::{Budget, Script, Stop};
use crate::sql::order;

/// What ranking a reference may use: without its LIMIT, a query may have no end.
const RANKED: Budget = Budget { steps: 4_000_000, rows: 10_000, bytes: 8 << 20, millis: 30_000 };

/// How far apart numbers may be in this step.
pub fn tolerance(task: &Task) -> Tolerance {
    task.expect.within.map_or_else(Tolerance::default, Tolerance::Absolute)
}

/// Whether the order of rows counts in this step at all.
pub fn order_counts(task: &Task) -> bool {
    task.expect.order != Some(Order::None)
}

/// Whether a script came to its end.
pub fn ended(script: &Script) -> bool {
    script.failure().is_none() && script.stopped().is_none()
}

/// What the reference gives on the data that is loaded, with the freedom of its order.
pub fn wanted(stage: &mut Stage, task: &Task) -> Result<Wanted, StageError> {
    let script = stage.run_authored(&task.answer, "the answer")?;
    let Some(rows) = script.rows().cloned() else {
        return Err(stage.broken(task.answer.span, "the answer gives no result".to_owned()));
    };
    if rows.truncated {
        let message = "the answer gives more rows than can be judged";
        return Err(stage.broken(task.answer.span, message.to_owned()));
    }
    match &task.expect.order {
        Some(Order::Exact) => Ok(Wanted::exact(rows)),
        Some(Order::By(columns)) => by_columns(stage, rows, columns, task),
        None | Some(Order::None) => ranked(stage, &task.answer.text, rows),
    }
}

fn by_columns(
    stage: &mut Stage,
    rows: Rows,
    columns: &[Text],
    task: &Task,
) -> Result<Wanted, StageError> {
    let indexes = indexes(stage, &rows, columns)?;
    Ok(ranked(stage, &task.answer.text, rows)?.by_columns(&indexes, tolerance(task)))
}

/// The columns of the reference's result that are named.
pub fn indexes(stage: &Stage, rows: &Rows, columns: &[Text]) -> Result<Vec<usize>, StageError> {
    let mut indexes = Vec::new();
    for column in columns {
        let index = rows.columns.iter().position(|name| name.eq_ignore_ascii_case(&column.text));
        let Some(index) = index else {
            let message = format!("the answer's result has no column {}", column.text);
            return Err(stage.broken(column.span, message));
        };
        indexes.push(index);
    }
    Ok(indexes)
}

/// The reference's rows with the ranks that its outermost ORDER BY gives them. Where that cannot
/// be found out, the order counts as it stands, if there is one.
pub fn ranked(stage: &mut Stage, text: &str, rows: Rows) -> Result<Wanted, StageError> {
    if let Some(ranking) = order::ranking(text, rows.columns.len()) {
        for text in &ranking.texts {
            let script = stage.scratch.run(text, &RANKED);
            // What was stopped from outside says nothing about the order.
            if let Some(stop) = script.stopped().filter(|stop| *stop != Stop::Steps) {
                return Err(StageError::Stopped(stop));
            }
            if ended(&script) {
                if let Some(wanted) = ranked_rows(stage, &ranking, &script, &rows) {
                    return Ok(wanted);
                }
                break;
            }
        }
    }
    Ok(if order::is_ordered(text) { Wanted::exact(rows) } else { Wanted::unordered(rows) })
}

fn ranked_rows(
    stage: &mut Stage,
    ranking: &order::Ranking,
    script: &Script,
    plain: &Rows,
) -> Option<Wanted> {
    let limit = bound(stage, ranking.limit.as_deref());
    let offset = bound(stage, ranking.offset.as_deref());
    Wanted::from_ranking(plain, script.rows()?, limit, offset)
}

/// The value of a LIMIT or OFFSET; `None` where there is none, or it is negative, which SQLite
/// takes for none.
fn bound(stage: &mut Stage, expression: Option<&str>) -> Option<usize> {
    let script = stage.scratch.run(&format!("SELECT {}", expression?), &AUTHORED);
    script.rows().filter(|_| ended(&script)).and_then(wanted::bound)
}

/// The author's literal rows. Where they are the reference's own, its ties are free in them too.
pub fn literal_rows(reference: &Wanted, literal: &[Row], task: &Task) -> Wanted {
    let rows =
        Rows { columns: reference.rows.columns.clone(), rows: literal.to_vec(), truncated: false };
    if reference.difference(&rows, order_counts(task), tolerance(task)).is_none() {
        reference.clone()
    } else if reference.is_ordered() {
        Wanted::exact(rows)
    } else {
        Wanted::unordered(rows)
    }
}
