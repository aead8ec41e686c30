//! Python's own classes, and which class a value is of.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::orm::python::value::Part;
use crate::orm::python::{Args, Builtin, Class, Instance, Machine, Names, Run, Value};

/// Python's own classes by name, also those that a script has to import.
pub(in crate::orm::python) type Classes = HashMap<&'static str, Rc<Class>>;

/// Name, base and module of each class; bases stand before what derives from them.
const TREE: &[(&str, &str, &str)] = &[
    ("type", "object", "builtins"),
    ("int", "object", "builtins"),
    ("bool", "int", "builtins"),
    ("float", "object", "builtins"),
    ("complex", "object", "builtins"),
    ("str", "object", "builtins"),
    ("bytes", "object", "builtins"),
    ("list", "object", "builtins"),
    ("tuple", "object", "builtins"),
    ("dict", "object", "builtins"),
    ("set", "object", "builtins"),
    ("frozenset", "object", "builtins"),
    ("range", "object", "builtins"),
    ("slice", "object", "builtins"),
    ("property", "object", "builtins"),
    ("staticmethod", "object", "builtins"),
    ("classmethod", "object", "builtins"),
    ("super", "object", "builtins"),
    ("NoneType", "object", "builtins"),
    ("NotImplementedType", "object", "builtins"),
    ("ellipsis", "object", "builtins"),
    ("function", "object", "builtins"),
    ("method", "object", "builtins"),
    ("builtin_function_or_method", "object", "builtins"),
    ("module", "object", "builtins"),
    ("generator", "object", "builtins"),
    ("list_iterator", "object", "builtins"),
    ("tuple_iterator", "object", "builtins"),
    ("str_iterator", "object", "builtins"),
    ("str_ascii_iterator", "object", "builtins"),
    ("set_iterator", "object", "builtins"),
    ("range_iterator", "object", "builtins"),
    ("dict_keyiterator", "object", "builtins"),
    ("dict_valueiterator", "object", "builtins"),
    ("dict_itemiterator", "object", "builtins"),
    ("dict_keys", "object", "builtins"),
    ("dict_values", "object", "builtins"),
    ("dict_items", "object", "builtins"),
    ("enumerate", "object", "builtins"),
    ("zip", "object", "builtins"),
    ("map", "object", "builtins"),
    ("filter", "object", "builtins"),
    ("reversed", "object", "builtins"),
    ("list_reverseiterator", "object", "builtins"),
    ("callable_iterator", "object", "builtins"),
    ("iterator", "object", "builtins"),
    ("date", "object", "datetime"),
    ("datetime", "date", "datetime"),
    ("time", "object", "datetime"),
    ("timedelta", "object", "datetime"),
    ("tzinfo", "object", "datetime"),
    ("timezone", "tzinfo", "datetime"),
    ("Decimal", "object", "decimal"),
    ("UUID", "object", "uuid"),
    ("defaultdict", "dict", "collections"),
    ("OrderedDict", "dict", "collections"),
    ("Counter", "dict", "collections"),
    ("deque", "list", "collections"),
    ("BaseException", "object", "builtins"),
    ("SystemExit", "BaseException", "builtins"),
    ("KeyboardInterrupt", "BaseException", "builtins"),
    ("GeneratorExit", "BaseException", "builtins"),
    ("Exception", "BaseException", "builtins"),
    ("StopIteration", "Exception", "builtins"),
    ("StopAsyncIteration", "Exception", "builtins"),
    ("ArithmeticError", "Exception", "builtins"),
    ("FloatingPointError", "ArithmeticError", "builtins"),
    ("OverflowError", "ArithmeticError", "builtins"),
    ("ZeroDivisionError", "ArithmeticError", "builtins"),
    ("AssertionError", "Exception", "builtins"),
    ("AttributeError", "Exception", "builtins"),
    ("BufferError", "Exception", "builtins"),
    ("EOFError", "Exception", "builtins"),
    ("ImportError", "Exception", "builtins"),
    ("ModuleNotFoundError", "ImportError", "builtins"),
    ("LookupError", "Exception", "builtins"),
    ("IndexError", "LookupError", "builtins"),
    ("KeyError", "LookupError", "builtins"),
    ("MemoryError", "Exception", "builtins"),
    ("NameError", "Exception", "builtins"),
    ("UnboundLocalError", "NameError", "builtins"),
    ("OSError", "Exception", "builtins"),
    ("ConnectionError", "OSError", "builtins"),
    ("FileExistsError", "OSError", "builtins"),
    ("FileNotFoundError", "OSError", "builtins"),
    ("PermissionError", "OSError", "builtins"),
    ("TimeoutError", "OSError", "builtins"),
    ("ReferenceError", "Exception", "builtins"),
    ("RuntimeError", "Exception", "builtins"),
    ("NotImplementedError", "RuntimeError", "builtins"),
    ("RecursionError", "RuntimeError", "builtins"),
    ("SyntaxError", "Exception", "builtins"),
    ("IndentationError", "SyntaxError", "builtins"),
    ("TabError", "IndentationError", "builtins"),
    ("SystemError", "Exception", "builtins"),
    ("TypeError", "Exception", "builtins"),
    ("ValueError", "Exception", "builtins"),
    ("UnicodeError", "ValueError", "builtins"),
    ("UnicodeDecodeError", "UnicodeError", "builtins"),
    ("UnicodeEncodeError", "UnicodeError", "builtins"),
    ("Warning", "Exception", "builtins"),
    ("BytesWarning", "Warning", "builtins"),
    ("DeprecationWarning", "Warning", "builtins"),
    ("FutureWarning", "Warning", "builtins"),
    ("ImportWarning", "Warning", "builtins"),
    ("PendingDeprecationWarning", "Warning", "builtins"),
    ("ResourceWarning", "Warning", "builtins"),
    ("RuntimeWarning", "Warning", "builtins"),
    ("SyntaxWarning", "Warning", "builtins"),
    ("UnicodeWarning", "Warning", "builtins"),
    ("UserWarning", "Warning", "builtins"),
    ("DecimalException", "ArithmeticError", "decimal"),
    ("InvalidOperation", "DecimalException", "decimal"),
    ("DivisionByZero", "DecimalException", "decimal"),
    ("DivisionUndefined", "InvalidOperation", "decimal"),
    ("ConversionSyntax", "InvalidOperation", "decimal"),
    ("JSONDecodeError", "ValueError", "json.decoder"),
    ("FrozenInstanceError", "AttributeError", "dataclasses"),
    ("ABCMeta", "type", "abc"),
    ("EnumType", "type", "enum"),
];

/// Classes that a script has to import, or cannot name at all.
pub(super) fn is_global(class: &Class) -> bool {
    let hidden = [
        "NoneType",
        "NotImplementedType",
        "ellipsis",
        "function",
        "method",
        "builtin_function_or_method",
        "module",
        "generator",
        "iterator",
        // Functions here; what they give knows its class.
        "enumerate",
        "zip",
        "map",
        "filter",
        "reversed",
    ];
    &*class.module == "builtins" && !hidden.contains(&&*class.name) && !class.name.contains("_")
}

/// All of Python's own classes.
pub(super) fn all() -> Classes {
    let mut classes = Classes::new();
    let object = made("object", "builtins", Vec::new());
    classes.insert("object", object);
    for (name, base, module) in TREE {
        let bases = classes.get(base).map(Rc::clone).into_iter().collect();
        classes.insert(name, made(name, module, bases));
    }
    classes
}

/// A class of Python's own with one base at most, called by its name.
pub(super) fn made(name: &'static str, module: &str, bases: Vec<Rc<Class>>) -> Rc<Class> {
    let ancestors = bases.iter().flat_map(|base| {
        std::iter::once(Rc::clone(base)).chain(base.ancestors.iter().map(Rc::clone))
    });
    let ancestors: Vec<Rc<Class>> = ancestors.collect();
    let is_exception =
        name == "BaseException" || ancestors.iter().any(|class| &*class.name == "BaseException");
    let run = move |machine: &mut Machine, args: Args| {
        if is_exception { machine.new_exception(name, args) } else { machine.construct(name, args) }
    };
    let construct = Builtin { name: name.into(), of: None, run: Box::new(run) };
    Rc::new(Class {
        name: name.into(),
        module: module.into(),
        bases,
        ancestors,
        dict: RefCell::default(),
        annotations: RefCell::default(),
        meta: Default::default(),
        slot: RefCell::default(),
        construct: Some(Rc::new(construct)),
        line: 0,
    })
}

impl Class {
    /// It is one of Python's own types, whose methods are not in its `dict`.
    pub(in crate::orm::python) fn is_builtin(&self) -> bool {
        self.construct.is_some()
    }

    /// Its name if it is one of Python's own; nothing for a script's class, whatever its name.
    pub(in crate::orm::python) fn own_name(&self) -> &str {
        if self.is_builtin() { &self.name } else { "" }
    }
}

/// The type of functions and methods that are written in C with CPython.
const COMPILED: &str = "builtin_function_or_method";

/// The modules, beside the names known without an import, whose functions are.
const COMPILED_MODULES: [&str; 4] = ["datetime", "itertools", "math", "operator"];

impl Machine {
    /// The type of a function or method that is written in Rust here.
    fn kind_of_function(&self, function: &Rc<Builtin>) -> &'static str {
        if let Some(native) = &function.of {
            return if native.is_compiled() { COMPILED } else { "method" };
        }
        let is_in = |names: &Names| {
            let found = names.get(&function.name);
            matches!(found, Some(Value::Builtin(own)) if Rc::ptr_eq(own, function))
        };
        let modules = COMPILED_MODULES.iter().filter_map(|name| self.modules.get(*name));
        let mut modules = modules.map(|module| is_in(&module.names.borrow()));
        if is_in(&self.builtins) || modules.any(|found| found) { COMPILED } else { "function" }
    }

    /// One of Python's own classes: `object`, `Exception`, `ValueError`, `list`, …; `Exception`
    /// for a name that none has.
    pub fn builtin_class(&self, name: &str) -> Rc<Class> {
        match self.classes.get(name).or_else(|| self.classes.get("Exception")) {
            Some(class) => Rc::clone(class),
            None => made("Exception", "builtins", Vec::new()),
        }
    }

    /// The class of any value.
    pub fn class_of(&self, value: &Value) -> Rc<Class> {
        let name = match value {
            Value::Instance(instance) => return Rc::clone(&instance.class),
            Value::Native(native) => {
                return match native.class(self) {
                    Some(class) => class,
                    None => self.native_class(&native.type_name()),
                };
            }
            Value::None => "NoneType",
            Value::NotImplemented => "NotImplementedType",
            Value::Ellipsis => "ellipsis",
            Value::Bool(_) => "bool",
            Value::Int(_) | Value::Big(_) => "int",
            Value::Float(_) => "float",
            Value::Decimal(_) => "Decimal",
            Value::Str(_) => "str",
            Value::Bytes(_) => "bytes",
            Value::Date(_) => "date",
            Value::DateTime(_) => "datetime",
            Value::Time(_) => "time",
            Value::Delta(_) => "timedelta",
            Value::Uuid(_) => "UUID",
            Value::List(_) => "list",
            Value::Tuple(_) => "tuple",
            Value::Dict(_) => "dict",
            Value::Set(set) if set.frozen => "frozenset",
            Value::Set(_) => "set",
            Value::Range(..) => "range",
            Value::Slice(_) => "slice",
            Value::Iterator(iter) if self.classes.contains_key(iter.type_name) => iter.type_name,
            Value::Iterator(_) => "iterator",
            Value::Function(_) => "function",
            Value::Method(method) => match &method.function {
                Value::Builtin(_) if !matches!(method.receiver, Value::Instance(_)) => COMPILED,
                _ => "method",
            },
            Value::Builtin(function) => self.kind_of_function(function),
            Value::Class(class) if self.is_enum(class) => "EnumType",
            Value::Class(_) => "type",
            Value::Property(_) => "property",
            Value::StaticMethod(_) => "staticmethod",
            Value::ClassMethod(_) => "classmethod",
            Value::Super(..) => "super",
            Value::Module(_) => "module",
        };
        self.builtin_class(name)
    }

    /// `isinstance(value, class)`.
    pub fn is_instance(&self, value: &Value, class: &Rc<Class>) -> bool {
        match value {
            Value::Instance(instance) => instance.class.derives_from(class),
            _ => self.class_of(value).derives_from(class),
        }
    }

    /// What messages call the type of a value: with the module for types that are written in C.
    pub(in crate::orm::python) fn type_name(&self, value: &Value) -> Rc<str> {
        if let Value::Native(native) = value {
            return native.type_name();
        }
        let class = self.class_of(value);
        match &*class.module {
            "datetime" | "decimal" => format!("{}.{}", class.module, class.name).into(),
            "collections" if &*class.name != "Counter" => {
                format!("{}.{}", class.module, class.name).into()
            }
            _ => Rc::clone(&class.name),
        }
    }

    /// `type(value).__name__`.
    pub(in crate::orm::python) fn short_type_name(&self, value: &Value) -> Rc<str> {
        match value {
            Value::Native(native) if native.class(self).is_none() => native.type_name(),
            _ => Rc::clone(&self.class_of(value).name),
        }
    }

    /// A method that a script's or a library's class has, looked up on the class of the object
    /// as Python looks up `__str__` and its like; not yet bound.
    pub(in crate::orm::python) fn special(&self, value: &Value, name: &str) -> Option<Value> {
        let Value::Instance(instance) = value else { return None };
        Self::in_class(&instance.class, name)
    }

    /// What a class or one of its ancestors has under a name.
    pub(in crate::orm::python) fn in_class(class: &Rc<Class>, name: &str) -> Option<Value> {
        std::iter::once(class)
            .chain(&class.ancestors)
            .find_map(|class| class.dict.borrow().get(name).cloned())
    }

    /// Calls what [`Machine::special`] found.
    pub(in crate::orm::python) fn call_special(
        &mut self,
        value: &Value,
        method: &Value,
        mut args: Vec<Value>,
    ) -> Run<Value> {
        match method {
            Value::StaticMethod(function) => self.call(function, Args::of(args)),
            Value::ClassMethod(function) => {
                args.insert(0, Value::Class(self.class_of(value)));
                self.call(function, Args::of(args))
            }
            function => {
                args.insert(0, value.clone());
                self.call(function, Args::of(args))
            }
        }
    }

    /// The data that an object of a class derived from `list`, `str` and their like also is.
    pub(in crate::orm::python) fn part(instance: &Rc<Instance>) -> Option<Value> {
        let part = instance.slot.get()?;
        part.downcast_ref::<Part>().map(|part| part.0.clone())
    }

    /// The value itself, or the data that an object also is.
    pub fn plain_part(value: &Value) -> Value {
        match value {
            Value::Instance(instance) => Self::part(instance).unwrap_or_else(|| value.clone()),
            _ => value.clone(),
        }
    }

    /// It derives from `Enum`.
    pub(in crate::orm::python) fn is_enum(&self, class: &Rc<Class>) -> bool {
        self.classes.get("Enum").is_some_and(|base| class.derives_from(base))
    }

    /// It is an enumeration whose members are also data, as of `class Role(str, Enum)`.
    pub(in crate::orm::python) fn is_plain_data(&self, class: &Rc<Class>) -> bool {
        ["str", "int", "float"]
            .iter()
            .any(|name| self.classes.get(name).is_some_and(|base| class.derives_from(base)))
    }

    /// KeyError with the key as its argument.
    pub(in crate::orm::python) fn key_error(&mut self, key: Value) -> crate::orm::python::Stop {
        let class = self.builtin_class("KeyError");
        let exception = self.exception(&class, vec![key]);
        self.stop(exception)
    }

    /// Gives an object of a script's class that derives from one of Python's own data types
    /// (`class Tags(list)`, `class Role(str, Enum)`) the value of that type that it also is. To
    /// be called when such an object is made, before `__init__`.
    pub(in crate::orm::python) fn builtin_part(
        &mut self,
        instance: &Rc<Instance>,
        args: &Args,
    ) -> Run<()> {
        let families = std::iter::once(&instance.class).chain(&instance.class.ancestors);
        let family = families.map(|class| class.own_name()).find_map(|name| match name {
            "defaultdict" | "Counter" | "OrderedDict" | "dict" => Some("dict"),
            "deque" | "list" => Some("list"),
            "str" | "int" | "float" | "tuple" | "set" | "frozenset" | "bytes" => Some(name),
            _ => None,
        });
        let Some(family) = family.map(str::to_owned) else { return Ok(()) };
        let has_init = Self::in_class(&instance.class, "__init__").is_some();
        let is_mutable = matches!(&*family, "list" | "dict" | "set");
        let args = if has_init && is_mutable { Args::none() } else { args.clone() };
        let is_special = &*family != "dict"
            || instance
                .class
                .ancestors
                .iter()
                .all(|class| !matches!(class.own_name(), "defaultdict" | "Counter"));
        let args = if is_special { args } else { Args::none() };
        let is_deque = instance.class.line_of_descent().any(|class| class.own_name() == "deque");
        let value = match is_deque {
            true => self.deque_part(instance, args)?,
            false => self.construct(&family, args)?,
        };
        // An object has its part once only.
        let _ = instance.slot.set(Rc::new(Part(value)));
        Ok(())
    }

    /// An exception of Python's own, called by its class's name.
    fn new_exception(&mut self, name: &str, args: Args) -> Run<Value> {
        let known = ["name", "path", "obj"];
        if args.named.iter().any(|(keyword, _)| !known.contains(&&**keyword)) {
            let text = format!("{name}() takes no keyword arguments");
            return Err(self.error("TypeError", text));
        }
        let class = self.builtin_class(name);
        Ok(Value::Instance(self.exception(&class, args.positional)))
    }
}

impl Machine {
    /// Says in which module a library has the class of its objects that are called so.
    pub fn add_native_class(&mut self, name: &str, module: &str) {
        let class = self.made_for_native(name, module);
        self.native_classes.borrow_mut().insert(name.into(), class);
    }

    /// The class for `type()` of a library's object that has none of its own.
    fn native_class(&self, name: &Rc<str>) -> Rc<Class> {
        let known = self.native_classes.borrow().get(name).cloned();
        known.unwrap_or_else(|| {
            let class = self.made_for_native(name, "builtins");
            self.native_classes.borrow_mut().insert(Rc::clone(name), Rc::clone(&class));
            class
        })
    }

    fn made_for_native(&self, name: &str, module: &str) -> Rc<Class> {
        Rc::new(Class {
            name: name.rsplit('.').next().unwrap_or(name).into(),
            module: module.into(),
            bases: vec![self.builtin_class("object")],
            ancestors: vec![self.builtin_class("object")],
            dict: RefCell::default(),
            annotations: RefCell::default(),
            meta: Default::default(),
            slot: RefCell::default(),
            construct: None,
            line: 0,
        })
    }
}
