use super::*;
use crate::counterexample::Comparison;
use crate::rows::Row;
use crate::rows::data_set::TableRows;

const SCHEMA: &str = "
    CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT NOT NULL, best INTEGER REFERENCES items);
    CREATE TABLE \"order\" (id INTEGER PRIMARY KEY, \"of\" INTEGER REFERENCES \"order\", at DATE);
    CREATE TABLE items (id INTEGER PRIMARY KEY, store_id INTEGER REFERENCES stores,
        price NUMERIC CHECK (price > 0), twice AS (price * 2));
    CREATE TABLE codes (code TEXT COLLATE NOCASE PRIMARY KEY);
    CREATE TABLE uses (code TEXT REFERENCES codes, note);
    CREATE TABLE empties (id INTEGER PRIMARY KEY, x DEFAULT 1);";

fn table(name: &str, columns: &[&str], rows: Vec<Row>) -> TableRows {
    let columns = columns.iter().map(|&column| column.to_owned()).collect();
    TableRows { table: name.to_owned(), columns, rows }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn numbers(numbers: &[i64]) -> Row {
    // 0 stands for NULL.
    numbers.iter().map(|&n| if n == 0 { Value::Null } else { Value::Integer(n) }).collect()
}

fn item(id: i64, store: i64, price: i64) -> Row {
    numbers(&[id, store, price])
}

fn items(rows: Vec<Row>) -> TableRows {
    table("items", &["id", "store_id", "price"], rows)
}

fn question(reference: &str, assume: &[&str]) -> Question {
    let mut scratch = Scratch::new().unwrap();
    assert_eq!(scratch.run(SCHEMA, &Budget::default()).failure(), None);
    let image = scratch.image().unwrap();
    Question {
        image,
        reference: reference.to_owned(),
        assume: assume.iter().map(|&query| query.to_owned()).collect(),
        comparison: Comparison::default(),
    }
}

fn replayed(
    reference: &str,
    candidate: &str,
    assume: &[&str],
    tables: Vec<TableRows>,
    found_by: FoundBy,
) -> Option<Witness> {
    let question = question(reference, assume);
    let ground = Ground::new(&mut Scratch::new().unwrap(), &question.image).unwrap();
    let moment = Moment::default();
    let claim = Claim { question: &question, ground: &ground, candidate, moment };
    claim.replay(&DataSet { tables }, &[], found_by).unwrap()
}

/// Everything, whatever it is.
fn replay(tables: Vec<TableRows>) -> Option<Witness> {
    replayed("SELECT 1", "SELECT 2", &[], tables, FoundBy::Chance)
}

#[test]
fn rows_stand_behind_those_that_they_refer_to() {
    let mut scripts = String::new();
    for tables in [
        vec![
            table("stores", &["id", "name"], vec![vec![Value::Integer(1), text("O'Hara")]]),
            items(vec![item(1, 1, 5), item(2, 0, 0)]),
        ],
        vec![
            items(vec![item(1, 1, 5), item(2, 0, 0)]),
            table("stores", &["id", "name"], vec![vec![Value::Integer(1), text("a")]]),
        ],
        // Row by row: the store needs an item, and another item the store.
        vec![
            items(vec![item(1, 1, 5), item(2, 0, 7)]),
            table(
                "stores",
                &["id", "name", "best"],
                vec![vec![Value::Integer(1), text("a"), Value::Integer(2)]],
            ),
        ],
        vec![
            items(vec![item(1, 1, 5)]),
            table(
                "stores",
                &["id", "name", "best"],
                vec![vec![Value::Integer(1), text("a"), Value::Integer(1)]],
            ),
        ],
        vec![table(
            "order",
            &["id", "of"],
            vec![numbers(&[1, 3]), numbers(&[2, 2]), numbers(&[3, 0])],
        )],
        vec![
            table("uses", &["code", "note"], vec![vec![text("ab"), Value::Blob(vec![1, 255])]]),
            table("codes", &["code"], vec![vec![text("AB")]]),
        ],
        vec![
            table("empties", &[], vec![Vec::new(), Vec::new()]),
            table("uses", &["note"], vec![vec![text("a\0b")], vec![Value::Real(f64::INFINITY)]]),
        ],
        Vec::new(),
    ] {
        let data = DataSet { tables: tables.clone() };
        let witness = replay(tables).unwrap_or_else(|| panic!("{data:?}"));
        assert_eq!(witness.data, data);
        scripts += &witness.script;
        scripts.push('\n');
    }
    insta::assert_snapshot!(scripts, @r#"
    INSERT INTO stores (id, name) VALUES (1, 'O''Hara');
    INSERT INTO items (id, store_id, price) VALUES (1, 1, 5), (2, NULL, NULL);

    INSERT INTO stores (id, name) VALUES (1, 'a');
    INSERT INTO items (id, store_id, price) VALUES (1, 1, 5), (2, NULL, NULL);

    INSERT INTO items (id, store_id, price) VALUES (2, NULL, 7);
    INSERT INTO stores (id, name, best) VALUES (1, 'a', 2);
    INSERT INTO items (id, store_id, price) VALUES (1, 1, 5);

    BEGIN;
    PRAGMA defer_foreign_keys = ON;
    INSERT INTO stores (id, name, best) VALUES (1, 'a', 1);
    INSERT INTO items (id, store_id, price) VALUES (1, 1, 5);
    COMMIT;

    INSERT INTO "order" (id, "of") VALUES (3, NULL), (1, 3), (2, 2);

    INSERT INTO codes (code) VALUES ('AB');
    INSERT INTO uses (code, note) VALUES ('ab', x'01FF');

    INSERT INTO empties DEFAULT VALUES;
    INSERT INTO empties DEFAULT VALUES;
    INSERT INTO uses (note) VALUES (CAST(x'610062' AS TEXT)), (9e999);
    "#);
}

#[test]
fn what_the_constraints_do_not_admit_is_no_witness() {
    for tables in [
        vec![items(vec![item(1, 1, 5)])],
        vec![items(vec![item(1, 0, -5)])],
        vec![items(vec![item(1, 0, 5), item(1, 0, 5)])],
        vec![items(vec![vec![Value::Integer(1), Value::Null, text("x")]])],
        vec![table("codes", &["code"], vec![vec![Value::Null]])],
        vec![table("order", &["at"], vec![vec![Value::Blob(vec![0])]])],
        vec![table("nowhere", &["at"], vec![vec![Value::Null]])],
    ] {
        assert_eq!(replay(tables.clone()), None, "{tables:?}");
    }
    let dated = vec![table("order", &["at"], vec![vec![text("2026-01-15")]])];
    assert!(replay(dated).is_some());
    // What an author put there is there.
    let odd = vec![items(vec![vec![Value::Integer(1), Value::Null, text("x")]])];
    assert!(replayed("SELECT 1", "SELECT 2", &[], odd, FoundBy::Visible).is_some());
}

#[test]
fn what_is_assumed_holds() {
    let two = || vec![items(vec![item(1, 0, 5), item(2, 0, 5)])];
    let holds = ["SELECT 1 FROM items GROUP BY price HAVING count(*) > 2"];
    let fails = ["SELECT 1 FROM items GROUP BY price HAVING count(*) > 1"];
    let broken = ["SELECT 1 FROM nowhere"];
    let replayed = |assume: &[&str]| {
        replayed("SELECT 1", "SELECT 2", assume, two(), FoundBy::Conditions).is_some()
    };
    assert!(replayed(&holds));
    assert!(!replayed(&fails));
    assert!(!replayed(&broken));
}

#[test]
fn only_a_sure_difference_is_a_witness() {
    let two = || vec![items(vec![item(1, 0, 5), item(2, 0, 5)])];
    let by = |reference: &str, candidate: &str| {
        replayed(reference, candidate, &[], two(), FoundBy::Neighbour)
    };
    let witness = by("SELECT id FROM items", "SELECT id FROM items WHERE id > 1").unwrap();
    assert_eq!(witness.wanted.given().len(), 2);
    let crate::scratch::Ran::Rows(rows) = &witness.actual else { panic!("it gives rows") };
    assert_eq!(rows.rows.len(), 1);
    assert_eq!(witness.found_by, FoundBy::Neighbour);
    assert_eq!(by("SELECT id FROM items", "SELECT id FROM items ORDER BY 1"), None);
    let any = "SELECT id FROM items ORDER BY price LIMIT 1";
    assert_eq!(by(any, "SELECT max(id) FROM items"), None);
    assert_eq!(by(any, "SELECT nowhere"), None);
    let failing = by(any, "SELECT abs(-9223372036854775808)").unwrap();
    assert!(matches!(failing.actual, crate::scratch::Ran::Failed(_)));
}
