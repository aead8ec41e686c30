//! Revisions: one after the other, each with the operations that lead to it and back.

use super::{Operation, reverse, script};

/// The longest name of a revision's file that comes of its message.
const LONGEST_SLUG: usize = 40;

/// The moment at which every revision is written: the clock stands in a lesson.
const CREATED: &str = "2026-01-15 12:00:00.000000";

/// A step from one schema to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Its identifier: twelve hexadecimal digits, unless one was asked for.
    pub id: String,
    /// The one that it follows.
    pub parent: Option<String>,
    /// What its author says of it.
    pub message: Option<String>,
    /// What alembic logged when it was written: `Detected added table 'users'`.
    pub detected: Vec<String>,
    /// What leads to it.
    pub upgrade: Vec<Operation>,
    /// What leads back.
    pub downgrade: Vec<Operation>,
    /// It was written by `--autogenerate`.
    pub generated: bool,
}

impl Revision {
    /// A revision with these operations. Its identifier is a function of what it follows and of
    /// what it does, so that the same lesson gives the same on every machine.
    pub(super) fn new(
        parent: Option<String>,
        message: Option<String>,
        (upgrade, detected): (Vec<Operation>, Vec<String>),
        generated: bool,
    ) -> Self {
        let downgrade = reverse::reverse(&upgrade);
        let functions = script::functions(&upgrade, &downgrade, generated);
        let id = digest(parent.as_deref().unwrap_or_default(), &functions);
        Self { id, parent, message, detected, upgrade, downgrade, generated }
    }

    /// What is said of it where it has no message.
    pub fn doc(&self) -> &str {
        self.message.as_deref().unwrap_or("empty message")
    }

    /// The file that alembic would write it to.
    pub fn file(&self) -> String {
        format!("versions/{}_{}.py", self.id, slug(self.message.as_deref().unwrap_or_default()))
    }

    /// Its two functions, as they stand in its file.
    pub fn functions(&self) -> String {
        script::functions(&self.upgrade, &self.downgrade, self.generated)
    }

    /// Its file.
    pub fn script(&self) -> String {
        let functions = self.functions();
        let imports = match script::names_sqlite(&functions) {
            true => "from sqlalchemy.dialects import sqlite",
            false => "",
        };
        let parent = self.parent.as_deref();
        let down = parent.map_or_else(|| "None".to_owned(), |parent| format!("'{parent}'"));
        format!(
            "\"\"\"{}\n\n{}\n\"\"\"\nfrom typing import Sequence, Union\n\nfrom alembic import op\n\
             import sqlalchemy as sa\n{imports}\n\n# revision identifiers, used by Alembic.\n\
             revision: str = '{}'\n\
             down_revision: Union[str, Sequence[str], None] = {down}\n\
             branch_labels: Union[str, Sequence[str], None] = None\n\
             depends_on: Union[str, Sequence[str], None] = None\n\n\n{functions}",
            self.doc(),
            self.head(),
            self.id,
        )
    }

    /// What its docstring says below the message.
    fn head(&self) -> String {
        let parent = self.parent.as_deref().unwrap_or_default();
        format!("Revision ID: {}\nRevises: {parent}\nCreate Date: {CREATED}\n", self.id)
    }

    /// What `alembic show` prints of it.
    pub(super) fn entry(&self, is_head: bool) -> String {
        let head = if is_head { " (head)" } else { "" };
        let doc = format!("{}\n\n{}", self.doc(), self.head());
        let doc: Vec<String> = doc.trim_end().lines().map(|line| format!("    {line}")).collect();
        format!(
            "Rev: {}{head}\nParent: {}\nPath: {}\n\n{}\n",
            self.id,
            self.parent.as_deref().unwrap_or("<base>"),
            self.file(),
            doc.join("\n")
        )
    }
}

/// The words of a message with `_` between them.
fn slug(message: &str) -> String {
    let in_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let words = message.split(|letter| !in_word(letter)).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("_").to_lowercase();
    match slug.char_indices().nth(LONGEST_SLUG) {
        None => slug,
        Some((end, _)) => {
            let kept = &slug[..end];
            format!("{}_", kept.rsplit_once('_').map_or(kept, |(before, _)| before))
        }
    }
}

/// Twelve hexadecimal digits of the FNV-1a of both.
fn digest(parent: &str, functions: &str) -> String {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let bytes = parent.bytes().chain([0]).chain(functions.bytes());
    let hash = bytes.fold(START, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    // The high and the low half together: neither alone moves with every byte.
    format!("{:012x}", (hash >> 16) ^ (hash & 0xffff))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_message() {
        assert_eq!(slug("Add users, and their key!"), "add_users_and_their_key");
        let long = "one two three four five six seven eight nine ten";
        assert_eq!(slug(long), "one_two_three_four_five_six_seven_eight_");
        assert_eq!(slug(""), "");
    }

    #[test]
    fn an_identifier_says_what_it_follows_and_does() {
        let new = |parent: Option<&str>, message: &str| {
            let nothing = (Vec::new(), Vec::new());
            Revision::new(parent.map(str::to_owned), Some(message.to_owned()), nothing, true)
        };
        let first = new(None, "a");
        assert_eq!(first.id.len(), 12);
        assert_eq!(first.id, new(None, "b").id);
        assert_ne!(first.id, new(Some(&first.id), "a").id);
        insta::assert_snapshot!(first.script());
    }
}
