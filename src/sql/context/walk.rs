//! A statement, token by token: in which clause it is, and which tables it names.

use std::ops::Range;

use super::super::clauses::Query;
use super::super::items::{Item, column_of, items};
use super::super::tokens::{Token, TokenKind};
use super::{Made, Source};

/// The part of a statement that a place is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clause {
    Start,
    With,
    List,
    From,
    On,
    Using,
    Where,
    Group,
    Having,
    Order,
    Limit,
    Insert,
    Values,
    Update,
    Set,
    Columns,
    Create,
    Define,
    References,
    TableName,
    Alter,
    Other,
}

/// A parenthesis that is open, or the statement itself.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub clause: Clause,
    /// The first token inside.
    pub first: usize,
    /// A WITH clause's table is made in it: its name and columns.
    pub made: Option<(String, Vec<String>)>,
}

/// What has been understood of a statement so far.
#[derive(Debug)]
pub(super) struct Walk {
    pub frames: Vec<Frame>,
    pub sources: Vec<Source>,
    pub made: Vec<Made>,
    /// The table that INSERT, UPDATE, REFERENCES and their kin are about.
    pub target: Option<String>,
    /// The frame that was closed last, and the tokens inside it.
    closed: Option<Range<usize>>,
}

impl Walk {
    /// Before the first token.
    pub fn new() -> Self {
        let statement = Frame { clause: Clause::Start, first: 0, made: None };
        Self {
            frames: vec![statement],
            sources: Vec::new(),
            made: Vec::new(),
            target: None,
            closed: None,
        }
    }

    /// The clause of the innermost parenthesis.
    pub fn clause(&self) -> Clause {
        self.frames.last().map_or(Clause::Start, |frame| frame.clause)
    }

    fn enter(&mut self, clause: Clause) {
        if let Some(frame) = self.frames.last_mut() {
            frame.clause = clause;
        }
    }

    /// Takes the next token.
    pub fn token(&mut self, text: &str, code: &[Token<'_>], index: usize, after_cursor: bool) {
        let token = &code[index];
        let before = index.checked_sub(1).map(|at| &code[at]);
        if token.is_mark("(") {
            let clause = self.inside(before);
            // What a WITH clause makes belongs to the parenthesis with its query.
            let frame = self.frames.last_mut().filter(|_| clause == Clause::Start);
            let made = frame.and_then(|frame| frame.made.take());
            self.frames.push(Frame { clause, first: index + 1, made });
        } else if token.is_mark(")") {
            self.close(text, code, index);
        } else if token.is_mark(",") && self.clause() == Clause::On {
            self.enter(Clause::From);
        } else if token.kind == TokenKind::Word {
            // The point before the cursor waits for a name that is not there yet.
            let qualified = before.is_some_and(|point| point.is_mark(".")) && !after_cursor;
            if !qualified {
                self.word(code, index);
            }
        }
        self.name(text, code, index);
    }

    /// The clause inside a parenthesis that opens here.
    fn inside(&self, before: Option<&Token<'_>>) -> Clause {
        let after = |words: &[&str]| before.is_some_and(|before| before.is_any(words));
        match self.clause() {
            Clause::Insert | Clause::References => Clause::Columns,
            Clause::Create if !after(&["AS"]) => Clause::Define,
            Clause::Define if after(&["KEY", "UNIQUE"]) => Clause::Define,
            Clause::On => Clause::Where,
            Clause::From => Clause::From,
            Clause::With if after(&["AS", "MATERIALIZED"]) => Clause::Start,
            Clause::With => Clause::Other,
            Clause::TableName => Clause::Columns,
            clause => clause,
        }
    }

    fn close(&mut self, text: &str, code: &[Token<'_>], index: usize) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let body = frame.first..index;
        if let Some((name, columns)) = frame.made {
            let named = if columns.is_empty() { columns_of(text, code, &body) } else { columns };
            self.made.push(Made { name, columns: named, with: true });
        }
        match self.frames.last_mut() {
            Some(outer) if outer.clause == Clause::Using => outer.clause = Clause::On,
            Some(Frame { clause: Clause::With, made: Some((_, columns)), .. }) => {
                let names = code.get(body.clone()).unwrap_or_default().iter();
                let names = names.filter(|token| token.is_name());
                *columns = names.map(|token| token.name().into_owned()).collect();
            }
            _ => {}
        }
        self.closed = Some(body);
    }

    /// A word that may be a keyword with which a clause begins.
    fn word(&mut self, code: &[Token<'_>], index: usize) {
        let token = &code[index];
        let before = |words: &[&str]| index > 0 && code[index - 1].is_any(words);
        let first = self.frames.last().is_some_and(|frame| frame.first == index);
        let clause = match token.text.to_ascii_uppercase().as_str() {
            "EXPLAIN" | "QUERY" | "PLAN" if self.clause() == Clause::Start => Clause::Start,
            "WITH" if first || self.clause() == Clause::Start => Clause::With,
            "SELECT" | "RETURNING" => Clause::List,
            "DISTINCT" if before(&["IS", "NOT"]) => return,
            "FROM" if before(&["DISTINCT"]) && index > 1 && !code[index - 2].is("SELECT") => return,
            "FROM" => Clause::From,
            "JOIN" => Clause::From,
            "ON" if matches!(self.clause(), Clause::From | Clause::Using) => Clause::On,
            "ON" if self.clause() == Clause::Create => Clause::TableName,
            "USING" if self.clause() == Clause::From => Clause::Using,
            "WHERE" => Clause::Where,
            "GROUP" | "PARTITION" => Clause::Group,
            "HAVING" => Clause::Having,
            "ORDER" => Clause::Order,
            "LIMIT" => Clause::Limit,
            "INSERT" | "REPLACE" if self.clause() != Clause::List && !before(&["OR"]) => {
                Clause::Insert
            }
            "VALUES" => Clause::Values,
            "UPDATE" if !before(&["ON", "DO", "AFTER", "BEFORE", "OF", "FOR"]) => Clause::Update,
            "DO" => Clause::Other,
            "SET" if self.clause() != Clause::Define => Clause::Set,
            "DELETE" if !before(&["ON", "AFTER", "BEFORE", "OF"]) => Clause::Other,
            "CREATE" => Clause::Create,
            "REFERENCES" => {
                self.target = None;
                Clause::References
            }
            "ALTER" => Clause::Alter,
            "DROP" if self.clause() != Clause::Alter => Clause::TableName,
            "TABLE" if self.clause() == Clause::Alter => Clause::Alter,
            "AS" if self.clause() == Clause::Create => Clause::Create,
            "UNION" | "INTERSECT" | "EXCEPT" => Clause::Start,
            _ => return,
        };
        self.enter(clause);
    }

    /// A name of a table, or an alias.
    fn name(&mut self, text: &str, code: &[Token<'_>], index: usize) {
        let token = &code[index];
        let names = token.is_name() || matches!(token.kind, TokenKind::Quoted);
        let at = |steps: usize| index.checked_sub(steps).map(|at| &code[at]);
        let before = |words: &[&str]| at(1).is_some_and(|it| it.is_any(words));
        let mark = |mark: &str| at(1).is_some_and(|it| it.is_mark(mark));
        if !names {
            return;
        }
        let name = token.name().into_owned();
        match self.clause() {
            Clause::From
            | Clause::Insert
            | Clause::Update
            | Clause::References
            | Clause::TableName
            | Clause::Alter
                if mark(".") =>
            {
                if let Some(source) = self.sources.last_mut() {
                    source.table.clone_from(&name);
                }
                self.target = Some(name);
            }
            Clause::From if before(&["FROM", "JOIN"]) || mark(",") || mark("(") => {
                self.target.get_or_insert_with(|| name.clone());
                self.sources.push(Source { table: name, alias: None });
            }
            Clause::From
                if mark(")") || (before(&["AS"]) && at(2).is_some_and(|it| it.is_mark(")"))) =>
            {
                let columns = self.closed.take();
                let body = columns.map(|body| columns_of(text, code, &body)).unwrap_or_default();
                self.made.push(Made { name, columns: body, with: false });
            }
            Clause::From => {
                let follows = before(&["AS"]) || at(1).is_some_and(Token::is_name);
                if let Some(source) = self.sources.last_mut().filter(|_| follows) {
                    source.alias = Some(name);
                }
            }
            Clause::Insert if before(&["INTO"]) => self.aim(name),
            Clause::Update
                if before(&["UPDATE", "IGNORE", "REPLACE", "ABORT", "FAIL", "ROLLBACK"]) =>
            {
                self.aim(name);
            }
            Clause::References if before(&["REFERENCES"]) => self.target = Some(name),
            Clause::TableName if before(&["ON", "TABLE", "EXISTS"]) => self.aim(name),
            Clause::Alter if before(&["TABLE"]) => self.aim(name),
            Clause::With if before(&["WITH", "RECURSIVE"]) || mark(",") => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.made = Some((name, Vec::new()));
                }
            }
            _ => {}
        }
    }

    fn aim(&mut self, table: String) {
        self.target = Some(table.clone());
        self.sources.push(Source { table, alias: None });
    }
}

/// The names of the columns that a query in parentheses gives, as far as they have any.
fn columns_of(text: &str, code: &[Token<'_>], body: &Range<usize>) -> Vec<String> {
    let Some(tokens) = code.get(body.clone()) else { return Vec::new() };
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Vec::new() };
    let inside = text.get(first.span.start..last.span.end).unwrap_or_default();
    let Some(query) = Query::read(inside) else { return Vec::new() };
    let Some(core) = query.outermost().next() else { return Vec::new() };
    let named = |item: Item| {
        let at = item.alias.or_else(|| column_of(&query, &item.expression))?;
        Some(query.token(at)?.name().into_owned())
    };
    items(&query, core).into_iter().filter_map(named).collect()
}
