//! Making dates, times and spans.

use jiff::civil::{Date, DateTime, Time};

use super::{EPOCH, FIRST};
use crate::orm::python::builtins::aware::{Aware, Zone};
use crate::orm::python::value::{DAY, from_start};
use crate::orm::python::{Args, Machine, Run, Value};

impl Machine {
    /// The moment that stands for now, in UTC.
    pub(in crate::orm::python) fn moment_now(&self) -> DateTime {
        from_start(EPOCH.saturating_add(self.now)).unwrap_or(FIRST.to_datetime(Time::midnight()))
    }

    /// `date(…)`, `datetime(…)`, `time(…)`, `timedelta(…)`, `timezone(…)`.
    pub(in crate::orm::python::builtins) fn to_moment(
        &mut self,
        name: &str,
        args: Args,
    ) -> Run<Value> {
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
    pub(in crate::orm::python::builtins) fn with_zone(
        &mut self,
        moment: DateTime,
        zone: Option<Value>,
    ) -> Run<Value> {
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
    pub(in crate::orm::python::builtins) fn fields<const N: usize>(
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

    pub(in crate::orm::python::builtins) fn checked_date(
        &mut self,
        year: i64,
        month: i64,
        day: i64,
    ) -> Run<Date> {
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

    pub(in crate::orm::python::builtins) fn checked_time(
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

    pub(in crate::orm::python::builtins) fn to_delta(&mut self, args: Args) -> Run<Value> {
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
}

/// `tzinfo` by name, or by its place.
pub(in crate::orm::python::builtins) fn take_zone(args: &mut Args, place: usize) -> Option<Value> {
    if args.positional.len() == place + 1 {
        return args.positional.pop();
    }
    args.named.retain(|(name, _)| &**name != "fold");
    let at = args.named.iter().position(|(name, _)| &**name == "tzinfo")?;
    Some(args.named.remove(at).1)
}
