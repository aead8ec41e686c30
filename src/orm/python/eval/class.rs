//! Classes that a script or a library defines, and objects of them.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::construction::ABSTRACT;
use super::{Activation, Progress};
use crate::orm::python::syntax::{ClassBody, Place};
use crate::orm::python::{
    Args, Class, Instance, Machine, Meta, Names, Run, Scope, Stop, Value, Wrapped,
};

/// Where a class's body keeps its annotations while it runs.
const ANNOTATIONS: &str = "__annotations__";

impl Class {
    /// The first attribute of that name, of the class itself or of an ancestor, and whose it is.
    pub fn in_line(self: &Rc<Self>, name: &str) -> Option<(Rc<Class>, Value)> {
        self.line_of_descent().find_map(|class| {
            let found = class.dict.borrow().get(name).cloned();
            found.map(|found| (Rc::clone(class), found))
        })
    }

    /// Its name with what stands around it: `make.<locals>.User`.
    pub fn qualified(&self) -> Rc<str> {
        match self.dict.borrow().get("__qualname__") {
            Some(Value::Str(name)) => Rc::clone(name),
            _ => Rc::clone(&self.name),
        }
    }

    /// What a library makes of it.
    pub fn library(self: &Rc<Self>) -> Option<Rc<dyn Meta>> {
        self.line_of_descent().find_map(|class| class.meta.get().cloned())
    }
}

impl Class {
    /// It says by `__slots__` which attributes its objects have, and an attribute of that name is
    /// not among them.
    pub(super) fn has_no_place_for(self: &Rc<Self>, name: &str) -> bool {
        if !self.dict.borrow().contains_key("__slots__") {
            return false;
        }
        self.line_of_descent().all(|class| match class.dict.borrow().get("__slots__") {
            Some(Value::Str(slot)) => **slot != *name,
            Some(Value::Tuple(slots)) => !slots.iter().any(|slot| slot.as_str() == Some(name)),
            Some(Value::List(slots)) => {
                !slots.items.borrow().iter().any(|slot| slot.as_str() == Some(name))
            }
            Some(_) => false,
            None => class.line == 0 && &*class.name == "object",
        })
    }
}

impl Machine {
    /// A class that a library defines. An exception is one whose base is.
    pub fn new_class(
        &mut self,
        name: &str,
        module: &str,
        bases: Vec<Rc<Class>>,
        meta: Option<Rc<dyn Meta>>,
    ) -> Rc<Class> {
        let bases = if bases.is_empty() { vec![self.builtin_class("object")] } else { bases };
        // A library's bases are never at odds; were they, they would stand one after another.
        let ancestors = line(&bases).unwrap_or_else(|| bases.clone());
        Rc::new(Class {
            name: name.into(),
            module: module.into(),
            bases,
            ancestors,
            dict: RefCell::default(),
            annotations: RefCell::default(),
            meta: meta.map(OnceCell::from).unwrap_or_default(),
            slot: RefCell::default(),
            construct: None,
            line: 0,
        })
    }

    /// An object, without `Meta::instance_made` and `__init__`.
    pub fn new_instance(&mut self, class: &Rc<Class>) -> Rc<Instance> {
        let identity = self.identity();
        Rc::new(Instance {
            class: Rc::clone(class),
            dict: RefCell::default(),
            slot: OnceCell::new(),
            identity,
        })
    }

    /// `class`: runs the body, makes the class, has it decorated and binds it.
    pub(super) fn define_class(
        &mut self,
        scope: &Rc<Scope>,
        body: &ClassBody,
        place: Place,
    ) -> Run<()> {
        let mut decorators = Vec::new();
        for decorator in &body.decorators {
            decorators.push((self.value(scope, decorator)?, decorator.place));
        }
        let args = self.arguments(scope, &Value::None, &body.arguments)?;
        self.at(place);
        let qualified = self.qualified(&body.name);
        let inner = Scope::within(scope, true);
        {
            let mut names = inner.names.borrow_mut();
            let module = scope.outermost().names.borrow().get("__name__").cloned();
            names.insert("__module__".into(), module.unwrap_or_else(|| Value::str("__main__")));
            names.insert("__qualname__".into(), Value::Str(qualified));
            if let Some(doc) = &body.doc {
                names.insert("__doc__".into(), Value::Str(Rc::clone(doc)));
            }
        }
        self.framed(Rc::clone(&inner), None, |machine| {
            match Activation::new(Rc::clone(&inner), &body.body).run(machine, None)? {
                Progress::Done(_) | Progress::Yielded(_) => Ok(()),
            }
        })?;
        let names = std::mem::take(&mut *inner.names.borrow_mut());
        let mut made = self.build_class(&body.name, args, names, Some(&inner))?;
        for (decorator, place) in decorators.into_iter().rev() {
            self.at(place);
            made = self.call(&decorator, Args::of(vec![made]))?;
        }
        self.store(scope, &body.variable, made);
        Ok(())
    }

    /// Keeps an annotation of a class's body or of the script.
    pub(super) fn keep_annotation(&mut self, scope: &Rc<Scope>, name: &Rc<str>, value: Value) {
        let kept = scope.names.borrow().get(ANNOTATIONS).cloned();
        let annotations = match kept {
            Some(annotations @ Value::Dict(_)) => annotations,
            _ => {
                let annotations = Value::dict(Vec::new());
                scope.names.borrow_mut().insert(ANNOTATIONS.into(), annotations.clone());
                annotations
            }
        };
        if let Value::Dict(dict) = annotations {
            let key = crate::orm::python::Key(Value::Str(Rc::clone(name)));
            let before = dict.entries.borrow_mut().insert(key, value);
            drop(before);
        }
    }

    /// Makes a class of what its body set. `args` are its bases and keywords. A metaclass is not
    /// supported, save that a library's bases have one of their own.
    pub(in crate::orm::python) fn build_class(
        &mut self,
        name: &str,
        args: Args,
        mut names: Names,
        scope: Option<&Rc<Scope>>,
    ) -> Run<Value> {
        let mut keywords = args.named;
        if let Some(place) = keywords.iter().position(|(name, _)| &**name == "metaclass") {
            let (_, metaclass) = keywords.remove(place);
            if !matches!(&metaclass, Value::Class(class) if is_known_metaclass(class)) {
                return Err(self.unsupported("a metaclass of your own"));
            }
            if matches!(&metaclass, Value::Class(class) if &*class.name == "ABCMeta") {
                names.insert(ABSTRACT.into(), Value::None);
            }
        }
        let mut bases = Vec::new();
        for base in args.positional {
            match self.base(base)? {
                Value::Class(class) => bases.push(class),
                Value::Tuple(classes) => {
                    bases.extend(classes.iter().filter_map(|class| match class {
                        Value::Class(class) => Some(Rc::clone(class)),
                        _ => None,
                    }));
                }
                other => {
                    // Python takes the type of what stands there for a metaclass, and calls it.
                    let kind = Value::Class(self.class_of(&other));
                    let bases = Value::tuple(vec![other]);
                    let names = Value::dict(names.into_iter().collect());
                    return self.call(&kind, Args::of(vec![Value::str(name), bases, names]));
                }
            }
        }
        for (place, base) in bases.iter().enumerate() {
            if bases.iter().take(place).any(|other| Rc::ptr_eq(base, other)) {
                let text = format!("duplicate base class {}", base.name);
                return Err(self.error("TypeError", text));
            }
            if ["bool", "NoneType", "range", "slice", "function"].contains(&&*base.name)
                && base.line == 0
                && &*base.module == "builtins"
            {
                let text = format!("type '{}' is not an acceptable base type", base.name);
                return Err(self.error("TypeError", text));
            }
        }
        if bases.is_empty() {
            bases.push(self.builtin_class("object"));
        }
        let Some(ancestors) = line(&bases) else {
            let list: Vec<&str> = bases.iter().map(|base| &*base.name).collect();
            let text = format!(
                "Cannot create a consistent method resolution\norder (MRO) for bases {}",
                list.join(", ")
            );
            return Err(self.error("TypeError", text));
        };
        self.use_memory(8 + names.len() as u64)?;
        let annotations = match names.shift_remove(ANNOTATIONS) {
            Some(Value::Dict(dict)) => {
                let entries = dict.entries.borrow();
                let names = entries.iter().filter_map(|(key, value)| match &key.0 {
                    Value::Str(name) => Some((Rc::clone(name), value.clone())),
                    _ => None,
                });
                names.collect()
            }
            _ => Names::default(),
        };
        // Defining `__eq__` alone takes `__hash__` away.
        if names.contains_key("__eq__") && !names.contains_key("__hash__") {
            names.insert("__hash__".into(), Value::None);
        }
        for special in ["__init_subclass__", "__class_getitem__"] {
            if let Some(Value::Function(function)) = names.get(special) {
                let method =
                    Value::ClassMethod(Rc::new(Wrapped(Value::Function(Rc::clone(function)))));
                names.insert(special.into(), method);
            }
        }
        let module = match names.get("__module__") {
            Some(Value::Str(module)) => Rc::clone(module),
            _ => "__main__".into(),
        };
        let class = Rc::new(Class {
            name: name.into(),
            module,
            bases,
            ancestors,
            dict: RefCell::new(names),
            annotations: RefCell::new(annotations),
            meta: OnceCell::new(),
            slot: RefCell::default(),
            construct: None,
            line: self.line.get().max(1),
        });
        self.running.classes.push(Rc::downgrade(&class));
        if let Some(scope) = scope {
            let _ = scope.class.set(Rc::downgrade(&class));
        }
        self.class_made(&class, &keywords)?;
        Ok(Value::Class(class))
    }

    /// `type(name, bases, names)`.
    pub(in crate::orm::python) fn class_of_parts(
        &mut self,
        [name, bases, names]: [Value; 3],
        keywords: Vec<(Rc<str>, Value)>,
    ) -> Run<Value> {
        let (Value::Str(name), Value::Tuple(bases), Some(entries)) =
            (&name, &bases, self.as_entries(&names))
        else {
            let text = "type() takes a str, a tuple and a dict";
            return Err(self.error("TypeError", text));
        };
        let mut names = Names::default();
        names.insert("__module__".into(), Value::str("__main__"));
        names.insert("__qualname__".into(), Value::Str(Rc::clone(name)));
        for (key, value) in entries {
            if let Value::Str(name) = key.0 {
                names.insert(name, value);
            }
        }
        let args = Args { positional: bases.to_vec(), named: keywords };
        self.build_class(name, args, names, None)
    }

    /// What stands among a class's bases: a class, or what stands in for one.
    fn base(&mut self, base: Value) -> Run<Value> {
        if matches!(base, Value::Class(_)) {
            return Ok(base);
        }
        let is_written = match &base {
            Value::Function(_) => true,
            Value::Builtin(own) => !self.builtins.contains_key(&own.name),
            _ => false,
        };
        if is_written {
            if let Value::Builtin(own) = &base
                && own.name.starts_with(char::is_uppercase)
            {
                // It stands for a class of the library.
                let text = format!("a class derived from {}", own.name);
                return Err(self.unsupported(text));
            }
            // A function's class makes a function of what a class is made of.
            let text = "function() argument 'code' must be code, not str";
            return Err(self.error("TypeError", text));
        }
        match self.special_method(&base, "__mro_entries__")? {
            Some(entries) => {
                let bases = Value::tuple(vec![base]);
                self.call(&entries, Args::of(vec![bases]))
            }
            None => Ok(base),
        }
    }

    /// Tells everyone whose business it is that a class was made.
    fn class_made(&mut self, class: &Rc<Class>, keywords: &[(Rc<str>, Value)]) -> Run<()> {
        let own = class.dict.borrow().clone();
        for (name, value) in &own {
            match value {
                Value::Native(native) => Rc::clone(native).named(self, class, name)?,
                Value::Instance(_) => {
                    if let Some(set) = self.special_method(value, "__set_name__")? {
                        let args = vec![Value::Class(Rc::clone(class)), Value::str(name)];
                        self.call(&set, Args::of(args))?;
                    }
                }
                _ => {}
            }
        }
        let library = class.library();
        let parents = class.ancestors.iter();
        let init = parents.clone().find_map(|parent| {
            let found = parent.dict.borrow().get("__init_subclass__").cloned();
            found.map(|found| (Rc::clone(parent), found))
        });
        match init {
            Some((_, Value::ClassMethod(function))) => {
                let positional = vec![Value::Class(Rc::clone(class))];
                let args = Args { positional, named: keywords.to_vec() };
                self.call(&function, args)?;
            }
            _ if library.is_none() && !keywords.is_empty() => {
                return Err(self.no_keywords(class));
            }
            _ => {}
        }
        match library {
            Some(meta) => meta.class_made(self, class, keywords),
            None => Ok(()),
        }
    }

    pub(super) fn no_keywords(&mut self, class: &Rc<Class>) -> Stop {
        let text = format!("{}.__init_subclass__() takes no keyword arguments", class.name);
        self.error("TypeError", text)
    }
}

fn is_known_metaclass(class: &Rc<Class>) -> bool {
    class.line == 0 && ["type", "ABCMeta", "EnumMeta", "DeclarativeMeta"].contains(&&*class.name)
}

/// The line of ancestors for these bases, by the C3 rule; none where they are at odds.
fn line(bases: &[Rc<Class>]) -> Option<Vec<Rc<Class>>> {
    let mut lines: Vec<Vec<Rc<Class>>> =
        bases.iter().map(|base| base.line_of_descent().cloned().collect()).collect();
    lines.push(bases.to_vec());
    lines.iter_mut().for_each(|line| line.reverse());
    let mut found = Vec::new();
    loop {
        lines.retain(|line| !line.is_empty());
        if lines.is_empty() {
            return Some(found);
        }
        // Each line stands back to front here: its head is last, and what precedes it is its tail.
        let next = lines.iter().filter_map(|line| line.last()).find(|head| {
            lines.iter().all(|line| {
                let tail = line.split_last().map_or(&[][..], |(_, tail)| tail);
                !tail.iter().any(|class| Rc::ptr_eq(class, head))
            })
        });
        let next = Rc::clone(next?);
        for line in &mut lines {
            if line.last().is_some_and(|head| Rc::ptr_eq(head, &next)) {
                line.pop();
            }
        }
        found.push(next);
    }
}
