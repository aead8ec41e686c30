//! The methods that a dataclass is given.

use std::rc::Rc;

use super::field::Named;
use crate::orm::python::{Args, Class, Comparison, Instance, Machine, Native, Run, Value};

/// A method in Rust that stands in a script's class.
pub(super) struct ClassMethod {
    pub name: &'static str,
    pub function: Value,
}

impl Native for ClassMethod {
    fn type_name(&self) -> Rc<str> {
        "function".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("<function {}>", self.name).into()))
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        machine.call(&self.function, args).map(Some)
    }

    fn is_descriptor(&self) -> bool {
        true
    }

    fn descriptor_get(
        self: Rc<Self>,
        _machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        _owner: &Rc<Class>,
    ) -> Run<Value> {
        Ok(match instance {
            Some(instance) => Value::Method(Rc::new(crate::orm::python::Method {
                receiver: Value::Instance(Rc::clone(instance)),
                function: self.function.clone(),
            })),
            None => self.function.clone(),
        })
    }
}

pub(super) fn init(fields: Rc<[Named]>, function: &str, frozen: bool) -> Value {
    let function: Rc<str> = function.into();
    Value::function("__init__", move |machine, mut args| {
        if args.positional.is_empty() {
            return Err(machine.error("TypeError", "__init__() needs an object"));
        }
        let value = args.positional.remove(0);
        let Value::Instance(instance) = &value else {
            return Err(machine.error("TypeError", "__init__() needs an object"));
        };
        let (by_name, mut ordered): (Vec<&Named>, Vec<&Named>) = fields
            .iter()
            .filter(|named| named.field.in_init)
            .partition(|named| named.field.by_name == Some(true));
        let parameter = |named: &&Named| {
            format!("{}{}", named.name, if named.field.is_optional() { "?" } else { "" })
        };
        // `self` counts where Python says how many arguments there were.
        args.positional.insert(0, value.clone());
        let mut parameters = vec!["self".to_owned()];
        parameters.extend(ordered.iter().map(parameter));
        if !by_name.is_empty() {
            parameters.push("*".to_owned());
            parameters.extend(by_name.iter().map(parameter));
        }
        let names: Vec<&str> = parameters.iter().map(String::as_str).collect();
        let taken = args.bind(machine, &function, &names)?;
        ordered.extend(by_name);
        let mut given: Vec<(&Rc<str>, Option<Value>)> =
            ordered.iter().map(|named| &named.name).zip(taken.values.into_iter().skip(1)).collect();
        for named in fields.iter() {
            let value_given = given.iter_mut().find(|(name, _)| **name == named.name);
            let value_given = value_given.and_then(|(_, value)| value.take());
            let made = match (value_given, &named.field.default, &named.field.factory) {
                (Some(made), ..) => Some(made),
                (None, Some(default), _) => Some(default.clone()),
                (None, None, Some(factory)) => Some(machine.call(factory, Args::none())?),
                (None, None, None) => None,
            };
            if let Some(made) = made {
                if frozen {
                    let old = instance.dict.borrow_mut().insert(Rc::clone(&named.name), made);
                    drop(old);
                } else {
                    machine.set_attribute(&value, &named.name, made)?;
                }
            }
        }
        if let Some(after) = machine.special(&value, "__post_init__") {
            machine.call_special(&value, &after, Vec::new())?;
        }
        Ok(Value::None)
    })
}

pub(super) fn values_of(machine: &mut Machine, value: &Value, fields: &[Named]) -> Run<Vec<Value>> {
    fields.iter().map(|named| machine.attribute(value, &named.name)).collect()
}

pub(super) fn repr(fields: Rc<[Named]>) -> Value {
    Value::function("__repr__", move |machine, args| {
        let value = args.take_one(machine, "__repr__")?;
        let mut texts = Vec::new();
        for named in fields.iter().filter(|named| named.field.in_repr) {
            let field = machine.attribute(&value, &named.name)?;
            texts.push(format!("{}={}", named.name, machine.repr(&field)?));
        }
        let class = machine.class_of(&value);
        Ok(Value::str(format!("{}({})", class.name, texts.join(", "))))
    })
}

pub(super) fn compared(name: &'static str, fields: Rc<[Named]>, op: Comparison) -> Value {
    Value::function(name, move |machine, args| {
        let [value, other] = args.take(machine, name, 2)?;
        let (value, other) = (value.unwrap_or(Value::None), other.unwrap_or(Value::None));
        let (class, of_other) = (machine.class_of(&value), machine.class_of(&other));
        if !Rc::ptr_eq(&class, &of_other) {
            return Ok(Value::NotImplemented);
        }
        let x = Value::tuple(values_of(machine, &value, &fields)?);
        let y = Value::tuple(values_of(machine, &other, &fields)?);
        machine.compare(op, &x, &y)
    })
}
