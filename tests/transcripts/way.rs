//! The way through a lesson: to its end, past a step, out of it early.

use crate::program::Run;

#[test]
fn a_lesson_from_its_first_line_to_its_last() {
    let run = Run::of(&["--lessons", "session.yaml", "learn", "session"])
        .types("-- Comments are passed over.")
        .types("select name from stores;")
        .types("insert into stores values (3, 'Depot');")
        .types("insert into items values (3, 'Soap', 3);")
        .types("create table owners (id integer primary key, name text);")
        .types("b")
        .types("a, c");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_solution_asked_for() {
    let run = Run::at("session.yaml", "add-depot")
        .types(".solution")
        .types(".solution")
        .types(".progress");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_step_skipped_and_one_looked_at_again() {
    let run = Run::at("session.yaml", "names").types(".skip").types(".back").types(".quit");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_session_that_ends_early() {
    let run = Run::of(&["learn", "session.yaml"]).types("select nme from stores");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_lesson_that_asks_nothing_is_read() {
    let run = Run::of(&["--lessons", "course", "learn"]).types("select 1;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_session_that_ends_in_the_middle_of_a_quote() {
    let run = Run::at("session.yaml", "names").types("select 'Corner");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_runaway_query() {
    let run = Run::at("session.yaml", "names")
        .types("with recursive n(i) as (select 1 union all select i + 1 from n)")
        .types("select max(i) from n;")
        .types("select name from stores;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn one_miss_does_not_derail_the_rest() {
    let run = Run::at("session.yaml", "names")
        .types("select name from items;")
        .types("-- step: key")
        .types("b")
        .types("-- step: nams")
        .types("-- step: 7")
        .types("a, c");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn the_lessons_of_a_course() {
    insta::assert_snapshot!(Run::of(&["--lessons", "course", "lessons"]).transcript());
}

#[test]
fn a_lesson_that_proves_itself() {
    insta::assert_snapshot!(Run::of(&["check", "session.yaml", "causes.yaml"]).transcript());
}
