//! Which keys of a map go together.

/// A rule about the keys of one map.
#[derive(Debug)]
pub enum Rule {
    /// The map has one of these forms: the first of which all the telling keys are there. A last
    /// form that no key tells is what is left.
    Forms(&'static [&'static Form]),
    /// One at least of these keys is there.
    Some(&'static [&'static str]),
    /// No more than one of these keys is there.
    One(&'static [&'static str]),
}

/// One form that a map can have.
#[derive(Debug)]
pub struct Form {
    /// What it is, with its article: `a quiz`.
    pub name: &'static str,
    /// The keys that tell that the map has this form.
    pub told_by: &'static [&'static str],
    /// The keys that it must have, those that tell it among them.
    pub needs: &'static [&'static str],
    /// The keys that it may have besides; no others.
    pub takes: &'static [&'static str],
}

impl Form {
    /// Whether a map of this form may have the key.
    pub fn has(&self, key: &str) -> bool {
        self.needs.contains(&key) || self.takes.contains(&key)
    }

    /// Every key that a map of this form may have.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.needs.iter().chain(self.takes).copied()
    }
}
