//! Mermaid's ER notation: `users ||--o{ posts : writes`, and whole `erDiagram`s. What is read and
//! written is described in `docs/notation.md`; the grammar is that of Mermaid 11
//! (`erDiagram.jison`).

mod mark;
mod text;
mod statement;
pub mod parse;
pub mod print;

pub use parse::parse;
pub use print::print;
pub(super) use statement::begins;
