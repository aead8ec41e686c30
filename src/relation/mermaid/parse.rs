//! Reads Mermaid's ER lines and diagrams.

use std::collections::{HashMap, HashSet};

use super::mark::Count;
use super::statement::{Statement, statements};
use crate::diagnostic::Span;
use crate::relation::parse_error::{ParseError, ParseErrorKind};
use crate::relation::spoken::Spoken;
use crate::relation::{Attribute, Cardinality, End, Link, Model, same};

/// What the lines say. Solid and dashed lines mean the same; an entity with an alias is the table
/// of that name; what only says how a diagram looks is passed over.
///
/// # Errors
/// The first place that cannot be read, or that contradicts what was said before.
pub fn parse(text: &str) -> Result<Spoken, ParseError> {
    let mut spoken = Spoken::begin(text)?;
    let statements = statements(text)?;
    let mut aliases: HashMap<String, String> = HashMap::new();
    for statement in &statements {
        if let Statement::Entity { name, alias: Some(alias), .. } = statement {
            aliases.insert(name.text.clone(), alias.text.clone());
        }
    }
    let table = |name: String| aliases.get(&name).cloned().unwrap_or(name);
    for statement in statements {
        match statement {
            Statement::Entity { name, attributes, .. } => {
                let entity = table(name.text);
                spoken.name(&entity, name.span)?;
                describe(&mut spoken.model, &entity, attributes)?;
            }
            Statement::Link { left, counts, right, label, span } => {
                let (first, second) = (table(left.text), table(right.text));
                spoken.name(&first, left.span)?;
                spoken.name(&second, right.span)?;
                let (left, right) = (end(first, counts.0), end(second, counts.1));
                let is_many = |end: &End| end.cardinality == Some(Cardinality::Many);
                let turned = is_many(&left) && !is_many(&right);
                let mut link = if turned { Link::new(right, left) } else { Link::new(left, right) };
                link.label = label;
                spoken.say(text, link, span)?;
            }
        }
    }
    spoken.end(text)
}

fn end(entity: String, (most, participation): Count) -> End {
    End { entity, cardinality: Some(most), participation: Some(participation) }
}

/// Gives an entity columns.
fn describe(
    model: &mut Model,
    entity: &str,
    attributes: Vec<(Attribute, Span)>,
) -> Result<(), ParseError> {
    let known = model.entities.iter_mut().find(|known| same(&known.name, entity));
    let Some(known) = known else { return Ok(()) };
    let mut names: HashSet<String> =
        known.attributes.iter().map(|known| known.name.to_ascii_lowercase()).collect();
    for (attribute, span) in attributes {
        if !names.insert(attribute.name.to_ascii_lowercase()) {
            let kind = ParseErrorKind::RepeatedColumn(attribute.name);
            return Err(ParseError::new(span, kind));
        }
        known.attributes.push(attribute);
    }
    Ok(())
}
