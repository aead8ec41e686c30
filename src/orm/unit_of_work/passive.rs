//! Whether looking at an attribute may send a statement, and what looking gives.

use std::ops::BitOr;

use super::super::python::Value;

/// What may be done to find an attribute's value (SQLAlchemy's `PassiveFlag`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passive(u16);

impl Passive {
    /// Anything that loads may be asked at all.
    pub const CALLABLES: Self = Self(1);
    /// A statement may be sent.
    pub const SQL: Self = Self(2);
    /// The other side may be loaded.
    pub const RELATED: Self = Self(4);
    /// What was never set may be given its empty value.
    pub const INIT: Self = Self(8);
    /// Objects without a row may be loaded for.
    pub const NOT_PERSISTENT: Self = Self(16);
    /// Keys are read as they are in the database.
    pub const COMMITTED: Self = Self(32);
    /// No flush before the statement.
    pub const NO_AUTOFLUSH: Self = Self(64);
    /// Nothing is raised where a session or permission is missing.
    pub const NO_RAISE: Self = Self(128);
    /// The value before the present one is loaded.
    pub const HISTORY_LOAD: Self = Self(256);
    /// Changes of collections that are not loaded count.
    pub const QUEUED: Self = Self(512);

    /// Nothing at all.
    pub const NO_CHANGE: Self = Self(0);
    /// Load what is not there.
    pub const LOAD: Self = Self(1 | 2 | 4 | 8 | 16);
    /// Load it, and say where there never was a value.
    pub const LOAD_KNOWN: Self = Self(1 | 2 | 4 | 16);
    /// Only what is in the object (`PASSIVE_NO_INITIALIZE`).
    pub const NO_LOAD: Self = Self(2 | 4 | 16);
    /// Only what is in memory: object and identity map.
    pub const NO_FETCH: Self = Self(1 | 4 | 8 | 16);
    /// As [`Passive::LOAD`], but the other side is not read.
    pub const NO_FETCH_RELATED: Self = Self(1 | 2 | 8 | 16);
    /// Load, for objects that have a row.
    pub const ONLY_PERSISTENT: Self = Self(1 | 2 | 4 | 8);
    /// Load for `merge()`.
    pub const MERGE: Self = Self(1 | 2 | 4 | 8 | 16 | 128);

    /// It has all of these.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Without these.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Passive {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What looking at an attribute gives.
#[derive(Debug, Clone)]
pub enum Got {
    /// Its value.
    Value(Value),
    /// Finding out takes what is not allowed (`PASSIVE_NO_RESULT`).
    Unknown,
    /// It never had a value (`NO_VALUE`).
    Never,
}

impl Got {
    /// The value, if there is one.
    pub fn value(self) -> Option<Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unknown | Self::Never => None,
        }
    }

    /// An object: a value other than `None`.
    pub fn object(&self) -> Option<&Value> {
        match self {
            Self::Value(value) if !value.is_none() => Some(value),
            _ => None,
        }
    }

    /// `self is value`.
    pub fn is(&self, value: &Value) -> bool {
        matches!(self, Self::Value(own) if own.is(value))
    }
}
