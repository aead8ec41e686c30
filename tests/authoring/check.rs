//! What an author reads about data that cannot stand: once, at the row, with what to do.

use std::fs;

use insta::assert_snapshot;
use tempfile::TempDir;

use super::program::Run;

const LESSON: &str = include_str!("../../src/commands/new/template.yaml");

/// What `check` says of the new lesson with one thing changed.
#[track_caller]
fn checked(before: &str, after: &str) -> String {
    assert_eq!(LESSON.matches(before).count(), 1, "{before}");
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("ducks.yaml"), LESSON.replace(before, after)).unwrap();
    let said = Run::of(&["check", "ducks.yaml"]).within(folder.path()).said();
    format!("{}---- {:?}", said.stdout, said.code)
}

#[test]
fn a_key_to_a_table_that_is_not_there() {
    assert_snapshot!(checked("REFERENCES ponds (id)", "REFERENCES pond (id)"), @r##"
    broken  ducks  5 steps
    ducks.yaml:34:9  error  ducks.pond_id refers to the table pond, which is not there
       34 |       - [1, Dot, 1]
          |         ^^^^^^^^^^^
          = Did you mean REFERENCES ponds, in `setup`?
    1 lesson, 5 steps, 1 error
    ---- Some(3)
    "##);
}

#[test]
fn rows_for_a_table_that_is_not_there() {
    assert_snapshot!(checked("  ducks:\n    columns: [id, name, pond_id]\n    rows:\n", "  duck:\n    columns: [id, name, pond_id]\n    rows:\n"), @r##"
    broken  ducks  5 steps
    ducks.yaml:31:3  error  there is no table duck
       31 |   duck:
          |   ^^^^
          = Did you mean ducks?
    1 lesson, 5 steps, 1 error
    ---- Some(3)
    "##);
}

#[test]
fn a_row_that_refers_to_none() {
    assert_snapshot!(checked("[3, Tuft, 2]", "[3, Tuft, 9]"), @r##"
    broken  ducks  5 steps
    ducks.yaml:36:9  error  the rows of `data` cannot stand: ducks.pond_id is 9, and no row of ponds has that key
       36 |       - [3, Tuft, 9]
          |         ^^^^^^^^^^^^
    1 lesson, 5 steps, 1 error
    ---- Some(3)
    "##);
}

#[test]
fn a_variant_that_cannot_stand_is_said_once() {
    assert_snapshot!(checked("[[4, Bean, 4]]", "[[4, Bean, 9]]"), @r##"
    broken  ducks  5 steps: 2 answers right, 1 of 1 wrong answer refused
    ducks.yaml:48:16  error  at step 1, the variant cannot stand: ducks.pond_id is 9, and no row of ponds has that key
       48 |         rows: [[4, Bean, 9]]
          |                ^^^^^^^^^^^^
    1 lesson, 5 steps: 2 answers right, 1 of 1 wrong answer refused, 1 error
    ---- Some(3)
    "##);
}

/// It stands until a step takes away what it refers to; then that step is named.
#[test]
fn a_variant_that_a_later_step_breaks() {
    let moved = "3 WHERE id = 3;\n    wrong:";
    let drained = "3 WHERE id = 3; DELETE FROM ponds WHERE id = 2;\n    wrong:";
    let folder = TempDir::new().unwrap();
    let lesson = LESSON.replace(moved, drained);
    assert_ne!(lesson, LESSON);
    let last = "  - id: the-end\n    ask: How many ducks are there?\n    answer: SELECT COUNT(*) FROM ducks;\n";
    let lesson = lesson.replace("[[4, Bean, 4]]", "[[4, Bean, 2]]").replace(
        "# Markdown, shown at the end.",
        &format!("{last}\n# Markdown, shown at the end."),
    );
    fs::write(folder.path().join("ducks.yaml"), lesson).unwrap();
    let said = Run::of(&["check", "ducks.yaml"]).within(folder.path()).said();
    assert_snapshot!(said.stdout, @r##"
    broken  ducks  6 steps: 3 answers right, 3 of 3 wrong answers refused
    ducks.yaml:48:16  error  at step 6 (the-end), the variant cannot stand: ducks.pond_id is 2, and no row of ponds has that key
       48 |         rows: [[4, Bean, 2]]
          |                ^^^^^^^^^^^^
    1 lesson, 6 steps: 3 answers right, 3 of 3 wrong answers refused, 1 error
    "##);
}

#[test]
fn nothing_is_counted_of_what_does_not_load() {
    assert_snapshot!(checked("steps:\n", "step:\n"), @r##"
    ducks.yaml:51:1  error  `step` is not a key of a lesson
       51 | step:
          | ^^^^
          = Did you mean `steps`?
    no lesson could be loaded: 1 error
    ---- Some(3)
    "##);
}
