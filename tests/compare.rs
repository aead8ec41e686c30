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

/// The blocks of one kind in the guide.
fn blocks(kind: &str) -> Vec<String> {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/compare.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let opening = format!("```{kind}\n");
    let blocks = guide.split(&opening).skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// How many data sets are tried is up to the search.
fn uncounted(text: &str) -> String {
    match text.split_once(" data sets.") {
        Some((before, after)) => {
            let bare = before.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == ',');
            format!("{bare}N data sets.{after}")
        }
        None => text.to_owned(),
    }
}

#[test]
fn the_transcripts_of_the_guide_are_real_ones() {
    let [setup] = &blocks("sql")[..] else { panic!("one setup") };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("school.sql"), setup).unwrap();
    let transcripts = blocks("console");
    assert!(transcripts.len() >= 2);
    for transcript in transcripts {
        let (command, shown) = transcript.split_once('\n').unwrap();
        let words = shlex::split(command).unwrap();
        assert_eq!(words[..2], ["$", "relatable"]);
        let arguments: Vec<&str> = words[2..].iter().map(String::as_str).collect();
        let said = Run::of(&arguments).within(folder.path()).said();
        assert_eq!(uncounted(&said.stdout), uncounted(shown), "{command}");
        assert_eq!(said.stderr, "");
    }
}

#[test]
fn the_pairs_of_the_guide_get_the_answers_that_it_shows() {
    let ([pairs], [shown]) = (&blocks("jsonl")[..], &blocks("answers")[..]) else {
        panic!("one block of each")
    };
    let said = Run::of(&["compare", "--jsonl"]).bytes(pairs.as_bytes()).said();
    let bare = |line: &str| {
        let mut answer: Value = serde_json::from_str(line).unwrap();
        let keys = answer.as_object_mut().unwrap();
        for key in ["found_by", "vm_steps", "ms"] {
            assert!(keys.shift_remove(key).is_some(), "{key}");
        }
        format!("{answer}\n")
    };
    let answers: String = said.stdout.lines().map(bare).collect();
    assert_eq!(answers, *shown);
}

#[test]
fn every_key_of_an_answer_is_in_the_guide_and_no_other() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/compare.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    for candidate in ["SELECT 1", "SELECT 2", "SELECT nothing"] {
        let (_folder, run) = compared(SETUP, &["--format", "json", "SELECT 1", candidate]);
        let document: Value = serde_json::from_str(&run.said().stdout).unwrap();
        for key in document.as_object().unwrap().keys() {
            assert!(guide.contains(&format!("`{key}`")), "{key}");
        }
    }
}

#[test]
fn a_difference_is_shown_in_words_and_in_json() {
    let reference = "SELECT name, COUNT(course) FROM students LEFT JOIN takes ON student_id = id \
        GROUP BY id";
    let candidate = "SELECT name, COUNT(*) FROM students LEFT JOIN takes ON student_id = id \
        GROUP BY id";
    insta::assert_snapshot!(transcript(SETUP, &["--plain", reference, candidate]), @r"
    $ relatable compare --setup school.sql --plain SELECT name, COUNT(course) FROM students LEFT JOIN takes ON student_id = id GROUP BY id SELECT name, COUNT(*) FROM students LEFT JOIN takes ON student_id = id GROUP BY id
    Different. On this data they do not give the same:
      students      takes
      id  name      (empty)
       1  Alice

      the reference gives       the candidate gives
      name   COUNT(course)      name   COUNT(*)
    - Alice              0    + Alice         1

    The data as SQL, to run after the setup:
      INSERT INTO students (id, name) VALUES (1, 'Alice');
    ---- exit code 1
    ");
    insta::assert_snapshot!(transcript(SETUP, &["--screen-reader", reference, candidate]), @r"
    $ relatable compare --setup school.sql --screen-reader SELECT name, COUNT(course) FROM students LEFT JOIN takes ON student_id = id GROUP BY id SELECT name, COUNT(*) FROM students LEFT JOIN takes ON student_id = id GROUP BY id
    Different. On this data they do not give the same:
    students, 1 row:
    Row 1: id 1, name Alice.
    takes: empty.
    The reference gives 1 row:
    Row 1: Alice, 0. Only here.
    The candidate gives 1 row:
    Row 1: Alice, 1. Only here.
    The data as SQL, to run after the setup:
      INSERT INTO students (id, name) VALUES (1, 'Alice');
    ---- exit code 1
    ");
    let (_folder, run) = compared(SETUP, &["--format", "json", reference, candidate]);
    let said = run.said();
    assert_eq!((said.code, said.stderr.as_str()), (Some(1), ""));
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(document["verdict"], "different");
    assert_eq!(document["witness_rows"], 1);
    assert_eq!(document["reference"]["rows"], json!([["Alice", 0]]));
    assert_eq!(document["candidate"]["rows"], json!([["Alice", 1]]));
}

/// What is said of a candidate beside one reference: on which stream, and how it ends.
#[track_caller]
fn of_candidate(candidate: &str) -> String {
    let (_folder, run) = compared(SETUP, &["SELECT name FROM students", candidate]);
    let said = run.said();
    format!("{}{}exit code {:?}", said.stdout, said.stderr, said.code.unwrap())
}

#[test]
fn a_query_that_cannot_be_compared_is_said_to_be_none() {
    insta::assert_snapshot!(of_candidate("SELECT nmae FROM students"), @r"
    The candidate does not run:
      SELECT nmae FROM students
             ^^^^ students has no column nmae. Did you mean name?
    exit code 4
    ");
    insta::assert_snapshot!(of_candidate("SELECT name FROM student"), @r"
    The candidate does not run:
      SELECT name FROM student
                       ^^^^^^^ There is no table student. Did you mean students?
    exit code 4
    ");
    insta::assert_snapshot!(of_candidate("SELECT name FORM students"), @r"
    The candidate does not run:
      SELECT name FORM students
                  ^^^^ FORM makes no sense here. Did you mean FROM?
    exit code 4
    ");
    insta::assert_snapshot!(of_candidate("DELETE FROM students"), @r"
    relatable: the candidate does not run: it is no query: it has to be a SELECT or VALUES
    exit code 4
    ");
    insta::assert_snapshot!(of_candidate("INSERT INTO students VALUES (2, 'x') RETURNING name"), @r"
    relatable: the candidate does not run: it is no query: it has to be a SELECT or VALUES
    exit code 4
    ");
    insta::assert_snapshot!(of_candidate("SELECT 1; DROP TABLE takes"), @r"
    relatable: the candidate does not run: there is more than one statement in it
    exit code 4
    ");
    insta::assert_snapshot!(of_candidate(""), @r"
    relatable: the candidate does not run: there is no query in it
    exit code 4
    ");
    insta::assert_snapshot!(of_candidate("SELECT name FROM students WHERE id = ?"), @r"
    The candidate does not run:
      SELECT name FROM students WHERE id = ?
                                           ^
      SQLite says: ? stands for a value that a program would give; write the
      value.
    exit code 4
    ");
    insta::assert_snapshot!(
        of_candidate("WITH n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT sum(i) FROM n"),
        @r"
        relatable: a query does not come to an end on any data that was tried: is there a recursion without an end?
        exit code 4
        "
    );
}

#[test]
fn a_query_over_what_is_no_data_ends_with_a_clear_answer() {
    for (candidate, code) in [
        ("SELECT name FROM sqlite_master", 1),
        ("SELECT random()", 1),
        ("SELECT datetime('now')", 1),
        ("SELECT name FROM students WHERE 1 / 0 IS NULL", 0),
        ("SELECT json_extract(name, '$.a') FROM students", 1),
        ("SELECT abs(-9223372036854775808) FROM students", 1),
        ("SELECT (SELECT course FROM takes) FROM students", 1),
        ("SELECT name FROM students ORDER BY name", 0),
    ] {
        let (_folder, run) = compared(SETUP, &["SELECT name FROM students", candidate]);
        let said = run.said();
        assert_eq!(said.code, Some(code), "{candidate}\n{}{}", said.stdout, said.stderr);
    }
}

#[test]
fn the_order_counts_where_it_is_asked_to() {
    let queries = ["SELECT name FROM students ORDER BY name", "SELECT name FROM students"];
    let (_folder, run) = compared(SETUP, &queries);
    assert_eq!(run.said().code, Some(0));
    let (_folder, run) = compared(SETUP, &["--order", queries[0], queries[1]]);
    assert_eq!(run.said().code, Some(1));
    let mut pair = pair(1, queries[0], queries[1]);
    assert_eq!(answers(&[pair.to_string()], &[]).0[0]["verdict"], "same");
    pair["order_matters"] = json!(true);
    assert_eq!(answers(&[pair.to_string()], &[]).0[0]["verdict"], "different");
}

#[test]
fn tables_that_no_data_fits_and_a_hundred_tables_end_with_an_answer() {
    let impossible = "CREATE TABLE a (x INTEGER NOT NULL CHECK (x > 1 AND x < 1));";
    let (_folder, run) = compared(impossible, &["SELECT x FROM a", "SELECT x + 1 FROM a"]);
    let said = run.said();
    assert!(matches!(said.code, Some(0 | 4)), "{}{}", said.stdout, said.stderr);
    let mut hundred = String::new();
    for number in 0..100 {
        let parent = if number == 0 {
            String::new()
        } else {
            format!(", up INTEGER REFERENCES t{} (id)", number - 1)
        };
        let _ =
            writeln!(hundred, "CREATE TABLE t{number} (id INTEGER PRIMARY KEY, n TEXT{parent});");
    }
    let queries = ["SELECT n FROM t99", "SELECT DISTINCT n FROM t99"];
    let (_folder, run) = compared(&hundred, &queries);
    assert_eq!(run.said().code, Some(1));
    let (_folder, run) = compared(&hundred, &["SELECT n FROM t7", "SELECT t7.n FROM t7"]);
    assert_eq!(run.said().code, Some(0));
}

/// Whatever is said to differ does: the SQL of the answer is run in a database of SQLite's own.
#[test]
fn a_witness_can_be_run_anywhere() {
    let pairs = [
        ("SELECT name FROM students", "SELECT DISTINCT name FROM students"),
        ("SELECT course FROM takes", "SELECT course FROM takes JOIN students ON 1"),
        ("SELECT COUNT(*) FROM takes", "SELECT COUNT(DISTINCT course) FROM takes"),
    ];
    let lines: Vec<String> =
        pairs.iter().enumerate().map(|(id, (a, b))| pair(id, a, b).to_string()).collect();
    let (answers, code) = answers(&lines, &[]);
    assert_eq!(code, Some(1));
    for (answer, (reference, candidate)) in answers.iter().zip(pairs) {
        assert_eq!(answer["verdict"], "different");
        let database = rusqlite::Connection::open_in_memory().unwrap();
        let tables = SETUP.split("INSERT").next().unwrap();
        database.execute_batch(&format!("PRAGMA foreign_keys = ON; {tables}")).unwrap();
        database.execute_batch(answer["witness_sql"].as_str().unwrap()).unwrap();
        let rows = |query: &str| {
            let mut statement = database.prepare(query).unwrap();
            let rows = statement.query_map([], |row| row.get::<_, rusqlite::types::Value>(0));
            let mut rows: Vec<String> =
                rows.unwrap().map(|value| format!("{:?}", value.unwrap())).collect();
            rows.sort();
            rows
        };
        assert_ne!(rows(reference), rows(candidate), "{answer}");
    }
}
