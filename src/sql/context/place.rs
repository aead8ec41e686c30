//! From a place in a text to the statement and the word there.

use std::ops::Range;

use super::super::scan::Scan;
use super::super::split::split;
use super::super::tokens::{Token, TokenKind, Unfinished, is_keyword, tokens};
use super::walk::Walk;
use super::{Context, Fits};

/// What fits at a place in a text; `None` within a text in quotes, a number or a comment.
pub fn context(text: &str, cursor: usize) -> Option<Context> {
    let before = text.get(..cursor)?;
    let statement = statement(text, cursor);
    let whole = text.get(statement.clone())?;
    let tokens: Vec<Token<'_>> = tokens(whole);
    let at = cursor - statement.start;
    let (start, typed_in) = begun(&tokens, at)?;
    // An unfinished quote swallows what follows: what is before it still counts.
    let code: Vec<Token<'_>> = tokens.into_iter().filter(|token| !token.is_comment()).collect();
    let here = code.iter().take_while(|token| token.span.end <= start).count();
    let upper =
        code[..here].iter().find(|token| token.kind == TokenKind::Word && is_keyword(token.text));
    let mut walk = Walk::new();
    let mut fits = None;
    for index in 0..=code.len() {
        if index == here {
            fits = Some(walk.fits(&code[..here]));
        }
        if let Some(token) = code.get(index) {
            // The word at the cursor is not written yet: it must not change the clause.
            let unwritten = index == here
                && token.span.start <= at
                && at <= token.span.end
                && token.kind == TokenKind::Word;
            if !(unwritten && typed_in) {
                walk.token(whole, &code, index, index == here);
            }
        }
    }
    let blank = Scan::of(before).waiting().is_none() && here == 0;
    let fits = if blank { Fits::Start } else { fits? };
    Some(Context {
        start: statement.start + start,
        fits,
        sources: walk.sources,
        made: walk.made,
        upper: upper.map(|token| token.text.chars().all(|letter| !letter.is_lowercase())),
    })
}

/// The statement around a place, or the empty one that begins there.
fn statement(text: &str, cursor: usize) -> Range<usize> {
    let mut start = 0;
    for piece in split(text) {
        let ends = if piece.finished { piece.span.end } else { text.len() };
        if cursor < ends || !piece.finished {
            return start..ends;
        }
        start = ends;
    }
    start..text.len()
}

/// Where the word at a place begins, and whether it is one; `None` where nothing is completed.
fn begun(tokens: &[Token<'_>], at: usize) -> Option<(usize, bool)> {
    let Some(token) = tokens.iter().find(|token| token.span.start < at && at <= token.span.end)
    else {
        return Some((at, false));
    };
    let inside = at < token.span.end;
    match token.kind {
        TokenKind::Word => Some((token.span.start, true)),
        TokenKind::Unfinished(Unfinished::Quote('"' | '`') | Unfinished::Bracket) => {
            Some((token.span.start, true))
        }
        TokenKind::Mark | TokenKind::Semicolon => Some((at, false)),
        TokenKind::Quoted | TokenKind::Text | TokenKind::Blob if !inside => Some((at, false)),
        // `--` to the end of a line ends with the line break.
        TokenKind::Comment if !inside && token.text.ends_with(['\n', '/']) => Some((at, false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What fits at `|`, in a few words.
    fn fits(text: &str) -> String {
        let cursor = text.find('|').expect("a cursor");
        let Some(context) = context(&text.replacen('|', "", 1), cursor) else {
            return "nothing".to_owned();
        };
        match context.fits {
            Fits::Value(words) => format!("value {}", words.iter().next().unwrap_or("-")),
            Fits::Ended(words) => format!("ended {}", words.iter().next().unwrap_or("-")),
            Fits::Word(words) => format!("word {}", words.iter().next().unwrap_or("-")),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn each_clause_has_what_fits_it() {
        let cases = [
            "|",
            "sel|",
            "select 1; |",
            "explain |",
            "select |",
            "select distinct |",
            "select a |",
            "select a, |",
            "select count(|",
            "select * from |",
            "select * from ite|",
            "select * from a, |",
            "select * from a |",
            "select * from a left |",
            "select * from a join |",
            "select * from a join b on |",
            "select * from a join b on a.x = |",
            "select * from a join b on a.x = b.y |",
            "select * from a join b using (|",
            "select * from a where |",
            "select * from a where x |",
            "select * from a where x in (|",
            "select * from a where exists (select | from b)",
            "select * from a group |",
            "select * from a group by |",
            "select * from a order by x |",
            "select i.| from items i",
            "select 'a|",
            "select 'a|b' from a",
            "select 1 -- |",
            "select 1 /* | */",
            "select 12|",
            "insert |",
            "insert into |",
            "insert into a (|",
            "insert into a (x, |",
            "insert into a (x) |",
            "insert into a (x) values (|",
            "update |",
            "update a |",
            "update a set |",
            "update a set x = |",
            "update a set x = 1 |",
            "delete |",
            "delete from |",
            "delete from a |",
            "delete from a where |",
            "create |",
            "create table a (|",
            "create table a (x |",
            "create table a (x references |",
            "create table a (x references b (|",
            "create table a (x references b |",
            "create index i on |",
            "create index i on a (|",
            "drop |",
            "drop table |",
            "alter table |",
            "alter table a |",
            "alter table a drop column |",
            "with |",
            "with a as (|",
            "with a as (select 1) |",
            "with a as (select 1) select * from |",
            "select \"my|",
            "select a as |",
            "select a from b union |",
            "select a from b;\n|",
        ];
        let told: Vec<String> =
            cases.iter().map(|case| format!("{case}  {}", fits(case))).collect();
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn tables_are_found_wherever_they_stand() {
        let text = "with n(a, b) as (select 1, 2), m as (select x, count(*) as y from p) \
            select  from items as i join \"my stores\" s on 1, main.other, (select z from q) r";
        let context = context(text, text.find("  from items").expect("it") + 1).expect("a place");
        let sources: Vec<String> = context
            .sources
            .iter()
            .map(|it| format!("{}/{}", it.table, it.alias.as_deref().unwrap_or("-")))
            .collect();
        assert_eq!(sources, ["p/-", "items/i", "my stores/s", "other/-", "q/-"]);
        let made: Vec<String> = context
            .made
            .iter()
            .map(|it| format!("{}({})", it.name, it.columns.join(",")))
            .collect();
        assert_eq!(made, ["n(a,b)", "m(x,y)", "r(z)"]);
    }

    proptest! {
        #[test]
        fn any_text_has_an_answer(
            text in "(select|from|join|with|as|on|using|insert into|values|\\(|\\)|,|;|'|\"|\\.|a|b|1|=|--|\n|é| ){0,30}",
            at in 0_usize..60,
        ) {
            let cursor = text.floor_char_boundary(at.min(text.len()));
            if let Some(context) = context(&text, cursor) {
                prop_assert!(context.start <= cursor);
            }
        }
    }
}
