//! Counting days and microseconds.

use jiff::civil::{Date, DateTime, Time};

/// Microseconds in a day.
pub(in crate::orm::python) const DAY: i64 = 86_400_000_000;

/// Microseconds within the second.
pub(in crate::orm::python) fn micros(moment: Time) -> i64 {
    i64::from(moment.subsec_nanosecond()) / 1000
}

/// Microseconds since the first day of the year 1.
pub(in crate::orm::python) fn since_start(moment: DateTime) -> i64 {
    let days = i64::from(days_of(moment.date()));
    let clock = moment.time();
    let seconds =
        i64::from(clock.hour()) * 3600 + i64::from(clock.minute()) * 60 + i64::from(clock.second());
    days * DAY + seconds * 1_000_000 + micros(clock)
}

/// The moment so many microseconds after the first day of the year 1; none outside of the years
/// that Python has.
pub(in crate::orm::python) fn from_start(since: i64) -> Option<DateTime> {
    let date = date_of(since.div_euclid(DAY))?;
    let rest = since.rem_euclid(DAY);
    let seconds = rest / 1_000_000;
    let time = Time::new(
        i8::try_from(seconds / 3600).ok()?,
        i8::try_from(seconds / 60 % 60).ok()?,
        i8::try_from(seconds % 60).ok()?,
        i32::try_from(rest % 1_000_000 * 1000).ok()?,
    );
    Some(date.to_datetime(time.ok()?))
}

/// Days since the first day of the year 1.
pub(in crate::orm::python) fn days_of(date: Date) -> i32 {
    let year = i32::from(date.year()) - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + i32::from(date.day_of_year()) - 1
}

/// The date so many days after the first day of the year 1.
pub(in crate::orm::python) fn date_of(days: i64) -> Option<Date> {
    if !(0..3_652_059).contains(&days) {
        return None;
    }
    Date::constant(1, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}
