//! Text that cannot drive a terminal.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::symbols::{Manner, Symbols};

/// Marks that may stand on one character before more of them are shown as escapes.
const MARKS: usize = 4;

/// A text for one line: a line break is shown as `↵`, a tab as `⇥`, and every character that
/// could move the cursor, change colours, turn the direction of writing or hide is shown as
/// `\u{…}`.
pub fn line(text: &str) -> String {
    line_with(text, Manner::Full.symbols())
}

/// As [`line`], with the signs of a manner.
pub fn line_with(text: &str, symbols: &Symbols) -> String {
    escape(text, |character| match character {
        '\n' => Some(symbols.line_break),
        '\t' => Some(symbols.tab),
        _ => None,
    })
}

/// A text of several lines: line breaks stay, a tab becomes four spaces, the rest is as in
/// [`line`].
pub fn block(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    escape(&text, |character| match character {
        '\n' => Some("\n"),
        '\t' => Some("    "),
        _ => None,
    })
}

/// How many columns a text takes that has been escaped, and has no colours. What a person sees as
/// one sign is counted as one: a flag, a family, a letter with its marks.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to so many columns, with `…` where something was cut; and whether it was.
pub fn shorten(text: &str, columns: usize) -> (String, bool) {
    shorten_with(text, columns, Manner::Full.symbols())
}

/// As [`shorten`], with the signs of a manner.
pub fn shorten_with(text: &str, columns: usize, symbols: &Symbols) -> (String, bool) {
    if text.width() <= columns {
        return (text.to_owned(), false);
    }
    // Where there is no room for the whole sign, a part of it says as much.
    let sign: String = symbols.ellipsis.chars().take(columns).collect();
    let end = prefix(text, columns - sign.width());
    (format!("{}{sign}", &text[..end]), true)
}

/// Where the longest beginning ends, in bytes, that takes no more than so many columns and cuts
/// nothing that is seen as one sign.
pub(super) fn prefix(text: &str, columns: usize) -> usize {
    let mut used = 0;
    let mut end = 0;
    for (at, sign) in text.grapheme_indices(true) {
        used += sign.width();
        if used > columns {
            break;
        }
        end = at + sign.len();
    }
    end
}

fn escape(text: &str, replace: impl Fn(char) -> Option<&'static str>) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = '\n';
    let mut marks = 0;
    for character in text.chars() {
        let is_mark = character.width() == Some(0) && !is_harmful(character, before);
        marks = if is_mark { marks + 1 } else { 0 };
        if let Some(instead) = replace(character) {
            escaped.push_str(instead);
        } else if is_harmful(character, before) || marks > MARKS {
            escaped.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
        } else {
            escaped.push(character);
        }
        before = character;
    }
    escaped
}

/// Whether a character could act on the terminal or hide. Joiners belong to many scripts and to
/// emoji, so they stay after a character that is not ASCII.
fn is_harmful(character: char, before: char) -> bool {
    match character {
        // A digit with this mark and a frame is a key of a telephone.
        '\u{fe0f}' if before.is_ascii_digit() || before == '#' || before == '*' => false,
        '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => before.is_ascii(),
        // Soft hyphen, fillers, zero-width spaces and marks of direction.
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        _ => character.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_are_shown_and_not_obeyed() {
        insta::assert_snapshot!(line("\u{1b}[2Jgone\u{7}"), @r"\u{1b}[2Jgone\u{7}");
        insta::assert_snapshot!(line("\u{9b}31m"), @r"\u{9b}31m");
    }

    #[test]
    fn bidi_overrides_and_hidden_characters_are_shown() {
        insta::assert_snapshot!(line("a\u{202e}b\u{200b}c\u{200d}d"), @r"a\u{202e}b\u{200b}c\u{200d}d");
    }

    #[test]
    fn ordinary_text_of_any_script_stays() {
        for text in ["Zoë", "e\u{301}", "日本", "👩\u{200d}🌾", "می\u{200c}خواهم", "שלום"]
        {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn what_is_seen_as_one_sign_is_as_wide_and_cut_as_one() {
        let family = "👩\u{200d}👩\u{200d}👧";
        for (sign, columns) in [
            ("日", 2),
            (family, 2),
            ("🇩🇪", 2),
            ("❤\u{fe0f}", 2),
            ("1\u{fe0f}\u{20e3}", 2),
            ("e\u{301}", 1),
        ] {
            assert_eq!(line(sign), sign);
            assert_eq!(width(sign), columns, "{sign}");
            let twice = format!("{sign}{sign}");
            assert_eq!(
                shorten(&twice, columns + 1),
                if columns == 1 { (twice, false) } else { (format!("{sign}…"), true) }
            );
        }
    }

    #[test]
    fn a_pile_of_marks_is_cut_short() {
        let pile = format!("a{}", "\u{301}".repeat(6));
        insta::assert_snapshot!(line(&pile), @"a\u{301}\u{301}\u{301}\u{301}\\u{301}\\u{301}");
    }

    #[test]
    fn line_breaks_stay_in_a_block_and_show_in_a_line() {
        insta::assert_snapshot!(line("a\nb\tc\r"), @r"a↵b⇥c\u{d}");
        assert_eq!(block("a\r\nb\tc"), "a\nb    c");
    }

    proptest! {
        #[test]
        fn no_control_character_survives(text in any::<String>()) {
            prop_assert!(!line(&text).chars().any(char::is_control));
        }

        #[test]
        fn a_beginning_fits(text in "\\PC{0,40}", columns in 0_usize..40) {
            let text = line(&text);
            prop_assert!(width(&text[..prefix(&text, columns)]) <= columns);
        }

        #[test]
        fn what_is_cut_fits(text in any::<String>(), columns in 0_usize..80) {
            for manner in [Manner::Full, Manner::Plain, Manner::Spoken] {
                let symbols = manner.symbols();
                let (short, _) = shorten_with(&line_with(&text, symbols), columns, symbols);
                prop_assert!(width(&short) <= columns);
            }
        }
    }
}
