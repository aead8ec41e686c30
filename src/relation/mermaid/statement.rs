//! The statements of a diagram, one after the other, as they stand.

use super::mark::{self, Counts};
use super::text::unescape;
use crate::diagnostic::Span;
use crate::relation::Attribute;
use crate::relation::cursor::{Cursor, Word, is_bare, nearest};
use crate::relation::parse_error::{ParseError, ParseErrorKind};

const WANTED: &str = "After a name comes a link such as `||--o{`, or `{` and its columns.";

/// Lines that begin with these say how a diagram looks, or what it is about.
const SETTINGS: [&str; 7] =
    ["title", "direction", "classDef", "class", "style", "accTitle", "accDescr"];

#[derive(Debug)]
pub(super) enum Statement {
    /// `a ||--o{ b : label`
    Link { left: Word, counts: Counts, right: Word, label: Option<String>, span: Span },
    /// `a`, `a[Alias]`, `a { … }`
    Entity { name: Word, alias: Option<Word>, attributes: Vec<(Attribute, Span)> },
}

/// All statements of a text, with or without `erDiagram` before them.
pub(super) fn statements(text: &str) -> Result<Vec<Statement>, ParseError> {
    let mut reader = Reader { cursor: Cursor::new(text) };
    reader.front_matter();
    let mut statements = Vec::new();
    while reader.skip_to_statement() {
        statements.push(reader.statement()?);
    }
    Ok(statements)
}

/// Whether a text begins like a diagram: with what only diagrams begin with, or with an entity and
/// a mark or a brace.
pub(in crate::relation) fn begins(text: &str) -> bool {
    let mut reader = Reader { cursor: Cursor::new(text) };
    reader.cursor.skip(|letter| letter.is_whitespace() || letter == ';');
    let start = reader.cursor.at();
    reader.front_matter();
    reader.cursor.skip_space();
    while reader.cursor.rest().starts_with("%%") {
        reader.line();
        reader.cursor.skip_space();
    }
    // `---` alone on a line is an empty comment to SQL, unless a diagram comes after it.
    let is_prefaced = reader.cursor.at() != start;
    let mut ahead = Reader { cursor: reader.cursor };
    if ahead.eat_word("erDiagram") && !ahead.cursor.rest().trim_start().starts_with('-') {
        return true;
    }
    if is_prefaced || reader.entity().is_err() {
        return false;
    }
    reader.cursor.skip_blank();
    reader.cursor.peek() == Some('{') || mark::begins(reader.cursor)
}

struct Reader<'t> {
    cursor: Cursor<'t>,
}

impl Reader<'_> {
    /// `---`, settings, `---`: before the diagram.
    fn front_matter(&mut self) {
        self.cursor.skip_space();
        if !self.cursor.rest().starts_with("---\n") {
            return;
        }
        let rest = &self.cursor.rest()[4..];
        let lines = rest.split_inclusive('\n');
        let until: usize = lines.take_while(|line| line.trim_end() != "---").map(str::len).sum();
        self.cursor.advance(4 + until);
        self.line();
    }

    /// Goes over what says nothing of tables; false at the end.
    fn skip_to_statement(&mut self) -> bool {
        loop {
            self.cursor.skip(|letter| letter.is_whitespace() || letter == ';');
            if self.cursor.peek().is_none() {
                return false;
            }
            if self.cursor.rest().starts_with("%%") {
                self.line();
            } else if !(self.keyword() || self.setting()) {
                return true;
            }
        }
    }

    /// `erDiagram`, and what frames a part of a diagram.
    fn keyword(&mut self) -> bool {
        if self.eat_word("erDiagram") {
            return true;
        }
        let mut ahead = Reader { cursor: self.cursor };
        if ahead.eat_word("end") && ahead.is_at_end() {
            self.cursor = ahead.cursor;
            return true;
        }
        let mut ahead = Reader { cursor: self.cursor };
        if ahead.eat_word("subgraph") && !ahead.names_an_entity() {
            ahead.line();
            self.cursor = ahead.cursor;
            return true;
        }
        false
    }

    /// A line of a setting; an entity may bear the same name.
    fn setting(&mut self) -> bool {
        let mut ahead = Reader { cursor: self.cursor };
        let Some(word) = SETTINGS.into_iter().find(|word| ahead.eat_word(word)) else {
            return false;
        };
        ahead.cursor.skip_blank();
        let describes = word.starts_with("acc");
        if describes && ahead.cursor.eat("{") {
            ahead.cursor.skip(|letter| letter != '}');
            ahead.cursor.advance(1);
        } else if describes == (ahead.cursor.peek() == Some(':')) && !ahead.names_an_entity() {
            ahead.line();
        } else {
            return false;
        }
        self.cursor = ahead.cursor;
        true
    }

    /// Whether the word that was just read is an entity's name, by what comes after it.
    fn names_an_entity(&self) -> bool {
        let mut ahead = Reader { cursor: self.cursor };
        ahead.cursor.skip_blank();
        ahead.is_at_end()
            || matches!(ahead.cursor.peek(), Some('{' | '['))
            || !matches!(mark::read(&mut ahead.cursor), Ok(None))
    }

    fn statement(&mut self) -> Result<Statement, ParseError> {
        let name = self.entity()?;
        let alias = self.alias()?;
        self.class();
        self.cursor.skip_blank();
        if self.cursor.peek() == Some('{') {
            let open = self.cursor.at();
            self.cursor.advance(1);
            let attributes = self.attributes(open)?;
            return Ok(Statement::Entity { name, alias, attributes });
        }
        if self.is_at_end() {
            return Ok(Statement::Entity { name, alias, attributes: Vec::new() });
        }
        let Some(counts) = mark::read(&mut self.cursor)? else { return Err(self.unexpected()) };
        self.cursor.skip_blank();
        let right = self.entity()?;
        self.class();
        let mut span = self.cursor.from(name.span.start);
        self.cursor.skip_blank();
        let mut label = None;
        if self.cursor.eat(":") {
            label = self.label()?;
            span = self.cursor.from(name.span.start);
        }
        self.cursor.skip_blank();
        if !self.is_at_end() {
            return Err(self.unexpected());
        }
        Ok(Statement::Link { left: name, counts, right, label, span })
    }

    /// An entity's name: quoted, or letters with `-` and `.` between them.
    fn entity(&mut self) -> Result<Word, ParseError> {
        let start = self.cursor.at();
        if self.cursor.peek() == Some('"') {
            return self.quoted('"');
        }
        // `[` begins an alias here, and no name.
        let name = if self.cursor.peek() == Some('[') { None } else { self.cursor.name()? };
        let Some(mut word) = name else {
            if self.is_at_end() {
                return Err(ParseError::new(self.cursor.from(start), ParseErrorKind::NoName));
            }
            return Err(self.unexpected());
        };
        while self.is_joint() {
            word.text.push_str(self.cursor.skip(|letter| matches!(letter, '-' | '.')));
            word.text.push_str(self.cursor.skip(is_bare));
            word.span = self.cursor.from(start);
        }
        Ok(word)
    }

    /// `-` or `.` within a name: `LINE-ITEM`, `shop.items`.
    fn is_joint(&self) -> bool {
        let mut letters = self.cursor.rest().chars();
        matches!(letters.next(), Some('-' | '.')) && letters.next().is_some_and(is_bare)
    }

    /// `[Alias]`, with quotes or without.
    fn alias(&mut self) -> Result<Option<Word>, ParseError> {
        let start = self.cursor.at();
        if !self.cursor.eat("[") {
            return Ok(None);
        }
        self.cursor.skip_blank();
        let alias = self.entity()?;
        self.cursor.skip_blank();
        if !self.cursor.eat("]") {
            let span = Span::new(start, start + 1);
            return Err(ParseError::new(span, ParseErrorKind::OpenQuote('[')));
        }
        Ok(Some(alias))
    }

    /// `:::name`, which says how an entity looks.
    fn class(&mut self) {
        if self.cursor.eat(":::") {
            self.cursor.skip(|letter| is_bare(letter) || matches!(letter, '-' | ','));
        }
    }

    /// What stands after the colon: quoted, or the words to the end of the line.
    fn label(&mut self) -> Result<Option<String>, ParseError> {
        self.cursor.skip_blank();
        if self.cursor.peek() == Some('"') {
            let rest = self.cursor.rest();
            if rest.starts_with("\"\"") {
                self.cursor.advance(2);
                return Ok(None);
            }
            return Ok(Some(self.quoted('"')?.text));
        }
        let text = self.cursor.skip(|letter| !matches!(letter, '\n' | ';' | '"')).trim_end();
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    /// The columns up to the closing brace.
    fn attributes(&mut self, open: usize) -> Result<Vec<(Attribute, Span)>, ParseError> {
        let mut attributes = Vec::new();
        loop {
            self.cursor.skip(|letter| letter.is_whitespace() || letter == ';');
            if self.cursor.eat("}") {
                return Ok(attributes);
            }
            if self.cursor.rest().starts_with("%%") {
                self.line();
                continue;
            }
            if self.cursor.peek().is_none() {
                let span = Span::new(open, open + 1);
                return Err(ParseError::new(span, ParseErrorKind::OpenBlock));
            }
            attributes.push(self.attribute()?);
        }
    }

    /// `type name PK, FK "comment"`
    fn attribute(&mut self) -> Result<(Attribute, Span), ParseError> {
        let declared = self.attribute_word()?;
        self.cursor.eat("?");
        self.cursor.skip_blank();
        if matches!(self.cursor.peek(), None | Some('\n' | '}')) {
            let at = self.cursor.at();
            let kind = ParseErrorKind::NoAttributeName(declared.text);
            return Err(ParseError::new(self.cursor.from(at), kind));
        }
        let name = self.attribute_word()?;
        let none = !declared.quoted && declared.text == NO_TYPE;
        let mut attribute = Attribute {
            name: name.text,
            declared: if none { String::new() } else { declared.text },
            ..Attribute::default()
        };
        self.keys(&mut attribute)?;
        self.cursor.skip_blank();
        if self.cursor.peek() == Some('"') {
            // An empty comment says nothing.
            if self.cursor.eat("\"\"") {
                return Ok((attribute, name.span));
            }
            let comment = self.quoted('"')?;
            attribute.not_null = comment.text.eq_ignore_ascii_case(NOT_NULL);
        }
        Ok((attribute, name.span))
    }

    fn keys(&mut self, attribute: &mut Attribute) -> Result<(), ParseError> {
        loop {
            self.cursor.skip_blank();
            if self.eat_word("PK") {
                attribute.primary_key = true;
            } else if self.eat_word("FK") {
                attribute.foreign_key = true;
            } else if self.eat_word("UK") {
                attribute.unique = true;
            } else if matches!(self.cursor.peek(), None | Some('\n' | '}' | '"' | ';')) {
                return Ok(());
            } else {
                let found = self.cursor.found();
                let wanted = "After a column's name come `PK`, `FK`, `UK`, and a comment in \" \".";
                let near = nearest(&found.text, &["pk", "fk", "uk"]);
                let near = near.map(str::to_uppercase);
                let kind = ParseErrorKind::Unexpected { found: found.text, near, wanted };
                return Err(ParseError::new(found.span, kind));
            }
            self.cursor.skip_blank();
            self.cursor.eat(",");
        }
    }

    /// A type or a column's name: in backticks, or letters as types have them.
    fn attribute_word(&mut self) -> Result<Word, ParseError> {
        if self.cursor.peek() == Some('`') {
            return self.quoted('`');
        }
        let start = self.cursor.at();
        let in_word = |letter: char| {
            is_bare(letter) || matches!(letter, '-' | '[' | ']' | '(' | ')' | '.' | ',' | '*' | '~')
        };
        let text = self.cursor.skip(in_word).to_owned();
        if text.is_empty() {
            let found = self.cursor.found();
            let wanted = "A column is a type and a name: `int id PK`.";
            let kind = ParseErrorKind::Unexpected { found: found.text, near: None, wanted };
            return Err(ParseError::new(found.span, kind));
        }
        Ok(Word { text, span: self.cursor.from(start), quoted: false })
    }

    /// What stands between two quotes of this kind, with entity codes.
    fn quoted(&mut self, quote: char) -> Result<Word, ParseError> {
        let start = self.cursor.at();
        self.cursor.advance(quote.len_utf8());
        let text = unescape(self.cursor.skip(|letter| letter != quote));
        if self.cursor.peek().is_none() {
            let span = Span::new(start, start + quote.len_utf8());
            return Err(ParseError::new(span, ParseErrorKind::OpenQuote(quote)));
        }
        self.cursor.advance(quote.len_utf8());
        let span = self.cursor.from(start);
        if text.is_empty() {
            return Err(ParseError::new(span, ParseErrorKind::EmptyName));
        }
        Ok(Word { text, span, quoted: true })
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let rest = self.cursor.rest();
        let stands = rest.get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word))
            && !rest[word.len()..].starts_with(is_bare);
        if stands {
            self.cursor.advance(word.len());
        }
        stands
    }

    fn line(&mut self) {
        self.cursor.skip(|letter| letter != '\n');
    }

    fn is_at_end(&self) -> bool {
        let mut ahead = self.cursor;
        ahead.skip_blank();
        matches!(ahead.peek(), None | Some('\n' | ';'))
    }

    fn unexpected(&self) -> ParseError {
        let found = self.cursor.found();
        let kind = ParseErrorKind::Unexpected { found: found.text, near: None, wanted: WANTED };
        ParseError::new(found.span, kind)
    }
}

/// The comment of a column that refuses NULL: Mermaid has no mark for it.
pub(super) const NOT_NULL: &str = "not null";

/// The type of a column that has none: Mermaid wants one.
pub(super) const NO_TYPE: &str = "_";
