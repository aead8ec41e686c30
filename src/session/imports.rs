//! Imports, which hold in the steps after the one in which they were typed. All else that a
//! learner called something is left with its step; an import does no harm in the next.

use crate::lesson::{Body, Language, Step};
use crate::orm::live::{Import, imports};
use crate::outcome::stage::StageError;

use super::world::World;
use super::{Effect, Note, Session};

impl Session {
    /// Leaves the step's world. Its imports are kept. What else the learner called something, and
    /// the lesson's own answer did not, is not there in the next one.
    pub(super) fn leave_world(&mut self, step: usize, effects: &mut Vec<Effect>) {
        let Some(world) = self.world.take() else { return };
        for import in world.live.imports() {
            if !self.imports.contains(&import) {
                self.imports.push(import);
            }
        }
        let next = self.lesson.steps.get(step);
        if !next.is_some_and(is_code) || step <= self.at {
            return;
        }
        let Ok(goes_on) = self.grader.world(step) else { return };
        let there: Vec<String> = goes_on.names().into_iter().map(|(name, _)| name).collect();
        let all_of = world.live.imports().into_iter().find_map(|import| import.all_of);
        let is_kept = |name: &String| {
            there.contains(name)
                || self.imports.iter().any(|import| import.names.contains(name))
                || all_of.as_ref().is_some_and(|module| is_of(&world, module, name))
        };
        let names = world.live.names().into_iter().map(|(name, _)| name);
        let gone: Vec<String> = names.filter(|name| !is_kept(name)).collect();
        if !gone.is_empty() {
            effects.push(Effect::Note(Note::NamesGone(gone)));
        }
        if let Some(module) = all_of {
            effects.push(Effect::Note(Note::ImportOfAllGone(module)));
        }
    }

    /// Finds the imports of earlier steps that bind what the present step's world does not.
    ///
    /// # Errors
    /// What is wrong with the lesson.
    pub(super) fn bring_imports(&mut self) -> Result<(), StageError> {
        if self.typed.imports.is_some() {
            return Ok(());
        }
        let kept = self.records.iter().zip(&self.lesson.steps).take(self.at);
        let of_answers = kept
            .filter(|(_, step)| is_code(step))
            .flat_map(|(record, _)| record.accepted.iter().flat_map(|text| imports(text)));
        let mut all: Vec<Import> = of_answers.collect();
        all.extend(self.imports.iter().filter(|it| !all.contains(it)).cloned().collect::<Vec<_>>());
        // What all of a module would bind, might take the names of the step's own.
        all.retain(|import| import.all_of.is_none());
        if !all.is_empty() {
            let names: Vec<String> =
                self.grader.world(self.at)?.names().into_iter().map(|(name, _)| name).collect();
            all.retain(|import| !import.names.iter().all(|name| names.contains(name)));
        }
        let texts: Vec<String> = all.into_iter().map(|import| import.text).collect();
        self.typed.imports = Some(texts.join("\n"));
        Ok(())
    }

    /// The imports of earlier steps, as the first piece of what was typed.
    pub(super) fn imports_before(&self) -> Option<String> {
        self.typed.imports.clone().filter(|text| !text.is_empty())
    }
}

fn is_code(step: &Step) -> bool {
    matches!(&step.body, Body::Task(task) if task.language == Language::Orm)
}

/// Whether a name is one of a module's.
fn is_of(world: &World, module: &str, name: &str) -> bool {
    world.live.modules().get(module).is_some_and(|names| names.iter().any(|own| own == name))
}
