//! Command lines of alembic and of Flask-Migrate, read as their programs read them.

use crate::nearest::nearest;

/// A command line that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// It was typed as `flask db …`.
    pub flask: bool,
    /// What is to be done.
    pub command: Command,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `revision`; Flask-Migrate's `migrate`.
    Revision {
        /// `-m`.
        message: Option<String>,
        /// `--autogenerate`.
        autogenerate: bool,
        /// `--rev-id`.
        id: Option<String>,
    },
    /// `upgrade`, to here.
    Upgrade(String),
    /// `downgrade`, to here.
    Downgrade(String),
    /// `current`.
    Current {
        /// `-v`.
        verbose: bool,
    },
    /// `history`.
    History {
        /// `-v`.
        verbose: bool,
        /// `-i`.
        current: bool,
    },
    /// `heads`.
    Heads,
    /// `show`, this one.
    Show(String),
    /// `check`.
    Check,
    /// `stamp`, as this one.
    Stamp(String),
    /// `init`.
    Init,
}

/// Why a command line is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It is wrong: what is said of it, and what is meant.
    Wrong {
        /// What the program says.
        said: String,
        /// What is meant.
        help: Option<String>,
    },
    /// The program has it, and it is not here: its name.
    Unsupported(String),
}

/// An option: its letter, its word, and whether it takes a value.
type Switch = (Option<char>, &'static str, bool);

/// A command as its program has it.
pub struct Known {
    /// Its name.
    pub name: &'static str,
    /// The argument that it takes, if it takes one.
    pub argument: Option<&'static str>,
    /// Its options that are here.
    options: &'static [Switch],
}

impl Known {
    /// Its options, as they are written out.
    pub fn options(&self) -> impl Iterator<Item = &'static str> {
        self.options.iter().map(|(_, word, _)| *word)
    }
}

const fn known(
    name: &'static str,
    argument: Option<&'static str>,
    options: &'static [Switch],
) -> Known {
    Known { name, argument, options }
}

const VERBOSE: Switch = (Some('v'), "--verbose", false);
const MESSAGE: Switch = (Some('m'), "--message", true);
const REV_ID: Switch = (None, "--rev-id", true);

/// The commands that are here.
pub const COMMANDS: [Known; 11] = [
    known("check", None, &[]),
    known("current", None, &[VERBOSE]),
    known("downgrade", Some("revision"), &[]),
    known("heads", None, &[VERBOSE]),
    known("history", None, &[VERBOSE, (Some('i'), "--indicate-current", false)]),
    known("init", Some("directory"), &[]),
    known("migrate", None, &[MESSAGE, REV_ID]),
    known("revision", None, &[MESSAGE, (None, "--autogenerate", false), REV_ID]),
    known("show", Some("rev"), &[]),
    known("stamp", Some("revision"), &[]),
    known("upgrade", Some("revision"), &[]),
];

/// Commands and options that the programs have, and that are not here.
const ELSEWHERE: [&str; 6] =
    ["branches", "edit", "ensure_version", "list_templates", "list-templates", "merge"];
const OPTIONS_ELSEWHERE: [&str; 16] = [
    "--sql",
    "--head",
    "--splice",
    "--branch-label",
    "--version-path",
    "--depends-on",
    "--tag",
    "--purge",
    "--rev-range",
    "--check-heads",
    "--resolve-dependencies",
    "--config",
    "--name",
    "--raiseerr",
    "--directory",
    "--x-arg",
];

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

fn wrong(said: String, help: Option<String>) -> Unread {
    Unread::Wrong { said, help }
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

/// What a command was given.
#[derive(Default)]
struct Given {
    options: Vec<(&'static str, Option<String>)>,
    argument: Option<String>,
}

impl Given {
    fn read(
        words: impl Iterator<Item = String>,
        known: &Known,
        program: &str,
    ) -> Result<Self, Unread> {
        let error = |said: String| wrong(format!("{program} {}: error: {said}", known.name), None);
        let mut given = Self::default();
        let mut words = words.peekable();
        while let Some(word) = words.next() {
            // `-1` is where to go, and no option.
            let behind = word.strip_prefix('-').unwrap_or_default();
            let is_option = behind.starts_with(|it: char| !it.is_ascii_digit());
            if !is_option {
                if known.argument.is_none() || given.argument.is_some() {
                    let said = format!("unrecognized arguments: {word}");
                    let said = format!("{program} {}: error: {said}", known.name);
                    return Err(wrong(said, given.unquoted(word, words, known)));
                }
                given.argument = Some(word);
                continue;
            }
            let (option, value) = option(&word, known, program)?;
            let (letter, name, takes) = option;
            let shown =
                letter.map_or_else(|| name.to_owned(), |letter| format!("-{letter}/{name}"));
            let value = match (takes, value) {
                (false, None) => None,
                (false, Some(value)) => {
                    return Err(error(format!(
                        "argument {shown}: ignored explicit argument '{value}'"
                    )));
                }
                (true, Some(value)) => Some(value),
                (true, None) => match words.next_if(|next| !next.starts_with('-')) {
                    Some(value) => Some(value),
                    None => return Err(error(format!("argument {shown}: expected one argument"))),
                },
            };
            given.options.push((name, value));
        }
        Ok(given)
    }

    fn has(&self, option: &str) -> bool {
        self.options.iter().any(|(name, _)| *name == option)
    }

    fn value(&self, option: &str) -> Option<String> {
        let found = self.options.iter().rev().find(|(name, _)| *name == option);
        found.and_then(|(_, value)| value.clone())
    }

    /// What is said of words that stand where none is taken: a message without its quotes, or
    /// without its `-m`.
    fn unquoted(
        &self,
        word: String,
        rest: impl Iterator<Item = String>,
        known: &Known,
    ) -> Option<String> {
        let takes = |(_, option, _): &Switch| *option == "--message";
        if !known.options.iter().any(takes) {
            return None;
        }
        let dashed = format!("--{word}");
        if known.options().any(|option| option == dashed) {
            return Some(format!("Did you mean `{dashed}`?"));
        }
        let rest = rest.take_while(|word| !word.starts_with('-'));
        let begun = self.value("--message");
        let words: Vec<String> = begun.iter().cloned().chain([word]).chain(rest).collect();
        let is_curly = |letter: char| ('\u{2018}'..='\u{201f}').contains(&letter);
        let words = words.join(" ");
        let message = words.trim_matches(is_curly).replace('"', "");
        let why = match begun {
            Some(_) if words.contains(is_curly) => "The quotes around a message are straight ones",
            Some(_) => "A message of several words stands in quotes",
            None => "A message stands behind `-m`, in quotes",
        };
        Some(format!("{why}: `-m \"{message}\"`."))
    }

    fn command(self, name: &str, flask: bool) -> Result<Command, Unread> {
        let verbose = self.has("--verbose");
        let program = if flask { "flask db" } else { "alembic" };
        let required = |default: Option<&str>, example: &str| match &self.argument {
            Some(argument) => Ok(argument.clone()),
            None => default.filter(|_| flask).map(str::to_owned).ok_or_else(|| {
                let said = "the following arguments are required: revision";
                let help = format!("For example: `{program} {name} {example}`.");
                wrong(format!("{program} {name}: error: {said}"), Some(help))
            }),
        };
        Ok(match name {
            "check" => Command::Check,
            "current" => Command::Current { verbose },
            "downgrade" => Command::Downgrade(required(Some("-1"), "-1")?),
            "heads" => Command::Heads,
            "history" => Command::History { verbose, current: self.has("--indicate-current") },
            "init" => Command::Init,
            "show" => Command::Show(required(Some("head"), "head")?),
            "stamp" => Command::Stamp(required(Some("head"), "head")?),
            "upgrade" => Command::Upgrade(required(Some("head"), "head")?),
            _ => Command::Revision {
                message: self.value("--message"),
                autogenerate: name == "migrate" || self.has("--autogenerate"),
                id: self.value("--rev-id"),
            },
        })
    }
}

/// The option that a word names, and the value that is written with it. A long one may be cut where
/// it is still one.
fn option(word: &str, known: &Known, program: &str) -> Result<(Switch, Option<String>), Unread> {
    let (name, value) = match word.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (word, None),
    };
    let command = known.name;
    let not_here = || {
        let elsewhere = OPTIONS_ELSEWHERE.iter().any(|own| own.starts_with(name));
        if elsewhere && name.len() > 2 {
            return Unread::Unsupported(format!("{name} of {program} {command}"));
        }
        let help = nearest(name, known.options())
            .map(|near| format!("Did you mean `{near}`?"))
            .or_else(|| misplaced(name));
        wrong(format!("{program} {command}: error: unrecognized arguments: {name}"), help)
    };
    if name.starts_with("--") {
        let exact = known.options.iter().find(|(_, own, _)| *own == name);
        let mut begun = known.options.iter().filter(|(_, own, _)| own.starts_with(name));
        let one = exact.or_else(|| begun.next().filter(|_| begun.next().is_none()));
        return one.map(|found| (*found, value)).ok_or_else(not_here);
    }
    // `-m=…`, and `-m` with its value in one word.
    let mut letters = word.chars();
    letters.next();
    let letter = letters.next();
    let found = known.options.iter().find(|(own, ..)| own.is_some() && *own == letter);
    let rest = letters.as_str();
    let value = if name.chars().count() == 2 { value } else { Some(rest.to_owned()) };
    found
        .map(|found| (*found, value.filter(|it| !it.is_empty() || word.contains('='))))
        .ok_or_else(not_here)
}

/// A single hyphen before a word that wants two.
fn misplaced(name: &str) -> Option<String> {
    (name == "-autogenerate").then(|| "Did you mean `--autogenerate`?".to_owned())
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
