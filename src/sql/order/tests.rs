//! SQLite itself says whether the ranks are right.

use rusqlite::types::Value;
use rusqlite::{Connection, Result};

use super::*;

const DATA: &str = "
    CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, city TEXT);
    CREATE TABLE items (id INTEGER PRIMARY KEY, store_id, name TEXT, price REAL, \"a b\");
    INSERT INTO stores VALUES
        (1, 'corner', 'Bern'), (2, 'Depot', NULL), (3, 'Corner', 'Aarau'), (4, 'Market', 'Bern');
    INSERT INTO items VALUES
        (1, 1, 'pen', 2, 'x'), (2, 1, 'ink', 5.0, 'y'), (3, 2, 'Pen', 5, 'x'), (4, 3, 'cap', NULL, 'z'),
        (5, 3, 'pen', 2, NULL);";

type Rows = Vec<Vec<Value>>;

fn rows(connection: &Connection, text: &str) -> Result<Rows> {
    let mut statement = connection.prepare(text)?;
    let width = statement.column_count();
    let rows = statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect())?;
    rows.collect()
}

fn run(text: &str, width: usize) -> (Rows, Ranking) {
    let connection = Connection::open_in_memory().expect("memory");
    connection.execute_batch(DATA).expect("the data loads");
    let ranking = ranking(text, width).unwrap_or_else(|| panic!("no ranking of {text}"));
    let prepares = |text: &&String| connection.prepare(text).is_ok();
    let text = ranking
        .texts
        .iter()
        .find(prepares)
        .unwrap_or_else(|| panic!("none prepares: {:#?}", ranking.texts));
    (rows(&connection, text).expect("it runs"), ranking)
}

/// Checks the ranks against the order that SQLite itself gives the rows: going through that
/// order, each rank's rows must come together. Gives the number of ranks.
#[track_caller]
fn ranks(text: &str) -> usize {
    let connection = Connection::open_in_memory().expect("memory");
    connection.execute_batch(DATA).expect("the data loads");
    let limit = text.find(" LIMIT 2").unwrap_or(text.len());
    let own = rows(&connection, &text[..limit]).expect("the query runs");
    let width = connection.prepare(text).expect("the query prepares").column_count();
    let (mut ranked, _) = run(text, width);
    assert_eq!(ranked.len(), own.len(), "{text}");
    let rank = |row: &Vec<Value>| match row.last() {
        Some(Value::Integer(rank)) => *rank,
        other => panic!("no rank but {other:?}"),
    };
    assert!(ranked.is_sorted_by_key(rank), "{text}");
    let highest = ranked.last().map_or(0, rank);
    for row in own {
        let current = rank(&ranked[0]);
        let same = |other: &Vec<Value>| rank(other) == current && other[..width] == row[..];
        let found = ranked.iter().position(same);
        ranked.remove(found.unwrap_or_else(|| panic!("{row:?} has no rank {current}: {text}")));
    }
    usize::try_from(highest).expect("ranks count from 1")
}

#[test]
fn plain_queries_are_ranked_as_sqlite_orders_them() {
    for (text, expected) in [
        ("SELECT name FROM items ORDER BY name", 4),
        ("SELECT name FROM items ORDER BY name COLLATE NOCASE DESC;", 3),
        ("SELECT * FROM stores ORDER BY name -- NOCASE by the column", 3),
        ("SELECT id FROM stores ORDER BY name, city", 4),
        ("SELECT id FROM stores ORDER BY city NULLS LAST", 3),
        ("SELECT id FROM stores ORDER BY city DESC NULLS FIRST, 1 DESC", 4),
        ("SELECT name, price FROM items ORDER BY 2 DESC", 3),
        ("SELECT name, price FROM items ORDER BY (+2), name", 4),
        ("SELECT items.*, price * 2 AS twice FROM items ORDER BY twice", 3),
        ("SELECT -price AS price FROM items ORDER BY price", 3),
        ("SELECT -price AS price FROM items ORDER BY price + 0", 3),
        ("SELECT -price AS cost FROM items ORDER BY cost + 0", 3),
        ("SELECT -price AS cost FROM items ORDER BY abs(cost), \"a b\"", 5),
        ("SELECT name AS \"n m\" FROM items ORDER BY \"n m\" ASC", 4),
        ("SELECT name AS \"n m\" FROM items ORDER BY [a b] DESC", 4),
        ("SELECT name, name FROM items ORDER BY length(name), id % 2", 2),
        ("SELECT name FROM items ORDER BY CASE WHEN price > 3 THEN 0 ELSE 1 END", 2),
        (
            "SELECT name FROM stores s ORDER BY (SELECT count(*) FROM items WHERE store_id = s.id)",
            3,
        ),
        ("SELECT 1 AS a ORDER BY a", 1),
        ("SELECT name /* , */ FROM items -- FROM\n ORDER BY name", 4),
        ("SELECT ALL name || 'x' FROM items ORDER BY name || 'x'", 4),
    ] {
        assert_eq!(ranks(text), expected, "{text}");
    }
}

#[test]
fn groups_windows_and_tables_of_their_own_are_ranked() {
    for (text, expected) in [
        ("SELECT store_id, count(*) FROM items GROUP BY store_id ORDER BY COUNT(*) DESC", 2),
        (
            "SELECT s.name, count(i.id) AS n FROM stores s LEFT JOIN items i ON i.store_id = s.id \
          GROUP BY s.id HAVING n >= 0 ORDER BY n DESC, s.name",
            3,
        ),
        (
            "SELECT s.*, count(i.id) AS n FROM stores s LEFT JOIN items i ON i.store_id = s.id \
          GROUP BY s.id ORDER BY n, 2",
            3,
        ),
        (
            "SELECT name, row_number() OVER (PARTITION BY store_id ORDER BY id) AS n FROM items \
          ORDER BY n",
            2,
        ),
        ("SELECT name FROM items ORDER BY rank() OVER (ORDER BY price DESC)", 3),
        (
            "SELECT sum(price) OVER w AS total FROM items WINDOW w AS (ORDER BY id) ORDER BY total",
            4,
        ),
        (
            "WITH cheap AS (SELECT * FROM items WHERE price < 3 ORDER BY id LIMIT 5) \
          SELECT name FROM cheap ORDER BY name",
            1,
        ),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) \
          SELECT i FROM n ORDER BY i % 2 DESC",
            2,
        ),
        ("SELECT name FROM (SELECT * FROM items ORDER BY id) ORDER BY name", 4),
    ] {
        assert_eq!(ranks(text), expected, "{text}");
    }
}

#[test]
fn distinct_and_compound_queries_are_ranked_by_their_columns() {
    for (text, expected) in [
        ("SELECT DISTINCT name FROM items ORDER BY name DESC", 4),
        ("SELECT DISTINCT i.name FROM items i ORDER BY name COLLATE NOCASE", 3),
        ("SELECT DISTINCT name, price FROM items ORDER BY items.price", 3),
        ("SELECT DISTINCT price * 2 FROM items ORDER BY price*2", 3),
        ("SELECT DISTINCT price AS p FROM items ORDER BY -p, 1", 3),
        ("SELECT DISTINCT * FROM stores ORDER BY name, city", 4),
        ("SELECT DISTINCT s.* FROM stores s JOIN items ON 1 ORDER BY city", 3),
        ("SELECT name FROM stores UNION SELECT name FROM items ORDER BY name", 6),
        ("SELECT name FROM items UNION ALL SELECT name FROM items ORDER BY 1 DESC", 4),
        ("SELECT id, name AS who FROM stores EXCEPT SELECT 1, 'corner' ORDER BY who", 3),
        ("SELECT id FROM stores INTERSECT SELECT id AS key FROM items ORDER BY key DESC", 4),
        ("SELECT * FROM stores UNION SELECT * FROM stores ORDER BY city, 1", 4),
    ] {
        assert_eq!(ranks(text), expected, "{text}");
    }
}

#[test]
fn without_order_by_every_row_has_the_same_rank() {
    for text in ["SELECT * FROM items LIMIT 2", "SELECT name FROM items UNION SELECT 1 LIMIT 2"] {
        assert_eq!(ranks(text), 1, "{text}");
        assert!(!run(text, if text.contains('*') { 5 } else { 1 }).1.ordered);
    }
}

#[test]
fn limits_are_given_beside() {
    let of = |clause: &str| {
        let (_, ranking) = run(&format!("SELECT name FROM items ORDER BY id {clause}"), 1);
        (ranking.limit, ranking.offset)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(of(""), (None, None));
    assert_eq!(of("LIMIT 2"), (some("2"), None));
    assert_eq!(of("LIMIT 1 + 1 OFFSET 3"), (some("1 + 1"), some("3")));
    assert_eq!(of("LIMIT 3, max(2, 1)"), (some("max(2, 1)"), some("3")));
    assert_eq!(of("LIMIT max(1, 2)"), (some("max(1, 2)"), None));
}

#[test]
fn what_cannot_be_ranked_gives_nothing() {
    for text in [
        "SELECT name FROM items",
        "SELECT name FROM (SELECT * FROM items ORDER BY id LIMIT 1)",
        "SELECT DISTINCT name FROM items ORDER BY price",
        "SELECT DISTINCT name FROM items ORDER BY length(name) + price",
        "SELECT DISTINCT * FROM stores, items ORDER BY stores.name",
        "DELETE FROM items ORDER BY id LIMIT 1",
        "INSERT INTO items SELECT * FROM items ORDER BY id",
        "SELECT 1 ORDER BY 1; SELECT 2",
        "SELECT name FROM items ORDER BY",
        "SELECT name FROM items ORDER BY name,",
        "ORDER BY name",
        "",
    ] {
        if let Some(ranking) = ranking(text, 1) {
            let connection = Connection::open_in_memory().expect("memory");
            connection.execute_batch(DATA).expect("the data loads");
            let prepares = ranking.texts.iter().any(|text| connection.prepare(text).is_ok());
            assert!(!prepares, "{text} is ranked by {:#?}", ranking.texts);
        }
    }
    assert_eq!(ranking("SELECT name FROM items ORDER BY 1", 0), None);
}
