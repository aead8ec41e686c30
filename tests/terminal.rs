//! A session at a real terminal: keys in, screen out.

#![cfg(unix)]

#[path = "support/program.rs"]
mod program;
#[path = "support/terminal.rs"]
mod terminal;

use program::fixtures;
use terminal::{CTRL_C, CTRL_D, Setup, Terminal, UP};

const ENDLESS: &str =
    "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;";

#[test]
fn a_lesson_is_finished_with_mistakes_on_the_way() {
    let mut terminal = Terminal::start(&["learn", "session.yaml"], &[("NO_COLOR", "1")]);
    for line in [
        "",
        "perhaps",
        "",
        "select nmae from stores;",
        "select name from items;",
        "select name from stores;",
        "",
        "insert into stores values (3, 'Depot');",
        "insert into items values (3, 'Soap', 3);",
        "",
        "create table owners (id integer primary key);",
        "create table owners (id integer primary key, name text);",
        "",
        "a",
        "b",
        "",
        "a, c",
    ] {
        terminal.types(line);
    }
    terminal.types("");
    let (screen, code) = terminal.ends();
    insta::assert_snapshot!(screen);
    assert_eq!(code, 0);
}

#[test]
fn a_statement_over_several_lines_with_commands_and_an_empty_line_in_it() {
    let mut terminal = Terminal::at("session.yaml", "names");
    for line in ["select name", "", ".hint", "from stores", ";"] {
        terminal.types(line);
    }
    insta::assert_snapshot!(terminal.screen());
}

#[test]
fn cancel_drops_an_open_statement() {
    let mut terminal = Terminal::at("session.yaml", "names");
    for line in ["select '", "", ".help cancel", ".cancel", ".cancel", "select name from stores;"] {
        terminal.types(line);
    }
    insta::assert_snapshot!(terminal.screen());
}

#[test]
fn ctrl_c_clears_an_open_statement_and_ends_nothing() {
    let mut terminal = Terminal::at("session.yaml", "names");
    terminal.types("select 'half");
    terminal.presses(CTRL_C, "Ctrl-C");
    terminal.types("select name from stores;");
    terminal.presses(CTRL_C, "Ctrl-C");
    terminal.presses(CTRL_C, "Ctrl-C");
    insta::assert_snapshot!(terminal.screen());
}

#[test]
fn ctrl_c_stops_a_statement_and_the_session_goes_on() {
    let mut terminal = Terminal::at("session.yaml", "names");
    terminal.types_and_interrupts(ENDLESS);
    terminal.types("select name from stores;");
    insta::assert_snapshot!(terminal.screen());
}

#[test]
fn ctrl_d_leaves_with_the_way_back() {
    let mut terminal = Terminal::at("session.yaml", "names");
    terminal.types("select 'half");
    terminal.presses(CTRL_D, "Ctrl-D");
    let (screen, code) = terminal.ends();
    insta::assert_snapshot!(screen);
    assert_eq!(code, 1);
}

#[test]
fn several_pasted_lines_are_taken_as_they_stand() {
    let mut terminal = Terminal::at("session.yaml", "names");
    let pasted = "\u{1b}[200~select name\nfrom stores;\n\nselect 1;\n\u{1b}[201~";
    insta::assert_snapshot!(terminal.types(pasted));
}

#[test]
fn the_up_key_brings_back_the_whole_statement() {
    let mut terminal = Terminal::at("session.yaml", "names");
    terminal.types("select name");
    terminal.types("from items;");
    insta::assert_snapshot!(terminal.types(UP));
}

#[test]
fn colours_are_shown_and_no_color_takes_them_away() {
    let seen = |environment: &[(&str, &str)]| {
        let mut terminal = Terminal::start(&["learn", "session.yaml"], environment);
        for line in ["", "", "", "select name from items;", "select name from stores;"] {
            terminal.types(line);
        }
        // A sequence that ends in m sets colours.
        let raw = terminal.raw();
        let sequences = raw.split("\u{1b}[").skip(1);
        let set = |sequence: &&str| {
            sequence.trim_start_matches(|c: char| c == ';' || c.is_ascii_digit()).starts_with('m')
        };
        sequences.filter(set).count()
    };
    assert!(seen(&[]) > 0);
    assert_eq!(seen(&[("NO_COLOR", "1")]), 0);
}

#[test]
fn without_a_name_a_lesson_is_picked_from_the_overview() {
    let mut terminal = Terminal::start(&["--lessons", "course"], &[("NO_COLOR", "1")]);
    for line in ["nothing of the kind", "help", "a"] {
        terminal.types(line);
    }
    terminal.presses(CTRL_D, "Ctrl-D");
    insta::assert_snapshot!(terminal.ends().0);
}

#[test]
fn a_lesson_begins_again_where_nothing_can_be_kept() {
    // A file stands where the folder should be.
    let file = tempfile::NamedTempFile::new().expect("a file");
    let home = file.path().to_str().expect("a plain path");
    let arguments = ["learn", "session.yaml", "--restart"];
    let environment = [("NO_COLOR", "1"), ("RELATABLE_HOME", home)];
    let mut terminal = Terminal::start(&arguments, &environment);
    assert_eq!(terminal.screen().matches("Progress cannot be kept").count(), 1);
    // From the beginning: something to read, and something to think about.
    for _ in 0..3 {
        terminal.types("");
    }
    assert!(terminal.types("select name from stores;").contains("Right."));
}

#[test]
fn a_lesson_is_restarted_from_its_beginning() {
    let home = tempfile::tempdir().unwrap();
    let at_home = |arguments: &[&str]| Setup::of(arguments).at_home(home.path()).colourless();
    let mut terminal = at_home(&["learn", "session.yaml", "--from", "names"]).starts();
    terminal.types("select name from stores;");
    terminal.presses(CTRL_D, "Ctrl-D");
    terminal.ends();
    let mut terminal = at_home(&["learn", "session.yaml", "--restart"]).starts();
    terminal.presses(CTRL_D, "Ctrl-D");
    insta::assert_snapshot!(terminal.ends().0);
}

#[test]
fn a_reload_of_a_lesson_whose_answer_does_not_run_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lesson.yaml");
    let good = std::fs::read_to_string(fixtures().join("session.yaml")).unwrap();
    std::fs::write(&path, &good).unwrap();
    let setup = Setup::of(&["learn", "lesson.yaml", "--from", "names"]).within(folder.path());
    let mut terminal = setup.colourless().starts();
    std::fs::write(&path, good.replace("SELECT name FROM stores", "SELECT nmae FROM stores"))
        .unwrap();
    insta::assert_snapshot!(terminal.types(".reload"));
    assert!(terminal.types("select name from stores;").contains("\nRight."));
}

#[test]
fn the_list_of_lessons_says_how_to_open_another() {
    let mut terminal = Terminal::start(&["--lessons", "course"], &[("NO_COLOR", "1")]);
    terminal.types("a");
    insta::assert_snapshot!(terminal.types(".lessons"));
}

#[test]
fn code_over_several_lines_keeps_its_indentation_and_a_name_is_completed() {
    let mut terminal = Terminal::at("orm.yaml", "map");
    for line in [
        "from sqlalchemy import Column, ForeignKey, Integer",
        "from sqlalchemy.orm import relationship",
        "class Author(Base):",
        "__tablename__ = 'authors'",
        "id = Column(",
        "Integer,",
        "primary_key=True)",
        "books = relationship('Book', back_populates='author')",
        "",
        "class Book(Base):",
        "__tablename__ = 'books'",
        "id = Column(Integer, primary_key=True)",
        "author_id = Column(ForeignKey('authors.id'))",
        "author = relationship('Author', back_populates='books')",
    ] {
        terminal.types(line);
    }
    insta::assert_snapshot!(terminal.types(""));
}

#[test]
fn spaces_of_ones_own_replace_the_indentation_that_is_offered() {
    let mut terminal = Terminal::at("orm.yaml", "map");
    for line in ["def f(n):", "  if n:", "      n += 1", "  return n", ""] {
        terminal.types(line);
    }
    assert!(terminal.types("f(41)").contains("42"));
}

#[test]
fn backspace_moves_code_out_as_far_as_it_was_moved_in() {
    let mut terminal = Terminal::at("orm.yaml", "map");
    for line in ["def f(n):", "if n:", "n += 1", "\u{7f}return n", ""] {
        terminal.types(line);
    }
    assert!(terminal.types("f(41)").contains("42"));
}

#[test]
fn ctrl_c_stops_code_and_the_session_goes_on() {
    let mut terminal = Terminal::at("orm.yaml", "add");
    terminal.types("for n in range(1000000000):");
    terminal.types("pass");
    terminal.types_and_interrupts("");
    terminal.types("session.get(Author, 1).name");
    insta::assert_snapshot!(terminal.screen());
}

#[test]
fn a_class_that_was_given_up_is_brought_back() {
    let mut terminal = Terminal::at("orm.yaml", "map");
    for line in ["class Author(Base):", "__tablename__ = 'authors'"] {
        terminal.types(line);
    }
    terminal.presses(CTRL_C, "Ctrl-C");
    terminal.press(UP);
    assert!(terminal.shows("__tablename__ = 'authors'").contains("class Author(Base):"));
    terminal.presses(CTRL_C, "Ctrl-C");
    for line in ["class Book(Base):", ".cancel"] {
        terminal.types(line);
    }
    terminal.press(UP);
    terminal.shows("class Book(Base):");
}

#[test]
fn commands_do_with_code_what_they_do_with_sql() {
    let folder = tempfile::tempdir().unwrap();
    let editor = folder.path().join("editor");
    std::fs::write(
        &editor,
        "#!/bin/sh\nsed s/Tehanoo/Tehanu/ \"$1\" > \"$1.new\" && mv \"$1.new\" \"$1\"\n",
    )
    .unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&editor, mode).unwrap();
    let saved = folder.path().join("answers.py");
    let mut terminal = Terminal::start(
        &["learn", "orm.yaml", "--from", "add"],
        &[("NO_COLOR", "1"), ("EDITOR", editor.to_str().unwrap())],
    );
    for line in [
        ".hint",
        ".check",
        "ursula = session.get(Author, 1)",
        "ursula.books.append(Book(title='Tehanoo'))",
        ".check",
        ".undo",
        ".history books",
    ] {
        terminal.types(line);
    }
    // What is edited is the last code that was typed.
    terminal.types(".edit");
    assert!(terminal.seen().contains("ursula.books.append(Book(title='Tehanu'))"));
    terminal.types("");
    terminal.types("session.commit()");
    let said = terminal.types(&format!(".save {}", saved.display()));
    assert!(said.contains("1 answer written"), "{said}");
    let text = std::fs::read_to_string(&saved).unwrap();
    assert!(
        text.ends_with(
            "# step: add\nursula = session.get(Author, 1)\n\
             ursula.books.append(Book(title='Tehanu'))\nsession.commit()\n"
        ),
        "{text}"
    );
    let screen = terminal.screen().replace(&saved.display().to_string(), "answers.py");
    insta::assert_snapshot!(screen);
}
