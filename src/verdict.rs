//! What was found of an answer: plain values, no words.

use crate::rows::{Row, Value};
use crate::scratch::Stop;

/// The judgement on an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It holds, maybe with remarks.
    Right(Vec<Remark>),
    /// It does not hold: why, the first thing to look at first.
    Wrong(Wrong),
    /// It could not be judged; neither right nor wrong.
    Undecided(Undecided),
}
/// Placeholder.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrong {}
/// Placeholder.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {}
/// Why an answer could not be judged.
#[derive(Debug, Clone, PartialEq)]
pub enum Undecided {
    /// Something that is not the same on every machine stopped it.
    Stopped(Stop),
}
#[allow(dead_code)]
type Used = (Row, Value);

impl Verdict {
    /// Whether the answer is accepted.
    pub fn is_right(&self) -> bool {
        matches!(self, Self::Right(_))
    }
}
