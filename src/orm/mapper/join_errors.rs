//! What SQLAlchemy says about conditions that do not join.

use std::rc::Rc;

use super::Relationship;
use super::condition::described;
use super::foreign::Failure;
use crate::orm::core::{Column, Expr, Table, errors};
use crate::orm::python::{Machine, Native, Run, Stop, Value};

pub(super) fn no_secondary(machine: &mut Machine, relationship: &Relationship) -> Stop {
    let name = relationship.described();
    let message = format!(
        "Property {name} specified with secondary join condition but no secondary argument"
    );
    errors::raise(machine, "ArgumentError", message)
}

pub(super) fn no_condition(
    machine: &mut Machine,
    relationship: &Relationship,
    failure: Failure,
    via: Option<&Rc<Table>>,
) -> Stop {
    let name = relationship.described();
    let via = via.map(|table| table.full_name());
    let start = format!(
        "Could not determine join condition between parent/child tables on relationship {name} - "
    );
    let (class, rest) = match (failure, via) {
        (Failure::None, None) => (
            "NoForeignKeysError",
            "there are no foreign keys linking these tables.  Ensure that referencing columns are \
             associated with a ForeignKey or ForeignKeyConstraint, or specify a 'primaryjoin' \
             expression."
                .to_owned(),
        ),
        (Failure::None, Some(via)) => (
            "NoForeignKeysError",
            format!(
                "there are no foreign keys linking these tables via secondary table '{via}'.  \
                 Ensure that referencing columns are associated with a ForeignKey or \
                 ForeignKeyConstraint, or specify 'primaryjoin' and 'secondaryjoin' expressions."
            ),
        ),
        (Failure::Several, None) => (
            "AmbiguousForeignKeysError",
            "there are multiple foreign key paths linking the tables.  Specify the 'foreign_keys' \
             argument, providing a list of those columns which should be counted as containing a \
             foreign key reference to the parent table."
                .to_owned(),
        ),
        (Failure::Several, Some(via)) => (
            "AmbiguousForeignKeysError",
            format!(
                "there are multiple foreign key paths linking the tables via secondary table \
                 '{via}'.  Specify the 'foreign_keys' argument, providing a list of those columns \
                 which should be counted as containing a foreign key reference from the secondary \
                 table to each of the parent and child tables."
            ),
        ),
    };
    errors::raise(machine, class, start + &rest)
}

/// The condition names no foreign key that could be written, or none with `=`.
pub(super) fn no_foreign_columns(
    machine: &mut Machine,
    relationship: &Relationship,
    join: &Expr,
    which: &str,
    has_foreign: bool,
) -> Run<Stop> {
    let name = relationship.described();
    let join: Rc<dyn Native> = Rc::clone(join) as Rc<dyn Native>;
    let text = machine.str(&Value::Native(join))?;
    let associated = "Ensure that referencing columns are associated with a ForeignKey or \
                      ForeignKeyConstraint, or are annotated in the join condition with the \
                      foreign() annotation.";
    let message = if has_foreign {
        format!(
            "Could not locate any simple equality expressions involving locally mapped foreign key \
             columns for {which} join condition '{text}' on relationship {name}.  {associated} To \
             allow comparison operators other than '==', the relationship can be marked as \
             viewonly=True."
        )
    } else {
        format!(
            "Could not locate any relevant foreign key columns for {which} join condition \
             '{text}' on relationship {name}.  {associated}"
        )
    };
    Ok(errors::raise(machine, "ArgumentError", message))
}

pub(super) fn direction_of_both(machine: &mut Machine, relationship: &Relationship) -> Stop {
    let message = format!(
        "Can't determine relationship direction for relationship '{}' - foreign key columns within \
         the join condition are present in both the parent and the child's mapped tables.  Ensure \
         that only those columns referring to a parent column are marked as foreign, either via \
         the foreign() annotation or via the foreign_keys argument.",
        relationship.described()
    );
    errors::raise(machine, "ArgumentError", message)
}

pub(super) fn direction_of_neither(machine: &mut Machine, relationship: &Relationship) -> Stop {
    let message = format!(
        "Can't determine relationship direction for relationship '{}' - foreign key columns are \
         present in neither the parent nor the child's mapped tables",
        relationship.described()
    );
    errors::raise(machine, "ArgumentError", message)
}

pub(super) fn no_pairs(machine: &mut Machine, relationship: &Relationship) -> Stop {
    let message = format!(
        "Relationship {} could not determine any unambiguous local/remote column pairs based on \
         join condition and remote_side arguments.  Consider using the remote() annotation to \
         accurately mark those elements of the join condition that are on the remote side of the \
         relationship.",
        relationship.described()
    );
    errors::raise(machine, "ArgumentError", message)
}

pub(super) fn warn_not_columns(machine: &mut Machine, relationship: &Relationship) {
    let message = format!(
        "Non-simple column elements in primary join condition for property {} - consider using \
         remote() annotations to mark the remote side.",
        relationship.described()
    );
    machine.warn("SAWarning", message);
}

pub(super) fn warn_remote_is_local(machine: &mut Machine, column: &Column) {
    let message = format!(
        "Expression {} is marked as 'remote', but these column(s) are local to the local side.  \
         The remote() annotation is needed only for a self-referential relationship where both \
         sides of the relationship refer to the same tables.",
        described(column)
    );
    machine.warn("SAWarning", message);
}
