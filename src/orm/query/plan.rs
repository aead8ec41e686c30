//! From a SELECT of mapped classes to one of tables and columns, and what its rows become.

use std::rc::Rc;

use super::super::core::{Element, Expr, FromClause, Item, Kind, Select, errors, method, walk};
use super::super::mapper::{Entity, Mapper, Relationship, Resolved};
use super::super::python::{Args, Machine, Run, Value};
use super::criteria::{self, LoaderCriteria};
use super::entity;
use super::load::{Place, Plan, Slot};
use super::option::Inner;
use super::path::Path;
use super::settings::Settings;
use super::strategy::Strategies;

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

    pub(super) fn read(&self, expr: &Expr) -> Expr {
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
        for around in criteria::among(&settings.around) {
            if !criteria.iter().any(|own| Rc::ptr_eq(own, &around)) {
                criteria.push(around);
            }
        }
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
        let Some(base) = &self.settings.base else { return Rc::clone(expr) };
        let of_label = || {
            let columns = base.exprs();
            columns.into_iter().find(|column| walk::stands_for(column, expr))
        };
        let label = matches!(expr.kind, Kind::Label { .. }).then(of_label).flatten();
        label.unwrap_or_else(|| walk::adapt(expr, base))
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
            if let Some(condition) =
                criterion(machine, entity::narrowed_to(&entity), from.as_ref())?
            {
                wheres.push(self.outer(&condition));
            }
        }
        Ok(())
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
