//! Quizzes with one right choice and with several.

use crate::program::Run;

#[test]
fn a_quiz_with_one_right_choice() {
    let run = Run::at("session.yaml", "key").types("x").types("a").types("items");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_quiz_with_several_right_choices() {
    let run = Run::at("session.yaml", "holds").types("a").types("a, b").types("c, a");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn why_a_choice_is_right_is_said_once_the_quiz_is_answered() {
    let run = Run::at("stores-and-items", "what-holds").types("b, c").types("a").types("a, c");
    insta::assert_snapshot!(run.transcript());
}
