//! The commands of alembic and Flask-Migrate with their options: those that are here, and the names
//! of those that are not.

/// An option: its letter, its word, and whether it takes a value.
pub(super) type Switch = (Option<char>, &'static str, bool);

/// A command as its program has it.
pub struct Known {
    /// Its name.
    pub name: &'static str,
    /// The argument that it takes, if it takes one.
    pub argument: Option<&'static str>,
    /// Its options that are here.
    pub(super) options: &'static [Switch],
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
pub(super) const ELSEWHERE: [&str; 6] =
    ["branches", "edit", "ensure_version", "list_templates", "list-templates", "merge"];
pub(super) const OPTIONS_ELSEWHERE: [&str; 16] = [
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
