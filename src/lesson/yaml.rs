//! A YAML file as a tree in which every node knows its place.
//!
//! Values are those of `serde_yaml`; places and styles are granit's. What YAML itself allows and
//! a lesson does not (tags, merge keys, keys that are no texts) is refused while the tree grows.

mod scalar;
mod syntax;
mod read;

use std::rc::Rc;

pub(in crate::lesson) use read::read;

use crate::diagnostic::Span;

/// A node of the file. An alias and its anchor share one.
#[derive(Debug)]
pub(in crate::lesson) struct Node {
    /// Where it stands, quotes and brackets included; of an alias, where its anchor stands.
    pub span: Span,
    /// What it is.
    pub content: Content,
    /// Its size with every alias written out, in bytes, roughly.
    pub weight: usize,
}

/// What a node is.
#[derive(Debug)]
pub(in crate::lesson) enum Content {
    /// One value.
    Scalar(Scalar),
    /// Values in order.
    List(Vec<Rc<Node>>),
    /// Values under keys, each key once.
    Map(Vec<Entry>),
    /// Something that was reported already.
    Broken,
}

/// A key and its value.
#[derive(Debug)]
pub(in crate::lesson) struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Rc<Node>,
}

/// One value.
#[derive(Debug)]
pub(in crate::lesson) struct Scalar {
    /// The text, after YAML's folding and escapes; empty where nothing is written.
    pub text: String,
    /// What the text means.
    pub value: Meaning,
    /// How it is written.
    pub style: Style,
    /// It stands between brackets or braces.
    pub in_flow: bool,
    /// Where the text stands, without quotes and without a block's `|`.
    pub inner: Span,
    /// Where a comment begins on the line on which a plain text ends.
    pub comment: Option<Span>,
}

/// What a scalar means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::lesson) enum Meaning {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a point or an exponent; also `.inf` and `.nan`.
    Real(f64),
    /// A number that neither holds.
    Huge,
    /// Everything else, and all that is quoted or stands in a block.
    Text,
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lesson) enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// After `|` or `>`.
    Block,
}

impl Node {
    /// What the node is, as a message names it.
    pub fn noun(&self) -> &'static str {
        match &self.content {
            Content::List(_) => "a list",
            Content::Map(_) => "a map of keys and values",
            Content::Broken => "broken",
            Content::Scalar(scalar) => match scalar.value {
                Meaning::Null => "empty",
                Meaning::Flag(_) => "`true` or `false`",
                Meaning::Integer(_) | Meaning::Real(_) | Meaning::Huge => "a number",
                Meaning::Text => "a text",
            },
        }
    }

    /// The scalar, if it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.content {
            Content::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.content, Content::List(_))
    }

    /// The items, if it is a list; else nothing.
    pub fn items(&self) -> &[Rc<Node>] {
        match &self.content {
            Content::List(items) => items,
            _ => &[],
        }
    }

    /// The entries, if it is a map; else nothing.
    pub fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Map(entries) => entries,
            _ => &[],
        }
    }
}
