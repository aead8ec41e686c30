//! Python as learners of SQLAlchemy type it: values, objects, and the machine that runs them.
//!
//! This file holds the types that everything else here is written in. [`Machine`] is the
//! interpreter; what acts on it stands in the children. A library of another room (SQLAlchemy's)
//! takes part by [`Native`] objects, and by [`Meta`] for classes that are more than classes.
//!
//! Values are counted references, as CPython's are: an object that nothing refers to is gone at
//! once, which SQLAlchemy's identity map can be seen to rely on. A cycle lives as long as its run.

mod operator;
pub mod syntax;
pub mod machine;
mod exception;
mod nest;
mod value;
mod arguments;
mod text;
mod number;
mod container;
pub mod builtins;
mod eval;

use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::fmt;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

pub use operator::{Binary, Comparison, Unary};
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
    /// An integer; beyond 64 bits the script is told that they are not supported.
    Int(i64),
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

/// A `list`. Never hold a borrow of the items while the machine runs.
#[derive(Default)]
pub struct List {
    /// The items.
    pub items: RefCell<Vec<Value>>,
}

/// A `tuple`: a slice of values, shared. Made of a `Vec`.
#[derive(Clone, Default)]
pub struct Tuple(Option<Rc<[Value]>>);

/// The lower, upper and step of a `slice`.
pub struct Slice(pub [Value; 3]);

/// A value within `staticmethod`, `classmethod` or `super`.
pub struct Wrapped(pub Value);

/// A `dict`, in the order of insertion.
#[derive(Default)]
pub struct Dict {
    /// The entries. Keys that are not hashable are refused by [`Machine::key`].
    pub entries: RefCell<IndexMap<Key, Value>>,
}

/// A `set` or a `frozenset`, in the order of insertion, or CPython's for small integers.
#[derive(Default)]
pub struct Set {
    /// The members.
    pub members: RefCell<IndexSet<Key>>,
    /// A `frozenset`.
    pub frozen: bool,
}

/// A value that is hashable: equal numbers are one key, whatever their type; texts and tuples
/// compare by content, objects by identity. Made by [`Machine::key`].
#[derive(Clone)]
pub struct Key(pub(in crate::orm::python) Value);

/// An iterator in progress.
pub struct Iter {
    /// What Python calls its type: `generator`, `zip`, `list_iterator`, …
    pub type_name: &'static str,
    /// Where it stands.
    pub state: RefCell<Box<dyn Iterate>>,
}

/// What gives one value after another. While it gives one, it is borrowed: asking it again from
/// within is Python's "generator already executing".
pub trait Iterate {
    /// The next value, or none at the end and ever after.
    ///
    /// # Errors
    ///
    /// What the script raised while the value was made.
    fn next(&mut self, machine: &mut Machine) -> Run<Option<Value>>;

    /// Lets a generator go on with what arrives where it waits; what is no generator gives its
    /// next value.
    ///
    /// # Errors
    ///
    /// What the script raised, or what arrived.
    fn resume(&mut self, machine: &mut Machine, sent: Sent) -> Run<Option<Value>> {
        match sent {
            Sent::Value(_) => self.next(machine),
            Sent::Error(stop) => Err(stop),
        }
    }

    /// The name of the function that a generator is of.
    fn name(&self) -> Option<Rc<str>> {
        None
    }

    /// What a generator returned, once it is at its end.
    fn result(&mut self) -> Value {
        Value::None
    }
}

/// What arrives where a generator waits.
pub enum Sent {
    /// The value of its `yield`.
    Value(Value),
    /// What its `yield` raises.
    Error(Stop),
}

/// A function that the script defined.
pub struct Function {
    /// Its name; `<lambda>` for a lambda.
    pub name: Rc<str>,
    /// Its name with the classes and functions around it, as `User.__repr__`.
    pub qualified: Rc<str>,
    /// Parameters and body.
    pub code: Rc<syntax::Lambda>,
    /// The variables of the functions around it, or of the script.
    pub scope: Rc<Scope>,
    /// The values of default parameters, by position in the list of parameters.
    pub defaults: Vec<Option<Value>>,
    /// Attributes that were set on it.
    pub dict: RefCell<Names>,
}

/// Variables of one call, or of the script.
pub struct Scope {
    /// The variables.
    pub names: RefCell<Names>,
    /// Where else to look: the function around it, at last the script.
    pub outer: Option<Rc<Scope>>,
    /// It is a class's body, which functions within do not look into.
    pub is_class: bool,
    /// The class that came of the body, for `super()`.
    pub class: OnceCell<std::rc::Weak<Class>>,
}

/// A function bound to the object that it was looked up on.
pub struct Method {
    /// The object, passed first.
    pub receiver: Value,
    /// The function.
    pub function: Value,
}

/// A function of Python or of a library, written in Rust.
pub struct Builtin {
    /// Its name, as messages and `repr` say it.
    pub name: Rc<str>,
    /// What it does.
    pub run: Box<Runs>,
}

/// What a function that is written in Rust does.
pub type Runs = dyn Fn(&mut Machine, Args) -> Run<Value>;

/// A class. Looking a name up goes through `mro`, the class itself first.
pub struct Class {
    /// Its name.
    pub name: Rc<str>,
    /// Where it was defined: `__main__`, `builtins`, `sqlalchemy.exc`, …
    pub module: Rc<str>,
    /// The classes that it was derived from, as written.
    pub bases: Vec<Rc<Class>>,
    /// The line of ancestors without the class itself; `object` is last.
    pub ancestors: Vec<Rc<Class>>,
    /// Its attributes, in order.
    pub dict: RefCell<Names>,
    /// Names that were annotated in its body, in order: the value of the annotation, or its
    /// source text as a `str` under `from __future__ import annotations`.
    pub annotations: RefCell<Names>,
    /// What a library makes of this class and of those derived from it.
    pub meta: Option<Rc<dyn Meta>>,
    /// What a library keeps with this very class, such as its mapper.
    pub slot: RefCell<Option<Rc<dyn Any>>>,
    /// For one of Python's own types: what makes a value of it when it is called.
    pub construct: Option<Rc<Builtin>>,
    /// The line of the script where it was defined, from 1; 0 for others.
    pub line: usize,
}

/// An object of a class.
pub struct Instance {
    /// Its class.
    pub class: Rc<Class>,
    /// Its attributes: `__dict__`.
    pub dict: RefCell<Names>,
    /// What a library keeps with it, such as the state of a mapped object.
    pub slot: OnceCell<Rc<dyn Any>>,
    /// A number of its own, from which `0x…` and `id()` are made.
    pub identity: u64,
}

/// `property`.
pub struct Property {
    /// What reads it.
    pub get: Option<Value>,
    /// What sets it.
    pub set: Option<Value>,
    /// What deletes it.
    pub delete: Option<Value>,
}

/// A module, of Python's or of a library.
pub struct Module {
    /// Its full name, as `sqlalchemy.orm`.
    pub name: Rc<str>,
    /// What is in it.
    pub names: RefCell<Names>,
}

/// What a library makes of the classes derived from one of its own, as a metaclass does.
pub trait Meta {
    /// A class was made whose ancestor this stands at; its attributes may be replaced. `keywords`
    /// are those in the class's head.
    ///
    /// # Errors
    ///
    /// What the library raises about the class.
    fn class_made(
        &self,
        machine: &mut Machine,
        class: &Rc<Class>,
        keywords: &[(Rc<str>, Value)],
    ) -> Run<()>;

    /// `Class.name = value`; false leaves it to Python.
    ///
    /// # Errors
    ///
    /// What the library raises about it.
    fn class_attribute_set(
        &self,
        machine: &mut Machine,
        class: &Rc<Class>,
        name: &str,
        value: &Value,
    ) -> Run<bool>;

    /// `Class.name` where neither the class nor its ancestors have the name.
    ///
    /// # Errors
    ///
    /// What the library raises about it.
    fn class_attribute(
        &self,
        _machine: &mut Machine,
        _class: &Rc<Class>,
        _name: &str,
    ) -> Run<Option<Value>> {
        Ok(None)
    }

    /// An object was made and `__init__` has not run yet.
    ///
    /// # Errors
    ///
    /// What the library raises, such as a mapper's configuration that fails.
    fn instance_made(&self, machine: &mut Machine, instance: &Rc<Instance>) -> Run<()>;

    /// What `__init__` does where the script wrote none.
    ///
    /// # Errors
    ///
    /// What the library raises about the arguments.
    fn init(&self, machine: &mut Machine, instance: &Rc<Instance>, args: Args) -> Run<()>;

    /// `repr()` and `str()` of an object where the script wrote none; none leaves it to Python.
    ///
    /// # Errors
    ///
    /// What the library raises.
    fn repr(&self, _machine: &mut Machine, _instance: &Rc<Instance>) -> Run<Option<Rc<str>>> {
        Ok(None)
    }

    /// `Class(…)`: none makes an object in Python's way. An enumeration finds its member here.
    ///
    /// # Errors
    ///
    /// What the library raises.
    fn class_called(
        &self,
        _machine: &mut Machine,
        _class: &Rc<Class>,
        _args: &Args,
    ) -> Run<Option<Value>> {
        Ok(None)
    }
}

/// An object of a library. Every method has a default that does what a plain Python object does;
/// where it returns an `Option`, none means that the object has no say and Python goes on.
///
/// `self: Rc<Self>` lets an object hand itself on. To get the type back from a value, see
/// [`Value::native`].
#[expect(unused_variables, reason = "the defaults have no say")]
pub trait Native: Any {
    /// What `type(x).__name__` and messages call it.
    fn type_name(&self) -> Rc<str>;

    /// The class that `type(x)` gives and `isinstance` asks, where the library has one.
    fn class(&self, machine: &Machine) -> Option<Rc<Class>> {
        None
    }

    /// `x.name`.
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `x.name = value`; false is Python's AttributeError.
    fn set_attribute(self: Rc<Self>, machine: &mut Machine, name: &str, value: Value) -> Run<bool> {
        Ok(false)
    }

    /// `del x.name`; false is Python's AttributeError.
    fn delete_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<bool> {
        Ok(false)
    }

    /// `x.name(…)`, asked before `get_attribute`, so that a method needs no object of its own.
    /// An object that answers here must answer `get_attribute` for the same name by
    /// [`Value::bound`], which is what the default of [`Machine::get_attribute`] relies on:
    /// names of methods are listed by [`Native::methods`].
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(None)
    }

    /// The names that `call_method` answers to; also what completion and "did you mean" offer.
    fn methods(&self) -> &'static [&'static str] {
        &[]
    }

    /// The names of attributes for completion and "did you mean", methods left out.
    fn attributes(&self) -> Vec<Rc<str>> {
        Vec::new()
    }

    /// `x(…)`.
    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `repr(x)`; the default is `<type object at 0x…>`.
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(None)
    }

    /// `str(x)`; the default is `repr(x)`.
    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(None)
    }

    /// `x op other`, or `other op x` where `reflected`.
    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `x op other`; where the object stands on the right, the operator comes mirrored.
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `op x`.
    fn unary(self: Rc<Self>, machine: &mut Machine, op: Unary) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `bool(x)`.
    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Ok(None)
    }

    /// `len(x)`.
    fn len(self: Rc<Self>, machine: &mut Machine) -> Run<Option<usize>> {
        Ok(None)
    }

    /// `x[key]`.
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `x[key] = value`; false is Python's TypeError.
    fn set_item(self: Rc<Self>, machine: &mut Machine, key: &Value, value: Value) -> Run<bool> {
        Ok(false)
    }

    /// `del x[key]`; false is Python's TypeError.
    fn delete_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<bool> {
        Ok(false)
    }

    /// `item in x`; the default goes through the iterator.
    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        Ok(None)
    }

    /// `iter(x)`.
    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Ok(None)
    }

    /// `with x`: what `as` names.
    fn enter(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Value>> {
        Ok(None)
    }

    /// The end of `with x`, with the exception that ends it; true swallows that.
    fn exit(self: Rc<Self>, machine: &mut Machine, raised: Option<&Raised>) -> Run<bool> {
        Ok(false)
    }

    /// Where it is hashed and compared as a key other than by identity: equal bytes, equal key.
    fn key(&self) -> Option<Vec<u8>> {
        None
    }

    /// Standing in a class, it answers `object.name` and `Class.name` itself (`__get__`).
    fn is_descriptor(&self) -> bool {
        false
    }

    /// `instance.name`, or `owner.name` where there is no instance, for a descriptor. A descriptor
    /// with [`Native::takes_sets`] is asked before the object's own `__dict__`.
    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        owner: &Rc<Class>,
    ) -> Run<Value> {
        Ok(Value::Native(self.into_native()))
    }

    /// Itself as a value's content.
    fn into_native(self: Rc<Self>) -> Rc<dyn Native>;

    /// It has `__set__`.
    fn takes_sets(&self) -> bool {
        false
    }

    /// `instance.name = value` for a descriptor.
    fn descriptor_set(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
        value: Value,
    ) -> Run<()> {
        Ok(())
    }

    /// `del instance.name` for a descriptor.
    fn descriptor_delete(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
    ) -> Run<()> {
        Ok(())
    }

    /// The class's body has ended: under which name it stands there (`__set_name__`).
    fn named(self: Rc<Self>, machine: &mut Machine, owner: &Rc<Class>, name: &str) -> Run<()> {
        Ok(())
    }
}

/// What a call was given.
#[derive(Clone, Default)]
pub struct Args {
    /// By position.
    pub positional: Vec<Value>,
    /// By name, in order.
    pub named: Vec<(Rc<str>, Value)>,
}

/// Why a script goes no further.
pub enum Stop {
    /// It raised an exception, which `try` may catch.
    Raised(Box<Raised>),
    /// It used more than a run may: nothing in the script can catch that.
    Bounds(Bound),
    /// It asked for what is not supported here: nothing in the script can catch that.
    Unsupported(Box<Unsupported>),
}

/// An exception on its way.
#[derive(Clone)]
pub struct Raised {
    /// The exception object.
    pub exception: Rc<Instance>,
    /// The lines of the script that it came through, from 1, the innermost first.
    pub lines: Vec<usize>,
    /// Where the innermost expression stands, in bytes of the script.
    pub span: Option<crate::diagnostic::Span>,
    /// What the learner may have meant, where there is a guess.
    pub hint: Option<Rc<str>>,
}

/// Which bound was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Steps of the interpreter.
    Steps,
    /// Objects and bytes that it keeps.
    Memory,
    /// What it prints.
    Output,
    /// Statements that it sends, or the steps of SQLite for one of them.
    Database,
    /// It was interrupted, or the wall-clock backstop was met: undecided.
    Interrupted,
}

/// What a script asked for that is not supported here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// What it is, by its name, so that "X is not supported here" is a sentence.
    pub what: String,
    /// Where it stands, in bytes of the script.
    pub span: Option<crate::diagnostic::Span>,
}

/// A warning that a library gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Its category: `SAWarning`, …
    pub category: Rc<str>,
    /// Its text.
    pub message: String,
    /// The line of the script, from 1.
    pub line: usize,
}

/// How much a run may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Steps of the interpreter: expressions and statements, and more for what takes longer.
    pub steps: u64,
    /// Objects and kilobytes that it makes, roughly.
    pub memory: u64,
    /// Bytes that it prints.
    pub output: usize,
    /// How deep calls nest before Python's RecursionError.
    pub depth: usize,
}

/// The interpreter: the script's variables, what it printed, and what it may still use.
pub struct Machine {
    /// The script's variables.
    pub globals: Rc<Scope>,
    /// What it printed.
    pub output: String,
    /// The values of expressions that were shown at a prompt, each with the length of what had
    /// been printed before it.
    pub shown: Vec<(usize, String)>,
    /// Whether somebody wants it to stop; asked now and then.
    pub interrupted: Option<Rc<dyn Fn() -> bool>>,
    /// What libraries warned of.
    pub warnings: Vec<Warning>,
    /// What may be imported, by full name.
    pub modules: IndexMap<Rc<str>, Rc<Module>>,
    /// What is known without an import: functions, types and exceptions.
    pub builtins: Names,
    /// The time that stands for now: microseconds since 1970 in UTC.
    pub now: i64,
    /// How much a run may use.
    pub limits: Limits,
    /// The line that is running, from 1.
    pub line: Cell<usize>,
    pub(in crate::orm::python) classes: builtins::Classes,
    /// The containers whose `repr` is being made, so that a cycle is seen.
    pub(in crate::orm::python) open: Vec<usize>,
    /// The numbers from which `id()` is made, by where a value lies.
    pub(in crate::orm::python) places: std::collections::HashMap<usize, u64>,
    /// Objects with a `__hash__` of their own, by what it gave.
    pub(in crate::orm::python) canonical:
        std::collections::HashMap<i64, Vec<std::rc::Weak<Instance>>>,
    /// What is being run; starts as its default.
    pub(in crate::orm::python) running: Running,
    pub(in crate::orm::python) steps: u64,
    pub(in crate::orm::python) memory: u64,
    pub(in crate::orm::python) depth: usize,
    pub(in crate::orm::python) identities: u64,
}

/// What Python keeps with an exception besides its attributes; see [`Instance::as_exception`].
#[derive(Default)]
pub struct Exception {
    /// `args`.
    pub args: RefCell<Vec<Value>>,
    /// `__cause__`: what `raise … from` named.
    pub cause: RefCell<Option<Rc<Instance>>>,
    /// `__context__`: what was being handled when it was raised.
    pub context: RefCell<Option<Rc<Instance>>>,
    /// `__suppress_context__`.
    pub suppress_context: Cell<bool>,
    /// The lines of the script that it came through, the innermost first.
    pub lines: RefCell<Vec<usize>>,
    /// Where it was raised, in bytes of the script.
    pub span: Cell<Option<crate::diagnostic::Span>>,
    /// What the learner may have meant.
    pub hint: RefCell<Option<Rc<str>>>,
}

/// What is being run.
#[derive(Default)]
pub(in crate::orm::python) struct Running {
    /// The bodies that are being run, the innermost last.
    pub frames: Vec<Frame>,
    /// The exceptions that are being handled, the innermost last.
    pub handled: Vec<Rc<Instance>>,
    /// The classes that scripts made, for `__subclasses__()`.
    pub classes: Vec<std::rc::Weak<Class>>,
    /// The script says `from __future__ import annotations`.
    pub postponed: bool,
    /// Where the expression stands that is being worked out.
    pub span: Cell<crate::diagnostic::Span>,
}

/// A body that is being run.
pub(in crate::orm::python) struct Frame {
    /// Its variables.
    pub scope: Rc<Scope>,
    /// Whose body it is; none for the script's and for a class's.
    pub function: Option<Rc<Function>>,
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
