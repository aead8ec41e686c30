//! Gathering the names that can be completed.

use std::collections::HashSet;
use std::sync::Arc;

use crate::answer::letter;
use crate::orm::live::Live;
use crate::orm::typed::Known as World;
use crate::scratch::Scratch;

use super::vocabulary::{Columns, Known, Vocabulary};
use super::{Prompt, Session};

impl Session {
    /// The names that can be completed now. Cheap where nothing was declared since the last time.
    pub fn vocabulary(&mut self) -> Arc<Vocabulary> {
        let declared = self.live.declared().ok();
        let runs = (self.prompt() == Prompt::Orm).then_some(self.runs);
        let same = (Some(self.at), runs) == (self.known.at, self.known.runs);
        if declared.is_some() && declared == self.known.declared && same {
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
        let choices: Vec<(char, String)> = choices
            .into_iter()
            .flatten()
            .map(|(at, choice)| (letter(at), choice.text.clone()))
            .collect();
        let world = runs.and_then(|_| self.in_world(known)).unwrap_or_default();
        let classes = world.classes().map(str::to_owned).collect();
        let vocabulary = Arc::new(Vocabulary {
            choices,
            steps: self.step_ids().map(str::to_owned).collect(),
            tables,
            names,
            world: Arc::new(world),
            classes: Arc::new(classes),
        });
        let known = Arc::clone(&vocabulary);
        self.known = Known { declared, at: Some(self.at), runs, vocabulary: known };
        vocabulary
    }
}

fn known(live: &mut Live) -> World {
    World { names: live.names(), mapped: live.mapped(), modules: live.modules() }
}

/// Without names where they cannot be read: nothing to complete is no reason to stop.
fn tables(live: &Scratch) -> (Vec<Columns>, Arc<HashSet<String>>) {
    let tables = live.columns().unwrap_or_default();
    let names = tables.iter().map(|(name, _)| name.to_lowercase()).collect();
    (tables, Arc::new(names))
}
