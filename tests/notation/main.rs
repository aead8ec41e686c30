//! Relations in every notation: what is read, what is written, and what is refused.

#[path = "../support/mermaid.rs"]
mod mermaid;

mod guide;
mod messages;
mod models;
mod reading;
mod recognising;
mod round_trip;
mod tool;
