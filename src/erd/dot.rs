//! A model in Graphviz's language (<https://graphviz.org/doc/info/lang.html>): tables as HTML-like
//! labels, and crow's feet as arrows.

use std::fmt::Write as _;

use super::Escape;
use super::card::{Card, Detail};
use super::graph::{Edge, Graph, Tip};
use super::xml::xml;
use crate::relation::{Cardinality, Participation};

const HEAD: &str = r##"digraph erd {
  graph [rankdir=LR, nodesep=0.4, ranksep=1.1, bgcolor="transparent"];
  node [shape=plain, fontname="Helvetica,Arial,sans-serif", fontsize=11];
  edge [dir=both, arrowsize=0.9, color="#57606a", fontname="Helvetica,Arial,sans-serif", fontsize=10];
"##;

/// The text of a graph. Names of nodes are numbers, so no name of the model can be taken for
/// anything else.
pub fn draw(graph: &Graph, escape: Escape) -> String {
    let mut text = HEAD.to_owned();
    let cards: Vec<Card> =
        graph.nodes.iter().map(|entity| Card::of(entity, Detail::Full, escape)).collect();
    // Writing to a text does not fail.
    for (node, card) in cards.iter().enumerate() {
        let _ = writeln!(text, "  n{node} [label=<{}>];", table(card));
    }
    for edge in &graph.edges {
        let [one, other] = edge.tips;
        let [from, to] = [0, 1].map(|tip| {
            let card = &cards[edge.tips[tip].node];
            // A line to a column of which nothing is shown leads to the title.
            let row = Some(card.row_of(edge.ends(tip))).filter(|row| *row < card.rows.len());
            // Lines go from left to right, and those to their own box stay on its right: Graphviz
            // leads a loop from side to side through the box.
            let is_left = tip == 1 && one.node != other.node;
            match (row, is_left) {
                (Some(row), true) => format!("c{row}:w"),
                (Some(row), false) => format!("e{row}:e"),
                (None, true) => "t:w".to_owned(),
                (None, false) => "t:e".to_owned(),
            }
        });
        let [tail, head] = [arrow(&one), arrow(&other)];
        let label = label(edge, escape);
        let _ = writeln!(
            text,
            "  n{}:{from} -> n{}:{to} [arrowtail={tail}, arrowhead={head}{label}];",
            one.node, other.node
        );
    }
    text + "}\n"
}

fn table(card: &Card) -> String {
    let mut text = String::from(
        r##"<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="4" COLOR="#57606a">"##,
    );
    let title = filled(&card.title);
    let _ = write!(
        text,
        r##"<TR><TD PORT="t" COLSPAN="3" BGCOLOR="#ddf4ff" ALIGN="LEFT"><B>{title}</B></TD></TR>"##
    );
    for (index, row) in card.rows.iter().enumerate() {
        let (name, declared) = (filled(&row.name), filled(&row.declared));
        let mark = filled(row.mark);
        let _ = write!(
            text,
            r##"<TR><TD PORT="c{index}" BGCOLOR="#ffffff" ALIGN="LEFT">{name}</TD><TD BGCOLOR="#ffffff" ALIGN="LEFT">{declared}</TD><TD PORT="e{index}" BGCOLOR="#ffffff" ALIGN="LEFT">{mark}</TD></TR>"##
        );
    }
    if card.more > 0 {
        let _ = write!(
            text,
            r##"<TR><TD COLSPAN="3" BGCOLOR="#ffffff" ALIGN="LEFT">…{} more</TD></TR>"##,
            card.more
        );
    }
    text + "</TABLE>"
}

/// A text within a label. Graphviz refuses one that is empty within marks.
fn filled(text: &str) -> String {
    if text.is_empty() { " ".to_owned() } else { xml(text) }
}

fn label(edge: &Edge, escape: Escape) -> String {
    let label = edge.label.as_ref().filter(|label| !label.is_empty());
    label.map(|label| format!(", label=<{}>", xml(&escape(label)))).unwrap_or_default()
}

/// The arrow at a tip: what stands first is nearest to the box.
fn arrow(tip: &Tip) -> String {
    let most = match tip.cardinality {
        Some(Cardinality::One) => "tee",
        Some(Cardinality::Many) => "crow",
        None => "",
    };
    let least = match tip.participation {
        Some(Participation::Mandatory) => "tee",
        Some(Participation::Optional) => "odot",
        None => "",
    };
    let arrow = format!("{most}{least}");
    if arrow.is_empty() { "none".to_owned() } else { arrow }
}
