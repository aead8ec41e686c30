//! Terminals that can do less.

use crate::terminal::{CTRL_C, CTRL_D, Setup, TAB};

/// The codes that set a colour or another look of letters: sequences that end in `m`.
fn looks(raw: &str) -> Vec<&str> {
    let sequences = raw.split("\u{1b}[").skip(1);
    let is_look = |sequence: &&str| {
        sequence
            .trim_start_matches(|c: char| ";:".contains(c) || c.is_ascii_digit())
            .starts_with('m')
    };
    sequences.filter(is_look).collect()
}

#[test]
fn no_color_takes_every_colour_away() {
    let used = |coloured: bool| {
        let setup = Setup::of(&["learn", "session.yaml", "--from", "names"])
            .set("TERM", "xterm-256color")
            .set("COLORTERM", "truecolor");
        let setup = if coloured { setup } else { setup.set("NO_COLOR", "1") };
        let mut terminal = setup.starts();
        for line in ["select nmae from stores;", "select 'a' -- (", ";", ".hint", ".help"] {
            terminal.types(line);
        }
        terminal.press("select * from items where ");
        terminal.press(TAB);
        terminal.shows("store_id");
        terminal.press("\u{12}hint");
        terminal.shows("': .hint");
        terminal.press("\u{7}\u{15}");
        assert!(terminal.types("select name from stores;").contains("Right."));
        terminal.presses(CTRL_D, "Ctrl-D");
        let raw = terminal.raw();
        let found = looks(&raw).len();
        (found, raw)
    };
    assert!(used(true).0 > 20);
    let (found, raw) = used(false);
    assert_eq!(found, 0, "{raw:?}");
}

#[test]
fn a_dumb_terminal_gets_no_sequences_and_can_be_used_all_the_same() {
    let setup = Setup::of(&["learn", "session.yaml"]).dumb();
    let mut terminal = setup.starts();
    for line in ["", "", "", "select nmae from stores;", "select name", "", "from items;", ".hint"]
    {
        terminal.types(line);
    }
    terminal.types("select 'half");
    // Here the terminal turns the key into a signal.
    terminal.presses(CTRL_C, "Ctrl-C");
    terminal.types("select name from stores;");
    terminal.types("");
    terminal.presses(CTRL_D, "Ctrl-D");
    assert!(!terminal.raw().contains('\u{1b}'), "{:?}", terminal.raw());
    let (screen, code) = terminal.ends();
    assert_eq!(code, 1);
    insta::assert_snapshot!(screen);
}

#[test]
fn a_dumb_terminal_may_be_narrow() {
    let setup = Setup::of(&["learn", "session.yaml", "--from", "names"]).dumb().sized(20, 10);
    let mut terminal = setup.starts();
    let said = terminal.types("select name from stores;");
    assert!(said.contains("Right."), "{said}");
    terminal.types(".help");
    let broken = terminal.broken().iter().filter(|line| !line.starts_with("select name"));
    assert_eq!(broken.count(), 0, "{:?}", terminal.broken());
}
