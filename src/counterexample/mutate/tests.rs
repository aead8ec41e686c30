//! Mutants of queries over a library, a shop and a theatre: they read back, and SQLite prepares
//! them.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::*;
use crate::scratch::{Budget, Ran, Scratch, Statement};

const SCHEMA: &str = "
    CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT);
    CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL,
        author_id INTEGER REFERENCES authors(id), year INTEGER NOT NULL, pages INTEGER);
    CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE loans (id INTEGER PRIMARY KEY, book_id INTEGER NOT NULL REFERENCES books(id),
        member_id INTEGER NOT NULL REFERENCES members(id), loaned_on TEXT NOT NULL, returned_on TEXT);
    CREATE TABLE roles (production_id INTEGER REFERENCES productions(id),
        actor_id INTEGER REFERENCES actors(id), part TEXT, PRIMARY KEY (production_id, actor_id));
    CREATE TABLE productions (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
    CREATE TABLE actors (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE \"tea cups\" (\"the id\" INTEGER PRIMARY KEY, \"the name\" TEXT, price REAL, stock INTEGER);";

/// Queries with every construct in which mistakes are made.
const QUERIES: &str = include_str!("tests/queries.sql");

fn scratch() -> Scratch {
    let mut scratch = Scratch::new().expect("a scratch database");
    let script = scratch.run(SCHEMA, &Budget::default());
    let done = |statement: &Statement| matches!(statement.ran, Ran::Done { .. });
    assert!(script.statements.iter().all(done), "{script:?}");
    scratch
}

fn mutants_of(text: &str, schema: &Schema) -> Vec<Mutant> {
    mutants(&Query::read(text).unwrap_or_else(|| panic!("it does not read: {text}")), schema)
}

/// What SQLite says against a query, if anything.
fn refused(scratch: &mut Scratch, text: &str) -> Option<String> {
    let budget = Budget { steps: 100_000, ..Budget::default() };
    let script = scratch.run(text, &budget);
    script.statements.iter().find_map(|statement| match &statement.ran {
        // A recursion without its condition does not come to an end.
        Ran::Rows(_) | Ran::Stopped(_) => None,
        other => Some(format!("{other:?}")),
    })
}

#[test]
fn mutants_read_back_and_are_all_different_and_run() {
    let mut scratch = scratch();
    let schema = scratch.schema().expect("a schema");
    for text in QUERIES.lines() {
        assert_eq!(refused(&mut scratch, text), None, "{text}");
        let mutants = mutants_of(text, &schema);
        assert!((1..=MOST_MUTANTS).contains(&mutants.len()), "{text}");
        assert_eq!(mutants_of(text, &schema), mutants, "the same each time");
        let printed = Query::read(text).map(|query| query.to_string());
        let mut seen: BTreeSet<String> = printed.into_iter().collect();
        for Mutant { mistake, text: mutant } in mutants {
            assert!(seen.insert(mutant.clone()), "{text}\n{mutant}");
            let again = Query::read(&mutant).map(|query| query.to_string());
            assert_eq!(again.as_ref(), Some(&mutant), "{text}");
            let message = refused(&mut scratch, &mutant);
            assert_eq!(message, None, "{}\n{text}\n{mutant}", mistake.tells());
        }
    }
}

#[test]
fn mistakes_are_told_in_words() {
    let scratch = scratch();
    let schema = scratch.schema().expect("a schema");
    let mut told = String::new();
    for text in QUERIES.lines() {
        writeln!(told, "{text}").expect("a String");
        for Mutant { mistake, text } in mutants_of(text, &schema) {
            writeln!(told, "  {:19} {}", mistake.word(), mistake.tells()).expect("a String");
            writeln!(told, "  {:19} {text}", "").expect("a String");
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn each_kind_of_mistake_is_made_somewhere() {
    let scratch = scratch();
    let schema = scratch.schema().expect("a schema");
    let all = QUERIES.lines().flat_map(|text| mutants_of(text, &schema));
    let made: BTreeSet<Kind> = all.map(|mutant| mutant.mistake.kind).collect();
    assert_eq!(made.len(), Kind::Window as usize + 1, "{made:?}");
    let words: BTreeSet<&str> = made.iter().map(|kind| kind.word()).collect();
    assert_eq!(words.len(), made.len());
}

#[test]
fn long_queries_have_few_mutants_and_take_little() {
    let schema = scratch().schema().expect("a schema");
    for text in [
        format!("SELECT 1 FROM books WHERE 1{}", " AND id = 1".repeat(1_500)),
        format!("SELECT 1 FROM books WHERE 1{}", " OR id = 1 AND id > 2".repeat(700)),
        format!("SELECT * FROM books b {}", "JOIN books ON 1 ".repeat(1_200)),
        format!("SELECT * FROM books {}", ", books".repeat(2_000)),
        format!("SELECT 1 FROM books {}", "NATURAL JOIN books ".repeat(1_000)),
        format!("SELECT {}1 FROM books", "*, ".repeat(6_000)),
        format!("VALUES (1){}", ", (2)".repeat(3_000)),
        format!("SELECT id FROM books {}", "UNION SELECT id FROM books ".repeat(700)),
        format!("SELECT id FROM books ORDER BY id{}", ", id DESC".repeat(2_000)),
        format!("SELECT id{} FROM books", ", id".repeat(4_000)),
        format!("SELECT id FROM books WHERE id IN (1{})", ", 2".repeat(6_000)),
        format!("SELECT 1{}", " + (SELECT 1 FROM books b WHERE id = b.id)".repeat(150)),
        format!("SELECT * FROM {}books{}", "(SELECT * FROM ".repeat(40), ")".repeat(40)),
        format!(
            "WITH a0 AS (SELECT * FROM books) {} SELECT * FROM a0",
            (1..200)
                .map(|at| format!(", a{at} AS (SELECT * FROM a{0} x, a{0} y)", at - 1))
                .collect::<String>()
        ),
    ] {
        assert!(mutants_of(&text, &schema).len() <= MOST_MUTANTS);
    }
}
