//! What the tests of progress share.

use std::path::{Path, PathBuf};
use std::time::Duration;

use relatable::progress::store::Store;
use relatable::progress::trouble::What;
use relatable::progress::{Answered, Bookmark, Kept, News, Record, StepNews, Subject};
use rusqlite::Connection;

pub const LESSON: &str = "stores-and-items";

pub fn subject() -> Subject {
    Subject { lesson: LESSON.to_owned(), title: "Stores and items".to_owned(), asks: 9, content: 7 }
}

/// News of one step: from one record to the next.
pub fn news(step: &str, before: &Record, now: &Record) -> News {
    let step_news = StepNews { step: step.to_owned(), before: before.clone(), now: now.clone() };
    News {
        steps: vec![step_news],
        bookmark: Some(Bookmark { step: Some(step.to_owned()), after: 0 }),
        finished: false,
    }
}

pub fn answered(tries: u32, accepted: &str) -> Record {
    Record {
        tries,
        hints: 1,
        shown: false,
        answered: Answered::Learner,
        accepted: vec![accepted.to_owned()],
        spent: Duration::from_millis(u64::from(tries) * 1500),
    }
}

/// A home with one lesson kept, of some steps.
pub fn home_with(steps: usize) -> (tempfile::TempDir, Kept) {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(Some(home.path()));
    let all = (0..steps).map(|step| {
        let now = answered(2, &format!("SELECT {step};"));
        news(&format!("step-{step}"), &Record::default(), &now)
    });
    let mut all: Vec<News> = all.collect();
    let steps = all.iter_mut().flat_map(|news| news.steps.drain(..)).collect();
    let bookmark = all.pop().and_then(|last| last.bookmark);
    store.keep(&subject(), &News { steps, bookmark, finished: false }).unwrap();
    let kept = store.lesson(LESSON);
    (home, kept)
}

pub fn file(home: &Path) -> PathBuf {
    home.join("progress.db")
}

/// The file, opened as any program could, with nothing checked.
pub fn bare(home: &Path) -> Connection {
    let connection = Connection::open(file(home)).unwrap();
    connection
        .execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
        .unwrap();
    connection
}

/// The names in a folder, sorted.
pub fn names(home: &Path) -> Vec<String> {
    let names = std::fs::read_dir(home).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

pub fn what(store: &Store) -> Option<What> {
    store.trouble().map(|trouble| trouble.what.clone())
}

/// Keeps something new and finds it again.
#[track_caller]
pub fn keeps(store: &mut Store) {
    let now = answered(1, "SELECT 'kept';");
    store.keep(&subject(), &news("kept", &Record::default(), &now)).unwrap();
    assert_eq!(store.lesson(LESSON).records["kept"], now);
}
