//! One palette, and whether it is used.

use owo_colors::{OwoColorize, Style as Paint, XtermColors};

/// Whether colours are used, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    depth: Depth,
}

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// None.
    None,
    /// The 16 whose look the terminal's owner chose: what they are is not known here.
    Basic,
    /// The 256 of xterm, which are the same everywhere beyond the first 16
    /// (<https://invisible-island.net/xterm/>, `256colres.pl`).
    Many,
}

/// Colours of the 256 that can be read on black and on white: a contrast of at least 4 to 1 with
/// both, which leaves only those of a middling brightness.
mod many {
    /// What is right.
    pub(super) const GREEN: u8 = 28;
    /// What is not right yet.
    pub(super) const AMBER: u8 = 130;
    /// What is broken.
    pub(super) const RED: u8 = 161;
    /// Code.
    pub(super) const CYAN: u8 = 30;
    /// The tool's own voice.
    pub(super) const GREY: u8 = 243;
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
    /// `TERM`; `dumb` means no colours, and ASCII.
    pub term: Option<String>,
    /// `COLORTERM`; `truecolor` and `24bit` mean more than 16 colours.
    pub colorterm: Option<String>,
    /// `RELATABLE_PLAIN`; set and not empty, it asks for ASCII.
    pub plain: Option<String>,
    /// `RELATABLE_SCREEN_READER`; set and not empty, it asks for sentences.
    pub screen_reader: Option<String>,
}

/// What is in the names of terminals with 256 colours and more.
const KNOWN: [&str; 7] =
    ["256color", "-direct", "kitty", "alacritty", "ghostty", "wezterm", "foot"];

impl Environment {
    /// The environment of this process.
    pub fn of_process() -> Self {
        let read = |name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            no_color: read("NO_COLOR"),
            clicolor_force: read("CLICOLOR_FORCE"),
            term: read("TERM"),
            colorterm: read("COLORTERM"),
            plain: read("RELATABLE_PLAIN"),
            screen_reader: read("RELATABLE_SCREEN_READER"),
        }
    }

    /// Which colours the terminal has, as its names say.
    fn depth(&self) -> Depth {
        let colorterm = self.colorterm.as_deref().unwrap_or_default();
        let term = self.term.as_deref().unwrap_or_default();
        let many =
            matches!(colorterm, "truecolor" | "24bit") || KNOWN.iter().any(|it| term.contains(it));
        if many { Depth::Many } else { Depth::Basic }
    }
}

impl Style {
    /// No colours.
    pub fn plain() -> Self {
        Self { depth: Depth::None }
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
        Self { depth: if coloured { environment.depth() } else { Depth::None } }
    }

    /// Whether colours are used.
    pub fn is_coloured(self) -> bool {
        self.depth != Depth::None
    }

    /// Whether code in prose needs its backquotes to be told from what is around it.
    pub fn quotes_code(self) -> bool {
        self.depth != Depth::Many
    }

    /// What is right.
    pub fn right(self, text: &str) -> String {
        // Whether the green of the 16 can be read on white is up to the terminal.
        self.paint(text, self.pick(many::GREEN, Paint::new()).bold())
    }

    /// What is not right yet.
    pub fn not_yet(self, text: &str) -> String {
        // Yellow vanishes on white; of the 16, magenta and red are seen on both.
        self.paint(text, self.pick(many::AMBER, Paint::new().magenta()).bold())
    }

    /// What is broken: a lesson, not an answer.
    pub fn broken(self, text: &str) -> String {
        self.paint(text, self.pick(many::RED, Paint::new().red()).bold())
    }

    /// The tool's own voice.
    pub fn dim(self, text: &str) -> String {
        self.paint(text, self.pick(many::GREY, Paint::new().dimmed()))
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
        self.paint(text, self.pick(many::CYAN, Paint::new()))
    }

    /// A colour of the 256, or what stands for it where there are only 16.
    fn pick(self, colour: u8, basic: Paint) -> Paint {
        match self.depth {
            Depth::Many => Paint::new().color(XtermColors::from(colour)),
            Depth::Basic | Depth::None => basic,
        }
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
        if self.is_coloured() && !text.is_empty() && !paint.is_plain() {
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
        Environment {
            no_color: value(no_color),
            clicolor_force: value(force),
            ..Environment::default()
        }
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

    /// The relative luminance of a colour of the xterm palette beyond the first 16: a cube of
    /// 6 × 6 × 6, then 24 greys (<https://www.w3.org/TR/WCAG21/#dfn-relative-luminance>).
    fn luminance(colour: u8) -> f64 {
        let step = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
        let channels = match colour {
            16..=231 => [(colour - 16) / 36, (colour - 16) / 6 % 6, (colour - 16) % 6].map(step),
            232.. => [8 + 10 * (colour - 232); 3],
            _ => panic!("{colour} is up to the terminal"),
        };
        let [red, green, blue] = channels.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.03928 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    #[test]
    fn every_colour_can_be_read_on_black_and_on_white() {
        let environment =
            Environment { term: Some("xterm-256color".to_owned()), ..Environment::default() };
        let style = Style::decide(ColorChoice::Always, &environment, true);
        let painted = [
            style.right("x"),
            style.not_yet("x"),
            style.broken("x"),
            style.dim("x"),
            style.code("x"),
        ];
        for text in painted {
            let colour = text.split("38;5;").nth(1).unwrap();
            let colour: u8 = colour.split([';', 'm']).next().unwrap().parse().unwrap();
            let luminance = luminance(colour);
            let (on_black, on_white) = ((luminance + 0.05) / 0.05, 1.05 / (luminance + 0.05));
            assert!(on_black >= 4.0, "{colour}: {on_black:.2} to 1 on black");
            assert!(on_white >= 4.0, "{colour}: {on_white:.2} to 1 on white");
        }
    }

    #[test]
    fn of_16_colours_only_those_are_used_that_are_seen_on_both() {
        let style = Style::decide(ColorChoice::Always, &Environment::default(), true);
        let all = [
            style.right("x"),
            style.not_yet("x"),
            style.broken("x"),
            style.dim("x"),
            style.code("x"),
        ];
        insta::assert_debug_snapshot!(all, @r#"
        [
            "\u{1b}[1mx\u{1b}[0m",
            "\u{1b}[35;1mx\u{1b}[0m",
            "\u{1b}[31;1mx\u{1b}[0m",
            "\u{1b}[2mx\u{1b}[0m",
            "x",
        ]
        "#);
        assert!(style.quotes_code(), "code is not told by its colour");
    }
}
