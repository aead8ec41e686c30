//! `scoped_session.registry`: whether there is a session, and which.

use std::rc::Rc;

use super::factory::ScopedSession;
use crate::orm::python::{Args, Machine, Native, Run, Value};

/// `scoped.registry`.
pub(super) struct Registry(pub(super) Rc<ScopedSession>);

impl Native for Registry {
    fn type_name(&self) -> Rc<str> {
        "ThreadLocalRegistry".into()
    }

    fn methods(&self) -> &'static [&'static str] {
        &["has", "clear"]
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        args.bind(machine, name, &[])?;
        Ok(Some(match name {
            "has" => Value::Bool(self.0.current.borrow().is_some()),
            "clear" => {
                let before = self.0.current.borrow_mut().take();
                drop(before);
                Value::None
            }
            _ => return Ok(None),
        }))
    }

    fn call(self: Rc<Self>, machine: &mut Machine, _: Args) -> Run<Option<Value>> {
        self.0.session(machine).map(Some)
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
