//! What is refused: why, and the rows in the way. That nothing changes is looked at by `made`.

use super::support::{database, made};
use insta::assert_snapshot;

const SHOP: &str = "CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE items (id INTEGER PRIMARY KEY, store_id INTEGER, name TEXT);
    INSERT INTO stores VALUES (1, 'Corner'), (2, 'Depot');";

#[track_caller]
fn refused(sql: &str, text: &str) -> String {
    let told = made(&mut database(sql), text);
    assert!(told.contains("Nothing was changed."), "{told}");
    told
}

#[test]
fn rows_that_refer_to_nothing() {
    let sql = format!(
        "{SHOP} INSERT INTO items VALUES (1, 1, 'Apple'), (2, 7, 'Pear'), (3, 'x', 'Fig');"
    );
    assert_snapshot!(refused(&sql, "stores 1-n items"));
    let sql = "CREATE TABLE a (id TEXT PRIMARY KEY); CREATE TABLE b (a_id INTEGER); INSERT INTO a VALUES ('01'); INSERT INTO b VALUES (1);";
    assert_snapshot!(refused(sql, "a 1-n b"));
    let sql = "CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER); INSERT INTO b VALUES (1, 5);";
    assert_snapshot!(refused(sql, "a 1-n b"));
}

#[test]
fn rows_that_are_equal() {
    let sql = format!(
        "{SHOP} INSERT INTO items VALUES (1, 1, 'Apple'), (2, 1, 'Pear'), (3, NULL, ''), (4, NULL, '');"
    );
    assert_snapshot!(refused(&sql, "stores 1-1 items"));
}

#[test]
fn rows_that_refer_to_none() {
    let sql = format!("{SHOP} INSERT INTO items VALUES (1, 1, 'Apple'), (2, NULL, 'Pear');");
    assert_snapshot!(refused(&sql, "stores! 1-n items"));
    let sql = sql.replace("store_id INTEGER,", "shop INTEGER,");
    assert_snapshot!(refused(&sql, "stores! 1-n items"));
}

#[test]
fn keys_that_are_no_keys() {
    assert_snapshot!(refused("CREATE TABLE a (x); CREATE TABLE b (y);", "a 1-n b"));
    assert_snapshot!(refused(
        "CREATE TABLE a (x PRIMARY KEY); CREATE TABLE b (y);",
        "a 1-n b (p, q)"
    ));
    assert_snapshot!(refused(
        "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a_id INTEGER PRIMARY KEY REFERENCES a);",
        "a 1-n b"
    ));
    assert_snapshot!(refused(
        "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a_id INTEGER PRIMARY KEY REFERENCES a);",
        "a? 1-1 b"
    ));
    assert_snapshot!(refused(
        "CREATE TABLE a (x); CREATE TABLE b (a_x REFERENCES a (x));",
        "a 1-n b"
    ));
}

#[test]
fn what_another_key_needs() {
    let sql = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a_id INTEGER UNIQUE REFERENCES a);
        CREATE TABLE c (b INTEGER REFERENCES b (a_id));";
    assert_snapshot!(refused(sql, "a 1-n b"));
}

#[test]
fn names_that_are_taken() {
    assert_snapshot!(refused("CREATE VIEW a AS SELECT 1 AS id;", "a 1-n b"));
    assert_snapshot!(refused("CREATE TABLE t (x); CREATE INDEX a ON t (x);", "a 1-n b"));
    assert_snapshot!(refused("", "sqlite_a 1-n b"));
    let sql = "CREATE TABLE people (id INTEGER PRIMARY KEY); CREATE TABLE actors (id INTEGER PRIMARY KEY);
        CREATE TABLE roles (actor_id INTEGER REFERENCES people);";
    assert_snapshot!(refused(sql, "actors 1-n roles"));
}

#[test]
fn what_contradicts_itself() {
    assert_snapshot!(refused("", "a 1-n b\na 1-1 b (a_id)"));
}

#[test]
fn an_open_transaction() {
    let mut scratch =
        database("CREATE TABLE a (id INTEGER PRIMARY KEY); BEGIN; INSERT INTO a VALUES (1);");
    assert_snapshot!(made(&mut scratch, "a 1-n b"));
    assert!(scratch.in_transaction());
}

#[test]
fn one_refusal_leaves_all() {
    let sql = format!("{SHOP} INSERT INTO items VALUES (1, 7, 'Apple');");
    assert_snapshot!(refused(&sql, "new 1-n other\nstores 1-n items\nlone"));
}

#[test]
fn limits_of_the_sandbox() {
    let columns: Vec<String> = (0..200).map(|n| format!("c{n}")).collect();
    let sql = format!(
        "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b ({});",
        columns.join(", ")
    );
    assert_snapshot!(refused(&sql, "a 1-n b"));
    let many: String = (0..201).map(|n| format!("a 1-n b (c{n})\n")).collect();
    assert_snapshot!(refused("", &many));
}

#[test]
fn a_value_that_would_change_in_a_rebuild_is_not_lost() {
    // The new type of a copy must not turn one value into another.
    let sql = "CREATE TABLE a (id INTEGER PRIMARY KEY);
        CREATE TABLE b (a_id, i INTEGER, r REAL, n NUMERIC, t TEXT, x, y BLOB, f FLOATING_POINT, d DATE);
        INSERT INTO b VALUES (NULL, 'x', 'y', '1e3', 5, '7', '8', 3, '2020-01-01'), (NULL, x'00', 9, 1.0, x'01', 7, 8, 'z', 5),
          (NULL, 9e99, 1, 12345678901234567890, 2.50, 1.0, 1.0, '4', '05');";
    made(&mut database(sql), "a 1-n b");
}

#[test]
fn what_is_too_much_work_is_stopped() {
    let sql = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY, a_id TEXT);
        WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO b SELECT i, NULL FROM n;
        CREATE VIEW endless AS WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
        CREATE TABLE c (x UNIQUE CHECK (x < 5), a_id, y AS (x || x || hex(zeroblob(20000))));";
    made(&mut database(sql), "a 1-1 b\na 1-n c");
}

#[test]
fn columns_that_cannot_be_computed_are_left_alone() {
    let sql = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (x);
        INSERT INTO b (x) VALUES (-9223372036854775808); ALTER TABLE b ADD COLUMN y AS (abs(x));";
    let mut scratch = database(sql);
    let model = super::support::model("a 1-n b");
    let made = relatable::relation::make::make(&mut scratch, &model).unwrap();
    assert!(matches!(made.as_slice(), [relatable::relation::make::Made::Done { .. }]), "{made:?}");
}

#[test]
fn many_rows_are_rebuilt_within_the_budget() {
    let many = "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)";
    let sql = format!(
        "CREATE TABLE a (id INTEGER PRIMARY KEY); INSERT INTO a VALUES (1);
        CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER);
        CREATE TABLE c (b_id INTEGER REFERENCES b (id));
        {many} INSERT INTO b SELECT i, 1 FROM n; {many} INSERT INTO c SELECT i FROM n;"
    );
    let told = made(&mut database(&sql), "a 1-n b");
    // Without an index, looking for the rows that refer to each row would never end.
    assert!(told.starts_with("PRAGMA foreign_keys = OFF;\n"), "{told}");
}

#[test]
fn odd_schemas_do_no_harm() {
    let odd = [
        "CREATE TABLE \"b\"\"\" (\"a_id\" \"a type)\" /*,*/ , [c)] DEFAULT '),(', `d` CHECK (d <> \"c)\"));",
        "CREATE TABLE b (a_id INT CONSTRAINT \"unique\" NOT NULL ON CONFLICT FAIL CONSTRAINT x UNIQUE ON CONFLICT IGNORE DEFAULT NULL);",
        "CREATE TABLE b AS SELECT 1 AS a_id, 'x' AS \"check\";",
        "CREATE TABLE b (a_id REFERENCES a DEFERRABLE INITIALLY DEFERRED NOT NULL UNIQUE -- x\n, y);",
        "CREATE TABLE b (a_id, y, PRIMARY KEY (y, a_id), FOREIGN KEY (y) REFERENCES a MATCH FULL ON DELETE SET DEFAULT UNIQUE (a_id) CHECK (y));",
        "CREATE TABLE b (\"CONSTRAINT\" TEXT, a_id GENERATED ALWAYS AS (1) VIRTUAL);",
        "CREATE TABLE b (a_id, rowid, oid, _rowid_); INSERT INTO b VALUES (1, 2, 3, 4), (NULL, 1, 1, 1);",
        "CREATE TABLE b (a_id); CREATE TABLE b_copy (x); CREATE INDEX b_copy_2 ON b (a_id);",
    ];
    for sql in odd {
        let sql =
            format!("CREATE TABLE a (id INTEGER PRIMARY KEY); INSERT INTO a VALUES (1); {sql}");
        for text in ["a 1-n b", "a! 1-1 b", "a? 1-n b\"", "a n-n b", "b 1-n b", "a n-n a via b"] {
            made(&mut database(&sql), text);
        }
    }
}
