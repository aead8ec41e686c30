//! The tree of a script, behind a wall: no text can take the process down.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sqlite3_parser::ast::{Cmd, Stmt};
use sqlite3_parser::lexer::sql::Parser;
use sqlite3_parser::{Bump, FallibleIterator};

use super::LONGEST_TEXT;
use super::split::split;
use super::tokens::{Token, tokens};

/// How deeply parentheses may nest. Trees drop their parentheses by recursion; SQLite's own
/// parser gives up at about the same depth.
const DEEPEST_NESTING: usize = 100;

/// Reads the trees of all statements of a script. `None` where any of it does not parse, is too
/// long or is nested too deeply.
pub(super) fn read<T>(text: &str, read: impl FnOnce(&[Stmt<'_>]) -> T) -> Option<T> {
    if text.len() > LONGEST_TEXT || nesting(&tokens(text)) > DEEPEST_NESTING {
        return None;
    }
    let arena = Bump::new();
    // The parser has assertions about its own tables; should one ever fail on a stranger's
    // text, that text counts as one that does not parse.
    catch_unwind(AssertUnwindSafe(|| {
        let mut statements = Vec::new();
        // An empty statement ends the parser's iteration, so each piece is parsed by itself.
        for piece in split(text) {
            let piece = text.get(piece.span.start..piece.span.end)?;
            let command = Parser::new(&arena, piece.as_bytes()).next().ok()??;
            let (Cmd::Stmt(statement)
            | Cmd::Explain(statement)
            | Cmd::ExplainQueryPlan(statement)) = command;
            statements.push(statement);
        }
        Some(read(&statements))
    }))
    .ok()?
}

/// Whether all statements of a script parse.
pub(super) fn parses(text: &str) -> bool {
    read(text, |statements| !statements.is_empty()) == Some(true)
}

fn nesting(tokens: &[Token<'_>]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for token in tokens {
        if token.is_mark("(") {
            depth += 1;
            deepest = deepest.max(depth);
        } else if token.is_mark(")") {
            depth = depth.saturating_sub(1);
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn scripts_parse_with_empty_statements_in_them() {
        assert!(parses("; SELECT 1;; EXPLAIN SELECT 2; -- end"));
        assert!(!parses("SELECT 1; SELCT 2"));
        assert!(!parses("-- nothing"));
    }

    #[test]
    fn long_chains_and_deep_nesting_do_no_harm() {
        // A small stack shows at once whether anything recurses along with the text.
        let on_a_small_stack = || {
            for text in [
                format!("SELECT {}1", "1+".repeat(9_000)),
                format!("SELECT {}1", "NOT ".repeat(4_000)),
                format!("SELECT {}1", " -".repeat(9_000)),
                format!("SELECT {}", "(".repeat(19_000)),
                format!("SELECT {}1{}", "(".repeat(9_000), ")".repeat(9_000)),
                format!("SELECT {}1{}", "(".repeat(99), ")".repeat(99)),
                format!("SELECT {}1{}", "(SELECT ".repeat(99), ")".repeat(99)),
                format!("SELECT * FROM {}t{}", "(".repeat(99), ")".repeat(99)),
                format!("SELECT {}1", "CASE WHEN ".repeat(1_500)),
                format!("SELECT 1 {}", "UNION SELECT 1 ".repeat(1_200)),
                format!("SELECT {}", "1".repeat(100_000)),
            ] {
                parses(&text);
            }
        };
        std::thread::Builder::new()
            .stack_size(512 << 10)
            .spawn(on_a_small_stack)
            .expect("a thread")
            .join()
            .expect("no text stops the thread");
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "(SELECT|FROM|\\(|\\)|,|;|'|\"|a|1|=|JOIN|ON|CASE|é| ){0,30}") {
            parses(&text);
        }
    }
}
