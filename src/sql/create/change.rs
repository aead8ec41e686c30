//! A CREATE TABLE statement with another table's name, another column, or without one.

use std::ops::Range;

use super::constraints::{Asks, Constraint, Declared};
use super::{Column, CreateTable, edited};
use crate::sql::tokens::quoted;

impl CreateTable<'_> {
    /// The statement for a table of another name.
    pub fn renamed(&self, name: &str) -> Option<String> {
        let open = self.columns.first()?.range.start.checked_sub(1)?;
        let own = self.tokens.get(open.checked_sub(1)?)?;
        Some(edited(self.text, vec![(own.span.start..own.span.end, quoted(name))]))
    }

    /// The statement without a column, and without what the table asks of that column: it goes from
    /// the primary key, and with it go UNIQUEs and foreign keys. `None` where there is no such
    /// column, or no other.
    pub fn without_column(&self, name: &str) -> Option<String> {
        let at = self.columns.iter().position(|own| own.name.eq_ignore_ascii_case(name))?;
        let is_it = |own: &String| own.eq_ignore_ascii_case(name);
        let concerned = |constraint: &&Constraint| constraint.columns.iter().any(is_it);
        if let Some(constraint) = self.constraints.iter().find(concerned) {
            let without = edited(self.text, self.narrowed(constraint, name)?);
            return CreateTable::read(&without)?.without_column(name);
        }
        let range = &self.columns.get(at).filter(|_| self.columns.len() > 1)?.range;
        let is_comma = |at: usize| self.tokens.get(at).filter(|comma| comma.is_mark(","));
        // What follows moves to its place; without that, the comma before it goes.
        let goes = self.tokens.get(range.start)?.span.start;
        let edits = match is_comma(range.end).and(self.tokens.get(range.end + 1)) {
            Some(next) => vec![(goes..next.span.start, String::new())],
            None => {
                let comma = &is_comma(range.start.checked_sub(1)?)?.span;
                vec![(comma.start..comma.end, String::new()), self.cut(range)]
            }
        };
        Some(edited(self.text, edits))
    }

    /// The edits that take a column from the primary key, or any other constraint away with it.
    fn narrowed(&self, constraint: &Constraint, name: &str) -> Option<Vec<(Range<usize>, String)>> {
        let left = constraint.columns.iter().filter(|own| !own.eq_ignore_ascii_case(name));
        let left: Vec<String> = left.map(|own| quoted(own)).collect();
        if constraint.asks != Asks::PrimaryKey || left.is_empty() {
            return self.without(&constraint.range);
        }
        let start = self.tokens.get(constraint.range.start)?.span.start;
        let end = self.tokens.get(constraint.range.end.checked_sub(1)?)?.span.end;
        let named = constraint.name.as_ref().map(|name| format!("CONSTRAINT {} ", quoted(name)));
        let key = format!("PRIMARY KEY ({})", left.join(", "));
        Some(vec![(start..end, named.unwrap_or_default() + &key)])
    }

    /// The statement with another type for a column.
    pub fn with_type(&self, column: &str, declared: &str) -> Option<String> {
        let column = self.column(column)?;
        let name = self.tokens.get(column.range.start)?.span.end;
        let ends = column.constraints.first().map_or(column.range.end, |first| first.range.start);
        let last = self.tokens.get(ends.checked_sub(1)?)?.span.end;
        Some(edited(self.text, vec![(name..last, format!(" {declared}"))]))
    }

    /// The statement in which a column may be NULL, or may not.
    pub fn with_nullable(&self, column: &str, nullable: bool) -> Option<String> {
        let declared = self.column(column)?;
        let undone = if nullable { Asks::NotNull } else { Asks::Null };
        let is_it = |constraint: &&Constraint| constraint.asks == undone;
        let mut edits: Vec<(Range<usize>, String)> =
            declared.constraints.iter().filter(is_it).map(|it| self.cut(&it.range)).collect();
        if !nullable && !declared.asks(Asks::NotNull) {
            let last = self.tokens.get(declared.range.end.checked_sub(1)?)?.span.end;
            edits.push((last..last, " NOT NULL".to_owned()));
        }
        Some(edited(self.text, edits))
    }

    /// The statement without the constraint of the table that bears this name; `None` where there
    /// is none.
    pub fn without_named(&self, name: &str) -> Option<String> {
        let is_it =
            |own: &&Constraint| own.name.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(name));
        let constraint = self.constraints.iter().find(is_it)?;
        Some(edited(self.text, self.without(&constraint.range)?))
    }
}

impl CreateTable<'_> {
    /// The constraints of the table, in order; those of its columns are not among them.
    pub fn constraints(&self) -> impl Iterator<Item = Declared<'_>> {
        self.constraints.iter().map(|constraint| Declared {
            asks: constraint.asks,
            name: constraint.name.as_deref(),
            columns: &constraint.columns,
            text: self.text_of(&constraint.range),
        })
    }

    fn text_of(&self, range: &Range<usize>) -> &str {
        let start = self.tokens.get(range.start).map(|first| first.span.start);
        let end = range.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        let whole = start.zip(end).and_then(|(start, end)| self.text.get(start..end.span.end));
        whole.unwrap_or_default()
    }
}

impl Column {
    fn asks(&self, what: Asks) -> bool {
        self.constraints.iter().any(|constraint| constraint.asks == what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "CREATE TABLE \"t\" (\n\tid INTEGER NOT NULL, -- its number\n\t\
        a VARCHAR(20) DEFAULT 'x' NOT NULL, \n\tb INTEGER NULL, \n\t\
        PRIMARY KEY (id, a), \n\tCONSTRAINT \"uq ab\" UNIQUE (a, b), \n\t\
        CONSTRAINT fk FOREIGN KEY(b) REFERENCES u (id) ON DELETE SET NULL\n)";

    fn read(text: &str) -> CreateTable<'_> {
        CreateTable::read(text).expect("a CREATE TABLE statement")
    }

    #[test]
    fn a_column_goes_with_what_is_asked_of_it() {
        insta::assert_snapshot!(read(WRITTEN).without_column("A").unwrap(), @r#"
        CREATE TABLE "t" (
        	id INTEGER NOT NULL, -- its number
        	b INTEGER NULL, 
        	PRIMARY KEY (id), 
        	CONSTRAINT fk FOREIGN KEY(b) REFERENCES u (id) ON DELETE SET NULL
        )
        "#);
        let found = read(WRITTEN).without_column("id").unwrap();
        assert!(found.starts_with("CREATE TABLE \"t\" (\n\ta VARCHAR(20)"), "{found}");
        assert!(found.contains("PRIMARY KEY (a)"), "{found}");
        assert_eq!(
            read("CREATE TABLE t(a, b UNIQUE, PRIMARY KEY (b))").without_column("b").unwrap(),
            "CREATE TABLE t(a)"
        );
        assert_eq!(
            read("CREATE TABLE t(a -- x\n, b)").without_column("b").unwrap(),
            "CREATE TABLE t(a -- x\n)"
        );
        assert_eq!(read("CREATE TABLE t(a)").without_column("a"), None);
    }

    #[test]
    fn a_column_is_declared_otherwise() {
        let found = read(WRITTEN).with_type("a", "TEXT").unwrap();
        assert!(found.contains("a TEXT DEFAULT 'x' NOT NULL,"), "{found}");
        assert_eq!(
            read("CREATE TABLE t(a)").with_type("a", "TEXT").unwrap(),
            "CREATE TABLE t(a TEXT)"
        );
        let nullable = |text: &str, column: &str, nullable| {
            read(text).with_nullable(column, nullable).unwrap()
        };
        assert!(nullable(WRITTEN, "a", true).contains("DEFAULT 'x',"));
        assert!(nullable(WRITTEN, "b", false).contains("b INTEGER NOT NULL,"));
        assert_eq!(nullable(WRITTEN, "a", false), WRITTEN);
    }

    #[test]
    fn a_constraint_goes_by_its_name() {
        let found = read(WRITTEN).without_named("UQ AB").unwrap();
        assert!(found.contains("PRIMARY KEY (id, a), \n\tCONSTRAINT fk"), "{found}");
        assert_eq!(read(WRITTEN).without_named("id"), None);
        let found = read(WRITTEN).renamed("_tmp t").unwrap();
        assert!(found.starts_with("CREATE TABLE \"_tmp t\" ("), "{found}");
        let create = read(WRITTEN);
        let told: Vec<_> = create.constraints().map(|it| (it.asks, it.name, it.columns)).collect();
        assert_eq!(told[2], (Asks::ForeignKey, Some("fk"), &["b".to_owned()][..]));
        assert_eq!(told[1].1, Some("uq ab"));
    }
}
