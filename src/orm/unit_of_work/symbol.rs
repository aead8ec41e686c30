//! SQLAlchemy's symbols, as listeners are handed them.

use std::rc::Rc;

use crate::orm::python::{Machine, Native, Run};

/// One of SQLAlchemy's symbols that stand for the absence of a value.
pub(super) struct Symbol(pub(super) &'static str);

impl Native for Symbol {
    fn type_name(&self) -> Rc<str> {
        "LoaderCallableStatus".into()
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let number = if self.0 == "NO_VALUE" { 4 } else { 0 };
        Ok(Some(format!("<LoaderCallableStatus.{}: {number}>", self.0).into()))
    }

    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("LoaderCallableStatus.{}", self.0).into()))
    }

    fn key(&self) -> Option<Vec<u8>> {
        Some(self.0.as_bytes().to_vec())
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
