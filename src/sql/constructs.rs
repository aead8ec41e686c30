//! The constructs that a statement contains, told from its tree and never from its letters.

/// A construct that `uses` and `avoids` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Construct {
    /// Any join.
    Join,
}

impl Construct {
    /// The construct that these words name, else the words that come nearest.
    pub fn from_words(words: &str) -> Result<Self, Option<&'static str>> {
        match words {
            "join" => Ok(Self::Join),
            "jion" => Err(Some("join")),
            _ => Err(None),
        }
    }
}
