//! Sorting by dependency, and finding circles, in the order in which things came.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use indexmap::{IndexMap, IndexSet};

/// The items in groups, each after those that it depends on. None where they depend on each other
/// in a circle.
pub(super) fn groups<T: Clone + Eq + Hash>(
    edges: &IndexSet<(T, T)>,
    items: &[T],
) -> Option<Vec<Vec<T>>> {
    let mut before: HashMap<&T, Vec<&T>> = HashMap::new();
    for (first, then) in edges {
        before.entry(then).or_default().push(first);
    }
    let mut todo: Vec<&T> = items.iter().collect();
    let mut open: HashSet<&T> = items.iter().collect();
    let mut groups = Vec::new();
    while !open.is_empty() {
        let is_free = |item: &&T| {
            before.get(*item).is_none_or(|before| before.iter().all(|one| !open.contains(one)))
        };
        let group: Vec<&T> = todo.iter().filter(|item| is_free(item)).copied().collect();
        if group.is_empty() {
            return None;
        }
        for item in &group {
            open.remove(item);
        }
        todo.retain(|item| open.contains(item));
        groups.push(group.into_iter().cloned().collect());
    }
    Some(groups)
}

/// All that takes part in a circle.
pub(super) fn cycles<T: Clone + Eq + Hash>(edges: &IndexSet<(T, T)>) -> IndexSet<T> {
    let mut after: IndexMap<&T, IndexSet<&T>> = IndexMap::new();
    for (first, then) in edges {
        after.entry(first).or_default().insert(then);
    }
    let nodes: IndexSet<&T> = after.keys().copied().collect();
    let mut found: IndexSet<T> = IndexSet::new();
    for start in &nodes {
        let mut stack = vec![*start];
        let mut todo: IndexSet<&T> = nodes.iter().filter(|node| *node != start).copied().collect();
        while let Some(top) = stack.last() {
            let mut next = None;
            for node in after.get(*top).into_iter().flatten() {
                if let Some(place) = stack.iter().position(|one| one == node) {
                    for member in stack.iter().skip(place) {
                        todo.shift_remove(*member);
                        found.insert((*member).clone());
                    }
                }
                if todo.shift_remove(*node) {
                    next = Some(*node);
                    break;
                }
            }
            match next {
                Some(node) => stack.push(node),
                None => {
                    stack.pop();
                }
            }
        }
    }
    found
}
