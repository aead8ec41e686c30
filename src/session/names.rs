//! Gathering the names that can be completed.

use std::collections::HashSet;
use std::sync::Arc;

use crate::answer::letter;
use crate::scratch::Scratch;

use super::Session;
use super::vocabulary::{Columns, Known, Vocabulary};

impl Session {
    /// The names that can be completed now. Cheap where nothing was declared since the last time.
    pub fn vocabulary(&mut self) -> Arc<Vocabulary> {
        let declared = self.live.declared().ok();
        if declared.is_some() && declared == self.known.declared && Some(self.at) == self.known.at {
            return Arc::clone(&self.known.vocabulary);
        }
        let (tables, names) = match declared == self.known.declared {
            true => {
                let known = &self.known.vocabulary;
                (known.tables.clone(), Arc::clone(&known.names))
            }
            false => tables(&self.live),
        };
        let choices = self.quiz().map(|quiz| quiz.choices.iter().enumerate());
        let choices = choices.into_iter().flatten();
        let vocabulary = Arc::new(Vocabulary {
            choices: choices.map(|(at, choice)| (letter(at), choice.text.clone())).collect(),
            steps: self.step_ids().map(str::to_owned).collect(),
            tables,
            names,
        });
        let known = Arc::clone(&vocabulary);
        self.known = Known { declared, at: Some(self.at), vocabulary: known };
        vocabulary
    }
}

/// Without names where they cannot be read: nothing to complete is no reason to stop.
fn tables(live: &Scratch) -> (Vec<Columns>, Arc<HashSet<String>>) {
    let tables = live.columns().unwrap_or_default();
    let names = tables.iter().map(|(name, _)| name.to_lowercase()).collect();
    (tables, Arc::new(names))
}
