//! Progress on disk: through the library and through the program.

#[path = "../support/program.rs"]
mod program;
mod support;
mod troubles;
mod access;
mod together;
mod killed;
