//! Reading a description of relations beside what holds.

use std::sync::Arc;

use super::Description;
use super::stage::{Stage, StageError};
use crate::enact::read;
use crate::lesson::Task;
use crate::relation::Model;
use crate::relation::finding::Inferred;
use crate::relation::infer::infer;
use crate::relation::notation::parse;

/// What a description is compared with: a function of the lesson alone.
#[derive(Debug, Clone)]
pub struct DescriptionReference {
    wanted: Arc<Model>,
    inferred: Arc<Inferred>,
}

impl DescriptionReference {
    /// What the reference says, and what the step's database enforces.
    ///
    /// # Errors
    /// Where the reference cannot be read.
    pub fn new(stage: &mut Stage, step: usize, task: &Task) -> Result<Self, StageError> {
        let image = stage.image(step)?;
        stage.scratch.restore(&image)?;
        let inferred = Arc::new(infer(&stage.scratch.schema()?));
        let said = read(&stage.scratch, &task.answer.text)?.map_err(|error| {
            stage.broken(task.answer.span, format!("the answer is no relation: {error}"))
        })?;
        Ok(Self { wanted: Arc::new(said.model), inferred })
    }

    /// Reads an answer. Nothing is run.
    pub fn run(&self, text: &str) -> Description {
        let entities = &self.inferred.model.entities;
        let tables: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
        Description {
            text: text.to_owned(),
            said: parse(text, &tables).map(|said| said.model),
            wanted: Arc::clone(&self.wanted),
            inferred: Arc::clone(&self.inferred),
        }
    }
}
