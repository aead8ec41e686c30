//! Migrations, as alembic has them: the difference between the models and the database as
//! operations, written down as a revision, and applied with every row kept.
//!
//! Data goes one way: both sides are described alike ([`TableSpec`]), once read off the database
//! (`reflect`) and once off the mapped tables (`models`); `compare` gives the [`Operation`]s
//! between them, `reverse` those back, `script` their text in alembic's words, and `apply` does
//! them on a copy, which is taken over as a whole. What would lose rows or values is refused.
//! Messages, operations and their text are those of alembic with `render_as_batch=True`, which is
//! what it advises for SQLite.

pub mod command;
mod types;
mod reflect;
mod models;
mod reverse;
mod script;
mod revision;
mod refusal;
mod work;
mod version;
mod compare;
mod obstacle;
mod statement;
mod rebuild;
mod apply;
mod act;

pub use act::Migrations;
pub use revision::Revision;
pub(in crate::orm) use work::Halt;

use super::core::types::Affinity;

/// A table, as a database declares it or as models do.
#[derive(Debug, Clone, PartialEq)]
pub struct TableSpec {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<ColumnSpec>,
    /// The name and the columns of its primary key.
    pub primary_key: (Option<Name>, Vec<String>),
    /// What is unique.
    pub uniques: Vec<UniqueSpec>,
    /// Its foreign keys.
    pub keys: Vec<KeySpec>,
    /// Its CHECKs.
    pub checks: Vec<(Option<Name>, String)>,
    /// Its indexes; none of those that a constraint makes.
    pub indexes: Vec<IndexSpec>,
    /// What else stands in `op.create_table`, as `comment='x'`.
    pub options: Vec<String>,
    /// The statement that makes it.
    pub create: String,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnSpec {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: TypeSpec,
    /// It may be NULL.
    pub nullable: bool,
    /// What it holds where nothing is given.
    pub default: Option<DefaultSpec>,
    /// `sa.Computed(…)`, where it is computed from others.
    pub computed: Option<String>,
    /// `autoincrement=`, where it was given.
    pub autoincrement: Option<bool>,
    /// It is the number that the database makes.
    pub is_number: bool,
    /// What else stands in `sa.Column`, as `comment='x'`.
    pub options: Vec<String>,
    /// Its definition in SQL, as it stands behind ADD COLUMN.
    pub definition: String,
}

/// A type.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeSpec {
    /// What stands before it in a script: `sa.`, `sqlite.`.
    pub module: &'static str,
    /// As Python shows it: `String(length=20)`.
    pub repr: String,
    /// Its name in SQL; none where it is not known.
    pub ddl: Option<String>,
    /// What it is akin to.
    pub affinity: Affinity,
}

/// A default of the database's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefaultSpec {
    /// `server_default="…"`: a text.
    Text(String),
    /// `sa.text('…')`: an expression.
    Sql(String),
}

/// A name of a constraint or an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// It comes of the database or of a naming convention, which a script shows by `op.f(…)`.
    pub is_final: bool,
}

/// Columns that are unique together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueSpec {
    /// Its name.
    pub name: Option<Name>,
    /// Its columns.
    pub columns: Vec<String>,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySpec {
    /// Its name.
    pub name: Option<Name>,
    /// Its own columns.
    pub columns: Vec<String>,
    /// The table that it refers to.
    pub target: String,
    /// That table's columns.
    pub targets: Vec<String>,
    /// `ondelete=`.
    pub on_delete: Option<String>,
    /// `onupdate=`.
    pub on_update: Option<String>,
    /// `deferrable=`.
    pub deferrable: Option<bool>,
    /// `initially=`.
    pub initially: Option<String>,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexSpec {
    /// Its name.
    pub name: Name,
    /// Its columns.
    pub columns: Vec<String>,
    /// It is of an expression, and so of more than its columns.
    pub has_expressions: bool,
    /// No two rows may be equal in it.
    pub unique: bool,
    /// It comes of the database, where what is true is 1.
    pub is_reflected: bool,
    /// `sqlite_where=`.
    pub condition: Option<String>,
    /// The statement that makes it.
    pub create: String,
}

/// One operation of a migration.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// `op.create_table`.
    CreateTable(TableSpec),
    /// `op.drop_table`.
    DropTable(TableSpec),
    /// `op.batch_alter_table`.
    Alter {
        /// The table.
        table: String,
        /// What is done to it, in order.
        changes: Vec<Change>,
    },
}

/// What is done to a table that is there.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// `add_column`.
    AddColumn(ColumnSpec),
    /// `drop_column`.
    DropColumn(ColumnSpec),
    /// `alter_column`.
    AlterColumn(AlterColumn),
    /// `create_index`.
    CreateIndex(IndexSpec),
    /// `drop_index`.
    DropIndex(IndexSpec),
    /// `create_unique_constraint`.
    CreateUnique(UniqueSpec),
    /// `drop_constraint(…, type_='unique')`.
    DropUnique(UniqueSpec),
    /// `create_foreign_key`.
    CreateKey(KeySpec),
    /// `drop_constraint(…, type_='foreignkey')`.
    DropKey(KeySpec),
}

/// A column that is declared otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct AlterColumn {
    /// The column.
    pub column: String,
    /// Its type before.
    pub existing_type: TypeSpec,
    /// Its type afterwards, where that changes.
    pub ty: Option<TypeSpec>,
    /// Whether it may be NULL before.
    pub existing_nullable: bool,
    /// Whether it may be NULL afterwards, where that changes.
    pub nullable: Option<bool>,
    /// `autoincrement=`, as a script shows it.
    pub autoincrement: Option<bool>,
    /// Its default, which stays.
    pub existing_default: Option<DefaultSpec>,
}

impl Change {
    /// Whether ALTER TABLE can do it; the table is made anew where it cannot.
    fn is_plain(&self) -> bool {
        match self {
            Self::CreateIndex(_) | Self::DropIndex(_) => true,
            Self::AddColumn(column) => {
                !matches!(column.default, Some(DefaultSpec::Sql(_))) && column.computed.is_none()
            }
            _ => false,
        }
    }
}
