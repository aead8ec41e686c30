//! The attributes and methods of dates, times and spans.

use jiff::civil::Time;

use super::{DATE, DATE_TIME, DELTA, EPOCH, FIRST, TIME};
use crate::orm::python::builtins::aware::{Aware, Zone};
use crate::orm::python::text::time;
use crate::orm::python::value::{DAY, days_of, from_start, micros, since_start};
use crate::orm::python::{Args, Machine, Run, Value};

impl Machine {
    /// `year`, `hour`, `days` and their kin.
    pub(in crate::orm::python::builtins) fn moment_attribute(
        &self,
        value: &Value,
        name: &str,
    ) -> Option<Value> {
        let date = match value {
            Value::Date(date) => Some(*date),
            Value::DateTime(moment) => Some(moment.date()),
            _ => None,
        };
        let clock = match value {
            Value::Time(time) => Some(*time),
            Value::DateTime(moment) => Some(moment.time()),
            _ => None,
        };
        let number = match (name, date, clock, value) {
            ("year", Some(date), ..) => i64::from(date.year()),
            ("month", Some(date), ..) => i64::from(date.month()),
            ("day", Some(date), ..) => i64::from(date.day()),
            ("hour", _, Some(clock), _) => i64::from(clock.hour()),
            ("minute", _, Some(clock), _) => i64::from(clock.minute()),
            ("second", _, Some(clock), _) => i64::from(clock.second()),
            ("microsecond", _, Some(clock), _) => micros(clock),
            ("fold", _, Some(_), _) => 0,
            ("tzinfo", _, Some(_), _) => return Some(Value::None),
            ("days", _, _, Value::Delta(delta)) => delta.div_euclid(DAY),
            ("seconds", _, _, Value::Delta(delta)) => delta.rem_euclid(DAY) / 1_000_000,
            ("microseconds", _, _, Value::Delta(delta)) => delta.rem_euclid(1_000_000),
            _ => return None,
        };
        Some(Value::Int(number))
    }

    pub(in crate::orm::python::builtins) fn moment_method(
        &mut self,
        value: &Value,
        name: &str,
        args: &Args,
    ) -> Run<Option<Value>> {
        let known = match value {
            Value::Date(_) => DATE,
            Value::DateTime(_) => DATE_TIME,
            Value::Time(_) => TIME,
            _ => DELTA,
        };
        if !known.contains(&name) {
            return Ok(None);
        }
        let args = args.clone();
        let moment = match value {
            Value::DateTime(moment) => *moment,
            Value::Date(date) => date.to_datetime(Time::midnight()),
            Value::Time(time) => FIRST.to_datetime(*time),
            _ => FIRST.to_datetime(Time::midnight()),
        };
        let date = moment.date();
        let weekday = i64::from(date.weekday().to_monday_zero_offset());
        Ok(Some(match name {
            "total_seconds" => match value {
                Value::Delta(micros) => Value::Float(*micros as f64 / 1e6),
                _ => return Ok(None),
            },
            "strftime" => {
                let format = args.take_one(self, "strftime")?;
                let Value::Str(format) = &format else {
                    let kind = self.type_name(&format);
                    let text = format!("strftime() argument 1 must be str, not {kind}");
                    return Err(self.error("TypeError", text));
                };
                Value::str(self.strftime(value, format)?)
            }
            "isoformat" => self.isoformat(value, args)?,
            "replace" => self.replace_fields(value, args)?,
            "weekday" => Value::Int(weekday),
            "isoweekday" => Value::Int(weekday + 1),
            "isocalendar" => {
                let iso = date.iso_week_date();
                let fields = vec![
                    ("year", Value::Int(i64::from(iso.year()))),
                    ("week", Value::Int(i64::from(iso.week()))),
                    ("weekday", Value::Int(weekday + 1)),
                ];
                self.named_tuple("datetime.IsoCalendarDate", fields)
            }
            "toordinal" => Value::Int(i64::from(days_of(date)) + 1),
            "ctime" => Value::str(self.strftime(&Value::DateTime(moment), "%c")?),
            "timetuple" => {
                let clock = moment.time();
                let number = |name, number: i64| (name, Value::Int(number));
                let fields = vec![
                    number("tm_year", i64::from(date.year())),
                    number("tm_mon", i64::from(date.month())),
                    number("tm_mday", i64::from(date.day())),
                    number("tm_hour", i64::from(clock.hour())),
                    number("tm_min", i64::from(clock.minute())),
                    number("tm_sec", i64::from(clock.second())),
                    number("tm_wday", weekday),
                    number("tm_yday", i64::from(date.day_of_year())),
                    number("tm_isdst", -1),
                ];
                self.named_tuple("time.struct_time", fields)
            }
            "date" => Value::Date(date),
            "time" | "timetz" => Value::Time(moment.time()),
            // The machine's own zone is UTC here, wherever it stands.
            "timestamp" => Value::Float((since_start(moment) - EPOCH) as f64 / 1e6),
            "astimezone" => {
                let [zone] = args.take(self, "astimezone", 0)?;
                let offset = match zone {
                    None | Some(Value::None) => 0,
                    Some(zone) => match zone.native::<Zone>() {
                        Some(zone) => zone.offset,
                        None => return Err(self.error("TypeError", "tzinfo argument expected")),
                    },
                };
                match since_start(moment).checked_add(offset * 1_000_000).and_then(from_start) {
                    Some(moment) => Value::of(Aware { moment, offset }),
                    None => return Err(self.error("OverflowError", "date value out of range")),
                }
            }
            "utcoffset" | "dst" | "tzname" => Value::None,
            _ => return Ok(None),
        }))
    }

    pub(in crate::orm::python::builtins) fn isoformat(
        &mut self,
        value: &Value,
        args: Args,
    ) -> Run<Value> {
        if let Value::Date(date) = value {
            args.take_none(self, "isoformat")?;
            return Ok(Value::str(time::date(*date)));
        }
        let parameters: &[&str] =
            if matches!(value, Value::Time(_)) { &["timespec?"] } else { &["sep?", "timespec?"] };
        let taken = args.bind(self, "isoformat", parameters)?;
        let mut values = taken.values.into_iter().rev();
        let precision = values.next().flatten();
        let between = values.next().flatten();
        let between = between.as_ref().and_then(Value::as_str).and_then(|text| text.chars().next());
        let (date, clock) = match value {
            Value::DateTime(moment) => (Some(moment.date()), moment.time()),
            Value::Time(clock) => (None, *clock),
            _ => return Ok(Value::None),
        };
        let (hour, minute, second) = (clock.hour(), clock.minute(), clock.second());
        let clock = match precision.as_ref().and_then(Value::as_str) {
            None | Some("auto") => time::time(clock),
            Some("hours") => format!("{hour:02}"),
            Some("minutes") => format!("{hour:02}:{minute:02}"),
            Some("seconds") => format!("{hour:02}:{minute:02}:{second:02}"),
            Some("milliseconds") => {
                format!("{hour:02}:{minute:02}:{second:02}.{:03}", micros(clock) / 1000)
            }
            Some("microseconds") => {
                format!("{hour:02}:{minute:02}:{second:02}.{:06}", micros(clock))
            }
            Some(_) => return Err(self.error("ValueError", "Unknown timespec value")),
        };
        Ok(Value::str(match date {
            Some(date) => format!("{}{}{clock}", time::date(date), between.unwrap_or('T')),
            None => clock,
        }))
    }

    pub(in crate::orm::python::builtins) fn replace_fields(
        &mut self,
        value: &Value,
        args: Args,
    ) -> Run<Value> {
        let names: &[&str] = match value {
            Value::Date(_) => &["year?", "month?", "day?"],
            Value::Time(_) => &["hour?", "minute?", "second?", "microsecond?", "tzinfo?"],
            _ => &[
                "year?",
                "month?",
                "day?",
                "hour?",
                "minute?",
                "second?",
                "microsecond?",
                "tzinfo?",
            ],
        };
        let taken = args.bind(self, "replace", names)?;
        let mut zone = None;
        let mut field = std::collections::HashMap::new();
        for (name, given) in names.iter().zip(taken.values) {
            let name = name.trim_end_matches('?');
            match given {
                Some(given) if name == "tzinfo" => zone = Some(given),
                Some(given) => {
                    field.insert(name, self.index(&given)?);
                }
                None => {
                    if let Some(Value::Int(number)) = self.moment_attribute(value, name) {
                        field.insert(name, number);
                    }
                }
            }
        }
        let part = |name: &str| field.get(name).copied().unwrap_or(0);
        match value {
            Value::Date(_) => {
                self.checked_date(part("year"), part("month"), part("day")).map(Value::Date)
            }
            _ => {
                let time = self.checked_time(
                    part("hour"),
                    part("minute"),
                    part("second"),
                    part("microsecond"),
                )?;
                if matches!(value, Value::Time(_)) {
                    return Ok(Value::Time(time));
                }
                let date = self.checked_date(part("year"), part("month"), part("day"))?;
                self.with_zone(date.to_datetime(time), zone)
            }
        }
    }
}
