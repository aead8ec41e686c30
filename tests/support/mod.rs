//! What the tests of loading share.

// Not every test uses all of it.
#![allow(dead_code)]

use relatable::diagnostic::{Diagnostic, Severity, Source};
use relatable::lesson::load;

/// Everything that is said about a lesson file of that text.
pub fn problems(text: &str) -> String {
    match load::load(Source::new("lesson.yaml", text), None) {
        Ok(loaded) if loaded.advice.is_empty() => "it loads".to_owned(),
        Ok(loaded) => format!("it loads\n{}", shown(&loaded.advice)),
        Err(problems) => shown(&problems),
    }
}

/// Diagnostics as `line:column message` with what to do below.
pub fn shown(problems: &[Diagnostic]) -> String {
    let lines = problems.iter().map(|problem| {
        let place = problem.source.place(problem.span.start);
        let mark = if problem.severity == Severity::Advice { "advice: " } else { "" };
        let help = problem.help.as_deref().map_or(String::new(), |help| format!("\n  {help}"));
        format!("{}:{} {mark}{}{help}", place.line, place.column, problem.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}
