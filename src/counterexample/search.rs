//! The search for data on which two queries differ.

use super::{Effort, Finding, FoundBy, OrderRule, Question, Search, Suite, Witness};
use crate::rows::Value;
use crate::rows::wanted::Wanted;
use crate::scratch::{Budget, Scratch, ScratchError};
use crate::sql::tokens::quoted;

/// Looks for data on which the candidate differs from the reference. The suite's data sets are
/// tried first, then those that the candidate itself suggests.
///
/// What it gives is a function of its arguments alone. The contents of `scratch` are lost.
///
/// # Errors
///
/// When the tool fails, and not when a query does.
pub fn counterexample(
    scratch: &mut Scratch,
    question: &Question,
    candidate: &str,
    suite: &Suite,
    effort: Effort,
) -> Result<Search, ScratchError> {
    let mut sets = 0;
    let budget = Budget { steps: effort.steps, ..Budget::default() };
    let order = question.comparison.order != OrderRule::Ignore;
    for data in &suite.sets {
        sets += 1;
        let mut script = String::new();
        for table in &data.tables {
            let columns: Vec<String> = table.columns.iter().map(|it| quoted(it)).collect();
            for row in &table.rows {
                let cells: Vec<String> = row.iter().map(Value::literal).collect();
                let (name, columns) = (quoted(&table.table), columns.join(", "));
                script.push_str(&format!(
                    "INSERT INTO {name} ({columns}) VALUES ({});\n",
                    cells.join(", ")
                ));
            }
        }
        scratch.emptied(&question.image)?;
        if scratch.run(&script, &budget).failure().is_some() {
            continue;
        }
        let reference = scratch.run(&question.reference, &budget);
        let Some(rows) = reference.rows().cloned() else { continue };
        let actual = scratch.run(candidate, &budget);
        let Some(last) = actual.statements.last() else { continue };
        let wanted = Wanted::unordered(rows);
        let tolerance = question.comparison.tolerance;
        let same =
            actual.rows().is_some_and(|it| wanted.difference(it, order, tolerance).is_none());
        if !same {
            let schema = scratch.schema()?;
            let read = schema.tables.iter().map(|table| {
                let columns = table.columns.iter().map(|column| column.name.clone());
                (table.name.clone(), columns.collect())
            });
            let witness = Witness {
                data: data.clone(),
                read: read.collect(),
                script,
                wanted,
                actual: last.ran.clone(),
                found_by: FoundBy::Suite,
            };
            return Ok(Search { finding: Finding::Different(Box::new(witness)), steps: 0, sets });
        }
    }
    Ok(Search { finding: Finding::Same, steps: 0, sets })
}
