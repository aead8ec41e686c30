//! What a learner reads of a statement that failed.

use super::caret::caret;
use super::count::list;
use super::{Block, Feedback, Tone};
use crate::outcome::mistake;
use crate::schema::Schema;
use crate::scratch::{Constraint, Failure};
use crate::sql::misplaced::Misplaced;
use crate::sql::split::{Piece, split};
use crate::sql::target::{Verb, target};
use crate::verdict::{Mistake, MistakeKind};

/// The words for a failure of a text that was run when `schema` was declared.
pub fn feedback(text: &str, failure: &Failure, schema: &Schema) -> Feedback {
    Feedback { tone: Tone::Quiet, blocks: vec![block(&mistake::of(text, failure, schema))] }
}

/// A caret under the place where there is one, else a sentence.
pub fn block(mistake: &Mistake) -> Block {
    let message = sentence(mistake);
    match mistake.span {
        Some(span) => Block::Caret(caret(&mistake.text, span, message)),
        None => Block::Text(message),
    }
}

/// What went wrong, and what was probably meant.
pub fn sentence(mistake: &Mistake) -> String {
    match &mistake.kind {
        MistakeKind::NoTable { name, nearest, tables } => match nearest {
            Some(nearest) => format!("There is no table {name}. Did you mean {nearest}?"),
            None if tables.is_empty() => format!("There is no table {name}, nor any other yet."),
            None => format!("There is no table {name}. There {}.", there_are(tables)),
        },
        MistakeKind::NoColumn { name, table, nearest, elsewhere, quoted } => {
            no_column(name, table.as_deref(), nearest.as_deref(), elsewhere.as_deref(), *quoted)
        }
        MistakeKind::Ambiguous { name, tables } if tables.len() > 1 => {
            let options: Vec<String> =
                tables.iter().map(|table| format!("{table}.{name}")).collect();
            format!("Which {name}? {} have one: write {}.", list(tables), options.join(" or "))
        }
        MistakeKind::Ambiguous { name, .. } => {
            format!("Which {name}? More than one table here has it: write table.{name}.")
        }
        MistakeKind::NoFunction { name, nearest } => match nearest {
            Some(nearest) => format!("There is no function {name}. Did you mean {nearest}?"),
            None => format!("There is no function {name}."),
        },
        MistakeKind::FirstWord { word, .. } if is_of_other_shells(word) => {
            format!("SQLite has no {word}. .tables lists the tables, .schema how they are made.")
        }
        MistakeKind::FirstWord { word, nearest } => match nearest {
            Some(nearest) => format!("No statement begins with {word}. Did you mean {nearest}?"),
            None => format!("No statement begins with {word}."),
        },
        MistakeKind::Syntax { keyword: Some((word, keyword)), .. } => {
            format!("{word} makes no sense here. Did you mean {keyword}?")
        }
        MistakeKind::Syntax { near, keyword: None } => {
            format!("SQL does not expect `{near}` here.")
        }
        MistakeKind::Misplaced { misplaced: Misplaced::ForeignKey, .. } => {
            "In a column's own line, REFERENCES alone makes the foreign key: leave out FOREIGN KEY."
                .to_owned()
        }
        MistakeKind::Misplaced { word, misplaced: Misplaced::Type { column, before } } => {
            format!("The type goes right after the name, before {before}: {column} {word} …")
        }
        MistakeKind::OpenQuote(quote) => {
            format!("The quote {quote} is opened here and never closed.")
        }
        MistakeKind::Unfinished => {
            "The statement ends too early: something is still missing.".to_owned()
        }
        MistakeKind::Exists(name) => format!("{name} is there already."),
        MistakeKind::Refused { constraint, columns, message } => {
            refused(*constraint, columns, message, takes_away(&mistake.text))
        }
        MistakeKind::Denied(wall) => format!("Not possible here: {}.", wall.reason()),
        MistakeKind::Limit(message) => format!("Too large for the scratch database: {message}."),
        MistakeKind::Other(message) if message.starts_with("misuse of aggregate") => {
            "WHERE looks at single rows, before there are groups. What is said of a group goes \
             into HAVING."
                .to_owned()
        }
        MistakeKind::Other(message) => format!("SQLite says: {message}."),
    }
}

fn there_are(tables: &[String]) -> String {
    match tables {
        [only] => format!("is {only}"),
        _ => format!("are {}", list(tables)),
    }
}

fn no_column(
    name: &str,
    table: Option<&str>,
    nearest: Option<&str>,
    elsewhere: Option<&str>,
    quoted: bool,
) -> String {
    let missing = match table {
        Some(table) => format!("{table} has no column {name}."),
        None => format!("No table here has a column {name}."),
    };
    match (nearest, elsewhere) {
        _ if quoted && table.is_none() => {
            format!("{name} is taken for a name. A text goes into single quotes: '{name}'.")
        }
        _ if quoted => {
            format!("{missing} A text goes into single quotes: '{name}'.")
        }
        (_, Some(elsewhere)) if Some(elsewhere) != table => {
            format!("{missing} {elsewhere} has one: is it missing from FROM?")
        }
        (Some(nearest), _) => format!("{missing} Did you mean {nearest}?"),
        _ => missing,
    }
}

/// Words with which other databases look at their tables.
fn is_of_other_shells(word: &str) -> bool {
    ["show", "describe", "desc"].iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// Whether a text does nothing but take rows or tables away.
fn takes_away(text: &str) -> bool {
    let pieces = split(text);
    let takes = |piece: &Piece| {
        let target = target(&text[piece.span.start..piece.span.end]);
        target.is_some_and(|target| matches!(target.verb, Verb::Delete | Verb::Drop))
    };
    !pieces.is_empty() && pieces.iter().all(takes)
}

fn refused(constraint: Constraint, columns: &[String], message: &str, parent: bool) -> String {
    let named = list(columns);
    match constraint {
        Constraint::Unique | Constraint::PrimaryKey if !columns.is_empty() => {
            let (kind, value) = match (constraint, columns.len()) {
                (Constraint::PrimaryKey, 1) => ("is the primary key", "this value"),
                (Constraint::PrimaryKey, _) => ("are the primary key", "these values"),
                (_, 1) => ("must be unique", "this value"),
                _ => ("must be unique together", "these values"),
            };
            format!("Refused: {named} {kind}, and a row with {value} is there already.")
        }
        Constraint::ForeignKey if parent => {
            "Refused by a foreign key: other rows still refer to what would go.".to_owned()
        }
        Constraint::ForeignKey => {
            "Refused by a foreign key: a row would refer to a row that is not there.".to_owned()
        }
        Constraint::NotNull if !columns.is_empty() => {
            format!("Refused: {named} may not be NULL.")
        }
        Constraint::Check => match message.split_once("failed: ") {
            Some((_, rule)) => format!("Refused by CHECK ({rule})."),
            None => "Refused by a CHECK.".to_owned(),
        },
        Constraint::Other if message == "constraint failed" => {
            "Refused: rows that are there do not keep to it.".to_owned()
        }
        Constraint::Other => format!("Refused by a trigger, which says: {message}."),
        _ => format!("Refused: {message}."),
    }
}
