//! What is attacked.

use std::time::{Duration, Instant};

use relatable::rows::Value;
use relatable::scratch::{Budget, Constraint, FailureKind, Image, Scratch, Script};

const FAMILY: &str = "
    CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parents);
    INSERT INTO parents VALUES (1, 'Ann'), (2, 'Bo');
    INSERT INTO children VALUES (10, 1), (11, 1);";

/// A scratch database under attack.
pub(crate) struct Target {
    pub(crate) scratch: Scratch,
    pub(crate) image: Image,
}

impl Target {
    pub(crate) fn new() -> Self {
        let mut scratch = Scratch::new().unwrap();
        assert_eq!(scratch.run(FAMILY, &Budget::default()).failure(), None);
        let image = scratch.image().unwrap();
        Self { scratch, image }
    }

    pub(crate) fn run(&mut self, text: &str) -> Script {
        self.scratch.run(text, &Budget::default())
    }

    /// Nothing was changed, keys are enforced, and the image comes back.
    #[track_caller]
    pub(crate) fn works_as_before(&mut self) {
        if self.scratch.in_transaction() {
            self.run("ROLLBACK");
        }
        self.has_family();
        self.run("DELETE FROM children; DROP TABLE parents");
        self.scratch.restore(&self.image).unwrap();
        self.has_family();
        assert_eq!(self.scratch.image().unwrap(), self.image);
    }

    #[track_caller]
    fn has_family(&mut self) {
        let script = self.run("SELECT group_concat(name) FROM parents");
        let names = script.rows().unwrap_or_else(|| panic!("{script:?}")).rows[0][0].clone();
        assert_eq!(names, Value::Text("Ann,Bo".to_owned()));
        assert_eq!(self.scratch.schema().unwrap().tables.len(), 2);
        let refused = self.run("INSERT INTO children VALUES (12, 99)");
        let by = FailureKind::Refused(Constraint::ForeignKey);
        assert_eq!(refused.failure().map(|failure| &failure.kind), Some(&by));
    }
}

/// Runs it and fails when it took longer than any person would wait.
#[track_caller]
pub(crate) fn quickly<T>(act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = act();
    let took = start.elapsed();
    assert!(took < Duration::from_secs(8), "it took {took:?}");
    done
}
