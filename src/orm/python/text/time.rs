//! Dates and times as Python prints them.

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Time};

use crate::orm::python::value::{DAY, micros};
use crate::orm::python::{Machine, Run, Value};

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a weekday, from 0 for Monday.
pub(in crate::orm::python) fn weekday_name(at: usize) -> &'static str {
    WEEKDAYS.get(at).copied().unwrap_or_default()
}

/// The English name of a month, from 1.
pub(in crate::orm::python) fn month_name(month: usize) -> &'static str {
    MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or_default()
}

pub(in crate::orm::python) fn date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

pub(in crate::orm::python) fn time(moment: Time) -> String {
    let mut text = format!("{:02}:{:02}:{:02}", moment.hour(), moment.minute(), moment.second());
    if micros(moment) != 0 {
        let _ = write!(text, ".{:06}", micros(moment));
    }
    text
}

pub(in crate::orm::python) fn date_time(moment: DateTime, between: char) -> String {
    format!("{}{between}{}", date(moment.date()), time(moment.time()))
}

pub(in crate::orm::python) fn delta(micros: i64) -> String {
    let days = micros.div_euclid(DAY);
    let rest = micros.rem_euclid(DAY);
    let seconds = rest / 1_000_000;
    let mut text = match days {
        0 => String::new(),
        1 | -1 => format!("{days} day, "),
        _ => format!("{days} days, "),
    };
    let _ = write!(text, "{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest % 1_000_000 != 0 {
        let _ = write!(text, ".{:06}", rest % 1_000_000);
    }
    text
}

pub(in crate::orm::python) fn date_repr(date: Date) -> String {
    format!("datetime.date({}, {}, {})", date.year(), date.month(), date.day())
}

/// Hour and minute, then seconds and microseconds as far as they are not zero.
fn clock_parts(moment: Time) -> String {
    let mut text = format!("{}, {}", moment.hour(), moment.minute());
    if moment.second() != 0 || micros(moment) != 0 {
        let _ = write!(text, ", {}", moment.second());
    }
    if micros(moment) != 0 {
        let _ = write!(text, ", {}", micros(moment));
    }
    text
}

pub(in crate::orm::python) fn date_time_repr(moment: DateTime) -> String {
    let clock = clock_parts(moment.time());
    let (year, month, day) = (moment.year(), moment.month(), moment.day());
    format!("datetime.datetime({year}, {month}, {day}, {clock})")
}

pub(in crate::orm::python) fn time_repr(moment: Time) -> String {
    format!("datetime.time({})", clock_parts(moment))
}

pub(in crate::orm::python) fn delta_repr(micros: i64) -> String {
    let days = micros.div_euclid(DAY);
    let rest = micros.rem_euclid(DAY);
    let parts: Vec<String> =
        [("days", days), ("seconds", rest / 1_000_000), ("microseconds", rest % 1_000_000)]
            .iter()
            .filter(|(_, number)| *number != 0)
            .map(|(name, number)| format!("{name}={number}"))
            .collect();
    let parts = if parts.is_empty() { "0".to_owned() } else { parts.join(", ") };
    format!("datetime.timedelta({parts})")
}

impl Machine {
    /// `value.strftime(format)` of a date, a datetime or a time.
    pub(in crate::orm::python) fn strftime(&mut self, value: &Value, format: &str) -> Run<String> {
        let moment = match value {
            Value::Date(date) => date.to_datetime(Time::midnight()),
            Value::DateTime(moment) => *moment,
            Value::Time(time) => Date::constant(1900, 1, 1).to_datetime(*time),
            _ => return Ok(String::new()),
        };
        let mut out = String::new();
        let mut letters = format.chars().peekable();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                out.push(letter);
                continue;
            }
            let Some(code) = letters.next() else {
                out.push('%');
                break;
            };
            // glibc's flags: `-` leaves padding out, `_` pads with spaces.
            let (flag, code) = match (code, letters.peek().copied()) {
                ('-' | '_' | '0', Some(next)) if next.is_ascii_alphabetic() => {
                    letters.next();
                    (code, next)
                }
                _ => ('0', code),
            };
            let before = out.len();
            field(&mut out, moment, flag, code);
            self.use_bytes(out.len() - before)?;
        }
        Ok(out)
    }
}

/// One field of a moment.
fn field(out: &mut String, moment: DateTime, flag: char, code: char) {
    let (date, clock) = (moment.date(), moment.time());
    let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    let from_sunday = i64::from(date.weekday().to_sunday_zero_offset());
    let day_of_year = i64::from(date.day_of_year());
    let hour12 = if clock.hour() % 12 == 0 { 12 } else { clock.hour() % 12 };
    let mut padded = |number: i64, width: usize| {
        let _ = match flag {
            '-' => write!(out, "{number}"),
            '_' => write!(out, "{number:width$}"),
            _ => write!(out, "{number:0width$}"),
        };
    };
    let iso = date.iso_week_date();
    match code {
        'd' => padded(date.day().into(), 2),
        'm' => padded(date.month().into(), 2),
        'y' => padded(i64::from(date.year()) % 100, 2),
        'Y' | 'G' => {
            let year = if code == 'Y' { date.year() } else { iso.year() };
            // CPython leaves this to the C library, which does not pad.
            let _ = write!(out, "{year}");
        }
        'g' => padded(i64::from(iso.year()) % 100, 2),
        'H' => padded(clock.hour().into(), 2),
        'I' => padded(hour12.into(), 2),
        'M' => padded(clock.minute().into(), 2),
        'S' => padded(clock.second().into(), 2),
        'j' => padded(day_of_year, 3),
        'V' => padded(iso.week().into(), 2),
        'U' => padded((day_of_year + 6 - from_sunday) / 7, 2),
        'W' => padded((day_of_year + 6 - weekday as i64) / 7, 2),
        'f' => {
            let _ = write!(out, "{:06}", micros(clock));
        }
        'e' => {
            let _ = if flag == '-' {
                write!(out, "{}", date.day())
            } else {
                write!(out, "{:2}", date.day())
            };
        }
        'k' => {
            let _ = write!(out, "{:2}", clock.hour());
        }
        'l' => {
            let _ = write!(out, "{hour12:2}");
        }
        'w' => {
            let _ = write!(out, "{from_sunday}");
        }
        'u' => {
            let _ = write!(out, "{}", weekday + 1);
        }
        'C' => {
            let _ = write!(out, "{:02}", date.year() / 100);
        }
        'a' => out.push_str(weekday_name(weekday).get(..3).unwrap_or_default()),
        'A' => out.push_str(weekday_name(weekday)),
        'b' | 'h' => {
            let name = month_name(usize::from(date.month().unsigned_abs()));
            out.push_str(name.get(..3).unwrap_or_default());
        }
        'B' => out.push_str(month_name(usize::from(date.month().unsigned_abs()))),
        'p' => out.push_str(if clock.hour() < 12 { "AM" } else { "PM" }),
        'P' => out.push_str(if clock.hour() < 12 { "am" } else { "pm" }),
        's' => {
            let start = Date::constant(1970, 1, 1).to_datetime(Time::midnight());
            let since = moment.duration_since(start).as_secs();
            let _ = write!(out, "{since}");
        }
        'Z' | 'z' => {}
        'n' => out.push('\n'),
        't' => out.push('\t'),
        '%' => out.push('%'),
        'D' | 'x' => several(out, moment, "m/d/y"),
        'T' | 'X' => several(out, moment, "H:M:S"),
        'R' => several(out, moment, "H:M"),
        'F' => several(out, moment, "Y-m-d"),
        'c' => several(out, moment, "a b e H:M:S Y"),
        'r' => several(out, moment, "I:M:S p"),
        other => {
            out.push('%');
            if flag != '0' {
                out.push(flag);
            }
            out.push(other);
        }
    }
}

fn several(out: &mut String, moment: DateTime, codes: &str) {
    for letter in codes.chars() {
        if letter.is_ascii_alphabetic() {
            field(out, moment, '0', letter)
        } else {
            out.push(letter)
        }
    }
}
