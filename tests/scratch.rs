//! What a scratch database does with what it may do: scripts, failures, images, schemas, moments.

use relatable::rows::Value;
use relatable::schema::{Affinity, IndexOrigin};
use relatable::scratch::{
    Budget, Constraint, FailureKind, Image, Moment, Ran, Scratch, Script, Stop,
};

const SHOP: &str = "
    CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE items (
        id INTEGER PRIMARY KEY,
        name TEXT,
        price REAL CHECK (price >= 0),
        store_id INTEGER REFERENCES stores
    );
    INSERT INTO stores VALUES (1, 'Corner'), (2, 'Depot');
    INSERT INTO items VALUES (1, 'tea', 2.5, 1), (2, 'salt', NULL, 1);";

fn shop() -> Scratch {
    let mut scratch = Scratch::new().unwrap();
    let script = run(&mut scratch, SHOP);
    assert_eq!(script.failure(), None);
    scratch
}

fn run(scratch: &mut Scratch, text: &str) -> Script {
    scratch.run(text, &Budget::default())
}

#[track_caller]
fn cell(scratch: &mut Scratch, query: &str) -> Value {
    let script = run(scratch, query);
    let rows = script.rows().unwrap_or_else(|| panic!("no rows: {script:?}"));
    rows.rows[0][0].clone()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[track_caller]
fn kind(statement: &str) -> FailureKind {
    let script = run(&mut shop(), statement);
    script.failure().unwrap_or_else(|| panic!("no failure: {script:?}")).kind.clone()
}

mod scripts {
    use super::*;

    #[test]
    fn every_statement_has_its_place_and_its_outcome() {
        let text = " -- first\nINSERT INTO stores VALUES (3, 'a;b') ; ;; /* then */ SELECT name \
                    FROM stores WHERE id = 3;\n CREATE TABLE t (x) -- ;\n;";
        let script = run(&mut shop(), text);
        let told: Vec<_> = script
            .statements
            .iter()
            .map(|statement| {
                let span = statement.span;
                (&text[span.start..span.end], statement.read_only, statement.ran.clone())
            })
            .collect();
        assert_eq!(told.len(), 3);
        assert_eq!(told[0].0, "INSERT INTO stores VALUES (3, 'a;b') ;");
        assert_eq!((told[0].1, &told[0].2), (false, &Ran::Done { changed: 1 }));
        assert_eq!(told[1].0, "SELECT name FROM stores WHERE id = 3;");
        assert!(told[1].1);
        assert_eq!(told[2].0, "CREATE TABLE t (x) -- ;\n;");
        assert_eq!((told[2].1, &told[2].2), (false, &Ran::Done { changed: 0 }));
        assert_eq!(script.rows().unwrap().rows, [[text_cell("a;b")]]);
        assert!(script.wrote());
    }

    fn text_cell(cell: &str) -> Value {
        text(cell)
    }

    #[test]
    fn blank_scripts_do_nothing() {
        for blank in ["", " \n\t", ";", ";;;", "-- only a comment", "/* ; */ ;", "/* open"] {
            assert_eq!(run(&mut shop(), blank), Script::default(), "{blank:?}");
        }
    }

    #[test]
    fn a_trigger_is_one_statement() {
        let text = "CREATE TRIGGER t AFTER INSERT ON stores BEGIN
                        UPDATE stores SET name = name || '!' WHERE id = new.id;
                        DELETE FROM items WHERE store_id = new.id;
                    END; INSERT INTO stores VALUES (3, 'New'); SELECT name FROM stores";
        let mut scratch = shop();
        let script = run(&mut scratch, text);
        assert_eq!(script.statements.len(), 3);
        assert!(text[..script.statements[0].span.end].ends_with("END;"));
        assert_eq!(script.statements[1].ran, Ran::Done { changed: 1 });
        assert_eq!(cell(&mut scratch, "SELECT name FROM stores WHERE id = 3"), text_of("New!"));
    }

    fn text_of(cell: &str) -> Value {
        text(cell)
    }

    #[test]
    fn a_script_may_be_longer_than_a_statement() {
        let text = "INSERT INTO items (name) VALUES ('something');\n".repeat(5000);
        assert!(text.len() > 200_000);
        let mut scratch = shop();
        assert_eq!(run(&mut scratch, &text).statements.len(), 5000);
        assert_eq!(cell(&mut scratch, "SELECT COUNT(*) FROM items"), Value::Integer(5002));
    }

    #[test]
    fn the_first_failure_ends_the_script_and_keeps_what_was_before() {
        let mut scratch = shop();
        let script = run(
            &mut scratch,
            "DELETE FROM items; INSERT INTO stores VALUES (9, 'x'), (1, 'y'); DROP TABLE items",
        );
        assert_eq!(script.statements.len(), 2);
        assert!(script.failure().is_some());
        assert_eq!(cell(&mut scratch, "SELECT COUNT(*) FROM items"), Value::Integer(0));
        assert_eq!(cell(&mut scratch, "SELECT COUNT(*) FROM stores"), Value::Integer(2));
    }

    #[test]
    fn changed_counts_the_rows_of_the_statement_alone() {
        let mut scratch = shop();
        let changed = |scratch: &mut Scratch, text: &str| match run(scratch, text).statements[..] {
            [ref one] => match one.ran {
                Ran::Done { changed } => changed,
                ref other => panic!("{other:?}"),
            },
            ref other => panic!("{other:?}"),
        };
        assert_eq!(changed(&mut scratch, "UPDATE items SET name = 'x'"), 2);
        assert_eq!(changed(&mut scratch, "BEGIN"), 0);
        assert_eq!(changed(&mut scratch, "COMMIT"), 0);
        assert_eq!(changed(&mut scratch, "CREATE TABLE copy AS SELECT * FROM items"), 0);
        assert_eq!(changed(&mut scratch, "DROP TABLE copy"), 0);
        assert_eq!(changed(&mut scratch, "DELETE FROM items WHERE id = 77"), 0);
        assert_eq!(changed(&mut scratch, "WITH a AS (SELECT 1) DELETE FROM items"), 2);
        assert_eq!(changed(&mut scratch, "PRAGMA foreign_keys = ON"), 0);
    }

    #[test]
    fn results_are_cut_at_the_budget_and_say_so() {
        let mut scratch = shop();
        let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) \
                       SELECT x FROM n";
        let script = scratch.run(endless, &Budget { rows: 3, ..Budget::default() });
        let rows = script.rows().unwrap();
        assert_eq!((rows.rows.len(), rows.truncated), (3, true));
        let script = scratch.run(
            "SELECT zeroblob(90000) FROM items, items AS i, items AS j",
            &Budget { bytes: 200_000, ..Budget::default() },
        );
        let rows = script.rows().unwrap();
        assert_eq!((rows.rows.len(), rows.truncated), (2, true));
        let script =
            scratch.run("SELECT 1 UNION SELECT 2", &Budget { rows: 2, ..Budget::default() });
        assert!(!script.rows().unwrap().truncated);
    }

    #[test]
    fn a_write_whose_result_is_cut_is_run_to_its_end() {
        let mut scratch = shop();
        let script = scratch.run(
            "INSERT INTO items (name) VALUES (1), (2), (3) RETURNING id",
            &Budget { rows: 1, ..Budget::default() },
        );
        let rows = script.rows().unwrap();
        assert_eq!((rows.rows.len(), rows.truncated), (1, true));
        assert_eq!(cell(&mut scratch, "SELECT COUNT(*) FROM items"), Value::Integer(5));
    }

    #[test]
    fn cells_keep_their_storage_class() {
        let script = run(&mut shop(), "SELECT 1, 1.0, '1', x'31', NULL, CAST(x'ff' AS TEXT)");
        assert_eq!(
            script.rows().unwrap().rows[0],
            [
                Value::Integer(1),
                Value::Real(1.0),
                text("1"),
                Value::Blob(vec![0x31]),
                Value::Null,
                Value::Blob(vec![0xff]),
            ]
        );
    }
}

mod failures {
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
        assert_eq!(
            kind("SELECT id FROM stores JOIN items"),
            FailureKind::AmbiguousColumn("id".into())
        );
        assert_eq!(
            kind("SELECT lenght(name) FROM stores"),
            FailureKind::NoFunction("lenght".into())
        );
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
        assert_eq!(
            kind("ALTER TABLE items RENAME TO stores"),
            FailureKind::Exists("stores".into())
        );
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
        assert_eq!(
            kind("CREATE TABLE t (a); INSERT INTO t (rowid) VALUES (1), (1)"),
            by(PrimaryKey)
        );
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
}

mod images {
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
        run(
            &mut scratch,
            "BEGIN; DELETE FROM items; SAVEPOINT a; INSERT INTO items (id) VALUES (9)",
        );
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
        run(&mut scratch, "PRAGMA defer_foreign_keys = ON");
        scratch.restore(&image).unwrap();
        let script = run(&mut scratch, "BEGIN; DELETE FROM stores; ROLLBACK");
        let refused = FailureKind::Refused(Constraint::ForeignKey);
        assert_eq!(script.failure().map(|failure| &failure.kind), Some(&refused));
    }

    #[test]
    fn nothing_of_the_connection_outlives_a_restore() {
        let empty: Image = shop().image().unwrap();
        let mut fresh = Scratch::new().unwrap();
        fresh.restore(&empty).unwrap();
        let mut used = shop();
        run(&mut used, "INSERT INTO items (id) VALUES (40), (41); UPDATE items SET name = 'x'");
        used.restore(&empty).unwrap();
        for query in ["SELECT last_insert_rowid()", "SELECT changes()", "SELECT total_changes()"] {
            assert_eq!(cell(&mut used, query), cell(&mut fresh, query), "{query}");
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
}

mod schemas {
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
}

mod moments {
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
            let written =
                call.replace("'now'", "'2023-11-14 22:13:20'").replace("'utc'", "'+0 days'");
            let query = format!("SELECT quote({written})");
            let theirs: String = own.query_row(&query, [], |row| row.get(0)).unwrap();
            assert_eq!(
                cell(&mut scratch, &format!("SELECT quote({call})")),
                text(&theirs),
                "{call}"
            );
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
        assert_eq!(super::kind("SELECT randomblob(1000000000)"), FailureKind::Limit);
    }
}

mod mathematics {
    use super::*;

    #[track_caller]
    fn gives(call: &str, wanted: &Value) {
        assert_eq!(
            cell(&mut Scratch::new().unwrap(), &format!("SELECT {call}")),
            *wanted,
            "{call}"
        );
    }

    #[test]
    fn functions_give_what_sqlite_documents() {
        for (call, wanted) in [
            ("sqrt(16)", 4.0),
            ("pow(2, 10)", 1024.0),
            ("power('2', ' 3 ')", 8.0),
            ("exp(0)", 1.0),
            ("ln(exp(1))", 1.0),
            ("log(1000)", 3.0),
            ("log10(100)", 2.0),
            ("log2(8)", 3.0),
            ("round(log(2, 8), 9)", 3.0),
            ("mod(7.5, 2)", 1.5),
            ("mod(-7, 3)", -1.0),
            ("ceil(1.2)", 2.0),
            ("ceiling(-1.2)", -1.0),
            ("floor(-1.2)", -2.0),
            ("trunc(-1.7)", -1.0),
            ("round(degrees(pi()))", 180.0),
            ("round(sin(radians(90)), 9)", 1.0),
            ("atan2(0, 1)", 0.0),
        ] {
            gives(call, &Value::Real(wanted));
        }
        gives("ceil(3)", &Value::Integer(3));
        gives("floor('3')", &Value::Integer(3));
        gives("trunc('3.5')", &Value::Real(3.0));
    }

    #[test]
    fn what_has_no_number_gives_null() {
        for call in [
            "sqrt(-1)",
            "sqrt(NULL)",
            "sqrt('abc')",
            "sqrt('inf')",
            "sqrt(x'34')",
            "sqrt('')",
            "ln(0)",
            "log(-1)",
            "log(1, 8)",
            "log(0, 8)",
            "log(2, 0)",
            "acos(2)",
            "mod(1, 0)",
            "pow(NULL, 1)",
            "pow(1, NULL)",
            "floor(NULL)",
            "atanh(2)",
            "ceil('1x')",
        ] {
            gives(call, &Value::Null);
        }
    }
}
