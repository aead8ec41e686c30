use super::*;

const NOON: Moment = Moment { unix_seconds: 1_700_000_000, chance: 5 };

#[test]
fn time_and_chance_stand_still_and_move_with_the_moment() {
    let (mut one, mut other) = (Scratch::new().unwrap(), Scratch::new().unwrap());
    let query = "SELECT CURRENT_TIMESTAMP, CURRENT_DATE, CURRENT_TIME, datetime('now'),
        date('NOW'), time(), julianday(), unixepoch(), strftime('%Y-%s'), timediff('now', \
                 '2000-01-01'), datetime('now', 'localtime'), datetime('subsec'),
        random(), random(), randomblob(8), hex(randomblob(3))";
    let seen = |scratch: &mut Scratch| run(scratch, query).rows().unwrap().rows.clone();
    assert_eq!(seen(&mut one), seen(&mut other));
    let before = seen(&mut one);
    one.set_moment(NOON);
    let after = seen(&mut one);
    for (index, (before, after)) in before[0].iter().zip(&after[0]).enumerate() {
        assert_ne!(before, after, "column {index}");
    }
    assert_eq!(after[0][0], text("2023-11-14 22:13:20"));
    assert_eq!(after[0][10], text("2023-11-14 22:13:20"));
    assert_eq!(after[0][11], text("2023-11-14 22:13:20.000"));
    assert_eq!(after[0][12], after[0][13]);
    assert_eq!(seen(&mut other), before);
    other.set_moment(NOON);
    assert_eq!(seen(&mut other), after);
}

#[test]
fn defaults_and_triggers_take_the_moment_too() {
    let mut scratch = Scratch::new().unwrap();
    scratch.set_moment(NOON);
    run(
        &mut scratch,
        "CREATE TABLE t (a, at DEFAULT CURRENT_TIMESTAMP, on_day DEFAULT (date('now')),
                         year AS (strftime('%Y', at)), CHECK (at <= datetime('now')));
         CREATE INDEX i ON t (date(at));
         CREATE TABLE log (at);
         CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (CURRENT_TIMESTAMP); END;
         INSERT INTO t (a) VALUES (1);",
    );
    assert_eq!(cell(&mut scratch, "SELECT at FROM t"), text("2023-11-14 22:13:20"));
    assert_eq!(cell(&mut scratch, "SELECT on_day FROM t"), text("2023-11-14"));
    assert_eq!(cell(&mut scratch, "SELECT year FROM t"), text("2023"));
    assert_eq!(cell(&mut scratch, "SELECT at FROM log"), text("2023-11-14 22:13:20"));
}

#[test]
fn other_times_are_what_sqlite_makes_of_them() {
    let mut scratch = Scratch::new().unwrap();
    let own = rusqlite::Connection::open_in_memory().unwrap();
    for call in [
        "date('2024-02-29', '+1 year')",
        "date('2024-01-31', 'start of month', '-1 day')",
        "time('12:00', '+90 minutes')",
        "datetime(0, 'unixepoch')",
        "datetime(2460000.5)",
        "datetime('2024-01-01T10:00:00.250', 'subsec')",
        "julianday('2000-01-01')",
        "unixepoch('2000-01-01 12:00')",
        "strftime('%W %j %% %f', '2024-03-01 01:02:03.4')",
        "strftime()",
        "strftime(NULL, 'x')",
        "date(NULL)",
        "date('nonsense')",
        "date(' now')",
        "date(x'32303234')",
        "timediff('2024-01-01', '2023-12-25')",
        "date('2024', 'bogus')",
        "typeof(unixepoch('2024-01-01'))",
        "typeof(julianday('2024-01-01'))",
        "date('2024-05-05', 'weekday 0')",
        "date(1e99)",
        "datetime('auto')",
        "datetime(1700000000, 'auto')",
        "datetime('2024-01-01', 'unixepoch')",
    ] {
        let query = format!("SELECT quote({call})");
        let theirs: String = own.query_row(&query, [], |row| row.get(0)).unwrap();
        assert_eq!(cell(&mut scratch, &query), text(&theirs), "{call}");
    }
}

#[test]
fn the_present_is_what_sqlite_would_make_of_it() {
    let mut scratch = Scratch::new().unwrap();
    scratch.set_moment(NOON);
    let own = rusqlite::Connection::open_in_memory().unwrap();
    for call in [
        "date('now', 'start of month', '+1 month')",
        "datetime('now', '-36 hours')",
        "datetime('now', 'utc')",
        "strftime('%H:%M', 'now', 'subsec')",
        "julianday('now')",
        "datetime('now', 'unixepoch')",
        "datetime('now', 'auto')",
        "unixepoch('now')",
        "timediff('now', 'now')",
        "time('now', 'subsec')",
        "date('now', NULL)",
    ] {
        let written = call.replace("'now'", "'2023-11-14 22:13:20'").replace("'utc'", "'+0 days'");
        let query = format!("SELECT quote({written})");
        let theirs: String = own.query_row(&query, [], |row| row.get(0)).unwrap();
        assert_eq!(cell(&mut scratch, &format!("SELECT quote({call})")), text(&theirs), "{call}");
    }
}

#[test]
fn a_moment_outside_of_all_years_is_held_within_them() {
    let mut scratch = Scratch::new().unwrap();
    scratch.set_moment(Moment { unix_seconds: i64::MAX, chance: 0 });
    assert_eq!(cell(&mut scratch, "SELECT CURRENT_TIMESTAMP"), text("9999-12-31 23:59:59"));
    scratch.set_moment(Moment { unix_seconds: i64::MIN, chance: 0 });
    assert_eq!(cell(&mut scratch, "SELECT date('now')"), text("0000-01-01"));
}

#[test]
fn random_bytes_have_the_length_that_was_asked_for() {
    let mut scratch = Scratch::new().unwrap();
    assert_eq!(cell(&mut scratch, "SELECT length(randomblob(77))"), Value::Integer(77));
    assert_eq!(cell(&mut scratch, "SELECT length(randomblob(-1))"), Value::Integer(1));
    assert_eq!(cell(&mut scratch, "SELECT typeof(abs(random()))"), text("integer"));
    assert_eq!(kind("SELECT randomblob(1000000000)"), FailureKind::Limit);
}
