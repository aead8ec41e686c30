//! Decodes questions that are answered by something to run.

use crate::lesson::problems::Problems;
use crate::lesson::yaml::Node;
use crate::lesson::{Beyond, Expect, Language, Task, TaskKind, WrongAnswer};
use crate::relation::notation::looks_like_relation;
use crate::sql::kind::{self, Kind};
use crate::sql::split;

use super::expect::speaks_of_a_state;
use super::fields::Fields;
use super::relation;

/// A task, if it has a question and a reference.
pub(super) fn task(
    fields: Fields<'_>,
    lesson: Beyond,
    expect: Expect,
    problems: &mut Problems,
) -> Option<Task> {
    let answer = fields.text("answer")?;
    let language = language(fields, problems);
    let kind = match language {
        Language::Description => TaskKind::Describe,
        _ if speaks_of_a_state(&expect) => TaskKind::Change,
        Language::Relation | Language::Orm => TaskKind::Change,
        // A relation is understood where SQL is asked for.
        _ if looks_like_relation(&answer.text) => TaskKind::Change,
        _ => task_kind(&answer.text),
    };
    let also = fields.texts("also");
    let wrong: Vec<WrongAnswer> =
        fields.items("wrong").iter().filter_map(|node| wrong_answer(node)).collect();
    if matches!(language, Language::Relation | Language::Description) {
        let wrong = wrong.iter().map(|wrong| &wrong.answer);
        for text in [&answer].into_iter().chain(&also).chain(wrong) {
            relation::relation(text, problems);
        }
    }
    for text in &expect.relations {
        relation::relation(text, problems);
    }
    let everywhere = fields.flag("everywhere");
    if everywhere && language == Language::Orm {
        problems.error_with(
            fields.place("everywhere"),
            "`everywhere` is not looked at: ORM code is judged on the lesson's own data",
            "Leave it out. The code of earlier steps is replayed on that data, too.",
        );
    }
    if everywhere && kind == TaskKind::Query {
        problems.advise(
            fields.place("everywhere"),
            "a query is judged on the variants anyway",
            "Leave `everywhere` out: it is for answers that change something.",
        );
    }
    if let Some(expect) = fields.node("expect") {
        unlooked_at(Fields::new(expect), kind, problems);
        of_another_language(Fields::new(expect), language, problems);
    }
    let mut expect = expect;
    if language == Language::Orm {
        // Alembic's record names the revision that led to a schema: many lead to the same.
        expect.ignore.push(("alembic_version".to_owned(), "version_num".to_owned()));
    }
    Some(Task {
        ask: fields.string("ask")?,
        language,
        kind,
        answer,
        also,
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
        TaskKind::Describe => (
            &[
                "rows",
                "columns",
                "order",
                "names",
                "within",
                "tables",
                "ignore",
                "relations",
                "schema",
                "probes",
                "refused",
                "uses",
                "avoids",
            ],
            "by the relations that its answer describes",
            "Leave it out: what is said must hold in the step's database, and nothing of what the \
             reference says may be left out.",
        ),
    };
    for key in keys.iter().filter(|key| expect.has(key)) {
        let message = format!("`{key}` is not looked at: this step is judged {judged}");
        problems.error_with(expect.place(key), message, help);
    }
}

/// Keys of `expect` that speak of ORM code where none is asked for, or of SQL where none is.
fn of_another_language(expect: Fields<'_>, language: Language, problems: &mut Problems) {
    let (keys, why, help): (&[&str], _, _) = match language {
        Language::Orm => (
            &["refused", "uses", "avoids", "within"],
            "this step is answered in ORM code",
            "Say under `tables`, `relations`, `probes`, `models`, `output` or `statements` what \
             must come of it.",
        ),
        Language::Sql | Language::Relation | Language::Description => (
            &["models", "output", "statements"],
            "it speaks of ORM code",
            "Add `language: orm` to the step, or leave the key out.",
        ),
    };
    for key in keys.iter().filter(|key| expect.has(key)) {
        let message = format!("`{key}` is not looked at: {why}");
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

fn language(fields: Fields<'_>, problems: &mut Problems) -> Language {
    let task = fields.string("task");
    match (fields.string("language").as_deref(), task.as_deref()) {
        (Some("relation"), Some("describe")) => Language::Description,
        (Some("relation"), _) => Language::Relation,
        (language, task) => {
            if task.is_some() {
                problems.error_with(
                    fields.place("task"),
                    "`task` stands here without `language: relation`",
                    "It says what a relation does. Add `language: relation`, or leave `task` out.",
                );
            }
            if language == Some("orm") { Language::Orm } else { Language::Sql }
        }
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
