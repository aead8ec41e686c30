//! Runs a body, block by block.

use std::rc::Rc;

use super::{Activation, Ending, Manager, Open, Part, Progress, Turn};
use crate::orm::python::syntax::Block;
use crate::orm::python::{Machine, Raised, Run, Scope, Stop, Value};

impl Activation {
    pub fn new(scope: Rc<Scope>, body: &Block) -> Self {
        let open = vec![Open::Block(Rc::clone(body), 0)];
        Self { scope, open, received: Value::None, shows: false }
    }

    /// Runs it to its end or to its next `yield`. `with` is what arrives there: an exception is
    /// raised where it waits.
    pub fn run(&mut self, machine: &mut Machine, with: Option<Stop>) -> Run<Progress> {
        let handled = machine.running.handled.len();
        for open in &self.open {
            if let Open::Handling(_, exception) = open {
                machine.running.handled.push(Rc::clone(exception));
            }
        }
        let mut ending = with.map_or(Ending::Next, Ending::Stop);
        let progress = loop {
            if !matches!(ending, Ending::Next) {
                match self.leave(machine, ending) {
                    Ok(Some(value)) => break Ok(Progress::Done(value)),
                    Ok(None) => {}
                    Err(stop) => break Err(stop),
                }
            }
            ending = match self.go_on(machine) {
                Ok(Turn::Ending(ending)) => ending,
                Ok(Turn::Yield(value)) => break Ok(Progress::Yielded(value)),
                Ok(Turn::End) => break Ok(Progress::Done(Value::None)),
                Err(stop) => Ending::Stop(stop),
            };
        };
        machine.running.handled.truncate(handled);
        progress
    }

    /// One step of the innermost open block.
    fn go_on(&mut self, machine: &mut Machine) -> Run<Turn> {
        let Some(open) = self.open.last_mut() else { return Ok(Turn::End) };
        match open {
            Open::Block(block, next) => {
                let block = Rc::clone(block);
                let Some(statement) = block.get(*next) else {
                    self.open.pop();
                    return Ok(Turn::Ending(Ending::Next));
                };
                *next += 1;
                return self.statement(machine, statement);
            }
            Open::While(code) => {
                let code = Rc::clone(code);
                machine.step(1)?;
                if machine.test(&self.scope, &code.test, &self.received)? {
                    self.open.push(Open::Block(Rc::clone(&code.body), 0));
                } else {
                    self.open.pop();
                    self.open.push(Open::Block(Rc::clone(&code.otherwise), 0));
                }
            }
            Open::For(code, iterator) => {
                let (code, iterator) = (Rc::clone(code), Rc::clone(iterator));
                machine.at(code.iterable.place);
                machine.step(1)?;
                match machine.next(&iterator)? {
                    Some(value) => {
                        machine.assign(&self.scope, &code.target, value)?;
                        self.open.push(Open::Block(Rc::clone(&code.body), 0));
                    }
                    None => {
                        self.open.pop();
                        self.open.push(Open::Block(Rc::clone(&code.otherwise), 0));
                    }
                }
            }
            Open::Try(code, part) => {
                let code = Rc::clone(code);
                if *part == Part::Body {
                    *part = Part::Rest;
                    self.open.push(Open::Block(Rc::clone(&code.otherwise), 0));
                } else {
                    self.open.pop();
                    self.finally(&code.finally, Ending::Next);
                }
            }
            Open::Finally(_) => {
                if let Some(Open::Finally(after)) = self.open.pop() {
                    return Ok(Turn::Ending(after));
                }
            }
            Open::Handling(..) => {
                if let Some(Open::Handling(name, _)) = self.open.pop() {
                    machine.running.handled.pop();
                    if let Some(name) = name {
                        machine.forget(&self.scope, &name);
                    }
                }
            }
            Open::With(..) => {
                if let Some(Open::With(manager, place)) = self.open.pop() {
                    machine.at(place);
                    machine.leave(&manager, None)?;
                }
            }
            Open::Delegate(iterator) => {
                let iterator = Rc::clone(iterator);
                let sent = std::mem::replace(&mut self.received, Value::None);
                match machine.send(&iterator, sent)? {
                    Ok(value) => return Ok(Turn::Yield(value)),
                    Err(result) => {
                        self.received = result;
                        self.open.pop();
                    }
                }
            }
        }
        Ok(Turn::Ending(Ending::Next))
    }

    /// Leaves open blocks until one takes what happened. A value is what the body returns.
    fn leave(&mut self, machine: &mut Machine, mut ending: Ending) -> Run<Option<Value>> {
        loop {
            // What no script can catch runs nothing more.
            if let Ending::Stop(stop @ (Stop::Bounds(_) | Stop::Unsupported(_))) = ending {
                self.open.clear();
                return Err(stop);
            }
            let Some(open) = self.open.pop() else {
                return match ending {
                    Ending::Return(value) => Ok(Some(value)),
                    Ending::Stop(stop) => Err(stop),
                    Ending::Next | Ending::Break | Ending::Continue => Ok(Some(Value::None)),
                };
            };
            match open {
                Open::Block(..) | Open::Delegate(_) => {}
                Open::While(_) | Open::For(..) => match ending {
                    Ending::Continue => {
                        self.open.push(open);
                        return Ok(None);
                    }
                    _ => {
                        let is_break = matches!(ending, Ending::Break);
                        if let Open::For(_, iterator) = open
                            && let Err(stop) = machine.let_go(iterator)
                        {
                            ending = Ending::Stop(stop);
                        } else if is_break {
                            return Ok(None);
                        }
                    }
                },
                Open::Try(code, part) => {
                    if let (Part::Body, Ending::Stop(Stop::Raised(raised))) = (part, &ending) {
                        let raised = raised.clone();
                        match machine.handler(&self.scope, &code, &raised) {
                            Ok(Some(handler)) => {
                                self.open.push(Open::Try(Rc::clone(&code), Part::Rest));
                                self.handle(machine, handler, &raised);
                                return Ok(None);
                            }
                            Ok(None) => {}
                            Err(stop) => ending = Ending::Stop(stop),
                        }
                    }
                    if !code.finally.is_empty() && !is_final(&ending) {
                        self.finally(&code.finally, ending);
                        return Ok(None);
                    }
                }
                Open::Finally(before) => machine.in_context(&ending, &before),
                Open::Handling(name, exception) => {
                    machine.running.handled.pop();
                    if let Some(name) = name {
                        machine.forget(&self.scope, &name);
                    }
                    machine.raised_while(&ending, &exception);
                }
                Open::With(manager, place) => {
                    let here = (machine.line.get(), machine.running.span.get());
                    machine.at(place);
                    let raised = match &ending {
                        Ending::Stop(Stop::Raised(raised)) => Some(raised.clone()),
                        _ => None,
                    };
                    match machine.leave(&manager, raised.as_deref()) {
                        Ok(true) if raised.is_some() => return Ok(None),
                        // What happened goes on from where it did.
                        Ok(_) => {
                            machine.line.set(here.0);
                            machine.running.span.set(here.1);
                        }
                        Err(stop) => {
                            let next = Ending::Stop(stop);
                            if let Some(raised) = raised {
                                machine.raised_while(&next, &raised.exception);
                            }
                            ending = next;
                        }
                    }
                }
            }
        }
    }

    fn finally(&mut self, block: &Block, after: Ending) {
        self.open.push(Open::Finally(after));
        self.open.push(Open::Block(Rc::clone(block), 0));
    }

    fn handle(
        &mut self,
        machine: &mut Machine,
        handler: &crate::orm::python::syntax::Handler,
        raised: &Raised,
    ) {
        if let Some(name) = &handler.name {
            machine.store(&self.scope, name, Value::Instance(Rc::clone(&raised.exception)));
        }
        machine.running.handled.push(Rc::clone(&raised.exception));
        self.open.push(Open::Handling(handler.name.clone(), Rc::clone(&raised.exception)));
        self.open.push(Open::Block(Rc::clone(&handler.body), 0));
    }
}

/// Nothing in a script sees it happen.
fn is_final(ending: &Ending) -> bool {
    matches!(ending, Ending::Stop(Stop::Bounds(_) | Stop::Unsupported(_)))
}

impl Machine {
    /// Leaves a `with`; true swallows the exception.
    fn leave(&mut self, manager: &Manager, raised: Option<&Raised>) -> Run<bool> {
        match manager {
            Manager::Native(native) => Rc::clone(native).exit(self, raised),
            Manager::Exit(exit) => {
                let line = self.line.get();
                let args = match raised {
                    Some(raised) => {
                        self.remember(raised);
                        vec![
                            Value::Class(Rc::clone(&raised.exception.class)),
                            Value::Instance(Rc::clone(&raised.exception)),
                            Value::None,
                        ]
                    }
                    None => vec![Value::None, Value::None, Value::None],
                };
                let answer = self.call(exit, crate::orm::python::Args::of(args))?;
                self.line.set(line);
                self.truth(&answer)
            }
        }
    }
}
