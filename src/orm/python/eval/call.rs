//! Calls: of anything that can be called, and of methods without a detour.

use std::rc::Rc;

use crate::orm::python::syntax::{Arguments, Expression, ExpressionKind};
use crate::orm::python::{Args, Machine, Run, Scope, Value};

impl Machine {
    /// `value(…)`.
    pub fn call(&mut self, value: &Value, mut args: Args) -> Run<Value> {
        self.step(1)?;
        match value {
            Value::Function(function) => self.call_function(function, args),
            Value::Method(method) => {
                args.positional.insert(0, method.receiver.clone());
                super::deep::deeper(|| self.call(&method.function, args))
            }
            Value::Builtin(builtin) => (builtin.run)(self, args),
            Value::Class(class) => self.instantiate(class, args),
            Value::StaticMethod(function) => super::deep::deeper(|| self.call(function, args)),
            Value::Native(native) => match Rc::clone(native).call(self, args)? {
                Some(value) => Ok(value),
                None => Err(self.not_callable(value)),
            },
            Value::Instance(_) => match self.special_method(value, "__call__")? {
                Some(method) => self.call(&method, args),
                None => Err(self.not_callable(value)),
            },
            _ => Err(self.not_callable(value)),
        }
    }

    fn not_callable(&mut self, value: &Value) -> crate::orm::python::Stop {
        let kind = self.class_of(value);
        self.error("TypeError", format!("'{}' object is not callable", kind.name))
    }

    /// `value.name(…)`.
    pub fn call_method(&mut self, value: &Value, name: &str, args: Args) -> Run<Value> {
        match value {
            Value::Native(native) if native.methods().contains(&name) => {
                self.step(1)?;
                if let Some(value) = Rc::clone(native).call_method(self, name, args.clone())? {
                    return Ok(value);
                }
            }
            Value::Str(_) | Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::Tuple(_) => {
                self.step(1)?;
                if let Some(value) = self.builtin_method(value, name, args.clone())? {
                    return Ok(value);
                }
            }
            _ => {}
        }
        let method = self.attribute(value, name)?;
        self.call(&method, args)
    }

    /// A call in the script's text.
    pub(super) fn call_expression(
        &mut self,
        scope: &Rc<Scope>,
        whole: &Expression,
        function: &Expression,
        arguments: &Arguments,
    ) -> Run<Value> {
        if let ExpressionKind::Attribute(object, name) = &function.kind {
            let object = self.value(scope, object)?;
            self.at(function.place);
            if has_own_methods(&object, name) {
                let args = self.arguments(scope, &object, arguments)?;
                self.at(whole.place);
                return self.call_method(&object, name, args);
            }
            let method = self.attribute(&object, name)?;
            let args = self.arguments(scope, &method, arguments)?;
            self.at(whole.place);
            return self.call(&method, args);
        }
        let function = self.value(scope, function)?;
        let args = self.arguments(scope, &function, arguments)?;
        self.at(whole.place);
        self.call(&function, args)
    }

    /// What messages about a call's arguments call the function.
    pub(super) fn full_name(&mut self, function: &Value) -> String {
        match function {
            Value::Function(function) => format!("__main__.{}()", function.qualified),
            Value::Method(method) => self.full_name(&method.function.clone()),
            Value::Builtin(builtin) => format!("{}()", builtin.name),
            Value::Class(class) if &*class.module == "builtins" => format!("{}()", class.name),
            Value::Class(class) => format!("{}.{}()", class.module, class.qualified()),
            _ => format!("{} object", self.class_of(function).name),
        }
    }
}

/// The object has a method of that name that needs not be looked up first.
fn has_own_methods(object: &Value, name: &str) -> bool {
    matches!(object, Value::Native(native) if native.methods().contains(&name))
}
