//! What is said of ORM code that is not right: the middle of a sentence, and the blocks that show
//! it.

use super::caret::caret;
use super::count::{list, number, things};
use super::{Block, Feedback, Tone, migration, table};
use crate::orm::live::Left;
use crate::orm::mapped::{key_to_nothing, no_other_side};
use crate::orm::recording::{Failed, FailedKind};
use crate::verdict::{CodeDiffers, MapperGap, ModelDiffers};

/// The longest piece of a statement that is shown in a sentence.
const LONGEST: usize = 60;

/// One thing about ORM code.
pub fn reason(differs: &CodeDiffers) -> (String, Vec<Block>) {
    match differs {
        CodeDiffers::Raised { text, failed } => raised(text, failed),
        CodeDiffers::Uncommitted(left) => (uncommitted(left), Vec::new()),
        CodeDiffers::Model { class, difference } => (model(class, difference), Vec::new()),
        CodeDiffers::Output { wanted: Some(wanted), shown: true, .. } => (
            format!("the prompt shows `{wanted}`, and does not print it: `print()` does"),
            Vec::new(),
        ),
        CodeDiffers::Output { line, wanted, actual, .. } => {
            (output(*line, wanted.as_deref(), actual.as_deref()), Vec::new())
        }
        CodeDiffers::Statements { before, at_most, sent, repeated } => {
            (statements(*at_most, *sent, *before, repeated.as_ref()), Vec::new())
        }
        CodeDiffers::Migration(differs) => (migration::differs(differs), Vec::new()),
    }
}

/// What ended code at the prompt: Python's last line under the place, and what may be meant.
pub fn failed(text: &str, failed: &Failed) -> Feedback {
    Feedback { tone: Tone::Quiet, blocks: raised(text, failed).1 }
}

/// A relationship that says one, over a key that lets there be several.
pub fn gap(gap: &MapperGap) -> String {
    let columns = gap.columns.join(", ");
    format!(
        "`{}.{}` says one, but `{}.{columns}` is not UNIQUE: the database takes a second row, and \
         SQLAlchemy then picks one of them with a warning.",
        gap.class, gap.attribute, gap.table
    )
}

/// Relationships that say one, over keys that let there be several.
pub fn gaps(gaps: &[MapperGap]) -> String {
    let sentences: Vec<String> = gaps.iter().map(gap).collect();
    format!("Right. The mapper claims more than the database keeps: {}", sentences.join(" "))
}

/// An exception as Python's last line says it, with the place.
fn raised(text: &str, failed: &Failed) -> (String, Vec<Block>) {
    let what = match failed.kind {
        FailedKind::Unsupported => "it uses something that Relatable's Python does not have",
        FailedKind::Refused => "the migration is refused",
        _ => "it stopped with an exception",
    };
    let mut blocks = Vec::new();
    let mut last_line = failed.last_line();
    if failed.class.ends_with("Error")
        && let Some(at) = last_line.rfind(" (<stdin>, line ")
    {
        // The place is marked; Python's last line leaves it out as well.
        last_line.truncate(at);
    }
    let span = failed.span.filter(|span| text.get(span.start..span.end).is_some());
    match span {
        Some(span) => blocks.push(Block::Caret(caret(text, span, last_line))),
        None => blocks.push(Block::Text(last_line)),
    }
    blocks.extend(failed.hint.as_ref().map(|hint| Block::Text(format!("Did you mean {hint}?"))));
    blocks.extend(failed.help.as_ref().map(|help| Block::Text(help.clone())));
    blocks.extend(
        failed
            .rows
            .as_ref()
            .map(|rows| Block::Table { title: "In the way".to_owned(), rows: (**rows).clone() }),
    );
    (what.to_owned(), blocks)
}

/// SQLAlchemy's messages have two spaces behind a full stop.
pub fn first_sentence(message: &str) -> &str {
    let first = message.split_once(".  ").map_or(message, |(first, _)| first);
    first.lines().next().unwrap_or_default().trim_end_matches('.')
}

fn uncommitted(left: &Left) -> String {
    let named = |classes: &[String]| {
        let mut names: Vec<String> = classes.to_vec();
        names.dedup();
        list(&names)
    };
    let Left { new, dirty, deleted, open } = left;
    let waits = if !new.is_empty() {
        format!("{} of {} {} in the session", things(new.len(), "object"), named(new), wait(new))
    } else if !dirty.is_empty() {
        format!(
            "changes to {} of {} are in the session",
            things(dirty.len(), "object"),
            named(dirty)
        )
    } else if !deleted.is_empty() {
        let objects = things(deleted.len(), "object");
        format!("{objects} of {} {} in the session to be deleted", named(deleted), wait(deleted))
    } else if *open {
        "what was sent is in a transaction that is still open".to_owned()
    } else {
        "something is in the session".to_owned()
    };
    let several = match (new.len(), dirty.len(), deleted.len()) {
        (0, 0, deleted) => deleted > 1,
        (0, _, _) => true,
        (new, _, _) => new > 1,
    };
    let it = if several { "them" } else { "it" };
    format!("{waits}, and the database does not have {it} yet. `session.commit()` keeps {it}")
}

fn wait(classes: &[String]) -> &'static str {
    if classes.len() == 1 { "waits" } else { "wait" }
}

fn model(class: &str, differs: &ModelDiffers) -> String {
    match differs {
        ModelDiffers::Missing { nearest: None } => format!("there is no class `{class}` yet"),
        ModelDiffers::Missing { nearest: Some(nearest) } => {
            format!("there is no class `{class}`, but there is `{nearest}`")
        }
        ModelDiffers::Table { wanted, actual } => {
            format!("`{class}` stands for the table {actual}, and should stand for {wanted}")
        }
        ModelDiffers::NoAttribute { attribute, target, nearest } => {
            let leads = match target {
                Some(target) => format!(" that leads to `{target}`"),
                None => String::new(),
            };
            match nearest {
                Some(nearest) => {
                    format!("`{class}` has no `{attribute}`{leads}, but it has `{nearest}`")
                }
                None => format!("`{class}` has no `{attribute}`{leads} yet"),
            }
        }
        ModelDiffers::Waits { attribute, target, nearest: Some(nearest) } => format!(
            "`{class}.{attribute}` leads to `{target}`, and there is no such class, but there is \
             `{nearest}`"
        ),
        ModelDiffers::Waits { attribute, target, nearest: None } => {
            format!("`{class}.{attribute}` leads to `{target}`, and there is no such class yet")
        }
        ModelDiffers::NoOtherSide { attribute, target, named, instead } => {
            no_other_side((class, attribute), target, named, instead.as_deref())
        }
        ModelDiffers::KeyToNothing { column, names, instead, .. } => {
            key_to_nothing(column, names, instead.as_deref())
        }
        ModelDiffers::Incomplete { attribute, why } => {
            format!("SQLAlchemy cannot complete `{class}.{attribute}`: {}", first_sentence(why))
        }
        ModelDiffers::IsColumn { attribute, target } => {
            let target = target.as_deref().unwrap_or("the other class");
            format!(
                "`{class}.{attribute}` is a column. What leads to {target} is a `relationship()`; \
                 the column with the `ForeignKey()` stands beside it"
            )
        }
        ModelDiffers::Target { attribute, wanted, actual } => {
            format!("`{class}.{attribute}` leads to `{actual}`, and should lead to `{wanted}`")
        }
        ModelDiffers::Uselist { attribute, target, list: true, holds_key: true } => format!(
            "`{class}.{attribute}` holds one `{target}`, and should hold a list. The foreign key \
             is on its own side: a `ForeignKey()` makes the class that has it the many"
        ),
        ModelDiffers::Uselist { attribute, target, list: true, .. } => {
            format!("`{class}.{attribute}` holds one `{target}`, and should hold a list of them")
        }
        ModelDiffers::Uselist { attribute, target, list: false, .. } => format!(
            "`{class}.{attribute}` holds a list, and should hold one `{target}`. Where the other \
             side has the foreign key, a relationship is a list unless `uselist=False` says \
             otherwise"
        ),
        ModelDiffers::BackPopulates { attribute, target, wanted, actual: None } => format!(
            "`{class}.{attribute}` and `{target}.{wanted}` do not know of each other: a change to \
             the one does not show in the other. `back_populates` names the other side's attribute"
        ),
        ModelDiffers::BackPopulates { attribute, target, wanted, actual: Some(actual) } => format!(
            "`{class}.{attribute}` is kept in step with `{target}.{actual}`, and should be with \
             `{target}.{wanted}`"
        ),
        ModelDiffers::OneSided { attribute, target, other, list } => {
            let done = if *list { "put in the list" } else { "assigned to it" };
            format!(
                "`{class}.{attribute}` does not say `back_populates=\"{other}\"`: what is {done} \
                 does not reach `{target}.{other}`"
            )
        }
        ModelDiffers::Secondary { attribute, wanted: Some(wanted), actual: None } => format!(
            "`{class}.{attribute}` does not go through {wanted}: `secondary` names the join table"
        ),
        ModelDiffers::Secondary { attribute, wanted: Some(wanted), actual: Some(actual) } => {
            format!("`{class}.{attribute}` goes through {actual}, and should go through {wanted}")
        }
        ModelDiffers::Secondary { attribute, wanted: None, actual } => format!(
            "`{class}.{attribute}` goes through {}, and no join table is needed",
            actual.as_deref().unwrap_or("a join table")
        ),
        ModelDiffers::Cascade { attribute, target, lacks } => {
            let does = |word: &String| match word.as_str() {
                "delete-orphan" => {
                    format!("`delete-orphan`, which deletes a `{target}` that is taken out of it")
                }
                _ => format!("`{word}`, which deletes what is in it along with the `{class}`"),
            };
            let lacks: Vec<String> = lacks.iter().map(does).collect();
            // Each brings a clause of its own.
            let lacks = lacks.join(", and ");
            format!("the cascade of `{class}.{attribute}` lacks {lacks}")
        }
        // A class says it of its table in the words of the table, by its own name.
        ModelDiffers::Says(difference) => table::sentence(class, difference),
        ModelDiffers::Lazy { attribute, wanted, actual } => format!(
            "`{class}.{attribute}` is loaded by `lazy=\"{actual}\"`, and should be by \
             `lazy=\"{wanted}\"`"
        ),
    }
}

fn output(line: usize, wanted: Option<&str>, actual: Option<&str>) -> String {
    let line = line + 1;
    match (wanted, actual) {
        (Some(wanted), Some(actual)) => {
            format!("line {line} of what it prints is `{actual}`, and `{wanted}` is wanted")
        }
        (Some(wanted), None) if line == 1 => {
            format!("it prints nothing, and `{wanted}` is wanted")
        }
        (Some(wanted), None) => {
            format!("it prints {}, and `{wanted}` should follow", things(line - 1, "line"))
        }
        (None, actual) => {
            let actual = actual.unwrap_or_default();
            format!("it prints more than is wanted: line {line} is `{actual}`")
        }
    }
}

fn statements(
    at_most: usize,
    sent: usize,
    before: usize,
    repeated: Option<&(String, usize)>,
) -> String {
    let mut sent_words = things(sent, "statement");
    if before > 0 {
        sent_words.push_str(&format!(", {} of them by inputs before", number(before)));
    }
    let most = match at_most {
        0 => "none should be sent".to_owned(),
        _ => format!("{} would do", things(at_most, "statement")),
    };
    match repeated {
        None => format!("it sends {sent_words}, and {most}"),
        Some((sql, times)) => format!(
            "it sends {sent_words}, and {most}. This one goes out {times} times: `{}`",
            shortened(sql)
        ),
    }
}

/// A statement on one line, cut where it is long.
fn shortened(sql: &str) -> String {
    let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_that_a_cascade_lacks_has_a_clause_of_its_own() {
        let lacks = |words: &[&str]| ModelDiffers::Cascade {
            attribute: "pages".to_owned(),
            target: "Page".to_owned(),
            lacks: words.iter().map(|&word| word.to_owned()).collect(),
        };
        assert_eq!(
            model("Site", &lacks(&["delete", "delete-orphan"])),
            "the cascade of `Site.pages` lacks `delete`, which deletes what is in it along with \
             the `Site`, and `delete-orphan`, which deletes a `Page` that is taken out of it"
        );
    }
}
