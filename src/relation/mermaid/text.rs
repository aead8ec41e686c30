//! Text in a diagram. Mermaid has no escapes within quotes but entity codes (`#quot;`, `#37;`),
//! which it turns into letters when it draws.

/// Letters that mean something to Mermaid even within quotes, or to what draws its labels.
const MEANT: [char; 14] =
    ['"', '`', '%', '\\', '#', '~', ':', ';', '<', '>', '&', '{', '}', '\u{7f}'];

/// Codes with a name.
const NAMED: [(&str, char); 6] =
    [("quot", '"'), ("apos", '\''), ("amp", '&'), ("lt", '<'), ("gt", '>'), ("nbsp", '\u{a0}')];

/// A text as it stands between quotes.
pub(super) fn escape(text: &str) -> String {
    // "direction TB" makes a line a setting, whatever stands around it.
    let directs = text.to_lowercase().contains("direction");
    let mut escaped = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let is_edge = at == 0 || at + letter.len_utf8() == text.len();
        let space = letter.is_whitespace() && (letter != ' ' || directs || is_edge);
        if MEANT.contains(&letter) || letter.is_control() || space {
            escaped.push_str(&format!("#{};", u32::from(letter)));
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

/// A text between quotes as it is meant. What is no code stays as it is.
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('#') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        // No code is longer than that of the last letter there is.
        let window = rest.char_indices().nth(9).map_or(rest, |(end, _)| &rest[..end]);
        match window.find(';').and_then(|end| Some((end, decode(&window[..end])?))) {
            Some((end, letter)) => {
                plain.push(letter);
                rest = &rest[end + 1..];
            }
            None => plain.push('#'),
        }
    }
    plain.push_str(rest);
    plain
}

fn decode(code: &str) -> Option<char> {
    if let Some((_, letter)) = NAMED.iter().find(|(name, _)| *name == code) {
        return Some(*letter);
    }
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    char::from_u32(code.parse().ok()?)
}
