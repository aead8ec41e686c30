//! What keeps a text from being a relation, and where.

use std::fmt;

use crate::diagnostic::Span;

/// A place and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The place in the text; empty, at its end, where something is missing there.
    pub span: Span,
    /// What is wrong.
    pub kind: ParseErrorKind,
}

/// What is wrong; worded by its `Display` as a sentence without a full stop, and by
/// [`ParseErrorKind::help`] what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseErrorKind {
    /// The text names no entity.
    Nothing,
    /// The text is longer than this many bytes.
    TooLong(usize),
    /// More entities or links than this.
    TooMany(usize),
    /// A name should stand here.
    NoName,
    /// The name of a column should stand here.
    NoColumn,
    /// A quoted name is empty.
    EmptyName,
    /// A quote that is never closed.
    OpenQuote(char),
    /// Quotes as word processors make them.
    CurlyQuote(char),
    /// Something that does not belong here; the word that was meant, and what may stand here.
    Unexpected {
        /// What stands here.
        found: String,
        /// What was probably meant.
        near: Option<String>,
        /// What may stand here, in words.
        wanted: &'static str,
    },
    /// The text ends where something has to come, in words.
    Unfinished(&'static str),
    /// A mark between two names that is no link; what was probably meant.
    NoLink {
        /// The mark.
        found: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// A join table where not both ends are many.
    ThroughOne,
    /// Columns of a key for a link that has none of its own.
    ByMany,
    /// A column twice in one key, or twice in one entity.
    RepeatedColumn(String),
    /// A sentence without a verb that relates; the word that should have been one.
    NoVerb(Option<(String, &'static str)>),
    /// It does not say how many; the word that should have.
    NoQuantity(Option<(String, &'static str)>),
    /// More words than a name has.
    LongNoun(usize),
    /// "belongs to many".
    BelongsToMany,
    /// A word and a quantity that say opposite things: "may have exactly one".
    Torn {
        /// The first word.
        modal: String,
        /// The quantity.
        quantity: String,
    },
    /// A brace that is never closed.
    OpenBlock,
    /// A column in a diagram without a name after its type.
    NoAttributeName(String),
    /// It contradicts what was said before, of which this is the text.
    Contradiction(String),
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for ParseError {}

impl ParseError {
    pub(super) fn new(span: Span, kind: ParseErrorKind) -> Self {
        Self { span, kind }
    }

    /// What to do about it, if there is more to say than the message does.
    pub fn help(&self) -> Option<String> {
        self.kind.help()
    }
}

impl fmt::Display for ParseErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing is said of any table"),
            Self::TooLong(most) => write!(f, "this is longer than {} KB", most / 1024),
            Self::TooMany(most) => write!(f, "this is more than {most} tables or links"),
            Self::NoName => f.write_str("the name of a table is missing here"),
            Self::NoColumn => f.write_str("the name of a column is missing here"),
            Self::EmptyName => f.write_str("this name is empty"),
            Self::OpenQuote(quote) => write!(f, "this {quote} is never closed"),
            Self::CurlyQuote(quote) => write!(f, "{quote} does not quote a name"),
            Self::Unexpected { found, .. } => write!(f, "`{found}` does not belong here"),
            Self::Unfinished(_) => f.write_str("something is missing here"),
            Self::NoLink { found, .. } => write!(f, "`{found}` is no link"),
            Self::ThroughOne => f.write_str("only what is many on both ends goes through a table"),
            Self::ByMany => f.write_str("a many-to-many has no key of its own to name"),
            Self::RepeatedColumn(name) => write!(f, "the column `{name}` was named already"),
            Self::NoVerb(Some((found, _))) => write!(f, "`{found}` does not relate anything"),
            Self::NoVerb(None) => f.write_str("this does not say how anything relates"),
            Self::NoQuantity(_) => f.write_str("how many is missing here"),
            Self::LongNoun(most) => write!(f, "a name of more than {most} words has to be quoted"),
            Self::BelongsToMany => f.write_str("with one key, a row belongs to one row at most"),
            Self::Torn { modal, quantity } => {
                write!(f, "`{modal}` and `{quantity}` cannot both hold")
            }
            Self::OpenBlock => f.write_str("this { is never closed"),
            Self::NoAttributeName(declared) => {
                write!(f, "a name is missing after the type `{declared}`")
            }
            Self::Contradiction(earlier) => {
                write!(f, "this contradicts what was said before: `{earlier}`")
            }
        }
    }
}

impl ParseErrorKind {
    /// What to do about it, if there is more to say than the message does.
    pub fn help(&self) -> Option<String> {
        let near = |word: &str| Some(format!("Did you mean `{word}`?"));
        let text = match self {
            Self::Nothing | Self::NoName => "Write it as in `stores -< items`.",
            Self::Unexpected { near: Some(word), .. } => return near(word),
            Self::Unexpected { wanted, .. } | Self::Unfinished(wanted) => wanted,
            Self::NoLink { near: Some(word), .. } => return near(word),
            Self::NoLink { .. } => {
                "Write `-<` (one to many), `>-` (many to one), `--` (one to one) or `>-<` (many to \
                 many)."
            }
            Self::CurlyQuote(_) => "Write \" on both sides.",
            Self::ThroughOne => "Write `students >-< courses through enrollments`.",
            Self::ByMany => {
                "Write its two keys: `people -< friendships by one_id`, `people -< friendships by \
                 other_id`."
            }
            Self::NoVerb(Some((_, word))) => return near(word),
            Self::NoVerb(None) => "Write `has many`, `has one` or `belongs to`.",
            Self::NoQuantity(Some((_, word))) => return near(word),
            Self::NoQuantity(None) => "Write `has many` or `has one`.",
            Self::LongNoun(_) => "Put it in \" \", or make two sentences of it.",
            Self::BelongsToMany => {
                "Write `has and belongs to many`, or `has many courses through enrollments`."
            }
            Self::OpenBlock => "Write } below its last column.",
            Self::NoAttributeName(_) => "Write the type first, then the name: `int id PK`.",
            _ => return None,
        };
        Some(text.to_owned())
    }
}
