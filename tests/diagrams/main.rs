//! Diagrams: what is laid out, drawn, and written for other tools.

// Which tool is not installed, and so was not asked, is said.
#![allow(clippy::print_stderr)]

mod command;
mod formats;
mod layout;
mod models;
#[path = "../support/mermaid.rs"]
mod mermaid;
mod text;
