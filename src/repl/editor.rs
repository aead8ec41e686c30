//! What helps while a line is being typed: colours, partners of brackets, names to complete, and
//! what was typed before.
//!
//! The line editor asks for it at every key, so each part takes time linear in what stands at the
//! prompt, and none looks anything up in a database.

mod window;
pub mod history;
pub mod external;
pub mod plain;
pub mod ink;
pub mod offer;
pub mod code;
pub mod highlight;
pub mod complete;
pub mod keys;
pub mod helper;
