//! Python as learners of SQLAlchemy type it: values, objects, and the machine that runs them.
//!
//! [`Value`] is what everything else here is written in; the children that come first hold the
//! types it is made of, and those that follow act on them. [`Machine`] is the interpreter. A library of another room (SQLAlchemy's)
//! takes part by [`Native`] objects, and by [`Meta`] for classes that are more than classes.
//!
//! Values are counted references, as CPython's are: an object that nothing refers to is gone at
//! once, which SQLAlchemy's identity map can be seen to rely on. A cycle lives as long as its run.

mod operator;
pub mod syntax;
mod collection;
mod iterator;
mod function;
mod class;
mod meta;
mod native;
mod stop;
mod exception;
mod nest;
mod value;
mod arguments;
mod text;
mod number;
mod container;
pub mod builtins;
mod machine;
mod eval;

use std::fmt;
use std::rc::Rc;

use indexmap::IndexMap;
use num_bigint::BigInt;

pub use class::{Class, Instance, Module, Property};
pub use collection::{Dict, Key, List, Set, Slice, Tuple};
pub use function::{Args, Builtin, Function, Method, Runs, Scope, Taken, Wrapped};
pub use iterator::{Iter, Iterate, Sent};
pub(in crate::orm::python) use machine::Frame;
pub use machine::{Limits, Machine, Missing, Warning};
pub use meta::Meta;
pub use native::Native;
pub use operator::{Binary, Comparison, Unary};
pub use stop::{Bound, Exception, Raised, Stop, Unsupported};
pub(crate) use text::quote::text as repr_of;

/// What a step of a script gives: a value, or why the script goes no further here.
pub type Run<T> = Result<T, Stop>;

/// Names of attributes and variables in the order in which they were set.
pub type Names = IndexMap<Rc<str>, Value>;

/// A Python value. Cloning shares what is mutable, as assignment does in Python.
#[derive(Clone)]
pub enum Value {
    /// `None`.
    None,
    /// `NotImplemented`, which a comparison or an operator gives to let the other side try.
    NotImplemented,
    /// `...`.
    Ellipsis,
    /// `True` or `False`.
    Bool(bool),
    /// An integer within 64 bits.
    Int(i64),
    /// An integer beyond 64 bits, and only then.
    Big(Rc<BigInt>),
    /// A `float`.
    Float(f64),
    /// A `decimal.Decimal`.
    Decimal(rust_decimal::Decimal),
    /// A `str`.
    Str(Rc<str>),
    /// A `bytes`.
    Bytes(Rc<[u8]>),
    /// A `datetime.date`.
    Date(jiff::civil::Date),
    /// A naive `datetime.datetime`, to the microsecond.
    DateTime(jiff::civil::DateTime),
    /// A naive `datetime.time`, to the microsecond.
    Time(jiff::civil::Time),
    /// A `datetime.timedelta` in microseconds.
    Delta(i64),
    /// A `uuid.UUID`.
    Uuid(u128),
    /// A `list`.
    List(Rc<List>),
    /// A `tuple`.
    Tuple(Tuple),
    /// A `dict`.
    Dict(Rc<Dict>),
    /// A `set` or `frozenset`.
    Set(Rc<Set>),
    /// A `range`: start, stop and step.
    Range(i64, i64, i64),
    /// A `slice`, as a subscript gives it to an object: lower, upper and step.
    Slice(Rc<Slice>),
    /// An iterator: what `iter()`, `zip()`, `enumerate()` and generator expressions give.
    Iterator(Rc<Iter>),
    /// A function or lambda that the script defined.
    Function(Rc<Function>),
    /// A function bound to what it was looked up on.
    Method(Rc<Method>),
    /// A function or method of Python or of a library.
    Builtin(Rc<Builtin>),
    /// A class: the script's own, an exception, or one of Python's types.
    Class(Rc<Class>),
    /// An object of a class that the script, or a library for it, defined; also every exception.
    Instance(Rc<Instance>),
    /// `property(...)`, a method under `@property` with its setter.
    Property(Rc<Property>),
    /// `staticmethod(f)`.
    StaticMethod(Rc<Wrapped>),
    /// `classmethod(f)`.
    ClassMethod(Rc<Wrapped>),
    /// `super()`: the class after which to look, and the object.
    Super(Rc<Class>, Rc<Wrapped>),
    /// A module.
    Module(Rc<Module>),
    /// An object of a library.
    Native(Rc<dyn Native>),
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Str(text) => write!(f, "{text:?}"),
            Value::Int(number) => write!(f, "{number}"),
            Value::Native(native) => write!(f, "<{}>", native.type_name()),
            Value::Instance(instance) => write!(f, "<{} object>", instance.class.name),
            _ => f.write_str("<value>"),
        }
    }
}
