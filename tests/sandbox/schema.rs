use super::*;

#[test]
fn the_schema_is_not_written_by_hand() {
    let mut target = Target::new();
    let temp = Wall::SystemTable("sqlite_temp_master".to_owned());
    target.is_denied("DELETE FROM sqlite_temp_schema", &temp);
    target.is_denied("UPDATE sqlite_temp_master SET sql = 'x'", &temp);
    for attack in [
        "INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 2, 'CREATE TABLE x (a)')",
        "UPDATE sqlite_schema SET sql = 'garbage'",
        "DELETE FROM sqlite_master WHERE name = 'children'",
        "DROP TABLE sqlite_master",
    ] {
        let wall = Wall::SystemTable("sqlite_master".to_owned());
        target.is_denied(attack, &wall);
    }
}

#[test]
fn what_alters_a_table_is_allowed() {
    let mut target = Target::new();
    let script = target.run(
        "ALTER TABLE parents RENAME COLUMN name TO title;
         ALTER TABLE children ADD COLUMN age INTEGER;
         CREATE INDEX i ON children (age); REINDEX; ANALYZE;
         DROP INDEX i;
         ALTER TABLE children DROP COLUMN age;
         ALTER TABLE children RENAME TO kids;
         CREATE VIEW v AS SELECT title FROM parents; DROP VIEW v;
         CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT);
         INSERT INTO counted VALUES (7); UPDATE sqlite_sequence SET seq = 20;
         INSERT INTO counted DEFAULT VALUES; SELECT MAX(id) FROM counted;",
    );
    assert_eq!(script.failure(), None);
    assert_eq!(script.rows().unwrap().rows[0][0], Value::Integer(21));
}

#[test]
fn a_parent_with_children_is_not_dropped() {
    let mut target = Target::new();
    let refused = FailureKind::Refused(Constraint::ForeignKey);
    assert_eq!(target.failure("DROP TABLE parents").kind, refused);
}

#[test]
fn more_objects_than_a_lesson_needs_are_refused() {
    let mut target = Target::new();
    let tables: String = (0..1100).map(|index| format!("CREATE TABLE t{index} (x);")).collect();
    let script = target.run(&tables);
    assert_eq!(script.failure().unwrap().kind, FailureKind::Limit);
    target.scratch.restore(&target.image.clone()).unwrap();
    target.works_as_before();
}
