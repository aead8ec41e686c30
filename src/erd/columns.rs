//! Which column each box stands in.
//!
//! Lines leave boxes sideways, so boxes that are linked belong in neighbouring columns; and
//! columns should be about equally high. A greedy start from each of a few boxes is improved one
//! box at a time.

/// What is to be set in columns.
#[derive(Debug)]
pub(super) struct Task<'t> {
    /// The height of each box.
    pub(super) heights: &'t [i32],
    /// The pairs that are linked, as indexes of the boxes; a box linked with itself is left out.
    pub(super) edges: &'t [[usize; 2]],
    /// How many columns there may be.
    pub(super) columns: usize,
}

/// Starts that are tried, from the boxes with the most links.
const STARTS: usize = 8;
/// Rounds of improvement; each looks at every box.
const ROUNDS: usize = 24;

/// Some good ways to set the boxes in columns, the best first: for each box its column. No column
/// between others is empty.
pub(super) fn assign(task: &Task<'_>, wanted: usize) -> Vec<Vec<usize>> {
    let near = near(task);
    let mut starts: Vec<usize> = (0..task.heights.len()).collect();
    starts.sort_by_key(|&node| std::cmp::Reverse(near[node].len()));
    starts.truncate(STARTS);
    let mut found: Vec<(f64, Vec<usize>)> = Vec::new();
    for start in starts {
        for first in [0, task.columns / 2] {
            let mut state = State::greedy(task, &near, start, first);
            state.improve(&near);
            found.push((state.cost(), compact(&state.columns)));
        }
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found.dedup_by(|one, other| one.1 == other.1);
    found.truncate(wanted);
    found.into_iter().map(|(_, columns)| columns).collect()
}

/// For each box those that it is linked with, once for each link.
fn near(task: &Task<'_>) -> Vec<Vec<usize>> {
    let mut near = vec![Vec::new(); task.heights.len()];
    for &[one, other] in task.edges {
        near[one].push(other);
        near[other].push(one);
    }
    near
}

/// What a line costs that leads so many columns away. One within a column has to go around, and
/// one over other columns has to find its way between their boxes.
fn line(apart: usize) -> f64 {
    match apart {
        0 => 2.2,
        1 => 1.0,
        further => 1.0 + 1.7 * (further as f64 - 1.0),
    }
}

#[derive(Debug)]
struct State<'t> {
    task: &'t Task<'t>,
    /// The column of each box.
    columns: Vec<usize>,
    /// The height of each column, in boxes of usual height.
    heights: Vec<f64>,
    /// The usual height of a box.
    usual: f64,
}

impl<'t> State<'t> {
    /// Boxes in the order in which they are reached from a start, each where it costs the least.
    fn greedy(task: &'t Task<'t>, near: &[Vec<usize>], start: usize, first: usize) -> Self {
        let count = task.heights.len();
        let usual = task.heights.iter().sum::<i32>() as f64 / count as f64;
        let nowhere = usize::MAX;
        let mut state =
            Self { task, columns: vec![nowhere; count], heights: vec![0.0; task.columns], usual };
        let mut open = std::collections::VecDeque::from([start]);
        state.put(start, first);
        while let Some(node) = open.pop_front() {
            for &next in &near[node] {
                if state.columns[next] != nowhere {
                    continue;
                }
                let costs = |column: usize| {
                    let placed = near[next].iter().filter(|&&it| state.columns[it] != nowhere);
                    let lines: f64 =
                        placed.map(|&it| line(state.columns[it].abs_diff(column))).sum();
                    lines + state.load(column, state.height(next))
                };
                let best = (0..task.columns).min_by(|&a, &b| costs(a).total_cmp(&costs(b)));
                state.put(next, best.unwrap_or(0));
                open.push_back(next);
            }
        }
        state
    }

    fn height(&self, node: usize) -> f64 {
        f64::from(self.task.heights[node]) / self.usual
    }

    /// What it costs that a column grows by so much.
    fn load(&self, column: usize, by: f64) -> f64 {
        const LOAD: f64 = 0.2;
        let now = self.heights[column];
        LOAD * ((now + by) * (now + by) - now * now)
    }

    fn put(&mut self, node: usize, column: usize) {
        self.columns[node] = column;
        self.heights[column] += self.height(node);
    }

    fn improve(&mut self, near: &[Vec<usize>]) {
        for _ in 0..ROUNDS {
            let mut better = false;
            for (node, near) in near.iter().enumerate() {
                let from = self.columns[node];
                self.heights[from] -= self.height(node);
                let costs = |column: usize| {
                    let lines = near.iter().map(|&it| line(self.columns[it].abs_diff(column)));
                    lines.sum::<f64>() + self.load(column, self.height(node))
                };
                let mut best = (from, costs(from));
                for column in 0..self.task.columns {
                    let cost = costs(column);
                    if cost < best.1 - 1e-9 {
                        best = (column, cost);
                        better = true;
                    }
                }
                self.put(node, best.0);
            }
            if !better {
                break;
            }
        }
    }

    fn cost(&self) -> f64 {
        let apart = |edge: &[usize; 2]| self.columns[edge[0]].abs_diff(self.columns[edge[1]]);
        let lines: f64 = self.task.edges.iter().map(|edge| line(apart(edge))).sum();
        let empty = Self { heights: vec![0.0; 1], columns: Vec::new(), ..*self };
        lines + self.heights.iter().map(|&height| empty.load(0, height)).sum::<f64>()
    }
}

/// The same without columns in which nothing stands.
fn compact(columns: &[usize]) -> Vec<usize> {
    let mut used: Vec<usize> = columns.to_vec();
    used.sort_unstable();
    used.dedup();
    columns.iter().map(|column| used.binary_search(column).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(heights: &[i32], edges: &[[usize; 2]], columns: usize) -> Vec<usize> {
        assign(&Task { heights, edges, columns }, 1).remove(0)
    }

    #[test]
    fn a_chain_becomes_a_row_where_there_is_room() {
        let chain = best(&[5, 5, 5], &[[0, 1], [1, 2]], 3);
        assert!(chain == [0, 1, 2] || chain == [2, 1, 0], "{chain:?}");
    }

    #[test]
    fn a_star_has_its_middle_in_the_middle() {
        let edges: Vec<[usize; 2]> = (1..9).map(|leaf| [0, leaf]).collect();
        let star = best(&[5; 9], &edges, 3);
        assert_eq!(star[0], 1);
        assert_eq!(star.iter().filter(|&&column| column == 0).count(), 4);
    }

    #[test]
    fn one_column_takes_all() {
        assert_eq!(best(&[5, 5], &[[0, 1]], 1), [0, 0]);
        assert_eq!(best(&[5], &[], 4), [0]);
    }
}
