//! `itertools`.

use std::rc::Rc;

use crate::orm::python::builtins::library::functions;
use crate::orm::python::{Args, Binary, Iter, Machine, Run, Value};

pub(super) fn add(machine: &mut Machine) {
    let names = functions(&[
        ("count", |machine, args| {
            let taken = args.bind(machine, "count", &["start?", "step?"])?;
            let [start, step] = taken.array();
            let mut at = start.unwrap_or(Value::Int(0));
            let step = step.unwrap_or(Value::Int(1));
            Ok(lazily("count", move |machine| {
                let next = machine.binary(Binary::Add, &at, &step)?;
                Ok(Some(std::mem::replace(&mut at, next)))
            }))
        }),
        ("cycle", |machine, args| {
            let items = args.take_one(machine, "cycle")?;
            let items = machine.collect(&items)?;
            let mut at = 0;
            Ok(lazily("cycle", move |_| {
                let item = items.get(at).cloned();
                at = (at + 1) % items.len().max(1);
                Ok(item)
            }))
        }),
        ("repeat", |machine, args| {
            let taken = args.bind(machine, "repeat", &["object", "times?"])?;
            let [item, times] = taken.array();
            let item = item.unwrap_or(Value::None);
            let mut left = match times {
                Some(times) => Some(machine.index(&times)?),
                None => None,
            };
            Ok(lazily("repeat", move |_| {
                if let Some(left) = &mut left {
                    if *left <= 0 {
                        return Ok(None);
                    }
                    *left -= 1;
                }
                Ok(Some(item.clone()))
            }))
        }),
        ("chain", |_, args| Ok(chained(Value::tuple(args.positional)))),
        ("islice", |machine, args| {
            let [items, first, second, third] = args.take(machine, "islice", 2)?;
            let iter = machine.iterate(&items.unwrap_or(Value::None))?;
            let number = |machine: &mut Machine, value: Option<Value>| match value {
                None | Some(Value::None) => Ok(None),
                Some(value) => machine.index(&value).map(Some),
            };
            let is_range = second.is_some();
            let (first, second) = (number(machine, first)?, number(machine, second)?);
            let step = number(machine, third)?.unwrap_or(1);
            let (start, stop) = if is_range { (first.unwrap_or(0), second) } else { (0, first) };
            if start < 0 || stop.is_some_and(|stop| stop < 0) || step < 1 {
                let text =
                    "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
                return Err(machine.error("ValueError", text));
            }
            let (mut at, mut next) = (0, start);
            Ok(lazily("islice", move |machine| {
                loop {
                    if stop.is_some_and(|stop| next >= stop) {
                        return Ok(None);
                    }
                    let Some(item) = machine.next(&iter)? else { return Ok(None) };
                    at += 1;
                    if at > next {
                        next += step;
                        return Ok(Some(item));
                    }
                }
            }))
        }),
        ("takewhile", |machine, args| while_true(machine, args, "takewhile")),
        ("dropwhile", |machine, args| while_true(machine, args, "dropwhile")),
        ("filterfalse", |machine, args| {
            let [function, items] = args.take(machine, "filterfalse", 2)?;
            let function = function.filter(|function| !function.is_none());
            let iter = machine.iterate(&items.unwrap_or(Value::None))?;
            Ok(lazily("filterfalse", move |machine| {
                while let Some(item) = machine.next(&iter)? {
                    if !holds(machine, function.as_ref(), &item)? {
                        return Ok(Some(item));
                    }
                }
                Ok(None)
            }))
        }),
        ("starmap", |machine, args| {
            let [function, items] = args.take(machine, "starmap", 2)?;
            let function = function.unwrap_or(Value::None);
            let iter = machine.iterate(&items.unwrap_or(Value::None))?;
            Ok(lazily("starmap", move |machine| {
                let Some(item) = machine.next(&iter)? else { return Ok(None) };
                let args = machine.collect(&item)?;
                machine.call(&function, Args::of(args)).map(Some)
            }))
        }),
        ("accumulate", |machine, args| {
            let taken =
                args.bind(machine, "accumulate", &["iterable", "func?", "*", "initial?"])?;
            let mut values = taken.values.into_iter();
            let mut take = || values.next().flatten().filter(|value| !value.is_none());
            let (items, function, initial) = (take(), take(), take());
            let iter = machine.iterate(&items.unwrap_or(Value::None))?;
            let mut total: Option<Value> = None;
            let mut initial = initial;
            Ok(lazily("accumulate", move |machine| {
                if let Some(first) = initial.take() {
                    total = Some(first.clone());
                    return Ok(Some(first));
                }
                let Some(item) = machine.next(&iter)? else { return Ok(None) };
                let next = match (total.take(), &function) {
                    (None, _) => item,
                    (Some(before), Some(function)) => {
                        machine.call(function, Args::of(vec![before, item]))?
                    }
                    (Some(before), None) => machine.binary(Binary::Add, &before, &item)?,
                };
                total = Some(next.clone());
                Ok(Some(next))
            }))
        }),
        ("groupby", groupby),
        ("zip_longest", |machine, args| {
            let fill = args.named.into_iter().find(|(name, _)| &**name == "fillvalue");
            let fill = fill.map_or(Value::None, |(_, value)| value);
            let mut iters = Vec::new();
            for items in &args.positional {
                iters.push(Some(machine.iterate(items)?));
            }
            Ok(lazily("zip_longest", move |machine| {
                let mut items = Vec::with_capacity(iters.len());
                for slot in &mut iters {
                    let item = match slot {
                        Some(iter) => machine.next(iter)?,
                        None => None,
                    };
                    if item.is_none() {
                        *slot = None;
                    }
                    items.push(item.unwrap_or_else(|| fill.clone()));
                }
                let any = iters.iter().any(Option::is_some);
                Ok(any.then(|| Value::tuple(items)))
            }))
        }),
        ("pairwise", |machine, args| {
            let items = args.take_one(machine, "pairwise")?;
            let iter = machine.iterate(&items)?;
            let mut before = machine.next(&iter)?;
            Ok(lazily("pairwise", move |machine| {
                let Some(first) = before.take() else { return Ok(None) };
                let Some(second) = machine.next(&iter)? else { return Ok(None) };
                before = Some(second.clone());
                Ok(Some(Value::tuple(vec![first, second])))
            }))
        }),
        ("product", |machine, args| {
            let mut pools = Vec::new();
            let mut repeat = 1;
            for (name, value) in &args.named {
                if &**name == "repeat" {
                    repeat = machine.index(value)?.clamp(0, 64);
                }
            }
            for items in &args.positional {
                pools.push(machine.collect(items)?);
            }
            let count = pools.len();
            let pools: Vec<Vec<Value>> =
                pools.iter().cycle().take(count * repeat as usize).cloned().collect();
            let lengths: Vec<usize> = pools.iter().map(Vec::len).collect();
            Ok(by_places(pools, Odometer::new(lengths)))
        }),
        ("permutations", |machine, args| choose(machine, args, Choice::Permutations)),
        ("combinations", |machine, args| choose(machine, args, Choice::Combinations)),
        ("combinations_with_replacement", |machine, args| choose(machine, args, Choice::Repeated)),
    ]);
    machine.add_module("itertools", names);
    if let Some(module) = machine.modules.get("itertools").cloned() {
        let chain = Value::of(Chain);
        let old = module.names.borrow_mut().insert("chain".into(), chain);
        drop(old);
    }
}

fn lazily(
    name: &'static str,
    next: impl FnMut(&mut Machine) -> Run<Option<Value>> + 'static,
) -> Value {
    Value::Iterator(Iter::lazily(name, next))
}

/// `chain(…)` and `chain.from_iterable(…)`.
struct Chain;

impl crate::orm::python::Native for Chain {
    fn type_name(&self) -> Rc<str> {
        "type".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn crate::orm::python::Native> {
        self
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some("<class 'itertools.chain'>".into()))
    }

    fn call(self: Rc<Self>, _machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        Ok(Some(chained(Value::tuple(args.positional))))
    }

    fn methods(&self) -> &'static [&'static str] {
        &["from_iterable"]
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "from_iterable" => Ok(Some(chained(args.take_one(machine, name)?))),
            _ => Ok(None),
        }
    }
}

fn chained(sources: Value) -> Value {
    let mut outer: Option<Rc<Iter>> = None;
    let mut inner: Option<Rc<Iter>> = None;
    lazily("chain", move |machine| {
        let outer = match &outer {
            Some(outer) => Rc::clone(outer),
            None => {
                let iter = machine.iterate(&sources)?;
                outer = Some(Rc::clone(&iter));
                iter
            }
        };
        loop {
            if let Some(iter) = &inner
                && let Some(item) = machine.next(iter)?
            {
                return Ok(Some(item));
            }
            let Some(next) = machine.next(&outer)? else { return Ok(None) };
            inner = Some(machine.iterate(&next)?);
        }
    })
}

fn holds(machine: &mut Machine, function: Option<&Value>, item: &Value) -> Run<bool> {
    match function {
        Some(function) => {
            let value = machine.call(function, Args::of(vec![item.clone()]))?;
            machine.truth(&value)
        }
        None => machine.truth(item),
    }
}

fn while_true(machine: &mut Machine, args: Args, name: &'static str) -> Run<Value> {
    let [function, items] = args.take(machine, name, 2)?;
    let iter = machine.iterate(&items.unwrap_or(Value::None))?;
    let takes = name == "takewhile";
    let mut over = false;
    Ok(lazily(name, move |machine| {
        loop {
            if over && takes {
                return Ok(None);
            }
            let Some(item) = machine.next(&iter)? else { return Ok(None) };
            if over {
                return Ok(Some(item));
            }
            let still = holds(machine, function.as_ref(), &item)?;
            over = !still;
            if still == takes {
                if takes || over {
                    return Ok(Some(item));
                }
            } else if !takes && over {
                return Ok(Some(item));
            }
        }
    }))
}

/// `groupby(items, key)`: each group is there as a whole when it is asked for.
fn groupby(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "groupby", &["iterable", "key?"])?;
    let [items, key] = taken.array();
    let key = key.filter(|key| !key.is_none());
    let iter = machine.iterate(&items.unwrap_or(Value::None))?;
    let mut ahead: Option<(Value, Value)> = None;
    let mut done = false;
    Ok(lazily("groupby", move |machine| {
        let next = |machine: &mut Machine| -> Run<Option<(Value, Value)>> {
            let Some(item) = machine.next(&iter)? else { return Ok(None) };
            let rank = match &key {
                Some(key) => machine.call(key, Args::of(vec![item.clone()]))?,
                None => item.clone(),
            };
            Ok(Some((rank, item)))
        };
        if done {
            return Ok(None);
        }
        let first = match ahead.take() {
            Some(first) => Some(first),
            None => next(machine)?,
        };
        let Some((rank, item)) = first else {
            done = true;
            return Ok(None);
        };
        let mut group = vec![item];
        loop {
            match next(machine)? {
                Some((other, item)) if machine.same(&other, &rank)? => group.push(item),
                Some(other) => {
                    ahead = Some(other);
                    break;
                }
                None => {
                    done = true;
                    break;
                }
            }
        }
        let group = Value::Iterator(Iter::over("_grouper", group));
        Ok(Some(Value::tuple(vec![rank, group])))
    }))
}

#[derive(Clone, Copy, PartialEq)]
enum Choice {
    Permutations,
    Combinations,
    Repeated,
}

fn choose(machine: &mut Machine, args: Args, choice: Choice) -> Run<Value> {
    let taken = args.bind(machine, "combinations", &["iterable", "r?"])?;
    let [items, count] = taken.array();
    let items = machine.collect(&items.unwrap_or(Value::None))?;
    let count = match count {
        Some(count) if !count.is_none() => machine.index(&count)?,
        _ => items.len() as i64,
    };
    let Ok(count) = usize::try_from(count) else {
        return Err(machine.error("ValueError", "r must be non-negative"));
    };
    machine.use_items(count)?;
    let odometer = Odometer::choosing(choice, items.len(), count);
    Ok(by_places(vec![items], odometer))
}

/// Places in several pools, one after another in order.
struct Odometer {
    lengths: Vec<usize>,
    places: Option<Vec<usize>>,
    choice: Option<Choice>,
}

impl Odometer {
    fn new(lengths: Vec<usize>) -> Self {
        let places = lengths.iter().all(|length| *length > 0).then(|| vec![0; lengths.len()]);
        Self { lengths, places, choice: None }
    }

    /// Choices of so many places out of `length`.
    fn choosing(choice: Choice, length: usize, count: usize) -> Self {
        let fits =
            if choice == Choice::Repeated { count == 0 || length > 0 } else { count <= length };
        let first = match choice {
            Choice::Repeated => vec![0; count],
            _ => (0..count).collect(),
        };
        let places = fits.then_some(first);
        Self { lengths: vec![length; count], places, choice: Some(choice) }
    }

    fn next(&mut self) -> Option<Vec<usize>> {
        let current = self.places.take()?;
        let count = current.len();
        // The last place that can still go up decides; what follows it starts anew.
        self.places = (0..count).rev().find_map(|at| {
            let (before, _) = current.split_at(at);
            let (place, length) = (*current.get(at)?, *self.lengths.get(at)?);
            let next = match self.choice {
                Some(Choice::Permutations) => {
                    (place + 1..length).find(|place| !before.contains(place))
                }
                Some(Choice::Combinations) => {
                    Some(place + 1).filter(|place| place + (count - at) <= length)
                }
                _ => Some(place + 1).filter(|place| *place < length),
            }?;
            let mut places = before.to_vec();
            places.push(next);
            while places.len() < count {
                let follows = match self.choice {
                    None => 0,
                    Some(Choice::Repeated) => next,
                    Some(Choice::Combinations) => places.last()? + 1,
                    Some(Choice::Permutations) => {
                        (0..length).find(|place| !places.contains(place))?
                    }
                };
                places.push(follows);
            }
            Some(places)
        });
        Some(current)
    }
}

fn by_places(pools: Vec<Vec<Value>>, mut odometer: Odometer) -> Value {
    lazily("product", move |machine| {
        let Some(places) = odometer.next() else { return Ok(None) };
        machine.step(1 + (places.len() * places.len()) as u64 / 16)?;
        machine.use_items(places.len())?;
        let items =
            pools.iter().cycle().zip(&places).filter_map(|(pool, at)| pool.get(*at).cloned());
        Ok(Some(Value::tuple(items.collect())))
    })
}
