use super::*;

#[test]
fn names_that_are_not_there() {
    assert_eq!(kind("SELECT * FROM store"), FailureKind::NoTable("store".into()));
    assert_eq!(kind("INSERT INTO store VALUES (1)"), FailureKind::NoTable("store".into()));
    assert_eq!(kind("SELECT * FROM \"a b\""), FailureKind::NoTable("a b".into()));
    assert_eq!(
        kind("CREATE TABLE a (b REFERENCES gone (x)); INSERT INTO a VALUES (1)"),
        FailureKind::NoTable("gone".into())
    );
    assert_eq!(kind("SELECT nmae FROM stores"), FailureKind::NoColumn("nmae".into()));
    assert_eq!(kind("SELECT \"nmae\" FROM stores"), FailureKind::NoColumn("nmae".into()));
    assert_eq!(kind("SELECT s.nmae FROM stores s"), FailureKind::NoColumn("s.nmae".into()));
    assert_eq!(
        kind("ALTER TABLE stores RENAME COLUMN nmae TO x"),
        FailureKind::NoColumn("nmae".into())
    );
    assert_eq!(
        kind("CREATE TABLE t (a, FOREIGN KEY (b) REFERENCES stores (id))"),
        FailureKind::NoColumn("b".into())
    );
    assert_eq!(
        kind("INSERT INTO stores (nmae) VALUES (1)"),
        FailureKind::NoColumnInTable("stores".into(), "nmae".into())
    );
    assert_eq!(kind("SELECT id FROM stores JOIN items"), FailureKind::AmbiguousColumn("id".into()));
    assert_eq!(kind("SELECT lenght(name) FROM stores"), FailureKind::NoFunction("lenght".into()));
}

#[test]
fn names_that_are_there_already() {
    assert_eq!(kind("CREATE TABLE stores (id)"), FailureKind::Exists("stores".into()));
    assert_eq!(kind("CREATE INDEX stores ON items (id)"), FailureKind::Exists("stores".into()));
    assert_eq!(
        kind("CREATE VIEW v AS SELECT 1; CREATE VIEW v AS SELECT 2"),
        FailureKind::Exists("v".into())
    );
    assert_eq!(
        kind("CREATE INDEX i ON items (id); CREATE INDEX i ON items (name)"),
        FailureKind::Exists("i".into())
    );
    assert_eq!(
        kind("CREATE INDEX i ON items (id); CREATE TABLE i (x)"),
        FailureKind::Exists("i".into())
    );
    assert_eq!(kind("ALTER TABLE items RENAME TO stores"), FailureKind::Exists("stores".into()));
}

#[test]
fn rows_that_are_refused() {
    use Constraint::*;
    let by = |constraint| FailureKind::Refused(constraint);
    assert_eq!(kind("INSERT INTO stores VALUES (3, 'Corner')"), by(Unique));
    assert_eq!(kind("INSERT INTO stores VALUES (1, 'New')"), by(PrimaryKey));
    assert_eq!(
        kind("CREATE TABLE t (a TEXT PRIMARY KEY); INSERT INTO t VALUES (1), (1)"),
        by(PrimaryKey)
    );
    assert_eq!(kind("CREATE TABLE t (a); INSERT INTO t (rowid) VALUES (1), (1)"), by(PrimaryKey));
    assert_eq!(kind("INSERT INTO items (store_id) VALUES (7)"), by(ForeignKey));
    assert_eq!(kind("DELETE FROM stores"), by(ForeignKey));
    assert_eq!(kind("DROP TABLE stores"), by(ForeignKey));
    let restrict = "CREATE TABLE t (a REFERENCES stores ON DELETE RESTRICT);
                    INSERT INTO t VALUES (2); DELETE FROM stores WHERE id = 2";
    assert_eq!(kind(restrict), by(ForeignKey));
    assert_eq!(
        kind("BEGIN; PRAGMA defer_foreign_keys = ON; DELETE FROM stores; COMMIT"),
        by(ForeignKey)
    );
    assert_eq!(kind("INSERT INTO stores VALUES (3, NULL)"), by(NotNull));
    assert_eq!(kind("UPDATE items SET price = -1"), by(Check));
    assert_eq!(kind("CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES ('x')"), by(Type));
    let trigger = "CREATE TRIGGER t BEFORE DELETE ON items BEGIN
                   SELECT RAISE(ABORT, 'no'); END; DELETE FROM items";
    assert_eq!(kind(trigger), by(Other));
}

#[test]
fn text_that_does_not_parse() {
    for broken in [
        "SELEC 1",
        "SELECT 'abc",
        "SELECT (1",
        "SELECT 1 +",
        "SELECT 1,, 2",
        "SELECT 1 +;",
        "CREATE TRIGGER t AFTER INSERT ON items BEGIN SELECT 1;",
        "SELECT 1 ORDER BY 1 UNION SELECT 2",
        "SELECT #",
    ] {
        let kind = kind(broken);
        if broken.contains("UNION") {
            // SQLite says this with other words; they tell it well.
            assert_eq!(kind, FailureKind::Other, "{broken}");
        } else {
            assert_eq!(kind, FailureKind::Syntax, "{broken}");
        }
    }
}

#[test]
fn offsets_count_in_the_whole_script() {
    let script = run(&mut shop(), "SELECT 'é'; -- é\n SELECT 'é', nmae FROM stores");
    let failure = script.failure().unwrap();
    assert_eq!(failure.offset, Some("SELECT 'é'; -- é\n SELECT 'é', ".len()));
    let script = run(&mut shop(), "SELECT 1 FROM; SELECT 2");
    assert_eq!(script.failure().unwrap().offset, Some(13));
    let trigger = "CREATE TRIGGER t AFTER INSERT ON items BEGIN SELECT 1; SELEC 2; END";
    let script = run(&mut shop(), trigger);
    assert_eq!(script.failure().unwrap().offset, trigger.find("SELEC 2"));
}

#[test]
fn parameters_are_refused_by_name() {
    let script = run(&mut shop(), "SELECT ':x' AS a, /* :x */ :x");
    let failure = script.failure().unwrap();
    assert_eq!(failure.kind, FailureKind::Parameter(":x".into()));
    assert_eq!(failure.offset, Some(27));
    insta::assert_snapshot!(
        failure.message,
        @":x stands for a value that a program would give; write the value"
    );
    assert_eq!(kind("INSERT INTO stores VALUES (?, ?)"), FailureKind::Parameter("?".into()));
    assert_eq!(kind("SELECT ?7"), FailureKind::Parameter("?7".into()));
}

#[test]
fn a_nul_character_refuses_the_whole_text() {
    let mut scratch = shop();
    let script = run(&mut scratch, "DROP TABLE items;\0 SELECT 1");
    let failure = script.failure().unwrap();
    assert_eq!((&failure.kind, failure.offset), (&FailureKind::Syntax, Some(17)));
    insta::assert_snapshot!(failure.message, @"the text contains a NUL character, which SQL cannot");
    assert!(scratch.schema().unwrap().table("items").is_some());
}
