//! Making dates, times and spans, and their attributes and methods.

mod read;

use jiff::civil::{Date, DateTime, Time};

use super::aware::{Aware, Zone};
use crate::orm::python::text::time;
use crate::orm::python::value::{DAY, date_of, days_of, from_start, micros, since_start};
use crate::orm::python::{Args, Class, Machine, Run, Stop, Value};

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

impl Machine {
    /// The moment that stands for now, in UTC.
    pub(in crate::orm::python) fn moment_now(&self) -> DateTime {
        from_start(EPOCH.saturating_add(self.now)).unwrap_or(FIRST.to_datetime(Time::midnight()))
    }

    /// `date(…)`, `datetime(…)`, `time(…)`, `timedelta(…)`, `timezone(…)`.
    pub(super) fn to_moment(&mut self, name: &str, args: Args) -> Run<Value> {
        match name {
            "date" => {
                let [year, month, day] = self.fields(args, &["year", "month", "day"], 3)?;
                self.checked_date(year, month, day).map(Value::Date)
            }
            "datetime" => {
                let mut args = args;
                let zone = take_zone(&mut args, 7);
                let names = ["year", "month", "day", "hour", "minute", "second", "microsecond"];
                let [year, month, day, hour, minute, second, micro] =
                    self.fields(args, &names, 3)?;
                let date = self.checked_date(year, month, day)?;
                let time = self.checked_time(hour, minute, second, micro)?;
                self.with_zone(date.to_datetime(time), zone)
            }
            "time" => {
                let mut args = args;
                if take_zone(&mut args, 4).is_some_and(|zone| !zone.is_none()) {
                    return Err(self.unsupported("a time with a time zone"));
                }
                let names = ["hour", "minute", "second", "microsecond"];
                let [hour, minute, second, micro] = self.fields(args, &names, 0)?;
                self.checked_time(hour, minute, second, micro).map(Value::Time)
            }
            "timedelta" => self.to_delta(args),
            _ => {
                let [delta, name] = args.take(self, "timezone", 1)?;
                match (delta, name) {
                    (Some(Value::Delta(delta)), None) if delta.abs() < DAY => {
                        Ok(Value::of(Zone::of(delta / 1_000_000)))
                    }
                    (Some(Value::Delta(delta)), None) => {
                        let _ = delta;
                        let text = "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).";
                        Err(self.error("ValueError", text))
                    }
                    (_, Some(_)) => Err(self.unsupported("a timezone with a name")),
                    (other, _) => {
                        let kind = self.type_name(&other.unwrap_or(Value::None));
                        let text =
                            format!("timezone() argument 1 must be datetime.timedelta, not {kind}");
                        Err(self.error("TypeError", text))
                    }
                }
            }
        }
    }

    /// A datetime in a zone, or naive where there is none.
    pub(super) fn with_zone(&mut self, moment: DateTime, zone: Option<Value>) -> Run<Value> {
        match zone {
            None | Some(Value::None) => Ok(Value::DateTime(moment)),
            Some(zone) => match zone.native::<Zone>() {
                Some(zone) => Ok(Value::of(Aware { moment, offset: zone.offset })),
                None => {
                    let kind = self.type_name(&zone);
                    let text = format!(
                        "tzinfo argument must be None or of a tzinfo subclass, not type '{kind}'"
                    );
                    Err(self.error("TypeError", text))
                }
            },
        }
    }

    /// The numbers of a date or a time, by position or by name; zero where they may be missing.
    fn fields<const N: usize>(
        &mut self,
        args: Args,
        names: &[&str; N],
        required: usize,
    ) -> Run<[i64; N]> {
        let mut values: [Option<Value>; N] = std::array::from_fn(|_| None);
        let given = args.positional.len();
        if given > N {
            let text = format!("function takes at most {N} arguments ({given} given)");
            return Err(self.error("TypeError", text));
        }
        for (slot, value) in values.iter_mut().zip(args.positional) {
            *slot = Some(value);
        }
        for (name, value) in args.named {
            let at = names.iter().position(|known| **known == *name);
            match at.and_then(|at| values.get_mut(at)) {
                Some(slot) => *slot = Some(value),
                None => {
                    let text = format!("'{name}' is an invalid keyword argument for this function");
                    return Err(self.error("TypeError", text));
                }
            }
        }
        let mut numbers = [0; N];
        for (at, (number, value)) in numbers.iter_mut().zip(values).enumerate() {
            match value {
                Some(value) => *number = self.index_as(&value, "long")?,
                None if at < required => {
                    let name = names.get(at).copied().unwrap_or_default();
                    let text =
                        format!("function missing required argument '{name}' (pos {})", at + 1);
                    return Err(self.error("TypeError", text));
                }
                None => {}
            }
        }
        Ok(numbers)
    }

    pub(super) fn checked_date(&mut self, year: i64, month: i64, day: i64) -> Run<Date> {
        let text = if !(1..=9999).contains(&year) {
            format!("year {year} is out of range")
        } else if !(1..=12).contains(&month) {
            "month must be in 1..12".to_owned()
        } else {
            let date = i16::try_from(year).ok().zip(i8::try_from(month).ok());
            let date = date.zip(i8::try_from(day).ok());
            if let Some(((year, month), day)) = date
                && let Ok(date) = Date::new(year, month, day)
            {
                return Ok(date);
            }
            "day is out of range for month".to_owned()
        };
        Err(self.error("ValueError", text))
    }

    pub(super) fn checked_time(
        &mut self,
        hour: i64,
        minute: i64,
        second: i64,
        micro: i64,
    ) -> Run<Time> {
        let text = if !(0..24).contains(&hour) {
            "hour must be in 0..23"
        } else if !(0..60).contains(&minute) {
            "minute must be in 0..59"
        } else if !(0..60).contains(&second) {
            "second must be in 0..59"
        } else if !(0..1_000_000).contains(&micro) {
            "microsecond must be in 0..999999"
        } else {
            // The checks above make these conversions exact.
            let time = Time::new(hour as i8, minute as i8, second as i8, (micro * 1000) as i32);
            return Ok(time.unwrap_or(Time::midnight()));
        };
        Err(self.error("ValueError", text))
    }

    fn to_delta(&mut self, args: Args) -> Run<Value> {
        const UNITS: [(&str, i64); 7] = [
            ("days", DAY),
            ("seconds", 1_000_000),
            ("microseconds", 1),
            ("milliseconds", 1000),
            ("minutes", 60_000_000),
            ("hours", 3_600_000_000),
            ("weeks", 7 * DAY),
        ];
        let names = UNITS.iter().map(|(name, _)| *name);
        let mut total: i128 = 0;
        let mut rest = 0.0;
        let by_position: Vec<(&str, Value)> = names.zip(args.positional).collect();
        let named = args.named.iter().map(|(name, value)| (&**name, value.clone()));
        for (name, value) in by_position.into_iter().chain(named) {
            let Some((_, unit)) = UNITS.iter().find(|(known, _)| *known == name) else {
                let text = format!("'{name}' is an invalid keyword argument for __new__()");
                return Err(self.error("TypeError", text));
            };
            match Self::plain_part(&value) {
                Value::Int(number) => total += i128::from(number) * i128::from(*unit),
                Value::Big(_) => {
                    let text = "Python int too large to convert to C int";
                    return Err(self.error("OverflowError", text));
                }
                Value::Bool(truth) => total += i128::from(truth) * i128::from(*unit),
                Value::Float(number) => {
                    let whole = number.trunc();
                    if !number.is_finite() || whole.abs() > 1e15 {
                        let text = "Python int too large to convert to C int";
                        return Err(self.error("OverflowError", text));
                    }
                    total += whole as i128 * i128::from(*unit);
                    let part = (number - whole) * *unit as f64;
                    total += part.trunc() as i128;
                    rest += part.fract();
                }
                other => {
                    let kind = self.type_name(&other);
                    let text = format!("unsupported type for timedelta {name} component: {kind}");
                    return Err(self.error("TypeError", text));
                }
            }
        }
        self.delta_of(total + rest.round_ties_even() as i128)
    }

    /// `year`, `hour`, `days` and their kin.
    pub(super) fn moment_attribute(&self, value: &Value, name: &str) -> Option<Value> {
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

    pub(super) fn moment_method(
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

    fn isoformat(&mut self, value: &Value, args: Args) -> Run<Value> {
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

    fn replace_fields(&mut self, value: &Value, args: Args) -> Run<Value> {
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

    /// `datetime.min`, `timezone.utc` and their kin.
    pub(super) fn moment_fact(
        &mut self,
        class: &std::rc::Rc<Class>,
        name: &str,
    ) -> Run<Option<Value>> {
        let end = Time::constant(23, 59, 59, 999_999_000);
        Ok(Some(match (&*class.name, name) {
            ("date", "min") => Value::Date(FIRST),
            ("date", "max") => Value::Date(LAST),
            ("datetime", "min") => Value::DateTime(FIRST.to_datetime(Time::midnight())),
            ("datetime", "max") => Value::DateTime(LAST.to_datetime(end)),
            ("time", "min") => Value::Time(Time::midnight()),
            ("time", "max") => Value::Time(end),
            ("date", "resolution") => Value::Delta(DAY),
            ("datetime" | "time" | "timedelta", "resolution") => Value::Delta(1),
            ("timedelta", "min" | "max") => {
                return Err(self.unsupported(format!("timedelta.{name}")));
            }
            ("timezone", "utc") => Value::of(Zone::of(0)),
            _ => return Ok(None),
        }))
    }

    /// `datetime.now()` and its kin.
    pub(super) fn moment_function(
        class: &str,
        name: &str,
    ) -> Option<fn(&mut Self, Args) -> Run<Value>> {
        Some(match (class, name) {
            ("datetime", "now") => |machine, args| {
                let taken = args.bind(machine, "now", &["tz?"])?;
                let zone = taken.values.into_iter().next().flatten();
                machine.in_zone(machine.moment_now(), zone)
            },
            ("datetime", "utcnow" | "today") => |machine, args| {
                args.take_none(machine, "datetime.utcnow")?;
                Ok(Value::DateTime(machine.moment_now()))
            },
            ("date", "today") => |machine, args| {
                args.take_none(machine, "date.today")?;
                Ok(Value::Date(machine.moment_now().date()))
            },
            ("datetime", "combine") => |machine, args| {
                let [date, time] = args.take(machine, "combine", 2)?;
                match (date, time) {
                    (Some(Value::Date(date)), Some(Value::Time(time))) => {
                        Ok(Value::DateTime(date.to_datetime(time)))
                    }
                    (Some(Value::DateTime(moment)), Some(Value::Time(time))) => {
                        Ok(Value::DateTime(moment.date().to_datetime(time)))
                    }
                    (Some(Value::Date(_) | Value::DateTime(_)), Some(other)) => {
                        let kind = machine.type_name(&other);
                        let text =
                            format!("combine() argument 2 must be datetime.time, not {kind}");
                        Err(machine.error("TypeError", text))
                    }
                    (other, _) => {
                        let kind = machine.type_name(&other.unwrap_or(Value::None));
                        let text =
                            format!("combine() argument 1 must be datetime.date, not {kind}");
                        Err(machine.error("TypeError", text))
                    }
                }
            },
            ("datetime", "fromtimestamp" | "utcfromtimestamp") => |machine, args| {
                let taken = args.bind(machine, "fromtimestamp", &["timestamp", "tz?"])?;
                let [stamp, zone] = taken.array();
                let moment = machine.from_timestamp(&stamp.unwrap_or(Value::None))?;
                machine.in_zone(moment, zone)
            },
            ("date", "fromtimestamp") => |machine, args| {
                let stamp = args.take_one(machine, "fromtimestamp")?;
                Ok(Value::Date(machine.from_timestamp(&stamp)?.date()))
            },
            ("date" | "datetime", "fromordinal") => |machine, args| {
                let days = args.take_one(machine, "fromordinal")?;
                let days = machine.index_as(&days, "long")?;
                match date_of(days.saturating_sub(1)) {
                    Some(date) => Ok(Value::Date(date)),
                    None => {
                        let text = "ordinal must be >= 1";
                        Err(machine.error("ValueError", text))
                    }
                }
            },
            ("date", "fromisoformat") => |machine, args| machine.from_iso(args, "date"),
            ("datetime", "fromisoformat") => |machine, args| machine.from_iso(args, "datetime"),
            ("time", "fromisoformat") => |machine, args| machine.from_iso(args, "time"),
            ("datetime", "strptime") => Self::strptime,
            ("date", "fromisocalendar") => {
                |machine, _| Err(machine.unsupported("date.fromisocalendar()"))
            }
            _ => return None,
        })
    }

    /// A moment of UTC as a zone's clock shows it; naive where there is no zone.
    fn in_zone(&mut self, moment: DateTime, zone: Option<Value>) -> Run<Value> {
        let Some(zone) = zone.filter(|zone| !zone.is_none()) else {
            return Ok(Value::DateTime(moment));
        };
        let offset = zone.native::<Zone>().map_or(0, |zone| zone.offset);
        match since_start(moment).checked_add(offset * 1_000_000).and_then(from_start) {
            Some(moment) => self.with_zone(moment, Some(zone)),
            None => Err(self.error("OverflowError", "date value out of range")),
        }
    }

    fn from_timestamp(&mut self, stamp: &Value) -> Run<DateTime> {
        let seconds = self.float_of(stamp)?;
        let micros = (seconds * 1e6).round_ties_even();
        let moment = if micros.abs() < 9e18 {
            from_start(EPOCH.saturating_add(micros as i64))
        } else {
            None
        };
        moment.ok_or_else(|| self.no_year(seconds))
    }

    fn no_year(&mut self, seconds: f64) -> Stop {
        let year = 1970.0 + seconds / 31_556_952.0;
        self.error("ValueError", format!("year {} is out of range", year.floor()))
    }
}

/// `tzinfo` by name, or by its place.
fn take_zone(args: &mut Args, place: usize) -> Option<Value> {
    if args.positional.len() == place + 1 {
        return args.positional.pop();
    }
    args.named.retain(|(name, _)| &**name != "fold");
    let at = args.named.iter().position(|(name, _)| &**name == "tzinfo")?;
    Some(args.named.remove(at).1)
}
