//! Progress on disk: through the library and through the program.

// What a test prints stands beside its failure.
#![allow(clippy::print_stdout)]

mod support;
mod troubles;
mod access;
mod command;
mod together;
mod killed;
