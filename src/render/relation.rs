//! All relations of a database, and its diagram.

use super::flow::{Face, Span, fitted, flow, prose, voice};
use super::listing::typed;
use super::symbols::Manner;
use super::{Look, escape};
use crate::erd::graph::Graph;
use crate::erd::text::{Options, Signs, draw, told};
use crate::feedback::relation::overview::{Overview, Told};

/// Every relation of a database in all notations.
pub(super) fn relations(overview: &Overview, look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    for told in &overview.relations {
        lines.extend(relation(told, look));
    }
    if !overview.alone.is_empty() {
        let alone: Vec<String> = overview.alone.iter().map(|name| look.line(name)).collect();
        lines.extend(voice(&format!("No key leads to or from {}.", alone.join(", ")), look));
    }
    for flaw in &overview.flaws {
        lines.extend(prose(&look.symbols().words(flaw), look));
    }
    // Signs say nothing to an ear.
    if !overview.relations.is_empty() && !look.manner.is_spoken() {
        lines.extend(voice("The same as Mermaid writes it:", look));
        lines.extend(typed(&overview.mermaid, look));
    }
    lines
}

fn relation(told: &Told, look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    if !look.manner.is_spoken() {
        lines = flow(&[Span::new(look.line(&told.line), Face::Strong)], look, "", "  ");
    }
    let sentences = told.sentences.join("; ");
    for text in [&Some(sentences), &told.proof, &told.census].into_iter().flatten() {
        let text = look.symbols().words(&look.line(text));
        lines.extend(flow(&[Span::new(text, Face::Plain)], look, "  ", "  "));
    }
    lines
}

/// A diagram: to be looked at, or for an ear in words.
pub(super) fn erd(graph: &Graph, look: &Look) -> Vec<String> {
    if look.manner.is_spoken() {
        return told(graph, escape::line).iter().flat_map(|line| fitted(line, look)).collect();
    }
    let signs = if look.manner == Manner::Full { Signs::Box } else { Signs::Ascii };
    let options = Options { width: look.columns, signs, escape: escape::line };
    draw(graph, &options)
}
