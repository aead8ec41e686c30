//! `cascade='all, delete-orphan'`: what the words mean together.

use super::Cascade;
use crate::orm::core::errors;
use crate::orm::python::{Machine, Run, Value};

/// The words that `cascade` knows, in the order in which messages list them.
const WORDS: [&str; 8] =
    ["all", "delete", "delete-orphan", "expunge", "merge", "none", "refresh-expire", "save-update"];

impl Cascade {
    /// Where nothing is said: `save-update, merge`.
    pub const USUAL: Self = Self {
        save_update: true,
        merge: true,
        refresh_expire: false,
        expunge: false,
        delete: false,
        delete_orphan: false,
    };

    /// What a `viewonly` relationship keeps of it: nothing that writes.
    #[must_use]
    pub fn of_a_view(self) -> Self {
        Self { save_update: false, delete: false, delete_orphan: false, ..self }
    }

    /// Reads the argument: a text with commas, `None`, or a collection of words.
    ///
    /// # Errors
    ///
    /// ArgumentError for a word that is none.
    pub fn read(machine: &mut Machine, value: &Value) -> Run<Self> {
        let words: Vec<String> = match value {
            Value::None | Value::Bool(false) => Vec::new(),
            Value::Str(text) => text
                .split(',')
                .map(str::trim)
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect(),
            other => {
                let mut words = Vec::new();
                for item in machine.collect(other)? {
                    words.push(machine.str(&item)?.to_string());
                }
                words
            }
        };
        let mut unknown: Vec<&String> =
            words.iter().filter(|word| !WORDS.contains(&word.as_str())).collect();
        if !unknown.is_empty() {
            unknown.sort();
            unknown.dedup();
            let mut names = Vec::new();
            for word in unknown {
                names.push(machine.repr(&Value::str(word))?.to_string());
            }
            let message = format!("Invalid cascade option(s): {}", names.join(", "));
            return Err(errors::raise(machine, "ArgumentError", message));
        }
        let has = |word: &str| words.iter().any(|w| w == word);
        let (all, none) = (has("all"), has("none"));
        let on = |word: &str| !none && (has(word) || (all && word != "delete-orphan"));
        let cascade = Self {
            save_update: on("save-update"),
            merge: on("merge"),
            refresh_expire: on("refresh-expire"),
            expunge: on("expunge"),
            delete: on("delete"),
            delete_orphan: on("delete-orphan"),
        };
        if cascade.delete_orphan && !cascade.delete {
            machine.warn("SAWarning", "The 'delete-orphan' cascade option requires 'delete'.");
        }
        Ok(cascade)
    }

    /// The words that are on, in alphabetical order.
    pub fn words(self) -> Vec<&'static str> {
        let on = [
            (self.delete, "delete"),
            (self.delete_orphan, "delete-orphan"),
            (self.expunge, "expunge"),
            (self.merge, "merge"),
            (self.refresh_expire, "refresh-expire"),
            (self.save_update, "save-update"),
        ];
        on.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect()
    }
}
