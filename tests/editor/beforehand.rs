//! What is made while the learner thinks: nobody asks for it, and nobody waits for it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::program::Run;
use crate::terminal::{CTRL_D, Setup, Terminal};

/// More queries than are prepared while somebody opens a lesson and leaves it again.
const MANY: usize = 400;

/// When a test gives up: no more than a guard against one that would never end.
const PATIENCE: Duration = Duration::from_secs(120);

/// A folder with the lesson `stores.yaml`, which asks for so many queries.
fn lesson(queries: usize) -> TempDir {
    let mut text = "\
title: Stores
setup: |
  CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE items (
    id INTEGER PRIMARY KEY, price INTEGER, store_id INTEGER REFERENCES stores (id)
  );
data:
  stores: [{id: 1, name: Corner}, {id: 2, name: Depot}]
  items: [{id: 1, price: 3, store_id: 1}]
steps:
"
    .to_owned();
    for n in 0..queries {
        let _ = write!(
            text,
            "  - id: s{n}
    ask: Count each store's items that cost more than {n}.
    answer: |
      SELECT stores.name, COUNT(items.id) FROM stores
      LEFT JOIN items ON items.store_id = stores.id AND items.price > {n} GROUP BY stores.id;
"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("stores.yaml"), text).unwrap();
    folder
}

fn opened(folder: &Path, home: &Path) -> Terminal {
    Setup::of(&["learn", "stores.yaml"]).within(folder).at_home(home).colourless().starts()
}

/// The suites in a home, by the names of their files.
fn suites(home: &Path) -> BTreeSet<String> {
    let Ok(entries) = std::fs::read_dir(home.join("suites")) else { return BTreeSet::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".json")).collect()
}

#[test]
fn what_answers_need_is_made_while_the_prompt_waits() {
    let (folder, home) = (lesson(3), tempfile::tempdir().unwrap());
    let mut terminal = opened(folder.path(), home.path());
    let began = Instant::now();
    while suites(home.path()).len() < 3 {
        assert!(began.elapsed() < PATIENCE, "{:?}", suites(home.path()));
        sleep(Duration::from_millis(20));
    }
    let made = suites(home.path());
    let inner = "select name, count(*) from stores join items on store_id = stores.id \
                 and price > 0 group by stores.id;";
    let said = terminal.types(inner);
    assert!(said.contains("Not yet: one row is missing."), "{said}");
    let by_name = inner.replace("count(*)", "count(items.id)").replace("join", "left join");
    let said = terminal.types(&by_name.replace("group by stores.id", "group by name"));
    assert!(said.contains("Right on the data you see, but not always."), "{said}");
    let said = terminal.types(&by_name);
    assert!(said.contains("Right."), "{said}");
    terminal.presses(CTRL_D, "Ctrl-D");
    assert_eq!(terminal.ends().1, 1);
    // They are what the answers needed, and are there on the next day.
    assert_eq!(suites(home.path()), made);
    let mut again = opened(folder.path(), home.path());
    again.presses(CTRL_D, "Ctrl-D");
    again.ends();
    assert_eq!(suites(home.path()), made);
}

#[test]
fn neither_the_first_prompt_nor_the_end_waits_for_it() {
    let (folder, home) = (lesson(MANY), tempfile::tempdir().unwrap());
    let mut terminal = opened(folder.path(), home.path());
    let at_first = suites(home.path()).len();
    assert!(at_first < MANY, "the prompt came after {at_first}");
    let began = Instant::now();
    // One that is begun is under way when the learner leaves.
    while suites(home.path()).is_empty() {
        assert!(began.elapsed() < PATIENCE, "none is made");
        sleep(Duration::from_millis(20));
    }
    terminal.presses(CTRL_D, "Ctrl-D");
    assert_eq!(terminal.ends().1, 1);
    let at_last = suites(home.path()).len();
    assert!(at_last < MANY, "the end came after {at_last}");
}

#[test]
fn without_a_terminal_nothing_is_made_beforehand_or_left() {
    let (folder, home) = (lesson(3), tempfile::tempdir().unwrap());
    let run = Run::of(&["learn", "stores.yaml"]).within(folder.path()).at_home(home.path());
    let said = run.types("select name, 0 from stores;").said();
    assert_eq!(said.code, Some(1), "{}", said.stdout);
    assert!(suites(home.path()).is_empty());
}
