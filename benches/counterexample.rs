//! How many wrong queries the search for counterexamples finds out, how small its witnesses are
//! and what it costs, beside comparing on the visible data alone and beside a hundred data sets at
//! random. On one core.
//!
//! The goals: 199 of 200 wrong queries, not one equivalent pair called different, witnesses of 3
//! rows in the median and 6 at the 90th percentile; a difference within 5 ms in the median and
//! 200 ms at worst, "same" within 100 ms in the median.
//!
//! It asks about the pairs in `tests/pairs/`, about those of a file of the same form that
//! `RELATABLE_PAIRS` names, and about mutants of all files' references and of what is equivalent
//! to them, made by operators that the search does not have. `RELATABLE_MUTANTS` is how many of
//! these at most (all).

#![allow(clippy::print_stdout, reason = "the figures are what it is run for")]

#[path = "../tests/pairs/case.rs"]
mod case;
#[path = "../tests/pairs/operators.rs"]
mod operators;
#[path = "../tests/pairs/pool.rs"]
mod pool;
#[path = "../tests/pairs/replay.rs"]
mod replay;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::time::{Duration, Instant};

use relatable::counterexample::search::counterexample;
use relatable::counterexample::{Effort, Finding, Suite};
use relatable::scratch::Scratch;

use case::{Case, OWN, SECOND};
use pool::Pool;

/// Data sets of the peer that draws at random.
const RANDOM_SETS: usize = 100;

/// Data sets that tell whether a mutant is wrong.
const LABEL_SETS: usize = 600;

fn main() {
    let mut files = vec![
        ("own.jsonl".to_owned(), Case::read(OWN)),
        ("second.jsonl".to_owned(), Case::read(SECOND)),
    ];
    match env::var("RELATABLE_PAIRS") {
        Ok(path) => {
            let lines = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
            files.push((path, Case::read(&lines)));
        }
        Err(_) => println!("RELATABLE_PAIRS names no further file of pairs: skipped.\n"),
    }
    let most = env::var("RELATABLE_MUTANTS").ok().map(|most| most.parse().expect("a number"));
    for (name, cases) in &files {
        measure(name, cases);
    }
    for (name, cases) in &files {
        let mutants = mutants(cases);
        let step = most.map_or(1, |most: usize| mutants.len().div_ceil(most.max(1)).max(1));
        let some: Vec<Case> = mutants.into_iter().step_by(step).collect();
        measure(&format!("mutants of {name}"), &some);
    }
}

/// What the search made of some cases.
#[derive(Default)]
struct Tally {
    caught: usize,
    /// Without a verdict before: the witness gives one.
    settled: usize,
    missed: Vec<String>,
    blamed: Vec<String>,
    flawed: Vec<String>,
    undecided: Vec<String>,
    rows: Vec<f64>,
    found: Vec<f64>,
    same: Vec<f64>,
    sets: u64,
    milliseconds: f64,
}

fn measure(name: &str, cases: &[Case]) {
    let count = |wrong| cases.iter().filter(|case| case.wrong == wrong).count();
    let wrong = count(Some(true));
    let [equivalent, unknown] = [Some(false), None].map(count);
    println!("{name}: {wrong} wrong, {equivalent} equivalent, {unknown} without a verdict");
    let visible = peer(cases, |case| {
        let database = replay::database(&case.schema, &case.seed).expect("the visible data");
        separates(case, &database)
    });
    accepts("the visible data alone", visible, wrong);
    let random = peer(cases, |case| {
        let mut pool = Pool::new(&case.schema, &case.seed, &[], 1);
        (0..RANDOM_SETS).any(|_| pool.next() && separates(case, pool.connection()))
    });
    accepts(&format!("{RANDOM_SETS} data sets at random"), random, wrong);

    let tally = search(cases);
    println!("  {:<26} caught {} of {wrong}", "the search", tally.caught);
    list("missed", &tally.missed);
    println!("    without a verdict, found different: {} of {unknown}", tally.settled);
    println!("    equivalent called different: {}", tally.blamed.len());
    list("blamed", &tally.blamed);
    println!("    witnesses that are none: {}", tally.flawed.len());
    list("flawed", &tally.flawed);
    println!("    undecided: {}", tally.undecided.len());
    list("undecided", &tally.undecided);
    println!("    rows of a witness: {}", spread(tally.rows, 0));
    println!("    ms until found: {}", spread(tally.found, 2));
    println!("    ms until \"same\": {}", spread(tally.same, 2));
    println!("    data sets in a ms: {:.1}\n", tally.sets as f64 / tally.milliseconds);
}

fn search(cases: &[Case]) -> Tally {
    let mut tally = Tally::default();
    let mut scratch = Scratch::new().expect("a scratch database");
    for case in cases {
        let question = case.question(&mut scratch);
        let began = Instant::now();
        let suite = Suite::default();
        let effort = Effort::WHOLE;
        let search = counterexample(&mut scratch, &question, &case.candidate, &suite, effort);
        let taken = milliseconds(began.elapsed());
        let search = search.expect("a search");
        tally.sets += u64::from(search.sets);
        tally.milliseconds += taken;
        let line = format!("{} ({})", case.id, case.class);
        match search.finding {
            Finding::Different(witness) => {
                tally.found.push(taken);
                tally.rows.push(witness.data.size() as f64);
                match case.flaw(&witness.script) {
                    Some(flaw) => tally.flawed.push(format!("{line}: {flaw}")),
                    None if case.wrong == Some(false) => tally.blamed.push(line),
                    None if case.wrong.is_none() => tally.settled += 1,
                    None => tally.caught += 1,
                }
            }
            Finding::Same => {
                tally.same.push(taken);
                if case.wrong == Some(true) {
                    tally.missed.push(format!("{line}: {}", case.candidate));
                }
            }
            Finding::Undecided(why) => tally.undecided.push(format!("{line}: {why:?}")),
        }
    }
    tally
}

/// The wrong cases that a peer accepts, and the milliseconds that each case took it.
fn peer(cases: &[Case], separates: impl Fn(&Case) -> bool) -> (usize, Vec<f64>) {
    let mut taken = Vec::new();
    let mut accepted = 0;
    for case in cases {
        let began = Instant::now();
        let caught = separates(case);
        taken.push(milliseconds(began.elapsed()));
        accepted += usize::from(case.wrong == Some(true) && !caught);
    }
    (accepted, taken)
}

fn accepts(name: &str, (accepted, taken): (usize, Vec<f64>), wrong: usize) {
    println!("  {name:<26} accepts {accepted} of {wrong}; ms: {}", spread(taken, 2));
}

/// Whether both queries run and give different results; one that fails tells nothing.
fn separates(case: &Case, database: &rusqlite::Connection) -> bool {
    let reference = replay::table(database, &case.reference);
    let candidate = replay::table(database, &case.candidate);
    reference.is_ok() && candidate.is_ok() && !replay::equal(&reference, &candidate, case.ordered)
}

/// Mutants of each reference, and of each other way to say the same, all held against the
/// reference: wrong where one of many data sets says so, otherwise unknown.
fn mutants(cases: &[Case]) -> Vec<Case> {
    let mut done = BTreeSet::new();
    let mut all = Vec::new();
    for case in cases {
        let other = (case.wrong == Some(false)).then_some(&case.candidate);
        for query in [&case.reference].into_iter().chain(other) {
            if done.insert((&case.schema, &case.reference, query)) {
                all.append(&mut mutants_of(case, query));
            }
        }
    }
    all
}

fn mutants_of(case: &Case, query: &str) -> Vec<Case> {
    let database = replay::database(&case.schema, "").expect("a schema");
    let of = if query == case.reference { "its reference" } else { "it" };
    let mutants = operators::mutants(query, &database).into_iter().enumerate();
    let mut mutants: Vec<Case> = mutants
        .map(|(at, mutant)| Case {
            id: format!("{}, mutant {at} of {of}", case.id),
            candidate: mutant.sql,
            class: mutant.by.to_owned(),
            wrong: None,
            ..case.clone()
        })
        .collect();
    let mut pool = Pool::new(&case.schema, &case.seed, &[&case.reference, query], 2);
    for _ in 0..LABEL_SETS {
        if pool.next() {
            for mutant in mutants.iter_mut().filter(|mutant| mutant.wrong.is_none()) {
                mutant.wrong = separates(mutant, pool.connection()).then_some(true);
            }
        }
    }
    mutants
}

fn list(word: &str, lines: &[String]) {
    for line in lines {
        println!("      {word}: {line}");
    }
}

fn milliseconds(taken: Duration) -> f64 {
    taken.as_secs_f64() * 1000.0
}

/// Median, 90th percentile and maximum.
fn spread(mut values: Vec<f64>, digits: usize) -> String {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values.get(((values.len().max(1) - 1) as f64 * share).round() as usize);
    match (at(0.5), at(0.9), values.last()) {
        (Some(median), Some(most), Some(last)) => {
            format!("median {median:.digits$}, p90 {most:.digits$}, max {last:.digits$}")
        }
        _ => "none".to_owned(),
    }
}
