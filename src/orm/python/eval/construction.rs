//! Making objects of classes.

use std::rc::Rc;

use crate::orm::python::{Args, Class, Instance, Machine, Run, Value};

/// Marks a class whose abstract methods count, as `abc.ABC` does.
pub(super) const ABSTRACT: &str = "_abc_impl";

/// `@abstractmethod` stands above it.
fn is_abstract(value: &Value) -> bool {
    match value {
        Value::Function(function) => function.dict.borrow().contains_key("__isabstractmethod__"),
        Value::StaticMethod(inner) | Value::ClassMethod(inner) => is_abstract(inner),
        Value::Property(property) => {
            [&property.get, &property.set, &property.delete].into_iter().flatten().any(is_abstract)
        }
        _ => false,
    }
}

impl Machine {
    /// The names of the abstract methods that a class still has, if it is one that must not.
    fn abstract_methods(class: &Rc<Class>) -> Vec<Rc<str>> {
        if !class.line_of_descent().any(|class| class.dict.borrow().contains_key(ABSTRACT)) {
            return Vec::new();
        }
        let mut found: Vec<Rc<str>> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for class in class.line_of_descent() {
            for (name, value) in &*class.dict.borrow() {
                if seen.insert(Rc::clone(name)) && is_abstract(value) {
                    found.push(Rc::clone(name));
                }
            }
        }
        found.sort();
        found
    }

    /// `Class(…)`.
    pub(super) fn instantiate(&mut self, class: &Rc<Class>, args: Args) -> Run<Value> {
        if let Some(construct) = &class.construct {
            return (construct.run)(self, args);
        }
        let library = class.library();
        if let Some(meta) = &library
            && let Some(value) = meta.class_called(self, class, &args)?
        {
            return Ok(value);
        }
        self.use_memory(2)?;
        let missing = Self::abstract_methods(class);
        if !missing.is_empty() {
            let plural = if missing.len() == 1 { "" } else { "s" };
            let text = format!(
                "Can't instantiate abstract class {} with abstract method{plural} {}",
                class.name,
                missing.join(", ")
            );
            return Err(self.error("TypeError", text));
        }
        let instance = match class.in_line("__new__") {
            Some((_, new)) => {
                let new = match new {
                    Value::StaticMethod(function) => (**function).clone(),
                    new => new,
                };
                let mut with_class = args.clone();
                with_class.positional.insert(0, Value::Class(Rc::clone(class)));
                match self.call(&new, with_class)? {
                    Value::Instance(instance) if instance.class.derives_from(class) => instance,
                    other => return Ok(other),
                }
            }
            None => {
                let instance = self.new_instance(class);
                self.builtin_part(&instance, &args)?;
                instance
            }
        };
        if class.is_exception() {
            instance.as_exception().args.borrow_mut().clone_from(&args.positional);
        }
        if let Some(meta) = &library {
            meta.instance_made(self, &instance)?;
        }
        self.initialise(class, &instance, args)?;
        Ok(Value::Instance(instance))
    }

    fn initialise(&mut self, class: &Rc<Class>, instance: &Rc<Instance>, args: Args) -> Run<()> {
        let value = Value::Instance(Rc::clone(instance));
        for parent in class.line_of_descent() {
            let own = parent.dict.borrow().get("__init__").cloned();
            if let Some(init) = own {
                let mut args = args;
                args.positional.insert(0, value);
                let given = self.call(&init, args)?;
                if !given.is_none() {
                    let kind = self.class_of(&given);
                    let text = format!("__init__() should return None, not '{}'", kind.name);
                    return Err(self.error("TypeError", text));
                }
                return Ok(());
            }
            if let Some(meta) = parent.meta.get() {
                return meta.init(self, instance, args);
            }
        }
        let plain = class.line_of_descent().all(|class| class.line > 0 || &*class.name == "object");
        if plain && !(args.positional.is_empty() && args.named.is_empty()) {
            if class.in_line("__new__").is_some() {
                return Ok(());
            }
            let text = format!("{}() takes no arguments", class.name);
            return Err(self.error("TypeError", text));
        }
        if class.is_exception() && !args.named.is_empty() {
            let text = format!("{}() takes no keyword arguments", class.name);
            return Err(self.error("TypeError", text));
        }
        Ok(())
    }
}
