//! What several results of one query have in common, although SQL left the query free.

use crate::rows::compare::{BagDifference, Tolerance};
use crate::rows::{Row, Rows};

/// What is the same in all results.
#[derive(Debug)]
pub(super) struct Fixed {
    /// The number of rows is.
    pub rows: bool,
    /// Sets of columns, each of which gives the same bag of rows in all results; as large as they
    /// can be.
    sets: Vec<Vec<usize>>,
}

impl Fixed {
    /// Compares all results with the first. All have the same columns.
    pub(super) fn of(results: &[Rows], tolerance: Tolerance) -> Self {
        let Some((first, others)) = results.split_first() else {
            return Self { rows: false, sets: Vec::new() };
        };
        let rows = others.iter().all(|other| other.rows.len() == first.rows.len());
        let is_fixed =
            |set: &[usize]| others.iter().all(|other| same(first, other, set, tolerance));
        let columns: Vec<usize> =
            (0..first.columns.len()).filter(|column| is_fixed(&[*column])).collect();
        let mut sets = Vec::new();
        if is_fixed(&columns) {
            sets.push(columns);
        } else {
            for &start in &columns {
                let mut set = vec![start];
                for &column in columns.iter().filter(|column| **column != start) {
                    set.push(column);
                    if !is_fixed(&set) {
                        set.pop();
                    }
                }
                set.sort_unstable();
                if !sets.contains(&set) {
                    sets.push(set);
                }
            }
        }
        Self { rows, sets }
    }

    /// Whether a column is fixed together with all that are.
    pub(super) fn together(&self, column: usize) -> bool {
        !self.sets.is_empty() && self.sets.iter().all(|set| set.contains(&column))
    }

    /// Whether a result differs from one of the others in what is fixed.
    pub(super) fn differ(&self, own: &Rows, actual: &Rows, tolerance: Tolerance) -> bool {
        own.rows.len() != actual.rows.len()
            || self.sets.iter().any(|set| !same(own, actual, set, tolerance))
    }
}

/// Whether both give the same bag of rows in these columns.
fn same(left: &Rows, right: &Rows, columns: &[usize], tolerance: Tolerance) -> bool {
    let cut = |row: &Row| -> Row {
        columns.iter().filter_map(|&column| row.get(column).cloned()).collect()
    };
    let cut = |rows: &Rows| -> Vec<Row> { rows.rows.iter().map(cut).collect() };
    left.rows.len() == right.rows.len()
        && BagDifference::between(&cut(left), &cut(right), tolerance).is_empty()
}
