//! Making dates, times and spans, and their attributes and methods.

mod read;
mod make;
mod method;
mod class;

use jiff::civil::Date;

use crate::orm::python::value::DAY;

pub(super) const DATE: &[&str] = &[
    "ctime",
    "isocalendar",
    "isoformat",
    "isoweekday",
    "replace",
    "strftime",
    "timetuple",
    "toordinal",
    "weekday",
];
pub(super) const DATE_TIME: &[&str] = &[
    "astimezone",
    "ctime",
    "date",
    "dst",
    "isocalendar",
    "isoformat",
    "isoweekday",
    "replace",
    "strftime",
    "time",
    "timestamp",
    "timetuple",
    "timetz",
    "toordinal",
    "tzname",
    "utcoffset",
    "weekday",
];
pub(super) const TIME: &[&str] = &["isoformat", "replace", "strftime", "tzname", "utcoffset"];
pub(super) const DELTA: &[&str] = &["total_seconds"];

/// Microseconds from the first day of the year 1 to 1970.
const EPOCH: i64 = 719_162 * DAY;

/// The first of the year 1, which every other moment is counted from.
const FIRST: Date = Date::constant(1, 1, 1);
const LAST: Date = Date::constant(9999, 12, 31);
