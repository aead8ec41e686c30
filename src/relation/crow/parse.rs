//! Reads crow's-foot lines.

use super::mark::Mark;
use crate::relation::cursor::{Cursor, Word, nearest};
use crate::relation::parse_error::{ParseError, ParseErrorKind};
use crate::relation::spoken::Spoken;
use crate::relation::{Cardinality, End, Link};

const WANTED: &str = "After a name may come a link, such as `-<`, and after a link `by COLUMN` or \
    `through TABLE`.";

/// What the lines say: links, chains of them, and names alone.
///
/// # Errors
/// The first place that cannot be read, or that contradicts what was said before.
pub fn parse(text: &str) -> Result<Spoken, ParseError> {
    let mut parser = Parser { text, cursor: Cursor::new(text), spoken: Spoken::begin(text)? };
    parser.skip_separators();
    while parser.cursor.peek().is_some() {
        parser.line()?;
        parser.skip_separators();
    }
    parser.spoken.end(text)
}

struct Parser<'t> {
    text: &'t str,
    cursor: Cursor<'t>,
    spoken: Spoken,
}

impl Parser<'_> {
    fn skip_separators(&mut self) {
        self.cursor.skip(|letter| letter.is_whitespace() || letter == ';');
    }

    fn is_at_end(&self) -> bool {
        matches!(self.cursor.peek(), None | Some('\n' | ';'))
    }

    /// A name, or a chain of links.
    fn line(&mut self) -> Result<(), ParseError> {
        let mut left = self.expect_name()?;
        self.spoken.name(&left.text, left.span)?;
        loop {
            self.cursor.skip_blank();
            if self.is_at_end() {
                return Ok(());
            }
            let Some(mark) = Mark::read(&mut self.cursor)? else { return Err(self.unexpected()) };
            self.cursor.skip_space();
            let right = self.expect_name()?;
            self.spoken.name(&right.text, right.span)?;
            self.link(&left, mark, &right)?;
            left = right;
        }
    }

    /// What may come after the second name, and the link.
    fn link(&mut self, left: &Word, mark: Mark, right: &Word) -> Result<(), ParseError> {
        let end = |word: &Word, (most, participation)| End {
            entity: word.text.clone(),
            cardinality: Some(most),
            participation,
        };
        let mut link = Link::new(end(left, mark.left), end(right, mark.right));
        let is_many = |end: &End| end.cardinality == Some(Cardinality::Many);
        let many_to_many = is_many(&link.left) && is_many(&link.right);
        if is_many(&link.left) && !many_to_many {
            std::mem::swap(&mut link.left, &mut link.right);
        }
        let mut said = self.cursor.from(left.span.start);
        loop {
            let before = self.cursor;
            self.cursor.skip_blank();
            let word = match self.cursor.peek() {
                Some('"' | '`' | '[') => None,
                _ => self.cursor.name()?,
            };
            match word {
                Some(word) if word.is("through") && link.through.is_none() => {
                    if !many_to_many {
                        return Err(ParseError::new(word.span, ParseErrorKind::ThroughOne));
                    }
                    self.cursor.skip_blank();
                    link.through = Some(self.expect_name()?.text);
                }
                Some(word) if word.is("by") && link.columns.is_empty() => {
                    if many_to_many {
                        return Err(ParseError::new(word.span, ParseErrorKind::ByMany));
                    }
                    link.columns = self.columns()?;
                }
                _ => {
                    self.cursor = before;
                    break;
                }
            }
            said = self.cursor.from(left.span.start);
        }
        self.spoken.say(self.text, link, said)
    }

    /// The columns after `by`.
    fn columns(&mut self) -> Result<Vec<String>, ParseError> {
        let mut columns: Vec<String> = Vec::new();
        loop {
            self.cursor.skip_blank();
            let column = self.expect(ParseErrorKind::NoColumn)?;
            if columns.iter().any(|known| known.eq_ignore_ascii_case(&column.text)) {
                let kind = ParseErrorKind::RepeatedColumn(column.text);
                return Err(ParseError::new(column.span, kind));
            }
            columns.push(column.text);
            let before = self.cursor;
            self.cursor.skip_blank();
            if !self.cursor.eat(",") {
                self.cursor = before;
                return Ok(columns);
            }
        }
    }

    fn expect_name(&mut self) -> Result<Word, ParseError> {
        self.expect(ParseErrorKind::NoName)
    }

    /// A name; or else that it is missing.
    fn expect(&mut self, missing: ParseErrorKind) -> Result<Word, ParseError> {
        if let Some(name) = self.cursor.name()? {
            return Ok(name);
        }
        if self.is_at_end() {
            let at = self.cursor.at();
            return Err(ParseError::new(self.cursor.from(at), missing));
        }
        // Two marks in a row, or one where the line begins: a name is missing between them.
        let found = self.cursor.found();
        let kind = match Mark::read(&mut self.cursor.clone()) {
            Ok(None) => return Err(self.unexpected()),
            _ => missing,
        };
        Err(ParseError::new(found.span, kind))
    }

    fn unexpected(&self) -> ParseError {
        let found = self.cursor.found();
        let near = nearest(&found.text, &["through", "by"]).map(str::to_owned);
        let kind = ParseErrorKind::Unexpected { found: found.text, near, wanted: WANTED };
        ParseError::new(found.span, kind)
    }
}
