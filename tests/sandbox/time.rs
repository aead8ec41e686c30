use super::*;

#[test]
fn what_never_ends_is_stopped_by_its_steps() {
    let mut target = Target::new();
    for attack in [
        FOREVER,
        "SELECT COUNT(*) FROM parents a, parents b, parents c, parents d, parents e, parents f, \
         parents g, parents h, parents i, parents j, parents k, parents l, parents m, parents n, \
         parents o, parents p, parents q, parents r, parents s, parents t, parents u, parents v, \
         parents w, parents x, parents y, parents z, parents aa, parents bb, parents cc",
        "INSERT INTO children (parent_id) \
         WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT x FROM n WHERE x = 2",
        "CREATE TABLE t AS \
         WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT x FROM n WHERE x = 2",
        "UPDATE parents SET name = \
         (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT COUNT(*) FROM n)",
    ] {
        let script = quickly(|| target.run(attack));
        assert_eq!(script.stopped(), Some(Stop::Steps), "{attack}: {script:?}");
        target.works_as_before();
    }
}

#[test]
fn the_budget_is_for_the_whole_script_and_new_for_each_run() {
    let mut target = Target::new();
    let sum = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000) \
               SELECT SUM(x) FROM n;";
    let budget = Budget { steps: 200_000, ..Budget::default() };
    let script = target.scratch.run(&sum.repeat(100), &budget);
    assert_eq!(script.stopped(), Some(Stop::Steps));
    let done = script.statements.len();
    assert!((3..30).contains(&done), "{done}");
    let again = target.scratch.run(&sum.repeat(100), &budget);
    assert_eq!(again, script, "the same everywhere");
    // Many small statements, none of which reaches a tick.
    let small = target.scratch.run(
        &"SELECT 1;".repeat(20_000),
        &Budget { steps: 2 * STEPS_PER_TICK, ..Budget::default() },
    );
    assert_eq!(small.stopped(), Some(Stop::Steps));
    assert_eq!(target.scratch.run(sum, &budget).stopped(), None);
}

#[test]
fn the_clock_stops_what_the_steps_do_not() {
    let mut target = Target::new();
    let budget = Budget { steps: u64::MAX, millis: 100, ..Budget::default() };
    let script = quickly(|| target.scratch.run(FOREVER, &budget));
    assert_eq!(script.stopped(), Some(Stop::Clock));
    target.works_as_before();
}

#[test]
fn another_thread_stops_a_run_and_not_the_next() {
    let mut target = Target::new();
    let interrupt = target.scratch.interrupt();
    let ctrl_c = thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        interrupt.stop();
    });
    let budget = Budget { steps: u64::MAX, ..Budget::default() };
    let script = quickly(|| target.scratch.run(FOREVER, &budget));
    assert_eq!(script.stopped(), Some(Stop::Interrupted));
    ctrl_c.join().unwrap();
    target.works_as_before();
    target.scratch.interrupt().stop();
    target.works_as_before();
}

#[test]
fn ten_million_rows_are_not_kept() {
    let mut target = Target::new();
    let script = quickly(|| {
        target.run(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 10000000) \
             SELECT x FROM n",
        )
    });
    let rows = script.rows().unwrap();
    assert_eq!((rows.rows.len(), rows.truncated), (Budget::default().rows, true));
    target.works_as_before();
}

#[test]
fn recursive_triggers_end() {
    let mut target = Target::new();
    let script = quickly(|| {
        target.run(
            "CREATE TABLE a (x); CREATE TABLE b (x);
             CREATE TRIGGER ab AFTER INSERT ON a BEGIN INSERT INTO b VALUES (new.x + 1); END;
             CREATE TRIGGER ba AFTER INSERT ON b BEGIN INSERT INTO a VALUES (new.x + 1); END;
             INSERT INTO a VALUES (1);",
        )
    });
    assert_eq!(script.failure(), None, "a trigger does not fire itself");
    let deep: String = (0..60)
        .map(|index| {
            format!(
                "CREATE TABLE t{index} (x); CREATE TRIGGER r{index} AFTER INSERT ON t{index} \
                 BEGIN INSERT INTO t{} VALUES (1); END;",
                index + 1
            )
        })
        .collect();
    let script =
        quickly(|| target.run(&format!("{deep} CREATE TABLE t60 (x); INSERT INTO t0 VALUES (1)")));
    assert_eq!(
        script.failure().map(|failure| &failure.kind),
        Some(&FailureKind::Limit),
        "{:?}",
        script.failure()
    );
    target.scratch.restore(&target.image.clone()).unwrap();
    target.works_as_before();
}

#[test]
fn functions_on_the_longest_values_are_quick() {
    let mut target = Target::new();
    for query in [
        "SELECT printf('%.*c', 99000, 'a') LIKE '%a%a%a%a%a%a%a%a%b'",
        "SELECT printf('%.*c', 99000, 'a') GLOB '*a*a*a*a*a*a*b'",
        "SELECT instr(printf('%.*c', 99000, 'a'), printf('%.*c', 49000, 'a') || 'b')",
        "SELECT replace(printf('%.*c', 90000, 'a'), printf('%.*c', 45000, 'a') || 'b', 'c')",
        "SELECT length(hex(zeroblob(49000)))",
        "SELECT json_valid(printf('%.*c', 90000, '['))",
    ] {
        let script = quickly(|| target.run(query));
        assert_eq!(script.failure(), None, "{query}");
    }
    target.is_limited(&format!("SELECT 'a' LIKE '{}'", "%a".repeat(1000)));
    target.works_as_before();
}
