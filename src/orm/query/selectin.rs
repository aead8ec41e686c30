//! `selectin` loading: one more statement for many objects, by their keys.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;

use super::super::core::{Column, Element, Expr, FromClause, Item, Kind, LabelStyle, Select, walk};
use super::super::mapper::{Direction, Entity, Mapper, Property, Relationship, Resolved};
use super::super::python::{Key, Machine, Run, Value};
use super::super::unit_of_work::{Got, Passive, Session, State};
use super::after::{After, Loader, Target};
use super::lazy::item;
use super::plan::{in_list, resolved};
use super::rows::{is_list, shown};
use super::send::{Sending, send};
use super::settings::Settings;
use super::{condition, entity};

/// How many objects one statement is for.
const CHUNK: usize = 500;

/// A statement whose condition is still to come.
struct Form {
    /// What the objects are told by.
    key: Vec<Expr>,
    froms: Vec<FromClause>,
}

/// Loads a relationship of these objects.
///
/// # Errors
///
/// What sending raises.
pub fn load(
    machine: &mut Machine,
    session: &Rc<Session>,
    loader: &Loader,
    states: &[Target],
    after: &Rc<RefCell<After>>,
) -> Run<()> {
    let relationship = &loader.relationship;
    let details = resolved(machine, relationship)?;
    let target = match loader.directive.as_ref().and_then(|d| d.of_type.clone()) {
        Some(entity) => entity,
        None => Entity::Mapper(Rc::clone(&details.target)),
    };
    let omits = condition::omits_join(relationship, details);
    let work = Work { session, loader, details, target, after };
    if omits && details.direction == Direction::ManyToOne {
        if let Some(by_key) = by_foreign_key(machine, details, states)? {
            return work.through_children(machine, by_key);
        }
        let form = joined(machine, relationship, &work.target)?;
        return work.through_parents(machine, &form, states);
    }
    let form = match (&details.secondary, omits) {
        (_, false) => joined(machine, relationship, &work.target)?,
        (None, true) => {
            Form { key: foreign_key(relationship, &details.local_remote_pairs), froms: Vec::new() }
        }
        (Some(secondary), true) => {
            let own = FromClause::Table(Rc::clone(secondary));
            let other = entity::from(&work.target);
            let on = match &details.secondaryjoin {
                Some(on) => walk::adapt(on, &other),
                None => Element::plain(Kind::True),
            };
            Form {
                key: foreign_key(relationship, &details.synchronize_pairs),
                froms: vec![condition::joined(&own, &other, &on, false, false)],
            }
        }
    };
    work.through_parents(machine, &form.of_alias(&work.target), states)
}

impl Form {
    /// What tells the objects, read from the alias that stands for the other side.
    fn of_alias(self, target: &Entity) -> Self {
        let Some(from) = entity::alias(target) else { return self };
        let key = self.key.iter().map(|key| walk::adapt(key, &from)).collect();
        Self { key, ..self }
    }
}

/// The columns of the other side, or the join table, that hold this side's key.
fn foreign_key(relationship: &Relationship, pairs: &[(Rc<Column>, Rc<Column>)]) -> Vec<Expr> {
    let Some(parent) = relationship.parent.get() else { return Vec::new() };
    let other = |column: &Rc<Column>| {
        let found = pairs.iter().find(|(local, _)| parent.same_value(local, column));
        found.map(|(_, remote)| remote)
    };
    parent.primary_key.iter().filter_map(other).map(Element::column).collect()
}

/// The form that joins with an alias of this side.
fn joined(machine: &mut Machine, relationship: &Relationship, target: &Entity) -> Run<Form> {
    let Some(parent) = relationship.parent.get() else {
        return Ok(Form { key: Vec::new(), froms: Vec::new() });
    };
    let alias = FromClause::Alias(parent.selectable().alias(None));
    let key = parent.primary_key.iter().map(|c| entity::column(c, Some(&alias))).collect();
    let other = entity::from(target);
    let along = condition::Along {
        relationship,
        source: Some(&alias),
        target: &other,
        of_type: Some(target),
        narrowed: None,
    };
    let from = along.join(machine, &alias, false, false)?;
    Ok(Form { key, froms: vec![from] })
}

/// The values of the foreign key for each object; none where one of them is not known.
type ByKey = IndexMap<Vec<Key>, (Vec<Value>, Vec<Target>)>;

fn by_foreign_key(
    machine: &mut Machine,
    details: &Resolved,
    states: &[Target],
) -> Run<Option<(ByKey, Vec<Target>)>> {
    let mut found = ByKey::new();
    let mut empty = Vec::new();
    for (state, overwrites) in states {
        let mut values = Vec::new();
        for column in &details.target.primary_key {
            let mut pairs = details.local_remote_pairs.iter();
            let pair = pairs.find(|(_, other)| details.target.same_value(other, column));
            let Some((local, _)) = pair else { return Ok(None) };
            match state.column_value(machine, local, Passive::NO_FETCH)? {
                Got::Value(value) => values.push(value),
                Got::Never => values.push(Value::None),
                Got::Unknown => return Ok(None),
            }
        }
        let entry = (Rc::clone(state), *overwrites);
        if values.iter().any(Value::is_none) {
            empty.push(entry);
            continue;
        }
        let key = values.iter().map(|value| machine.key(value)).collect::<Run<Vec<Key>>>()?;
        found.entry(key).or_insert_with(|| (values, Vec::new())).1.push(entry);
    }
    Ok(Some((found, empty)))
}

struct Work<'a> {
    session: &'a Rc<Session>,
    loader: &'a Loader,
    details: &'a Resolved,
    target: Entity,
    after: &'a Rc<RefCell<After>>,
}

impl Work<'_> {
    fn chunk(&self) -> usize {
        self.loader.directive.as_ref().and_then(|directive| directive.chunk).unwrap_or(CHUNK)
    }

    fn orders(&self) -> Vec<Expr> {
        let orders = self.details.order_by.iter();
        match entity::alias(&self.target) {
            Some(from) => orders.map(|order| walk::adapt(order, &from)).collect(),
            None => orders.cloned().collect(),
        }
    }

    /// Sends the statement for these keys; the objects by what tells them.
    fn ask(
        &self,
        machine: &mut Machine,
        form: &Form,
        keys: Vec<Vec<Value>>,
    ) -> Run<IndexMap<Vec<Key>, Vec<Value>>> {
        let mut items: Vec<Item> = form.key.iter().map(|c| Item::Expr(Rc::clone(c))).collect();
        items.push(item(&self.target));
        let mut conditions = vec![self.condition(machine, form, keys)?];
        if let Some(narrowed) = self.loader.directive.as_ref().and_then(|d| d.narrowed.clone()) {
            conditions.push(narrowed);
        }
        let mut select = Select {
            items,
            froms: form.froms.clone(),
            wheres: conditions,
            orders: self.orders(),
            labels: LabelStyle::None,
            options: self.loader.options.clone(),
            ..Select::default()
        };
        let current = self.loader.path.then(&self.loader.relationship, self.target.clone());
        Settings { current: Some(current), ..Settings::default() }.note(&mut select);
        let sending = Sending {
            populates: self.loader.populates,
            after: Some(Rc::clone(self.after)),
            ..Sending::default()
        };
        let sent = send(machine, self.session, &Rc::new(select), sending)?;
        let mut found: IndexMap<Vec<Key>, Vec<Value>> = IndexMap::new();
        let count = form.key.len();
        for row in sent.rows {
            let (key, rest) = row.split_at_checked(count).unwrap_or((&[], &[]));
            let key = key.iter().map(|value| machine.key(value)).collect::<Run<Vec<Key>>>()?;
            let Some(object) = rest.first() else { continue };
            let members = found.entry(key).or_default();
            if !sent.plan.repeats || !members.iter().any(|own| own.is(object)) {
                members.push(object.clone());
            }
        }
        Ok(found)
    }

    fn condition(&self, machine: &mut Machine, form: &Form, keys: Vec<Vec<Value>>) -> Run<Expr> {
        match form.key.as_slice() {
            [one] => {
                let values = keys.into_iter().filter_map(|key| key.into_iter().next()).collect();
                in_list(machine, one, values)
            }
            several => {
                let tuple = Element::plain(Kind::Tuple(several.to_vec()));
                in_list(machine, &tuple, keys.into_iter().map(Value::tuple).collect())
            }
        }
    }

    fn through_parents(&self, machine: &mut Machine, form: &Form, states: &[Target]) -> Run<()> {
        let relationship = &self.loader.relationship;
        let name = Rc::clone(&relationship.key.borrow());
        let property = Property::Relationship(Rc::clone(relationship));
        for chunk in states.chunks(self.chunk()) {
            let mut keys = Vec::new();
            for (state, _) in chunk {
                keys.push(key_of(state));
            }
            let found = self.ask(machine, form, keys.clone())?;
            for ((state, overwrites), key) in chunk.iter().zip(keys) {
                if !overwrites && state.has(&name) {
                    continue;
                }
                let key = key.iter().map(|value| machine.key(value)).collect::<Run<Vec<Key>>>()?;
                let members = found.get(&key).cloned().unwrap_or_default();
                self.put(machine, state, &property, members)?;
            }
        }
        Ok(())
    }

    fn through_children(&self, machine: &mut Machine, keyed: (ByKey, Vec<Target>)) -> Run<()> {
        let (by_key, empty) = keyed;
        let relationship = &self.loader.relationship;
        let name = Rc::clone(&relationship.key.borrow());
        let property = Property::Relationship(Rc::clone(relationship));
        let mapper: &Rc<Mapper> = &self.details.target;
        let from = entity::alias(&self.target);
        let key = mapper.primary_key.iter().map(|c| entity::column(c, from.as_ref())).collect();
        let form = Form { key, froms: Vec::new() };
        let all: Vec<(Vec<Key>, (Vec<Value>, Vec<Target>))> = by_key.into_iter().collect();
        for chunk in all.chunks(self.chunk()) {
            let keys = chunk.iter().map(|(_, (values, _))| values.clone()).collect();
            let found = self.ask(machine, &form, keys)?;
            for (key, (_, states)) in chunk {
                let members = found.get(key).cloned().unwrap_or_default();
                for (state, overwrites) in states {
                    if !overwrites && state.has(&name) {
                        continue;
                    }
                    self.put(machine, state, &property, members.clone())?;
                }
            }
        }
        for (state, overwrites) in empty {
            if overwrites || !state.has(&name) {
                self.put(machine, &state, &property, Vec::new())?;
            }
        }
        Ok(())
    }

    fn put(
        &self,
        machine: &mut Machine,
        state: &Rc<State>,
        property: &Property,
        members: Vec<Value>,
    ) -> Run<()> {
        let relationship = &self.loader.relationship;
        if is_list(relationship) {
            return state.set_committed(machine, property, Value::list(members)).map(drop);
        }
        if members.len() > 1 {
            let text = format!(
                "Multiple rows returned with uselist=False for eagerly-loaded attribute '{}' ",
                shown(relationship)
            );
            machine.warn("SAWarning", text);
        }
        let one = members.into_iter().next().unwrap_or(Value::None);
        state.set_committed(machine, property, one).map(drop)
    }
}

fn key_of(state: &State) -> Vec<Value> {
    state.identity.borrow().as_ref().map_or_else(Vec::new, |identity| identity.values.to_vec())
}
