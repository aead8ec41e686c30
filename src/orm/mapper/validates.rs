//! `@validates` and `@reconstructor`: functions of a class that its mapper calls.

use std::rc::Rc;

use super::{Mapper, Validator};
use crate::orm::core::errors;
use crate::orm::python::{Args, Machine, Run, Value};

/// The names under which a function is marked.
const NAMES: &str = "__sa_validators__";
const OPTIONS: &str = "__sa_validation_opts__";
const RECONSTRUCTOR: &str = "__sa_reconstructor__";

/// `validates(*names, include_removes=…, include_backrefs=…)`.
///
/// # Errors
///
/// TypeError for arguments that are none.
pub fn validates(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken =
        args.bind(machine, "validates", &["*names", "include_removes?", "include_backrefs?"])?;
    let mut flags = [false, true];
    for (flag, value) in flags.iter_mut().zip(&taken.values) {
        if let Some(value) = value {
            *flag = machine.truth(value)?;
        }
    }
    let names = Value::tuple(taken.rest);
    let options = Value::tuple(flags.map(Value::Bool).to_vec());
    Ok(Value::function("wrap", move |machine, args| {
        let mut taken = args.bind(machine, "wrap", &["fn"])?;
        let function = taken.values.pop().flatten().unwrap_or(Value::None);
        machine.set_attribute(&function, NAMES, names.clone())?;
        machine.set_attribute(&function, OPTIONS, options.clone())?;
        Ok(function)
    }))
}

/// `reconstructor(function)`.
///
/// # Errors
///
/// TypeError for arguments that are none.
pub fn reconstructor(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut taken = args.bind(machine, "reconstructor", &["fn"])?;
    let function = taken.values.pop().flatten().unwrap_or(Value::None);
    machine.set_attribute(&function, RECONSTRUCTOR, Value::Bool(true))?;
    Ok(function)
}

/// Finds the marked functions of a class and its ancestors, the nearest of each name.
///
/// # Errors
///
/// InvalidRequestError for two functions for one attribute.
pub(super) fn collect(machine: &mut Machine, mapper: &Rc<Mapper>) -> Run<()> {
    let mut seen: Vec<Rc<str>> = Vec::new();
    let classes = std::iter::once(&mapper.class).chain(&mapper.class.ancestors);
    for class in classes {
        let functions: Vec<(Rc<str>, Rc<crate::orm::python::Function>)> = class
            .dict
            .borrow()
            .iter()
            .filter_map(|(name, value)| match value {
                Value::Function(function) => Some((Rc::clone(name), Rc::clone(function))),
                _ => None,
            })
            .collect();
        for (name, function) in functions {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let value = Value::Function(Rc::clone(&function));
            if function.dict.borrow().contains_key(RECONSTRUCTOR) {
                mapper.reconstructor.borrow_mut().get_or_insert_with(|| value.clone());
            }
            let names = function.dict.borrow().get(NAMES).cloned();
            let options = function.dict.borrow().get(OPTIONS).cloned();
            let (Some(Value::Tuple(names)), Some(Value::Tuple(options))) = (names, options) else {
                continue;
            };
            let flag = |at: usize| matches!(options.get(at), Some(Value::Bool(true)));
            for name in names.iter() {
                let name = machine.str(name)?;
                if mapper.validators.borrow().contains_key(&name) {
                    let message = format!(
                        "A validation function for mapped attribute '{name}' on mapper {} already \
                         exists.",
                        mapper.described()
                    );
                    return errors::invalid(machine, message);
                }
                let validator = Validator {
                    function: value.clone(),
                    include_removes: flag(0),
                    include_backrefs: flag(1),
                };
                mapper.validators.borrow_mut().insert(name, validator);
            }
        }
    }
    Ok(())
}
