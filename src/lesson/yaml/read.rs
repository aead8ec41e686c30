//! From text to tree.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle, Span as ParsedSpan, StructureStyle};

use crate::diagnostic::Span;
use crate::lesson::problems::Problems;

use super::scalar::meaning;
use super::slip;
use super::syntax::{self, DEEPEST};
use super::{Content, Entry, Meaning, Node, Scalar, Style};

/// How often aliases may be used in a file.
const MOST_ALIASES: usize = 16;

/// How much all aliases of a file may stand for, in bytes, roughly.
const HEAVIEST_ALIASES: usize = 1 << 20;

/// Reads the one document of a file. `None` where nothing can be told of its content; why is
/// among the problems then.
pub(in crate::lesson) fn read(problems: &mut Problems) -> Option<Rc<Node>> {
    let source = Arc::clone(problems.source());
    let mut options = granit_parser::options! {
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    options.set_emit_comments(false);
    let mut tree = Tree::new(&source.text, problems);
    for event in Parser::new_from_str_with_options(&source.text, options) {
        match event {
            Ok((event, span)) => {
                if !tree.take(event, span) {
                    break;
                }
            }
            Err(error) => {
                let at = syntax::place(&error, &source.text, tree.understood);
                if let Some(slip) = slip::of(error.kind(), at, &source.text) {
                    let place = tree.character(slip.at);
                    tree.problems.error_with(place, slip.message, slip.help);
                    return None;
                }
                let (message, help) = syntax::words(&error);
                let place = tree.character(at);
                match help {
                    Some(help) => problems.error_with(place, message, help),
                    None => problems.error(place, message),
                }
                return None;
            }
        }
    }
    let root = tree.root.take();
    if root.is_none() {
        problems.error(Span::default(), "there is nothing in this file but comments");
    }
    root
}

/// The tree while it grows.
struct Tree<'a> {
    text: &'a str,
    problems: &'a mut Problems,
    open: Vec<Open>,
    root: Option<Rc<Node>>,
    documents: usize,
    /// Where the last node or key ended.
    understood: usize,
    /// `None` while the anchored node is still open.
    anchors: HashMap<usize, Option<Rc<Node>>>,
    aliases: usize,
    alias_weight: usize,
}

/// A list or map that has not ended.
struct Open {
    start: usize,
    style: StructureStyle,
    anchor: usize,
    weight: usize,
    end: usize,
    items: Items,
}

enum Items {
    List(Vec<Rc<Node>>),
    Map { entries: Vec<Entry>, places: HashMap<String, Span>, key: Option<Key> },
}

/// A key that waits for its value; `None` is one that was refused, so that its value is too.
type Key = Option<(String, Span)>;

impl<'a> Tree<'a> {
    fn new(text: &'a str, problems: &'a mut Problems) -> Self {
        Self {
            text,
            problems,
            open: Vec::new(),
            root: None,
            documents: 0,
            understood: 0,
            anchors: HashMap::new(),
            aliases: 0,
            alias_weight: 0,
        }
    }

    /// Takes one event; `false` when nothing after it matters.
    fn take(&mut self, event: Event<'_>, parsed: ParsedSpan) -> bool {
        let span = self.span(&parsed);
        self.understood = span.end;
        if let Some(tag) = event.tag() {
            let place = parsed.tag_span().map_or(span, |tag| self.span(&tag));
            let message = format!("a lesson has no tags, and `{}` is one", tag.original());
            self.problems.error_with(
                place,
                message,
                "Leave it out; put a text that begins with `!` in quotes.",
            );
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.problems.error_with(
                        span,
                        "a second document begins here",
                        "A file holds one lesson: put the rest into a file of its own.",
                    );
                    return false;
                }
            }
            Event::Scalar(text, style, anchor, _) => self.scalar(&text, style, anchor, span),
            Event::SequenceStart(style, anchor, _) => {
                self.open(style, anchor, span, Items::List(Vec::new()));
            }
            Event::MappingStart(style, anchor, _) => {
                let (entries, places) = (Vec::new(), HashMap::new());
                self.open(style, anchor, span, Items::Map { entries, places, key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(id) => self.alias(id, span),
            Event::UnresolvedAlias(name) => {
                let message =
                    format!("`*{name}` stands for nothing: there is no `&{name}` before it");
                self.problems.error_with(span, message, "Write out what it should stand for.");
                self.add(broken(span));
            }
            _ => {}
        }
        true
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, span: Span) {
        let (style, inner) = match style {
            ScalarStyle::Plain => (Style::Plain, span),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let end = span.end.saturating_sub(1).max(span.start + 1);
                (Style::Quoted, Span::new(span.start + 1, end))
            }
            ScalarStyle::Literal | ScalarStyle::Folded => (Style::Block, self.trimmed(span)),
        };
        let plain = style == Style::Plain;
        // Where nothing is written the parser says `~`.
        let text = if plain && inner.start == inner.end { "" } else { text };
        let scalar = Scalar {
            text: text.to_owned(),
            value: if plain { meaning(text) } else { Meaning::Text },
            style,
            in_flow: self.open.last().is_some_and(|open| open.style == StructureStyle::Flow),
            inner,
            comment: if plain { self.comment_after(span.end) } else { None },
        };
        let outer = if style == Style::Block { inner } else { span };
        let weight = text.len() + 8;
        let node = Rc::new(Node { span: outer, content: Content::Scalar(scalar), weight });
        self.anchor(anchor, &node);
        self.add(node);
    }

    fn open(&mut self, style: StructureStyle, anchor: usize, span: Span, items: Items) {
        if anchor > 0 {
            self.anchors.insert(anchor, None);
        }
        let (start, end) = (span.start, span.end);
        self.open.push(Open { start, style, anchor, weight: 8, end, items });
    }

    fn close(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let end = if open.style == StructureStyle::Flow { span.end } else { open.end };
        let content = match open.items {
            Items::List(items) => Content::List(items),
            Items::Map { entries, .. } => Content::Map(entries),
        };
        let span = Span::new(open.start, end.max(open.start));
        let node = Rc::new(Node { span, content, weight: open.weight });
        self.anchor(open.anchor, &node);
        self.add(node);
    }

    fn anchor(&mut self, anchor: usize, node: &Rc<Node>) {
        if anchor > 0 {
            self.anchors.insert(anchor, Some(Rc::clone(node)));
        }
    }

    fn alias(&mut self, id: usize, span: Span) {
        self.aliases += 1;
        let node = match self.anchors.get(&id) {
            Some(Some(node)) => Rc::clone(node),
            _ => {
                self.problems.error_with(
                    span,
                    "this alias stands for something that it is itself a part of",
                    "Write out what it should stand for.",
                );
                broken(span)
            }
        };
        let weight = self.alias_weight.saturating_add(node.weight);
        let too_much = self.aliases > MOST_ALIASES || weight > HEAVIEST_ALIASES;
        if too_much {
            // Once is enough: what follows a bomb is more of it.
            if self.aliases <= MOST_ALIASES + 1 && self.alias_weight <= HEAVIEST_ALIASES {
                self.problems.error_with(
                    span,
                    format!("aliases stand for too much: a file may use {MOST_ALIASES}, for a megabyte in all"),
                    "Write out what they stand for.",
                );
            }
            self.alias_weight = weight;
            return self.add(broken(span));
        }
        self.alias_weight = weight;
        self.add_from(node, span);
    }

    fn add(&mut self, node: Rc<Node>) {
        let place = node.span;
        self.add_from(node, place);
    }

    /// Adds a node that the file names at `place`.
    fn add_from(&mut self, node: Rc<Node>, place: Span) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        open.weight = open.weight.saturating_add(node.weight);
        open.end = open.end.max(place.end);
        match &mut open.items {
            Items::List(items) => items.push(node),
            Items::Map { entries, places, key } => match key.take() {
                None => *key = Some(key_of(&node, place, places, self.problems)),
                Some(Some((key, key_span))) => entries.push(Entry { key, key_span, value: node }),
                Some(None) => {}
            },
        }
    }

    /// The comment that ends the line on which a plain text ends.
    fn comment_after(&self, end: usize) -> Option<Span> {
        let rest = self.text.get(end..)?;
        let comment = rest.trim_start_matches([' ', '\t']);
        let begins = comment.len() < rest.len() && comment.starts_with('#');
        let start = self.text.len() - comment.len();
        // Looked for only where there is a comment: a file may be one long line.
        let line = || comment.lines().next().unwrap_or("").trim_end();
        begins.then(|| Span::new(start, start + line().len()))
    }

    fn span(&self, parsed: &ParsedSpan) -> Span {
        let range = parsed.byte_range().unwrap_or(0..0);
        let start = range.start.min(self.text.len());
        Span::new(start, range.end.clamp(start, self.text.len()))
    }

    fn trimmed(&self, span: Span) -> Span {
        let text = self.text.get(span.start..span.end).unwrap_or("");
        let start = span.start + text.len() - text.trim_start().len();
        Span::new(start, start + text.trim().len())
    }

    fn character(&self, at: usize) -> Span {
        let at = at.min(self.text.len());
        let next = self.text.get(at..).and_then(|rest| rest.chars().next());
        Span::new(at, at + next.filter(|next| *next != '\n').map_or(0, char::len_utf8))
    }
}

fn broken(span: Span) -> Rc<Node> {
    Rc::new(Node { span, content: Content::Broken, weight: 0 })
}

/// The key that a node is; nothing where it can be none, which is reported.
fn key_of(
    node: &Node,
    place: Span,
    places: &mut HashMap<String, Span>,
    problems: &mut Problems,
) -> Key {
    let Content::Scalar(scalar) = &node.content else {
        if !matches!(node.content, Content::Broken) {
            let message = format!("a key is a text, this is {}", node.noun());
            problems.error_with(place, message, "Write `key: value`.");
        }
        return None;
    };
    if scalar.style == Style::Plain && scalar.text == "<<" {
        problems.error_with(
            place,
            "a lesson has no merge keys (`<<`)",
            "Write out the keys that should stand here.",
        );
        return None;
    }
    if scalar.value != Meaning::Text {
        let message = format!("a key is a text, this is {}", node.noun());
        problems.error_with(place, message, format!("Put it in quotes: \"{}\".", scalar.text));
        return None;
    }
    if let Some(first) = places.get(&scalar.text) {
        let help = problems.other_in_line(*first);
        let message = format!("`{}` stands here twice", scalar.text);
        problems.error_with(place, message, help);
        return None;
    }
    places.insert(scalar.text.clone(), place);
    Some((scalar.text.clone(), place))
}
