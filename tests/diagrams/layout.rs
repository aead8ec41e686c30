//! What holds of every layout.

use std::collections::HashMap;

use proptest::prelude::*;
use relatable::erd::graph::Graph;
use relatable::erd::layout::{Cards, Layout, Limits, Metrics, Size, lay_out};
use relatable::relation::Model;

use crate::models;

/// Boxes of a few sizes.
struct Plain {
    /// Some keys stand at places of their own, which may be in each other's way.
    keys: bool,
}

impl Cards for Plain {
    fn size(&self, node: usize, ends: &[usize]) -> Size {
        let rows = ends.len().max(1 + node % 5);
        let mut lines = 0;
        let slots: Vec<Vec<i32>> = (0..rows)
            .map(|row| {
                let first = lines;
                lines += i32::try_from(ends.get(row).copied().unwrap_or(0).max(1)).unwrap();
                (first + 1..=lines).collect()
            })
            .collect();
        let width = 6 + 3 * i32::try_from(node % 4).unwrap();
        Size { width, height: lines + 2, slots }
    }

    fn row(&self, edge: usize, tip: usize) -> usize {
        // Some keys have a place, and some of those the same one.
        if self.keys && edge.is_multiple_of(2) { (edge + tip) % 3 } else { 0 }
    }
}

const METRICS: Metrics = Metrics {
    foot: 3,
    pitch: 2,
    channel: 9,
    gap: 1,
    lane: 1,
    apart: 1,
    crossing: 6.0,
    length: 0.1,
    height: 1.0,
    width: 0.1,
};

#[track_caller]
fn checked(model: &Model, keys: bool, limits: Limits) -> Option<Layout> {
    let graph = Graph::of(model);
    let layout = lay_out(&graph, &Plain { keys }, &METRICS, limits)?;
    assert!(layout.width <= limits.width);
    let nodes: Vec<usize> = layout.boxes.iter().map(|rect| rect.node).collect();
    assert_eq!(nodes, (0..graph.nodes.len()).collect::<Vec<_>>(), "each box once");
    for (index, one) in layout.boxes.iter().enumerate() {
        assert!(one.x >= 0 && one.y >= 0, "{one:?}");
        assert!(one.x + one.width <= layout.width && one.y + one.height <= layout.height);
        for other in &layout.boxes[..index] {
            let apart = one.x + one.width <= other.x
                || other.x + other.width <= one.x
                || one.y + one.height <= other.y
                || other.y + other.height <= one.y;
            assert!(apart, "boxes lie on each other: {one:?} {other:?}");
        }
    }
    let edges: Vec<usize> = layout.wires.iter().map(|wire| wire.edge).collect();
    assert_eq!(edges, (0..graph.edges.len()).collect::<Vec<_>>(), "each line once");
    let mut cells: HashMap<(i32, i32, bool), usize> = HashMap::new();
    let mut corners: HashMap<(i32, i32), usize> = HashMap::new();
    for wire in &layout.wires {
        let tips = graph.edges[wire.edge].tips;
        let ends = [wire.points[0], *wire.points.last().unwrap()];
        for (tip, end) in tips.iter().zip(ends) {
            let rect = &layout.boxes[tip.node];
            let beside = end.x == rect.x - 1 || end.x == rect.x + rect.width;
            let within = rect.y < end.y && end.y < rect.y + rect.height - 1;
            assert!(beside && within, "a line ends beside its box: {wire:?} {rect:?}");
        }
        for (tip, end) in ends.iter().enumerate() {
            let rect = &layout.boxes[tips[tip].node];
            let row = Plain { keys }.row(wire.edge, tip);
            let found = rect.slots.iter().position(|row| row.contains(&(end.y - rect.y)));
            assert_eq!(found, Some(row), "a line ends at its row: {wire:?} {rect:?}");
        }
        for pair in wire.points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            assert!((from.x == to.x) != (from.y == to.y), "lines are straight: {wire:?}");
            let across = from.y == to.y;
            for x in from.x.min(to.x)..=from.x.max(to.x) {
                for y in from.y.min(to.y)..=from.y.max(to.y) {
                    assert!(x >= 0 && y >= 0 && x < layout.width && y < layout.height);
                    let hit = layout.boxes.iter().find(|rect| {
                        (rect.x..rect.x + rect.width).contains(&x)
                            && (rect.y..rect.y + rect.height).contains(&y)
                    });
                    assert_eq!(hit, None, "a line runs through a box: {wire:?}");
                    let before = cells.insert((x, y, across), wire.edge);
                    assert!(
                        before.is_none_or(|edge| edge == wire.edge),
                        "lines lie on each other at {x} {y}: {before:?} {wire:?}"
                    );
                }
            }
        }
        for point in &wire.points {
            corners.insert((point.x, point.y), wire.edge);
        }
    }
    // Where one line turns, no other passes: it would look as if they met.
    for (&(x, y), &edge) in &corners {
        for across in [true, false] {
            assert!(cells.get(&(x, y, across)).is_none_or(|&other| other == edge), "at {x} {y}");
        }
    }
    Some(layout)
}

const WIDE: Limits = Limits { width: 10_000, columns: 1 };

#[test]
fn what_people_make_has_few_crossings() {
    let crossings = |model: &Model| checked(model, false, WIDE).unwrap().crossings();
    for (tables, most) in [(1, 0), (2, 0), (3, 0), (5, 0), (10, 1), (15, 4)] {
        let found = crossings(&models::shop(tables));
        assert!(found <= most, "{tables}: {found}");
    }
    assert!(crossings(&models::star(9)) <= 1);
    assert!(crossings(&models::star(12)) <= 1);
    assert_eq!(crossings(&models::chain(9, false)), 0);
    assert_eq!(crossings(&models::chain(9, true)), 0);
}

#[test]
fn a_hundred_tables_are_laid_out() {
    checked(&models::web(100), true, WIDE).unwrap();
}

#[test]
fn where_there_is_no_room_there_is_no_layout() {
    assert_eq!(checked(&models::shop(5), true, Limits { width: 8, columns: 1 }), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn lines_keep_off_boxes_and_each_other(
        model in models::any_model(14),
        width in prop_oneof![Just(10_000), 20..120_i32],
        columns in 1..3_usize,
    ) {
        let limits = Limits { width, columns };
        let layout = checked(&model, true, limits);
        prop_assert_eq!(layout, checked(&model, true, limits), "the same comes of the same");
    }
}
