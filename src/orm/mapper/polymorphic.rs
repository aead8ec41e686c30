//! Derived classes that come with the rows of a class: `with_polymorphic`.

use std::rc::Rc;

use super::{Alias, Entity, Mapper, With, mapper_of_value};
use crate::orm::core::{Alias as FromAlias, FromClause, errors};
use crate::orm::python::{Args, Class, Machine, Run, Value};

impl Mapper {
    /// `polymorphic_load='inline'` of a derived class.
    pub(super) fn comes_with(&self, class: &Rc<Class>) {
        let class = Value::Class(Rc::clone(class));
        let mut with = self.with.borrow_mut();
        match &mut *with {
            With::All => {}
            With::Some(classes) => classes.push(class),
            With::None => *with = With::Some(vec![class]),
        }
    }

    /// The derived classes whose columns come with its queries, itself among them where there are
    /// any.
    pub fn with_mappers(self: &Rc<Self>) -> Vec<Rc<Self>> {
        match &*self.with.borrow() {
            With::None => Vec::new(),
            With::All => self.with_descendants(),
            With::Some(classes) => {
                let named: Vec<Rc<Self>> = classes.iter().filter_map(mapper_of_value).collect();
                self.on_the_way(&named)
            }
        }
    }

    /// These and what lies between them and this one, in order.
    fn on_the_way(self: &Rc<Self>, named: &[Rc<Self>]) -> Vec<Rc<Self>> {
        let all = self.with_descendants();
        all.into_iter().filter(|own| named.iter().any(|named| named.is_a(own))).collect()
    }

    /// What its queries read from: its tables, and those of derived classes that come along.
    pub fn polymorphic_from(self: &Rc<Self>) -> FromClause {
        if let Some(whole) = self.whole.get() {
            return whole.clone();
        }
        let with = self.with_mappers();
        if with.is_empty() {
            return self.selectable();
        }
        let whole = self.joined_with(&with, true);
        self.whole.get_or_init(|| whole).clone()
    }

    /// Its tables joined with those of derived classes.
    fn joined_with(self: &Rc<Self>, with: &[Rc<Self>], outer: bool) -> FromClause {
        let mut from = self.selectable();
        for mapper in with.iter().filter(|mapper| !Rc::ptr_eq(mapper, self)) {
            if let Some(on) = &mapper.inherit_condition {
                let table = FromClause::Table(Rc::clone(&mapper.table));
                from = from.join(&table, on, outer);
            }
        }
        from
    }
}

/// `with_polymorphic(base, classes, selectable=…, flat=…, aliased=…, innerjoin=…, name=…)`.
///
/// # Errors
///
/// InvalidRequestError for a class that is not derived from the base.
pub fn with_polymorphic(machine: &mut Machine, args: Args) -> Run<Value> {
    let names = [
        "base",
        "classes",
        "selectable?",
        "flat?",
        "polymorphic_on?",
        "aliased?",
        "innerjoin?",
        "adapt_on_names?",
        "name?",
    ];
    let mut taken = args.bind(machine, "with_polymorphic", &names)?;
    let mut take = |at: usize| {
        taken.values.get_mut(at).and_then(Option::take).filter(|value| !value.is_none())
    };
    let base = take(0).unwrap_or(Value::None);
    let classes = take(1);
    let selectable = take(2).filter(|value| !matches!(value, Value::Bool(false)));
    let mut flags = [take(3), take(5), take(6)].into_iter();
    let mut flag = |machine: &mut Machine| match flags.next().flatten() {
        Some(value) => machine.truth(&value),
        None => Ok(false),
    };
    let (flat, aliased, inner) = (flag(machine)?, flag(machine)?, flag(machine)?);
    let name = match take(8) {
        Some(name) => Some(machine.str(&name)?),
        None => None,
    };
    let Some(entity) = Entity::of(&base) else {
        return Err(super::comparator::no_inspection(machine, &base));
    };
    let mapper = entity.mapper();
    mapper.registry.check(machine)?;
    let with = match classes {
        Some(Value::Str(all)) if &*all == "*" => mapper.with_descendants(),
        Some(classes) => {
            let mut named = Vec::new();
            for class in machine.collect(&classes)? {
                let Some(own) = mapper_of_value(&class) else {
                    return Err(super::comparator::no_inspection(machine, &class));
                };
                if !own.is_a(mapper) {
                    let text = format!(
                        "<Mapper at 0x{:x}; {}> does not inherit from <Mapper at 0x{:x}; {}>",
                        Rc::as_ptr(&own).cast::<()>() as usize,
                        own.class.name,
                        Rc::as_ptr(mapper).cast::<()>() as usize,
                        mapper.class.name
                    );
                    return errors::invalid(machine, text);
                }
                named.push(own);
            }
            mapper.on_the_way(&named)
        }
        None => mapper.with_mappers(),
    };
    let from = match selectable {
        Some(given) => match given.native::<FromAlias>() {
            Some(alias) => FromClause::Alias(alias),
            None => crate::orm::core::coerce::from(machine, &given)?,
        },
        None => {
            let joined = mapper.joined_with(&with, !inner);
            match (flat, aliased) {
                (true, _) => joined.flat(name.as_deref()),
                (false, true) => FromClause::Alias(joined.alias(name.as_deref())),
                (false, false) => joined,
            }
        }
    };
    Ok(Value::Native(Alias::with(mapper, from, name.as_deref(), with)))
}
