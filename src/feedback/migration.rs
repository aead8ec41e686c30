//! What is said of migrations, where alembic is silent.

use super::count::list;
use crate::orm::recording::Said;
use crate::verdict::MigrationDiffers;

/// What a person wants to know, in a sentence or two.
pub fn said(said: &Said) -> String {
    match said {
        Said::NoModels => {
            "No class is mapped here, so every table of the database counts as removed.".to_owned()
        }
        Said::NothingDiffers => {
            "The models and the database are the same: this revision does nothing.".to_owned()
        }
        Said::NoRevisions => {
            "There is no revision yet. `alembic revision --autogenerate -m \"…\"` \
                              writes one."
                .to_owned()
        }
        Said::NothingApplied => "No revision is applied to this database.".to_owned(),
        Said::AtAlready { id, is_head: true } => {
            format!("Nothing to do: the database is at {id}, the newest revision.")
        }
        Said::AtAlready { id, is_head: false } => {
            format!("Nothing to do: the database is at {id}.")
        }
        Said::IndexOfExpressions(index) => format!(
            "The index `{index}` is one of expressions. SQLAlchemy cannot read such an index from \
             SQLite, so alembic passes it over."
        ),
        Said::SetUp => "Migrations are set up here already: there is nothing to make.".to_owned(),
    }
}

/// How revisions that wait are not as they should be: the middle of a sentence.
pub(super) fn differs(differs: &MigrationDiffers) -> String {
    match differs {
        MigrationDiffers::Missing => "no revision waits to be applied yet".to_owned(),
        MigrationDiffers::Waits(id) => {
            format!("revision {id} is written, and not applied yet: `alembic upgrade head`")
        }
        MigrationDiffers::NotApplied => "no migration was applied yet".to_owned(),
        MigrationDiffers::Operations { missing, extra } => {
            let told = |what: &str, lines: &[String]| {
                let lines: Vec<String> = lines.iter().map(|line| operation(line)).collect();
                (!lines.is_empty()).then(|| format!("{what} {}", list(&lines)))
            };
            let parts = [told("lacks", missing), told("has, and should not have,", extra)];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            format!("the migration {}", list(&parts))
        }
    }
}

/// `added table 'users'`, of what alembic logs.
fn operation(line: &str) -> String {
    format!("`{}`", line.strip_prefix("Detected ").unwrap_or(line))
}
