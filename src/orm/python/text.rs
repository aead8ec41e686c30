//! `str()`, `repr()` and `format()` of any value.

pub(crate) mod float;
pub(crate) mod quote;
pub(crate) mod integer;
pub(crate) mod time;
pub(crate) mod spec;
pub(crate) mod decimal;
mod object;
mod template;
mod percent;

use std::rc::Rc;

use crate::orm::python::{Args, Instance, Machine, Run, Stop, Value};

impl Machine {
    /// `str(value)`.
    pub fn str(&mut self, value: &Value) -> Run<Rc<str>> {
        match value {
            Value::Str(text) => Ok(Rc::clone(text)),
            Value::Instance(instance) => self.instance_str(instance),
            Value::Native(native) => match Rc::clone(native).str(self)? {
                Some(text) => Ok(text),
                None => self.repr(value),
            },
            Value::Date(date) => Ok(time::date(*date).into()),
            Value::DateTime(moment) => Ok(time::date_time(*moment, ' ').into()),
            Value::Time(moment) => Ok(time::time(*moment).into()),
            Value::Delta(micros) => Ok(time::delta(*micros).into()),
            Value::Decimal(number) => Ok(decimal::plain(*number).into()),
            Value::Uuid(number) => Ok(object::uuid(*number).into()),
            _ => self.repr(value),
        }
    }

    /// `format(value, spec)`, which is also what an f-string does with `{value:spec}`.
    pub fn format(&mut self, value: &Value, spec: &str) -> Run<Rc<str>> {
        if let Some(method) = self.special(value, "__format__") {
            let text = self.call_special(value, &method, vec![Value::str(spec)])?;
            return self.expect_text(text, "__format__");
        }
        if spec.is_empty() {
            return self.str(value);
        }
        let text = match value {
            Value::Str(text) => spec::Spec::read(self, spec, "str")?.text(self, text)?,
            Value::Int(_) | Value::Big(_) => {
                spec::Spec::read(self, spec, "int")?.integer(self, value, "int")?
            }
            Value::Bool(_) => spec::Spec::read(self, spec, "bool")?.integer(self, value, "bool")?,
            Value::Float(number) => {
                spec::Spec::read(self, spec, "float")?.float(self, *number, "float")?
            }
            Value::Decimal(number) => decimal::format(self, *number, spec)?,
            Value::Date(date) => self.strftime(&Value::Date(*date), spec)?,
            Value::DateTime(moment) => self.strftime(&Value::DateTime(*moment), spec)?,
            Value::Time(moment) => self.strftime(&Value::Time(*moment), spec)?,
            Value::Instance(instance) => match Self::part(instance) {
                _ if self.is_enum(&instance.class) && !self.is_shown_as_data(&instance.class) => {
                    let text = self.str(value)?;
                    return self.format(&Value::Str(text), spec);
                }
                Some(part) => return self.format(&part, spec),
                None => return Err(self.no_format(value)),
            },
            Value::Native(native) => {
                let args = Args::of(vec![Value::str(spec)]);
                match Rc::clone(native).call_method(self, "__format__", args)? {
                    Some(text) => return self.expect_text(text, "__format__"),
                    None => return Err(self.no_format(value)),
                }
            }
            _ => return Err(self.no_format(value)),
        };
        Ok(text.into())
    }

    fn no_format(&mut self, value: &Value) -> Stop {
        let kind = self.short_type_name(value);
        let text = match value {
            Value::Delta(_) => "datetime.timedelta".into(),
            Value::Instance(_) | Value::Native(_) => {
                format!("unsupported format string passed to {kind}.__format__")
            }
            _ => kind.to_string(),
        };
        let text = if text.starts_with("unsupported") {
            text
        } else {
            format!("unsupported format string passed to {text}.__format__")
        };
        self.error("TypeError", text)
    }

    /// What `__str__` and its kin gave, which has to be a text.
    pub(in crate::orm::python) fn expect_text(
        &mut self,
        value: Value,
        method: &str,
    ) -> Run<Rc<str>> {
        match value {
            Value::Str(text) => Ok(text),
            Value::Instance(ref instance) => {
                if let Some(Value::Str(text)) = Self::part(instance) {
                    return Ok(text);
                }
                Err(self.no_text(&value, method))
            }
            _ => Err(self.no_text(&value, method)),
        }
    }

    fn no_text(&mut self, value: &Value, method: &str) -> Stop {
        let kind = self.type_name(value);
        let text = match method {
            "__format__" => format!("__format__ must return a str, not {kind}"),
            _ => format!("{method} returned non-string (type {kind})"),
        };
        self.error("TypeError", text)
    }

    fn instance_str(&mut self, instance: &Rc<Instance>) -> Run<Rc<str>> {
        let value = Value::Instance(Rc::clone(instance));
        if let Some(method) = self.special(&value, "__str__") {
            let text = self.nested(|machine| machine.call_special(&value, &method, Vec::new()))?;
            return self.expect_text(text, "__str__");
        }
        if instance.class.is_exception() {
            return self.exception_text(instance);
        }
        if self.is_enum(&instance.class) && !self.is_shown_as_data(&instance.class) {
            return self.enum_text(instance);
        }
        match Self::part(instance) {
            Some(Value::Str(text)) => return Ok(text),
            Some(part) if self.is_enum(&instance.class) => return self.str(&part),
            _ => {}
        }
        self.repr(&value)
    }

    /// `BaseException.__str__`.
    pub(in crate::orm::python) fn exception_text(
        &mut self,
        instance: &Rc<Instance>,
    ) -> Run<Rc<str>> {
        let args = Self::exception_args(instance);
        match args.as_slice() {
            [] => Ok("".into()),
            [one] => {
                let key_error = self.builtin_class("KeyError");
                if instance.class.derives_from(&key_error) { self.repr(one) } else { self.str(one) }
            }
            _ => self.repr(&Value::tuple(args)),
        }
    }

    /// The arguments that an exception was made with.
    pub(in crate::orm::python) fn exception_args(instance: &Rc<Instance>) -> Vec<Value> {
        instance.as_exception().args.borrow().clone()
    }

    /// Runs what follows the nesting of data, with Python's RecursionError.
    pub(in crate::orm::python) fn nested<T>(
        &mut self,
        run: impl FnOnce(&mut Self) -> Run<T>,
    ) -> Run<T> {
        if self.depth >= self.limits.depth {
            return Err(self.error("RecursionError", "maximum recursion depth exceeded"));
        }
        self.depth += 1;
        let result = stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || run(self));
        self.depth -= 1;
        result
    }
}
