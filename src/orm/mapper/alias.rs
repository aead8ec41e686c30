//! `aliased(User)`: a mapped class under another name.

use std::rc::Rc;

use super::condition::note;
use super::{Alias, Attribute, Entity, Mapper};
use crate::orm::core::{Alias as FromAlias, Element, FromClause, errors, walk};
use crate::orm::python::{Args, Machine, Native, Run, Value};

impl Alias {
    /// An alias of a mapped class.
    pub fn of(mapper: &Rc<Mapper>, name: Option<&str>) -> Rc<Self> {
        Self::reading(mapper, FromClause::Alias(mapper.polymorphic_from().alias(name)), name)
    }

    /// What the class says by an expression, as a hybrid property does, said of the alias.
    fn said_of_this(self: &Rc<Self>, value: Value) -> Value {
        if let Some(attribute) = value.native::<Attribute>() {
            return Value::Native(Attribute::of_alias(self, attribute.property.clone()));
        }
        let Some(expr) = value.native::<Element>() else { return value };
        let from = self.from.clone();
        let own = Entity::Alias(Rc::clone(self));
        let class = Entity::Mapper(Rc::clone(&self.mapper));
        let adapted = walk::replace(&walk::adapt(&expr, &from), &mut |part| {
            let of_class = Entity::noted(&part.notes).is_some_and(|entity| entity.same(&class));
            of_class.then(|| note(part, |notes| notes.entity = Some(own.note())))
        });
        Value::Native(adapted as Rc<dyn Native>)
    }

    /// A mapped class that is read from here.
    pub fn reading(mapper: &Rc<Mapper>, from: FromClause, name: Option<&str>) -> Rc<Self> {
        let (mapper, name) = (Rc::clone(mapper), name.map(Rc::from));
        let with = mapper.with_mappers();
        Rc::new(Self { mapper, from, name, with, parts: Default::default(), part_of: None })
    }

    /// A mapped class that is read from here, with derived ones.
    pub(super) fn with(
        mapper: &Rc<Mapper>,
        from: FromClause,
        name: Option<&str>,
        with: Vec<Rc<Mapper>>,
    ) -> Rc<Self> {
        let (mapper, name) = (Rc::clone(mapper), name.map(Rc::from));
        Rc::new(Self { mapper, from, name, with, parts: Default::default(), part_of: None })
    }

    /// One of the derived classes that come with it: `both.Engineer`.
    fn part(&self, name: &str) -> Option<Rc<Self>> {
        let mapper = self.with.iter().find(|own| &*own.class.name == name)?;
        if Rc::ptr_eq(mapper, &self.mapper) {
            return None;
        }
        let mut parts = self.parts.borrow_mut();
        let part = parts.entry(name.into()).or_insert_with(|| {
            Rc::new(Self {
                mapper: Rc::clone(mapper),
                from: self.from.clone(),
                name: self.name.clone(),
                with: Vec::new(),
                parts: Default::default(),
                part_of: Some(Rc::clone(&self.mapper)),
            })
        });
        Some(Rc::clone(part))
    }
}

/// `aliased(element, alias=None, name=None, flat=False, adapt_on_names=False)`.
///
/// # Errors
///
/// NoInspectionAvailable for what is not mapped.
pub fn aliased(machine: &mut Machine, args: Args) -> Run<Value> {
    let parameters = ["element", "alias?", "name?", "flat?", "adapt_on_names?"];
    let mut taken = args.bind(machine, "aliased", &parameters)?;
    let mut take = |at: usize| {
        taken.values.get_mut(at).and_then(Option::take).filter(|value| !value.is_none())
    };
    let element = take(0).unwrap_or(Value::None);
    let from = take(1);
    let name = match take(2) {
        Some(name) => Some(machine.str(&name)?),
        None => None,
    };
    let flat = match take(3) {
        Some(flat) => machine.truth(&flat)?,
        None => false,
    };
    if let Some(table) = element.native::<crate::orm::core::Table>() {
        let from = crate::orm::core::FromClause::Table(table).alias(name.as_deref());
        return Ok(Value::Native(from));
    }
    let Some(entity) = Entity::of(&element) else {
        return Err(super::comparator::no_inspection(machine, &element));
    };
    let mapper = entity.mapper();
    let alias = match from {
        None if flat => {
            let from = mapper.polymorphic_from().flat(name.as_deref());
            Alias::reading(mapper, from, name.as_deref())
        }
        None => Alias::of(mapper, name.as_deref()),
        Some(from) => match from.native::<FromAlias>() {
            Some(from) => Alias::reading(mapper, FromClause::Alias(from), name.as_deref()),
            None => return errors::argument(machine, "aliased() expects a subquery"),
        },
    };
    Ok(Value::Native(alias))
}

impl Native for Alias {
    fn type_name(&self) -> Rc<str> {
        "AliasedClass".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("aliased({})", self.mapper.class.name).into()))
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        let name = &self.mapper.class.name;
        Ok(Some(format!("<AliasedClass at 0x{address:x}; {name}>").into()))
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let synonym = self.mapper.synonyms.borrow().get(name).cloned();
        let (asked, name) = (name, synonym.as_deref().unwrap_or(name));
        if let Some(property) = self.mapper.property(name) {
            let attribute = Attribute::of_alias(&self, property);
            let attribute = match &synonym {
                Some(_) => attribute.known_as(&Rc::from(asked)),
                None => attribute,
            };
            return Ok(Some(Value::Native(attribute)));
        }
        if let Some(part) = self.part(name) {
            return Ok(Some(Value::Native(part)));
        }
        match name {
            "mapper" => return Ok(Some(Value::Native(Rc::clone(&self.mapper) as Rc<dyn Native>))),
            "name" => {
                return Ok(self.from.name().map(Value::Str));
            }
            "selectable" => {
                return Ok(Some(crate::orm::core::coerce::from_value(&self.from)));
            }
            "entity" => return Ok(Some(Value::Native(self))),
            _ => {}
        }
        // What has a say at an alias, as a hybrid property, is asked with it in the class's place.
        if let Some((_, Value::Native(native))) = self.mapper.class.in_line(name)
            && native.methods().contains(&"__get__")
        {
            let args = Args::of(vec![Value::None, Value::Native(self)]);
            return native.call_method(machine, "__get__", args);
        }
        let class = Value::Class(Rc::clone(&self.mapper.class));
        let found = machine.attribute(&class, name)?;
        Ok(Some(self.said_of_this(found)))
    }
}
