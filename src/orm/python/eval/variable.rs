//! Variables: where a name is found, bound and forgotten.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::hint;
use crate::orm::python::syntax::{Name, Place, Reach};
use crate::orm::python::{Machine, Run, Scope, Value};

impl Scope {
    /// A scope within another, with nothing in it.
    pub(in crate::orm::python) fn within(outer: &Rc<Scope>, is_class: bool) -> Rc<Self> {
        let outer = Some(Rc::clone(outer));
        Rc::new(Self { names: RefCell::default(), outer, is_class, class: OnceCell::new() })
    }

    fn get(&self, name: &str) -> Option<Value> {
        self.names.borrow().get(name).cloned()
    }

    /// The scope so many further out.
    fn further(self: &Rc<Self>, hops: usize) -> Rc<Scope> {
        let mut scope = Rc::clone(self);
        for _ in 0..hops {
            match &scope.outer {
                Some(outer) => scope = Rc::clone(outer),
                None => break,
            }
        }
        scope
    }

    /// The script's scope.
    pub(in crate::orm::python) fn outermost(self: &Rc<Self>) -> Rc<Scope> {
        self.further(usize::MAX)
    }
}

impl Machine {
    /// Where the machine is now: for messages, and for the lines of an exception.
    pub(super) fn at(&self, place: Place) {
        self.line.set(place.line as usize);
        self.running.span.set(place.span());
    }

    /// A variable's value.
    pub(super) fn load(&mut self, scope: &Rc<Scope>, name: &Name) -> Run<Value> {
        let found = match name.reach {
            Reach::Local => scope.get(&name.id),
            Reach::Outer(hops) => scope.further(hops).get(&name.id),
            Reach::Global => self.global(&scope.outermost(), &name.id),
            Reach::Class(hops) => match scope.get(&name.id) {
                Some(value) => Some(value),
                None => match hops {
                    Some(hops) => scope.further(hops).get(&name.id),
                    None => self.global(&scope.outermost(), &name.id),
                },
            },
            Reach::Anywhere => self.anywhere(scope, &name.id),
        };
        found.map_or_else(|| Err(self.unbound(scope, name)), Ok)
    }

    fn global(&self, outermost: &Rc<Scope>, name: &str) -> Option<Value> {
        outermost.get(name).or_else(|| self.builtins.get(name).cloned())
    }

    fn anywhere(&self, scope: &Rc<Scope>, name: &str) -> Option<Value> {
        let mut at = Some(Rc::clone(scope));
        let mut innermost = true;
        while let Some(scope) = at {
            if (innermost || !scope.is_class)
                && let Some(value) = scope.get(name)
            {
                return Some(value);
            }
            innermost = false;
            at = scope.outer.clone();
        }
        self.builtins.get(name).cloned()
    }

    fn unbound(&mut self, scope: &Rc<Scope>, name: &Name) -> crate::orm::python::Stop {
        let id = &name.id;
        match name.reach {
            Reach::Local => self.error(
                "UnboundLocalError",
                format!(
                    "cannot access local variable '{id}' where it is not associated with a value"
                ),
            ),
            Reach::Outer(_) | Reach::Class(Some(_)) => self.error(
                "NameError",
                format!(
                    "cannot access free variable '{id}' where it is not associated with a value in \
                     enclosing scope"
                ),
            ),
            Reach::Global | Reach::Class(None) | Reach::Anywhere => {
                let text = format!("name '{id}' is not defined");
                match hint::import_of(self, id).filter(|_| !id.starts_with('_')) {
                    Some(import) => self
                        .error("NameError", text)
                        .with_help(|| format!("It has to be imported: {import}")),
                    None => {
                        let hint = hint::variable(self, scope, id);
                        self.error_with_hint("NameError", text, hint.as_deref())
                    }
                }
            }
        }
    }

    /// Binds a variable.
    pub(super) fn store(&mut self, scope: &Rc<Scope>, name: &Name, value: Value) {
        let scope = self.home(scope, name);
        let before = scope.names.borrow_mut().insert(Rc::clone(&name.id), value);
        // What it was before may be the last of its kind, and must not be dropped in a borrow.
        drop(before);
    }

    /// The scope that a variable is bound in.
    fn home(&self, scope: &Rc<Scope>, name: &Name) -> Rc<Scope> {
        match name.reach {
            Reach::Local | Reach::Class(_) | Reach::Anywhere => Rc::clone(scope),
            Reach::Outer(hops) => scope.further(hops),
            Reach::Global => scope.outermost(),
        }
    }

    /// Unbinds a variable, if it is bound.
    pub(super) fn forget(&mut self, scope: &Rc<Scope>, name: &Name) -> bool {
        let scope = self.home(scope, name);
        let before = scope.names.borrow_mut().shift_remove(&name.id);
        before.is_some()
    }

    /// `del name`.
    pub(super) fn unbind(&mut self, scope: &Rc<Scope>, name: &Name) -> Run<()> {
        if self.forget(scope, name) { Ok(()) } else { Err(self.unbound(scope, name)) }
    }

    /// The variables of the innermost body, as `locals()` gives them: the script's own, or a copy.
    pub(super) fn locals(&self) -> Value {
        match self.running.frames.last() {
            Some(frame) if !Rc::ptr_eq(&frame.scope, &self.globals) => {
                let names = frame.scope.names.borrow().clone();
                Value::dict(names.into_iter().collect())
            }
            _ => super::namespace::of_scope(&self.globals),
        }
    }
}
