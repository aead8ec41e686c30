//! Command lines of alembic and of Flask-Migrate, read as their programs read them.

mod known;
mod line;
mod given;

use crate::nearest::nearest;
use given::Given;
use known::ELSEWHERE;
pub use known::{COMMANDS, Known};
use line::wrong;
pub use line::{Command, Line, Unread};

/// Words of Python that stand between two values: what follows a name and is one of these is no
/// command.
const OPERATORS: [&str; 8] = ["and", "for", "if", "in", "is", "not", "or", "else"];

/// The names that a program goes by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Program {
    Alembic,
    Flask,
    /// What installs packages.
    Pip,
    /// A word that is near one of them, before a command of theirs.
    Meant(&'static str),
}

/// Whether a line is a command line, right or not, and no Python.
pub fn is_command(line: &str) -> bool {
    program(line).is_some()
}

/// Whether a command line only looks. One that is not understood does nothing at all.
pub fn only_looks(line: &str) -> bool {
    match read(line) {
        Ok(line) => !matches!(
            line.command,
            Command::Revision { .. }
                | Command::Upgrade(_)
                | Command::Downgrade(_)
                | Command::Stamp(_)
        ),
        Err(_) => true,
    }
}

fn program(line: &str) -> Option<(Program, &str)> {
    let line = line.strip_prefix("$ ").unwrap_or(line).trim_end();
    // The semicolon is a habit of SQL's.
    let line = line.trim_end_matches(';').trim_end();
    let as_module = ["python -m ", "python3 -m "].iter().find_map(|it| line.strip_prefix(*it));
    let line = as_module.unwrap_or(line);
    let in_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let (word, rest) = line.split_at(line.find(|it| !in_name(it)).unwrap_or(line.len()));
    let next = rest.trim_start();
    let first = next.split_whitespace().next().unwrap_or_default();
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let is_word = first.starts_with(|it: char| it.is_ascii_alphabetic());
    let is_option = first.starts_with('-') && !first.trim_start_matches('-').is_empty();
    let follows = (is_word || is_option) && !OPERATORS.contains(&first);
    match word {
        "alembic" if follows || next.is_empty() => Some((Program::Alembic, next)),
        "flask" if follows => Some((Program::Flask, next)),
        "pip" | "pip3" if follows => Some((Program::Pip, next)),
        _ if follows && word.eq_ignore_ascii_case("alembic") => Some((Program::Alembic, next)),
        _ => {
            let (meant, rest) = meant(word, next)?;
            Some((Program::Meant(meant), rest))
        }
    }
}

/// The program that a word is near to, where a command of its follows.
fn meant<'l>(word: &str, next: &'l str) -> Option<(&'static str, &'l str)> {
    let is_known = |rest: &str| {
        let first = rest.split_whitespace().next().unwrap_or_default();
        COMMANDS.iter().any(|known| known.name == first)
    };
    if is_known(next) && nearest(word, ["alembic"].into_iter()).is_some() {
        return Some(("alembic", next));
    }
    let rest = next.strip_prefix("db ")?.trim_start();
    let near = is_known(rest) && nearest(word, ["flask"].into_iter()).is_some();
    near.then_some(("flask db", rest))
}

/// Reads a command line.
///
/// # Errors
///
/// What its program would say of it, and the name of what is not here.
pub fn read(line: &str) -> Result<Line, Unread> {
    let Some((program, rest)) = program(line) else {
        return Err(wrong("it is no command of alembic".to_owned(), None));
    };
    let rest = match program {
        Program::Alembic => rest,
        Program::Pip => {
            let help = "SQLAlchemy's notation and alembic's commands are here already.";
            return Err(wrong("Nothing has to be installed".to_owned(), Some(help.to_owned())));
        }
        Program::Flask => match rest.split_once(char::is_whitespace) {
            Some(("db", rest)) => rest,
            _ if rest == "db" => "",
            _ => {
                let other = rest.split_whitespace().next().unwrap_or_default();
                return Err(Unread::Unsupported(format!("flask {other}")));
            }
        },
        Program::Meant(meant) => {
            let help = format!("Did you mean {meant} {rest}?");
            let word = line.split_whitespace().next().unwrap_or_default();
            return Err(wrong(format!("{word}: command not found"), Some(help)));
        }
    };
    let flask = program == Program::Flask;
    let name = if flask { "flask db" } else { "alembic" };
    let Some(words) = shlex::split(rest) else {
        return Err(wrong(format!("{name}: error: No closing quotation"), None));
    };
    let mut words = words.into_iter();
    let asks = |word: &String| word == "-h" || word == "--help";
    let first = words.next();
    let Some(first) = first.clone().filter(|first| !asks(first)) else {
        let said = match first {
            Some(_) => format!("usage: {name} COMMAND …"),
            None => format!("{name}: error: a command is required"),
        };
        let help = match flask {
            true => "For example: `flask db migrate -m \"Add users\"`, `flask db upgrade`.",
            false => {
                "For example: `alembic revision --autogenerate -m \"Add users\"`, `alembic upgrade \
                 head`, `alembic current`, `alembic history`."
            }
        };
        return Err(wrong(said, Some(help.to_owned())));
    };
    let found = known_command(&first, name)?;
    let given = Given::read(words, found, name)?;
    Ok(Line { flask, command: given.command(found.name, flask)? })
}

fn known_command(word: &str, program: &str) -> Result<&'static Known, Unread> {
    let flask = program != "alembic";
    let is_here = |known: &&Known| flask || known.name != "migrate";
    if let Some(found) = COMMANDS.iter().filter(is_here).find(|known| known.name == word) {
        return Ok(found);
    }
    if ELSEWHERE.contains(&word) {
        return Err(Unread::Unsupported(format!("{program} {word}")));
    }
    if let Some(option) = word.strip_prefix('-') {
        let option = option.trim_start_matches('-');
        return Err(Unread::Unsupported(format!("the option {option} of {program}")));
    }
    let names = COMMANDS.iter().filter(is_here).map(|known| known.name);
    let help = match word {
        "migrate" => Some("Did you mean `alembic revision --autogenerate`?".to_owned()),
        _ => nearest(word, names).map(|name| format!("Did you mean `{program} {name}`?")),
    };
    Err(wrong(format!("{program}: error: invalid choice: '{word}'"), help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> String {
        match read(line) {
            Ok(Line { command, .. }) => format!("{line}\n    {command:?}"),
            Err(Unread::Wrong { said, help }) => {
                format!("{line}\n    {said} {}", help.unwrap_or_default())
            }
            Err(Unread::Unsupported(what)) => format!("{line}\n    {what} is not here"),
        }
    }

    #[test]
    fn command_lines_are_told_from_python() {
        for line in [
            "alembic upgrade head",
            "alembic",
            "alembic -h",
            "flask db migrate -m 'x'",
            "$ alembic current",
            "alembik upgrade head",
            "flsk db upgrade",
            "Alembic upgrade head;",
            "python -m alembic upgrade head",
            "pip install sqlalchemy",
        ] {
            assert!(is_command(line), "{line}");
        }
        for line in [
            "alembic = 1",
            "alembic.op",
            "alembic in names",
            "alembic - 1",
            "Alembic",
            "pip",
            "python - 1",
            "flask",
            "flask = Flask()",
            "print(alembic)",
            "upgrade head",
            "import alembic",
            "from alembic import op",
            " alembic upgrade head",
        ] {
            assert!(!is_command(line), "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_survived(rest in "[ -~é]{0,40}") {
            for line in [rest.clone(), format!("alembic {rest}"), format!("flask db revision {rest}")] {
                is_command(&line);
                let _ = read(&line);
            }
        }
    }

    #[test]
    fn lines_are_read_as_alembic_reads_them() {
        let lines = [
            "alembic revision --autogenerate -m \"Add users\"",
            "alembic revision --auto -m'Add users'",
            "alembic revision --autogenerate -m Add users",
            "alembic revision --autogenerate \"Add users\"",
            "alembic revision -m \u{201c}Add users\u{201d} --autogenerate",
            "alembic upgrade head now",
            "Alembic upgrade head;",
            "python3 -m alembic current",
            "pip install alembic",
            "alembic revision -m=Add --autogenerate",
            "alembic revision --message=\"Add users\" --rev-id abc",
            "alembic revision --autogenerate",
            "alembic revision --autogenerate -m",
            "alembic revision -m \"Add users",
            "alembic revision autogenerate",
            "alembic revision -autogenerate",
            "alembic revision --autogen -m a b",
            "alembic upgrade head",
            "alembic upgrade",
            "alembic upgrade +1",
            "alembic upgrade head --sql",
            "alembic upgarde head",
            "alembic migrate -m x",
            "alembic downgrade -1",
            "alembic downgrade base",
            "alembic downgrade",
            "alembic current -v",
            "alembic history -i",
            "alembic history --verbos",
            "alembic merge heads",
            "alembic -c other.ini current",
            "alembic",
            "flask db migrate -m \"Add users\"",
            "flask db upgrade",
            "flask db downgrade",
            "flask db",
            "flask run",
            "alembik upgrade head",
        ];
        insta::assert_snapshot!(lines.map(told).join("\n"));
    }
}
