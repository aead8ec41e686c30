//! The search for counterexamples, held against pairs of queries that were written before it: in
//! domains and with mistakes of their own, each with its verdict.

#[path = "pairs/case.rs"]
mod case;
#[path = "pairs/operators.rs"]
mod operators;
#[path = "pairs/pool.rs"]
mod pool;
#[path = "pairs/replay.rs"]
mod replay;

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use relatable::counterexample::search::counterexample;
use relatable::counterexample::{Effort, Finding, Suite};
use relatable::scratch::Scratch;

use case::{Case, OWN, SECOND};
use pool::Pool;

/// Wrong queries that are not found out, and why not. One that is found out has to go from here.
const MISSES: [(&str, &str); 1] =
    [("arena-07", "two keys glued together: two rows have to be glued to the same text by chance")];

/// Asks about each case on as many threads as there are cores.
fn each<T: Send>(cases: &[Case], ask: impl Fn(&Case) -> T + Sync) -> Vec<T> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = cases.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        let ask = &ask;
        let start = |part: &'_ [Case]| {
            let part = part.to_vec();
            scope.spawn(move || part.iter().map(ask).collect::<Vec<T>>())
        };
        let started: Vec<_> = cases.chunks(share).map(start).collect();
        started.into_iter().flat_map(|it| it.join().expect("a worker")).collect()
    })
}

fn all() -> Vec<Case> {
    [OWN, SECOND].into_iter().flat_map(Case::read).collect()
}

fn find(case: &Case) -> Finding {
    let mut scratch = Scratch::new().expect("a scratch database");
    let question = case.question(&mut scratch);
    let suite = Suite::default();
    counterexample(&mut scratch, &question, &case.candidate, &suite, Effort::WHOLE)
        .expect("a search")
        .finding
}

#[test]
fn every_wrong_query_is_found_out_and_no_right_one_is_blamed() {
    let cases = all();
    let mut complaints = Vec::new();
    for (case, finding) in cases.iter().zip(each(&cases, find)) {
        let reason = MISSES.iter().find(|(id, _)| *id == case.id).map(|(_, reason)| reason);
        let complaint = match (&finding, case.wrong, reason) {
            (Finding::Different(witness), Some(true), None) => case
                .flaw(&witness.script)
                .map(|flaw| format!("its witness is none: {flaw}\n{}", witness.script)),
            (Finding::Different(_), Some(true), Some(reason)) => {
                Some(format!("found out: take it from the list ({reason})"))
            }
            (Finding::Different(witness), _, _) => {
                Some(format!("blamed by the rows\n{}", witness.script))
            }
            (Finding::Same, Some(true), None) => Some("not found out".to_owned()),
            (Finding::Undecided(why), _, _) => Some(format!("undecided: {why:?}")),
            (Finding::Same, _, _) => None,
        };
        complaints.extend(complaint.map(|it| format!("{} ({}): {it}", case.id, case.class)));
    }
    assert!(complaints.is_empty(), "{}\n{} in all", complaints.join("\n"), complaints.len());
}

#[test]
fn the_list_of_misses_names_wrong_pairs() {
    let cases = all();
    let wrong: BTreeSet<&str> =
        cases.iter().filter(|case| case.wrong == Some(true)).map(|case| &*case.id).collect();
    let ids: Vec<&str> = MISSES.iter().map(|(id, _)| *id).collect();
    assert!(ids.iter().all(|id| wrong.contains(id)), "{ids:?}");
}

#[test]
fn the_pairs_are_many_and_of_many_kinds() {
    let cases = Case::read(OWN);
    let ids: BTreeSet<&str> = cases.iter().map(|case| &*case.id).collect();
    assert_eq!(ids.len(), cases.len(), "an id stands for two pairs");
    let mut schemas: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &cases {
        *schemas.entry(&case.schema).or_default() += 1;
        let database = replay::database(&case.schema, &case.seed).expect(&case.id);
        replay::admitted(&database).expect(&case.id);
        let reference = replay::table(&database, &case.reference);
        let candidate = replay::table(&database, &case.candidate);
        assert_eq!(
            reference.as_ref().map(|it| it.0).expect(&case.id),
            candidate.as_ref().map(|it| it.0).expect(&case.id),
            "{}: a pair that differs in width tells nothing",
            case.id
        );
        if case.wrong == Some(false) {
            assert!(replay::equal(&reference, &candidate, case.ordered), "{}", case.id);
        }
    }
    let count = |wrong| cases.iter().filter(|case| case.wrong == Some(wrong)).count();
    assert!(count(true) >= 130 && count(false) >= 70 && schemas.len() >= 10, "{schemas:?}");
}

/// How often a pool tries each pair, and each reference against its mutants.
const TRIES: usize = 150;

#[test]
fn no_data_at_random_separates_the_equivalent_pairs() {
    let cases: Vec<Case> =
        Case::read(OWN).into_iter().filter(|case| case.wrong == Some(false)).collect();
    let separated = each(&cases, |case| {
        let queries = [&*case.reference, &*case.candidate];
        let mut pool = Pool::new(&case.schema, &case.seed, &queries, 5);
        let mut admitted = 0;
        for _ in 0..TRIES {
            if !pool.next() {
                continue;
            }
            admitted += 1;
            let [reference, candidate] = queries.map(|it| replay::table(pool.connection(), it));
            assert!(
                replay::equal(&reference, &candidate, case.ordered),
                "{}: {reference:?}",
                case.id
            );
        }
        admitted
    });
    assert!(separated.iter().all(|&admitted| admitted > TRIES / 4), "{separated:?}");
}

#[test]
fn the_pool_holds_admitted_data_that_separates_most_wrong_pairs() {
    let cases: Vec<Case> =
        Case::read(OWN).into_iter().filter(|case| case.wrong == Some(true)).collect();
    let caught = each(&cases, |case| {
        let queries = [&*case.reference, &*case.candidate];
        let mut pool = Pool::new(&case.schema, &case.seed, &queries, 6);
        (0..TRIES).any(|_| {
            if !pool.next() {
                return false;
            }
            replay::admitted(pool.connection()).expect(&case.id);
            let [reference, candidate] = queries.map(|it| replay::table(pool.connection(), it));
            !replay::equal(&reference, &candidate, case.ordered)
        })
    });
    let caught = caught.iter().filter(|caught| **caught).count();
    assert!(caught * 2 > cases.len(), "{caught} of {}", cases.len());
}

#[test]
fn every_operator_changes_some_reference() {
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for case in Case::read(OWN) {
        if seen.insert(case.reference.clone()) {
            let database = replay::database(&case.schema, "").expect(&case.id);
            for mutant in operators::mutants(&case.reference, &database) {
                *by.entry(mutant.by).or_default() += 1;
            }
        }
    }
    let idle = operators::OPERATORS.iter().find(|(name, _)| !by.contains_key(name));
    assert_eq!(idle.map(|(name, _)| name), None, "{by:?}");
    assert!(by.values().sum::<usize>() > 500, "{by:?}");
}
