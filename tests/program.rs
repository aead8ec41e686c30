//! The program as a shell sees it: exit codes and streams.

#[path = "support/program.rs"]
mod program;

use std::io::Read;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use predicates::prelude::*;
use program::Run;

const LESSON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/session.yaml");

fn relatable(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relatable"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

const ANSWERS: &str = "\
select name from stores;
insert into stores values (3, 'Depot');
insert into items values (3, 'Soap', 3);
create table owners (id integer primary key, name text);
b
a, c
";

#[test]
fn a_lesson_that_is_finished_exits_with_0() {
    let done = relatable(&["learn", LESSON]).write_stdin(ANSWERS).assert().code(0);
    done.stdout(predicate::str::contains("5 of 5 answered")).stderr("");
}

#[test]
fn a_lesson_that_is_left_exits_with_1_and_says_how_to_come_back() {
    let left = relatable(&["learn", LESSON, "--from", "names"]).write_stdin("").assert().code(1);
    left.stdout(predicate::str::ends_with(format!(
        "To come back: relatable learn {LESSON} --from names\n\n"
    )));
}

#[test]
fn wrong_usage_exits_with_2() {
    relatable(&["lern"]).assert().code(2).stderr(predicate::str::contains("lern"));
    relatable(&["learn", LESSON, "--from", "nams"]).assert().code(2).stderr(
        "The lesson has no step `nams`. Did you mean names?\n\
         Its steps are: names, add-depot, add-table, key, holds.\n",
    );
    relatable(&["learn", "nowhere.yaml"])
        .assert()
        .code(2)
        .stderr("There is no file or folder \"nowhere.yaml\".\n");
    let unknown = relatable(&["--lessons", LESSON, "learn", "sesion"]).assert().code(2);
    unknown.stderr(predicate::str::starts_with(
        "There is no lesson \"sesion\". Did you mean session?\nThe lessons are:\n",
    ));
}

#[test]
fn a_broken_lesson_exits_with_3_and_is_shown_on_the_error_stream() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.yaml");
    std::fs::write(&path, "titel: A\u{1b}[2J\nsteps: []\n").unwrap();
    let broken = relatable(&["learn", path.to_str().unwrap()]).assert().code(3).stdout("");
    broken.stderr(
        predicate::str::contains(r"titel: A\u{1b}[2J")
            .and(predicate::str::contains("\u{1b}").not())
            .and(predicate::str::contains("broken.yaml:1:9  error")),
    );
}

#[test]
fn colours_reach_a_pipe_only_when_asked_for() {
    let escape = predicate::str::contains("\u{1b}[");
    relatable(&["lessons"]).assert().code(0).stdout(escape.clone().not());
    relatable(&["lessons", "--color", "always"]).assert().code(0).stdout(escape.clone());
    let forced = |no_color: &str| {
        let mut command = relatable(&["lessons"]);
        command.env("CLICOLOR_FORCE", "1").env("NO_COLOR", no_color);
        command.assert().code(0)
    };
    forced("").stdout(escape.clone());
    forced("1").stdout(escape.not());
}

#[test]
fn a_pipe_that_is_closed_early_is_the_end_and_no_panic() {
    let mut child = Process::new(env!("CARGO_BIN_EXE_relatable"))
        .args(["learn", LESSON])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The reader goes before anything was written; only then does the input end.
    drop(child.stdout.take());
    drop(child.stdin.take());
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!(errors, "");
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_broken_lesson_does_not_stand_in_the_way_of_another() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("broken.yaml"), "titel: Broken\n").unwrap();
    std::fs::write(folder.path().join("sound.yaml"), "title: Sound\nsteps:\n  - say: Hello.\n")
        .unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_relatable"))
        .args(["learn", "sound", "--lessons"])
        .arg(folder.path())
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Hello."));
}

#[test]
fn check_without_a_path_says_which_course_it_checked() {
    let folder = tempfile::tempdir().unwrap();
    let check = || Run::of(&["check"]).within(folder.path()).said().stdout;
    assert!(!check().contains("built-in"));
    std::fs::write(folder.path().join("course.yaml"), "title: Mine\n").unwrap();
    let said = check();
    assert!(said.starts_with("No path was given, so this is the built-in course."), "{said}");
}

#[test]
fn a_beginning_of_several_lessons_names_them() {
    let said = Run::of(&["learn", "s"]).said();
    assert_eq!(said.code, Some(2));
    let words = "\"s\" is short for several lessons: stores-and-items, students-and-courses.\n";
    assert!(said.stderr.starts_with(words), "{}", said.stderr);
    assert!(Run::of(&["learn", "a-table"]).said().stdout.contains("A table and its key"));
}
