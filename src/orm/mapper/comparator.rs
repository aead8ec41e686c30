//! Comparing relationships: `Post.user == someone`, `User.posts.any(…)`, `User.posts.contains(…)`.

use std::rc::Rc;

use super::condition::{both, note};
use super::targets::{Sides, exists};
use super::{Attribute, Direction, Entity, Mapper, Relationship, Shared, mapper_of_object};
use crate::orm::core::{
    Column, Element, Expr, FromClause, Kind, Negated, Op, Role, Type, coerce, errors, group,
    operate, walk,
};
use crate::orm::python::{Args, Comparison, Instance, Machine, Native, Run, Value};

/// The methods of a relationship on a class.
pub(super) const METHODS: &[&str] =
    &["any", "has", "contains", "of_type", "and_", "in_", "is_", "is_not", "isnot"];

impl Attribute {
    /// A method of a relationship.
    pub(super) fn relationship_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let Some(relationship) = self.relationship().cloned() else { return Ok(None) };
        let made = match name {
            "any" | "has" => {
                let collection = relationship.resolved(machine)?.uselist;
                if collection != (name == "any") {
                    let message = if name == "any" {
                        "'any()' not implemented for scalar attributes. Use has()."
                    } else {
                        "'has()' not implemented for collections. Use any()."
                    };
                    return errors::invalid(machine, message);
                }
                let mut taken = args.bind(machine, name, &["criterion?", "**kwargs"])?;
                let criterion = match taken.values.pop().flatten() {
                    None | Some(Value::None) => None,
                    Some(value) => Some(coerce::expression(machine, &value, Role::Where)?),
                };
                self.exists(machine, &relationship, criterion, &taken.named)?
            }
            "contains" => {
                let mut taken = args.bind(machine, name, &["other", "**kwargs"])?;
                let other = taken.values.pop().flatten().unwrap_or(Value::None);
                if !relationship.resolved(machine)?.uselist {
                    let message = "'contains' not implemented for scalar attributes.  Use ==";
                    return errors::invalid(machine, message);
                }
                let holds = self.equals(machine, &relationship, &other)?;
                self.with_negation(machine, &relationship, &other, holds)?
            }
            "of_type" => {
                let mut taken = args.bind(machine, name, &["entity"])?;
                let value = taken.values.pop().flatten().unwrap_or(Value::None);
                let Some(entity) = Entity::of(&value) else {
                    return Err(no_inspection(machine, &value));
                };
                return Ok(Some(self.taken_as(entity)));
            }
            "and_" => {
                let mut conditions = Vec::new();
                for value in args.positional {
                    conditions.push(coerce::expression(machine, &value, Role::Where)?);
                }
                return Ok(Some(self.and(conditions)));
            }
            "in_" => {
                let message = "in_() not yet supported for relationships.  For a simple \
                               many-to-one, use in_() against the set of foreign key values.";
                return Err(machine.error("NotImplementedError", message));
            }
            "is_" | "is_not" | "isnot" => {
                let mut taken = args.bind(machine, name, &["other"])?;
                let other = taken.values.pop().flatten().unwrap_or(Value::None);
                let op = if name == "is_" { Comparison::Equal } else { Comparison::NotEqual };
                self.relationship_compare(machine, op, &other)?
            }
            _ => return Ok(None),
        };
        Ok(Some(Value::Native(made as Rc<dyn Native>)))
    }

    /// A comparison with `==` or `!=`.
    pub(super) fn relationship_compare(
        &self,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Expr> {
        let Some(relationship) = self.relationship().cloned() else {
            return Err(machine.unsupported("this comparison"));
        };
        let negated = match op {
            Comparison::Equal => false,
            Comparison::NotEqual => true,
            other => {
                let name = match other {
                    Comparison::Less => "lt",
                    Comparison::LessOrEqual => "le",
                    Comparison::Greater => "gt",
                    _ => "ge",
                };
                let message = format!("<built-in function {name}>");
                return Err(machine.error("NotImplementedError", message));
            }
        };
        let resolved = relationship.resolved(machine)?;
        let (direction, uselist) = (resolved.direction, resolved.uselist);
        if is_null(other) {
            if direction == Direction::ManyToOne {
                let condition = self.is_null(machine, &relationship)?;
                return Ok(if negated { group::negate(&condition) } else { condition });
            }
            let some = self.exists(machine, &relationship, None, &[])?;
            return Ok(if negated { some } else { group::negate(&some) });
        }
        if uselist {
            let message = "Can't compare a collection to an object or collection; use contains() \
                           to test for membership.";
            return errors::invalid(machine, message);
        }
        if negated {
            self.differs(machine, &relationship, other)
        } else {
            self.equals(machine, &relationship, other)
        }
    }

    /// The relationship's condition, as it stands in a WHERE.
    pub(super) fn clause(&self, machine: &mut Machine) -> Run<Expr> {
        let Some(relationship) = self.relationship().cloned() else {
            return Err(machine.unsupported("this expression"));
        };
        let source = self.source();
        let dest = match &self.of_type {
            Some(entity) => entity.from(),
            None => relationship.resolved(machine)?.target.selectable(),
        };
        let targets = relationship.join_targets(
            machine,
            &Sides {
                source: source.as_ref(),
                of_type: self.of_type.as_ref(),
                dest: Some(&dest),
                alias_secondary: true,
                narrowed: self.narrowed.as_ref(),
            },
        )?;
        Ok(targets.condition())
    }

    fn source(&self) -> Option<FromClause> {
        self.alias.as_ref().map(|alias| alias.from.clone())
    }

    /// The expression, said of the alias where the attribute is of one.
    fn said_of_source(&self, expr: Expr) -> Expr {
        match self.source() {
            Some(source) => walk::adapt(&expr, &source),
            None => expr,
        }
    }

    /// EXISTS: something on the other side, under a condition and attributes of this value.
    pub(super) fn exists(
        &self,
        machine: &mut Machine,
        relationship: &Relationship,
        criterion: Option<Expr>,
        named: &[(Rc<str>, Value)],
    ) -> Run<Expr> {
        let target = Rc::clone(&relationship.resolved(machine)?.target);
        let of_type = self.of_type.clone();
        let source = self.source();
        let selectable = match &of_type {
            Some(Entity::Mapper(mapper)) if relationship.resolved(machine)?.self_referential => {
                Some(FromClause::Alias(mapper.selectable().alias(None)))
            }
            Some(entity) => Some(entity.from()),
            None => None,
        };
        let targets = relationship.join_targets(
            machine,
            &Sides { source: source.as_ref(), dest: selectable.as_ref(), ..Sides::default() },
        )?;
        let mut wheres: Vec<Expr> = Vec::new();
        if let Some(Entity::Mapper(mapper)) = &of_type {
            wheres.extend(mapper.single_criterion(machine)?);
        }
        wheres.extend(criterion);
        for (name, value) in named {
            let attribute = machine.attribute(&Value::Class(Rc::clone(&target.class)), name)?;
            let compared = machine.compare(Comparison::Equal, &attribute, value)?;
            wheres.push(coerce::expression(machine, &compared, Role::Where)?);
        }
        let is_alias = matches!(of_type, Some(Entity::Alias(_)));
        let condition = match walk::and_all(&wheres) {
            Some(wheres) if is_alias => both(&targets.condition(), &wheres),
            Some(wheres) => both(&targets.condition(), &targets.adapt(&wheres)),
            None => targets.condition(),
        };
        let froms = std::iter::once(targets.dest.clone()).chain(targets.secondary).collect();
        Ok(exists(froms, condition))
    }

    /// The relationship holds this object.
    fn equals(
        &self,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        other: &Value,
    ) -> Run<Expr> {
        if is_null(other) {
            return self.is_null(machine, relationship);
        }
        let instance = mapped_instance(machine, relationship, other)?;
        let clause = relationship.reverse_clause(machine, &mut |column, part| {
            Some(value_of(&instance, column, "param", part.ty()))
        })?;
        let clause = match &relationship.resolved(machine)?.secondary {
            Some(table) => {
                let alias = FromClause::Table(Rc::clone(table)).alias(None);
                walk::adapt(&clause, &FromClause::Alias(alias))
            }
            None => clause,
        };
        Ok(self.said_of_source(clause))
    }

    /// The condition that a collection behind a join table holds an object; negated, it is that
    /// there is no row for it, since no other row says so.
    fn with_negation(
        &self,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        other: &Value,
        holds: Expr,
    ) -> Run<Expr> {
        if relationship.resolved(machine)?.secondary.is_none() {
            return Ok(holds);
        }
        let differs = self.differs(machine, relationship, other)?;
        Ok(note(&holds, |notes| notes.other = Some(Rc::new(Negated(differs)))))
    }

    /// The relationship does not hold this object.
    fn differs(
        &self,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        other: &Value,
    ) -> Run<Expr> {
        let instance = mapped_instance(machine, relationship, other)?;
        let resolved = relationship.resolved(machine)?;
        if resolved.direction == Direction::ManyToOne && resolved.by_key {
            let mut all = Vec::new();
            for (local, remote) in &resolved.local_remote_pairs {
                let column = self.said_of_source(Element::column(local));
                let value = value_of(&instance, remote, &local.key(), column.ty());
                let differs = operate::join(&column, Op::Ne, &value);
                let missing = operate::compare(machine, &column, Comparison::Equal, &Value::None)?;
                all.push(operate::join_boolean(Op::Or, vec![differs, missing]));
            }
            return Ok(operate::join_boolean(Op::And, all));
        }
        let target = Rc::clone(&resolved.target);
        let keys = key_is(machine, &target, &instance)?;
        let some = self.exists(machine, relationship, Some(keys), &[])?;
        Ok(group::negate(&some))
    }

    /// The relationship holds nothing, said by this side's columns.
    fn is_null(&self, machine: &mut Machine, relationship: &Relationship) -> Run<Expr> {
        let marker = Rc::new(());
        let is_marked = |expr: &Expr| matches!(expr.kind, Kind::Null);
        let clause = relationship.reverse_clause(machine, &mut |_, _| {
            let _ = &marker;
            Some(Element::plain(Kind::Null))
        })?;
        let clause = walk::replace(&clause, &mut |part| {
            let Kind::Binary { left, right, .. } = &part.kind else { return None };
            let column = match (is_marked(left), is_marked(right)) {
                (true, false) => right,
                (false, true) => left,
                _ => return None,
            };
            Some(part.with(Kind::Binary {
                left: Rc::clone(column),
                op: Op::Is,
                right: Element::plain(Kind::Null),
                negate: Some(Op::IsNot),
                escape: None,
            }))
        });
        Ok(self.said_of_source(clause))
    }
}

/// `None`, or `null()`.
fn is_null(value: &Value) -> bool {
    value.is_none() || value.native::<Element>().is_some_and(|expr| matches!(expr.kind, Kind::Null))
}

/// The object that a relationship is compared with.
fn mapped_instance(
    machine: &mut Machine,
    relationship: &Relationship,
    value: &Value,
) -> Run<Rc<Instance>> {
    match value {
        Value::Instance(instance) if mapper_of_object(instance).is_some() => {
            Ok(Rc::clone(instance))
        }
        _ => {
            let message = format!(
                "Mapped instance expected for relationship comparison to object.   Classes, \
                 queries and other SQL elements are not accepted in this context; for comparison \
                 with a subquery, use {}.has(**criteria).",
                relationship.described()
            );
            errors::argument(machine, message)
        }
    }
}

/// The value that an object has for a column when the statement is sent.
pub(super) fn value_of(instance: &Rc<Instance>, column: &Rc<Column>, name: &str, ty: Type) -> Expr {
    let (instance, column) = (Rc::clone(instance), Rc::clone(column));
    let late = Value::function("value", move |machine, _| {
        Shared::instrumentation(machine)?.column_value(machine, &instance, &column)
    });
    Element::bind(name, late, ty)
}

/// The primary key is that of an object, as it is now.
fn key_is(machine: &mut Machine, mapper: &Rc<Mapper>, instance: &Rc<Instance>) -> Run<Expr> {
    let mut all = Vec::new();
    for column in &mapper.primary_key {
        let instrumentation = Shared::instrumentation(machine)?;
        let value = instrumentation.column_value(machine, instance, column)?;
        all.push(operate::compare(machine, &Element::column(column), Comparison::Equal, &value)?);
    }
    Ok(operate::join_boolean(Op::And, all))
}

/// What `inspect()` raises about something that is neither mapped nor a table.
pub(super) fn no_inspection(machine: &mut Machine, value: &Value) -> crate::orm::python::Stop {
    let class = machine.class_of(value);
    let name = if &*class.module == "builtins" {
        class.name.to_string()
    } else {
        format!("{}.{}", class.module, class.qualified())
    };
    let message = format!("No inspection system is available for object of type <class '{name}'>");
    errors::raise(machine, "NoInspectionAvailable", message)
}
