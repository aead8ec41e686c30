//! Reading a model off a database: 10, 50 and 100 tables, and the schema that it is read from.
//!
//! The goal: a hundred tables in a millisecond, so that a model can be read after each statement.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use relatable::relation::ask::ask;
use relatable::relation::census::census;
use relatable::relation::infer::infer;
use relatable::scratch::{Budget, Scratch};

/// A database of that many tables. Each refers to two that were made before, every third one as a
/// join table with a composite key, every fourth one by a unique index.
fn database(tables: usize) -> Scratch {
    let mut sql = String::new();
    for at in 0..tables {
        let (one, other) = (at / 2, at.saturating_sub(3));
        let keys = format!(
            "one_id INTEGER NOT NULL REFERENCES t{one}, other_id INTEGER REFERENCES t{other},
             name TEXT NOT NULL, price REAL"
        );
        let made = match at % 3 {
            0 if at > 0 => {
                format!(
                    "CREATE TABLE t{at} (id INTEGER UNIQUE, {keys}, PRIMARY KEY (one_id, other_id));"
                )
            }
            _ => format!("CREATE TABLE t{at} (id INTEGER PRIMARY KEY, {keys});"),
        };
        sql.push_str(&made);
        if at % 4 == 0 {
            let _ = writeln!(
                sql,
                "CREATE UNIQUE INDEX u{at} ON t{at} (other_id) WHERE other_id IS NOT NULL;"
            );
        }
    }
    let mut scratch = Scratch::new().unwrap();
    let script = scratch.run(&sql, &Budget::default());
    assert_eq!(script.failure(), None);
    scratch
}

fn relation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("relation");
    for tables in [10, 50, 100] {
        let scratch = database(tables);
        let schema = scratch.schema().unwrap();
        let inferred = infer(&schema);
        assert!(inferred.model.links.len() >= tables, "{:?}", inferred.flaws);
        group.bench_function(format!("schema of {tables}"), |bencher| {
            bencher.iter(|| scratch.schema().unwrap());
        });
        group.bench_function(format!("infer {tables}"), |bencher| {
            bencher.iter(|| infer(black_box(&schema)));
        });
        group.bench_function(format!("ask {tables}"), |bencher| {
            let links = &inferred.model.links;
            bencher.iter(|| links.iter().map(|link| ask(&inferred, link)).collect::<Vec<_>>());
        });
        group.bench_function(format!("census {tables}"), |bencher| {
            bencher.iter(|| census(&inferred, &scratch, &Budget::default()).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, relation);
criterion_main!(benches);
