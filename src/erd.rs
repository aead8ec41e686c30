//! Diagrams: a [`Model`](crate::relation::Model) as a picture.
//!
//! What is to be drawn is a [`graph`]. Its entities are set in columns so that related ones are
//! near, and its links led between them through channels, so that no line runs through a box
//! ([`layout`]). The same layout, in characters or in pixels, is drawn as [`text`] and as [`svg`];
//! [`dot`] leaves it to Graphviz. Nothing here writes anywhere.

pub mod graph;
mod columns;
mod order;
mod settle;
mod channel;
pub mod layout;
mod card;
mod foot;
mod cut;
mod options;
mod canvas;
mod list;
mod words;
pub mod text;
mod xml;
pub mod svg;
pub mod dot;

/// What makes a name harmless where it is shown: no character of it may drive a terminal or hide.
/// The faces know how (`render::escape::line`); every text of a model passes through it.
pub type Escape = fn(&str) -> String;
