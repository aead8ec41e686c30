//! The database in which two queries are compared: a text of SQL is run.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source, Span};
use crate::feedback::mistake::sentence;
use crate::outcome::mistake;
use crate::outcome::stage::AUTHORED;
use crate::rows::Value;
use crate::scratch::{Failure, Image, Scratch, ScratchError, Script, Stop};
use crate::sql::split::split;
use crate::sql::tokens::{Token, TokenKind, code};

/// Why a text makes no database.
#[derive(Debug)]
pub(super) enum Unmade {
    /// Something in it does not run, or what it leaves cannot stand.
    Broken(Box<Diagnostic>),
    /// It was stopped by something that is not the same on every machine.
    Stopped(Stop),
    /// The tool failed.
    Scratch(ScratchError),
}

impl From<ScratchError> for Unmade {
    fn from(error: ScratchError) -> Self {
        Self::Scratch(error)
    }
}

/// Runs texts one after the other in an empty database. What `sqlite3` writes for `.dump` runs
/// too: where a text switches foreign keys off, they are looked at when all is there.
pub(super) fn made(scratch: &mut Scratch, texts: &[&Arc<Source>]) -> Result<Image, Unmade> {
    for source in texts {
        let (text, without_keys) = prepared(&source.text);
        let script = match without_keys {
            true => scratch.run_without_keys(&text, &AUTHORED)?,
            false => scratch.run(&text, &AUTHORED),
        };
        finished(scratch, source, &script)?;
        if scratch.in_transaction() {
            let end = Span::new(source.text.len(), source.text.len());
            let problem = Diagnostic::error(source, end, "a transaction is begun and not ended");
            return Err(broken(problem.with_help("End it with COMMIT;")));
        }
        if without_keys {
            keys_hold(scratch, source)?;
        }
    }
    Ok(scratch.image()?)
}

/// A script that ran to its end.
fn finished(scratch: &Scratch, source: &Arc<Source>, script: &Script) -> Result<(), Unmade> {
    if let Some(failure) = script.failure() {
        let last = script.statements.last().map_or_else(Span::default, |last| last.span);
        return Err(broken(failing(scratch, source, failure, last)?));
    }
    match script.stopped() {
        None => Ok(()),
        Some(Stop::Steps) => {
            let last = script.statements.last().map_or_else(Span::default, |last| last.span);
            Err(broken(Diagnostic::error(source, last, "this does not come to an end")))
        }
        Some(stop) => Err(Unmade::Stopped(stop)),
    }
}

/// What is wrong with the statement at `last`, and where in it.
fn failing(
    scratch: &Scratch,
    source: &Arc<Source>,
    failure: &Failure,
    last: Span,
) -> Result<Diagnostic, ScratchError> {
    let schema = scratch.schema()?;
    // Only in its own statement is a word looked for.
    let text = source.text.get(last.start..last.end).unwrap_or_default();
    let mut own = failure.clone();
    own.offset = failure.offset.and_then(|offset| offset.checked_sub(last.start));
    let found = mistake::of(text, &own, &schema);
    let span =
        found.span.map_or(last, |span| Span::new(last.start + span.start, last.start + span.end));
    let words = sentence(&found);
    // What comes after the first sentence says what to do.
    let (message, help) = match words.split_once(". ") {
        Some((message, help)) => (message, Some(help)),
        None => (words.trim_end_matches('.'), None),
    };
    let message = begun_within(message);
    let problem = Diagnostic::error(source, span, message);
    Ok(match help {
        Some(help) => problem.with_help(help),
        None => problem,
    })
}

/// A sentence as diagnostics have it: without a capital, unless a name begins it.
fn begun_within(sentence: &str) -> String {
    let own = ["There ", "The ", "Refused", "No ", "Not ", "Too "];
    match own.iter().any(|word| sentence.starts_with(word)) {
        true => format!("{}{}", sentence[..1].to_lowercase(), &sentence[1..]),
        false => sentence.to_owned(),
    }
}

/// Every row that refers to one finds it.
fn keys_hold(scratch: &mut Scratch, source: &Arc<Source>) -> Result<(), Unmade> {
    let script = scratch.run("PRAGMA foreign_key_check", &AUTHORED);
    finished(scratch, source, &script)?;
    let lost = script.rows().and_then(|rows| rows.rows.first());
    let Some([Value::Text(table), _, Value::Text(parent), ..]) = lost.map(Vec::as_slice) else {
        return Ok(());
    };
    let message = format!("a row of {table} refers to no row of {parent}");
    Err(broken(Diagnostic::error(source, Span::default(), message)))
}

fn broken(problem: Diagnostic) -> Unmade {
    Unmade::Broken(Box::new(problem))
}

/// The text without what has no meaning here, every place in it as before: the switch that turns
/// foreign keys off, and the counters of AUTOINCREMENT. And whether that switch was in it.
fn prepared(text: &str) -> (String, bool) {
    let lower = text.to_ascii_lowercase();
    if !lower.contains("foreign_keys") && !lower.contains("sqlite_sequence") {
        return (text.to_owned(), false);
    }
    let (mut kept, mut without_keys) = (text.to_owned(), false);
    for piece in split(text) {
        let span = piece.span;
        let Some(statement) = text.get(span.start..span.end) else { continue };
        let tokens = code(statement);
        let switches = switches_keys_off(&tokens);
        without_keys |= switches;
        if switches || counts(&tokens) {
            kept.replace_range(span.start..span.end, &" ".repeat(span.end - span.start));
        }
    }
    (kept, without_keys)
}

/// `PRAGMA foreign_keys = OFF`, or with parentheses.
fn switches_keys_off(tokens: &[Token<'_>]) -> bool {
    match tokens {
        [pragma, name, sign, value, ..] => {
            let off = ["off", "0", "no", "false"];
            pragma.is("PRAGMA")
                && name.is("foreign_keys")
                && sign.is_any_mark(&["=", "("])
                && off.iter().any(|off| value.text.eq_ignore_ascii_case(off))
        }
        _ => false,
    }
}

/// A statement that sets the counters of AUTOINCREMENT, which tell no query anything.
fn counts(tokens: &[Token<'_>]) -> bool {
    let is_counter = |token: &Token<'_>| {
        matches!(token.kind, TokenKind::Word | TokenKind::Quoted)
            && token.name().eq_ignore_ascii_case("sqlite_sequence")
    };
    match tokens {
        [first, second, third, ..] => {
            let writes = first.is("INSERT") && second.is("INTO");
            let deletes = first.is("DELETE") && second.is("FROM");
            (writes || deletes) && is_counter(third)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(text: &str) -> Result<Scratch, String> {
        let mut scratch = Scratch::new().unwrap();
        match made(&mut scratch, &[&Source::new("a.sql", text)]) {
            Ok(_) => Ok(scratch),
            Err(Unmade::Broken(problem)) => {
                let place = problem.source.place(problem.span.start);
                Err(format!("{}:{} {}", place.line, place.column, problem.message))
            }
            Err(other) => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn what_sqlite3_dumps_is_loaded() {
        let dump = "PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE items (id INTEGER PRIMARY KEY AUTOINCREMENT, store_id INTEGER REFERENCES stores(id));
INSERT INTO items VALUES(1,7);
CREATE TABLE stores (id INTEGER PRIMARY KEY);
INSERT INTO stores VALUES(7);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('items',1);
COMMIT;
";
        let mut scratch = loaded(dump).unwrap();
        assert_eq!(scratch.table_rows("items").unwrap().rows.len(), 1);
        // The keys are looked at again from here on.
        let budget = crate::scratch::Budget::default();
        assert!(scratch.run("INSERT INTO items VALUES (2, 8)", &budget).failure().is_some());
        let broken = dump.replace("VALUES(7)", "VALUES(8)");
        assert_eq!(loaded(&broken).unwrap_err(), "1:1 a row of items refers to no row of stores");
    }

    #[test]
    fn what_does_not_run_has_its_place() {
        let said = |text: &str| loaded(text).unwrap_err();
        assert_eq!(
            said("CREATE TABLE a (x);\nCREATE TABLE b (y);\nINSERT INTO a (y) VALUES (1);"),
            "3:16 a has no column y"
        );
        assert_eq!(
            said("CREATE TABLE a (x);\nBEGIN;\n"),
            "3:1 a transaction is begun and not ended"
        );
    }
}
