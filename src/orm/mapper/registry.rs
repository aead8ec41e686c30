//! `registry()` as a script holds it.

use std::rc::Rc;

use super::Registry;
use crate::orm::python::{Args, Machine, Native, Run, Value};

impl Native for Registry {
    fn type_name(&self) -> Rc<str> {
        "registry".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["configure", "generate_base", "mapped", "mapped_as_dataclass", "map_imperatively"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(Some(match name {
            "configure" => {
                self.configure(machine)?;
                Value::None
            }
            "generate_base" => self.generate_base(machine, args)?,
            "map_imperatively" => self.map_imperatively(machine, args)?,
            "mapped" => {
                let taken = args.bind(machine, "registry.mapped", &["cls"])?;
                let class = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
                self.mapped(machine, &class, None)?
            }
            "mapped_as_dataclass" => self.mapped_as_dataclass(machine, args)?,
            _ => return Err(machine.unsupported(format!("registry.{name}()"))),
        }))
    }
    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(Some(match name {
            "metadata" => Value::Native(Rc::clone(&self.metadata) as Rc<dyn Native>),
            "mappers" => {
                let mappers = self.mappers.borrow();
                let values = mappers.iter().map(|m| Value::Native(Rc::clone(m) as Rc<dyn Native>));
                Value::list(values.collect())
            }
            _ => return Ok(None),
        }))
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        Ok(Some(format!("<sqlalchemy.orm.decl_api.registry object at 0x{address:x}>").into()))
    }
}
