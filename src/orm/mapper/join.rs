//! How two mapped tables are joined: the condition, which of its columns are on which side, and
//! so whether there is one or are many on either.

use std::rc::Rc;

use super::condition::{
    any, column_of, columns_with, contains, each_compared_pair, is_local, local, note, owns,
    references, replace_compared,
};
use super::{Direction, Mapper, Relationship, foreign, join_errors};
use crate::orm::core::{Column, Expr, Op, Table, walk};
use crate::orm::python::{Machine, Run};

/// Pairs of columns that are compared.
pub(super) type Pairs = Vec<(Rc<Column>, Rc<Column>)>;

/// The condition of one relationship while it is worked out.
pub(super) struct JoinCondition<'a> {
    /// The relationship.
    pub relationship: &'a Relationship,
    /// The mapper that it stands in.
    pub parent: &'a Rc<Mapper>,
    /// The mapper on the other side.
    pub target: &'a Rc<Mapper>,
    /// The join table.
    pub secondary: Option<Rc<Table>>,
    /// Between this side and the other, or the join table.
    pub primary: Option<Expr>,
    /// Between the join table and the other side.
    pub secondary_join: Option<Expr>,
    /// `foreign_keys`.
    pub foreign_keys: Vec<Rc<Column>>,
    /// `remote_side`.
    pub remote_side: Vec<Rc<Column>>,
}

/// What was found out.
pub(super) struct Joined {
    /// Between this side and the other, or the join table.
    pub primary: Expr,
    /// Between the join table and the other side.
    pub secondary_join: Option<Expr>,
    /// Which side holds the key.
    pub direction: Direction,
    /// This side's and the other's column, each.
    pub local_remote: Pairs,
    /// Source, and what takes the value.
    pub synchronize: Pairs,
    /// The same from the other side to the join table.
    pub secondary_synchronize: Pairs,
}

impl JoinCondition<'_> {
    /// Works it out.
    ///
    /// # Errors
    ///
    /// NoForeignKeysError, AmbiguousForeignKeysError, and ArgumentError for conditions that do
    /// not tell the sides apart.
    pub fn work_out(mut self, machine: &mut Machine) -> Run<Joined> {
        if self.secondary_join.is_some() && self.secondary.is_none() {
            return Err(join_errors::no_secondary(machine, self.relationship));
        }
        let primary = match self.find_conditions(machine)? {
            Ok(primary) => primary,
            Err(failure) => {
                let via = self.secondary.as_ref();
                return Err(join_errors::no_condition(machine, self.relationship, failure, via));
            }
        };
        let secondary = self.secondary_join.take();
        let (primary, secondary) = self.note_foreign(machine, primary, secondary)?;
        let (primary, secondary) = self.note_remote(machine, primary, secondary);
        let primary = self.note_local(&primary);
        let mut local_remote = Pairs::new();
        let (mut synchronize, mut secondary_synchronize) = (Pairs::new(), Pairs::new());
        self.pair(&primary, &mut local_remote, &mut synchronize);
        if let Some(secondary) = &secondary {
            self.pair(secondary, &mut local_remote, &mut secondary_synchronize);
        }
        self.check_foreign(machine, &primary, "primary", &synchronize)?;
        if let Some(secondary) = &secondary {
            self.check_foreign(machine, secondary, "secondary", &secondary_synchronize)?;
        }
        let direction = self.direction(machine, &primary, secondary.as_ref())?;
        self.check_remote(machine, &local_remote)?;
        Ok(Joined {
            primary,
            secondary_join: secondary,
            direction,
            local_remote,
            synchronize,
            secondary_synchronize,
        })
    }

    /// The conditions, found by foreign keys where they were not written.
    fn find_conditions(&mut self, machine: &mut Machine) -> Run<Result<Expr, foreign::Failure>> {
        let keys = (!self.foreign_keys.is_empty()).then_some(self.foreign_keys.as_slice());
        let other_side = match &self.secondary {
            Some(secondary) => vec![Rc::clone(secondary)],
            None => self.target.tables(),
        };
        if self.secondary.is_some() && self.secondary_join.is_none() {
            let (tables, table) = (self.target.tables(), &self.target.table);
            match foreign::join(machine, &tables, table, &other_side, keys)? {
                Ok(found) => self.secondary_join = Some(found),
                Err(failure) => return Ok(Err(failure)),
            }
        }
        match &self.primary {
            Some(written) => Ok(Ok(Rc::clone(written))),
            None => {
                let (tables, table) = (self.parent.tables(), &self.parent.table);
                foreign::join(machine, &tables, table, &other_side, keys)
            }
        }
    }

    /// Notes which columns take the value of another.
    fn note_foreign(
        &self,
        machine: &mut Machine,
        primary: Expr,
        secondary: Option<Expr>,
    ) -> Run<(Expr, Option<Expr>)> {
        if any(&primary, |part| part.notes.foreign) {
            return Ok((primary, secondary));
        }
        let mark = |expr: &Expr| note(expr, |notes| notes.foreign = true);
        if !self.foreign_keys.is_empty() {
            let mut change = |part: &Expr| {
                let column = column_of(part)?;
                contains(&self.foreign_keys, column).then(|| mark(part))
            };
            let primary = walk::replace(&primary, &mut change);
            return Ok((primary, secondary.map(|join| walk::replace(&join, &mut change))));
        }
        let mut raised = None;
        let mut change = |left: &Expr, _: &Op, right: &Expr| {
            let (one, other) = (column_of(left)?, column_of(right)?);
            match self.takes_value(machine, one, other) {
                Ok(Some(true)) => Some((mark(left), Rc::clone(right))),
                Ok(Some(false)) => Some((Rc::clone(left), mark(right))),
                Ok(None) => None,
                Err(stop) => {
                    raised.get_or_insert(stop);
                    None
                }
            }
        };
        let primary = replace_compared(&primary, &mut change);
        let secondary = secondary.map(|join| replace_compared(&join, &mut change));
        match raised {
            Some(stop) => Err(stop),
            None => Ok((primary, secondary)),
        }
    }

    /// Of two columns that are compared: true where the left one takes the value.
    fn takes_value(
        &self,
        machine: &mut Machine,
        left: &Rc<Column>,
        right: &Rc<Column>,
    ) -> Run<Option<bool>> {
        if references(machine, left, right)? {
            return Ok(Some(true));
        }
        if references(machine, right, left)? {
            return Ok(Some(false));
        }
        let Some(secondary) = &self.secondary else { return Ok(None) };
        Ok(match (owns(secondary, left), owns(secondary, right)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        })
    }

    /// Notes which columns are on the other side.
    fn note_remote(
        &self,
        machine: &mut Machine,
        primary: Expr,
        secondary: Option<Expr>,
    ) -> (Expr, Option<Expr>) {
        if any(&primary, |part| part.notes.remote) {
            return (primary, secondary);
        }
        let mark = |expr: &Expr| note(expr, |notes| notes.remote = true);
        let marked = |join: &Expr, is_remote: &dyn Fn(&Rc<Column>) -> bool| {
            walk::replace(join, &mut |part| is_remote(column_of(part)?).then(|| mark(part)))
        };
        if let Some(table) = &self.secondary {
            let owns = |column: &Rc<Column>| owns(table, column);
            return (marked(&primary, &owns), secondary.map(|join| marked(&join, &owns)));
        }
        let named = |column: &Rc<Column>| contains(&self.remote_side, column);
        let primary = if self.refers_to_itself(&primary) {
            let given = !self.remote_side.is_empty();
            self.note_remote_of_one_table(machine, &primary, given)
        } else if !self.remote_side.is_empty() {
            marked(&primary, &named)
        } else if self.tables_overlap() {
            self.note_remote_of_shared_tables(&primary)
        } else {
            marked(&primary, &|column| {
                self.target.owns(column)
                    && (!owns(&self.parent.table, column) || owns(&self.target.table, column))
            })
        };
        (primary, secondary)
    }

    fn note_remote_of_one_table(&self, machine: &mut Machine, primary: &Expr, given: bool) -> Expr {
        let mark = |expr: &Expr| note(expr, |notes| notes.remote = true);
        let is_remote = |part: &Expr| match column_of(part) {
            Some(column) if given => contains(&self.remote_side, column),
            Some(_) => part.notes.foreign,
            None => false,
        };
        replace_compared(primary, &mut |left, _, right| {
            let (Some(one), Some(other)) = (column_of(left), column_of(right)) else {
                if !given {
                    join_errors::warn_not_columns(machine, self.relationship);
                }
                return None;
            };
            let equated = Rc::ptr_eq(one, other);
            let marked_left = if is_remote(left) { mark(left) } else { Rc::clone(left) };
            let marked_right =
                if is_remote(right) && !equated { mark(right) } else { Rc::clone(right) };
            Some((marked_left, marked_right))
        })
    }

    /// Where the sides have some tables in common, as in an inheritance.
    fn note_remote_of_shared_tables(&self, primary: &Expr) -> Expr {
        let mark = |expr: &Expr| note(expr, |notes| notes.remote = true);
        let crosses = |from: &Expr, to: &Expr| match (column_of(from), column_of(to)) {
            (Some(from), Some(to)) => self.parent.owns(from) && self.target.owns(to),
            _ => false,
        };
        replace_compared(primary, &mut |left, _, right| {
            let right_is = crosses(left, right);
            let left_is = crosses(right, left);
            Some((
                if left_is { mark(left) } else { Rc::clone(left) },
                if right_is { mark(right) } else { Rc::clone(right) },
            ))
        })
    }

    /// Notes which columns are on this side.
    fn note_local(&self, primary: &Expr) -> Expr {
        if any(primary, is_local) {
            return Rc::clone(primary);
        }
        walk::replace(primary, &mut |part| {
            let column = column_of(part)?;
            (!part.notes.remote && self.parent.owns(column)).then(|| local(part))
        })
    }

    /// Both columns of some comparison are in both tables.
    fn refers_to_itself(&self, primary: &Expr) -> bool {
        let mut found = false;
        let in_both = |column: &Rc<Column>| self.parent.owns(column) && self.target.owns(column);
        replace_compared(primary, &mut |left, _, right| {
            if let (Some(left), Some(right)) = (column_of(left), column_of(right)) {
                found |= in_both(left) && in_both(right);
            }
            None
        });
        found
    }

    fn tables_overlap(&self) -> bool {
        let targets = self.target.tables();
        self.parent.tables().iter().any(|one| targets.iter().any(|other| Rc::ptr_eq(one, other)))
    }

    /// Collects the pairs of one condition.
    fn pair(&self, join: &Expr, local_remote: &mut Pairs, synchronize: &mut Pairs) {
        let known = |column: &Rc<Column>| {
            self.secondary.as_ref().is_some_and(|table| owns(table, column))
                || self.parent.owns(column)
                || self.target.owns(column)
        };
        each_compared_pair(join, &mut |op, left, right| {
            let (Some(one), Some(other)) = (column_of(left), column_of(right)) else { return };
            let pair = if right.notes.remote && !left.notes.remote && known(one) {
                Some((Rc::clone(one), Rc::clone(other)))
            } else if left.notes.remote && !right.notes.remote && known(other) {
                Some((Rc::clone(other), Rc::clone(one)))
            } else {
                None
            };
            if let Some(pair) = pair {
                let is_new = !local_remote
                    .iter()
                    .any(|(a, b)| Rc::ptr_eq(a, &pair.0) && Rc::ptr_eq(b, &pair.1));
                if is_new {
                    local_remote.push(pair);
                }
            }
            if *op == Op::Eq && known(one) && known(other) {
                if right.notes.foreign {
                    synchronize.push((Rc::clone(one), Rc::clone(other)));
                } else if left.notes.foreign {
                    synchronize.push((Rc::clone(other), Rc::clone(one)));
                }
            }
        });
    }

    fn check_foreign(
        &self,
        machine: &mut Machine,
        join: &Expr,
        which: &str,
        synchronize: &Pairs,
    ) -> Run<()> {
        let has_foreign = any(join, |part| part.notes.foreign);
        let writes = !self.relationship.viewonly.get();
        if (writes && !synchronize.is_empty()) || (!writes && has_foreign) {
            return Ok(());
        }
        let relationship = self.relationship;
        Err(join_errors::no_foreign_columns(
            machine,
            relationship,
            join,
            which,
            writes && has_foreign,
        )?)
    }

    fn direction(
        &self,
        machine: &mut Machine,
        primary: &Expr,
        secondary: Option<&Expr>,
    ) -> Run<Direction> {
        if secondary.is_some() {
            return Ok(Direction::ManyToMany);
        }
        let foreign = columns_with(primary, |part| part.notes.foreign);
        let at_target = foreign.iter().any(|column| self.target.owns(column));
        let at_parent = foreign.iter().any(|column| self.parent.owns(column));
        match (at_target, at_parent) {
            (true, false) => Ok(Direction::OneToMany),
            (false, true) => Ok(Direction::ManyToOne),
            (false, false) => Err(join_errors::direction_of_neither(machine, self.relationship)),
            (true, true) => {
                let remote = columns_with(primary, |part| part.notes.remote);
                let locals = columns_with(primary, is_local);
                let mut many =
                    columns_with(primary, |part| part.notes.remote && part.notes.foreign);
                let mut one =
                    columns_with(primary, |part| part.notes.foreign && !part.notes.remote);
                if !many.is_empty() && !one.is_empty() {
                    let equated = |column: &Rc<Column>| {
                        contains(&remote, column) && contains(&locals, column)
                    };
                    many.retain(|column| !equated(column));
                    one.retain(|column| !equated(column));
                }
                match (many.is_empty(), one.is_empty()) {
                    (false, true) => Ok(Direction::OneToMany),
                    (true, false) => Ok(Direction::ManyToOne),
                    _ => Err(join_errors::direction_of_both(machine, self.relationship)),
                }
            }
        }
    }

    fn check_remote(&self, machine: &mut Machine, pairs: &Pairs) -> Run<()> {
        if pairs.is_empty() {
            return Err(join_errors::no_pairs(machine, self.relationship));
        }
        for (_, remote) in pairs {
            if self.parent.owns(remote) && !self.target.owns(remote) {
                join_errors::warn_remote_is_local(machine, remote);
            }
        }
        Ok(())
    }
}

impl Mapper {
    /// The tables that its objects' rows are of, the hierarchy's first one first.
    pub fn tables(&self) -> Vec<Rc<Table>> {
        let mut tables = self.inherits.as_ref().map(|parent| parent.tables()).unwrap_or_default();
        if !tables.iter().any(|table| Rc::ptr_eq(table, &self.table)) {
            tables.push(Rc::clone(&self.table));
        }
        tables
    }

    /// The column is of one of its tables.
    pub fn owns(&self, column: &Rc<Column>) -> bool {
        self.tables().iter().any(|table| owns(table, column))
    }
}
