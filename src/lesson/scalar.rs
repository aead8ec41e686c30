//! A text as YAML takes it, on one line.

use std::fmt::Write;

/// Words that are no texts in YAML, or were none in an older one.
const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// The text without quotes where YAML cannot take it for anything else, else in double quotes.
pub fn of(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// The same between brackets, where a comma would end it.
pub fn within_brackets(text: &str) -> String {
    if is_plain(text) && !text.contains([',', '?']) { text.to_owned() } else { quoted(text) }
}

/// The text in double quotes: where prose stands between brackets, lessons want them.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            shown if is_shown(shown) => quoted.push(shown),
            // A `String` takes whatever is written to it.
            hidden if u32::from(hidden) <= 0xffff => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(hidden));
            }
            hidden => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(hidden));
            }
        }
    }
    quoted.push('"');
    quoted
}

fn is_plain(text: &str) -> bool {
    let allowed =
        |character: char| character.is_ascii_alphanumeric() || " ,.'-?!()_".contains(character);
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(allowed)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

/// Whether YAML takes the character as it is and an editor shows it as what it is.
fn is_shown(character: char) -> bool {
    let hides = matches!(character,
        '\u{ad}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}');
    // The last two places of each plane are no characters.
    let is_none = u32::from(character) & 0xfffe == 0xfffe;
    !(character.is_control() || hides || is_none)
}
