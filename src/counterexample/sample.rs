//! A part of the data that can be seen, whole in itself.

use super::draw::Draw;
use super::link::refers;
use crate::rows::data_set::DataSet;

impl Draw<'_> {
    /// A few rows of each table, with all that these refer to. A row is left out that refers to
    /// what is not there.
    pub fn sample(&mut self, from: &DataSet, size: usize) -> DataSet {
        let mut taken: Vec<Vec<bool>> =
            from.tables.iter().map(|table| vec![false; table.rows.len()]).collect();
        let mut open: Vec<(usize, usize)> = Vec::new();
        for (table, rows) in from.tables.iter().enumerate() {
            let count = if self.scope.tables[table].read { self.below(size + 1) } else { 0 };
            for _ in 0..count.min(rows.rows.len()) {
                open.push((table, self.below(rows.rows.len())));
            }
        }
        // Whatever is needed by what was taken, is taken.
        while let Some((table, row)) = open.pop() {
            if std::mem::replace(&mut taken[table][row], true) {
                continue;
            }
            for key in &self.scope.tables[table].keys {
                let own = &from.tables[table].rows[row];
                let mut parents = from.tables[key.parent].rows.iter();
                if let Some(parent) = parents.position(|parent| refers(key, own, parent)) {
                    open.push((key.parent, parent));
                }
            }
        }
        let mut data = from.clone();
        for (table, taken) in data.tables.iter_mut().zip(&taken) {
            let mut taken = taken.iter();
            table.rows.retain(|_| taken.next() == Some(&true));
        }
        data
    }
}
