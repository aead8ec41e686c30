//! What was typed, cut into code and command lines.

use std::ops::Range;

use super::scan::{Open, Scan};
use crate::orm::migrate::command::is_command;

/// A piece of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// It is a command line, as `alembic upgrade head`.
    pub is_command: bool,
}

/// The pieces of a text: command lines stand at the margin, outside of brackets and texts.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let (mut scan, mut at) = (Scan::default(), 0);
    for line in text.split('\n') {
        let span = at..at + line.len();
        at = span.end + 1;
        let begins = scan.waiting().is_none_or(|waiting| waiting.open == Open::Block);
        if begins && is_command(line) {
            found.push(Piece { span, is_command: true });
            scan = Scan::default();
            continue;
        }
        scan.line(line);
        match found.last_mut().filter(|last| !last.is_command) {
            Some(last) => last.span.end = span.end,
            None if line.trim().is_empty() => {}
            None => found.push(Piece { span, is_command: false }),
        }
    }
    found
}

/// Whether a text holds a command line.
pub fn has_command(text: &str) -> bool {
    pieces(text).iter().any(|piece| piece.is_command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let piece = |piece: &Piece| {
            let kind = if piece.is_command { "$" } else { ">" };
            format!("{kind} {:?}", &text[piece.span.clone()])
        };
        pieces(text).iter().map(piece).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn command_lines_stand_between_code() {
        let text = "class A(Base):\n    x = 1\nalembic revision -m 'x'\n\nalembic upgrade head\n\
                    a = 1\nf(\nalembic)\nb = \"\"\"\nalembic upgrade head\n\"\"\"";
        insta::assert_snapshot!(told(text), @r#"
        > "class A(Base):\n    x = 1"
        $ "alembic revision -m 'x'"
        $ "alembic upgrade head"
        > "a = 1\nf(\nalembic)\nb = \"\"\"\nalembic upgrade head\n\"\"\""
        "#);
        assert!(has_command(text) && !has_command("alembic = 1"));
        assert_eq!(pieces(""), []);
    }
}
