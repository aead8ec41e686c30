//! The clock and chance, standing still.
//!
//! An answer and its reference are run one after the other and must see the same `now` and the
//! same `random()`. So SQLite's own functions are hidden behind functions of the same names, which
//! take both from a [`Moment`]. The world's clock is set to UTC: `'localtime'` changes nothing.

mod time;
mod chance;
mod hide;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use rusqlite::functions::FunctionFlags;

/// What `now` and `random()` are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Seconds since 1970 in UTC; held within the years 0 to 9999, which are all that SQLite has.
    pub unix_seconds: i64,
    /// What `random()` and `randomblob()` are drawn from.
    pub chance: u64,
}

/// The moment of one scratch database, shared with its functions.
#[derive(Debug, Clone, Default)]
pub(super) struct Still(Arc<Cell>);

#[derive(Debug, Default)]
struct Cell {
    unix_seconds: AtomicI64,
    chance: AtomicU64,
}

impl Default for Moment {
    /// The noon of 15 January 2026.
    fn default() -> Self {
        Self { unix_seconds: 1_768_478_400, chance: 1 }
    }
}

impl Still {
    /// Moves on to another moment.
    pub(super) fn set(&self, moment: Moment) {
        let seconds = moment.unix_seconds.clamp(YEAR_0, YEAR_9999);
        self.0.unix_seconds.store(seconds, Ordering::Relaxed);
        self.0.chance.store(moment.chance, Ordering::Relaxed);
    }

    /// The moment that holds.
    pub(super) fn get(&self) -> Moment {
        Moment {
            unix_seconds: self.0.unix_seconds.load(Ordering::Relaxed),
            chance: self.0.chance.load(Ordering::Relaxed),
        }
    }
}

/// 0000-01-01 00:00:00.
const YEAR_0: i64 = -62_167_219_200;
/// 9999-12-31 23:59:59.
const YEAR_9999: i64 = 253_402_300_799;

/// Within a check these functions are pure, so that they may stand wherever a learner tries them.
fn flags() -> FunctionFlags {
    FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS
}
