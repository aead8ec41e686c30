//! `Session`: which objects it knows and what is to be done with them.

mod attach;
mod bulk;
mod fetch;
mod flushing;
mod merge;
mod views;
mod native;

pub use fetch::Found;
pub(super) use native::{ATTRIBUTES, METHODS};
pub use views::IdentitySet;
pub(super) use views::key_value;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::super::core::errors;
use super::super::core::{Connection, Engine};
use super::super::python::{Args, Class, Instance, Machine, Run, Stop, Value};
use super::{Bind, Session, Shared, State, Transaction};

/// What a session is made with.
pub struct Options {
    /// The database.
    pub bind: Option<Bind>,
    /// `autoflush`.
    pub autoflush: bool,
    /// `expire_on_commit`.
    pub expire_on_commit: bool,
    /// `autobegin`.
    pub autobegin: bool,
    /// `close_resets_only=False` was given.
    pub closes_for_good: bool,
    /// `info`.
    pub info: Value,
    /// `query_cls`.
    pub query_class: Option<Value>,
}

impl Options {
    /// Those of `Session(bind)`.
    pub fn bound(bind: Option<Bind>) -> Self {
        Self {
            bind,
            autoflush: true,
            expire_on_commit: true,
            autobegin: true,
            closes_for_good: false,
            info: Value::dict(Vec::new()),
            query_class: None,
        }
    }
}

impl Session {
    /// A session of its own.
    pub fn new(shared: &Rc<Shared>, class: &Rc<Class>, options: Options) -> Rc<Self> {
        let number = shared.counted.get().saturating_add(1);
        shared.counted.set(number);
        let session = Rc::new(Self {
            shared: Rc::clone(shared),
            number,
            class: Rc::clone(class),
            bind: RefCell::new(options.bind),
            identity_map: RefCell::default(),
            new: RefCell::default(),
            deleted: RefCell::default(),
            autoflush: Cell::new(options.autoflush),
            expire_on_commit: Cell::new(options.expire_on_commit),
            autobegin: Cell::new(options.autobegin),
            flushing: Cell::new(false),
            warn_on_events: Cell::new(false),
            closes_for_good: Cell::new((options.closes_for_good, false)),
            transaction: RefCell::default(),
            context: RefCell::default(),
            nested: RefCell::default(),
            info: options.info,
            query_class: options.query_class,
        });
        shared.sessions.borrow_mut().push(Rc::downgrade(&session));
        session
    }

    /// As a value.
    pub fn value(self: &Rc<Self>) -> Value {
        Value::Native(Rc::clone(self) as _)
    }

    /// What it is bound to.
    ///
    /// # Errors
    ///
    /// UnboundExecutionError.
    pub fn bound(&self, machine: &mut Machine) -> Run<Bind> {
        let bind = self.bind.borrow().clone();
        bind.ok_or_else(|| {
            let text = "This session is not bound to a single Engine or Connection, and no context \
                        was provided to locate a binding.";
            errors::raise(machine, "UnboundExecutionError", text)
        })
    }

    /// Its engine, if it is bound to one.
    pub fn engine(&self) -> Option<Rc<Engine>> {
        match &*self.bind.borrow() {
            Some(Bind::Engine(engine)) => Some(Rc::clone(engine)),
            Some(Bind::Connection(connection)) => Some(Rc::clone(&connection.engine)),
            None => None,
        }
    }

    /// The connection of its transaction, which begins if none is open.
    ///
    /// # Errors
    ///
    /// PendingRollbackError and its kin.
    pub fn connection(self: &Rc<Self>, machine: &mut Machine) -> Run<Rc<Connection>> {
        self.check_context(machine)?;
        let transaction = self.autobegin(machine)?;
        transaction.connection(machine, self)
    }

    /// A transaction has its connection: makers of tables are asked, and listeners told.
    pub(in crate::orm::unit_of_work) fn transaction_begins(
        self: &Rc<Self>,
        machine: &mut Machine,
        transaction: &Rc<Transaction>,
        connection: &Rc<Connection>,
    ) -> Run<()> {
        let shown = super::naming::connection_value(connection);
        self.fire(machine, "after_begin", &[transaction.value(), shown])?;
        self.prepare_with(machine, connection)
    }

    fn prepare_with(
        self: &Rc<Self>,
        machine: &mut Machine,
        connection: &Rc<Connection>,
    ) -> Run<()> {
        let prepare = self.shared.prepare.borrow().clone();
        match prepare {
            Some(prepare) => prepare(machine, self, connection),
            None => Ok(()),
        }
    }

    /// A statement is about to be sent through `execute()` or a query: tables that are not there
    /// yet are made, where the run does that by itself.
    ///
    /// # Errors
    ///
    /// PendingRollbackError and its kin.
    pub fn prepare(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        if self.shared.prepare.borrow().is_none() {
            return Ok(());
        }
        let connection = self.connection(machine)?;
        self.prepare_with(machine, &connection)
    }

    pub(in crate::orm::unit_of_work) fn transaction_rolled_back(
        self: &Rc<Self>,
        machine: &mut Machine,
    ) -> Run<()> {
        self.fire(machine, "after_rollback", &[])?;
        let told = self.shared.rolled_back.borrow().clone();
        if let Some(told) = told {
            told(machine, self);
        }
        Ok(())
    }

    /// It knows this object, as to be inserted or as one with a row.
    pub fn contains(&self, state: &Rc<State>) -> bool {
        self.is_new(state) || self.identity_map.borrow().contains(state)
    }

    /// The object is to be inserted.
    pub fn is_new(&self, state: &Rc<State>) -> bool {
        self.new.borrow().contains_key(&Rc::as_ptr(state))
    }

    /// The object is to be deleted.
    pub fn is_marked(&self, state: &Rc<State>) -> bool {
        self.deleted.borrow().contains_key(&Rc::as_ptr(state))
    }

    /// There is nothing to send.
    pub fn is_clean(&self) -> bool {
        !self.identity_map.borrow().has_modified()
            && self.new.borrow().is_empty()
            && self.deleted.borrow().is_empty()
    }

    /// A change while statements are being sent is warned of.
    pub(in crate::orm::unit_of_work) fn warn_of_flush(&self, machine: &mut Machine, what: &str) {
        if self.warn_on_events.get() {
            let text = format!(
                "Usage of the '{what}' operation is not currently supported within the execution \
                 stage of the flush process. Results may not be consistent.  Consider using \
                 alternative event listeners or connection-level operations instead."
            );
            machine.warn("SAWarning", text);
        }
    }

    /// Takes an object out of the session.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where it is not in it.
    pub fn expunge(self: &Rc<Self>, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        let is_here = state.session().is_some_and(|own| Rc::ptr_eq(&own, self));
        if !is_here {
            let text = format!("Instance {} is not present in this Session", state.name());
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        let mut states = vec![Rc::clone(state)];
        let held = super::cascade::all(machine, super::cascade::Along::Expunge, state)?;
        states.extend(held.iter().map(|(state, _)| Rc::clone(state)));
        self.expunge_states(machine, &states, false)
    }

    pub(in crate::orm::unit_of_work) fn expunge_states(
        self: &Rc<Self>,
        machine: &mut Machine,
        states: &[Rc<State>],
        to_transient: bool,
    ) -> Run<()> {
        for state in states {
            let place = Rc::as_ptr(state);
            let new = self.new.borrow_mut().shift_remove(&place);
            if new.is_some() {
                continue;
            }
            if self.identity_map.borrow().contains(state) {
                self.identity_map.borrow_mut().discard(state);
                let marked = self.deleted.borrow_mut().shift_remove(&place);
                drop(marked);
            } else if let Some(transaction) = &*self.transaction.borrow() {
                transaction.deleted.borrow_mut().shift_remove(&place);
            }
        }
        self.detach(machine, states, to_transient)
    }

    pub(in crate::orm::unit_of_work) fn detach(
        self: &Rc<Self>,
        machine: &mut Machine,
        states: &[Rc<State>],
        to_transient: bool,
    ) -> Run<()> {
        for state in states {
            let had_row = state.has_identity();
            *state.session.borrow_mut() = Weak::new();
            if to_transient {
                *state.identity.borrow_mut() = None;
            }
            let event = match (had_row, state.deleted.get(), to_transient) {
                (false, ..) => "pending_to_transient",
                (true, true, _) => "deleted_to_detached",
                (true, false, true) => "persistent_to_transient",
                (true, false, false) => "persistent_to_detached",
            };
            self.fire_about(machine, event, state)?;
            let strong = state.strong.borrow_mut().take();
            drop(strong);
        }
        Ok(())
    }

    /// `expunge_all()`.
    ///
    /// # Errors
    ///
    /// What listeners raise.
    pub fn expunge_all(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        let mut states = self.identity_map.borrow().states();
        let new = std::mem::take(&mut *self.new.borrow_mut());
        states.extend(new.values().map(|(state, _)| Rc::clone(state)));
        let map = std::mem::take(&mut *self.identity_map.borrow_mut());
        let deleted = std::mem::take(&mut *self.deleted.borrow_mut());
        self.detach(machine, &states, false)?;
        drop((new, map, deleted));
        Ok(())
    }

    /// `commit()`.
    ///
    /// # Errors
    ///
    /// What the flush and the database raise.
    pub fn commit(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        self.shared.commits.set(self.shared.commits.get() + 1);
        self.autobegin(machine)?.commit(machine, true)
    }

    /// `rollback()`.
    ///
    /// # Errors
    ///
    /// What the database raises.
    pub fn rollback(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        let transaction = self.transaction.borrow().clone();
        match transaction {
            Some(transaction) => transaction.rollback(machine, None, true),
            None => Ok(()),
        }
    }

    /// `close()`, or `reset()`.
    ///
    /// # Errors
    ///
    /// What the database raises.
    pub fn close(self: &Rc<Self>, machine: &mut Machine, is_reset: bool) -> Run<()> {
        let (for_good, _) = self.closes_for_good.get();
        if !is_reset && for_good {
            self.closes_for_good.set((true, true));
        }
        self.expunge_all(machine)?;
        let mut transaction = self.transaction.borrow().clone();
        while let Some(open) = transaction {
            transaction = open.parent.clone();
            open.close(machine)?;
        }
        Ok(())
    }

    /// Expires an object, or these attributes of it.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where it is not persistent here.
    pub fn expire(
        self: &Rc<Self>,
        machine: &mut Machine,
        state: &Rc<State>,
        keys: Option<&[Rc<str>]>,
    ) -> Run<()> {
        if !self.identity_map.borrow().contains(state) {
            let text = format!("Instance '{}' is not persistent within this Session", state.name());
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        if let Some(keys) = keys.filter(|keys| !keys.is_empty()) {
            return state.expire_attributes(machine, keys);
        }
        let mut states = vec![Rc::clone(state)];
        let held = super::cascade::all(machine, super::cascade::Along::RefreshExpire, state)?;
        states.extend(held.iter().map(|(state, _)| Rc::clone(state)));
        for state in states {
            if state.has_identity() {
                state.expire(machine)?;
            } else if self.is_new(&state) {
                let new = self.new.borrow_mut().shift_remove(&Rc::as_ptr(&state));
                self.detach(machine, &[state], false)?;
                drop(new);
            }
        }
        Ok(())
    }

    /// `expire_all()`.
    ///
    /// # Errors
    ///
    /// What listeners raise.
    pub fn expire_all(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        let states = self.identity_map.borrow().states();
        for state in states {
            state.expire(machine)?;
        }
        Ok(())
    }

    /// The objects that have changed.
    pub fn dirty(&self) -> Vec<Rc<Instance>> {
        self.identity_map
            .borrow()
            .modified()
            .iter()
            .filter(|state| !self.is_marked(state))
            .filter_map(|state| state.object())
            .collect()
    }
}

/// `UnmappedInstanceError` for what is no mapped object.
pub(in crate::orm::unit_of_work) fn unmapped(machine: &mut Machine, value: &Value) -> Stop {
    let class = machine.class_of(value);
    let text = if let Value::Class(given) = value {
        let kind = super::super::mapper::mapper_of(given).map(|mapper| {
            let is_modern = given.ancestors.iter().any(|one| {
                one.name.starts_with("DeclarativeBase") && one.module.starts_with("sqlalchemy")
            });
            if mapper.registry.names_tables {
                "flask_sqlalchemy.model.DefaultMeta"
            } else if is_modern {
                "sqlalchemy.orm.decl_api.DeclarativeAttributeIntercept"
            } else {
                "sqlalchemy.orm.decl_api.DeclarativeMeta"
            }
        });
        let kind = kind.map_or_else(|| format!("{}.{}", class.module, class.name), String::from);
        format!(
            "Class '{kind}' is not mapped; was a class ({}.{}) supplied where an instance was \
             required?",
            given.module, given.name
        )
    } else {
        format!("Class '{}.{}' is not mapped", class.module, class.name)
    };
    errors::raise(machine, "UnmappedInstanceError", text)
}

/// A function's arguments by name: the values of those that were given.
pub(in crate::orm::unit_of_work) fn bound<const N: usize, const P: usize>(
    machine: &mut Machine,
    args: Args,
    function: &str,
    parameters: [&str; P],
) -> Run<[Option<Value>; N]> {
    let taken = args.bind(machine, function, &parameters)?;
    let mut values = taken.values.into_iter();
    Ok(std::array::from_fn(|_| values.next().flatten()))
}
