//! Models to draw: by hand, and at random.

use proptest::prelude::*;
use relatable::relation::finding::Inferred;
use relatable::relation::infer::infer;
use relatable::relation::{Attribute, Cardinality, End, Entity, Link, Model, Participation};
use relatable::scratch::{Budget, Scratch};

/// The model of a database that SQL makes.
pub fn of_sql(sql: &str) -> Model {
    inferred(sql).model
}

/// The same, with what it is read off.
pub fn inferred(sql: &str) -> Inferred {
    let mut scratch = Scratch::new().unwrap();
    let script = scratch.run(sql, &Budget::default());
    assert_eq!(script.failure(), None);
    infer(&scratch.schema().unwrap())
}

/// So many tables of a shop, as someone would declare them.
pub fn shop(tables: usize) -> Model {
    let all = [
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE);",
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES
         customers, ordered_on TEXT);",
        "CREATE TABLE products (id INTEGER PRIMARY KEY, title TEXT, price REAL);",
        "CREATE TABLE order_lines (order_id INTEGER REFERENCES orders, product_id INTEGER
         REFERENCES products, quantity INTEGER, PRIMARY KEY (order_id, product_id));",
        "CREATE TABLE addresses (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers,
         street TEXT, town TEXT);",
        "CREATE TABLE suppliers (id INTEGER PRIMARY KEY, name TEXT);",
        "CREATE TABLE supplies (supplier_id INTEGER REFERENCES suppliers, product_id INTEGER
         REFERENCES products, PRIMARY KEY (supplier_id, product_id));",
        "CREATE TABLE categories (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES categories,
         name TEXT);",
        "CREATE TABLE product_categories (product_id INTEGER REFERENCES products, category_id
         INTEGER REFERENCES categories, PRIMARY KEY (product_id, category_id));",
        "CREATE TABLE invoices (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL UNIQUE REFERENCES
         orders, paid_on TEXT);",
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);",
        "CREATE TABLE employees (id INTEGER PRIMARY KEY, boss_id INTEGER REFERENCES employees,
         name TEXT);",
        "CREATE TABLE shipments (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders,
         from_id INTEGER REFERENCES addresses, to_id INTEGER NOT NULL REFERENCES addresses,
         packed_by INTEGER REFERENCES employees);",
        "CREATE TABLE reviews (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES
         customers, product_id INTEGER NOT NULL REFERENCES products, stars INTEGER, words TEXT);",
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, review_id INTEGER REFERENCES reviews, words);",
    ];
    of_sql(&all[..tables].concat())
}

/// So many tables that refer to one.
pub fn star(tables: usize) -> Model {
    let mut model = Model::default();
    for leaf in 1..tables {
        model.say(Link::new(End::one("middle"), End::many(format!("leaf_{leaf}")))).unwrap();
    }
    model
}

/// So many tables, each of which refers to the one before; with `closed`, the first to the last.
pub fn chain(tables: usize, closed: bool) -> Model {
    let name = |at: usize| format!("t{at}");
    let mut model = Model::default();
    for at in 1..tables {
        model.say(Link::new(End::one(name(at - 1)), End::many(name(at)))).unwrap();
    }
    if closed {
        model.say(Link::new(End::one(name(tables - 1)), End::many(name(0)))).unwrap();
    }
    model
}

/// So many tables, each of which refers to three of the others: nothing is the same twice.
pub fn web(tables: usize) -> Model {
    let mut model = Model::default();
    for at in 0..tables {
        let mut attributes = vec![Attribute {
            name: "id".to_owned(),
            declared: "INTEGER".to_owned(),
            primary_key: true,
            ..Attribute::default()
        }];
        for column in 0..at % 7 {
            let name = format!("column_{column}");
            let declared = "TEXT".to_owned();
            attributes.push(Attribute { name, declared, ..Attribute::default() });
        }
        model.entities.push(Entity { name: format!("table_{at}"), attributes });
    }
    for at in 1..tables {
        // Mostly near ones, as in databases that people make.
        for (nth, target) in [at - 1, at / 2, at * 7 % at].into_iter().enumerate() {
            if nth > 0 && (at + nth) % 3 != 0 {
                continue;
            }
            let column = format!("key_{nth}");
            let key = Attribute {
                name: column.clone(),
                declared: "INTEGER".to_owned(),
                foreign_key: true,
                ..Attribute::default()
            };
            model.entities[at].attributes.push(key);
            let link =
                Link::new(End::one(format!("table_{target}")), End::many(format!("table_{at}")));
            model.say(Link { columns: vec![column], ..link }).unwrap();
        }
    }
    model
}

/// Names that would do harm where they are not taken for names.
pub const HOSTILE: [&str; 16] = [
    "<script>alert(1)</script>",
    "]]>",
    "a\"b'c`d",
    "\u{1b}[2Jgone",
    "x\ny\tz\r",
    "n0 -> n1 [label=\"x\"];",
    "}{|\\l\\N\\",
    "--><!-- &amp; &lt;",
    "\u{202e}turned",
    "日本語の表",
    "👩\u{200d}👩\u{200d}👧 family",
    "e\u{301}te\u{301}",
    "\u{0}\u{fffe}\u{ffff}",
    "",
    "erDiagram",
    "a very long name that nobody would give to a table but that someone will give to a table",
];

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-z]{1,12}",
        2 => prop::sample::select(&HOSTILE[..]).prop_map(str::to_owned),
        1 => any::<String>().prop_map(|text| text.chars().take(20).collect()),
    ]
}

fn end() -> impl Strategy<Value = (Option<Cardinality>, Option<Participation>)> {
    let cardinality =
        prop_oneof![Just(None), Just(Some(Cardinality::One)), Just(Some(Cardinality::Many))];
    let participation = prop_oneof![
        Just(None),
        Just(Some(Participation::Mandatory)),
        Just(Some(Participation::Optional))
    ];
    (cardinality, participation)
}

fn attribute() -> impl Strategy<Value = Attribute> {
    let declared =
        prop_oneof![3 => Just("INTEGER".to_owned()), 1 => name(), 1 => Just(String::new())];
    (name(), declared, any::<[bool; 4]>()).prop_map(|(name, declared, is)| Attribute {
        name,
        declared,
        primary_key: is[0],
        foreign_key: is[1],
        unique: is[2],
        not_null: is[3],
    })
}

/// Any model of up to so many tables.
pub fn any_model(tables: usize) -> impl Strategy<Value = Model> {
    let entity = (name(), prop::collection::vec(attribute(), 0..6));
    let entities = prop::collection::vec(entity, 1..=tables);
    let link = (any::<[prop::sample::Index; 3]>(), end(), end(), any::<bool>(), 0..4_usize);
    (entities, prop::collection::vec(link, 0..tables * 2)).prop_map(|(entities, links)| {
        let mut model = Model::default();
        for (name, attributes) in entities {
            if model.entity(&name).is_none() {
                model.entities.push(Entity { name, attributes });
            }
        }
        for ([one, other, through], left, right, joined, column) in links {
            let at = |index: &prop::sample::Index| {
                model.entities[index.index(model.entities.len())].clone()
            };
            let (left_entity, right_entity, join) = (at(&one), at(&other), at(&through));
            let end = |name: &str, (cardinality, participation)| End {
                entity: name.to_owned(),
                cardinality,
                participation,
            };
            let mut link = Link::new(end(&left_entity.name, left), end(&right_entity.name, right));
            if link.is_many_to_many() {
                link.through = joined.then_some(join.name);
            } else if let Some(column) = right_entity.attributes.get(column) {
                link.columns = vec![column.name.clone()];
                link.label = joined.then(|| column.name.clone());
            }
            // What contradicts an earlier one is left out.
            let _ = model.say(link);
        }
        model
    })
}
