//! From a sketch to places: how wide columns and channels are, and the corners of the lines.

use super::sketch::{Piece, Sketch};
use super::{Layout, Metrics, Point, Rect, Wire};
use crate::erd::channel::{Course, Run, Side, route};

/// Gives everything in a sketch its place.
pub(super) fn place(sketch: &Sketch, metrics: &Metrics) -> Layout {
    let count = sketch.columns.len();
    let mut courses: Vec<Course> = vec![Course::Straight; sketch.pieces.len()];
    // The left edges of columns, and the first tracks of channels.
    let (mut columns, mut tracks) = (Vec::new(), Vec::new());
    let mut x = 0;
    for column in 0..count {
        columns.push(x);
        x += width_of(sketch, column);
        let within: Vec<usize> =
            (0..sketch.pieces.len()).filter(|&at| sketch.pieces[at].channel == column).collect();
        let runs: Vec<Run> = within.iter().map(|&at| run(sketch, &sketch.pieces[at])).collect();
        let (found, number) = route(&runs);
        for (at, course) in within.into_iter().zip(found) {
            courses[at] = course;
        }
        let number = i32::try_from(number).unwrap_or(i32::MAX);
        let needed = if number == 0 { 0 } else { (number - 1) * metrics.pitch + 1 };
        let width = match column + 1 == count {
            true if number == 0 => 0,
            true => metrics.foot + needed,
            false => metrics.channel.max(2 * metrics.foot + needed),
        };
        let first = if column + 1 == count { metrics.foot } else { (width - needed) / 2 };
        tracks.push(x + first);
        x += width;
    }
    let boxes = sketch.things.iter().filter_map(|thing| {
        let (x, width) = (columns[thing.column], width_of(sketch, thing.column));
        let slots = thing.slots.clone();
        Some(Rect { node: thing.node?, x, y: thing.top, width, height: thing.height, slots })
    });
    let wire = |(edge, path): &(usize, Vec<usize>)| {
        let mut points = Vec::new();
        for &at in path {
            let piece = &sketch.pieces[at];
            let track = |number: usize| {
                tracks[piece.channel] + i32::try_from(number).unwrap_or(0) * metrics.pitch
            };
            let ends = [0, 1].map(|end| {
                let column = sketch.things[piece.things[end]].column;
                let x = match piece.sides[end] {
                    Side::Left => columns[column] - 1,
                    Side::Right => columns[column] + width_of(sketch, column),
                };
                Point { x, y: sketch.height_of(piece, end) }
            });
            points.push(ends[0]);
            let mut turn = |track: i32, from: i32, to: i32| {
                points.extend([Point { x: track, y: from }, Point { x: track, y: to }]);
            };
            match courses[at] {
                Course::Straight => {}
                Course::One(number) => turn(track(number), ends[0].y, ends[1].y),
                Course::Two(first, height, second) => {
                    turn(track(first), ends[0].y, height);
                    turn(track(second), height, ends[1].y);
                }
            }
            points.push(ends[1]);
        }
        Wire { edge: *edge, points: corners(points) }
    };
    let layout = Layout {
        width: 0,
        height: 0,
        boxes: boxes.collect(),
        wires: sketch.paths.iter().map(wire).collect(),
    };
    to_origin(layout)
}

fn width_of(sketch: &Sketch, column: usize) -> i32 {
    sketch.columns[column].iter().map(|&thing| sketch.things[thing].width).max().unwrap_or(0)
}

/// A piece as its channel sees it: what leaves a box to the right comes in from the left.
fn run(sketch: &Sketch, piece: &Piece) -> Run {
    let end = |end: usize| {
        let side = match piece.sides[end] {
            Side::Right => Side::Left,
            Side::Left => Side::Right,
        };
        (side, sketch.height_of(piece, end))
    };
    Run { ends: [end(0), end(1)] }
}

/// Only the points at which the direction changes, and the ends.
fn corners(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        while let [.., before, last] = kept[..]
            && ((before.x == last.x && last.x == point.x)
                || (before.y == last.y && last.y == point.y))
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

fn to_origin(layout: Layout) -> Layout {
    let points = || layout.wires.iter().flat_map(|wire| &wire.points);
    let tops = layout.boxes.iter().map(|rect| rect.y).chain(points().map(|point| point.y));
    let top = tops.min().unwrap_or(0);
    let rights = layout.boxes.iter().map(|rect| rect.x + rect.width);
    let width = rights.chain(points().map(|point| point.x + 1)).max().unwrap_or(0);
    let bottoms = layout.boxes.iter().map(|rect| rect.y + rect.height);
    let bottom = bottoms.chain(points().map(|point| point.y + 1)).max().unwrap_or(0);
    Layout { width, height: bottom - top, ..layout.shifted(0, -top) }
}
