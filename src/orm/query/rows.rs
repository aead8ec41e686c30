//! From rows to objects, through the identity map.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use super::super::core::errors;
use super::super::mapper::{Lazy, Property, Relationship};
use super::super::python::{Instance, Key, Machine, Run, Value};
use super::super::unit_of_work::{Identity, Session, State};
use super::after::After;
use super::bundle::gathered;
use super::load::{Load, Place, Plan, Related, Slot};
use super::path::Path;

/// What the objects that a statement loaded keep of its options, for their own lazy loads.
pub struct Origin {
    /// The options.
    pub options: Vec<Value>,
    /// Where the object stood.
    pub path: Path,
}

/// How the rows of one statement are read.
pub struct Reading {
    /// The session.
    pub session: Rc<Session>,
    /// What the rows hold.
    pub plan: Rc<Plan>,
    /// `populate_existing()`: objects that are there already are read again.
    pub populates: bool,
    /// The one object that is read again.
    pub refreshes: Option<Rc<State>>,
    /// Just these attributes are read.
    pub only: Option<Rc<[Rc<str>]>>,
    /// What belongs to objects that are there already is looked at too.
    pub invokes_all: bool,
    /// What is sent once the rows are read; shared with the statement that this one belongs to.
    pub after: Rc<RefCell<After>>,
    /// No other statement sends that.
    pub is_top: bool,
    pub(super) number: u64,
    /// Options that objects keep.
    pub(super) kept: Vec<Value>,
    pub(super) partial: IndexMap<*const State, (Rc<State>, IndexSet<Rc<str>>)>,
    pub(super) collections: IndexMap<(*const State, *const Relationship), Collecting>,
    pub(super) beside: IndexMap<Beside, IndexMap<Vec<Key>, Vec<Value>>>,
}

/// A relationship at a path, by their places.
pub(super) type Beside = (Vec<usize>, *const Relationship);

pub(super) struct Collecting {
    pub(super) state: Rc<State>,
    pub(super) relationship: Rc<Relationship>,
    pub(super) members: Vec<Value>,
    pub(super) seen: IndexSet<*const Instance>,
}

impl Reading {
    /// A reading of the rows of `plan`.
    pub fn new(machine: &mut Machine, session: &Rc<Session>, plan: &Rc<Plan>) -> Self {
        let number = machine.identity();
        let kept = plan.options.iter().filter(|option| super::option::propagates(option)).cloned();
        Self {
            session: Rc::clone(session),
            plan: Rc::clone(plan),
            populates: false,
            refreshes: None,
            only: None,
            invokes_all: true,
            after: Rc::default(),
            is_top: true,
            number,
            kept: kept.collect(),
            partial: IndexMap::new(),
            collections: IndexMap::new(),
            beside: IndexMap::new(),
        }
    }

    /// Reads rows: what each place of the result holds, row by row.
    ///
    /// # Errors
    ///
    /// What loading raises.
    pub fn read(&mut self, machine: &mut Machine, rows: &[Vec<Value>]) -> Run<Vec<Vec<Value>>> {
        let plan = Rc::clone(&self.plan);
        for slot in &plan.slots {
            if let Slot::Object { load, .. } = slot {
                self.announce(machine, load)?;
            }
        }
        let mut read = Vec::with_capacity(rows.len());
        for row in rows {
            machine.step(1)?;
            let mut values = Vec::with_capacity(plan.slots.len());
            for slot in &plan.slots {
                values.push(match slot {
                    Slot::Object { load, .. } => self.instance(machine, load, row)?,
                    Slot::Value { place, .. } => self.cell(row, *place),
                });
            }
            let bundles = plan.bundles.as_slice();
            read.push(if bundles.is_empty() { values } else { gathered(bundles, values) });
        }
        self.collect(machine)?;
        if self.is_top {
            let after = Rc::clone(&self.after);
            After::run(&after, machine, &self.session)?;
        }
        Ok(read)
    }

    pub(super) fn cell(&self, row: &[Value], place: Place) -> Value {
        row.get(place.index(self.plan.primary)).cloned().unwrap_or(Value::None)
    }

    pub(super) fn whole(&self, path: &Path) -> Path {
        match &self.plan.current {
            Some(current) => current.join(path),
            None => path.clone(),
        }
    }

    /// Notes what is sent once the rows are read.
    fn announce(&self, machine: &mut Machine, load: &Rc<Load>) -> Run<()> {
        for related in &load.related {
            related.check(machine)?;
            match related {
                Related::After { relationship, lazy, directive } => {
                    let lazy = if self.refreshes.is_some() { Lazy::Immediate } else { *lazy };
                    let path = self.whole(&load.path);
                    let mut after = self.after.borrow_mut();
                    let directive = directive.clone();
                    after.note(&path, relationship, lazy, directive, &self.plan, self.populates);
                }
                Related::Joined { load, .. } => self.announce(machine, load)?,
                Related::Subquery { .. } | Related::Nothing(_) | Related::Waits(..) => {}
            }
        }
        for (_, derived) in &load.derived {
            self.announce(machine, derived)?;
        }
        Ok(())
    }

    /// The collections that came in several rows are whole.
    fn collect(&mut self, machine: &mut Machine) -> Run<()> {
        for (_, collecting) in std::mem::take(&mut self.collections) {
            let property = Property::Relationship(collecting.relationship);
            collecting.state.set_committed(machine, &property, Value::list(collecting.members))?;
        }
        Ok(())
    }

    /// The load of the class that a row is of.
    fn of_row(
        &self,
        machine: &mut Machine,
        load: &Rc<Load>,
        row: &[Value],
    ) -> Run<Option<Rc<Load>>> {
        let (Some(place), Some(polymorphic)) = (load.discriminator, &load.mapper.polymorphic)
        else {
            return Ok(Some(Rc::clone(load)));
        };
        if self.refreshes.is_some() {
            return Ok(Some(Rc::clone(load)));
        }
        let told = self.cell(row, place);
        let key: Vec<Value> = load.key.iter().map(|place| self.cell(row, *place)).collect();
        let is_nothing = key.iter().all(Value::is_none);
        if told.is_none() {
            if is_nothing {
                return Ok(None);
            }
            let identity = Identity::new(machine, &load.mapper, key)?.shown(machine)?;
            let text = format!(
                "Row with identity key {identity} can't be loaded into an object; the polymorphic \
                 discriminator column '{}.{}' is NULL",
                load.mapper.table.name,
                polymorphic.on.name()
            );
            return errors::invalid(machine, text);
        }
        if let Some(identity) = &polymorphic.identity
            && machine.equal(identity, &told)?
        {
            return Ok(Some(Rc::clone(load)));
        }
        for (identity, derived) in &load.derived {
            if machine.equal(identity, &told)? {
                return Ok(Some(Rc::clone(derived)));
            }
        }
        let known = polymorphic.map.borrow().clone();
        for (identity, mapper) in known {
            if !machine.equal(&identity, &told)? {
                continue;
            }
            if is_nothing {
                return Ok(None);
            }
            let other = mapper.upgrade().map_or_else(String::new, |m| mapper_name(&m));
            let identity = Identity::new(machine, &load.mapper, key)?.shown(machine)?;
            let text = format!(
                "Row with identity key {identity} can't be loaded into an object; the polymorphic \
                 discriminator column '{}.{}' refers to {other}, which is not a sub-mapper of the \
                 requested {}",
                load.mapper.table.name,
                polymorphic.on.name(),
                mapper_name(&load.mapper)
            );
            return errors::invalid(machine, text);
        }
        let shown = machine.repr(&told)?;
        let text = format!("No such polymorphic_identity {shown} is defined");
        Err(machine.error("AssertionError", text))
    }

    /// The object of a row, or `None`.
    pub(super) fn instance(
        &mut self,
        machine: &mut Machine,
        load: &Rc<Load>,
        row: &[Value],
    ) -> Run<Value> {
        stacker::maybe_grow(64 << 10, 1 << 20, || {
            let Some(load) = self.of_row(machine, load, row)? else { return Ok(Value::None) };
            self.object(machine, &load, row)
        })
    }

    fn object(&mut self, machine: &mut Machine, load: &Rc<Load>, row: &[Value]) -> Run<Value> {
        let (state, object, is_fresh, is_refreshed) = match &self.refreshes {
            Some(state) if load.path.steps.is_empty() => {
                let Some(object) = state.object() else { return Ok(Value::None) };
                (Rc::clone(state), object, false, true)
            }
            _ => {
                let key: Vec<Value> = load.key.iter().map(|place| self.cell(row, *place)).collect();
                if key.iter().all(Value::is_none) {
                    return Ok(Value::None);
                }
                let identity = Identity::new(machine, &load.mapper, key)?;
                let found = self.session.identity_map.borrow().get(&identity);
                match found {
                    Some((state, object)) => (state, object, false, false),
                    None => {
                        machine.use_memory(State::SIZE)?;
                        let shared = Rc::clone(&self.session.shared);
                        let (state, object) = shared.new_object(machine, &load.mapper);
                        *state.identity.borrow_mut() = Some(identity);
                        self.session.register_loaded(&state);
                        (state, object, true, false)
                    }
                }
            }
        };
        if let Some(mapper) = &load.fetch {
            let path = self.whole(&load.path);
            self.after.borrow_mut().derive(&path, mapper, &self.plan);
        }
        let is_new = state.load.get() != self.number;
        let whole = is_fresh || is_refreshed || !is_new || self.populates;
        if whole {
            self.fill(machine, load, row, &state, is_new, is_fresh, is_refreshed)?;
        } else {
            self.fill_partly(machine, load, row, &state)?;
        }
        Ok(Value::Instance(object))
    }

    /// Where in the statement a relationship is loaded by one beside it.
    pub(super) fn find(&self, relationship: &Rc<Relationship>) -> Option<Path> {
        fn within(load: &Rc<Load>, wanted: &Rc<Relationship>) -> Option<Path> {
            load.related.iter().find_map(|related| match related {
                Related::Subquery { relationship, .. } if Rc::ptr_eq(relationship, wanted) => {
                    Some(load.path.clone())
                }
                Related::Joined { load, .. } => within(load, wanted),
                _ => None,
            })
        }
        self.plan.slots.iter().find_map(|slot| match slot {
            Slot::Object { load, .. } => within(load, relationship),
            Slot::Value { .. } => None,
        })
    }
}

impl Related {
    /// The attribute that it is about.
    pub fn key(&self) -> Option<Rc<str>> {
        match self {
            Self::Joined { relationship, .. }
            | Self::After { relationship, .. }
            | Self::Subquery { relationship, .. }
            | Self::Nothing(relationship) => Some(Rc::clone(&relationship.key.borrow())),
            Self::Waits(key, _) => Some(Rc::clone(key)),
        }
    }
}

pub(super) fn place(
    state: &Rc<State>,
    relationship: &Rc<Relationship>,
) -> (*const State, *const Relationship) {
    (Rc::as_ptr(state), Rc::as_ptr(relationship))
}

/// The attribute is a collection.
pub fn is_list(relationship: &Relationship) -> bool {
    relationship.resolved.get().is_some_and(|resolved| resolved.uselist)
}

/// `User.posts`, as messages name a relationship.
pub fn shown(relationship: &Relationship) -> String {
    let class = relationship.parent.get().map(|parent| Rc::clone(&parent.class.name));
    format!("{}.{}", class.unwrap_or_default(), relationship.key.borrow())
}

fn mapper_name(mapper: &Rc<super::super::mapper::Mapper>) -> String {
    format!("Mapper[{}({})]", mapper.class.name, mapper.table.name)
}
