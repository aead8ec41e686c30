//! Colours and completion of ORM code.

use std::collections::HashSet;
use std::ops::Range;

pub use super::ink::CodeBefore;
use super::ink::Ink;
use super::offer::{Offer, Offers, Setting};
use crate::orm::migrate::command::is_command;
use crate::orm::typed::commands::following;
use crate::orm::typed::place::Fits;
use crate::orm::typed::scan::partner_of;
use crate::orm::typed::tokens::begins_name;
use crate::orm::typed::words::{BUILTINS, KEYWORDS};
use crate::orm::typed::{Token, TokenKind, place, tokens::tokens};
use crate::render::escape;

/// Parts with a colour.
type Inks = Vec<(Range<usize>, Ink)>;

/// The parts of code that have a colour, in order and apart; and the brackets to mark over them.
pub(super) fn inks(text: &str, cursor: Option<usize>, before: &CodeBefore) -> (Inks, Inks) {
    let (mut inks, mut brackets) = (Inks::new(), Vec::new());
    let (mut within, mut at) = (before.within, 0);
    for line in text.split('\n') {
        let (found, ends_within) = tokens(within, line);
        let is_command = within.is_none() && brackets.is_empty() && is_command(line);
        for (index, token) in found.iter().enumerate() {
            let span = token.span.start + at..token.span.end + at;
            if is_command {
                inks.extend(command_ink(&found, index).map(|ink| (span, ink)));
                continue;
            }
            if let Some(bracket) = token.bracket() {
                brackets.push((bracket, span.start));
            } else if let Some(ink) = ink(&found, index, before) {
                inks.push((span, ink));
            }
        }
        within = ends_within;
        at += line.len() + 1;
    }
    (inks, marks(&brackets, cursor, before.depth))
}

fn ink(tokens: &[Token<'_>], index: usize, before: &CodeBefore) -> Option<Ink> {
    let token = tokens.get(index)?;
    let previous = index.checked_sub(1).and_then(|at| tokens.get(at));
    match token.kind {
        TokenKind::Text | TokenKind::Broken => Some(Ink::Literal),
        TokenKind::Number => Some(Ink::Number),
        TokenKind::Comment => Some(Ink::Comment),
        TokenKind::Mark if token.text == "@" && index == 0 => Some(Ink::Decorator),
        TokenKind::Mark => None,
        TokenKind::Name => {
            let member = previous.is_some_and(|it| it.is_mark("."));
            let decorates = tokens.first().is_some_and(|first| first.is_mark("@"))
                && tokens
                    .iter()
                    .take(index)
                    .skip(1)
                    .all(|it| it.kind == TokenKind::Name || it.is_mark("."));
            if decorates {
                Some(Ink::Decorator)
            } else if token.is_keyword() && !member {
                Some(Ink::Keyword)
            } else {
                (!member && before.classes.contains(token.text)).then_some(Ink::Table)
            }
        }
    }
}

/// A command line: its program and its command stand out, and what is between quotes.
fn command_ink(tokens: &[Token<'_>], index: usize) -> Option<Ink> {
    let token = tokens.get(index)?;
    let words = if tokens.first().is_some_and(|first| first.text == "flask") { 3 } else { 2 };
    match token.kind {
        TokenKind::Text | TokenKind::Broken => Some(Ink::Literal),
        TokenKind::Name if index < words => Some(Ink::Keyword),
        _ => None,
    }
}

/// The bracket at the cursor with its partner, and each that closes nothing.
fn marks(brackets: &[(char, usize)], cursor: Option<usize>, depth: usize) -> Inks {
    let (mut open, mut pairs, mut marks) = (Vec::new(), Vec::new(), Inks::new());
    let mut outside = depth;
    for &(bracket, at) in brackets {
        if "([{".contains(bracket) {
            open.push((bracket, at));
            continue;
        }
        match open.pop() {
            Some((opened, start)) if opened == partner_of(bracket) => pairs.push((start, at)),
            Some(_) => marks.push((at..at + 1, Ink::Unmatched)),
            None if outside > 0 => outside -= 1,
            None => marks.push((at..at + 1, Ink::Unmatched)),
        }
    }
    let Some(cursor) = cursor else { return marks };
    let on = |&&(one, other): &&(usize, usize)| one == cursor || other == cursor;
    let behind = |&&(_, other): &&(usize, usize)| other + 1 == cursor;
    if let Some(&(one, other)) = pairs.iter().find(on).or_else(|| pairs.iter().find(behind)) {
        marks.extend([one, other].map(|at| (at..at + 1, Ink::Matched)));
    }
    marks
}

/// What completes code at the cursor.
pub(super) fn offers(text: &str, cursor: usize, setting: &Setting) -> Offers {
    let line = text.get(..cursor).filter(|line| !line.contains('\n'));
    let line = line.filter(|_| setting.before.is_empty());
    let command = line.and_then(|line| following(line, setting.vocabulary.world.is_flask()));
    let offer = |word: String| Offer { display: escape::line(&word), replacement: word };
    let programs = match command {
        Some((start, words)) if start > 0 => {
            return Offers { start, pairs: words.into_iter().map(offer).collect(), file: false };
        }
        // What begins as a command line may yet be code.
        Some((_, programs)) => programs,
        None => Vec::new(),
    };
    let mut whole = setting.before.clone();
    if !whole.is_empty() {
        whole.push('\n');
    }
    let shift = whole.len();
    whole.push_str(text);
    let found = place(&whole, shift + cursor);
    let Some(start) = found.start.checked_sub(shift) else { return Offers::default() };
    let typed = text.get(start..cursor).unwrap_or_default();
    let world = &setting.vocabulary.world;
    let mut names: Vec<String> = match &found.fits {
        Fits::Nothing => Vec::new(),
        Fits::Member(path) => world.members(path),
        Fits::Module => world.modules.keys().cloned().collect(),
        Fits::Imported(module) => world.modules.get(module).cloned().unwrap_or_default(),
        Fits::Name(call) => {
            let arguments = call.iter().flat_map(|path| world.arguments(path));
            let arguments = arguments.map(|name| format!("{name}="));
            let own = world.names.iter().map(|(name, _)| name.clone());
            let known = BUILTINS.iter().chain(KEYWORDS).map(|word| (*word).to_owned());
            // With nothing typed, all words of the language would hide what is here.
            let known = known.filter(|_| !typed.is_empty());
            arguments.chain(own).chain(programs).chain(known).collect()
        }
    };
    let private = typed.starts_with('_');
    names.retain(|name| name.starts_with(typed) && (private || !name.starts_with('_')));
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()) && name.starts_with(begins_name));
    Offers { start, pairs: names.into_iter().map(offer).collect(), file: false }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn told(text: &str, cursor: Option<usize>) -> String {
        let classes = Arc::new(HashSet::from(["Student".to_owned()]));
        let before = CodeBefore { classes, ..CodeBefore::default() };
        let (inks, marks) = inks(text, cursor, &before);
        let parts = inks.iter().chain(&marks);
        let parts = parts.map(|(range, ink)| format!("{ink:?}:{}", &text[range.clone()]));
        parts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_kind_has_its_colour() {
        insta::assert_snapshot!(
            told("@x.y\nclass A(Student):\n  n = f'{1}' + 2 # c\n  a.class", None),
            @"Decorator:@ Decorator:x Decorator:y Keyword:class Table:Student Literal:f'{1}' Number:2 Comment:# c"
        );
    }

    #[test]
    fn a_command_line_is_no_code() {
        insta::assert_snapshot!(
            told("alembic revision -m 'for in' --autogenerate", None),
            @"Keyword:alembic Keyword:revision Literal:'for in'"
        );
        insta::assert_snapshot!(told("flask db upgrade", None), @"Keyword:flask Keyword:db Keyword:upgrade");
    }

    #[test]
    fn partners_are_shown_at_the_cursor() {
        insta::assert_snapshot!(told("f([1])", Some(6)), @"Number:1 Matched:( Matched:)");
        insta::assert_snapshot!(told("f([1)]", None), @"Number:1 Unmatched:) Unmatched:]");
    }
}
