//! Texts and bytes between quotes, with escapes, as `repr()` gives them.

use std::fmt::Write as _;

/// The quote that needs the fewest escapes.
fn quote_for(has: impl Fn(char) -> bool) -> char {
    if has('\'') && !has('"') { '"' } else { '\'' }
}

/// `repr()` of a `str`.
pub(crate) fn text(text: &str) -> String {
    let quote = quote_for(|letter| text.contains(letter));
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if letter == quote => {
                out.push('\\');
                out.push(letter);
            }
            ' '..='~' => out.push(letter),
            _ if is_printable(letter) => out.push(letter),
            _ => escape(&mut out, letter),
        }
    }
    out.push(quote);
    out
}

/// `ascii()` of a `str`.
pub(in crate::orm::python) fn ascii(repr: &str) -> String {
    let mut out = String::with_capacity(repr.len());
    for letter in repr.chars() {
        if letter.is_ascii() { out.push(letter) } else { escape(&mut out, letter) }
    }
    out
}

fn escape(out: &mut String, letter: char) {
    let code = u32::from(letter);
    // Writing to a String does not fail.
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// Python and Rust agree on what is printable: all but the categories "other" and "separator".
/// Rust does not say so directly; after a letter, its debug form escapes just the others.
pub(in crate::orm::python) fn is_printable(letter: char) -> bool {
    if letter.is_ascii() {
        return (' '..='~').contains(&letter);
    }
    let mut pair = String::from("a");
    pair.push(letter);
    pair.escape_debug().nth(1) == Some(letter)
}

/// `repr()` of `bytes`.
pub(in crate::orm::python) fn bytes(bytes: &[u8]) -> String {
    let quote = quote_for(|letter| bytes.iter().any(|byte| char::from(*byte) == letter));
    let mut out = String::from("b");
    out.push(quote);
    for byte in bytes {
        match char::from(*byte) {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter == quote => {
                out.push('\\');
                out.push(letter);
            }
            letter @ ' '..='~' => out.push(letter),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(quote);
    out
}
