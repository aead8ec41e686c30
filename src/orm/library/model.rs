//! `db.Model`: the base class that Flask-SQLAlchemy gives models.

use std::cell::RefCell;
use std::rc::Rc;

use crate::orm::core::MetaData;
use crate::orm::mapper;
use crate::orm::python::{Args, Class, Instance, Machine, Native, Run, Value};

/// `Model.query`: a query for the class through which it is reached.
struct QueryProperty {
    session: Rc<RefCell<Value>>,
}

impl Native for QueryProperty {
    fn type_name(&self) -> Rc<str> {
        "_QueryProperty".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn is_descriptor(&self) -> bool {
        true
    }
    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        _instance: Option<&Rc<Instance>>,
        owner: &Rc<Class>,
    ) -> Run<Value> {
        let session = self.session.borrow().clone();
        machine.call_method(&session, "query", Args::of(vec![Value::Class(Rc::clone(owner))]))
    }
}

/// The base class of a `db`'s models, whose session the cell holds once it is made.
pub(super) fn base(
    machine: &mut Machine,
    session: Rc<RefCell<Value>>,
    metadata: Value,
    model_class: Option<Value>,
) -> Run<Value> {
    let Some(metadata) = metadata.native::<MetaData>() else {
        return Err(machine.unsupported("SQLAlchemy(metadata=…) with what is no MetaData"));
    };
    let bases = match model_class {
        Some(Value::Class(class)) => vec![class],
        None => vec![machine.builtin_class("object")],
        Some(_) => {
            return Err(machine.unsupported("SQLAlchemy(model_class=…) with what is no class"));
        }
    };
    let class = mapper::flask_base(machine, &metadata, bases);
    class.dict.borrow_mut().insert("query".into(), Value::of(QueryProperty { session }));
    Ok(Value::Class(class))
}
