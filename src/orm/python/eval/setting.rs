//! Setting and deleting attributes, by Python's protocol.

use std::rc::Rc;

use crate::orm::python::{Args, Instance, Machine, Run, Value};

impl Machine {
    /// `value.name = new`.
    pub fn set_attribute(&mut self, value: &Value, name: &str, new: Value) -> Run<()> {
        match value {
            Value::Instance(instance) => {
                if let Some(set) = self.special_method(value, "__setattr__")? {
                    self.call(&set, Args::of(vec![Value::str(name), new]))?;
                    return Ok(());
                }
                self.set_on_instance(instance, name, new)
            }
            Value::Class(class) => {
                if class.line == 0 && &*class.module == "builtins" {
                    let text =
                        format!("cannot set '{name}' attribute of immutable type '{}'", class.name);
                    return Err(self.error("TypeError", text));
                }
                if let Some(meta) = class.library()
                    && meta.class_attribute_set(self, class, name, &new)?
                {
                    return Ok(());
                }
                let before = class.dict.borrow_mut().insert(name.into(), new);
                drop(before);
                Ok(())
            }
            Value::Module(module) => {
                let before = module.names.borrow_mut().insert(name.into(), new);
                drop(before);
                Ok(())
            }
            Value::Function(function) => {
                let before = function.dict.borrow_mut().insert(name.into(), new);
                drop(before);
                Ok(())
            }
            Value::Native(native) if Rc::clone(native).set_attribute(self, name, new)? => Ok(()),
            _ => match self.attribute_if_any(value, name)? {
                Some(_) => {
                    let kind = self.class_of(value);
                    let text = format!("'{}' object attribute '{name}' is read-only", kind.name);
                    Err(self.error("AttributeError", text))
                }
                None => Err(self.no_attribute(value, name)),
            },
        }
    }

    pub(super) fn set_on_instance(
        &mut self,
        instance: &Rc<Instance>,
        name: &str,
        new: Value,
    ) -> Run<()> {
        if let Some((_, attribute)) = instance.class.in_line(name)
            && self.set_through(&attribute, instance, name, &new)?
        {
            return Ok(());
        }
        if self.set_on_exception(instance, name, &new) {
            return Ok(());
        }
        if instance.class.has_no_place_for(name) {
            return Err(self.no_attribute(&Value::Instance(Rc::clone(instance)), name));
        }
        self.use_memory(1)?;
        let before = instance.dict.borrow_mut().insert(name.into(), new);
        drop(before);
        Ok(())
    }

    /// Sets an object's attribute by a descriptor, as if that stood in its class; false where it
    /// is none.
    ///
    /// # Errors
    ///
    /// AttributeError where it does not take values, and what it raises.
    pub fn set_through(
        &mut self,
        descriptor: &Value,
        instance: &Rc<Instance>,
        name: &str,
        new: &Value,
    ) -> Run<bool> {
        let object = Value::Instance(Rc::clone(instance));
        match descriptor {
            Value::Property(property) => match &property.set {
                Some(set) => self.call(set, Args::of(vec![object, new.clone()]))?,
                None => return Err(self.no_accessor(instance, name, "setter")),
            },
            Value::Native(native) if native.is_descriptor() && native.takes_sets() => {
                Rc::clone(native).descriptor_set(self, instance, new.clone())?;
                return Ok(true);
            }
            Value::Instance(_) => match self.special_method(descriptor, "__set__")? {
                Some(set) => self.call(&set, Args::of(vec![object, new.clone()]))?,
                None => return Ok(false),
            },
            _ => return Ok(false),
        };
        Ok(true)
    }

    fn no_accessor(
        &mut self,
        instance: &Rc<Instance>,
        name: &str,
        accessor: &str,
    ) -> crate::orm::python::Stop {
        let text =
            format!("property '{name}' of '{}' object has no {accessor}", instance.class.name);
        self.error("AttributeError", text)
    }

    /// `del value.name`.
    pub fn delete_attribute(&mut self, value: &Value, name: &str) -> Run<()> {
        match value {
            Value::Instance(instance) => {
                if let Some(delete) = self.special_method(value, "__delattr__")? {
                    return self.call(&delete, Args::of(vec![Value::str(name)])).map(drop);
                }
                self.delete_on_instance(instance, name)
            }
            Value::Class(class) => {
                let before = class.dict.borrow_mut().shift_remove(name);
                match before {
                    Some(_) => Ok(()),
                    None => Err(self.no_attribute(value, name)),
                }
            }
            Value::Module(module) => {
                let before = module.names.borrow_mut().shift_remove(name);
                match before {
                    Some(_) => Ok(()),
                    None => Err(self.no_attribute(value, name)),
                }
            }
            Value::Function(function) => {
                let before = function.dict.borrow_mut().shift_remove(name);
                match before {
                    Some(_) => Ok(()),
                    None => Err(self.no_attribute(value, name)),
                }
            }
            Value::Native(native) if Rc::clone(native).delete_attribute(self, name)? => Ok(()),
            _ => Err(self.no_attribute(value, name)),
        }
    }

    pub(super) fn delete_on_instance(&mut self, instance: &Rc<Instance>, name: &str) -> Run<()> {
        if let Some((_, attribute)) = instance.class.in_line(name) {
            match &attribute {
                Value::Property(property) => {
                    let object = Value::Instance(Rc::clone(instance));
                    return match &property.delete {
                        Some(delete) => self.call(delete, Args::of(vec![object])).map(drop),
                        None => Err(self.no_accessor(instance, name, "deleter")),
                    };
                }
                Value::Native(native) if native.is_descriptor() && native.takes_sets() => {
                    return Rc::clone(native).descriptor_delete(self, instance);
                }
                Value::Instance(_) => {
                    if let Some(delete) = self.special_method(&attribute, "__delete__")? {
                        let object = Value::Instance(Rc::clone(instance));
                        return self.call(&delete, Args::of(vec![object])).map(drop);
                    }
                }
                _ => {}
            }
        }
        let before = instance.dict.borrow_mut().shift_remove(name);
        match before {
            Some(_) => Ok(()),
            None => Err(self.no_attribute(&Value::Instance(Rc::clone(instance)), name)),
        }
    }
}
