//! A step judged on the lesson's data, beside what rusqlite alone takes for the two queries.
//!
//! The goal: at most twice the peer's time plus 0.1 ms.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use relatable::answer::Answer;
use relatable::diagnostic::Source;
use relatable::grade::Grader;
use relatable::lesson::{Lesson, load};
use rusqlite::Connection;

const SETUP: &str = "
    CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE items (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, store_id INTEGER REFERENCES stores (id)
    );";

const REFERENCE: &str = "SELECT stores.name, COUNT(items.id) FROM stores
    LEFT JOIN items ON items.store_id = stores.id GROUP BY stores.id ORDER BY stores.name";

const ANSWER: &str = "SELECT name, (SELECT COUNT(*) FROM items WHERE store_id = stores.id)
    FROM stores ORDER BY name";

/// A few rows, as lessons have them, and many.
const SIZES: [(&str, usize); 2] = [("12 rows", 12), ("2000 rows", 2_000)];

/// Stores with items by turns: every fifth store sells nothing.
fn rows(items: usize) -> String {
    let stores = items.div_ceil(4);
    let store = |id: usize| format!("INSERT INTO stores VALUES ({id}, 'Store {id}');\n");
    let item = |id: usize| {
        let store = id % stores / 5 * 5 + 1;
        format!("INSERT INTO items VALUES ({id}, 'Item {id}', {store});\n")
    };
    (1..=stores).map(store).chain((1..=items).map(item)).collect()
}

fn lesson(items: usize) -> Arc<Lesson> {
    let setup = format!("BEGIN;{SETUP}{}COMMIT;", rows(items));
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("stores.sql"), setup).expect("a file in it");
    let yaml = format!(
        "title: Stores\ndatabase: stores.sql\nsteps:\n- id: count\n  ask: Count.\n  answer: |\n    {}\n",
        REFERENCE.replace('\n', "\n    ")
    );
    let path: &Path = folder.path();
    let loaded = load::load(Source::new("stores.yaml", yaml), Some(path)).expect("a lesson");
    Arc::new(loaded.lesson)
}

fn all(connection: &Connection, sql: &str) -> Vec<(String, i64)> {
    let mut statement = connection.prepare(sql).expect("a statement");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

fn judge(criterion: &mut Criterion) {
    for (name, items) in SIZES {
        let mut group = criterion.benchmark_group(format!("judge, {name}"));
        let mut grader = Grader::new(lesson(items)).expect("a grader");
        let answer = Answer::sql(ANSWER);
        let graded = grader.grade(0, &answer).expect("a verdict");
        assert!(graded.verdict.is_right(), "{:?}", graded.verdict);
        group.bench_function("relatable", |bencher| {
            bencher.iter(|| black_box(grader.grade(0, &answer)));
        });
        let connection = Connection::open_in_memory().expect("a database");
        connection.execute_batch(&format!("{SETUP}{}", rows(items))).expect("data");
        group.bench_function("rusqlite, both queries", |bencher| {
            bencher.iter(|| black_box((all(&connection, REFERENCE), all(&connection, ANSWER))));
        });
        group.finish();
    }
}

criterion_group!(benches, judge);
criterion_main!(benches);
