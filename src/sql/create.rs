//! A CREATE TABLE statement, edited by its tokens: what is not edited stays as it was written,
//! comments, defaults, CHECKs and all.

mod brackets;
mod constraints;
mod change;

use std::ops::Range;

use brackets::{closing, split};
pub use constraints::{Asks, Declared};
use constraints::{Constraint, OF_A_COLUMN, OF_A_TABLE, constraints, listed};

use super::tokens::{Token, code, tokens};

/// A CREATE TABLE statement with a list of columns.
#[derive(Debug)]
pub struct CreateTable<'t> {
    text: &'t str,
    /// Its tokens without comments.
    tokens: Vec<Token<'t>>,
    columns: Vec<Column>,
    /// The constraints of the table, which stand after its columns.
    constraints: Vec<Constraint>,
    /// The parenthesis that closes the list.
    close: usize,
}

/// The definition of a column. Ranges count tokens.
#[derive(Debug)]
struct Column {
    name: String,
    range: Range<usize>,
    constraints: Vec<Constraint>,
}

impl<'t> CreateTable<'t> {
    /// Reads a statement as SQLite keeps it; `None` where it is none that SQLite would take.
    pub fn read(text: &'t str) -> Option<Self> {
        let tokens = code(text);
        let open = tokens.iter().position(|token| token.is_mark("("))?;
        let is_create = tokens.first()?.is("CREATE")
            && tokens.iter().take(open).any(|token| token.is("TABLE"))
            && !tokens.iter().take(open).any(|token| token.is("AS"));
        if !is_create {
            return None;
        }
        let close = closing(&tokens, open)?;
        let mut create = Self { text, tokens, columns: Vec::new(), constraints: Vec::new(), close };
        for item in split(&create.tokens, open + 1..close) {
            create.add(item)?;
        }
        (!create.columns.is_empty()).then_some(create)
    }

    /// The statement with another column, which follows the last one.
    pub fn with_column(&self, definition: &str) -> String {
        match self.constraints.first() {
            Some(constraint) => {
                let at = self.tokens[constraint.range.start].span.start;
                let separator = self.separator(at);
                edited(self.text, vec![(at..at, format!("{definition},{separator}"))])
            }
            None => self.with_item(definition),
        }
    }

    /// The statement with another constraint of the table.
    pub fn with_constraint(&self, constraint: &str) -> String {
        self.with_item(constraint)
    }

    /// The statement with another constraint of a column; `None` where there is no such column.
    pub fn with_column_constraint(&self, column: &str, constraint: &str) -> Option<String> {
        let column = self.column(column)?;
        let at = self.tokens.get(column.range.end.checked_sub(1)?)?.span.end;
        Some(edited(self.text, vec![(at..at, format!(" {constraint}"))]))
    }

    /// The statement without its first UNIQUE of just these columns, in any order; `None` where it
    /// has none.
    pub fn without_unique(&self, columns: &[String]) -> Option<String> {
        if let [name] = columns
            && let Some(column) = self.column(name)
            && let Some(unique) = column.constraints.iter().find(|found| found.asks == Asks::Unique)
        {
            return Some(edited(self.text, vec![self.cut(&unique.range)]));
        }
        let constraint = self.constraints.iter().find(|constraint| {
            constraint.asks == Asks::Unique && same_names(&constraint.columns, columns)
        })?;
        Some(edited(self.text, self.without(&constraint.range)?))
    }

    /// The names of the columns, in order.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// Takes an item of the list, which is a column or, after them, some constraints.
    fn add(&mut self, item: Range<usize>) -> Option<()> {
        let first = self.tokens.get(item.start).filter(|_| !item.is_empty())?;
        if first.is_any(&OF_A_TABLE) {
            let mut found = constraints(&self.tokens, item, &OF_A_TABLE)?;
            for constraint in found.iter_mut().filter(|constraint| constraint.asks.has_columns()) {
                constraint.columns = listed(&self.tokens, &constraint.range);
            }
            self.constraints.append(&mut found);
            return Some(());
        }
        if !self.constraints.is_empty() {
            return None;
        }
        let name = first.name().into_owned();
        let constraints = constraints(&self.tokens, item.start + 1..item.end, &OF_A_COLUMN)?;
        self.columns.push(Column { name, range: item, constraints });
        Some(())
    }

    /// The statement with another item at the end of the list, after the comments that stand there.
    fn with_item(&self, item: &str) -> String {
        let last = self.tokens[self.close - 1].span.end;
        let close = self.tokens[self.close].span.start;
        let items = self.columns.iter().map(|column| &column.range);
        let items = items.chain(self.constraints.iter().map(|constraint| &constraint.range));
        let start = items.last().map_or(last, |range| self.tokens[range.start].span.start);
        let mut separator = self.separator(start);
        let gap = &self.text[last..close];
        let Some(comment) = tokens(gap).last().copied() else {
            return edited(self.text, vec![(last..last, format!(",{separator}{item}"))]);
        };
        if comment.text.starts_with("--") && !separator.starts_with('\n') {
            separator = "\n".to_owned();
        }
        // The token of such a comment takes the line break with it.
        let end = last + comment.span.start + comment.text.trim_end().len();
        edited(
            self.text,
            vec![(last..last, ",".to_owned()), (end..end, format!("{separator}{item}"))],
        )
    }

    /// What stands between a comma and what follows it: a line break where the item at that place
    /// begins a line.
    fn separator(&self, item: usize) -> String {
        let before = &self.text[..item];
        match before.rfind('\n').map(|at| &before[at..]) {
            Some(line) if line.trim().is_empty() => line.to_owned(),
            _ => " ".to_owned(),
        }
    }

    /// The edits that take a constraint of the table away, with its comma.
    fn without(&self, range: &Range<usize>) -> Option<Vec<(Range<usize>, String)>> {
        let mut edits = Vec::new();
        let before = self.tokens.get(range.start.checked_sub(1)?)?;
        let after = self.tokens.get(range.end)?;
        // Without its comma, a constraint that follows would be one of the last column.
        if before.is_mark(",") && (after.is_mark(",") || after.is_mark(")")) {
            edits.push((before.span.start..before.span.end, String::new()));
        }
        edits.push(self.cut(range));
        Some(edits)
    }

    /// The edit that takes some tokens away, and the white space before them. The line break
    /// after a comment stays, for without it the comment would go on.
    fn cut(&self, range: &Range<usize>) -> (Range<usize>, String) {
        let start = self.tokens[range.start].span.start;
        let end = self.tokens[range.end - 1].span.end;
        let before = self.text[..start].trim_end();
        let follows_code = range
            .start
            .checked_sub(1)
            .is_some_and(|before_it| self.tokens[before_it].span.end == before.len());
        let start = if follows_code { before.len() } else { start };
        (start..end, String::new())
    }
}

/// Whether both name the same, in any order and case.
fn same_names(one: &[String], other: &[String]) -> bool {
    let has = |all: &[String], name: &String| all.iter().any(|own| own.eq_ignore_ascii_case(name));
    one.len() == other.len() && one.iter().all(|name| has(other, name))
}

/// A text with some stretches of it written otherwise; they stand in order.
fn edited(text: &str, edits: Vec<(Range<usize>, String)>) -> String {
    let mut done = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (range, instead) in edits {
        done.push_str(&text[at..range.start.max(at)]);
        done.push_str(&instead);
        at = range.end.max(at);
    }
    done.push_str(&text[at..]);
    done
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> CreateTable<'_> {
        CreateTable::read(text).expect("a CREATE TABLE statement")
    }

    const WRITTEN: &str = "CREATE TABLE \"order\" (\n    \
        id INTEGER PRIMARY KEY, -- its number\n    \
        code TEXT DEFAULT NULL CONSTRAINT one UNIQUE ON CONFLICT IGNORE /* hm */ NOT NULL,\n    \
        [the note] VARCHAR(20) CHECK ([the note] <> ',)' ) -- free\n\
        ) STRICT";

    #[test]
    fn columns_are_added_after_the_last() {
        insta::assert_snapshot!(read(WRITTEN).with_column("a INTEGER"), @r#"
        CREATE TABLE "order" (
            id INTEGER PRIMARY KEY, -- its number
            code TEXT DEFAULT NULL CONSTRAINT one UNIQUE ON CONFLICT IGNORE /* hm */ NOT NULL,
            [the note] VARCHAR(20) CHECK ([the note] <> ',)' ), -- free
            a INTEGER
        ) STRICT
        "#);
        let constrained = "CREATE TABLE t(a, b, -- last\n UNIQUE (b, a) CHECK (a > 0))";
        insta::assert_snapshot!(read(constrained).with_column("c"), @"
        CREATE TABLE t(a, b, -- last
         c,
         UNIQUE (b, a) CHECK (a > 0))
        ");
        assert_eq!(
            read("CREATE TABLE t(a -- x\n)").with_column("b"),
            "CREATE TABLE t(a, -- x\nb\n)"
        );
        assert_eq!(
            read("CREATE TABLE t(a)").with_constraint("CHECK (a)"),
            "CREATE TABLE t(a, CHECK (a))"
        );
    }

    #[test]
    fn a_column_gets_a_constraint() {
        let found = read(WRITTEN).with_column_constraint("THE NOTE", "REFERENCES notes (id)");
        assert!(found.unwrap().contains("<> ',)' ) REFERENCES notes (id) -- free"));
        assert_eq!(read(WRITTEN).with_column_constraint("nothing", "UNIQUE"), None);
    }

    #[test]
    fn unique_is_taken_away() {
        let without = |text: &str, columns: &[&str]| {
            let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
            read(text).without_unique(&columns)
        };
        let found = without(WRITTEN, &["CODE"]).unwrap();
        assert!(found.contains("code TEXT DEFAULT NULL /* hm */ NOT NULL,"), "{found}");
        assert_eq!(without(WRITTEN, &["id"]), None);
        for (text, columns, left) in [
            ("CREATE TABLE t(a UNIQUE)", &["a"][..], "CREATE TABLE t(a)"),
            (
                "CREATE TABLE t(a UNIQUE REFERENCES b (c) ON DELETE SET NULL)",
                &["a"],
                "CREATE TABLE t(a REFERENCES b (c) ON DELETE SET NULL)",
            ),
            ("CREATE TABLE t(a, b, UNIQUE(b, a))", &["a", "b"], "CREATE TABLE t(a, b)"),
            (
                "CREATE TABLE t(a, b, UNIQUE(b), UNIQUE(a))",
                &["b"],
                "CREATE TABLE t(a, b, UNIQUE(a))",
            ),
            (
                "CREATE TABLE t(a, b, UNIQUE(b) FOREIGN KEY (a) REFERENCES t)",
                &["b"],
                "CREATE TABLE t(a, b, FOREIGN KEY (a) REFERENCES t)",
            ),
            (
                "CREATE TABLE t(a, -- a\n UNIQUE ('a' COLLATE nocase) -- b\n)",
                &["a"],
                "CREATE TABLE t(a -- a\n  -- b\n)",
            ),
        ] {
            assert_eq!(without(text, columns).as_deref(), Some(left), "{text}");
        }
    }

    #[test]
    fn what_is_no_such_statement_is_not_read() {
        for text in [
            "",
            "CREATE TABLE",
            "CREATE TABLE t AS SELECT (1)",
            "CREATE VIEW v (a) AS SELECT 1",
            "CREATE TABLE t (",
            "CREATE TABLE t ()",
            "CREATE TABLE t (a,)",
            "SELECT (1)",
        ] {
            assert!(CreateTable::read(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(rest in "(a|UNIQUE|\\(|\\)|,|NOT|NULL|'|\"|CONSTRAINT|CHECK|--|\n| ){0,30}") {
            let text = format!("CREATE TABLE t (a{rest}");
            if let Some(create) = CreateTable::read(&text) {
                create.with_column("z");
                create.with_constraint("CHECK (1)");
                create.with_column_constraint("a", "UNIQUE");
                create.without_unique(&["a".to_owned()]);
            }
        }
    }
}
