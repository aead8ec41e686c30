//! `User.name` and `User.posts`: what stands on a mapped class in the place of its attributes.

use std::rc::Rc;

use super::{Alias, Attribute, Entity, Mapper, Property, Relationship, Shared, Validator};
use crate::orm::core::{Element, Expr, FromClause, Notes, method, operate, walk};
use crate::orm::python::{
    Args, Binary, Class, Comparison, Instance, Iter, Machine, Native, Run, Unary, Value,
};

impl Property {
    /// The attribute's name.
    pub fn key(&self) -> Rc<str> {
        match self {
            Self::Column(column) => Rc::clone(&column.key),
            Self::Expression(expression) => Rc::clone(&expression.key),
            Self::Relationship(relationship) => relationship.key.borrow().clone(),
        }
    }

    /// Both are one object.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Column(a), Self::Column(b)) => Rc::ptr_eq(a, b),
            (Self::Expression(a), Self::Expression(b)) => Rc::ptr_eq(a, b),
            (Self::Relationship(a), Self::Relationship(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Attribute {
    /// The attribute of a class.
    pub fn of(mapper: &Rc<Mapper>, property: Property) -> Rc<Self> {
        let mapper = Rc::clone(mapper);
        Rc::new(Self { mapper, property, alias: None, of_type: None, narrowed: None })
    }

    /// The attribute of an alias.
    pub fn of_alias(alias: &Rc<Alias>, property: Property) -> Rc<Self> {
        let mapper = Rc::clone(&alias.mapper);
        let alias = Some(Rc::clone(alias));
        Rc::new(Self { mapper, property, alias, of_type: None, narrowed: None })
    }

    /// The attribute's name.
    pub fn key(&self) -> Rc<str> {
        self.property.key()
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
        self.entity().expr(&self.property)
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
        })
    }

    fn value(&self) -> Option<Value> {
        self.expr().map(|expr| Value::Native(expr as Rc<dyn Native>))
    }
}

impl Entity {
    /// The mapper.
    pub fn mapper(&self) -> &Rc<Mapper> {
        match self {
            Self::Mapper(mapper) => mapper,
            Self::Alias(alias) => &alias.mapper,
        }
    }

    /// What it reads from.
    pub fn from(&self) -> FromClause {
        match self {
            Self::Mapper(mapper) => mapper.selectable(),
            Self::Alias(alias) => FromClause::Alias(Rc::clone(&alias.from)),
        }
    }

    /// What a value stands for: a mapped class, an alias, a mapper.
    pub fn of(value: &Value) -> Option<Self> {
        if let Some(alias) = value.native::<Alias>() {
            return Some(Self::Alias(alias));
        }
        super::mapper_of_value(value).map(Self::Mapper)
    }

    /// What the notes of an expression say that it is of.
    pub fn noted(notes: &Notes) -> Option<Self> {
        let entity = notes.entity.clone()?;
        match Rc::clone(&entity).downcast::<Mapper>() {
            Ok(mapper) => Some(Self::Mapper(mapper)),
            Err(entity) => entity.downcast::<Alias>().ok().map(Self::Alias),
        }
    }

    /// Both are one object.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Mapper(a), Self::Mapper(b)) => Rc::ptr_eq(a, b),
            (Self::Alias(a), Self::Alias(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// It as what is noted on expressions.
    pub fn note(&self) -> Rc<dyn std::any::Any> {
        match self {
            Self::Mapper(mapper) => Rc::clone(mapper) as Rc<dyn std::any::Any>,
            Self::Alias(alias) => Rc::clone(alias) as Rc<dyn std::any::Any>,
        }
    }

    /// It as the script holds it.
    pub fn value(&self) -> Value {
        match self {
            Self::Mapper(mapper) => Value::Class(Rc::clone(&mapper.class)),
            Self::Alias(alias) => Value::Native(Rc::clone(alias) as Rc<dyn Native>),
        }
    }

    /// The expression of one of its attributes, noted with it and the attribute's name; none of a
    /// relationship.
    pub fn expr(&self, property: &Property) -> Option<Expr> {
        let (key, expr) = match property {
            Property::Column(column) => (&column.key, Element::column(&column.column)),
            Property::Expression(own) => (&own.key, Rc::clone(&own.expression)),
            Property::Relationship(_) => return None,
        };
        let expr = match self {
            Self::Mapper(_) => expr,
            Self::Alias(_) => walk::adapt(&expr, &self.from()),
        };
        let mut notes = expr.notes.clone();
        notes.entity = Some(self.note());
        notes.key = Some(Rc::clone(key));
        Some(expr.noted(notes))
    }

    /// The expressions that stand for it between SELECT and FROM: its columns that are not
    /// deferred, in order.
    pub fn exprs(&self) -> Vec<Expr> {
        let properties: Vec<Property> =
            self.mapper().properties.borrow().values().cloned().collect();
        let loaded = properties.iter().filter(|property| match property {
            Property::Column(column) => !column.deferred,
            Property::Expression(expression) => !expression.deferred,
            Property::Relationship(_) => false,
        });
        loaded.filter_map(|property| self.expr(property)).collect()
    }
}

impl Native for Attribute {
    fn type_name(&self) -> Rc<str> {
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
        method::method(machine, &expr, name, args)
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
        if let Some(value) = self.value()
            && let Some(found) = machine.attribute_if_any(&value, name)?
        {
            return Ok(Some(found));
        }
        Err(machine.error(
            "AttributeError",
            format!(
                "Neither '{}' object nor 'Comparator' object associated with {} has an attribute \
                 '{name}'",
                self.type_name(),
                self.described()
            ),
        ))
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
        }))
    }
}

impl Mapper {
    /// The property of this name.
    pub fn property(&self, key: &str) -> Option<Property> {
        self.properties.borrow().get(key).cloned()
    }

    /// The property that a column is kept under.
    pub fn property_of(&self, column: &Rc<crate::orm::core::Column>) -> Option<Property> {
        let properties = self.properties.borrow();
        let found = properties.values().find(|property| match property {
            Property::Column(own) => {
                Rc::ptr_eq(&own.column, column) || own.also.iter().any(|c| Rc::ptr_eq(c, column))
            }
            _ => false,
        });
        found.cloned()
    }

    /// The function of `@validates` for an attribute.
    pub fn validator(&self, key: &str) -> Option<Validator> {
        self.validators.borrow().get(key).cloned()
    }

    /// The relationships, in order.
    pub fn relationships(&self) -> Vec<Rc<Relationship>> {
        let properties = self.properties.borrow();
        let found = properties.values().filter_map(|property| match property {
            Property::Relationship(relationship) => Some(Rc::clone(relationship)),
            _ => None,
        });
        found.collect()
    }

    /// The hierarchy's first mapper.
    pub fn base(self: &Rc<Self>) -> Rc<Self> {
        let mut mapper = Rc::clone(self);
        while let Some(parent) = &mapper.inherits {
            mapper = Rc::clone(parent);
        }
        mapper
    }

    /// It is the other, or inherits from it.
    pub fn is_a(self: &Rc<Self>, other: &Rc<Self>) -> bool {
        let mut mapper = Some(Rc::clone(self));
        while let Some(current) = mapper {
            if Rc::ptr_eq(&current, other) {
                return true;
            }
            mapper = current.inherits.clone();
        }
        false
    }

    /// It and those that inherit from it, each before its own.
    pub fn with_descendants(self: &Rc<Self>) -> Vec<Rc<Self>> {
        let mut all = vec![Rc::clone(self)];
        let mut at = 0;
        while let Some(mapper) = all.get(at).cloned() {
            all.extend(mapper.children.borrow().iter().cloned());
            at += 1;
        }
        all
    }

    /// `Mapper[User(users)]`, as messages write it.
    pub fn described(&self) -> String {
        format!("Mapper[{}({})]", self.class.name, self.table.name)
    }
}
