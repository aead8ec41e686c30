//! How tables relate: read off databases, asked and counted, with every word that is said of it.

mod ask;
mod census;
mod infer;

mod words;

use relatable::relation::finding::Inferred;
use relatable::relation::infer::infer;
use relatable::scratch::{Budget, Scratch};

/// A database that a script makes.
#[track_caller]
fn scratch(sql: &str) -> Scratch {
    let mut scratch = Scratch::new().unwrap();
    let script = scratch.run(sql, &Budget::default());
    assert_eq!((script.failure(), script.stopped()), (None, None));
    scratch
}

/// What is found in a database that a script makes.
#[track_caller]
fn inferred(sql: &str) -> Inferred {
    infer(&scratch(sql).schema().unwrap())
}
