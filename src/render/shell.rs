//! A command line for the learner's shell.

use unicode_segmentation::UnicodeSegmentation;

use super::{Look, escape};

/// Words, and an escaped command line behind them. Where both have no room beside each other, the
/// command stands below. One that is wider than the terminal is broken as a shell lets it be, by a
/// `\` at the end of a line: what is copied from the screen still runs. A text in quotes is not
/// broken, for there a shell would keep the `\`.
pub fn command_line(words: &str, command: &str, look: &Look) -> Vec<String> {
    let whole = format!("{words} {command}");
    if look.fits(&whole) {
        return vec![whole];
    }
    let mut lines = vec![words.to_owned()];
    let mut left = command;
    while !look.fits(left) {
        let Some(at) = place(left, look.columns.saturating_sub(1).max(1)) else { break };
        let (line, rest) = left.split_at(at);
        lines.push(format!("{line}\\"));
        left = rest;
    }
    lines.push(left.to_owned());
    lines
}

/// Where a line of so many columns may end: behind the last space outside of quotes, else within
/// the word; else behind the quotes, and `None` where nothing follows them.
fn place(text: &str, columns: usize) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    let (mut word, mut space) = (None, None);
    for (at, sign) in text.grapheme_indices(true) {
        let may_end = at > 0 && !quoted && !escaped;
        if escape::width(&text[..at]) > columns {
            if space.or(word).is_some() {
                break;
            }
            if may_end {
                return Some(at);
            }
        } else if may_end {
            word = Some(at);
            space = if text[..at].ends_with(' ') { Some(at) } else { space };
        }
        quoted ^= sign == "'" && !escaped;
        escaped = sign == "\\" && !quoted && !escaped;
    }
    space.or(word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(columns: usize, command: &str) -> String {
        let mut look = Look::plain();
        look.fit(Some(columns));
        command_line("To come back:", command, &look).join("\n")
    }

    #[test]
    fn a_command_is_broken_as_a_shell_takes_it() {
        insta::assert_snapshot!(at(80, "relatable learn a-table-and-its-key"), @"To come back: relatable learn a-table-and-its-key");
        insta::assert_snapshot!(at(40, "relatable learn a-table-and-its-key"), @r"
        To come back:
        relatable learn a-table-and-its-key
        ");
        insta::assert_snapshot!(at(20, "relatable learn productions-roles-and-actors"), @r"
        To come back:
        relatable learn \
        productions-roles-a\
        nd-actors
        ");
        insta::assert_snapshot!(at(20, r"relatable --lessons 'my own lessons of today' learn it'\''s"), @r"
        To come back:
        relatable \
        --lessons \
        'my own lessons of today'\
         learn it'\''s
        ");
    }

    #[test]
    fn in_a_pipe_it_stays_one_line() {
        let command = "relatable learn ".to_owned() + &"x".repeat(100);
        assert_eq!(command_line("Next:", &command, &Look::plain()).len(), 1);
    }

    proptest! {
        #[test]
        fn it_means_the_same_and_fits(
            words in prop::collection::vec("[a-zé日-]{1,30}|'[a-z ]{1,9}'|'it'\\\\''s'", 1..6),
            columns in 14_usize..50,
        ) {
            let command = words.join(" ");
            let said = at(columns, &command);
            let shown = said.replacen("To come back:", "", 1).replace("\\\n", "");
            prop_assert_eq!(shown.trim(), command);
            prop_assert!(said.lines().all(|line| escape::width(line) <= columns));
        }
    }
}
