use super::*;

#[test]
fn nothing_is_made_beside_the_database() {
    let mut target = Target::new();
    for attack in [
        "CREATE TEMP TABLE t (x)",
        "CREATE TEMPORARY TABLE t AS SELECT 1",
        "CREATE TABLE temp.t (x)",
        "CREATE TEMP VIEW v AS SELECT 1",
        "CREATE VIEW temp.v AS SELECT 1",
        "CREATE TEMP TRIGGER t AFTER INSERT ON parents BEGIN SELECT 1; END",
        "CREATE TRIGGER temp.t AFTER INSERT ON parents BEGIN SELECT 1; END",
        "INSERT INTO sqlite_temp_master VALUES (1, 2, 3, 4, 5)",
        "CREATE TABLE temp.t AS SELECT 1",
    ] {
        target.is_denied(attack, &Wall::Temp);
    }
    let script = target.run("SELECT COUNT(*) FROM sqlite_temp_master");
    assert_eq!(script.rows().unwrap().rows[0][0], Value::Integer(0));
}

#[test]
fn no_virtual_table_is_made_and_no_page_is_shown() {
    let mut target = Target::new();
    for attack in [
        "CREATE VIRTUAL TABLE t USING fts5(x)",
        "CREATE VIRTUAL TABLE t USING rtree(id, a, b)",
        "CREATE VIRTUAL TABLE t USING fts4(x)",
        "SELECT * FROM dbstat",
    ] {
        target.is_denied(attack, &Wall::VirtualTable);
    }
    let pages = target.failure("SELECT * FROM sqlite_dbpage");
    assert_eq!(pages.kind, FailureKind::NoTable("sqlite_dbpage".to_owned()));
}
