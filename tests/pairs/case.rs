//! Pairs of queries with their verdicts, a line of JSON each.

use relatable::counterexample::{Comparison, OrderRule, Question};
use relatable::scratch::{Budget, Ran, Scratch};
use serde_json::Value;

use super::replay;

/// The pairs that were written by hand for this project.
pub const OWN: &str = include_str!("own.jsonl");

/// Pairs over further schemas, harder ones, written when the search was there.
pub const SECOND: &str = include_str!("second.jsonl");

/// A reference and a candidate over one database.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name within its file.
    pub id: String,
    /// The database's declarations.
    pub schema: String,
    /// The data that the learner sees.
    pub seed: String,
    /// The query that counts.
    pub reference: String,
    /// The query that is compared with it.
    pub candidate: String,
    /// Whether some admitted data set tells the two apart; unknown for a mutant that none has yet.
    pub wrong: Option<bool>,
    /// The kind of mistake or of rewriting.
    pub class: String,
    /// Rows compare as a list, otherwise as a bag.
    pub ordered: bool,
}

impl Case {
    /// All cases of a file; what is no case is the file's mistake and ends the run.
    pub fn read(lines: &str) -> Vec<Self> {
        lines.lines().filter(|line| !line.trim().is_empty()).map(Self::read_one).collect()
    }

    fn read_one(line: &str) -> Self {
        let fields: Value = serde_json::from_str(line).expect("a line of JSON");
        let text = |name: &str| {
            let field = fields[name].as_str();
            field.unwrap_or_else(|| panic!("no text `{name}` in {line}")).to_owned()
        };
        Self {
            id: text("id"),
            schema: text("schema_sql"),
            seed: text("seed_sql"),
            reference: text("reference"),
            candidate: text("candidate"),
            wrong: match text("verdict").as_str() {
                "wrong" => Some(true),
                "equivalent" => Some(false),
                other => panic!("no such verdict: {other}"),
            },
            class: text("class"),
            ordered: fields["order_matters"].as_bool().expect("order_matters"),
        }
    }

    /// The question that the candidate is an answer to. What a reference's order leaves open is
    /// open here too, which is never less fair than comparing lists.
    pub fn question(&self, scratch: &mut Scratch) -> Question {
        let empty = Scratch::new().and_then(|mut fresh| fresh.image()).expect("an empty database");
        scratch.restore(&empty).expect("a scratch database");
        let script = scratch.run(&format!("{}\n{}", self.schema, self.seed), &Budget::default());
        for statement in &script.statements {
            assert!(matches!(statement.ran, Ran::Done { .. }), "{}: {statement:?}", self.id);
        }
        let order = if self.ordered { OrderRule::AsReference } else { OrderRule::Ignore };
        Question {
            image: scratch.image().expect("an image"),
            reference: self.reference.clone(),
            assume: Vec::new(),
            comparison: Comparison { order, ..Comparison::default() },
        }
    }

    /// What is wrong with a witness: nothing, where its rows are admitted and separate the two.
    pub fn flaw(&self, script: &str) -> Option<String> {
        let database = match replay::database(&self.schema, script) {
            Ok(database) => database,
            Err(error) => return Some(format!("the rows do not go in: {error}")),
        };
        if let Err(flaw) = replay::admitted(&database) {
            return Some(flaw);
        }
        let reference = replay::table(&database, &self.reference);
        let candidate = replay::table(&database, &self.candidate);
        if let Err(error) = &reference {
            return Some(format!("the reference fails: {error}"));
        }
        let same = replay::equal(&reference, &candidate, self.ordered);
        same.then(|| format!("both give {reference:?}"))
    }
}
