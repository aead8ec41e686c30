//! Enumerations: classes whose attributes are their members.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use num_bigint::BigInt;

use crate::orm::python::number::whole;
use crate::orm::python::value::Part;
use crate::orm::python::{Args, Class, Dict, Instance, Key, Machine, Meta, Native, Run, Value};

/// The members of an enumeration, by name and in order; names of equal value share a member.
#[derive(Default)]
struct Members {
    list: RefCell<Vec<(Rc<str>, Value)>>,
    names: RefCell<Vec<(Rc<str>, Value)>>,
}

/// `auto()`.
pub(super) struct Auto;

impl Native for Auto {
    fn type_name(&self) -> Rc<str> {
        "auto".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// What makes a class derived from `Enum` an enumeration.
struct EnumMeta;

/// The classes of the `enum` module: name, bases.
pub(super) const CLASSES: &[(&str, &[&str])] = &[
    ("Enum", &["object"]),
    ("ReprEnum", &["Enum"]),
    ("IntEnum", &["int", "ReprEnum"]),
    ("StrEnum", &["str", "ReprEnum"]),
    ("Flag", &["Enum"]),
    ("IntFlag", &["int", "Flag"]),
];

impl Machine {
    /// Adds the classes of the `enum` module to Python's own.
    pub(super) fn add_enumerations(&mut self) {
        for (name, bases) in CLASSES {
            let bases: Vec<Rc<Class>> = bases.iter().map(|base| self.builtin_class(base)).collect();
            let mut ancestors: Vec<Rc<Class>> = Vec::new();
            for base in &bases {
                for class in std::iter::once(base).chain(&base.ancestors) {
                    if !ancestors.iter().any(|known| Rc::ptr_eq(known, class))
                        && &*class.name != "object"
                    {
                        ancestors.push(Rc::clone(class));
                    }
                }
            }
            ancestors.push(self.builtin_class("object"));
            let meta: Rc<dyn Meta> = Rc::new(EnumMeta);
            let class = Rc::new(Class {
                name: Rc::from(*name),
                module: "enum".into(),
                bases,
                ancestors,
                dict: RefCell::default(),
                annotations: RefCell::default(),
                meta: OnceCell::from(meta),
                slot: RefCell::default(),
                construct: None,
                line: 0,
            });
            self.classes.insert(name, class);
        }
    }

    /// The members of an enumeration, each once; none for any other class.
    pub fn enum_members(&self, class: &Rc<Class>) -> Option<Vec<(Rc<str>, Value)>> {
        let members = members_of(class)?;
        let list = members.list.borrow().clone();
        Some(list)
    }

    /// `IntEnum`, `StrEnum`: printed as the value.
    pub(in crate::orm::python) fn is_shown_as_data(&self, class: &Rc<Class>) -> bool {
        class.derives_from(&self.builtin_class("ReprEnum"))
            || class.derives_from(&self.builtin_class("IntFlag"))
    }

    /// `str(member)`.
    pub(in crate::orm::python) fn enum_text(&mut self, instance: &Rc<Instance>) -> Run<Rc<str>> {
        let name = instance.dict.borrow().get("_name_").cloned().unwrap_or(Value::None);
        let name = self.str(&name)?;
        Ok(format!("{}.{name}", instance.class.name).into())
    }

    /// `member.name` and `member.value`.
    pub(super) fn enum_attribute(&self, instance: &Rc<Instance>, name: &str) -> Option<Value> {
        if !self.is_enum(&instance.class) {
            return None;
        }
        let key = match name {
            "name" => "_name_",
            "value" => "_value_",
            _ => return None,
        };
        instance.dict.borrow().get(key).cloned()
    }

    fn make_member(
        &mut self,
        class: &Rc<Class>,
        members: &Rc<Members>,
        name: &Rc<str>,
        given: Value,
    ) -> Run<Value> {
        let value = match given.native::<Auto>() {
            Some(_) => self.next_value(class, members, name)?,
            None => given,
        };
        let part = self.member_part(class, &value)?;
        let own = if part.is_some() && self.is_shown_as_data(class) {
            part.clone().unwrap_or(value)
        } else {
            value
        };
        let known = members.list.borrow().clone();
        for (_, member) in known {
            if let Value::Instance(instance) = &member {
                let other = instance.dict.borrow().get("_value_").cloned().unwrap_or(Value::None);
                if self.equal(&other, &own)? {
                    return Ok(member);
                }
            }
        }
        let instance = self.new_instance(class);
        {
            let mut dict = instance.dict.borrow_mut();
            dict.insert("_value_".into(), own.clone());
            dict.insert("_name_".into(), Value::Str(Rc::clone(name)));
        }
        if let Some(part) = part {
            // An object has its part once only.
            let _ = instance.slot.set(Rc::new(Part(part)));
        }
        let member = Value::Instance(Rc::clone(&instance));
        if let Some(init) = self.special(&member, "__init__") {
            let args = match &own {
                Value::Tuple(items) => items.to_vec(),
                one => vec![one.clone()],
            };
            self.call_special(&member, &init, args)?;
        }
        members.list.borrow_mut().push((Rc::clone(name), member.clone()));
        Ok(member)
    }

    /// What `auto()` stands for.
    fn next_value(
        &mut self,
        class: &Rc<Class>,
        members: &Rc<Members>,
        name: &Rc<str>,
    ) -> Run<Value> {
        let values: Vec<Value> = members
            .list
            .borrow()
            .iter()
            .filter_map(|(_, member)| match member {
                Value::Instance(instance) => instance.dict.borrow().get("_value_").cloned(),
                _ => None,
            })
            .collect();
        if let Some(Value::StaticMethod(function) | Value::ClassMethod(function)) =
            Self::in_class(class, "_generate_next_value_")
        {
            let args = vec![
                Value::Str(Rc::clone(name)),
                Value::Int(1),
                Value::Int(values.len() as i64),
                Value::list(values),
            ];
            return self.call(&function, Args::of(args));
        }
        if let Some(function @ Value::Function(_)) = Self::in_class(class, "_generate_next_value_")
        {
            let args = vec![
                Value::Str(Rc::clone(name)),
                Value::Int(1),
                Value::Int(values.len() as i64),
                Value::list(values),
            ];
            return self.call(&function, Args::of(args));
        }
        if class.derives_from(&self.builtin_class("StrEnum")) {
            return Ok(Value::str(name.to_lowercase()));
        }
        let last = values.iter().filter_map(whole::of).max();
        Ok(whole::value(match last {
            None => BigInt::from(1),
            Some(last) if class.derives_from(&self.builtin_class("Flag")) => {
                BigInt::from(1) << last.bits()
            }
            Some(last) => last + 1,
        }))
    }

    /// The data that a member also is, as of `class Role(str, Enum)`.
    fn member_part(&mut self, class: &Rc<Class>, value: &Value) -> Run<Option<Value>> {
        let family = ["str", "int", "float"]
            .into_iter()
            .find(|name| self.classes.get(name).is_some_and(|family| class.derives_from(family)));
        let Some(family) = family else { return Ok(None) };
        let args = match value {
            Value::Tuple(items) => items.to_vec(),
            one => vec![one.clone()],
        };
        self.construct(family, Args::of(args)).map(Some)
    }
}

fn members_of(class: &Rc<Class>) -> Option<Rc<Members>> {
    let slot = class.slot.borrow().clone()?;
    slot.downcast().ok()
}

/// Names that an enumeration leaves as they are.
fn is_reserved(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__") || name.starts_with('_') && name.ends_with('_')
}

impl Meta for EnumMeta {
    fn class_made(
        &self,
        machine: &mut Machine,
        class: &Rc<Class>,
        _keywords: &[(Rc<str>, Value)],
    ) -> Run<()> {
        let parent = class.ancestors.iter().find(|ancestor| {
            members_of(ancestor).is_some_and(|members| !members.list.borrow().is_empty())
        });
        if let Some(parent) = parent {
            let text = format!("<enum '{}'> cannot extend <enum '{}'>", class.name, parent.name);
            return Err(machine.error("TypeError", text));
        }
        let members = Rc::new(Members::default());
        let own = class.dict.borrow().clone();
        for (name, given) in own {
            let is_plain = match &given {
                Value::Function(_)
                | Value::StaticMethod(_)
                | Value::ClassMethod(_)
                | Value::Property(_)
                | Value::Class(_) => false,
                Value::Native(native) => !native.is_descriptor(),
                _ => true,
            };
            if !is_plain || is_reserved(&name) || name.starts_with(&format!("_{}__", class.name)) {
                continue;
            }
            let member = machine.make_member(class, &members, &name, given)?;
            members.names.borrow_mut().push((Rc::clone(&name), member.clone()));
            class.dict.borrow_mut().insert(name, member);
        }
        *class.slot.borrow_mut() = Some(members);
        Ok(())
    }

    fn class_attribute_set(
        &self,
        machine: &mut Machine,
        class: &Rc<Class>,
        name: &str,
        _value: &Value,
    ) -> Run<bool> {
        let members = members_of(class);
        let is_member = members.is_some_and(|members| {
            members.names.borrow().iter().any(|(known, _)| **known == *name)
        });
        if is_member {
            let text = format!("cannot reassign member '{name}'");
            return Err(machine.error("AttributeError", text));
        }
        Ok(false)
    }

    fn class_attribute(
        &self,
        machine: &mut Machine,
        class: &Rc<Class>,
        name: &str,
    ) -> Run<Option<Value>> {
        let Some(members) = members_of(class) else { return Ok(None) };
        match name {
            "__members__" => {
                let names = members.names.borrow().clone();
                let entries =
                    names.into_iter().map(|(name, member)| (Key(Value::Str(name)), member));
                let entries = RefCell::new(entries.collect());
                Ok(Some(Value::Dict(Rc::new(Dict { entries }))))
            }
            "_member_names_" => {
                let list = members.list.borrow().clone();
                let names = list.into_iter().map(|(name, _)| Value::Str(name)).collect();
                Ok(Some(Value::list(names)))
            }
            _ if is_reserved(name) => Ok(None),
            _ => {
                let found = machine.builtin_class_attribute(class, name)?;
                match found {
                    Some(found) => Ok(Some(found)),
                    None => Err(machine.error("AttributeError", name)),
                }
            }
        }
    }

    fn instance_made(&self, _machine: &mut Machine, _instance: &Rc<Instance>) -> Run<()> {
        Ok(())
    }

    fn init(&self, _machine: &mut Machine, _instance: &Rc<Instance>, _args: Args) -> Run<()> {
        Ok(())
    }

    fn class_called(
        &self,
        machine: &mut Machine,
        class: &Rc<Class>,
        args: &Args,
    ) -> Run<Option<Value>> {
        let Some(members) = members_of(class) else {
            let text = format!("{}() that makes an enumeration", class.name);
            return Err(machine.unsupported(text));
        };
        let given = args.positional.first().or_else(|| args.named.first().map(|(_, value)| value));
        let Some(given) = given else {
            let text = "EnumType.__call__() missing 1 required positional argument: 'value'";
            return Err(machine.error("TypeError", text));
        };
        let list = members.list.borrow().clone();
        for (_, member) in &list {
            if member.is(given) {
                return Ok(Some(member.clone()));
            }
            let Value::Instance(instance) = member else { continue };
            let value = instance.dict.borrow().get("_value_").cloned().unwrap_or(Value::None);
            if machine.equal(&value, given)? {
                return Ok(Some(member.clone()));
            }
        }
        if let Some(Value::ClassMethod(function)) = Machine::in_class(class, "_missing_") {
            let args = vec![Value::Class(Rc::clone(class)), given.clone()];
            let found = machine.call(&function, Args::of(args))?;
            if !found.is_none() {
                return Ok(Some(found));
            }
        }
        let shown = machine.repr(given)?;
        Err(machine.error("ValueError", format!("{shown} is not a valid {}", class.name)))
    }

    fn repr(&self, machine: &mut Machine, instance: &Rc<Instance>) -> Run<Option<Rc<str>>> {
        let text = machine.enum_text(instance)?;
        let value = instance.dict.borrow().get("_value_").cloned().unwrap_or(Value::None);
        let value = machine.repr(&value)?;
        Ok(Some(format!("<{text}: {value}>").into()))
    }
}
