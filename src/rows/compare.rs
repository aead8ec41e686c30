//! When two cells are equal, and what two bags of rows do not share.
//!
//! NULL equals only NULL, 3 equals 3.0 and never '3', text compares exactly, and duplicates
//! count. Two integers are compared exactly; where a float takes part, within a tolerance.
//! A relative tolerance says nothing beside 0, where `0.1 + 0.2 - 0.3` must be let pass too.

use std::collections::HashMap;

use super::{Row, Value};

/// How far apart two numbers may be and still count as equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tolerance {
    /// By a share of the larger one; for comparisons in which a float takes part.
    Relative(f64),
    /// By this much, integers too.
    Absolute(f64),
}

/// What adding up ordinary numbers may leave where 0 is meant.
const NOISE: f64 = 1e-12;

/// What two bags of rows do not share, as ascending indexes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BagDifference {
    /// Rows of the wanted bag that the actual one lacks.
    pub missing: Vec<usize>,
    /// Rows of the actual bag that the wanted one lacks.
    pub extra: Vec<usize>,
}

impl Default for Tolerance {
    /// One part in a thousand million.
    fn default() -> Self {
        Self::Relative(1e-9)
    }
}

impl Tolerance {
    /// Whether two cells are equal.
    pub fn cells(self, left: &Value, right: &Value) -> bool {
        use Value::{Integer, Real};
        match (left, right) {
            (Integer(left), Integer(right)) => match self {
                Self::Relative(_) => left == right,
                Self::Absolute(limit) => left.abs_diff(*right) as f64 <= limit,
            },
            (Integer(left), Real(right)) => self.numbers(*left as f64, *right),
            (Real(left), Integer(right)) => self.numbers(*left, *right as f64),
            (Real(left), Real(right)) => self.numbers(*left, *right),
            _ => left == right,
        }
    }

    /// Whether two rows are equal cell by cell; rows of different width never are.
    pub fn rows(self, left: &[Value], right: &[Value]) -> bool {
        left.len() == right.len() && left.iter().zip(right).all(|(l, r)| self.cells(l, r))
    }

    fn numbers(self, left: f64, right: f64) -> bool {
        let distance = (left - right).abs();
        // Infinities are apart by infinity or NaN: only equality can tell of them.
        left == right
            || distance.is_finite()
                && match self {
                    Self::Relative(_) if left == 0.0 || right == 0.0 => distance <= NOISE,
                    Self::Relative(share) => distance <= share * left.abs().max(right.abs()),
                    Self::Absolute(limit) => distance <= limit,
                }
    }
}

impl BagDifference {
    /// Compares two bags of rows.
    pub fn between<'a>(
        wanted: impl IntoIterator<Item = &'a Row>,
        actual: impl IntoIterator<Item = &'a Row>,
        tolerance: Tolerance,
    ) -> Self {
        let wanted: Vec<&Row> = wanted.into_iter().collect();
        let actual: Vec<&Row> = actual.into_iter().collect();
        let pairs = wanted.iter().zip(&actual);
        if wanted.len() == actual.len() && pairs.clone().all(|(w, a)| tolerance.rows(w, a)) {
            return Self::default();
        }
        let (missing, extra) =
            cancel(&wanted, &actual, all(&wanted), all(&actual), exact, |_, _| true);
        // What is left may still be equal within the tolerance: rows that agree in all but their
        // numbers are paired up.
        let (mut missing, mut extra) =
            cancel(&wanted, &actual, missing, extra, shape, |w, a| tolerance.rows(w, a));
        missing.sort_unstable();
        extra.sort_unstable();
        Self { missing, extra }
    }

    /// Whether the bags are equal.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty()
    }
}

/// A cell as far as it has to agree for two rows to be looked at as a pair.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Null,
    Number,
    Integer(i64),
    Bits(u64),
    Text(&'a str),
    Blob(&'a [u8]),
}

/// Equal keys mean equal cells, whatever the tolerance.
fn exact(value: &Value) -> Key<'_> {
    match value {
        Value::Integer(number) => Key::Integer(*number),
        // 2^53: up to there a whole float is exactly one integer.
        Value::Real(number) if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 => {
            Key::Integer(*number as i64)
        }
        Value::Real(number) => Key::Bits(number.to_bits()),
        other => shape(other),
    }
}

/// Different keys mean different cells, whatever the tolerance.
fn shape(value: &Value) -> Key<'_> {
    match value {
        Value::Null => Key::Null,
        Value::Integer(_) | Value::Real(_) => Key::Number,
        Value::Text(text) => Key::Text(text),
        Value::Blob(bytes) => Key::Blob(bytes),
    }
}

fn all(rows: &[&Row]) -> Vec<usize> {
    (0..rows.len()).collect()
}

/// Pairs rows of equal keys that are `equal`, and gives the indexes of those left over.
fn cancel<'a>(
    wanted: &[&'a Row],
    actual: &[&'a Row],
    missing: Vec<usize>,
    extra: Vec<usize>,
    key: fn(&'a Value) -> Key<'a>,
    equal: impl Fn(&Row, &Row) -> bool,
) -> (Vec<usize>, Vec<usize>) {
    let keys = |row: &'a Row| row.iter().map(key).collect::<Vec<_>>();
    let mut open: HashMap<Vec<Key<'a>>, Vec<usize>> = HashMap::new();
    // Reversed, so that the first of several equal rows is taken first and the last is left over.
    for &index in missing.iter().rev() {
        open.entry(keys(wanted[index])).or_default().push(index);
    }
    let mut left_over = Vec::new();
    for index in extra {
        let row = actual[index];
        let partner = open.get_mut(&keys(row)).and_then(|candidates| {
            let place = candidates.iter().rposition(|&w| equal(wanted[w], row))?;
            Some(candidates.remove(place))
        });
        if partner.is_none() {
            left_over.push(index);
        }
    }
    (open.into_values().flatten().collect(), left_over)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn difference(wanted: &[Row], actual: &[Row]) -> (Vec<usize>, Vec<usize>) {
        let difference = BagDifference::between(wanted, actual, Tolerance::default());
        (difference.missing, difference.extra)
    }

    #[test]
    fn types_differ_where_they_should() {
        let equal = |left: &Value, right: &Value| Tolerance::default().cells(left, right);
        assert!(equal(&Value::Integer(3), &Value::Real(3.0)));
        assert!(!equal(&Value::Integer(3), &text("3")));
        assert!(equal(&Value::Null, &Value::Null));
        assert!(!equal(&Value::Null, &text("NULL")));
        assert!(!equal(&Value::Null, &Value::Integer(0)));
        assert!(!equal(&text("a"), &text("A")));
        assert!(!equal(&text("a"), &text("a ")));
        assert!(!equal(&text("a"), &Value::Blob(b"a".to_vec())));
    }

    #[test]
    fn floats_are_equal_within_the_tolerance_and_integers_exactly() {
        let equal = |left: Value, right: Value| Tolerance::default().cells(&left, &right);
        assert!(equal(Value::Real(0.1 + 0.2), Value::Real(0.3)));
        assert!(!equal(Value::Real(1.0), Value::Real(1.00001)));
        assert!(!equal(Value::Integer(10_000_000_000), Value::Integer(10_000_000_001)));
        assert!(equal(Value::Real(f64::INFINITY), Value::Real(f64::INFINITY)));
        assert!(!equal(Value::Real(f64::INFINITY), Value::Real(f64::NEG_INFINITY)));
        let cents = Tolerance::Absolute(0.01);
        assert!(cents.cells(&Value::Real(2.667), &Value::Real(2.67)));
        assert!(!cents.cells(&Value::Integer(2), &Value::Integer(3)));
    }

    #[test]
    fn duplicates_count() {
        let row = |number| vec![Value::Integer(number)];
        assert_eq!(difference(&[row(1), row(1)], &[row(1)]), (vec![1], vec![]));
        assert_eq!(difference(&[row(1)], &[row(1), row(1), row(2)]), (vec![], vec![1, 2]));
    }

    #[test]
    fn a_float_is_found_among_others_of_its_shape() {
        let row = |name: &str, number| vec![text(name), Value::Real(number)];
        let wanted = [row("a", 0.3), row("a", 0.7), row("b", 0.3)];
        let actual = [row("b", 0.1 + 0.2), row("a", 0.7), row("a", 0.1 + 0.2)];
        assert_eq!(difference(&wanted, &actual), (vec![], vec![]));
    }

    fn any_value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            (-3i64..3).prop_map(Value::Integer),
            (-3i64..3).prop_map(|number| Value::Real(number as f64 / 2.0)),
            "[ab]{0,2}".prop_map(Value::Text),
        ]
    }

    fn any_rows() -> impl Strategy<Value = Vec<Row>> {
        prop::collection::vec(prop::collection::vec(any_value(), 2), 0..8)
    }

    proptest! {
        #[test]
        fn a_bag_equals_itself_in_any_order(rows in any_rows().prop_flat_map(|rows| {
            (Just(rows.clone()), Just(rows).prop_shuffle())
        })) {
            prop_assert_eq!(difference(&rows.0, &rows.1), (vec![], vec![]));
        }

        #[test]
        fn the_difference_is_exactly_what_makes_the_bags_equal(left in any_rows(), right in any_rows()) {
            let (missing, extra) = difference(&left, &right);
            prop_assert_eq!(left.len() - missing.len(), right.len() - extra.len());
            let mut mended: Vec<Row> = right.clone();
            for &index in extra.iter().rev() {
                mended.remove(index);
            }
            mended.extend(missing.iter().map(|&index| left[index].clone()));
            prop_assert_eq!(difference(&left, &mended), (vec![], vec![]));
        }

        #[test]
        fn what_is_missing_one_way_is_extra_the_other(left in any_rows(), right in any_rows()) {
            let (missing, extra) = difference(&left, &right);
            let (back_missing, back_extra) = difference(&right, &left);
            prop_assert_eq!((missing.len(), extra.len()), (back_extra.len(), back_missing.len()));
        }
    }
}
