//! A model in words, for those who do not see a picture.

use super::Escape;
use super::card::mark;
use super::graph::{Edge, Graph, Tip};
use crate::relation::name::singular;
use crate::relation::{Cardinality, Participation};

/// Each table with its columns, and below it a sentence for each key that it holds.
pub(super) fn tables(graph: &Graph, escape: Escape) -> Vec<String> {
    let mut lines = Vec::new();
    for (node, entity) in graph.nodes.iter().enumerate() {
        let columns: Vec<String> = entity
            .attributes
            .iter()
            .map(|attribute| {
                let parts = [&*attribute.name, &*attribute.declared, mark(attribute)];
                let parts = parts.map(escape);
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
            })
            .collect();
        let name = escape(&entity.name);
        lines.push(match columns.is_empty() {
            true => format!("Table {name}."),
            false => format!("Table {name}: {}.", columns.join("; ")),
        });
        let held = graph.edges.iter().filter(|edge| edge.tips[1].node == node);
        lines.extend(held.map(|edge| link(graph, edge, escape)));
    }
    lines
}

/// A link as a sentence: "Exactly one store to any number of items, by store_id."
pub(super) fn link(graph: &Graph, edge: &Edge, escape: Escape) -> String {
    let [one, other] = edge.tips.map(|tip| {
        let name = &graph.nodes[tip.node].name;
        let noun = match tip.cardinality {
            Some(Cardinality::One) => escape(&singular(name)),
            Some(Cardinality::Many) | None => escape(name),
        };
        format!("{}{noun}", number(&tip))
    });
    let mut letters = one.chars();
    let first: String = letters.next().into_iter().collect();
    let one = match number(&edge.tips[0]) {
        // A name is written as it is.
        "" => one,
        _ => format!("{}{}", first.to_uppercase(), letters.as_str()),
    };
    let columns: Vec<String> = edge.columns.iter().map(|column| escape(column)).collect();
    let by =
        if columns.is_empty() { String::new() } else { format!(", by {}", columns.join(", ")) };
    let label = edge.label.as_ref().map(|label| format!(": {}", escape(label)));
    format!("{one} to {other}{by}{}.", label.unwrap_or_default())
}

fn number(tip: &Tip) -> &'static str {
    match (tip.cardinality, tip.participation) {
        (Some(Cardinality::One), Some(Participation::Mandatory)) => "exactly one ",
        (Some(Cardinality::One), Some(Participation::Optional)) => "none or one ",
        (Some(Cardinality::One), None) => "one ",
        (Some(Cardinality::Many), Some(Participation::Mandatory)) => "one or more ",
        (Some(Cardinality::Many), Some(Participation::Optional)) => "any number of ",
        (Some(Cardinality::Many), None) => "many ",
        (None, Some(Participation::Mandatory)) => "at least one ",
        (None, Some(Participation::Optional) | None) => "",
    }
}
