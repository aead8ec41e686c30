//! The crow's-foot line: `stores -< items`. Its grammar is written in `docs/notation.md`.

mod mark;
pub mod parse;
pub mod print;

pub(super) use mark::{Likeness, begins};
pub use parse::parse;
pub use print::print;
