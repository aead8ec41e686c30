//! In which order things stand in their columns, so that few lines cross.
//!
//! Things are boxes, and the places where a line that leads further passes a column. Each is set
//! among its neighbours' middle (the barycentre heuristic of Sugiyama, Tagawa and Toda), and then
//! neighbours change places as long as that removes crossings.

/// A stretch of line between two things in the same column or in neighbouring ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    /// The things.
    pub(super) things: [usize; 2],
    /// Where it meets each of them: 0 at the top, 1 at the bottom.
    pub(super) at: [f64; 2],
}

/// Rounds, each from left to right and back.
const ROUNDS: usize = 8;

/// Orders the things of each column. `columns` has the things in some order.
pub(super) fn arrange(columns: &mut Vec<Vec<usize>>, count: usize, stretches: &[Stretch]) {
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, stretch) in stretches.iter().enumerate() {
        for thing in stretch.things {
            around[thing].push(index);
        }
    }
    let mut column_of = vec![0; count];
    for (at, column) in columns.iter().enumerate() {
        for &thing in column {
            column_of[thing] = at;
        }
    }
    let board = Board { around, column_of, stretches };
    let mut best = columns.clone();
    let mut least = board.cost(&best);
    for round in 0..ROUNDS * 2 {
        let forwards = round.is_multiple_of(2);
        let steps: Vec<usize> = match forwards {
            true => (0..columns.len()).collect(),
            false => (0..columns.len()).rev().collect(),
        };
        let mut places = places(columns, count);
        for at in steps {
            board.sort(&mut columns[at], &places, at, forwards);
            for (place, &thing) in columns[at].iter().enumerate() {
                places[thing] = place as f64;
            }
        }
        let mut tried = columns.clone();
        board.exchange(&mut tried);
        let cost = board.cost(&tried);
        if cost < least {
            (best, least) = (tried, cost);
        }
        if least == 0.0 {
            break;
        }
    }
    *columns = best;
}

#[derive(Debug)]
struct Board<'s> {
    /// The stretches that meet each thing.
    around: Vec<Vec<usize>>,
    column_of: Vec<usize>,
    stretches: &'s [Stretch],
}

fn places(columns: &[Vec<usize>], count: usize) -> Vec<f64> {
    let mut places = vec![0.0; count];
    for column in columns {
        for (place, &thing) in column.iter().enumerate() {
            places[thing] = place as f64;
        }
    }
    places
}

impl Board<'_> {
    /// Sorts a column by where its neighbours in the column before stand; where there are none,
    /// by those in the one behind and its own.
    fn sort(&self, column: &mut [usize], places: &[f64], at: usize, forwards: bool) {
        let before = if forwards { at.checked_sub(1) } else { Some(at + 1) };
        let middle = |thing: usize| {
            let (mut sum, mut number, mut all, mut all_number) = (0.0, 0.0, 0.0, 0.0);
            for &index in &self.around[thing] {
                let stretch = &self.stretches[index];
                let end = usize::from(stretch.things[0] == thing);
                let other = stretch.things[end];
                let place = places[other] + stretch.at[end];
                if Some(self.column_of[other]) == before {
                    sum += place;
                    number += 1.0;
                }
                if self.column_of[other] != at {
                    all += place;
                    all_number += 1.0;
                }
            }
            match (number > 0.0, all_number > 0.0) {
                (true, _) => sum / number,
                (false, true) => all / all_number,
                (false, false) => places[thing],
            }
        };
        let mut keyed: Vec<(f64, usize)> = column.iter().map(|&it| (middle(it), it)).collect();
        keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (place, (_, thing)) in keyed.into_iter().enumerate() {
            column[place] = thing;
        }
    }

    /// Lets neighbours in a column change places as long as it gets better.
    fn exchange(&self, columns: &mut [Vec<usize>]) {
        let mut places = places(columns, self.around.len());
        for _ in 0..ROUNDS {
            let mut better = false;
            for column in columns.iter_mut() {
                for place in 1..column.len() {
                    let (one, other) = (column[place - 1], column[place]);
                    let now = self.cost_of(&places, one, other);
                    places.swap(one, other);
                    if self.cost_of(&places, one, other) < now - 1e-9 {
                        column.swap(place - 1, place);
                        better = true;
                    } else {
                        places.swap(one, other);
                    }
                }
            }
            if !better {
                break;
            }
        }
    }

    /// What changes where two neighbours change places: the crossings of the lines of the one with
    /// those of the other, and how far these lines lead.
    fn cost_of(&self, places: &[f64], one: usize, other: usize) -> f64 {
        let drawn = |thing: usize| -> Vec<Drawn> {
            self.around[thing].iter().map(|&at| self.drawn(places, &self.stretches[at])).collect()
        };
        let (of_one, of_other) = (drawn(one), drawn(other));
        let crossings: f64 =
            of_one.iter().flat_map(|a| of_other.iter().map(|b| crossing(a, b))).sum();
        crossings + of_one.iter().chain(&of_other).map(reach).sum::<f64>()
    }

    /// All crossings, and how far all lines lead.
    fn cost(&self, columns: &[Vec<usize>]) -> f64 {
        let places = places(columns, self.around.len());
        let mut channels: Vec<Vec<Drawn>> = vec![Vec::new(); columns.len()];
        for stretch in self.stretches {
            let drawn = self.drawn(&places, stretch);
            channels[drawn.channel].push(drawn);
        }
        let mut cost = 0.0;
        for lines in &channels {
            for (index, one) in lines.iter().enumerate() {
                cost += reach(one) + lines[..index].iter().map(|it| crossing(one, it)).sum::<f64>();
            }
        }
        cost
    }

    fn drawn(&self, places: &[f64], stretch: &Stretch) -> Drawn {
        // A thing's lines are told apart by where on it they end.
        let place = |end: usize| places[stretch.things[end]] + 0.9 * stretch.at[end];
        let [one, other] = stretch.things.map(|thing| self.column_of[thing]);
        let ends = if one <= other { [place(0), place(1)] } else { [place(1), place(0)] };
        Drawn { channel: one.min(other), within: one == other, ends }
    }
}

/// A line between two columns: the places of its ends on the left and on the right.
#[derive(Debug, Clone, Copy)]
struct Drawn {
    channel: usize,
    /// It goes back to the column from which it comes.
    within: bool,
    ends: [f64; 2],
}

fn crossing(one: &Drawn, other: &Drawn) -> f64 {
    let may = one.channel == other.channel && !one.within && !other.within;
    let turned = (one.ends[0] - other.ends[0]) * (one.ends[1] - other.ends[1]) < 0.0;
    f64::from(u8::from(may && turned))
}

/// Near is better where it costs no crossing; what lies within a line that goes back to its column
/// will be crossed by it.
fn reach(line: &Drawn) -> f64 {
    let price = if line.within { 0.7 } else { 0.02 };
    price * (line.ends[0] - line.ends[1]).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossed_lines_are_uncrossed() {
        let line = |one, other| Stretch { things: [one, other], at: [0.5, 0.5] };
        let mut columns = vec![vec![0, 1, 2], vec![3, 4, 5]];
        arrange(&mut columns, 6, &[line(0, 5), line(1, 4), line(2, 3)]);
        let place = |thing| columns[1].iter().position(|&it| it == thing).unwrap();
        let own = |thing| columns[0].iter().position(|&it| it == thing).unwrap();
        assert_eq!([own(0), own(1), own(2)], [place(5), place(4), place(3)]);
    }

    #[test]
    fn linked_ones_of_a_column_stand_together() {
        let line = |one, other| Stretch { things: [one, other], at: [0.5, 0.5] };
        let mut columns = vec![vec![0, 1, 2]];
        arrange(&mut columns, 3, &[line(0, 2)]);
        let at = |thing: usize| columns[0].iter().position(|&it| it == thing).unwrap();
        assert_eq!(at(0).abs_diff(at(2)), 1);
    }
}
