use super::*;

#[test]
fn tables_columns_and_keys_are_told_in_full() {
    let mut scratch = Scratch::new().unwrap();
    let script = run(
        &mut scratch,
        "CREATE TABLE \"select\" (\"a b\" TEXT, \"b\"\"c\" INT, PRIMARY KEY (\"b\"\"c\", \"a b\"));
         CREATE TABLE Games (id INTEGER PRIMARY KEY, Title VARCHAR(20) NOT NULL DEFAULT 'x');
         CREATE TABLE reviews (
             game INTEGER NOT NULL REFERENCES games ON DELETE CASCADE ON UPDATE SET NULL,
             x TEXT, y INT,
             stars REAL, double AS (stars * 2) VIRTUAL, triple INT AS (stars * 3) STORED,
             gone REFERENCES nowhere,
             PRIMARY KEY (game, x),
             UNIQUE (stars, x),
             FOREIGN KEY (y, x) REFERENCES \"select\"
         ) WITHOUT ROWID;
         CREATE TABLE exact (a ANY, b INTEGER PRIMARY KEY DESC) STRICT;
         CREATE TABLE \"🦀\" (\"é\" BLOB, plain);
         CREATE INDEX i ON reviews (lower(x), stars) WHERE stars > 1;
         CREATE UNIQUE INDEX j ON games (title);
         CREATE VIEW titles AS SELECT Title FROM games;
         INSERT INTO games VALUES (1, 'a');",
    );
    assert_eq!(script.failure(), None);
    let schema = scratch.schema().unwrap();
    let names: Vec<_> = schema.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["select", "Games", "reviews", "exact", "🦀"]);
    assert_eq!(schema.views, ["titles"]);

    let quoted = schema.table("SELECT").unwrap();
    assert_eq!(quoted.primary_key, ["b\"c", "a b"]);
    assert!(!quoted.columns[0].not_null);

    let games = schema.table("games").unwrap();
    assert_eq!(games.primary_key, ["id"]);
    assert!(games.columns[0].not_null, "a rowid is never NULL");
    let title = games.column("title").unwrap();
    assert_eq!((title.declared.as_str(), title.affinity), ("VARCHAR(20)", Affinity::Text));
    assert_eq!((title.not_null, title.default.as_deref()), (true, Some("'x'")));
    assert!(games.sql.starts_with("CREATE TABLE Games"));
    assert!(games.is_unique(&["title".to_owned()]));

    let reviews = schema.table("reviews").unwrap();
    assert!(reviews.without_rowid && !reviews.strict);
    let generated: Vec<_> = reviews.columns.iter().map(|column| column.generated).collect();
    assert_eq!(generated, [false, false, false, false, true, true, false]);
    assert!(reviews.column("x").unwrap().not_null, "part of a key without rowid");
    let keys: Vec<_> = reviews
        .foreign_keys
        .iter()
        .map(|key| (key.columns.join(","), key.table.as_str(), key.targets.join(",")))
        .collect();
    assert_eq!(
        keys,
        [
            ("game".to_owned(), "games", "id".to_owned()),
            ("gone".to_owned(), "nowhere", String::new()),
            ("y,x".to_owned(), "select", "b\"c,a b".to_owned()),
        ]
    );
    assert_eq!(reviews.foreign_keys[0].on_delete, "CASCADE");
    assert_eq!(reviews.foreign_keys[0].on_update, "SET NULL");
    let indexes: Vec<_> = reviews
        .indexes
        .iter()
        .map(|index| (index.origin, index.columns.clone(), index.unique, index.partial))
        .collect();
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(
        indexes,
        [
            (IndexOrigin::PrimaryKey, vec![some("game"), some("x")], true, false),
            (IndexOrigin::Unique, vec![some("stars"), some("x")], true, false),
            (IndexOrigin::Statement, vec![None, some("stars")], false, true),
        ]
    );

    let exact = schema.table("exact").unwrap();
    assert!(exact.strict);
    assert_eq!(exact.columns[0].affinity, Affinity::Blob);
    assert_eq!(schema.table("🦀").unwrap().columns[1].affinity, Affinity::Blob);
}

#[test]
fn looking_changes_nothing() {
    let mut scratch = shop();
    let image = scratch.image().unwrap();
    scratch.schema().unwrap();
    scratch.table_rows("items").unwrap();
    assert!(scratch.is_pristine());
    assert!(scratch.image().unwrap().is_same(&image));
    run(&mut scratch, "BEGIN; ALTER TABLE items ADD COLUMN size; DELETE FROM items");
    assert!(scratch.schema().unwrap().table("items").unwrap().column("size").is_some());
    assert!(scratch.table_rows("items").unwrap().rows.is_empty());
    assert!(scratch.in_transaction());
}

#[test]
fn rows_of_a_table_come_whole_and_in_order() {
    let mut scratch = Scratch::new().unwrap();
    run(
        &mut scratch,
        "CREATE TABLE \"a \"\"b\" (rowid TEXT, n INT AS (length(rowid)));
         CREATE INDEX i ON \"a \"\"b\" (rowid, n);
         INSERT INTO \"a \"\"b\" VALUES ('zz'), ('y'), ('xxx');
         CREATE TABLE w (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID;
         INSERT INTO w VALUES (1, 2), (2, 1);",
    );
    let rows = scratch.table_rows("A \"B").unwrap();
    assert_eq!(rows.columns, ["rowid", "n"]);
    let first: Vec<_> = rows.rows.iter().map(|row| row[0].plain()).collect();
    assert_eq!(first, ["zz", "y", "xxx"]);
    assert_eq!(rows.rows[2][1], Value::Integer(3));
    assert!(!rows.truncated);
    let rows = scratch.table_rows("w").unwrap();
    assert_eq!(rows.rows[0], [Value::Integer(2), Value::Integer(1)]);
    assert!(scratch.table_rows("gone").is_err());
}

#[test]
fn a_view_has_rows_too() {
    let mut scratch = Scratch::new().unwrap();
    run(
        &mut scratch,
        "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3);
         CREATE VIEW \"big ones\" AS SELECT a, a * 2 AS twice FROM t WHERE a > 1 ORDER BY a DESC;
         CREATE VIEW broken AS SELECT b FROM gone;",
    );
    let rows = scratch.table_rows("Big Ones").unwrap();
    assert_eq!(rows.columns, ["a", "twice"]);
    assert_eq!(rows.rows[0], [Value::Integer(3), Value::Integer(6)]);
    assert_eq!(rows.rows.len(), 2);
    assert!(scratch.table_rows("broken").is_err());
}

#[test]
fn a_small_table_with_endless_generated_columns_is_cut() {
    let mut scratch = Scratch::new().unwrap();
    run(
        &mut scratch,
        "CREATE TABLE t (a, b AS (printf('%.*c', 90000, 'x')));
         WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 5000)
         INSERT INTO t SELECT x FROM n;",
    );
    let rows = scratch.table_rows("t").unwrap();
    assert!(rows.truncated);
    assert!(rows.rows.len() < 1000);
}

#[test]
fn the_largest_schema_is_told_too() {
    let mut scratch = Scratch::new().unwrap();
    let tables: String = (0..450)
        .map(|index| format!("CREATE TABLE t{index} (a PRIMARY KEY, b REFERENCES t0, c);"))
        .collect();
    assert_eq!(run(&mut scratch, &tables).failure(), None);
    for _ in 0..3 {
        assert_eq!(scratch.schema().unwrap().tables.len(), 450);
        assert_eq!(scratch.table_rows("t7").unwrap().columns.len(), 3);
    }
}
