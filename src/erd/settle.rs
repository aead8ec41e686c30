//! How high the things of a column stand, in their order: as near as may be to where their lines
//! would be straight.

/// One thing of a column.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    /// Its height.
    pub(super) height: i32,
    /// The least distance to the thing before.
    pub(super) gap: i32,
    /// Where its top would have to be for each of its lines to be straight; not empty.
    pub(super) wishes: Vec<i32>,
}

/// The top of each thing. Of several wishes the middle one counts, for one line that is straight
/// is better than two that are nearly so; things that are in each other's way move as one block,
/// whose wishes are those of all (pool adjacent violators).
pub(super) fn settle(things: &[Thing]) -> Vec<i32> {
    let mut offsets = Vec::with_capacity(things.len());
    let mut below = 0;
    for (index, thing) in things.iter().enumerate() {
        below += if index == 0 { 0 } else { thing.gap };
        offsets.push(below);
        below += thing.height;
    }
    // Each block: the wishes for its first thing's top were that at offset 0, and how many.
    let mut blocks: Vec<(Vec<i32>, usize)> = Vec::new();
    for (thing, offset) in things.iter().zip(&offsets) {
        let mut wishes: Vec<i32> = thing.wishes.iter().map(|wish| wish - offset).collect();
        wishes.sort_unstable();
        blocks.push((wishes, 1));
        while let [.., before, last] = &mut blocks[..]
            && middle(&before.0) > middle(&last.0)
        {
            before.0.append(&mut last.0);
            before.0.sort_unstable();
            before.1 += last.1;
            blocks.pop();
        }
    }
    let at = blocks.iter().flat_map(|(wishes, count)| vec![middle(wishes); *count]);
    at.zip(&offsets).map(|(base, offset)| base + offset).collect()
}

fn middle(sorted: &[i32]) -> i32 {
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(wishes: &[i32]) -> Thing {
        Thing { height: 4, gap: 1, wishes: wishes.to_vec() }
    }

    #[test]
    fn what_is_in_nobodys_way_has_its_wish() {
        assert_eq!(settle(&[thing(&[3]), thing(&[20])]), [3, 20]);
    }

    #[test]
    fn what_is_in_the_way_moves_and_the_middle_wish_counts() {
        assert_eq!(settle(&[thing(&[10]), thing(&[10])]), [5, 10]);
        assert_eq!(settle(&[thing(&[1, 2, 90])]), [2]);
        let tops = settle(&[thing(&[9]), thing(&[0]), thing(&[4])]);
        assert!(tops.windows(2).all(|pair| pair[1] - pair[0] >= 5), "{tops:?}");
    }
}
