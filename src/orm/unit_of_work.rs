//! Objects in memory and rows in the database, kept in step.
//!
//! A mapped object has a [`State`]; a [`Session`] has the identity map and sends, at a flush,
//! what has changed, in the order that dependencies ask for.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::{IndexMap, IndexSet};

use super::core::{Connection, Engine, Expr, Library};
use super::mapper::{Mapper, Relationship};
use super::python::{Instance, Key, Machine, Run, Value};

/// What a mapped object is in the database: its class's base mapper (by order) and its key's values.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    /// [`Mapper::order`] of the hierarchy's first mapper.
    pub mapper: usize,
    /// The values of the primary key.
    pub key: Vec<Key>,
}

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In no session, and never in the database.
    Transient,
    /// In a session, to be inserted.
    Pending,
    /// In a session and in the database.
    Persistent,
    /// Its row was deleted in a flush that is not committed.
    Deleted,
    /// It was in a session and is no more.
    Detached,
}

/// The state of one mapped object, kept in its instance's slot. It holds the object weakly, as
/// SQLAlchemy's does; attributes that are loaded or set are in the instance's `dict`.
pub struct State {
    /// The object.
    pub instance: RefCell<Weak<Instance>>,
    /// The object, held while it has changes to send.
    pub strong: RefCell<Option<Rc<Instance>>>,
    /// How its class is mapped.
    pub mapper: Rc<Mapper>,
    /// Its identity, once it has a row.
    pub identity: RefCell<Option<Identity>>,
    /// The values of the identity, for loading.
    pub key_values: RefCell<Vec<Value>>,
    /// The session that it is in.
    pub session: RefCell<Weak<Session>>,
    /// For each attribute that changed: what it was before; none where that is not known.
    pub committed: RefCell<IndexMap<Rc<str>, Option<Value>>>,
    /// It has changes.
    pub modified: Cell<bool>,
    /// All was expired, and the row is to be read again.
    pub expired: Cell<bool>,
    /// Attributes that are read again when they are asked for.
    pub expired_attributes: RefCell<IndexSet<Rc<str>>>,
    /// Its row was deleted.
    pub deleted: Cell<bool>,
    /// The order in which it came into the session.
    pub insert_order: Cell<usize>,
    /// Which parents hold it, by relationship: for orphans.
    pub parents: RefCell<IndexMap<*const Relationship, Option<Weak<State>>>>,
    /// Changes of collections that are not loaded: key → (added, removed).
    pub queued: RefCell<IndexMap<Rc<str>, (Vec<Value>, Vec<Value>)>>,
    /// What loaded it asks of its own lazy loads: options, by relationship's path.
    pub load_options: RefCell<Option<Rc<dyn std::any::Any>>>,
}

/// Whether looking at an attribute may send a statement (SQLAlchemy's `passive`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passive {
    /// Load what is not there.
    Load,
    /// Load it, but do not flush before.
    LoadWithoutFlush,
    /// Only what is in memory: dict and identity map.
    NoFetch,
    /// Only what is in the object.
    NoLoad,
}

/// What reads rows into objects: the layer above, which the session asks.
pub trait Loader {
    /// Reads the expired or deferred attributes of an object again.
    ///
    /// # Errors
    ///
    /// ObjectDeletedError, or DetachedInstanceError.
    fn load_columns(&self, machine: &mut Machine, state: &Rc<State>, keys: &[Rc<str>]) -> Run<()>;
    /// The other side of a relationship: a list of objects for a collection, else an object or
    /// `None`; none where `passive` forbids what it takes.
    ///
    /// # Errors
    ///
    /// DetachedInstanceError, and what the database says.
    fn load_relationship(&self, machine: &mut Machine, state: &Rc<State>, relationship: &Rc<Relationship>, passive: Passive) -> Run<Option<Value>>;
    /// The object with this key, from the identity map or the database.
    ///
    /// # Errors
    ///
    /// What the database says.
    fn get(&self, machine: &mut Machine, session: &Rc<Session>, mapper: &Rc<Mapper>, key: Vec<Value>) -> Run<Option<Rc<Instance>>>;
}

/// `Session`: the identity map, what is to be sent, and a connection while it is in a transaction.
pub struct Session {
    /// The library that it belongs to.
    pub library: Rc<Library>,
    /// What reads rows into objects.
    pub loader: Rc<dyn Loader>,
    /// Its database.
    pub bind: RefCell<Option<Rc<Engine>>>,
    /// Objects by identity, held weakly.
    pub identity_map: RefCell<IndexMap<Identity, Weak<State>>>,
    /// To be inserted, in order.
    pub new: RefCell<Vec<Rc<Instance>>>,
    /// To be deleted, in order.
    pub deleted: RefCell<Vec<Rc<Instance>>>,
    /// `autoflush`.
    pub autoflush: Cell<bool>,
    /// `expire_on_commit`.
    pub expire_on_commit: Cell<bool>,
    /// It is flushing.
    pub flushing: Cell<bool>,
    /// The connection of the transaction that is open.
    pub connection: RefCell<Option<Rc<Connection>>>,
}

#[allow(unused)]
fn unused(_: Expr, _: Rc<Connection>) {}
