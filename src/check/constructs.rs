//! Judging what a statement is made of.

use std::collections::BTreeSet;

use crate::lesson::Expect;
use crate::sql::constructs::Construct;
use crate::verdict::Reason;

/// Constructs that the statement lacks or must not contain. A text that does not parse has none.
pub fn check<'a>(
    expect: &'a Expect,
    found: Option<&'a BTreeSet<Construct>>,
) -> impl Iterator<Item = Reason> + 'a {
    let has = move |construct: &Construct| found.is_some_and(|found| found.contains(construct));
    let lacking = expect.uses.iter().filter(move |construct| !has(construct));
    let contained = expect.avoids.iter().filter(move |construct| has(construct));
    lacking
        .map(|&construct| Reason::Lacks(construct))
        .chain(contained.map(|&construct| Reason::Contains(construct)))
}
