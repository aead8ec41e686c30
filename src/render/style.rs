//! One palette, and whether it is used.

use owo_colors::{OwoColorize, Style as Paint};

/// Whether colours are used, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    coloured: bool,
}

/// What the user asked for with `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// As the environment and the terminal say.
    #[default]
    Auto,
    /// Colours, also into a pipe.
    Always,
    /// No colours.
    Never,
}

/// What the environment says about colours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `NO_COLOR` (<https://no-color.org>); empty is unset.
    pub no_color: Option<String>,
    /// `CLICOLOR_FORCE` (<https://bixense.com/clicolors>); empty and `0` are unset.
    pub clicolor_force: Option<String>,
    /// `TERM`; `dumb` means no colours.
    pub term: Option<String>,
}

impl Environment {
    /// The environment of this process.
    pub fn of_process() -> Self {
        let read = |name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            no_color: read("NO_COLOR"),
            clicolor_force: read("CLICOLOR_FORCE"),
            term: read("TERM"),
        }
    }
}

impl Style {
    /// No colours.
    pub fn plain() -> Self {
        Self { coloured: false }
    }

    /// Colours where they are wanted: the flag decides, as it was given for this very run; then
    /// `NO_COLOR`, which beats `CLICOLOR_FORCE`; then whether the output is a terminal.
    pub fn decide(choice: ColorChoice, environment: &Environment, is_terminal: bool) -> Self {
        let set = |value: &Option<String>| value.as_ref().is_some_and(|value| !value.is_empty());
        let forced = environment.clicolor_force.as_ref();
        let coloured = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if set(&environment.no_color) => false,
            ColorChoice::Auto if forced.is_some_and(|value| !value.is_empty() && value != "0") => {
                true
            }
            ColorChoice::Auto => is_terminal && environment.term.as_deref() != Some("dumb"),
        };
        Self { coloured }
    }

    /// Whether colours are used.
    pub fn is_coloured(self) -> bool {
        self.coloured
    }

    /// What is right.
    pub fn right(self, text: &str) -> String {
        self.paint(text, Paint::new().green().bold())
    }

    /// What is not right yet.
    pub fn not_yet(self, text: &str) -> String {
        self.paint(text, Paint::new().yellow().bold())
    }

    /// What is broken: a lesson, not an answer.
    pub fn broken(self, text: &str) -> String {
        self.paint(text, Paint::new().red().bold())
    }

    /// The tool's own voice.
    pub fn dim(self, text: &str) -> String {
        self.paint(text, Paint::new().dimmed())
    }

    /// Titles.
    pub fn strong(self, text: &str) -> String {
        self.paint(text, Paint::new().bold())
    }

    /// Emphasis in prose.
    pub fn emphasis(self, text: &str) -> String {
        self.paint(text, Paint::new().italic())
    }

    /// SQL, names and commands in prose.
    pub fn code(self, text: &str) -> String {
        self.paint(text, Paint::new().cyan())
    }

    /// A keyword of what is being typed.
    pub fn keyword(self, text: &str) -> String {
        self.paint(text, Paint::new().blue().bold())
    }

    /// A text in quotes, or bytes, of what is being typed.
    pub fn literal(self, text: &str) -> String {
        self.paint(text, Paint::new().green())
    }

    /// A number of what is being typed.
    pub fn number(self, text: &str) -> String {
        self.paint(text, Paint::new().magenta())
    }

    /// A comment of what is being typed.
    pub fn comment(self, text: &str) -> String {
        self.paint(text, Paint::new().dimmed())
    }

    /// The name of a table that exists, of what is being typed.
    pub fn table(self, text: &str) -> String {
        self.paint(text, Paint::new().cyan())
    }

    /// A bracket or quote at the cursor, and its partner.
    pub fn matched(self, text: &str) -> String {
        self.paint(text, Paint::new().bold().underline())
    }

    /// A bracket that closes nothing.
    pub fn unmatched(self, text: &str) -> String {
        self.paint(text, Paint::new().red().underline())
    }

    fn paint(self, text: &str, paint: Paint) -> String {
        if self.coloured && !text.is_empty() {
            text.style(paint).to_string()
        } else {
            text.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(no_color: &str, force: &str) -> Environment {
        let value = |text: &str| Some(text.to_owned());
        Environment { no_color: value(no_color), clicolor_force: value(force), term: None }
    }

    #[test]
    fn colours_never_reach_a_pipe_unasked() {
        let auto = |environment: &Environment, is_terminal| {
            Style::decide(ColorChoice::Auto, environment, is_terminal).is_coloured()
        };
        assert!(!auto(&Environment::default(), false));
        assert!(auto(&Environment::default(), true));
        assert!(auto(&environment("", "1"), false), "an empty NO_COLOR is unset");
        assert!(!auto(&environment("1", "1"), true), "NO_COLOR beats CLICOLOR_FORCE");
        assert!(!auto(&environment("", "0"), false));
        let dumb = Environment { term: Some("dumb".to_owned()), ..Environment::default() };
        assert!(!auto(&dumb, true));
    }

    #[test]
    fn the_flag_of_this_run_decides() {
        let environment = environment("1", "");
        assert!(Style::decide(ColorChoice::Always, &environment, false).is_coloured());
        assert!(!Style::decide(ColorChoice::Never, &Environment::default(), true).is_coloured());
    }
}
