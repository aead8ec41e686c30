//! Rows that are missing or too many, or there but for some cells.

use crate::rows::compare::{BagDifference, Tolerance};
use crate::rows::{Row, Rows};
use crate::verdict::{RowDiffers, RowsDiffer};

/// How two bags of rows of one width differ, as a person would say it.
pub enum Said {
    /// Rows are missing or too many.
    Rows(RowsDiffer),
    /// Each row has its partner, but some cells differ.
    Cells(Vec<RowDiffers>),
}

/// Puts a difference into its plainest form: cells where the rows can be paired up, else rows.
pub fn say(
    difference: &BagDifference,
    wanted: &[Row],
    actual: &Rows,
    tolerance: Tolerance,
) -> Said {
    let pick = |rows: &[Row], indexes: &[usize]| -> Vec<Row> {
        indexes.iter().filter_map(|&index| rows.get(index).cloned()).collect()
    };
    let missing = pick(wanted, &difference.missing);
    let extra = pick(&actual.rows, &difference.extra);
    let only = wanted.len() == 1 && actual.rows.len() == 1;
    let pairs = pair(&missing, &extra, only, tolerance)
        .filter(|pairs| !actual.truncated && (only || is_plain(pairs, wanted, tolerance)));
    match pairs {
        Some(pairs) => Said::Cells(pairs),
        None => Said::Rows(RowsDiffer {
            missing,
            extra,
            wanted: wanted.len(),
            actual: actual.rows.len(),
            truncated: actual.truncated,
        }),
    }
}

/// Most rows that are paired up: beyond that a person would not read cell by cell.
const MOST_PAIRED: usize = 200;

/// Pairs each missing row with the extra row that it was meant for: the one that shares most
/// cells with it, at least half of them and one in any case. `None` where that leaves a row over.
/// The `only` row of a result has but one partner, so there nothing needs to be shared.
fn pair(
    missing: &[Row],
    extra: &[Row],
    only: bool,
    tolerance: Tolerance,
) -> Option<Vec<RowDiffers>> {
    if missing.is_empty() || missing.len() != extra.len() || missing.len() > MOST_PAIRED {
        return None;
    }
    let mut free: Vec<&Row> = extra.iter().collect();
    let mut pairs = Vec::with_capacity(missing.len());
    for wanted in missing {
        let shared =
            |actual: &Row| wanted.iter().zip(actual).filter(|(w, a)| tolerance.cells(w, a)).count();
        let (place, cells) = free
            .iter()
            .enumerate()
            .map(|(place, actual)| (place, shared(actual)))
            .max_by_key(|&(place, cells)| (cells, std::cmp::Reverse(place)))?;
        if !only && (cells == 0 || cells * 2 < wanted.len()) {
            return None;
        }
        let actual = free.remove(place).clone();
        let columns = (0..wanted.len())
            .filter(|&column| !tolerance.cells(&wanted[column], &actual[column]))
            .collect();
        pairs.push(RowDiffers { actual, wanted: wanted.clone(), columns });
    }
    Some(pairs)
}

/// Whether rows that were paired up are plainly the same rows with other cells: all differ in the
/// same columns, and the other columns tell the wanted rows apart.
fn is_plain(pairs: &[RowDiffers], wanted: &[Row], tolerance: Tolerance) -> bool {
    let Some(first) = pairs.first() else { return false };
    let agree = |left: &Row, right: &Row| {
        let cells = left.iter().zip(right).enumerate();
        cells
            .filter(|(index, _)| !first.columns.contains(index))
            .all(|(_, (left, right))| tolerance.cells(left, right))
    };
    let is_one =
        |pair: &RowDiffers| wanted.iter().filter(|row| agree(row, &pair.wanted)).count() == 1;
    pairs.iter().all(|pair| pair.columns == first.columns && is_one(pair))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Value;

    fn row(name: &str, number: i64) -> Row {
        vec![Value::Text(name.to_owned()), Value::Integer(number)]
    }

    fn pairs(missing: &[Row], extra: &[Row]) -> Option<Vec<Vec<usize>>> {
        let only = missing.len() == 1 && extra.len() == 1 && missing[0].len() == 1;
        let pairs = pair(missing, extra, only, Tolerance::default())?;
        Some(pairs.into_iter().map(|pair| pair.columns).collect())
    }

    #[test]
    fn rows_that_share_their_name_are_one_row_with_another_cell() {
        let missing = [row("Corner", 3), row("Market", 0)];
        let extra = [row("Market", 1), row("Corner", 6)];
        assert_eq!(pairs(&missing, &extra), Some(vec![vec![1], vec![1]]));
    }

    #[test]
    fn rows_that_share_nothing_are_missing_and_extra() {
        assert_eq!(pairs(&[row("a", 1), row("b", 2)], &[row("c", 3), row("d", 4)]), None);
        assert_eq!(pairs(&[row("a", 1)], &[]), None);
    }

    #[test]
    fn the_only_row_has_only_one_partner() {
        let (wanted, actual) = (vec![Value::Integer(3)], vec![Value::Integer(4)]);
        assert_eq!(pairs(&[wanted], &[actual]), Some(vec![vec![0]]));
    }
}
