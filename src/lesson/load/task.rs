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
    if let Some(expect) = fields.node("expect") {
        unlooked_at(Fields::new(expect), kind, problems);
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

/// Keys of `expect` that say something of a result where a state is judged, or the other way
/// round. Rows that nobody compares would let wrong answers pass.
fn unlooked_at(expect: Fields<'_>, kind: TaskKind, problems: &mut Problems) {
    let (keys, judged, help): (&[&str], _, _) = match kind {
        TaskKind::Change => (
            &["rows", "columns", "order", "names"],
            "by the state that its answer leaves, not by a result",
            "Say under `tables` what must be there, or ask for the result in a step of its own.",
        ),
        TaskKind::Query => (
            &["ignore"],
            "by the result of a query, not by a state",
            "Leave the column out of the query, or `ignore` out of `expect`.",
        ),
    };
    for key in keys.iter().filter(|key| expect.has(key)) {
        let message = format!("`{key}` is not looked at: this step is judged {judged}");
        problems.error_with(expect.place(key), message, help);
    }
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
