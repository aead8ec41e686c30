//! Writes sentences.

use std::collections::HashMap;

use super::words::{LONGEST_NOUN, is_doubtful};
use crate::relation::cursor::{is_bare, quote};
use crate::relation::name::{plural, singular, snake, table};
use crate::relation::order::{Statement, statements};
use crate::relation::said::{Printed, Unsaid};
use crate::relation::{Cardinality, End, Link, Model, Participation, same};

/// A model in sentences, one a line.
pub fn print(model: &Model) -> Printed {
    let mut unsaid = Unsaid::names(model);
    unsaid.extend(Unsaid::attributes(model));
    for link in &model.links {
        doubts(link, &mut unsaid);
    }
    let nouns = Nouns::of(model);
    let ways = |link: &Link| {
        let has = link.right.cardinality.is_some() || link.is_many_to_many();
        (has, !link.is_many_to_many())
    };
    let mut lines = Vec::new();
    for statement in statements(model, 0, true, ways) {
        match statement {
            Statement::Entity(name) => lines.push(nouns.existence(name)),
            Statement::Forth(link) if link.is_many_to_many() => {
                lines.push(nouns.many_to_many(&link.left, &link.right, link));
                if link.left.participation.is_some() {
                    lines.push(nouns.many_to_many(&link.right, &link.left, link));
                }
            }
            Statement::Forth(link) => {
                lines.push(nouns.has(link));
                if link.left.participation.is_some() {
                    lines.push(nouns.belongs(link));
                }
            }
            Statement::Back(link) => {
                lines.push(nouns.belongs(link));
                if link.right.cardinality.is_some() {
                    lines.push(nouns.has(link));
                }
            }
        }
    }
    Printed { text: lines.join("\n"), unsaid }
}

/// What the sentences for a link do not say.
fn doubts(link: &Link, unsaid: &mut Vec<Unsaid>) {
    let (left, right) = (link.left.entity.clone(), link.right.entity.clone());
    if let Some(label) = &link.label {
        unsaid.push(Unsaid::Label(left.clone(), right.clone(), label.clone()));
    }
    if link.is_many_to_many() {
        let many = |end: &End| end.cardinality == Some(Cardinality::Many);
        if !many(&link.left) || !many(&link.right) || !link.columns.is_empty() {
            unsaid.push(Unsaid::Shape(left, right));
        } else if same(&left, &right) && link.left.participation.is_some() {
            // What is said of a table and itself the other way round is the same sentence.
            unsaid.push(Unsaid::Participation(left, right));
        }
    } else if link.left.cardinality != Some(Cardinality::One) {
        unsaid.push(Unsaid::Shape(left, right));
    } else if link.right.cardinality.is_none() && link.right.participation.is_some() {
        unsaid.push(Unsaid::Participation(right, left));
    }
}

/// The nouns of a model's tables.
struct Nouns<'m> {
    /// The table of each name in snake case; `None` where there are several.
    by_snake: HashMap<String, Option<&'m str>>,
}

impl<'m> Nouns<'m> {
    fn of(model: &'m Model) -> Self {
        let mut by_snake = HashMap::new();
        for entity in &model.entities {
            let name = entity.name.as_str();
            by_snake.entry(snake(name)).and_modify(|known| *known = None).or_insert(Some(name));
        }
        Self { by_snake }
    }

    /// "a store has many items"
    fn has(&self, link: &Link) -> String {
        let subject = self.one(&link.left.entity);
        let object = &link.right.entity;
        let rest = match (link.right.cardinality, link.right.participation) {
            (Some(Cardinality::One), None) => format!("has one {}", self.noun(object)),
            (Some(Cardinality::One), Some(Participation::Optional)) => {
                format!("may have one {}", self.noun(object))
            }
            (Some(Cardinality::One), Some(Participation::Mandatory)) => {
                format!("must have one {}", self.noun(object))
            }
            (_, participation) => self.has_many(object, participation),
        };
        format!("{subject} {rest}{}", columns(link))
    }

    fn has_many(&self, object: &str, participation: Option<Participation>) -> String {
        match participation {
            None => format!("has many {}", self.nouns(object)),
            Some(Participation::Optional) => format!("may have many {}", self.nouns(object)),
            Some(Participation::Mandatory) => format!("has at least one {}", self.noun(object)),
        }
    }

    /// "an item belongs to a store"
    fn belongs(&self, link: &Link) -> String {
        let verb = match link.left.participation {
            None => "belongs to",
            Some(Participation::Optional) => "may belong to",
            Some(Participation::Mandatory) => "must belong to",
        };
        let (subject, object) = (self.one(&link.right.entity), self.one(&link.left.entity));
        format!("{subject} {verb} {object}{}", columns(link))
    }

    /// "a game has many users through reviews", "a student has and belongs to many courses"
    fn many_to_many(&self, from: &End, to: &End, link: &Link) -> String {
        let subject = self.one(&from.entity);
        if let Some(through) = &link.through {
            let rest = self.has_many(&to.entity, to.participation);
            return format!("{subject} {rest} through {}", self.nouns(through));
        }
        let verb = match to.participation {
            None => "has and belongs to",
            Some(Participation::Optional) => "may have and belong to",
            Some(Participation::Mandatory) => "must have and belong to",
        };
        format!("{subject} {verb} many {}", self.nouns(&to.entity))
    }

    fn existence(&self, name: &str) -> String {
        match self.plain(&plural(&name.replace('_', " ")), name) {
            Some(noun) => format!("there are {noun}"),
            None => format!("there is {}", quote(name)),
        }
    }

    /// "an item"
    fn one(&self, name: &str) -> String {
        let noun = self.noun(name);
        format!("{} {noun}", article(&noun))
    }

    /// A table's noun in the singular, or its name in quotes where that noun would not lead back.
    fn noun(&self, name: &str) -> String {
        self.plain(&singular(&name.replace('_', " ")), name).unwrap_or_else(|| quote(name))
    }

    /// A table's noun in the plural, or its name in quotes where that noun would not lead back.
    fn nouns(&self, name: &str) -> String {
        self.plain(&name.replace('_', " "), name).unwrap_or_else(|| quote(name))
    }

    /// The noun, where it is one that leads to this table and to no other.
    fn plain(&self, noun: &str, name: &str) -> Option<String> {
        let words: Vec<&str> = noun.split(' ').collect();
        let reads = words.len() <= LONGEST_NOUN
            && words.iter().all(|word| !word.is_empty() && word.chars().all(is_bare))
            && !words.iter().any(|word| is_doubtful(word));
        if !reads || table(noun, &[]) != name {
            return None;
        }
        let noun_in_snake = snake(noun);
        let forms = [plural(&noun_in_snake), singular(&noun_in_snake), noun_in_snake];
        let leads =
            |form: &String| self.by_snake.get(form).is_none_or(|found| *found == Some(name));
        forms.iter().all(leads).then(|| noun.to_owned())
    }
}

/// " by home_id"
fn columns(link: &Link) -> String {
    if link.columns.is_empty() || link.is_many_to_many() {
        return String::new();
    }
    let names: Vec<String> = link.columns.iter().map(|column| written(column)).collect();
    format!(" by {}", names.join(", "))
}

/// A column's name, quoted where it has to be.
fn written(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(is_bare) && !is_doubtful(name);
    if bare { name.to_owned() } else { quote(name) }
}

/// "a" or "an", by how the noun most likely sounds.
fn article(noun: &str) -> &'static str {
    let noun = noun.trim_start_matches('"').to_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| noun.starts_with(start));
    if begins(&["hour", "honest", "honor", "honour", "heir"]) {
        return "an";
    }
    if begins(&["eu", "ewe", "one", "once", "uni", "use", "usa", "usu", "uti", "ura", "ubi"]) {
        return "a";
    }
    if begins(&["a", "e", "i", "o", "u"]) { "an" } else { "a" }
}
