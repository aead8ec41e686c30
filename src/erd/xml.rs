//! Texts within XML.

/// A text that means nothing else in XML, in an attribute or between marks. Characters that XML
/// does not know (<https://www.w3.org/TR/xml/#charsets>) are shown by their number.
pub(super) fn xml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => safe.push_str(&shown(character)),
            '\t' | '\n' | '\r' => safe.push(' '),
            _ if character.is_control() => safe.push_str(&shown(character)),
            _ => safe.push(character),
        }
    }
    safe
}

fn shown(character: char) -> String {
    format!("\\u{{{:x}}}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_texts() {
        assert_eq!(
            xml("<a b='c'>&\"\u{0}\u{ffff}"),
            "&lt;a b=&#39;c&#39;&gt;&amp;&quot;\\u{0}\\u{ffff}"
        );
    }
}
