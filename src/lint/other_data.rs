//! The other data of a lesson: its variants, and what it assumes of all data.

use std::sync::Arc;

use super::Prover;
use crate::outcome::mistake;
use crate::outcome::stage::{AUTHORED, StageError, Varied};
use crate::scratch::Image;
use crate::sql::kind::{self, Kind};
use crate::sql::split;
use crate::verdict::MistakeKind;

impl Prover<'_> {
    /// Every variant applies to some step, and what `assume` says holds on all data.
    pub(super) fn variants(&mut self) -> Result<(), StageError> {
        let lesson = Arc::clone(self.lesson);
        let mut applied = vec![false; lesson.variants.len()];
        let mut spoken = vec![false; lesson.assume.len()];
        for step in 0..lesson.steps.len() {
            let images = match self.grader.variants(step) {
                Ok(images) => images,
                Err(error) => {
                    self.broken(error)?;
                    applied.fill(true);
                    Vec::new()
                }
            };
            for Varied { place, name, image } in images {
                applied[place] = true;
                self.assumed(&image, &name, &mut spoken)?;
            }
            let image = self.grader.image(step)?;
            self.assumed(&image, "the lesson's own data", &mut spoken)?;
        }
        for (assume, _) in lesson.assume.iter().zip(spoken).filter(|(_, spoken)| !spoken) {
            let message = "this is asked at no step: a table that it names is never there";
            self.advice(assume.span, message);
        }
        for (place, (variant, applied)) in lesson.variants.iter().zip(applied).enumerate() {
            let earlier = &lesson.variants[..place];
            if earlier.iter().any(|other| other.name.text == variant.name.text) {
                let message = "another variant has this name: what goes wrong on the one is taken \
                               for what goes wrong on the other";
                self.advice(variant.name.span, message);
            }
            if !applied {
                let message =
                    "this variant applies to no step: a table that it names is never there";
                self.advice(variant.name.span, message);
            }
        }
        Ok(())
    }

    /// Whether what is assumed holds on some data. `spoken` takes in what could be asked there.
    fn assumed(
        &mut self,
        image: &Image,
        data: &str,
        spoken: &mut [bool],
    ) -> Result<(), StageError> {
        for (assume, spoken) in Arc::clone(self.lesson).assume.iter().zip(spoken) {
            if !is_query(&assume.text) {
                *spoken = true;
                self.error(assume.span, "this is not one query that gives rows");
                continue;
            }
            self.scratch.restore(image)?;
            let script = self.scratch.run(&assume.text, &AUTHORED);
            let Some(failure) = script.failure() else {
                *spoken = true;
                if script.rows().is_some_and(|rows| !rows.rows.is_empty()) {
                    self.error(assume.span, format!("this does not hold: it gives rows on {data}"));
                }
                continue;
            };
            // Before its tables are there, it speaks of nothing.
            let failed = mistake::of(&assume.text, failure, &self.scratch.schema()?);
            if !matches!(failed.kind, MistakeKind::NoTable { .. }) {
                *spoken = true;
                self.error(assume.span, format!("this does not run: {}", failure.message));
            }
        }
        Ok(())
    }
}

/// Whether a text is one statement that reads, or one that nobody can read.
fn is_query(text: &str) -> bool {
    let pieces = split::split(text);
    let [only] = pieces.as_slice() else { return false };
    let kind = kind::kind(&text[only.span.start..only.span.end]);
    matches!(kind, Kind::Query | Kind::Unknown(_))
}
