//! Slips that keep a file from being YAML, told by the lines around the place at which the parser
//! stopped. A parser sees only that something does not fit; a person wants to know what.

use granit_parser::ErrorKind;

/// No key of the format is nearly as long, in bytes.
const LONGEST_KEY: usize = 60;

/// What an author probably did.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// Where, in bytes.
    pub at: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A line of the file.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Where it begins.
    start: usize,
    /// The whole line.
    text: &'a str,
}

/// The slip behind a failure at a place, where one can be told.
pub(super) fn of(kind: &ErrorKind, at: usize, text: &str) -> Option<Slip> {
    let line = line_at(text, at)?;
    match kind {
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => tab(line, text),
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            let colon = at - line.start;
            let (column, key) = line.key()?;
            if column + key.len() != colon {
                return key_in_line(line, column + key.len(), colon, key);
            }
            let before = line.before(text)?;
            no_space_after_colon(before).or_else(|| deeper(line, column, key, before))
        }
        ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidIndentation => unfitting(line, text),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            no_space_after_colon(line).or_else(|| no_space_after_dash(line))
        }
        _ => None,
    }
}

/// A tab in front of this line, or of the one at which the parser had not yet looked.
fn tab(line: Line<'_>, text: &str) -> Option<Slip> {
    let in_front = |line: Line<'_>| {
        let indentation = line.text.len() - line.text.trim_start_matches([' ', '\t', '-']).len();
        line.text[..indentation].find('\t').map(|tab| line.start + tab)
    };
    let end = text[line.start..].find('\n').map(|newline| line.start + newline + 1);
    let next = || end.and_then(|start| line_at(text, start)).and_then(in_front);
    Some(Slip {
        at: in_front(line).or_else(next)?,
        message: "a tab cannot indent a line of YAML".to_owned(),
        help: "Indent with spaces.".to_owned(),
    })
}

/// A key that begins in a later column than the one above it, which has a value already.
fn deeper(line: Line<'_>, column: usize, key: &str, before: Line<'_>) -> Option<Slip> {
    let (above, other) = before.key().filter(|(above, _)| *above < column)?;
    Some(Slip {
        at: line.start + column,
        message: format!(
            "`{key}` is indented deeper than `{other}` above it, which has a text already"
        ),
        help: format!(
            "If both belong together, begin both in column {}. A text that goes on here and \
             contains `: ` is put in quotes or after a `|`.",
            above + 1
        ),
    })
}

/// `expect: refused: foreign key`, or `because: Note: a text`.
fn key_in_line(line: Line<'_>, first: usize, second: usize, key: &str) -> Option<Slip> {
    let inner = line.text.get(first + 1..second)?.trim();
    is_key(inner).then(|| Slip {
        at: line.start + second,
        message: "YAML takes this `:` for the end of a key, and no key can stand here".to_owned(),
        help: format!(
            "If `{inner}` is a key, begin it on the next line, deeper than `{key}`. If it belongs \
             to a text, put the text in quotes, or on the lines after a `|`."
        ),
    })
}

/// `title:Ducks`.
fn no_space_after_colon(line: Line<'_>) -> Option<Slip> {
    let (column, rest) = line.content();
    let (key, value) = rest.split_once(':')?;
    let is_key = is_key(key) && value.starts_with(char::is_alphanumeric);
    is_key.then(|| Slip {
        at: line.start + column + key.len(),
        message: format!("there is no space after the colon of `{key}:`"),
        help: format!("Write `{key}: …`."),
    })
}

/// `-id: a`.
fn no_space_after_dash(line: Line<'_>) -> Option<Slip> {
    let (column, rest) = line.content();
    let item = rest.strip_prefix('-').filter(|item| item.starts_with(char::is_alphanumeric))?;
    let word = item.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    Some(Slip {
        at: line.start + column,
        message: "there is no space after this `-`".to_owned(),
        help: format!("Write `- {word} …`."),
    })
}

/// A line that does not stand in the column of any line above it.
fn unfitting(line: Line<'_>, text: &str) -> Option<Slip> {
    if let Some(slip) = no_space_after_dash(line) {
        return Some(slip);
    }
    let (column, rest) = line.content();
    let indentation = line.text.len() - line.text.trim_start().len();
    if rest.is_empty() {
        return None;
    }
    if column != indentation {
        return Some(Slip {
            at: line.start + indentation,
            message: "this line does not fit to the list above it".to_owned(),
            help: "The `- ` of all items of a list stand in the same column.".to_owned(),
        });
    }
    let (message, help) = match line.key() {
        Some((_, key)) => (
            format!("`{key}` begins in another column than the keys above it"),
            "Keys that belong together begin in the same column.",
        ),
        None if line.follows_comment(text) => (
            "the comment above ends the text, and this line seems to go on with it".to_owned(),
            "Put the comment above the key, or the text after a `|`.",
        ),
        None => (
            "this line is indented less than the text above it, to which it seems to belong"
                .to_owned(),
            "Begin each line of a text deeper than its key.",
        ),
    };
    Some(Slip { at: line.start + column, message, help: help.to_owned() })
}

fn line_at(text: &str, at: usize) -> Option<Line<'_>> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let text = text[start..].lines().next().unwrap_or("");
    Some(Line { start, text })
}

fn is_key(word: &str) -> bool {
    let allowed = |letter: char| letter.is_alphanumeric() || letter == '_';
    (1..=LONGEST_KEY).contains(&word.len()) && word.chars().all(allowed)
}

impl<'a> Line<'a> {
    /// What stands after the indentation and the `- ` of an item, and where.
    fn content(self) -> (usize, &'a str) {
        let mut rest = self.text.trim_start();
        while let Some(item) = rest.strip_prefix("- ") {
            rest = item.trim_start();
        }
        (self.text.len() - rest.len(), rest)
    }

    /// The key that the line begins with, and where.
    fn key(self) -> Option<(usize, &'a str)> {
        let (column, rest) = self.content();
        let (key, value) = rest.split_once(':')?;
        let ends = value.is_empty() || value.starts_with([' ', '\r']);
        (ends && is_key(key)).then_some((column, key))
    }

    /// Whether the line right before it is a comment.
    fn follows_comment(self, text: &str) -> bool {
        let before = self.start.checked_sub(1).and_then(|end| line_at(text, end));
        before.is_some_and(|before| before.text.trim_start().starts_with('#'))
    }

    /// The line before it that is neither empty nor a comment.
    fn before(self, text: &'a str) -> Option<Line<'a>> {
        let mut end = self.start;
        while end > 0 {
            let line = line_at(text, end - 1)?;
            let content = line.text.trim_start();
            if !content.is_empty() && !content.starts_with('#') {
                return Some(line);
            }
            end = line.start;
        }
        None
    }
}
