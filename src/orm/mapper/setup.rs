//! Resolving one relationship: its other side, its condition, its backref, in SQLAlchemy's order.

use std::rc::Rc;

use indexmap::IndexMap;

use super::condition::{any, bare, column_of, columns_with, conjuncts, contains, is_local};
use super::join::{JoinCondition, Joined};
use super::{
    Attribute, Cascade, Direction, Mapper, Property, Relationship, Resolved, Side, backref,
    overlaps,
};
use crate::orm::core::{Column, Expr, Kind, Op, Role, Table, Type, TypeKind, coerce, errors, walk};
use crate::orm::python::{Machine, Run, Value};

/// The arguments of a relationship once they are worked out.
#[derive(Default)]
pub(super) struct Arguments {
    pub order_by: Vec<Expr>,
    pub primary: Option<Expr>,
    pub secondary_join: Option<Expr>,
    pub secondary: Option<Rc<Table>>,
    pub foreign_keys: Vec<Rc<Column>>,
    pub remote_side: Vec<Rc<Column>>,
    pub back_populates: Option<Rc<str>>,
}

impl Relationship {
    /// Resolves it, and links it with its other side.
    ///
    /// # Errors
    ///
    /// What SQLAlchemy raises about relationships that cannot be.
    pub(super) fn configure(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        self.started.set(true);
        let parent = self.parent(machine)?;
        let arguments = self.arguments(machine, &parent)?;
        let back_populates = arguments.back_populates.clone();
        let foreign_keys = arguments.foreign_keys.clone();
        // What was only asked about may be resolved already, and have failed behind that.
        if self.resolved.get().is_none() {
            self.resolve(machine, &parent, arguments)?;
        }
        if back_populates.is_none() && self.backref.borrow().is_some() {
            backref::make(machine, self, &parent, foreign_keys)?;
        }
        if let Some(name) = back_populates {
            backref::link(machine, self, &parent, &name)?;
        }
        overlaps::check(machine, self);
        Ok(())
    }

    fn resolve(
        self: &Rc<Self>,
        machine: &mut Machine,
        parent: &Rc<Mapper>,
        arguments: Arguments,
    ) -> Run<()> {
        let target = self.find_target(machine)?;
        let self_referential = Rc::ptr_eq(&parent.base(), &target.base());
        let condition = JoinCondition {
            relationship: self,
            parent,
            target: &target,
            secondary: arguments.secondary.clone(),
            primary: arguments.primary.clone(),
            secondary_join: arguments.secondary_join.clone(),
            foreign_keys: arguments.foreign_keys.clone(),
            remote_side: arguments.remote_side.clone(),
        };
        let joined = condition.work_out(machine)?;
        self.check_cascade(machine, parent, &target, joined.direction, self.cascade.get())?;
        let uselist = self.uselist.get().unwrap_or(joined.direction != Direction::ManyToOne);
        if joined.synchronize.is_empty() && !self.viewonly.get() {
            let message = format!(
                "Can't build a DependencyProcessor for relationship {}. No target attributes to \
                 populate between parent and child are present",
                self.described()
            );
            return errors::argument(machine, message);
        }
        let by_key = !uselist && arguments.secondary.is_none() && is_key(&joined, &target);
        let mut local_columns = columns_with(&joined.primary, is_local);
        let mut remote_columns = columns_with(&joined.primary, |part| part.notes.remote);
        if let Some(join) = &joined.secondary_join {
            for column in columns_with(join, is_local) {
                if !contains(&local_columns, &column) {
                    local_columns.push(column);
                }
            }
            for column in columns_with(join, |part| part.notes.remote) {
                if !contains(&remote_columns, &column) {
                    remote_columns.push(column);
                }
            }
        }
        let told = |has: fn(&Expr) -> bool| arguments.primary.as_ref().is_some_and(|p| any(p, has));
        let remote_told = told(|part| part.notes.remote);
        let foreign_told = told(|part| part.notes.foreign);
        let primary_sides = sides(&joined.primary);
        let secondary_sides = joined.secondary_join.as_ref().map(sides).unwrap_or_default();
        let resolved = Resolved {
            target: Rc::clone(&target),
            direction: joined.direction,
            uselist,
            collection_class: self.collection_class.borrow().clone(),
            secondary: arguments.secondary,
            primaryjoin: joined.primary,
            primary_sides,
            secondary_sides,
            remote_told,
            foreign_told,
            secondaryjoin: joined.secondary_join,
            local_remote_pairs: joined.local_remote,
            synchronize_pairs: joined.synchronize,
            secondary_synchronize_pairs: joined.secondary_synchronize,
            local_columns,
            remote_columns,
            order_by: arguments.order_by,
            by_key,
            self_referential,
        };
        let _ = self.resolved.set(resolved);
        Ok(())
    }

    /// The class on the other side.
    ///
    /// # Errors
    ///
    /// Those of a name that nothing has.
    pub(super) fn find_target(&self, machine: &mut Machine) -> Run<Rc<Mapper>> {
        if let Some(target) = self.target.get() {
            return Ok(Rc::clone(target));
        }
        let parent = self.parent(machine)?;
        let target = self.target_of(machine, &parent)?;
        Ok(Rc::clone(self.target.get_or_init(|| target)))
    }

    fn arguments(&self, machine: &mut Machine, parent: &Rc<Mapper>) -> Run<Arguments> {
        let written = self.written.borrow().clone();
        let mut read: IndexMap<&str, Value> = IndexMap::new();
        for name in
            ["order_by", "primaryjoin", "secondaryjoin", "secondary", "foreign_keys", "remote_side"]
        {
            if let Some(value) = written.get(name) {
                let value = self.read(machine, parent, value, name == "secondary")?;
                if !value.is_none() {
                    read.insert(name, value);
                }
            }
        }
        let back_populates = self.back_populates.borrow().clone();
        let back_populates = match back_populates {
            None => None,
            Some(value) => {
                let value = match &value {
                    Value::Function(_) | Value::Builtin(_) => {
                        self.read(machine, parent, &value, false)?
                    }
                    other => other.clone(),
                };
                match Attribute::named_relationship(&value) {
                    Some(name) => Some(name),
                    None => {
                        let text = machine.repr(&value)?;
                        let message = format!("Invalid back_populates value: {text}");
                        return errors::argument(machine, message);
                    }
                }
            }
        };
        let condition = |machine: &mut Machine, name: &str| match read.get(name) {
            Some(value) => coerce::expression(machine, value, Role::Where).map(|e| Some(bare(&e))),
            None => Ok(None),
        };
        let primary = condition(machine, "primaryjoin")?;
        let secondary_join = condition(machine, "secondaryjoin")?;
        let secondary = match read.get("secondary") {
            None => None,
            Some(value) => Some(self.secondary_table(machine, value)?),
        };
        let order_by = match read.get("order_by") {
            None | Some(Value::Bool(false)) => Vec::new(),
            Some(value) => {
                let mut orders = Vec::new();
                for item in listed(machine, value)? {
                    orders.push(bare(&coerce::expression(machine, &item, Role::Expression)?));
                }
                orders
            }
        };
        Ok(Arguments {
            order_by,
            primary,
            secondary_join,
            secondary,
            foreign_keys: self.columns(machine, &read, "foreign_keys")?,
            remote_side: self.columns(machine, &read, "remote_side")?,
            back_populates,
        })
    }

    fn secondary_table(&self, machine: &mut Machine, value: &Value) -> Run<Rc<Table>> {
        if let Some(table) = value.native::<Table>() {
            return Ok(table);
        }
        if super::mapper_of_value(value).is_some() {
            let text = machine.str(value)?;
            let message = format!(
                "secondary argument {text} passed to to relationship() {} must be a Table object or \
                 other FROM clause; can't send a mapped class directly as rows in 'secondary' are \
                 persisted independently of a class that is mapped to that same table.",
                self.described()
            );
            return errors::argument(machine, message);
        }
        Err(machine.unsupported("a `secondary` that is no table"))
    }

    fn columns(
        &self,
        machine: &mut Machine,
        read: &IndexMap<&str, Value>,
        name: &str,
    ) -> Run<Vec<Rc<Column>>> {
        let Some(value) = read.get(name) else { return Ok(Vec::new()) };
        let mut columns = Vec::new();
        for item in listed(machine, value)? {
            let expr = match coerce::expression(machine, &item, Role::Expression) {
                Ok(expr) if column_of(&expr).is_some() => expr,
                _ => {
                    let text = machine.repr(&item)?;
                    let message =
                        format!("Column expression expected for argument '{name}'; got {text}.");
                    return errors::argument(machine, message);
                }
            };
            columns.extend(column_of(&expr).cloned());
        }
        Ok(columns)
    }

    /// Refuses cascades that the direction does not allow.
    fn check_cascade(
        &self,
        machine: &mut Machine,
        parent: &Rc<Mapper>,
        target: &Rc<Mapper>,
        direction: Direction,
        cascade: Cascade,
    ) -> Run<()> {
        if cascade.delete_orphan && !self.single_parent.get() && direction != Direction::OneToMany {
            let rel = self.described();
            let kind =
                if direction == Direction::ManyToOne { "many-to-one" } else { "many-to-many" };
            let message = format!(
                "For {kind} relationship {rel}, delete-orphan cascade is normally configured only \
                 on the \"one\" side of a one-to-many relationship, and not on the \"many\" side of \
                 a many-to-one or many-to-many relationship.  To force this relationship to allow a \
                 particular \"{}\" object to be referenced by only a single \"{}\" object at a time \
                 via the {rel} relationship, which would allow delete-orphan cascade to take place \
                 in this direction, set the single_parent=True flag.",
                target.class.name, parent.class.name
            );
            return Err(errors::raise_coded(machine, "ArgumentError", message, "bbf0"));
        }
        if self.passive_deletes.get().1 && (cascade.delete || cascade.delete_orphan) {
            let message = format!(
                "On {}, can't set passive_deletes='all' in conjunction with 'delete' or \
                 'delete-orphan' cascade",
                self.described()
            );
            return errors::argument(machine, message);
        }
        if cascade.delete_orphan {
            let key = self.key.borrow().clone();
            target.delete_orphans.borrow_mut().push((key, Rc::clone(&parent.class)));
        }
        Ok(())
    }
}

/// A list as its items, anything else as itself.
fn listed(machine: &mut Machine, value: &Value) -> Run<Vec<Value>> {
    match value {
        Value::List(_) | Value::Tuple(_) | Value::Set(_) => machine.collect(value),
        other => Ok(vec![other.clone()]),
    }
}

/// What each column of a condition is, in order.
fn sides(expr: &Expr) -> Vec<Side> {
    let mut sides = Vec::new();
    walk::walk(expr, false, &mut |part| {
        if column_of(part).is_some() {
            let (foreign, remote) = (part.notes.foreign, part.notes.remote);
            sides.push(Side { foreign, remote, local: is_local(part) });
        }
        true
    });
    sides
}

/// The types are of one kind, so that a value of one is a value of the other.
fn same_affinity(one: &Type, other: &Type) -> bool {
    let kind = |ty: &Type| match &*ty.0 {
        TypeKind::Named { like, .. } => Rc::clone(&like.0),
        _ => Rc::clone(&ty.0),
    };
    let class = |kind: &TypeKind| match kind {
        TypeKind::Integer | TypeKind::SmallInteger | TypeKind::BigInteger => 1,
        TypeKind::Float { .. } | TypeKind::Double { .. } | TypeKind::Numeric { .. } => 2,
        TypeKind::String { .. } | TypeKind::Enum(_) => 3,
        TypeKind::Null => 0,
        TypeKind::Boolean { .. } => 4,
        TypeKind::DateTime => 5,
        TypeKind::Date => 6,
        TypeKind::Uuid { .. } => 7,
        _ => 8,
    };
    class(&kind(one)) == class(&kind(other))
}

/// The other side's rows are found by their primary key alone.
fn is_key(joined: &Joined, target: &Mapper) -> bool {
    let parts = conjuncts(&joined.primary);
    if parts.len() != target.primary_key.len() {
        return false;
    }
    target.primary_key.iter().all(|key| {
        parts.iter().any(|part| {
            let Kind::Binary { left, op: Op::Eq, right, .. } = &part.kind else { return false };
            let equates = |one: &Expr, other: &Expr| {
                column_of(one).is_some_and(|column| target.same_value(column, key))
                    && one.notes.remote
                    && is_local(other)
                    && same_affinity(&one.ty(), &other.ty())
            };
            equates(left, right) || equates(right, left)
        })
    })
}

impl Mapper {
    /// The property of this name.
    ///
    /// # Errors
    ///
    /// InvalidRequestError in SQLAlchemy's words.
    pub fn property_or_error(&self, machine: &mut Machine, key: &str) -> Run<Property> {
        if let Some(property) = self.property(key) {
            return Ok(property);
        }
        let message = format!(
            "Mapper '{}' has no property '{key}'.  If this property was indicated from other \
             mappers or configure events, ensure registry.configure() has been called.",
            self.described()
        );
        errors::invalid(machine, message)
    }
}
