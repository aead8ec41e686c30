//! Datetimes with an offset from UTC, which are values of their own here.

use std::rc::Rc;

use jiff::civil::DateTime;

use crate::orm::python::text::time;
use crate::orm::python::value::{from_start, since_start};
use crate::orm::python::{Args, Binary, Class, Comparison, Machine, Native, Run, Value};

/// `timezone.utc`, `timezone(timedelta(hours=2))`.
pub struct Zone {
    /// Seconds east of UTC.
    pub offset: i64,
}

/// A datetime with a time zone, as `datetime.now(timezone.utc)` gives it.
pub struct Aware {
    /// What the zone's calendar and clock show.
    pub moment: DateTime,
    /// Seconds east of UTC.
    pub offset: i64,
}

impl Zone {
    /// The zone so many seconds east of UTC.
    pub fn of(offset: i64) -> Self {
        Self { offset }
    }
}

/// `+02:00`.
fn offset_text(offset: i64) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let size = offset.abs();
    let seconds = if size % 60 == 0 { String::new() } else { format!(":{:02}", size % 60) };
    format!("{sign}{:02}:{:02}{seconds}", size / 3600, size / 60 % 60)
}

fn zone_name(offset: i64) -> String {
    if offset == 0 { "UTC".to_owned() } else { format!("UTC{}", offset_text(offset)) }
}

fn zone_repr(offset: i64) -> String {
    match offset {
        0 => "datetime.timezone.utc".to_owned(),
        _ => format!("datetime.timezone({})", time::delta_repr(offset * 1_000_000)),
    }
}

impl Native for Zone {
    fn is_compiled(&self) -> bool {
        true
    }
    fn type_name(&self) -> Rc<str> {
        "datetime.timezone".into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<Class>> {
        Some(machine.builtin_class("timezone"))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(zone_repr(self.offset).into()))
    }

    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(zone_name(self.offset).into()))
    }

    fn key(&self) -> Option<Vec<u8>> {
        Some(format!("timezone {}", self.offset).into_bytes())
    }

    fn compare(
        self: Rc<Self>,
        _machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let Some(other) = other.native::<Zone>() else { return Ok(None) };
        Ok(match op {
            Comparison::Equal => Some(Value::Bool(self.offset == other.offset)),
            Comparison::NotEqual => Some(Value::Bool(self.offset != other.offset)),
            _ => None,
        })
    }

    fn methods(&self) -> &'static [&'static str] {
        &["utcoffset", "tzname", "dst"]
    }

    fn call_method(
        self: Rc<Self>,
        _machine: &mut Machine,
        name: &str,
        _args: Args,
    ) -> Run<Option<Value>> {
        Ok(match name {
            "utcoffset" => Some(Value::Delta(self.offset * 1_000_000)),
            "tzname" => Some(Value::str(zone_name(self.offset))),
            "dst" => Some(Value::None),
            _ => None,
        })
    }
}

impl Aware {
    /// Microseconds in UTC since the first day of the year 1.
    fn since_start(&self) -> i64 {
        since_start(self.moment) - self.offset * 1_000_000
    }

    fn again(&self, machine: &mut Machine, value: Value) -> Run<Value> {
        match value {
            Value::DateTime(moment) => Ok(Value::of(Self { moment, offset: self.offset })),
            other => {
                let _ = machine;
                Ok(other)
            }
        }
    }
}

impl Native for Aware {
    fn is_compiled(&self) -> bool {
        true
    }
    fn type_name(&self) -> Rc<str> {
        "datetime.datetime".into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<Class>> {
        Some(machine.builtin_class("datetime"))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let naive = time::date_time_repr(self.moment);
        let naive = naive.trim_end_matches(')');
        Ok(Some(format!("{naive}, tzinfo={})", zone_repr(self.offset)).into()))
    }

    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let naive = time::date_time(self.moment, ' ');
        Ok(Some(format!("{naive}{}", offset_text(self.offset)).into()))
    }

    fn key(&self) -> Option<Vec<u8>> {
        Some(format!("datetime {}", self.since_start()).into_bytes())
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        if name == "tzinfo" {
            return Ok(Some(Value::of(Zone::of(self.offset))));
        }
        if self.methods().contains(&name) {
            return Ok(Some(Value::bound(self.into_native(), name)));
        }
        machine.builtin_attribute(&Value::DateTime(self.moment), name)
    }

    fn methods(&self) -> &'static [&'static str] {
        &[
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
            "toordinal",
            "tzname",
            "utcoffset",
            "weekday",
            "__format__",
        ]
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let naive = Value::DateTime(self.moment);
        Ok(Some(match name {
            "isoformat" => {
                let text = machine.builtin_method(&naive, name, args)?.unwrap_or(Value::None);
                let text = machine.str(&text)?;
                Value::str(format!("{text}{}", offset_text(self.offset)))
            }
            "replace" => {
                let keeps = !args.named.iter().any(|(name, _)| &**name == "tzinfo");
                let made = machine.builtin_method(&naive, name, args)?.unwrap_or(Value::None);
                if keeps { self.again(machine, made)? } else { made }
            }
            "strftime" | "__format__" => {
                let format = args.take_one(machine, name)?;
                let format = machine.str(&format)?;
                let plain = offset_text(self.offset).replace(':', "");
                let format = format.replace("%z", &plain).replace("%Z", &zone_name(self.offset));
                if format.is_empty() && name == "__format__" {
                    return Ok(Some(Value::Str(machine.str(&Value::Native(self))?)));
                }
                Value::str(machine.strftime(&naive, &format)?)
            }
            "timestamp" => {
                let utc = from_start(self.since_start());
                let utc = utc.map_or(naive, Value::DateTime);
                return machine.builtin_method(&utc, name, args);
            }
            "astimezone" => {
                let utc = from_start(self.since_start());
                let utc = utc.map_or(naive, Value::DateTime);
                return machine.builtin_method(&utc, name, args);
            }
            "utcoffset" => Value::Delta(self.offset * 1_000_000),
            "tzname" => Value::str(zone_name(self.offset)),
            _ => return machine.builtin_method(&naive, name, args),
        }))
    }

    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let naive = Value::DateTime(self.moment);
        match (op, other) {
            (Binary::Add, Value::Delta(_)) => {
                let made = machine.binary(op, &naive, other)?;
                self.again(machine, made).map(Some)
            }
            (Binary::Subtract, Value::Delta(_)) if !reflected => {
                let made = machine.binary(op, &naive, other)?;
                self.again(machine, made).map(Some)
            }
            (Binary::Subtract, Value::DateTime(_)) => {
                let text = "can't subtract offset-naive and offset-aware datetimes";
                Err(machine.error("TypeError", text))
            }
            (Binary::Subtract, other) => match other.native::<Aware>() {
                Some(other) if !reflected => {
                    Ok(Some(Value::Delta(self.since_start() - other.since_start())))
                }
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let is_equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
        if let Some(other) = other.native::<Aware>() {
            let (x, y) = (Value::Int(self.since_start()), Value::Int(other.since_start()));
            return machine.compare(op, &x, &y).map(Some);
        }
        match other {
            Value::DateTime(_) if is_equality => Ok(Some(Value::Bool(op == Comparison::NotEqual))),
            Value::DateTime(_) => {
                let text = "can't compare offset-naive and offset-aware datetimes";
                Err(machine.error("TypeError", text))
            }
            _ => Ok(None),
        }
    }
}
