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

/// What is said of a lesson with these steps, as far as it is about this.
#[track_caller]
fn about(word: &str, steps: &str) -> String {
    let said = deep(steps);
    let lines: Vec<&str> = said.lines().collect();
    let starts = |line: &&str| line.starts_with("stores.yaml:");
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let after = lines[at + 1..].iter().position(|line| starts(line) || !line.starts_with(' '));
        let end = after.map_or(lines.len(), |after| at + 1 + after);
        if starts(&lines[at]) && lines[at].contains(word) {
            kept.extend_from_slice(&lines[at..end]);
        }
        at = end;
    }
    kept.join("\n")
}

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
    assert_snapshot!(about("order of the rows", steps), @r"
    stores.yaml:19:36  advice  the order of the rows counts here, and `ask` does not mention it
       19 |     answer: SELECT name FROM items ORDER BY name, id;
          |                                    ^^^^^^^^^^^^^^^^^
          = Say in `ask` by what to order them, or have it not count: `expect:
            {order: none}`.
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
  - id: pairs
    ask: List the prices over 2, each once for a store.
    answer: SELECT DISTINCT store_id, price FROM items WHERE price > 2;
    wrong:
      - answer: SELECT store_id, price FROM items;
        because: This shows what is cheap too.
  - id: holds
    ask: What holds?
    choices:
      - right: An item has one store
        because: It has one cell for it.
      - wrong: A store has one item
        because: Corner has two.
";
    assert_snapshot!(about("never show", steps), @r#"
    stores.yaml:21:17  advice  this is taken for a look around, so that its own words never show
       21 |       - answer: SELECT name, price FROM items;
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = A result of another width does not count as a try. Give it the columns
            of the answer, or say it in a hint.
    "#);
}

const COUNTS: &str = "
  - id: counts
    ask: List each store with the number of its items.
    answer: |
      SELECT stores.name, COUNT(items.id)
      FROM stores LEFT JOIN items ON items.store_id = stores.id
      GROUP BY stores.id;
";

#[test]
fn mistakes_that_the_data_does_not_show() {
    let said = deep(COUNTS);
    for told in
        ["JOIN from LEFT JOIN", "COUNT(*) from COUNT(items.id)", "GROUP BY stores.name from"]
    {
        let lines: Vec<&str> = said.lines().filter(|line| line.contains(told)).collect();
        assert_eq!(lines.len(), 1, "{told}\n{said}");
        assert!(lines[0].contains("nothing in the data tells"), "{said}");
    }
    assert!(said.contains("no item refers to the store"), "{said}");
    assert!(said.contains("add: {stores: [{id: 3, name: Corner 3}]}"), "{said}");
    assert!(said.ends_with("---- Some(0)"), "{said}");
}

/// Whoever does what the advice says is rid of it, and the lesson still proves itself.
#[test]
fn what_is_suggested_can_be_pasted() {
    let mut head = HEAD.to_owned();
    let mut rounds = 0;
    let folder = TempDir::new().unwrap();
    loop {
        fs::write(folder.path().join("stores.yaml"), format!("{head}steps:\n{COUNTS}")).unwrap();
        let said = Run::of(&["check", "--deep", "stores.yaml"]).within(folder.path()).said();
        assert_eq!(said.code, Some(0), "{}", said.stdout);
        let mut suggestions = said.stdout.split("for example: `").skip(1);
        let Some(rest) = suggestions.next() else {
            assert!(!said.stdout.contains("nothing in the data"), "{}", said.stdout);
            break;
        };
        let entry: Vec<&str> = rest.split('`').next().unwrap().split_whitespace().collect();
        if rounds == 0 {
            head.push_str("variants:\n");
        }
        head.push_str(&format!("  {}\n", entry.join(" ")));
        rounds += 1;
        assert!(rounds < 10, "{head}\n{}", said.stdout);
    }
    assert!(rounds > 1, "{rounds}");
}

#[test]
fn what_sql_leaves_open() {
    let steps = "
  - id: bare
    ask: List each store with an item.
    answer: SELECT store_id, name FROM items GROUP BY store_id;
  - id: tie
    ask: Which is the first item by store?
    answer: SELECT name FROM items ORDER BY store_id LIMIT 1;
  - id: exact
    ask: List all items in order.
    answer: SELECT name FROM items;
    expect: {order: exact}
";
    assert_snapshot!(about("leaves", steps), @r"
    stores.yaml:19:13  advice  on the lesson's data SQL leaves open what this gives: a column is neither grouped nor in an aggregate, so that any row of the group will do
       19 |     answer: SELECT store_id, name FROM items GROUP BY store_id;
          |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = Group by it too, or say which one is meant: by MIN or MAX.
    stores.yaml:22:13  advice  on the lesson's data SQL leaves open what this gives: the rows at the edge of LIMIT are equal in rank
       22 |     answer: SELECT name FROM items ORDER BY store_id LIMIT 1;
          |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = Order by something more, such as the key, or change the data.
    stores.yaml:25:13  advice  the order of the rows counts here, and the answer leaves it open: it has no ORDER BY
       25 |     answer: SELECT name FROM items;
          |             ^^^^^^^^^^^^^^^^^^^^^^^
          = Order them in the answer, or leave `order: exact` out.
    ");
}

#[test]
fn a_wrong_answer_that_is_in_truth_right() {
    let steps = "
  - id: dear
    ask: Which items cost 3 or more?
    answer: SELECT id FROM items WHERE price >= 3;
    wrong:
      - answer: SELECT id FROM items WHERE price > 2;
";
    let said = deep(steps);
    assert!(said.contains("this wrong answer is in truth right"), "{said}");
}
