//! The warning about relationships that write the same column without knowing of one another.

use std::rc::Rc;

use super::condition::described;
use super::{Mapper, Relationship, Shared, Written};
use crate::orm::core::Column;
use crate::orm::python::Machine;

/// Warns where another relationship writes what this one writes, and notes what it writes.
pub(super) fn check(machine: &mut Machine, relationship: &Rc<Relationship>) {
    if relationship.viewonly.get() {
        return;
    }
    let Some(resolved) = relationship.resolved.get() else { return };
    let shared = Shared::of(machine);
    let pairs = resolved.synchronize_pairs.iter().chain(&resolved.secondary_synchronize_pairs);
    for (from, to) in pairs {
        let others: Vec<(Rc<Relationship>, Rc<Column>)> = shared
            .writes
            .borrow()
            .iter()
            .filter(|written| Rc::ptr_eq(&written.to, to) && conflicts(relationship, &written.by))
            .map(|written| (Rc::clone(&written.by), Rc::clone(&written.from)))
            .collect();
        if !others.is_empty() {
            let target = described(to);
            let mut conflicting: Vec<String> = others
                .iter()
                .map(|(by, from)| {
                    format!("'{}' (copies {} to {target})", by.described(), described(from))
                })
                .collect();
            conflicting.sort();
            let mut keys: Vec<String> =
                others.iter().map(|(by, _)| by.key.borrow().to_string()).collect();
            keys.sort();
            let own = relationship.described();
            machine.warn(
                "SAWarning",
                format!(
                    "relationship '{own}' will copy column {} to column {target}, which conflicts \
                     with relationship(s): {}. If this is not the intention, consider if these \
                     relationships should be linked with back_populates, or if viewonly=True \
                     should be applied to one or more if they are read-only. For the less common \
                     case that foreign key constraints are partially overlapping, the \
                     orm.foreign() annotation can be used to isolate the columns that should be \
                     written towards.   To silence this warning, add the parameter \
                     'overlaps=\"{}\"' to the '{own}' relationship. (Background on this warning \
                     at: https://sqlalche.me/e/21/qzyx)",
                    described(from),
                    conflicting.join(", "),
                    keys.join(","),
                ),
            );
        }
        let mut writes = shared.writes.borrow_mut();
        writes.retain(|w| !(Rc::ptr_eq(&w.to, to) && Rc::ptr_eq(&w.by, relationship)));
        writes.push(Written {
            to: Rc::clone(to),
            from: Rc::clone(from),
            by: Rc::clone(relationship),
        });
    }
}

fn conflicts(one: &Rc<Relationship>, other: &Rc<Relationship>) -> bool {
    let (Some(parent), Some(other_parent)) = (one.parent.get(), other.parent.get()) else {
        return false;
    };
    let (Some(target), Some(other_target)) = (one.target.get(), other.target.get()) else {
        return false;
    };
    let known = one.reverse.borrow().iter().any(|reverse| Rc::ptr_eq(reverse, other));
    let names = |whose: &Relationship, key: &str| {
        whose.overlaps.borrow().iter().any(|name| &**name == key || &**name == "__*")
    };
    let (key, other_key) = (one.key.borrow().clone(), other.key.borrow().clone());
    !Rc::ptr_eq(one, other)
        && !known
        && !names(one, &other_key)
        && !names(other, &key)
        && !siblings(parent, other_parent)
        && !siblings(target, other_target)
        && !siblings(parent, other_target)
        && !siblings(target, other_parent)
        && (key != other_key || !Rc::ptr_eq(&parent.base(), &other_parent.base()))
}

/// Both inherit from one mapper, and neither from the other.
fn siblings(one: &Rc<Mapper>, other: &Rc<Mapper>) -> bool {
    Rc::ptr_eq(&one.base(), &other.base()) && !one.is_a(other) && !other.is_a(one)
}
