use super::*;
use crate::rows::data_set::{DataSet, TableRows};
use crate::scratch::{Fill, Scratch};

const SCHEMA: &str = "
    CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
    CREATE TABLE items (id INTEGER PRIMARY KEY, store_id INTEGER REFERENCES stores, name TEXT,
        price REAL);
    CREATE VIEW first AS SELECT name FROM items WHERE price = (SELECT max(price) FROM items) LIMIT 1;
    CREATE TABLE tags (tag TEXT COLLATE NOCASE PRIMARY KEY, item_id INTEGER) WITHOUT ROWID;";

/// Rows of `items`: id, store, name, price.
type Items<'a> = &'a [(i64, i64, &'a str, i64)];

fn data(items: Items<'_>) -> DataSet {
    let text = |text: &str| Value::Text(text.to_owned());
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let stores = [(1, "Depot", "Bern"), (2, "Corner", "Bern"), (3, "Market", "Basel")]
        .map(|(id, name, city)| vec![Value::Integer(id), text(name), text(city)]);
    let items = items.iter().map(|(id, store, name, price)| {
        vec![Value::Integer(*id), Value::Integer(*store), text(name), Value::Real(*price as f64)]
    });
    DataSet {
        tables: vec![
            TableRows {
                table: "stores".to_owned(),
                columns: names(&["id", "name", "city"]),
                rows: stores.to_vec(),
            },
            TableRows {
                table: "items".to_owned(),
                columns: names(&["id", "store_id", "name", "price"]),
                rows: items.collect(),
            },
        ],
    }
}

/// Judges on one data set, with any order rule; also says what is open.
fn judged_by(
    order: OrderRule,
    reference: &str,
    candidate: &str,
    items: Items<'_>,
) -> (Judged, Option<Openness>) {
    let mut scratch = Scratch::new().unwrap();
    assert_eq!(scratch.run(SCHEMA, &Budget::default()).failure(), None);
    let image = scratch.image().unwrap();
    let empty = scratch.emptied(&image).unwrap();
    let mut trial = scratch.trial(&empty).unwrap();
    let comparison = Comparison { order, ..Comparison::default() };
    let question =
        Question { image, reference: reference.to_owned(), assume: Vec::new(), comparison };
    let mut judge = Judge::new(&mut trial, &question).unwrap();
    let query = trial.prepare(candidate).unwrap();
    assert_eq!(trial.fill(&data(items)), Fill::Filled);
    let own = judge.reference(&mut trial);
    let actual = trial.run(query, &Judge::BUDGET);
    let judged = judge.surely_differs(&mut trial, &own, &actual);
    let quick = judge.differs(&mut trial, &own, &actual);
    assert_eq!(judged, quick, "{reference} | {candidate}");
    (judged, judge.openness(&mut trial, &own))
}

#[track_caller]
fn judged(reference: &str, candidate: &str, items: Items<'_>, expected: Judged) {
    let (judged, _) = judged_by(OrderRule::AsReference, reference, candidate, items);
    assert_eq!(judged, expected, "{reference} | {candidate}");
}

const TIED: Items<'_> = &[(1, 1, "pen", 5), (2, 1, "ink", 5), (3, 2, "cap", 2)];
const CLEAR: Items<'_> = &[(1, 1, "pen", 5), (2, 1, "ink", 4), (3, 2, "cap", 2)];

#[test]
fn what_the_data_fixes_is_compared() {
    let names = "SELECT name FROM items ORDER BY price DESC";
    judged(names, names, TIED, Judged::Same);
    judged(names, "SELECT name FROM items ORDER BY price DESC, name", TIED, Judged::Same);
    judged(names, "SELECT name FROM items ORDER BY price", TIED, Judged::Different);
    judged(names, "SELECT name, 1 FROM items", TIED, Judged::Different);
    judged(names, "SELECT abs(-9223372036854775808)", TIED, Judged::Different);
    judged("SELECT abs(-9223372036854775808)", names, TIED, Judged::Nothing);
    let endless = "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    judged(names, endless, TIED, Judged::RanAway);
    judged(endless, names, TIED, Judged::Nothing);
    let fixed = "SELECT city, count(*) FROM stores GROUP BY city";
    judged(fixed, "SELECT city, count(*) + 1 FROM stores GROUP BY city", TIED, Judged::Different);
}

#[test]
fn the_order_counts_as_the_rule_says() {
    let own = "SELECT name FROM items ORDER BY id";
    let other = "SELECT name FROM items ORDER BY id DESC";
    let loose = "SELECT name FROM items";
    for (order, reference, candidate, expected) in [
        (OrderRule::Ignore, own, other, Judged::Same),
        (OrderRule::AsReference, own, other, Judged::Different),
        (OrderRule::AsReference, loose, other, Judged::Same),
        (OrderRule::Exact, loose, other, Judged::Different),
        (OrderRule::Exact, loose, own, Judged::Same),
        (OrderRule::By(vec![0]), own, other, Judged::Different),
    ] {
        let (judged, _) = judged_by(order.clone(), reference, candidate, CLEAR);
        assert_eq!(judged, expected, "{order:?}: {reference} | {candidate}");
    }
    // Another order than the reference's, where the reference's own is open.
    let by_bare = "SELECT store_id, count(*) FROM items GROUP BY store_id ORDER BY name";
    let tied: Items<'_> = &[(1, 1, "a", 1), (2, 1, "z", 1), (3, 2, "m", 1)];
    let other = "SELECT store_id, count(*) FROM items GROUP BY store_id ORDER BY store_id DESC";
    judged(by_bare, other, tied, Judged::Same);
    let (_, open) = judged_by(OrderRule::AsReference, by_bare, other, tied);
    assert!(open.unwrap().order);
}

#[test]
fn ties_at_a_limit_are_open_and_what_is_clear_is_not() {
    let dearest = "SELECT name FROM items ORDER BY price DESC LIMIT 1";
    let other = "SELECT name FROM items ORDER BY price DESC, id DESC LIMIT 1";
    let (judged_tied, open) = judged_by(OrderRule::Ignore, dearest, other, TIED);
    assert_eq!(judged_tied, Judged::Same);
    assert!(open.unwrap().tie);
    let (_, open) = judged_by(OrderRule::Ignore, dearest, other, CLEAR);
    assert_eq!(open, None);
    judged(dearest, "SELECT 'cap'", TIED, Judged::Different);
    let all = "SELECT name FROM items WHERE price = (SELECT max(price) FROM items)";
    judged(dearest, all, TIED, Judged::Different);
    judged(dearest, all, CLEAR, Judged::Same);
    // Equal rows at the edge leave nothing open.
    let prices = "SELECT price FROM items ORDER BY price DESC LIMIT 1";
    let (_, open) = judged_by(OrderRule::Ignore, prices, prices, TIED);
    assert_eq!(open, None);
}

#[test]
fn what_sql_leaves_open_never_counts() {
    for (reference, candidate) in [
        // Bare columns, also beside MAX where several rows have it.
        (
            "SELECT store_id, name, count(*) FROM items GROUP BY store_id",
            "SELECT store_id, min(name), count(*) FROM items GROUP BY store_id",
        ),
        (
            "SELECT store_id, name, count(*) FROM items GROUP BY store_id",
            "SELECT store_id, max(name), count(*) FROM items GROUP BY store_id",
        ),
        ("SELECT name, max(price) FROM items", "SELECT min(name), max(price) FROM items"),
        ("SELECT name, max(price) FROM items", "SELECT 'pen', max(price) FROM items"),
        // The order in which texts are strung together.
        (
            "SELECT store_id, group_concat(name) FROM items GROUP BY store_id",
            "SELECT store_id, group_concat(name) FROM (SELECT * FROM items ORDER BY id DESC) \
             GROUP BY store_id",
        ),
        (
            "SELECT json_group_array(name) FROM items",
            "SELECT json_group_array(name ORDER BY id DESC) FROM items",
        ),
        // Which of several equal rows comes first.
        (
            "SELECT name, row_number() OVER (ORDER BY price) FROM items",
            "SELECT name, row_number() OVER (ORDER BY price, id DESC) FROM items",
        ),
        (
            "SELECT first_value(name) OVER (ORDER BY price DESC) FROM items",
            "SELECT first_value(name) OVER (ORDER BY price DESC, id DESC) FROM items",
        ),
        (
            "SELECT name FROM items WHERE id = (SELECT id FROM items ORDER BY price DESC LIMIT 1)",
            "SELECT name FROM items WHERE id = (SELECT max(id) FROM items WHERE price = 5)",
        ),
        (
            "SELECT name FROM stores WHERE id = (SELECT store_id FROM items WHERE price < 9)",
            "SELECT name FROM stores WHERE id = (SELECT max(store_id) FROM items WHERE price < 9)",
        ),
        (
            "SELECT avg(price) FROM (SELECT price FROM items LIMIT 2)",
            "SELECT avg(price) FROM (SELECT price FROM items ORDER BY id DESC LIMIT 2)",
        ),
        ("SELECT * FROM first", "SELECT 'ink'"),
    ] {
        let (judged, open) = judged_by(OrderRule::Ignore, reference, candidate, TIED);
        assert!(matches!(judged, Judged::Same | Judged::Nothing), "{judged:?} {reference}");
        let open = open.unwrap_or_else(|| panic!("nothing is open: {reference}"));
        assert!(!open.causes.is_empty(), "{reference}");
    }
}

#[test]
fn what_is_fixed_beside_it_still_counts() {
    for (reference, candidate) in [
        (
            "SELECT store_id, name, count(*) FROM items GROUP BY store_id",
            "SELECT store_id, name, count(*) + 1 FROM items GROUP BY store_id",
        ),
        (
            "SELECT store_id, name, count(*) FROM items GROUP BY store_id",
            "SELECT store_id, name, 1 FROM items",
        ),
        (
            "SELECT name, row_number() OVER (ORDER BY price) FROM items",
            "SELECT name, rank() OVER (ORDER BY price) FROM items",
        ),
        (
            "SELECT group_concat(name) || '', count(*) FROM items",
            "SELECT 'x', 1 FROM items LIMIT 1",
        ),
        // A group of which all rows have the same is fixed.
        (
            "SELECT store_id, price FROM items GROUP BY store_id",
            "SELECT store_id, price + 1 FROM items GROUP BY store_id",
        ),
        // The dearest alone is the dearest in any order.
        (
            "SELECT name FROM items WHERE id = (SELECT id FROM items ORDER BY price LIMIT 1)",
            "SELECT name FROM items ORDER BY id LIMIT 1",
        ),
    ] {
        let (judged, _) = judged_by(OrderRule::Ignore, reference, candidate, TIED);
        assert_eq!(judged, Judged::Different, "{reference} | {candidate}");
    }
}

#[test]
fn the_first_turn_reverses() {
    let reference = "SELECT group_concat(id) FROM (SELECT id FROM items)";
    let reversed = "SELECT group_concat(id) FROM (SELECT id FROM items ORDER BY id DESC LIMIT -1)";
    let items: Items<'_> =
        &[(1, 1, "a", 1), (2, 1, "b", 1), (30, 1, "c", 1), (31, 1, "d", 1), (200, 1, "e", 1)];
    let mut scratch = Scratch::new().unwrap();
    scratch.run(SCHEMA, &Budget::default());
    let image = scratch.image().unwrap();
    let mut trial = scratch.trial(&image).unwrap();
    let question = Question {
        image,
        reference: reference.to_owned(),
        assume: Vec::new(),
        comparison: Comparison::default(),
    };
    let mut judge = Judge::new(&mut trial, &question).unwrap();
    let query = trial.prepare(reversed).unwrap();
    assert_eq!(trial.fill(&data(items)), Fill::Filled);
    let Turned::Rows(turned) = judge.shuffles.run(&mut trial, &Shuffled::default(), 0) else {
        panic!("the reference runs in any order");
    };
    let Ran::Rows(expected) = trial.run(query, &Judge::BUDGET) else { panic!("it runs") };
    assert_eq!(turned.rows, expected.rows);
    assert_eq!(trial.moment(), crate::scratch::Moment::default());
}

#[test]
fn who_draws_lots_is_told_from_who_only_says_so() {
    let mut scratch = Scratch::new().unwrap();
    scratch.run(SCHEMA, &Budget::default());
    let image = scratch.image().unwrap();
    let mut trial = scratch.trial(&image).unwrap();
    let question = Question {
        image,
        reference: "SELECT name FROM items".to_owned(),
        assume: Vec::new(),
        comparison: Comparison::default(),
    };
    let judge = Judge::new(&mut trial, &question).unwrap();
    assert_eq!(trial.fill(&data(TIED)), Fill::Filled);
    for (text, expected) in [
        ("SELECT name FROM items WHERE random() % 2 = 0", true),
        ("SELECT hex(randomblob(2))", true),
        ("SELECT name FROM items WHERE random() IS NOT NULL", false),
        ("SELECT name, 'random()' FROM items", false),
        ("SELECT name FROM items", false),
    ] {
        let query = trial.prepare(text).unwrap();
        assert_eq!(judge.by_chance(&mut trial, query, text), expected, "{text}");
    }
}

#[test]
fn a_reference_that_does_not_run_is_said_to_be_none() {
    let mut scratch = Scratch::new().unwrap();
    let image = scratch.image().unwrap();
    let mut trial = scratch.trial(&image).unwrap();
    let question = Question {
        image,
        reference: "SELECT * FROM nowhere".to_owned(),
        assume: Vec::new(),
        comparison: Comparison::default(),
    };
    let undecided = Judge::new(&mut trial, &question).map(|_| ()).unwrap_err();
    assert_eq!(undecided, Undecided::Reference("no such table: nowhere".to_owned()));
}

/// Queries that SQL leaves open in every way it can.
const OPEN: [&str; 16] = [
    "SELECT store_id, name, count(*) FROM items GROUP BY store_id",
    "SELECT name, max(price) FROM items",
    "SELECT store_id, name, min(price) FROM items GROUP BY store_id",
    "SELECT store_id, group_concat(name) FROM items GROUP BY store_id",
    "SELECT name, row_number() OVER (ORDER BY price) FROM items",
    "SELECT name, lag(name) OVER (PARTITION BY store_id ORDER BY price) FROM items",
    "SELECT name, sum(price) OVER (ORDER BY price ROWS UNBOUNDED PRECEDING) FROM items",
    "SELECT name FROM items WHERE id = (SELECT id FROM items ORDER BY price DESC LIMIT 1)",
    "SELECT name FROM stores WHERE id = (SELECT store_id FROM items)",
    "SELECT sum(price) FROM (SELECT price FROM items LIMIT 2)",
    "SELECT s.name, i.name FROM stores s JOIN items i ON i.store_id = s.id GROUP BY s.city",
    "SELECT name FROM items ORDER BY price LIMIT 2",
    "SELECT DISTINCT name FROM items ORDER BY length(name) + price LIMIT 1",
    "SELECT name, count(*) FROM items HAVING max(price) > 0",
    "SELECT DISTINCT name COLLATE NOCASE FROM items ORDER BY 1",
    "SELECT store_id, count(*) FROM items GROUP BY store_id ORDER BY price LIMIT 1",
];

fn alike(seed: u64) -> Vec<(i64, i64, &'static str, i64)> {
    let mut lots = oorandom::Rand64::new(u128::from(seed));
    let mut draw = |range: u64| lots.rand_range(0..range) as usize;
    let count = draw(6) + 2;
    (0..count)
        .map(|id| {
            let name = ["pen", "ink", "cap", "Pen"][draw(4)];
            (id as i64 * 3 + 1, draw(3) as i64 + 1, name, draw(2) as i64 + 1)
        })
        .collect()
}

#[test]
fn no_order_in_which_rows_come_makes_a_difference() {
    let mut scratch = Scratch::new().unwrap();
    scratch.run(SCHEMA, &Budget::default());
    let image = scratch.image().unwrap();
    for order in [OrderRule::Ignore, OrderRule::AsReference] {
        for reference in OPEN {
            let mut trial = scratch.trial(&image).unwrap();
            let comparison = Comparison { order: order.clone(), ..Comparison::default() };
            let question = Question {
                image: image.clone(),
                reference: reference.to_owned(),
                assume: Vec::new(),
                comparison,
            };
            let mut judge = Judge::new(&mut trial, &question).unwrap();
            let schema = trial.schema().unwrap();
            let text = crate::sql::shuffle::shuffled(reference, &shuffles::shelves(&schema), &[]);
            let query = trial.prepare(&text.unwrap()).unwrap();
            for seed in 0..60 {
                let items = alike(seed);
                assert_eq!(trial.fill(&data(&items)), Fill::Filled);
                let own = judge.reference(&mut trial);
                let moment = trial.moment();
                trial.set_moment(crate::scratch::Moment { chance: 1000 + seed, ..moment });
                let actual = trial.run(query, &Judge::BUDGET);
                trial.set_moment(moment);
                let judged = judge.surely_differs(&mut trial, &own, &actual);
                assert_ne!(judged, Judged::Different, "{reference} on {items:?}");
            }
        }
    }
}
