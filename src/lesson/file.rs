//! The format of lesson files and of `course.yaml` as data: which keys there are, what each
//! takes. Loading checks a file against it, and `json_schema` prints it.

mod form;
mod expect;
mod lesson;
mod course;

pub use course::COURSE;
pub use expect::EXPECT;
pub use form::{Form, Rule};
pub use lesson::{LESSON, QUIZ, READ, REVEAL, STEP, TASK};

/// The keys of one map of the format.
#[derive(Debug)]
pub struct Shape {
    /// What such a map is, with its article: `a step`.
    pub name: &'static str,
    /// The keys that it may have.
    pub keys: &'static [Key],
    /// What stands under names that the author chooses, if the map takes any.
    pub names: Option<Names>,
    /// Which of the keys go together.
    pub rules: &'static [Rule],
}

/// Names that an author chooses, as keys of a map.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// What each of them takes.
    pub kind: &'static Kind,
    /// What such a name names and what stands under it, as one sentence.
    pub about: &'static str,
}

/// A key and what it takes.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether the map must have it. What a step needs depends on what it asks, and is not here.
    pub required: bool,
    /// What it is for and what holds without it, in sentences.
    pub about: &'static str,
}

/// What a key takes.
#[derive(Debug)]
pub enum Kind {
    /// A text.
    Text(Role),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number between these two, both included.
    Whole(u32, u32),
    /// A number that is not negative.
    Number,
    /// `true` or `false`.
    Flag,
    /// `true`: what is not so is said by leaving the key out.
    True,
    /// A list, and how many items it takes.
    List(&'static Kind, Count),
    /// A map.
    Map(&'static Shape),
    /// The first, or where the file has a list or a map the second.
    Either(&'static Kind, &'static Kind),
    /// A list of rows, each a list of cells.
    Rows,
    /// A table's rows: a map of `columns` and `rows`, or a list of maps.
    Table,
}

/// What a text is for, which decides how strictly it must be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Sentences for the learner. Unquoted between brackets they are refused: YAML splits them.
    Prose,
    /// SQL. As strict as prose.
    Sql,
    /// A table's name or SQL, as `show` takes them.
    Source,
    /// A short text, such as a title in `{title: …, url: …}`.
    Line,
    /// A name of something, most often in the database.
    Name,
    /// A construct of SQL, as `left join`.
    Construct,
    /// An id: lower-case letters, digits, `-` and `_`.
    Id,
    /// The name of a file in the lesson's folder.
    File,
}

/// How many items a list takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// No fewer.
    pub least: usize,
    /// No more, where there is a limit.
    pub most: Option<usize>,
    /// One of the items at least has this key.
    pub one_has: Option<&'static str>,
}

impl Count {
    /// As many as there are.
    pub const ANY: Self = Self::from(0);

    /// So many at least.
    pub const fn from(least: usize) -> Self {
        Self { least, most: None, one_has: None }
    }
}

impl Shape {
    /// A map of these keys and no others.
    pub const fn new(name: &'static str, keys: &'static [Key]) -> Self {
        Self { name, keys, names: None, rules: &[] }
    }

    /// The same, with names that the author chooses beside the keys.
    pub const fn and_names(mut self, kind: &'static Kind, about: &'static str) -> Self {
        self.names = Some(Names { kind, about });
        self
    }

    /// The same, with rules of which keys go together.
    pub const fn with(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    /// The key of that name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Key {
    const fn new(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { name, kind, required: false, about }
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

impl Kind {
    /// A list of any number of items.
    pub const fn list(of: &'static Self) -> Self {
        Self::List(of, Count::ANY)
    }

    /// What the key takes, in words: `a list of texts`.
    pub fn words(&self) -> String {
        match self {
            Self::Text(Role::Id) => "an id".to_owned(),
            Self::Text(Role::File) => "the name of a file".to_owned(),
            Self::Text(Role::Name | Role::Construct) => "a name".to_owned(),
            Self::Text(_) => "a text".to_owned(),
            Self::Word(words) => alternatives(words),
            Self::Whole(..) => "a whole number".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Flag => "`true` or `false`".to_owned(),
            Self::True => "`true`".to_owned(),
            Self::List(kind, _) => format!("a list of {}", kind.plural()),
            Self::Map(shape) if shape.keys.is_empty() => "a map by name".to_owned(),
            Self::Map(_) => "a map of keys and values".to_owned(),
            Self::Either(one, other) => format!("{} or {}", one.words(), other.words()),
            Self::Rows => "a list of rows".to_owned(),
            Self::Table => "`columns` and `rows`, or a list of rows".to_owned(),
        }
    }

    fn plural(&self) -> &'static str {
        match self {
            Self::Text(Role::Id) => "ids",
            Self::Text(Role::File) => "names of files",
            Self::Text(Role::Name | Role::Construct) => "names",
            Self::Text(_) => "texts",
            Self::Word(_) => "words",
            Self::Whole(..) | Self::Number => "numbers",
            Self::Flag | Self::True => "flags",
            Self::List(..) => "lists",
            Self::Map(_) | Self::Either(..) | Self::Table => "maps",
            Self::Rows => "rows",
        }
    }
}

/// `a`, `b` or `c`.
pub(in crate::lesson) fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.join(""),
    }
}
