//! `json`.

mod write;
mod read;

pub(super) use read::loads;
pub(super) use write::dumps;
