//! What of an entity stands in its box.

use super::Escape;
use super::graph::Edge;
use crate::relation::{Attribute, Entity, same};

/// How much of an entity is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Columns with their types and key marks.
    Full,
    /// Columns with their key marks.
    Names,
    /// The columns of keys alone, and how many others there are.
    Keys,
}

/// The box of an entity: harmless texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
    /// How many columns are not shown.
    pub(super) more: usize,
}

/// A column in a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its name as it is, by which foreign keys find it.
    column: String,
    pub(super) name: String,
    /// The type; empty where none is declared or shown.
    pub(super) declared: String,
    /// What it is for; empty for most columns.
    pub(super) mark: &'static str,
}

/// The most columns of one box. What is left out is said.
const ROWS: usize = 16;

impl Card {
    pub(super) fn of(entity: &Entity, detail: Detail, escape: Escape) -> Self {
        let is_key = |attribute: &Attribute| attribute.primary_key || attribute.foreign_key;
        let all = &entity.attributes;
        let keys = all.iter().filter(|attribute| is_key(attribute)).count();
        let mut others = match detail {
            Detail::Keys => 0,
            // One line says how many more there are, so it never stands for one column.
            _ if all.len() <= ROWS => all.len(),
            _ => ROWS.saturating_sub(keys + 1),
        };
        let mut keys = ROWS;
        let is_shown = |attribute: &&Attribute| {
            let left = if is_key(attribute) { &mut keys } else { &mut others };
            let shown = *left > 0;
            *left = left.saturating_sub(1);
            shown
        };
        let row = |attribute: &Attribute| Row {
            column: attribute.name.clone(),
            name: escape(&attribute.name),
            declared: match detail {
                Detail::Full => escape(&attribute.declared),
                Detail::Names | Detail::Keys => String::new(),
            },
            mark: mark(attribute),
        };
        let rows: Vec<Row> = all.iter().filter(is_shown).map(row).collect();
        Self { title: escape(&entity.name), more: all.len() - rows.len(), rows }
    }

    /// In which row the foreign key of an edge stands, if it is shown: its first column that is.
    pub(super) fn row_of(&self, edge: &Edge) -> Option<usize> {
        let is_it = |row: &Row| edge.columns.iter().any(|column| same(column, &row.column));
        self.rows.iter().position(is_it)
    }
}

/// What a column is for, in the words of the lessons.
pub(super) fn mark(attribute: &Attribute) -> &'static str {
    match (attribute.primary_key, attribute.foreign_key, attribute.unique) {
        (true, true, _) => "key, foreign",
        (true, false, _) => "key",
        (false, true, true) => "foreign, unique",
        (false, true, false) => "foreign",
        (false, false, true) => "unique",
        (false, false, false) => "",
    }
}
