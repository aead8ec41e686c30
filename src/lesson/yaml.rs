//! A YAML file as a tree in which every node knows its place.
//!
//! Values are those of `serde_yaml`; places and styles are granit's. What YAML itself allows and
//! a lesson does not (tags, merge keys, keys that are no texts) is refused while the tree grows.

mod scalar;
mod slip;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;
    use crate::lesson::problems::Problems;
    use proptest::prelude::*;
    use serde_yaml::{Mapping, Value};

    fn value(node: &Node) -> Value {
        match &node.content {
            Content::List(items) => items.iter().map(|item| value(item)).collect(),
            Content::Map(entries) => {
                let entries = entries.iter();
                entries
                    .map(|entry| (Value::from(entry.key.as_str()), value(&entry.value)))
                    .collect::<Mapping>()
                    .into()
            }
            Content::Scalar(scalar) => match scalar.value {
                Meaning::Null => Value::Null,
                Meaning::Flag(flag) => flag.into(),
                Meaning::Integer(number) => number.into(),
                Meaning::Real(number) => number.into(),
                Meaning::Text => scalar.text.as_str().into(),
                Meaning::Huge => panic!("{scalar:?}"),
            },
            Content::Broken => panic!("broken"),
        }
    }

    #[track_caller]
    fn agrees(text: &str) {
        let mut problems = Problems::new(&Source::new("test", text));
        let tree = read(&mut problems).map(|tree| value(&tree));
        let said = problems.into_sorted();
        let theirs: Value = serde_yaml::from_str(text).unwrap();
        assert_eq!(tree, Some(theirs), "{said:?}\n{text}");
        assert_eq!(said, []);
    }

    #[test]
    fn a_whole_lesson_reads_as_serde_yaml_reads_it() {
        agrees(include_str!("../../tests/fixtures/full.yaml"));
        agrees(
            "a: &a [1, no, 010, 0x1F, 1e3, ~, 'it''s', \"\\u00e9\"]\nb: *a\nc: >-\n  x\n  y\n\n  z\n",
        );
    }

    fn values() -> impl Strategy<Value = Value> {
        let scalar = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (-1e12..1e12).prop_map(Value::from),
            "[ -~\n\té😀]{0,12}".prop_map(Value::from),
            "[0-9.+\\-e~x_]{1,6}".prop_map(Value::from),
        ];
        scalar.prop_recursive(4, 32, 5, |inner| {
            let map = prop::collection::btree_map("[a-z]{1,6}", inner.clone(), 1..5);
            let to_map = |map: std::collections::BTreeMap<String, Value>| {
                map.into_iter().map(|(key, value)| (Value::from(key), value)).collect::<Mapping>()
            };
            prop_oneof![
                prop::collection::vec(inner, 1..5).prop_map(Value::from),
                map.prop_map(to_map).prop_map(Value::from),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_serde_yaml_writes_reads_as_it_was(value in values()) {
            agrees(&serde_yaml::to_string(&value).unwrap());
        }
    }
}
