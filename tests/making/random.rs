//! Random schemas with random rows, and random links: all or nothing, and nothing lost.

use proptest::prelude::*;
use relatable::relation::{Cardinality, End, Link, Model, Participation};
use relatable::scratch::{Budget, Scratch};
use relatable::sql::tokens::quoted;

use super::support::making;

const NAMES: [&str; 5] = ["a", "bs", "order", "x y", "new"];

/// A table: its key, the columns that may refer to others, and what stands around it.
#[derive(Debug, Clone)]
struct Table {
    key: usize,
    columns: Vec<(usize, usize, usize)>,
    extra: usize,
    rows: Vec<(u8, [u8; 3])>,
}

const KEYS: [&str; 7] = [
    "id INTEGER PRIMARY KEY",
    "id INTEGER PRIMARY KEY AUTOINCREMENT",
    "id TEXT PRIMARY KEY COLLATE NOCASE",
    "id INT NOT NULL UNIQUE",
    "id",
    "id INTEGER -- the key\n PRIMARY KEY NOT NULL",
    "id VARCHAR(9) /* , */ UNIQUE, id2 DEFAULT (')') CHECK (id2 <> 5)",
];

const KINDS: [&str; 8] = [
    "INTEGER",
    "INTEGER UNIQUE",
    "INTEGER NOT NULL DEFAULT 1",
    "TEXT COLLATE NOCASE",
    "INTEGER REFERENCES {}",
    "INTEGER UNIQUE REFERENCES {} ON DELETE CASCADE",
    "INTEGER NOT NULL DEFAULT 1 REFERENCES {} ON DELETE SET NULL",
    "CONSTRAINT c NOT NULL DEFAULT 1 REFERENCES {} (id) ON UPDATE SET DEFAULT DEFERRABLE INITIALLY DEFERRED",
];

const COLUMNS: [&str; 5] = ["a_id", "b_id", "order_id", "\"x y_id\"", "other"];

fn table() -> impl Strategy<Value = Table> {
    let column = (0..COLUMNS.len(), 0..KINDS.len(), 0..4_usize);
    let rows = proptest::collection::vec((0..4_u8, [0..4_u8, 0..4_u8, 0..4_u8]), 0..5);
    (0..KEYS.len(), proptest::collection::vec(column, 0..3), 0..6_usize, rows)
        .prop_map(|(key, columns, extra, rows)| Table { key, columns, extra, rows })
}

fn sql(tables: &[Table]) -> Vec<String> {
    let mut statements = Vec::new();
    let mut rows = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        let name = quoted(NAMES[at]);
        let mut seen = Vec::new();
        let mut items = vec![KEYS[table.key].to_owned()];
        for (column, kind, target) in &table.columns {
            if !seen.contains(column) {
                seen.push(*column);
                let kind = KINDS[*kind].replace("{}", &quoted(NAMES[*target]));
                items.push(format!("{} {kind}", COLUMNS[*column]));
            }
        }
        match (table.extra, seen.as_slice()) {
            (1, [one, ..]) => items.push(format!("UNIQUE ({})", COLUMNS[*one])),
            (2, [one, other]) => items.push(format!(
                "CONSTRAINT u UNIQUE ({}, {}) -- both\n",
                COLUMNS[*other], COLUMNS[*one]
            )),
            (3, _) => items.push("g GENERATED ALWAYS AS (id || '!') VIRTUAL".to_owned()),
            _ => {}
        }
        let rowid = if table.extra == 4 && table.key != 1 { " WITHOUT ROWID" } else { "" };
        statements.push(format!("CREATE TABLE {name} (\n  {}\n){rowid}", items.join(",\n  ")));
        if let (5, [one, ..]) = (table.extra, seen.as_slice()) {
            let column = COLUMNS[*one];
            statements.push(format!("CREATE UNIQUE INDEX i{at} ON {name} ({column})"));
            statements.push(format!("CREATE VIEW v{at} AS SELECT {column} FROM {name}"));
            statements.push(format!("CREATE TRIGGER t{at} AFTER DELETE ON {name} BEGIN DELETE FROM {name} WHERE id = 2; END"));
        }
        for (id, cells) in &table.rows {
            let columns: String = seen.iter().map(|one| format!(", {}", COLUMNS[*one])).collect();
            let cell =
                |cell: &u8| if *cell == 0 { ", NULL".to_owned() } else { format!(", {cell}") };
            let cells: String = cells.iter().take(seen.len()).map(cell).collect();
            rows.push(format!("INSERT INTO {name} (id{columns}) VALUES ({id}{cells})"));
        }
    }
    statements.extend(rows);
    statements
}

fn link() -> impl Strategy<Value = Link> {
    let cardinality =
        || prop_oneof![Just(None), Just(Some(Cardinality::One)), Just(Some(Cardinality::Many))];
    let participation = || {
        prop_oneof![
            2 => Just(None),
            1 => Just(Some(Participation::Mandatory)),
            1 => Just(Some(Participation::Optional)),
        ]
    };
    let end = move || {
        (0..NAMES.len(), cardinality(), participation()).prop_map(
            |(name, cardinality, participation)| End {
                entity: NAMES[name].to_owned(),
                cardinality,
                participation,
            },
        )
    };
    (
        end(),
        end(),
        proptest::option::weighted(0.2, 0..NAMES.len()),
        proptest::option::weighted(0.3, 0..COLUMNS.len()),
    )
        .prop_map(|(left, right, through, column)| {
            let mut link = Link::new(left, right);
            if link.is_many_to_many() {
                let is_end = |name: &&str| *name == link.left.entity || *name == link.right.entity;
                link.through =
                    through.map(|at| NAMES[at]).filter(|name| !is_end(name)).map(str::to_owned);
            } else if let Some(at) = column {
                link.columns = vec![COLUMNS[at].replace('"', "")];
            }
            link
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn nothing_is_lost(
        tables in proptest::collection::vec(table(), 0..5),
        links in proptest::collection::vec(link(), 1..4),
    ) {
        let mut scratch = Scratch::new().unwrap();
        for statement in sql(&tables) {
            // A row that the database refuses is a row less.
            scratch.run(&statement, &Budget::default());
        }
        let mut model = Model::default();
        for link in links {
            // What contradicts what was said before is not said.
            let _ = model.say(link);
        }
        making(&mut scratch, &model);
    }
}
