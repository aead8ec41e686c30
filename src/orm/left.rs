//! What a session holds back, and what it was never given.

/// What a session holds that the database does not have yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// Objects that were added and not sent, by their classes.
    pub new: Vec<String>,
    /// Objects with changes that were not sent, by their classes.
    pub dirty: Vec<String>,
    /// Objects to be deleted, by their classes.
    pub deleted: Vec<String>,
    /// Something was sent and not committed.
    pub open: bool,
}

impl Left {
    /// Whether there is nothing left.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A variable whose object is in no session and was never in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The variable.
    pub name: String,
    /// The object's class.
    pub class: String,
}
