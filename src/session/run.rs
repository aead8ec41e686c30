//! Running what was typed in the live database, and showing what it did.

use std::iter::repeat;

use crate::enact::{Enacted, RelationRun, enact};
use crate::feedback::relation::unread;
use crate::feedback::{Feedback, made};
use crate::lesson::Language;
use crate::scratch::{Ran, ScratchError, Script, Statement};
use crate::sql::kind::{Kind, kind};
use crate::sql::tokens::code;

use super::mistake::mistake;
use super::{Change, Effect, Note, Session};

/// What running a submission came to.
pub(super) struct Run {
    pub(super) script: Script,
    /// There was something to run.
    pub(super) ran: bool,
    /// The results, in order.
    pub(super) effects: Vec<Effect>,
    /// The words for the failure that ended it.
    pub(super) mistake: Option<Feedback>,
}

/// First words of statements of which SQLite counts the changed rows.
const COUNTED: [&str; 5] = ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"];

/// Images that are kept for `.undo`; going further back runs what was typed again.
const IMAGES: usize = 50;

impl Session {
    /// Runs a submission in the live database and keeps what `.undo` needs.
    pub(super) fn run(&mut self, text: &str) -> Result<Run, ScratchError> {
        let was_open = self.live.in_transaction();
        let before = if was_open { None } else { Some(self.live.image()?) };
        let language = self.language();
        let Enacted { script, relation } = enact(&mut self.live, text, language, &self.budget)?;
        self.remember(text);
        let did_something = was_open != self.live.in_transaction()
            || script.statements.iter().any(|statement| match statement.ran {
                Ran::Rows(_) => !statement.read_only,
                Ran::Done { .. } => true,
                Ran::Failed(_) | Ran::Stopped(_) => false,
            })
            || relation.as_ref().is_some_and(RelationRun::did_something);
        if did_something {
            let change = Change { text: text.to_owned(), language, looks: false, before };
            kept(&mut self.typed.changes, change);
        }
        let mut effects = Vec::new();
        let times = self.live.times().iter().map(|&time| Some(time).filter(|_| self.timed));
        for (statement, took) in script.statements.iter().zip(times.chain(repeat(None))) {
            match &statement.ran {
                Ran::Rows(rows) => {
                    effects.push(Effect::Rows { rows: rows.clone(), aside: None, took });
                }
                Ran::Done { changed } => {
                    let first = code(source(text, statement)).into_iter().next();
                    let counted = first.is_some_and(|word| word.is_any(&COUNTED));
                    let changed = Some(*changed).filter(|_| counted);
                    effects.push(Effect::Done { changed, took });
                }
                Ran::Stopped(stop) => effects.push(Effect::Note(Note::Stopped(*stop))),
                Ran::Failed(_) => {}
            }
        }
        let mistake = match &relation {
            Some(RelationRun::Unread(error)) => Some(unread::feedback(text, error)),
            Some(run @ RelationRun::Made(making)) => {
                let words = made::feedback(&making.model, &making.made, &making.inferred);
                if run.is_refused() {
                    Some(words)
                } else {
                    let sql = making.sql().cloned().collect();
                    effects.push(Effect::Made { sql, words });
                    None
                }
            }
            None => match script.failure() {
                Some(failure) => Some(mistake(text, failure, &self.live.schema()?)),
                None => None,
            },
        };
        if script.statements.is_empty() && relation.is_none() {
            effects.push(Effect::Note(Note::NothingToRun));
        }
        let ran = !script.statements.is_empty() || relation.is_some();
        Ok(Run { script, ran, effects, mistake })
    }

    /// Keeps what was typed last, where it can be an answer to the step.
    pub(super) fn remember(&mut self, text: &str) {
        let is_code = |language| language == Language::Orm;
        if is_code(self.language()) == is_code(self.own_language()) {
            self.typed.last = Some(text.to_owned());
        }
    }

    /// Runs a submission that is not judged: a look around.
    pub(super) fn look(&mut self, text: &str) -> Result<Vec<Effect>, ScratchError> {
        let run = self.run(text)?;
        let mut effects = run.effects;
        effects.extend(run.mistake.map(Effect::Feedback));
        self.point_out_transaction(&mut effects);
        Ok(effects)
    }

    /// Says once in a step that a transaction was left open.
    pub(super) fn point_out_transaction(&mut self, effects: &mut Vec<Effect>) {
        if self.live.in_transaction() && !self.typed.told_of_transaction {
            self.typed.told_of_transaction = true;
            effects.push(Effect::Note(Note::TransactionOpen));
        }
    }
}

/// Keeps a submission for `.undo`, and the database before it where it is one of the last.
pub(super) fn kept(changes: &mut Vec<Change>, change: Change) {
    changes.push(change);
    if let Some(old) = changes.len().checked_sub(IMAGES + 1) {
        changes[old].before = None;
    }
}

/// Whether a script asks the database for something, or tried to: then it is judged in a query
/// step. One that only changes is not.
pub(super) fn asks_something(text: &str, script: &Script) -> bool {
    script.statements.iter().any(|statement| match statement.ran {
        Ran::Rows(_) => statement.read_only,
        Ran::Done { .. } => false,
        Ran::Failed(_) | Ran::Stopped(_) => {
            matches!(kind(source(text, statement)), Kind::Query | Kind::Explain | Kind::Unknown(_))
        }
    })
}

/// The statement as it was typed.
fn source<'t>(text: &'t str, statement: &Statement) -> &'t str {
    text.get(statement.span.start..statement.span.end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::rows::Rows;
    use crate::scratch::{Failure, FailureKind};

    fn script(text: &str, read_only: bool, ran: Ran) -> Script {
        Script { statements: vec![Statement { span: Span::new(0, text.len()), read_only, ran }] }
    }

    fn failed() -> Ran {
        Ran::Failed(Failure {
            kind: FailureKind::Other,
            code: 1,
            message: String::new(),
            offset: None,
        })
    }

    #[test]
    fn a_query_asks_and_a_change_does_not() {
        let query = "select 1;";
        assert!(asks_something(query, &script(query, true, Ran::Rows(Rows::default()))));
        let change = "insert into t values (1);";
        assert!(!asks_something(change, &script(change, false, Ran::Done { changed: 1 })));
        let returning = "insert into t values (1) returning id;";
        assert!(!asks_something(returning, &script(returning, false, Ran::Rows(Rows::default()))));
    }

    #[test]
    fn a_query_that_fails_asks_and_a_change_that_fails_does_not() {
        let query = "-- all\nselect nmae from t;";
        assert!(asks_something(query, &script(query, false, failed())));
        let change = "/* one */ INSERT into t values (1);";
        assert!(!asks_something(change, &script(change, false, failed())));
    }
}
