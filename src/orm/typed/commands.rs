//! Command lines of alembic while they are typed.

use crate::orm::migrate::command::{COMMANDS, Known};

/// What can follow in a command line, and where it begins: the program, its commands, their options
/// and arguments. `None` where the line is no command line.
pub fn following(before: &str, flask: bool) -> Option<(usize, Vec<String>)> {
    let programs: &[&str] = if flask { &["alembic", "flask db"] } else { &["alembic"] };
    let is_begun = |program: &&&str| program.starts_with(before) && **program != before;
    if !before.is_empty() && programs.iter().any(|it| is_begun(&it)) {
        let begun = programs.iter().filter(is_begun).map(|program| (*program).to_owned());
        return Some((0, begun.collect()));
    }
    let rest = programs.iter().find_map(|program| {
        let rest = before.strip_prefix(*program)?;
        rest.starts_with(' ').then_some(rest)
    })?;
    let with_db = before.starts_with("flask");
    let start = before.len() - rest.len() + rest.rfind(' ').map_or(0, |at| at + 1);
    let typed = before.get(start..).unwrap_or_default();
    let mut words = rest.get(..rest.len() - typed.len()).unwrap_or_default().split_whitespace();
    let offered: Vec<&str> = match words.next() {
        None => {
            let is_here = |known: &&Known| with_db || known.name != "migrate";
            COMMANDS.iter().filter(is_here).map(|known| known.name).collect()
        }
        Some(command) => {
            let known = COMMANDS.iter().find(|known| known.name == command);
            let given = words.clone().any(|word| !word.starts_with("--"));
            let arguments = if given { &[] } else { arguments(command) };
            let options = known.into_iter().flat_map(Known::options);
            let used = |option: &&str| !words.clone().any(|word| word == *option);
            arguments.iter().copied().chain(options.filter(used)).collect()
        }
    };
    let fits = offered.into_iter().filter(|word| word.starts_with(typed));
    Some((start, fits.map(str::to_owned).collect()))
}

/// What a command can be given.
fn arguments(command: &str) -> &'static [&'static str] {
    match command {
        "upgrade" => &["head", "+1"],
        "downgrade" => &["-1", "base"],
        "show" => &["head", "current"],
        "stamp" => &["head", "base"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_follow_is_offered() {
        let told = |before: &str| match following(before, true) {
            Some((start, words)) => {
                format!("{}|{}  {}", &before[..start], &before[start..], words.join(" "))
            }
            None => format!("{before}  -"),
        };
        let lines = [
            "al",
            "fl",
            "alembic",
            "alembic ",
            "alembic re",
            "alembic revision ",
            "alembic revision --auto",
            "alembic revision --autogenerate --",
            "alembic upgrade ",
            "alembic upgrade head ",
            "flask db ",
            "flask db mi",
            "x = al",
            "",
        ];
        insta::assert_snapshot!(lines.map(told).join("\n"));
        assert_eq!(following("fl", false), None);
    }
}
