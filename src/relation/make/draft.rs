//! The statement that makes a new table.

use super::names::list;
use crate::sql::tokens::quoted;

/// A table that is to be made.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub name: String,
    pub columns: Vec<Column>,
    pub primary_key: Vec<String>,
    /// Keys of several columns, and what is unique together.
    pub constraints: Vec<String>,
}

/// A column of it.
#[derive(Debug, Default)]
pub(super) struct Column {
    pub name: String,
    pub declared: String,
    pub not_null: bool,
    pub unique: bool,
    /// `REFERENCES …`.
    pub references: Option<String>,
}

impl Draft {
    /// The column of that name, which is added where it is not there.
    pub fn column(&mut self, name: &str, declared: &str) -> &mut Column {
        let known = self.columns.iter().position(|own| own.name.eq_ignore_ascii_case(name));
        let at = known.unwrap_or(self.columns.len());
        if known.is_none() {
            let (name, declared) = (name.to_owned(), declared.to_owned());
            self.columns.push(Column { name, declared, ..Column::default() });
        }
        &mut self.columns[at]
    }

    /// The names of its columns.
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// Adds a key: its columns with their types, what it refers to, and what it says of deferring.
    pub fn refer(&mut self, key: &NewKey) {
        if let ([name], [declared]) = (key.columns.as_slice(), key.types.as_slice()) {
            let column = self.column(name, declared);
            column.references = Some(key.clause());
            column.unique |= key.unique;
            column.not_null |= key.not_null;
            return;
        }
        for (name, declared) in key.columns.iter().zip(&key.types) {
            self.column(name, declared).not_null |= key.not_null;
        }
        if key.unique {
            self.constraints.push(format!("UNIQUE ({})", list(&key.columns)));
        }
        self.constraints.push(key.constraint());
    }

    /// The statement.
    pub fn sql(&self) -> String {
        let inline = match self.primary_key.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        let is_key = |name: &str| inline.is_some_and(|key| key.eq_ignore_ascii_case(name));
        let mut items: Vec<String> =
            self.columns.iter().map(|column| column.sql(is_key(&column.name))).collect();
        if self.primary_key.len() > 1 {
            items.push(format!("PRIMARY KEY ({})", list(&self.primary_key)));
        }
        items.extend(self.constraints.iter().cloned());
        let name = quoted(&self.name);
        // One column fits a line; more are easier to read each on its own.
        match items.as_slice() {
            [only] => format!("CREATE TABLE {name} ({only});"),
            _ => format!("CREATE TABLE {name} (\n  {}\n);", items.join(",\n  ")),
        }
    }
}

impl Column {
    fn sql(&self, is_key: bool) -> String {
        let mut sql = quoted(&self.name);
        let mut add = |words: &str| {
            if !words.is_empty() {
                sql.push(' ');
                sql.push_str(words);
            }
        };
        add(&self.declared);
        if is_key {
            add("PRIMARY KEY");
        }
        // INTEGER PRIMARY KEY is never NULL; any other key may be, unless it says so.
        if self.not_null && !(is_key && self.declared.eq_ignore_ascii_case("INTEGER")) {
            add("NOT NULL");
        }
        if self.unique && !is_key {
            add("UNIQUE");
        }
        add(self.references.as_deref().unwrap_or_default());
        sql
    }
}

/// A key that is to be made.
#[derive(Debug, Clone)]
pub(super) struct NewKey {
    pub columns: Vec<String>,
    /// The types of its columns, where they are to be made.
    pub types: Vec<String>,
    pub target: String,
    pub targets: Vec<String>,
    pub not_null: bool,
    pub unique: bool,
    /// What it says of deferring, with a leading space.
    pub deferring: &'static str,
}

impl NewKey {
    /// What stands behind a column.
    pub fn clause(&self) -> String {
        let (target, targets) = (quoted(&self.target), list(&self.targets));
        format!("REFERENCES {target} ({targets}){}", self.deferring)
    }

    /// What stands behind the columns of a table.
    pub fn constraint(&self) -> String {
        format!("FOREIGN KEY ({}) {}", list(&self.columns), self.clause())
    }
}
