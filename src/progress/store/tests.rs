use std::fs;

use tempfile::TempDir;

use super::*;
use crate::progress::{Answered, Bookmark, Record, StepNews};

fn subject() -> Subject {
    Subject {
        lesson: "stores-and-items".to_owned(),
        title: "Stores and items".to_owned(),
        asks: 13,
        content: u64::MAX - 7,
    }
}

fn news(step: &str, before: Record, now: Record) -> News {
    News {
        steps: vec![StepNews { step: step.to_owned(), before, now }],
        bookmark: Some(Bookmark { step: Some(step.to_owned()), after: 1 }),
        finished: false,
    }
}

fn answered(tries: u32, accepted: &[&str]) -> Record {
    Record {
        tries,
        hints: 1,
        shown: true,
        answered: Answered::Learner,
        accepted: accepted.iter().map(|&text| text.to_owned()).collect(),
        spent: Duration::from_millis(1234),
    }
}

#[test]
fn what_is_kept_is_there_again() {
    let home = TempDir::new().unwrap();
    let mut store = Store::open(Some(home.path()));
    assert_eq!(store.trouble(), None);
    assert_eq!(store.lesson("stores-and-items"), Kept::default());
    assert!(store.all().is_empty());
    let now = answered(3, &["SELECT 1;", "SELECT '\u{1b}[2J\0';"]);
    let news = News { finished: true, ..news("count", Record::default(), now.clone()) };
    store.keep(&subject(), &news).unwrap();
    let kept = store.lesson("stores-and-items");
    assert_eq!(kept.records["count"], now);
    assert_eq!(kept.bookmark, news.bookmark);
    assert_eq!(kept.content, Some(u64::MAX - 7));
    assert!(kept.finished.unwrap() > 1_700_000_000);

    let mut again = Store::open(Some(home.path()));
    assert_eq!(again.lesson("stores-and-items"), kept);
    assert_eq!(again.all(), [(subject(), kept.clone())]);
    again.restart(&subject()).unwrap();
    let begun_again =
        Kept { records: std::collections::BTreeMap::new(), bookmark: None, ..kept.clone() };
    assert_eq!(store.lesson("stores-and-items"), begun_again);
    assert!(store.forget("stores-and-items").unwrap());
    assert!(!store.forget("stores-and-items").unwrap());
    assert!(again.all().is_empty());
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

/// Opens a file that can grow to so many pages of 4096 bytes, as if the disk ended there.
fn small(home: &Path, pages: u32) -> Store {
    Store::with(Some(home), Ways { make: true, pages: Some(pages), ..WAYS })
}

#[test]
fn a_full_disk_loses_nothing() {
    let home = TempDir::new().unwrap();
    let mut store = small(home.path(), 12);
    let text = "x".repeat(20_000);
    let first = news("first", Record::default(), answered(1, &[&text]));
    store.keep(&subject(), &first).unwrap();
    let mut troubles = Vec::new();
    for step in ["second", "third", "fourth"] {
        let news = news(step, Record::default(), answered(1, &[&text]));
        troubles.extend(store.keep(&subject(), &news).err());
    }
    assert!(troubles.iter().all(|trouble| trouble.what == What::Full), "{troubles:?}");
    let repeated: Vec<bool> = troubles.iter().map(|trouble| trouble.repeated).collect();
    assert_eq!(repeated[..2], [false, true]);
    // The session has everything, the file what fitted, and it is sound.
    assert_eq!(store.lesson("stores-and-items").records.len(), 4);
    let on_disk = Store::open(Some(home.path())).lesson("stores-and-items").records.len();
    assert!((1..4).contains(&on_disk), "{on_disk}");
    // Space again: everything goes into the file with the next keep, whatever that is.
    store.connection.as_ref().unwrap().pragma_update(None, "max_page_count", 1000).unwrap();
    store.keep(&subject(), &News::default()).unwrap();
    assert_eq!(store.trouble(), None);
    let mut again = Store::open(Some(home.path()));
    assert_eq!(again.lesson("stores-and-items").records.len(), 4);
    assert_eq!(again.trouble(), None);
}

#[test]
fn a_disk_that_is_full_from_the_beginning() {
    let home = TempDir::new().unwrap();
    let mut store = small(home.path(), 1);
    let news = news("first", Record::default(), answered(1, &["SELECT 1;"]));
    assert_eq!(store.keep(&subject(), &news).unwrap_err().what, What::Full);
    assert_eq!(store.lesson("stores-and-items").records.len(), 1);
    drop(store);
    let mut again = Store::open(Some(home.path()));
    assert_eq!((what(&again), again.all().len()), (None, 0));
}

/// What a later version may add.
const LATER: &[&str] = &[
    format::VERSIONS[0],
    "ALTER TABLE steps ADD COLUMN mood TEXT; CREATE TABLE badges (badge TEXT) STRICT;",
];
const LATER_WAYS: Ways = Ways { make: true, versions: LATER, ..WAYS };

#[test]
fn an_older_file_is_taken_to_the_newest_version_with_a_backup() {
    let home = TempDir::new().unwrap();
    let news = news("first", Record::default(), answered(3, &["SELECT 1;"]));
    Store::open(Some(home.path())).keep(&subject(), &news).unwrap();
    let before = Store::open(Some(home.path())).all();
    let start = std::sync::Barrier::new(4);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                start.wait();
                let mut store = Store::with(Some(home.path()), LATER_WAYS);
                assert_eq!(store.trouble(), None);
                assert_eq!(store.all(), before);
            });
        }
    });
    let store = Store::with(Some(home.path()), LATER_WAYS);
    let connection = store.connection.as_ref().unwrap();
    assert_eq!(format::version(connection).unwrap(), 2);
    connection.prepare("SELECT mood FROM steps").unwrap();
    // The backup is the old file, for an old program.
    let names = |name: &str| home.path().join(format!("progress.db.version-1-{name}"));
    assert!(names("1").exists() && !names("2").exists());
    let old = TempDir::new().unwrap();
    fs::rename(names("1"), old.path().join(NAME)).unwrap();
    let mut old = Store::open(Some(old.path()));
    assert_eq!((what(&old), old.all()), (None, before));
    // And this program leaves the new file alone.
    let store = Store::open(Some(home.path()));
    assert_eq!(store.trouble().unwrap().what, What::Newer);
}

#[test]
fn what_no_file_can_hold_does_not_stand_in_the_way() {
    let home = TempDir::new().unwrap();
    let mut store = Store::open(Some(home.path()));
    // An answer larger than any that can be typed: that it was given is kept, and not its text.
    let huge = "x".repeat(format::TEXT_BYTES + 1);
    store.keep(&subject(), &news("huge", Record::default(), answered(1, &[&huge]))).unwrap();
    let kept = Store::open(Some(home.path())).lesson("stores-and-items");
    assert_eq!(kept.records["huge"], answered(1, &[]));
    // A name of that size is no name.
    let nameless = news(&huge, Record::default(), answered(1, &[]));
    assert!(matches!(store.keep(&subject(), &nameless).unwrap_err().what, What::Failed(_)));
    store.keep(&subject(), &news("next", Record::default(), answered(1, &[]))).unwrap();
    assert_eq!(Store::open(Some(home.path())).lesson("stores-and-items").records.len(), 2);
}

fn what(store: &Store) -> Option<What> {
    store.trouble().map(|trouble| trouble.what.clone())
}
