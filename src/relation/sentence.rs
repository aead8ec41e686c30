//! Sentences: `a game has many users through reviews`. Their grammar is written in
//! `docs/notation.md`.

pub(crate) mod words;
mod token;
mod reader;
pub mod parse;
pub mod print;

pub use parse::parse;
pub use print::print;
