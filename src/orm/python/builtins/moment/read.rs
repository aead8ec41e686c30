//! Dates and times from texts: `fromisoformat` and `strptime`.

use jiff::civil::{Date, Time};

use crate::orm::python::builtins::aware::Zone;
use crate::orm::python::text::time::{month_name, weekday_name};
use crate::orm::python::{Args, Machine, Run, Stop, Value};

/// What was read of a moment so far.
struct Fields {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    micro: i64,
    afternoon: Option<bool>,
    offset: Option<i64>,
}

impl Machine {
    /// `fromisoformat(text)` of `date`, `datetime` and `time`.
    pub(super) fn from_iso(&mut self, args: Args, kind: &str) -> Run<Value> {
        let text = args.take_one(self, "fromisoformat")?;
        let Value::Str(text) = &text else {
            return Err(self.error("TypeError", "fromisoformat: argument must be str"));
        };
        let read = match kind {
            "date" => iso_date(text).map(|date| (Some(date), None)),
            "time" => iso_time(text).map(|time| (None, Some(time))),
            _ => {
                let (date, rest) = match text.char_indices().nth(10) {
                    Some((at, _)) => text.split_at(at),
                    None => (&**text, ""),
                };
                // Any one letter stands between date and time.
                let clock = rest.char_indices().nth(1).map(|(at, _)| rest.get(at..).unwrap_or(""));
                let time = match clock {
                    None if rest.is_empty() => Some(None),
                    None => None,
                    Some(clock) => iso_time(clock).map(Some),
                };
                iso_date(date).zip(time).map(|(date, time)| (Some(date), time))
            }
        };
        let shown = Value::str(text);
        let Some((date, time)) = read else {
            let shown = self.repr(&shown)?;
            return Err(self.error("ValueError", format!("Invalid isoformat string: {shown}")));
        };
        let date = match date {
            Some((year, month, day)) => Some(self.checked_date(year, month, day)?),
            None => None,
        };
        let zone = time.and_then(|time| time.4).map(|offset| Value::of(Zone::of(offset)));
        let time = match time {
            Some((hour, minute, second, micro, _)) => {
                Some(self.checked_time(hour, minute, second, micro)?)
            }
            None => None,
        };
        match (kind, date, time) {
            ("date", Some(date), _) => Ok(Value::Date(date)),
            ("time", _, Some(time)) => Ok(Value::Time(time)),
            (_, date, time) => {
                let date = date.unwrap_or(Date::constant(1, 1, 1));
                self.with_zone(date.to_datetime(time.unwrap_or(Time::midnight())), zone)
            }
        }
    }

    /// `datetime.strptime(text, format)`.
    pub(super) fn strptime(&mut self, args: Args) -> Run<Value> {
        let [text, format] = args.take(self, "strptime", 2)?;
        let (Some(Value::Str(text)), Some(Value::Str(format))) = (&text, &format) else {
            let other = match &text {
                Some(Value::Str(_)) => format,
                _ => text,
            };
            let kind = self.type_name(&other.unwrap_or(Value::None));
            let text = format!("strptime() argument 1 must be str, not {kind}");
            return Err(self.error("TypeError", text));
        };
        let mut fields = Fields {
            year: 1900,
            month: 1,
            day: 1,
            hour: 0,
            minute: 0,
            second: 0,
            micro: 0,
            afternoon: None,
            offset: None,
        };
        let rest = match read(&mut fields, text, format) {
            Ok(rest) => rest,
            Err(Unreadable::Data) => {
                let (text, format) =
                    (self.repr(&Value::str(text))?, self.repr(&Value::str(format))?);
                let message = format!("time data {text} does not match format {format}");
                return Err(self.error("ValueError", message));
            }
            Err(Unreadable::Code(code)) => {
                return Err(self.bad_directive(code, format));
            }
        };
        if !rest.is_empty() {
            return Err(self.error("ValueError", format!("unconverted data remains: {rest}")));
        }
        if let Some(afternoon) = fields.afternoon {
            fields.hour = fields.hour % 12 + if afternoon { 12 } else { 0 };
        }
        let date = self.checked_date(fields.year, fields.month, fields.day)?;
        let time = self.checked_time(fields.hour, fields.minute, fields.second, fields.micro)?;
        let zone = fields.offset.map(|offset| Value::of(Zone::of(offset)));
        self.with_zone(date.to_datetime(time), zone)
    }

    fn bad_directive(&mut self, code: char, format: &str) -> Stop {
        let text = format!("'{code}' is a bad directive in format '{format}'");
        self.error("ValueError", text)
    }
}

/// Why a text was not read.
enum Unreadable {
    Data,
    Code(char),
}

/// Reads a text by a format; what remains of it.
fn read<'t>(fields: &mut Fields, text: &'t str, format: &str) -> Result<&'t str, Unreadable> {
    let mut rest = text;
    let mut codes = format.chars();
    while let Some(code) = codes.next() {
        if code.is_whitespace() {
            rest = rest.trim_start();
            continue;
        }
        if code != '%' {
            rest = rest.strip_prefix(code).ok_or(Unreadable::Data)?;
            continue;
        }
        let Some(code) = codes.next() else { return Err(Unreadable::Code('%')) };
        let mut number = |most: usize| {
            let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
            let (digits, after) = rest.split_at(count);
            rest = after;
            digits.parse::<i64>().map_err(|_| Unreadable::Data)
        };
        match code {
            'Y' => fields.year = number(4)?,
            'm' => fields.month = number(2)?,
            'd' => fields.day = number(2)?,
            'H' | 'I' => fields.hour = number(2)?,
            'M' => fields.minute = number(2)?,
            'S' => fields.second = number(2)?,
            'y' => {
                let year = number(2)?;
                fields.year = if year < 69 { 2000 + year } else { 1900 + year };
            }
            'f' => {
                let before = rest.len();
                let mut copy = rest;
                let count = copy.bytes().take(6).take_while(u8::is_ascii_digit).count();
                let (digits, after) = copy.split_at(count);
                copy = after;
                let digits: i64 = digits.parse().map_err(|_| Unreadable::Data)?;
                let missing = 6 - u32::try_from(before - copy.len()).unwrap_or(6);
                fields.micro = digits * 10_i64.pow(missing);
                rest = copy;
            }
            'j' => {
                let _ = number(3)?;
            }
            'p' => {
                let lower = rest.get(..2).unwrap_or_default().to_ascii_lowercase();
                fields.afternoon = match &*lower {
                    "am" => Some(false),
                    "pm" => Some(true),
                    _ => return Err(Unreadable::Data),
                };
                rest = rest.get(2..).unwrap_or_default();
            }
            'b' | 'B' => {
                let (month, after) =
                    named(rest, 1..=12, month_name, code == 'b').ok_or(Unreadable::Data)?;
                fields.month = month as i64;
                rest = after;
            }
            'a' | 'A' => {
                let (_, after) =
                    named(rest, 0..=6, weekday_name, code == 'a').ok_or(Unreadable::Data)?;
                rest = after;
            }
            'z' => {
                let count = rest.bytes().take_while(|byte| !byte.is_ascii_whitespace()).count();
                let (zone, after) = rest.split_at(count);
                fields.offset = Some(iso_offset(zone).ok_or(Unreadable::Data)?);
                rest = after;
            }
            '%' => rest = rest.strip_prefix('%').ok_or(Unreadable::Data)?,
            'T' | 'X' => rest = read(fields, rest, "%H:%M:%S")?,
            'D' | 'x' => rest = read(fields, rest, "%m/%d/%y")?,
            other => return Err(Unreadable::Code(other)),
        }
    }
    Ok(rest)
}

/// A name of a month or a weekday at the front of a text.
fn named(
    text: &str,
    places: std::ops::RangeInclusive<usize>,
    name: fn(usize) -> &'static str,
    short: bool,
) -> Option<(usize, &str)> {
    places.into_iter().find_map(|place| {
        let name = name(place);
        let name = if short { name.get(..3)? } else { name };
        let front = text.get(..name.len())?;
        front.eq_ignore_ascii_case(name).then(|| (place, text.get(name.len()..).unwrap_or("")))
    })
}

fn digits(text: &str, from: usize, to: usize) -> Option<i64> {
    let part = text.get(from..to)?;
    part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
}

fn iso_date(text: &str) -> Option<(i64, i64, i64)> {
    match text.len() {
        10 if text.get(4..5)? == "-" && text.get(7..8)? == "-" => {
            Some((digits(text, 0, 4)?, digits(text, 5, 7)?, digits(text, 8, 10)?))
        }
        8 => Some((digits(text, 0, 4)?, digits(text, 4, 6)?, digits(text, 6, 8)?)),
        _ => None,
    }
}

type Clock = (i64, i64, i64, i64, Option<i64>);

fn iso_time(text: &str) -> Option<Clock> {
    let zone_at = text.find(['+', '-', 'Z']);
    let (clock, zone) = text.split_at(zone_at.unwrap_or(text.len()));
    let offset = if zone.is_empty() { None } else { Some(iso_offset(zone)?) };
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let parts: Vec<&str> = clock.split(':').collect();
    let number = |part: Option<&&str>| match part {
        None => Some(0),
        Some(part) if part.len() == 2 => digits(part, 0, 2),
        Some(_) => None,
    };
    if parts.len() > 3 {
        return None;
    }
    let micro = match fraction.len() {
        0 => 0,
        length @ 1..=6 => {
            digits(fraction, 0, length)? * 10_i64.pow(6 - u32::try_from(length).ok()?)
        }
        _ => digits(fraction, 0, 6)?,
    };
    let hour = number(Some(parts.first()?))?;
    Some((hour, number(parts.get(1))?, number(parts.get(2))?, micro, offset))
}

/// An offset from UTC in seconds.
fn iso_offset(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let sign = match text.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let plain = text.get(1..)?.replace(':', "");
    let minutes = match plain.len() {
        2 => digits(&plain, 0, 2)? * 60,
        4 => digits(&plain, 0, 2)? * 60 + digits(&plain, 2, 4)?,
        _ => return None,
    };
    Some(sign * minutes * 60)
}
