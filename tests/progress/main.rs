//! Progress on disk: through the library and through the program.

mod support;
mod troubles;
mod access;
mod command;
mod together;
mod killed;
