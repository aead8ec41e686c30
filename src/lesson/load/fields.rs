//! A map of the file by key. What is not of the right kind is not there: `shape` has said so.

use std::rc::Rc;

use crate::diagnostic::Span;
use crate::lesson::Text;
use crate::lesson::yaml::{Entry, Meaning, Node};

/// The entries of a map, asked for by key.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    entries: &'a [Entry],
    /// Where the map stands.
    pub span: Span,
}

impl<'a> Fields<'a> {
    /// The entries of a node; none if it is no map.
    pub fn new(node: &'a Node) -> Self {
        Self { entries: node.entries(), span: node.span }
    }

    /// The entries in the order of the file.
    pub fn entries(self) -> &'a [Entry] {
        self.entries
    }

    /// The entry of that key.
    pub fn entry(self, key: &str) -> Option<&'a Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Whether the key is there, well formed or not.
    pub fn has(self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The place of the key, else of the map.
    pub fn place(self, key: &str) -> Span {
        self.entry(key).map_or(self.span, |entry| entry.key_span)
    }

    /// What stands under the key.
    pub fn node(self, key: &str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &*entry.value)
    }

    /// The items of the list under the key.
    pub fn items(self, key: &str) -> &'a [Rc<Node>] {
        self.node(key).map_or(&[], Node::items)
    }

    /// The text under the key.
    pub fn text(self, key: &str) -> Option<Text> {
        self.node(key).and_then(text)
    }

    /// The text under the key, without its place.
    pub fn string(self, key: &str) -> Option<String> {
        self.text(key).map(|text| text.text)
    }

    /// The texts in the list under the key.
    pub fn texts(self, key: &str) -> Vec<Text> {
        self.items(key).iter().filter_map(|item| text(item)).collect()
    }

    /// The texts in the list under the key, without their places.
    pub fn strings(self, key: &str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.text).collect()
    }

    /// The whole number under the key.
    pub fn whole(self, key: &str) -> Option<u32> {
        match self.node(key)?.scalar()?.value {
            Meaning::Integer(number) => u32::try_from(number).ok(),
            _ => None,
        }
    }

    /// The number under the key.
    pub fn number(self, key: &str) -> Option<f64> {
        match self.node(key)?.scalar()?.value {
            // A tolerance beyond 2^53 has no digits to lose.
            Meaning::Integer(number) => Some(number as f64),
            Meaning::Real(number) => Some(number),
            _ => None,
        }
    }

    /// Whether the key says `true`.
    pub fn flag(self, key: &str) -> bool {
        let scalar = self.node(key).and_then(Node::scalar);
        scalar.is_some_and(|scalar| scalar.value == Meaning::Flag(true))
    }
}

/// The text that a node is, without the line breaks that end a block.
pub(super) fn text(node: &Node) -> Option<Text> {
    let scalar = node.scalar().filter(|scalar| scalar.value == Meaning::Text)?;
    let text = scalar.text.trim_end_matches(['\n', '\r']);
    let not_blank = !text.trim().is_empty();
    not_blank.then(|| Text { text: text.to_owned(), span: scalar.inner })
}
