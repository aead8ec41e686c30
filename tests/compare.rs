//! `relatable compare` as people and other programs use it.

#[path = "support/program.rs"]
mod program;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use program::{PROGRAM, Run, Said};
use serde_json::{Value, json};

const SETUP: &str = "\
CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE takes (
  student_id INTEGER NOT NULL REFERENCES students(id),
  course TEXT NOT NULL
);
INSERT INTO students VALUES (1, 'Alice');
INSERT INTO takes VALUES (1, 'Math');
";

/// A run with a setup in a folder of its own.
fn compared(setup: &str, arguments: &[&str]) -> (tempfile::TempDir, Run) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("school.sql"), setup).unwrap();
    let mut all = vec!["compare", "--setup", "school.sql"];
    all.extend(arguments);
    let run = Run::of(&all).within(folder.path());
    (folder, run)
}

#[track_caller]
fn transcript(setup: &str, arguments: &[&str]) -> String {
    let (_folder, run) = compared(setup, arguments);
    run.transcript()
}

/// The answers to some lines.
#[track_caller]
fn answers(lines: &[String], arguments: &[&str]) -> (Vec<Value>, Option<i32>) {
    let mut all = vec!["compare", "--jsonl"];
    all.extend(arguments);
    let Said { code, stdout, stderr } =
        Run::of(&all).bytes(format!("{}\n", lines.join("\n")).as_bytes()).said();
    assert_eq!(stderr, "");
    (stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), code)
}

fn pair(id: usize, reference: &str, candidate: &str) -> Value {
    json!({ "id": id, "schema_sql": SETUP, "reference": reference, "candidate": candidate })
}

#[test]
fn a_setup_that_does_not_stand_is_shown_with_its_place() {
    let said = |setup: &str| transcript(setup, &["SELECT 1", "SELECT 2"]);
    insta::assert_snapshot!(said("CREATE TABEL a (x);"), @r"
    $ relatable compare --setup school.sql SELECT 1 SELECT 2
    ---- stderr
    school.sql:1:8  error  TABEL makes no sense here
        1 | CREATE TABEL a (x);
          |        ^^^^^
          = Did you mean TABLE?
    ---- exit code 4
    ");
    insta::assert_snapshot!(
        said("CREATE TABLE stores (x);\n\nINSERT INTO store VALUES (1);"),
        @r"
        $ relatable compare --setup school.sql SELECT 1 SELECT 2
        ---- stderr
        school.sql:3:13  error  there is no table store
            3 | INSERT INTO store VALUES (1);
              |             ^^^^^
              = Did you mean stores?
        ---- exit code 4
        "
    );
    insta::assert_snapshot!(
        said("CREATE TABLE a (x NOT NULL);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (NULL);"),
        @r"
        $ relatable compare --setup school.sql SELECT 1 SELECT 2
        ---- stderr
        school.sql:3:1  error  refused: a.x may not be NULL
            3 | INSERT INTO a VALUES (NULL);
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---- exit code 4
        "
    );
    insta::assert_snapshot!(said("ATTACH 'other.db' AS other;"), @r"
    $ relatable compare --setup school.sql SELECT 1 SELECT 2
    ---- stderr
    school.sql:1:1  error  not possible here: the scratch database cannot reach files
        1 | ATTACH 'other.db' AS other;
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ---- exit code 4
    ");
    insta::assert_snapshot!(
        said("WITH n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT sum(i) FROM n;"),
        @r"
        $ relatable compare --setup school.sql SELECT 1 SELECT 2
        ---- stderr
        school.sql:1:1  error  this does not come to an end
            1 | WITH n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT sum(i) FROM n;
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---- exit code 4
        "
    );
    insta::assert_snapshot!(said("CREATE TABLE a (x);\nBEGIN;"), @r"
    $ relatable compare --setup school.sql SELECT 1 SELECT 2
    ---- stderr
    school.sql:2:7  error  a transaction is begun and not ended
        2 | BEGIN;
          |       ^
          = End it with COMMIT;
    ---- exit code 4
    ");
}

#[test]
fn what_is_no_setup_is_wrong_usage() {
    let (folder, _) = compared(SETUP, &[]);
    let said = |setup: &str| {
        let arguments = ["compare", "--setup", setup, "SELECT 1", "SELECT 2"];
        Run::of(&arguments).within(folder.path()).transcript()
    };
    insta::assert_snapshot!(said("scool.sql"), @r#"
    $ relatable compare --setup scool.sql SELECT 1 SELECT 2
    ---- stderr
    There is no file or folder "scool.sql".
    ---- exit code 2
    "#);
    insta::assert_snapshot!(said("."), @r#"
    $ relatable compare --setup . SELECT 1 SELECT 2
    ---- stderr
    "." is a folder. Give the name of a file of SQL.
    ---- exit code 2
    "#);
    let connection = rusqlite::Connection::open(folder.path().join("school.db")).unwrap();
    connection.execute_batch(SETUP).unwrap();
    drop(connection);
    insta::assert_snapshot!(said("school.db"), @r#"
    $ relatable compare --setup school.db SELECT 1 SELECT 2
    ---- stderr
    "school.db" is a database, and --setup takes SQL. `sqlite3 school.db .dump` writes it.
    ---- exit code 2
    "#);
    std::fs::write(folder.path().join("latin.sql"), b"-- caf\xe9\n").unwrap();
    insta::assert_snapshot!(said("latin.sql"), @r#"
    $ relatable compare --setup latin.sql SELECT 1 SELECT 2
    ---- stderr
    relatable: "latin.sql" is no text in UTF-8
    ---- exit code 4
    "#);
}

#[test]
fn what_belongs_to_pairs_and_what_to_two_queries_do_not_mix() {
    for arguments in [
        &["--jsonl", "--setup", "a.sql"][..],
        &["--jsonl", "--order"],
        &["--jsonl", "--format", "json"],
        &["--jsonl", "SELECT 1"],
        &["--jobs", "2", "--setup", "a.sql", "SELECT 1", "SELECT 2"],
        &["--jsonl", "--jobs", "0"],
        &["--setup", "a.sql", "SELECT 1"],
        &["SELECT 1", "SELECT 2"],
    ] {
        let mut all = vec!["compare"];
        all.extend(arguments);
        assert_eq!(Run::of(&all).said().code, Some(2), "{arguments:?}");
    }
}

#[test]
fn hostile_lines_are_refused_in_their_place_and_the_rest_goes_on() {
    let good = pair(1, "SELECT 1", "SELECT 1").to_string();
    let lines = [
        good.clone(),
        "{".to_owned(),
        "[1, 2]".to_owned(),
        "\u{1b}[2J".to_owned(),
        "[".repeat(10_000),
        String::new(),
        "   ".to_owned(),
        json!({ "id": "no reference", "schema_sql": "", "candidate": "SELECT 1" }).to_string(),
        json!({ "id": {"a": [1]}, "schema_sql": 3, "reference": "", "candidate": "" }).to_string(),
        format!("{{\"id\": \"long\", \"schema_sql\": \"{}\"}}", "x".repeat(5 << 20)),
        json!({ "id": "schema", "schema_sql": "CREATE TABLE a (x);\nCREATE TABLE a (x);",
                "reference": "SELECT 1", "candidate": "SELECT 1" })
        .to_string(),
        json!({ "id": "seed", "schema_sql": "CREATE TABLE a (x);",
                "seed_sql": "INSERT INTO b VALUES (1)",
                "reference": "SELECT 1", "candidate": "SELECT 1" })
        .to_string(),
        json!({ "id": "wall", "schema_sql": "ATTACH '/etc/passwd' AS p",
                "reference": "SELECT 1", "candidate": "SELECT 1" })
        .to_string(),
        good.replace("\"id\":1", "\"id\":2, \"extra\": {\"a\": 1}, \"seed_sql\": null"),
    ];
    let (answers, code) = answers(&lines, &[]);
    assert_eq!(code, Some(4));
    let mut told = String::new();
    for answer in &answers {
        let _ = writeln!(told, "{} {} {}", answer["id"], answer["verdict"], answer["reason"]);
        for key in ["id", "verdict", "witness_sql", "witness_rows", "found_by", "vm_steps", "ms"] {
            assert!(answer.get(key).is_some(), "{key}: {answer}");
        }
    }
    insta::assert_snapshot!(told, @r#"
    1 "same" null
    null "error" "line 2: it is not JSON: EOF while parsing an object, at column 1"
    null "error" "line 3: it is not a JSON object"
    null "error" "line 4: it is not JSON: expected value, at column 1"
    null "error" "line 5: it is not JSON: recursion limit exceeded, at column 128"
    "no reference" "error" "line 8: there is no reference"
    {"a":[1]} "error" "line 9: schema_sql is not a text"
    null "error" "line 10: it is longer than 4 MB"
    "schema" "error" "line 11: schema_sql, line 2, does not run: a is there already"
    "seed" "error" "line 12: seed_sql, line 1, does not run: there is no table b"
    "wall" "error" "line 13: schema_sql, line 1, does not run: not possible here: the scratch database cannot reach files"
    2 "same" null
    "#);
}

#[test]
fn bytes_that_are_no_text_are_refused_in_their_place() {
    let mut input = b"{\"id\": \"\xff\"}\n".to_vec();
    input.extend_from_slice(pair(2, "SELECT 1", "SELECT 1").to_string().as_bytes());
    let said = Run::of(&["compare", "--jsonl"]).bytes(&input).said();
    let answers: Vec<Value> =
        said.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0]["verdict"], "error");
    assert_eq!((&answers[1]["id"], &answers[1]["verdict"]), (&json!(2), &json!("same")));
}

#[test]
fn answers_come_in_the_order_of_the_lines() {
    // Every seventh line has a setup that takes a while.
    let slow = "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) \
                SELECT sum(i) FROM n;";
    let lines: Vec<String> = (0..60)
        .map(|id| {
            let mut pair = pair(id, "SELECT 1", "SELECT 1");
            if id % 7 == 0 {
                pair["seed_sql"] = json!(slow);
            }
            pair.to_string()
        })
        .collect();
    for jobs in ["1", "2", "16"] {
        let (answers, code) = answers(&lines, &["--jobs", jobs]);
        assert_eq!(code, Some(0));
        let ids: Vec<u64> = answers.iter().map(|answer| answer["id"].as_u64().unwrap()).collect();
        assert_eq!(ids, (0..60).collect::<Vec<u64>>());
    }
    assert_eq!(answers(&[], &[]), (Vec::new(), Some(0)));
}

fn streaming() -> std::process::Child {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR"));
    Command::new(PROGRAM)
        .args(["compare", "--jsonl"])
        .env("RELATABLE_HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn an_answer_comes_before_the_next_line_is_written() {
    let mut program = streaming();
    let mut input = program.stdin.take().unwrap();
    let mut output = BufReader::new(program.stdout.take().unwrap()).lines();
    for id in 0..3 {
        writeln!(input, "{}", pair(id, "SELECT 1", "SELECT 1")).unwrap();
        input.flush().unwrap();
        let answer: Value = serde_json::from_str(&output.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], id);
    }
    drop(input);
    assert!(output.next().is_none());
    assert!(program.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_is_the_end_and_no_failure_though_more_could_come() {
    let mut program = streaming();
    let mut input = program.stdin.take().unwrap();
    drop(program.stdout.take());
    writeln!(input, "{}", pair(0, "SELECT 1", "SELECT 1")).unwrap();
    // The input stays open until the program has ended.
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    drop(input);
}
