//! What the session knows of all this.

use std::rc::Rc;

use super::super::mapper::{Lazy, Mapper, Relationship};
use super::super::python::{Args, Instance, Machine, Run, Value};
use super::super::unit_of_work::{Loader, Passive, Question, Session, State};
use super::statement::Query;
use super::{ask, dynamic, lazy, refresh};

/// Reads rows into objects for sessions and attributes.
pub struct Loading;

impl Loader for Loading {
    fn load_columns(
        &self,
        machine: &mut Machine,
        session: &Rc<Session>,
        state: &Rc<State>,
        keys: &[Rc<str>],
        passive: Passive,
    ) -> Run<()> {
        refresh::columns(machine, session, state, keys, passive)
    }

    fn strategy(&self, state: &Rc<State>, relationship: &Rc<Relationship>) -> Lazy {
        let own = state.own_strategy(&relationship.key.borrow());
        own.unwrap_or_else(|| super::columns::waits(relationship.lazy.get()))
    }

    fn load_relationship(
        &self,
        machine: &mut Machine,
        session: &Rc<Session>,
        state: &Rc<State>,
        relationship: &Rc<Relationship>,
        key: Option<Vec<Value>>,
        passive: Passive,
    ) -> Run<Value> {
        lazy::load(machine, session, state, relationship, key, passive)
    }

    fn get(
        &self,
        machine: &mut Machine,
        session: &Rc<Session>,
        mapper: &Rc<Mapper>,
        key: Vec<Value>,
        named: &[(Rc<str>, Value)],
    ) -> Run<Option<Rc<Instance>>> {
        refresh::get(machine, session, mapper, &key, named)
    }

    fn refresh(
        &self,
        machine: &mut Machine,
        session: &Rc<Session>,
        state: &Rc<State>,
        keys: Option<&[Rc<str>]>,
    ) -> Run<bool> {
        refresh::again(machine, session, state, keys, true, true)
    }

    fn ask(
        &self,
        machine: &mut Machine,
        session: &Rc<Session>,
        question: Question,
        args: Args,
    ) -> Run<Value> {
        match question {
            Question::Query => {
                let query = Query::new(machine, Some(Rc::clone(session)), &args.positional)?;
                Ok(query.value())
            }
            Question::Execute => {
                let result = ask::execute(machine, session, "Session.execute", args)?;
                Ok(Value::Native(result as _))
            }
            Question::Scalars => {
                let result = ask::execute(machine, session, "Session.scalars", args)?;
                machine.call_method(&Value::Native(result as _), "scalars", Args::none())
            }
            Question::Scalar => {
                let result = ask::execute(machine, session, "Session.scalar", args)?;
                machine.call_method(&Value::Native(result as _), "scalar", Args::none())
            }
        }
    }

    fn dynamic(
        &self,
        machine: &mut Machine,
        state: &Rc<State>,
        relationship: &Rc<Relationship>,
    ) -> Run<Value> {
        dynamic::attribute(machine, state, relationship)
    }

    fn dynamic_members(
        &self,
        machine: &mut Machine,
        state: &Rc<State>,
        relationship: &Rc<Relationship>,
    ) -> Run<Vec<Value>> {
        dynamic::members(machine, state, relationship)
    }
}
