//! Signs that people write, or that their programs write for them, in the place of others.

/// Question marks, the wide one included.
pub(super) const QUESTION_MARKS: [char; 2] = ['?', '\u{ff1f}'];

/// Dashes, minus signs and drawn lines that are no hyphens.
pub(super) fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{fe58}' | '\u{ff0d}'
    )
}

/// Quotes as word processors make them.
pub(super) fn is_curly_quote(sign: char) -> bool {
    matches!(sign, '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}')
}

/// Arrows and feet in one sign.
pub(super) fn is_arrow(sign: char) -> bool {
    matches!(sign, '\u{2190}'..='\u{21ff}' | '\u{27f0}'..='\u{27ff}')
        || matches!(sign, '\u{2039}' | '\u{203a}' | '\u{227a}' | '\u{227b}')
        || matches!(sign, '\u{ff1c}' | '\u{ff1e}')
}

/// Punctuation as it comes from a keyboard of wide letters, and the dots in one sign.
pub(super) fn is_wide_stop(sign: char) -> bool {
    matches!(sign, '\u{ff1f}' | '\u{ff1b}' | '\u{3002}' | '\u{ff0c}' | '\u{2026}')
}

/// The crow's foot that an arrow was probably meant for: an arrow points to the many.
pub(super) fn foot_of(arrow: &str) -> Option<&'static str> {
    match arrow {
        "\u{2192}" | "\u{27f6}" | "\u{21d2}" | "\u{227a}" | "\u{ff1c}" | "<" => Some("-<"),
        "\u{2190}" | "\u{27f5}" | "\u{21d0}" | "\u{227b}" | "\u{ff1e}" | ">" => Some(">-"),
        "\u{2194}" | "\u{27f7}" | "\u{21d4}" | "<>" | "><" => Some(">-<"),
        _ => None,
    }
}
