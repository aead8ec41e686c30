//! What a suite holds.

use super::*;
use crate::counterexample::search::counterexample;
use crate::counterexample::{Comparison, Finding, FoundBy};
use crate::scratch::Budget;

const SHOP: &str = "
    CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INTEGER,
      store_id INTEGER REFERENCES stores);
    INSERT INTO stores VALUES (1, 'Corner'), (2, 'Depot');
    INSERT INTO items VALUES (1, 'Lamp', 9, 1), (2, 'Rope', 4, 1), (3, 'Soap', 2, 2);";

fn question(reference: &str) -> Question {
    let mut scratch = Scratch::new().unwrap();
    assert_eq!(scratch.run(SHOP, &Budget::default()).failure(), None);
    Question {
        image: scratch.image().unwrap(),
        reference: reference.to_owned(),
        assume: Vec::new(),
        comparison: Comparison::default(),
    }
}

fn suite(question: &Question) -> Suite {
    let mut scratch = Scratch::new().unwrap();
    distil(&mut scratch, question, Effort::WHOLE).unwrap().unwrap()
}

#[test]
fn a_few_data_sets_kill_what_a_whole_search_kills() {
    let question = question(
        "SELECT stores.name, COUNT(items.id) FROM stores LEFT JOIN items \
         ON items.store_id = stores.id WHERE stores.name <> 'Depot' GROUP BY stores.id",
    );
    let suite = suite(&question);
    assert!((1..=12).contains(&suite.sets.len()), "{}", suite.sets.len());
    let mut scratch = Scratch::new().unwrap();
    let ground = Ground::new(&mut scratch, &question.image).unwrap();
    let query = Query::read(&question.reference).unwrap();
    // Nothing but the suite and the visible data.
    let none = Effort { sets: 0, steps: 0 };
    let mut missed = Vec::new();
    for mutant in mutants(&query, &ground.schema) {
        let mut ask = |suite: &Suite, effort| {
            counterexample(&mut scratch, &question, &mutant.text, suite, effort).unwrap().finding
        };
        let by_suite = matches!(ask(&suite, none), Finding::Different(_));
        let by_search = matches!(ask(&Suite::default(), Effort::WHOLE), Finding::Different(_));
        if by_search && !by_suite {
            missed.push(mutant.text);
        }
    }
    assert_eq!(missed, [""; 0]);
}

#[test]
fn what_the_visible_data_shows_needs_no_data_set() {
    let suite = suite(&question("SELECT 1"));
    assert_eq!(suite, Suite::default());
}

#[test]
fn an_answer_is_found_out_by_the_suite() {
    let question = question("SELECT name FROM items WHERE price >= 4");
    let suite = suite(&question);
    let mut scratch = Scratch::new().unwrap();
    let candidate = "SELECT DISTINCT name FROM items WHERE price > 3";
    let search = counterexample(&mut scratch, &question, candidate, &suite, Effort::REST).unwrap();
    let Finding::Different(witness) = search.finding else { panic!("{:?}", search.finding) };
    assert_eq!(witness.found_by, FoundBy::Suite);
    assert_eq!(witness.data.size(), 2);
}

#[test]
fn what_cannot_be_read_or_run_has_no_suite() {
    for reference in ["SELECT nothing FROM stores", "DELETE FROM items", "SELECT"] {
        assert_eq!(suite(&question(reference)), Suite::default(), "{reference}");
    }
}
