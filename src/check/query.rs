//! Judging a query: did it run, its shape, its rows, its order, its constructs.

use super::rows::{self, Said};
use super::{beyond, cause, constructs};
use crate::lesson::Task;
use crate::outcome::wanted::tolerance;
use crate::outcome::{QueryOutcome, QueryRun, mistake};
use crate::rows::Rows;
use crate::rows::wanted::Difference;
use crate::scratch::Stop;
use crate::verdict::{OtherData, Reason, Remark, Verdict, Wrong};

/// The verdict on a query that could be judged.
pub fn check(task: &Task, outcome: &QueryOutcome) -> Verdict {
    let mut reasons = result(task, outcome, &outcome.here);
    if reasons.is_empty() {
        reasons.extend(names(task, &outcome.here));
        reasons.extend(constructs::check(&task.expect, &outcome.judged, &outcome.constructs));
    }
    if !reasons.is_empty() {
        return Verdict::Wrong(wrong(outcome, &outcome.here, reasons, None));
    }
    let elsewhere = outcome.elsewhere.iter().find_map(|(other, run)| {
        let reasons = result(task, outcome, run);
        let variant = Some(other.clone());
        (!reasons.is_empty()).then(|| wrong(outcome, run, reasons, variant))
    });
    match beyond::check(task.beyond, elsewhere) {
        Verdict::Right(None) => {
            let open = outcome.left_open.clone().map(Remark::LeftOpen);
            Verdict::Right(open.map(Box::new))
        }
        other => other,
    }
}

fn wrong(
    outcome: &QueryOutcome,
    run: &QueryRun,
    reasons: Vec<Reason>,
    variant: Option<OtherData>,
) -> Wrong {
    let cause = cause::of_query(outcome, run, &reasons);
    Wrong { variant, reasons, cause, because: None }
}

/// What is wrong with the result, the first thing to look at only: a person who has the wrong
/// columns does not want to read of rows.
fn result(task: &Task, outcome: &QueryOutcome, run: &QueryRun) -> Vec<Reason> {
    first(task, outcome, run).into_iter().collect()
}

fn first(task: &Task, outcome: &QueryOutcome, run: &QueryRun) -> Option<Reason> {
    if outcome.text.trim().is_empty() {
        return Some(Reason::Blank);
    }
    if let Some(failure) = run.script.failure() {
        return Some(Reason::Failed(mistake::of(&outcome.text, failure, &outcome.schema)));
    }
    if run.script.stopped() == Some(Stop::Steps) {
        return Some(Reason::RanAway);
    }
    let Some(actual) = run.script.rows() else { return Some(Reason::NoResult) };
    if !outcome.wrote.is_empty() {
        return Some(Reason::Wrote(outcome.wrote.clone()));
    }
    differs(task, run, actual)
}

fn differs(task: &Task, run: &QueryRun, actual: &Rows) -> Option<Reason> {
    Some(match run.difference(task)? {
        Difference::Width => Reason::ColumnCount {
            wanted: run.wanted.rows.columns.clone(),
            actual: actual.columns.clone(),
        },
        Difference::Rows(difference) => {
            match rows::say(&difference, run.wanted.given(), actual, tolerance(task)) {
                Said::Rows(rows) => Reason::Rows(rows),
                Said::Cells(rows) => Reason::Cells { columns: actual.columns.clone(), rows },
            }
        }
        Difference::Order(position) => Reason::Order {
            position,
            row: actual.rows.get(position).cloned().unwrap_or_default(),
            wanted: run.wanted.given().get(position).cloned().unwrap_or_default(),
        },
    })
}

/// The names of columns, where the step says that they count.
fn names(task: &Task, run: &QueryRun) -> Option<Reason> {
    let wanted: Vec<String> = match &task.expect.columns {
        Some(columns) => columns.iter().map(|column| column.text.clone()).collect(),
        None if task.expect.match_names => run.wanted.rows.columns.clone(),
        None => return None,
    };
    let actual = run.script.rows()?.columns.clone();
    let same = wanted.len() == actual.len()
        && wanted.iter().zip(&actual).all(|(wanted, actual)| wanted.eq_ignore_ascii_case(actual));
    (!same).then_some(Reason::ColumnNames { wanted, actual })
}
