//! The grading line on data that is made, with suites made by hand.

use super::*;
use crate::counterexample::{DataSet, Suite, TableRows};
use crate::diagnostic::Source;
use crate::lesson::load::load;
use crate::outcome::made;
use crate::render::Look;
use crate::render::feedback::feedback;
use crate::rows::Value;

/// Courses that students take; every course is taken by somebody.
const LESSON: &str = r#"
title: Courses
setup: |
  CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER);
  CREATE TABLE courses (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
  CREATE TABLE enrollments (
    student_id INTEGER NOT NULL REFERENCES students(id),
    course_id INTEGER NOT NULL REFERENCES courses(id),
    PRIMARY KEY (student_id, course_id));
  INSERT INTO students VALUES (1, 'Alice', 22), (2, 'Bob', 21);
  INSERT INTO courses VALUES (1, 'Math'), (2, 'Music');
  INSERT INTO enrollments VALUES (1, 1), (2, 2), (1, 2);
steps:
  - id: count
    ask: Count the students of each course.
    answer: |
      SELECT title, COUNT(student_id) FROM courses
      LEFT JOIN enrollments ON course_id = courses.id GROUP BY courses.id;
    wrong:
      - answer: |
          SELECT title, COUNT(*) FROM courses
          JOIN enrollments ON course_id = courses.id GROUP BY courses.id;
        because: A course that nobody takes is a course all the same.
  - id: oldest
    ask: Who is the oldest?
    beyond: ignore
    answer: SELECT name FROM students ORDER BY age DESC, id LIMIT 1;
  - id: remark
    ask: Count the students of each course.
    beyond: remark
    answer: |
      SELECT title, COUNT(student_id) FROM courses
      LEFT JOIN enrollments ON course_id = courses.id GROUP BY courses.id;
  - id: ignore
    ask: Count the students of each course.
    beyond: ignore
    answer: |
      SELECT title, COUNT(student_id) FROM courses
      LEFT JOIN enrollments ON course_id = courses.id GROUP BY courses.id;
"#;

const JOIN: &str = "SELECT title, COUNT(*) FROM courses \
    JOIN enrollments ON course_id = courses.id GROUP BY courses.id";

fn rows(table: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> TableRows {
    let columns = columns.iter().map(|&name| name.to_owned()).collect();
    TableRows { table: table.to_owned(), columns, rows }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A course that nobody takes, then two courses of one title.
fn suite() -> Suite {
    let course = |id, title| vec![Value::Integer(id), text(title)];
    let columns = &["id", "title"];
    let sets = vec![
        vec![rows("courses", columns, vec![course(9, "Art")])],
        vec![
            rows("courses", columns, vec![course(1, "Art"), course(2, "Art")]),
            rows("students", &["id", "name"], vec![vec![Value::Integer(1), text("Al")]]),
            rows(
                "enrollments",
                &["student_id", "course_id"],
                vec![vec![Value::Integer(1); 2], vec![Value::Integer(1), Value::Integer(2)]],
            ),
        ],
    ];
    Suite { sets: sets.into_iter().map(|tables| DataSet { tables }).collect() }
}

fn grader() -> Grader {
    let lesson = load(Source::new("courses.yaml", LESSON), None).unwrap().lesson;
    let mut grader = Grader::new(Arc::new(lesson)).unwrap();
    let lesson = Arc::clone(grader.stage.lesson());
    for (index, step) in lesson.steps.iter().enumerate() {
        let Body::Task(task) = &step.body else { continue };
        let image = grader.image(index).unwrap();
        if let Some(question) = made::question(&mut grader.stage, &image, task).unwrap() {
            grader.suites.give(&question, suite());
        }
    }
    grader
}

fn graded(step: usize, answer: &str) -> Graded {
    grader().grade(step, &Answer::sql(answer)).unwrap()
}

fn said(words: &Feedback) -> String {
    feedback(words, &Look::plain()).join("\n")
}

#[test]
fn data_that_is_made_is_shown_with_both_results_and_the_authors_words() {
    let graded = graded(0, &JOIN.replace("title,", "courses.title AS course,"));
    insta::assert_snapshot!("made", said(&graded.feedback));
    insta::assert_snapshot!("made_why", said(&graded.why).replace(&said(&graded.feedback), "…"));
}

#[test]
fn the_thinking_error_is_proven_on_all_data() {
    let by_title = "SELECT title, COUNT(student_id) FROM courses \
        LEFT JOIN enrollments ON course_id = courses.id GROUP BY title";
    insta::assert_snapshot!("by_title", said(&graded(0, by_title).feedback));
}

#[test]
fn beyond_says_what_a_difference_means() {
    let remark = graded(2, JOIN);
    assert!(remark.verdict.is_right());
    insta::assert_snapshot!("remark", said(&remark.feedback));
    assert_eq!(graded(3, JOIN).verdict, Verdict::Right(None));
}

#[test]
fn what_was_accepted_once_is_looked_at_without_data_that_is_made() {
    let mut grader = grader();
    let answer = Answer::sql(JOIN);
    assert!(grader.still_holds(0, &answer).unwrap());
    assert!(!grader.grade(0, &answer).unwrap().verdict.is_right());
    assert!(grader.still_holds(0, &answer).unwrap());
}

#[test]
fn a_statement_beside_the_judged_one_is_no_way_round() {
    for beside in ["CREATE VIEW v AS SELECT 1;", "SELECT 1;", "BEGIN;"] {
        let graded = graded(0, &format!("{beside} {JOIN}"));
        assert!(!graded.verdict.is_right(), "{beside}");
    }
}

#[test]
fn what_an_answer_leaves_open_is_said_and_does_not_refuse_it() {
    let by_age = graded(1, "SELECT name FROM students ORDER BY age DESC LIMIT 1");
    assert_eq!(by_age.verdict, Verdict::Right(None));
    let unordered = graded(1, "SELECT name FROM students WHERE age > 21 LIMIT 1");
    assert_eq!(unordered.verdict, Verdict::Right(None));
    let lucky = graded(1, "SELECT name FROM students GROUP BY age > 21 ORDER BY 1 LIMIT 1");
    assert_eq!(lucky.verdict, Verdict::Right(None));
    let tied = graded(1, "SELECT name FROM students ORDER BY age > 0 LIMIT 1");
    insta::assert_snapshot!("tied", said(&tied.feedback));
    insta::assert_snapshot!("tied_why", said(&tied.why));
    let drawn =
        graded(1, "SELECT name FROM students WHERE random() <> 0 ORDER BY age DESC LIMIT 1");
    insta::assert_snapshot!("drawn", said(&drawn.feedback));
    // Of a wrong one it is the reason that is said where there is no better one.
    let wrong = graded(1, "SELECT title FROM courses LIMIT 1");
    insta::assert_snapshot!("unordered_wrong", said(&wrong.feedback));
}
