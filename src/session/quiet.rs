//! When a piece of ORM code is passed over in silence. At a prompt an answer comes in many pieces,
//! and a person wants to hear of it where something is finished: at a commit, at a class, at what
//! is printed where that is asked for.

use crate::grade::Graded;
use crate::orm::recording::{Recording, Told};
use crate::verdict::{CodeDiffers, Reason, Verdict};

use super::Session;

impl Session {
    /// Whether the newest code is a step on the way, of which there is nothing to say.
    pub(super) fn is_on_the_way(&self, graded: &Graded) -> bool {
        let Some(did) = self.sent.as_ref().filter(|did| did.error.is_none()) else { return false };
        let Verdict::Wrong(wrong) = &graded.verdict else { return false };
        if graded.aside.is_some() {
            return false;
        }
        let said = self.typed.said.as_ref();
        let is_said = said.is_some_and(|said| said.feedback == graded.feedback);
        let gives_something = !did.output.is_empty() || !did.shown.is_empty();
        if gives_something && wrong.reasons.iter().any(is_of_output) {
            // Who prints wants to hear of it, and who only looks hears it once.
            return is_said && did.output.is_empty();
        }
        if finishes(did) {
            // A commit has nothing to do with what is to be printed.
            return is_said && wrong.reasons.iter().all(is_of_output);
        }
        if wrong.reasons.iter().any(is_held_back) {
            return is_said || said.is_some_and(says_held_back);
        }
        graded.nearer || is_said
    }
}

/// Whether code finishes something: a class, a table, a migration, a commit.
fn finishes(did: &Recording) -> bool {
    let is_script = |told: &Told| matches!(told, Told::Script { .. });
    did.declared || did.committed || !did.ddl.is_empty() || did.told.iter().any(is_script)
}

fn is_of_output(reason: &Reason) -> bool {
    matches!(reason, Reason::Code(differs) if matches!(**differs, CodeDiffers::Output { .. }))
}

fn is_held_back(reason: &Reason) -> bool {
    matches!(reason, Reason::Code(differs) if matches!(**differs, CodeDiffers::Uncommitted(_)))
}

fn says_held_back(said: &Graded) -> bool {
    match &said.verdict {
        Verdict::Wrong(wrong) => said.nearer && wrong.reasons.iter().any(is_held_back),
        _ => false,
    }
}
