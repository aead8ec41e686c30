//! What a command line gives a command: its options and its argument.

use super::known::{Known, OPTIONS_ELSEWHERE, Switch};
use super::line::{Command, Unread, wrong};
use crate::nearest::nearest;

/// What a command was given.
#[derive(Default)]
pub(super) struct Given {
    options: Vec<(&'static str, Option<String>)>,
    argument: Option<String>,
}

impl Given {
    pub fn read(
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

    pub fn command(self, name: &str, flask: bool) -> Result<Command, Unread> {
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
