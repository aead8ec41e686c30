//! Decodes questions that are answered by something to run.

use crate::lesson::problems::Problems;
use crate::lesson::yaml::Node;
use crate::lesson::{Beyond, Expect, Language, Task, TaskKind, WrongAnswer};
use crate::sql::kind::{self, Kind};
use crate::sql::split;

use super::expect::speaks_of_a_state;
use super::fields::Fields;

/// A task, if it has a question and a reference.
pub(super) fn task(
    fields: Fields<'_>,
    lesson: Beyond,
    expect: Expect,
    problems: &mut Problems,
) -> Option<Task> {
    let wrong = fields.items("wrong").iter().filter_map(|node| wrong_answer(node)).collect();
    let answer = fields.text("answer")?;
    let kind = if speaks_of_a_state(&expect) { TaskKind::Change } else { task_kind(&answer.text) };
    let everywhere = fields.flag("everywhere");
    if everywhere && kind == TaskKind::Query {
        problems.advise(
            fields.place("everywhere"),
            "a query is judged on the variants anyway",
            "Leave `everywhere` out: it is for answers that change something.",
        );
    }
    Some(Task {
        ask: fields.string("ask")?,
        language: language(fields),
        kind,
        answer,
        also: fields.texts("also"),
        wrong,
        hints: fields.strings("hints"),
        then: fields.string("then"),
        points: fields.whole("points").unwrap_or(1),
        beyond: beyond(fields).unwrap_or(lesson),
        everywhere,
        expect,
    })
}

/// The word of `beyond` under a lesson or step.
pub(super) fn beyond(fields: Fields<'_>) -> Option<Beyond> {
    match fields.string("beyond")?.as_str() {
        "require" => Some(Beyond::Require),
        "remark" => Some(Beyond::Remark),
        "ignore" => Some(Beyond::Ignore),
        _ => None,
    }
}

fn wrong_answer(node: &Node) -> Option<WrongAnswer> {
    let fields = Fields::new(node);
    Some(WrongAnswer { answer: fields.text("answer")?, because: fields.string("because") })
}

fn language(fields: Fields<'_>) -> Language {
    match (fields.string("language").as_deref(), fields.has("task")) {
        (Some("relation"), true) => Language::Description,
        (Some("relation"), false) => Language::Relation,
        (Some("orm"), _) => Language::Orm,
        _ => Language::Sql,
    }
}

/// Whether a reference reads or writes.
fn task_kind(answer: &str) -> TaskKind {
    let statements = split::split(answer);
    let reads = |piece: &split::Piece| {
        let statement = &answer[piece.span.start..piece.span.end];
        matches!(kind::kind(statement), Kind::Query | Kind::Explain | Kind::Pragma)
    };
    if statements.iter().all(reads) { TaskKind::Query } else { TaskKind::Change }
}
