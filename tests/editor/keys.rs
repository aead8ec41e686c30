//! Ctrl-C, Ctrl-D, and the learner's own editor.

use crate::terminal::{CTRL_C, CTRL_D, Setup, Terminal};
use crate::{SIZES, at_names};

const ENDLESS: &str =
    "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;";

#[test]
fn ctrl_c_drops_the_line_that_is_typed() {
    for size in SIZES {
        let mut terminal = at_names(size);
        terminal.press("select nothing of any use to anyone");
        terminal.presses(CTRL_C, "Ctrl-C");
        assert!(terminal.types("select name from stores;").contains("Right."));
    }
}

#[test]
fn ctrl_c_drops_a_statement_that_is_open() {
    for size in SIZES {
        let mut terminal = at_names(size);
        terminal.types("select 'half");
        terminal.press("of a line");
        terminal.presses(CTRL_C, "Ctrl-C");
        assert!(terminal.types("select name from stores;").contains("Right."));
    }
}

#[test]
fn ctrl_c_stops_what_would_never_end() {
    for size in SIZES {
        let mut terminal = at_names(size);
        let said = terminal.types_and_interrupts(ENDLESS).replace('\n', " ");
        assert!(said.contains("Stopped."), "{said}");
        assert!(terminal.types("select name from stores;").contains("Right."));
        assert_eq!(terminal.broken(), [] as [String; 0]);
    }
}

#[test]
fn ctrl_d_leaves_on_an_empty_line_only() {
    let mut terminal = at_names((80, 24));
    terminal.press("xselect name from stores;");
    // To the beginning of the line, where Ctrl-D takes away the letter under the cursor.
    terminal.press("\u{1}");
    terminal.press(CTRL_D);
    terminal.shows("sql> select name from stores;");
    assert!(terminal.types("").contains("Right."));
    // At the end of a line it does nothing.
    terminal.press("abc");
    terminal.press(CTRL_D);
    terminal.press("d");
    terminal.shows("> abcd");
    terminal.press("\u{15}");
    terminal.presses(CTRL_D, "Ctrl-D");
    let (screen, code) = terminal.ends();
    assert!(screen.contains("To come back: relatable learn session.yaml"), "{screen}");
    assert_eq!(code, 1);
}

/// A terminal at the step of the names, with an editor that is this script for `sh`.
#[track_caller]
fn with_editor(folder: &tempfile::TempDir, script: &str) -> Terminal {
    let path = folder.path().join("my editor.sh");
    std::fs::write(&path, script).unwrap();
    let editor = format!("sh '{}'", path.display());
    let setup = Setup::of(&["learn", "session.yaml", "--from", "names"]).colourless();
    setup.set("EDITOR", &editor).starts()
}

#[test]
fn edit_opens_the_editor_on_what_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal =
        with_editor(&folder, "sed s/items/stores/ \"$1\" > \"$1.new\" && mv \"$1.new\" \"$1\"\n");
    terminal.types("select name from items;");
    terminal.types(".edit");
    // What comes back stands at the prompt, and runs with Enter.
    terminal.shows("sql> select name from stores;");
    assert!(terminal.types("").contains("Right."));
}

#[test]
fn edit_takes_the_open_statement_along() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = with_editor(&folder, "printf 'from stores;\\n' >> \"$1\"\n");
    terminal.types("select name");
    terminal.types(".edit");
    terminal.shows("sql> select name\nfrom stores;");
    assert!(terminal.types("").contains("Right."));
}

#[test]
fn an_editor_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = with_editor(&folder, "exit 3\n");
    terminal.types("select name");
    let said = terminal.types(".edit");
    assert!(said.contains("Nothing was taken over."), "{said}");
    assert!(terminal.types("from stores;").contains("Right."));
}
