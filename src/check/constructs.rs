//! Judging what a statement is made of.

use std::collections::BTreeSet;

use crate::lesson::Expect;
use crate::sql::constructs::Construct;
use crate::verdict::Reason;

/// Constructs that the statement to be judged lacks, and those that nothing typed may contain
/// and something does. A text that does not parse has none.
pub fn check<'a>(
    expect: &'a Expect,
    judged: &'a BTreeSet<Construct>,
    all: &'a BTreeSet<Construct>,
) -> impl Iterator<Item = Reason> + 'a {
    let lacking = expect.uses.iter().filter(|construct| !judged.contains(construct));
    let contained = expect.avoids.iter().filter(|construct| all.contains(construct));
    lacking
        .map(|&construct| Reason::Lacks(construct))
        .chain(contained.map(|&construct| Reason::Contains(construct)))
}
