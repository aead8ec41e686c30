//! What is too large for the sandbox. A program of its own, because the limit on memory is for the
//! whole process and would stop tests that have done nothing.

#[path = "sandbox/target.rs"]
mod target;

use std::sync::{Mutex, MutexGuard, PoisonError};

use relatable::rows::Value;
use relatable::scratch::{FailureKind, Ran, Stop};

use target::{Target, quickly};

/// The limit on memory is for the whole process, so these tests go one after the other.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn no_cell_is_larger_than_the_limit() {
    let _alone = alone();
    let mut target = Target::new();
    for attack in [
        "SELECT zeroblob(1000000000)",
        "SELECT hex(zeroblob(50001))",
        "SELECT hex(zeroblob(1000000000))",
        "SELECT randomblob(1000000000)",
        "SELECT printf('%.*c', 1000000000, 'x')",
        "SELECT printf('%1000000000d', 1)",
        "SELECT replace(replace(printf('%.*c', 1000, 'x'), 'x', printf('%.*c', 1000, 'x')), 'x', 'yy')",
        "WITH RECURSIVE d(x) AS (SELECT 'x' UNION ALL SELECT x || x FROM d) SELECT length(x) FROM d",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000000)
         SELECT length(group_concat(x)) FROM n",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000000)
         SELECT length(json_group_array(x)) FROM n",
        "UPDATE parents SET name = zeroblob(100001)",
        "INSERT INTO parents (name) VALUES (zeroblob(200000))",
    ] {
        let script = quickly(|| target.run(attack));
        let limited = match &script.statements[0].ran {
            Ran::Failed(failure) => failure.kind == FailureKind::Limit,
            Ran::Stopped(stop) => *stop == Stop::Memory,
            Ran::Rows(rows) => {
                // `printf` gives nothing rather than too much.
                matches!(rows.rows[0][..], [Value::Null])
            }
            Ran::Done { .. } => false,
        };
        assert!(limited, "{attack}: {script:?}");
        target.works_as_before();
    }
}

#[test]
fn a_database_has_only_so_many_pages() {
    let _alone = alone();
    let mut target = Target::new();
    let flood = "CREATE TABLE t (x);
         INSERT INTO t WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
         SELECT zeroblob(90000) FROM n";
    for round in 0..2 {
        let script = quickly(|| target.run(flood));
        let failure = script.failure().unwrap_or_else(|| panic!("{round}: {script:?}"));
        assert_eq!(failure.kind, FailureKind::Limit);
        insta::allow_duplicates! {
            insta::assert_snapshot!(failure.message, @"database or disk is full");
        }
        target.scratch.restore(&target.image.clone()).unwrap();
    }
    target.works_as_before();
}

#[test]
fn sorting_and_joining_stay_within_memory() {
    let _alone = alone();
    let mut target = Target::new();
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) ";
    for attack in [
        "SELECT x FROM (SELECT x, zeroblob(90000) AS z FROM n) ORDER BY z, x",
        "SELECT DISTINCT zeroblob(90000), x FROM n ORDER BY 2 DESC",
        "SELECT COUNT(*) FROM (SELECT x, printf('%90000d', x) AS z FROM n GROUP BY z)",
    ] {
        let script = quickly(|| target.run(&format!("{endless}{attack}")));
        assert_eq!(script.stopped(), Some(Stop::Memory), "{attack}: {:?}", script.failure());
        target.works_as_before();
    }
}

/// Each level uses the one before twice.
fn doubling(levels: usize, level: impl Fn(usize, usize) -> String) -> String {
    (0..levels).map(|before| level(before, before + 1)).collect()
}

#[test]
fn what_doubles_at_each_level_is_refused_or_stopped() {
    let _alone = alone();
    let mut target = Target::new();
    for levels in [15, 40] {
        let joined = doubling(levels, |from, to| {
            format!(", c{to} AS (SELECT a.x FROM c{from} a, c{from} b)")
        });
        let united = doubling(levels, |from, to| {
            format!(", c{to} AS (SELECT x FROM c{from} UNION ALL SELECT x FROM c{from})")
        });
        let views = doubling(levels, |from, to| {
            format!("CREATE VIEW c{to} AS SELECT a.x FROM c{from} a, c{from} b;")
        });
        let nested = doubling(levels, |from, to| {
            format!(
                "CREATE VIEW c{to}(x) AS SELECT (SELECT x FROM c{from}) + (SELECT x FROM c{from});"
            )
        });
        for attack in [
            format!("WITH c0(x) AS (SELECT 1){joined} SELECT COUNT(*) FROM c{levels}"),
            format!("WITH c0(x) AS (SELECT 1){united} SELECT COUNT(*) FROM c{levels}"),
            format!("CREATE VIEW c0(x) AS SELECT 1; {views} SELECT COUNT(*) FROM c{levels}"),
            format!("CREATE VIEW c0(x) AS SELECT 1; {nested} SELECT COUNT(*) FROM c{levels}"),
        ] {
            let script = quickly(|| target.run(&attack));
            let limited =
                script.failure().is_some_and(|failure| failure.kind == FailureKind::Limit);
            assert!(limited || script.stopped() == Some(Stop::Memory), "{script:?}");
            target.scratch.restore(&target.image.clone()).unwrap();
            target.works_as_before();
        }
    }
}

#[test]
fn columns_and_triggers_that_double_end() {
    let _alone = alone();
    let mut target = Target::new();
    let columns = doubling(60, |from, to| format!(", c{to} AS (c{from} + c{from})"));
    let triggers = doubling(40, |from, to| {
        format!(
            "CREATE TABLE t{from} (x); CREATE TRIGGER r{from} AFTER INSERT ON t{from} BEGIN \
             INSERT INTO t{to} VALUES (1); INSERT INTO t{to} VALUES (1); END;"
        )
    });
    for attack in [
        format!("CREATE TABLE t (c0{columns}); INSERT INTO t VALUES (1); SELECT * FROM t"),
        format!("{triggers} CREATE TABLE t40 (x); INSERT INTO t0 VALUES (1)"),
    ] {
        let script = quickly(|| target.run(&attack));
        assert!(script.stopped().is_some(), "{script:?}");
        target.scratch.restore(&target.image.clone()).unwrap();
        target.works_as_before();
    }
}
