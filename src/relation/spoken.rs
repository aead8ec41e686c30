//! What a parser has understood so far.

use super::parse_error::{ParseError, ParseErrorKind};
use super::{Link, Model};
use crate::diagnostic::Span;

/// No text of a relation is longer, in bytes: a diagram of a hundred wide tables is a tenth of it.
pub(super) const LONGEST: usize = 256 * 1024;

/// No more entities, nor links: a model looks each up among all others.
pub(super) const MOST: usize = 2_000;

/// A model in the making, with the place where each of its links was first said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spoken {
    /// The entities and links so far.
    pub model: Model,
    /// Where each link was first said.
    pub spans: Vec<Span>,
}

impl Spoken {
    /// Nothing so far.
    ///
    /// # Errors
    /// Where the text to be parsed is too long.
    pub(super) fn begin(text: &str) -> Result<Self, ParseError> {
        if text.len() <= LONGEST {
            return Ok(Self::default());
        }
        let start = (0..=LONGEST).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
        Err(ParseError::new(Span::new(start, text.len()), ParseErrorKind::TooLong(LONGEST)))
    }

    /// Names an entity.
    pub(super) fn name(&mut self, name: &str, span: Span) -> Result<(), ParseError> {
        self.model.name(name);
        self.few(span)
    }

    /// Says a link in `text` at `span`.
    pub(super) fn say(&mut self, text: &str, link: Link, span: Span) -> Result<(), ParseError> {
        match self.model.say(link) {
            Ok(at) => {
                if at == self.spans.len() {
                    self.spans.push(span);
                }
                self.few(span)
            }
            Err(contradiction) => {
                let earlier = self.spans.get(contradiction.earlier).copied().unwrap_or_default();
                let said = text.get(earlier.start..earlier.end).unwrap_or_default().to_owned();
                Err(ParseError::new(span, ParseErrorKind::Contradiction(said)))
            }
        }
    }

    /// The whole, where it says anything.
    pub(super) fn end(self, text: &str) -> Result<Self, ParseError> {
        if self.model.entities.is_empty() {
            let span = Span::new(text.len(), text.len());
            return Err(ParseError::new(span, ParseErrorKind::Nothing));
        }
        Ok(self)
    }

    fn few(&self, span: Span) -> Result<(), ParseError> {
        if self.model.entities.len() > MOST || self.model.links.len() > MOST {
            return Err(ParseError::new(span, ParseErrorKind::TooMany(MOST)));
        }
        Ok(())
    }
}
