//! Colours for what is being typed.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::code;
use super::ink::CodeBefore;
pub use super::ink::Ink;
use crate::render::Style;
use crate::session::{Command, Prompt};
use crate::sql::scan::{Carry, tokens_after};
use crate::sql::tokens::{Token, TokenKind, Unfinished, is_keyword};

/// What stands before the typed text, and what is known of the world around it.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// The quote or comment that the lines before left open.
    pub carry: Option<Carry>,
    /// How many parentheses they left open.
    pub depth: usize,
    /// There are lines before.
    pub goes_on: bool,
    /// SQL is typed here.
    pub sql: bool,
    /// The names of tables and views, in lower case.
    pub tables: Arc<HashSet<String>>,
    /// ORM code is typed here, after this.
    pub code: Option<CodeBefore>,
}

/// The longest line that is asked whether it is a relation or Python.
const LONGEST_FOREIGN: usize = 300;

/// The parts of a text that have a colour, in order and apart. `cursor` is where brackets and
/// quotes are matched; `None` for nowhere.
pub fn inks(text: &str, cursor: Option<usize>, before: &Before) -> Vec<(Range<usize>, Ink)> {
    if Command::is_dotted(text) && !text.contains('\n') {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        return vec![(0..end, Ink::Command)];
    }
    if let Some(code) = &before.code {
        let (inks, marks) = code::inks(text, cursor, code);
        return over(inks, marks);
    }
    let foreign = || text.len() <= LONGEST_FOREIGN && Prompt::Sql.is_whole(text);
    if !before.sql || (!before.goes_on && foreign()) {
        return Vec::new();
    }
    let tokens = tokens_after(before.carry, text);
    let mut inks: Vec<(Range<usize>, Ink)> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let carried = before.carry.filter(|_| index == 0);
        if let Some(ink) = ink(&tokens, index, carried, before) {
            inks.push((token.span.start..token.span.end, ink));
        }
    }
    let (pairs, unmatched) = partners(&tokens, before);
    let mut marks: Vec<(Range<usize>, Ink)> =
        unmatched.into_iter().map(|at| (at..at + 1, Ink::Unmatched)).collect();
    if let Some((one, other)) = cursor.and_then(|cursor| pair_at(cursor, &pairs)) {
        marks.extend([one, other].map(|at| (at..at + 1, Ink::Matched)));
    }
    over(inks, marks)
}

/// A text with its colours, or the part of it within a range. Characters that could drive the
/// terminal are left out: the line editor counts them as nothing wide.
pub fn paint(
    text: &str,
    inks: &[(Range<usize>, Ink)],
    range: Range<usize>,
    style: Style,
) -> String {
    let mut painted = String::with_capacity(range.len() * 2);
    let mut at = range.start;
    let plain = |painted: &mut String, part: Range<usize>, ink: Option<Ink>| {
        let shown: String = text[part].chars().filter_map(harmless).collect();
        // A colour that reached over a line break would reach over the prompt's side as well.
        for (number, line) in shown.split('\n').enumerate() {
            if number > 0 {
                painted.push('\n');
            }
            match ink {
                Some(ink) => painted.push_str(&coloured(line, ink, style)),
                None => painted.push_str(line),
            }
        }
    };
    for (part, ink) in inks {
        let (start, end) = (part.start.max(range.start), part.end.min(range.end));
        if start >= end {
            continue;
        }
        plain(&mut painted, at..start, None);
        plain(&mut painted, start..end, Some(*ink));
        at = end;
    }
    plain(&mut painted, at.min(range.end)..range.end, None);
    painted
}

fn coloured(text: &str, ink: Ink, style: Style) -> String {
    match ink {
        Ink::Keyword => style.keyword(text),
        Ink::Literal => style.literal(text),
        Ink::Number => style.number(text),
        Ink::Comment => style.comment(text),
        Ink::Table => style.table(text),
        Ink::Command | Ink::Decorator => style.code(text),
        Ink::Matched => style.matched(text),
        Ink::Unmatched => style.unmatched(text),
    }
}

/// A character as it may be shown: with the same width, and without any power.
fn harmless(character: char) -> Option<char> {
    match character {
        '\n' | '\t' => Some(character),
        _ if character.is_control() => None,
        // Marks that turn the direction of writing.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            None
        }
        _ => Some(character),
    }
}

fn ink(tokens: &[Token<'_>], index: usize, carried: Option<Carry>, before: &Before) -> Option<Ink> {
    let token = &tokens[index];
    match carried {
        Some(Carry::Comment) => return Some(Ink::Comment),
        Some(Carry::Quote('\'') | Carry::Blob) => return Some(Ink::Literal),
        _ => {}
    }
    let mark =
        |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|it| it.is_mark("."));
    match token.kind {
        TokenKind::Word => {
            let qualified = mark(index.checked_sub(1)) || mark(Some(index + 1));
            if is_keyword(token.text) && !qualified {
                Some(Ink::Keyword)
            } else {
                is_table(token, before).then_some(Ink::Table)
            }
        }
        TokenKind::Quoted => is_table(token, before).then_some(Ink::Table),
        TokenKind::Text | TokenKind::Blob => Some(Ink::Literal),
        TokenKind::Number => Some(Ink::Number),
        TokenKind::Comment | TokenKind::Unfinished(Unfinished::Comment) => Some(Ink::Comment),
        TokenKind::Unfinished(Unfinished::Quote('\'')) => Some(Ink::Literal),
        _ => None,
    }
}

fn is_table(token: &Token<'_>, before: &Before) -> bool {
    !before.tables.is_empty() && before.tables.contains(&token.name().to_lowercase())
}

/// Pairs of brackets and quotes, and each `)` that closes nothing.
fn partners(tokens: &[Token<'_>], before: &Before) -> (Vec<(usize, usize)>, Vec<usize>) {
    let (mut pairs, mut unmatched, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut outside = before.depth;
    for (index, token) in tokens.iter().enumerate() {
        let carried = index == 0 && before.carry.is_some();
        match token.kind {
            TokenKind::Text | TokenKind::Quoted if !carried => {
                pairs.push((token.span.start, token.span.end - 1));
            }
            TokenKind::Semicolon => {
                open.clear();
                outside = 0;
            }
            _ if token.is_mark("(") => open.push(token.span.start),
            _ if token.is_mark(")") => match open.pop() {
                Some(start) => pairs.push((start, token.span.start)),
                None if outside > 0 => outside -= 1,
                None => unmatched.push(token.span.start),
            },
            _ => {}
        }
    }
    (pairs, unmatched)
}

/// The pair that the cursor stands on; else the one that ends just before it.
fn pair_at(cursor: usize, pairs: &[(usize, usize)]) -> Option<(usize, usize)> {
    let on = |&&(one, other): &&(usize, usize)| one == cursor || other == cursor;
    let behind = |&&(_, other): &&(usize, usize)| other + 1 == cursor;
    pairs.iter().find(on).or_else(|| pairs.iter().find(behind)).copied()
}

/// Puts marks of one byte over other parts, which keep what is left of them.
fn over(
    inks: Vec<(Range<usize>, Ink)>,
    mut marks: Vec<(Range<usize>, Ink)>,
) -> Vec<(Range<usize>, Ink)> {
    if marks.is_empty() {
        return inks;
    }
    marks.sort_by_key(|(range, _)| range.start);
    marks.dedup_by_key(|(range, _)| range.start);
    let mut merged = Vec::with_capacity(inks.len() + marks.len());
    let mut marks = marks.into_iter().peekable();
    for (range, ink) in inks {
        let mut at = range.start;
        while let Some(mark) = marks.next_if(|(mark, _)| mark.start < range.end) {
            if mark.0.start > at {
                merged.push((at..mark.0.start, ink));
            }
            at = at.max(mark.0.end);
            merged.push(mark);
        }
        if at < range.end {
            merged.push((at..range.end, ink));
        }
    }
    merged.extend(marks);
    merged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sql::scan::Scan;

    fn before(lines: &str) -> Before {
        let scan = Scan::of(lines);
        Before {
            carry: scan.carry(),
            depth: scan.depth(),
            goes_on: !lines.is_empty(),
            sql: true,
            tables: Arc::new(HashSet::from(["items".to_owned()])),
            code: None,
        }
    }

    /// Each part that has a colour, with the colour's name.
    fn told(lines: &str, text: &str, cursor: Option<usize>) -> String {
        let parts = inks(text, cursor, &before(lines));
        let parts = parts.iter().map(|(range, ink)| format!("{ink:?}:{}", &text[range.clone()]));
        parts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_kind_has_its_colour() {
        insta::assert_snapshot!(
            told("", "select items.key, 'it''s', 1.5, x'00' from Items -- end", None),
            @"Keyword:select Table:items Literal:'it''s' Number:1.5 Literal:x'00' Keyword:from Table:Items Comment:-- end"
        );
    }

    #[test]
    fn what_was_opened_before_goes_on() {
        insta::assert_snapshot!(told("select 'a", "from' from items", None), @"Literal:from' Keyword:from Table:items");
        insta::assert_snapshot!(told("/* a", "select */ select", None), @"Comment:select */ Keyword:select");
        insta::assert_snapshot!(told("select \"a", "from\" from", None), @"Keyword:from");
    }

    #[test]
    fn partners_are_shown_at_the_cursor() {
        let at = |cursor| told("", "= (g(')'))", Some(cursor));
        insta::assert_snapshot!(at(2), @"Matched:( Literal:')' Matched:)");
        insta::assert_snapshot!(at(10), @"Matched:( Literal:')' Matched:)");
        insta::assert_snapshot!(at(5), @"Matched:' Literal:) Matched:'");
    }

    #[test]
    fn brackets_of_earlier_lines_are_counted() {
        assert_eq!(told("select f(", "1)", Some(2)), "Number:1");
        assert_eq!(told("select f(", "1))", None), "Number:1 Unmatched:)");
        assert_eq!(told("select f(1", "; select )", None), "Keyword:select Unmatched:)");
    }

    #[test]
    fn what_is_no_sql_has_no_colours_of_sql() {
        assert_eq!(told("", "stores -< items", None), "");
        assert_eq!(told("", ".schema select", None), "Command:.schema");
        let line = Before { sql: false, ..before("") };
        assert_eq!(inks("select", None, &line), []);
    }

    #[test]
    fn nothing_typed_drives_the_terminal() {
        let text = "select '\u{1b}[31m\u{9b}2J\u{202e}'";
        let painted = paint(text, &inks(text, None, &before("")), 0..text.len(), Style::plain());
        assert_eq!(painted, "select '[31m2J'");
    }

    proptest! {
        #[test]
        fn the_text_stays_what_it_is(
            lines in ".{0,20}",
            text in "(select|items|\\(|\\)|'|\"|\\[|/\\*|--|;|é|日本|\n| |1){0,20}",
            cursor in 0_usize..40,
        ) {
            let inks = inks(&text, Some(cursor), &before(&lines));
            prop_assert!(inks.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start));
            prop_assert_eq!(&paint(&text, &inks, 0..text.len(), Style::plain()), &text);
        }
    }
}
