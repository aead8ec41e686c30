//! Days around a constant: the day itself and its neighbours, the edges of a month or year, a
//! distance away.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::hint::Hint;
use super::kind::{Kind, is_like};
use crate::rows::Value;

/// The day that a scratch database takes for today.
pub(super) const TODAY: Date = Date::constant(2026, 1, 15);

/// A day in the middle of nowhere, for what has to be some day.
pub(super) const SOME_DAY: Date = Date::constant(2024, 6, 15);

/// Days as a column of this kind writes them.
pub(super) fn days(days: impl IntoIterator<Item = Date>, kind: Kind) -> Vec<Value> {
    days.into_iter().map(|day| Value::Text(written(day, kind))).collect()
}

fn written(day: Date, kind: Kind) -> String {
    match kind {
        Kind::DateTime(mark) => format!("{day}{mark}12:00:00"),
        _ => day.to_string(),
    }
}

/// Days around what a constant may mean: a day, a month, a year, a distance.
pub(super) fn moments(constant: &Value, kind: Kind, hint: &Hint, values: &mut Vec<Value>) {
    if let Kind::Time(_) = kind {
        if let Value::Text(text) = constant
            && text.contains(':')
        {
            values.push(constant.clone());
        }
        return;
    }
    let text = match constant {
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => (number.floor() as i64).to_string(),
        Value::Text(text) => text.trim_matches(['%', '_', '*']).to_owned(),
        _ => return,
    };
    let plain = text.trim_end_matches('-').trim_start_matches('-');
    let head = text.get(..10).unwrap_or_default();
    if is_like(head, "0000-00-00")
        && let Ok(date) = head.parse::<Date>()
    {
        if text.len() > 10 && matches!(kind, Kind::DateTime(_)) {
            values.push(Value::Text(text.clone()));
        }
        return add_days(date, kind, values);
    }
    if is_like(plain, "0000-00")
        && let Ok(first) = format!("{plain}-01").parse::<Date>()
    {
        return add_days_of(first, 1.month(), kind, values);
    }
    if is_like(plain, "0000")
        && let Ok(first) = format!("{plain}-01-01").parse::<Date>()
    {
        return add_days_of(first, 1.year(), kind, values);
    }
    if text == "now" {
        return add_days(TODAY, kind, values);
    }
    let Ok(number) = plain.parse::<i32>() else { return };
    if (1..=12).contains(&number)
        && let Ok(first) = Date::new(2024, number as i8, 1)
    {
        add_days_of(first, 1.month(), kind, values);
    }
    if (0..=6).contains(&number) && hint.is_dated() {
        let week = (0..7).filter_map(|day| SOME_DAY.checked_add(day.days()).ok());
        values.extend(days(week, kind));
    }
}

/// Days that lie as far from a day as a hint says: `'-30 days'`, or a number that may be one.
pub(super) fn distances(kind: Kind, hint: &Hint, values: &mut Vec<Value>) {
    let mut spans: Vec<Span> = hint.constants.iter().filter_map(span).collect();
    spans.truncate(4);
    if spans.is_empty() {
        return;
    }
    let named = hint.constants.iter().filter_map(|constant| match constant {
        Value::Text(text) => text.get(..10)?.parse::<Date>().ok(),
        _ => None,
    });
    let mut from: Vec<Date> = named.take(3).collect();
    if from.is_empty() {
        from.extend([TODAY, SOME_DAY]);
    }
    for day in from {
        values.extend(days([day], kind));
        for span in &spans {
            for there in [day.checked_add(*span), day.checked_sub(*span)].into_iter().flatten() {
                add_days(there, kind, values);
            }
        }
    }
}

/// The distance between two days that a constant may mean.
fn span(constant: &Value) -> Option<Span> {
    match constant {
        Value::Integer(number @ 1..=1000) => Some(number.days()),
        Value::Text(text) => {
            let (amount, unit) = text.split_once(' ')?;
            let amount: i32 = amount.parse().ok()?;
            match unit.trim_end_matches('s') {
                "day" => Span::new().try_days(amount).ok(),
                "month" => Span::new().try_months(amount).ok(),
                "year" => Span::new().try_years(amount).ok(),
                "hour" => Span::new().try_days(amount / 24).ok(),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Days made of the years, months and days that a hint names, in other places than there: the
/// same month of another year, the month's number as a day.
pub(super) fn mixed_days(kind: Kind, hint: &Hint, values: &mut Vec<Value>) {
    let (mut years, mut small) = (Vec::new(), Vec::new());
    for constant in &hint.constants {
        let text = match constant {
            Value::Text(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            _ => continue,
        };
        for digits in text.split(|letter: char| !letter.is_ascii_digit()) {
            match (digits.len(), digits.parse::<i16>()) {
                (4, Ok(year)) => years.push(year),
                (1 | 2, Ok(number @ 1..=31)) => small.push(number as i8),
                _ => {}
            }
        }
    }
    small.truncate(3);
    years.truncate(2);
    let year = years.first().copied().unwrap_or(2024);
    let mut mixed = Vec::new();
    for number in small {
        mixed.extend([(year, number, 15), (year - 1, number, 15), (year + 1, number, 15)]);
        mixed.extend([(year, 5, number), (year, 12, number)]);
    }
    let made = mixed.into_iter().filter_map(|(year, month, day)| Date::new(year, month, day).ok());
    values.extend(days(made, kind));
}

/// A day, the days beside it, and its edges where a column holds times.
pub(super) fn add_days(day: Date, kind: Kind, values: &mut Vec<Value>) {
    let beside = [day.checked_sub(1.day()).ok(), day.checked_add(1.day()).ok()];
    if let Kind::DateTime(mark) = kind {
        for time in ["00:00:00", "12:00:00", "23:59:59"] {
            values.push(Value::Text(format!("{day}{mark}{time}")));
        }
        for beside in beside.into_iter().flatten() {
            values.push(Value::Text(format!("{beside}{mark}00:00:00")));
        }
        return;
    }
    values.extend(days([Some(day)].into_iter().chain(beside).flatten(), kind));
}

/// The first, a middle and the last day of a month or year, and those just outside.
fn add_days_of(first: Date, length: Span, kind: Kind, values: &mut Vec<Value>) {
    let next = first.checked_add(length).ok();
    let last = next.and_then(|next| next.checked_sub(1.day()).ok());
    let middle = first.checked_add(14.days()).ok();
    let before = first.checked_sub(1.day()).ok();
    values.extend(days([Some(first), last, next, middle, before].into_iter().flatten(), kind));
    if let (Kind::DateTime(mark), Some(last)) = (kind, last) {
        values.push(Value::Text(format!("{last}{mark}23:59:59")));
        values.push(Value::Text(format!("{first}{mark}00:00:00")));
    }
}
