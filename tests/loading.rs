//! Loading, from a file to a lesson or to everything that is wrong with it.

use std::path::Path;

use relatable::diagnostic::{Diagnostic, Severity, Source};
use relatable::lesson::load;

fn shown(problems: &[Diagnostic]) -> String {
    let lines = problems.iter().map(|problem| {
        let place = problem.source.place(problem.span.start);
        let mark = if problem.severity == Severity::Advice { "advice: " } else { "" };
        let help = problem.help.as_deref().map_or(String::new(), |help| format!("\n  {help}"));
        format!("{}:{} {mark}{}{help}", place.line, place.column, problem.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn real() {
    for f in std::env::var("F").unwrap().split(' ') {
        match load::load_course(Path::new(f)) {
            Ok((c, a)) => println!("{f} OK {} {}\n{}", c.title, c.lessons().count(), shown(&a)),
            Err(p) => println!("{f} ERR\n{}", shown(&p)),
        }
    }
    let _ = Source::new("", "");
}
