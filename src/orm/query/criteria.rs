//! `with_loader_criteria(User, …)`: a condition that goes with a class wherever it is read.

use std::rc::Rc;

use super::super::core::{Expr, Role, coerce, errors, walk};
use super::super::mapper::{Entity, Mapper};
use super::super::python::{Args, Class, Machine, Native, Run, Value};
use super::entity;

/// What a script holds of it, as an option.
pub struct LoaderCriteria {
    about: About,
    condition: Value,
    aliases: bool,
    /// It also holds for what is loaded later.
    pub propagates: bool,
}

/// What it is about.
enum About {
    /// A mapped class and those derived from it, or an alias.
    Entity(Entity),
    /// All mapped classes that are derived from a base or mixin.
    Base(Rc<Class>),
}

impl LoaderCriteria {
    /// `with_loader_criteria(entity_or_base, where_criteria, …)`.
    ///
    /// # Errors
    ///
    /// ArgumentError for what is no class and no condition.
    pub fn make(machine: &mut Machine, args: Args) -> Run<Value> {
        let names = [
            "entity_or_base",
            "where_criteria",
            "loader_only?",
            "include_aliases?",
            "propagate_to_loaders?",
            "track_closure_variables?",
        ];
        let taken = args.bind(machine, "with_loader_criteria", &names)?;
        let mut values = taken.values.into_iter();
        let target = values.next().flatten().unwrap_or(Value::None);
        let condition = values.next().flatten().unwrap_or(Value::None);
        let mut flag = |otherwise: bool| match values.next().flatten() {
            Some(value) => machine.truth(&value),
            None => Ok(otherwise),
        };
        let _ = flag(false)?;
        let aliases = flag(false)?;
        let propagates = flag(true)?;
        let about = match (entity::of_value(&target), &target) {
            (Some(entity), _) => About::Entity(entity),
            (None, Value::Class(class)) => About::Base(Rc::clone(class)),
            (None, other) => {
                let shown = machine.repr(other)?;
                let text = format!(
                    "Expected mapped entity or base class for with_loader_criteria(), got {shown}"
                );
                return errors::argument(machine, text);
            }
        };
        let is_late =
            matches!(condition, Value::Function(_) | Value::Method(_) | Value::Builtin(_));
        let condition = if is_late {
            condition
        } else {
            Value::Native(coerce::expression(machine, &condition, Role::Where)? as _)
        };
        Ok(Value::of(Self { about, condition, aliases, propagates }))
    }

    /// It is about objects of this class.
    fn is_about(&self, mapper: &Rc<Mapper>) -> bool {
        match &self.about {
            About::Entity(entity) => entity::is_a(mapper, entity::mapper(entity)),
            About::Base(base) => mapper.class.derives_from(base),
        }
    }

    /// It is about what stands in a statement.
    fn is_about_entity(&self, entity: &Entity) -> bool {
        let is_same = match &self.about {
            About::Entity(own) => entity::same(own, entity),
            About::Base(_) => false,
        };
        self.is_about(entity::mapper(entity)) && (self.aliases || is_same)
    }

    /// The condition, as it is about an entity.
    fn condition(&self, machine: &mut Machine, entity: &Entity) -> Run<Expr> {
        if let Some(expr) = coerce::known(machine, &self.condition, Role::Where)? {
            return Ok(expr);
        }
        let args = Args::of(vec![entity::value(entity)]);
        let made = machine.call(&self.condition, args)?;
        coerce::expression(machine, &made, Role::Where)
    }
}

/// Those among a statement's options.
pub fn among(options: &[Value]) -> Vec<Rc<LoaderCriteria>> {
    options.iter().filter_map(Value::native::<LoaderCriteria>).collect()
}

/// The conditions that go with an entity of a statement.
///
/// # Errors
///
/// What the script's own function raises.
pub fn of_entity(
    machine: &mut Machine,
    all: &[Rc<LoaderCriteria>],
    entity: &Entity,
) -> Run<Vec<Expr>> {
    let mut found = Vec::new();
    for own in all.iter().filter(|own| own.is_about_entity(entity)) {
        let condition = own.condition(machine, entity)?;
        found.push(match entity::alias(entity) {
            Some(from) => walk::adapt(&condition, &from),
            None => condition,
        });
    }
    Ok(found)
}

/// The conditions that go with a class that is joined for objects that belong to others.
///
/// # Errors
///
/// What the script's own function raises.
pub fn of_joined(
    machine: &mut Machine,
    all: &[Rc<LoaderCriteria>],
    mapper: &Rc<Mapper>,
) -> Run<Vec<Expr>> {
    let entity = Entity::Mapper(Rc::clone(mapper));
    let mut found = Vec::new();
    for own in all.iter().filter(|own| own.propagates && own.is_about(mapper)) {
        found.push(own.condition(machine, &entity)?);
    }
    Ok(found)
}

impl Native for LoaderCriteria {
    fn type_name(&self) -> Rc<str> {
        "LoaderCriteriaOption".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
