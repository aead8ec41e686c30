//! What a statement that writes is aimed at.

use super::clauses::after_with;
use super::tokens::{Token, code};

/// How a statement changes a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    /// INSERT, REPLACE.
    Insert,
    /// UPDATE.
    Update,
    /// DELETE.
    Delete,
    /// CREATE INDEX.
    Index,
    /// DROP TABLE.
    Drop,
}

/// What a statement does, and to which table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What it does.
    pub verb: Verb,
    /// The table's name, without quotes and schema.
    pub table: String,
}

impl Target {
    /// Whether both do the same to the same table.
    pub fn is_same(&self, other: &Self) -> bool {
        self.verb == other.verb && self.table.eq_ignore_ascii_case(&other.table)
    }
}

/// What one statement is aimed at, told from its first words; `None` for one of another kind.
pub fn target(statement: &str) -> Option<Target> {
    let tokens = code(statement);
    let start = if tokens.first()?.is("WITH") { after_with(&tokens)? } else { 0 };
    let words = tokens.get(start..)?;
    let (verb, before) = match words.first()? {
        word if word.is_any(&["INSERT", "REPLACE"]) => (Verb::Insert, "INTO"),
        word if word.is("DELETE") => (Verb::Delete, "FROM"),
        word if word.is("DROP") => (Verb::Drop, "TABLE"),
        word if word.is("CREATE") && words.iter().take(3).any(|word| word.is("INDEX")) => {
            (Verb::Index, "ON")
        }
        word if word.is("UPDATE") => {
            // UPDATE OR IGNORE t
            let skipped = if words.get(1)?.is("OR") { 3 } else { 1 };
            return Some(Target { verb: Verb::Update, table: name(words.get(skipped..)?)? });
        }
        _ => return None,
    };
    let at = words.iter().position(|word| word.is(before))? + 1;
    let exists = words.get(at)?.is("IF");
    Some(Target { verb, table: name(words.get(if exists { at + 2 } else { at }..)?)? })
}

/// The name at the beginning of some tokens, after its schema where it has one.
fn name(tokens: &[Token<'_>]) -> Option<String> {
    let qualified = tokens.get(1).is_some_and(|point| point.is_mark("."));
    Some(tokens.get(if qualified { 2 } else { 0 })?.name().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_aimed_at_a_table() {
        let cases = [
            ("insert into items values (1)", Verb::Insert, "items"),
            ("INSERT OR IGNORE INTO main.\"items\" DEFAULT VALUES", Verb::Insert, "items"),
            ("replace into items values (1)", Verb::Insert, "items"),
            ("with x as (select 1) delete from items where id in x", Verb::Delete, "items"),
            ("update or fail items set id = 1", Verb::Update, "items"),
            ("create unique index i on items (id)", Verb::Index, "items"),
            ("drop table if exists items", Verb::Drop, "items"),
        ];
        for (text, verb, table) in cases {
            assert_eq!(target(text), Some(Target { verb, table: table.to_owned() }), "{text}");
        }
        for text in ["", "select 1", "insert", "delete items", "update", "create table t (a)"] {
            assert_eq!(target(text), None, "{text}");
        }
    }
}
