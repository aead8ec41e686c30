//! `db.Model`: the base class that Flask-SQLAlchemy gives models.

use std::cell::RefCell;
use std::rc::Rc;

use super::modules::call;
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
    if model_class.is_some() {
        return Err(machine.unsupported("SQLAlchemy(model_class=…)"));
    }
    let named = vec![("metadata".into(), metadata), ("name".into(), Value::str("Model"))];
    let args = Args { positional: Vec::new(), named };
    let base = call(machine, "sqlalchemy.orm", "declarative_base", args)?;
    if let Value::Class(class) = &base {
        let query = Value::of(QueryProperty { session });
        let mut dict = class.dict.borrow_mut();
        dict.insert("query".into(), query);
        dict.insert("__repr__".into(), Value::function("__repr__", repr));
    }
    Ok(base)
}

/// `repr()` of a model's object: its key, or that it has none yet.
fn repr(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "Model.__repr__", &["self"])?;
    let object = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
    let name = Rc::clone(&machine.class_of(&object).name);
    let state = call(machine, "sqlalchemy", "inspect", Args::of(vec![object.clone()]))?;
    let address = match &object {
        Value::Instance(instance) => instance.identity,
        _ => 0,
    };
    let mut is = |machine: &mut Machine, standing| {
        let value = machine.attribute(&state, standing)?;
        machine.truth(&value)
    };
    let key = if is(machine, "transient")? {
        format!("(transient {address})")
    } else if is(machine, "pending")? {
        format!("(pending {address})")
    } else {
        let identity = machine.attribute(&state, "identity")?;
        let mut parts = Vec::new();
        for part in machine.collect(&identity)? {
            parts.push(machine.str(&part)?);
        }
        parts.join(", ")
    };
    Ok(Value::str(format!("<{name} {key}>")))
}
