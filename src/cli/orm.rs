//! What can be said to `relatable orm`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Which script to run, and how to tell what it did.
#[derive(Debug, Args)]
pub struct Orm {
    /// A script in SQLAlchemy's notation; - is the standard input
    #[arg(value_name = "SCRIPT.py")]
    pub script: PathBuf,

    /// Run it on this SQLite database, made where it is not there; without one, in memory
    #[arg(long, value_name = "FILE")]
    pub database: Option<PathBuf>,

    /// For people, or for other programs
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: ScriptFormat,
}

/// How it is told what a script did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ScriptFormat {
    /// What it printed, and under it the SQL that it sent
    #[default]
    Text,
    /// Statements, tables, relationships, warnings and error as one JSON document
    Json,
}
