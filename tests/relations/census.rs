//! What the rows say.

use relatable::feedback::relation::census::{of_joins, of_links};
use relatable::relation::census::{Spread, census};
use relatable::relation::infer::infer;
use relatable::scratch::{Budget, Scratch};

use super::scratch;

fn lines(scratch: &Scratch, budget: &Budget) -> String {
    let inferred = infer(&scratch.schema().unwrap());
    let census = census(&inferred, scratch, budget).unwrap();
    let mut lines = of_links(&inferred, &census);
    lines.extend(of_joins(&inferred, &census));
    lines.join("\n")
}

#[test]
fn rows_are_counted_on_both_ends() {
    let scratch = scratch(
        "CREATE TABLE authors (id INTEGER PRIMARY KEY);
         CREATE TABLE books (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES authors);
         CREATE TABLE covers (book_id INTEGER PRIMARY KEY REFERENCES books);
         CREATE TABLE readers (id INTEGER PRIMARY KEY, friend INTEGER REFERENCES readers);
         CREATE TABLE loans (
             id INTEGER PRIMARY KEY, reader INTEGER REFERENCES readers,
             book INTEGER REFERENCES books);
         CREATE TABLE shops (id INTEGER PRIMARY KEY);
         CREATE TABLE sales (id INTEGER PRIMARY KEY, shop_id INTEGER REFERENCES shops);
         CREATE TABLE teams (id INTEGER PRIMARY KEY);
         CREATE TABLE matches (home INT REFERENCES teams, away INT REFERENCES teams);
         INSERT INTO authors VALUES (1), (2), (3), (4);
         INSERT INTO books VALUES (1, 1), (2, 1), (3, 1), (4, 2), (5, NULL);
         INSERT INTO covers VALUES (1), (2), (3), (4);
         INSERT INTO readers VALUES (1, 1), (2, 1), (3, NULL), (4, NULL);
         INSERT INTO loans VALUES (1, 1, 1), (2, 1, 1), (3, 1, 2), (4, 2, 1), (5, NULL, 5), (6, 3, NULL);
         INSERT INTO teams VALUES (1), (2);
         INSERT INTO matches VALUES (1, 2), (2, 1);",
    );
    insta::assert_snapshot!(lines(&scratch, &Budget::default()));
}

#[test]
fn odd_names_and_keys_of_several_columns_are_counted() {
    let scratch = scratch(
        "CREATE TABLE \"a \"\"b\" (\"l0\" TEXT, \"select\" INT, rowid TEXT UNIQUE,
             PRIMARY KEY (l0, \"select\")) WITHOUT ROWID;
         CREATE TABLE \"🦀\" (x TEXT, y INT, z TEXT, w TEXT REFERENCES \"a \"\"b\" (rowid),
             FOREIGN KEY (x, y) REFERENCES \"a \"\"b\");
         INSERT INTO \"a \"\"b\" VALUES ('p', 1, 'r'), ('q', 1, NULL), ('q', 2, NULL);
         INSERT INTO \"🦀\" VALUES ('p', 1, 0, 'r'), ('p', 1, 0, NULL), ('p', NULL, 0, 'r'),
             ('gone', NULL, 0, 'r'), ('q', 2, 0, NULL);",
    );
    insta::assert_snapshot!(lines(&scratch, &Budget::default()));
}

#[test]
fn values_are_looked_up_as_foreign_keys_are() {
    let scratch = scratch(
        "CREATE TABLE words (word TEXT PRIMARY KEY COLLATE NOCASE);
         CREATE TABLE uses (id INTEGER PRIMARY KEY, word TEXT REFERENCES words, n INT REFERENCES words);
         CREATE TABLE numbers (id INTEGER PRIMARY KEY);
         CREATE TABLE signs (number TEXT REFERENCES numbers);
         INSERT INTO words VALUES ('a'), ('b'), ('7');
         INSERT INTO uses VALUES (1, 'a', 7), (2, 'A', '7'), (3, 'B', NULL);
         INSERT INTO numbers VALUES (1), (2);
         INSERT INTO signs VALUES ('1'), ('01'), ('1.0');",
    );
    let inferred = infer(&scratch.schema().unwrap());
    let found = census(&inferred, &scratch, &Budget::default()).unwrap();
    let spread = |at: usize| found.links[at].unwrap().referring;
    assert_eq!(spread(0), Spread { rows: 3, least: 0, most: 2, none: 1 });
    assert_eq!(spread(1), Spread { rows: 3, least: 0, most: 2, none: 2 });
    assert_eq!(spread(2), Spread { rows: 2, least: 0, most: 3, none: 1 });
    assert!(found.links.iter().all(|tally| tally.unwrap().dangling == 0));
}

#[test]
fn rows_that_refer_to_nothing_that_is_there_are_told() {
    let mut scratch = scratch(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);
         CREATE TABLE bs (a_id INTEGER REFERENCES a DEFERRABLE INITIALLY DEFERRED);
         INSERT INTO a VALUES (1);",
    );
    scratch.run("BEGIN; INSERT INTO bs VALUES (1), (2), (3)", &Budget::default());
    let line = lines(&scratch, &Budget::default());
    insta::assert_snapshot!(line, @"each a has 1 b; 2 bs refer to an a that is not there");
}

#[test]
fn what_would_take_too_long_is_not_counted_and_the_rest_is() {
    let scratch = scratch(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);
         CREATE TABLE bs (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a);
         CREATE TABLE cs (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a);
         INSERT INTO a VALUES (1);
         WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 20000)
         INSERT INTO bs SELECT x, 1 FROM n;
         INSERT INTO cs VALUES (1, 1);",
    );
    let before = scratch.times().len();
    let budget = Budget { steps: 100_000, ..Budget::default() };
    insta::assert_snapshot!(lines(&scratch, &budget), @r"
    a and bs: not counted, it would take too long
    each a has 1 c
    ");
    assert_eq!(scratch.times().len(), before, "counting leaves no trace");
}

#[test]
fn a_large_database_without_indexes_is_counted_within_the_budget() {
    let scratch = scratch(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);
         CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a);
         WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 50000)
         INSERT INTO a SELECT x FROM n;
         INSERT INTO b SELECT id, id % 1000 + 1 FROM a;",
    );
    let line = lines(&scratch, &Budget::default());
    insta::assert_snapshot!(line, @"each a has 0 to 50 b; 49,000 have none");
}
