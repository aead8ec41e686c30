//! Values on their way to the database.

use std::rc::Rc;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use crate::orm::core::{EnumType, Kind, Type, TypeKind};
use crate::orm::python::builtins::aware::Aware;
use crate::orm::python::{Args, Machine, Run, Value};

impl Type {
    /// The value as `sqlite3` is given it: what SQLAlchemy's bind processor makes of it.
    ///
    /// # Errors
    ///
    /// TypeError and its kin; what runs the statement makes a StatementError of them.
    pub fn bind(&self, machine: &mut Machine, value: &Value) -> Run<Value> {
        match &*self.0 {
            TypeKind::Json { none_as_null } => return json(machine, value, *none_as_null),
            TypeKind::Decorator { object, inner } => {
                let hook = machine.attribute_if_any(object, "process_bind_param")?;
                let Some(hook) = hook else { return inner.bind(machine, value) };
                let args = Args::of(vec![value.clone(), dialect(machine)]);
                let value = machine.call(&hook, args)?;
                return inner.bind(machine, &value);
            }
            TypeKind::Named { like, .. } => return like.bind(machine, value),
            _ if value.is_none() => return Ok(Value::None),
            _ => {}
        }
        match &*self.0 {
            TypeKind::Boolean { .. } => boolean(machine, value),
            TypeKind::Float { .. } | TypeKind::Double { .. } | TypeKind::Numeric { .. } => {
                let float = Value::Class(machine.builtin_class("float"));
                machine.call(&float, Args::of(vec![value.clone()]))
            }
            TypeKind::DateTime => match moment_of(value) {
                Some(moment) => Ok(Value::str(datetime_text(moment))),
                None => refuse(machine, "DateTime", "datetime and date"),
            },
            TypeKind::Date => match moment_of(value) {
                Some(moment) => Ok(Value::str(date_text(moment.date()))),
                None => refuse(machine, "Date", "date"),
            },
            TypeKind::Time => match value {
                Value::Time(time) => Ok(Value::str(time_text(*time))),
                _ => refuse(machine, "Time", "time"),
            },
            TypeKind::Interval => interval(machine, value),
            TypeKind::Enum(own) => member(machine, own, value),
            TypeKind::Uuid { as_uuid: true } => machine.attribute(value, "hex"),
            TypeKind::Uuid { as_uuid: false } => {
                let args = Args::of(vec![Value::str("-"), Value::str("")]);
                machine.call_method(value, "replace", args)
            }
            TypeKind::LargeBinary { .. } => match value {
                Value::Bytes(_) => Ok(value.clone()),
                Value::Str(_) => {
                    Err(machine.error("TypeError", "string argument without an encoding"))
                }
                _ => Ok(value.clone()),
            },
            _ => Ok(value.clone()),
        }
    }
}

/// What a date or a datetime shows on its calendar and clock; SQLite keeps no time zone.
fn moment_of(value: &Value) -> Option<DateTime> {
    match value {
        Value::DateTime(moment) => Some(*moment),
        Value::Date(day) => Some(day.to_datetime(Time::midnight())),
        other => other.native::<Aware>().map(|aware| aware.moment),
    }
}

fn refuse(machine: &mut Machine, name: &str, takes: &str) -> Run<Value> {
    let text = format!("SQLite {name} type only accepts Python {takes} objects as input.");
    Err(machine.error("TypeError", text))
}

fn boolean(machine: &mut Machine, value: &Value) -> Run<Value> {
    match value {
        Value::Bool(truth) => Ok(Value::Int(i64::from(*truth))),
        Value::Int(0 | 1) => Ok(value.clone()),
        Value::Float(number) if *number == 0.0 || *number == 1.0 => Ok(Value::Int(*number as i64)),
        Value::Int(_) | Value::Big(_) => {
            let shown = machine.repr(value)?;
            Err(machine.error("ValueError", format!("Value {shown} is not None, True, or False")))
        }
        _ => {
            let shown = machine.repr(value)?;
            Err(machine.error("TypeError", format!("Not a boolean value: {shown}")))
        }
    }
}

fn interval(machine: &mut Machine, value: &Value) -> Run<Value> {
    let Value::Delta(micros) = value else {
        let name = machine.class_of(value).name.clone();
        let text = format!("unsupported operand type(s) for +: 'datetime.datetime' and '{name}'");
        return Err(machine.error("TypeError", text));
    };
    let epoch = Date::constant(1970, 1, 1).to_datetime(Time::midnight());
    match epoch.checked_add(micros.microseconds()) {
        Ok(moment) => Ok(Value::str(datetime_text(moment))),
        Err(_) => Err(machine.error("OverflowError", "date value out of range")),
    }
}

/// The name that stands for an Enum's value in the database.
fn member(machine: &mut Machine, own: &EnumType, value: &Value) -> Run<Value> {
    for (name, other) in own.names.iter().zip(&own.values) {
        if value.is(other) || machine.equal(value, other)? {
            return Ok(Value::Str(Rc::clone(name)));
        }
    }
    if let Value::Str(text) = value
        && (!own.validate_strings || own.names.contains(text))
    {
        return Ok(value.clone());
    }
    let shown = machine.str(value)?;
    Err(unknown_member(machine, own, &shown))
}

/// The LookupError for what is no member of an Enum.
pub(super) fn unknown_member(
    machine: &mut Machine,
    own: &EnumType,
    shown: &str,
) -> crate::orm::python::Stop {
    let name = own.name.as_deref().unwrap_or("None");
    // Long lists are cut in the middle, as SQLAlchemy cuts them.
    let short = |name: &Rc<str>| {
        if name.chars().count() > 10 {
            format!("{}..", name.chars().take(8).collect::<String>())
        } else {
            name.to_string()
        }
    };
    let names: Vec<String> = own.names.iter().map(short).collect();
    let shown_names = if names.len() > 4 {
        let last = names.last().cloned().unwrap_or_default();
        format!("{}, ..., {last}", names.iter().take(3).cloned().collect::<Vec<_>>().join(", "))
    } else {
        names.join(", ")
    };
    let text = format!(
        "'{shown}' is not among the defined enum values. Enum name: {name}. \
         Possible values: {shown_names}"
    );
    machine.error("LookupError", text)
}

fn json(machine: &mut Machine, value: &Value, none_as_null: bool) -> Run<Value> {
    let is_null = value
        .native::<crate::orm::core::Element>()
        .is_some_and(|expr| matches!(expr.kind, Kind::Null));
    if is_null || (value.is_none() && none_as_null) {
        return Ok(Value::None);
    }
    machine.json_text(value).map(Value::str)
}

/// What a TypeDecorator is told of the dialect: an object with a name.
pub fn dialect(machine: &mut Machine) -> Value {
    let class = machine.builtin_class("object");
    let object = machine.new_instance(&class);
    object.dict.borrow_mut().insert("name".into(), Value::str("sqlite"));
    Value::Instance(object)
}

/// `2026-01-31 12:00:00.000000`
pub fn datetime_text(moment: DateTime) -> String {
    format!("{} {}", date_text(moment.date()), time_text(moment.time()))
}

/// `2026-01-31`
pub fn date_text(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// `12:00:00.000000`
pub fn time_text(time: Time) -> String {
    let micros = time.subsec_nanosecond() / 1000;
    format!("{:02}:{:02}:{:02}.{micros:06}", time.hour(), time.minute(), time.second())
}
