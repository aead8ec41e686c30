//! Judging a change: did it run, was it refused where it should be, the state that it leaves.

use super::{beyond, cause, code, constructs, probe, relation, schema, state};
use crate::lesson::Task;
use crate::outcome::wanted::tolerance;
use crate::outcome::{ChangeOutcome, ChangeRun, OrmRun, State, mistake};
use crate::scratch::Stop;
use crate::verdict::{
    CodeDiffers, Mistake, OtherData, Reason, Remark, TableDiffers, Verdict, Wrong,
};

/// The verdict on a change that could be judged.
pub fn check(task: &Task, outcome: &ChangeOutcome) -> Verdict {
    let mut reasons = run(task, &outcome.text, &outcome.here, Data::Lesson);
    reasons.extend(constructs::check(&task.expect, &outcome.constructs, &outcome.constructs));
    if !reasons.is_empty() {
        return Verdict::Wrong(wrong(&outcome.here, reasons, None));
    }
    let elsewhere = outcome.elsewhere.iter().find_map(|(other, here)| {
        let reasons = run(task, &outcome.text, here, Data::Variant);
        (!reasons.is_empty()).then(|| wrong(here, reasons, Some(other.clone())))
    });
    match (beyond::check(task.beyond, elsewhere), &outcome.here.orm) {
        (Verdict::Right(None), Some(run)) => {
            let gaps = code::gaps(&run.did.declared, &outcome.here.after.schema);
            let remark = (!gaps.is_empty()).then(|| Box::new(Remark::MapperGaps(gaps)));
            Verdict::Right(remark)
        }
        (verdict, _) => verdict,
    }
}

/// Which data a change was run on: an author's literal rows speak of the lesson's only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Data {
    Lesson,
    Variant,
}

fn wrong(run: &ChangeRun, reasons: Vec<Reason>, variant: Option<OtherData>) -> Wrong {
    Wrong { variant, cause: cause::of_change(run, &reasons), reasons, because: None }
}

fn run(task: &Task, text: &str, run: &ChangeRun, data: Data) -> Vec<Reason> {
    let expect = &task.expect;
    if let Some(by) = expect.refused {
        let mistake = failed(text, run);
        return probe::refused(by, text, &task.answer.text, run, mistake).into_iter().collect();
    }
    if let Some(mistake) = failed(text, run) {
        return vec![Reason::Failed(mistake)];
    }
    if let Some(orm) = &run.orm {
        return code_reasons(task, text, run, orm);
    }
    if let Some(reason) = run.relation.as_ref().and_then(|run| relation::not_made(text, run)) {
        return vec![reason];
    }
    if run.script.stopped() == Some(Stop::Steps) || run.after.is_truncated() {
        return vec![Reason::RanAway];
    }
    if run.open {
        return vec![Reason::OpenTransaction];
    }
    let reasons = state_reasons(task, run, data);
    if !reasons.is_empty() && run.after == *run.before {
        return vec![Reason::Unchanged];
    }
    reasons
}

/// What is not as it should be of ORM code. What its session holds back comes first: the rows that
/// are missing are there, and not in the database.
pub(super) fn code_reasons(task: &Task, text: &str, run: &ChangeRun, orm: &OrmRun) -> Vec<Reason> {
    if let Some(reason) = code::ended(text, orm) {
        return vec![reason];
    }
    let state = state_reasons(task, run, Data::Lesson);
    let others = code::check(&task.expect, orm);
    if state.is_empty() {
        return others;
    }
    match code::held_back(orm) {
        Some(held) => std::iter::once(held).chain(others).collect(),
        None if run.after == *run.before && !state.iter().any(is_schema) => {
            // A class that is missing is said, and not what it would have been used for.
            let unchanged = (!others.iter().any(is_model)).then_some(Reason::Unchanged);
            others.into_iter().chain(unchanged).collect()
        }
        None => others.into_iter().chain(state).collect(),
    }
}

fn is_model(reason: &Reason) -> bool {
    matches!(reason, Reason::Code(differs) if matches!(**differs, CodeDiffers::Model { .. }))
}

/// Whether it speaks of a table or a column that is not there: of code, more than that nothing has
/// changed.
fn is_schema(reason: &Reason) -> bool {
    let Reason::Table { difference, .. } = reason else { return false };
    matches!(difference, TableDiffers::Missing { .. } | TableDiffers::ColumnMissing { .. })
}

/// What is not as it should be in the state: as `expect` says, else as the reference leaves it.
fn state_reasons(task: &Task, run: &ChangeRun, data: Data) -> Vec<Reason> {
    let expect = &task.expect;
    let measure = state::Measure { ignored: &expect.ignore, tolerance: tolerance(task) };
    let mut reasons = match data {
        Data::Lesson => differences(task, &run.wanted, &run.after, measure),
        Data::Variant if expect.tables.is_empty() => {
            differences(task, &run.wanted, &run.after, measure)
        }
        Data::Variant => {
            let mut reasons = schema::check(&expect.schema, &run.after.schema);
            reasons.extend(relation::check(&expect.relations, &run.after.schema));
            reasons.extend(state::as_reference(&run.wanted, &run.after, measure));
            reasons
        }
    };
    if run.orm.is_some() {
        // What was written and applied is looked at as such.
        reasons.retain(|reason| !is_record(reason));
    }
    if reasons.is_empty() {
        reasons = probe::check(&expect.probes, run, tolerance(task));
    }
    reasons
}

/// Whether a reason speaks of alembic's record of the revision.
fn is_record(reason: &Reason) -> bool {
    matches!(reason, Reason::Table { table, .. } if table == "alembic_version")
}

/// What the lesson says of a state on its own data, but for what is found by probing.
pub(super) fn differences(
    task: &Task,
    wanted: &State,
    actual: &State,
    measure: state::Measure<'_>,
) -> Vec<Reason> {
    let expect = &task.expect;
    let says_nothing = expect.tables.is_empty()
        && expect.schema.is_empty()
        && expect.relations.is_empty()
        && expect.probes.is_empty();
    if says_nothing {
        return state::as_reference(wanted, actual, measure);
    }
    let mut reasons = schema::check(&expect.schema, &actual.schema);
    reasons.extend(relation::check(&expect.relations, &actual.schema));
    reasons.extend(state::as_written(&expect.tables, measure, actual));
    reasons
}

fn failed(text: &str, run: &ChangeRun) -> Option<Mistake> {
    let failure = run.script.failure()?;
    let tried = probe::aim(text, &run.script);
    Some(Mistake { tried, ..mistake::of(text, failure, &run.schema) })
}
