//! Each wall of the sandbox, with tests that try to break it. Each attack must end for the reason
//! that is meant to end it, and the scratch database must work as before afterwards.

mod target;
mod files;
mod code;
mod temporary;
mod pragmas;
mod schema;
mod time;
mod text;
mod transactions;

use std::thread;
use std::time::Duration;

use relatable::rows::Value;
use relatable::scratch::guard::Wall;
use relatable::scratch::{Budget, Constraint, Failure, FailureKind, Moment, STEPS_PER_TICK, Stop};

use target::{Target, quickly};

/// A query that never ends.
const FOREVER: &str =
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n";

impl Target {
    /// The failure of an attack that changes nothing.
    #[track_caller]
    fn failure(&mut self, text: &str) -> Failure {
        let script = self.run(text);
        let failure = script.failure().cloned();
        self.works_as_before();
        failure.unwrap_or_else(|| panic!("it got through: {text}: {script:?}"))
    }

    #[track_caller]
    fn is_denied(&mut self, text: &str, wall: &Wall) {
        assert_eq!(self.failure(text).kind, FailureKind::Denied(wall.clone()), "{text}");
    }

    #[track_caller]
    fn is_limited(&mut self, text: &str) {
        let failure = self.failure(text);
        assert_eq!(failure.kind, FailureKind::Limit, "{failure:?}");
    }
}

#[test]
fn two_databases_know_nothing_of_each_other() {
    let (mut one, mut other) = (Target::new(), Target::new());
    one.run("DELETE FROM children; CREATE TABLE secret (x); PRAGMA user_version = 3");
    one.scratch.set_moment(Moment { unix_seconds: 0, chance: 0 });
    other.works_as_before();
    let stop = one.scratch.interrupt();
    let running = thread::spawn(move || {
        let script =
            other.scratch.run("SELECT COUNT(*), CURRENT_DATE FROM children", &Budget::default());
        (script, other)
    });
    stop.stop();
    let (script, _) = running.join().unwrap();
    let rows = &script.rows().unwrap().rows;
    assert_eq!(rows[0], [Value::Integer(2), Value::Text("2026-01-15".to_owned())]);
}

#[test]
fn every_wall_has_its_reason() {
    let walls = [
        Wall::File,
        Wall::Extension,
        Wall::Temp,
        Wall::Pragma("journal_mode".to_owned()),
        Wall::VirtualTable,
        Wall::SystemTable("sqlite_master".to_owned()),
        Wall::Unknown,
    ];
    let reasons: Vec<_> = walls.iter().map(Wall::reason).collect();
    insta::assert_snapshot!(reasons.join("\n"), @"
    the scratch database cannot reach files
    the scratch database cannot load other code
    TEMP tables, views and triggers are not kept with the database; leave TEMP out
    PRAGMA journal_mode cannot be used here; only looking at the database can
    virtual tables are not part of the scratch database
    sqlite_master is SQLite's own table and keeps itself
    the scratch database does not know this to be harmless
    ");
}
