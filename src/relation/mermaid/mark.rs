//! How many there are, in Mermaid's marks and words.

use crate::relation::cursor::{Cursor, is_bare};
use crate::relation::parse_error::{ParseError, ParseErrorKind};
use crate::relation::sign::is_dash;
use crate::relation::{Cardinality, Participation};

/// How many there are at most, and whether there must be one; Mermaid always says both.
pub(super) type Count = (Cardinality, Participation);

const EXACTLY_ONE: Count = (Cardinality::One, Participation::Mandatory);
const ZERO_OR_ONE: Count = (Cardinality::One, Participation::Optional);
const ONE_OR_MORE: Count = (Cardinality::Many, Participation::Mandatory);
const ZERO_OR_MORE: Count = (Cardinality::Many, Participation::Optional);

/// Marks; Mermaid takes each on either side.
const MARKS: [(&str, Count); 7] = [
    ("||", EXACTLY_ONE),
    ("|o", ZERO_OR_ONE),
    ("o|", ZERO_OR_ONE),
    ("}o", ZERO_OR_MORE),
    ("o{", ZERO_OR_MORE),
    ("}|", ONE_OR_MORE),
    ("|{", ONE_OR_MORE),
];

/// Words; longer ones before their beginnings.
const WORDS: [(&str, Count); 14] = [
    ("one or zero", ZERO_OR_ONE),
    ("one or more", ONE_OR_MORE),
    ("one or many", ONE_OR_MORE),
    ("zero or one", ZERO_OR_ONE),
    ("zero or more", ZERO_OR_MORE),
    ("zero or many", ZERO_OR_MORE),
    ("many(0)", ZERO_OR_MORE),
    ("many(1)", ONE_OR_MORE),
    ("only one", EXACTLY_ONE),
    ("many", ZERO_OR_MORE),
    ("one", EXACTLY_ONE),
    ("1+", ONE_OR_MORE),
    ("0+", ZERO_OR_MORE),
    ("1", EXACTLY_ONE),
];

/// Lines between the marks: solid and dashed ones mean the same to tables.
const LINES: [&str; 6] = ["--", "..", ".-", "-.", "optionally to", "to"];

/// How many of both ends, from left to right.
pub(super) type Counts = (Count, Count);

/// The counts that stand here; `None` where nothing like them does.
///
/// # Errors
/// Where what stands here was to be a mark and is none.
pub(super) fn read(cursor: &mut Cursor) -> Result<Option<Counts>, ParseError> {
    let mut ahead = *cursor;
    if let Some(counts) = exact(&mut ahead) {
        *cursor = ahead;
        return Ok(Some(counts));
    }
    let mut ahead = *cursor;
    let start = ahead.at();
    let found = ahead.skip(is_mark).to_owned();
    if found.is_empty() || found == "{" {
        return Ok(None);
    }
    let near = nearest(&found);
    Err(ParseError::new(ahead.from(start), ParseErrorKind::NoLink { found, near }))
}

/// Whether counts stand here, or what was to be counts: with a brace or a double bar,
/// as in no other notation.
pub(super) fn begins(mut cursor: Cursor) -> bool {
    if exact(&mut cursor.clone()).is_some() {
        return true;
    }
    let run = cursor.skip(is_mark);
    (run.contains(['{', '}']) || run.contains("||")) && run.contains(['-', '.'])
}

/// As it is written on the left side.
pub(super) fn left(count: Count) -> &'static str {
    match count {
        EXACTLY_ONE => "||",
        ZERO_OR_ONE => "|o",
        ONE_OR_MORE => "}|",
        (Cardinality::Many, Participation::Optional) => "}o",
    }
}

/// As it is written on the right side.
pub(super) fn right(count: Count) -> &'static str {
    match count {
        EXACTLY_ONE => "||",
        ZERO_OR_ONE => "o|",
        ONE_OR_MORE => "|{",
        (Cardinality::Many, Participation::Optional) => "o{",
    }
}

fn exact(cursor: &mut Cursor) -> Option<Counts> {
    let left = count(cursor)?;
    cursor.skip_blank();
    LINES.iter().find(|line| eat(cursor, line))?;
    cursor.skip_blank();
    let right = count(cursor)?;
    Some((left, right))
}

fn count(cursor: &mut Cursor) -> Option<Count> {
    let mark = MARKS.iter().find(|(mark, _)| {
        // `o` is a letter: it belongs to a mark only beside a bar or a foot.
        let text = cursor.rest().get(..2);
        text.is_some_and(|text| text.eq_ignore_ascii_case(mark))
    });
    if let Some((mark, count)) = mark {
        cursor.advance(mark.len());
        return Some(*count);
    }
    WORDS.iter().find(|(words, _)| eat(cursor, words)).map(|(_, count)| *count)
}

/// Goes over these words, in any case and with any blanks between them, if they stand here whole.
fn eat(cursor: &mut Cursor, words: &str) -> bool {
    let mut ahead = *cursor;
    for (at, word) in words.split(' ').enumerate() {
        if at > 0 {
            let before = ahead.at();
            ahead.skip_blank();
            if ahead.at() == before {
                return false;
            }
        }
        let found = ahead.rest().get(..word.len());
        if !found.is_some_and(|found| found.eq_ignore_ascii_case(word)) {
            return false;
        }
        ahead.advance(word.len());
    }
    if words.ends_with(is_bare) && ahead.peek().is_some_and(is_bare) {
        return false;
    }
    *cursor = ahead;
    true
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '-' | '.' | '|' | '{' | '}' | '<' | '>' | '=' | 'o' | 'O' | '~')
        || is_dash(letter)
}

/// The marks that were probably meant: what stands on each side of the line counts as many where
/// there is a foot, and as optional where there is a circle.
fn nearest(found: &str) -> Option<String> {
    let is_line = |letter: char| matches!(letter, '-' | '.' | '=' | '~') || is_dash(letter);
    let (first, last) = (found.find(is_line)?, found.rfind(is_line)?);
    let meant = |text: &str| {
        let many = text.contains(['{', '}', '<', '>']);
        let may = text.contains(['o', 'O']);
        let most = if many { Cardinality::Many } else { Cardinality::One };
        // A foot alone says nothing of whether there must be one; most often there need not.
        let free = may || (many && !text.contains('|'));
        (most, if free { Participation::Optional } else { Participation::Mandatory })
    };
    Some(format!("{}--{}", left(meant(&found[..first])), right(meant(&found[last..]))))
}
