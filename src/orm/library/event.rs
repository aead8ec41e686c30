//! `sqlalchemy.event` and `sqlalchemy.inspect`.

use std::rc::Rc;

use super::modules::set;
use crate::orm::core::engine::listening::{OF_ENGINES, OF_TABLES};
use crate::orm::core::inspector::Inspector;
use crate::orm::core::{Engine, Library, MetaData, Table, errors};
use crate::orm::mapper;
use crate::orm::python::{Args, Machine, Native, Run, Value};
use crate::orm::unit_of_work::{Shared, State};

/// What a call of `listen` is about.
struct Asked {
    target: Value,
    name: Rc<str>,
    function: Option<Value>,
    named: Vec<(Rc<str>, Value)>,
}

impl Asked {
    fn of(machine: &mut Machine, function: &str, args: Args) -> Run<Self> {
        let names: &[&str] = match function {
            "listens_for" => &["target", "identifier", "*args", "**kw"],
            _ => &["target", "identifier", "fn", "*args", "**kw"],
        };
        let taken = args.bind(machine, function, names)?;
        let mut values = taken.values.into_iter().flatten();
        let target = values.next().unwrap_or(Value::None);
        let name = values.next().unwrap_or(Value::None);
        let name = machine.str(&name)?;
        Ok(Self { target, name, function: values.next(), named: taken.named })
    }

    fn listen(&self, machine: &mut Machine, shared: &Shared, function: &Value) -> Run<()> {
        let function = function.clone();
        let (name, named) = (&self.name, &self.named);
        if shared.listen(machine, &self.target, name, function.clone(), named)? {
            return Ok(());
        }
        self.check(machine)?;
        let heard = (self.target.clone(), Rc::clone(name), function);
        Library::of(machine).listeners.borrow_mut().push(heard);
        Ok(())
    }
}

impl Asked {
    /// Refuses what nobody tells of.
    fn check(&self, machine: &mut Machine) -> Run<()> {
        let named =
            |wanted: &[&str]| matches!(&self.target, Value::Class(c) if wanted.contains(&&*c.name));
        let target = &self.target;
        let (known, what) = if target.native::<Engine>().is_some() || named(&["Engine", "Pool"]) {
            (&OF_ENGINES, "an engine")
        } else if target.native::<Table>().is_some()
            || target.native::<MetaData>().is_some()
            || named(&["Table", "MetaData"])
        {
            (&OF_TABLES, "a table")
        } else {
            return Ok(());
        };
        let returns = self.named.iter().any(|(key, _)| &**key == "retval");
        if known.contains(&&*self.name) && !returns {
            return Ok(());
        }
        Err(machine.unsupported(format!("the event {} of {what}", self.name)))
    }
}

/// Makes the module `sqlalchemy.event`, and `sqlalchemy.inspect`.
pub(super) fn install(machine: &mut Machine, shared: &Rc<Shared>) {
    let sessions = Rc::clone(shared);
    let listen = Value::function("listen", move |machine, args| {
        let asked = Asked::of(machine, "listen", args)?;
        let function = asked.function.clone().unwrap_or(Value::None);
        asked.listen(machine, &sessions, &function)?;
        Ok(Value::None)
    });
    let sessions = Rc::clone(shared);
    let listens_for = Value::function("listens_for", move |machine, args| {
        let asked = Asked::of(machine, "listens_for", args)?;
        let sessions = Rc::clone(&sessions);
        Ok(Value::function("decorate", move |machine, args| {
            let taken = args.bind(machine, "decorate", &["fn"])?;
            let function = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
            asked.listen(machine, &sessions, &function)?;
            Ok(function)
        }))
    });
    let sessions = Rc::clone(shared);
    let remove = Value::function("remove", move |machine, args| {
        let asked = Asked::of(machine, "remove", args)?;
        if let Some(function) = &asked.function {
            sessions.unlisten(&asked.name, function);
            let library = Library::of(machine);
            library.listeners.borrow_mut().retain(|(target, name, heard)| {
                !(target.is(&asked.target) && *name == asked.name && heard.is(function))
            });
        }
        Ok(Value::None)
    });
    for (name, function) in [("listen", listen), ("listens_for", listens_for), ("remove", remove)] {
        set(machine, "sqlalchemy.event", name, function);
    }
    let inspect = Value::function("inspect", inspect);
    set(machine, "sqlalchemy", "inspect", inspect.clone());
    set(machine, "sqlalchemy.inspection", "inspect", inspect);
}

/// `inspect(subject, raiseerr=True)`.
fn inspect(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "inspect", &["subject", "raiseerr?"])?;
    let mut values = taken.values.into_iter();
    let subject = values.next().flatten().unwrap_or(Value::None);
    let raises = match values.next().flatten() {
        Some(value) => machine.truth(&value)?,
        None => true,
    };
    if let Some(inspected) = mapper::library::inspected(machine, &subject)? {
        return Ok(inspected);
    }
    if let Value::Instance(instance) = &subject
        && let Some(state) = State::of_instance(instance)
    {
        return Ok(Value::Native(state as Rc<dyn Native>));
    }
    if let Value::Native(native) = &subject {
        // What is in SQL is its own inspection.
        let _ = native;
        return Ok(Inspector::of(&subject).unwrap_or(subject));
    }
    if !raises {
        return Ok(Value::None);
    }
    let class = machine.class_of(&subject);
    let shown = machine.repr(&Value::Class(class))?;
    let message = format!("No inspection system is available for object of type {shown}");
    Err(errors::raise(machine, "NoInspectionAvailable", message))
}
