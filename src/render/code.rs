//! Code on the screen.

use super::wrap::wrap;
use super::{Look, escape};

/// How far a line goes in that had to be broken, beyond where it began.
fn hanging(room: usize) -> usize {
    if room < 40 { 2 } else { 4 }
}

/// Escaped code as it was written, indented. A line that is wider than the terminal goes on below,
/// further in; in a pipe it stays whole.
pub(super) fn code(text: &str, indent: &str, look: &Look) -> Vec<String> {
    let set = |line: &str| format!("{indent}{}", look.style.code(line)).trim_end().to_owned();
    text.lines().flat_map(|line| broken(line, indent, look)).map(|line| set(&line)).collect()
}

fn broken(line: &str, indent: &str, look: &Look) -> Vec<String> {
    if look.fits(&format!("{indent}{line}")) {
        return vec![line.to_owned()];
    }
    let room = look.columns.saturating_sub(escape::width(indent)).max(1);
    let text = line.trim_start_matches(' ');
    // Code that is far in moves out as far as is needed to be read.
    let in_by = (line.len() - text.len()).min(room / 3);
    let hanging = (in_by + hanging(room)).min(room / 2);
    let lines = wrap(text, room - in_by, room - hanging, false);
    let set = |(number, part): (usize, String)| {
        format!("{}{part}", " ".repeat(if number == 0 { in_by } else { hanging }))
    };
    lines.into_iter().enumerate().map(set).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_goes_on_further_in() {
        let mut look = Look::plain();
        look.fit(Some(30));
        let text = "SELECT stores.name, COUNT(items.id)\n  FROM stores LEFT JOIN items ON items.store_id = 1";
        insta::assert_snapshot!(code(text, "  ", &look).join("\n"), @r"
          SELECT stores.name,
            COUNT(items.id)
            FROM stores LEFT JOIN
              items ON items.store_id
              = 1
        ");
        look.fit(None);
        assert_eq!(code(text, "", &look).join("\n"), text, "in a pipe it stays whole");
    }
}
