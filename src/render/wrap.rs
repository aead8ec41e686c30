//! A text in lines that keeps its own spaces: cells and code.

use unicode_segmentation::UnicodeSegmentation;

use super::escape;

/// Breaks an escaped text into lines of at most `first` columns for the first and `rest` for the
/// others, between words as far as they let. A word that is wider than a line is broken where
/// `anywhere` says so, else it stands alone.
pub(super) fn wrap(text: &str, first: usize, rest: usize, anywhere: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut left = text;
    loop {
        let room = if lines.is_empty() { first } else { rest }.max(1);
        let fits = escape::prefix(left, room);
        if fits == left.len() {
            lines.push(left.to_owned());
            return lines;
        }
        let indent = left.len() - left.trim_start_matches(' ').len();
        let after = left[fits..].starts_with(' ').then_some(fits);
        let within = || left[..fits].rfind(' ').filter(|&at| at > indent);
        let beyond = || left[fits..].find(' ').map(|at| fits + at);
        let at = match after.or_else(within) {
            Some(at) => at,
            // Something wider than the whole line is taken, lest this never end.
            None if anywhere => fits.max(first_sign(left)),
            None => beyond().unwrap_or(left.len()),
        };
        lines.push(left[..at].trim_end_matches(' ').to_owned());
        left = left[at..].trim_start_matches(' ');
        if left.is_empty() {
            return lines;
        }
    }
}

/// How many bytes the first sign takes.
fn first_sign(text: &str) -> usize {
    text.graphemes(true).next().map_or(text.len(), str::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sign_of_three_columns_does_not_take_the_rest_along() {
        let text = "🉐𑤷abcdef";
        assert_eq!(escape::width("🉐𑤷"), 3);
        assert_eq!(wrap(text, 5, 5, true), ["🉐𑤷ab", "cdef"]);
        assert_eq!(wrap(text, 2, 2, true), ["🉐𑤷", "ab", "cd", "ef"]);
    }

    #[test]
    fn words_stay_whole_where_there_is_a_space() {
        assert_eq!(wrap("a long way home", 6, 6, true), ["a long", "way", "home"]);
        assert_eq!(wrap("abcdefgh ij", 4, 4, true), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("abcdefgh ij", 4, 4, false), ["abcdefgh", "ij"]);
        assert_eq!(wrap("  SELECT name", 8, 8, false), ["  SELECT", "name"]);
        assert_eq!(wrap("", 4, 4, true), [""]);
    }

    proptest! {
        #[test]
        fn every_line_fits_and_no_sign_is_lost(text in "[a-z日👩 ]{0,60}", columns in 2_usize..20) {
            let lines = wrap(&text, columns, columns, true);
            for line in &lines {
                prop_assert!(escape::width(line) <= columns);
            }
            let kept = |text: &str| text.replace(' ', "");
            prop_assert_eq!(kept(&lines.concat()), kept(&text));
        }
    }
}
