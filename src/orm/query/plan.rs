//! From a SELECT of mapped classes to one of tables and columns, and what its rows become.

use std::rc::Rc;

use super::super::core::{
    Element, Expr, FromClause, Item, Kind, Name, Notes, Op, Select, errors, method, walk,
};
use super::super::mapper::{Entity, Lazy, Mapper, Property, Relationship, Resolved};
use super::super::python::{Args, Machine, Run, Value};
use super::condition::joined;
use super::criteria::{self, LoaderCriteria};
use super::entity;
use super::load::{Load, Place, Plan, Related, Slot};
use super::option::Inner;
use super::path::Path;
use super::settings::{Planned, Settings};
use super::strategy::{Column, Strategies};

/// A plan in the making.
pub(super) struct Builder {
    pub(super) select: Rc<Select>,
    pub(super) settings: Settings,
    pub(super) strategies: Strategies,
    pub(super) asked: Vec<Asked>,
    pub(super) primary: Vec<Expr>,
    pub(super) secondary: Vec<Expr>,
    pub(super) froms: Vec<FromClause>,
    pub(super) fallback: Vec<FromClause>,
    pub(super) joins: Vec<EagerJoin>,
    pub(super) eager: Vec<(Option<usize>, FromClause, FromClause)>,
    pub(super) eager_orders: Vec<Expr>,
    pub(super) repeats: bool,
    pub(super) adds_joins: bool,
    pub(super) narrowed: Vec<(Entity, Option<FromClause>)>,
    pub(super) joined: Vec<Entity>,
    pub(super) edges: Vec<(Entity, Entity, Rc<str>)>,
    pub(super) criteria: Vec<Rc<LoaderCriteria>>,
}

/// What was asked for between SELECT and FROM.
#[derive(Clone)]
pub(super) enum Asked {
    /// Objects.
    Entity(Entity),
    /// A value.
    Value(Expr, Option<Entity>),
}

/// Which columns something is added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Primary,
    Secondary,
}

/// What is known where an entity's columns are added.
#[derive(Clone)]
pub(super) struct Standing {
    /// What the entity is read from, one after the other: its alias, the subquery around.
    pub(super) froms: Vec<FromClause>,
    /// Which columns it adds to.
    pub(super) side: Side,
    /// The entity of the statement that it belongs to, by its place.
    pub(super) root: usize,
    /// It belongs to another entity.
    pub(super) below: bool,
    /// It was joined by an outer join.
    pub(super) outer: bool,
}

impl Standing {
    pub(super) fn from(&self) -> Option<&FromClause> {
        self.froms.last()
    }

    fn read(&self, expr: &Expr) -> Expr {
        let mut expr = Rc::clone(expr);
        for from in &self.froms {
            expr = if matches!(expr.kind, Kind::Column(_) | Kind::Proxy(_)) {
                from.corresponding(&expr).unwrap_or(expr)
            } else {
                walk::adapt(&expr, from)
            };
        }
        expr
    }
}

/// What configuration found out about a relationship.
///
/// # Errors
///
/// InvalidRequestError where it has not been configured.
pub(super) fn resolved<'a>(
    machine: &mut Machine,
    relationship: &'a Relationship,
) -> Run<&'a Resolved> {
    relationship.resolved(machine)
}

/// Makes a plan of a statement.
///
/// # Errors
///
/// SQLAlchemy's, about joins, options and the like.
pub fn plan(machine: &mut Machine, select: &Rc<Select>) -> Run<Plan> {
    let settings = Settings::of(select);
    let asked = asked(&select.items);
    let entities: Vec<Entity> = asked
        .iter()
        .filter_map(|asked| match asked {
            Asked::Entity(entity) => Some(entity.clone()),
            Asked::Value(..) => None,
        })
        .collect();
    let strategies = if settings.eager && !settings.nested {
        let mut options = Vec::new();
        for before in &settings.before {
            options.extend(before.options.iter().cloned());
        }
        let replaced = !settings.before.is_empty();
        options.extend(select.options.iter().cloned());
        let quiet = settings.refreshes.is_some() || replaced;
        Strategies::new(machine, &options, &entities, settings.current.as_ref(), quiet)?
    } else {
        Strategies::default()
    };
    let froms = match &settings.base {
        Some(base) => vec![base.clone()],
        None => select.froms.clone(),
    };
    let mut criteria = Vec::new();
    if settings.refreshes.is_none() {
        for before in &settings.before {
            criteria.extend(criteria::among(&before.options));
        }
        criteria.extend(criteria::among(&select.options));
    }
    let builder = Builder {
        criteria,
        select: Rc::clone(select),
        settings,
        strategies,
        asked,
        primary: Vec::new(),
        secondary: Vec::new(),
        froms,
        fallback: Vec::new(),
        joins: Vec::new(),
        eager: Vec::new(),
        eager_orders: Vec::new(),
        repeats: false,
        adds_joins: false,
        narrowed: Vec::new(),
        joined: Vec::new(),
        edges: Vec::new(),
    };
    builder.build(machine)
}

/// What stands between SELECT and FROM, as this layer takes it.
pub(super) fn asked(items: &[Item]) -> Vec<Asked> {
    let mut found = Vec::new();
    for item in items {
        match item {
            Item::Expr(expr) => found.push(Asked::Value(Rc::clone(expr), entity::of_expr(expr))),
            Item::From(from) => {
                found.extend(from.exprs().into_iter().map(|expr| Asked::Value(expr, None)));
            }
            Item::Entity(item) => match entity::of_value(&item.value) {
                Some(entity) => found.push(Asked::Entity(entity)),
                None => {
                    let columns = item.columns.iter();
                    found.extend(columns.map(|c| Asked::Value(Rc::clone(c), entity::of_expr(c))));
                }
            },
        }
    }
    found
}

impl Builder {
    fn build(mut self, machine: &mut Machine) -> Run<Plan> {
        for before in self.settings.before.clone() {
            let asked = asked(&before.items);
            self.join_all(machine, &before.joins, &asked)?;
        }
        let joins = self.select.joins.clone();
        let asked = self.asked.clone();
        self.join_all(machine, &joins, &asked)?;
        let mut slots = Vec::new();
        for (place, one) in asked.iter().enumerate() {
            slots.push(self.slot(machine, one, place)?);
        }
        self.name(&mut slots);
        for join in std::mem::take(&mut self.joins) {
            self.eager_join(machine, join)?;
        }
        let mut wheres: Vec<Expr> =
            self.select.wheres.clone().iter().map(|expr| self.outer(expr)).collect();
        if self.settings.narrows {
            self.narrow(machine, &mut wheres)?;
        }
        if self.primary.is_empty() {
            return errors::invalid(
                machine,
                "Query contains no columns with which to SELECT from.",
            );
        }
        if self.froms.is_empty() {
            self.froms = std::mem::take(&mut self.fallback);
        }
        self.finish(slots, wheres)
    }

    /// An expression of the statement as the subquery around the entities has it.
    pub(super) fn outer(&self, expr: &Expr) -> Expr {
        match &self.settings.base {
            Some(base) => walk::adapt(expr, base),
            None => Rc::clone(expr),
        }
    }

    /// Adds a column, unless it is there already.
    pub(super) fn add(&mut self, expr: Expr, side: Side) -> Place {
        if let Some(place) = self.place(&expr) {
            return place;
        }
        match side {
            Side::Primary => {
                self.primary.push(expr);
                Place::Primary(self.primary.len().saturating_sub(1))
            }
            Side::Secondary => {
                self.secondary.push(expr);
                Place::Secondary(self.secondary.len().saturating_sub(1))
            }
        }
    }

    pub(super) fn place(&self, expr: &Expr) -> Option<Place> {
        let at = |columns: &[Expr]| columns.iter().position(|own| own.same(expr));
        at(&self.primary).map(Place::Primary).or_else(|| at(&self.secondary).map(Place::Secondary))
    }

    fn slot(&mut self, machine: &mut Machine, asked: &Asked, root: usize) -> Run<Slot> {
        match asked {
            Asked::Value(expr, owner) => {
                let expr = self.outer(expr);
                if let Some(owner) = owner {
                    self.note_narrowed(owner);
                    let from = entity::from(owner);
                    let leaves = from.leaves();
                    let is_read = |own: &FromClause| leaves.iter().any(|leaf| leaf.same(own));
                    if walk::froms_of(&expr).iter().any(is_read) {
                        self.fall_back(from);
                    }
                }
                self.primary.push(Rc::clone(&expr));
                let place = Place::Primary(self.primary.len().saturating_sub(1));
                Ok(Slot::Value { label: None, expr, place })
            }
            Asked::Entity(entity) => {
                self.note_narrowed(entity);
                let mut froms = Vec::new();
                froms.extend(entity::alias(entity));
                froms.extend(self.settings.base.clone());
                let standing =
                    Standing { froms, side: Side::Primary, root, below: false, outer: false };
                let path = Path::of(entity.clone());
                let mapper = Rc::clone(entity::mapper(entity));
                let load = self.load(machine, &mapper, path, &standing)?;
                self.fall_back(entity::from(entity));
                Ok(Slot::Object { label: None, entity: entity.clone(), load: Rc::new(load) })
            }
        }
    }

    fn fall_back(&mut self, from: FromClause) {
        if !self.fallback.iter().any(|own| own.same(&from)) {
            self.fallback.push(from);
        }
    }

    fn note_narrowed(&mut self, entity: &Entity) {
        if self.narrowed.iter().any(|(own, _)| entity::same(own, entity)) {
            return;
        }
        self.narrowed.push((entity.clone(), entity::alias(entity)));
    }

    /// Adds an entity's columns, and those of what is loaded with it.
    pub(super) fn load(
        &mut self,
        machine: &mut Machine,
        mapper: &Rc<Mapper>,
        path: Path,
        standing: &Standing,
    ) -> Run<Load> {
        let only = if standing.below { None } else { self.settings.only.clone() };
        let mut load = Load {
            mapper: Rc::clone(mapper),
            path: path.clone(),
            key: Vec::new(),
            discriminator: None,
            columns: Vec::new(),
            later: Vec::new(),
            absent: Vec::new(),
            related: Vec::new(),
            waiting: Vec::new(),
            derived: Vec::new(),
            from: standing.from().cloned(),
        };
        let plain = Entity::Mapper(Rc::clone(mapper));
        for (key, property) in entity::properties(mapper) {
            if only.as_ref().is_some_and(|only| !only.contains(&key)) {
                continue;
            }
            let Some(expr) = plain.expr(&property) else {
                if let Property::Relationship(relationship) = property {
                    self.related(machine, &mut load, &relationship, standing)?;
                }
                continue;
            };
            let how = if only.is_some() || self.settings.nested {
                Column::Now
            } else {
                self.strategies.column(&path, mapper, &property)
            };
            if how == Column::Now {
                let place = self.add(unnamed(&standing.read(&expr)), standing.side);
                load.columns.push((key, place));
                if let Property::Column(column) = &property {
                    for also in &column.also {
                        let also = standing.read(&Element::column(also));
                        self.add(also, standing.side);
                    }
                }
            } else {
                load.later.push((key, how));
            }
        }
        for related in &mut load.related {
            let Related::Subquery { relationship, local, .. } = related else { continue };
            let columns = resolved(machine, relationship)?.local_columns.clone();
            for column in &columns {
                let expr = standing.read(&Element::column(column));
                local.push(self.add(expr, standing.side));
            }
        }
        for column in &mapper.primary_key {
            let expr = standing.read(&Element::column(column));
            let place = match self.place(&expr) {
                Some(place) => place,
                None if self.settings.refreshes.is_some() && !standing.below => continue,
                None => self.add(expr, standing.side),
            };
            load.key.push(place);
        }
        if let Some(polymorphic) = &mapper.polymorphic {
            let expr = standing.read(&Element::column(&polymorphic.on));
            load.discriminator = match self.place(&expr) {
                Some(place) => Some(place),
                None if self.settings.refreshes.is_some() && !standing.below => None,
                None => Some(self.add(expr, standing.side)),
            };
            self.derived(machine, &mut load, mapper, standing)?;
        }
        Ok(load)
    }

    /// What else classes of the same table have.
    fn derived(
        &mut self,
        machine: &mut Machine,
        load: &mut Load,
        mapper: &Rc<Mapper>,
        standing: &Standing,
    ) -> Run<()> {
        for child in mapper.with_descendants().into_iter().skip(1) {
            let Some(identity) = child.polymorphic.as_ref().and_then(|p| p.identity.clone()) else {
                continue;
            };
            let mut own = Load {
                mapper: Rc::clone(&child),
                path: load.path.clone(),
                key: load.key.clone(),
                discriminator: load.discriminator,
                columns: load.columns.clone(),
                later: load.later.clone(),
                absent: Vec::new(),
                related: load.related.clone(),
                waiting: load.waiting.clone(),
                derived: Vec::new(),
                from: load.from.clone(),
            };
            for (key, property) in entity::properties(&child) {
                if mapper.properties.borrow().contains_key(&key) {
                    continue;
                }
                match property {
                    Property::Column(_) | Property::Expression(_) => {
                        let plain = Entity::Mapper(Rc::clone(&child)).expr(&property);
                        let expr = plain.map(|expr| standing.read(&expr));
                        match expr.and_then(|expr| self.place(&expr)) {
                            Some(place) => own.columns.push((key, place)),
                            None => own.absent.push(key),
                        }
                    }
                    Property::Relationship(relationship) => {
                        let (lazy, _) = self.strategies.relationship(&own.path, &relationship);
                        if matches!(lazy, Lazy::SelectIn | Lazy::Immediate | Lazy::NoLoad) {
                            self.related(machine, &mut own, &relationship, standing)?;
                        } else {
                            own.waiting.push(key);
                        }
                    }
                }
            }
            load.derived.push((identity, Rc::new(own)));
        }
        Ok(())
    }

    fn related(
        &mut self,
        machine: &mut Machine,
        load: &mut Load,
        relationship: &Rc<Relationship>,
        standing: &Standing,
    ) -> Run<()> {
        let key = Rc::clone(&relationship.key.borrow());
        let path = load.path.clone();
        let (mut lazy, directive) = self.strategies.relationship(&path, relationship);
        if self.settings.current.is_some()
            && !standing.below
            && self.settings.back.iter().any(|own| Rc::ptr_eq(own, relationship))
        {
            lazy = Lazy::Select;
        }
        let asks = !self.settings.nested && self.settings.eager;
        let named = directive.is_some();
        match lazy {
            Lazy::Joined if asks => self.joined(machine, load, relationship, directive, standing),
            Lazy::SelectIn | Lazy::Immediate if asks => {
                if named || self.may_go_on(machine, &path, relationship)? {
                    load.related.push(Related::After {
                        relationship: Rc::clone(relationship),
                        lazy,
                        directive,
                    });
                }
                load.waiting.push(key);
                Ok(())
            }
            Lazy::Subquery if asks => {
                if self.settings.refreshes.is_some() {
                    load.related.push(Related::After {
                        relationship: Rc::clone(relationship),
                        lazy: Lazy::Immediate,
                        directive,
                    });
                } else if named || self.may_go_on(machine, &path, relationship)? {
                    load.related.push(Related::Subquery {
                        relationship: Rc::clone(relationship),
                        local: Vec::new(),
                        directive,
                    });
                }
                load.waiting.push(key);
                Ok(())
            }
            Lazy::NoLoad if !self.settings.nested => {
                load.related.push(Related::Nothing(Rc::clone(relationship)));
                Ok(())
            }
            Lazy::Select | Lazy::Raise | Lazy::RaiseOnSql if asks => {
                if self.settings.is_user_refresh
                    && !standing.below
                    && self.settings.only.as_ref().is_some_and(|only| only.contains(&key))
                {
                    load.related.push(Related::After {
                        relationship: Rc::clone(relationship),
                        lazy: Lazy::Immediate,
                        directive: None,
                    });
                } else if lazy != waits(relationship.lazy.get()) {
                    load.related.push(Related::Waits(Rc::clone(&key), lazy));
                }
                load.waiting.push(key);
                Ok(())
            }
            Lazy::Dynamic | Lazy::WriteOnly => Ok(()),
            _ => {
                load.waiting.push(key);
                Ok(())
            }
        }
    }

    /// What is loaded without an option does not lead back to a class on the way here.
    pub(super) fn may_go_on(
        &self,
        machine: &mut Machine,
        path: &Path,
        relationship: &Rc<Relationship>,
    ) -> Run<bool> {
        let whole = match &self.settings.current {
            Some(current) => current.join(path),
            None => path.clone(),
        };
        self.may_join(machine, &whole, relationship)
    }

    /// As [`Builder::may_go_on`], on the way within this statement alone.
    pub(super) fn may_join(
        &self,
        machine: &mut Machine,
        whole: &Path,
        relationship: &Rc<Relationship>,
    ) -> Run<bool> {
        let target = Rc::clone(&resolved(machine, relationship)?.target);
        if let Some(depth) = relationship.join_depth.get() {
            return Ok(i64::try_from(whole.steps.len()).is_ok_and(|steps| steps < depth));
        }
        Ok(!whole.contains(&target))
    }

    /// The rows of just these classes, where a table holds several.
    fn narrow(&mut self, machine: &mut Machine, wheres: &mut Vec<Expr>) -> Run<()> {
        for expr in self.select.wheres.clone() {
            let mut found = Vec::new();
            walk::walk(&expr, false, &mut |part| {
                found.extend(part.notes.entity.as_ref().and_then(entity::of_note));
                true
            });
            for entity in found {
                let from = entity::from(&entity);
                let is_read = self
                    .froms
                    .iter()
                    .chain(&self.fallback)
                    .any(|own| own.leaves().iter().any(|leaf| leaf.same(&from)));
                if is_read {
                    self.note_narrowed(&entity);
                }
            }
        }
        for (entity, from) in self.narrowed.clone() {
            if self.joined.iter().any(|own| entity::same(own, &entity)) {
                continue;
            }
            for condition in criteria::of_entity(machine, &self.criteria, &entity)? {
                wheres.push(self.outer(&condition));
            }
            if let Some(condition) = criterion(machine, entity::mapper(&entity), from.as_ref())? {
                wheres.push(self.outer(&condition));
            }
        }
        Ok(())
    }

    /// Names for the places of the rows.
    fn name(&self, slots: &mut [Slot]) {
        let mut used: Vec<Rc<str>> = Vec::new();
        let mut again: Vec<(Rc<str>, usize)> = Vec::new();
        for slot in slots {
            match slot {
                Slot::Object { label, entity, .. } => {
                    *label = match entity {
                        Entity::Mapper(mapper) => Some(Rc::clone(&mapper.class.name)),
                        Entity::Alias(alias) => alias.name.clone(),
                    };
                }
                Slot::Value { label, expr, .. } => {
                    if matches!(expr.kind, Kind::Text(_)) {
                        continue;
                    }
                    if self.settings.is_legacy {
                        *label = legacy_label(expr);
                        continue;
                    }
                    let base = label_of(expr).unwrap_or_else(|| "_no_label".into());
                    if !used.contains(&base) {
                        used.push(Rc::clone(&base));
                        *label = Some(base);
                        continue;
                    }
                    let count = match again.iter_mut().find(|(name, _)| *name == base) {
                        Some((_, count)) => {
                            *count = count.saturating_add(1);
                            *count
                        }
                        None => {
                            again.push((Rc::clone(&base), 1));
                            1
                        }
                    };
                    *label = Some(format!("{base}_{count}").into());
                }
            }
        }
    }

    pub(super) fn nests(&self) -> bool {
        let limits = self.select.limit.is_some() || self.select.offset.is_some();
        self.adds_joins
            && (limits && self.repeats || self.select.distinct || !self.select.groups.is_empty())
    }

    fn finish(mut self, slots: Vec<Slot>, wheres: Vec<Expr>) -> Run<Plan> {
        let orders: Vec<Expr> = self.select.orders.iter().map(|e| self.outer(e)).collect();
        let groups = self.select.groups.iter().map(|e| self.outer(e)).collect();
        let havings = self.select.havings.iter().map(|e| self.outer(e)).collect();
        let plain = Select {
            items: Vec::new(),
            froms: Vec::new(),
            joins: Vec::new(),
            wheres,
            groups,
            havings,
            orders: orders.clone(),
            options: Vec::new(),
            note: Some(Rc::new(Planned)),
            ..Select::clone(&self.select)
        };
        let nests = self.nests();
        let (select, primary) = if nests {
            self.around(plain, &orders)
        } else {
            let mut select = plain;
            let columns = self.primary.iter().chain(&self.secondary);
            select.items = columns.map(|c| Item::Expr(Rc::clone(c))).collect();
            select.froms = self.froms.clone();
            select.froms.extend(self.eager.iter().map(|(_, join, _)| join.clone()));
            select.orders.extend(self.eager_orders.iter().cloned());
            (select, self.primary.len())
        };
        let places = |columns: &[Expr], make: fn(usize) -> Place| -> Vec<(Expr, Place)> {
            columns.iter().enumerate().map(|(at, c)| (Rc::clone(c), make(at))).collect()
        };
        let mut known = places(&self.primary, Place::Primary);
        known.extend(places(&self.secondary, Place::Secondary));
        let has_entities = slots.iter().any(|slot| matches!(slot, Slot::Object { .. }));
        Ok(Plan {
            select: Rc::new(select),
            origin: Rc::clone(&self.select),
            slots,
            primary,
            has_entities,
            repeats: self.repeats,
            current: self.settings.current.clone(),
            options: self.select.options.clone(),
            eager: self.settings.eager,
            places: known,
        })
    }

    /// The statement within another one, to which what belongs to its objects is joined: rows are
    /// counted before they are joined.
    fn around(&mut self, mut inner: Select, orders: &[Expr]) -> (Select, usize) {
        let bare: Vec<Expr> = orders.iter().map(bare_order).collect();
        let mut columns = self.primary.clone();
        for expr in &bare {
            let is_column =
                !matches!(expr.kind, Kind::Text(_) | Kind::Bind(_) | Kind::LabelText(_));
            let there = columns.iter().any(|own| own.same(expr) || same_label(own, expr));
            if is_column && !there {
                columns.push(Rc::clone(expr));
            }
        }
        inner.items = columns.iter().map(|c| Item::Expr(Rc::clone(c))).collect();
        inner.froms = self.froms.clone();
        let labels = inner.labels;
        let count = columns.len();
        let correlate = inner.correlate.clone();
        let ctes = std::mem::take(&mut inner.ctes);
        let alias = inner.body().subquery(None);
        let from = FromClause::Alias(alias);
        let offered = from.exprs();
        let mut items: Vec<Item> =
            offered.iter().map(|column| Item::Expr(Rc::clone(column))).collect();
        items.extend(self.secondary.iter().map(|c| Item::Expr(Rc::clone(c))));
        let mut whole = from.clone();
        for (_, join, stop) in &self.eager {
            whole = splice(&whole, join, stop, &from);
        }
        let mut outer: Vec<Expr> = Vec::new();
        for order in orders {
            outer.push(reread(order, &columns, &offered, &from));
        }
        outer.extend(self.eager_orders.iter().cloned());
        let select = Select {
            items,
            froms: vec![whole],
            orders: outer,
            labels,
            correlate,
            ctes,
            note: Some(Rc::new(Planned)),
            ..Select::default()
        };
        (select, count)
    }
}

/// A column of an entity, which a subquery names as the table does.
fn unnamed(expr: &Expr) -> Expr {
    if expr.notes.key.is_none() {
        return Rc::clone(expr);
    }
    expr.noted(Notes { key: None, ..expr.notes.clone() })
}

/// The order as the statement around has it.
fn reread(order: &Expr, columns: &[Expr], offered: &[Expr], from: &FromClause) -> Expr {
    walk::replace(order, &mut |part| {
        let at = columns.iter().position(|own| match &part.kind {
            Kind::LabelText(name) => own.name().is_some_and(|own| own == *name),
            _ => own.same(part) || Rc::ptr_eq(own, part),
        });
        if let Some(column) = at.and_then(|at| offered.get(at)) {
            return Some(Rc::clone(column));
        }
        from.corresponding(part)
    })
}

/// What an ORDER BY is about, without its direction.
fn bare_order(order: &Expr) -> Expr {
    match &order.kind {
        Kind::Unary { op: Op::Desc | Op::Asc | Op::NullsFirst | Op::NullsLast, operand } => {
            bare_order(operand)
        }
        Kind::Group(inner) => bare_order(inner),
        _ => Rc::clone(order),
    }
}

fn same_label(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Label { name: Name::Given(a), .. }, Kind::Label { name: Name::Given(b), .. }) => {
            a == b
        }
        _ => false,
    }
}

/// A join with the leftmost of what it joins replaced: where `stop` stands, `by` comes.
fn splice(by: &FromClause, join: &FromClause, stop: &FromClause, read: &FromClause) -> FromClause {
    if join.same(stop) {
        return by.clone();
    }
    match join {
        FromClause::Join(inner) => {
            let left = splice(by, &inner.left, stop, read);
            let on = walk::adapt(&inner.on, read);
            joined(&left, &inner.right, &on, inner.outer, inner.full)
        }
        _ => by.clone(),
    }
}

/// How a class that shares its table is told from the others; none where it has its own.
///
/// # Errors
///
/// What making the condition raises.
pub fn criterion(
    machine: &mut Machine,
    mapper: &Rc<Mapper>,
    from: Option<&FromClause>,
) -> Run<Option<Expr>> {
    let condition = mapper.single_criterion(machine)?;
    Ok(match (condition, from) {
        (Some(condition), Some(from)) => Some(walk::adapt(&condition, from)),
        (condition, _) => condition,
    })
}

/// `column IN (values)`.
///
/// # Errors
///
/// What making the condition raises.
pub fn in_list(machine: &mut Machine, column: &Expr, values: Vec<Value>) -> Run<Expr> {
    let args = Args::of(vec![Value::list(values)]);
    let made = method::method(machine, column, "in_", args)?;
    match made.and_then(|value| value.native::<Element>()) {
        Some(expr) => Ok(expr),
        None => Err(machine.error("TypeError", "in_")),
    }
}

/// The name in a row of a `Query`.
fn legacy_label(expr: &Expr) -> Option<Rc<str>> {
    match &expr.kind {
        Kind::Column(_) | Kind::Proxy(_) | Kind::LiteralColumn(_) => expr.key(),
        Kind::Label { name, .. } => expr.notes.key.clone().or_else(|| name.given().cloned()),
        _ => None,
    }
}

/// The name in a row of a `select()`.
fn label_of(expr: &Expr) -> Option<Rc<str>> {
    match &expr.kind {
        Kind::Cast(inner) | Kind::Coerce(inner) | Kind::Group(inner) => label_of(inner),
        Kind::Label { name, .. } => expr.notes.key.clone().or_else(|| name.given().cloned()),
        _ => expr.key(),
    }
}

/// How a relationship waits that is not loaded with the statement.
pub fn waits(lazy: Lazy) -> Lazy {
    match lazy {
        Lazy::Joined | Lazy::SelectIn | Lazy::Subquery | Lazy::Immediate => Lazy::Select,
        other => other,
    }
}

/// A join that is made once all entities of the statement are known.
pub(super) struct EagerJoin {
    pub(super) root: usize,
    pub(super) relationship: Rc<Relationship>,
    /// The alias of this side, where it has one.
    pub(super) source: Option<FromClause>,
    pub(super) target: FromClause,
    pub(super) inner: Inner,
    /// The way to here leads over an outer join.
    pub(super) outer: bool,
    pub(super) below: bool,
    pub(super) of_type: Entity,
    pub(super) narrowed: Option<Expr>,
}
