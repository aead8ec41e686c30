//! What a statement made of a row, and what is told when it is done.

use std::rc::Rc;

use super::Flush;
use super::action::Saved;
use super::save::{columns, has_sql_default, updates_by_sql};
use crate::orm::core::Connection;
use crate::orm::core::engine::Fetched;
use crate::orm::core::{Column, Params, Table};
use crate::orm::mapper::Property;
use crate::orm::python::{Machine, Run};
use crate::orm::unit_of_work::identity::root;
use crate::orm::unit_of_work::naming::column_key;
use crate::orm::unit_of_work::passive::Passive;
use crate::orm::unit_of_work::state::property_of;
use crate::orm::unit_of_work::{State, key_of, listening};

/// A row as it was sent, and what came of it.
#[derive(Clone, Copy)]
pub(super) struct SentRow<'a> {
    pub state: &'a Rc<State>,
    pub params: &'a Params,
    pub fetched: &'a Fetched,
    /// Which row of the batch it is.
    pub place: usize,
    pub is_insert: bool,
}

impl Flush {
    /// Values that the statement was sent with beyond `params`, or that RETURNING gave, are put
    /// into the object; what SQL made and nobody knows is expired.
    #[expect(clippy::too_many_arguments, reason = "what was sent, and what came back")]
    pub(super) fn take_defaults(
        &mut self,
        machine: &mut Machine,
        table: &Rc<Table>,
        sent: &SentRow<'_>,
    ) -> Run<()> {
        let SentRow { state, params, fetched, place, is_insert } = *sent;
        let mapper = &state.mapper;
        for (column, value) in fetched.returned.get(place).into_iter().flatten() {
            if is_insert && column.primary_key.get() {
                continue;
            }
            if let Some(property) = property_of(mapper, column) {
                state.put(&key_of(&property), value.clone());
            }
        }
        let own = columns(mapper, table);
        if let Some(sent) = fetched.sent.get(place) {
            for one in &own {
                let key = column_key(&one.column);
                if params.contains_key(&key) {
                    continue;
                }
                if let Some(value) = sent.get(&key) {
                    state.put(&one.key, value.clone());
                    let past = state.committed.borrow_mut().shift_remove(&one.key);
                    drop(past);
                }
            }
        }
        let unknown: Vec<Rc<str>> = own
            .iter()
            .filter(|one| fetched.unknown.iter().any(|column| Rc::ptr_eq(column, &one.column)))
            .map(|one| Rc::clone(&one.key))
            .collect();
        if !unknown.is_empty() {
            state.expire_attributes(machine, &unknown)?;
        }
        // Keys of the tables below take the values of those above.
        let mut at = Some(Rc::clone(mapper));
        while let Some(current) = at {
            let pairs = current.equated();
            let owner = |column: &Rc<Column>| column.table.borrow().upgrade();
            if pairs.iter().any(|(from, _)| owner(from).is_some_and(|own| Rc::ptr_eq(&own, table)))
            {
                self.populate(machine, state, state, &pairs, true)?;
            }
            at = current.inherits.clone();
        }
        Ok(())
    }

    /// `eager_defaults=True`: what SQL made and nobody knows is read at once.
    fn load_made(&mut self, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        let unloaded = state.unloaded();
        let keys: Vec<Rc<str>> = state
            .properties()
            .iter()
            .filter_map(|property| match property {
                Property::Column(own)
                    if unloaded.contains(&own.key)
                        && (has_sql_default(&own.column) || updates_by_sql(&own.column)) =>
                {
                    Some(Rc::clone(&own.key))
                }
                _ => None,
            })
            .collect();
        if keys.is_empty() {
            return Ok(());
        }
        let identity = state.identity_from_attributes(machine, Passive::LOAD_KNOWN)?;
        *state.identity.borrow_mut() = Some(identity);
        state.load_columns(machine, &keys, Passive::LOAD)
    }

    /// An object is saved: expressions over its row are to be read again, and listeners told.
    pub(super) fn finish(
        &mut self,
        machine: &mut Machine,
        state: &Rc<State>,
        connection: &Rc<Connection>,
        how: Saved,
    ) -> Run<()> {
        let stale: Vec<Rc<str>> = state
            .properties()
            .iter()
            .filter_map(|property| match property {
                Property::Expression(own)
                    if (!own.deferred || state.has(&own.key))
                        && !state.committed.borrow().contains_key(&own.key) =>
                {
                    Some(Rc::clone(&own.key))
                }
                _ => None,
            })
            .collect();
        if !stale.is_empty() {
            state.expire_attributes(machine, &stale)?;
        }
        if root(&state.mapper).eager_defaults == Some(true) {
            self.load_made(machine, state)?;
        }
        let event = if how == Saved::Inserted { "after_insert" } else { "after_update" };
        listening::mapper_event(machine, event, state, connection)
    }
}
