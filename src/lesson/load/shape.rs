//! Checks a tree against the format: unknown and missing keys, kinds, and texts that YAML cut.
//! What is fine here has the right form; what it means is decoded afterwards, quietly.

use crate::diagnostic::Span;
use crate::lesson::file::{Kind, Role, Shape};
use crate::lesson::problems::Problems;
use crate::lesson::yaml::{Content, Entry, Meaning, Node, Scalar, Style};

use super::suggest;

/// What a message calls the node that is looked at.
#[derive(Clone, Copy)]
struct Named<'a> {
    key: &'a str,
    key_span: Span,
    /// It is an item of the list under the key.
    item: bool,
    /// It is the only one: no comma parted it from another.
    alone: bool,
}

/// Checks that `node` is a map of that shape, and everything in it.
pub(super) fn check(node: &Node, shape: &'static Shape, problems: &mut Problems) {
    match &node.content {
        Content::Map(entries) => map(node, entries, shape, problems),
        Content::Broken => {}
        _ => problems.error_with(
            node.span,
            format!("{} is a map of keys and values, this is {}", shape.name, node.noun()),
            format!("It begins like this: `{}: …`.", first_key(shape)),
        ),
    }
}

fn first_key(shape: &Shape) -> &'static str {
    shape.keys.iter().find(|key| key.required).or(shape.keys.first()).map_or("key", |key| key.name)
}

fn map(node: &Node, entries: &[Entry], shape: &'static Shape, problems: &mut Problems) {
    for entry in entries {
        if problems.is_full() {
            return;
        }
        let named = Named { key: &entry.key, key_span: entry.key_span, item: false, alone: false };
        match (shape.key(&entry.key), shape.names) {
            (Some(key), _) => {
                value(&entry.value, &key.kind, named, problems);
            }
            (None, Some(names)) => {
                if entry.key.trim().is_empty() {
                    problems.error(entry.key_span, "this name is empty");
                }
                value(&entry.value, names.kind, named, problems);
            }
            (None, None) => problems.error_with(
                entry.key_span,
                format!("`{}` is not a key of {}", entry.key, shape.name),
                suggest::key(&entry.key, shape),
            ),
        }
    }
    missing(node, entries, shape, problems);
}

fn missing(node: &Node, entries: &[Entry], shape: &'static Shape, problems: &mut Problems) {
    let required = shape.keys.iter().filter(|key| key.required);
    for key in required {
        let is_there = entries.iter().any(|entry| entry.key == key.name);
        if is_there || suggest::is_misspelt(key.name, entries, shape) {
            continue;
        }
        let place = entries.first().map_or(node.span, |entry| entry.key_span);
        let message = format!("`{}` is missing: {} needs it", key.name, shape.name);
        let help = match key.kind {
            Kind::List(..) => {
                format!("Add `{}:`, and each item on a line of its own after `- `.", key.name)
            }
            _ => format!("Add `{}: …`.", key.name),
        };
        problems.error_with(place, message, help);
    }
}

fn value(node: &Node, kind: &'static Kind, named: Named<'_>, problems: &mut Problems) {
    if problems.is_full() {
        return;
    }
    match (kind, &node.content) {
        // Tables and rows are checked where their cells are decoded.
        (_, Content::Broken) | (Kind::Rows | Kind::Table, _) => {}
        (Kind::Either(_, other), Content::List(_) | Content::Map(_)) => {
            value(node, other, named, problems);
        }
        (Kind::Either(one, _), Content::Scalar(_)) => value(node, one, named, problems),
        (Kind::Map(shape), Content::Map(entries)) => map(node, entries, shape, problems),
        (Kind::List(of, _), Content::List(items)) => {
            let mut split = false;
            for item in items {
                let named = Named { item: true, alone: items.len() == 1, ..named };
                // Of one text that was split, every part would be reported.
                let parts = |item: &Node| item.scalar().is_some_and(|part| is_split(part, of));
                let is_key = || matches!(item.content, Content::Map(_));
                if !(split && (parts(item) || is_key())) {
                    value(item, of, named, problems);
                }
                split |= parts(item);
            }
        }
        (_, Content::Scalar(scalar)) if scalar.value == Meaning::Null => {
            empty(node, named, problems)
        }
        (Kind::Text(role), Content::Scalar(scalar)) if scalar.value == Meaning::Text => {
            text(node, scalar, *role, named, problems);
        }
        (Kind::Word(words), Content::Scalar(scalar)) if scalar.value == Meaning::Text => {
            word(node, scalar, words, named, problems);
        }
        (Kind::Whole(least, most), Content::Scalar(scalar)) => match scalar.value {
            Meaning::Integer(number)
                if (i64::from(*least)..=i64::from(*most)).contains(&number) => {}
            Meaning::Integer(_) | Meaning::Huge | Meaning::Real(_) => problems.error_with(
                node.span,
                format!("`{}` takes a whole number from {least} to {most}", named.key),
                whole(named.key, *least),
            ),
            _ => mismatch(node, kind, named, problems),
        },
        (Kind::Number, Content::Scalar(scalar)) => match scalar.value {
            Meaning::Integer(0..) => {}
            Meaning::Real(number) if number.is_finite() && number >= 0.0 => {}
            Meaning::Integer(_) | Meaning::Huge | Meaning::Real(_) => problems
                .error(node.span, format!("`{}` takes a number that is not negative", named.key)),
            _ => mismatch(node, kind, named, problems),
        },
        // That `true` is meant is said where it is decoded, with what to write instead.
        (Kind::Flag | Kind::True, Content::Scalar(scalar))
            if matches!(scalar.value, Meaning::Flag(_)) => {}
        _ => mismatch(node, kind, named, problems),
    }
}

fn empty(node: &Node, named: Named<'_>, problems: &mut Problems) {
    if named.item {
        problems.error_with(
            node.span,
            format!("an item of `{}` is empty", named.key),
            "Write it after the `- `, or take the `- ` out.",
        );
    } else {
        problems.error_with(
            named.key_span,
            format!("`{}` is empty", named.key),
            "Write something after the colon, or leave the key out.",
        );
    }
}

/// How a whole number is written.
fn whole(key: &str, least: u32) -> String {
    format!("Write digits alone: `{key}: {}`.", least.max(10))
}

fn mismatch(node: &Node, kind: &Kind, named: Named<'_>, problems: &mut Problems) {
    let (key, noun) = (named.key, node.noun());
    let message = if named.item {
        format!("each item of `{key}` is {}, this is {noun}", kind.words())
    } else {
        format!("`{key}` takes {}, this is {noun}", kind.words())
    };
    let help = match (kind, &node.content) {
        (Kind::Text(_), Content::Scalar(scalar)) => {
            format!("Put it in quotes: \"{}\".", scalar.text)
        }
        (Kind::Text(_), Content::Map(_)) => {
            "Put a text that contains `: ` in quotes, or write it on the lines after a `|`.".to_owned()
        }
        (Kind::Text(_), Content::List(_)) => {
            "Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`."
                .to_owned()
        }
        (Kind::List(..), _) => {
            format!("Write it as a list: `{key}:`, and each item on a line of its own after `- `.")
        }
        (Kind::Whole(least, _), _) => whole(key, *least),
        (Kind::Map(shape), _) if !shape.keys.is_empty() => suggest::keys(shape),
        (Kind::Map(_), _) => "Write each name as a key on a line of its own under it.".to_owned(),
        (Kind::Flag | Kind::True, Content::Scalar(scalar)) if is_yes(&scalar.text) => "Write `true`.".to_owned(),
        (Kind::Flag, Content::Scalar(scalar)) if is_no(&scalar.text) => "Write `false`.".to_owned(),
        _ => return problems.error(node.span, message),
    };
    problems.error_with(node.span, message, help);
}

fn is_yes(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "yes" | "on")
}

fn is_no(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "no" | "off")
}

fn word(node: &Node, scalar: &Scalar, words: &[&str], named: Named<'_>, problems: &mut Problems) {
    if !words.contains(&scalar.text.as_str()) {
        let message = format!("`{}` cannot be `{}`", named.key, scalar.text);
        problems.error_with(node.span, message, suggest::word(&scalar.text, words));
    }
}

fn text(node: &Node, scalar: &Scalar, role: Role, named: Named<'_>, problems: &mut Problems) {
    let key = named.key;
    if scalar.text.trim().is_empty() {
        let what = if named.item { "an item of " } else { "" };
        problems.error_with(
            node.span,
            format!("{what}`{key}` is empty"),
            "Write a text, or leave it out.",
        );
        return;
    }
    match (role, scalar.comment) {
        (Role::Name | Role::Construct | Role::Id | Role::File, _) | (_, None) => {}
        (_, Some(comment)) => problems.error_with(
            comment,
            format!("YAML cuts the text of `{key}` at this ` #`"),
            "Put the text in quotes; if this is a comment, give it a line of its own.",
        ),
    }
    if !named.alone && is_split(scalar, &Kind::Text(role)) {
        problems.error_with(
            node.span,
            format!("`{key}` is unquoted between brackets: YAML splits it at commas"),
            "Put each text in quotes, or on a line of its own.",
        );
    }
    match role {
        Role::Id if !is_id(&scalar.text) => problems.error_with(
            node.span,
            format!("`{}` cannot be an id", scalar.text),
            "An id is made of lower-case letters, digits, `-` and `_`, and begins with a letter or a digit.",
        ),
        Role::File if !is_file_name(&scalar.text) => problems.error_with(
            node.span,
            format!("`{key}` takes a file in the lesson's own folder, and `{}` is none", scalar.text),
            "Put the file beside the lesson and write its name alone.",
        ),
        _ => {}
    }
}

/// Whether YAML may have cut the text at a comma without a word.
fn is_split(scalar: &Scalar, kind: &Kind) -> bool {
    let plain = scalar.in_flow && scalar.style == Style::Plain;
    plain
        && match kind {
            Kind::Text(Role::Prose | Role::Sql) => scalar.value == Meaning::Text,
            // The name of a table is one word, and nothing can have been cut from it.
            Kind::Text(Role::Source) => scalar.text.contains([' ', '(', '\'', '"']),
            _ => false,
        }
}

fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.bytes().next().is_some_and(allowed)
        && text.bytes().all(|byte| allowed(byte) || byte == b'-' || byte == b'_')
}

/// Whether the text names a file of the lesson's own folder.
pub(super) fn is_file_name(text: &str) -> bool {
    !text.starts_with('.') && !text.contains(['/', '\\', ':']) && !text.contains(char::is_control)
}
