//! Every word that is said of how tables relate.
//!
//! Tables are spoken of as nouns: a row of `stores` is "a store". Sentences end with a full stop;
//! lines, which stand in lists, do not.

pub mod noun;
pub mod proof;
pub mod link;
pub mod flaw;
pub mod gap;
pub mod census;
pub mod answer;
pub mod unread;
pub mod reason;
pub mod overview;
