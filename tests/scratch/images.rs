use super::*;

fn count(scratch: &mut Scratch) -> Value {
    cell(scratch, "SELECT COUNT(*) FROM items")
}

#[test]
fn an_image_brings_everything_back() {
    let mut scratch = shop();
    let image = scratch.image().unwrap();
    assert!(scratch.is_pristine());
    run(&mut scratch, "DROP TABLE items; CREATE TABLE t (x); PRAGMA user_version = 7");
    assert!(!scratch.is_pristine());
    scratch.restore(&image).unwrap();
    assert!(scratch.is_pristine());
    assert_eq!(count(&mut scratch), Value::Integer(2));
    assert_eq!(cell(&mut scratch, "PRAGMA user_version"), Value::Integer(0));
    assert!(scratch.schema().unwrap().table("t").is_none());
    assert!(scratch.is_pristine());
}

#[test]
fn what_was_not_written_is_neither_restored_nor_taken_again() {
    let mut scratch = shop();
    let image = scratch.image().unwrap();
    run(&mut scratch, "SELECT * FROM items; EXPLAIN DELETE FROM items; PRAGMA table_list");
    assert!(scratch.is_pristine());
    assert!(scratch.image().unwrap().is_same(&image));
    run(&mut scratch, "DELETE FROM items WHERE id = 77");
    assert!(!scratch.is_pristine());
    let later = scratch.image().unwrap();
    assert!(!later.is_same(&image));
}

#[test]
fn an_image_goes_from_one_scratch_to_another() {
    let image = shop().image().unwrap();
    let mut other = Scratch::new().unwrap();
    other.restore(&image).unwrap();
    assert_eq!(count(&mut other), Value::Integer(2));
    run(&mut other, "DELETE FROM items");
    let mut third = Scratch::new().unwrap();
    third.restore(&image).unwrap();
    assert_eq!(count(&mut third), Value::Integer(2));
    assert_eq!(count(&mut other), Value::Integer(0));
}

#[test]
fn an_empty_database_has_an_image() {
    let empty = Scratch::new().unwrap().image().unwrap();
    let mut scratch = shop();
    scratch.restore(&empty).unwrap();
    assert!(scratch.schema().unwrap().tables.is_empty());
    assert_eq!(run(&mut scratch, SHOP).failure(), None);
}

#[test]
fn a_transaction_left_open_is_rolled_back() {
    let mut scratch = shop();
    let image = scratch.image().unwrap();
    run(&mut scratch, "BEGIN; DELETE FROM items; SAVEPOINT a; INSERT INTO items (id) VALUES (9)");
    assert!(scratch.in_transaction());
    scratch.restore(&image).unwrap();
    assert!(!scratch.in_transaction());
    assert_eq!(count(&mut scratch), Value::Integer(2));

    run(&mut scratch, "SAVEPOINT a; DELETE FROM items");
    let taken = scratch.image().unwrap();
    assert!(!scratch.in_transaction());
    scratch.restore(&image).unwrap();
    scratch.restore(&taken).unwrap();
    assert_eq!(count(&mut scratch), Value::Integer(2));

    run(&mut scratch, "BEGIN");
    assert!(!scratch.is_pristine());
    scratch.restore(&taken).unwrap();
    assert!(scratch.is_pristine());
}

#[test]
fn restoring_works_after_errors_and_keeps_the_walls() {
    let mut scratch = shop();
    let image = scratch.image().unwrap();
    for statement in ["SELEC", "INSERT INTO stores VALUES (1, 'x')", "BEGIN; COMMIT; COMMIT"] {
        assert!(run(&mut scratch, statement).failure().is_some());
        scratch.restore(&image).unwrap();
    }
    let walls = "PRAGMA foreign_keys; PRAGMA max_page_count";
    let script = run(&mut scratch, walls);
    let cells: Vec<_> = script
        .statements
        .iter()
        .map(|statement| match &statement.ran {
            Ran::Rows(rows) => rows.rows[0][0].clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(cells, [Value::Integer(1), Value::Integer(4096)]);
}

#[test]
fn deferring_foreign_keys_ends_with_a_restore() {
    let mut scratch = shop();
    let image = scratch.image().unwrap();
    scratch.restore(&image).unwrap();
    run(&mut scratch, "PRAGMA defer_foreign_keys = ON");
    scratch.restore(&image).unwrap();
    let script = run(&mut scratch, "BEGIN; DELETE FROM stores; ROLLBACK");
    let refused = FailureKind::Refused(Constraint::ForeignKey);
    assert_eq!(script.failure().map(|failure| &failure.kind), Some(&refused));
}

#[test]
fn nothing_of_the_connection_outlives_a_restore() {
    let image: Image = shop().image().unwrap();
    let mut fresh = Scratch::new().unwrap();
    fresh.restore(&image).unwrap();
    let mut used = shop();
    for script in [
        "SELECT last_insert_rowid()",
        "SELECT changes()",
        "SELECT total_changes()",
        "BEGIN; SELECT last_insert_rowid() FROM items",
        "DELETE FROM items WHERE id = 1; SELECT last_insert_rowid(), changes(), total_changes()",
        "INSERT INTO items (name) SELECT last_insert_rowid(); SELECT name FROM items",
        "CREATE TRIGGER t AFTER DELETE ON items BEGIN
         INSERT INTO stores (name) VALUES (old.id || last_insert_rowid() || ' ' || changes()); END;
         DELETE FROM items; SELECT name FROM stores",
        "INSERT INTO items (id) VALUES (77); SELECT last_insert_rowid(), changes(), total_changes()",
    ] {
        run(&mut used, "INSERT INTO items (id) VALUES (40), (41); UPDATE items SET name = 'x'");
        used.restore(&image).unwrap();
        fresh.restore(&image).unwrap();
        let seen = run(&mut used, script);
        assert!(seen.rows().is_some(), "{seen:?}");
        assert_eq!(seen, run(&mut fresh, script), "{script}");
        fresh = Scratch::new().unwrap();
        fresh.restore(&image).unwrap();
    }
}

#[test]
fn a_read_that_is_stopped_leaves_a_transaction_open_and_a_write_ends_it() {
    let forever = "(WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) \
                   SELECT COUNT(*) FROM n)";
    let budget = Budget { steps: 100_000, ..Budget::default() };
    let mut scratch = shop();
    let text = format!("BEGIN; DELETE FROM items; SELECT {forever}");
    assert_eq!(scratch.run(&text, &budget).stopped(), Some(Stop::Steps));
    assert!(scratch.in_transaction());
    let text = format!("UPDATE stores SET name = {forever}");
    assert_eq!(scratch.run(&text, &budget).stopped(), Some(Stop::Steps));
    assert!(!scratch.in_transaction());
    assert_eq!(count(&mut scratch), Value::Integer(2));
}
