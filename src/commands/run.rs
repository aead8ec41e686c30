//! From the command line to an exit code.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use terminal_size::terminal_size;

use crate::cli::{Cli, Command};
use crate::diagnostic::Severity;
use crate::progress::home::home;
use crate::progress::store::Store;
use crate::progress::trouble::Trouble;
use crate::render::diagnostic::diagnostic;
use crate::render::style::{Environment, Style};
use crate::render::table::counted;
use crate::render::{Look, Manner, Out, fitted, sentence};

use super::take::Way;
use super::{
    Context, Exit, Stop, check, compare, erd, learn, lessons, new, orm, overview, progress, save,
    schema,
};

/// Runs the program and maps what came of it to an exit code.
pub fn main() -> ExitCode {
    let exit = match Cli::try_parse() {
        Ok(cli) => run(cli),
        Err(error) => {
            let mut out = if error.use_stderr() { Out::stderr() } else { Out::stdout() };
            // Nobody is left to tell of a failure here.
            let _ = out.text(&error.render().to_string());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    ExitCode::from(exit as u8)
}

fn run(cli: Cli) -> Exit {
    let environment = Environment::of_process();
    let interactive = std::io::stdin().is_terminal();
    let look =
        |is_terminal| Look { unattended: !interactive, ..look(&cli, &environment, is_terminal) };
    let errors = look(std::io::stderr().is_terminal());
    let look = look(std::io::stdout().is_terminal());
    // What is piped keeps no progress and is judged without any; some commands ask for it.
    let store = match &cli.command {
        None | Some(Command::Learn { .. }) if interactive => Store::open(home().as_deref()),
        Some(Command::Lessons | Command::Save { .. }) => Store::look(home().as_deref()),
        _ => Store::nowhere(),
    };
    let fails_with_it = matches!(cli.command, Some(Command::Save { .. }));
    if let Some(trouble) = store.trouble().filter(|_| !fails_with_it) {
        // A session goes on without progress, and nobody is left to tell of a failure here.
        let _ = Out::stderr().text(&told(trouble, &errors));
    }
    let lessons = cli.lessons.clone();
    let mut context = Context { out: Out::stdout(), look, errors, lessons, interactive, store };
    let done = match cli.command {
        None => overview::run(&mut context),
        Some(Command::Learn { lesson, from, restart }) => {
            let way = Way { from: from.as_deref(), restart };
            learn::run(&mut context, lesson.as_deref(), way)
        }
        Some(Command::Lessons) => lessons::run(&mut context),
        Some(Command::Save { lesson, file }) => save::run(&mut context, &lesson, &file),
        Some(Command::Progress { forget: Some(lesson), .. }) => {
            progress::forget(&mut context, &lesson)
        }
        Some(Command::Progress { lesson, format, forget: None }) => {
            progress::run(&mut context, lesson.as_deref(), format)
        }
        Some(Command::Check { paths, deep }) => check::run(&mut context, &paths, deep),
        Some(Command::New { name, output }) => new::run(&mut context, &name, output.as_deref()),
        Some(Command::Erd(erd)) => erd::run(&mut context, &erd),
        Some(Command::Compare(compare)) => compare::run(&mut context, &compare),
        Some(Command::Orm(orm)) => orm::run(&mut context, &orm),
        Some(Command::Schema { of }) => schema::run(&mut context, of),
    };
    done.unwrap_or_else(|stop| explain(&stop, &mut Out::stderr(), &errors))
}

/// What is wrong with the file of progress, and an empty line.
fn told(trouble: &Trouble, look: &Look) -> String {
    let words = crate::render::escape::line(&trouble.words());
    let lines = crate::render::voice(&words, look);
    format!("{}\n\n", lines.join("\n"))
}

/// How text is drawn on a stream.
fn look(cli: &Cli, environment: &Environment, is_terminal: bool) -> Look {
    let manner = Manner::decide(cli.manner(), environment, is_terminal);
    let style = match manner {
        Manner::Full => Style::decide(cli.color, environment, is_terminal),
        Manner::Plain | Manner::Spoken => Style::plain(),
    };
    let mut look = Look { style, manner, ..Look::plain() };
    // A terminal that does not know its size is taken for one of the usual width.
    let columns = || terminal_size().map_or(USUAL, |(columns, _)| usize::from(columns.0));
    look.fit(is_terminal.then(columns));
    look
}

/// The columns of a terminal where nothing says otherwise.
const USUAL: usize = 80;

/// Says why a command stopped. What cannot be said, since nobody reads it, is not said.
fn explain(stop: &Stop, err: &mut Out<'_>, look: &Look) -> Exit {
    let (lines, exit) = match stop {
        Stop::Usage(lines) => {
            (lines.iter().flat_map(|line| fitted(line, look)).collect(), Exit::Usage)
        }
        Stop::Broken(problems) => {
            let mut lines: Vec<String> = Vec::new();
            for problem in problems {
                lines.extend(diagnostic(problem, look));
                lines.push(String::new());
            }
            let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
            lines.push(match errors.count() {
                0 => "The lesson cannot be used.".to_owned(),
                errors => format!("The lesson cannot be used: {}.", counted(errors, "error")),
            });
            (lines, Exit::Broken)
        }
        Stop::Failed(what) => (sentence(&format!("relatable: {what}"), look), Exit::Failed),
        Stop::Undone(lines) => (lines.clone(), Exit::Failed),
        Stop::Closed => return Exit::Right,
    };
    let _ = err.text(&format!("{}\n", lines.join("\n")));
    exit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Source, Span};

    fn said(stop: &Stop) -> (String, Exit) {
        let mut text = Vec::new();
        let exit = explain(stop, &mut Out::new(&mut text), &Look::plain());
        (String::from_utf8(text).unwrap(), exit)
    }

    #[test]
    fn a_broken_lesson_is_shown_with_every_problem() {
        let source = Source::new("a.yaml", "titel: A\n");
        let problems = vec![
            Diagnostic::error(&source, Span::new(0, 5), "there is no key `titel`"),
            Diagnostic::error(&source, Span::new(0, 0), "the key `steps` is missing"),
        ];
        let (text, exit) = said(&Stop::Broken(problems));
        assert_eq!(exit, Exit::Broken);
        insta::assert_snapshot!(text, @r"
        a.yaml:1:1  error  there is no key `titel`
            1 | titel: A
              | ^^^^^

        a.yaml:1:1  error  the key `steps` is missing
            1 | titel: A
              | ^

        The lesson cannot be used: 2 errors.
        ");
    }

    #[test]
    fn a_closed_pipe_is_the_end_and_no_failure() {
        assert_eq!(said(&Stop::Closed), (String::new(), Exit::Right));
    }
}
