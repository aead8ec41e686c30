use super::*;

#[test]
fn savepoints_and_transactions_come_to_nothing() {
    let mut target = Target::new();
    for attack in [
        "BEGIN; DELETE FROM children",
        "BEGIN IMMEDIATE; DROP TABLE children",
        "SAVEPOINT a; SAVEPOINT b; DELETE FROM children; RELEASE b",
        "SAVEPOINT a; DELETE FROM children; ROLLBACK TO a",
        "BEGIN; DELETE FROM children; SELEC",
        "BEGIN; DELETE FROM children; INSERT INTO children VALUES (1, 99)",
    ] {
        target.run(attack);
        assert!(target.scratch.in_transaction(), "{attack}");
        target.scratch.restore(&target.image.clone()).unwrap();
        assert!(!target.scratch.in_transaction());
        target.works_as_before();
    }
}

#[test]
fn a_transaction_that_sqlite_ends_is_seen_to_be_ended() {
    let mut target = Target::new();
    let script =
        target.run("BEGIN; DELETE FROM children; INSERT OR ROLLBACK INTO parents VALUES (1, 'x')");
    assert!(script.failure().is_some());
    assert!(!target.scratch.in_transaction());
    target.works_as_before();
}
