//! Which columns a query can name at a place, and of what kind they are.

use std::rc::Rc;

use crate::schema::{Affinity, Column as Declared, Schema, Table};
use crate::sql::query::{Column, Core, Expr, Item, Name, Query, Relation, Select, Source};
use crate::sql::tokens::quoted;

/// The most columns of one table of FROM that are looked at.
const MOST_COLUMNS: usize = 100;

/// The most tables of one FROM that are looked at: SQLite joins no more
/// (<https://sqlite.org/limits.html#max_tables_in_join>).
pub(super) const MOST_TABLES: usize = 64;

/// What can be named at a place: the tables of each query around it, the innermost last.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    frames: Vec<Rc<[Known]>>,
    ctes: Vec<(String, Rc<[KnownColumn]>)>,
}

/// A table of FROM.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// The name under which the query knows it, as it is spelled.
    pub(super) name: Option<Name>,
    /// The query gave it that name.
    aliased: bool,
    /// Its columns, as far as they are known.
    pub(super) columns: Vec<KnownColumn>,
}

/// A column of a table of FROM.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KnownColumn {
    /// Its name without quotes.
    pub(super) name: String,
    /// What it holds.
    pub(super) holds: Holds,
    /// It is a primary key by itself.
    pub(super) key: bool,
    /// It is, or belongs to, a primary key or a foreign key: what it holds says nothing of itself.
    pub(super) id: bool,
    /// It can be NULL.
    pub(super) nullable: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Numbers.
    Numbers,
    /// Texts.
    Texts,
    /// Anything, or it is not known what.
    Anything,
}

/// Where a column was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'s> {
    /// How many queries further out: 0 is the query itself.
    pub(super) out: usize,
    /// The number of its table in FROM, counted from 0.
    pub(super) source: usize,
    /// Its table.
    pub(super) table: &'s Known,
    /// The column.
    pub(super) column: &'s KnownColumn,
}

impl Scope {
    /// The scope of a query's SELECTs: with the tables of its WITH.
    pub(super) fn with(&self, query: &Query, schema: &Schema) -> Self {
        let mut scope = self.clone();
        for cte in &query.with {
            let mut columns = scope.columns_of(&cte.query, schema);
            rename(&mut columns, &cte.columns);
            scope.ctes.push((cte.name.plain().into_owned(), columns.into()));
        }
        scope
    }

    /// The scope within a SELECT: with the tables of its FROM.
    pub(super) fn within(&self, select: &Select, schema: &Schema) -> Self {
        let mut scope = self.clone();
        scope.frames.push(self.frame(select, schema));
        scope
    }

    /// The tables of the query itself.
    pub(super) fn own(&self) -> &[Known] {
        self.frames.last().map(|frame| &**frame).unwrap_or_default()
    }

    /// The column that a name means.
    pub(super) fn find(&self, column: &Column) -> Option<Place<'_>> {
        let name = column.name.plain();
        let qualifier = column.table.as_ref().map(Name::plain);
        self.frames.iter().rev().enumerate().find_map(|(out, frame)| {
            frame.iter().enumerate().find_map(|(source, table)| {
                let fits = match (&qualifier, &table.name) {
                    (None, _) => true,
                    (Some(qualifier), Some(name)) => name.is(qualifier),
                    (Some(_), None) => false,
                };
                let column = fits.then(|| table.column(&name)).flatten()?;
                Some(Place { out, source, table, column })
            })
        })
    }

    /// The column that an expression is.
    pub(super) fn find_expr(&self, expr: &Expr) -> Option<Place<'_>> {
        self.find(expr.as_column()?)
    }

    /// A column of a table of FROM as an expression; qualified unless there is no need.
    pub(super) fn expr(&self, table: &Known, column: &KnownColumn) -> Expr {
        // Who gives a table a short name uses it.
        let alone = matches!(self.own(), [own] if std::ptr::eq(own, table) && !own.aliased);
        let qualifier = table.name.clone().filter(|_| !alone);
        Expr::column(qualifier, Name(quoted(&column.name)))
    }

    fn frame(&self, select: &Select, schema: &Schema) -> Rc<[Known]> {
        let known = |source: &&Source| Known {
            name: source.known_as().cloned(),
            aliased: source.alias.is_some(),
            columns: match &source.relation {
                Relation::Table { schema: None, name, .. } => self.columns_of_table(name, schema),
                Relation::Table { name, .. } => columns_of_declared(name, schema),
                Relation::Query(query) => self.columns_of(query, schema),
                Relation::Call { .. } | Relation::Nested(_) => Vec::new(),
            },
        };
        select.sources().iter().take(MOST_TABLES).map(known).collect()
    }

    fn columns_of_table(&self, name: &Name, schema: &Schema) -> Vec<KnownColumn> {
        match self.ctes.iter().rev().find(|(cte, _)| name.is(cte)) {
            Some((_, columns)) => columns.to_vec(),
            None => columns_of_declared(name, schema),
        }
    }

    /// The columns of a subquery, by its first SELECT.
    fn columns_of(&self, query: &Query, schema: &Schema) -> Vec<KnownColumn> {
        let Core::Select(select) = &query.first else { return Vec::new() };
        // What a subquery in FROM cannot see is still better known than not.
        let scope = self.with(query, schema).within(select, schema);
        let mut columns: Vec<KnownColumn> = Vec::new();
        for item in &select.items {
            match item {
                Item::Star => {
                    columns.extend(scope.own().iter().flat_map(|table| table.columns.clone()));
                }
                Item::TableStar(table) => {
                    let named = |known: &&Known| {
                        known.name.as_ref().is_some_and(|name| name.is(&table.plain()))
                    };
                    let known = scope.own().iter().find(named);
                    columns.extend(known.into_iter().flat_map(|table| table.columns.clone()));
                }
                Item::Expr(expr, alias) => columns.push(scope.computed(expr, alias.as_ref())),
            }
            if columns.len() > MOST_COLUMNS {
                break;
            }
        }
        columns.truncate(MOST_COLUMNS);
        columns
    }

    fn computed(&self, expr: &Expr, alias: Option<&Name>) -> KnownColumn {
        let found = self.find_expr(expr).map(|place| place.column.clone());
        let own = expr.as_column().map(|column| &column.name);
        let name = alias.or(own).map(|name| name.plain().into_owned()).unwrap_or_default();
        let counts = expr
            .as_call()
            .is_some_and(|call| ["count", "sum", "total", "avg"].iter().any(|name| call.is(name)));
        let holds = if counts { Holds::Numbers } else { Holds::Anything };
        match found {
            Some(column) => KnownColumn { name, key: false, ..column },
            None => KnownColumn { name, holds, key: false, id: false, nullable: true },
        }
    }
}

impl Known {
    /// Its column of that name, in any case.
    pub(super) fn column(&self, name: &str) -> Option<&KnownColumn> {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// The column that is its primary key.
    pub(super) fn key(&self) -> Option<&KnownColumn> {
        self.columns.iter().find(|column| column.key)
    }
}

impl KnownColumn {
    /// Whether one could be taken for the other: both hold the same, as far as is known.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.holds == other.holds && self.holds != Holds::Anything
    }
}

fn columns_of_declared(name: &Name, schema: &Schema) -> Vec<KnownColumn> {
    let Some(table) = schema.table(&name.plain()) else { return Vec::new() };
    table.columns.iter().take(MOST_COLUMNS).map(|column| known(table, column)).collect()
}

fn known(table: &Table, column: &Declared) -> KnownColumn {
    let is = |name: &String| name.eq_ignore_ascii_case(&column.name);
    let in_key = table.primary_key.iter().any(is);
    let refers = table.foreign_keys.iter().any(|key| key.columns.iter().any(is));
    KnownColumn {
        name: column.name.clone(),
        holds: match column.affinity {
            Affinity::Integer | Affinity::Real | Affinity::Numeric => Holds::Numbers,
            Affinity::Text => Holds::Texts,
            Affinity::Blob => Holds::Anything,
        },
        key: in_key && table.primary_key.len() == 1,
        id: in_key || refers,
        nullable: !column.not_null,
    }
}

/// The names that WITH gives to its columns.
fn rename(columns: &mut Vec<KnownColumn>, names: &[Name]) {
    if names.is_empty() {
        return;
    }
    columns.resize_with(names.len(), || KnownColumn {
        name: String::new(),
        holds: Holds::Anything,
        key: false,
        id: false,
        nullable: true,
    });
    for (column, name) in columns.iter_mut().zip(names) {
        column.name = name.plain().into_owned();
    }
}
