//! `relatable orm` as people type it.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

const SCHOOL: &str = "\
from sqlalchemy import Column, Integer, String

class Student(Base):
    __tablename__ = 'students'
    id = Column(Integer, primary_key=True)
    name = Column(String)

session.add(Student(name='Ada'))
session.commit()
print(session.query(Student).count())
";

fn orm(folder: &Path, arguments: &[&str], input: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relatable"))
        .current_dir(folder)
        .env("RELATABLE_HOME", folder.join("home"))
        .env_remove("RELATABLE_PLAIN")
        .env_remove("RELATABLE_SCREEN_READER")
        .arg("orm")
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap()
}

/// What came of it: the exit code, and both streams.
#[track_caller]
fn said(script: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("script.py"), script).unwrap();
    fs::write(folder.path().join("notes.txt"), "not a database").unwrap();
    let output = orm(folder.path(), arguments, script);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    format!("exit {}\n{out}---\n{err}", output.status.code().unwrap())
}

#[test]
fn a_script_prints_and_its_sql_is_shown() {
    insta::assert_snapshot!("school", said(SCHOOL, &["script.py"]));
    insta::assert_snapshot!("school_json", said(SCHOOL, &["script.py", "--format", "json"]));
    assert_eq!(said(SCHOOL, &["-"]), said(SCHOOL, &["script.py"]));
}

#[test]
fn what_a_script_raises_is_shown_in_its_place() {
    insta::assert_snapshot!(
        "name_error",
        said("print('begun')\nsesion.commit()\n", &["script.py"])
    );
    insta::assert_snapshot!("syntax_error", said("class Student(Base)\n    pass\n", &["-"]));
    insta::assert_snapshot!("import_error", said("from sqlalchemy import Colum\n", &["script.py"]));
    insta::assert_snapshot!("endless", said("while True:\n    pass\n", &["script.py"]));
}

#[test]
fn what_cannot_be_run_is_said() {
    insta::assert_snapshot!("no_such_script", said("", &["scirpt.py"]));
    insta::assert_snapshot!("a_folder", said("", &["."]));
    insta::assert_snapshot!("no_database", said("", &["script.py", "--database", "notes.txt"]));
    insta::assert_snapshot!("database_folder", said("", &["script.py", "--database", "."]));
    insta::assert_snapshot!("nowhere", said("", &["script.py", "--database", "no/such/a.db"]));
}

#[test]
fn a_database_file_keeps_what_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("script.py"), SCHOOL).unwrap();
    for count in ["1\n", "2\n"] {
        let output = orm(path, &["script.py", "--database", "school.db"], "");
        let out = String::from_utf8(output.stdout).unwrap();
        assert!(out.starts_with(count), "{out}\n{}", String::from_utf8_lossy(&output.stderr));
    }
    // What the script's own engines are called does not matter: they are on that file.
    let other = SCHOOL.to_owned()
        + "from sqlalchemy import create_engine, text\n\
           with create_engine('sqlite:///other.db').connect() as connection:\n    \
           print(connection.execute(text('SELECT count(*) FROM students')).scalar())\n";
    fs::write(path.join("script.py"), other).unwrap();
    let output = orm(path, &["script.py", "--database", "school.db"], "");
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("3\n3\n"), "{out}\n{}", String::from_utf8_lossy(&output.stderr));
    let mut files: Vec<_> =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, ["school.db", "script.py"]);
}
