//! From the start of the process to the first prompt, beside SQLite's own shell: in a real
//! terminal, where a person waits for it, and at a pipe.
//!
//! The program is the built one. At a pipe it prints a step and then waits for input; when the
//! first question stands there, a learner could type. `sqlite3` says something only when asked, so
//! that its time ends with the answer to a query; where it is not installed, a process that does
//! nothing stands in for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use criterion::{Criterion, criterion_group, criterion_main};
use rexpect::process::PtyProcess;
use rexpect::process::signal::Signal;

const PROGRAM: &str = env!("CARGO_BIN_EXE_relatable");

/// The lesson of the built-in course that is opened.
const LESSON: &str = "stores-and-items";

fn spawn(program: &str, arguments: &[&str]) -> std::io::Result<Child> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn()
}

/// Reads until a line of the output is the wanted one, then ends the process.
fn up_to(mut child: Child, wanted: impl Fn(&str) -> bool) {
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let found = output.lines().map_while(Result::ok).any(|line| wanted(&line));
    assert!(found, "the output ends before what is waited for");
    child.kill().expect("it runs until it is ended");
    child.wait().expect("it ends");
}

/// The last line of what is printed before anything is typed: all of it is there then.
fn last_line() -> String {
    let child = spawn(PROGRAM, &["learn", LESSON]).expect("the program starts");
    // Without input, the way back follows after an empty line.
    let output = child.wait_with_output().expect("the program ends");
    let text = String::from_utf8(output.stdout).expect("text");
    let (before, _) = text.split_once("\nYou were at ").expect("a step that asks");
    let last = before.lines().rfind(|line| !line.trim().is_empty()).expect("a line");
    assert_eq!(text.matches(last).count(), 1, "the line {last:?} stands there once");
    last.to_owned()
}

/// Starts a program in a terminal, and ends it as soon as it has drawn its prompt.
fn to_the_prompt(program: &str, arguments: &[&str], home: &Path, prompt: &str) {
    let mut command = Command::new(program);
    command.args(arguments).env("RELATABLE_HOME", home).env("TERM", "xterm");
    let mut process = PtyProcess::new(command).expect("a terminal");
    let mut screen = process.get_file_handle().expect("its screen");
    let (mut said, mut bytes) = (Vec::new(), [0; 4096]);
    while !said.windows(prompt.len()).any(|window| window == prompt.as_bytes()) {
        let count = screen.read(&mut bytes).expect("it goes on up to its prompt");
        said.extend_from_slice(&bytes[..count]);
    }
    process.signal(Signal::SIGKILL).expect("it runs");
    process.wait().expect("it ends");
}

/// A home in which the lesson was begun, as for whoever comes back.
fn begun() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    to_the_prompt(PROGRAM, &["learn", LESSON], home.path(), "> ");
    home
}

fn in_a_terminal(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start in a terminal");
    let home = begun();
    group.bench_function("relatable learn, to the prompt", |bencher| {
        bencher.iter(|| to_the_prompt(PROGRAM, &["learn", LESSON], home.path(), "> "));
    });
    group.bench_function("relatable, to the prompt of the overview", |bencher| {
        bencher.iter(|| to_the_prompt(PROGRAM, &[], home.path(), "> "));
    });
    if spawn("sqlite3", &["-version"]).is_ok_and(|child| child.wait_with_output().is_ok()) {
        group.bench_function("sqlite3 :memory:, to the prompt", |bencher| {
            bencher.iter(|| to_the_prompt("sqlite3", &[":memory:"], home.path(), "sqlite> "));
        });
    }
    // What of it is the terminal's and the process's.
    group.bench_function("echo, to what it says", |bencher| {
        bencher.iter(|| to_the_prompt("echo", &["> "], home.path(), "> "));
    });
    group.finish();
}

fn start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    let last = last_line();
    group.bench_function("relatable, to the first question", |bencher| {
        bencher.iter(|| {
            let child = spawn(PROGRAM, &["learn", LESSON]).expect("the program starts");
            up_to(child, |line| line == last);
        });
    });
    group.bench_function("relatable --version", |bencher| {
        bencher.iter(|| {
            let child = spawn(PROGRAM, &["--version"]).expect("the program starts");
            child.wait_with_output().expect("the program ends")
        });
    });
    if spawn("sqlite3", &["-version"]).is_ok_and(|child| child.wait_with_output().is_ok()) {
        group.bench_function("sqlite3 :memory:, to the answer of a query", |bencher| {
            bencher.iter(|| {
                let mut child = spawn("sqlite3", &["-batch", ":memory:"]).expect("sqlite3 starts");
                let mut input = child.stdin.take().expect("its input");
                input.write_all(b"SELECT 'ready';\n").expect("it reads");
                up_to(child, |line| line == "ready");
            });
        });
    } else {
        group.bench_function("a process that does nothing", |bencher| {
            bencher.iter(|| spawn("true", &[]).expect("true starts").wait_with_output());
        });
    }
    group.finish();
}

criterion_group!(benches, in_a_terminal, start);
criterion_main!(benches);
