//! Why a command is refused: in alembic's words where it is alembic that refuses, and in our own
//! where rows or values would be lost.

use crate::nearest::nearest;
use crate::orm::recording::{Failed, FailedKind};
use crate::rows::Rows;
use crate::scratch::Stop;

/// Why a command is refused, and the rows in the way.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::orm) enum Refusal {
    /// Alembic's own message: `FAILED: Target database is not up to date.`
    Alembic(String),
    /// The same as Flask-Migrate gives it on: `Error: …`.
    Flask(String),
    /// An exception that the script raises.
    Exception { class: &'static str, message: String },
    /// The command line cannot be read: what is wrong with it, and what is meant.
    Usage { said: String, help: Option<String> },
    /// Something of alembic's that is not here.
    Unsupported(String),
    /// The session holds what is not committed, which another connection would wait for.
    OpenTransaction,
    /// The table is not there.
    NoTable(String),
    /// A constraint without a name.
    Unnamed {
        table: String,
        what: &'static str,
        /// What a name for it would be made of.
        parts: Vec<String>,
        is_new: bool,
    },
    /// The table that is dropped holds rows; `back` on the way back.
    DropTable { table: String, rows: Rows, back: bool },
    /// The column that is dropped holds values; `back` on the way back.
    DropColumn { table: String, column: String, rows: Rows, back: bool },
    /// Rows hold NULL where it is to be refused.
    Nulls { table: String, column: String, rows: Rows },
    /// A new column may not be NULL, and there are rows that have no value for it.
    NoValue { table: String, column: String, rows: Rows },
    /// Values of a column become others.
    Values { table: String, column: String, ty: String, rows: Rows },
    /// Rows are equal in what is to be unique.
    Duplicates { table: String, columns: Vec<String>, rows: Rows },
    /// Rows refer to what is not there.
    Orphans { table: String, columns: Vec<String>, target: String, rows: Rows },
    /// Rows would be lost on the way.
    Lost { table: String },
    /// Rows of this table would refer to nothing.
    Dangling(String),
    /// The statement that made the table cannot be edited.
    Unreadable(String),
    /// SQLite refuses a statement.
    Sqlite { sql: String, message: String },
    /// It was stopped.
    Stopped(Stop),
}

/// What is done with a revision that would make a constraint without a name.
const NAME_IT: &str =
    "Take the revision back with `.undo`, name the constraint in the model, and write it again.";

/// What is said where a downgrade would lose something.
const NO_WAY_BACK: &str = "No upgrade would bring that again. ";

/// What is done with a revision that cannot be applied.
const WRITE_ANEW: &str =
    "Then take the revision back with `.undo`, and write it again with `alembic revision`.";

impl Refusal {
    /// The same as Flask-Migrate tells it.
    pub fn through_flask(self) -> Self {
        match self {
            Self::Alembic(message) => Self::Flask(message),
            other => other,
        }
    }

    /// The same on the way back, by a downgrade.
    pub fn on_the_way_back(mut self) -> Self {
        if let Self::DropTable { back, .. } | Self::DropColumn { back, .. } = &mut self {
            *back = true;
        }
        self
    }

    /// As an end of what was typed.
    pub fn failed(self) -> Failed {
        let (kind, class, message, help, rows) = self.parts();
        Failed {
            kind,
            class: class.to_owned(),
            message,
            line: None,
            span: None,
            hint: None,
            help,
            rows: rows.map(Box::new),
        }
    }

    fn parts(self) -> (FailedKind, &'static str, String, Option<String>, Option<Rows>) {
        let alembic = |class, message, help| (FailedKind::Refused, class, message, help, None);
        let lossy = |message: String, help: String, rows: Rows| {
            let message = format!("Nothing was changed. {message}");
            (FailedKind::Refused, "Refused", message, Some(help), Some(rows))
        };
        match self {
            Self::Alembic(message) => {
                let help = help_for(&message);
                alembic("CommandError", format!("FAILED: {message}"), help)
            }
            Self::Flask(message) => {
                let help = help_for(&message).map(|help| help.replace("alembic ", "flask db "));
                alembic("CommandError", format!("Error: {message}"), help)
            }
            Self::Exception { class, message } => {
                alembic(class, format!("{class}: {message}"), None)
            }
            Self::Usage { said, help } => alembic("UsageError", said, help),
            Self::Unsupported(what) => {
                let message = format!("{what} is not supported here");
                (FailedKind::Unsupported, "Unsupported", message, None, None)
            }
            Self::OpenTransaction => alembic(
                "OperationalError",
                "OperationalError: database is locked".to_owned(),
                Some(
                    "The session has sent what it has not committed, and alembic has a connection \
                     of its own. `session.commit()` or `session.rollback()` ends it."
                        .to_owned(),
                ),
            ),
            Self::NoTable(table) => {
                alembic("NoSuchTableError", format!("NoSuchTableError: {table}"), None)
            }
            Self::Unnamed { table, what, parts, is_new } => alembic(
                "ValueError",
                "ValueError: Constraint must have a name".to_owned(),
                Some(unnamed(&table, what, &parts, is_new)),
            ),
            Self::DropTable { table, rows, back } => {
                let keep = format!(
                    "Map a class to {table}, if it is to stay: a table that no model speaks of \
                     counts as removed. "
                );
                let keep = if back { NO_WAY_BACK } else { &keep };
                lossy(
                    format!("The table {table} would go with all its rows."),
                    format!("{keep}Where it is to go, delete its rows first."),
                    rows,
                )
            }
            Self::DropColumn { table, column, rows, back } => {
                let keep = format!("Declare {column} in the class, if it is to stay. ");
                let keep = if back { NO_WAY_BACK } else { &keep };
                lossy(
                    format!("The column {table}.{column} would go with its values."),
                    format!("{keep}Where it is to go, set it to NULL in these rows first."),
                    rows,
                )
            }
            Self::Nulls { table, column, rows } => lossy(
                format!("{table}.{column} cannot be NOT NULL: rows hold NULL in it."),
                "Give these rows a value first, and then upgrade.".to_owned(),
                rows,
            ),
            Self::NoValue { table, column, rows } => lossy(
                format!(
                    "{table}.{column} is new and NOT NULL, and the rows that are there have no \
                     value for it."
                ),
                format!(
                    "Let it be NULL, or give it a `server_default`, which those rows then have. \
                     {WRITE_ANEW}"
                ),
                rows,
            ),
            Self::Values { table, column, ty, rows } => lossy(
                format!("As {ty}, values of {table}.{column} would become others."),
                format!("Put them right first, or leave the type. {WRITE_ANEW}"),
                rows,
            ),
            Self::Duplicates { table, columns, rows } => lossy(
                format!(
                    "{} cannot be unique in {table}: there are rows that are equal in it.",
                    columns.join(", ")
                ),
                "Make them differ, or delete what is there twice, and then upgrade.".to_owned(),
                rows,
            ),
            Self::Orphans { table, columns, target, rows } => lossy(
                format!(
                    "{table}.{} cannot refer to {target}: there are rows whose value no row of \
                     {target} has.",
                    columns.join(", ")
                ),
                format!("Add what is missing to {target}, or set these to NULL, and then upgrade."),
                rows,
            ),
            Self::Lost { table } => {
                let message = format!("Nothing was changed. Rows of {table} would be lost.");
                alembic("Refused", message, None)
            }
            Self::Dangling(table) => {
                let message = format!(
                    "Nothing was changed. Rows of {table} would refer to what is not there."
                );
                alembic("Refused", message, None)
            }
            Self::Unreadable(table) => {
                let message = format!(
                    "Nothing was changed. The statement that made {table} is written in a way \
                     that cannot be edited."
                );
                alembic("Refused", message, None)
            }
            Self::Sqlite { sql, message } => {
                let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
                let said = format!("Nothing was changed. SQLite refuses `{sql}`: {message}");
                alembic("Refused", said, None)
            }
            Self::Stopped(Stop::Interrupted | Stop::Clock) => {
                (FailedKind::Stopped, "Stopped", "it was interrupted".to_owned(), None, None)
            }
            Self::Stopped(_) => {
                let message = "the migration asks more of the database than it may".to_owned();
                (FailedKind::Bounds, "Stopped", message, None, None)
            }
        }
    }
}

/// What helps with a message of alembic's.
fn help_for(message: &str) -> Option<String> {
    let help = if message.starts_with("Target database is not up to date") {
        "There is a revision that was not applied yet: `alembic upgrade head`."
    } else if message.starts_with("Can't locate revision") {
        let typed = message.rsplit('\'').nth(1).unwrap_or_default();
        if let Some(near) = nearest(typed, ["head", "base"].into_iter()) {
            return Some(format!("Did you mean `{near}`?"));
        }
        "`alembic history` lists the revisions."
    } else if message.starts_with("Relative revision") {
        "`alembic history` lists the revisions, and `alembic current` tells which one is applied."
    } else {
        return None;
    };
    Some(help.to_owned())
}

/// How a constraint gets a name.
fn unnamed(table: &str, what: &str, parts: &[String], is_new: bool) -> String {
    let parts = parts.join("_");
    match (what, is_new) {
        ("foreign key", true) => format!(
            "SQLite's ALTER TABLE knows no foreign keys, so the table is made anew, and what is \
             added to it then has to have a name: `ForeignKey(…, name=\"fk_{table}_{parts}\")`. \
             {NAME_IT}"
        ),
        (_, true) => format!(
            "SQLite's ALTER TABLE knows no UNIQUE, so the table is made anew, and what is added to \
             it then has to have a name: in `__table_args__`, \
             `UniqueConstraint(…, name=\"uq_{table}_{parts}\")`. {NAME_IT}"
        ),
        (what, false) => format!(
            "The {what} of {table} on {parts} has no name in the database, so no script can say \
             which one goes. A constraint that is to go one day has to have a name from the \
             beginning."
        ),
    }
}
