//! Texts that are wider than their place.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::foot::Signs;

/// A text of at most so many columns: what is cut off is said by dots.
pub(super) fn cut(text: &str, columns: usize, signs: Signs) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let dots: String = match signs {
        Signs::Box => "…".chars().take(columns).collect(),
        Signs::Ascii => "...".chars().take(columns).collect(),
    };
    let mut short = String::new();
    for sign in text.graphemes(true) {
        if short.width() + sign.width() + dots.width() > columns {
            break;
        }
        short.push_str(sign);
    }
    short + &dots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_fits() {
        assert_eq!(cut("日本語", 6, Signs::Box), "日本語");
        assert_eq!(cut("日本語", 5, Signs::Box), "日本…");
        assert_eq!(cut("日本語", 4, Signs::Box), "日…");
        assert_eq!(cut("orders", 5, Signs::Ascii), "or...");
        assert_eq!(cut("orders", 1, Signs::Ascii), ".");
    }
}
