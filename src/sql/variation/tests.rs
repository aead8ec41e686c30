//! Each repair on the query in which its mistake is typical; SQLite prepares all of them.

use rusqlite::Connection;

use super::*;

const SCHEMA: &str = "
    CREATE TABLE stores (id INTEGER PRIMARY KEY, name, city);
    CREATE TABLE items (\"item id\" INTEGER PRIMARY KEY, store_id, name, price);
    CREATE TABLE students (id INTEGER PRIMARY KEY, name);";

fn key(table: &str) -> Option<String> {
    match table {
        "stores" | "students" => Some("id".to_owned()),
        "items" => Some("item id".to_owned()),
        _ => None,
    }
}

/// The texts of the variations of one kind, in which all white space is one blank.
fn texts(text: &str, wanted: impl Fn(&Variation) -> bool) -> Vec<String> {
    let connection = Connection::open_in_memory().expect("memory");
    connection.execute_batch(SCHEMA).expect("the schema loads");
    variations(text, &key)
        .iter()
        .inspect(|variation| {
            let prepared = connection.prepare(&variation.text);
            assert!(prepared.is_ok(), "{}: {:?}", variation.text, prepared.err());
        })
        .filter(|variation| wanted(variation))
        .map(|variation| variation.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

fn of(text: &str, kind: &Repair) -> Vec<String> {
    texts(text, |variation| variation.kind == *kind && variation.also.is_none())
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn inner_joins_are_made_left_each_and_all() {
    let text = "SELECT s.name, COUNT(*) FROM stores s JOIN items i ON i.store_id = s.id \
        INNER JOIN students ON students.id = s.id GROUP BY s.id";
    let left = |tables: &[&str]| Repair::JoinToLeft { tables: owned(tables) };
    assert_eq!(
        of(text, &left(&["items"])),
        ["SELECT s.name, COUNT(*) FROM stores s LEFT JOIN items i ON i.store_id = s.id \
          INNER JOIN students ON students.id = s.id GROUP BY s.id"]
    );
    let both = "SELECT s.name, COUNT(*) FROM stores s LEFT JOIN items i ON i.store_id = s.id \
        LEFT JOIN students ON students.id = s.id GROUP BY s.id";
    let longer = variations(text, &key).len();
    assert!(longer <= MOST_VARIATIONS, "{longer}");
    let two = text.replace("COUNT(*)", "1");
    assert_eq!(of(&two, &left(&["items", "students"])), [both.replace("COUNT(*)", "1")]);
    assert_eq!(
        of("SELECT * FROM stores, items WHERE store_id = stores.id", &left(&["items"])),
        ["SELECT * FROM stores LEFT JOIN items ON store_id = stores.id"]
    );
    assert_eq!(
        of(
            "WITH a AS (SELECT * FROM stores JOIN items ON store_id = id) SELECT 1 FROM a",
            &left(&["items"])
        ),
        ["WITH a AS (SELECT * FROM stores LEFT JOIN items ON store_id = id) SELECT 1 FROM a"]
    );
}

#[test]
fn a_join_made_left_comes_with_its_count() {
    let text =
        "SELECT s.name, COUNT(*) FROM stores s JOIN items i ON store_id = s.id GROUP BY s.id";
    let found = texts(text, |variation| variation.also.is_some());
    assert_eq!(
        found,
        ["SELECT s.name, COUNT(i.\"item id\") FROM stores s LEFT JOIN items i \
          ON store_id = s.id GROUP BY s.id"]
    );
    let first = variations(text, &key).into_iter().next().expect("a variation");
    assert_eq!(first.also, None, "the join alone comes first");
}

#[test]
fn other_joins_are_tried() {
    let text = "SELECT * FROM stores LEFT JOIN items ON store_id = stores.id";
    let table = "items".to_owned();
    assert_eq!(
        of(text, &Repair::LeftToJoin { table: table.clone() }),
        ["SELECT * FROM stores JOIN items ON store_id = stores.id"]
    );
    assert_eq!(
        of(text, &Repair::JoinToRight { table: table.clone() }),
        ["SELECT * FROM stores RIGHT JOIN items ON store_id = stores.id"]
    );
    assert_eq!(
        of(text, &Repair::JoinToFull { table }),
        ["SELECT * FROM stores FULL JOIN items ON store_id = stores.id"]
    );
}

#[test]
fn conditions_move_into_on() {
    let found = |text: &str| {
        texts(text, |variation| matches!(variation.kind, Repair::LeftJoinFilter { .. }))
    };
    let join = "SELECT * FROM stores LEFT JOIN items i ON store_id = id";
    assert_eq!(
        found(&format!("{join} WHERE i.price BETWEEN 1 AND 2 AND city = 'Bern' ORDER BY 1")),
        ["SELECT * FROM stores LEFT JOIN items i ON (store_id = id) AND \
          (i.price BETWEEN 1 AND 2) WHERE city = 'Bern' ORDER BY 1"]
    );
    assert_eq!(
        found(&format!("{join} WHERE price > 1 OR price < 0")),
        ["SELECT * FROM stores LEFT JOIN items i ON (store_id = id) AND \
          (price > 1 OR price < 0)"]
    );
    assert!(found("SELECT * FROM stores JOIN items ON store_id = id WHERE price > 1").is_empty());
}

#[test]
fn counts_count_other_things() {
    let text =
        "SELECT stores.name, COUNT(*) FROM stores LEFT JOIN items ON store_id = id GROUP BY 1";
    let column = "items.\"item id\"".to_owned();
    assert_eq!(
        of(text, &Repair::CountStar { column: column.clone() }),
        ["SELECT stores.name, COUNT(items.\"item id\") FROM stores LEFT JOIN items \
          ON store_id = id GROUP BY 1"]
    );
    assert_eq!(
        of(text, &Repair::CountDistinct { column: "stores.id".to_owned() }),
        ["SELECT stores.name, COUNT(DISTINCT stores.id) FROM stores LEFT JOIN items \
          ON store_id = id GROUP BY 1"]
    );
    let text = text.replace('*', "stores.id");
    let kind = Repair::CountColumn { from: "stores.id".to_owned(), to: column };
    assert_eq!(of(&text, &kind).len(), 1);
    let text = "SELECT (SELECT count(*) FROM items) FROM stores LEFT JOIN items ON 1";
    assert!(texts(text, |variation| matches!(variation.kind, Repair::CountStar { .. })).is_empty());
}

#[test]
fn duplicates_come_and_go() {
    assert_eq!(
        of("SELECT ALL name FROM items", &Repair::AddDistinct),
        ["SELECT DISTINCT name FROM items"]
    );
    assert_eq!(
        of("SELECT DISTINCT count(DISTINCT name) FROM items", &Repair::RemoveDistinct),
        ["SELECT count(DISTINCT name) FROM items", "SELECT DISTINCT count( name) FROM items"]
    );
    let union = "SELECT 1 UNION SELECT 2 UNION ALL SELECT 3";
    assert_eq!(
        of(union, &Repair::UnionToUnionAll),
        ["SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"]
    );
    assert_eq!(of(union, &Repair::UnionAllToUnion), ["SELECT 1 UNION SELECT 2 UNION SELECT 3"]);
    assert!(of(union, &Repair::AddDistinct).is_empty());
}

#[test]
fn null_is_compared_as_it_must_be() {
    assert_eq!(
        of("SELECT * FROM items WHERE price=NULL AND name != NULL", &Repair::EqualsNull),
        ["SELECT * FROM items WHERE price IS NULL AND name IS NOT NULL"]
    );
    let kind = Repair::NotInNull { column: "store_id".to_owned() };
    assert_eq!(
        of("SELECT * FROM stores WHERE id NOT IN (SELECT store_id FROM items)", &kind),
        [
            "SELECT * FROM stores WHERE id NOT IN (SELECT store_id FROM items WHERE store_id IS NOT NULL)"
        ]
    );
    assert_eq!(
        of("SELECT 1 WHERE 1 NOT IN (SELECT store_id FROM items WHERE 1 OR 2 LIMIT 1)", &kind),
        [
            "SELECT 1 WHERE 1 NOT IN (SELECT store_id FROM items WHERE (1 OR 2) AND store_id IS NOT NULL LIMIT 1)"
        ]
    );
}

#[test]
fn groups_orders_and_connectives_change() {
    let kind = Repair::GroupByKey { from: "s.name".to_owned(), to: "s.id".to_owned() };
    assert_eq!(
        of("SELECT s.name FROM stores s GROUP BY s.name, city", &kind),
        ["SELECT s.name FROM stores s GROUP BY s.id, city"]
    );
    let by_key = "SELECT s.name FROM stores s GROUP BY s.id";
    let groups = |variation: &Variation| matches!(variation.kind, Repair::GroupByKey { .. });
    assert!(texts(by_key, groups).is_empty());
    let text = "SELECT * FROM items ORDER BY price DESC NULLS LAST, name COLLATE NOCASE LIMIT 1";
    let kind = Repair::SwapDirection { term: "price".to_owned() };
    assert_eq!(
        of(text, &kind),
        ["SELECT * FROM items ORDER BY price NULLS LAST, name COLLATE NOCASE LIMIT 1"]
    );
    let kind = Repair::SwapDirection { term: "name COLLATE NOCASE".to_owned() };
    assert_eq!(
        of(text, &kind),
        ["SELECT * FROM items ORDER BY price DESC NULLS LAST, name COLLATE NOCASE DESC LIMIT 1"]
    );
    assert_eq!(
        of("SELECT * FROM items WHERE price BETWEEN 1 AND 2 AND name", &Repair::AndToOr),
        ["SELECT * FROM items WHERE price BETWEEN 1 AND 2 OR name"]
    );
    assert_eq!(
        of("SELECT * FROM items WHERE price OR name", &Repair::OrToAnd),
        ["SELECT * FROM items WHERE price AND name"]
    );
}

#[test]
fn what_is_no_query_has_no_variations() {
    for text in [
        "",
        "UPDATE items SET price = NULL",
        "DELETE FROM items WHERE price = NULL",
        "SELECT * FROM items WHERE",
        "SELECT DISTINCT",
        "SELECT 1; SELECT DISTINCT 2",
        "WITH a AS (SELECT 1) DELETE FROM items WHERE price = NULL",
    ] {
        assert_eq!(variations(text, &key), [], "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_survived(
        text in "SELECT (SELECT |DISTINCT |COUNT\\(|\\*|\\)|FROM |JOIN |LEFT |ON |, |a|\\.|WHERE |GROUP BY |= NULL|NOT IN \\(|UNION |ORDER BY |DESC |NULLS |AND |CASE |END ){0,14}"
    ) {
        variations(&text, &key);
        crate::sql::order::ranking(&text, 2);
        crate::sql::look::negations(&text);
        crate::sql::unlinked::joins_without_condition(&text);
    }
}

#[test]
fn hostile_texts_take_no_long_time() {
    let start = std::time::Instant::now();
    let many = |text: &str| text.repeat(19_000 / text.len());
    for text in [
        many("SELECT "),
        many("SELECT COUNT(*) UNION "),
        format!("SELECT {} 1", many("COUNT(*),")),
        format!("SELECT 1 FROM a{}", many(" JOIN b ON 1")),
        format!("SELECT 1 FROM a{} GROUP BY {} 1", ", a".repeat(3_000), "b,".repeat(3_000)),
        format!("SELECT 1 ORDER BY {} 1", many("a,")),
        many("(SELECT COUNT(*),"),
        many("1 NOT IN (SELECT a FROM b WHERE "),
        many("WITH a AS ("),
        format!("SELECT DISTINCT {} 1 ORDER BY {} 1", "a,".repeat(3_000), "b,".repeat(3_000)),
    ] {
        variations(&text, &key);
        crate::sql::order::ranking(&text, 2);
        crate::sql::look::negations(&text);
        crate::sql::look::plain_table(&text);
        crate::sql::unlinked::joins_without_condition(&text);
        crate::sql::kind::kind(&text);
        crate::sql::constructs::constructs(&text);
    }
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
