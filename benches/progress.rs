//! Opening what is kept, and keeping an answer, beside the same with SQLite alone.
//!
//! The file holds a course's worth: 13 lessons of 13 steps, all answered. Bare SQLite opens it,
//! reads the rows of one lesson, and writes one row in a transaction of its own, without a look at
//! whether the file is sound.

use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use relatable::progress::store::Store;
use relatable::progress::{Answered, Bookmark, News, Record, StepNews, Subject};
use rusqlite::{Connection, TransactionBehavior};
use tempfile::TempDir;

fn subject(lesson: usize) -> Subject {
    let lesson = format!("lesson-{lesson}");
    Subject { title: lesson.clone(), lesson, asks: 13, content: 1 }
}

fn answer(tries: u32) -> Record {
    let statement = "SELECT stores.name, count(items.id) FROM stores LEFT JOIN items ON \
                     items.store_id = stores.id GROUP BY stores.id;";
    Record {
        tries,
        hints: 1,
        shown: false,
        answered: Answered::Learner,
        accepted: vec![statement.to_owned()],
        spent: Duration::from_secs(40),
    }
}

fn news(step: usize, before: Record, now: Record) -> News {
    let step = format!("step-{step}");
    let bookmark = Some(Bookmark { step: Some(step.clone()), after: 0 });
    News { steps: vec![StepNews { step, before, now }], bookmark, finished: false }
}

fn course() -> TempDir {
    let home = TempDir::new().expect("a folder");
    let mut store = Store::open(Some(home.path()));
    for lesson in 0..13 {
        let steps = (0..13).flat_map(|step| news(step, Record::default(), answer(2)).steps);
        let all = News { steps: steps.collect(), bookmark: None, finished: true };
        store.keep(&subject(lesson), &all).expect("it is kept");
    }
    home
}

fn bare(home: &Path) -> Connection {
    Connection::open(home.join("progress.db")).expect("it opens")
}

fn select(connection: &Connection) -> usize {
    let sql = "SELECT * FROM steps LEFT JOIN submissions USING (lesson, step) WHERE lesson = ?1";
    let mut statement = connection.prepare(sql).expect("it is SQL");
    let mut rows = statement.query(["lesson-7"]).expect("it runs");
    let mut count = 0;
    while let Some(row) = rows.next().expect("a row") {
        count += row.get::<_, String>("submission").expect("a text").len();
    }
    count
}

fn progress(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("progress");
    let home = course();
    group.bench_function("open and read a lesson", |bencher| {
        bencher.iter(|| Store::open(Some(home.path())).lesson("lesson-7"));
    });
    group.bench_function("open and read everything", |bencher| {
        bencher.iter(|| Store::open(Some(home.path())).all());
    });
    group.bench_function("bare SQLite: open and read a lesson", |bencher| {
        bencher.iter(|| select(&bare(home.path())));
    });
    group.bench_function("open where nothing is", |bencher| {
        let folder = || TempDir::new().expect("a folder");
        bencher.iter_batched(
            folder,
            |home| (Store::open(Some(home.path())).lesson("lesson-7"), home),
            BatchSize::PerIteration,
        );
    });
    let mut store = Store::open(Some(home.path()));
    let mut tries = 2;
    group.bench_function("keep", |bencher| {
        bencher.iter(|| {
            let news = news(7, answer(tries), answer(tries + 1));
            tries += 1;
            store.keep(&subject(7), &news).expect("it is kept");
        });
    });
    let mut connection = bare(home.path());
    group.bench_function("bare SQLite: write a row", |bencher| {
        bencher.iter(|| {
            let immediate = TransactionBehavior::Immediate;
            let transaction = connection.transaction_with_behavior(immediate).expect("it begins");
            let sql = "UPDATE steps SET tries = tries + 1 WHERE lesson = ?1 AND step = ?2";
            let mut statement = transaction.prepare_cached(sql).expect("it is SQL");
            statement.execute(["lesson-8", "step-7"]).expect("it is written");
            drop(statement);
            transaction.commit().expect("it is written");
        });
    });
    group.finish();
}

criterion_group!(benches, progress);
criterion_main!(benches);
