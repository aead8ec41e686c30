//! From data on which two queries differ to a witness. Interim: nothing is judged again here.

use super::ground::Ground;
use super::{FoundBy, OrderRule, Question, Witness};
use crate::rows::Value;
use crate::rows::data_set::DataSet;
use crate::rows::wanted::Wanted;
use crate::scratch::{Budget, Scratch, ScratchError};
use crate::sql::order::is_ordered;
use crate::sql::tokens::quoted;

/// Replays a data set in a fresh scratch database.
///
/// # Errors
///
/// When the tool fails, and not when a query does.
pub fn replay(
    ground: &Ground,
    question: &Question,
    candidate: &str,
    data: &DataSet,
    read: Vec<(String, Vec<String>)>,
    found_by: FoundBy,
) -> Result<Option<Witness>, ScratchError> {
    let mut script = String::new();
    for table in &data.tables {
        let columns: Vec<String> = table.columns.iter().map(|it| quoted(it)).collect();
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(Value::literal).collect();
            let (name, columns) = (quoted(&table.table), columns.join(", "));
            let cells = cells.join(", ");
            script.push_str(&format!("INSERT INTO {name} ({columns}) VALUES ({cells});\n"));
        }
    }
    let budget = Budget::default();
    let mut scratch = Scratch::new()?;
    scratch.restore(&ground.empty)?;
    scratch.run(&script, &budget);
    let reference = scratch.run(&question.reference, &budget);
    let actual = scratch.run(candidate, &budget);
    let (Some(rows), Some(last)) = (reference.rows().cloned(), actual.statements.last()) else {
        return Ok(None);
    };
    let as_it_is = question.comparison.order != OrderRule::Ignore;
    let wanted = match as_it_is && is_ordered(&question.reference) {
        true => Wanted::exact(rows),
        false => Wanted::unordered(rows),
    };
    let actual = last.ran.clone();
    Ok(Some(Witness { data: data.clone(), read, script, wanted, actual, found_by }))
}
