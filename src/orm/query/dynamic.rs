//! Attributes that are queries: `lazy="dynamic"` and `lazy="write_only"`.

use std::rc::Rc;

use super::super::core::{Delete, Expr, FromClause, Insert, Select, Set, Update, errors};
use super::super::mapper::{Direction, Lazy, Relationship};
use super::super::python::{Args, Iter, Machine, Native, Run, Value};
use super::super::unit_of_work::{Passive, State};
use super::lazy::{of_parent, select};
use super::plan::resolved;
use super::send::{Sending, objects};
use super::statement::Query;
use super::{Entity, entity};

/// What a `write_only` attribute gives.
pub struct Writing {
    state: Rc<State>,
    relationship: Rc<Relationship>,
    wheres: Vec<Expr>,
    froms: Vec<FromClause>,
}

/// What the attribute gives.
///
/// # Errors
///
/// None of its own.
pub fn attribute(
    machine: &mut Machine,
    state: &Rc<State>,
    relationship: &Rc<Relationship>,
) -> Run<Value> {
    let (condition, froms) = of_parent(machine, state, relationship)?;
    if relationship.lazy.get() == Lazy::WriteOnly {
        return Ok(Value::of(Writing {
            state: Rc::clone(state),
            relationship: Rc::clone(relationship),
            wheres: vec![condition],
            froms,
        }));
    }
    let target = Entity::Mapper(Rc::clone(&resolved(machine, relationship)?.target));
    let mut query = Query::new(machine, state.session(), &[entity::value(&target)])?;
    query.select.wheres = vec![condition];
    query.select.froms = froms;
    query.select.orders.clone_from(&resolved(machine, relationship)?.order_by);
    query.owner = Some((Rc::clone(state), Rc::clone(relationship)));
    query.is_collection = true;
    Ok(query.value())
}

/// All members, from the database.
///
/// # Errors
///
/// What sending raises.
pub fn members(
    machine: &mut Machine,
    state: &Rc<State>,
    relationship: &Rc<Relationship>,
) -> Run<Vec<Value>> {
    let Some(session) = state.session() else { return Ok(Vec::new()) };
    let target = Entity::Mapper(Rc::clone(&resolved(machine, relationship)?.target));
    let (condition, froms) = of_parent(machine, state, relationship)?;
    let mut statement = select(&target);
    statement.wheres = vec![condition];
    statement.froms = froms;
    statement.labels = super::super::core::LabelStyle::TablenamePlusCol;
    statement.orders.clone_from(&resolved(machine, relationship)?.order_by);
    let sending = Sending { flushes: false, ..Sending::default() };
    objects(machine, &session, &Rc::new(statement), sending)
}

const METHODS: &[&str] = &["add", "add_all", "remove", "select", "insert", "update", "delete"];

impl Native for Writing {
    fn type_name(&self) -> Rc<str> {
        "WriteOnlyCollection".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(METHODS.contains(&name).then(|| Value::bound(self, name)))
    }

    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        let text = "WriteOnly collections don't support iteration in-place; to query for \
                    collection items, use the select() method to produce a SQL statement and \
                    execute it with session.scalars().";
        Err(machine.error("TypeError", text))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let details = resolved(machine, &self.relationship)?;
        let target = Entity::Mapper(Rc::clone(&details.target));
        let table = Rc::clone(&details.target.table);
        let owner = Some(entity::value(&target));
        Ok(Some(match name {
            "add" | "remove" => {
                let function = format!("WriteOnlyCollection.{name}");
                let taken = args.bind(machine, &function, &["item"])?;
                let item = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
                if name == "add" {
                    self.state.append_dynamic(machine, &self.relationship, item, None)?;
                } else {
                    self.state.remove_dynamic(machine, &self.relationship, &item, None)?;
                }
                Value::None
            }
            "add_all" => {
                let taken = args.bind(machine, "WriteOnlyCollection.add_all", &["iterator"])?;
                let items = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
                for item in machine.collect(&items)? {
                    self.state.append_dynamic(machine, &self.relationship, item, None)?;
                }
                Value::None
            }
            "select" => {
                let mut statement: Select = select(&target);
                statement.wheres.clone_from(&self.wheres);
                statement.froms.clone_from(&self.froms);
                statement.orders.clone_from(&details.order_by);
                Value::Native(Rc::new(statement) as _)
            }
            "insert" => {
                if details.direction != Direction::OneToMany {
                    return errors::invalid(
                        machine,
                        "Write only bulk INSERT only supported for one-to-many collections; for \
                         many-to-many, use a separate bulk INSERT along with add_all().",
                    );
                }
                let mut values = indexmap::IndexMap::new();
                for (local, remote) in &details.synchronize_pairs {
                    let got = self.state.column_value(machine, local, Passive::LOAD)?;
                    values.insert(remote.key(), Set::Value(got.value().unwrap_or(Value::None)));
                }
                Value::Native(Rc::new(Insert {
                    table,
                    entity: owner,
                    values: Some(values),
                    many: Vec::new(),
                    select: None,
                    returning: Vec::new(),
                    sorted: false,
                    prefixes: Vec::new(),
                    conflict: None,
                    ctes: Vec::new(),
                    options: Vec::new(),
                    execution: Vec::new(),
                    return_defaults: None,
                }) as _)
            }
            "update" => Value::Native(Rc::new(Update {
                table,
                entity: owner,
                values: Default::default(),
                ordered: false,
                wheres: self.wheres.clone(),
                returning: Vec::new(),
                ctes: Vec::new(),
                options: Vec::new(),
                execution: Vec::new(),
                return_defaults: None,
            }) as _),
            "delete" => Value::Native(Rc::new(Delete {
                table,
                entity: owner,
                wheres: self.wheres.clone(),
                returning: Vec::new(),
                ctes: Vec::new(),
                options: Vec::new(),
                execution: Vec::new(),
            }) as _),
            _ => return Ok(None),
        }))
    }
}
