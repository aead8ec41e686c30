//! From trees to SQLAlchemy's text for SQLite.
//!
//! A text is made in one walk, in the order in which SQLAlchemy makes it, since names that are
//! made up are numbered in that order. Places for values are marked in it and cut out at the end.

mod name;
mod bind;
mod expression;
mod from;
mod lint;
mod select;
mod dml;
mod conflict;
mod insert;
mod update;
mod delete;

use std::collections::HashMap;
use std::rc::Rc;

pub use super::quote::Dialect;
use super::{Alias, Body, Column, Expr, FromClause, Made, Name, Select, Statement, Type};
use crate::orm::python::{Machine, Run, Value};

pub use super::label;

/// A statement's text and what belongs to it.
pub struct Compiled {
    /// The text, with places for values.
    pub pieces: Vec<Piece>,
    /// The columns of its result.
    pub columns: Rc<[ResultColumn]>,
    /// It gives rows.
    pub gives_rows: bool,
    /// The dialect.
    pub dialect: Dialect,
    /// For INSERT and UPDATE: what came of the columns.
    pub dml: Option<Dml>,
}

/// What came of the columns in INSERT and UPDATE.
#[derive(Clone, Default)]
pub struct Dml {
    /// Columns that a value of Python is made for, for each row, before it is sent.
    pub prefetch: Vec<Rc<Column>>,
    /// Columns that SQL gives a value to, which is not known afterwards.
    pub postfetch: Vec<Rc<Column>>,
    /// Columns that RETURNING gives for this layer's own use, in order.
    pub returned: Vec<Rc<Column>>,
    /// The parameters that the statement's rows have to give, by column key.
    pub keys: Vec<Rc<str>>,
}

/// A piece of a text.
#[derive(Clone)]
pub enum Piece {
    /// Just text.
    Text(String),
    /// A value's place: its name, and its [`super::Kind::Bind`].
    Bind(Rc<str>, Expr),
}

/// A column of a result.
#[derive(Clone)]
pub struct ResultColumn {
    /// Its name in the row: `row.name`.
    pub key: Rc<str>,
    /// Its name in SQL.
    pub name: Rc<str>,
    /// What it is: rows are asked for values by it.
    pub expr: Option<Expr>,
    /// Its type, by which values are converted.
    pub ty: Type,
}

/// A text ready to be sent.
pub struct Ready {
    /// The text.
    pub sql: String,
    /// The values in order, not converted yet, with their types and names.
    pub values: Vec<(Rc<str>, Value, Type)>,
}

/// What makes one text.
pub(super) struct Compiler<'m> {
    machine: &'m mut Machine,
    dialect: Dialect,
    /// The names that were made up.
    made: HashMap<Made, Rc<str>>,
    /// The next number behind each base.
    counters: HashMap<String, u32>,
    /// The values' names and binds, as they are marked in the text.
    binds: Vec<(Rc<str>, Expr)>,
    /// The names of binds.
    bind_names: HashMap<*const super::Bind, Rc<str>>,
    /// The queries around the place that is written.
    stack: Vec<Entry>,
    /// The CTEs, in the order in which they are written.
    ctes: Vec<(Rc<Alias>, String)>,
    /// Queries as a later layer made them plain.
    lowered: HashMap<*const Select, Rc<Select>>,
    /// The options of the statement as a whole, which that layer knows.
    around: Vec<Value>,
    /// What keeps the addresses above from being another's.
    kept: Vec<Body>,
    columns: Vec<ResultColumn>,
    /// Values are written into the text.
    literal: bool,
    /// The statement is sent for several rows at once.
    batch: bool,
    /// It is made to be sent: what is odd about it is warned of.
    lints: bool,
    /// The warnings.
    linted: Vec<String>,
}

/// A query around the place that is written.
#[derive(Default, Clone)]
struct Entry {
    /// What it and those around it read from.
    correlate: Vec<FromClause>,
    /// What it reads from.
    froms: Vec<FromClause>,
    /// What ORDER BY may name: names and columns of the select list.
    labels: Vec<(Option<Rc<str>>, Expr)>,
    /// What ORDER BY may name besides: columns of the FROMs.
    from_labels: Vec<(Rc<str>, Expr)>,
}

/// How an expression is written in a place.
#[derive(Clone, Default)]
struct Place {
    /// Columns stand without their table.
    bare: bool,
    /// It stands between SELECT and FROM, where labels are written out.
    in_columns: bool,
    /// It stands under a label.
    in_label: bool,
    /// It stands in a function.
    in_function: bool,
    /// This label is written by its name.
    as_label: Option<Name>,
}

/// Makes a statement's text.
///
/// # Errors
///
/// SQLAlchemy's, such as a join that has no foreign key to go by, or a later layer's.
pub fn compile(machine: &mut Machine, statement: &Statement, dialect: Dialect) -> Run<Compiled> {
    Compiler::new(machine, dialect).statement(statement, None)
}

/// As [`compile`], for a statement that is sent, of which it may warn; an INSERT or UPDATE has the
/// column keys of the values that come when it runs. `batch` says that there are several rows.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_for(
    machine: &mut Machine,
    statement: &Statement,
    dialect: Dialect,
    keys: Option<&[Rc<str>]>,
    batch: bool,
) -> Run<Compiled> {
    let mut compiler = Compiler::new(machine, dialect);
    compiler.batch = batch;
    compiler.lints = true;
    compiler.statement(statement, keys)
}

/// As [`compile`], with values written into the text.
///
/// # Errors
///
/// CompileError for a value that cannot be written.
pub fn compile_literal(
    machine: &mut Machine,
    statement: &Statement,
    dialect: Dialect,
) -> Run<Compiled> {
    let mut compiler = Compiler::new(machine, dialect);
    compiler.literal = true;
    compiler.statement(statement, None)
}

/// The text of an expression alone, with values written into it: what DDL needs.
///
/// # Errors
///
/// CompileError for a value that cannot be written.
pub fn literal(machine: &mut Machine, expr: &Expr, dialect: Dialect, bare: bool) -> Run<String> {
    let mut compiler = Compiler::new(machine, dialect);
    compiler.literal = true;
    let place = Place { bare, ..Place::default() };
    compiler.expr(expr, &place)
}

/// What `str()` of a statement or an expression gives.
///
/// # Errors
///
/// As [`compile`].
pub fn text(machine: &mut Machine, statement: &Statement) -> Run<String> {
    Ok(compile(machine, statement, Dialect::Default)?.text())
}

/// What `str()` of a FROM gives.
///
/// # Errors
///
/// As [`compile`].
pub fn from_text(machine: &mut Machine, from: &FromClause) -> Run<String> {
    let mut compiler = Compiler::new(machine, Dialect::Default);
    let text = match from {
        FromClause::Alias(alias) => compiler.alias_inner(alias)?,
        FromClause::Table(table) => table.full_name().to_string(),
        FromClause::Join(_) => compiler.from(from, true)?,
    };
    Ok(compiler.finish(text).text())
}

impl<'m> Compiler<'m> {
    fn new(machine: &'m mut Machine, dialect: Dialect) -> Self {
        Self {
            machine,
            dialect,
            made: HashMap::new(),
            counters: HashMap::new(),
            binds: Vec::new(),
            bind_names: HashMap::new(),
            stack: Vec::new(),
            ctes: Vec::new(),
            lowered: HashMap::new(),
            around: Vec::new(),
            kept: Vec::new(),
            columns: Vec::new(),
            literal: false,
            batch: false,
            lints: false,
            linted: Vec::new(),
        }
    }

    fn statement(&mut self, statement: &Statement, keys: Option<&[Rc<str>]>) -> Run<Compiled> {
        let mut dml = None;
        if let Statement::Query(Body::Select(select)) = statement {
            self.around = select.options.clone();
        }
        let (text, gives_rows) = match statement {
            Statement::Query(body) => (self.body(body, false, true)?, true),
            Statement::Insert(insert) => {
                let (text, found) = self.insert(insert, keys)?;
                let gives = !insert.returning.is_empty() || !found.returned.is_empty();
                dml = Some(found);
                (text, gives)
            }
            Statement::Update(update) => {
                let (text, found) = self.update(update, keys)?;
                let gives = !update.returning.is_empty() || !found.returned.is_empty();
                dml = Some(found);
                (text, gives)
            }
            Statement::Delete(delete) => (self.delete(delete)?, !delete.returning.is_empty()),
            Statement::Text(clause) => {
                let text = self.text_clause(clause)?;
                for expr in &clause.columns {
                    self.add_column(expr.key().unwrap_or_else(|| "".into()), expr);
                }
                (text, true)
            }
            Statement::Expr(expr) => {
                let gives = !matches!(expr.kind, super::Kind::Text(_));
                (self.expr(expr, &Place::default())?, gives)
            }
            Statement::Ddl(text) => (clean(text), false),
        };
        let text = format!("{}{text}", self.with_clause());
        self.give_lints(&text);
        let mut compiled = self.finish(text);
        compiled.gives_rows = gives_rows;
        compiled.dml = dml;
        Ok(compiled)
    }

    fn finish(&mut self, text: String) -> Compiled {
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(MARK) {
            let Some((number, behind)) = after.split_once(MARK) else { break };
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            if let Some((name, expr)) = number.parse().ok().and_then(|n: usize| self.binds.get(n)) {
                pieces.push(Piece::Bind(Rc::clone(name), Rc::clone(expr)));
            }
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Compiled {
            pieces,
            columns: std::mem::take(&mut self.columns).into(),
            gives_rows: false,
            dialect: self.dialect,
            dml: None,
        }
    }

    fn add_column(&mut self, name: Rc<str>, expr: &Expr) {
        self.columns.push(ResultColumn {
            key: Rc::clone(&name),
            name,
            expr: Some(Rc::clone(expr)),
            ty: expr.ty(),
        });
    }

    fn is_batch(&self) -> bool {
        self.batch
    }

    fn error(&mut self, class: &str, text: impl AsRef<str>) -> crate::orm::python::Stop {
        super::errors::raise(self.machine, class, text)
    }
}

/// What marks the number of a value in a text that is being made. Texts of a script lose it.
const MARK: char = '\u{1}';

fn clean(text: &str) -> String {
    text.replace(MARK, "")
}

impl Compiled {
    /// The text as `str()` shows it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Bind(name, expr) => {
                    let expanding = matches!(&expr.kind, super::Kind::Bind(bind) if bind.expanding);
                    if expanding {
                        text.push_str(&format!("__[POSTCOMPILE_{name}]"));
                    } else if self.dialect == Dialect::Sqlite {
                        text.push('?');
                    } else {
                        text.push_str(&format!(":{name}"));
                    }
                }
            }
        }
        text
    }
}
