//! Loading a lesson that uses the whole format, and texts that are next to lessons.

// Helpers may stop a test as tests may.
mod support;

use insta::assert_snapshot;
use proptest::prelude::*;
use relatable::diagnostic::Source;
use relatable::lesson::load::{self, Loaded};
use relatable::lesson::{
    Beyond, Body, Lesson, Order, ProbeWant, Quiz, RefusedBy, Show, TableRule, Task, TaskKind,
};
use relatable::rows::Value;
use support::shown;

const FULL: &str = include_str!("fixtures/full.yaml");

fn full() -> Lesson {
    let loaded = load::load(Source::new("dir/full.yaml", FULL), None);
    loaded.map_err(|problems| shown(&problems)).unwrap().lesson
}

fn task<'a>(lesson: &'a Lesson, id: &str) -> &'a Task {
    let step = lesson.steps.iter().find(|step| step.id.as_ref().is_some_and(|it| it.text == id));
    match &step.unwrap().body {
        Body::Task(task) => task,
        other => panic!("{other:?}"),
    }
}

fn cells(row: &[Value]) -> String {
    row.iter().map(Value::literal).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_head_of_a_lesson() {
    let lesson = full();
    assert_eq!(lesson.id, "full");
    assert_eq!(lesson.title, "Students and courses");
    assert_eq!(lesson.minutes, Some(15));
    assert_eq!(lesson.goals[1], "Pair rows across it, and find who has no partner");
    assert_eq!(lesson.after[0].text, "stores-and-items");
    assert!(lesson.setup.unwrap().text.ends_with("(student_id, course_id)\n);"));
    assert_eq!(lesson.variants[0].add[0].rows[0].cells[1], Value::Text("Art".to_owned()));
    assert_eq!(lesson.variants[1].empty[0].text, "enrollments");
    assert_eq!(lesson.assume.len(), 1);
    assert_eq!(lesson.resources[0].url, "https://example.org/join");
}

#[test]
fn rows_of_data() {
    let lesson = full();
    let rows = lesson.data.iter().flat_map(|table| {
        let row = |row: &relatable::lesson::DataRow| {
            format!("{} ({}): {}", table.table.text, row.columns.join(", "), cells(&row.cells))
        };
        table.rows.iter().map(row).collect::<Vec<_>>()
    });
    assert_snapshot!(rows.collect::<Vec<_>>().join("\n"), @r"
    students (id, name): 1, 'Alice'
    students (id, name): 2, NULL
    students (id, name): 3, 'no'
    courses (id, title): 1, 'Art'
    courses (id, title): 2, 3.5
    enrollments (student_id, course_id): 1, 1
    enrollments (student_id, course_id): 1, 2
    ");
}

#[test]
fn steps_and_their_bodies() {
    let lesson = full();
    assert!(matches!(lesson.steps[0].body, Body::Read));
    assert_eq!(lesson.steps[0].data[0].rows[0].cells[0], Value::Integer(4));
    assert!(matches!(&lesson.steps[1].show[1], Show::Rows(query) if query.text.contains(',')));
    assert!(matches!(&lesson.steps[2].body, Body::Reveal { answer, .. } if answer.len() > 10));
    let Body::Quiz(Quiz { choices, points, .. }) = &lesson.steps[4].body else { panic!() };
    assert_eq!((choices[0].right, choices[1].right, *points), (true, false, 1));
    assert!(choices[1].because.is_some());
}

#[test]
fn tasks() {
    let lesson = full();
    let query = task(&lesson, "who-takes-what");
    assert_eq!((query.kind, query.points, query.beyond), (TaskKind::Query, 2, Beyond::Require));
    assert_eq!((query.also.len(), query.wrong.len(), query.hints.len()), (1, 2, 2));
    assert_eq!(query.wrong[1].because, None);
    assert_eq!(query.expect.within, Some(0.5));
    assert!(query.expect.match_names);
    assert!(matches!(&query.expect.order, Some(Order::By(by)) if by[0].text == "name"));
    assert_eq!(cells(&query.expect.rows.as_ref().unwrap()[1]), "'Alice', 3.5");

    let change = task(&lesson, "make-it-so");
    assert_eq!((change.kind, change.beyond), (TaskKind::Change, Beyond::Remark));
    assert!(change.everywhere);
    assert_eq!(change.expect.tables[0].columns, ["id"]);
    assert_eq!(change.expect.tables[1].rows.len(), 0);
    assert_eq!(change.expect.ignore, [("users".to_owned(), "created_at".to_owned())]);
    let TableRule::Has { columns, indexes } = &change.expect.schema[0].rule else { panic!() };
    assert_eq!(columns[0].1.as_ref().unwrap().text, "integer unique");
    assert_eq!((columns[1].0.text.as_str(), columns[1].1.is_none()), ("bio", true));
    assert_eq!(indexes[0], ["user_id"]);
    assert_eq!(change.expect.schema[1].rule, TableRule::Absent);
    let probes = &change.expect.probes;
    assert!(matches!(&probes[0].want, ProbeWant::Refuse(_, RefusedBy::Unique)));
    assert!(probes[0].first.is_some() && probes[0].because.is_some());
    assert!(matches!(&probes[1].want, ProbeWant::Accept(_)));
    assert!(
        matches!(&probes[2].want, ProbeWant::Query(_, rows) if rows[0][0] == Value::Integer(0))
    );
    assert_eq!(task(&lesson, "try-it").expect.refused, Some(RefusedBy::ForeignKey));
}

#[test]
fn a_place_within_a_reference() {
    let lesson = full();
    let answer = &task(&lesson, "who-takes-what").answer;
    let span = answer.place_of(answer.text.find("courses ON").unwrap(), &lesson.source);
    let line = FULL.lines().position(|line| line.contains("JOIN courses ON")).unwrap();
    let place = lesson.source.place(span.start);
    assert_eq!((place.line, place.column), (line + 1, 14));
    assert!(lesson.source.text[span.start..].starts_with("courses ON"));
}

#[test]
fn every_letter_of_a_text_has_its_place() {
    let lesson = full();
    let mut texts = vec![lesson.setup.clone().unwrap(), lesson.assume[0].clone()];
    for id in ["who-takes-what", "make-it-so", "try-it"] {
        let task = task(&lesson, id);
        texts.push(task.answer.clone());
        texts.extend(task.also.iter().chain(task.wrong.iter().map(|wrong| &wrong.answer)).cloned());
    }
    for text in texts {
        for (offset, letter) in text.text.char_indices().filter(|(_, it)| !it.is_whitespace()) {
            let span = text.place_of(offset, &lesson.source);
            assert_eq!(FULL[span.start..span.end], letter.to_string(), "{offset} in {text:?}");
            assert_eq!(FULL[span.start..].lines().next(), text.text[offset..].lines().next());
        }
    }
}

#[test]
fn a_hundred_problems_are_enough() {
    let keys: String = (0..200).map(|number| format!("unknown{number}: x\n")).collect();
    let problems = load::load(Source::new("a.yaml", keys), None).map(|_| ()).unwrap_err();
    assert_eq!(problems.len(), 101);
    assert_eq!(problems[100].message, "only the first 100 problems are shown");
}

#[test]
fn json_is_yaml() {
    let json = "{\n\t\"title\": \"T \\u00e9\",\n\t\"steps\": [\n\t\t{\"id\": \"a\", \"ask\": \"Q\", \
                \"answer\": \"SELECT a, b -- # 1\\nFROM t;\", \"hints\": [\"one, two\"]}\n\t]\n}";
    let Loaded { lesson, .. } = load::load(Source::new("a.json", json), None).unwrap();
    assert_eq!((lesson.id.as_str(), lesson.title.as_str()), ("a", "T é"));
    let task = task(&lesson, "a");
    assert_eq!(task.hints, ["one, two"]);
    let place = task.answer.place_of(task.answer.text.find("FROM").unwrap(), &lesson.source);
    assert_eq!(&json[place.start..place.start + 6], "FROM t");
}

/// Loading says something about a place that is there, or gives a lesson.
fn holds(text: &str) {
    match load::load(Source::new("a.yaml", text), None) {
        Ok(loaded) => assert!(!loaded.lesson.steps.is_empty()),
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in &problems {
                assert!(text.get(problem.span.start..problem.span.end).is_some(), "{problem:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_stops_the_loader(text in "(?s).{0,200}") {
        holds(&text);
    }

    #[test]
    fn no_yaml_stops_the_loader(text in "[a-c:\\-\\[\\]{}&*!#|>\"'%@`,? \\n\\t~<]{0,80}") {
        holds(&text);
        holds(&format!("title: T\nsteps:\n  - {text}"));
    }

    #[test]
    fn no_change_of_a_lesson_stops_the_loader(
        (start, length) in (0..FULL.len(), 0..40usize),
        piece in prop_oneof![
            "[ -~\\n]{0,12}",
            Just("- ".to_owned()), Just("&a ".to_owned()), Just("*a".to_owned()), Just("é\n".to_owned()),
            Just("steps:".to_owned()), Just(" #".to_owned()), Just("[[".to_owned()), Just("null".to_owned()),
        ],
    ) {
        let end = (start + length).min(FULL.len());
        if let (Some(before), Some(after)) = (FULL.get(..start), FULL.get(end..)) {
            holds(&format!("{before}{piece}{after}"));
        }
    }
}
