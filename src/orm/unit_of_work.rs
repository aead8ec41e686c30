//! Objects in memory and rows in the database, kept in step.
//!
//! A mapped object has a [`State`]; a [`Session`] has the identity map and sends, at a flush,
//! what has changed, in the order that dependencies ask for. All that sessions and states of one
//! library share is in [`Shared`], through which the layer above is reached as well.
//!
//! Who reads rows into objects works with these: [`Shared::new_object`] makes an object with its
//! state, [`State::of`] finds it, [`State::set_committed`] puts what was read into an attribute,
//! [`Session::register_loaded`] and [`Session::lookup`] are the identity map.

pub mod factory;
pub mod bind;
pub mod kind;
pub mod token;
pub mod naming;
mod history;
mod identity;
mod passive;
mod transaction;
mod wanted;
pub mod collection;
mod cascade;
mod events;
mod shared;
mod state;
mod attribute;
mod symbol;
mod listening;
mod mutable;
mod flush;
pub mod names;
mod session;
mod instrument;
pub mod inspection;
mod registry;
mod maker;
mod relationship;

pub use bind::bind_of;
pub use cascade::{Along, all as reached};
pub use collection::{Collection, Items, KeyedBy};
pub use factory::{ScopedSession, SessionMaker};
pub use flush::insert_batches;
pub use history::{History, Past};
pub use identity::{Identity, IdentityMap, root};
pub use inspection::{
    flag_modified, identity_key, make_transient, make_transient_to_detached, object_session,
};
pub use instrument::Instrument;
pub use kind::{Kind, kind};
pub use passive::{Got, Passive};
pub use session::{Found, IdentitySet, Options};
pub use token::Token;
pub use transaction::{Origin, Phase, Transaction};

use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::{IndexMap, IndexSet};

use super::core::Library;
use super::core::{Connection, Engine};
use super::mapper::{Lazy, Mapper, Property, Relationship};
use super::python::{Args, Class, Instance, Machine, Run, Value};

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
    /// What it shares with all others of its library.
    pub shared: Rc<Shared>,
    /// How its class is mapped.
    pub mapper: Rc<Mapper>,
    /// The object.
    pub instance: RefCell<Weak<Instance>>,
    /// The object, held while it has changes to send.
    pub strong: RefCell<Option<Rc<Instance>>>,
    /// Its identity, once it has a row.
    pub identity: RefCell<Option<Identity>>,
    /// Values that a script read and may have changed in place.
    pub(in crate::orm::unit_of_work) watched: RefCell<Vec<mutable::Watched>>,
    /// The session that it is in.
    pub session: RefCell<Weak<Session>>,
    /// For each attribute that changed: what it was before.
    pub committed: RefCell<IndexMap<Rc<str>, Past>>,
    /// It has changes.
    pub modified: Cell<bool>,
    /// All was expired, and the row is to be read again.
    pub expired: Cell<bool>,
    /// Attributes that are read again when they are asked for.
    pub expired_attributes: RefCell<IndexSet<Rc<str>>>,
    /// Attributes that a query's options left out, with how they are loaded when they are asked
    /// for: `Lazy::Select` for a deferred column; for a relationship the strategy that an option
    /// gave it, which [`Loader::strategy`] may look up here.
    pub per_state: RefCell<IndexMap<Rc<str>, Lazy>>,
    /// Its row was deleted.
    pub deleted: Cell<bool>,
    /// The order in which it came into the session.
    pub insert_order: Cell<usize>,
    /// Which parents hold it, by relationship (its address); none: no parent any more.
    pub parents: RefCell<Parents>,
    /// Changes of collections that are not loaded: key → (added, removed).
    pub queued: RefCell<IndexMap<Rc<str>, Queued>>,
    /// Collections that were looked at, were empty and stand in no `dict` yet.
    pub empty_collections: RefCell<IndexMap<Rc<str>, Value>>,
    /// It lost its last parent while it was in no session.
    pub orphaned: Cell<bool>,
    /// What loaded it asks of its own lazy loads: the query's options with their paths.
    pub load_options: RefCell<Option<Rc<dyn Any>>>,
    /// A number by which a load knows the states that it has seen itself (`runid`).
    pub load: Cell<u64>,
}

/// What reads rows into objects: the layer above.
///
/// Lazy loads are decided here (is the key known, is the object in the identity map, may a
/// statement be sent at all); the loader is asked only when a statement is to be sent.
pub trait Loader {
    /// Reads these columns' attributes of an object again (`_load_scalar_attributes`) and puts
    /// them in with [`State::set_committed`]. `passive` says whether to flush before.
    ///
    /// # Errors
    ///
    /// ObjectDeletedError where the row is gone; DetachedInstanceError is raised by the caller.
    fn load_columns(
        &self,
        machine: &mut Machine,
        session: &Rc<Session>,
        state: &Rc<State>,
        keys: &[Rc<str>],
        passive: Passive,
    ) -> Run<()>;

    /// How a relationship of this object is loaded when it is asked for: its own `lazy`, or what
    /// an option of the query that loaded the object says.
    fn strategy(&self, _state: &Rc<State>, relationship: &Rc<Relationship>) -> Lazy {
        relationship.lazy.get()
    }

    /// Sends the statement of a lazy load. Gives a `list` for a collection, else an object or
    /// `None`. Values of the object's columns for the statement's parameters are to be asked
    /// with [`State::column_value`] and the same `passive`. `key` is there where the load is a
    /// look by primary key and the identity map has no such object.
    ///
    /// # Errors
    ///
    /// What the database says.
    fn load_relationship(
        &self,
        machine: &mut Machine,
        session: &Rc<Session>,
        state: &Rc<State>,
        relationship: &Rc<Relationship>,
        key: Option<Vec<Value>>,
        passive: Passive,
    ) -> Run<Value>;

    /// Reads the object with this key from the database (`_load_on_pk_identity`); the identity
    /// map has been asked before, where it may be. `named` holds `options`, `populate_existing`,
    /// `with_for_update`, `execution_options` as they were given.
    ///
    /// # Errors
    ///
    /// What the database says.
    fn get(
        &self,
        machine: &mut Machine,
        session: &Rc<Session>,
        mapper: &Rc<Mapper>,
        key: Vec<Value>,
        named: &[(Rc<str>, Value)],
    ) -> Run<Option<Rc<Instance>>>;

    /// `session.refresh()`: reads these attributes, or all, again; false where there is no row.
    ///
    /// # Errors
    ///
    /// What the database says.
    fn refresh(
        &self,
        machine: &mut Machine,
        session: &Rc<Session>,
        state: &Rc<State>,
        keys: Option<&[Rc<str>]>,
    ) -> Run<bool>;

    /// `session.query()`, `execute()`, `scalars()` and `scalar()`, with all arguments. The loader
    /// flushes before, by [`Session::autoflush_now`], where the statement is to be preceded by it.
    ///
    /// # Errors
    ///
    /// What the statement raises.
    fn ask(
        &self,
        machine: &mut Machine,
        session: &Rc<Session>,
        question: Question,
        args: Args,
    ) -> Run<Value>;

    /// What a `dynamic` or `write_only` attribute gives: an `AppenderQuery` or a
    /// `WriteOnlyCollection`. Its `append`, `add`, `add_all`, `extend` and `remove` are
    /// [`State::append_dynamic`] and [`State::remove_dynamic`]; of a parent without a row,
    /// [`State::dynamic_added`] are the members.
    ///
    /// # Errors
    ///
    /// None of its own.
    fn dynamic(
        &self,
        machine: &mut Machine,
        state: &Rc<State>,
        relationship: &Rc<Relationship>,
    ) -> Run<Value>;

    /// All members of a `dynamic` attribute, from the database, without a flush before.
    ///
    /// # Errors
    ///
    /// What the database says.
    fn dynamic_members(
        &self,
        machine: &mut Machine,
        state: &Rc<State>,
        relationship: &Rc<Relationship>,
    ) -> Run<Vec<Value>>;
}

/// What came to a collection that is not loaded, and what went.
pub type Queued = (Vec<Value>, Vec<Value>);

/// The parents of an object by relationship (its address); none: it has none any more.
pub type Parents = IndexMap<*const Relationship, Option<Weak<State>>>;

/// What is done with a connection before it is used.
pub type Prepare = Rc<dyn Fn(&mut Machine, &Rc<Session>, &Rc<Connection>) -> Run<()>>;

/// What is done after a rollback.
pub type RolledBack = Rc<dyn Fn(&mut Machine, &Rc<Session>)>;

/// States with their objects, by the state's address, in order.
pub type Held = IndexMap<*const State, (Rc<State>, Rc<Instance>)>;

/// What a session hands on to who sends statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// `query()`
    Query,
    /// `execute()`
    Execute,
    /// `scalars()`
    Scalars,
    /// `scalar()`
    Scalar,
}

/// What all sessions and states of one library share.
pub struct Shared {
    /// The library that it belongs to.
    pub library: Rc<Library>,
    /// What reads rows into objects; set once, when the library is put together.
    pub loader: OnceCell<Rc<dyn Loader>>,
    /// Objects with values that a script read and may have changed in place.
    pub(in crate::orm::unit_of_work) watched: RefCell<Vec<Weak<State>>>,
    /// What the script listens for.
    pub(in crate::orm::unit_of_work) listeners: RefCell<Vec<listening::Listener>>,
    /// Every session that there is, in the order in which they were made.
    pub sessions: RefCell<Vec<Weak<Session>>>,
    /// The classes of what this room makes.
    pub classes: Classes,
    /// How many sessions were made: the number of each.
    pub(in crate::orm::unit_of_work) counted: Cell<usize>,
    /// How many commits there were, those that wrote nothing among them.
    pub commits: Cell<usize>,
    /// What is done before a session first uses its connection, and before a flush; the runner
    /// makes tables there.
    pub prepare: RefCell<Option<Prepare>>,
    /// What is done after a rollback of a session.
    pub rolled_back: RefCell<Option<RolledBack>>,
}

/// The classes of what this room makes, as `type()` and `isinstance()` know them; those of sessions
/// are called by the script.
pub struct Classes {
    /// `Session`.
    pub session: Rc<Class>,
    /// `sessionmaker`.
    pub sessionmaker: Rc<Class>,
    /// `scoped_session`.
    pub scoped_session: Rc<Class>,
    /// `InstrumentedList`.
    pub list: Rc<Class>,
    /// `InstrumentedSet`.
    pub set: Rc<Class>,
    /// A dict with a key function.
    pub dict: Rc<Class>,
}

/// `Session`: the identity map, what is to be sent, and a transaction while one is open.
pub struct Session {
    /// What it shares with all others of its library.
    pub shared: Rc<Shared>,
    /// Its number, from 1 (`hash_key`).
    pub number: usize,
    /// The class that `type()` gives: `Session`, or one derived from it.
    pub class: Rc<Class>,
    /// Its database: an engine, or a connection that someone else opened.
    pub bind: RefCell<Option<Bind>>,
    /// Objects by identity, held weakly, and those that have changed.
    pub identity_map: RefCell<IdentityMap>,
    /// To be inserted, in order, by the state's address.
    pub new: RefCell<Held>,
    /// To be deleted, in order, by the state's address.
    pub deleted: RefCell<Held>,
    /// `autoflush`.
    pub autoflush: Cell<bool>,
    /// `expire_on_commit`.
    pub expire_on_commit: Cell<bool>,
    /// `autobegin`.
    pub autobegin: Cell<bool>,
    /// It is flushing.
    pub flushing: Cell<bool>,
    /// Changes are warned of, since statements are being sent.
    pub(in crate::orm::unit_of_work) warn_on_events: Cell<bool>,
    /// `close_resets_only=False` was given; and it was closed for good.
    pub(in crate::orm::unit_of_work) closes_for_good: Cell<(bool, bool)>,
    /// The innermost transaction that is open.
    pub transaction: RefCell<Option<Rc<Transaction>>>,
    /// The transaction whose `with` block is running.
    pub(in crate::orm::unit_of_work) context: RefCell<Option<Rc<Transaction>>>,
    /// The innermost SAVEPOINT that is open.
    pub nested: RefCell<Option<Rc<Transaction>>>,
    /// `session.info`.
    pub info: Value,
    /// `query_cls`, for the layer above.
    pub query_class: Option<Value>,
}

/// What a session may be bound to.
#[derive(Clone)]
pub enum Bind {
    /// An engine, which it takes a connection from for each transaction.
    Engine(Rc<Engine>),
    /// A connection, whose transaction it takes part in.
    Connection(Rc<Connection>),
}

/// The key of an attribute.
pub(in crate::orm::unit_of_work) fn key_of(property: &Property) -> Rc<str> {
    match property {
        Property::Column(column) => Rc::clone(&column.key),
        Property::Expression(expression) => Rc::clone(&expression.key),
        Property::Relationship(relationship) => Rc::clone(&relationship.key.borrow()),
    }
}
