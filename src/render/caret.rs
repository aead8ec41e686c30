//! A place in what was typed, and what to say of it.

use super::excerpt::Excerpt;
use super::flow::{Face, Span, flow, inline};
use super::{Look, escape};
use crate::feedback::Caret;

/// The line, and below it the caret and what there is to say; a long line is cut around it.
pub(super) fn caret(place: &Caret, look: &Look) -> Vec<String> {
    let characters: Vec<char> = place.line.chars().collect();
    let column = place.column.min(characters.len());
    let end = (column + place.width).min(characters.len());
    let text = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    let (before, at, after) = (text(0..column), text(column..end), text(end..characters.len()));
    let room = look.columns.saturating_sub(4);
    let excerpt = Excerpt::of(&before, &at, &after, room, look);
    let line = format!("  {}", excerpt.line).trim_end().to_owned();
    let message = inline(&place.message, Face::Plain);
    if look.manner.is_spoken() {
        let at = match at.as_str() {
            "" => "the end".to_owned(),
            at => format!("\"{}\"", look.line(at)),
        };
        // A column would be one of a table.
        let lead = format!("At {at}, character {}: ", column + 1);
        let spans: Vec<Span> = [Span::new(lead, Face::Plain)].into_iter().chain(message).collect();
        let mut lines = vec![line];
        lines.extend(flow(&spans, look, "", ""));
        return lines;
    }
    let space = " ".repeat(excerpt.before);
    let carets = "^".repeat(excerpt.marked.max(1));
    let lead = format!("  {space}{} ", look.style.not_yet(&carets));
    let lead_width = escape::width(&space) + escape::width(&carets) + 3;
    let beside =
        flow(&message, &Look { width: look.width.saturating_sub(lead_width), ..*look }, "", "");
    match beside.as_slice() {
        [only] if look.width > lead_width + 20 => vec![line, format!("{lead}{only}")],
        _ => {
            let mut lines = vec![line, lead.trim_end().to_owned()];
            lines.extend(flow(&message, look, "  ", "  "));
            lines
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(place: &Caret) -> String {
        caret(place, &Look::plain()).join("\n")
    }

    #[test]
    fn a_typo_has_a_caret() {
        let place = Caret {
            line: "select nmae from stores;".to_owned(),
            column: 7,
            width: 4,
            message: "stores has no column nmae. Did you mean name?".to_owned(),
        };
        insta::assert_snapshot!(drawn(&place), @r"
          select nmae from stores;
                 ^^^^ stores has no column nmae. Did you mean name?
        ");
    }

    #[test]
    fn a_caret_far_out_keeps_its_place() {
        let line = format!("select {}, nmae from stores; -- {}", "1, ".repeat(60), "x".repeat(90));
        let column = line.find("nmae").unwrap();
        let message = "stores has no column nmae. Did you mean name?".to_owned();
        let place = Caret { line, column, width: 4, message };
        insta::assert_snapshot!(drawn(&place), @r"
          … 1, 1, 1, 1, 1, 1, 1, , nmae from stores; -- xxxxxxxxxxxxxxxxxxxxxxxxxxx…
                                   ^^^^ stores has no column nmae. Did you mean name?
        ");
    }

    #[test]
    fn a_caret_stands_right_below_wide_and_escaped_characters() {
        let place = Caret {
            line: "select '日\u{1b}', nmae".to_owned(),
            column: 13,
            width: 4,
            message: "no".to_owned(),
        };
        insta::assert_snapshot!(drawn(&place), @r"
          select '日\u{1b}', nmae
                             ^^^^ no
        ");
    }

    #[test]
    fn a_caret_past_the_end_of_its_line_is_drawn() {
        let place =
            Caret { line: "select".to_owned(), column: 9, width: 1, message: "more?".to_owned() };
        insta::assert_snapshot!(drawn(&place), @r"
          select
                ^ more?
        ");
    }
}
