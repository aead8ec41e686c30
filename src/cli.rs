//! What can be said on the command line.

pub mod compare;
pub mod erd;
pub mod orm;

pub use compare::Compare;
pub use erd::Erd;
pub use orm::Orm;

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Parser, Subcommand, ValueEnum};

use crate::lesson::json_schema::Of;
use crate::render::Manner;
use crate::render::style::ColorChoice;
use crate::report::Format;

/// Learn how tables relate: type SQL, see what it does, and why it is not yet the answer.
#[derive(Debug, Parser)]
#[command(name = "relatable", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do; without it, an overview of the lessons to pick from
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Take the lessons from this folder or file instead of the built-in course
    #[arg(long, global = true, value_name = "PATH")]
    pub lessons: Option<PathBuf>,

    /// Use colours: auto follows NO_COLOR, CLICOLOR_FORCE and whether there is a terminal
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: ColorChoice,

    /// Write ASCII only, without colours; RELATABLE_PLAIN does the same for every run
    #[arg(long, global = true)]
    pub plain: bool,

    /// Say everything in sentences, for a screen reader; so does RELATABLE_SCREEN_READER
    #[arg(long, global = true)]
    pub screen_reader: bool,
}

impl Cli {
    /// The manner that was asked for on the command line.
    pub fn manner(&self) -> Option<Manner> {
        match (self.screen_reader, self.plain) {
            (true, _) => Some(Manner::Spoken),
            (false, true) => Some(Manner::Plain),
            (false, false) => None,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take a lesson; without a terminal, from piped text
    Learn {
        /// A lesson's id, the beginning of its id or title, or the path of a file
        lesson: Option<String>,

        /// Begin at this step: its id or number
        #[arg(long, value_name = "STEP")]
        from: Option<String>,

        /// Begin the lesson anew: what was answered in it is forgotten
        #[arg(long, conflicts_with = "from")]
        restart: bool,
    },
    /// List the lessons, and how far you have come
    Lessons,
    /// Write your accepted answers to a file, which `learn` takes again from a pipe
    Save {
        /// A lesson's id, the beginning of its id or title, or the path of a file
        lesson: String,

        /// The file to write; - is the standard output
        file: PathBuf,
    },
    /// Show what you have answered so far
    Progress {
        /// A lesson's id, the beginning of its id or title, or the path of a file; without one, all
        lesson: Option<String>,

        /// For people, or for other programs
        #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
        format: Format,

        /// Forget what you have done in this lesson
        #[arg(long, value_name = "LESSON", conflicts_with_all = ["lesson", "format"])]
        forget: Option<String>,
    },
    /// Have lessons prove themselves: every answer passes, every wrong one does not
    Check {
        /// Lesson files, or folders of them; without one, the whole course
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,

        /// Look further, which takes a while: at what the data does not tell apart, and more
        #[arg(long)]
        deep: bool,
    },
    /// Write a small lesson to begin with
    New {
        /// The lesson's title, its id, or the path of a file that ends in .yaml
        name: String,

        /// Where to write it: a folder, or a file; without it, this folder
        #[arg(long, short, value_name = "PATH")]
        output: Option<PathBuf>,
    },
    /// Draw how the tables of a database relate
    Erd(Erd),
    /// Tell whether two queries always give the same, or show data on which they do not
    Compare(Compare),
    /// Run a script in SQLAlchemy's notation, without Python, and show the SQL that it sends
    Orm(Orm),
    /// Print the JSON Schema of the lesson format, for editors
    Schema {
        /// What the schema is of: a lesson, or the course.yaml of a folder
        #[arg(value_enum, value_name = "FORMAT", default_value_t)]
        of: Of,
    },
}

impl ValueEnum for ColorChoice {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Auto, Self::Always, Self::Never]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }))
    }
}

impl ValueEnum for Of {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Lesson, Self::Course]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Lesson => "lesson",
            Self::Course => "course",
        }))
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Json, Self::Csv]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Csv => "csv",
        }))
    }
}

const EXIT_CODES: &str = "\
Exit codes: 0 all right; 1 a lesson is unfinished or an answer wrong; 2 wrong usage;
3 a lesson is broken; 4 the tool could not do its work.";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
