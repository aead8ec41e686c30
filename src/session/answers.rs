//! An answers file: what was accepted in a lesson, as text that a pipe into `learn` takes again.

use crate::lesson::{Body, Language, Lesson};
use crate::orm::typed::tokens::tokens as code_tokens;
use crate::progress::{Answered, Record};
use crate::sql::scan::waiting_for;
use crate::sql::tokens::tokens;

use super::Session;

/// How an answers file begins.
pub const HEAD: &str = "-- relatable answers: ";

impl Session {
    /// The answers file of what was accepted so far; `None` where nothing was.
    pub fn answers(&self) -> Option<String> {
        answers(&self.lesson, |id| {
            let step = self.find_step(id).ok()?;
            self.records.get(step)
        })
    }
}

/// The answers file of a lesson, from the record of each step; `None` where the learner has
/// answered nothing of it. Each answer stands under the mark of its step, and ends by itself.
pub fn answers<'r>(lesson: &Lesson, record: impl Fn(&str) -> Option<&'r Record>) -> Option<String> {
    let mut text = format!("{HEAD}{}\n", one_line(&lesson.id));
    let (mut answered, mut of) = (0, 0);
    let mut steps = String::new();
    for step in lesson.steps.iter().filter(|step| step.is_answerable()) {
        of += 1;
        let Some(id) = &step.id else { continue };
        let kept = record(&id.text).filter(|record| record.answered == Answered::Learner);
        let Some(record) = kept.filter(|record| !record.accepted.is_empty()) else { continue };
        answered += 1;
        let language = match &step.body {
            Body::Task(task) => Some(task.language),
            _ => None,
        };
        let sign = if language == Some(Language::Orm) { "#" } else { "--" };
        steps.push_str(&format!("\n{sign} step: {}\n", id.text));
        for accepted in &record.accepted {
            steps.push_str(&match language {
                Some(Language::Orm) => code(accepted),
                Some(_) => statement(accepted),
                None => one_line(accepted),
            });
            steps.push('\n');
        }
    }
    text.push_str(&format!("-- {answered} of {of} answered\n{steps}"));
    (answered > 0).then_some(text)
}

/// The step that a line `-- step: ID` names, in code `# step: ID`.
pub fn mark(line: &str) -> Option<&str> {
    let line = line.trim();
    let words = line
        .strip_prefix("--")
        .or_else(|| line.strip_prefix('#'))?
        .trim_start()
        .strip_prefix("step")?;
    let id = words.trim_start().strip_prefix(':')?.trim();
    (!id.is_empty()).then_some(id)
}

/// A submission that ends with its `;`, and none of whose comments is taken for a mark.
fn statement(text: &str) -> String {
    let mut statement = text.trim().to_owned();
    for token in tokens(text.trim()).iter().rev().filter(|token| token.is_comment()) {
        if mark(token.text.lines().next().unwrap_or_default()).is_some() {
            let harmless = token.text.replacen("step", "(step)", 1);
            statement.replace_range(token.span.start..token.span.end, &harmless);
        }
    }
    match waiting_for(&statement) {
        Some(_) => format!("{statement}\n;"),
        None => statement,
    }
}

/// Code none of whose comments is taken for a mark.
fn code(text: &str) -> String {
    let mut lines = Vec::new();
    let mut within = None;
    for line in text.trim_end().split('\n') {
        lines.push(match mark(line) {
            // Within a text it stays what it is: a mark there is no comment.
            Some(_) if within.is_none() => line.replacen("step", "(step)", 1),
            _ => line.to_owned(),
        });
        within = code_tokens(within, line).1;
    }
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_name_steps() {
        assert_eq!(mark("-- step: count-items "), Some("count-items"));
        assert_eq!(mark("--step:4"), Some("4"));
        assert_eq!(mark("# step: models"), Some("models"));
        assert_eq!(mark("-- steps: 4"), None);
        assert_eq!(mark("-- step:"), None);
    }

    #[test]
    fn a_statement_ends_and_holds_no_mark() {
        assert_eq!(statement("select 1; -- one\n"), "select 1; -- one");
        assert_eq!(statement("select 1 -- one"), "select 1 -- one\n;");
        assert_eq!(statement("select 1\n-- step: 4\n;"), "select 1\n-- (step): 4\n;");
        assert_eq!(statement("select '-- step: 4';"), "select '-- step: 4';");
    }
}
