//! What can be said to `relatable compare`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Which queries to compare, and how.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct Compare {
    /// The query that counts
    #[arg(value_name = "REFERENCE", required_unless_present = "jsonl")]
    pub reference: Option<String>,

    /// The query that is compared with it
    #[arg(value_name = "CANDIDATE", required_unless_present = "jsonl")]
    pub candidate: Option<String>,

    /// SQL that makes the tables, and data if there is some; - is the standard input
    #[arg(long, value_name = "FILE.sql", required_unless_present = "jsonl")]
    pub setup: Option<PathBuf>,

    /// The order of rows counts as far as the reference's ORDER BY fixes it; without this, not
    #[arg(long)]
    pub order: bool,

    /// For people, or for other programs
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: ComparisonFormat,

    /// Read pairs as JSON from the standard input, one a line, and write an answer a line
    #[arg(long, conflicts_with_all = ["reference", "candidate", "setup", "order", "format"])]
    pub jsonl: bool,

    /// With --jsonl, how many pairs are compared at once; without it, as many as there are cores
    #[arg(long, value_name = "N", requires = "jsonl")]
    pub jobs: Option<NonZeroUsize>,
}

/// The formats of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ComparisonFormat {
    /// Words and tables
    #[default]
    Text,
    /// One JSON document
    Json,
}

const EXIT_CODES: &str = "\
Exit codes: 0 no difference was found; 1 one was found; 2 wrong usage; 4 it could not be found out.
With --jsonl: 0 no pair differs; 1 some pair does; 4 some line could not be read or decided.";
