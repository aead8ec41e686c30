//! From the start to a finished step, on screens of every size.

use crate::SIZES;
use crate::terminal::{CTRL_D, Setup, Terminal};

/// Nothing is wider than the screen, and the terminal had to break no line of the program's own.
#[track_caller]
fn assert_fits(terminal: &Terminal) {
    assert_eq!(terminal.broken(), [] as [String; 0]);
}

#[test]
fn from_the_start_to_a_finished_step() {
    for (columns, rows) in SIZES {
        let setup = Setup::of(&["learn", "session.yaml"]).sized(columns, rows);
        let mut terminal = setup.colourless().starts();
        for line in
            ["", "", "", "select nmae from stores;", "select name from items;", ".hint", ".schema"]
        {
            terminal.types(line);
        }
        terminal.types("select name from stores;");
        let right = terminal.shows("Right.");
        terminal.types("");
        assert_fits(&terminal);
        let seen = terminal.seen();
        assert!(seen.lines().count() <= usize::from(rows));
        insta::assert_snapshot!(
            format!("right_{columns}x{rows}"),
            format!("{right}\n======== Enter\n{seen}")
        );
        let what = ".progress .tables .help .history .review .back .solution .save";
        for line in what.split(' ') {
            terminal.types(line);
        }
        assert_fits(&terminal);
        terminal.presses(CTRL_D, "Ctrl-D");
        insta::assert_snapshot!(format!("left_{columns}x{rows}"), terminal.seen());
        assert_fits(&terminal);
        assert_eq!(terminal.ends().1, 1);
    }
}

#[test]
fn the_course_at_every_size() {
    for (columns, rows) in SIZES {
        let mut terminal = Setup::of(&[]).sized(columns, rows).starts();
        for line in ["", "", ".lessons", ".progress"] {
            terminal.types(line);
        }
        let home = terminal.screen().to_owned();
        assert!(home.contains("Welcome."), "{home}");
        terminal.presses(CTRL_D, "Ctrl-D");
        assert_fits(&terminal);
    }
}

#[test]
fn what_is_open_is_named_on_an_empty_line() {
    for size in SIZES {
        let mut terminal = at_names_with(size, "xterm-256color");
        for (typed, named) in [
            ("select name", "A ; ends the"),
            ("from (stores", "("),
            (") where name = 'Cor", "The quote '"),
            ("ner' or name = `na", "The quote `"),
            ("me` /* or not", "The comment"),
        ] {
            terminal.types(typed);
            let said = terminal.types("");
            assert!(said.contains(named), "{named}: {said}");
        }
        let said = terminal.types(".cancel");
        assert!(said.replace('\n', " ").contains("The open input is dropped."), "{said}");
        assert!(terminal.types("select name from stores;").contains("Right."));
        assert_fits(&terminal);
    }
}

#[track_caller]
fn at_names_with((columns, rows): (u16, u16), term: &str) -> Terminal {
    let setup = Setup::of(&["learn", "session.yaml", "--from", "names"]);
    setup.set("TERM", term).sized(columns, rows).starts()
}
