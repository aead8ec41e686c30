//! Values that lie around a constant: it, its neighbours, and what its use in a query suggests.

use jiff::civil::Date;

use super::days::{SOME_DAY, TODAY, add_days, days, distances, mixed_days, moments};
use super::hint::Hint;
use super::kind::{Kind, is_like};
use crate::rows::Value;

/// The values around the constants of a hint, for a column of this kind that stands in it.
pub(super) fn around(kind: Kind, hint: &Hint) -> Vec<Value> {
    let mut values = Vec::new();
    for constant in &hint.constants {
        match kind {
            Kind::Boolean => {}
            Kind::Integer => numbers(constant, false, &mut values),
            Kind::Real => {
                numbers(constant, true, &mut values);
                for value in &mut values {
                    if let Value::Integer(number) = value {
                        *value = Value::Real(*number as f64);
                    }
                }
            }
            Kind::Number => numbers(constant, true, &mut values),
            Kind::Text(_) => texts(constant, hint, &mut values),
            Kind::Date | Kind::DateTime(_) | Kind::Time(_) => {
                moments(constant, kind, hint, &mut values);
            }
            Kind::Blob => {}
            Kind::Any => {
                numbers(constant, true, &mut values);
                texts(constant, hint, &mut values);
            }
        }
    }
    if matches!(kind, Kind::Date | Kind::DateTime(_)) {
        distances(kind, hint, &mut values);
        mixed_days(kind, hint, &mut values);
    }
    if hint.is_dated() && matches!(kind, Kind::Text(_) | Kind::Any) {
        for constant in &hint.constants {
            moments(constant, Kind::Date, hint, &mut values);
        }
        distances(Kind::Date, hint, &mut values);
        mixed_days(Kind::Date, hint, &mut values);
        values.extend(days([SOME_DAY, TODAY], Kind::Date));
    }
    suggested(kind, hint, &mut values);
    values
}

/// Values that lie as far from some others as a hint says that it adds.
pub(super) fn apart(kind: Kind, hint: &Hint, from: &[Value]) -> Vec<Value> {
    if !matches!(kind, Kind::Integer | Kind::Real | Kind::Number) || !hint.calls(&["+", "-"]) {
        return Vec::new();
    }
    let distances = hint.constants.iter().filter_map(|constant| match constant {
        Value::Integer(number) => Some(*number),
        _ => None,
    });
    let mut values = Vec::new();
    for distance in distances {
        for value in from {
            values.extend(match value {
                Value::Integer(own) => own.checked_add(distance).map(Value::Integer),
                Value::Real(own) => Some(Value::Real(own + distance as f64)),
                _ => None,
            });
        }
    }
    values
}

/// Values on which the functions of a hint do something.
fn suggested(kind: Kind, hint: &Hint, values: &mut Vec<Value>) {
    if matches!(kind, Kind::Text(_) | Kind::Any) {
        let mut texts = |texts: &[&str]| {
            values.extend(texts.iter().map(|text| Value::Text((*text).to_owned())));
        };
        if hint.calls(&["trim", "ltrim", "rtrim"]) {
            texts(&["a", " a", "a "]);
        }
        if hint.calls(&["||"]) {
            texts(&["a", "a1", "ab", "bc", "c"]);
        }
        if hint.calls(&["upper", "lower"]) {
            texts(&["ab", "Ab", "AB"]);
        }
        if hint.calls(&["length", "substr", "substring", "instr", "replace"]) {
            texts(&["ab", "abc", "ba", ""]);
        }
    }
    if hint.calls(&["||"]) && matches!(kind, Kind::Integer | Kind::Number | Kind::Any) {
        values.extend([1, 11].map(Value::Integer));
    }
    if hint.calls(&["round", "floor", "ceil", "ceiling", "trunc", "cast"]) {
        match kind {
            Kind::Real | Kind::Number => values.extend([2.5, 2.449, 1.005, -1.5].map(Value::Real)),
            Kind::Integer => values.extend([7, 15].map(Value::Integer)),
            _ => {}
        }
    }
    if hint.calls(&["abs"]) {
        let negative = values.iter().filter_map(|value| match value {
            Value::Integer(number) => Some(Value::Integer(number.saturating_neg())),
            Value::Real(number) => Some(Value::Real(-number)),
            _ => None,
        });
        let negative: Vec<Value> = negative.take(4).collect();
        values.extend(negative);
    }
    if hint.calls(&["abs", "sign", "max", "min", "coalesce", "ifnull"]) {
        match kind {
            Kind::Integer | Kind::Number => values.push(Value::Integer(-1)),
            Kind::Real => values.push(Value::Real(-1.0)),
            _ => {}
        }
    }
}

/// A few values of a kind that say nothing in particular, the plainest first.
pub(super) fn fillers(kind: Kind) -> Vec<Value> {
    let text = |texts: &[&str]| texts.iter().map(|text| Value::Text((*text).to_owned())).collect();
    match kind {
        Kind::Boolean => [0, 1].map(Value::Integer).to_vec(),
        Kind::Integer => [1, 2, 3, 0, 10].map(Value::Integer).to_vec(),
        Kind::Real => [1.0, 2.0, 0.5, 0.0, 10.0, 2.75].map(Value::Real).to_vec(),
        Kind::Number => {
            let mut numbers = [1, 2, 0, 10].map(Value::Integer).to_vec();
            numbers.push(Value::Real(1.5));
            numbers
        }
        Kind::Text(_) => text(&["a", "b", "c", "B", ""]),
        Kind::Date | Kind::DateTime(_) => {
            let dates = [(2024, 6, 15), (2024, 6, 16), (2024, 2, 29), (2023, 12, 31), (2025, 1, 1)];
            days(dates.map(|(year, month, day)| Date::constant(year, month, day)), kind)
        }
        Kind::Time(seconds) => ["12:00", "09:30", "00:00", "23:59"]
            .iter()
            .map(|time| {
                Value::Text(if seconds { format!("{time}:00") } else { (*time).to_owned() })
            })
            .collect(),
        Kind::Blob => vec![Value::Blob(vec![0]), Value::Blob(vec![1])],
        Kind::Any => {
            let mut values = [1, 2].map(Value::Integer).to_vec();
            values.extend(fillers(Kind::Text(u16::MAX)));
            values
        }
    }
}

fn numbers(constant: &Value, fractions: bool, values: &mut Vec<Value>) {
    let number = match constant {
        Value::Integer(number) => Some(*number as f64),
        Value::Real(number) => Some(*number),
        Value::Text(text) => {
            if let Some(digits) = text.strip_suffix('%')
                && let Ok(number) = digits.parse::<i64>()
            {
                values.extend([number, number * 10 + 1, number + 1].map(Value::Integer));
            }
            text.trim().parse().ok()
        }
        _ => None,
    };
    // Beyond that, neighbours are no longer told apart.
    let Some(number) = number.filter(|number: &f64| number.abs() < 1e15) else { return };
    if fractions && (number.fract() != 0.0) {
        values.extend([number, number - 0.01, number + 0.01, number / 2.0].map(Value::Real));
        values.extend([number.floor(), number.ceil()].map(Value::Real));
        return;
    }
    if fractions {
        values.extend([number + 0.5, number - 0.5].map(Value::Real));
    }
    let floor = number.floor() as i64;
    let mut whole = vec![floor, floor + 1, floor - 1];
    // A sum of two or three rows that reaches the constant, or misses it narrowly.
    if floor.abs() > 3 {
        whole.extend([floor / 2, floor - floor / 2 + 1, floor / 3]);
    }
    values.extend(whole.into_iter().map(Value::Integer));
}

fn texts(constant: &Value, hint: &Hint, values: &mut Vec<Value>) {
    let mut add = |text: String| {
        if text.chars().count() <= 60 {
            values.push(Value::Text(text));
        }
    };
    let text = match constant {
        Value::Text(text) => text,
        Value::Integer(number) => {
            // A length, mostly; or a number that is compared with a text.
            if let Ok(length) = usize::try_from(*number)
                && (1..=40).contains(&length)
            {
                for length in [length, length + 1, length - 1] {
                    add("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"[..length].to_owned());
                }
            }
            return add(number.to_string());
        }
        _ => return,
    };
    let wild = |letter: char| matches!(letter, '%' | '_' | '*' | '?');
    if text.contains(wild) {
        let core: String = text.chars().filter(|letter| !matches!(letter, '%' | '*')).collect();
        let core = core.replace(['_', '?'], "x");
        let filled = text.replace(['%', '*'], "x").replace(['_', '?'], "x");
        for text in [&filled, &core, &format!("{core}x"), &format!("x{core}")] {
            add(text.clone());
        }
        add(core.to_uppercase());
        add(core.to_lowercase());
        let mut shorter = core.chars();
        if shorter.next_back().is_some() {
            add(shorter.as_str().to_owned());
        }
        // As it stands: a pattern is compared by = now and then.
        return add(text.clone());
    }
    add(text.clone());
    let other = if text.chars().any(char::is_uppercase) {
        text.to_lowercase()
    } else {
        text.to_uppercase()
    };
    if other != *text {
        add(other);
    }
    add(format!("{text}x"));
    add(format!("x{text}"));
    if hint.calls(&["trim", "ltrim", "rtrim"]) {
        add(format!(" {text}"));
        add(format!("{text} "));
    }
    if !text.chars().any(char::is_alphanumeric) {
        // What separates the parts of a text.
        add(format!("a{text}b"));
        add(format!("a{text}b{text}c"));
    }
    let mut shorter = text.chars();
    if shorter.next_back().is_some() {
        add(shorter.as_str().to_owned());
    }
    if let Ok(date) = text.parse::<Date>()
        && is_like(text, "0000-00-00")
    {
        add_days(date, Kind::Date, values);
    } else if hint.is_dated() {
        moments(constant, Kind::Date, hint, values);
    }
}
