//! `SessionTransaction` as the script sees it: what `begin()` gives.

use std::rc::Rc;

use super::{Origin, Phase, Transaction};
use crate::orm::core::errors;
use crate::orm::python::{Args, Machine, Native, Raised, Run, Value};
use crate::orm::unit_of_work::Session;

impl Native for Transaction {
    fn type_name(&self) -> Rc<str> {
        "SessionTransaction".into()
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "is_active" => Some(Value::Bool(self.phase.get() == Phase::Active)),
            "nested" => Some(Value::Bool(self.is_nested())),
            "parent" => Some(self.parent.as_ref().map_or(Value::None, Transaction::value)),
            "session" => Some(
                self.session.upgrade().map_or(Value::None, |session| Value::Native(session as _)),
            ),
            name => self.methods().contains(&name).then(|| Value::bound(self, name)),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "commit" => {
                args.bind(machine, "commit", &[])?;
                self.commit(machine, false)?;
            }
            "rollback" => {
                args.bind(machine, "rollback", &[])?;
                self.rollback(machine, None, false)?;
            }
            "close" => {
                args.bind(machine, "close", &[])?;
                self.close(machine)?;
            }
            _ => return Ok(None),
        }
        Ok(Some(Value::None))
    }

    fn methods(&self) -> &'static [&'static str] {
        &["commit", "rollback", "close"]
    }

    fn enter(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Value>> {
        if let Some(session) = self.session.upgrade() {
            let outer = session.context.borrow_mut().replace(Rc::clone(&self));
            *self.outer_context.borrow_mut() = outer;
        }
        Ok(Some(self.value()))
    }

    fn exit(self: Rc<Self>, machine: &mut Machine, raised: Option<&Raised>) -> Run<bool> {
        let done = self.leave(machine, raised.is_some());
        if let Some(session) = self.session.upgrade() {
            let is_own =
                session.context.borrow().as_ref().is_some_and(|own| Rc::ptr_eq(own, &self));
            if is_own {
                let outer = self.outer_context.borrow_mut().take();
                *session.context.borrow_mut() = outer;
            }
        }
        done.map(|()| false)
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Transaction {
    fn leave(self: &Rc<Self>, machine: &mut Machine, failed: bool) -> Run<()> {
        let is_active = self.phase.get() == Phase::Active;
        if !failed && is_active {
            let done = self.commit(machine, false);
            if done.is_err() && !matches!(self.phase.get(), Phase::Committed | Phase::Closed) {
                self.rollback(machine, None, false)?;
            }
            return done;
        }
        if is_active {
            return self.rollback(machine, None, false);
        }
        if self.phase.get() == Phase::Closed { Ok(()) } else { self.close(machine) }
    }
}

impl Session {
    /// No statement may be sent in a `with` block whose transaction is over.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where that is so.
    pub(in crate::orm::unit_of_work) fn check_context(&self, machine: &mut Machine) -> Run<()> {
        let context = self.context.borrow().clone();
        if context.is_none_or(|context| context.phase.get() == Phase::Active) {
            return Ok(());
        }
        let text = "Can't operate on closed transaction inside context manager.  Please complete \
                    the context manager before emitting further commands.";
        Err(errors::raise(machine, "InvalidRequestError", text))
    }

    /// The transaction that is open, or one that begins now.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where that is switched off.
    pub fn autobegin(self: &Rc<Self>, machine: &mut Machine) -> Run<Rc<Transaction>> {
        if let Some(transaction) = self.transaction.borrow().clone() {
            return Ok(transaction);
        }
        if !self.autobegin.get() {
            let text = "Autobegin is disabled on this Session; please call session.begin() to \
                        start a new transaction";
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        Transaction::new(machine, self, Origin::Autobegin, None)
    }

    /// `begin()` and `begin_nested()`.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where one has begun.
    pub fn begin(self: &Rc<Self>, machine: &mut Machine, nested: bool) -> Run<Rc<Transaction>> {
        let open = self.transaction.borrow().clone();
        let open = match open {
            Some(open) => open,
            None => {
                let begun = Transaction::new(machine, self, Origin::Begin, None)?;
                if !nested {
                    return Ok(begun);
                }
                begun
            }
        };
        if !nested {
            let text = "A transaction is already begun on this Session.";
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        let transaction = open.within(machine, self, Origin::Nested)?;
        *self.nested.borrow_mut() = Some(Rc::clone(&transaction));
        Ok(transaction)
    }
}
