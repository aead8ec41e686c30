//! What a difference on other data than the lesson's means.

use crate::lesson::Beyond;
use crate::verdict::{Remark, Verdict, Wrong};

/// What a difference on other data means in a step.
pub fn check(beyond: Beyond, elsewhere: Option<Wrong>) -> Verdict {
    match (beyond, elsewhere) {
        (Beyond::Require, Some(wrong)) => Verdict::Wrong(wrong),
        (Beyond::Remark, Some(wrong)) => Verdict::Right(Some(Box::new(Remark::Beyond(wrong)))),
        (Beyond::Ignore, _) | (_, None) => Verdict::Right(None),
    }
}
