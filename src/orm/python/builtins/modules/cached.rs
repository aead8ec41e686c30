//! What `functools` keeps or adds: `lru_cache`, `cached_property` and `total_ordering`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::orm::python::{
    Args, Class, Comparison, Dict, Instance, Machine, Method, Native, Run, Value,
};

/// `@lru_cache`, `@lru_cache(maxsize=…)` and `@cache`. What was once given is given again; a
/// bounded cache forgets, which only shows where the function is called anew.
pub(super) fn lru_cache(_: &mut Machine, args: Args) -> Run<Value> {
    match args.positional.into_iter().next() {
        Some(function @ (Value::Function(_) | Value::Builtin(_) | Value::Native(_))) => {
            Ok(keep(function, Some(128)))
        }
        given => {
            let named = args.named.iter().find(|(name, _)| &**name == "maxsize");
            let bound = match given.or_else(|| named.map(|(_, value)| value.clone())) {
                Some(Value::Int(size)) => Some(size.max(0)),
                Some(_) => None,
                None => Some(128),
            };
            Ok(Value::function("lru_cache", move |machine, args| {
                args.take_one(machine, "lru_cache").map(|function| keep(function, bound))
            }))
        }
    }
}

/// `@cache`.
pub(super) fn cache(machine: &mut Machine, args: Args) -> Run<Value> {
    args.take_one(machine, "cache").map(|function| keep(function, None))
}

fn keep(function: Value, bound: Option<i64>) -> Value {
    let kept = Dict::default();
    Value::of(Cached { function, kept, bound, hits: RefCell::new((0, 0)) })
}

/// A function with what it gave.
struct Cached {
    function: Value,
    kept: Dict,
    /// How much is kept at most; none where all is.
    bound: Option<i64>,
    /// How often a result was there already, and how often not.
    hits: RefCell<(i64, i64)>,
}

impl Native for Cached {
    fn is_compiled(&self) -> bool {
        true
    }
    fn type_name(&self) -> Rc<str> {
        "functools._lru_cache_wrapper".into()
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        match name {
            "__wrapped__" => Ok(Some(self.function.clone())),
            _ => machine.attribute_if_any(&self.function, name),
        }
    }

    fn call_method(self: Rc<Self>, _: &mut Machine, name: &str, _: Args) -> Run<Option<Value>> {
        match name {
            "cache_clear" => {
                let before = self.kept.entries.take();
                drop(before);
                *self.hits.borrow_mut() = (0, 0);
                Ok(Some(Value::None))
            }
            "cache_info" => {
                let (hits, misses) = *self.hits.borrow();
                let count = i64::try_from(self.kept.entries.borrow().len()).unwrap_or(i64::MAX);
                Ok(Some(Value::of(Info { hits, misses, bound: self.bound, count })))
            }
            _ => Ok(None),
        }
    }

    fn methods(&self) -> &'static [&'static str] {
        &["cache_clear", "cache_info"]
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        let mut parts = args.positional.clone();
        for (name, value) in &args.named {
            parts.push(Value::tuple(vec![Value::Str(Rc::clone(name)), value.clone()]));
        }
        let key = machine.key(&Value::tuple(parts))?;
        let known = self.kept.entries.borrow().get(&key).cloned();
        if let Some(value) = known {
            self.hits.borrow_mut().0 += 1;
            // What was asked for last stands last.
            let mut entries = self.kept.entries.borrow_mut();
            let before = entries.shift_remove(&key);
            entries.insert(key, value.clone());
            drop((entries, before));
            return Ok(Some(value));
        }
        self.hits.borrow_mut().1 += 1;
        let value = machine.call(&self.function, args)?;
        machine.use_memory(2)?;
        if self.bound == Some(0) {
            return Ok(Some(value));
        }
        let before = {
            let mut entries = self.kept.entries.borrow_mut();
            let before = entries.insert(key, value.clone());
            let full = usize::try_from(self.bound.unwrap_or(i64::MAX)).unwrap_or(usize::MAX);
            let oldest = if entries.len() > full { entries.shift_remove_index(0) } else { None };
            (before, oldest)
        };
        drop(before);
        Ok(Some(value))
    }

    fn is_descriptor(&self) -> bool {
        true
    }

    fn descriptor_get(
        self: Rc<Self>,
        _: &mut Machine,
        instance: Option<&Rc<Instance>>,
        _: &Rc<Class>,
    ) -> Run<Value> {
        let function = Value::Native(self);
        Ok(match instance {
            Some(instance) => {
                let receiver = Value::Instance(Rc::clone(instance));
                Value::Method(Rc::new(Method { receiver, function }))
            }
            None => function,
        })
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `cache_info()`.
struct Info {
    hits: i64,
    misses: i64,
    bound: Option<i64>,
    count: i64,
}

impl Native for Info {
    fn type_name(&self) -> Rc<str> {
        "CacheInfo".into()
    }

    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "hits" => Some(Value::Int(self.hits)),
            "misses" => Some(Value::Int(self.misses)),
            "maxsize" => Some(self.bound.map_or(Value::None, Value::Int)),
            "currsize" => Some(Value::Int(self.count)),
            _ => None,
        })
    }

    fn repr(self: Rc<Self>, _: &mut Machine) -> Run<Option<Rc<str>>> {
        let bound = self.bound.map_or_else(|| "None".to_owned(), |bound| bound.to_string());
        let text = format!(
            "CacheInfo(hits={}, misses={}, maxsize={bound}, currsize={})",
            self.hits, self.misses, self.count
        );
        Ok(Some(text.into()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `@cached_property`.
pub(super) fn cached_property(machine: &mut Machine, args: Args) -> Run<Value> {
    let function = args.take_one(machine, "cached_property")?;
    Ok(Value::of(Once { function, name: RefCell::default() }))
}

/// A property whose value becomes an attribute when it is first asked for.
struct Once {
    function: Value,
    name: RefCell<Rc<str>>,
}

impl Native for Once {
    fn type_name(&self) -> Rc<str> {
        "functools.cached_property".into()
    }

    fn is_descriptor(&self) -> bool {
        true
    }

    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        _: &Rc<Class>,
    ) -> Run<Value> {
        let Some(instance) = instance else { return Ok(Value::Native(self)) };
        let args = Args::of(vec![Value::Instance(Rc::clone(instance))]);
        let value = machine.call(&self.function, args)?;
        let name = Rc::clone(&self.name.borrow());
        let before = instance.dict.borrow_mut().insert(name, value.clone());
        drop(before);
        Ok(value)
    }

    fn named(self: Rc<Self>, _: &mut Machine, _: &Rc<Class>, name: &str) -> Run<()> {
        *self.name.borrow_mut() = name.into();
        Ok(())
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `@total_ordering`: the comparisons that a class did not write, from the one that it did and
/// from equality.
pub(super) fn total_ordering(machine: &mut Machine, args: Args) -> Run<Value> {
    let class = args.take_one(machine, "total_ordering")?;
    let Value::Class(made) = &class else {
        return Err(machine.error("TypeError", "total_ordering() takes a class"));
    };
    let all = [
        ("__lt__", Comparison::Less),
        ("__gt__", Comparison::Greater),
        ("__le__", Comparison::LessOrEqual),
        ("__ge__", Comparison::GreaterOrEqual),
    ];
    let written: Vec<_> = all.iter().filter(|(name, _)| made.in_line(name).is_some()).collect();
    let Some((root, op)) = written.first() else {
        let text = "must define at least one ordering operation: < > <= >=";
        return Err(machine.error("ValueError", text));
    };
    let (root, op) = (*root, *op);
    for (name, wanted) in all {
        if made.in_line(name).is_some() {
            continue;
        }
        let function = Value::function(name, move |machine, args| {
            let [own, other] = args.take(machine, name, 2)?;
            let (own, other) = (own.unwrap_or(Value::None), other.unwrap_or(Value::None));
            let Value::Instance(instance) = &own else { return Ok(Value::NotImplemented) };
            let Some((_, method)) = instance.class.in_line(root) else {
                return Ok(Value::NotImplemented);
            };
            let answer = machine.call(&method, Args::of(vec![own.clone(), other.clone()]))?;
            if matches!(answer, Value::NotImplemented) {
                return Ok(answer);
            }
            let holds = machine.truth(&answer)?;
            let equal = |machine: &mut Machine| machine.equal(&own, &other);
            let (strict, up) = (
                matches!(op, Comparison::Less | Comparison::Greater),
                matches!(op, Comparison::Less | Comparison::LessOrEqual),
            );
            let wants_strict = matches!(wanted, Comparison::Less | Comparison::Greater);
            let same_way = up == matches!(wanted, Comparison::Less | Comparison::LessOrEqual);
            Ok(Value::Bool(match (same_way, strict, wants_strict) {
                (true, true, _) => holds || equal(machine)?,
                (true, false, _) => holds && !equal(machine)?,
                (false, true, true) => !holds && !equal(machine)?,
                (false, false, false) => !holds || equal(machine)?,
                (false, _, _) => !holds,
            }))
        });
        let before = made.dict.borrow_mut().insert(name.into(), function);
        drop(before);
    }
    Ok(class)
}
