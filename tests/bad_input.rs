//! Hostile and broken input, through the real program: a clear message, the right exit code,
//! nothing lost.

#[path = "support/program.rs"]
mod program;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use program::{PROGRAM, Run, fixtures};

/// A folder of a test's own, with one file in it.
fn folder_with(name: &str, contents: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), contents).unwrap();
    folder
}

/// What is said of a lesson file of these contents when it is to be learned.
fn learned(contents: &[u8]) -> String {
    let folder = folder_with("lesson.yaml", contents);
    Run::of(&["learn", "lesson.yaml"]).within(folder.path()).transcript()
}

#[test]
fn a_lesson_file_that_is_not_there() {
    let said = [
        Run::of(&["learn", "nowhere.yaml"]).transcript(),
        Run::of(&["check", "nowhere.yaml"]).transcript(),
        Run::of(&["--lessons", "nowhere", "lessons"]).transcript(),
    ];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn an_empty_file() {
    let said = [learned(b""), learned(b"\n# nothing\n")];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn a_folder_in_place_of_a_file() {
    let empty = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| Run::of(arguments).within(empty.path()).transcript();
    let said = [
        Run::of(&["learn", "./course"]).transcript(),
        run(&["--lessons", ".", "learn"]),
        run(&["--lessons", ".", "lessons"]),
        run(&["check", "."]),
    ];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn a_file_of_50_mb() {
    let folder = tempfile::tempdir().unwrap();
    let file = File::create(folder.path().join("lesson.yaml")).unwrap();
    // The file takes no room on the disk, and reads as 50 MB of zeros.
    file.set_len(50 << 20).unwrap();
    let run = |command| Run::of(&[command, "lesson.yaml"]).within(folder.path()).transcript();
    let said = [run("learn"), run("check")];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn binary_garbage() {
    let garbage: Vec<u8> = (0_u32..2000).map(|byte| (byte * 31 % 251) as u8).collect();
    let said = [learned(&garbage), learned(b"title: A\0\nsteps: []\n")];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn an_alias_bomb() {
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![alias; 9].join(", ")));
    }
    let said = learned(bomb.as_bytes());
    // That `a0` and so on are no keys of a lesson is said too.
    assert!(said.contains("3:45  error  aliases stand for too much"), "{said}");
    assert!(said.ends_with("exit code 3"), "{said}");
    assert!(said.len() < 10_000, "{said}");
}

#[test]
fn nesting_without_an_end() {
    insta::assert_snapshot!(learned("[".repeat(100_000).as_bytes()));
}

#[test]
fn a_lesson_that_does_not_parse() {
    let said = [
        learned(b"title: A\nsteps:\n  - say: 'never closed\n"),
        learned(b"titel: A\nsteps:\n  - id: x\n    ask: Which?\n    anwser: SELECT 1\n"),
    ];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn a_lesson_whose_setup_fails() {
    insta::assert_snapshot!(learned(
        b"title: A\nsetup: CREATE TABEL t (a);\nsteps:\n  - say: Read.\n"
    ));
}

#[test]
fn a_lesson_whose_answers_do_not_run() {
    // The first question could be asked, and the lesson would break in the middle.
    insta::assert_snapshot!(learned(
        b"title: A
setup: CREATE TABLE ponds (id INTEGER PRIMARY KEY, name TEXT);
steps:
  - {id: a, ask: 'Which?', answer: 'SELECT name FROM ponds;'}
  - {id: b, ask: 'Which?', answer: 'SELECT nmae FROM ponds;'}
  - {id: c, ask: 'Make it.', answer: 'CREATE TABEL ducks (id);'}
  - {id: d, ask: 'Fill it.', answer: 'INSERT INTO ducks VALUES (1);'}
"
    ));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder_with("lesson.yaml", b"title: A\nsteps: []\n");
    let path = folder.path().join("lesson.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(&path).is_ok() {
        // Not `eprintln!`: no test prints either, but a test that is skipped has to say so.
        let _ = writeln!(std::io::stderr(), "skipped: whoever runs this may read every file");
        return;
    }
    let run = Run::of(&["learn", "lesson.yaml"]).within(folder.path());
    insta::assert_snapshot!(run.transcript(), @r"
    $ relatable learn lesson.yaml
    ---- stderr
    lesson.yaml:1:1  error  you may not read it
      = Look at the file's permissions.

    The lesson cannot be used: 1 error.
    ---- exit code 3
    ");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_waited_for() {
    insta::assert_snapshot!(Run::of(&["learn", "/dev/zero"]).transcript());
}

#[test]
fn a_pipe_that_is_closed_early_ends_without_a_word() {
    for arguments in [&["lessons"][..], &["learn", "session.yaml"], &["check"], &["--help"]] {
        let mut child = Command::new(PROGRAM)
            .args(arguments)
            .current_dir(fixtures())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::with_capacity(1, child.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        assert!(!first.is_empty(), "{arguments:?}");
        // As `head -1` does: it leaves, and only then is there more to say.
        drop(stdout);
        let mut stdin = child.stdin.take().unwrap();
        for _ in 0..100 {
            // The program may have left already.
            let _ = stdin.write_all(b"select * from stores;\n");
        }
        drop(stdin);
        let mut errors = String::new();
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!(errors, "", "{arguments:?}");
        let code = child.wait().unwrap().code();
        assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {code:?}");
    }
}

/// A session in which something bad is typed and then the right answer: it goes on.
fn survived(bad: &[u8]) -> String {
    let run =
        Run::at("session.yaml", "names").bytes(bad).types("").types("select name from stores;");
    let said = run.said();
    assert_eq!((said.stderr.as_str(), said.code), ("", Some(1)));
    let visible = |character: char| character == '\n' || !character.is_control();
    assert!(said.stdout.chars().all(visible), "{}", said.stdout);
    let (before, after) = said.stdout.split_once("sql> select name from stores;\n").unwrap();
    assert!(after.contains("\nRight.\n"), "{after}");
    // The step's page is the same every time.
    before.splitn(4, '\n').last().unwrap_or_default().to_owned()
}

#[test]
fn no_utf_8_in_what_is_typed() {
    insta::assert_snapshot!(survived(b"select '\xff\xfe\x80';\n\xc3\x28;\n"));
}

#[test]
fn control_characters_in_what_is_typed() {
    insta::assert_snapshot!(survived(b"select '\x1b[2J\x07' as \"\x1b[31m\";\n\0;\n.\x1b[2J\n"));
}

#[test]
fn a_line_of_10_mb() {
    let mut line = vec![b'x'; 10 << 20];
    line.push(b'\n');
    insta::assert_snapshot!(survived(&line));
}

#[test]
fn a_statement_of_more_than_100_kb() {
    let statement = format!("select {}1;", "1 + ".repeat(30_000));
    let said = survived(statement.as_bytes());
    let said: Vec<&str> = said.lines().filter(|line| line.len() < 1000).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_statement_that_never_ends() {
    insta::assert_snapshot!(survived(
        b"with recursive n(i) as (select 1 union all select i from n) select count(*) from n;"
    ));
}

#[test]
fn ten_million_rows() {
    insta::assert_snapshot!(
        survived(b"with recursive n(i) as (select 1 union all select i + 1 from n limit 10000000) select i from n;")
    );
}

#[test]
fn a_gigabyte_in_a_cell() {
    let said = [
        "select zeroblob(1000000000);",
        "select printf('%.*c', 1000000000, 'x');",
        "with recursive d(x) as (select 'x' union all select x || x from d) select length(x) from d;",
    ]
    .map(|bad: &str| survived(bad.as_bytes()));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn files_are_out_of_reach() {
    let folder = tempfile::tempdir().unwrap();
    for bad in [
        "attach 'escaped.db' as x;",
        "attach database 'file:escaped.db?mode=rwc' as x;",
        "vacuum into 'escaped.db';",
        "vacuum;",
        "select writefile('escaped.db', 'x');",
        "select readfile('/etc/passwd');",
        ".save escaped.db",
        ".read /etc/passwd",
        "detach main;",
    ] {
        let lesson = fixtures().join("session.yaml");
        let run = Run::of(&["learn", lesson.to_str().unwrap(), "--from", "names"])
            .within(folder.path())
            .types(bad)
            .types("select name from stores;");
        let said = run.said();
        assert!(said.stdout.contains("\nRight.\n"), "{bad}\n{}", said.stdout);
        assert_eq!(said.stderr, "", "{bad}");
        let files: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert!(files.is_empty(), "{bad}: {files:?}");
    }
    let said = [
        "attach 'escaped.db' as x;",
        "vacuum into 'escaped.db';",
        "select readfile('/etc/passwd');",
    ]
    .map(|bad: &str| survived(bad.as_bytes()));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn other_code_and_settings_are_out_of_reach() {
    let said = [
        "select load_extension('libevil.so');",
        "pragma writable_schema = on;",
        "pragma foreign_keys = off;",
        "update sqlite_master set sql = 'x';",
        "create virtual table t using fts5(a);",
    ]
    .map(|bad: &str| survived(bad.as_bytes()));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn temporary_tables_are_refused() {
    let said = [
        "create temp table stores (id, name);",
        "create table temp.stores (id, name);",
        "create temporary view stores as select 'x' as name;",
    ]
    .map(|bad: &str| survived(bad.as_bytes()));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn everything_dropped_is_put_back() {
    insta::assert_snapshot!(survived(b"drop table items; drop table stores;"));
}

#[test]
fn escape_sequences_in_a_lesson_are_shown_and_not_obeyed() {
    let run = Run::of(&["learn", "hostile.yaml"])
        .types("select * from notes;")
        .types(".hint")
        .types("select id from notes;")
        .types("select body from notes;")
        .types("b")
        .types("a");
    let transcript = run.transcript();
    let harmful = |character: char| {
        (character.is_control() && character != '\n') || "\u{200b}\u{202e}".contains(character)
    };
    assert!(!transcript.contains(harmful), "{transcript:?}");
    insta::assert_snapshot!(transcript);
    for command in ["check", "lessons"] {
        let said = match command {
            "check" => Run::of(&["check", "hostile.yaml"]),
            _ => Run::of(&["--lessons", "hostile.yaml", "lessons"]),
        }
        .said();
        assert!(!said.stdout.contains(harmful), "{command}: {:?}", said.stdout);
        assert_eq!((said.stderr.as_str(), said.code), ("", Some(0)), "{}", said.stdout);
    }
}

#[test]
fn names_on_the_command_line_are_not_obeyed_either() {
    for arguments in [
        &["learn", "\u{1b}[2J.yaml"][..],
        &["learn", "\u{1b}[2J"],
        &["learn", "session.yaml", "--from", "\u{1b}[2J"],
        &["check", "\u{1b}[2J"],
        &["--lessons", "\u{1b}[2J", "lessons"],
    ] {
        let said = Run::of(arguments).said();
        let text = said.stdout + &said.stderr;
        assert!(text.contains(r"\u{1b}[2J"), "{arguments:?}: {text:?}");
        assert!(!text.contains('\u{1b}'), "{arguments:?}: {text:?}");
        assert!(matches!(said.code, Some(2 | 3)), "{arguments:?}: {:?}", said.code);
    }
}

/// A lesson's `database` cannot name a file outside of its folder.
#[test]
fn a_lesson_cannot_read_other_files() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(folder.path().join("secret.sql"), "CREATE TABLE secret (a);").unwrap();
    for database in ["../secret.sql", "/etc/passwd", ".."] {
        let lesson = format!("title: A\ndatabase: {database}\nsteps:\n  - say: Read.\n");
        fs::write(inner.join("lesson.yaml"), lesson).unwrap();
        let said = Run::of(&["learn", "lesson.yaml"]).within(Path::new(&inner)).said();
        assert_eq!((said.stdout.as_str(), said.code), ("", Some(3)), "{database}: {}", said.stderr);
    }
}
