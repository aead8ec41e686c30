//! `random()` and `randomblob()`, the same throughout a moment.

use rusqlite::{Connection, Error, ffi};

use super::{Still, flags};
use crate::scratch::limits::VALUE_BYTES;

pub(super) fn register(connection: &Connection, still: &Still) -> rusqlite::Result<()> {
    let chance = still.clone();
    connection
        .create_scalar_function("random", 0, flags(), move |_| Ok(number(chance.get().chance)))?;
    let chance = still.clone();
    connection.create_scalar_function("randomblob", 1, flags(), move |context| {
        let length: i64 = context.get(0).unwrap_or(0);
        // SQLite gives one byte at least.
        let length = usize::try_from(length.max(1)).unwrap_or(usize::MAX);
        if length > VALUE_BYTES {
            return Err(Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_TOOBIG), None));
        }
        Ok(bytes(chance.get().chance, length))
    })
}

/// A number of which `abs` can be taken, as SQLite sees to.
fn number(chance: u64) -> i64 {
    let drawn = i64::from_ne_bytes(mixed(chance).to_ne_bytes());
    if drawn == i64::MIN { 0 } else { drawn }
}

fn bytes(chance: u64, length: usize) -> Vec<u8> {
    let words = (1..).map(|index: u64| mixed(chance.wrapping_add(index)));
    words.flat_map(u64::to_le_bytes).take(length).collect()
}

/// SplitMix64 (<https://prng.di.unimi.it/splitmix64.c>): one step from `seed`.
fn mixed(seed: u64) -> u64 {
    let mut word = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}
