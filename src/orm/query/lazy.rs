//! Loading an attribute when it is asked for.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::core::{
    Column, Element, EntityItem, Expr, FromClause, Item, LabelStyle, Op, Select, errors, operate,
};
use super::super::mapper::{Attribute, Direction, Entity, Lazy, Mapper, Relationship};
use super::super::python::{Args, Machine, Run, Value};
use super::super::unit_of_work::{Got, Passive, Session, State};
use super::after::After;
use super::entity;
use super::path::Path;
use super::plan::resolved;
use super::rows::{Origin, is_list, shown};
use super::send::{Sending, objects};
use super::settings::Settings;

/// The statement's place for an entity.
pub fn item(entity: &Entity) -> Item {
    Item::Entity(Rc::new(EntityItem {
        value: entity::value(entity),
        columns: entity.exprs(),
        from: entity::from(entity),
        entity: Some(entity.note()),
    }))
}

/// `select(entity)`.
pub fn select(entity: &Entity) -> Select {
    Select { items: vec![item(entity)], ..Select::default() }
}

/// What the statement that loaded an object left for its own loads.
pub fn origin(state: &State) -> Option<Rc<Origin>> {
    state.load_options.borrow().clone().and_then(|origin| origin.downcast().ok())
}

/// Where an object's statements stand below the statement that loaded it, and its options.
pub fn standing(state: &Rc<State>) -> (Path, Vec<Value>) {
    match origin(state) {
        Some(origin) => (origin.path.clone(), origin.options.clone()),
        None => (Path::of(Entity::Mapper(Rc::clone(&state.mapper))), Vec::new()),
    }
}

/// The condition that the key has these values.
pub fn by_key(mapper: &Mapper, key: &[Value]) -> Expr {
    let mut conditions = Vec::new();
    for (column, value) in mapper.primary_key.iter().zip(key) {
        let own = Element::column(column);
        let other = match value {
            Value::None => {
                conditions.push(operate::join(
                    &own,
                    Op::Is,
                    &Element::plain(super::super::core::Kind::Null),
                ));
                continue;
            }
            value => Element::bind("pk", value.clone(), own.ty()),
        };
        conditions.push(operate::equal(&own, &other));
    }
    super::super::core::walk::and_all(&conditions)
        .unwrap_or_else(|| Element::plain(super::super::core::Kind::True))
}

/// The value of a column of an object, for a statement's parameter.
fn value(
    machine: &mut Machine,
    state: &Rc<State>,
    column: &Rc<Column>,
    passive: Passive,
) -> Run<Option<Value>> {
    Ok(match state.column_value(machine, column, passive.without(Passive::INIT))? {
        Got::Value(value) => Some(value),
        Got::Unknown | Got::Never => None,
    })
}

/// The statement of a lazy load of this relationship, without its condition.
///
/// # Errors
///
/// InvalidRequestError where it is not configured.
pub fn statement(machine: &mut Machine, relationship: &Rc<Relationship>) -> Run<Select> {
    let details = resolved(machine, relationship)?;
    let target = Entity::Mapper(Rc::clone(&details.target));
    let mut select = Select { labels: LabelStyle::None, ..select(&target) };
    if let Some(secondary) = &details.secondary {
        select.froms = vec![entity::from(&target), FromClause::Table(Rc::clone(secondary))];
    }
    Ok(select)
}

/// Sends the statement of a lazy load.
///
/// # Errors
///
/// What sending it raises.
pub fn load(
    machine: &mut Machine,
    session: &Rc<Session>,
    state: &Rc<State>,
    relationship: &Rc<Relationship>,
    key: Option<Vec<Value>>,
    passive: Passive,
) -> Run<Value> {
    load_below(machine, session, state, relationship, key, Below { passive, after: None })
}

/// What is allowed, and who sends what follows.
pub struct Below {
    /// Whether to flush before.
    pub passive: Passive,
    /// What is sent after the statement that this one belongs to.
    pub after: Option<Rc<RefCell<After>>>,
}

/// As [`load`], for a statement whose further statements are sent by another one.
///
/// # Errors
///
/// What sending it raises.
pub fn load_below(
    machine: &mut Machine,
    session: &Rc<Session>,
    state: &Rc<State>,
    relationship: &Rc<Relationship>,
    key: Option<Vec<Value>>,
    below: Below,
) -> Run<Value> {
    let Below { passive, after } = below;
    let details = resolved(machine, relationship)?;
    let target = Entity::Mapper(Rc::clone(&details.target));
    let mut select = statement(machine, relationship)?;
    let (path, options) = standing(state);
    select.options = options;
    let settings = Settings {
        current: Some(path.then(relationship, target)),
        back: back(relationship),
        ..Settings::default()
    };
    match key {
        Some(key) => {
            select.froms = Vec::new();
            select.wheres = vec![by_key(&details.target, &key)];
        }
        None => {
            let mut values = Vec::new();
            for column in relationship.local_columns(machine)? {
                let Some(value) = value(machine, state, &column, passive)? else {
                    return Ok(if details.uselist { Value::list(Vec::new()) } else { Value::None });
                };
                values.push((column, value));
            }
            select.wheres = vec![where_local(machine, relationship, &values)?];
            select.orders.clone_from(&details.order_by);
        }
    }
    settings.note(&mut select);
    let flushes = state.has_identity() && !passive.has(Passive::NO_AUTOFLUSH);
    let sending = Sending { flushes, invokes_all: false, after, ..Sending::default() };
    let found = objects(machine, session, &Rc::new(select), sending)?;
    if is_list(relationship) {
        return Ok(Value::list(found));
    }
    if found.len() > 1 {
        let text = format!(
            "Multiple rows returned with uselist=False for lazily-loaded attribute '{}' ",
            shown(relationship)
        );
        machine.warn("SAWarning", text);
    }
    Ok(found.into_iter().next().unwrap_or(Value::None))
}

/// The condition of a lazy load with these values for this side's columns.
///
/// # Errors
///
/// What configuration raises.
pub fn where_local(
    machine: &mut Machine,
    relationship: &Relationship,
    values: &[(Rc<Column>, Value)],
) -> Run<Expr> {
    let mut made: Vec<(Rc<Column>, Expr)> = Vec::new();
    relationship.lazy_clause(machine, &mut |column, _| {
        if let Some((_, bind)) = made.iter().find(|(own, _)| Rc::ptr_eq(own, column)) {
            return Some(Rc::clone(bind));
        }
        let value = values.iter().find(|(own, _)| Rc::ptr_eq(own, column));
        let value = value.map_or(Value::None, |(_, value)| value.clone());
        let bind = Element::bind("param", value, Element::column(column).ty());
        made.push((Rc::clone(column), Rc::clone(&bind)));
        Some(bind)
    })
}

/// Relationships from the other side that lead back by this side's key: they are not loaded at
/// once, since their object is there.
fn back(relationship: &Relationship) -> Vec<Rc<Relationship>> {
    let is_back =
        |other: &&Rc<Relationship>| {
            other.resolved.get().is_some_and(|resolved| {
                resolved.direction == Direction::ManyToOne && resolved.by_key
            }) && !matches!(other.lazy.get(), Lazy::Select | Lazy::Raise | Lazy::RaiseOnSql)
        };
    relationship.reverse.borrow().iter().filter(is_back).cloned().collect()
}

/// Raises that an object's row is gone.
pub fn deleted(machine: &mut Machine, state: &State) -> super::super::python::Stop {
    let text = format!(
        "Instance '{}' has been deleted, or its row is otherwise not present.",
        state.name()
    );
    errors::raise(machine, "ObjectDeletedError", text)
}

/// The condition that a target is one of an object's (`with_parent`), and what else it reads from.
///
/// # Errors
///
/// What reading the object's columns raises.
pub fn of_parent(
    machine: &mut Machine,
    state: &Rc<State>,
    relationship: &Rc<Relationship>,
) -> Run<(Expr, Vec<FromClause>)> {
    let details = resolved(machine, relationship)?;
    let mut values = Vec::new();
    for column in relationship.local_columns(machine)? {
        let (state, own) = (Rc::clone(state), Rc::clone(&column));
        let held = state.value();
        // The object's values are asked for when the statement is sent.
        let late = Value::function("value", move |machine, _| {
            // The object lives as long as the condition.
            let _ = &held;
            let passive = if state.has_identity() { Passive::LOAD } else { Passive::NO_LOAD };
            Ok(value(machine, &state, &own, passive)?.unwrap_or(Value::None))
        });
        values.push((column, late));
    }
    let condition = where_local(machine, relationship, &values)?;
    let froms = match &details.secondary {
        Some(secondary) => {
            vec![details.target.selectable(), FromClause::Table(Rc::clone(secondary))]
        }
        None => Vec::new(),
    };
    Ok((condition, froms))
}

/// `with_parent(instance, User.addresses)`.
///
/// # Errors
///
/// ArgumentError for what is no relationship.
pub fn with_parent(machine: &mut Machine, args: Args) -> Run<Value> {
    let names = ["instance", "prop", "from_entity?"];
    let taken = args.bind(machine, "with_parent", &names)?;
    let mut values = taken.values.into_iter();
    let instance = values.next().flatten().unwrap_or(Value::None);
    let named = values.next().flatten().unwrap_or(Value::None);
    let attribute = named.native::<Attribute>();
    let relationship = attribute.as_ref().and_then(|own| own.relationship().cloned());
    let Some(relationship) = relationship else {
        return errors::argument(
            machine,
            "relationship.with_parent() expects a relationship attribute",
        );
    };
    let state = State::required(machine, &instance)?;
    let (condition, _) = of_parent(machine, &state, &relationship)?;
    Ok(Value::Native(condition as _))
}
