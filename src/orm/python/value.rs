//! What a value is by itself, without a machine.

mod calendar;

use std::cell::RefCell;
use std::rc::Rc;

pub(in crate::orm::python) use calendar::{DAY, date_of, days_of, from_start, micros, since_start};

use crate::orm::python::{
    Args, Builtin, Dict, Iter, Iterate, Key, List, Machine, Native, Run, Value,
};

impl Value {
    /// A `str`.
    pub fn str(text: impl AsRef<str>) -> Self {
        Self::Str(Rc::from(text.as_ref()))
    }
    /// A `list`.
    pub fn list(items: Vec<Value>) -> Self {
        Self::List(Rc::new(List { items: RefCell::new(items) }))
    }
    /// A `tuple`.
    pub fn tuple(items: Vec<Value>) -> Self {
        Self::Tuple(items.into())
    }
    /// A `dict` with names as keys.
    pub fn dict(names: Vec<(Rc<str>, Value)>) -> Self {
        let entries = names.into_iter().map(|(name, value)| (Key(Value::Str(name)), value));
        Self::Dict(Rc::new(Dict { entries: RefCell::new(entries.collect()) }))
    }
    /// An object of a library.
    pub fn of(native: impl Native) -> Self {
        Self::Native(Rc::new(native))
    }
    /// The library's object behind it, if it is one of this type.
    pub fn native<T: Native>(&self) -> Option<Rc<T>> {
        match self {
            Value::Native(native) => {
                let any: Rc<dyn std::any::Any> = Rc::clone(native) as Rc<dyn std::any::Any>;
                any.downcast().ok()
            }
            _ => None,
        }
    }
    /// The text of a `str`.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::Str(text) = self { Some(text) } else { None }
    }
    /// It is `None`.
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }
    /// `a is b`. Of values that have no place of their own here (numbers, dates), equal ones of
    /// one type are the same.
    pub fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::None, Value::None)
            | (Value::NotImplemented, Value::NotImplemented)
            | (Value::Ellipsis, Value::Ellipsis) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Big(a), Value::Big(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Value::Decimal(a), Value::Decimal(b)) => a.serialize() == b.serialize(),
            // Equal short texts are one object, as CPython's interned ones are.
            (Value::Str(a), Value::Str(b)) => Rc::ptr_eq(a, b) || a.len() <= 4096 && a == b,
            (Value::Bytes(a), Value::Bytes(b)) => Rc::ptr_eq(a, b),
            (Value::Date(a), Value::Date(b)) => a == b,
            (Value::DateTime(a), Value::DateTime(b)) => a == b,
            (Value::Time(a), Value::Time(b)) => a == b,
            (Value::Delta(a), Value::Delta(b)) => a == b,
            (Value::Uuid(a), Value::Uuid(b)) => a == b,
            (Value::List(a), Value::List(b)) => Rc::ptr_eq(a, b),
            (Value::Tuple(a), Value::Tuple(b)) => a.is(b),
            (Value::Dict(a), Value::Dict(b)) => Rc::ptr_eq(a, b),
            (Value::Set(a), Value::Set(b)) => Rc::ptr_eq(a, b),
            (Value::Range(a, b, c), Value::Range(d, e, f)) => (a, b, c) == (d, e, f),
            (Value::Slice(a), Value::Slice(b)) => Rc::ptr_eq(a, b),
            (Value::Iterator(a), Value::Iterator(b)) => Rc::ptr_eq(a, b),
            (Value::Function(a), Value::Function(b)) => Rc::ptr_eq(a, b),
            (Value::Method(a), Value::Method(b)) => Rc::ptr_eq(a, b),
            (Value::Builtin(a), Value::Builtin(b)) => Rc::ptr_eq(a, b),
            (Value::Class(a), Value::Class(b)) => Rc::ptr_eq(a, b),
            (Value::Instance(a), Value::Instance(b)) => Rc::ptr_eq(a, b),
            (Value::Property(a), Value::Property(b)) => Rc::ptr_eq(a, b),
            (Value::StaticMethod(a), Value::StaticMethod(b))
            | (Value::ClassMethod(a), Value::ClassMethod(b)) => Rc::ptr_eq(a, b),
            (Value::Super(a, x), Value::Super(b, y)) => Rc::ptr_eq(a, b) && x.is(y),
            (Value::Module(a), Value::Module(b)) => Rc::ptr_eq(a, b),
            (Value::Native(a), Value::Native(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
    /// A function written in Rust.
    pub fn function(name: &str, run: impl Fn(&mut Machine, Args) -> Run<Value> + 'static) -> Self {
        Self::Builtin(Rc::new(Builtin { name: name.into(), of: None, run: Box::new(run) }))
    }
    /// A method of a library's object, looked up and not yet called.
    pub fn bound(native: Rc<dyn Native>, name: &str) -> Self {
        let name: Rc<str> = name.into();
        Self::Builtin(Rc::new(Builtin {
            name: Rc::clone(&name),
            of: Some(Rc::clone(&native)),
            run: Box::new(move |machine, args| {
                match Rc::clone(&native).call_method(machine, &name, args)? {
                    Some(value) => Ok(value),
                    None => {
                        let kind = native.type_name();
                        let text = format!("'{kind}' object has no attribute '{name}'");
                        Err(machine.error("AttributeError", text))
                    }
                }
            }),
        }))
    }
}

/// What an object of a class derived from `list`, `str` and their like also is.
pub(in crate::orm::python) struct Part(pub Value);

/// An iterator that is a closure.
struct Lazy<F>(F);

impl<F: FnMut(&mut Machine) -> Run<Option<Value>>> Iterate for Lazy<F> {
    fn next(&mut self, machine: &mut Machine) -> Run<Option<Value>> {
        (self.0)(machine)
    }
}

impl Iter {
    /// An iterator over values that are there already.
    pub fn over(type_name: &'static str, values: Vec<Value>) -> Rc<Self> {
        let mut values = values.into_iter();
        Self::lazily(type_name, move |_| Ok(values.next()))
    }
    /// An iterator that makes its values when they are asked for.
    pub fn lazily(
        type_name: &'static str,
        next: impl FnMut(&mut Machine) -> Run<Option<Value>> + 'static,
    ) -> Rc<Self> {
        Rc::new(Self { type_name, state: RefCell::new(Box::new(Lazy(next))) })
    }
}

impl Key {
    /// The value that is the key.
    pub fn value(&self) -> &Value {
        &self.0
    }
}

/// How many numbers a range holds.
pub(in crate::orm::python) fn range_length(start: i64, stop: i64, step: i64) -> u64 {
    let (low, high) = if step > 0 { (start, stop) } else { (stop, start) };
    if low >= high {
        return 0;
    }
    (high.abs_diff(low) - 1) / step.unsigned_abs().max(1) + 1
}

/// A place from the start or, if negative, the end, within the bounds.
pub(in crate::orm::python) fn clamped(at: i64, length: usize) -> usize {
    let at = if at < 0 { at.saturating_add(length as i64).max(0) } else { at };
    usize::try_from(at).unwrap_or(0).min(length)
}

/// Where the addresses of objects begin, so that they look like CPython's.
const FIRST_ADDRESS: u64 = 0x7f00_0000_0000;

/// The address that `id()` and `repr()` tell of an object with this number.
pub(in crate::orm::python) fn address(identity: u64) -> u64 {
    FIRST_ADDRESS + identity.wrapping_mul(0x40)
}
