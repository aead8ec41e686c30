//! Reads sentences.

use super::reader::{Modal, Quantity, Reader};
use super::token::{Token, tokens};
use super::words::{DETERMINERS, LONGEST_NOUN, QUESTIONS, VERBS};
use crate::diagnostic::Span;
use crate::relation::cursor::nearest;
use crate::relation::name::table;
use crate::relation::parse_error::{ParseError, ParseErrorKind};
use crate::relation::spoken::Spoken;
use crate::relation::{Cardinality, End, Link, Participation};

/// What the sentences say. A noun is one of `tables`, or the table that it would be: see
/// [`crate::relation::name::table`]. A quoted name is taken as it is.
///
/// # Errors
/// The first place that cannot be read, or that contradicts what was said before.
pub fn parse(text: &str, tables: &[&str]) -> Result<Spoken, ParseError> {
    let spoken = Spoken::begin(text)?;
    let reader = Reader { text, tokens: tokens(text)?, at: 0 };
    let mut parser = Parser { reader, tables, spoken, carried: None };
    while parser.skip_to_clause() {
        parser.clause()?;
    }
    parser.spoken.end(text)
}

struct Parser<'t> {
    reader: Reader<'t>,
    tables: &'t [&'t str],
    spoken: Spoken,
    /// What a sentence that goes on after "and" need not say again.
    carried: Option<Carried>,
}

#[derive(Clone)]
struct Carried {
    subject: Noun,
    modal: Option<Modal>,
    /// The verb was "has": "and many users" goes on from there.
    has: bool,
}

#[derive(Clone)]
struct Noun {
    table: String,
    span: Span,
}

impl Parser<'_> {
    /// Goes to where the next clause begins; false at the end of the text.
    fn skip_to_clause(&mut self) -> bool {
        loop {
            match self.reader.tokens.get(self.reader.at) {
                None => return false,
                Some(Token::Stop(_)) => self.carried = None,
                Some(Token::Comma(_)) => {}
                Some(Token::Word(word)) if word.is("and") => {}
                Some(Token::Word(_)) => return true,
            }
            self.reader.at += 1;
        }
    }

    fn clause(&mut self) -> Result<(), ParseError> {
        let start = self.reader.here().start;
        if self.reader.eat("there") {
            return self.existence();
        }
        let carried = self.carried.take();
        let (subject, modal, has) = match carried {
            Some(carried) if carried.has && self.reader.is_quantity() => {
                (carried.subject, carried.modal, true)
            }
            Some(carried) if self.reader.is_verb_phrase() => {
                let modal = self.reader.modal();
                (carried.subject, modal, self.reader.verb()?)
            }
            _ => {
                self.reader.eat_one_of(&QUESTIONS);
                self.reader.eat_one_of(&DETERMINERS);
                let subject = self.subject()?;
                let modal = self.reader.modal();
                (subject, modal, self.reader.verb()?)
            }
        };
        self.carried = Some(Carried { subject: subject.clone(), modal: modal.clone(), has });
        let link = match (has, self.reader.starts_belonging()) {
            (true, true) => self.has_and_belongs(&subject, &modal)?,
            (true, false) => self.has(&subject, &modal)?,
            (false, _) => self.belongs(&subject, &modal)?,
        };
        let said = Span::new(start, self.reader.last_end());
        self.reader.expect_end()?;
        self.spoken.say(self.reader.text, link, said)
    }

    /// "there are stores".
    fn existence(&mut self) -> Result<(), ParseError> {
        if !self.reader.eat("is") && !self.reader.eat("are") {
            return Err(self
                .reader
                .unexpected("After `there` comes `is` or `are`.", &["is", "are"]));
        }
        self.reader.eat_one_of(&DETERMINERS);
        let noun = self.noun()?;
        self.reader.expect_end()?;
        self.spoken.name(&noun.table, noun.span)
    }

    /// "has many users through reviews", from behind the verb.
    fn has(&mut self, subject: &Noun, modal: &Option<Modal>) -> Result<Link, ParseError> {
        let Some(quantity) = self.reader.quantity() else { return Err(self.reader.no_quantity()) };
        let participation = self.participation(modal, &quantity)?;
        let object = self.object(subject)?;
        let left = End::one(&subject.table);
        let right = End { entity: object.table, cardinality: Some(quantity.most), participation };
        let mut link = Link::new(left, right);
        let through = self.reader.here();
        if let Some(table) = self.through()? {
            if quantity.most != Cardinality::Many {
                return Err(ParseError::new(through, ParseErrorKind::ThroughOne));
            }
            link.left.cardinality = Some(Cardinality::Many);
            link.through = Some(table);
        }
        self.columns_of(&mut link)?;
        Ok(link)
    }

    /// "and belongs to many courses", from the "and".
    fn has_and_belongs(
        &mut self,
        subject: &Noun,
        modal: &Option<Modal>,
    ) -> Result<Link, ParseError> {
        self.reader.at += 2;
        self.reader.expect_to()?;
        let wanted = "After `has and belongs to` comes `many`.";
        let before = self.reader.at;
        let quantity = self.reader.quantity().filter(|quantity| quantity.most == Cardinality::Many);
        let Some(quantity) = quantity else {
            self.reader.at = before;
            return Err(self.reader.unexpected(wanted, &["many"]));
        };
        let participation = self.participation(modal, &quantity)?;
        let object = self.object(subject)?;
        let right =
            End { entity: object.table, cardinality: Some(Cardinality::Many), participation };
        let mut link = Link::new(End::many(&subject.table), right);
        link.through = self.through()?;
        self.columns_of(&mut link)?;
        Ok(link)
    }

    /// "belongs to a game", from behind the verb.
    fn belongs(&mut self, subject: &Noun, modal: &Option<Modal>) -> Result<Link, ParseError> {
        self.reader.expect_to()?;
        let start = self.reader.here().start;
        let quantity = self.reader.quantity().unwrap_or(Quantity {
            most: Cardinality::One,
            participation: None,
            span: Span::new(start, start),
        });
        if quantity.most == Cardinality::Many {
            return Err(ParseError::new(quantity.span, ParseErrorKind::BelongsToMany));
        }
        let participation = self.participation(modal, &quantity)?;
        let object = self.object(subject)?;
        let left = End { entity: object.table, cardinality: Some(Cardinality::One), participation };
        let right = End { entity: subject.table.clone(), cardinality: None, participation: None };
        let mut link = Link::new(left, right);
        let through = self.reader.here();
        if self.through()?.is_some() {
            return Err(ParseError::new(through, ParseErrorKind::ThroughOne));
        }
        self.columns_of(&mut link)?;
        Ok(link)
    }

    /// The noun before the verb. Where no verb comes, that is what is wrong.
    fn subject(&mut self) -> Result<Noun, ParseError> {
        let start = self.reader.at;
        let words = self.reader.noun_words();
        if self.reader.is_verb_phrase() {
            self.reader.at = start;
            return self.noun();
        }
        let plain = words.iter().filter(|word| !word.quoted).skip(1);
        let near = plain.filter_map(|word| Some((word, nearest(&word.text, &VERBS)?))).next();
        let (span, near) = match (near, words.first(), words.last()) {
            (Some((word, verb)), ..) => (word.span, Some((word.text.clone(), verb))),
            (None, Some(first), Some(last)) => (Span::new(first.span.start, last.span.end), None),
            _ => (self.reader.here(), None),
        };
        Err(ParseError::new(span, ParseErrorKind::NoVerb(near)))
    }

    /// The noun after the verb, and both named in their order.
    fn object(&mut self, subject: &Noun) -> Result<Noun, ParseError> {
        let start = self.reader.at;
        let object = self.noun()?;
        self.refuse_misspelt(start)?;
        self.spoken.name(&subject.table, subject.span)?;
        self.spoken.name(&object.table, object.span)?;
        Ok(object)
    }

    /// A word between others of a noun that is nearly "through" was to be that.
    fn refuse_misspelt(&mut self, start: usize) -> Result<(), ParseError> {
        let end = self.reader.at;
        let between = start + 1..end.saturating_sub(1).max(start + 1);
        for at in between {
            self.reader.at = at;
            let near = self.reader.word().and_then(|word| nearest(&word.text, &["through"]));
            if near.is_some() {
                return Err(self.reader.unexpected("", &["through"]));
            }
        }
        self.reader.at = end;
        Ok(())
    }

    fn noun(&mut self) -> Result<Noun, ParseError> {
        let words = self.reader.noun_words();
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            let here = self.reader.here();
            return Err(ParseError::new(here, ParseErrorKind::NoName));
        };
        let span = Span::new(first.span.start, last.span.end);
        if first.quoted {
            return Ok(Noun { table: first.text.clone(), span });
        }
        if words.len() > LONGEST_NOUN {
            return Err(ParseError::new(span, ParseErrorKind::LongNoun(LONGEST_NOUN)));
        }
        let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        Ok(Noun { table: table(&words.join(" "), self.tables), span })
    }

    fn through(&mut self) -> Result<Option<String>, ParseError> {
        if !self.reader.eat("through") && !self.reader.eat("via") {
            return Ok(None);
        }
        self.reader.eat_one_of(&DETERMINERS);
        Ok(Some(self.noun()?.table))
    }

    /// "by home_id, home_season": columns are taken as they are.
    fn columns_of(&mut self, link: &mut Link) -> Result<(), ParseError> {
        let by = self.reader.here();
        if !self.reader.eat("by") {
            return Ok(());
        }
        if link.is_many_to_many() {
            return Err(ParseError::new(by, ParseErrorKind::ByMany));
        }
        loop {
            let Some(column) = self.reader.word().cloned() else {
                return Err(ParseError::new(self.reader.here(), ParseErrorKind::NoColumn));
            };
            self.reader.at += 1;
            if link.columns.iter().any(|known| known.eq_ignore_ascii_case(&column.text)) {
                let kind = ParseErrorKind::RepeatedColumn(column.text);
                return Err(ParseError::new(column.span, kind));
            }
            link.columns.push(column.text);
            if !self.reader.goes_on_with_a_column() {
                return Ok(());
            }
            self.reader.at += 1;
        }
    }

    /// What a modal and a quantity say of whether there has to be one.
    fn participation(
        &self,
        modal: &Option<Modal>,
        quantity: &Quantity,
    ) -> Result<Option<Participation>, ParseError> {
        match (modal, quantity.participation) {
            (Some((word, said)), Some(other)) if *said != other => {
                let text = self.reader.text.get(quantity.span.start..quantity.span.end);
                let quantity_text = text.unwrap_or_default().to_owned();
                let kind =
                    ParseErrorKind::Torn { modal: word.text.clone(), quantity: quantity_text };
                Err(ParseError::new(quantity.span, kind))
            }
            (Some((_, said)), _) => Ok(Some(*said)),
            (None, said) => Ok(said),
        }
    }
}
