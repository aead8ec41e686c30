//! What one query may use on one data set.

use crate::scratch::Budget;

/// Enough to count to ten thousand; what uses more is taken to run away.
pub(super) const BUDGET: Budget =
    Budget { steps: 200_000, rows: 2_000, bytes: 1 << 20, millis: 10_000 };
