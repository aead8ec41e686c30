//! What migrations told: alembic's lines, scripts, and the SQL that was sent.

use super::code::code;
use super::ddl::{INDENT, ddl};
use super::flow::voice;
use super::warning::warning;
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
            Told::Warned(warned) => lines.extend(warning(warned, "", look)),
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
        let lines =
            sql.lines().map(|line| look.line(line.trim_end().replace('\t', INDENT).as_str()));
        return lines.map(|line| dim(format!("{INDENT}{line}"))).collect();
    }
    let line = escape::line(&sql.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines = match line.starts_with("CREATE TABLE ") {
        true => ddl(&line, look),
        false => clauses(&line, look),
    };
    lines.into_iter().map(dim).collect()
}

/// A statement on one line where it fits, else a line for each of its clauses.
fn clauses(line: &str, look: &Look) -> Vec<String> {
    if INDENT.len() + escape::width(line) <= look.columns.min(60) {
        return vec![format!("{INDENT}{line}")];
    }
    let mut cuts: Vec<usize> =
        [" SELECT ", " FROM ", " WHERE "].iter().filter_map(|word| line.find(word)).collect();
    cuts.sort_unstable();
    let starts = std::iter::once(0).chain(cuts.iter().map(|cut| cut + 1));
    let ends = cuts.iter().copied().chain([line.len()]);
    let parts = starts.zip(ends).filter_map(|(start, end)| line.get(start..end));
    let set = |(number, part): (usize, &str)| {
        let indent = if number == 0 { INDENT.to_owned() } else { INDENT.repeat(2) };
        let room = look.columns.saturating_sub(indent.len());
        format!("{indent}{}", look.shorten(part, room).0)
    };
    parts.enumerate().map(set).collect()
}
