//! Data that was made to tell an answer from its reference: as a database, and as what is shown.

use super::QueryRun;
use super::special::special;
use super::stage::{AUTHORED, Stage, StageError};
use super::state::State;
use super::wanted::{indexes, tolerance};
use crate::counterexample::{Comparison, OrderRule, Question, Witness};
use crate::lesson::{Beyond, Order, Task};
use crate::rows::Rows;
use crate::scratch::Image;
use crate::sql::tokens::code;
use crate::verdict::{Made, Origin, OtherData};

/// What answers to a step are compared with on data that is made.
///
/// # Errors
/// Where the reference does not run.
pub fn question(
    stage: &mut Stage,
    image: &Image,
    task: &Task,
) -> Result<Option<Question>, StageError> {
    if task.beyond == Beyond::Ignore {
        return Ok(None);
    }
    stage.scratch.restore(image)?;
    let script = stage.run_authored(&task.answer, "the answer")?;
    let text = &task.answer.text;
    let Some((place, rows)) = script.result() else { return Ok(None) };
    let order = match &task.expect.order {
        None => OrderRule::AsReference,
        Some(Order::None) => OrderRule::Ignore,
        Some(Order::Exact) => OrderRule::Exact,
        Some(Order::By(columns)) => OrderRule::By(indexes(stage, rows, columns)?),
    };
    let reference = text.get(place.start..place.end).unwrap_or(text).to_owned();
    let comparison = Comparison { order, tolerance: tolerance(task) };
    let assume = assumed(stage, image)?;
    Ok(Some(Question { image: image.clone(), reference, assume, comparison }))
}

/// The queries of `assume` that speak of tables and columns that a step has.
fn assumed(stage: &mut Stage, image: &Image) -> Result<Vec<String>, StageError> {
    let texts: Vec<String> =
        stage.lesson().assume.iter().map(|assume| assume.text.clone()).collect();
    let mut assumed = Vec::new();
    for text in texts {
        stage.scratch.restore(image)?;
        if stage.scratch.run(&text, &AUTHORED).rows().is_some() {
            assumed.push(text);
        }
    }
    Ok(assumed)
}

/// A database with these rows; `empty` is the same without any, and `None` is given where it does
/// not take them.
pub fn image(stage: &mut Stage, empty: &Image, script: &str) -> Result<Option<Image>, StageError> {
    stage.scratch.restore(empty)?;
    let inserted = stage.scratch.run(script, &AUTHORED);
    if inserted.failure().is_some()
        || inserted.stopped().is_some()
        || stage.scratch.in_transaction()
    {
        return Ok(None);
    }
    Ok(Some(stage.scratch.image()?))
}

/// What there is to see of a witness. `state` is its data, `visible` the lesson's own, `texts` are
/// the reference and the answer, and `run` is what came of the answer.
pub fn other_data(
    witness: &Witness,
    state: &State,
    visible: &State,
    texts: [&str; 2],
    run: &QueryRun,
) -> OtherData {
    let shown = |(table, columns): &(String, Vec<String>)| {
        let rows = only(state.rows(table)?, columns);
        // What the queries do not name shows nothing by being empty.
        let counts = !rows.rows.is_empty() || texts.iter().any(|text| names(text, table));
        counts.then(|| (table.clone(), rows))
    };
    let made = Made {
        special: special(state, visible, &witness.read, texts[0], texts[1]),
        script: witness.script.clone(),
        wanted: run.wanted.clone(),
        actual: run.script.rows().filter(|_| run.script.failure().is_none()).cloned(),
    };
    OtherData {
        origin: Origin::Made(Box::new(made)),
        tables: witness.read.iter().filter_map(shown).collect(),
    }
}

/// The rows with some of their columns only, in the table's order.
fn only(rows: &Rows, columns: &[String]) -> Rows {
    let is_shown = |name: &str| columns.iter().any(|column| column.eq_ignore_ascii_case(name));
    let places: Vec<usize> =
        (0..rows.columns.len()).filter(|&place| is_shown(&rows.columns[place])).collect();
    Rows {
        columns: places.iter().map(|&place| rows.columns[place].clone()).collect(),
        rows: rows
            .rows
            .iter()
            .map(|row| places.iter().filter_map(|&place| row.get(place).cloned()).collect())
            .collect(),
        truncated: rows.truncated,
    }
}

/// Whether a query names a table, or something else that is called so.
fn names(text: &str, table: &str) -> bool {
    code(text).iter().any(|token| token.name().eq_ignore_ascii_case(table))
}
