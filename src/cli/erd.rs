//! What can be said to `relatable erd`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// What to draw, and how.
#[derive(Debug, Args)]
pub struct Erd {
    /// A database file; a lesson: its id, the beginning of its title, or the path of a file; or
    /// relations in any notation, such as 'stores -< items'
    #[arg(value_name = "FILE.db | LESSON | RELATION", required = true)]
    pub what: Vec<String>,

    /// How it is drawn; without it, by the ending of --output, else as text
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<DiagramFormat>,

    /// Write it to this file; one that is there already is left as it is
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Write over the file
    #[arg(long, requires = "output")]
    pub force: bool,

    /// Draw with ASCII only; so does --plain
    #[arg(long)]
    pub ascii: bool,

    /// The most columns of a drawing in text; without it, those of the terminal
    #[arg(long, value_name = "N")]
    pub width: Option<usize>,

    /// Of a lesson, the database with which this step begins: its id or number; without it, the first
    #[arg(long, value_name = "STEP")]
    pub step: Option<String>,
}

/// The formats of diagrams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiagramFormat {
    /// Characters, for a terminal
    Text,
    /// A picture for a web page
    Svg,
    /// Mermaid's ER diagram
    Mermaid,
    /// Graphviz's language
    Dot,
}
