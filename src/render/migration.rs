//! What migrations told: alembic's lines, scripts, and the SQL that was sent.

use super::code::code;
use super::ddl::{INDENT, ddl};
use super::flow::voice;
use super::{Look, escape};
use crate::feedback::migration::said;
use crate::orm::recording::Told;
use crate::session::Shows;

/// From top to bottom; a script with air around it.
pub(super) fn told(told: &[Told], shows: Shows, look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    for one in told {
        match one {
            Told::Line(line) => lines.push(look.line(line)),
            Told::Script { file, whole, functions } => {
                let text = if shows == Shows::Full { whole } else { functions };
                lines.push(look.line(file));
                lines.push(String::new());
                lines.extend(code(&escape::block(text.trim_end()), "", look));
                lines.push(String::new());
            }
            Told::Sql(sql) if shows != Shows::Off => lines.extend(statement(sql, shows, look)),
            Told::Sql(_) => {}
            Told::Said(it) => lines.extend(voice(&look.symbols().words(&said(it)), look)),
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn statement(sql: &str, shows: Shows, look: &Look) -> Vec<String> {
    let dim = |line: String| look.style.dim(&line);
    if shows == Shows::Full {
        let lines = sql.lines().map(|line| look.line(line.trim_end()).replace('\t', INDENT));
        return lines.map(|line| dim(format!("{INDENT}{line}"))).collect();
    }
    let line = escape::line(&sql.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines = match line.split_once(" SELECT ") {
        // A copy of rows: where to, and from where.
        Some((to, from)) if escape::width(&line) + INDENT.len() > look.columns.min(60) => {
            let room = look.columns.saturating_sub(2 * INDENT.len());
            let from = look.shorten(&format!("SELECT {from}"), room).0;
            let to = look.shorten(to, room).0;
            vec![format!("{INDENT}{to}"), format!("{INDENT}{INDENT}{from}")]
        }
        _ => ddl(&line, look),
    };
    lines.into_iter().map(dim).collect()
}
