//! The world in which ORM code of a session runs.

use std::fmt;

use crate::orm::live::Live;
use crate::scratch::Image;

/// A world, and the committed rows that it and the live database last had in common.
pub(super) struct World {
    pub(super) live: Live,
    pub(super) both: Image,
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("both", &self.both).finish_non_exhaustive()
    }
}
