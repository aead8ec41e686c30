//! Two thousand lines at once.

use crate::terminal::{Setup, Terminal};
use crate::{SIZES, joined};

const LINES: usize = 2_000;

/// One statement that adds so many stores, a line for each but the first.
fn statement() -> String {
    let rows: Vec<String> = (0..LINES).map(|n| format!("({}, 'Store {n}')", n + 10)).collect();
    format!("insert into stores values\n{};", rows.join(",\n"))
}

/// A terminal of some size at a step that asks for changes, with colours or without.
#[track_caller]
fn at_changes((columns, rows): (u16, u16), coloured: bool) -> Terminal {
    let setup = Setup::of(&["learn", "session.yaml", "--from", "add-depot"]);
    let setup = if coloured { setup } else { setup.colourless() };
    setup.sized(columns, rows).starts()
}

#[track_caller]
fn assert_ran_once(terminal: &mut Terminal) {
    let said = terminal.types("select count(*) from stores;");
    assert!(said.lines().any(|line| line.trim() == (LINES + 2).to_string()), "{said}");
}

#[test]
fn a_marked_paste_is_one_edit_and_runs_once() {
    for (size @ (_, rows), coloured) in SIZES.into_iter().zip([true, false, true, false]) {
        let mut terminal = at_changes(size, coloured);
        terminal.press(&format!("\u{1b}[200~{}\u{1b}[201~", statement()));
        // It stands there to be read and changed: its end is on the screen.
        let end = |seen: &str| joined(seen).ends_with("'Store1999');");
        let seen = terminal.shows_that("its end", end);
        assert_eq!(seen.lines().count(), usize::from(rows), "it fills the screen: {seen}");
        terminal.press("\u{7f} ;");
        terminal.shows_that("its end", end);
        let said = terminal.types("");
        assert!(said.contains("2,000 rows changed"), "{said}");
        assert_ran_once(&mut terminal);
        // Not drawn again and again.
        let drawn = terminal.raw().len();
        assert!(drawn < 4 * statement().len(), "{drawn} bytes");
    }
}

#[test]
fn a_paste_that_nothing_marks_is_one_statement_and_runs_once() {
    for (size, coloured) in SIZES.into_iter().zip([false, true, false, true]) {
        let mut terminal = at_changes(size, coloured);
        let said = terminal.pastes_unmarked(&statement());
        assert!(said.contains("2,000 rows changed"), "{said}");
        assert_ran_once(&mut terminal);
        // Each line is drawn letter by letter, in colours; no line draws those before it again.
        let drawn = terminal.raw().len();
        assert!(drawn < 100 * statement().len(), "{drawn} bytes");
    }
}

#[test]
fn a_pasted_statement_is_one_entry_of_the_history() {
    let mut terminal = at_changes((80, 24), true);
    terminal.types("\u{1b}[200~delete from items\nwhere id > 90;\n\u{1b}[201~");
    terminal.press(crate::terminal::UP);
    terminal.shows("sql> delete from items\nwhere id > 90;");
}

#[test]
fn nothing_pasted_drives_the_terminal() {
    for coloured in [true, false] {
        let mut terminal = at_changes((80, 24), coloured);
        // Beginnings of sequences in one character, and a mark that turns the direction of writing.
        terminal.press("\u{1b}[200~select '\u{9b}2J\u{85}\u{202e}', 'the end'\u{1b}[201~");
        terminal.shows("sql> select '2J', 'the end'");
        terminal.types(";");
        let raw = terminal.raw();
        assert!(!raw.contains(['\u{9b}', '\u{85}', '\u{202e}']), "{raw:?}");
    }
}
