//! A place in a sentence that moves on from word to word.

use super::token::Token;
use super::words::{DETERMINERS, MODALS, QUANTITIES, VERBS, is_reserved};
use crate::diagnostic::Span;
use crate::relation::cursor::{Word, nearest};
use crate::relation::parse_error::{ParseError, ParseErrorKind};
use crate::relation::{Cardinality, Participation};

/// The tokens of a text, and the one that comes next.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
}

/// A word such as "may", and what it says.
pub(super) type Modal = (Word, Participation);

/// How many, and the place of the words for it.
pub(super) struct Quantity {
    pub(super) most: Cardinality,
    pub(super) participation: Option<Participation>,
    pub(super) span: Span,
}

impl Reader<'_> {
    pub(super) fn word(&self) -> Option<&Word> {
        match self.tokens.get(self.at) {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        let stands = self.word().is_some_and(|word| word.is(text));
        self.at += usize::from(stands);
        stands
    }

    /// Goes over one of these, unless it is all there is of a noun.
    pub(super) fn eat_one_of(&mut self, words: &[&str]) {
        let _ = words.iter().any(|word| self.eat(word));
    }

    /// Whether these words stand here.
    pub(super) fn stands(&self, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(ahead, word)| {
            matches!(self.tokens.get(self.at + ahead), Some(Token::Word(found)) if found.is(word))
        })
    }

    /// The place of the next token, or the end of the last.
    pub(super) fn here(&self) -> Span {
        let end = self.last_end();
        self.tokens.get(self.at).map_or(Span::new(end, end), Token::span)
    }

    pub(super) fn last_end(&self) -> usize {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        last.map_or(0, |token| token.span().end)
    }

    /// A quoted name, or words up to one that no noun has.
    pub(super) fn noun_words(&mut self) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        while let Some(word) = self.word() {
            let first = words.is_empty();
            if !word.quoted && is_reserved(&word.text) || (word.quoted && !first) {
                break;
            }
            words.push(word.clone());
            self.at += 1;
            if words.last().is_some_and(|word| word.quoted) {
                break;
            }
        }
        words
    }

    pub(super) fn modal(&mut self) -> Option<Modal> {
        let word = self.word()?.clone();
        let (_, participation) = *MODALS.iter().find(|(modal, _)| word.is(modal))?;
        self.at += 1;
        Some((word, participation))
    }

    /// Whether the verb is "has"; "belongs" else.
    pub(super) fn verb(&mut self) -> Result<bool, ParseError> {
        if self.eat("has") || self.eat("have") {
            return Ok(true);
        }
        if self.eat("belongs") || self.eat("belong") {
            return Ok(false);
        }
        Err(self.unexpected("Here comes `have` or `belong to`.", &VERBS))
    }

    pub(super) fn quantity(&mut self) -> Option<Quantity> {
        let (phrase, most, participation) =
            QUANTITIES.into_iter().find(|(phrase, ..)| self.stands(phrase))?;
        let start = self.here().start;
        self.at += phrase.split(' ').count();
        Some(Quantity { most, participation, span: Span::new(start, self.last_end()) })
    }

    /// Whether a quantity stands here that begins no noun.
    pub(super) fn is_quantity(&self) -> bool {
        let determines = |phrase: &str| DETERMINERS.contains(&phrase);
        QUANTITIES.iter().any(|(phrase, ..)| !determines(phrase) && self.stands(phrase))
    }

    pub(super) fn is_verb_phrase(&self) -> bool {
        let is_verb = |word: &Word| VERBS.into_iter().any(|verb| word.is(verb));
        let is_modal = |word: &Word| MODALS.iter().any(|(modal, _)| word.is(modal));
        self.word().is_some_and(|word| is_verb(word) || is_modal(word))
    }

    pub(super) fn starts_belonging(&self) -> bool {
        self.stands("and belongs") || self.stands("and belong")
    }

    /// A comma and one word more, with which the clause ends: a clause has more words.
    pub(super) fn goes_on_with_a_column(&self) -> bool {
        let token = |at: usize| self.tokens.get(self.at + at);
        let ends = match token(2) {
            Some(Token::Word(word)) => word.is("and"),
            _ => true,
        };
        let is_name = |word: &Word| word.quoted || !word.is("and");
        matches!(token(0), Some(Token::Comma(_)))
            && matches!(token(1), Some(Token::Word(word)) if is_name(word))
            && ends
    }

    pub(super) fn expect_to(&mut self) -> Result<(), ParseError> {
        if self.eat("to") {
            return Ok(());
        }
        Err(self.unexpected("After `belongs` comes `to`.", &["to"]))
    }

    /// A clause ends where the text or the sentence does, or at "and".
    pub(super) fn expect_end(&self) -> Result<(), ParseError> {
        match self.word() {
            Some(word) if !word.is("and") => Err(self.unexpected(
                "A sentence goes on with `through TABLE`, `by COLUMN`, or `and` and what else holds.",
                &["through", "and", "by"],
            )),
            _ => Ok(()),
        }
    }

    pub(super) fn no_quantity(&self) -> ParseError {
        let here = self.here();
        let near = self.word().filter(|word| !word.quoted).and_then(|word| {
            Some((word.text.clone(), nearest(&word.text, &["many", "one", "exactly", "several"])?))
        });
        ParseError::new(here, ParseErrorKind::NoQuantity(near))
    }

    pub(super) fn unexpected(&self, wanted: &'static str, words: &[&str]) -> ParseError {
        let Some(word) = self.word() else {
            let kind = ParseErrorKind::Unfinished(wanted);
            return ParseError::new(self.here(), kind);
        };
        let near = nearest(&word.text, words).map(str::to_owned);
        let kind = ParseErrorKind::Unexpected { found: word.text.clone(), near, wanted };
        ParseError::new(word.span, kind)
    }
}
