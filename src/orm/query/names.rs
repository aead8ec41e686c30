//! `select(…).filter_by(name="x")`: the one FROM that has the name.

use std::rc::Rc;

use super::super::core::{Expr, FromClause, Item, Role, Select, coerce, errors};
use super::super::mapper::{Attribute, Entity};
use super::super::python::{Comparison, Machine, Run, Value};
use super::entity;

/// What may have the name.
enum Source {
    /// A mapped class, or an alias of one; joined by its name, it is shown as its table.
    Entity(Entity, bool),
    /// A table, an alias, a subquery.
    From(FromClause),
}

impl Source {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Entity(a, _), Self::Entity(b, _)) => entity::same(a, b),
            (Self::From(a), Self::From(b)) => a.same(b),
            _ => false,
        }
    }

    fn shown(&self) -> String {
        let name = |from: &FromClause| {
            from.name().map_or_else(|| "anon_1".to_owned(), |name| name.to_string())
        };
        match self {
            Self::Entity(entity, true) => name(&entity::from(entity)),
            Self::Entity(Entity::Mapper(mapper), false) => mapper.described(),
            Self::Entity(alias, false) => entity::name(alias),
            Self::From(from) => name(from),
        }
    }

    fn attribute(&self, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        match self {
            Self::Entity(entity, _) => machine.attribute_if_any(&entity::value(entity), name),
            Self::From(from) => Ok(from.column(name).map(|expr| Value::Native(expr as _))),
        }
    }
}

/// All that may have the name: what is joined, what is read from, what is selected.
fn sources(select: &Select) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    let mut add = |source: Source| {
        if !found.iter().any(|own| own.is(&source)) {
            found.push(source);
        }
    };
    for join in &select.joins {
        if let Some(attribute) = join.target.native::<Attribute>() {
            let target = attribute.relationship().and_then(|own| own.target.get().cloned());
            let entity = attribute.of_type.clone().or_else(|| target.map(Entity::Mapper));
            entity.into_iter().for_each(|entity| add(Source::Entity(entity, false)));
        } else if let Some(entity) = entity::of_value(&join.target) {
            add(Source::Entity(entity, true));
        } else if let Some(from) = &join.from {
            add(Source::From(from.clone()));
        }
    }
    for from in &select.froms {
        add(Source::From(from.clone()));
    }
    for item in &select.items {
        match item {
            Item::Entity(item) => match entity::of_value(&item.value) {
                Some(entity) => add(Source::Entity(entity, false)),
                None => add(Source::From(item.from.clone())),
            },
            Item::Expr(expr) => match (entity::of_expr(expr), expr.owner()) {
                (Some(entity), _) => add(Source::Entity(entity, false)),
                (None, Some(from)) => add(Source::From(from)),
                (None, None) => {}
            },
            Item::From(from) => add(Source::From(from.clone())),
        }
    }
    found
}

/// The conditions that the values are equal.
///
/// # Errors
///
/// InvalidRequestError where nothing has the name, AmbiguousColumnError where several have it.
pub fn filter_by(
    machine: &mut Machine,
    select: &Select,
    named: &[(Rc<str>, Value)],
) -> Run<Vec<Expr>> {
    let sources = sources(select);
    let mut shown: Vec<String> = sources.iter().take(3).map(Source::shown).collect();
    if sources.len() > 3 {
        shown.push(format!("... ({} total)", sources.len()));
    }
    let shown = shown.join(", ");
    let mut conditions = Vec::new();
    for (name, value) in named {
        let mut found: Option<Value> = None;
        for source in &sources {
            let Some(attribute) = source.attribute(machine, name)? else { continue };
            if found.is_some() {
                let text = format!(
                    "Attribute name \"{name}\" is ambiguous; it exists in multiple FROM clause \
                     entities ({shown}). Use filter() with explicit column references instead of \
                     filter_by()."
                );
                return Err(errors::raise(machine, "AmbiguousColumnError", text));
            }
            found = Some(attribute);
        }
        let Some(attribute) = found else {
            let text = format!(
                "None of the FROM clause entities have a property \"{name}\". Searched entities: \
                 {shown}"
            );
            return errors::invalid(machine, text);
        };
        let made = machine.compare(Comparison::Equal, &attribute, value)?;
        conditions.push(coerce::expression(machine, &made, Role::Where)?);
    }
    Ok(conditions)
}
