//! Transactions of a session: begun by themselves, by `begin()`, as savepoints, and around a flush.

mod native;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use super::super::core::Connection;
use super::super::core::errors;
use super::super::python::{Machine, Run, Stop, Value};
use super::{Bind, Identity, Session, State};

/// How a transaction was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// By whatever needed one.
    Autobegin,
    /// By `begin()`.
    Begin,
    /// By `begin_nested()`: a SAVEPOINT.
    Nested,
    /// By a flush, within another.
    Sub,
}

/// Where a transaction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Statements can be sent.
    Active,
    /// All is flushed, and it is about to be committed.
    Prepared,
    /// It was committed.
    Committed,
    /// It was rolled back, and the script has to say so.
    Deactive,
    /// It is over.
    Closed,
}

/// States by address, in order, held weakly.
type States = Rc<RefCell<IndexMap<*const State, Weak<State>>>>;

/// Objects whose key changed: the key before, by the state's address.
type Switches = Rc<RefCell<IndexMap<*const State, (Weak<State>, Identity)>>>;

/// A transaction of a session.
pub struct Transaction {
    /// The session.
    pub session: Weak<Session>,
    /// The transaction around it.
    pub parent: Option<Rc<Transaction>>,
    /// How it was begun.
    pub origin: Origin,
    /// Where it stands.
    pub phase: Cell<Phase>,
    held: RefCell<Option<Held>>,
    /// What was inserted in it.
    pub new: States,
    /// What was deleted in it.
    pub deleted: States,
    /// What was changed in it.
    pub dirty: States,
    /// What changed its key in it.
    pub switches: Switches,
    failure: RefCell<Option<Rc<str>>>,
    previous_nested: Option<Rc<Transaction>>,
    outer_context: RefCell<Option<Rc<Transaction>>>,
}

/// The connection of a transaction.
#[derive(Clone)]
struct Held {
    connection: Rc<Connection>,
    /// The savepoint, of a nested one.
    savepoint: Option<Rc<str>>,
    /// It is ours to commit.
    commits: bool,
    /// It is ours to close.
    closes: bool,
    /// It was committed or rolled back.
    over: bool,
}

impl Transaction {
    pub(in crate::orm::unit_of_work) fn new(
        machine: &mut Machine,
        session: &Rc<Session>,
        origin: Origin,
        parent: Option<Rc<Transaction>>,
    ) -> Run<Rc<Self>> {
        session.check_context(machine)?;
        if session.closes_for_good.get().1 {
            let text = "This Session has been permanently closed and is unable to handle any more \
                        transaction requests.";
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        if origin == Origin::Nested && !session.flushing.get() {
            session.flush(machine)?;
        }
        let shares = if origin == Origin::Sub { parent.as_ref() } else { None };
        let transaction = Rc::new(Self {
            session: Rc::downgrade(session),
            origin,
            phase: Cell::new(Phase::Active),
            held: RefCell::default(),
            new: shares.map(|other| Rc::clone(&other.new)).unwrap_or_default(),
            deleted: shares.map(|other| Rc::clone(&other.deleted)).unwrap_or_default(),
            dirty: shares.map(|other| Rc::clone(&other.dirty)).unwrap_or_default(),
            switches: shares.map(|other| Rc::clone(&other.switches)).unwrap_or_default(),
            failure: RefCell::default(),
            previous_nested: session.nested.borrow().clone(),
            outer_context: RefCell::default(),
            parent,
        });
        *session.transaction.borrow_mut() = Some(Rc::clone(&transaction));
        session.fire(machine, "after_transaction_create", &[transaction.value()])?;
        Ok(transaction)
    }

    /// As a value.
    pub fn value(self: &Rc<Self>) -> Value {
        Value::Native(Rc::clone(self) as _)
    }

    /// It is a savepoint.
    pub fn is_nested(&self) -> bool {
        self.origin == Origin::Nested
    }

    fn is_boundary(&self) -> bool {
        self.is_nested() || self.parent.is_none()
    }

    /// Notes why a flush within it failed, for whoever goes on without a rollback.
    pub(in crate::orm::unit_of_work) fn note_failure(&self, text: Rc<str>) {
        *self.failure.borrow_mut() = Some(text);
    }

    /// It has to stand in one of these phases.
    ///
    /// # Errors
    ///
    /// PendingRollbackError, ResourceClosedError, InvalidRequestError.
    fn require(&self, machine: &mut Machine, phases: &[Phase]) -> Run<()> {
        let phase = self.phase.get();
        if phases.contains(&phase) {
            return Ok(());
        }
        Err(match phase {
            Phase::Deactive => match &*self.failure.borrow() {
                Some(failure) => {
                    let text = format!(
                        "This Session's transaction has been rolled back due to a previous \
                         exception during flush. To begin a new transaction with this Session, \
                         first issue Session.rollback(). Original exception was: {failure}"
                    );
                    errors::raise_coded(machine, "PendingRollbackError", text, "7s2a")
                }
                None => {
                    let text = "This session is in 'inactive' state, due to the SQL transaction \
                                being rolled back; no further SQL can be emitted within this \
                                transaction.";
                    errors::raise(machine, "InvalidRequestError", text)
                }
            },
            Phase::Closed => {
                errors::raise(machine, "ResourceClosedError", "This transaction is closed")
            }
            other => {
                let name = if other == Phase::Prepared { "prepared" } else { "committed" };
                let text = format!(
                    "This session is in '{name}' state; no further SQL can be emitted within this \
                     transaction."
                );
                errors::raise(machine, "InvalidRequestError", text)
            }
        })
    }

    /// A transaction within this one.
    ///
    /// # Errors
    ///
    /// PendingRollbackError and its kin.
    pub(in crate::orm::unit_of_work) fn within(
        self: &Rc<Self>,
        machine: &mut Machine,
        session: &Rc<Session>,
        origin: Origin,
    ) -> Run<Rc<Self>> {
        self.require(machine, &[Phase::Active])?;
        Self::new(machine, session, origin, Some(Rc::clone(self)))
    }

    /// The connection, opened when it is asked for first.
    ///
    /// # Errors
    ///
    /// PendingRollbackError and its kin; what opening a database raises.
    pub fn connection(
        self: &Rc<Self>,
        machine: &mut Machine,
        session: &Rc<Session>,
    ) -> Run<Rc<Connection>> {
        self.require(machine, &[Phase::Active])?;
        if let Some(held) = &*self.held.borrow() {
            return Ok(Rc::clone(&held.connection));
        }
        let mut held = if let Some(parent) = &self.parent {
            let connection = parent.connection(machine, session)?;
            if !self.is_nested() {
                return Ok(connection);
            }
            Held { connection, savepoint: None, commits: true, closes: false, over: false }
        } else {
            match session.bound(machine)? {
                Bind::Engine(engine) => {
                    let connection = engine.connect(machine)?;
                    Held { connection, savepoint: None, commits: true, closes: true, over: false }
                }
                Bind::Connection(connection) => {
                    let commits = !connection.begun.get();
                    Held { connection, savepoint: None, commits, closes: false, over: false }
                }
            }
        };
        let connection = Rc::clone(&held.connection);
        if self.is_nested() {
            held.savepoint = Some(connection.savepoint(machine)?);
        } else if !connection.begun.get() {
            connection.begin(machine)?;
        }
        *self.held.borrow_mut() = Some(held);
        session.transaction_begins(machine, self, &connection)?;
        Ok(connection)
    }

    fn up(self: &Rc<Self>, upto: Option<&Rc<Self>>) -> Vec<Rc<Self>> {
        let mut all = Vec::new();
        let mut at = Some(Rc::clone(self));
        while let Some(transaction) = at {
            at = transaction.parent.clone();
            all.push(transaction);
            let done = match (&at, upto) {
                (Some(at), Some(upto)) => Rc::ptr_eq(at, upto),
                (None, _) => true,
                (Some(_), None) => false,
            };
            if done {
                break;
            }
        }
        all
    }

    /// Commits it, and those around it if asked.
    ///
    /// # Errors
    ///
    /// What the flush before it and the database raise.
    pub fn commit(self: &Rc<Self>, machine: &mut Machine, to_root: bool) -> Run<()> {
        self.require(machine, &[Phase::Active, Phase::Prepared])?;
        let Some(session) = self.session.upgrade() else { return Ok(()) };
        if self.phase.get() != Phase::Prepared {
            self.prepare(machine, &session)?;
        }
        if self.is_boundary() {
            let held = self.held.borrow().clone();
            if let Some(held) = held
                && held.commits
            {
                match &held.savepoint {
                    Some(name) => held.connection.release(machine, name)?,
                    None => held.connection.commit(machine)?,
                }
                self.note_over();
            }
            self.phase.set(Phase::Committed);
            session.fire(machine, "after_commit", &[])?;
            self.remove_snapshot(machine, &session)?;
        }
        self.close(machine)?;
        if to_root && let Some(parent) = &self.parent {
            parent.commit(machine, true)?;
        }
        Ok(())
    }

    fn note_over(&self) {
        if let Some(held) = &mut *self.held.borrow_mut() {
            held.over = true;
        }
    }

    fn prepare(self: &Rc<Self>, machine: &mut Machine, session: &Rc<Session>) -> Run<()> {
        if self.is_boundary() {
            session.fire(machine, "before_commit", &[])?;
        }
        let innermost = session.transaction.borrow().clone();
        if let Some(innermost) = innermost
            && !Rc::ptr_eq(&innermost, self)
        {
            for transaction in innermost.up(Some(self)) {
                transaction.commit(machine, false)?;
            }
        }
        if !session.flushing.get() {
            for times in 0.. {
                session.look_at_mutables(machine)?;
                if session.is_clean() {
                    break;
                }
                if times == 100 {
                    let text = "Over 100 subsequent flushes have occurred within session.commit() \
                                - is an after_flush() hook creating new objects?";
                    return Err(errors::raise(machine, "FlushError", text));
                }
                session.flush(machine)?;
            }
        }
        self.phase.set(Phase::Prepared);
        Ok(())
    }

    /// Rolls it back, and those around it if asked. `failure` is why, where a flush failed.
    ///
    /// # Errors
    ///
    /// What the database and listeners raise.
    pub fn rollback(
        self: &Rc<Self>,
        machine: &mut Machine,
        failure: Option<&Stop>,
        to_root: bool,
    ) -> Run<()> {
        self.require(machine, &[Phase::Active, Phase::Deactive, Phase::Prepared])?;
        let Some(session) = self.session.upgrade() else { return Ok(()) };
        let innermost = session.transaction.borrow().clone();
        if let Some(innermost) = innermost
            && !Rc::ptr_eq(&innermost, self)
        {
            for transaction in innermost.up(Some(self)) {
                transaction.close(machine)?;
            }
        }
        let mut boundary = Rc::clone(self);
        let mut went_wrong = None;
        if matches!(self.phase.get(), Phase::Active | Phase::Prepared) {
            for transaction in self.up(None) {
                if !transaction.is_boundary() {
                    transaction.phase.set(Phase::Deactive);
                    continue;
                }
                let held = transaction.held.borrow().clone();
                if let Some(held) = held
                    && !held.over
                {
                    let done = match &held.savepoint {
                        Some(name) => held.connection.rollback_to(machine, name),
                        None => held.connection.rollback(machine),
                    };
                    transaction.note_over();
                    went_wrong = done.err();
                }
                transaction.phase.set(Phase::Deactive);
                if went_wrong.is_none() {
                    went_wrong = session.transaction_rolled_back(machine).err();
                }
                transaction.restore_snapshot(machine, &session)?;
                boundary = transaction;
                break;
            }
        }
        if went_wrong.is_none() && !session.is_clean() {
            machine.warn(
                "SAWarning",
                "Session's state has been changed on a non-active transaction - this state will \
                 be discarded.",
            );
            boundary.restore_snapshot(machine, &session)?;
        }
        self.close(machine)?;
        if let (Some(parent), Some(Stop::Raised(raised))) = (&self.parent, failure) {
            let exception = Value::Instance(Rc::clone(&raised.exception));
            let text = machine.str(&exception)?;
            parent.note_failure(text);
        }
        if let Some(stop) = went_wrong {
            return Err(stop);
        }
        session.fire(machine, "after_soft_rollback", &[self.value()])?;
        if to_root && let Some(parent) = &self.parent {
            parent.rollback(machine, None, true)?;
        }
        Ok(())
    }

    /// Ends it; what was not committed is rolled back.
    ///
    /// # Errors
    ///
    /// What the database raises.
    pub fn close(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        let Some(session) = self.session.upgrade() else { return Ok(()) };
        if self.is_nested() {
            *session.nested.borrow_mut() = self.previous_nested.clone();
        }
        *session.transaction.borrow_mut() = self.parent.clone();
        let held = self.held.borrow().clone();
        if let Some(held) = held {
            if held.commits && !held.over {
                match &held.savepoint {
                    Some(name) => held.connection.rollback_to(machine, name)?,
                    None => held.connection.rollback(machine)?,
                }
                self.note_over();
            }
            if held.closes && self.parent.is_none() {
                held.connection.close(machine)?;
            }
        }
        self.phase.set(Phase::Closed);
        session.fire(machine, "after_transaction_end", &[self.value()])
    }

    /// Objects are as they were when it began.
    fn restore_snapshot(self: &Rc<Self>, machine: &mut Machine, session: &Rc<Session>) -> Run<()> {
        let only_dirty = self.is_nested();
        let mut expunged = alive(&self.new);
        let pending: Vec<Rc<State>> =
            session.new.borrow().values().map(|(state, _)| Rc::clone(state)).collect();
        for state in pending {
            if !expunged.iter().any(|one| Rc::ptr_eq(one, &state)) {
                expunged.push(state);
            }
        }
        session.expunge_states(machine, &expunged, true)?;
        let switches: Vec<(Rc<State>, Identity)> = self
            .switches
            .borrow()
            .values()
            .filter_map(|(state, old)| Some((state.upgrade()?, old.clone())))
            .collect();
        for (state, old) in switches {
            session.identity_map.borrow_mut().discard(&state);
            *state.identity.borrow_mut() = Some(old);
            if !expunged.iter().any(|one| Rc::ptr_eq(one, &state)) {
                session.identity_map.borrow_mut().replace(&state);
            }
        }
        let mut deleted = alive(&self.deleted);
        let marked: Vec<Rc<State>> =
            session.deleted.borrow().values().map(|(state, _)| Rc::clone(state)).collect();
        for state in marked {
            if !deleted.iter().any(|one| Rc::ptr_eq(one, &state)) {
                deleted.push(state);
            }
        }
        for state in deleted {
            session.attach_persistent(machine, &state, true)?;
        }
        let states = session.identity_map.borrow().states();
        for state in states {
            if !only_dirty
                || state.modified.get()
                || self.dirty.borrow().contains_key(&Rc::as_ptr(&state))
            {
                state.expire(machine)?;
            }
        }
        Ok(())
    }

    fn remove_snapshot(self: &Rc<Self>, machine: &mut Machine, session: &Rc<Session>) -> Run<()> {
        if !self.is_nested() {
            if session.expire_on_commit.get() {
                let states = session.identity_map.borrow().states();
                for state in states {
                    state.expire(machine)?;
                }
                let deleted = alive(&self.deleted);
                session.detach(machine, &deleted, false)?;
                self.deleted.borrow_mut().clear();
            }
            return Ok(());
        }
        let Some(parent) = &self.parent else { return Ok(()) };
        for (own, others) in [
            (&self.new, &parent.new),
            (&self.dirty, &parent.dirty),
            (&self.deleted, &parent.deleted),
        ] {
            for (place, state) in own.borrow().iter() {
                others.borrow_mut().insert(*place, Weak::clone(state));
            }
        }
        for (place, switch) in self.switches.borrow().iter() {
            parent.switches.borrow_mut().insert(*place, switch.clone());
        }
        Ok(())
    }
}

fn alive(states: &States) -> Vec<Rc<State>> {
    states.borrow().values().filter_map(Weak::upgrade).collect()
}
