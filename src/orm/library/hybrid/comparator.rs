//! `sqlalchemy.ext.hybrid.Comparator`: the class from which a script derives its own operators.

use super::super::modules::set;
use super::operator::{Function, Operator};
use crate::orm::python::{Args, Machine, Run, Value};

/// Makes the class.
pub(crate) fn install(machine: &mut Machine) {
    let module = "sqlalchemy.ext.hybrid";
    let class = machine.new_class("Comparator", module, Vec::new(), None);
    let put = |name: &str, value: Value| {
        let before = class.dict.borrow_mut().insert(name.into(), value);
        drop(before);
    };
    put("__init__", Value::function("__init__", init));
    put("__clause_element__", Value::function("__clause_element__", clause_element));
    put("operate", Value::function("operate", refuse));
    put("reverse_operate", Value::function("reverse_operate", refuse));
    for (method, name, operator) in Operator::all() {
        let way = if Operator::is_reflected(method) { "reverse_operate" } else { "operate" };
        let function = Value::function(method, move |machine, mut args| {
            if args.positional.is_empty() {
                return Err(machine.error("TypeError", format!("{way}() needs an object")));
            }
            let own = args.positional.remove(0);
            args.positional.insert(0, Value::of(Function { operator, name: name.as_str().into() }));
            machine.call_method(&own, way, args)
        });
        put(method, function);
    }
    set(machine, module, "Comparator", Value::Class(class));
}

fn init(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "Comparator.__init__", &["self", "expression"])?;
    let mut values = taken.values.into_iter().flatten();
    if let (Some(own), Some(expression)) = (values.next(), values.next()) {
        machine.set_attribute(&own, "expression", expression)?;
    }
    Ok(Value::None)
}

fn clause_element(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "Comparator.__clause_element__", &["self"])?;
    let own = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
    let expression = machine.attribute(&own, "expression")?;
    match machine.attribute_if_any(&expression, "__clause_element__")? {
        Some(method) if expression.native::<crate::orm::mapper::Attribute>().is_none() => {
            machine.call(&method, Args::none())
        }
        _ => Ok(expression),
    }
}

/// What a comparator does with an operator that the script gave no meaning.
fn refuse(machine: &mut Machine, args: Args) -> Run<Value> {
    let operator = args.positional.get(1).cloned().unwrap_or(Value::None);
    let shown = machine.str(&operator)?;
    Err(machine.error("NotImplementedError", &*shown))
}
