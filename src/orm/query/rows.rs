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
use super::strategy::Column;

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
    state: Rc<State>,
    relationship: Rc<Relationship>,
    members: Vec<Value>,
    seen: IndexSet<*const Instance>,
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

    fn cell(&self, row: &[Value], place: Place) -> Value {
        row.get(place.index(self.plan.primary)).cloned().unwrap_or(Value::None)
    }

    fn whole(&self, path: &Path) -> Path {
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
    fn instance(&mut self, machine: &mut Machine, load: &Rc<Load>, row: &[Value]) -> Run<Value> {
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

    #[expect(clippy::too_many_arguments, reason = "what is known of one row")]
    fn fill(
        &mut self,
        machine: &mut Machine,
        load: &Rc<Load>,
        row: &[Value],
        state: &Rc<State>,
        is_new: bool,
        is_fresh: bool,
        is_refreshed: bool,
    ) -> Run<()> {
        let populates = self.populates || is_refreshed;
        let path = self.whole(&load.path);
        if is_new {
            if !self.kept.is_empty() || !populates {
                let origin = Origin { options: self.kept.clone(), path: path.clone() };
                let old = state.load_options.borrow_mut().replace(Rc::new(origin));
                drop(old);
            }
            state.load.set(self.number);
            for (key, place) in &load.columns {
                state.put(key, self.cell(row, *place));
            }
            self.defer(load, state, populates);
            for related in load.related.clone() {
                self.first(machine, &related, row, state)?;
            }
            if self.populates {
                for key in &load.waiting {
                    let is_related = load.related.iter().any(|related| match related {
                        Related::Waits(own, _) => own == key,
                        Related::Subquery { relationship, .. } => {
                            *relationship.key.borrow() == *key
                        }
                        _ => false,
                    });
                    if !is_related {
                        let old = state.take(key);
                        state.per_state.borrow_mut().shift_remove(key);
                        drop(old);
                    }
                }
            }
            if is_fresh {
                self.loaded(machine, state)?;
            }
            if populates || state.modified.get() {
                match &self.only {
                    Some(only) if is_refreshed => state.commit_keys(only),
                    _ => state.commit_all(),
                }
            }
        } else {
            for (key, place) in &load.columns {
                if !state.has(key) {
                    state.put(key, self.cell(row, *place));
                }
            }
            for related in load.related.clone() {
                self.again(machine, &related, row, state)?;
            }
        }
        self.after.borrow_mut().add(&path, state, true);
        Ok(())
    }

    fn defer(&self, load: &Load, state: &Rc<State>, populates: bool) {
        for (key, how) in &load.later {
            match how {
                Column::ByClass => {
                    if populates {
                        let old = state.take(key);
                        drop(old);
                    }
                }
                Column::Later | Column::Raise => {
                    let lazy = if *how == Column::Raise { Lazy::Raise } else { Lazy::Select };
                    let old = state.take(key);
                    state.per_state.borrow_mut().insert(Rc::clone(key), lazy);
                    drop(old);
                }
                Column::Now => {}
            }
        }
        for key in &load.absent {
            if populates {
                let old = state.take(key);
                drop(old);
            }
            state.expired_attributes.borrow_mut().insert(Rc::clone(key));
        }
    }

    fn loaded(&self, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        state.shared.fire_load(machine, state)
    }

    /// A relationship, where the row is the first of its object.
    fn first(
        &mut self,
        machine: &mut Machine,
        related: &Related,
        row: &[Value],
        state: &Rc<State>,
    ) -> Run<()> {
        match related {
            Related::Joined { relationship, load } => {
                let other = self.instance(machine, load, row)?;
                if is_list(relationship) {
                    self.begin(relationship, state);
                    self.append(relationship, state, other);
                    return Ok(());
                }
                let key = Rc::clone(&relationship.key.borrow());
                state.put(&key, other);
                Ok(())
            }
            Related::Nothing(relationship) => {
                let empty =
                    if is_list(relationship) { Value::list(Vec::new()) } else { Value::None };
                let property = Property::Relationship(Rc::clone(relationship));
                state.set_committed(machine, &property, empty).map(drop)
            }
            Related::Waits(key, lazy) => {
                let old = state.take(key);
                state.per_state.borrow_mut().insert(Rc::clone(key), *lazy);
                drop(old);
                Ok(())
            }
            Related::Subquery { relationship, local, .. } => {
                let key = self.local_key(machine, local, row)?;
                self.put_beside(machine, relationship, key, state)
            }
            Related::After { .. } => Ok(()),
        }
    }

    /// A relationship, where the object came in an earlier row already.
    fn again(
        &mut self,
        machine: &mut Machine,
        related: &Related,
        row: &[Value],
        state: &Rc<State>,
    ) -> Run<()> {
        match related {
            Related::Joined { relationship, load } => {
                let other = self.instance(machine, load, row)?;
                if is_list(relationship) {
                    if !self.collections.contains_key(&place(state, relationship)) {
                        self.begin(relationship, state);
                    }
                    self.append(relationship, state, other);
                    return Ok(());
                }
                let key = Rc::clone(&relationship.key.borrow());
                match state.present(&key) {
                    Some(own) if !own.is(&other) => {
                        let text = format!(
                            "Multiple rows returned with uselist=False for eagerly-loaded attribute \
                             '{}' ",
                            shown(relationship)
                        );
                        machine.warn("SAWarning", text);
                    }
                    Some(_) => {}
                    None => state.put(&key, other),
                }
                Ok(())
            }
            Related::Subquery { relationship, local, .. } => {
                if state.has(&relationship.key.borrow()) {
                    return Ok(());
                }
                let key = self.local_key(machine, local, row)?;
                self.put_beside(machine, relationship, key, state)
            }
            _ => Ok(()),
        }
    }

    /// An object that was there already: what it does not have is filled in.
    fn fill_partly(
        &mut self,
        machine: &mut Machine,
        load: &Rc<Load>,
        row: &[Value],
        state: &Rc<State>,
    ) -> Run<()> {
        let unloaded = state.unloaded();
        let at = Rc::as_ptr(state);
        let is_first = !self.partial.contains_key(&at);
        let has_eager = self.invokes_all
            && load.related.iter().any(|related| {
                matches!(related, Related::Joined { .. } | Related::Subquery { .. })
            });
        if !is_first || !unloaded.is_empty() || has_eager {
            let wanted = if is_first {
                self.partial.insert(at, (Rc::clone(state), unloaded.clone()));
                unloaded.clone()
            } else {
                self.partial.get(&at).map(|(_, wanted)| wanted.clone()).unwrap_or_default()
            };
            for (key, place) in &load.columns {
                if unloaded.contains(key) {
                    state.put(key, self.cell(row, *place));
                }
            }
            if is_first {
                for key in load.absent.iter().filter(|key| unloaded.contains(*key)) {
                    state.expired_attributes.borrow_mut().insert(Rc::clone(key));
                }
                for (key, how) in &load.later {
                    if unloaded.contains(key) && matches!(how, Column::Later | Column::Raise) {
                        let lazy = if *how == Column::Raise { Lazy::Raise } else { Lazy::Select };
                        state.per_state.borrow_mut().insert(Rc::clone(key), lazy);
                    }
                }
            }
            for related in load.related.clone() {
                let Some(key) = related.key() else { continue };
                if wanted.contains(&key) {
                    if is_first {
                        self.first(machine, &related, row, state)?;
                    } else {
                        self.again(machine, &related, row, state)?;
                    }
                } else if self.invokes_all {
                    match &related {
                        Related::Joined { load, .. } => {
                            self.instance(machine, load, row)?;
                        }
                        Related::Subquery { relationship, .. } => {
                            self.beside(machine, relationship)?;
                        }
                        _ => {}
                    }
                }
            }
            if is_first {
                let wanted: Vec<Rc<str>> = wanted.into_iter().collect();
                state.commit_keys(&wanted);
            }
        }
        if self.invokes_all {
            let path = self.whole(&load.path);
            self.after.borrow_mut().add(&path, state, false);
        }
        Ok(())
    }

    fn begin(&mut self, relationship: &Rc<Relationship>, state: &Rc<State>) {
        self.collections.insert(
            place(state, relationship),
            Collecting {
                state: Rc::clone(state),
                relationship: Rc::clone(relationship),
                members: Vec::new(),
                seen: IndexSet::new(),
            },
        );
    }

    fn append(&mut self, relationship: &Rc<Relationship>, state: &Rc<State>, other: Value) {
        let Value::Instance(object) = &other else { return };
        if let Some(collecting) = self.collections.get_mut(&place(state, relationship))
            && collecting.seen.insert(Rc::as_ptr(object))
        {
            collecting.members.push(other);
        }
    }

    fn local_key(&self, machine: &mut Machine, local: &[Place], row: &[Value]) -> Run<Vec<Key>> {
        local.iter().map(|place| machine.key(&self.cell(row, *place))).collect()
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

fn place(
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
