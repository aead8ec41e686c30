//! The commands that begin with a dot.

use crate::lesson::Language;

/// How the statements are shown that code sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shows {
    /// Not at all.
    Off,
    /// Each on a line; what is long is cut.
    Brief,
    /// As they are.
    Full,
}

impl Shows {
    /// The word for it.
    fn read(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "off" => Some(Self::Off),
            "brief" | "on" => Some(Self::Brief),
            "full" => Some(Self::Full),
            _ => None,
        }
    }
}

/// A command, ready to be obeyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `.help`, of one command or of all.
    Help(Option<String>),
    /// `.next`.
    Next,
    /// `.hint`.
    Hint,
    /// `.why`.
    Why,
    /// `.check`.
    Check,
    /// `.solution`.
    Solution,
    /// `.skip`.
    Skip,
    /// `.back`.
    Back,
    /// `.reset`.
    Reset,
    /// `.undo`.
    Undo,
    /// `.schema`, of one table or of all.
    Schema(Option<String>),
    /// `.tables`.
    Tables,
    /// `.relations`.
    Relations,
    /// `.erd`.
    Erd,
    /// `.progress`.
    Progress,
    /// `.lessons`.
    Lessons,
    /// `.review`.
    Review,
    /// `.again`, at a step; without one, at the step that is offered.
    Again(Option<String>),
    /// `.models`.
    Models,
    /// `.statements`: of the last command, or how they are shown from now on.
    Statements(Option<Shows>),
    /// `.orm`, `.sql` and `.relation`.
    Speak(Language),
    /// `.timer`, on or off; without either, the other of the two.
    Timer(Option<bool>),
    /// `.save`, to a file.
    Save(Option<String>),
    /// `.reload`.
    Reload,
    /// `.edit`.
    Edit,
    /// `.history`, of what holds these words or of all.
    History(Option<String>),
    /// `.cancel`.
    Cancel,
    /// `.quit`.
    Quit,
    /// No command: what was typed, and the nearest name.
    Unknown {
        /// As typed, with its dot.
        name: String,
        /// The nearest command, if one is near.
        nearest: Option<&'static str>,
    },
}

/// What is typed where the list of commands is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// SQL, or the letters of choices.
    Sql,
    /// Relations.
    Relations,
    /// ORM code.
    Code {
        /// The lesson's tables are made by migrations.
        migrates: bool,
    },
}

/// What `.help` says of a command.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name with its dot.
    pub name: &'static str,
    /// What may follow it.
    pub argument: &'static str,
    /// What it does, in a few words.
    pub does: &'static str,
    /// More, for `.help NAME`.
    pub more: &'static str,
    /// The list of commands only names it.
    pub rare: bool,
}

/// Every command that works, in the order in which `.help` lists them.
pub const ENTRIES: [Entry; 30] = [
    entry(
        ".hint",
        "",
        "the next hint",
        "Hints come one at a time, and cost nothing. `.solution` is there when they are used up.",
    ),
    entry(
        ".why",
        "",
        "the last verdict in full",
        "Also for an input that was not counted as a try.",
    ),
    entry(
        ".check",
        "",
        "judge what you have",
        "Judges your last query, or what you have changed so far in this step.",
    ),
    entry(
        ".solution",
        "",
        "show an answer",
        "Runs the lesson's own answer. The step then counts as shown, not as answered by you.",
    ),
    entry(
        ".skip",
        "",
        "go on without answering",
        "The next step finds the database as the lesson's answer leaves it. The step stays open.",
    ),
    entry(
        ".next",
        "",
        "go on",
        "The same as Enter, once there is nothing left to answer in a step.",
    ),
    entry(
        ".back",
        "",
        "read an earlier step again",
        "Each `.back` goes one step further back. Enter returns to where you were.",
    ),
    rare(
        ".again",
        "STEP",
        "answer an earlier step once more",
        "By its number or name: `.again 4`. What was accepted stays.",
    ),
    entry(
        ".undo",
        "",
        "take back your last change",
        "Again and again, back to the beginning of the step.",
    ),
    entry(
        ".reset",
        "",
        "begin the step again",
        "The database is again as it was when the step began.",
    ),
    entry(
        ".tables",
        "",
        "the tables and their columns",
        "With the number of rows in each, and where its keys point.",
    ),
    entry(
        ".schema",
        "[TABLE]",
        "the statements that made the tables",
        "Of one table: `.schema items`.",
    ),
    entry(
        ".relations",
        "",
        "how the tables relate, in words and signs",
        "What each key says, as a line, as sentences and as a diagram's text. `stores -< items ?` \
         asks whether a relation holds; without the `?` it is made true.",
    ),
    entry(
        ".erd",
        "",
        "the tables as a diagram",
        "Boxes for tables, and lines for keys: `<` at the side of which there are many.",
    ),
    entry(
        ".models",
        "",
        "the classes that are mapped",
        "Each with its table, its columns and what leads to other classes; and where the mapper \
         says more than the database keeps.",
    ),
    entry(
        ".progress",
        "",
        "what you have answered",
        "Of this lesson, step by step, with the number of tries.",
    ),
    entry(".lessons", "", "the lessons of the course", "`relatable learn ID` opens one."),
    rare(
        ".review",
        "",
        "the whole lesson with your answers",
        "Every step of this lesson that you have passed, with the answer that was accepted.",
    ),
    rare(
        ".sql",
        "",
        "type SQL at this step",
        "Whatever the step is answered in. `.orm` and `.relation` switch to those; the next step \
         begins in its own language.",
    ),
    rare(
        ".orm",
        "",
        "type SQLAlchemy's notation at this step",
        "Classes, objects and queries in Python, run here with no Python on the machine. `.sql` \
         goes back to SQL.",
    ),
    rare(
        ".relation",
        "",
        "type relations at this step",
        "As in `stores -< items` or `a store has many items`. `.sql` goes back to SQL.",
    ),
    rare(
        ".statements",
        "[off|brief|full]",
        "the SQL that your code sent",
        "How many statements the last command sent, and which were alike. `off` hides what is \
         sent, `brief` cuts what is long, `full` shows all.",
    ),
    rare(
        ".timer",
        "[on|off]",
        "how long statements take",
        "Shows beside each result how long SQLite worked on it.",
    ),
    rare(
        ".save",
        "FILE",
        "write your answers to a file",
        "`relatable learn LESSON < FILE` takes them again, and so can whoever teaches you.",
    ),
    rare(
        ".history",
        "[WORDS]",
        "what you typed before",
        "The newest last; of `.history join`, what holds `join`. Ctrl-R searches as you type.",
    ),
    rare(
        ".edit",
        "",
        "open your editor on the statement",
        "On the one that is open, else on the last one. `VISUAL`, then `EDITOR` name the editor.",
    ),
    rare(
        ".reload",
        "",
        "take up the lesson's file as it is now",
        "For authors: the step stays, with the database as the edited lesson makes it.",
    ),
    entry(
        ".cancel",
        "",
        "drop a statement that is not finished",
        "Ctrl-C does the same. The `;` ends a statement and runs it.",
    ),
    entry(
        ".help",
        "[COMMAND]",
        "this list",
        "`help`, `hint`, `next`, `quit` and `exit` work without the dot too.",
    ),
    entry(".quit", "", "leave", "Ctrl-D does the same."),
];

/// Words that are commands when they stand alone at the start of an input.
const BARE: [&str; 7] = ["help", "hint", "next", "quit", "exit", "quit()", "exit()"];

const fn entry(
    name: &'static str,
    argument: &'static str,
    does: &'static str,
    more: &'static str,
) -> Entry {
    Entry { name, argument, does, more, rare: false }
}

const fn rare(
    name: &'static str,
    argument: &'static str,
    does: &'static str,
    more: &'static str,
) -> Entry {
    Entry { name, argument, does, more, rare: true }
}

impl Command {
    /// Whether a line is a command wherever it stands: its first character is a dot.
    pub fn is_dotted(line: &str) -> bool {
        line.starts_with('.')
    }

    /// Whether a line is a command at the start of an input: `help`, `quit` and the like alone.
    pub fn is_bare(line: &str) -> bool {
        let word = line.trim().trim_end_matches(';').trim_end();
        BARE.iter().any(|bare| bare.eq_ignore_ascii_case(word))
    }

    /// Reads a line that is a command, with or without its dot.
    pub fn read(line: &str) -> Self {
        let line = line.trim().trim_end_matches(';').trim_start_matches('.');
        let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let name = name.to_lowercase();
        let argument = Some(argument.trim().to_owned()).filter(|argument| !argument.is_empty());
        match name.as_str() {
            "help" | "h" | "?" | "" => Self::Help(argument),
            "next" => Self::Next,
            "hint" => Self::Hint,
            "why" => Self::Why,
            "check" => Self::Check,
            "solution" => Self::Solution,
            "skip" => Self::Skip,
            "back" => Self::Back,
            "reset" => Self::Reset,
            "undo" => Self::Undo,
            "schema" => Self::Schema(argument),
            "tables" => Self::Tables,
            "relations" => Self::Relations,
            "erd" => Self::Erd,
            "progress" => Self::Progress,
            "lessons" => Self::Lessons,
            "review" => Self::Review,
            "again" => Self::Again(argument),
            "models" => Self::Models,
            "statements" => Self::Statements(argument.as_deref().and_then(Shows::read)),
            "orm" => Self::Speak(Language::Orm),
            "sql" => Self::Speak(Language::Sql),
            "relation" => Self::Speak(Language::Relation),
            "timer" => Self::Timer(match argument.as_deref() {
                Some("on") => Some(true),
                Some("off") => Some(false),
                _ => None,
            }),
            "save" => Self::Save(argument),
            "reload" => Self::Reload,
            "edit" => Self::Edit,
            "history" => Self::History(argument),
            "cancel" => Self::Cancel,
            "quit" | "exit" | "q" | "quit()" | "exit()" => Self::Quit,
            _ => {
                let dotted = format!(".{name}");
                Self::Unknown { nearest: nearest(&dotted), name: dotted }
            }
        }
    }
}

/// The entry of a command, by its name with or without the dot.
pub fn find(name: &str) -> Option<&'static Entry> {
    let name = name.trim_start_matches('.').to_lowercase();
    ENTRIES.iter().find(|entry| entry.name[1..] == name)
}

/// The command whose name is nearest to what was typed, if one is near at all.
pub fn nearest(name: &str) -> Option<&'static str> {
    let name = format!(".{}", name.trim_start_matches('.').to_lowercase());
    let by_start =
        ENTRIES.iter().find(|entry| name.len() > 2 && entry.name.starts_with(name.as_str()));
    let by_letters = || {
        let distance = |entry: &Entry| strsim::damerau_levenshtein(&name[1..], &entry.name[1..]);
        let near = |entry: &&Entry| distance(entry) <= entry.name.len() / 3;
        ENTRIES.iter().filter(near).min_by_key(|entry| distance(entry))
    };
    by_start.or_else(by_letters).map(|entry| entry.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_read_with_its_argument() {
        assert_eq!(Command::read(".schema  items "), Command::Schema(Some("items".to_owned())));
        assert_eq!(Command::read(".HINT"), Command::Hint);
        assert_eq!(Command::read("exit;"), Command::Quit);
        assert_eq!(Command::read("quit()"), Command::Quit);
        assert_eq!(Command::read("."), Command::Help(None));
    }

    #[test]
    fn an_unknown_command_gets_the_nearest() {
        let nearest = |typed: &str| match Command::read(typed) {
            Command::Unknown { nearest, .. } => nearest,
            other => panic!("{other:?}"),
        };
        assert_eq!(nearest(".hnit"), Some(".hint"));
        assert_eq!(nearest(".sol"), Some(".solution"));
        assert_eq!(nearest(".xyzzy"), None);
    }

    #[test]
    fn bare_words_are_commands_only_alone() {
        assert!(Command::is_bare(" quit; ") && Command::is_bare("exit()"));
        assert!(!Command::is_bare("help me"));
        assert!(!Command::is_dotted(" .5 + 1"));
    }

    #[test]
    fn every_entry_is_a_command_that_works() {
        for entry in &ENTRIES {
            let command = Command::read(entry.name);
            assert!(!matches!(command, Command::Unknown { .. }), "{command:?}");
        }
    }
}
