//! Where the next statement of a script begins, and where it may end.

/// A stretch of SQL text that is one thing to a reader who looks for `;` only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    /// White space or a comment.
    Blank,
    /// A string or a quoted name.
    Quoted,
    /// `;`.
    Semicolon,
    /// One other character.
    Other,
}

/// The first statement at or after `from`: where it begins, past white space, comments and stray
/// semicolons, and the byte after its first `;` that is in no string, name or comment, or the
/// text's end. `None` where nothing follows.
///
/// Only a trigger goes on after that `;`. SQLite then says that the input is incomplete.
pub(super) fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    let mut start = None;
    while at < text.len() {
        let (stretch, end) = stretch(text, at);
        match (stretch, start) {
            (Stretch::Blank, _) | (Stretch::Semicolon, None) => {}
            (Stretch::Semicolon, Some(start)) => return Some((start, end)),
            (Stretch::Quoted | Stretch::Other, _) => start = start.or(Some(at)),
        }
        at = end;
    }
    start.map(|start| (start, at))
}

/// The end of the last piece that ends before `limit`, if any but the one that ends at `end` does.
pub(super) fn last_end(text: &str, end: usize, limit: usize) -> usize {
    let ends = std::iter::successors(Some(end), |&end| next(text, end).map(|(_, end)| end));
    ends.take_while(|&end| end <= limit).last().unwrap_or(end)
}

/// Where a word stands outside of strings, names and comments.
pub(super) fn find(text: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        let (stretch, end) = stretch(text, at);
        if stretch == Stretch::Other && text[at..].starts_with(word) {
            return Some(at);
        }
        at = end;
    }
    None
}

/// What stands at `at`, a character boundary before the text's end, and where it ends.
fn stretch(text: &str, at: usize) -> (Stretch, usize) {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return (Stretch::Blank, text.len()) };
    let after = |mark: &str, skip: usize| {
        rest[skip..].find(mark).map_or(text.len(), |found| at + skip + found + mark.len())
    };
    match first {
        ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{feff}' => (Stretch::Blank, at + first.len_utf8()),
        '-' if rest.starts_with("--") => (Stretch::Blank, after("\n", 2)),
        '/' if rest.starts_with("/*") => (Stretch::Blank, after("*/", 2)),
        // A doubled quote ends one stretch and begins the next, which comes to the same.
        '\'' => (Stretch::Quoted, after("'", 1)),
        '"' => (Stretch::Quoted, after("\"", 1)),
        '`' => (Stretch::Quoted, after("`", 1)),
        '[' => (Stretch::Quoted, after("]", 1)),
        ';' => (Stretch::Semicolon, at + 1),
        other => (Stretch::Other, at + other.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn pieces(text: &str) -> Vec<&str> {
        let mut from = 0;
        let mut found = Vec::new();
        while let Some((start, end)) = next(text, from) {
            found.push(&text[start..end]);
            from = end;
        }
        found
    }

    #[test]
    fn statements_end_at_semicolons_outside_of_quotes_and_comments() {
        assert_eq!(pieces("a;b"), ["a;", "b"]);
        assert_eq!(pieces("a';''b';\"c;\";[;];`;`"), ["a';''b';", "\"c;\";", "[;];", "`;`"]);
        assert_eq!(pieces(" -- one; \n /* two; */ a -- ;\n b;"), ["a -- ;\n b;"]);
    }

    #[test]
    fn blanks_are_no_statements() {
        assert!(pieces(" ;; -- ; \n /* ; */ \u{feff};").is_empty());
        assert!(pieces("/* never closed ; a").is_empty());
        assert_eq!(pieces("a 'never closed ; b"), ["a 'never closed ; b"]);
    }

    #[test]
    fn the_last_end_stays_below_the_limit() {
        let text = "a; b; ';' c; d";
        assert_eq!(last_end(text, 2, 11), 5);
        assert_eq!(last_end(text, 2, 12), 12);
        assert_eq!(last_end(text, 2, 99), text.len());
        assert_eq!(last_end(text, 2, 1), 2);
    }

    #[test]
    fn words_are_found_outside_of_quotes_only() {
        assert_eq!(find("SELECT ':é', /* :é */ :é", ":é"), Some(24));
        assert_eq!(find("SELECT '?'", "?"), None);
    }
}
