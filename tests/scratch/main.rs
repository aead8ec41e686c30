//! What a scratch database does with what it may do: scripts, failures, images, schemas, moments.

mod scripts;
mod failures;
mod images;
mod schemas;
mod moments;
mod mathematics;

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
