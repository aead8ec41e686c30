//! Code while it is typed: its tokens, what is still open, what can follow, and which names are
//! known. Nothing here runs anything.

pub mod words;
pub mod tokens;
pub mod scan;
pub mod pieces;
pub mod commands;
pub mod place;
pub mod known;
pub mod look;
pub mod stands;

pub use known::Known;
pub use place::{Place, place};
pub use scan::{Open, Scan, Spot, Waiting};
pub use tokens::{Token, TokenKind};
