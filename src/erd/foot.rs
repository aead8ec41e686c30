//! The signs at the tips of a line: crow's feet.
//!
//! Nearest to the box stands how many there are at most, then whether there is at least one:
//! `┼┼` just one, `○┼` none or one, `┼<` one or more, `○<` any number. What is not said has no
//! sign.

use super::graph::Tip;
use crate::relation::{Cardinality, Participation};

/// The characters that a drawing is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signs {
    /// Box characters.
    #[default]
    Box,
    /// ASCII alone.
    Ascii,
}

/// The two signs of a tip, from its box outwards, where the line leaves the box to the right or
/// to the left.
pub(super) fn marks(tip: &Tip, to_the_right: bool, signs: Signs) -> [char; 2] {
    let (one, none, line) = match signs {
        Signs::Box => ('┼', '○', '─'),
        Signs::Ascii => ('|', 'o', '-'),
    };
    let most = match tip.cardinality {
        Some(Cardinality::One) => one,
        Some(Cardinality::Many) if to_the_right => '>',
        Some(Cardinality::Many) => '<',
        None => line,
    };
    let least = match tip.participation {
        Some(Participation::Mandatory) => one,
        Some(Participation::Optional) => none,
        None => line,
    };
    [most, least]
}

/// A line alone, from the first tip to the second: `┼┼──○<`.
pub(super) fn line(tips: &[Tip; 2], signs: Signs) -> String {
    let line = if signs == Signs::Box { "──" } else { "--" };
    let first = marks(&tips[0], true, signs);
    let [most, least] = marks(&tips[1], false, signs);
    format!("{}{}{line}{least}{most}", first[0], first[1])
}
