//! `relatable erd` as people type it.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use relatable::scratch::file::is_database;

fn erd(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relatable"))
        .current_dir(folder)
        .env("RELATABLE_HOME", folder.join("home"))
        .env_remove("RELATABLE_PLAIN")
        .env_remove("RELATABLE_SCREEN_READER")
        .arg("erd")
        .args(arguments)
        .output()
        .unwrap()
}

/// What came of it: the exit code, and both streams.
#[track_caller]
fn said(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "not a database").unwrap();
    fs::write(folder.path().join("empty.db"), "").unwrap();
    let output = erd(folder.path(), arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    format!(
        "exit {}\n{}{}",
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr)
    )
}

#[test]
fn a_lesson_or_relations_are_drawn() {
    insta::assert_snapshot!("lesson", said(&["stores-and-items"]));
    insta::assert_snapshot!(
        "lesson_ascii",
        said(&["stores-and-items", "--ascii", "--width", "60"])
    );
    insta::assert_snapshot!("lesson_spoken", said(&["stores-and-items", "--screen-reader"]));
    insta::assert_snapshot!("relations", said(&["productions -< roles >- actors"]));
    insta::assert_snapshot!(
        "several",
        said(&["students >-< courses through enrollments", "a student has one card"])
    );
    insta::assert_snapshot!("mermaid", said(&["a store has many items", "--format", "mermaid"]));
}

#[test]
fn what_cannot_be_drawn_is_said() {
    insta::assert_snapshot!("no_such_lesson", said(&["stores-and-itmes"]));
    insta::assert_snapshot!("no_such_step", said(&["stores-and-items", "--step", "99"]));
    insta::assert_snapshot!("no_such_file", said(&["school.db"]));
    insta::assert_snapshot!("no_database", said(&["notes.txt"]));
    insta::assert_snapshot!("empty", said(&["empty.db"]));
    insta::assert_snapshot!("broken_relation", said(&["stores -<"]));
    insta::assert_snapshot!("contradiction", said(&["users -- posts", "users -< posts"]));
    insta::assert_snapshot!("step_of_none", said(&["a -< b", "--step", "1"]));
    insta::assert_snapshot!("narrow", said(&["a -< b", "--width", "3"]));
}

#[test]
fn the_ending_of_the_file_tells_the_format_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let relation = "stores -< items";
    for (name, begins) in
        [("a.svg", "<svg "), ("a.dot", "digraph "), ("a.mmd", "erDiagram"), ("a.txt", "┌ stores")]
    {
        let output = erd(folder.path(), &[relation, "--output", name]);
        assert!(output.status.success(), "{output:?}");
        let written = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(written.starts_with(begins), "{written}");
    }
    let output = erd(folder.path(), &["a -< b", "--output", "a.svg"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(
        String::from_utf8_lossy(&output.stderr),
        @r#""a.svg" is there already, and was left as it is. Take another name, or say --force."#
    );
    assert!(fs::read_to_string(folder.path().join("a.svg")).unwrap().contains("stores"));
    let output = erd(folder.path(), &["a -< b", "--output", "a.svg", "--force"]);
    assert!(output.status.success());
    assert!(!fs::read_to_string(folder.path().join("a.svg")).unwrap().contains("stores"));
}

/// A database as another program leaves it: in Debian's, Django's or anyone's manner.
#[test]
fn a_database_file_is_drawn_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("school of 学生.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT DEFAULT \"none\");
             CREATE TABLE grades (student_id INTEGER NOT NULL REFERENCES students, grade REAL);
             CREATE VIRTUAL TABLE words USING fts5(word);",
        )
        .or_else(|_| {
            connection.execute_batch(
                "CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT);
                 CREATE TABLE grades (student_id INTEGER NOT NULL REFERENCES students, grade REAL);",
            )
        })
        .unwrap();
    let names = || {
        let mut names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert!(is_database(&path).unwrap());
    let before = (fs::read(&path).unwrap(), names());
    let output = erd(folder.path(), &["school of 学生.db"]);
    assert_eq!((fs::read(&path).unwrap(), names()), before);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("┌ students") && text.contains("┌ grades"), "{text}");
    drop(connection);
}

/// Whatever it is called, and whatever is said with it.
#[test]
fn what_is_drawn_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("z.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("CREATE TABLE a (id INTEGER PRIMARY KEY);").unwrap();
    drop(connection);
    fs::create_dir(folder.path().join("sub")).unwrap();
    fs::write(folder.path().join("z.db-wal"), "").unwrap();
    let names = vec!["z.db", "./z.db", "sub/../z.db", "z.db-wal"];
    #[cfg(unix)]
    let names = {
        std::os::unix::fs::symlink(&path, folder.path().join("soft.svg")).unwrap();
        fs::hard_link(&path, folder.path().join("hard.svg")).unwrap();
        [names, vec!["soft.svg", "hard.svg"]].concat()
    };
    let before = fs::read(&path).unwrap();
    for name in names {
        for format in [&["--format", "svg"][..], &[]] {
            let output =
                erd(folder.path(), &[&["z.db", "-o", name, "--force"][..], format].concat());
            assert_eq!(output.status.code(), Some(2), "{name}: {output:?}");
            assert!(fs::read(&path).unwrap() == before, "{name}");
        }
    }
    let output = erd(folder.path(), &["z.db", "-o", "z.db", "--force", "--format", "svg"]);
    insta::assert_snapshot!(
        String::from_utf8_lossy(&output.stderr),
        @r#""z.db" is what is drawn, and would be lost. Give --output another name."#
    );
}

#[test]
fn an_ending_that_is_no_format_needs_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = erd(folder.path(), &["a -< b", "-o", "z.png"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.path().join("z.png").exists());
    insta::assert_snapshot!(
        String::from_utf8_lossy(&output.stderr),
        @r#"".png" is no format of a diagram: end the name in .txt, .svg, .mmd or .dot, or say --format."#
    );
    assert!(erd(folder.path(), &["a -< b", "-o", "z.png", "--format", "svg"]).status.success());
    assert!(erd(folder.path(), &["a -< b", "-o", "diagram"]).status.success());
}

#[test]
fn what_is_no_relation_is_not_looked_for_among_the_lessons() {
    let all =
        [&["stores >< items"][..], &["stores -< items?"], &["empty.db", "stores -< items"], &["."]];
    let all: Vec<String> = all.iter().map(|arguments| said(arguments)).collect();
    insta::assert_snapshot!(all.join("\n"));
}
