//! Where statements end.

use crate::diagnostic::Span;

use super::tokens::{Token, TokenKind, tokens};

/// One statement of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// From its first token to its last, `;` included; comments around it are left out.
    pub span: Span,
    /// It ends with `;`.
    pub finished: bool,
}

/// What an input waits for before its last statement is finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Open {
    /// `;`
    Semicolon,
    /// The quote that closes a text or a name.
    Quote(char),
    /// `*/`
    Comment,
    /// `)`
    Parenthesis,
    /// `]`
    Bracket,
    /// `END;` of a trigger's body.
    TriggerEnd,
}

/// Where a statement stands, as `sqlite3_complete` sees it: a `;` does not end CREATE TRIGGER,
/// only `; END ;` does (<https://sqlite.org/c3ref/complete.html>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum State {
    /// Before the first token.
    #[default]
    Start,
    /// After EXPLAIN, and what may stand between it and CREATE.
    Explain,
    /// After CREATE, maybe TEMP too.
    Create,
    /// Anything that `;` ends.
    Plain,
    /// In a trigger.
    Trigger,
    /// In a trigger, after `;`.
    TriggerSemicolon,
    /// In a trigger, after `; END`.
    TriggerEnd,
}

/// The statements of a script. Pieces that hold only white space, comments or `;` are left out.
pub fn split(text: &str) -> Vec<Piece> {
    walk(&tokens(text))
}

fn walk(tokens: &[Token<'_>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Option<Span> = None;
    let mut state = State::Start;
    for token in tokens.iter().filter(|token| !token.is_comment()) {
        state = next(state, token);
        // A lone `;` is an empty statement: nothing to run.
        if token.kind == TokenKind::Semicolon && open.is_none() {
            continue;
        }
        let span = Span::new(open.map_or(token.span.start, |span| span.start), token.span.end);
        if state == State::Start {
            pieces.push(Piece { span, finished: true });
            open = None;
        } else {
            open = Some(span);
        }
    }
    pieces.extend(open.map(|span| Piece { span, finished: false }));
    pieces
}

/// Where a statement stands after one more token, which is no comment.
pub(super) fn next(state: State, token: &Token<'_>) -> State {
    let semicolon = token.kind == TokenKind::Semicolon;
    match state {
        State::Trigger | State::TriggerSemicolon if semicolon => State::TriggerSemicolon,
        State::TriggerSemicolon if token.is("END") => State::TriggerEnd,
        State::TriggerEnd if semicolon => State::Start,
        State::Trigger | State::TriggerSemicolon | State::TriggerEnd => State::Trigger,
        _ if semicolon => State::Start,
        State::Start if token.is("EXPLAIN") => State::Explain,
        State::Start | State::Explain if token.is("CREATE") => State::Create,
        State::Explain if token.is_any(&["QUERY", "PLAN"]) => State::Explain,
        State::Create if token.is_any(&["TEMP", "TEMPORARY"]) => State::Create,
        State::Create if token.is("TRIGGER") => State::Trigger,
        _ => State::Plain,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sqlite3_parser::FallibleIterator;

    use super::*;

    const TRIGGER: &str = "CREATE TRIGGER t AFTER INSERT ON items BEGIN \
         UPDATE stores SET n = CASE WHEN 1 THEN 2 END; DELETE FROM log; END;";

    fn pieces(text: &str) -> Vec<&str> {
        split(text).iter().map(|piece| &text[piece.span.start..piece.span.end]).collect()
    }

    #[test]
    fn statements_end_with_semicolons_outside_of_texts() {
        assert_eq!(
            pieces(" -- first\nSELECT ';'; /* ; */ SELECT \";\", [;] -- ;\n ; ;; SELECT 3 -- end"),
            ["SELECT ';';", "SELECT \";\", [;] -- ;\n ;", "SELECT 3"]
        );
        assert!(pieces(" ; -- nothing\n ;").is_empty());
    }

    #[test]
    fn a_trigger_is_one_statement() {
        let script = format!("{TRIGGER} SELECT 1; EXPLAIN QUERY PLAN {TRIGGER}");
        let explained = format!("EXPLAIN QUERY PLAN {TRIGGER}");
        assert_eq!(pieces(&script), [TRIGGER, "SELECT 1;", explained.as_str()]);
    }

    #[test]
    fn sqlite_finds_the_same_statements() {
        let script = format!(
            "CREATE TABLE stores (id, n); CREATE TABLE items (id); CREATE TABLE log (at);\n\
             {TRIGGER} -- a comment; with this\n\
             INSERT INTO items VALUES (';'); ; SELECT 1 AS \"a;b\"; SELECT 2"
        );
        let connection = rusqlite::Connection::open_in_memory().expect("memory");
        let mut batch = rusqlite::Batch::new(&connection, &script);
        let mut seen = 0;
        while let Some(mut statement) = batch.next().expect("all of it prepares") {
            seen += 1;
            let mut rows = statement.raw_query();
            while rows.next().expect("all of it runs").is_some() {}
        }
        assert_eq!(split(&script).len(), seen);
    }

    fn script() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "SELECT",
            "CREATE",
            "TRIGGER",
            "TEMP",
            "EXPLAIN",
            "BEGIN",
            "END",
            ";",
            ";",
            "'",
            "\"",
            "[",
            "]",
            "(",
            ")",
            "--",
            "\n",
            "/*",
            "*/",
            "a",
            "é",
            "1",
            "!",
            " ",
            "CREATE TRIGGER",
        ]);
        prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn pieces_cover_all_that_is_not_blank(text in script()) {
            let pieces = split(&text);
            for token in tokens(&text) {
                let holds = |piece: &Piece| {
                    piece.span.start <= token.span.start && token.span.end <= piece.span.end
                };
                let blank = token.is_comment() || token.kind == TokenKind::Semicolon;
                prop_assert!(blank || pieces.iter().filter(|piece| holds(piece)).count() == 1);
            }
            prop_assert!(pieces.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            prop_assert!(pieces.iter().rev().skip(1).all(|piece| piece.finished));
        }

        #[test]
        fn a_piece_split_again_is_itself(text in script()) {
            for piece in split(&text) {
                let alone = &text[piece.span.start..piece.span.end];
                let whole = Piece { span: Span::new(0, alone.len()), finished: piece.finished };
                prop_assert_eq!(split(alone), vec![whole]);
            }
        }
    }
}
