//! Tab.

use crate::terminal::{CTRL_U, TAB};
use crate::{SIZES, at_names, joined};

/// What the prompt's line is once Tab has done what it can, in one line however wide the screen.
#[track_caller]
fn completes(size: (u16, u16), typed: &str, wanted: &str) {
    let mut terminal = at_names(size);
    terminal.press(typed);
    terminal.press(TAB);
    // A letter more ends whatever Tab began.
    terminal.press("~");
    let wanted = joined(&format!("sql> {wanted}~"));
    terminal.shows_that(&wanted, |seen| joined(seen).contains(&wanted));
}

#[test]
fn tab_completes_the_word_at_the_cursor() {
    for size in SIZES {
        completes(size, "sel", "select");
        completes(size, "SEL", "SELECT");
        completes(size, "select * from it", "select * from items");
        completes(size, "select * from items where sto", "select * from items where store_id");
        completes(size, "select store_", "select store_id");
        completes(size, "select i.st", "select i.st");
        completes(
            size,
            "select * from items i where i.sto",
            "select * from items i where i.store_id",
        );
        completes(size, "select items.sto", "select items.store_id");
        completes(size, ".hi", ".hi");
        completes(size, ".hist", ".history");
        completes(size, ".schema st", ".schema stores");
    }
}

#[test]
fn several_candidates_are_listed_and_typing_goes_on() {
    for size @ (columns, rows) in SIZES {
        let mut terminal = at_names(size);
        terminal.press("select * from items where ");
        terminal.press(TAB);
        terminal.shows("store_id");
        terminal.press("na");
        terminal.press(TAB);
        terminal.press("= 'Rope'");
        let end = |seen: &str| joined(seen).ends_with("wherename='Rope'");
        let seen = terminal.shows_that("the rest", end);
        insta::assert_snapshot!(format!("listed_{columns}x{rows}"), seen);
        terminal.press(CTRL_U);
        assert!(terminal.types("select name from stores;").contains("Right."));
    }
}

#[test]
fn more_candidates_than_fit_on_the_screen_can_be_paged_and_left() {
    let mut terminal = at_names((20, 10));
    terminal.press(".");
    terminal.press(TAB);
    terminal.shows("--More--");
    terminal.press("q");
    terminal.press("timer on");
    terminal.shows("sql> .timer on");
    assert_ne!(terminal.types("").trim(), "");
}

#[test]
fn a_quiz_offers_its_choices() {
    let setup = crate::terminal::Setup::of(&["learn", "session.yaml", "--from", "key"]);
    let mut terminal = setup.colourless().starts();
    terminal.press(TAB);
    terminal.shows("b  items");
    terminal.press("it");
    terminal.press(TAB);
    terminal.shows("> items");
    assert!(terminal.types("").contains("Right."));
}
