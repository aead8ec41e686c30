//! `User.name` where `name` is a hybrid property: an expression that goes by the hybrid's name.

use std::rc::Rc;

use crate::orm::core::{Coerce, Element, Expr, FromClause, Item, Kind, Library, Notes, Role};
use crate::orm::core::{coerce, errors, method};
use crate::orm::mapper::{Attribute, Entity};
use crate::orm::python::{Args, Binary, Comparison, Iter, Machine, Native, Run, Unary, Value};

/// A hybrid property at a class.
pub(crate) struct Accessor {
    /// The class, or the alias of one.
    pub owner: Value,
    /// Its name.
    pub name: Rc<str>,
    /// The hybrid stands in the class under its own name.
    pub stands: bool,
    /// The hybrid property.
    pub descriptor: Value,
    /// What its expression is, or its comparator.
    pub compared: Value,
    /// That is a comparator.
    pub is_comparator: bool,
    /// `update_expression`.
    pub update: Option<Value>,
}

impl Accessor {
    /// `User.name`, as messages and `str()` write it.
    fn described(&self, machine: &mut Machine) -> Run<String> {
        let owner = match (&self.owner, Entity::of(&self.owner)) {
            (Value::Class(class), _) => class.name.to_string(),
            (_, Some(Entity::Alias(alias))) => format!("aliased({})", alias.mapper.class.name),
            (other, _) => machine.str(other)?.to_string(),
        };
        Ok(format!("{owner}.{}", self.name))
    }

    /// The expression, which goes by the hybrid's name in a result.
    fn expr(&self, machine: &mut Machine, role: Role) -> Run<Expr> {
        let Some(found) = coerce::known(machine, &self.compared, role)? else {
            let shown = match machine.attribute_if_any(&self.compared, "__clause_element__")? {
                Some(method) if self.is_comparator => machine.call(&method, Args::none())?,
                _ => self.compared.clone(),
            };
            let (own, shown) = (self.described(machine)?, machine.repr(&shown)?);
            let text = format!(
                "When interpreting attribute \"{own}\" as a SQL expression, expected \
                 __clause_element__() to return a ClauseElement object, got: {shown}"
            );
            return errors::invalid(machine, text);
        };
        if matches!(found.kind, Kind::Scalar(_)) || !self.stands {
            return Ok(found);
        }
        let notes = Notes { key: Some(Rc::clone(&self.name)), ..found.notes.clone() };
        Ok(found.noted(notes))
    }

    /// What an UPDATE sets where this is set to a value.
    fn sets(&self, machine: &mut Machine, value: &Value) -> Run<Vec<(Value, Value)>> {
        let plain = self.is_comparator || self.compared.native::<Attribute>().is_some();
        let Some(update) = self.update.as_ref().filter(|_| !plain) else {
            if let Some(inner) = self.compared.native::<Self>() {
                return inner.sets(machine, value);
            }
            return Ok(vec![(self.compared.clone(), value.clone())]);
        };
        let args = Args::of(vec![self.owner.clone(), value.clone()]);
        let given = machine.call(update, args)?;
        let mut pairs = Vec::new();
        for pair in machine.collect(&given)? {
            if let [key, value] = machine.collect(&pair)?.as_slice() {
                pairs.push((key.clone(), value.clone()));
            }
        }
        Ok(pairs)
    }

    /// The class of the comparator, as messages name it.
    fn comparator(&self, machine: &Machine) -> Rc<str> {
        if self.is_comparator {
            return Rc::clone(&machine.class_of(&self.compared).name);
        }
        "ExprComparator".into()
    }
}

impl Native for Accessor {
    fn type_name(&self) -> Rc<str> {
        "hybrid_propertyProxy".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(self.described(machine)?.into()))
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        let place = "sqlalchemy.orm.attributes._create_proxied_attribute.<locals>.Proxy";
        Ok(Some(format!("<{place} object at 0x{address:x}>").into()))
    }
    fn methods(&self) -> &'static [&'static str] {
        method::METHODS
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if name == "label" {
            let expr = self.expr(machine, Role::Operand)?;
            return expr.call_method(machine, name, args);
        }
        if method::METHODS.contains(&name) {
            return machine.call_method(&self.compared, name, args).map(Some);
        }
        match Rc::clone(&self).get_attribute(machine, name)? {
            Some(function) => machine.call(&function, args).map(Some),
            None => Ok(None),
        }
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        match name {
            "key" => return Ok(Some(Value::Str(Rc::clone(&self.name)))),
            "class_" => return Ok(Some(self.owner.clone())),
            "parent" => return Ok(Entity::of(&self.owner).map(|entity| entity.inspected())),
            "descriptor" => return Ok(Some(self.descriptor.clone())),
            "expression" => {
                let expr = self.expr(machine, Role::Operand)?;
                return Ok(Some(Value::Native(expr as Rc<dyn Native>)));
            }
            "__clause_element__" => {
                return Ok(Some(Value::function(name, move |machine, _| {
                    let expr = self.expr(machine, Role::Operand)?;
                    Ok(Value::Native(expr as Rc<dyn Native>))
                })));
            }
            "comparator" => return Ok(Some(self.compared.clone())),
            _ => {}
        }
        if method::METHODS.contains(&name) {
            return Ok(Some(Value::bound(self, name)));
        }
        if let Some(found) = machine.attribute_if_any(&self.descriptor, name)? {
            return Ok(Some(found));
        }
        if let Some(found) = machine.attribute_if_any(&self.compared, name)? {
            return Ok(Some(found));
        }
        let (own, comparator) = (self.described(machine)?, self.comparator(machine));
        let text = format!(
            "Neither 'hybrid_property' object nor '{comparator}' object associated with {own} has \
             an attribute '{name}'"
        );
        Err(machine.error("AttributeError", text))
    }
    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let (left, right) =
            if reflected { (other, &self.compared) } else { (&self.compared, other) };
        machine.binary(op, left, right).map(Some)
    }
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        machine.compare(op, &self.compared, other).map(Some)
    }
    fn unary(self: Rc<Self>, machine: &mut Machine, op: Unary) -> Run<Option<Value>> {
        machine.unary(op, &self.compared).map(Some)
    }
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        machine.item(&self.compared, key).map(Some)
    }
    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        machine.iterate(&self.compared).map(Some)
    }
    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        match self.compared.native::<Element>() {
            Some(_) => machine.truth(&self.compared).map(Some),
            None => Ok(None),
        }
    }
}

/// How Core understands hybrid properties at a class.
struct Understood;

impl Coerce for Understood {
    fn expression(&self, machine: &mut Machine, value: &Value, role: Role) -> Run<Option<Expr>> {
        match value.native::<Accessor>() {
            Some(accessor) => accessor.expr(machine, role).map(Some),
            None => Ok(None),
        }
    }
    fn item(&self, _machine: &mut Machine, _value: &Value) -> Run<Option<Item>> {
        Ok(None)
    }
    fn from(&self, _machine: &mut Machine, _value: &Value) -> Run<Option<FromClause>> {
        Ok(None)
    }
    fn sets(
        &self,
        machine: &mut Machine,
        entity: Option<&Value>,
        key: &Value,
        value: &Value,
    ) -> Run<Option<Vec<(Value, Value)>>> {
        let found = match (key, entity) {
            (Value::Str(name), Some(entity @ Value::Class(_))) => {
                machine.attribute_if_any(entity, name)?
            }
            (Value::Str(_), _) => None,
            (key, _) => Some(key.clone()),
        };
        match found.and_then(|value| value.native::<Accessor>()) {
            Some(accessor) => accessor.sets(machine, value).map(Some),
            None => Ok(None),
        }
    }
}

/// Lets Core understand hybrid properties.
pub(crate) fn install(machine: &mut Machine) {
    Library::of(machine).coercions.borrow_mut().push(Rc::new(Understood));
}
