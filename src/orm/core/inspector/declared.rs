//! What a CREATE TABLE says that no PRAGMA tells: names of constraints, CHECKs, how keys act.

use crate::sql::tokens::{Token, code};

/// A constraint of a table.
pub(super) struct Declared {
    /// Its name.
    pub name: Option<String>,
    /// What it asks.
    pub what: What,
}

/// What a constraint of a table asks.
pub(super) enum What {
    /// PRIMARY KEY.
    PrimaryKey,
    /// UNIQUE of these columns.
    Unique(Vec<String>),
    /// CHECK of this text.
    Check(String),
    /// FOREIGN KEY.
    ForeignKey(Foreign),
}

/// A FOREIGN KEY as it was written.
pub(super) struct Foreign {
    pub columns: Vec<String>,
    pub table: String,
    pub targets: Vec<String>,
    /// `ondelete`, `onupdate`, `initially` with what stands behind them, in upper case.
    pub options: Vec<(&'static str, String)>,
    pub deferrable: Option<bool>,
}

/// The constraints that a CREATE TABLE declares, in order; of a column's own only UNIQUE and CHECK.
pub(super) fn declared(sql: &str) -> Vec<Declared> {
    let tokens = code(sql);
    let mut found = Vec::new();
    let Some(open) = tokens.iter().position(|token| token.is_mark("(")) else { return found };
    let Some(close) = closing(&tokens, open) else { return found };
    for item in parts(&tokens, open, close) {
        read(sql, item, &mut found);
    }
    found
}

/// The place of the parenthesis that closes the one at `open`.
fn closing(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.is_mark("(") {
            depth = depth.saturating_add(1);
        } else if token.is_mark(")") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// What stands between the commas of a list in parentheses.
fn parts<'a, 't>(tokens: &'a [Token<'t>], open: usize, close: usize) -> Vec<&'a [Token<'t>]> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut start = open.saturating_add(1);
    for (at, token) in tokens.iter().enumerate().take(close).skip(start) {
        if token.is_mark("(") {
            depth = depth.saturating_add(1);
        } else if token.is_mark(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && token.is_mark(",") {
            found.extend(tokens.get(start..at));
            start = at.saturating_add(1);
        }
    }
    found.extend(tokens.get(start..close));
    found
}

/// The names in the parentheses at a place, and the place behind them.
fn names(tokens: &[Token<'_>], at: usize) -> (Vec<String>, usize) {
    let opens = tokens.get(at).is_some_and(|token| token.is_mark("("));
    let Some(close) = closing(tokens, at).filter(|_| opens) else { return (Vec::new(), at) };
    let names = parts(tokens, at, close);
    let first = names.into_iter().filter_map(|part| part.first());
    (first.map(|token| token.name().into_owned()).collect(), close.saturating_add(1))
}

/// One column or constraint.
fn read(sql: &str, item: &[Token<'_>], found: &mut Vec<Declared>) {
    let mut name = None;
    let mut at = 0;
    let of_table = item
        .first()
        .is_some_and(|t| t.is_any(&["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]));
    while let Some(token) = item.get(at) {
        let next = at.saturating_add(1);
        if token.is("CONSTRAINT") {
            name = item.get(next).map(|token| token.name().into_owned());
            at = at.saturating_add(2);
            continue;
        }
        let what = if token.is("CHECK") {
            let close = closing(item, next);
            let text = close.and_then(|close| {
                let (open, close) = (item.get(next)?, item.get(close)?);
                sql.get(open.span.end..close.span.start)
            });
            at = close.unwrap_or(next);
            text.map(|text| What::Check(text.trim().to_owned()))
        } else if token.is("UNIQUE") {
            let columns = if of_table {
                names(item, next).0
            } else {
                item.first().map(|token| token.name().into_owned()).into_iter().collect()
            };
            Some(What::Unique(columns))
        } else if of_table && token.is("PRIMARY") {
            Some(What::PrimaryKey)
        } else if of_table && token.is("FOREIGN") {
            foreign(item, at.saturating_add(2)).map(What::ForeignKey)
        } else {
            None
        };
        if let Some(what) = what {
            found.push(Declared { name: name.take(), what });
            if of_table {
                return;
            }
        }
        at = at.saturating_add(1);
    }
}

fn foreign(item: &[Token<'_>], at: usize) -> Option<Foreign> {
    let (columns, at) = names(item, at);
    if !item.get(at)?.is("REFERENCES") {
        return None;
    }
    let table = item.get(at.saturating_add(1))?.name().into_owned();
    let (targets, mut at) = names(item, at.saturating_add(2));
    let targets = if targets.is_empty() { columns.clone() } else { targets };
    let (mut options, mut deferrable) = (Vec::new(), None);
    while let Some(token) = item.get(at) {
        let word = |back: usize| item.get(at.saturating_add(back));
        if token.is("ON") {
            let key = match word(1) {
                Some(token) if token.is("DELETE") => "ondelete",
                _ => "onupdate",
            };
            let words = ["CASCADE", "SET", "NULL", "DEFAULT", "RESTRICT", "NO", "ACTION"];
            let rest = item.get(at.saturating_add(2)..).unwrap_or_default();
            let action: Vec<String> = rest
                .iter()
                .take_while(|token| token.is_any(&words))
                .map(|token| token.text.to_ascii_uppercase())
                .collect();
            at = at.saturating_add(action.len());
            let action = action.join(" ");
            if action != "NO ACTION" {
                options.push((key, action));
            }
            at = at.saturating_add(2);
            continue;
        }
        if token.is("DEFERRABLE") {
            let before = at.checked_sub(1).and_then(|before| item.get(before));
            deferrable = Some(!before.is_some_and(|before| before.is("NOT")));
        }
        if token.is("INITIALLY")
            && let Some(how) = word(1)
        {
            options.push(("initially", how.text.to_ascii_uppercase()));
        }
        at = at.saturating_add(1);
    }
    Some(Foreign { columns, table, targets, options, deferrable })
}

/// The text of a generated column: what stands in the parentheses behind AS.
pub(super) fn generated(sql: &str, column: &str) -> Option<String> {
    let tokens = code(sql);
    let open = tokens.iter().position(|token| token.is_mark("("))?;
    let close = closing(&tokens, open)?;
    let item = parts(&tokens, open, close)
        .into_iter()
        .find(|item| item.first().is_some_and(|token| token.name() == column))?;
    let at = item.iter().position(|token| token.is("AS"))?.checked_add(1)?;
    let close = closing(item, at)?;
    let (open, close) = (item.get(at)?, item.get(close)?);
    sql.get(open.span.end..close.span.start).map(str::to_owned)
}
