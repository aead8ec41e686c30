//! Files that cannot be used.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use relatable::progress::Kept;
use relatable::progress::Record;
use relatable::progress::store::Store;
use relatable::progress::trouble::What;
use rusqlite::Connection;

use crate::support::{LESSON, answered, bare, file, home_with, keeps, names, news, subject, what};

/// The file is moved aside byte by byte, and a fresh one is begun; `why` is what was done to it.
#[track_caller]
fn is_set_aside(home: &Path, is_other: bool, why: &str) {
    let before = fs::read(file(home)).unwrap();
    let mut store = Store::open(Some(home));
    let kept = store.lesson(LESSON);
    let Some(What::SetAside { backup, other }) = what(&store) else {
        panic!("{why}: {:?}, {kept:?}", store.trouble());
    };
    assert_eq!(kept, Kept::default(), "{why}");
    assert_eq!(other, is_other);
    assert_eq!(fs::read(&backup).unwrap(), before);
    // Where it showed only when it was read, the next keep tells, and keeps.
    let now = answered(1, "SELECT 'kept';");
    let told = store.keep(&subject(), &news("kept", &Record::default(), &now));
    assert!(told.is_ok() || told.is_err_and(|trouble| trouble.is_over()));
    assert_eq!(what(&store), None);
    drop(store);
    let mut again = Store::open(Some(home));
    assert_eq!(again.trouble(), None);
    assert_eq!(again.lesson(LESSON).records.len(), 1);
}

#[test]
fn garbage_is_set_aside_and_no_backup_overwritten() {
    let home = tempfile::tempdir().unwrap();
    for round in 1..=3 {
        fs::write(file(home.path()), format!("garbage {round}\n").repeat(50)).unwrap();
        is_set_aside(home.path(), false, "");
    }
    let all = [
        "progress.db",
        "progress.db.damaged-1",
        "progress.db.damaged-2",
        "progress.db.damaged-3",
        "progress.db.lock",
    ];
    assert_eq!(names(home.path()), all);
    let first = fs::read_to_string(home.path().join("progress.db.damaged-1")).unwrap();
    assert!(first.starts_with("garbage 1\n"));
}

#[test]
fn garbage_of_any_length_is_set_aside() {
    for length in [1, 15, 16, 99, 100, 101, 511, 512, 513, 4096, 10_000] {
        let home = tempfile::tempdir().unwrap();
        fs::write(file(home.path()), vec![b'x'; length]).unwrap();
        is_set_aside(home.path(), false, "");
    }
}

#[test]
fn an_empty_file_is_a_beginning() {
    let home = tempfile::tempdir().unwrap();
    fs::write(file(home.path()), "").unwrap();
    let mut store = Store::open(Some(home.path()));
    assert_eq!(store.trouble(), None);
    keeps(&mut store);
}

#[test]
fn a_database_of_something_else_is_set_aside() {
    let home = tempfile::tempdir().unwrap();
    bare(home.path())
        .execute_batch("CREATE TABLE birds (name); INSERT INTO birds VALUES ('Kiwi')")
        .unwrap();
    is_set_aside(home.path(), true, "");
    let backup = Connection::open(home.path().join("progress.db.damaged-1")).unwrap();
    let bird: String = backup.query_row("SELECT name FROM birds", [], |row| row.get(0)).unwrap();
    assert_eq!(bird, "Kiwi");
}

#[test]
fn a_file_of_another_application_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    bare(home.path()).execute_batch("PRAGMA application_id = 77; CREATE TABLE steps (a)").unwrap();
    is_left_alone(home.path(), &What::Foreign);
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let (home, _) = home_with(3);
    bare(home.path())
        .execute_batch("PRAGMA user_version = 2; ALTER TABLE steps ADD COLUMN mood TEXT")
        .unwrap();
    is_left_alone(home.path(), &What::Newer);
}

#[track_caller]
fn is_left_alone(home: &Path, expected: &What) {
    let before = fs::read(file(home)).unwrap();
    let mut store = Store::open(Some(home));
    assert_eq!(what(&store).as_ref(), Some(expected));
    assert_eq!(store.lesson(LESSON), Kept::default());
    let now = answered(1, "SELECT 1;");
    let trouble = store.keep(&subject(), &news("one", &Record::default(), &now)).unwrap_err();
    assert_eq!((&trouble.what, trouble.repeated), (expected, true));
    // What could not be written is there for this session all the same.
    assert_eq!(store.lesson(LESSON).records["one"], now);
    assert_eq!(store.all().len(), 1);
    drop(store);
    assert_eq!(fs::read(file(home)).unwrap(), before);
    assert_eq!(names(home), ["progress.db"]);
}

#[test]
fn a_version_that_comes_up_under_our_feet_is_left_alone() {
    let (home, kept) = home_with(3);
    let mut store = Store::open(Some(home.path()));
    assert_eq!(store.lesson(LESSON), kept);
    bare(home.path()).execute_batch("PRAGMA user_version = 2").unwrap();
    let before = fs::read(file(home.path())).unwrap();
    let news = news("one", &Record::default(), &answered(1, "SELECT 1;"));
    assert_eq!(store.keep(&subject(), &news).unwrap_err().what, What::Newer);
    drop(store);
    assert_eq!(fs::read(file(home.path())).unwrap(), before);
}

#[test]
fn a_file_that_is_not_as_it_was_made_is_set_aside() {
    for damage in [
        "DROP TABLE submissions",
        "DROP TABLE steps; CREATE VIEW steps AS SELECT * FROM lessons",
        "DROP TABLE steps; CREATE TABLE steps (lesson, step, tries)",
        "ALTER TABLE steps ADD COLUMN mood TEXT",
        "ALTER TABLE steps RENAME COLUMN tries TO trials",
        "CREATE TRIGGER evil AFTER INSERT ON steps BEGIN DELETE FROM lessons; END",
        "CREATE INDEX evil ON steps (hex(zeroblob(10 * tries)))",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -1",
        "DELETE FROM lessons; DROP TABLE steps; DROP TABLE submissions; DROP TABLE lessons",
    ] {
        let (home, _) = home_with(3);
        bare(home.path()).execute_batch(damage).unwrap();
        is_set_aside(home.path(), false, damage);
    }
}

#[test]
fn values_that_make_no_sense_are_set_aside() {
    for damage in [
        "UPDATE steps SET tries = -1",
        "UPDATE steps SET tries = 9223372036854775807",
        "UPDATE steps SET hints = -9223372036854775808",
        "UPDATE steps SET shown = 7",
        "UPDATE steps SET answered = 'hacker'",
        "UPDATE steps SET milliseconds = -5",
        "UPDATE steps SET step = CAST(x'ff' AS TEXT) WHERE step = 'step-1'",
        "UPDATE submissions SET submission = CAST(x'c328' AS TEXT) WHERE step = 'step-1'",
        "UPDATE submissions SET submission = zeroblob(11000000) || 'x'",
        "UPDATE submissions SET place = -1",
        "UPDATE lessons SET title = CAST(zeroblob(200000000) AS TEXT)",
        "UPDATE lessons SET asks = -1",
        "UPDATE lessons SET finished = 9223372036854775807",
        "UPDATE lessons SET place_after = -1",
        "UPDATE lessons SET place_after = NULL",
    ] {
        let (home, _) = home_with(3);
        bare(home.path()).execute_batch(damage).unwrap();
        is_set_aside(home.path(), false, damage);
    }
}

#[test]
fn values_of_another_type_are_set_aside() {
    for (table, damage) in [
        ("steps", "UPDATE steps SET tries = 'many'"),
        ("steps", "UPDATE steps SET tries = 1.5"),
        ("steps", "UPDATE steps SET tries = NULL"),
        ("steps", "UPDATE steps SET answered = x'00'"),
        ("steps", "UPDATE steps SET milliseconds = 'long'"),
        ("lessons", "UPDATE lessons SET title = 5"),
        ("lessons", "UPDATE lessons SET content = 'c'"),
        ("lessons", "UPDATE lessons SET finished = 'soon'"),
        ("submissions", "UPDATE submissions SET submission = x'53'"),
        ("submissions", "UPDATE submissions SET submission = NULL"),
    ] {
        let (home, _) = home_with(3);
        unchecked(home.path(), table, damage);
        is_set_aside(home.path(), false, damage);
    }
}

/// Changes a table as no SQL could: its declaration is taken away meanwhile.
fn unchecked(home: &Path, table: &str, damage: &str) {
    let declared: String = bare(home)
        .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [table], |row| row.get(0))
        .unwrap();
    let key = match table {
        "lessons" => "PRIMARY KEY (lesson)",
        "steps" => "PRIMARY KEY (lesson, step)",
        _ => "PRIMARY KEY (lesson, step, place)",
    };
    let model = bare(home).prepare(&format!("SELECT * FROM {table}")).map(|statement| {
        statement.column_names().map(str::to_owned).collect::<Vec<_>>().join(", ")
    });
    let columns = model.unwrap();
    let loose = format!("CREATE TABLE {table} ({columns}, {key}) WITHOUT ROWID");
    let declare = |sql: &str| {
        let connection = bare(home);
        connection.execute_batch("PRAGMA writable_schema = ON").unwrap();
        let sql = [sql, table];
        connection.execute("UPDATE sqlite_schema SET sql = ?1 WHERE name = ?2", sql).unwrap();
    };
    declare(&loose);
    bare(home).execute_batch(damage).unwrap();
    declare(&declared);
}

#[test]
fn what_somebody_adds_beside_our_tables_stays() {
    let (home, kept) = home_with(3);
    bare(home.path())
        .execute_batch(
            "CREATE VIEW mine AS SELECT step FROM steps; CREATE TABLE notes (a); ANALYZE",
        )
        .unwrap();
    let mut store = Store::open(Some(home.path()));
    assert_eq!(store.trouble(), None);
    assert_eq!(store.lesson(LESSON), kept);
    keeps(&mut store);
}

#[test]
fn a_file_cut_anywhere_is_set_aside_or_whole() {
    let (home, _) = home_with(40);
    let whole = fs::read(file(home.path())).unwrap();
    let mut aside = 0;
    for length in (1..whole.len()).step_by(511) {
        let cut = tempfile::tempdir().unwrap();
        fs::write(file(cut.path()), &whole[..length]).unwrap();
        is_set_aside(cut.path(), false, "");
        aside += 1;
    }
    assert!(aside > 20, "{aside}");
}

#[test]
fn no_journal_of_an_old_file_is_applied_to_the_new_one() {
    let home = tempfile::tempdir().unwrap();
    fs::write(file(home.path()), "garbage".repeat(500)).unwrap();
    for ending in ["-journal", "-wal", "-shm"] {
        fs::write(home.path().join(format!("progress.db{ending}")), "stale").unwrap();
    }
    is_set_aside(home.path(), false, "");
    for ending in ["-journal", "-wal", "-shm"] {
        assert!(!home.path().join(format!("progress.db{ending}")).exists(), "{ending}");
    }
}

#[test]
fn nothing_of_a_file_is_in_the_words_about_it() {
    let (home, _) = home_with(1);
    bare(home.path())
        .execute_batch("ALTER TABLE steps ADD COLUMN \"\u{1b}[2Jhello\" TEXT")
        .unwrap();
    let store = Store::open(Some(home.path()));
    let words = store.trouble().unwrap().words();
    assert!(!words.contains('\u{1b}') && !words.contains("hello"), "{words}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// Whatever is in the file, nothing panics, every value makes sense, and something new is kept.
    #[test]
    fn bytes_that_changed_do_no_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30),
        in_header in any::<bool>(),
    ) {
        static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| fs::read(file(home_with(12).0.path())).unwrap());
        let home = tempfile::tempdir().unwrap();
        let mut bytes = SOUND.clone();
        let reach = if in_header { 100 } else { bytes.len() };
        for (at, byte) in changes {
            bytes[at.index(reach)] = byte;
        }
        fs::write(file(home.path()), &bytes).unwrap();
        let mut store = Store::open(Some(home.path()));
        let all = store.all();
        for record in all.iter().flat_map(|(_, kept)| kept.records.values()) {
            prop_assert!(record.accepted.len() <= 12);
        }
        let now = answered(1, "SELECT 'kept';");
        let news = news("kept", &Record::default(), &now);
        let kept = store.keep(&subject(), &news);
        let trouble = what(&store);
        drop(store);
        match &kept {
            Err(trouble) if matches!(trouble.what, What::Foreign | What::Newer) => {
                prop_assert_eq!(fs::read(file(home.path())).unwrap(), bytes);
            }
            // A file may say of itself that it is for reading.
            Err(trouble) if trouble.what == What::ReadOnly => prop_assert!(bytes[18] > 2),
            Err(trouble) if !trouble.is_over() => {
                prop_assert!(false, "{trouble:?}");
            }
            _ => {
                let mut again = Store::open(Some(home.path()));
                prop_assert_eq!(again.trouble(), None, "{:?}", trouble);
                prop_assert_eq!(&again.lesson(LESSON).records["kept"], &now);
            }
        }
    }
}
