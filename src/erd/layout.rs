//! Boxes and lines with their places, in units of whoever draws: characters or pixels.

mod sketch;
mod wiring;
mod shelf;
mod search;

pub use search::lay_out;

use super::graph::Graph;

/// A place. x grows to the right and y downwards, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Across.
    pub x: i32,
    /// Down.
    pub y: i32,
}

/// The box of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rect {
    /// The entity: an index of the graph's nodes.
    pub node: usize,
    /// The left edge.
    pub x: i32,
    /// The upper edge.
    pub y: i32,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// Its rows, see [`Size::slots`].
    pub slots: Vec<Vec<i32>>,
}

/// A line between two boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// What it draws: an index of the graph's edges.
    pub edge: usize,
    /// Its corners with its ends, from the edge's first tip to its second: each next one is
    /// straight across or down from the one before. It begins and ends directly beside a box,
    /// at `x + width` or `x - 1`, and leaves it sideways.
    pub points: Vec<Point>,
}

/// A diagram with all its places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// A box for each node.
    pub boxes: Vec<Rect>,
    /// A line for each edge.
    pub wires: Vec<Wire>,
}

/// How much room a box needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Its least width; it may be given more.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// Where lines may end at its sides: for each row the distances from the upper edge,
    /// ascending, at least one.
    pub slots: Vec<Vec<i32>>,
}

/// What the boxes are like.
pub trait Cards {
    /// The size of a node's box, each row of which has at least so many slots; there may be fewer
    /// numbers than rows.
    fn size(&self, node: usize, ends: &[usize]) -> Size;

    /// At which row of its box a tip of an edge ends: that of the column to which it leads.
    fn row(&self, edge: usize, tip: usize) -> usize;
}

/// Distances, and what is dear.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    /// What a line goes straight at its ends, for the crow's foot.
    pub foot: i32,
    /// Between two lines that run beside each other, from middle to middle.
    pub pitch: i32,
    /// The least width of a channel between two columns.
    pub channel: i32,
    /// Between two boxes that stand one below the other.
    pub gap: i32,
    /// Between a line that passes a column and what is above and below it.
    pub lane: i32,
    /// Between parts that do not hang together.
    pub apart: i32,
    /// The price of a crossing.
    pub crossing: f64,
    /// The price of a unit of line.
    pub length: f64,
    /// The price of a unit of height.
    pub height: f64,
    /// The price of a unit of width.
    pub width: f64,
}

/// What a layout has to keep to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most width.
    pub width: i32,
    /// The least number of columns in which related boxes are to stand, where there are as many.
    pub columns: usize,
}

/// What is laid out, and how.
#[derive(Clone, Copy)]
struct Task<'t> {
    graph: &'t Graph,
    cards: &'t dyn Cards,
    metrics: &'t Metrics,
}

impl Layout {
    /// How often two lines cross.
    pub fn crossings(&self) -> usize {
        let mut across: Vec<(i32, i32, i32)> = Vec::new();
        let mut down: Vec<(i32, i32, i32)> = Vec::new();
        for wire in &self.wires {
            for ends in wire.points.windows(2) {
                let [from, to] = [ends[0], ends[1]];
                if from.y == to.y {
                    across.push((from.y, from.x.min(to.x), from.x.max(to.x)));
                } else {
                    down.push((from.x, from.y.min(to.y), from.y.max(to.y)));
                }
            }
        }
        down.sort_unstable();
        let crossed = |&(y, left, right): &(i32, i32, i32)| {
            let first = down.partition_point(|line| line.0 <= left);
            let within = down[first..].iter().take_while(|line| line.0 < right);
            within.filter(|line| line.1 < y && y < line.2).count()
        };
        across.iter().map(crossed).sum()
    }

    /// How long all lines are together.
    pub fn length(&self) -> i64 {
        let stretch = |ends: &[Point]| {
            i64::from(ends[0].x.abs_diff(ends[1].x)) + i64::from(ends[0].y.abs_diff(ends[1].y))
        };
        let wires = self.wires.iter().flat_map(|wire| wire.points.windows(2));
        wires.map(stretch).sum()
    }

    /// Moved by so much.
    fn shifted(mut self, x: i32, y: i32) -> Self {
        for rect in &mut self.boxes {
            rect.x += x;
            rect.y += y;
        }
        for point in self.wires.iter_mut().flat_map(|wire| &mut wire.points) {
            point.x += x;
            point.y += y;
        }
        self
    }
}
