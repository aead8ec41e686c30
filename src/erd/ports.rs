//! At which slot of its box each line ends.

/// A line's end at one side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pin {
    /// The slot that it belongs to: that of the foreign key's column.
    pub(super) own: Option<usize>,
    /// The height at which its other end is.
    pub(super) other: i32,
}

/// For each pin a slot of its own. `slots` are the heights of the slots, from top to bottom, at
/// least as many as pins. A pin gets the slot that it belongs to where that is free; the others
/// keep the order of their other ends and come as near to these as they can.
pub(super) fn choose(pins: &[Pin], slots: &[i32]) -> Vec<usize> {
    let mut chosen: Vec<Option<usize>> = vec![None; pins.len()];
    let mut taken = vec![false; slots.len()];
    for (index, pin) in pins.iter().enumerate() {
        if let Some(own) = pin.own.filter(|&own| own < slots.len() && !taken[own]) {
            chosen[index] = Some(own);
            taken[own] = true;
        }
    }
    // Where its own slot is taken, the one below it is the nearest.
    let wanted = |index: usize| {
        let own = pins[index].own.and_then(|own| slots.get(own));
        own.map_or(pins[index].other, |own| own + 1)
    };
    let mut rest: Vec<usize> = (0..pins.len()).filter(|&index| chosen[index].is_none()).collect();
    rest.sort_by_key(|&index| wanted(index));
    let free: Vec<usize> = (0..slots.len()).filter(|&slot| !taken[slot]).collect();
    let distance =
        |pin: usize, slot: usize| i64::from(slots[free[slot]].abs_diff(wanted(rest[pin])));
    for (pin, slot) in rest.iter().zip(in_order(rest.len(), free.len(), distance)) {
        chosen[*pin] = Some(free[slot]);
    }
    chosen.into_iter().map(Option::unwrap_or_default).collect()
}

/// The cheapest way to give each of some things one of some places, in the same order.
fn in_order(things: usize, places: usize, cost: impl Fn(usize, usize) -> i64) -> Vec<usize> {
    // least[t][p]: the first t things within the first p places.
    let never = i64::MAX / 4;
    let mut least = vec![vec![never; places + 1]; things + 1];
    least[0] = vec![0; places + 1];
    for thing in 1..=things {
        for place in 1..=places {
            let here = least[thing - 1][place - 1].saturating_add(cost(thing - 1, place - 1));
            least[thing][place] = here.min(least[thing][place - 1]);
        }
    }
    let mut chosen = vec![0; things];
    let (mut thing, mut place) = (things, places);
    while thing > 0 && place > 0 {
        if least[thing][place] == least[thing][place - 1] {
            place -= 1;
        } else {
            chosen[thing - 1] = place - 1;
            (thing, place) = (thing - 1, place - 1);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_own_and_the_rest_keep_their_order() {
        let free = |other| Pin { own: None, other };
        assert_eq!(choose(&[free(30), free(10), free(12)], &[10, 11, 12, 13]), [3, 0, 2]);
        let own = |own| Pin { own: Some(own), other: 0 };
        assert_eq!(choose(&[own(2), own(2), free(12)], &[10, 11, 12, 13]), [2, 3, 1]);
    }

    #[test]
    fn as_many_as_there_are_slots_all_find_one() {
        let pins: Vec<Pin> = (0..4).map(|_| Pin { own: None, other: 99 }).collect();
        assert_eq!(choose(&pins, &[0, 1, 2, 3]), [0, 1, 2, 3]);
    }
}
