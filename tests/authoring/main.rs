//! What an author works with: `relatable new`, the JSON Schema, the guide.

#[path = "../support/program.rs"]
mod program;
#[path = "../support/mod.rs"]
mod support;

mod format;
mod schema;
mod new;
mod check;
mod deep;
mod guide;
