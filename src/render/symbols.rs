//! The tool's own signs, and the manners in which they are written. No other file of the faces
//! holds a sign that is not ASCII, so that `--plain` cannot forget one.

/// How things are said, beside how wide and in which colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manner {
    /// With rules, arrows and ticks.
    #[default]
    Full,
    /// The same in ASCII: for terminals and fonts that have nothing else. What a lesson or its
    /// data holds stays as it is.
    Plain,
    /// For an ear: ASCII, in sentences from top to bottom. Nothing is said by where it stands.
    Spoken,
}

impl Manner {
    /// The manner that was asked for: the flags of this run, then `RELATABLE_SCREEN_READER` and
    /// `RELATABLE_PLAIN`. A terminal that calls itself dumb gets ASCII unasked.
    pub fn decide(
        asked: Option<Self>,
        environment: &super::style::Environment,
        is_terminal: bool,
    ) -> Self {
        let set = |value: &Option<String>| value.as_ref().is_some_and(|value| !value.is_empty());
        match asked {
            Some(manner) => manner,
            None if set(&environment.screen_reader) => Self::Spoken,
            None if set(&environment.plain) => Self::Plain,
            None if is_terminal && environment.term.as_deref() == Some("dumb") => Self::Plain,
            None => Self::Full,
        }
    }

    /// Whether it is said to an ear.
    pub fn is_spoken(self) -> bool {
        self == Self::Spoken
    }

    /// Its signs.
    pub fn symbols(self) -> &'static Symbols {
        match self {
            Self::Full => &FULL,
            Self::Plain => &PLAIN,
            Self::Spoken => &SPOKEN,
        }
    }
}

/// The signs of one manner.
#[derive(Debug, PartialEq, Eq)]
pub struct Symbols {
    /// Something was left out.
    pub ellipsis: &'static str,
    /// One column refers to another.
    pub arrow: &'static str,
    /// A row that the answer lacks.
    pub missing: &'static str,
    /// A row that the answer should not have.
    pub extra: &'static str,
    /// It is answered.
    pub done: &'static str,
    /// The learner is here.
    pub here: &'static str,
    /// Before an item of a list, with the space behind it.
    pub bullet: &'static str,
    /// Before an item of a list within feedback, with the space behind it.
    pub item: &'static str,
    /// What rules are made of; empty where there are none.
    pub rule: &'static str,
    /// Before a line of a quotation, with the space behind it.
    pub quoted: &'static str,
    /// Between two remarks in one line, with its spaces.
    pub between: &'static str,
    /// A line break within a cell.
    pub line_break: &'static str,
    /// A tab within a cell.
    pub tab: &'static str,
    /// Around a text that is quoted: the first of them.
    pub opens: &'static str,
    /// The second of them.
    pub closes: &'static str,
    /// The prompt at which a statement goes on.
    pub more: &'static str,
}

static FULL: Symbols = Symbols {
    ellipsis: "…",
    arrow: "→",
    missing: "−",
    extra: "+",
    done: "✓",
    here: "▸",
    bullet: "• ",
    item: "· ",
    rule: "─",
    quoted: "│ ",
    between: " · ",
    line_break: "↵",
    tab: "⇥",
    opens: "“",
    closes: "”",
    more: "  …> ",
};

static PLAIN: Symbols = Symbols {
    ellipsis: "...",
    arrow: "->",
    missing: "-",
    extra: "+",
    done: "*",
    here: ">",
    bullet: "* ",
    item: "- ",
    rule: "-",
    quoted: "| ",
    between: " - ",
    line_break: "\\n",
    tab: "\\t",
    opens: "\"",
    closes: "\"",
    more: "...> ",
};

static SPOKEN: Symbols = Symbols {
    ellipsis: "...",
    arrow: "refers to",
    missing: "Missing:",
    extra: "Not wanted:",
    done: "answered",
    here: "you are here",
    bullet: "",
    item: "",
    rule: "",
    quoted: "",
    between: ", ",
    line_break: " (line break) ",
    tab: " (tab) ",
    opens: "\"",
    closes: "\"",
    more: "...> ",
};

impl Symbols {
    /// The tool's own words, written with the signs of [`Manner::Full`], in these. Not for a text
    /// of a lesson: its signs are its author's.
    pub fn words(&self, text: &str) -> String {
        if *self == FULL {
            return text.to_owned();
        }
        let pairs = [
            (FULL.between, self.between),
            (FULL.between.trim(), self.between.trim()),
            (FULL.ellipsis, self.ellipsis),
            (FULL.arrow, self.arrow),
            (FULL.opens, self.opens),
            (FULL.closes, self.closes),
            (FULL.missing, self.missing),
        ];
        pairs.iter().fold(text.to_owned(), |text, (full, own)| text.replace(full, own))
    }

    /// Words on an answer, in which a lesson's may stand: only the signs with which the tool
    /// begins such a text, and those around a choice, are its own.
    pub fn feedback(&self, text: &str) -> String {
        if let Some(rest) = text.strip_prefix(FULL.ellipsis) {
            return format!("{}{rest}", self.ellipsis);
        }
        if let Some(rest) = text.strip_prefix(FULL.item) {
            return format!("{}{rest}", self.item);
        }
        let quoted = text.split_once(FULL.opens).zip(text.rsplit_once(FULL.closes));
        match quoted {
            Some(((before, _), (within, after)))
                if before == "Not quite: " && after == " does not hold." =>
            {
                let choice = &within[before.len() + FULL.opens.len()..];
                format!("{before}{}{choice}{}{after}", self.opens, self.closes)
            }
            _ => text.to_owned(),
        }
    }

    /// What an item of a list in feedback may begin with, whoever wrote it.
    pub(super) fn items() -> [&'static str; 3] {
        [FULL.item, FULL.bullet, PLAIN.item]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::Environment;

    #[test]
    fn the_flag_beats_the_environment_and_a_dumb_terminal_gets_ascii() {
        let none = Environment::default();
        let set = |value: &str| Some(value.to_owned());
        assert_eq!(Manner::decide(None, &none, true), Manner::Full);
        let dumb = Environment { term: set("dumb"), ..Environment::default() };
        assert_eq!(Manner::decide(None, &dumb, true), Manner::Plain);
        assert_eq!(Manner::decide(None, &dumb, false), Manner::Full, "a pipe is no terminal");
        let plain = Environment { plain: set("1"), ..Environment::default() };
        assert_eq!(Manner::decide(None, &plain, false), Manner::Plain);
        assert_eq!(Manner::decide(Some(Manner::Spoken), &plain, false), Manner::Spoken);
        let empty =
            Environment { plain: set(""), screen_reader: set(""), ..Environment::default() };
        assert_eq!(Manner::decide(None, &empty, true), Manner::Full, "empty is unset");
        let both =
            Environment { plain: set("1"), screen_reader: set("1"), ..Environment::default() };
        assert_eq!(Manner::decide(None, &both, true), Manner::Spoken);
    }

    #[test]
    fn the_signs_of_the_other_manners_are_ascii() {
        for symbols in [&PLAIN, &SPOKEN] {
            assert!(format!("{symbols:?}").is_ascii(), "{symbols:?}");
        }
    }

    #[test]
    fn words_change_their_signs_and_a_lesson_keeps_its_own() {
        assert_eq!(PLAIN.words("a query · not judged …"), "a query - not judged ...");
        assert_eq!(SPOKEN.words("a query · not judged"), "a query, not judged");
        assert_eq!(PLAIN.feedback("… and two more."), "... and two more.");
        assert_eq!(PLAIN.feedback("· items: “no” → …"), "- items: “no” → …");
        let choice = "Not quite: “a “b” → c” does not hold.";
        assert_eq!(PLAIN.feedback(choice), "Not quite: \"a “b” → c\" does not hold.");
        assert_eq!(FULL.feedback(choice), choice);
        assert_eq!(PLAIN.feedback("Not quite. “So” → no …"), "Not quite. “So” → no …");
    }
}
