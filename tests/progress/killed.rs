//! A program that is killed at any moment loses nothing that was kept.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use relatable::progress::Record;
use relatable::progress::store::Store;

use crate::support::{LESSON, answered, bare, keeps, names, news, subject};

/// Names the home in which the child keeps; without it, the child is not wanted.
const HOME: &str = "RELATABLE_TEST_KEEPS_IN";

/// The child: keeps one answer after the other, and says of each, once it is kept, that it is.
#[test]
#[ignore = "another test starts this one, to kill it"]
fn keeps_until_it_is_killed() {
    let Some(home) = std::env::var_os(HOME) else { return };
    let mut store = Store::open(Some(home.as_ref()));
    let begin = store.lesson(LESSON).records.len();
    let mut out = std::io::stdout();
    writeln!(out, "\nbegins {begin}").unwrap();
    for number in begin.. {
        let now = answered(1, &format!("SELECT {number};"));
        let news = news(&format!("step-{number}"), &Record::default(), &now);
        store.keep(&subject(), &news).unwrap();
        writeln!(out, "kept {number}").unwrap();
        out.flush().unwrap();
    }
}

/// Starts the child in a home, and kills it a while after it has said so many times that it kept
/// something; all that it ever said is kept.
#[track_caller]
fn kill_after(home: &Path, times: usize, after: Duration) {
    let before = Store::look(Some(home)).lesson(LESSON).records.len();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "killed::keeps_until_it_is_killed"])
        .env(HOME, home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == format!("begins {before}")), "the child begins");
    let mut kept = lines.filter_map(|line| line.strip_prefix("kept ")?.parse::<usize>().ok());
    let mut promised = kept.by_ref().take(times).last().map_or(before, |last| last + 1);
    assert_eq!(promised, before + times);
    sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    promised = kept.last().map_or(promised, |last| last + 1);

    let mut store = Store::open(Some(home));
    assert_eq!(store.trouble(), None);
    let kept = store.lesson(LESSON);
    for number in 0..promised {
        let record = &kept.records[&format!("step-{number}")];
        assert_eq!(record.accepted, [format!("SELECT {number};")]);
    }
    // One more may have been kept that the child did not come to say.
    assert!(kept.records.len() <= promised + 1);
}

#[test]
fn two_hundred_kills_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    for round in 0..200_u64 {
        // Anywhere in what follows, in no order.
        let after = Duration::from_micros(round * 7919 % 10_000);
        kill_after(home.path(), usize::from(round % 2 == 0), after);
    }
    let check: String =
        bare(home.path()).query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    // A journal in which nothing had been written yet may be left; the next keep takes it away.
    keeps(&mut Store::open(Some(home.path())));
    assert_eq!(names(home.path()), ["progress.db"]);
}

#[test]
fn a_kill_after_the_file_is_made_does_no_harm() {
    for round in 0..40 {
        let home = tempfile::tempdir().unwrap();
        kill_after(home.path(), 0, Duration::from_micros(round * 250));
        kill_after(home.path(), 1, Duration::ZERO);
    }
}

/// The other child: keeps a thousand times beside another.
#[test]
#[ignore = "another test starts this one, twice"]
fn keeps_a_thousand_times() {
    let Some(home) = std::env::var_os(HOME) else { return };
    let own = std::env::var("RELATABLE_TEST_OWN_STEP").unwrap();
    crate::together::keep_all(&mut Store::open(Some(home.as_ref())), &own);
}

#[test]
fn two_processes_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    let start = |own: &str| {
        Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "killed::keeps_a_thousand_times"])
            .env(HOME, home.path())
            .env("RELATABLE_TEST_OWN_STEP", own)
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    for mut child in ["first", "second"].map(start) {
        assert!(child.wait().unwrap().success());
    }
    let kept = Store::open(Some(home.path())).lesson(LESSON);
    assert_eq!(kept.records["shared"].tries, 2000);
    assert_eq!(kept.records["first"].tries, 1000);
    assert_eq!(kept.records["second"].tries, 1000);
}
