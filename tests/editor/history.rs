//! What was typed before, here and in earlier runs.

use std::path::Path;

use crate::terminal::{CTRL_D, CTRL_R, CTRL_U, Setup, Terminal, UP};

#[track_caller]
fn at(home: &Path, columns: u16) -> Terminal {
    let setup = Setup::of(&["learn", "session.yaml", "--from", "names"]).colourless();
    setup.at_home(home).sized(columns, 24).starts()
}

#[test]
fn the_next_run_has_what_this_one_typed() {
    let home = tempfile::tempdir().unwrap();
    let mut first = at(home.path(), 80);
    for line in ["select *", "from items;", "select id from stores;", ".hint"] {
        first.types(line);
    }
    first.presses(CTRL_D, "Ctrl-D");
    assert_eq!(first.ends().1, 1);

    let mut second = at(home.path(), 80);
    second.press(UP);
    second.shows("sql> .hint");
    second.press(UP);
    second.shows("sql> select id from stores;");
    second.press(UP);
    second.shows("sql> select *\nfrom items;");
    assert!(second.types("").contains("Lamp"));
    // A search finds what holds the letters, newest first.
    second.press(CTRL_R);
    second.press("id from");
    second.shows("select id from stores;");
    let said = second.types("");
    assert!(said.contains("2 rows"), "{said}");
    insta::assert_snapshot!(second.types(".history select"), @r"
    select *↵from items;
    select id from stores;
    select *↵from items;
    select id from stores;

    3 of 7 · List the names of all stores.
    ");
}

#[test]
fn a_search_works_in_a_narrow_terminal() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = at(home.path(), 20);
    terminal.types("select name from items;");
    terminal.press(CTRL_R);
    terminal.press("items");
    terminal.shows_that("the statement", |seen| {
        crate::joined(seen).ends_with("items':selectnamefromitems;")
    });
    // Ctrl-G leaves the search without anything.
    terminal.press("\u{7}");
    terminal.press(CTRL_U);
    assert!(terminal.types("select name from stores;").contains("Right."));
}
