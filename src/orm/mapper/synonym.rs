//! `synonym('name')`: another name for an attribute.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::Attribute;
use crate::orm::python::{Args, Binary, Class, Comparison, Instance, Machine, Native, Run, Value};

/// Another name for an attribute.
pub struct Synonym {
    /// The attribute's name.
    pub name: Rc<str>,
    /// The name that it stands under; known once the class is mapped.
    pub key: RefCell<Rc<str>>,
    /// `map_column=True`: the column of the synonym's own name is mapped under the attribute's.
    pub map_column: bool,
    /// `descriptor=`: what reads and sets it on an object.
    pub descriptor: RefCell<Option<Value>>,
    /// How many properties its mapper had before it.
    pub place: Cell<usize>,
}

impl Synonym {
    /// A plain one.
    pub fn of(name: Rc<str>) -> Rc<Self> {
        let (key, descriptor) = (RefCell::new(Rc::clone(&name)), RefCell::default());
        Rc::new(Self { name, key, map_column: false, descriptor, place: Cell::new(0) })
    }

    /// `synonym(…)`.
    ///
    /// # Errors
    ///
    /// TypeError for arguments that are none.
    pub fn make(machine: &mut Machine, args: Args) -> Run<Rc<Self>> {
        let parameters =
            ["name", "*", "map_column?", "descriptor?", "comparator_factory?", "info?", "doc?"];
        let taken = args.bind(machine, "synonym", &parameters)?;
        let mut values = taken.values.into_iter();
        let mut next = || values.next().flatten().filter(|value| !value.is_none());
        let name = next().unwrap_or(Value::None);
        let (map_column, descriptor) = (next(), next());
        if next().is_some() {
            return Err(machine.unsupported("synonym(comparator_factory=…)"));
        }
        let map_column = match map_column {
            Some(value) => machine.truth(&value)?,
            None => false,
        };
        let name = machine.str(&name)?;
        let key = RefCell::new(Rc::clone(&name));
        let (descriptor, place) = (RefCell::new(descriptor), Cell::new(0));
        Ok(Rc::new(Self { name, key, map_column, descriptor, place }))
    }

    /// `@synonym_for('name')`: over what reads it on an object.
    ///
    /// # Errors
    ///
    /// TypeError for arguments that are none.
    pub fn make_for(machine: &mut Machine, args: Args) -> Run<Value> {
        let taken = args.bind(machine, "synonym_for", &["name", "map_column?"])?;
        let mut values = taken.values.into_iter();
        let name = values.next().flatten().unwrap_or(Value::None);
        let name = machine.str(&name)?;
        let map_column = match values.next().flatten() {
            Some(value) => machine.truth(&value)?,
            None => false,
        };
        Ok(Value::function("decorate", move |machine, args| {
            let taken = args.bind(machine, "decorate", &["fn"])?;
            let descriptor = RefCell::new(taken.values.into_iter().flatten().next());
            let (name, key) = (Rc::clone(&name), RefCell::new(Rc::clone(&name)));
            Ok(Value::of(Self { name, key, map_column, descriptor, place: Cell::new(0) }))
        }))
    }

    /// It stands in a class under a name; what stood there before reads it, where that is a
    /// property.
    pub(super) fn stands(&self, class: &Rc<Class>, key: &Rc<str>) {
        *self.key.borrow_mut() = Rc::clone(key);
        let known = class.in_line(key).map(|(_, known)| known);
        if let Some(property @ Value::Property(_)) = known
            && self.descriptor.borrow().is_none()
        {
            *self.descriptor.borrow_mut() = Some(property);
        }
    }
}

impl Native for Synonym {
    fn type_name(&self) -> Rc<str> {
        "Synonym".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        Ok(Some(format!("<Synonym at 0x{address:x}; {}>", self.key.borrow()).into()))
    }
    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "key" => Some(Value::Str(self.key.borrow().clone())),
            "name" => Some(Value::Str(Rc::clone(&self.name))),
            _ => None,
        })
    }
    // At a class whose attribute it names is not there, nothing can be compared with it.
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        _op: Comparison,
        _other: &Value,
    ) -> Run<Option<Value>> {
        Err(machine.error("AttributeError", "comparator"))
    }
    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        _op: Binary,
        _other: &Value,
        _reflected: bool,
    ) -> Run<Option<Value>> {
        Err(machine.error("AttributeError", "comparator"))
    }
    fn is_descriptor(&self) -> bool {
        true
    }
    fn takes_sets(&self) -> bool {
        true
    }
    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        owner: &Rc<Class>,
    ) -> Run<Value> {
        let Some(instance) = instance else {
            let found = machine.attribute_if_any(&Value::Class(Rc::clone(owner)), &self.name)?;
            return Ok(match found {
                None => Value::Native(self),
                Some(found) => match found.native::<Attribute>() {
                    Some(attribute) => Value::Native(attribute.known_as(&self.key.borrow())),
                    None => found,
                },
            });
        };
        let descriptor = self.descriptor.borrow().clone();
        match descriptor {
            Some(descriptor) => machine.get_through(&descriptor, instance),
            None => machine.attribute(&Value::Instance(Rc::clone(instance)), &self.name),
        }
    }
    fn descriptor_set(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
        value: Value,
    ) -> Run<()> {
        let descriptor = self.descriptor.borrow().clone();
        if let Some(descriptor) = descriptor {
            let key = self.key.borrow().clone();
            machine.set_through(&descriptor, instance, &key, &value)?;
            return Ok(());
        }
        machine.set_attribute(&Value::Instance(Rc::clone(instance)), &self.name, value)
    }
    fn descriptor_delete(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
    ) -> Run<()> {
        machine.delete_attribute(&Value::Instance(Rc::clone(instance)), &self.name)
    }
}
