//! What comes to an object in a session comes into that session (`save-update`), and what loses
//! its last parent leaves it (`delete-orphan`).

use std::rc::Rc;

use super::super::token::Token;
use crate::orm::mapper::Relationship;
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::passive::Got;
use crate::orm::unit_of_work::{Session, State, cascade};

impl State {
    pub(super) fn cascade_append(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        item: &Value,
        token: &Token,
    ) -> Run<()> {
        if item.is_none() {
            return Ok(());
        }
        let Some(session) = self.session() else { return Ok(()) };
        session.warn_of_flush(machine, "collection append");
        let item = State::required(machine, item)?;
        self.cascade_into(machine, &session, relationship, &item, token)
    }

    fn cascade_into(
        self: &Rc<Self>,
        machine: &mut Machine,
        session: &Rc<Session>,
        relationship: &Rc<Relationship>,
        item: &Rc<State>,
        token: &Token,
    ) -> Run<()> {
        let is_own =
            *crate::orm::unit_of_work::key_of(&token.property) == **relationship.key.borrow();
        if relationship.cascade.get().save_update && is_own && !session.contains(item) {
            session.save_or_update(machine, item)?;
        }
        Ok(())
    }

    pub(super) fn cascade_remove(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        old: &Got,
    ) -> Run<()> {
        let Some(item) = old.object() else { return Ok(()) };
        let session = self.session();
        if let Some(session) = &session {
            let many = relationship.resolved.get().is_some_and(|resolved| resolved.uselist);
            let what = if many { "collection remove" } else { "related attribute delete" };
            session.warn_of_flush(machine, what);
        }
        if !relationship.cascade.get().delete_orphan {
            return Ok(());
        }
        let item = State::required(machine, item)?;
        if !cascade::is_orphan(&item, relationship) {
            return Ok(());
        }
        match session {
            Some(session) if session.is_new(&item) => session.expunge(machine, &item),
            _ => {
                item.orphaned.set(true);
                Ok(())
            }
        }
    }

    pub(super) fn cascade_set(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: &Value,
        old: &Got,
        token: &Token,
    ) -> Run<()> {
        if old.is(value) {
            return Ok(());
        }
        let Some(session) = self.session() else { return Ok(()) };
        session.warn_of_flush(machine, "related attribute set");
        if !value.is_none() {
            let item = State::required(machine, value)?;
            self.cascade_into(machine, &session, relationship, &item, token)?;
        }
        if let Some(old) = old.object()
            && relationship.cascade.get().delete_orphan
        {
            let old = State::required(machine, old)?;
            if session.is_new(&old) && cascade::is_orphan(&old, relationship) {
                session.expunge(machine, &old)?;
            }
        }
        Ok(())
    }
}
