//! What of an entity stands in its box.

use super::Escape;
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

    /// In which row a line ends that leads to one of some columns: the first that is shown. Where
    /// none is, below all of them, where it says how many more there are: beside the name of a
    /// column a line would tell of that column.
    pub(super) fn row_of(&self, columns: &[String]) -> usize {
        let is_it = |row: &Row| columns.iter().any(|column| same(column, &row.column));
        self.rows.iter().position(is_it).unwrap_or(self.rows.len())
    }

    /// How many lines of text each row takes where lines of the picture end one below the other:
    /// at least one.
    pub(super) fn lines(&self, ends: &[usize]) -> Vec<usize> {
        let rows = self.rows.len() + usize::from(self.more > 0);
        let lines = |row: usize| ends.get(row).copied().unwrap_or(0).max(1);
        (0..rows.max(ends.len()).max(1)).map(lines).collect()
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
