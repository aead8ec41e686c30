//! What is drawn respects every constraint, and reaches every table.

use super::super::domain::Domains;
use super::super::ground::Ground;
use super::super::link::remove;
use super::super::mend::mend;
use super::super::scope::Scope;
use super::*;
use crate::scratch::{Budget, Constraint, Fill, Scratch};

/// Schemas that are hard to fill, each with a query over them.
const HARD: [(&str, &str, &str); 7] = [
    (
        "keys of two columns, shared by two foreign keys",
        "CREATE TABLE players (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
         CREATE TABLE events (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
         CREATE TABLE entries (event INTEGER NOT NULL REFERENCES events, player INTEGER NOT NULL
           REFERENCES players, PRIMARY KEY (event, player));
         CREATE TABLE games (event INTEGER NOT NULL, round INTEGER NOT NULL CHECK (round > 0),
           white INTEGER NOT NULL, black INTEGER NOT NULL, PRIMARY KEY (event, round, white),
           FOREIGN KEY (event, white) REFERENCES entries, FOREIGN KEY (event, black)
           REFERENCES entries, CHECK (white <> black));",
        "SELECT event, round, white, black FROM games",
    ),
    (
        "a ring of tables",
        "CREATE TABLE people (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams);
         CREATE TABLE teams (id INTEGER PRIMARY KEY, head INTEGER NOT NULL REFERENCES people);",
        "SELECT p.team, t.head FROM people p JOIN teams t ON t.id = p.team",
    ),
    (
        "a ring of tables without a way in",
        "CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER NOT NULL REFERENCES b
           DEFERRABLE INITIALLY DEFERRED);
         CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES a
           DEFERRABLE INITIALLY DEFERRED);",
        "SELECT a.b, b.a FROM a JOIN b ON b.a = a.id",
    ),
    (
        "a table that refers to itself",
        "CREATE TABLE staff (id INTEGER PRIMARY KEY, boss INTEGER NOT NULL REFERENCES staff);",
        "SELECT boss FROM staff",
    ),
    (
        "a text as key, a period, and one to one",
        "CREATE TABLE rooms (code TEXT PRIMARY KEY CHECK (length(code) = 3), beds INTEGER NOT NULL
           CHECK (beds BETWEEN 1 AND 4));
         CREATE TABLE stays (room TEXT NOT NULL REFERENCES rooms (code), starts TEXT NOT NULL
           CHECK (starts IS date(starts)), ends TEXT NOT NULL CHECK (ends IS date(ends)),
           CHECK (starts < ends), UNIQUE (room, starts));
         CREATE TABLE keys (room TEXT NOT NULL UNIQUE REFERENCES rooms (code), number INTEGER)
           STRICT;",
        "SELECT r.code, r.beds, s.starts, s.ends, k.number FROM rooms r JOIN stays s
           ON s.room = r.code JOIN keys k ON k.room = r.code WHERE r.code <> 'abc'",
    ),
    (
        "generated columns and a trigger",
        "CREATE TABLE lines (id INTEGER PRIMARY KEY, price REAL NOT NULL, pieces INTEGER NOT NULL,
           total REAL AS (price * pieces) STORED CHECK (total >= 0));
         CREATE TABLE log (line INTEGER NOT NULL);
         CREATE TRIGGER noted AFTER INSERT ON lines BEGIN INSERT INTO log VALUES (new.id); END;",
        "SELECT total FROM lines",
    ),
    (
        "no key at all",
        "CREATE TABLE readings (at DATETIME, value NUMERIC, ok BOOLEAN NOT NULL, note VARCHAR(3));",
        "SELECT at, value, ok, note FROM readings",
    ),
];

#[test]
fn what_is_drawn_is_admitted_and_every_table_is_reached() {
    for (what, schema, query) in HARD {
        let mut scratch = Scratch::new().unwrap();
        assert_eq!(scratch.run(schema, &Budget::default()).failure(), None, "{what}");
        let image = scratch.image().unwrap();
        let ground = Ground::new(&mut scratch, &image).unwrap();
        let scope = Scope::new(&ground, &[query]);
        scratch.restore(&ground.empty).unwrap();
        let domains = Domains::new(&mut scratch, &ground, &scope, &[query]);
        let mut draw = Draw::new(&scope, &domains, 1);
        let mut trial = scratch.trial(&ground.empty).unwrap();
        let (mut filled, mut refused) = (vec![0; scope.tables.len()], 0);
        let mut last = scope.blank();
        for round in 0..300 {
            let mut data = match round % 3 {
                2 => draw.tweak(&last),
                _ => draw.data(1 + round % 4).0,
            };
            let mut tried = 0;
            while let Fill::Refused { table, row, constraint } = trial.fill(&data) {
                refused += 1;
                let mends = constraint == Constraint::Check && tried < 8;
                tried += 1;
                if !(mends && mend(&mut data, &scope, &domains, table, row, tried - 1)) {
                    remove(&mut data, &scope, table, row);
                }
            }
            assert!(trial.keys_hold(), "{what}: {data:?}");
            for (count, table) in filled.iter_mut().zip(&data.tables) {
                *count += usize::from(!table.rows.is_empty());
            }
            last = data;
        }
        assert!(filled.iter().all(|count| *count > 30), "{what}: {filled:?}");
        assert!(refused < 400, "{what}: {refused} rows were refused");
    }
}

#[test]
fn the_same_seed_draws_the_same() {
    let mut scratch = Scratch::new().unwrap();
    scratch.run(HARD[0].1, &Budget::default());
    let image = scratch.image().unwrap();
    let ground = Ground::new(&mut scratch, &image).unwrap();
    let scope = Scope::new(&ground, &[HARD[0].2]);
    let domains = Domains::new(&mut scratch, &ground, &scope, &[HARD[0].2]);
    let drawn = |seed| -> Vec<_> {
        let mut draw = Draw::new(&scope, &domains, seed);
        (0..20).map(|size| draw.data(size % 5).0).collect()
    };
    assert_eq!(drawn(1), drawn(1));
    assert_ne!(drawn(1), drawn(2));
}
