//! Lines in the channel between two columns: on which track each goes up or down.
//!
//! A line comes in at a height on either side, goes along there to its track, along the track to
//! the height of its other end, and on. On a track no two meet. Where a line from the left and
//! one to the right have the same height, the first has to turn before the second begins; where
//! that leads in a circle, a line gets two tracks and a height of its own between them.

use std::collections::{HashMap, HashSet};

/// A side of a channel, or of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// Where the lower numbers of x are.
    Left,
    /// The other.
    Right,
}

/// A line in a channel: the heights and the sides of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// Where the ends are.
    pub(super) ends: [(Side, i32); 2],
}

/// How a line goes through its channel, from its first end to its second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// Straight across.
    Straight,
    /// By one track.
    One(usize),
    /// By a track, along a height to another, and by that.
    Two(usize, i32, usize),
}

/// The course of each line, and how many tracks there are.
pub(super) fn route(runs: &[Run]) -> (Vec<Course>, usize) {
    let mut pieces = Vec::new();
    let mut courses = vec![Course::Straight; runs.len()];
    for (index, run) in runs.iter().enumerate() {
        let [(one, from), (other, to)] = run.ends;
        if one == other || from != to {
            pieces.push(Piece::of(index, run));
        }
    }
    let mut used: HashSet<i32> = runs.iter().flat_map(|run| run.ends.map(|end| end.1)).collect();
    while let Some(at) = in_a_circle(&pieces) {
        let height = free_height(&pieces[at], &used);
        used.insert(height);
        let second = pieces[at].split(height);
        pieces.push(second);
    }
    let order = order(&pieces);
    let tracks = tracks(&pieces, &order);
    for (piece, &track) in pieces.iter().zip(&tracks) {
        let [(first, _), _] = runs[piece.run].ends;
        let Some(height) = piece.split_at else {
            courses[piece.run] = Course::One(track);
            continue;
        };
        // The two pieces of a line come in any order; the first begins at its first end.
        let is_first = (first == Side::Left) == piece.has_left();
        courses[piece.run] = match (courses[piece.run], is_first) {
            (Course::One(other), true) => Course::Two(track, height, other),
            (Course::One(other), false) => Course::Two(other, height, track),
            _ => Course::One(track),
        };
    }
    (courses, tracks.iter().max().map_or(0, |most| most + 1))
}

/// A vertical piece of a line.
#[derive(Debug, Clone)]
struct Piece {
    /// The line.
    run: usize,
    /// The heights at which it is reached from the left side.
    left: Vec<i32>,
    /// Those at which it is left to the right side.
    right: Vec<i32>,
    /// The height that leads to the other piece of the line.
    split_at: Option<i32>,
}

impl Piece {
    fn of(index: usize, run: &Run) -> Self {
        let at = |side| {
            let ends = run.ends.iter().filter(|end| end.0 == side);
            ends.map(|end| end.1).collect::<Vec<_>>()
        };
        Self { run: index, left: at(Side::Left), right: at(Side::Right), split_at: None }
    }

    /// Makes this the piece at the left side, and answers with the one at the right.
    fn split(&mut self, height: i32) -> Self {
        self.split_at = Some(height);
        let right = std::mem::take(&mut self.right);
        Self { run: self.run, left: Vec::new(), right, split_at: Some(height) }
    }

    fn has_left(&self) -> bool {
        !self.left.is_empty()
    }

    /// From the highest point to the lowest.
    fn span(&self) -> (i32, i32) {
        let heights = || self.left.iter().chain(&self.right).chain(&self.split_at).copied();
        (heights().min().unwrap_or(0), heights().max().unwrap_or(0))
    }

    fn meets(&self, other: &Self) -> bool {
        let (one, two) = (self.span(), other.span());
        one.0 <= two.1 && two.0 <= one.1
    }

    /// How many crossings there are between the two where this one is on the left.
    fn crossings(&self, other: &Self) -> i32 {
        let within = |piece: &Self, height: &i32| {
            let (top, bottom) = piece.span();
            (top..=bottom).contains(height)
        };
        let right = self.right.iter().filter(|height| within(other, height)).count();
        let left = other.left.iter().filter(|height| within(self, height)).count();
        i32::try_from(right + left).unwrap_or(i32::MAX)
    }
}

/// For each piece those that have to be left of it: those that come in from the left at a height
/// at which it leaves to the right.
fn held_by(pieces: &[Piece]) -> Vec<Vec<usize>> {
    let lefts = pieces
        .iter()
        .enumerate()
        .flat_map(|(at, piece)| piece.left.iter().map(move |height| (*height, at)));
    let at_height: HashMap<i32, usize> = lefts.collect();
    let before = |(at, piece): (usize, &Piece)| {
        let others = piece.right.iter().filter_map(|height| at_height.get(height).copied());
        others.filter(|&other| other != at && pieces[other].run != piece.run).collect()
    };
    pieces.iter().enumerate().map(before).collect()
}

/// A piece that has to be left of itself, by way of others, and can be split.
fn in_a_circle(pieces: &[Piece]) -> Option<usize> {
    let held_by = held_by(pieces);
    let mut open: Vec<bool> = vec![true; pieces.len()];
    let is_held = |at: usize, open: &[bool]| held_by[at].iter().any(|&other| open[other]);
    let mut left = pieces.len();
    loop {
        for at in 0..pieces.len() {
            open[at] = open[at] && is_held(at, &open);
        }
        let still = open.iter().filter(|&&open| open).count();
        if still == left {
            break;
        }
        left = still;
    }
    // Everything that is left has one before it; going back from any leads into the circle. In
    // that each is reached from the left and left to the right, so it can be split.
    let mut at = open.iter().position(|&open| open)?;
    for _ in 0..left {
        at = held_by[at].iter().copied().find(|&other| open[other])?;
    }
    Some(at)
}

/// A height that no line has in this channel, near the middle of a piece.
fn free_height(piece: &Piece, used: &HashSet<i32>) -> i32 {
    let (top, bottom) = piece.span();
    let middle = top + (bottom - top) / 2;
    let mut away = 0;
    loop {
        for height in [middle + away, middle - away] {
            if !used.contains(&height) {
                return height;
            }
        }
        away += 1;
    }
}

/// The pieces from left to right: each time the one that costs the fewest crossings there.
fn order(pieces: &[Piece]) -> Vec<usize> {
    let count = pieces.len();
    let mut price = vec![0; count];
    let cost = |one: usize, other: usize| {
        let (one, other) = (&pieces[one], &pieces[other]);
        if one.meets(other) { one.crossings(other) - other.crossings(one) } else { 0 }
    };
    for (one, price) in price.iter_mut().enumerate() {
        *price = (0..count).filter(|&other| other != one).map(|other| cost(one, other)).sum();
    }
    let held_by = held_by(pieces);
    let mut placed = vec![false; count];
    let mut open: Vec<usize> = (0..count).collect();
    let mut order = Vec::with_capacity(count);
    while !open.is_empty() {
        let is_free = |&at: &usize| held_by[at].iter().all(|&other| placed[other]);
        let free = open.iter().copied().filter(is_free);
        // Short ones first: they stay near the side that they come from.
        let best = free.min_by_key(|&at| {
            let (top, bottom) = pieces[at].span();
            (price[at], bottom - top, at)
        });
        let Some(best) = best.or_else(|| open.first().copied()) else { break };
        open.retain(|&at| at != best);
        placed[best] = true;
        for &at in &open {
            price[at] -= cost(at, best);
        }
        order.push(best);
    }
    // What looked cheap among all may be dear beside its neighbour.
    let is_held = |one: usize, other: usize| held_by[other].contains(&one);
    for _ in 0..count {
        let mut better = false;
        for at in 1..count {
            let (one, other) = (order[at - 1], order[at]);
            if cost(one, other) > 0 && !is_held(one, other) {
                order.swap(at - 1, at);
                better = true;
            }
        }
        if !better {
            break;
        }
    }
    order
}

/// The lowest track for each piece on which it meets none and has all on its left that came
/// before it and that it meets.
fn tracks(pieces: &[Piece], order: &[usize]) -> Vec<usize> {
    let held_by = held_by(pieces);
    let mut tracks = vec![0; pieces.len()];
    for (index, &at) in order.iter().enumerate() {
        let meeting = order[..index].iter().filter(|&&other| pieces[other].meets(&pieces[at]));
        let earlier = meeting.chain(&held_by[at]);
        tracks[at] = earlier.map(|&other| tracks[other] + 1).max().unwrap_or(0);
    }
    tracks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(from: i32, to: i32) -> Run {
        Run { ends: [(Side::Left, from), (Side::Right, to)] }
    }

    #[test]
    fn straight_lines_need_no_track() {
        assert_eq!(route(&[across(3, 3), across(5, 5)]), (vec![Course::Straight; 2], 0));
    }

    #[test]
    fn lines_that_need_not_cross_do_not() {
        // Both go down: the lower one turns first.
        let (courses, tracks) = route(&[across(0, 4), across(2, 6)]);
        assert_eq!((courses, tracks), (vec![Course::One(1), Course::One(0)], 2));
    }

    #[test]
    fn lines_apart_share_a_track() {
        assert_eq!(route(&[across(0, 2), across(5, 7)]).1, 1);
    }

    #[test]
    fn two_that_change_places_do_not_run_over_each_other() {
        let (courses, tracks) = route(&[across(0, 4), across(4, 0)]);
        assert_eq!(tracks, 3);
        let split = courses.iter().filter(|course| matches!(course, Course::Two(..))).count();
        assert_eq!(split, 1);
    }

    #[test]
    fn a_line_back_to_its_side_turns_before_what_ends_at_its_height() {
        let loops = Run { ends: [(Side::Left, 1), (Side::Left, 3)] };
        let (courses, _) = route(&[across(0, 3), loops]);
        assert_eq!(courses, [Course::One(1), Course::One(0)]);
    }
}
