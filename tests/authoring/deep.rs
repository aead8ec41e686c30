//! `check --deep`: what could be better about a lesson that proves itself.

use std::fs;

use insta::assert_snapshot;
use tempfile::TempDir;

use super::program::Run;

/// A lesson of stores and items, before its steps.
const HEAD: &str = "\
title: Stores
setup: |
  CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    price INTEGER,
    store_id INTEGER NOT NULL REFERENCES stores (id)
  );
data:
  stores: [{id: 1, name: Corner}, {id: 2, name: Depot}]
  items:
    columns: [id, name, price, store_id]
    rows: [[1, Soap, 3, 1], [2, Bread, 2, 1], [3, Tea, 5, 2]]
";

/// What is said of a lesson with these steps.
#[track_caller]
fn deep(steps: &str) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("stores.yaml"), format!("{HEAD}steps:\n{steps}")).unwrap();
    let said = Run::of(&["check", "--deep", "stores.yaml"]).within(folder.path()).said();
    assert_eq!(said.stderr, "", "no word on the way where nobody sits");
    format!("{}---- {:?}", said.stdout, said.code)
}

#[test]
fn an_order_that_counts_and_is_not_asked_for() {
    let steps = "
  - id: not-said
    ask: List the name of every item.
    answer: SELECT name FROM items ORDER BY name, id;
  - id: said
    ask: List the name of every item, the cheapest first.
    answer: SELECT name FROM items ORDER BY price, name, id;
  - id: said-before
    say: From here on, results are sorted.
    ask: List the name of every item.
    answer: SELECT name FROM items ORDER BY name, id;
  - id: does-not-count
    ask: List the name of every item.
    answer: SELECT name FROM items ORDER BY name, id;
    expect: {order: none}
";
    assert_snapshot!(deep(steps), @r"
    ok      stores  4 steps: 4 answers right, 0 of 0 wrong answers refused
    stores.yaml:19:36  advice  the order of the rows counts here, and `ask` does not mention it
       19 |     answer: SELECT name FROM items ORDER BY name, id;
          |                                    ^^^^^^^^^^^^^^^^^
          = Say in `ask` by what to order them, or have it not count: `expect:
            {order: none}`.
    1 lesson, 4 steps: 4 answers right, 0 of 0 wrong answers refused, 1 advice
    ---- Some(0)
    ");
}

#[test]
fn words_that_never_show() {
    let steps = "
  - id: names
    ask: List the name of every item.
    answer: SELECT name FROM items;
    wrong:
      - answer: SELECT name, price FROM items;
        because: Only the names are asked for.
  - id: holds
    ask: What holds?
    choices:
      - right: An item has one store
        because: It has one cell for it.
      - wrong: A store has one item
        because: Corner has two.
";
    assert_snapshot!(deep(steps), @r"
    ok      stores  2 steps: 2 answers right, 1 of 1 wrong answer refused
    stores.yaml:21:17  advice  this is taken for a look around, so that its own words never show
       21 |       - answer: SELECT name, price FROM items;
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = A result of another width, or all of one table, does not count as a
            try. Give it the columns of the answer, or say it in a hint.
    stores.yaml:23:9  advice  `because` never shows for what is right: “An item has one store”
       23 |   - id: holds
          |         ^^^^^
          = It is read by who chose what does not hold. Say it in `then`.
    1 lesson, 2 steps: 2 answers right, 1 of 1 wrong answer refused, 2 advice
    ---- Some(0)
    ");
}
