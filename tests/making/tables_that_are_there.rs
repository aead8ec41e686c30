//! What is made of tables that are there, with their rows.

use super::support::{database, declared, made};
use insta::assert_snapshot;

const SHOP: &str = "CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE items (id INTEGER PRIMARY KEY, store_id INTEGER, name TEXT);
    INSERT INTO stores VALUES (1, 'Corner'), (2, 'Depot');
    INSERT INTO items VALUES (1, 1, 'Apple'), (2, 2, 'Pear'), (3, NULL, 'Fig');";

#[test]
fn a_column_becomes_a_key() {
    assert_snapshot!(made(&mut database(SHOP), "stores 1-n items"));
}

#[test]
fn uniqueness_comes_and_goes() {
    let mut scratch = database(SHOP);
    assert_snapshot!(made(&mut scratch, "stores 1-1 items"));
    assert_snapshot!(made(&mut scratch, "stores 1-n items"));
    let sql = "CREATE TABLE a (id INTEGER PRIMARY KEY);
        CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER UNIQUE REFERENCES a (id), x);
        CREATE TABLE c (a_id INTEGER REFERENCES a (id), y TEXT, UNIQUE (a_id));
        INSERT INTO a VALUES (1); INSERT INTO b VALUES (4, 1, 'x'); INSERT INTO c VALUES (1, 'y');";
    assert_snapshot!(made(&mut database(sql), "a 1-n b\na 1-n c"));
}

#[test]
fn participation_comes_and_goes() {
    let mut scratch = database(SHOP);
    scratch.run("DELETE FROM items WHERE store_id IS NULL", &Default::default());
    assert_snapshot!(made(&mut scratch, "stores! 1-n items"));
    assert_snapshot!(made(&mut scratch, "stores? 1-n items"));
}

/// What a rebuild must not lose.
const RICH: &str = "CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO stores VALUES (1, 'Corner');
    CREATE TABLE items (
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- a number for ever
        store_id INTEGER,
        name TEXT COLLATE NOCASE DEFAULT 'none' CHECK (name <> ''), /* what it is */
        price REAL NOT NULL ON CONFLICT REPLACE DEFAULT 1.5,
        twice REAL GENERATED ALWAYS AS (price * 2) STORED,
        CONSTRAINT named UNIQUE (name, price) -- last
    );
    INSERT INTO items (id, store_id, name, price) VALUES (3, 1, 'Fig', 2), (9, NULL, 'gone', 1), (5, 1, 'Apple', 3);
    DELETE FROM items WHERE id = 9;
    CREATE INDEX by_price ON items (price) WHERE price > 1;
    CREATE TABLE log (word TEXT);
    CREATE TRIGGER told AFTER INSERT ON items BEGIN INSERT INTO log VALUES (new.name); END;
    CREATE TRIGGER other AFTER INSERT ON stores BEGIN UPDATE items SET price = 0 WHERE id = 0; END;
    CREATE VIEW shown AS SELECT name FROM items;
    CREATE TRIGGER through INSTEAD OF INSERT ON shown BEGIN INSERT INTO items (name) VALUES (new.name); END;";

#[test]
fn a_rebuild_keeps_everything() {
    let mut scratch = database(RICH);
    assert_snapshot!(made(&mut scratch, "stores 1-n items"));
    assert_snapshot!(declared(&mut scratch));
    let next = scratch.run(
        "INSERT INTO items (name) VALUES ('new'); SELECT id, twice FROM items WHERE name = 'NEW'",
        &Default::default(),
    );
    assert_eq!(format!("{:?}", next.rows().unwrap().rows), "[[Integer(10), Real(3.0)]]");
}

#[test]
fn others_that_refer_to_a_rebuilt_table_keep_their_rows() {
    let sql = |action: &str| {
        format!(
            "CREATE TABLE a (id INTEGER PRIMARY KEY);
             CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER, up INTEGER REFERENCES b);
             CREATE TABLE c (b_id INTEGER REFERENCES b (id) {action}, n);
             INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, 1, 2), (2, 1, 1), (3, NULL, NULL);
             INSERT INTO c VALUES (1, 'x'), (3, 'y');"
        )
    };
    assert_snapshot!(made(&mut database(&sql("")), "a 1-n b"));
    assert_snapshot!(made(&mut database(&sql("ON DELETE CASCADE")), "a 1-n b"));
    for action in ["ON DELETE SET NULL", "ON DELETE RESTRICT", "DEFERRABLE INITIALLY DEFERRED"] {
        made(&mut database(&sql(action)), "a 1-n b");
    }
}

#[test]
fn keys_of_all_kinds_are_referred_to() {
    let sql =
        "CREATE TABLE seats (hall TEXT, number INTEGER, PRIMARY KEY (hall, number)) WITHOUT ROWID;
        CREATE TABLE tickets (id INTEGER PRIMARY KEY, price REAL) STRICT;
        CREATE TABLE lands (name TEXT, code CHAR(2) UNIQUE NOT NULL);
        CREATE TABLE rates (n NUMERIC PRIMARY KEY);
        CREATE TABLE loose (seat_hall TEXT, seat_number INTEGER, land_code TEXT) STRICT;
        INSERT INTO tickets VALUES (1, 2.5);
        INSERT INTO seats VALUES ('a', 1); INSERT INTO lands VALUES ('Alba', 'AL');
        INSERT INTO loose VALUES ('a', 1, 'AL'), (NULL, 7, NULL);";
    assert_snapshot!(made(
        &mut database(sql),
        "seats 1-1 tickets\nlands 1-n tickets\nrates 1-n tickets\nseats 1-n loose\nlands 1-1 loose"
    ));
}

#[test]
fn tables_without_rowid_are_rebuilt() {
    let sql = "CREATE TABLE a (id INTEGER PRIMARY KEY);
        CREATE TABLE b (k TEXT PRIMARY KEY COLLATE NOCASE, a_id INTEGER UNIQUE) WITHOUT ROWID, STRICT;
        INSERT INTO a VALUES (1), (2); INSERT INTO b VALUES ('b', 1), ('A', 2);";
    assert_snapshot!(made(&mut database(sql), "a 1-n b"));
}

#[test]
fn a_table_that_is_there_becomes_a_join_table() {
    let sql = "CREATE TABLE games (id INTEGER PRIMARY KEY);
        CREATE TABLE users (id INTEGER PRIMARY KEY);
        CREATE TABLE reviews (id INTEGER PRIMARY KEY, game_id INTEGER REFERENCES games (id), score INTEGER);
        INSERT INTO games VALUES (1); INSERT INTO reviews VALUES (1, 1, 5);";
    assert_snapshot!(made(&mut database(sql), "games n-n users via reviews"));
    assert_snapshot!(made(
        &mut database(&sql.replace("game_id INTEGER REFERENCES games (id)", "game_id INTEGER")),
        "games n-n users via reviews"
    ));
}

#[test]
fn a_shared_primary_key_is_one_to_one() {
    let sql = "CREATE TABLE users (user_id INTEGER PRIMARY KEY);
        CREATE TABLE details (user_id INTEGER PRIMARY KEY, note TEXT);
        INSERT INTO users VALUES (1); INSERT INTO details VALUES (1, 'x');";
    assert_snapshot!(made(&mut database(sql), "users 1-1 details"));
}

#[test]
fn a_key_the_other_way_round_stays() {
    let sql = "CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b (id)); CREATE TABLE b (id INTEGER PRIMARY KEY);";
    assert_snapshot!(made(&mut database(sql), "a 1-n b"));
}

#[test]
fn texts_that_are_one_in_the_other_table_are_one_here() {
    let sql = "CREATE TABLE a (id TEXT PRIMARY KEY COLLATE NOCASE);
        CREATE TABLE b (n, a_id TEXT); CREATE TABLE c (n, a_id TEXT);
        INSERT INTO a VALUES ('x'), ('y'); INSERT INTO b VALUES (1, 'X'), (2, 'y'); INSERT INTO c VALUES (1, 'X'), (2, 'x');";
    assert_snapshot!(made(&mut database(sql), "a 1-1 b\na 1-1 d"));
    assert_snapshot!(made(&mut database(sql), "a 1-1 c"));
}
