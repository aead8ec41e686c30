//! `User.name` and `User.posts`: what stands on a mapped class in the place of its attributes.

use std::rc::Rc;

use super::{Alias, Attribute, Entity, Mapper, Property, Relationship, Shared};
use crate::orm::core::{Expr, Notes, method, operate, walk};
use crate::orm::python::{
    Args, Binary, Class, Comparison, Instance, Iter, Machine, Native, Run, Unary, Value,
};

impl Attribute {
    /// The attribute of a class.
    pub fn of(mapper: &Rc<Mapper>, property: Property) -> Rc<Self> {
        let mapper = Rc::clone(mapper);
        Rc::new(Self {
            mapper,
            property,
            alias: None,
            of_type: None,
            narrowed: None,
            synonym: None,
        })
    }

    /// The attribute of an alias.
    pub fn of_alias(alias: &Rc<Alias>, property: Property) -> Rc<Self> {
        let mapper = Rc::clone(&alias.mapper);
        let alias = Some(Rc::clone(alias));
        Rc::new(Self { mapper, property, alias, of_type: None, narrowed: None, synonym: None })
    }

    /// The attribute's name, or the synonym's by which it was reached.
    pub fn key(&self) -> Rc<str> {
        self.synonym.clone().unwrap_or_else(|| self.property.key())
    }

    /// It by another name.
    pub(super) fn known_as(&self, name: &Rc<str>) -> Rc<Self> {
        Rc::new(Self {
            mapper: Rc::clone(&self.mapper),
            property: self.property.clone(),
            alias: self.alias.clone(),
            of_type: self.of_type.clone(),
            narrowed: self.narrowed.clone(),
            synonym: Some(Rc::clone(name)),
        })
    }

    /// The relationship that it is, if it is one.
    pub fn relationship(&self) -> Option<&Rc<Relationship>> {
        match &self.property {
            Property::Relationship(relationship) => Some(relationship),
            _ => None,
        }
    }

    /// The class or the alias whose attribute it is.
    pub fn entity(&self) -> Entity {
        match &self.alias {
            Some(alias) => Entity::Alias(Rc::clone(alias)),
            None => Entity::Mapper(Rc::clone(&self.mapper)),
        }
    }

    /// `User.name`, as messages and `str()` write it.
    pub fn described(&self) -> String {
        match &self.alias {
            Some(_) => format!("aliased({}).{}", self.mapper.class.name, self.key()),
            None => format!("{}.{}", self.mapper.class.name, self.key()),
        }
    }

    /// Its expression, noted with its entity and name; none of a relationship.
    pub fn expr(&self) -> Option<Expr> {
        let expr = self.entity().expr(&self.property)?;
        Some(match &self.synonym {
            Some(name) => expr.noted(Notes { key: Some(Rc::clone(name)), ..expr.notes.clone() }),
            None => expr,
        })
    }

    /// What narrows the relationship, with one more condition.
    fn narrowed_by(&self, conditions: Vec<Expr>) -> Rc<Self> {
        let all: Vec<Expr> = self.narrowed.iter().cloned().chain(conditions).collect();
        Rc::new(Self {
            mapper: Rc::clone(&self.mapper),
            property: self.property.clone(),
            alias: self.alias.clone(),
            of_type: self.of_type.clone(),
            narrowed: walk::and_all(&all),
            synonym: self.synonym.clone(),
        })
    }

    fn value(&self) -> Option<Value> {
        self.expr().map(|expr| Value::Native(expr as Rc<dyn Native>))
    }
}

impl Native for Attribute {
    fn type_name(&self) -> Rc<str> {
        if self.synonym.is_some() {
            return "propertyProxy".into();
        }
        let plain = self.of_type.is_none() && self.narrowed.is_none() && self.alias.is_none();
        if plain { "InstrumentedAttribute" } else { "QueryableAttribute" }.into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(self.described().into()))
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        let name = self.type_name();
        Ok(Some(format!("<sqlalchemy.orm.attributes.{name} object at 0x{address:x}>").into()))
    }

    fn methods(&self) -> &'static [&'static str] {
        match self.property {
            Property::Relationship(_) => super::comparator::METHODS,
            _ => method::METHODS,
        }
    }

    fn method_name(&self, name: &str) -> String {
        method::qualified(name)
    }

    fn attributes(&self) -> Vec<Rc<str>> {
        ["key", "property", "parent", "class_", "expression"].map(Rc::from).to_vec()
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if self.relationship().is_some() {
            return self.relationship_method(machine, name, args);
        }
        let Some(expr) = self.expr() else { return Ok(None) };
        expr.call_method(machine, name, args)
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        match name {
            "key" => return Ok(Some(Value::Str(self.key()))),
            "prop" => return Ok(Some(self.property.value())),
            "property" => {
                if self.relationship().is_some() {
                    self.mapper.registry.check(machine)?;
                }
                return Ok(Some(self.property.value()));
            }
            "parent" => return Ok(Some(self.entity().inspected())),
            "class_" => return Ok(Some(self.entity().value())),
            "expression" | "__clause_element__" if self.relationship().is_some() => {
                let clause = self.clause(machine)?;
                return Ok(Some(Value::Native(clause as Rc<dyn Native>)));
            }
            "expression" => return Ok(self.value()),
            "entity" | "mapper" if self.relationship().is_some() => {
                self.mapper.registry.check(machine)?;
                let target = self.relationship().and_then(|own| own.target.get().cloned());
                return Ok(target.map(|mapper| Value::Native(mapper as Rc<dyn Native>)));
            }
            _ => {}
        }
        // A method not called yet is one of this object.
        if self.relationship().is_none() && method::METHODS.contains(&name) {
            return Ok(Some(Value::bound(self, name)));
        }
        if let Some(value) = self.value()
            && let Some(found) = machine.attribute_if_any(&value, name)?
        {
            return Ok(Some(found));
        }
        let kind = self.type_name();
        Err(machine.error(
            "AttributeError",
            format!(
                "Neither '{}' object nor 'Comparator' object associated with {} has an attribute \
                 '{name}'",
                kind.trim_end_matches("Proxy"),
                self.described()
            ),
        ))
    }

    fn set_attribute(self: Rc<Self>, machine: &mut Machine, name: &str, _new: Value) -> Run<bool> {
        let text = format!("'{}' object has no attribute '{name}'", self.type_name());
        Err(machine.error("AttributeError", text))
    }

    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let Some(expr) = self.expr() else {
            return Err(machine.error("NotImplementedError", format!("{op:?}")));
        };
        let made = operate::binary(machine, &expr, op, other, reflected)?;
        Ok(made.map(|expr| Value::Native(expr as Rc<dyn Native>)))
    }

    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let made = match self.expr() {
            Some(expr) => operate::compare(machine, &expr, op, other)?,
            None => self.relationship_compare(machine, op, other)?,
        };
        Ok(Some(Value::Native(made as Rc<dyn Native>)))
    }

    fn unary(self: Rc<Self>, machine: &mut Machine, op: Unary) -> Run<Option<Value>> {
        let Some(expr) = self.expr() else { return Ok(None) };
        let made = operate::unary(machine, &expr, op)?;
        Ok(made.map(|expr| Value::Native(expr as Rc<dyn Native>)))
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        match self.value() {
            Some(value) => machine.item(&value, key).map(Some),
            None => Ok(None),
        }
    }

    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        match self.value() {
            Some(value) => machine.contains(&value, item).map(Some),
            None => Ok(None),
        }
    }

    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        match self.value() {
            Some(value) => machine.iterate(&value).map(Some),
            None => Ok(None),
        }
    }

    fn is_descriptor(&self) -> bool {
        self.alias.is_none()
    }

    fn takes_sets(&self) -> bool {
        self.alias.is_none()
    }

    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        _owner: &Rc<Class>,
    ) -> Run<Value> {
        let Some(instance) = instance else { return Ok(Value::Native(self)) };
        Shared::instrumentation(machine)?.get(machine, &self.property, instance)
    }

    fn descriptor_set(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
        value: Value,
    ) -> Run<()> {
        Shared::instrumentation(machine)?.set(machine, &self.property, instance, value)
    }

    fn descriptor_delete(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
    ) -> Run<()> {
        Shared::instrumentation(machine)?.delete(machine, &self.property, instance)
    }
}

impl Attribute {
    /// `and_(…)` of a relationship.
    pub(super) fn and(self: &Rc<Self>, conditions: Vec<Expr>) -> Value {
        Value::Native(self.narrowed_by(conditions))
    }

    /// `of_type(…)`.
    pub(super) fn taken_as(self: &Rc<Self>, entity: Entity) -> Value {
        Value::Native(Rc::new(Self {
            mapper: Rc::clone(&self.mapper),
            property: self.property.clone(),
            alias: self.alias.clone(),
            of_type: Some(entity),
            narrowed: self.narrowed.clone(),
            synonym: self.synonym.clone(),
        }))
    }
}
