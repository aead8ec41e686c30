//! What SQLAlchemy and alembic warn of.

use super::Look;
use super::flow::{Face, Span, flow, prose};
use crate::orm::recording::Warned;

/// A warning about a text that was typed, with its line where that has several.
pub(super) fn warning(warned: &Warned, text: &str, look: &Look) -> Vec<String> {
    let line = match text.contains('\n') && warned.line > 0 {
        true => format!("Line {}: ", warned.line),
        false => String::new(),
    };
    let said = format!("{line}{}: {}", warned.category, warned.message);
    let mut lines = said
        .lines()
        .flat_map(|line| flow(&[Span::new(look.line(line), Face::NotYet)], look, "", "  "));
    let lines: Vec<String> = lines.by_ref().collect();
    if lines.is_empty() { prose(&warned.category, look) } else { lines }
}
