//! Values for a column whose CHECK refuses all that was thought of.

use super::hint::hints;
use super::kind::Kind;
use crate::rows::Value;

/// The longest text that is made to have a length.
const LONGEST: usize = 24;

/// Values that a condition may be about: texts made from its patterns, its lengths and what
/// texts commonly look like; numbers between its own.
pub(super) fn fitting(kind: Kind, condition: &str) -> Vec<Value> {
    let constants: Vec<Value> =
        hints(&format!("CHECK {condition}")).into_iter().flat_map(|hint| hint.constants).collect();
    match kind {
        Kind::Text(_) | Kind::Date | Kind::DateTime(_) | Kind::Time(_) | Kind::Any => {
            texts(&constants).into_iter().map(Value::Text).collect()
        }
        Kind::Integer | Kind::Real | Kind::Number | Kind::Boolean => numbers(kind, &constants),
        Kind::Blob => (0..LONGEST).map(|length| Value::Blob(vec![7; length])).collect(),
    }
}

fn texts(constants: &[Value]) -> Vec<String> {
    let mut cores: Vec<String> = COMMON.iter().map(|&text| text.to_owned()).collect();
    let mut lengths = Vec::new();
    for constant in constants {
        match constant {
            Value::Text(pattern) => {
                for pick in 0..3 {
                    cores.push(instance(pattern, pick));
                }
            }
            Value::Integer(length) => lengths.extend(usize::try_from(*length).ok()),
            _ => {}
        }
    }
    lengths.retain(|length| (1..=LONGEST).contains(length));
    let mut texts = cores.clone();
    for core in cores {
        for &length in &lengths {
            for fill in ['1', 'a', 'A', 'z', '9'] {
                let missing = length.saturating_sub(core.chars().count());
                texts.push(
                    core.chars().take(length).collect::<String>()
                        + &fill.to_string().repeat(missing),
                );
            }
        }
    }
    texts
}

/// What texts commonly look like.
const COMMON: [&str; 18] = [
    "",
    "a",
    "A",
    "ab",
    "AB",
    "1",
    "12",
    "2024-06-15",
    "2024-01-03",
    "2024-06-15 12:00:00",
    "12:00",
    "09:30",
    "12:00:00",
    "{}",
    "[1]",
    "{\"a\": 1}",
    "a@b.c",
    "https://a.b/c",
];

/// A text that a pattern of LIKE or GLOB fits; `pick` chooses among what stands in brackets.
fn instance(pattern: &str, pick: usize) -> String {
    let mut text = String::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '%' | '*' => {}
            '_' | '?' => text.push(['1', 'a', 'A'][pick % 3]),
            '[' => {
                let inside: Vec<char> =
                    letters.by_ref().take_while(|&letter| letter != ']').collect();
                text.extend(member(&inside, pick));
            }
            other => text.push(other),
        }
    }
    text
}

/// One of the characters that stand in brackets.
fn member(inside: &[char], pick: usize) -> Option<char> {
    if let ['^', ..] = inside {
        return ['a', '1', '-'].into_iter().find(|letter| !inside.contains(letter));
    }
    match inside {
        [first, '-', last, ..] => {
            let all: Vec<char> = (*first..=*last).take(64).collect();
            // The first ones, and one from the middle: `[0-1][0-9]` is no month at its ends.
            all.get([1, 0, all.len() / 2][pick % 3].min(all.len().saturating_sub(1))).copied()
        }
        _ => inside.get(pick % inside.len().max(1)).copied(),
    }
}

fn numbers(kind: Kind, constants: &[Value]) -> Vec<Value> {
    let mut known: Vec<f64> = constants
        .iter()
        .filter_map(|constant| match constant {
            Value::Integer(number) => Some(*number as f64),
            Value::Real(number) => Some(*number),
            _ => None,
        })
        .collect();
    known.push(0.0);
    let mut values = Vec::new();
    for left in &known {
        for right in &known {
            let (middle, sum) = ((left + right) / 2.0, left + right);
            for number in [middle, sum, left * right, middle.floor(), middle.ceil()] {
                if number.is_nan() || number.abs() >= 1e15 {
                    continue;
                }
                if kind != Kind::Integer && kind != Kind::Boolean {
                    values.push(Value::Real(number));
                }
                if number.fract() == 0.0 && kind != Kind::Real {
                    values.push(Value::Integer(number as i64));
                }
            }
        }
    }
    values.truncate(300);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_instances_that_it_fits() {
        let pattern = "20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]";
        assert_eq!(instance(pattern, 0), "2011-11-11");
        assert_eq!(instance("[A-Z][A-Z][0-9]*", 0), "BB1");
        assert_eq!(instance("ID-%", 1), "ID-");
        let found = texts(&[Value::Text("ID-%".to_owned()), Value::Integer(8)]);
        assert!(found.contains(&"ID-11111".to_owned()));
    }
}
