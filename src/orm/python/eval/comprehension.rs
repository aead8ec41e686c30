//! Comprehensions and generator expressions.

use std::cell::RefCell;
use std::rc::Rc;

use crate::orm::python::syntax::{Comprehension, Makes, Place};
use crate::orm::python::{Dict, Iter, Iterate, Machine, Run, Scope, Set, Value};

/// A comprehension in progress: each clause that is open has its iterator here.
struct Walk {
    code: Rc<Comprehension>,
    scope: Rc<Scope>,
    open: Vec<Rc<Iter>>,
}

impl Walk {
    /// Goes on to the next element, with the scope's variables set for it; false at the end.
    fn advance(&mut self, machine: &mut Machine) -> Run<bool> {
        while let Some(iterator) = self.open.last().cloned() {
            machine.step(1)?;
            let Some(clause) = self.code.clauses.get(self.open.len() - 1) else { return Ok(false) };
            machine.at(clause.iterable.place);
            let Some(value) = machine.next(&iterator)? else {
                self.open.pop();
                continue;
            };
            machine.assign(&self.scope, &clause.target, value)?;
            let mut holds = true;
            for condition in &clause.conditions {
                holds = machine.test(&self.scope, condition, &Value::None)?;
                if !holds {
                    break;
                }
            }
            match self.code.clauses.get(self.open.len()) {
                _ if !holds => {}
                None => return Ok(true),
                Some(next) => {
                    let iterable = machine.value(&self.scope, &next.iterable)?;
                    machine.at(next.iterable.place);
                    self.open.push(machine.iterate(&iterable)?);
                }
            }
        }
        Ok(false)
    }

    fn element(&self, machine: &mut Machine) -> Run<Value> {
        machine.value(&self.scope, &self.code.element)
    }
}

impl Machine {
    /// A list, set or dict.
    pub(super) fn comprehension(
        &mut self,
        scope: &Rc<Scope>,
        code: &Rc<Comprehension>,
        first: Rc<Iter>,
        place: Place,
    ) -> Run<Value> {
        let scope = Scope::within(scope, false);
        let function = self.running.frames.last().and_then(|frame| frame.function.clone());
        let mut walk = Walk { code: Rc::clone(code), scope: Rc::clone(&scope), open: vec![first] };
        let made = self.framed(scope, function, |machine| {
            let (mut list, mut dict, set) = (Vec::new(), Dict::default(), Set::default());
            while walk.advance(machine)? {
                let element = walk.element(machine)?;
                machine.use_memory(1)?;
                match (code.makes, &code.value) {
                    (Makes::Dict, Some(value)) => {
                        let value = machine.value(&walk.scope, value)?;
                        machine.at(place);
                        let key = machine.key(&element)?;
                        let before = dict.entries.get_mut().insert(key, value);
                        drop(before);
                    }
                    (Makes::Set, _) => {
                        machine.at(place);
                        let key = machine.key(&element)?;
                        set.members.borrow_mut().insert(key);
                    }
                    _ => list.push(element),
                }
            }
            Ok(match code.makes {
                Makes::Dict => Value::Dict(Rc::new(dict)),
                Makes::Set => Value::Set(Rc::new(set)),
                Makes::List | Makes::Generator => Value::list(list),
            })
        });
        self.at(place);
        made
    }

    /// `(element for …)`, which makes its elements when they are asked for.
    pub(super) fn generator_expression(
        &mut self,
        scope: &Rc<Scope>,
        code: &Rc<Comprehension>,
        first: Rc<Iter>,
    ) -> Value {
        let scope = Scope::within(scope, false);
        let walk = Walk { code: Rc::clone(code), scope, open: vec![first] };
        Value::Iterator(Rc::new(Iter {
            type_name: "generator",
            state: RefCell::new(Box::new(Elements(walk))),
        }))
    }
}

/// The elements of a generator expression.
struct Elements(Walk);

impl Iterate for Elements {
    fn next(&mut self, machine: &mut Machine) -> Run<Option<Value>> {
        let walk = &mut self.0;
        let found = machine.framed(Rc::clone(&walk.scope), None, |machine| {
            Ok(if walk.advance(machine)? { Some(walk.element(machine)?) } else { None })
        });
        if !matches!(found, Ok(Some(_))) {
            walk.open.clear();
        }
        found
    }
}
