//! Which tables and columns a question is about.

use std::collections::HashSet;

use super::ground::Ground;
use super::kind::Kind;
use crate::rows::data_set::{DataSet, TableRows};
use crate::schema::{ForeignKey, Table};
use crate::sql::tokens::{TokenKind, code};

/// The tables that rows are made for: those that a query reads, and those that these need.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The tables, parents first as far as that goes.
    pub tables: Vec<ScopeTable>,
}

/// A table of a scope.
#[derive(Debug, Clone)]
pub struct ScopeTable {
    /// Its name.
    pub name: String,
    /// Its columns, generated ones left out.
    pub columns: Vec<ScopeColumn>,
    /// Its foreign keys whose parents are in the scope too.
    pub keys: Vec<ScopeKey>,
    /// Columns in which no two rows may be equal, unless one of them is NULL there.
    pub uniques: Vec<Unique>,
    /// The column that stands for the rowid.
    pub rowid: Option<usize>,
    /// A query reads it, or a key that refers to it; otherwise it is there because what refers to
    /// it must refer to something.
    pub read: bool,
}

/// Columns in which rows differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    /// Their places in the table, in ascending order.
    pub columns: Vec<usize>,
}

/// A column of a scope.
#[derive(Debug, Clone)]
pub struct ScopeColumn {
    /// Its name.
    pub name: String,
    /// What kind of values it holds.
    pub kind: Kind,
    /// It may be NULL.
    pub nullable: bool,
    /// A query names it, or a key that refers to it.
    pub read: bool,
    /// Part of a key: it ties rows together or tells them apart.
    pub keyed: bool,
}

/// A foreign key within a scope.
#[derive(Debug, Clone)]
pub struct ScopeKey {
    /// The referring columns.
    pub columns: Vec<usize>,
    /// The parent: its place in the scope.
    pub parent: usize,
    /// The columns of the parent that are referred to, one for each of `columns`.
    pub targets: Vec<usize>,
    /// One of the referring columns may be NULL.
    pub nullable: bool,
}

/// The names that texts speak of.
#[derive(Debug, Default)]
struct Names {
    words: HashSet<String>,
    /// A star stands for all columns of some table.
    all: bool,
}

impl Scope {
    /// The scope of some queries: views and triggers that they meet are read as well.
    pub fn new(ground: &Ground, texts: &[&str]) -> Self {
        let schema = &ground.schema;
        let mut names = Names::default();
        texts.iter().for_each(|text| names.add(text));
        let mut met = vec![false; ground.programs.len()];
        while let Some(next) =
            (0..met.len()).find(|&at| !met[at] && names.has(&ground.programs[at].name))
        {
            met[next] = true;
            names.add(&ground.programs[next].sql);
        }
        let read: Vec<bool> = schema.tables.iter().map(|table| names.has(&table.name)).collect();
        let place = |name: &str| {
            schema.tables.iter().position(|table| table.name.eq_ignore_ascii_case(name))
        };
        // What a table in the scope needs, or may refer to where that can be seen, is in it too.
        let mut wanted = read.clone();
        let mut open: Vec<usize> = (0..read.len()).filter(|&table| read[table]).collect();
        while let Some(table) = open.pop() {
            let table = &schema.tables[table];
            for key in &table.foreign_keys {
                let Some(parent) = place(&key.table) else { continue };
                if !wanted[parent] && (is_seen(key, &names) || !may_be_null(table, key)) {
                    wanted[parent] = true;
                    open.push(parent);
                }
            }
        }
        let order = parents_first(&wanted, |table| {
            let keys = schema.tables[table].foreign_keys.iter();
            keys.filter_map(|key| place(&key.table)).collect()
        });
        let places: Vec<Option<usize>> =
            (0..wanted.len()).map(|table| order.iter().position(|&at| at == table)).collect();
        let tables = order.iter().map(|&at| {
            let table = &schema.tables[at];
            let parent = |name: &str| Some((places[place(name)?]?, place(name)?));
            scope_table(ground, at, table, read[at], &names, &parent)
        });
        let mut scope = Self { tables: tables.collect() };
        scope.follow_keys();
        scope
    }

    /// What a query reads in a key, it reads in what the key refers to.
    fn follow_keys(&mut self) {
        for child in (0..self.tables.len()).rev() {
            for key in self.tables[child].keys.clone() {
                for (&column, &target) in key.columns.iter().zip(&key.targets) {
                    if self.tables[child].columns[column].read {
                        let parent = &mut self.tables[key.parent];
                        parent.read = true;
                        parent.columns[target].read = true;
                    }
                }
            }
        }
    }

    /// A data set without any row, with every table of the scope in its order.
    pub fn blank(&self) -> DataSet {
        let tables = self.tables.iter().map(|table| TableRows {
            table: table.name.clone(),
            columns: table.columns.iter().map(|column| column.name.clone()).collect(),
            rows: Vec::new(),
        });
        DataSet { tables: tables.collect() }
    }

    /// The rows of the scope's tables, out of those of all tables.
    pub fn part(&self, all: &DataSet) -> DataSet {
        let mut part = self.blank();
        for table in &mut part.tables {
            let own = all.tables.iter().find(|own| own.table.eq_ignore_ascii_case(&table.table));
            if let Some(own) = own.filter(|own| own.columns == table.columns) {
                table.rows.clone_from(&own.rows);
            }
        }
        part
    }

    /// The columns that tell something, by table.
    pub fn telling(&self) -> Vec<(String, Vec<String>)> {
        let tables = self.tables.iter().map(|table| {
            let telling = table.columns.iter().filter(|column| column.read || column.keyed);
            (table.name.clone(), telling.map(|column| column.name.clone()).collect())
        });
        tables.collect()
    }
}

impl Names {
    fn add(&mut self, text: &str) {
        let tokens = code(text);
        for (at, token) in tokens.iter().enumerate() {
            if matches!(token.kind, TokenKind::Word | TokenKind::Quoted) {
                self.words.insert(token.name().to_ascii_lowercase());
            }
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            let opens = before.is_some_and(|token| {
                token.is_any(&["SELECT", "DISTINCT", "ALL"]) || token.is_any_mark(&[",", "."])
            });
            self.all |= (token.is_mark("*") && opens) || token.is("NATURAL") || token.is("TABLE");
        }
    }

    fn has(&self, name: &str) -> bool {
        self.words.contains(&name.to_ascii_lowercase())
    }
}

fn is_seen(key: &ForeignKey, names: &Names) -> bool {
    names.all || key.columns.iter().any(|column| names.has(column))
}

fn may_be_null(table: &Table, key: &ForeignKey) -> bool {
    key.columns.iter().any(|name| table.column(name).is_some_and(|column| !column.not_null))
}

/// The wanted tables, each after those that it refers to; a ring is cut where it is entered.
fn parents_first(wanted: &[bool], parents: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut begun = vec![false; wanted.len()];
    for start in (0..wanted.len()).filter(|&table| wanted[table]) {
        // Each entry: a table, and which of its parents comes next.
        let mut path: Vec<(usize, usize)> = Vec::new();
        if !begun[start] {
            begun[start] = true;
            path.push((start, 0));
        }
        while let Some((table, next)) = path.last_mut() {
            let found = parents(*table).get(*next).copied();
            *next += 1;
            match found {
                Some(parent) if wanted[parent] && !begun[parent] => {
                    begun[parent] = true;
                    path.push((parent, 0));
                }
                Some(_) => {}
                None => {
                    order.push(*table);
                    path.pop();
                }
            }
        }
    }
    order
}

fn scope_table(
    ground: &Ground,
    at: usize,
    table: &Table,
    read: bool,
    names: &Names,
    parent: &dyn Fn(&str) -> Option<(usize, usize)>,
) -> ScopeTable {
    let stored: Vec<_> = table.columns.iter().filter(|column| !column.generated).collect();
    let find = |name: &String| stored.iter().position(|own| own.name.eq_ignore_ascii_case(name));
    let seen = &ground.seen.tables[at].rows;
    let is_key = |name: &str| table.primary_key.iter().any(|key| key.eq_ignore_ascii_case(name));
    let mut columns: Vec<ScopeColumn> = stored
        .iter()
        .enumerate()
        .map(|(at, column)| ScopeColumn {
            name: column.name.clone(),
            kind: Kind::of(column, seen.iter().filter_map(|row| row.get(at))),
            // SQLite alone lets a primary key be NULL, out of old habit.
            nullable: !column.not_null && !is_key(&column.name),
            // A generated column speaks for those that it is made of.
            read: read && (names.all || names.has(&column.name) || has_generated(table)),
            keyed: false,
        })
        .collect();
    let mut keys = Vec::new();
    for key in &table.foreign_keys {
        let Some((place, declared)) = parent(&key.table) else { continue };
        let targets: Vec<_> = ground.schema.tables[declared]
            .columns
            .iter()
            .filter(|column| !column.generated)
            .collect();
        let target =
            |name: &String| targets.iter().position(|own| own.name.eq_ignore_ascii_case(name));
        let own: Option<Vec<usize>> = key.columns.iter().map(find).collect();
        let theirs: Option<Vec<usize>> = key.targets.iter().map(target).collect();
        let (Some(own), Some(theirs)) = (own, theirs) else { continue };
        if own.len() != theirs.len() || own.is_empty() {
            continue;
        }
        let nullable = own.iter().any(|&column| columns[column].nullable);
        keys.push(ScopeKey { columns: own, parent: place, targets: theirs, nullable });
    }
    let uniques = uniques(table, &find);
    let keyed = keys.iter().flat_map(|key| &key.columns);
    for &column in keyed.chain(uniques.iter().flat_map(|unique| &unique.columns)) {
        columns[column].keyed = true;
    }
    let rowid = match table.primary_key.as_slice() {
        [only] if !table.without_rowid => {
            find(only).filter(|&at| stored[at].declared.eq_ignore_ascii_case("INTEGER"))
        }
        _ => None,
    };
    ScopeTable { name: table.name.clone(), columns, keys, uniques, rowid, read }
}

fn has_generated(table: &Table) -> bool {
    table.columns.iter().any(|column| column.generated)
}

fn uniques(table: &Table, find: &dyn Fn(&String) -> Option<usize>) -> Vec<Unique> {
    let mut uniques: Vec<Unique> = Vec::new();
    let mut add = |names: Vec<&String>| {
        let columns: Option<Vec<usize>> = names.into_iter().map(find).collect();
        let Some(mut columns) = columns.filter(|columns| !columns.is_empty()) else { return };
        columns.sort_unstable();
        if uniques.iter().all(|unique| unique.columns != columns) {
            uniques.push(Unique { columns });
        }
    };
    add(table.primary_key.iter().collect());
    // A partial index is left to the database: it refuses what it must.
    for index in table.indexes.iter().filter(|index| index.unique && !index.partial) {
        if let Some(names) = index.columns.iter().map(Option::as_ref).collect() {
            add(names);
        }
    }
    uniques
}
