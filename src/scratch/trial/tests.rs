use super::*;
use crate::rows::data_set::TableRows;
use crate::rows::{Row, Value};

const SCHEMA: &str = "
    CREATE TABLE stores (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
        main INTEGER REFERENCES items);
    CREATE TABLE items (id INTEGER PRIMARY KEY, store_id INTEGER NOT NULL REFERENCES stores,
        price REAL CHECK (price > 0), twice AS (price * 2));
    CREATE TABLE log (what);
    CREATE TRIGGER dear AFTER INSERT ON items WHEN new.price > 100 BEGIN
        INSERT INTO log VALUES (new.id); END;";

fn scratch(schema: &str) -> (Scratch, Image) {
    let mut scratch = Scratch::new().unwrap();
    let script = scratch.run(schema, &Budget::default());
    assert_eq!(script.failure(), None);
    let image = scratch.image().unwrap();
    let empty = scratch.emptied(&image).unwrap();
    (scratch, empty)
}

fn table(name: &str, columns: &[&str], rows: Vec<Row>) -> TableRows {
    let columns = columns.iter().map(|&column| column.to_owned()).collect();
    TableRows { table: name.to_owned(), columns, rows }
}

fn store(id: i64, name: &str) -> Row {
    vec![Value::Integer(id), Value::Text(name.to_owned())]
}

fn item(id: i64, store: i64, price: f64) -> Row {
    vec![Value::Integer(id), Value::Integer(store), Value::Real(price)]
}

fn stores(rows: Vec<Row>) -> TableRows {
    table("stores", &["id", "name"], rows)
}

fn items(rows: Vec<Row>) -> TableRows {
    table("items", &["id", "store_id", "price"], rows)
}

fn data(tables: Vec<TableRows>) -> DataSet {
    DataSet { tables }
}

#[track_caller]
fn rows(trial: &mut Trial<'_>, query: Prepared) -> Vec<Row> {
    match trial.run(query, &Budget::default()) {
        Ran::Rows(rows) => rows.rows,
        other => panic!("{other:?}"),
    }
}

const COUNTS: &str = "SELECT (SELECT count(*) FROM stores), (SELECT count(*) FROM items),
    (SELECT count(*) FROM log), (SELECT max(seq) FROM sqlite_sequence)";

fn counts(stores: i64, items: i64, log: i64, last: Option<i64>) -> Vec<Row> {
    let last = last.map_or(Value::Null, Value::Integer);
    vec![vec![Value::Integer(stores), Value::Integer(items), Value::Integer(log), last]]
}

#[test]
fn each_data_set_is_there_alone_whatever_the_order_of_its_tables() {
    let (mut scratch, empty) = scratch(SCHEMA);
    let mut trial = scratch.trial(&empty).unwrap();
    let query = trial.prepare(COUNTS).unwrap();
    let parents = stores(vec![store(3, "a"), store(9, "b")]);
    let children = items(vec![item(1, 9, 2.0), item(2, 3, 200.0)]);
    for tables in [vec![parents.clone(), children.clone()], vec![children, parents]] {
        assert_eq!(trial.fill(&data(tables)), Fill::Filled);
        assert!(trial.keys_hold());
        assert_eq!(rows(&mut trial, query), counts(2, 2, 1, Some(9)));
        assert_eq!(trial.fill(&data(Vec::new())), Fill::Filled);
        assert_eq!(rows(&mut trial, query), counts(0, 0, 0, None));
    }
    // An id that the database gives begins at 1 each time.
    let next = trial.prepare("SELECT id FROM stores").unwrap();
    for _ in 0..2 {
        let nameless = table("stores", &["name"], vec![vec![Value::Text("a".to_owned())]]);
        assert_eq!(trial.fill(&data(vec![nameless])), Fill::Filled);
        assert_eq!(rows(&mut trial, next), [[Value::Integer(1)]]);
    }
}

#[test]
fn rows_may_refer_to_each_other_in_a_ring_and_to_nothing() {
    let (mut scratch, empty) = scratch(SCHEMA);
    let mut trial = scratch.trial(&empty).unwrap();
    let name = |id: i64, main: i64| {
        vec![Value::Integer(id), Value::Text(id.to_string()), Value::Integer(main)]
    };
    let ring = |main| {
        let stores = table("stores", &["id", "name", "main"], vec![name(1, main)]);
        data(vec![stores, items(vec![item(7, 1, 1.0)])])
    };
    assert_eq!(trial.fill(&ring(7)), Fill::Filled);
    assert!(trial.keys_hold());
    assert_eq!(trial.fill(&ring(8)), Fill::Filled);
    assert!(!trial.keys_hold());
    assert_eq!(trial.fill(&ring(7)), Fill::Filled);
    assert!(trial.keys_hold());
}

#[test]
fn a_refused_row_is_named_and_leaves_nothing_behind() {
    let (mut scratch, empty) = scratch(&format!(
        "{SCHEMA} CREATE TABLE strict (x INTEGER, y TEXT) STRICT;
         CREATE TABLE undone (x UNIQUE ON CONFLICT ROLLBACK);
         CREATE TABLE cut (x, y AS (json_extract(x, '$.a')) STORED);
         CREATE TRIGGER no BEFORE INSERT ON log BEGIN SELECT RAISE(ROLLBACK, 'no'); END;"
    ));
    let mut trial = scratch.trial(&empty).unwrap();
    let query = trial.prepare(COUNTS).unwrap();
    let one = |value: &str| vec![Value::Text(value.to_owned())];
    let first = stores(vec![store(1, "a")]);
    for (refused, row, constraint) in [
        (stores(vec![store(2, "b"), store(3, "a")]), 1, Constraint::Unique),
        (stores(vec![store(1, "b")]), 0, Constraint::PrimaryKey),
        (table("stores", &["id"], vec![vec![Value::Integer(5)]]), 0, Constraint::NotNull),
        (items(vec![item(1, 1, 1.0), item(2, 1, -1.0)]), 1, Constraint::Check),
        (items(vec![item(1, 1, 1000.0)]), 0, Constraint::Other),
        (table("strict", &["x"], vec![one("x")]), 0, Constraint::Type),
        (table("undone", &["x"], vec![one("x"), one("x")]), 1, Constraint::Unique),
        (table("cut", &["x"], vec![one("{")]), 0, Constraint::Other),
        (table("nowhere", &["x"], vec![one("x")]), 0, Constraint::Other),
    ] {
        let name = refused.table.clone();
        let fill = trial.fill(&data(vec![first.clone(), refused]));
        assert_eq!(fill, Fill::Refused { table: 1, row, constraint }, "{name}");
        assert_eq!(rows(&mut trial, query), counts(0, 0, 0, None), "{name}");
        assert_eq!(trial.fill(&data(vec![first.clone()])), Fill::Filled);
        assert_eq!(rows(&mut trial, query), counts(1, 0, 0, Some(1)), "{name}");
    }
}

#[test]
fn what_runs_away_is_stopped_at_the_same_place_each_time() {
    let (mut scratch, empty) = scratch(
        "CREATE TABLE t (x);
         CREATE TABLE u (x);
         CREATE TRIGGER endless AFTER INSERT ON u BEGIN INSERT INTO t
             WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999999)
             SELECT max(i) FROM n; END;",
    );
    let mut trial = scratch.trial(&empty).unwrap();
    let endless = "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    let query = trial.prepare(endless).unwrap();
    let plain = trial.prepare("SELECT x FROM t").unwrap();
    let one = |name: &str| data(vec![table(name, &["x"], vec![vec![Value::Integer(1)]])]);
    let budget = Budget { steps: 20_000, ..Budget::default() };
    let mut used = Vec::new();
    for _ in 0..3 {
        assert_eq!(trial.fill(&one("t")), Fill::Filled);
        assert_eq!(rows(&mut trial, plain), [[Value::Integer(1)]]);
        let before = trial.steps();
        assert_eq!(trial.run(query, &budget), Ran::Stopped(Stop::Steps));
        used.push(trial.steps() - before);
        assert_eq!(trial.fill(&one("u")), Fill::Stopped(Stop::Steps));
        assert!(rows(&mut trial, plain).is_empty());
    }
    assert_eq!(used, [used[0]; 3]);
    assert!((20_000..=21_001).contains(&used[0]), "{used:?}");
}

#[test]
fn steps_are_the_same_for_the_same_work() {
    let (mut scratch, empty) = scratch(SCHEMA);
    let mut trial = scratch.trial(&empty).unwrap();
    let query = trial.prepare("SELECT name, count(*) FROM stores GROUP BY name").unwrap();
    let set = data(vec![stores(vec![store(1, "a"), store(2, "b")]), items(vec![item(1, 1, 1.0)])]);
    let mut costs = Vec::new();
    for _ in 0..3 {
        let before = trial.steps();
        trial.fill(&set);
        rows(&mut trial, query);
        costs.push(trial.steps() - before);
    }
    assert!(costs[0] > 0);
    assert_eq!(costs, [costs[0]; 3]);
}

#[test]
fn only_one_query_that_reads_is_taken() {
    let (mut scratch, empty) = scratch(SCHEMA);
    let mut trial = scratch.trial(&empty).unwrap();
    let mut messages = String::new();
    for text in [
        "",
        " -- nothing",
        "SELECT 1; SELECT 2",
        "SELECT 1; SELEC",
        "INSERT INTO stores VALUES (1, 'a', NULL) RETURNING id",
        "WITH a AS (SELECT 1) DELETE FROM stores",
        "PRAGMA table_info(stores)",
        "EXPLAIN SELECT 1",
        "BEGIN",
        "SELECT :name",
        "SELECT 'a\0b'",
        "SELEC 1",
        "SELECT nowhere FROM stores",
        "SELECT * FROM nowhere",
        "SELECT load_extension('x')",
        "SELECT * FROM dbstat",
    ] {
        let unfit = trial.prepare(text).unwrap_err();
        messages += &format!("{text:?}: {unfit}\n");
    }
    insta::assert_snapshot!(messages, @r#"
    "": there is no query in it
    " -- nothing": there is no query in it
    "SELECT 1; SELECT 2": there is more than one statement in it
    "SELECT 1; SELEC": there is more than one statement in it
    "INSERT INTO stores VALUES (1, 'a', NULL) RETURNING id": it is no query: it has to be a SELECT or VALUES
    "WITH a AS (SELECT 1) DELETE FROM stores": it is no query: it has to be a SELECT or VALUES
    "PRAGMA table_info(stores)": it is no query: it has to be a SELECT or VALUES
    "EXPLAIN SELECT 1": it is no query: it has to be a SELECT or VALUES
    "BEGIN": it is no query: it has to be a SELECT or VALUES
    "SELECT :name": :name stands for a value that a program would give; write the value
    "SELECT 'a\0b'": the text contains a NUL character, which SQL cannot
    "SELEC 1": near "SELEC": syntax error
    "SELECT nowhere FROM stores": no such column: nowhere
    "SELECT * FROM nowhere": no such table: nowhere
    "SELECT load_extension('x')": the scratch database cannot load other code
    "SELECT * FROM dbstat": virtual tables are not part of the scratch database
    "#);
    for text in
        ["SELECT 1;", "/* a */ VALUES (1, 2); -- b", "WITH a AS (SELECT 1) SELECT * FROM a;"]
    {
        assert!(trial.prepare(text).is_ok(), "{text}");
    }
}

#[test]
fn a_query_sees_no_traces_of_how_its_data_came_there() {
    let (mut scratch, empty) = scratch(SCHEMA);
    let mut trial = scratch.trial(&empty).unwrap();
    let traces = "SELECT last_insert_rowid(), changes(), total_changes(), count(*) FROM stores";
    let query = trial.prepare(traces).unwrap();
    for id in 5..8 {
        assert_eq!(trial.fill(&data(vec![stores(vec![store(id, "a")])])), Fill::Filled);
        assert_eq!(rows(&mut trial, query), [[0, 0, 0, 1].map(Value::Integer)]);
    }
}

#[test]
fn a_scratch_database_is_as_before_when_the_trial_is_over() {
    let (mut scratch, empty) = scratch(SCHEMA);
    let mut trial = scratch.trial(&empty).unwrap();
    assert_eq!(trial.fill(&data(vec![stores(vec![store(1, "a")])])), Fill::Filled);
    drop(trial);
    assert!(scratch.is_pristine());
    let budget = Budget::default();
    let traces = "SELECT last_insert_rowid(), changes(), total_changes(), count(*) FROM stores";
    let script = scratch.run(traces, &budget);
    assert_eq!(script.rows().unwrap().rows, [[0, 0, 0, 0].map(Value::Integer)]);
    // Keys are looked at with each statement again.
    let orphan = scratch.run("INSERT INTO items (id, store_id) VALUES (1, 1)", &budget);
    assert!(orphan.failure().is_some());
    assert_eq!(scratch.image().unwrap().size(), empty.size());
}

#[test]
fn who_waits_can_stop_it_and_it_stays_stopped() {
    let (mut scratch, empty) = scratch(SCHEMA);
    let interrupt = scratch.interrupt();
    interrupt.stop();
    let mut trial = scratch.trial(&empty).unwrap();
    let query = trial.prepare("SELECT 1").unwrap();
    assert_eq!(rows(&mut trial, query).len(), 1);
    interrupt.stop();
    for _ in 0..2 {
        assert_eq!(trial.run(query, &Budget::default()), Ran::Stopped(Stop::Interrupted));
        assert_eq!(trial.fill(&data(Vec::new())), Fill::Stopped(Stop::Interrupted));
    }
}

#[test]
fn tables_may_be_wide() {
    let columns: Vec<String> = (0..150).map(|number| format!("c{number}")).collect();
    let (mut scratch, empty) = scratch(&format!("CREATE TABLE t ({})", columns.join(", ")));
    let mut trial = scratch.trial(&empty).unwrap();
    let query = trial.prepare("SELECT c149 FROM t").unwrap();
    let cells = (0..150).map(Value::Integer).collect();
    let wide = TableRows { table: "T".to_owned(), columns, rows: vec![cells] };
    assert_eq!(trial.fill(&data(vec![wide])), Fill::Filled);
    assert_eq!(rows(&mut trial, query), [[Value::Integer(149)]]);
}

/// Run by hand: `cargo test --release --lib trial -- --ignored --nocapture`.
#[test]
#[ignore = "it measures"]
#[expect(clippy::print_stdout, reason = "it is run by hand, to be read")]
fn what_a_data_set_costs() {
    let (mut scratch, empty) = scratch(SCHEMA);
    let mut trial = scratch.trial(&empty).unwrap();
    let queries = [
        "SELECT s.name, count(*) FROM stores s JOIN items i ON i.store_id = s.id GROUP BY s.id",
        "SELECT s.name, count(i.id) FROM stores s LEFT JOIN items i ON i.store_id = s.id GROUP BY 1",
    ]
    .map(|text| trial.prepare(text).unwrap());
    let rows = |from: i64| (from..from + 4).map(|id| item(id, id % 3 + 1, 2.5)).collect();
    let names = (1..5).map(|id| store(id, ["a", "b", "c", "d", "e"][id as usize])).collect();
    let set = data(vec![stores(names), items(rows(1))]);
    let budget = Budget { steps: 20_000, ..Budget::default() };
    let began = std::time::Instant::now();
    for _ in 0..20_000 {
        assert_eq!(trial.fill(&set), Fill::Filled);
        for query in queries {
            assert!(matches!(trial.run(query, &budget), Ran::Rows(_)));
        }
    }
    println!("{:?} for each data set", began.elapsed() / 20_000);
    let began = std::time::Instant::now();
    for _ in 0..20_000 {
        assert_eq!(trial.fill(&set), Fill::Filled);
    }
    println!("{:?} for filling it in alone", began.elapsed() / 20_000);
    let began = std::time::Instant::now();
    for _ in 0..20_000 {
        assert!(trial.keys_hold());
    }
    println!("{:?} for its keys", began.elapsed() / 20_000);
    println!("{} steps", trial.steps() / 60_000);
}
