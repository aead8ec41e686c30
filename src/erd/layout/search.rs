//! The best of a few layouts: by crossings, length of lines and size.

use super::shelf::shelve;
use super::sketch::Sketch;
use super::wiring::place;
use super::{Cards, Layout, Limits, Metrics, Task};
use crate::erd::columns::{self, assign};
use crate::erd::graph::Graph;

/// Ways to set boxes in columns that are looked at for each number of columns.
const WAYS: usize = 3;
/// In a part of more boxes than this, fewer ways and numbers of columns are looked at: there is no
/// time, and nobody takes in such a picture at a glance.
const MANY: usize = 24;
/// The most columns.
const COLUMNS: usize = 12;

/// Lays a graph out: each part that hangs together for itself, the parts beside and below each
/// other. `None` where a part cannot be made to keep to the limits.
pub fn lay_out(
    graph: &Graph,
    cards: &dyn Cards,
    metrics: &Metrics,
    limits: Limits,
) -> Option<Layout> {
    let task = Task { graph, cards, metrics };
    let mut parts = Vec::new();
    for nodes in graph.components() {
        parts.push(part(task, &nodes, limits)?);
    }
    // What has no lines comes last.
    let (linked, alone): (Vec<Layout>, Vec<Layout>) =
        parts.into_iter().partition(|part| !part.wires.is_empty());
    let mut all: Layout = shelve([linked, alone].concat(), limits.width, metrics.apart);
    all.boxes.sort_by_key(|rect| rect.node);
    all.wires.sort_by_key(|wire| wire.edge);
    Some(all)
}

fn part(task: Task<'_>, nodes: &[usize], limits: Limits) -> Option<Layout> {
    let edges: Vec<usize> = (0..task.graph.edges.len())
        .filter(|&edge| nodes.binary_search(&task.graph.edges[edge].tips[0].node).is_ok())
        .collect();
    let heights: Vec<i32> =
        nodes.iter().map(|&node| task.cards.size(node, &[]).height + task.metrics.gap).collect();
    let place_of = |node: usize| nodes.binary_search(&node).unwrap_or(0);
    let pairs: Vec<[usize; 2]> = edges
        .iter()
        .map(|&edge| task.graph.edges[edge].tips.map(|tip| place_of(tip.node)))
        .filter(|[one, other]| one != other)
        .collect();
    let mut best: Option<(f64, Layout)> = None;
    let ways = if nodes.len() > MANY { 1 } else { WAYS };
    for columns in numbers(nodes.len(), limits.columns) {
        let wish = columns::Task { heights: &heights, edges: &pairs, columns };
        for way in assign(&wish, ways) {
            let layout = place(&Sketch::of(task, nodes, &edges, &way), task.metrics);
            if layout.width > limits.width {
                continue;
            }
            let cost = cost(&layout, task.metrics);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, layout));
            }
        }
    }
    best.map(|(_, layout)| layout)
}

/// The numbers of columns to look at for so many boxes.
fn numbers(boxes: usize, least: usize) -> Vec<usize> {
    let most = boxes.min(COLUMNS);
    let step = if boxes > MANY { 2 } else { 1 };
    (least.clamp(1, most)..=most).step_by(step).collect()
}

fn cost(layout: &Layout, metrics: &Metrics) -> f64 {
    layout.crossings() as f64 * metrics.crossing
        + layout.length() as f64 * metrics.length
        + f64::from(layout.height) * metrics.height
        + f64::from(layout.width) * metrics.width
}
