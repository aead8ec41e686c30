//! Methods of `Query` that narrow, order and limit it.

use std::rc::Rc;

use super::super::super::core::{Expr, Role, SelectJoin, coerce, errors};
use super::super::super::mapper::{Entity, Property};
use super::super::super::python::{Args, Machine, Run, Value};
use super::super::settings::Before;
use super::super::{entity, lazy};
use super::condition::{filter_by, resolves};
use super::{Query, attribute_of, bound, from_of, items, number};

impl Query {
    pub(super) fn filter_method(
        &self,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if matches!(
            name,
            "filter" | "where" | "order_by" | "group_by" | "having" | "options" | "distinct"
        ) {
            args.only_positional(machine, &format!("Query.{name}"))?;
        }
        let value = match name {
            "filter" | "where" => {
                self.no_limit(machine, "filter")?;
                let conditions = all(machine, &args.positional, Role::Where)?;
                self.changed(|query| query.select.wheres.extend(conditions))
            }
            "filter_by" => {
                if !args.positional.is_empty() {
                    let text = format!(
                        "Query.filter_by() takes 1 positional argument but {} were given",
                        args.positional.len().saturating_add(1)
                    );
                    return Err(machine.error("TypeError", text));
                }
                let conditions = filter_by(machine, self, &args.named)?;
                self.no_limit(machine, "filter")?;
                self.changed(|query| query.select.wheres.extend(conditions))
            }
            "order_by" => {
                self.no_limit(machine, name)?;
                let given = flat(machine, &args.positional)?;
                if matches!(given.as_slice(), [Value::None | Value::Bool(false)]) {
                    return Ok(Some(self.changed(|query| query.select.orders.clear())));
                }
                let orders = ordered(machine, &given)?;
                self.changed(|query| query.select.orders.extend(orders))
            }
            "group_by" => {
                self.no_limit(machine, name)?;
                let given = flat(machine, &args.positional)?;
                if matches!(given.as_slice(), [Value::None | Value::Bool(false)]) {
                    return Ok(Some(self.changed(|query| query.select.groups.clear())));
                }
                let groups = ordered(machine, &given)?;
                self.changed(|query| query.select.groups.extend(groups))
            }
            "having" => {
                self.no_limit(machine, name)?;
                let havings = all(machine, &args.positional, Role::Where)?;
                self.changed(|query| query.select.havings.extend(havings))
            }
            "limit" | "offset" => {
                let taken = args.bind(machine, &format!("Query.{name}"), &[name])?;
                let value = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
                let given = bound(machine, &value)?;
                self.changed(|query| match name {
                    "limit" => query.select.limit = given,
                    _ => query.select.offset = given,
                })
            }
            "slice" => {
                let taken = args.bind(machine, "Query.slice", &["start", "stop"])?;
                let mut values = taken.values.into_iter().map(|value| value.unwrap_or(Value::None));
                let (start, stop) = (values.next(), values.next());
                let (start, stop) = (start.unwrap_or(Value::None), stop.unwrap_or(Value::None));
                self.sliced(machine, &start, &stop)?.value()
            }
            "distinct" => {
                if !args.positional.is_empty() {
                    machine.warn(
                        "SADeprecationWarning",
                        "Passing expression to ``distinct`` to generate a DISTINCT ON clause is \
                         deprecated. Use instead the ``postgresql.distinct_on`` function as an \
                         extension.",
                    );
                }
                self.changed(|query| query.select.distinct = true)
            }
            "join" | "outerjoin" => {
                self.no_limit(machine, "join")?;
                let join = join(machine, name, args)?;
                self.changed(|query| query.select.joins.push(join))
            }
            "select_from" => {
                if !self.select.wheres.is_empty()
                    || !self.select.orders.is_empty()
                    || !self.select.joins.is_empty()
                    || self.select.limit.is_some()
                {
                    return Self::existing(machine, "select_from");
                }
                let mut froms = Vec::new();
                let mut sources = Vec::new();
                for value in &args.positional {
                    sources.extend(entity::of_value(value));
                    froms.push(from_of(machine, value)?);
                }
                self.changed(|query| {
                    query.select.froms = froms;
                    query.sources = sources;
                })
            }
            "options" => {
                let options = flat(machine, &args.positional)?;
                for option in &options {
                    let is_known = option.native::<super::super::option::LoaderOption>().is_some()
                        || option.native::<super::super::criteria::LoaderCriteria>().is_some();
                    if !is_known {
                        let kind = machine.class_of(option);
                        let text = format!("'{}' object has no attribute '_is_core'", kind.name);
                        return Err(machine.error("AttributeError", text));
                    }
                }
                self.changed(|query| query.select.options.extend(options))
            }
            "with_entities" => {
                let asked = items(machine, &args.positional)?;
                self.changed(|query| {
                    let before = Before {
                        items: std::mem::take(&mut query.select.items),
                        joins: std::mem::take(&mut query.select.joins),
                        options: std::mem::take(&mut query.select.options),
                    };
                    query.settings.before.push(before);
                    query.select.items = asked;
                })
            }
            "add_columns" | "add_column" | "add_entity" => {
                let asked = items(machine, &args.positional)?;
                self.changed(|query| query.select.items.extend(asked))
            }
            "with_parent" => return self.with_parent(machine, &args).map(Some),
            _ => return Ok(None),
        };
        Ok(Some(value))
    }

    /// The rows from `start` to before `stop`.
    pub(super) fn sliced(&self, machine: &mut Machine, start: &Value, stop: &Value) -> Run<Self> {
        let mut query = self.clone();
        query.is_collection = false;
        let place = |value: &Value| match value {
            Value::Int(place) => Some(*place),
            Value::Bool(flag) => Some(i64::from(*flag)),
            _ => None,
        };
        let (from, to) = (place(start), place(stop));
        if let Some(from) = from
            && (from != 0 || to.is_none())
        {
            let whole = number(query.select.offset.as_ref()).saturating_add(from);
            query.select.offset =
                if whole == 0 { None } else { bound(machine, &Value::Int(whole))? };
        }
        if let Some(to) = to {
            let rows = to.saturating_sub(from.unwrap_or(0));
            query.select.limit = bound(machine, &Value::Int(rows))?;
        }
        Ok(query)
    }

    fn with_parent(&self, machine: &mut Machine, args: &Args) -> Run<Value> {
        machine.warn(
            "LegacyAPIWarning",
            "The Query.with_parent() method is considered legacy as of the 1.x series of \
             SQLAlchemy and becomes a legacy construct in 2.0. Use the with_parent() standalone \
             construct. (deprecated since: 2.0) (Background on SQLAlchemy 2.0 at: \
             https://sqlalche.me/e/b8d9)",
        );
        let parent = args.positional.first().cloned().unwrap_or(Value::None);
        let state = super::State::required(machine, &parent)?;
        let named = args.positional.get(1).or_else(|| {
            args.named.iter().find(|(name, _)| &**name == "property").map(|(_, value)| value)
        });
        let relationship = match named.and_then(attribute_of) {
            Some(attribute) => match &attribute.property {
                Property::Relationship(relationship) => Some(Rc::clone(relationship)),
                _ => None,
            },
            None => {
                let own = self.first_entity();
                entity::properties(&state.mapper).into_iter().find_map(|(_, property)| {
                    let Property::Relationship(relationship) = property else { return None };
                    let target = relationship.target.get().cloned()?;
                    let own = own.as_ref().map(entity::mapper)?;
                    Rc::ptr_eq(&target, own).then_some(relationship)
                })
            }
        };
        let Some(relationship) = relationship else {
            let own = self.first_entity().map_or_else(String::new, |own| entity::name(&own));
            let text = format!(
                "Could not locate a property which relates instances of class '{own}' to instances \
                 of class '{}'",
                state.mapper.class.name
            );
            return errors::invalid(machine, text);
        };
        let (condition, froms) = lazy::of_parent(machine, &state, &relationship)?;
        Ok(self.changed(|query| {
            query.select.wheres.push(condition);
            query.select.froms.extend(froms);
        }))
    }
}

/// `.join(target, onclause, isouter=…, full=…)`.
fn join(machine: &mut Machine, name: &str, args: Args) -> Run<SelectJoin> {
    let function = format!("Query.{name}");
    let taken =
        args.bind(machine, &function, &["target", "onclause?", "*", "isouter?", "full?"])?;
    let mut values = taken.values.into_iter();
    let target = values.next().flatten().unwrap_or(Value::None);
    let on = values.next().flatten().filter(|value| !value.is_none());
    let outer = values.next().flatten();
    let full = values.next().flatten();
    let outer = match outer {
        Some(value) => machine.truth(&value)?,
        None => name == "outerjoin",
    };
    let full = match full {
        Some(value) => machine.truth(&value)?,
        None => false,
    };
    let is_known = attribute_of(&target).is_some() || entity::of_value(&target).is_some();
    let from = if is_known {
        None
    } else {
        match &target {
            Value::Native(_) => Some(coerce::from(machine, &target)?),
            _ => {
                let shown = machine.repr(&target)?;
                let text = format!(
                    "Join target, typically a FROM expression, or ORM relationship attribute \
                     expected, got {shown}."
                );
                return errors::argument(machine, text);
            }
        }
    };
    let condition = match &on {
        Some(value) if is_relationship(value) => None,
        Some(value @ Value::Str(_)) => {
            let shown = machine.repr(value)?;
            let text = format!(
                "ON clause, typically a SQL expression or ORM relationship attribute expected, \
                 got {shown}."
            );
            return errors::argument(machine, text);
        }
        Some(value) => Some(coerce::expression(machine, value, Role::Where)?),
        None => None,
    };
    Ok(SelectJoin { target, from, on, condition, left: None, left_from: None, outer, full })
}

/// The value names a relationship.
fn is_relationship(value: &Value) -> bool {
    attribute_of(value)
        .is_some_and(|attribute| matches!(attribute.property, Property::Relationship(_)))
}

/// All values as what stands in ORDER BY or GROUP BY.
fn ordered(machine: &mut Machine, values: &[Value]) -> Run<Vec<Expr>> {
    let mut all = Vec::new();
    for value in values {
        all.extend(coerce::ordered(machine, value)?);
    }
    Ok(all)
}

/// All values as expressions.
fn all(machine: &mut Machine, values: &[Value], role: Role) -> Run<Vec<Expr>> {
    values.iter().map(|value| coerce::expression(machine, value, role)).collect()
}

/// The values, with those of lists and tuples among them.
fn flat(machine: &mut Machine, values: &[Value]) -> Run<Vec<Value>> {
    let mut found = Vec::new();
    for value in values {
        match value {
            Value::List(_) | Value::Tuple(_) => found.extend(machine.collect(value)?),
            other => found.push(other.clone()),
        }
    }
    Ok(found)
}

impl Query {
    /// What `filter_by()` goes by: what was joined last, else what is read from, else what is
    /// asked for first.
    pub(super) fn filtered(&self) -> Option<Entity> {
        if let Some(join) = self.select.joins.last() {
            return resolves(&join.target);
        }
        if let Some(source) = self.sources.first() {
            return Some(source.clone());
        }
        self.first_entity()
    }
}
