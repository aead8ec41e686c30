//! Writes Mermaid's ER diagrams.

use super::mark::{self, Count};
use super::statement::{NO_TYPE, NOT_NULL};
use super::text::escape;
use crate::relation::order::{Statement, statements};
use crate::relation::said::{Printed, Unsaid};
use crate::relation::{Attribute, Cardinality, End, Entity, Link, Model, Participation};

/// Words of Mermaid's grammar, in small letters: names that are one of these are quoted.
const WORDS: [&str; 24] = [
    "erdiagram",
    "title",
    "direction",
    "acctitle",
    "accdescr",
    "style",
    "class",
    "classdef",
    "subgraph",
    "end",
    "one",
    "only",
    "zero",
    "many",
    "to",
    "optionally",
    "o",
    "u",
    "pk",
    "fk",
    "uk",
    "or",
    "more",
    "graph",
];

/// A model as a whole diagram.
pub fn print(model: &Model) -> Printed {
    let mut unsaid = Unsaid::names(model);
    let mut lines = vec!["erDiagram".to_owned()];
    let describes = model.entities.iter().any(|entity| !entity.attributes.is_empty());
    let mut first = 0;
    for entity in &model.entities {
        if describes {
            first += 1;
            block(entity, &mut lines, &mut unsaid);
        }
    }
    for link in &model.links {
        doubts(link, &mut unsaid);
    }
    // Where both ends are one, the key is on the right.
    let turns =
        |link: &Link| !link.is_many_to_many() && link.right.cardinality != Some(Cardinality::One);
    for statement in statements(model, first, false, |link| (true, turns(link))) {
        lines.push(match statement {
            Statement::Entity(name) => format!("    {}", written(name)),
            Statement::Forth(link) => line(link, false),
            Statement::Back(link) => line(link, true),
        });
    }
    Printed { text: if lines.len() > 1 { lines.join("\n") } else { String::new() }, unsaid }
}

/// An entity with its columns.
fn block(entity: &Entity, lines: &mut Vec<String>, unsaid: &mut Vec<Unsaid>) {
    let name = written(&entity.name);
    if entity.attributes.is_empty() {
        lines.push(format!("    {name}"));
        return;
    }
    lines.push(format!("    {name} {{"));
    for attribute in &entity.attributes {
        if attribute.name.is_empty() {
            unsaid.push(Unsaid::Name(String::new()));
        }
        lines.push(format!("        {}", column(attribute)));
    }
    lines.push("    }".to_owned());
}

/// `INTEGER store_id PK, FK "not null"`
fn column(attribute: &Attribute) -> String {
    let mut text = match attribute.declared.as_str() {
        "" => NO_TYPE.to_owned(),
        declared => word(declared, |letter| {
            letter.is_ascii_alphanumeric() || matches!(letter, '_' | '(' | ')' | ',')
        }),
    };
    text.push(' ');
    text.push_str(&word(&attribute.name, |letter| letter.is_ascii_alphanumeric() || letter == '_'));
    let keys =
        [(attribute.primary_key, "PK"), (attribute.foreign_key, "FK"), (attribute.unique, "UK")];
    let keys: Vec<&str> = keys.iter().filter(|(is, _)| *is).map(|(_, key)| *key).collect();
    if !keys.is_empty() {
        text.push(' ');
        text.push_str(&keys.join(", "));
    }
    if attribute.not_null {
        text.push_str(&format!(" \"{NOT_NULL}\""));
    }
    text
}

fn line(link: &Link, turned: bool) -> String {
    let counts = (count(link, &link.left), count(link, &link.right));
    let (from, to, counts) = if turned {
        (&link.right, &link.left, (counts.1, counts.0))
    } else {
        (&link.left, &link.right, counts)
    };
    let label = link.label.as_deref().map(escape).unwrap_or_default();
    let (left, right) = (mark::left(counts.0), mark::right(counts.1));
    format!("    {} {left}--{right} {} : \"{label}\"", written(&from.entity), written(&to.entity))
}

/// What the diagram says of an end. It has no way to leave anything open: what is not known is
/// said as it mostly is, and told as unsaid.
fn count(link: &Link, end: &End) -> Count {
    let is_left = std::ptr::eq(end, &link.left);
    let most = if link.is_many_to_many() {
        Cardinality::Many
    } else if is_left {
        Cardinality::One
    } else {
        end.cardinality.unwrap_or(Cardinality::Many)
    };
    let usual = if is_left && !link.is_many_to_many() {
        Participation::Mandatory
    } else {
        Participation::Optional
    };
    (most, end.participation.unwrap_or(usual))
}

/// What the line for a link does not say.
fn doubts(link: &Link, unsaid: &mut Vec<Unsaid>) {
    let (left, right) = (link.left.entity.clone(), link.right.entity.clone());
    if link.label.as_deref() == Some("") {
        unsaid.push(Unsaid::Label(left.clone(), right.clone(), String::new()));
    }
    if !link.columns.is_empty() {
        unsaid.push(Unsaid::Key(left.clone(), right.clone(), link.columns.clone()));
    }
    if let Some(through) = &link.through {
        unsaid.push(Unsaid::Through(left.clone(), right.clone(), through.clone()));
    }
    if link.left.participation.is_none() {
        unsaid.push(Unsaid::Participation(left.clone(), right.clone()));
    }
    if link.right.participation.is_none() {
        unsaid.push(Unsaid::Participation(right.clone(), left.clone()));
    }
    let many = |end: &End| end.cardinality == Some(Cardinality::Many);
    if link.is_many_to_many() {
        if !many(&link.left) || !many(&link.right) {
            unsaid.push(Unsaid::Shape(left, right));
        }
    } else if link.left.cardinality != Some(Cardinality::One) {
        unsaid.push(Unsaid::Shape(left, right));
    } else if link.right.cardinality.is_none() {
        unsaid.push(Unsaid::HowMany(right, left));
    }
}

/// An entity's name, quoted where it has to be.
fn written(name: &str) -> String {
    if is_plain(name, |letter| letter.is_ascii_alphanumeric() || letter == '_') {
        name.to_owned()
    } else {
        format!("\"{}\"", escape(name))
    }
}

/// A type or a column's name, in backticks where it has to be.
fn word(text: &str, in_word: impl Fn(char) -> bool) -> String {
    if is_plain(text, in_word) && text != NO_TYPE {
        text.to_owned()
    } else {
        format!("`{}`", escape(text))
    }
}

/// Whether Mermaid reads it as one word, and as no word of its own.
fn is_plain(text: &str, in_word: impl Fn(char) -> bool) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(in_word)
        && !WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}
