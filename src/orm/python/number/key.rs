//! Values as keys of dicts and members of sets.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use crate::orm::python::number::{exact, whole};
use crate::orm::python::{Key, Machine, Run, Value};

impl Machine {
    /// The value as a key, or TypeError: unhashable.
    pub fn key(&mut self, value: &Value) -> Run<Key> {
        match value {
            Value::List(_) | Value::Dict(_) | Value::Slice(_) => Err(self.unhashable(value)),
            Value::Set(set) if !set.frozen => Err(self.unhashable(value)),
            Value::Str(text) if text.len() > 1024 => {
                self.step(text.len() as u64 / 1024)?;
                Ok(Key(value.clone()))
            }
            Value::Big(number) => {
                self.step(number.bits() / 1024)?;
                Ok(Key(value.clone()))
            }
            Value::Bytes(bytes) => {
                self.step(bytes.len() as u64 / 1024)?;
                Ok(Key(value.clone()))
            }
            Value::Set(set) => {
                let size = set.members.borrow().len();
                self.step(size as u64 / 8)?;
                Ok(Key(value.clone()))
            }
            Value::Tuple(items) => {
                self.step(items.len() as u64)?;
                for item in items.iter() {
                    self.nested(|machine| machine.key(item))?;
                }
                Ok(Key(value.clone()))
            }
            Value::Instance(instance) => {
                if let Some(method) = self.special(value, "__hash__") {
                    if method.is_none() {
                        return Err(self.unhashable(value));
                    }
                    return self.canonical(instance, &method);
                }
                if let Some(part) = Self::part(instance)
                    && !self.is_enum(&instance.class)
                {
                    return match self.key(&part) {
                        Ok(_) => Ok(Key(value.clone())),
                        Err(_) => Err(self.unhashable(value)),
                    };
                }
                if self.special(value, "__eq__").is_some() {
                    return Err(self.unhashable(value));
                }
                Ok(Key(value.clone()))
            }
            _ => Ok(Key(value.clone())),
        }
    }

    fn unhashable(&mut self, value: &Value) -> crate::orm::python::Stop {
        let kind = self.type_name(value);
        self.error("TypeError", format!("unhashable type: '{kind}'"))
    }
}

/// What a key is by: an object of a class that derives from `str` or `int` is the same key as
/// the plain value.
fn plain(value: &Value) -> Value {
    Machine::plain_part(value)
}

fn is_number(value: &Value) -> bool {
    matches!(
        value,
        Value::Bool(_) | Value::Int(_) | Value::Big(_) | Value::Float(_) | Value::Decimal(_)
    )
}

/// A number's hash: of the integer if it is one, else of the nearest float.
fn hash_number(value: &Value, state: &mut impl Hasher) {
    let float = match value {
        Value::Bool(truth) => return i64::from(*truth).hash(state),
        Value::Int(number) => return number.hash(state),
        Value::Big(number) => return number.hash(state),
        Value::Float(number) => *number,
        Value::Decimal(number) if number.is_integer() => {
            return hash_number(&whole::value(whole::of_decimal(*number)), state);
        }
        Value::Decimal(number) => number.to_string().parse().unwrap_or(0.0),
        _ => 0.0,
    };
    if float.is_finite() && float.fract() == 0.0 {
        if float.abs() < 9.2e18 {
            (float as i64).hash(state);
        } else {
            hash_number(&whole::value(whole::of_float(float)), state);
        }
    } else {
        float.to_bits().hash(state);
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let value = match &self.0 {
            Value::Instance(_) => &plain(&self.0),
            value => value,
        };
        match value {
            value if is_number(value) => hash_number(value, state),
            Value::Str(text) => text.hash(state),
            Value::Bytes(bytes) => bytes.hash(state),
            Value::Date(date) => date.hash(state),
            Value::DateTime(moment) => moment.hash(state),
            Value::Time(moment) => moment.hash(state),
            Value::Delta(micros) => micros.hash(state),
            Value::Uuid(number) => number.hash(state),
            Value::Tuple(items) => {
                state.write_usize(items.len());
                items.iter().for_each(|item| Key(item.clone()).hash(state));
            }
            Value::Set(set) => state.write_usize(set.members.borrow().len()),
            Value::Range(start, stop, step) => (start, stop, step).hash(state),
            Value::Native(native) => match native.key() {
                Some(bytes) => bytes.hash(state),
                None => Rc::as_ptr(native).cast::<u8>().hash(state),
            },
            Value::Instance(instance) => instance.identity.hash(state),
            Value::Class(class) => Rc::as_ptr(class).hash(state),
            Value::Function(function) => Rc::as_ptr(function).hash(state),
            Value::Method(method) => Key(method.receiver.clone()).hash(state),
            _ => state.write_u8(1),
        }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        equal(&self.0, &other.0)
    }
}

fn equal(a: &Value, b: &Value) -> bool {
    use Value as V;
    match (a, b) {
        (V::Instance(x), V::Instance(y)) if Rc::ptr_eq(x, y) => true,
        (V::Instance(_), _) | (_, V::Instance(_)) => {
            let (x, y) = (plain(a), plain(b));
            let is_object = |value: &Value| matches!(value, V::Instance(_));
            !is_object(&x) && !is_object(&y) && equal(&x, &y)
        }
        _ if is_number(a) && is_number(b) => {
            exact::order(a, b) == Some(std::cmp::Ordering::Equal) || a.is(b)
        }
        (V::Tuple(x), V::Tuple(y)) => {
            x.len() == y.len() && x.iter().zip(y.iter()).all(|(x, y)| equal(x, y))
        }
        (V::Bytes(x), V::Bytes(y)) => x == y,
        (V::Set(x), V::Set(y)) => Rc::ptr_eq(x, y) || *x.members.borrow() == *y.members.borrow(),
        (V::Native(x), V::Native(y)) => {
            Rc::ptr_eq(x, y) || matches!((x.key(), y.key()), (Some(x), Some(y)) if x == y)
        }
        (V::Method(x), V::Method(y)) => x.receiver.is(&y.receiver) && x.function.is(&y.function),
        _ => a.is(b),
    }
}

impl Eq for Key {}
