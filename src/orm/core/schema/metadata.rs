//! `MetaData`: all tables, and in which order they can be made.

use std::rc::Rc;

use crate::orm::core::{ConstraintKind, Library, MetaData, Table};
use crate::orm::python::{Machine, Run, Value};

impl MetaData {
    /// A metadata, owned by the run's library.
    pub fn new(machine: &mut Machine) -> Rc<Self> {
        Self::with(machine, None, Default::default())
    }

    /// A metadata with a schema and naming conventions.
    pub fn with(
        machine: &mut Machine,
        schema: Option<Rc<str>>,
        naming: indexmap::IndexMap<Rc<str>, Value>,
    ) -> Rc<Self> {
        let metadata = Rc::new(Self {
            tables: Default::default(),
            naming: naming.into(),
            schema,
            info: Value::dict(Vec::new()),
            removed: Default::default(),
        });
        Library::of(machine).metadatas.borrow_mut().push(Rc::clone(&metadata));
        metadata
    }

    /// Its tables, those that others refer to first, else by name.
    ///
    /// # Errors
    ///
    /// NoReferencedTableError where a foreign key names no table.
    pub fn sorted_tables(&self, machine: &mut Machine) -> Run<Vec<Rc<Table>>> {
        let mut tables: Vec<Rc<Table>> = self.tables.borrow().values().cloned().collect();
        tables.sort_by_key(|table| table.full_name());
        let (sorted, cycle) = sorted(machine, &tables)?;
        if !cycle.is_empty() {
            let mut names: Vec<String> =
                cycle.iter().map(|table| table.full_name().to_string()).collect();
            names.sort();
            machine.warn(
                "SAWarning",
                format!(
                    "Cannot correctly sort tables; there are unresolvable cycles between tables \
                     \"{}\", which is usually caused by mutually dependent foreign key \
                     constraints.  Foreign key constraints involving these tables will not be \
                     considered; this warning may raise an error in a future release.",
                    names.join(", ")
                ),
            );
        }
        Ok(sorted)
    }
}

type Tables = Vec<Rc<Table>>;

/// The tables, those that others refer to first, else in the order given; and those that refer to
/// each other in a circle, whose keys are then left out of account.
///
/// # Errors
///
/// NoReferencedTableError where a foreign key names no table.
pub fn sorted(machine: &mut Machine, tables: &[Rc<Table>]) -> Run<(Tables, Tables)> {
    // Which table has to be there before which, by their places.
    let mut edges: Vec<(usize, usize)> = Vec::new();
    for (child, table) in tables.iter().enumerate() {
        let constraints = table.constraints.borrow().clone();
        for constraint in constraints {
            let ConstraintKind::ForeignKey { elements, use_alter, .. } = &constraint.kind else {
                continue;
            };
            let Some(key) = elements.borrow().first().cloned() else { continue };
            if *use_alter {
                continue;
            }
            let referred = key.column(machine)?.table();
            let parent =
                tables.iter().position(|t| referred.as_ref().is_some_and(|r| Rc::ptr_eq(r, t)));
            if let Some(parent) = parent
                && parent != child
                && !edges.contains(&(parent, child))
            {
                edges.push((parent, child));
            }
        }
    }
    match levels(tables.len(), &edges) {
        Ok(order) => Ok((pick(tables, &order), Vec::new())),
        Err(left) => {
            let cycle = in_cycles(&left, &edges);
            edges.retain(|(_, child)| !cycle.contains(child));
            let order = levels(tables.len(), &edges).unwrap_or_else(|left| left);
            Ok((pick(tables, &order), pick(tables, &cycle)))
        }
    }
}

fn pick(tables: &[Rc<Table>], places: &[usize]) -> Vec<Rc<Table>> {
    places.iter().filter_map(|place| tables.get(*place).cloned()).collect()
}

/// The places in an order in which none comes before what it needs, level by level; or those that
/// are left over.
fn levels(count: usize, edges: &[(usize, usize)]) -> Result<Vec<usize>, Vec<usize>> {
    let mut left: Vec<usize> = (0..count).collect();
    let mut order = Vec::with_capacity(count);
    while !left.is_empty() {
        let free: Vec<usize> = left
            .iter()
            .copied()
            .filter(|own| {
                !edges.iter().any(|(parent, child)| child == own && left.contains(parent))
            })
            .collect();
        if free.is_empty() {
            return Err(left);
        }
        left.retain(|own| !free.contains(own));
        order.extend(free);
    }
    Ok(order)
}

/// Those from which there is a way back to themselves.
fn in_cycles(left: &[usize], edges: &[(usize, usize)]) -> Vec<usize> {
    let reaches_itself = |start: usize| {
        let mut seen = Vec::new();
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            for (_, next) in edges.iter().filter(|(parent, _)| *parent == at) {
                if *next == start {
                    return true;
                }
                if !seen.contains(next) {
                    seen.push(*next);
                    open.push(*next);
                }
            }
        }
        false
    };
    left.iter().copied().filter(|own| reaches_itself(*own)).collect()
}
