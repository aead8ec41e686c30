use super::Cause::{Bare, Chance, Collation, Concatenation, Limit, Scalar, View, Window};
use super::*;

#[test]
fn what_may_be_open_is_told_from_what_is_fixed() {
    let key = |table: &str| {
        let key: &[&str] = match table {
            "stores" | "items" => &["id"],
            "lines" => &["store_id", "item_id"],
            _ => return None,
        };
        Some(key.iter().map(|&column| column.to_owned()).collect())
    };
    let is_column = |name: &str| ["id", "name", "city", "price"].contains(&name);
    let views = ["cheap".to_owned()];
    let known = Known { key: &key, is_column: &is_column, views: &views, collated: false };
    for (text, expected) in [
        ("SELECT name FROM stores ORDER BY name LIMIT 3", &[][..]),
        ("SELECT name FROM stores WHERE id IN (SELECT store_id FROM lines)", &[]),
        ("SELECT name FROM items WHERE price > (SELECT avg(price) FROM items)", &[]),
        ("SELECT name FROM (SELECT * FROM items) AS i JOIN (SELECT 1 AS x) ON 1", &[]),
        ("SELECT count(*), sum(price), max(1, 2) FROM items ORDER BY min(price)", &[]),
        (
            "SELECT s.name, count(*) AS n FROM stores s JOIN lines l ON l.store_id = s.id \
          GROUP BY s.id HAVING n > 1 ORDER BY n, s.city",
            &[],
        ),
        ("SELECT name, count(*) FROM stores GROUP BY id", &[]),
        ("SELECT upper(city) AS c, count(*) FROM stores GROUP BY c ORDER BY c", &[]),
        ("SELECT substr(city, 1, 2), count(*) FROM stores GROUP BY 1", &[]),
        (
            "SELECT lower(city) || 'x', count(*) FILTER (WHERE id > 1) FROM stores GROUP BY city",
            &[],
        ),
        ("SELECT l.amount FROM lines l GROUP BY l.item_id, l.store_id", &[]),
        ("WITH a AS (SELECT 1 AS x) SELECT x FROM a UNION SELECT 2", &[]),
        ("SELECT lower(name) AS name, count(*) FROM stores GROUP BY name", &[]),
        ("SELECT length(city) AS name, count(*) FROM stores GROUP BY name", &[Bare]),
        ("SELECT name, (SELECT count(*) FROM items WHERE store_id = stores.id) FROM stores", &[]),
        ("SELECT city, name, count(*) FROM stores GROUP BY city", &[Bare]),
        ("SELECT name, max(price) FROM items", &[Bare]),
        ("SELECT city FROM stores GROUP BY city ORDER BY name", &[Bare]),
        ("SELECT city FROM stores GROUP BY city HAVING name > 'a'", &[Bare]),
        ("SELECT * FROM stores GROUP BY city", &[Bare]),
        ("SELECT name FROM stores HAVING count(*) > 1", &[Bare]),
        (
            "WITH stores(id, name) AS (VALUES (1, 2), (1, 3)) SELECT name FROM stores GROUP BY id",
            &[Bare],
        ),
        ("SELECT l.amount FROM lines l GROUP BY l.item_id", &[Bare]),
        ("SELECT name FROM stores WHERE id = (SELECT store_id FROM lines)", &[Scalar]),
        (
            "SELECT name FROM stores WHERE id = (SELECT id FROM items ORDER BY price LIMIT 1)",
            &[Limit, Scalar],
        ),
        ("SELECT name FROM (SELECT * FROM items LIMIT 2)", &[Limit]),
        ("SELECT (SELECT name, max(price) FROM items)", &[Bare]),
        ("SELECT GROUP_CONCAT(name) FROM items", &[Concatenation]),
        ("SELECT row_number() OVER (ORDER BY price) FROM items", &[Window]),
        ("SELECT DISTINCT name COLLATE NOCASE FROM items", &[Collation]),
        ("SELECT * FROM cheap", &[View]),
        ("SELECT random(), \"random\" FROM items", &[Chance]),
    ] {
        assert_eq!(causes(text, known), expected, "{text}");
    }
    let collated = Known { collated: true, ..known };
    assert_eq!(causes("SELECT DISTINCT name FROM items", collated), [Collation]);
}

#[test]
fn broken_texts_do_no_harm() {
    let known = Known { key: &|_| None, is_column: &|_| true, views: &[], collated: true };
    for text in [
        "",
        "SELECT",
        "SELECT max(",
        "SELECT count(*) FROM t GROUP BY",
        "GROUP BY 0",
        "SELECT a FROM t GROUP BY 0, 9, b.",
        "SELECT max(a) FILTER",
        "(SELECT",
        "SELECT a..b, .",
    ] {
        causes(text, known);
    }
}
