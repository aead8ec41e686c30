//! What is kept comes back, and nothing else does.

use super::*;
use crate::counterexample::{DataSet, TableRows};
use crate::rows::Value;

const KEY: Key = Key(0x0123_4567_89ab_cdef_0011_2233_4455_6677);

fn suite() -> Suite {
    let row = vec![
        Value::Integer(i64::MIN),
        Value::Real(0.1 + 0.2),
        Value::Real(f64::NEG_INFINITY),
        Value::Text("a\n\u{1b}[2J\"é".to_owned()),
        Value::Blob(vec![0, 255]),
        Value::Null,
    ];
    let columns = ["a", "b", "order", "d e", "f", "g"].map(str::to_owned).to_vec();
    let table = TableRows { table: "t".to_owned(), columns, rows: vec![row] };
    Suite { sets: vec![DataSet { tables: vec![table] }, DataSet::default()] }
}

fn cache() -> (tempfile::TempDir, Cache) {
    let home = tempfile::tempdir().unwrap();
    let cache = Cache::beside_progress(home.path());
    (home, cache)
}

#[test]
fn what_is_kept_comes_back_to_the_last_bit() {
    let (_home, cache) = cache();
    assert_eq!(cache.recall(KEY), None);
    cache.keep(KEY, &suite());
    assert_eq!(cache.recall(KEY), Some(suite()));
    assert_eq!(cache.recall(Key(1)), None);
    cache.keep(KEY, &Suite::default());
    assert_eq!(cache.recall(KEY), Some(Suite::default()));
}

#[test]
fn no_other_text_is_taken_for_a_suite() {
    let (_home, cache) = cache();
    cache.keep(KEY, &suite());
    let path = cache.path(KEY);
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        fs::write(&path, &changed).unwrap();
        assert_eq!(cache.recall(KEY), None, "byte {at} changed");
        fs::write(&path, &whole[..at]).unwrap();
        assert_eq!(cache.recall(KEY), None, "cut at {at}");
    }
    // A file that was written for another question.
    fs::write(&path, &whole).unwrap();
    fs::rename(&path, cache.path(Key(1))).unwrap();
    assert_eq!(cache.recall(Key(1)), None);
    for text in ["", "\n", "{}", "\n\n\n", &"[".repeat(100_000)] {
        fs::write(&path, text).unwrap();
        assert_eq!(cache.recall(KEY), None, "{text:.9}");
    }
    let sound = |json: &str| text::read(KEY, &rewritten(json));
    for json in [
        "[[{}]]",
        "[1]",
        "{}",
        r#"[[{"table": "t", "columns": ["a"], "rows": [[]]}]]"#,
        r#"[[{"table": "t", "columns": ["a"], "rows": [[1.5]]}]]"#,
        r#"[[{"table": "t", "columns": ["a"], "rows": [[{"blob": [256]}]]}]]"#,
        r#"[[{"table": 1, "columns": [], "rows": []}]]"#,
    ] {
        assert_eq!(sound(json), None, "{json}");
    }
    assert_eq!(sound("[]"), Some(Suite::default()));
}

/// A text with the digest that it should have, as an attacker would write it.
fn rewritten(json: &str) -> String {
    format!("{}\n{json}\n", text::digest(KEY, json))
}

#[test]
fn whatever_stands_in_the_way_does_no_harm() {
    let (home, cache) = cache();
    // Something else has the file's name.
    fs::create_dir_all(cache.path(KEY)).unwrap();
    cache.keep(KEY, &suite());
    assert_eq!(cache.recall(KEY), None);
    assert_eq!(fs::read_dir(&cache.folder).unwrap().count(), 1);
    // Too much of it.
    fs::remove_dir(cache.path(KEY)).unwrap();
    let file = File::create(cache.path(KEY)).unwrap();
    file.set_len(1 << 40).unwrap();
    assert_eq!(cache.recall(KEY), None);
    cache.keep(KEY, &suite());
    assert_eq!(cache.recall(KEY), Some(suite()));
    // Something else has the folder's.
    fs::remove_dir_all(&cache.folder).unwrap();
    fs::write(&cache.folder, "mine").unwrap();
    cache.keep(KEY, &suite());
    assert_eq!(cache.recall(KEY), None);
    assert_eq!(fs::read_to_string(&cache.folder).unwrap(), "mine");
    // Without a home nothing is made.
    let nowhere = Cache::beside_progress(&home.path().join("gone"));
    nowhere.keep(KEY, &suite());
    assert!(!home.path().join("gone").exists());
}

#[test]
fn the_oldest_go_and_nothing_of_others() {
    let (_home, cache) = cache();
    cache.keep(KEY, &suite());
    let old = SystemTime::now() - 2 * STALE;
    let write = |name: &str| {
        let file = File::create(cache.folder.join(name)).unwrap();
        file.set_modified(old).unwrap();
    };
    for number in 0..MOST {
        write(&format!("{number:032x}.json"));
    }
    for name in ["mine.json", ".begun-long-ago"] {
        write(name);
    }
    cache.keep(Key(u128::MAX), &suite());
    let names: Vec<String> = fs::read_dir(&cache.folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.iter().filter(|name| is_own(name)).count(), STAY);
    assert!(names.contains(&"mine.json".to_owned()));
    assert!(!names.contains(&".begun-long-ago".to_owned()));
    assert_eq!(cache.recall(KEY), Some(suite()));
    assert_eq!(cache.recall(Key(u128::MAX)), Some(suite()));
}
