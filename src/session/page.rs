//! A step as it is shown.

use crate::erd::graph::Graph;
use crate::lesson::{Body, Quiz, Show, Task};
use crate::outcome::stage::StageError;
use crate::relation::infer::infer;
use crate::rows::Value;
use crate::schema::Schema;
use crate::scratch::{Ran, Scratch, ScratchError};
use crate::sql::tokens::quoted;

use super::{Effect, Outline, Page, Session, Shown, Wants};

impl Session {
    /// The page of a step, its tables as they are when the step begins.
    pub(super) fn page(&mut self, step: usize) -> Result<Effect, StageError> {
        let lesson = self.lesson.clone();
        let place = self.place_of(step);
        let mut page = Page {
            title: lesson.title.clone(),
            place,
            say: None,
            shown: Vec::new(),
            ask: None,
            choices: Vec::new(),
            yours: None,
            wants: Wants::Enter,
        };
        let Some(step_of_lesson) = lesson.steps.get(step) else {
            return Ok(Effect::Page(Box::new(page)));
        };
        page.say.clone_from(&step_of_lesson.say);
        if !step_of_lesson.show.is_empty() {
            let image = self.grader.image(step)?;
            self.beside.restore(&image)?;
            for show in &step_of_lesson.show {
                page.shown.push(self.shown(show)?);
            }
        }
        match &step_of_lesson.body {
            Body::Read => {}
            Body::Reveal { question, .. } => {
                page.ask = Some(question.clone());
                page.wants = Wants::Reveal;
            }
            Body::Task(task) => {
                page.ask = Some(task.ask.clone());
                page.wants = Wants::Answer;
            }
            Body::Quiz(quiz) => {
                page.ask = Some(quiz.ask.clone());
                page.choices = quiz.choices.iter().map(|choice| choice.text.clone()).collect();
                let right = quiz.choices.iter().filter(|choice| choice.right).count();
                page.wants = if right > 1 { Wants::Choices } else { Wants::Choice };
            }
        }
        if self.looking_at.is_some() {
            page.wants = Wants::Return(self.place().number);
            page.yours = self.yours(step);
        }
        Ok(Effect::Page(Box::new(page)))
    }

    fn shown(&mut self, show: &Show) -> Result<Shown, ScratchError> {
        let text = match show {
            Show::Erd => {
                let graph = Graph::of_inferred(&infer(&self.beside.schema()?));
                return Ok(Shown::Erd(Box::new(graph)));
            }
            Show::Rows(text) => &text.text,
        };
        let schema = self.beside.schema()?;
        let title = is_name(&schema, text).then(|| text.trim().to_owned());
        let query = match &title {
            Some(name) => format!("SELECT * FROM {}", quoted(name)),
            None => text.clone(),
        };
        let script = self.beside.run(&query, &self.budget);
        Ok(match (script.rows(), script.failure()) {
            (Some(rows), None) => Shown::Rows { title, rows: rows.clone() },
            (_, Some(failure)) => Shown::Failed { query, message: failure.message.clone() },
            (None, None) => Shown::Failed { query, message: "it gives no result".to_owned() },
        })
    }

    /// The present step's task, if it is one.
    pub(super) fn task(&self) -> Option<&Task> {
        match &self.lesson.steps.get(self.at)?.body {
            Body::Task(task) => Some(task),
            _ => None,
        }
    }

    /// The present step's quiz, if it is one.
    pub(super) fn quiz(&self) -> Option<&Quiz> {
        match &self.lesson.steps.get(self.at)?.body {
            Body::Quiz(quiz) => Some(quiz),
            _ => None,
        }
    }
}

/// Every table in a line, with the number of its rows.
pub(super) fn outlines(scratch: &mut Scratch) -> Result<Vec<Outline>, ScratchError> {
    let schema = scratch.schema()?;
    let outline = |table: &crate::schema::Table| {
        let columns = table.columns.iter().map(|column| {
            let target = table.foreign_keys.iter().find_map(|key| {
                let at = key.columns.iter().position(|name| *name == column.name)?;
                Some(match key.targets.get(at) {
                    Some(target) => format!("{}.{target}", key.table),
                    None => key.table.clone(),
                })
            });
            (column.name.clone(), target)
        });
        let name = table.name.clone();
        Outline { columns: columns.collect(), rows: count(scratch, &name), name }
    };
    Ok(schema.tables.iter().map(outline).collect())
}

/// How many rows a table holds.
fn count(scratch: &mut Scratch, table: &str) -> Option<i64> {
    let query = format!("SELECT count(*) FROM {}", quoted(table));
    let script = scratch.run(&query, &crate::scratch::Budget::default());
    match &script.statements.first()?.ran {
        Ran::Rows(rows) => match rows.rows.first()?.first()? {
            Value::Integer(count) => Some(*count),
            _ => None,
        },
        _ => None,
    }
}

fn is_name(schema: &Schema, text: &str) -> bool {
    let name = text.trim();
    let is_view = schema.views.iter().any(|view| view.eq_ignore_ascii_case(name));
    is_view || schema.table(name).is_some()
}
