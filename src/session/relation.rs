//! Relations at the prompt: asked, and shown in every notation and as a picture.

use super::{Effect, Effects, Note, Session};
use crate::enact::{is_relation, read};
use crate::erd::graph::Graph;
use crate::feedback::relation;
use crate::feedback::relation::flaw::{unmade, unseen};
use crate::feedback::relation::overview::overview;
use crate::feedback::{Block, Feedback, Tone};
use crate::lesson::Language;
use crate::relation::ask::ask;
use crate::relation::census::census;
use crate::relation::finding::Asked;
use crate::relation::infer::infer;
use crate::scratch::ScratchError;

impl Session {
    /// The language in which the present step is answered; SQL where none is.
    pub(super) fn own_language(&self) -> Language {
        self.task().map_or(Language::Sql, |task| task.language)
    }

    /// The language that is typed.
    pub(super) fn language(&self) -> Language {
        self.spoken.unwrap_or_else(|| self.own_language())
    }

    /// The answer to a question whether relations hold in the live database; `None` where the text
    /// asks for none.
    pub(super) fn asked(&self, text: &str) -> Result<Option<Vec<Effect>>, ScratchError> {
        if !text.trim_end_matches(';').trim_end().ends_with('?')
            || !is_relation(text, self.language())
        {
            return Ok(None);
        }
        let said = match read(&self.live, text)? {
            Ok(said) => said,
            Err(error) => {
                return Ok(Some(vec![Effect::Feedback(relation::unread::feedback(text, &error))]));
            }
        };
        let inferred = infer(&self.live.schema()?);
        let asked = said.model.links.into_iter();
        let asked = asked.map(|link| Asked { finding: ask(&inferred, &link), link });
        let asked: Vec<Asked> = asked.collect();
        Ok(Some(vec![Effect::Feedback(relation::answer::feedback(&inferred, &asked))]))
    }

    /// Every relation of the live database in all notations.
    pub(super) fn relations(&mut self) -> Effects {
        let inferred = infer(&self.live.schema()?);
        if inferred.model.entities.is_empty() {
            return Ok(vec![Effect::Note(Note::NoTables)]);
        }
        let rows = census(&inferred, &self.live, &self.budget)?;
        Ok(vec![Effect::Relations(Box::new(overview(&inferred, &rows)))])
    }

    /// The live database as a picture, with the tables that are mapped and not made yet.
    pub(super) fn erd(&mut self) -> Effects {
        let schema = self.declared_schema()?;
        let inferred = infer(&schema);
        if inferred.model.entities.is_empty() {
            return Ok(vec![Effect::Note(Note::NoTables)]);
        }
        let mut effects = vec![Effect::Erd(Box::new(Graph::of_inferred(&inferred)))];
        let missed = self.unmade(&schema).into_iter();
        let missed = missed.map(|it| unmade(&it.table, it.astray.as_deref()));
        let blocks: Vec<Block> =
            unseen(&inferred).into_iter().chain(missed).map(Block::Told).collect();
        if !blocks.is_empty() {
            effects.push(Effect::Feedback(Feedback { tone: Tone::Quiet, blocks }));
        }
        Ok(effects)
    }
}
