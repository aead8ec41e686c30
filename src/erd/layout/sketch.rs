//! A part that hangs together, in columns: what stands above what, how high, and where the lines
//! end. Not yet how wide.

use super::Task;
use crate::erd::channel::Side;
use crate::erd::order::{self, Stretch};
use crate::erd::settle::{self, settle};

/// The part.
#[derive(Debug)]
pub(super) struct Sketch {
    /// The boxes, in the order of the part's nodes, and then the places where lines pass columns.
    pub(super) things: Vec<Thing>,
    /// The things of each column from top to bottom.
    pub(super) columns: Vec<Vec<usize>>,
    /// The lines piece by piece, each piece within one channel.
    pub(super) pieces: Vec<Piece>,
    /// For each edge of the part, its index in the graph and its pieces from tip to tip.
    pub(super) paths: Vec<(usize, Vec<usize>)>,
}

/// A box, or a place where a line passes a column.
#[derive(Debug)]
pub(super) struct Thing {
    /// The node; none where a line passes.
    pub(super) node: Option<usize>,
    pub(super) column: usize,
    pub(super) width: i32,
    pub(super) height: i32,
    /// The rows of a box, see [`super::Size::slots`].
    pub(super) slots: Vec<Vec<i32>>,
    pub(super) top: i32,
}

/// A line's piece between two things.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) things: [usize; 2],
    /// The sides of the things at which it ends.
    pub(super) sides: [Side; 2],
    /// The channel: that at the right side of the column of this number.
    pub(super) channel: usize,
    /// The row at which each end is, and which of its slots.
    rows: [usize; 2],
    slots: [usize; 2],
}

/// Sweeps over the columns that bring things to their height.
const SWEEPS: usize = 10;

impl Sketch {
    /// Sketches a part: `nodes` and `edges` are indexes of the graph's, and `columns` has the
    /// column of each of the nodes.
    pub(super) fn of(task: Task<'_>, nodes: &[usize], edges: &[usize], columns: &[usize]) -> Self {
        let count = columns.iter().max().map_or(0, |last| last + 1);
        let mut sketch = Self {
            things: Vec::new(),
            columns: vec![Vec::new(); count],
            pieces: Vec::new(),
            paths: Vec::new(),
        };
        for (&node, &column) in nodes.iter().zip(columns) {
            sketch.add(Some(node), column);
        }
        sketch.lead(task, nodes, edges);
        sketch.measure(task);
        sketch.arrange();
        sketch.stack(task);
        for sweep in 0..SWEEPS {
            sketch.choose_slots();
            sketch.sweep(task, sweep);
        }
        sketch.choose_slots();
        sketch
    }

    /// At which height an end of a piece is.
    pub(super) fn height_of(&self, piece: &Piece, end: usize) -> i32 {
        let thing = &self.things[piece.things[end]];
        let row = thing.slots.get(piece.rows[end]);
        thing.top + row.and_then(|row| row.get(piece.slots[end])).copied().unwrap_or(0)
    }

    fn add(&mut self, node: Option<usize>, column: usize) -> usize {
        let index = self.things.len();
        let thing = Thing { node, column, width: 0, height: 1, slots: vec![vec![0]], top: 0 };
        self.things.push(thing);
        self.columns[column].push(index);
        index
    }

    /// Leads each edge from column to column, those within a column last: they take the channel
    /// that has more room.
    fn lead(&mut self, task: Task<'_>, nodes: &[usize], edges: &[usize]) {
        let mut crowd = vec![0_usize; self.columns.len()];
        let ends = |edge: usize| {
            task.graph.edges[edge].tips.map(|tip| nodes.binary_search(&tip.node).unwrap_or(0))
        };
        let mut later = Vec::new();
        for &edge in edges {
            let [from, to] = ends(edge);
            let rows = [0, 1].map(|tip| task.cards.row(edge, tip));
            let (start, goal) = (self.things[from].column, self.things[to].column);
            if start == goal {
                later.push((edge, from, to, rows));
                continue;
            }
            let mut path = Vec::new();
            let (mut at, mut column) = (from, start);
            while column != goal {
                let (next_column, sides, channel) = match column < goal {
                    true => (column + 1, [Side::Right, Side::Left], column),
                    false => (column - 1, [Side::Left, Side::Right], column - 1),
                };
                let next = if next_column == goal { to } else { self.add(None, next_column) };
                let at_ends = [at == from, next == to];
                let rows = [0, 1].map(|end| if at_ends[end] { rows[end] } else { 0 });
                crowd[channel] += 1;
                path.push(self.pieces.len());
                let things = [at, next];
                self.pieces.push(Piece { things, sides, channel, rows, slots: [0; 2] });
                (at, column) = (next, next_column);
            }
            self.paths.push((edge, path));
        }
        let last = self.columns.len().saturating_sub(1);
        for (edge, from, to, rows) in later {
            let column = self.things[from].column;
            // On the right of the last column is nothing that a line could cross.
            let left = column.checked_sub(1).filter(|_| column < last);
            let goes_left = left.is_some_and(|left| crowd[left] < crowd[column]);
            let (side, channel) = match left.filter(|_| goes_left) {
                Some(left) => (Side::Left, left),
                None => (Side::Right, column),
            };
            crowd[channel] += 2;
            self.paths.push((edge, vec![self.pieces.len()]));
            let (things, sides) = ([from, to], [side; 2]);
            self.pieces.push(Piece { things, sides, channel, rows, slots: [0; 2] });
        }
    }

    /// Gives each box the size for its lines.
    fn measure(&mut self, task: Task<'_>) {
        // For each thing and row, how many lines end on the left and on the right.
        let mut needed: Vec<Vec<[usize; 2]>> = vec![Vec::new(); self.things.len()];
        for piece in &self.pieces {
            for end in 0..2 {
                let (rows, row) = (&mut needed[piece.things[end]], piece.rows[end]);
                rows.resize(rows.len().max(row + 1), [0; 2]);
                rows[row][side(piece.sides[end])] += 1;
            }
        }
        for (thing, needed) in self.things.iter_mut().zip(needed) {
            if let Some(node) = thing.node {
                let ends: Vec<usize> =
                    needed.iter().map(|[left, right]| *left.max(right)).collect();
                let size = task.cards.size(node, &ends);
                (thing.width, thing.height, thing.slots) = (size.width, size.height, size.slots);
            }
        }
    }

    fn arrange(&mut self) {
        let at = |piece: &Piece, end: usize| {
            let rows = self.things[piece.things[end]].slots.len().max(1);
            (piece.rows[end] as f64 + 0.5) / rows as f64
        };
        let stretch =
            |piece: &Piece| Stretch { things: piece.things, at: [at(piece, 0), at(piece, 1)] };
        let stretches: Vec<Stretch> = self.pieces.iter().map(stretch).collect();
        order::arrange(&mut self.columns, self.things.len(), &stretches);
    }

    /// The least distance between two things of a column.
    fn gap(&self, task: Task<'_>, above: usize, below: usize) -> i32 {
        match (self.things[above].node, self.things[below].node) {
            (Some(_), Some(_)) => task.metrics.gap,
            (None, None) => task.metrics.pitch.max(1) - 1,
            _ => task.metrics.lane,
        }
    }

    /// One below the other, the middles of all columns at one height.
    fn stack(&mut self, task: Task<'_>) {
        for column in 0..self.columns.len() {
            let mut below = 0;
            for place in 0..self.columns[column].len() {
                let thing = self.columns[column][place];
                if place > 0 {
                    below += self.gap(task, self.columns[column][place - 1], thing);
                }
                self.things[thing].top = below;
                below += self.things[thing].height;
            }
            for &thing in &self.columns[column] {
                self.things[thing].top -= below / 2;
            }
        }
    }

    /// Lines that end at one side of a row take its slots in the order of their other ends.
    fn choose_slots(&mut self) {
        let mut ends: Vec<[usize; 2]> =
            (0..self.pieces.len()).flat_map(|piece| [[piece, 0], [piece, 1]]).collect();
        let place = |&[piece, end]: &[usize; 2]| {
            let piece = &self.pieces[piece];
            (piece.things[end], side(piece.sides[end]), piece.rows[end])
        };
        ends.sort_by_cached_key(|it| (place(it), self.height_of(&self.pieces[it[0]], 1 - it[1])));
        let same = ends.chunk_by(|one, other| place(one) == place(other));
        let chosen: Vec<([usize; 2], usize)> =
            same.flat_map(|ends| ends.iter().copied().zip(0..)).collect();
        for ([piece, end], slot) in chosen {
            self.pieces[piece].slots[end] = slot;
        }
    }

    /// Moves the things of each column to where their lines are straight: first by what is on one
    /// side, then by what is on the other, and at last by both.
    fn sweep(&mut self, task: Task<'_>, sweep: usize) {
        let (forwards, both) = (sweep.is_multiple_of(2), sweep + 3 > SWEEPS);
        for step in 0..self.columns.len() {
            let column = if forwards { step } else { self.columns.len() - 1 - step };
            let mut wishes: Vec<[Vec<i32>; 2]> = vec![Default::default(); self.things.len()];
            for piece in &self.pieces {
                for end in 0..2 {
                    let (thing, other) = (piece.things[end], piece.things[1 - end]);
                    let is_apart = self.things[other].column != column;
                    if self.things[thing].column == column && is_apart {
                        let own = self.height_of(piece, end) - self.things[thing].top;
                        // A line that passes should be straight rather than a box's.
                        let times = if self.things[other].node.is_none() { 2 } else { 1 };
                        let wish = self.height_of(piece, 1 - end) - own;
                        wishes[thing][side(piece.sides[end])].extend(vec![wish; times]);
                    }
                }
            }
            let before = usize::from(!forwards);
            let mut things = Vec::new();
            for (place, &thing) in self.columns[column].iter().enumerate() {
                let [left, right] = &mut wishes[thing];
                let all: Vec<i32> = left.iter().chain(right.iter()).copied().collect();
                let one = std::mem::take(if before == 0 { left } else { right });
                let mut wishes = if both || one.is_empty() { all } else { one };
                if wishes.is_empty() {
                    wishes.push(self.things[thing].top);
                }
                let above = place.checked_sub(1).map(|above| self.columns[column][above]);
                let gap = above.map_or(0, |above| self.gap(task, above, thing));
                things.push(settle::Thing { height: self.things[thing].height, gap, wishes });
            }
            let tops = settle(&things);
            for (place, top) in tops.into_iter().enumerate() {
                let thing = self.columns[column][place];
                self.things[thing].top = top;
            }
        }
    }
}

fn side(side: Side) -> usize {
    match side {
        Side::Left => 0,
        Side::Right => 1,
    }
}
