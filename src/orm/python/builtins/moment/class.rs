//! What the classes of dates and times have: `datetime.now()`, `date.min`.

use jiff::civil::{DateTime, Time};

use super::{EPOCH, FIRST, LAST};
use crate::orm::python::builtins::aware::Zone;
use crate::orm::python::value::{DAY, date_of, from_start, since_start};
use crate::orm::python::{Args, Class, Machine, Run, Stop, Value};

impl Machine {
    /// `datetime.min`, `timezone.utc` and their kin.
    pub(in crate::orm::python::builtins) fn moment_fact(
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
    pub(in crate::orm::python::builtins) fn moment_function(
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
    pub(in crate::orm::python::builtins) fn in_zone(
        &mut self,
        moment: DateTime,
        zone: Option<Value>,
    ) -> Run<Value> {
        let Some(zone) = zone.filter(|zone| !zone.is_none()) else {
            return Ok(Value::DateTime(moment));
        };
        let offset = zone.native::<Zone>().map_or(0, |zone| zone.offset);
        match since_start(moment).checked_add(offset * 1_000_000).and_then(from_start) {
            Some(moment) => self.with_zone(moment, Some(zone)),
            None => Err(self.error("OverflowError", "date value out of range")),
        }
    }

    pub(in crate::orm::python::builtins) fn from_timestamp(
        &mut self,
        stamp: &Value,
    ) -> Run<DateTime> {
        let seconds = self.float_of(stamp)?;
        let micros = (seconds * 1e6).round_ties_even();
        let moment = if micros.abs() < 9e18 {
            from_start(EPOCH.saturating_add(micros as i64))
        } else {
            None
        };
        moment.ok_or_else(|| self.no_year(seconds))
    }

    pub(in crate::orm::python::builtins) fn no_year(&mut self, seconds: f64) -> Stop {
        let year = 1970.0 + seconds / 31_556_952.0;
        self.error("ValueError", format!("year {} is out of range", year.floor()))
    }
}
