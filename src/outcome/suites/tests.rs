//! Whoever needs a suite gets it, and it is made once.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::counterexample::{Comparison, DataSet, TableRows};
use crate::diagnostic::Source;
use crate::lesson::load::load;
use crate::outcome::preparation::Preparation;
use crate::scratch::Budget;

fn question(reference: &str) -> Question {
    let mut scratch = Scratch::new().unwrap();
    scratch.run("CREATE TABLE t (x INTEGER NOT NULL)", &Budget::default());
    Question {
        image: scratch.image().unwrap(),
        reference: reference.to_owned(),
        assume: Vec::new(),
        comparison: Comparison::default(),
    }
}

/// Remembers one suite for every question, and counts what it was asked to keep.
#[derive(Debug, Default)]
struct Counting {
    remembered: Option<Suite>,
    asked: Arc<AtomicUsize>,
    kept: Arc<AtomicUsize>,
}

impl Memory for Counting {
    fn recall(&self, _: Key) -> Option<Suite> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.remembered.clone()
    }

    fn keep(&self, _: Key, _: &Suite) {
        self.kept.fetch_add(1, Ordering::Relaxed);
    }
}

fn some_suite() -> Suite {
    let table = TableRows { table: "t".to_owned(), columns: Vec::new(), rows: Vec::new() };
    Suite { sets: vec![DataSet { tables: vec![table] }] }
}

#[test]
fn a_suite_is_made_once_however_many_want_it() {
    let (asked, kept) = (Arc::default(), Arc::default());
    let memory = Counting { remembered: None, asked: Arc::clone(&asked), kept: Arc::clone(&kept) };
    let suites = Suites::remembered(Box::new(memory));
    let question = question("SELECT x FROM t WHERE x > 3");
    let all: Vec<Arc<Suite>> = std::thread::scope(|scope| {
        let want = || scope.spawn(|| suites.of(&question, &Interrupt::default()).unwrap());
        let wanted: Vec<_> = (0..8).map(|_| want()).collect();
        wanted.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(all.iter().all(|suite| Arc::ptr_eq(suite, &all[0])));
    assert_eq!(kept.load(Ordering::Relaxed), 1);
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[test]
fn what_is_remembered_is_not_made_again() {
    let kept = Arc::default();
    let remembered = Some(some_suite());
    let memory = Counting { remembered, kept: Arc::clone(&kept), ..Counting::default() };
    let suites = Suites::remembered(Box::new(memory));
    let suite = suites.of(&question("SELECT x FROM t"), &Interrupt::default()).unwrap();
    assert_eq!(*suite, some_suite());
    assert_eq!(kept.load(Ordering::Relaxed), 0);
}

#[test]
fn who_waits_can_be_interrupted_and_goes_on_where_another_gave_up() {
    let suites = Suites::default();
    let question = question("SELECT x FROM t");
    let key = Key::of(&question);
    suites.entries().insert(key, Entry::BeingMade);
    let claim = Claim { suites: &suites, key, made: None };
    let interrupt = Interrupt::default();
    interrupt.stop();
    let waited = suites.of(&question, &interrupt);
    assert!(matches!(waited, Err(StageError::Stopped(Stop::Interrupted))));
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| suites.of(&question, &Interrupt::default()));
        drop(claim);
        assert!(waiting.join().unwrap().is_ok());
    });
}

#[test]
fn all_that_a_suite_hangs_on_is_in_its_key() {
    let plain = question("SELECT x FROM t");
    let mut others = vec![plain.clone(); 5];
    others[1].reference = "SELECT x FROM t ".to_owned();
    others[2].assume = vec!["SELECT 1 FROM t WHERE x > 9".to_owned()];
    others[3].comparison.order = OrderRule::By(vec![0]);
    others[4].comparison.tolerance = Tolerance::Absolute(1e-9);
    let mut scratch = Scratch::new().unwrap();
    scratch.run("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1)", &Budget::default());
    let image = scratch.image().unwrap();
    others.push(Question { image, ..plain.clone() });
    let keys: Vec<Key> = others.iter().map(Key::of).collect();
    assert_eq!(keys[0], Key::of(&plain));
    for (at, key) in keys.iter().enumerate() {
        assert_eq!(keys.iter().position(|other| other == key), Some(at));
    }
}

/// A query, a change on which the next query hangs, and a query for which nothing is made.
const LESSON: &str = "
title: A lesson
setup: CREATE TABLE t (x INTEGER NOT NULL)
steps:
  - say: Read.
  - id: one
    ask: It.
    answer: SELECT x FROM t
  - id: two
    ask: It.
    answer: CREATE TABLE u (y)
  - id: three
    ask: It.
    answer: SELECT y FROM u
  - id: four
    ask: It.
    answer: SELECT y + 1 FROM u
    beyond: ignore
";

#[test]
fn the_present_step_is_prepared_first_and_the_rest_as_long_as_it_may() {
    let lesson = |text| Arc::new(load(Source::new("a.yaml", text), None).unwrap().lesson);
    let of = |suites: &Suites| suites.entries().len();
    let suites = Suites::default();
    let preparation = Preparation::new(&lesson(LESSON), &suites, 2).unwrap();
    let turns = std::cell::Cell::new(0);
    preparation.make(|| turns.replace(turns.get() + 1) == 0).unwrap();
    assert_eq!(of(&suites), 1);
    preparation.make(|| true).unwrap();
    assert_eq!(of(&suites), 2);
    let reads = "title: A lesson\nsteps:\n  - say: Read.";
    assert!(Preparation::new(&lesson(reads), &suites, 0).is_none());
}
