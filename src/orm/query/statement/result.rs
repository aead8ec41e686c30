//! Methods of `Query` that send it.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::super::core::compile::{Dialect, compile};
use super::super::super::core::{Body, Statement, errors, row::Row};
use super::super::super::python::{Args, Machine, Run, Slice, Value};
use super::super::answer::{columns, is_single, marks};
use super::super::load::Slot;
use super::super::plan::plan;
use super::super::send::{Sending, send, sent_by};
use super::{Query, bound};

impl Query {
    /// All that it gives: objects where it is of one class, else rows; none of them twice, where
    /// there are objects among them.
    pub(in crate::orm::query) fn rows(&self, machine: &mut Machine) -> Run<Vec<Value>> {
        if let Some(members) = self.members(machine)? {
            return Ok(members);
        }
        let session = self.session(machine)?;
        let sending = Sending {
            flushes: self.flushes,
            populates: self.populates,
            params: self.params.clone(),
            ..Sending::default()
        };
        let sent = match &self.given {
            Some(given) => {
                let statement = super::super::given::statement(machine, given)?;
                sent_by(machine, &session, &self.noted(), &statement, sending)?
            }
            None => send(machine, &session, &self.noted(), sending)?,
        };
        let single = is_single(&sent) && !self.tuples;
        let distinct = sent.plan.has_entities && !self.yields;
        let columns = columns(&sent);
        let mut seen = HashSet::new();
        let mut rows = Vec::new();
        for (at, row) in sent.rows.into_iter().enumerate() {
            if distinct && !seen.insert(marks(machine, &row, at)?) {
                continue;
            }
            rows.push(if single {
                row.into_iter().next().unwrap_or(Value::None)
            } else {
                Value::of(Row { columns: Rc::clone(&columns), values: row, is_mapped: true })
            });
        }
        Ok(rows)
    }

    /// The members of a dynamic attribute of an object that has no row yet.
    fn members(&self, machine: &mut Machine) -> Run<Option<Vec<Value>>> {
        let Some((state, relationship)) = &self.owner else { return Ok(None) };
        if state.has_identity() && state.session().is_some() {
            if let Some(session) = state.session()
                && session.autoflush.get()
                && session.contains(state)
            {
                session.flush(machine)?;
            }
            return Ok(None);
        }
        if let Some(session) = state.session()
            && session.autoflush.get()
            && session.contains(state)
        {
            session.flush(machine)?;
            if state.has_identity() {
                return Ok(None);
            }
        }
        if state.has_identity() {
            let text = format!(
                "Instance {} is detached, dynamic relationship cannot return a correct result.   \
                 This warning will become a DetachedInstanceError in a future release.",
                state.name()
            );
            machine.warn("SAWarning", text);
        }
        Ok(Some(state.dynamic_added(relationship)))
    }

    /// At most one, or an error.
    fn only(&self, machine: &mut Machine, required: bool) -> Run<Option<Value>> {
        let rows = self.rows(machine)?;
        let mut rows = rows.into_iter();
        let first = rows.next();
        if rows.next().is_some() {
            let text = if required {
                "Multiple rows were found when exactly one was required"
            } else {
                "Multiple rows were found when one or none was required"
            };
            return Err(errors::raise(machine, "MultipleResultsFound", text));
        }
        if first.is_none() && required {
            let text = "No row was found when one was required";
            return Err(errors::raise(machine, "NoResultFound", text));
        }
        Ok(first)
    }

    pub(super) fn first(&self, machine: &mut Machine) -> Run<Value> {
        let mut query = self.clone();
        query.select.limit = bound(machine, &Value::Int(1))?;
        Ok(query.rows(machine)?.into_iter().next().unwrap_or(Value::None))
    }

    fn scalar(&self, machine: &mut Machine) -> Run<Value> {
        let rows = self.rows(machine)?;
        let mut rows = rows.into_iter();
        let Some(first) = rows.next() else { return Ok(Value::None) };
        if rows.next().is_some() {
            let text = "Multiple rows were found when exactly one was required";
            return Err(errors::raise(machine, "MultipleResultsFound", text));
        }
        Ok(match first.native::<Row>() {
            Some(row) => row.values.first().cloned().unwrap_or(Value::None),
            None => first,
        })
    }

    pub(super) fn result_method(
        &self,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let value = match name {
            "all" => {
                args.bind(machine, "Query.all", &[])?;
                Value::list(self.rows(machine)?)
            }
            "first" => {
                args.bind(machine, "Query.first", &[])?;
                self.first(machine)?
            }
            "one" => {
                args.bind(machine, "Query.one", &[])?;
                self.only(machine, true)?.unwrap_or(Value::None)
            }
            "one_or_none" => {
                args.bind(machine, "Query.one_or_none", &[])?;
                self.only(machine, false)?.unwrap_or(Value::None)
            }
            "scalar" => {
                args.bind(machine, "Query.scalar", &[])?;
                self.scalar(machine)?
            }
            "count" => {
                args.bind(machine, "Query.count", &[])?;
                self.count(machine)?
            }
            "__iter__" => Value::Iterator(super::held("generator", self.rows(machine)?)),
            "get" => {
                let taken = args.bind(machine, "Query.get", &["ident"])?;
                let key = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
                machine.warn(
                    "LegacyAPIWarning",
                    "The Query.get() method is considered legacy as of the 1.x series of \
                     SQLAlchemy and becomes a legacy construct in 2.0. The method is now available \
                     as Session.get() (deprecated since: 2.0) (Background on SQLAlchemy 2.0 at: \
                     https://sqlalche.me/e/b8d9)",
                );
                self.get(machine, key)?
            }
            "get_or_404" | "first_or_404" | "one_or_404" | "paginate" => {
                return self.flask(machine, name, args);
            }
            _ => return Ok(None),
        };
        Ok(Some(value))
    }

    fn count(&self, machine: &mut Machine) -> Run<Value> {
        if self.owner.is_some()
            && let Some(members) = self.members(machine)?
        {
            return Ok(Value::Int(i64::try_from(members.len()).unwrap_or(i64::MAX)));
        }
        let mut counting = self.counting();
        counting.owner = None;
        counting.scalar(machine)
    }

    fn get(&self, machine: &mut Machine, key: Value) -> Run<Value> {
        let select = &self.select;
        if !select.wheres.is_empty()
            || !select.froms.is_empty()
            || !select.joins.is_empty()
            || select.limit.is_some()
            || select.offset.is_some()
            || !select.groups.is_empty()
        {
            return Self::existing(machine, "get");
        }
        let entity = self.only_entity(machine, "get")?;
        let session = self.session(machine)?;
        let mut named = Vec::new();
        if !select.options.is_empty() {
            named.push((Rc::from("options"), Value::list(select.options.clone())));
        }
        if self.populates {
            named.push((Rc::from("populate_existing"), Value::Bool(true)));
        }
        let positional = vec![super::entity::value(&entity), key];
        let found = session.get(machine, Args { positional, named })?;
        Ok(found.map_or(Value::None, Value::Instance))
    }

    /// What Flask-SQLAlchemy's query has beside: its own layer does it.
    fn flask(&self, machine: &mut Machine, name: &str, mut args: Args) -> Run<Option<Value>> {
        let Some(session) = &self.session else { return Ok(None) };
        let Some(class) = session.query_class.clone() else { return Ok(None) };
        args.positional.insert(0, self.clone().value());
        machine.call_method(&class, name, args).map(Some)
    }

    /// `query[0]`, `query[1:3]`.
    pub(super) fn item(&self, machine: &mut Machine, key: &Value) -> Run<Value> {
        if self.owner.is_some()
            && let Some(members) = self.members(machine)?
        {
            return machine.item(&Value::list(members), key);
        }
        if let Value::Slice(parts) = key {
            let [start, stop, step] = &parts.0;
            if let (Value::Int(start), Value::Int(stop)) = (start, stop)
                && stop.saturating_sub(*start) <= 0
            {
                return Ok(Value::list(Vec::new()));
            }
            let is_negative = |value: &Value| matches!(value, Value::Int(place) if *place < 0);
            if is_negative(start) || is_negative(stop) {
                return negative(machine);
            }
            let rows = Value::list(self.sliced(machine, start, stop)?.rows(machine)?);
            if step.is_none() {
                return Ok(rows);
            }
            let key = Value::Slice(Rc::new(Slice([Value::None, Value::None, step.clone()])));
            return machine.item(&rows, &key);
        }
        if matches!(key, Value::Int(-1)) {
            return negative(machine);
        }
        let next = machine.binary(super::super::super::python::Binary::Add, key, &Value::Int(1))?;
        let key = Value::Slice(Rc::new(Slice([key.clone(), next, Value::None])));
        let rows = self.item(machine, &key)?;
        machine.item(&rows, &Value::Int(0))
    }

    /// Its text, as `str(query)` gives it.
    pub(super) fn text(&self, machine: &mut Machine) -> Run<Rc<str>> {
        let plan = plan(machine, &self.noted())?;
        let statement = Statement::Query(Body::Select(plan.select));
        let dialect = match &self.session {
            Some(session) if session.engine().is_some() => Dialect::Sqlite,
            _ => Dialect::Default,
        };
        Ok(compile(machine, &statement, dialect)?.text().into())
    }

    /// `column_descriptions`.
    pub(super) fn descriptions(&self, machine: &mut Machine) -> Run<Value> {
        let plan = plan(machine, &self.noted())?;
        let mut all = Vec::new();
        for slot in &plan.slots {
            let (name, expr, entity) = match slot {
                Slot::Object { label, entity, .. } => {
                    let value = super::entity::value(entity);
                    (label.clone(), value.clone(), value)
                }
                Slot::Value { label, expr, .. } => {
                    let entity = super::entity::of_expr(expr).map(|e| super::entity::value(&e));
                    (
                        label.clone(),
                        Value::Native(Rc::clone(expr) as _),
                        entity.unwrap_or(Value::None),
                    )
                }
            };
            let is_alias = matches!(slot, Slot::Object { entity, .. }
                if matches!(entity, super::Entity::Alias(_)));
            let ty = match slot {
                Slot::Object { .. } => entity.clone(),
                Slot::Value { .. } => machine.attribute(&expr, "type")?,
            };
            all.push(Value::dict(vec![
                ("name".into(), name.map_or(Value::None, Value::Str)),
                ("type".into(), ty),
                ("aliased".into(), Value::Bool(is_alias)),
                ("expr".into(), expr),
                ("entity".into(), entity),
            ]));
        }
        Ok(Value::list(all))
    }
}

fn negative<T>(machine: &mut Machine) -> Run<T> {
    let text = "negative indexes are not accepted by SQL index / slice operators";
    Err(machine.error("IndexError", text))
}
