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
