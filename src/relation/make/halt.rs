//! What ends the making of a link.

use super::{Made, Why};
use crate::rows::Rows;
use crate::scratch::ScratchError;

/// What ends the making of a link.
#[derive(Debug)]
pub(super) enum Halt {
    /// It cannot be made: why, and the rows in the way.
    Refused(Box<Why>, Option<Rows>),
    /// The tool failed.
    Scratch(ScratchError),
}

impl Halt {
    /// What came of the link; an error where the tool failed.
    pub fn made(self) -> Result<Made, ScratchError> {
        match self {
            Self::Refused(why, rows) => Ok(Made::Refused { why: *why, rows }),
            Self::Scratch(error) => Err(error),
        }
    }
}

impl From<Why> for Halt {
    fn from(why: Why) -> Self {
        Self::Refused(Box::new(why), None)
    }
}

impl From<ScratchError> for Halt {
    fn from(error: ScratchError) -> Self {
        Self::Scratch(error)
    }
}
