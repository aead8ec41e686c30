//! What shrinking keeps and what it takes away.

use super::super::ground::Ground;
use super::*;
use crate::scratch::{Budget, Scratch};

const SCHEMA: &str = "
    CREATE TABLE players (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE entries (event INTEGER NOT NULL, player INTEGER NOT NULL REFERENCES players,
      PRIMARY KEY (event, player));
    CREATE TABLE games (event INTEGER NOT NULL, white INTEGER NOT NULL, result TEXT,
      FOREIGN KEY (event, white) REFERENCES entries (event, player));
    INSERT INTO players VALUES (5, 'x'), (7, 'x'), (9, 'Ada');
    INSERT INTO entries VALUES (1, 5), (1, 7), (1, 9);
    INSERT INTO games VALUES (1, 5, 'won'), (1, 7, 'won'), (1, 9, 'lost'), (1, 9, NULL);";

fn shrunk(shows: impl Fn(&DataSet) -> bool) -> DataSet {
    let query = "SELECT name, event, player, white, result, id FROM players, entries, games";
    let mut scratch = Scratch::new().unwrap();
    assert_eq!(scratch.run(SCHEMA, &Budget::default()).failure(), None);
    let image = scratch.image().unwrap();
    let ground = Ground::new(&mut scratch, &image).unwrap();
    let scope = Scope::new(&ground, &[query]);
    scratch.restore(&ground.empty).unwrap();
    let domains = Domains::new(&mut scratch, &ground, &scope, &[query]);
    let data = scope.part(&ground.seen);
    let admitted = |data: &DataSet| {
        let mut scratch = Scratch::new().unwrap();
        scratch.restore(&ground.empty).unwrap();
        let mut trial = scratch.trial(&ground.empty).unwrap();
        trial.fill(data) == crate::scratch::Fill::Filled && trial.keys_hold()
    };
    let mut both = |data: &DataSet| admitted(data) && shows(data);
    shrink(&scope, &domains, data, &mut both)
}

fn rows<'d>(data: &'d DataSet, table: &str) -> &'d [Row] {
    &data.tables.iter().find(|rows| rows.table == table).unwrap().rows
}

#[test]
fn what_is_not_needed_goes_with_all_that_refers_to_it() {
    let data = shrunk(|data| !rows(data, "entries").is_empty());
    let counts: Vec<usize> = data.tables.iter().map(|table| table.rows.len()).collect();
    assert_eq!(counts.iter().sum::<usize>(), 2, "{data:?}");
}

#[test]
fn a_key_that_is_made_of_keys_is_followed() {
    // Two games of anyone: their players become one, and its number 1 everywhere.
    let data = shrunk(|data| rows(data, "games").len() == 2);
    let number = |number| Value::Integer(number);
    assert_eq!(rows(&data, "players").len(), 1, "{data:?}");
    assert_eq!(rows(&data, "players")[0][0], number(1));
    assert_eq!(rows(&data, "entries"), [vec![number(1), number(1)]]);
    assert!(rows(&data, "games").iter().all(|game| game[1] == number(1)), "{data:?}");
}

#[test]
fn what_is_equal_may_become_plainer_together() {
    let twins = |data: &DataSet| {
        let names: Vec<&Value> = rows(data, "players").iter().map(|row| &row[1]).collect();
        names.len() > 1 && names.iter().all(|name| *name == names[0])
    };
    let data = shrunk(twins);
    assert_eq!(rows(&data, "players").len(), 2, "{data:?}");
    assert!(rows(&data, "games").is_empty() && rows(&data, "entries").is_empty());
}
