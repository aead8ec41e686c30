//! Words for what keeps a file from being YAML at all.

use granit_parser::{ErrorKind, ScanError};

/// How deep a file may nest: several times as deep as a lesson ever does.
pub(super) const DEEPEST: usize = 32;

/// The message and what to do.
pub(super) fn words(error: &ScanError) -> (String, Option<&'static str>) {
    let (message, help) = match error.kind() {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
            "YAML takes this `:` for the end of a key, and no key can stand here".to_owned(),
            "Put a text that contains `: ` in quotes, or write it on the lines after a `|`. If this is a key, look at its indentation.",
        ),
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => {
            ("a tab cannot indent a line of YAML".to_owned(), "Indent with spaces.")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => (
            "this quote is never closed".to_owned(),
            "Close it; in a text of several lines, indent each line.",
        ),
        ErrorKind::UnclosedFlowCollection { open } => {
            (format!("this `{open}` is never closed"), "Close it with `]` or `}`.")
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => (
            format!("`{open}` is closed by `{close}` here"),
            "`[` is closed by `]`, and `{` by `}`.",
        ),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => (
            format!("there is an unprintable character here, U+{:04X}", u32::from(*character)),
            "Take it out, or write it in double quotes as an escape such as \"\\e\".",
        ),
        ErrorKind::UnexpectedCharacter { character } => (
            format!("a text cannot begin with {character} unless it is quoted"),
            "Put the text in quotes.",
        ),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => (
            "this line does not fit to the lines above it".to_owned(),
            "Keys of one map begin in the same column; lines of a text are indented deeper than its key.",
        ),
        ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::BlockSequenceEntryNotAllowed => (
            "this line does not fit to the list above it".to_owned(),
            "The `- ` of all items of a list stand in the same column.",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
            "this looks like a key without its `:`".to_owned(),
            "Write `key: value`, or indent the line if it belongs to the text above.",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "something follows the closing quote".to_owned(),
            "Within '…' a quote is written twice, within \"…\" it is written \\\".",
        ),
        ErrorKind::CommentInterceptedScalar => (
            "a ` #` begins a comment in the middle of this text".to_owned(),
            "Put the text in quotes, or write it on the lines after a `|`.",
        ),
        ErrorKind::RecursionLimitExceeded => (
            format!("this is nested deeper than {DEEPEST} levels"),
            "A lesson never needs that: close what is open.",
        ),
        ErrorKind::UnknownQuotedScalarEscape => (
            "this is no escape that YAML knows".to_owned(),
            "Within \"…\" a backslash is written \\\\; within '…' it stands for itself.",
        ),
        other => return (format!("this is not YAML: {other}"), None),
    };
    (message, Some(help))
}

/// Where to point, in bytes: the parser stops where it notices, and the cause may stand elsewhere.
/// What it understood ends at `understood`.
pub(super) fn place(error: &ScanError, text: &str, understood: usize) -> usize {
    let at = error.marker().byte_offset().unwrap_or(0);
    let find = |from: usize, wanted: &[char]| {
        text.get(from..).and_then(|rest| rest.find(wanted)).map(|found| from + found)
    };
    let cause = match error.kind() {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => {
            find(understood, &['"', '\'']).filter(|quote| *quote < at)
        }
        ErrorKind::UnexpectedCharacter { character } => find(at, &[*character]),
        _ => None,
    };
    cause.unwrap_or(at)
}
