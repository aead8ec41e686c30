use super::*;

#[test]
fn no_other_code_is_loaded() {
    let mut target = Target::new();
    for attack in [
        "SELECT load_extension('evil')",
        "SELECT Load_Extension('evil', 'entry')",
        "SELECT fts3_tokenizer('simple')",
        "SELECT fts3_tokenizer('simple', x'00')",
        "SELECT 1 WHERE load_extension('evil') IS NULL",
        "UPDATE parents SET name = load_extension('evil')",
    ] {
        target.is_denied(attack, &Wall::Extension);
    }
}

#[test]
fn a_view_or_trigger_does_not_get_around_the_walls() {
    let mut target = Target::new();
    let by_view = "CREATE VIEW v AS SELECT load_extension('x'); SELECT * FROM v";
    let by_trigger = "CREATE TRIGGER t AFTER INSERT ON parents BEGIN
                      SELECT load_extension('x'); END; INSERT INTO parents VALUES (3, 'C')";
    let by_default = "CREATE TABLE t (a DEFAULT (load_extension('x')), b);
                      INSERT INTO t (b) VALUES (1)";
    for attack in [by_view, by_trigger, by_default] {
        let script = target.run(attack);
        let failure = script.failure().unwrap_or_else(|| panic!("{script:?}"));
        assert_eq!(failure.kind, FailureKind::Denied(Wall::Extension), "{attack}");
        target.scratch.restore(&target.image.clone()).unwrap();
    }
    target.works_as_before();
}

#[test]
fn the_functions_of_sqlite_are_those_that_someone_has_looked_at() {
    let mut target = Target::new();
    let script = target.run(
        "SELECT DISTINCT name FROM pragma_function_list WHERE builtin
         AND (name LIKE '%ext%' OR name LIKE '%file%' OR name LIKE '%load%'
              OR name LIKE '%exec%' OR name LIKE '%eval%' OR name LIKE 'sqlite_%'
              OR name LIKE '%fts%' OR name LIKE 'rtree%' OR name LIKE '%token%')
         ORDER BY name",
    );
    let names: Vec<_> = script.rows().unwrap().rows.iter().map(|row| row[0].plain()).collect();
    // The walls refuse `load_extension` and `sqlite_log`; the others tell nothing of the machine.
    insta::assert_snapshot!(names.join(" "), @"json_extract jsonb_extract load_extension sqlite_compileoption_get sqlite_compileoption_used sqlite_log sqlite_source_id sqlite_version");
}
