//! What went wrong with a statement, where, and what was probably meant.
//!
//! SQLite gives a place for some failures only; for a table that is not there and a column of an
//! INSERT it gives none, so that the word is looked for in the text.

use crate::diagnostic::Span;
use crate::nearest::nearest;
use crate::schema::{Schema, Table};
use crate::scratch::{Constraint, Failure, FailureKind};
use crate::sql::kind;
use crate::sql::misplaced::misplaced;
use crate::sql::split;
use crate::sql::target::target;
use crate::sql::tokens::{Token, code, is_keyword};
use crate::verdict::{Mistake, MistakeKind};

/// Finds out about a failure of a text that was run when `schema` was declared.
pub fn of(text: &str, failure: &Failure, schema: &Schema) -> Mistake {
    let words = Words { text, tokens: code(text), schema };
    let at = failure.offset.and_then(|offset| words.at(offset));
    let (span, kind) = match &failure.kind {
        FailureKind::Syntax => words.syntax(failure, at),
        FailureKind::NoTable(name) => words.no_table(name),
        FailureKind::NoColumn(name) => words.no_column(name, at),
        FailureKind::NoColumnInTable(table, name) => words.no_column_in(table, name),
        FailureKind::AmbiguousColumn(name) => words.ambiguous(name, at),
        FailureKind::NoFunction(name) => words.no_function(name, at),
        FailureKind::Exists(name) => (words.find(name), MistakeKind::Exists(name.clone())),
        FailureKind::Refused(constraint) => (None, refused(*constraint, &failure.message)),
        FailureKind::Denied(wall) => (None, MistakeKind::Denied(wall.clone())),
        FailureKind::Limit => (None, MistakeKind::Limit(failure.message.clone())),
        FailureKind::Parameter(_) | FailureKind::Other => {
            (at, MistakeKind::Other(failure.message.clone()))
        }
    };
    Mistake { text: text.to_owned(), span, tried: target(text), kind }
}

/// The name that was probably meant.
pub fn meant(kind: &MistakeKind) -> Option<&str> {
    match kind {
        MistakeKind::NoTable { nearest, .. }
        | MistakeKind::NoColumn { nearest, .. }
        | MistakeKind::NoFunction { nearest, .. } => nearest.as_deref(),
        MistakeKind::FirstWord { nearest, .. } => *nearest,
        MistakeKind::Syntax { keyword, .. } => keyword.as_ref().map(|(_, keyword)| *keyword),
        _ => None,
    }
}

/// Words that a learner may have meant where a statement stops making sense.
const KEYWORDS: [&str; 42] = [
    "SELECT",
    "FROM",
    "WHERE",
    "GROUP",
    "ORDER",
    "BY",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "JOIN",
    "LEFT",
    "RIGHT",
    "INNER",
    "OUTER",
    "CROSS",
    "ON",
    "USING",
    "AND",
    "OR",
    "NOT",
    "IN",
    "EXISTS",
    "BETWEEN",
    "LIKE",
    "IS",
    "NULL",
    "DISTINCT",
    "UNION",
    "VALUES",
    "INTO",
    "SET",
    "TABLE",
    "PRIMARY",
    "FOREIGN",
    "KEY",
    "REFERENCES",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "INTEGER",
    "INDEX",
    "COLUMN",
];

/// Functions that a learner may have meant.
const FUNCTIONS: [&str; 40] = [
    "count",
    "sum",
    "avg",
    "min",
    "max",
    "total",
    "group_concat",
    "string_agg",
    "coalesce",
    "ifnull",
    "nullif",
    "iif",
    "length",
    "lower",
    "upper",
    "trim",
    "ltrim",
    "rtrim",
    "substr",
    "replace",
    "instr",
    "round",
    "abs",
    "date",
    "time",
    "datetime",
    "julianday",
    "strftime",
    "typeof",
    "printf",
    "format",
    "hex",
    "random",
    "row_number",
    "rank",
    "dense_rank",
    "lag",
    "lead",
    "first_value",
    "last_value",
];

/// A text in words, and what its names may refer to.
struct Words<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    schema: &'a Schema,
}

impl<'a> Words<'a> {
    /// The token at an offset.
    fn at(&self, offset: usize) -> Option<Span> {
        let token = self.tokens.iter().find(|token| token.span.end > offset)?;
        Some(token.span)
    }

    /// The first token that is this name, quoted or not.
    fn find(&self, name: &str) -> Option<Span> {
        let is = |token: &&Token| token.name().eq_ignore_ascii_case(name);
        self.tokens.iter().find(is).map(|token| token.span)
    }

    /// The tables whose names stand in the text.
    fn mentioned(&self) -> Vec<&'a Table> {
        let stands = |table: &&Table| self.find(&table.name).is_some();
        self.schema.tables.iter().filter(stands).collect()
    }

    /// The table that a qualifier means: a table's name, or an alias after one.
    fn qualified(&self, qualifier: &str) -> Option<&'a Table> {
        let alias = || {
            let places = self.tokens.iter().enumerate();
            let mut named =
                places.filter(|(_, token)| token.name().eq_ignore_ascii_case(qualifier));
            named.find_map(|(place, _)| {
                let before = |back: usize| self.tokens.get(place.checked_sub(back)?);
                let previous = before(1)?;
                let is_as = previous.is("as");
                let table = if is_as { before(2)? } else { previous };
                self.schema.table(&table.name())
            })
        };
        self.schema.table(qualifier).or_else(alias)
    }

    fn no_table(&self, name: &str) -> (Option<Span>, MistakeKind) {
        let name = name.strip_prefix("main.").unwrap_or(name);
        let names = || {
            let tables = self.schema.tables.iter().map(|table| table.name.as_str());
            tables.chain(self.schema.views.iter().map(String::as_str))
        };
        let kind = MistakeKind::NoTable {
            name: name.to_owned(),
            nearest: nearest(name, names()).map(str::to_owned),
            tables: names().map(str::to_owned).collect(),
        };
        (self.find(name), kind)
    }

    fn no_column(&self, name: &str, at: Option<Span>) -> (Option<Span>, MistakeKind) {
        let (qualifier, name) = match name.rsplit_once('.') {
            Some((qualifier, name)) => (Some(qualifier), name),
            None => (None, name),
        };
        // `user.name` over a table `users`: the name before the point is the mistake.
        if let Some(qualifier) = qualifier.filter(|qualifier| self.qualified(qualifier).is_none()) {
            return self.no_table(qualifier);
        }
        // Among VALUES there is no row whose columns could be meant. SQLite names the last one.
        if qualifier.is_none()
            && let Some(bare) = self.bare_value()
        {
            let kind = MistakeKind::NoColumn {
                name: bare.text.to_owned(),
                table: None,
                nearest: None,
                elsewhere: None,
                quoted: true,
            };
            return (Some(bare.span), kind);
        }
        let tables = match qualifier.and_then(|qualifier| self.qualified(qualifier)) {
            Some(table) => vec![table],
            None => self.mentioned(),
        };
        let span = self.column_span(name, qualifier, at);
        let quoted = span.is_some_and(|span| self.text[span.start..].starts_with('"'));
        let names = || tables.iter().flat_map(|table| &table.columns).map(|c| c.name.as_str());
        let has = |table: &&Table| table.column(name).is_some();
        let elsewhere = self.schema.tables.iter().find(has).map(|table| table.name.clone());
        let kind = MistakeKind::NoColumn {
            name: name.to_owned(),
            table: match tables.as_slice() {
                [table] => Some(table.name.clone()),
                _ => qualifier.map(str::to_owned),
            },
            nearest: nearest(name, names()).map(str::to_owned),
            elsewhere,
            quoted,
        };
        (span, kind)
    }

    /// The first word that stands alone as a value of an INSERT: after VALUES, between `(` or `,`
    /// and `,` or `)`.
    fn bare_value(&self) -> Option<&Token<'a>> {
        if !self.tokens.iter().any(|token| token.is("insert") || token.is("replace")) {
            return None;
        }
        let values = self.tokens.iter().position(|token| token.is("values"))?;
        let among = self.tokens.get(values + 1..)?;
        let alone = |window: &&[Token<'a>]| {
            let opens = window[0].is_mark("(") || window[0].is_mark(",");
            let closes = window[2].is_mark(",") || window[2].is_mark(")");
            let word = window[1].text;
            let plain = word.chars().next().is_some_and(char::is_alphabetic);
            opens && closes && plain && !is_keyword(word)
        };
        among.windows(3).find(alone).map(|window| &window[1])
    }

    /// The place of a column's name: after its qualifier, where it has one.
    fn column_span(&self, name: &str, qualifier: Option<&str>, at: Option<Span>) -> Option<Span> {
        let Some(qualifier) = qualifier else { return at.or_else(|| self.find(name)) };
        let is = |token: &Token, word: &str| token.name().eq_ignore_ascii_case(word);
        let found = self.tokens.windows(3).find(|window| {
            is(&window[0], qualifier) && window[1].is_mark(".") && is(&window[2], name)
        });
        found.map(|window| window[2].span).or(at).or_else(|| self.find(name))
    }

    fn no_column_in(&self, table: &str, name: &str) -> (Option<Span>, MistakeKind) {
        let found = self.schema.table(table);
        let names = found.iter().flat_map(|table| &table.columns).map(|c| c.name.as_str());
        let kind = MistakeKind::NoColumn {
            name: name.to_owned(),
            table: Some(table.to_owned()),
            nearest: nearest(name, names).map(str::to_owned),
            elsewhere: None,
            quoted: false,
        };
        (self.find(name), kind)
    }

    fn ambiguous(&self, name: &str, at: Option<Span>) -> (Option<Span>, MistakeKind) {
        let has = |table: &&Table| table.column(name).is_some();
        let tables = self.mentioned().into_iter().filter(has).map(|t| t.name.clone()).collect();
        (at.or_else(|| self.find(name)), MistakeKind::Ambiguous { name: name.to_owned(), tables })
    }

    fn no_function(&self, name: &str, at: Option<Span>) -> (Option<Span>, MistakeKind) {
        let kind = MistakeKind::NoFunction {
            name: name.to_owned(),
            nearest: nearest(name, FUNCTIONS.into_iter()).map(str::to_owned),
        };
        (at.or_else(|| self.find(name)), kind)
    }

    fn syntax(&self, failure: &Failure, at: Option<Span>) -> (Option<Span>, MistakeKind) {
        if failure.message.contains("incomplete input") {
            return (None, MistakeKind::Unfinished);
        }
        let Some(span) = at else {
            return (None, MistakeKind::Other(failure.message.clone()));
        };
        let near = self.text[span.start..span.end].to_owned();
        // SQLite recognizes no token only where a quote runs to the end of the text.
        let quote = near.chars().next().filter(|first| "'\"`[".contains(*first));
        if let Some(quote) = quote.filter(|_| failure.message.starts_with("unrecognized token")) {
            return (Some(span), MistakeKind::OpenQuote(quote));
        }
        let starts = |piece: &split::Piece| piece.span.start == span.start;
        if split::split(self.text).iter().any(starts) {
            let nearest = kind::nearest_first_word(&near);
            return (Some(span), MistakeKind::FirstWord { word: near, nearest });
        }
        if let Some(misplaced) = misplaced(self.text, span.start) {
            return (Some(span), MistakeKind::Misplaced { word: near, misplaced });
        }
        match self.misspelt(span) {
            Some((misspelt, word, keyword)) => {
                let keyword = Some((word, keyword));
                (Some(misspelt), MistakeKind::Syntax { near, keyword })
            }
            None => (Some(span), MistakeKind::Syntax { near, keyword: None }),
        }
    }

    /// A word at the place or shortly before it that is nearly a keyword and no name of the
    /// schema. `SELECT name FORM stores` fails at `stores` only: FORM is taken for an alias.
    fn misspelt(&self, span: Span) -> Option<(Span, String, &'static str)> {
        let end = self.tokens.iter().position(|token| token.span == span)? + 1;
        let known = |word: &str| {
            let is_column = self.schema.tables.iter().any(|table| table.column(word).is_some());
            is_column || self.schema.table(word).is_some() || is_keyword(word)
        };
        self.tokens[end.saturating_sub(3)..end].iter().rev().find_map(|token| {
            let word = token.text;
            let plain = word.len() > 1 && word.chars().all(char::is_alphabetic);
            let keyword = nearest(word, KEYWORDS.into_iter()).filter(|_| plain && !known(word))?;
            if word.len() == 2 && keyword.len() == 2 && !is_turned(word, keyword) {
                // Of two letters, one that is other leaves too little to go by: `id` is no IN.
                return None;
            }
            let keyword = KEYWORDS.into_iter().find(|other| *other == keyword)?;
            Some((token.span, word.to_owned(), keyword))
        })
    }
}

/// Whether two words are each other read backwards.
fn is_turned(word: &str, other: &str) -> bool {
    word.chars().rev().map(|letter| letter.to_ascii_uppercase()).eq(other.chars())
}

/// A refusal, with the columns that SQLite names: `UNIQUE constraint failed: users.email`.
fn refused(constraint: Constraint, message: &str) -> MistakeKind {
    let named = message.split_once("constraint failed: ").map_or("", |(_, named)| named);
    let columns = match constraint {
        Constraint::Unique | Constraint::PrimaryKey | Constraint::NotNull => {
            named.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    MistakeKind::Refused { constraint, columns, message: message.to_owned() }
}
