//! How an answer that is not right is explained: by the author's words, and by what is proven.

use std::sync::Arc;

use relatable::answer::{Answer, Submission};
use relatable::diagnostic::Source;
use relatable::grade::Grader;
use relatable::lesson::load;
use relatable::render::{Look, feedback::feedback};

/// Two tables, one of which refers to the other, with rows in the one.
const SETUP: &str = "
title: A test
setup: |
  CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p);
  INSERT INTO p VALUES (1, 'One'), (2, 'Two'), (3, NULL);
steps:
  - id: only
    ask: Go on.
";

/// What is said of answers at a step that is described by these lines of YAML. An answer is the
/// last of some texts that are typed one after the other.
#[track_caller]
fn said(step: &str, answers: &[&[&str]]) -> String {
    let lines = step.trim().lines().map(|line| format!("    {line}\n"));
    let source = Source::new("test.yaml", format!("{SETUP}{}", lines.collect::<String>()));
    let lesson = load::load(source, None).unwrap_or_else(|problems| panic!("{problems:#?}")).lesson;
    let mut grader = Grader::new(Arc::new(lesson)).unwrap();
    let mut log = String::new();
    for texts in answers {
        let (text, earlier) = texts.split_last().unwrap();
        let earlier = earlier.iter().map(|&text| text.to_owned()).collect();
        let answer = Answer::Sql(Submission { earlier, text: (*text).to_owned() });
        let graded = grader.grade(0, &answer).unwrap();
        let look = Look { width: 120, ..Look::plain() };
        let words = feedback(&graded.feedback, &look).join("\n");
        log.push_str(&format!("> {}\n{words}\n\n", texts.join("\n> ")));
    }
    log
}

macro_rules! said {
    ($name:ident, $step:expr, $($text:expr),+ $(,)?) => {
        #[test]
        fn $name() {
            let log = said($step, &[$(&$text),+]);
            insta::assert_snapshot!(log);
        }
    };
}

said!(
    a_word_that_is_right_and_misplaced_is_not_called_misspelt,
    "answer: CREATE TABLE r (id INTEGER PRIMARY KEY, b INTEGER REFERENCES p (id));",
    ["create table r (id integer primary key, b integer foreign key references p (id));"],
    ["create table r (id default 1 integer);"],
    ["create table r (id integer default 1 integer);"],
    ["create table r (id integer primary ke);"],
    ["create table r (id integr primary key, b integer referenes p);"],
);
