//! An answer whose result SQL leaves open: on another day, or in another version of SQLite, it may
//! be another one.

use super::advice::Advice;
use super::order::Clause;
use crate::counterexample::ground::Ground;
use crate::counterexample::judge::{Judge, Openness};
use crate::counterexample::{DataSet, Question};
use crate::grade::Grader;
use crate::lesson::{Order, Task};
use crate::outcome::stage::{Stage, StageError, Varied};
use crate::sql::open::Cause;

/// What SQL leaves open of a reference on the lesson's data, on its variants, and on data that is
/// made; the first that is found.
pub(super) fn left_open(
    grader: &mut Grader,
    stage: &mut Stage,
    step: usize,
    task: &Task,
    question: &Question,
) -> Result<Option<Advice>, StageError> {
    let mut data = vec![("on the lesson's data".to_owned(), question.image.clone())];
    for Varied { name, image, .. } in stage.variants(step)? {
        data.push((format!("on the variant {name}"), image));
    }
    let scratch = &mut stage.scratch;
    let ground = Ground::new(scratch, &question.image)?;
    let mut sets: Vec<(String, DataSet, bool)> = Vec::new();
    for (name, image) in data {
        sets.push((name, Ground::new(scratch, &image)?.seen, true));
    }
    let suite = grader.suites().of(question, &scratch.interrupt())?;
    let made = suite.sets.iter().cloned().map(|set| ("on other data".to_owned(), set, false));
    sets.extend(made);
    let mut trial = scratch.trial(&ground.empty)?;
    let Ok(mut judge) = Judge::new(&mut trial, question) else { return Ok(None) };
    for (name, set, is_authored) in sets {
        if trial.fill(&set) != crate::scratch::trial::Fill::Filled {
            continue;
        }
        let reference = judge.reference(&mut trial);
        let open = judge.openness(&mut trial, &reference);
        if let Some(what) = open.and_then(|open| told(&open, is_authored)) {
            return Ok(Some(Advice {
                span: task.answer.span,
                message: format!("{name} SQL leaves open what this gives: {}", what.0),
                help: what.1.to_owned(),
            }));
        }
    }
    Ok(None)
}

/// An order that counts to the last row, where the reference has none.
pub(super) fn unordered(task: &Task) -> Option<Advice> {
    let is_exact = task.expect.order == Some(Order::Exact);
    (is_exact && Clause::outermost(&task.answer.text).is_none()).then(|| Advice {
        span: task.answer.span,
        message:
            "the order of the rows counts here, and the answer leaves it open: it has no ORDER \
                  BY"
            .to_owned(),
        help: "Order them in the answer, or leave `order: exact` out.".to_owned(),
    })
}

/// What is open and what to do, where a learner could be judged by luck. That rows may tie at the
/// edge of a LIMIT is said only of data that the author wrote: on some data they always may.
fn told(open: &Openness, is_authored: bool) -> Option<(&'static str, &'static str)> {
    if open.rows || !open.columns.is_empty() {
        let cause = open.causes.iter().find(|cause| !matches!(cause, Cause::View));
        return Some(why(cause.copied()));
    }
    (open.tie && is_authored).then_some((
        "the rows at the edge of LIMIT are equal in rank",
        "Order by something more, such as the key, or change the data.",
    ))
}

fn why(cause: Option<Cause>) -> (&'static str, &'static str) {
    match cause {
        Some(Cause::Bare) => (
            "a column is neither grouped nor in an aggregate, so that any row of the group will do",
            "Group by it too, or say which one is meant: by MIN or MAX.",
        ),
        Some(Cause::Limit) => (
            "a LIMIT within it cuts between rows of equal rank",
            "Order by something more there, such as the key.",
        ),
        Some(Cause::Scalar) => (
            "a subquery that stands for one value has several rows",
            "Have it give one: by an aggregate, or by ORDER BY and LIMIT 1.",
        ),
        Some(Cause::Concatenation) => (
            "nothing says in which order texts are put together",
            "Write the order within it: group_concat(name, ',' ORDER BY name).",
        ),
        Some(Cause::Window) => (
            "a window function goes through rows of equal rank",
            "Order by something more in OVER, such as the key.",
        ),
        Some(Cause::Collation) => (
            "texts that compare as equal are written differently",
            "Say which one is meant, or compare them letter by letter.",
        ),
        Some(Cause::Chance) => ("it draws lots", "Leave random() out."),
        Some(Cause::View) | None => {
            ("rows may be read in another order", "Order by something that tells the rows apart.")
        }
    }
}
