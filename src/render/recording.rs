//! What a script of ORM code did: what it printed, the SQL that it sent, and what stopped it.

use std::sync::Arc;

use super::diagnostic::diagnostic;
use super::{Look, escape, fitted};
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::orm::recording::{Datum, Failed, Parameters, Recording, Sent, Warned};

/// The most rows of one batch that are shown.
const ROWS: usize = 3;

/// What was printed, and under it, dimmed, the SQL that was sent.
pub fn recording(recording: &Recording, look: &Look) -> String {
    let mut text = escape::block(&recording.output);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let sent = sql(&recording.ddl, &recording.statements, look);
    if !sent.is_empty() && !text.is_empty() {
        text.push('\n');
    }
    for line in sent {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Statements as they were sent, dimmed, with the values of their parameters.
pub fn sql(ddl: &[String], statements: &[Sent], look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    for statement in ddl {
        lines.push(look.style.dim(&escape::line(statement)));
    }
    for sent in statements {
        for line in sent.sql.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
            lines.push(look.style.dim(&escape::line(line)));
        }
        for line in values(&sent.parameters) {
            lines.push(look.style.dim(&format!("  {}", escape::line(&line))));
        }
    }
    lines
}

/// What stands for the `?`, a line for each row of a batch.
fn values(parameters: &Parameters) -> Vec<String> {
    let row = |row: &Vec<Datum>| {
        let cells: Vec<String> = row.iter().map(|value| value.literal()).collect();
        format!("({})", cells.join(", "))
    };
    match parameters {
        Parameters::One(values) if values.is_empty() => Vec::new(),
        Parameters::One(values) => vec![row(values)],
        Parameters::Many(rows) => {
            let mut lines: Vec<String> = rows.iter().take(ROWS).map(row).collect();
            if rows.len() > ROWS {
                lines.push(format!("and {} more", rows.len() - ROWS));
            }
            lines
        }
    }
}

/// What SQLAlchemy warns of, and what stopped the script, with its place.
pub fn trouble(recording: &Recording, script: &Arc<Source>, look: &Look) -> String {
    let warnings = recording.warnings.iter().flat_map(|it| warning(it, script, look));
    let failed = recording.error.iter().flat_map(|it| failed(it, script, look));
    warnings.chain(failed).map(|line| format!("{line}\n")).collect()
}

fn warning(warned: &Warned, script: &Source, look: &Look) -> Vec<String> {
    let at = if warned.line == 0 { String::new() } else { format!(":{}", warned.line) };
    let text = format!("{}{at}: {}: {}", script.name, warned.category, warned.message);
    text.lines().flat_map(|line| fitted(&look.line(line), look)).collect()
}

/// What stopped a script: Python's last line, the place in the source, and what may be meant.
pub fn failed(failed: &Failed, script: &Arc<Source>, look: &Look) -> Vec<String> {
    let span = failed.span.or_else(|| failed.line.map(|line| line_of(&script.text, line)));
    let said = failed.last_line();
    // A message of the database has the statement on lines of their own.
    let (first, rest) = said.split_once('\n').unwrap_or((&said, ""));
    let mut lines = match span {
        Some(span) => {
            let mut problem = Diagnostic::error(script, span, first);
            let meant = failed.hint.as_ref().map(|hint| format!("did you mean `{hint}`?"));
            problem.help = meant.or_else(|| failed.help.clone());
            diagnostic(&problem, look)
        }
        None => fitted(&format!("{}: {}", look.line(&script.name), look.line(first)), look),
    };
    lines.extend(rest.lines().flat_map(|line| fitted(&look.line(line), look)));
    lines
}

/// What stands in a line of the script, without the space around it.
fn line_of(text: &str, number: usize) -> Span {
    let mut start = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if at + 1 == number {
            let indent = line.len() - line.trim_start().len();
            return Span::new(start + indent, start + indent.max(line.trim_end().len()));
        }
        start += line.len();
    }
    Span::new(text.len(), text.len())
}
