//! `relatable progress`, as a shell sees it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use relatable::progress::home::name_of_file;
use relatable::progress::store::Store;
use relatable::progress::{Answered, News, Record, Subject};

use crate::support::{LESSON, answered, bare, file, news, subject};

/// What the program says: standard output, standard error, exit code. What differs from one
/// machine or moment to another is replaced.
fn said(home: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relatable"));
    command.arg("progress").args(arguments).env("RELATABLE_HOME", home).current_dir(home);
    for variable in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
        command.env_remove(variable);
    }
    let output = command.env("TZ", "UTC").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    let mut said = stdout;
    if !stderr.is_empty() {
        said += &format!("---- stderr\n{stderr}");
    }
    let real = home.canonicalize().unwrap();
    let here = [real.to_str().unwrap(), home.to_str().unwrap()];
    let said = here.iter().fold(said, |said, path| said.replace(path, "HOME"));
    format!("{said}---- exit code {}", output.status.code().unwrap())
}

/// A home with two lessons of the course in it, the second one finished on 21 November 2026, and
/// one of a file that is gone.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(Some(home.path()));
    let open = Record::default();
    let tried = Record {
        tries: 2,
        hints: 1,
        shown: true,
        answered: Answered::Solution,
        ..Record::default()
    };
    let steps = [
        news("count-items", &open, &answered(100, "SELECT 1;\n-- \"done\"")).steps,
        news("item-and-store", &open, &tried).steps,
        news("gone-since", &open, &answered(50, "SELECT 2;")).steps,
    ];
    let all = News { steps: steps.concat(), ..news("count-items", &open, &open) };
    store.keep(&subject(), &all).unwrap();
    let course = relatable::lesson::builtin::course().unwrap().0;
    let other = course.lesson("users-and-profiles").unwrap();
    let of_other = other.steps.iter().filter(|step| step.is_answerable());
    let steps = of_other.flat_map(|step| {
        let now = answered(1, "=HYPERLINK(\"evil\")");
        news(&step.id.as_ref().unwrap().text, &open, &now).steps
    });
    let whole = News { steps: steps.collect(), bookmark: None, finished: true };
    let users = Subject { lesson: other.id.clone(), title: "An old title".to_owned(), ..subject() };
    store.keep(&users, &whole).unwrap();
    let birds = Subject {
        lesson: name_of_file(&home.path().join("birds.yaml")),
        title: "Birds \u{1b}[2J\u{9b}2J".to_owned(),
        asks: 4,
        content: 1,
    };
    store.keep(&birds, &news("-first", &open, &answered(1, "--\u{1b}[2J"))).unwrap();
    bare(home.path())
        .execute("UPDATE lessons SET finished = 1795262400 WHERE finished IS NOT NULL", [])
        .unwrap();
    home
}

#[test]
fn nothing_kept_is_said_kindly_and_makes_no_file() {
    let home = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(said(home.path(), &[]));
    insta::assert_snapshot!(said(home.path(), &["--format", "json"]));
    insta::assert_snapshot!(said(home.path(), &["--format", "csv"]));
    insta::assert_snapshot!(said(home.path(), &["--forget", LESSON]));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn every_lesson_in_a_line() {
    insta::assert_snapshot!(said(home().path(), &[]));
}

#[test]
fn one_lesson_with_its_steps() {
    let home = home();
    insta::assert_snapshot!(said(home.path(), &[LESSON]));
    insta::assert_snapshot!(said(home.path(), &["birds.yaml"]));
    insta::assert_snapshot!(said(home.path(), &["students"]));
}

#[test]
fn json_is_one_document() {
    let home = home();
    let text = said(home.path(), &["--format", "json"]);
    let (text, _) = text.split_once("---- exit code 0").unwrap();
    assert!(!text.chars().any(|character| character.is_control() && character != '\n'));
    let document: serde_json::Value = serde_json::from_str(text).unwrap();
    let lessons = document["lessons"].as_array().unwrap();
    let names: Vec<&str> = lessons.iter().map(|it| it["lesson"].as_str().unwrap()).collect();
    assert_eq!(names, ["users-and-profiles", LESSON, "HOME/birds.yaml"]);
    assert_eq!(lessons[0]["finished"], "2026-11-21T12:00:00Z");
    assert_eq!(lessons[0]["title"], "Users and profiles");
    assert_eq!(lessons[0]["answered"], lessons[0]["asks"]);
    assert_eq!(lessons[1]["finished"], serde_json::Value::Null);
    assert_eq!(lessons[2]["title"], "Birds \u{1b}[2J\u{9b}2J");
    insta::assert_snapshot!(said(home.path(), &["birds.yaml", "--format", "json"]));
}

#[test]
fn csv_has_a_row_for_each_step() {
    let home = home();
    let text = said(home.path(), &["--format", "csv"]);
    assert!(text.contains("\r\n") && !text.contains('\u{1b}') && !text.contains('\u{9b}'));
    let (text, _) = text.split_once("---- exit code 0").unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
    let row = rows.iter().find(|row| &row[3] == "count-items").unwrap();
    assert_eq!(&row[9], "SELECT 1;\n-- \"done\"");
    insta::assert_snapshot!(said(home.path(), &["birds.yaml", "--format", "csv"]));
}

#[test]
fn what_is_forgotten_is_said() {
    let home = home();
    insta::assert_snapshot!(said(home.path(), &["--forget", LESSON]));
    insta::assert_snapshot!(said(home.path(), &["--forget", LESSON]));
    insta::assert_snapshot!(said(home.path(), &["--forget", "./birds.yaml"]));
    let mut store = Store::open(Some(home.path()));
    let left: Vec<String> = store.all().into_iter().map(|(subject, _)| subject.lesson).collect();
    assert_eq!(left, ["users-and-profiles"]);
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let home = home();
    insta::assert_snapshot!(said(home.path(), &["stores-and-itmes"]));
    insta::assert_snapshot!(said(home.path(), &["--forget", "user-and-profiles"]));
    insta::assert_snapshot!(said(home.path(), &["bird.yaml"]));
    insta::assert_snapshot!(said(home.path(), &["--forget", "xyz\u{1b}[2J"]));
}

#[test]
fn trouble_is_told_on_the_error_stream() {
    let home = home();
    bare(home.path()).execute_batch("PRAGMA user_version = 99").unwrap();
    let before = fs::read(file(home.path())).unwrap();
    insta::assert_snapshot!(said(home.path(), &["--format", "json"]));
    insta::assert_snapshot!(said(home.path(), &["--forget", LESSON]));
    assert_eq!(fs::read(file(home.path())).unwrap(), before);
    fs::write(file(home.path()), "garbage").unwrap();
    insta::assert_snapshot!(said(home.path(), &[]));
    insta::assert_snapshot!(said(home.path(), &[]));
    fs::remove_file(file(home.path())).unwrap();
    fs::create_dir(file(home.path())).unwrap();
    insta::assert_snapshot!(said(home.path(), &[]));
}

#[test]
fn a_lesson_of_a_folder_is_kept_by_its_file() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("birds.yaml");
    fs::write(&path, "title: Birds\nsteps:\n  - say: Hello.\n  - id: which\n    ask: Which?\n    choices: [{right: \"a\"}, {wrong: \"b\"}]\n").unwrap();
    let mut store = Store::open(Some(home.path()));
    let birds = Subject { lesson: name_of_file(&path), ..subject() };
    store.keep(&birds, &news("which", &Record::default(), &answered(1, "a"))).unwrap();
    let folder = home.path().to_str().unwrap();
    let by_file = said(home.path(), &["./birds.yaml"]);
    assert_eq!(said(home.path(), &["birds", "--lessons", folder]), by_file);
    insta::assert_snapshot!(by_file);
    insta::assert_snapshot!(said(home.path(), &["--lessons", folder]));
}

#[test]
fn forgetting_takes_no_format_and_no_second_lesson() {
    let home = home();
    for arguments in [["--forget", LESSON, "--format=json"], ["--forget", LESSON, "users"]] {
        assert!(said(home.path(), &arguments).ends_with("---- exit code 2"));
    }
    assert_eq!(Store::open(Some(home.path())).all().len(), 3);
}

#[test]
fn a_lesson_that_was_edited_since_is_marked() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.yaml");
    let lesson = "title: A\nsteps:\n  - {id: one, ask: 'One?', answer: 'SELECT 1;'}\n";
    fs::write(&path, lesson).unwrap();
    let loaded = relatable::lesson::load::load_file(&path).unwrap().lesson;
    let subject = Subject::of(&loaded, Some(&path));
    let news = news("one", &Record::default(), &answered(1, "SELECT 1;"));
    Store::open(Some(home.path())).keep(&subject, &news).unwrap();
    assert!(!said(home.path(), &["a.yaml"]).contains("edited"));
    fs::write(&path, lesson.replace("SELECT 1", "SELECT 2")).unwrap();
    let edited = said(home.path(), &["a.yaml"]);
    assert!(
        edited.contains("\nThe lesson was edited since: `learn` judges these answers again.\n")
    );
    let json = said(home.path(), &["a.yaml", "--format", "json"]);
    assert!(json.contains("\"edited\": true"), "{json}");
}
