//! Writes crow's-foot lines.

use super::mark::{Foot, Mark};
use crate::relation::cursor::{is_bare, quote};
use crate::relation::order::{Statement, statements};
use crate::relation::said::{Printed, Unsaid};
use crate::relation::{Cardinality, End, Link, Model};

/// Names that are quoted for what they mean elsewhere: here, in sentences, and in Mermaid.
const QUOTED: [&str; 10] =
    ["through", "by", "has", "have", "belongs", "belong", "there", "erdiagram", "o", "does"];

/// A model in crow's-foot lines.
///
/// A table between two others is written in one line with both: `students -< enrollments >-
/// courses`.
pub fn print(model: &Model) -> Printed {
    let mut unsaid = Unsaid::names(model);
    unsaid.extend(Unsaid::attributes(model));
    for link in &model.links {
        doubts(link, &mut unsaid);
    }
    let mut lines: Vec<String> = Vec::new();
    // The link at the end of the last line, where it may go on: it leads to the one that has keys.
    let mut open: Option<&Link> = None;
    for statement in statements(model, 0, true, |link| (true, turns(link))) {
        let before = open.take();
        match statement {
            Statement::Entity(name) => lines.push(written(name)),
            Statement::Forth(link) => {
                let joins = before
                    .is_some_and(|before| before.right.entity == link.right.entity && turns(link));
                if joins && let Some(line) = lines.last_mut() {
                    line.push_str(&format!(" {}", after(link, true)));
                    continue;
                }
                lines.push(format!("{} {}", written(&link.left.entity), after(link, false)));
                let goes_on = link.columns.is_empty() && !link.is_many_to_many();
                open = goes_on.then_some(link);
            }
            Statement::Back(link) => {
                lines.push(format!("{} {}", written(&link.right.entity), after(link, true)));
            }
        }
    }
    Printed { text: lines.join("\n"), unsaid }
}

/// Whether a link can be written from its right end: where both ends are one, the key is on the
/// right.
fn turns(link: &Link) -> bool {
    !link.is_many_to_many() && link.right.cardinality != Some(Cardinality::One)
}

/// A link without the name that it begins with: from the left, or turned.
fn after(link: &Link, turned: bool) -> String {
    let (from, to) = if turned { (&link.right, &link.left) } else { (&link.left, &link.right) };
    let foot = |end: &End| -> Foot {
        let known = end.cardinality.unwrap_or(Cardinality::Many);
        let most = if link.is_many_to_many() {
            Cardinality::Many
        } else if std::ptr::eq(end, &link.left) {
            Cardinality::One
        } else {
            known
        };
        (most, end.participation)
    };
    let mark = Mark { left: foot(from), right: foot(to) };
    let mut text = format!("{} {}", mark.text(), written(&to.entity));
    if let Some(through) = &link.through {
        text.push_str(&format!(" through {}", written(through)));
    } else if !link.columns.is_empty() {
        let columns: Vec<String> = link.columns.iter().map(|column| written(column)).collect();
        text.push_str(&format!(" by {}", columns.join(", ")));
    }
    text
}

/// What the line for a link does not say.
fn doubts(link: &Link, unsaid: &mut Vec<Unsaid>) {
    let (left, right) = (link.left.entity.clone(), link.right.entity.clone());
    if let Some(label) = &link.label {
        unsaid.push(Unsaid::Label(left.clone(), right.clone(), label.clone()));
    }
    if link.is_many_to_many() {
        let many = |end: &End| end.cardinality == Some(Cardinality::Many);
        if !many(&link.left) || !many(&link.right) || !link.columns.is_empty() {
            unsaid.push(Unsaid::Shape(left, right));
        }
        return;
    }
    if link.left.cardinality != Some(Cardinality::One) {
        unsaid.push(Unsaid::Shape(left, right));
    } else if link.right.cardinality.is_none() {
        unsaid.push(Unsaid::HowMany(right, left));
    }
}

/// A name, quoted where it has to be.
pub(super) fn written(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(is_bare);
    if bare && !QUOTED.iter().any(|word| word.eq_ignore_ascii_case(name)) {
        name.to_owned()
    } else {
        quote(name)
    }
}
