//! What a column must be like, in SQL's own words: `text not null unique`.

use sqlite3_parser::ast::{
    ColumnConstraint, ColumnDefinition, CreateTableBody, ForeignKeyClause, RefAct, RefArg, Stmt,
    TabFlags, Type,
};

use super::tokens::{Token, TokenKind, code, tokens, unquoted};
use super::tree;
use crate::schema::Affinity;

/// What a column must be like. What the words do not speak of is left open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnRule {
    /// The affinity of the type, where the words name one.
    pub affinity: Option<Affinity>,
    /// NULL is refused (`not null`) or taken (`null`).
    pub not_null: Option<bool>,
    /// No two rows are equal in it.
    pub unique: bool,
    /// It is the primary key.
    pub primary_key: bool,
    /// The table that it refers to, and the column where the words name one.
    pub references: Option<(String, Option<String>)>,
    /// What happens to its row when the row referred to goes, e.g. `CASCADE`, `SET NULL`.
    pub on_delete: Option<String>,
    /// What happens to its row when the key referred to changes.
    pub on_update: Option<String>,
    /// Its default, as SQL text without parentheses around it.
    pub default: Option<String>,
}

/// The words of which SQL's types are made.
pub(super) const TYPE_WORDS: [&str; 32] = [
    "INTEGER",
    "INT",
    "TINYINT",
    "SMALLINT",
    "MEDIUMINT",
    "BIGINT",
    "UNSIGNED",
    "BIG",
    "INT2",
    "INT8",
    "TEXT",
    "CHAR",
    "CHARACTER",
    "VARCHAR",
    "VARYING",
    "NCHAR",
    "NATIVE",
    "NVARCHAR",
    "CLOB",
    "BLOB",
    "ANY",
    "REAL",
    "DOUBLE",
    "PRECISION",
    "FLOAT",
    "NUMERIC",
    "DECIMAL",
    "BOOLEAN",
    "DATE",
    "DATETIME",
    "TIMESTAMP",
    "TIME",
];

/// The other words that a rule can begin a clause with.
const CLAUSE_WORDS: [&str; 7] =
    ["NOT", "NULL", "UNIQUE", "PRIMARY", "KEY", "REFERENCES", "DEFAULT"];

impl ColumnRule {
    /// Reads the definition of a column without its name.
    ///
    /// # Errors
    /// One sentence for the author, without a full stop, where the words are not the definition
    /// of one column or speak of what is not compared.
    pub fn parse(words: &str) -> Result<Self, String> {
        let broken =
            || format!("`{words}` is not a column definition, such as `text not null unique`");
        let hides = |token: &Token<'_>| token.is_comment() || token.kind == TokenKind::Semicolon;
        if tokens(words).iter().any(hides) {
            return Err(broken());
        }
        let table = format!("CREATE TABLE t (c {words}\n)");
        tree::read(&table, |statements| match statements {
            [Stmt::CreateTable { body, .. }] => match body {
                CreateTableBody::ColumnsAndConstraints { columns, constraints: None, flags }
                    if !flags.intersects(TabFlags::WithoutRowid | TabFlags::Strict) =>
                {
                    match columns.as_slice() {
                        [column] => Some(Self::of(column, words)),
                        _ => None,
                    }
                }
                _ => None,
            },
            _ => None,
        })
        .flatten()
        .unwrap_or_else(|| Err(broken()))
    }

    fn of(column: &ColumnDefinition<'_>, words: &str) -> Result<Self, String> {
        let mut rule = Self::default();
        if let Some(declared) = &column.col_type {
            rule.affinity = Some(affinity(declared)?);
        }
        for constraint in column.constraints {
            match &constraint.constraint {
                ColumnConstraint::PrimaryKey {
                    conflict_clause: None,
                    auto_increment: false,
                    ..
                } => {
                    rule.primary_key = true;
                }
                ColumnConstraint::NotNull { nullable, conflict_clause: None } => {
                    rule.not_null = Some(!nullable);
                }
                ColumnConstraint::Unique(None) => rule.unique = true,
                ColumnConstraint::Default(_) => rule.default = default(words),
                ColumnConstraint::ForeignKey { clause, defer_clause: None } => {
                    rule.refer(clause)?;
                }
                other => {
                    let word = uncompared(other);
                    return Err(format!(
                        "{word} is not compared here; a probe can show its effect"
                    ));
                }
            }
        }
        Ok(rule)
    }

    fn refer(&mut self, clause: &ForeignKeyClause<'_>) -> Result<(), String> {
        if self.references.is_some() {
            return Err("a column rule can hold one REFERENCES".to_owned());
        }
        let column = match clause.columns.unwrap_or_default() {
            [] => None,
            [column] => Some(unquoted(column.col_name.0).into_owned()),
            _ => return Err("REFERENCES of one column names one column".to_owned()),
        };
        self.references = Some((unquoted(clause.tbl_name.0).into_owned(), column));
        for argument in clause.args {
            match argument {
                RefArg::OnDelete(action) => self.on_delete = Some(words_of(*action).to_owned()),
                RefArg::OnUpdate(action) => self.on_update = Some(words_of(*action).to_owned()),
                RefArg::OnInsert(_) | RefArg::Match(_) => {
                    return Err(
                        "only ON DELETE and ON UPDATE of REFERENCES are compared".to_owned()
                    );
                }
            }
        }
        Ok(())
    }
}

/// The affinity of a type made of SQL's own words. SQLite takes any words for a type, so that a
/// typo would pass for one: `text nott null`.
fn affinity(declared: &Type<'_>) -> Result<Affinity, String> {
    for word in declared.name.split_whitespace() {
        let word = unquoted(word);
        if TYPE_WORDS.iter().any(|known| known.eq_ignore_ascii_case(&word)) {
            continue;
        }
        let upper = word.to_ascii_uppercase();
        let nearest = TYPE_WORDS
            .iter()
            .chain(&CLAUSE_WORDS)
            .filter(|known| known.len().abs_diff(upper.len()) <= 2)
            .map(|known| (strsim::damerau_levenshtein(known, &upper), known))
            .min()
            .filter(|(distance, _)| *distance <= 2);
        return Err(match nearest {
            Some((_, known)) => {
                format!("`{word}` is no type; did you mean `{}`?", known.to_lowercase())
            }
            None => format!("`{word}` is no type; a common one is `integer`, `text` or `real`"),
        });
    }
    Ok(Affinity::of(declared.name))
}

/// The text of the default, as SQLite keeps it: a parenthesis around it is not a part of it.
fn default(words: &str) -> Option<String> {
    let tokens = code(words);
    let rest = tokens.get(tokens.iter().position(|token| token.is("DEFAULT"))? + 1..)?;
    let (from, to) = match rest.first()?.text {
        "(" => {
            let mut depth = 0_usize;
            let closes = |token: &Token<'_>| {
                depth = match token.text {
                    "(" => depth + 1,
                    ")" => depth.saturating_sub(1),
                    _ => depth,
                };
                depth == 0
            };
            (1, rest.iter().position(closes)?.checked_sub(1)?)
        }
        "+" | "-" => (0, 1),
        _ => (0, 0),
    };
    words.get(rest.get(from)?.span.start..rest.get(to)?.span.end).map(str::to_owned)
}

fn uncompared(constraint: &ColumnConstraint<'_>) -> &'static str {
    match constraint {
        ColumnConstraint::PrimaryKey { auto_increment: true, .. } => "AUTOINCREMENT",
        ColumnConstraint::PrimaryKey { .. }
        | ColumnConstraint::NotNull { .. }
        | ColumnConstraint::Unique(_) => "ON CONFLICT",
        ColumnConstraint::Check(_) => "CHECK",
        ColumnConstraint::Collate { .. } => "COLLATE",
        ColumnConstraint::Generated { .. } => "GENERATED",
        ColumnConstraint::Defer(_) | ColumnConstraint::ForeignKey { .. } => "DEFERRABLE",
        ColumnConstraint::Default(_) => "DEFAULT",
    }
}

fn words_of(action: RefAct) -> &'static str {
    match action {
        RefAct::SetNull => "SET NULL",
        RefAct::SetDefault => "SET DEFAULT",
        RefAct::Cascade => "CASCADE",
        RefAct::Restrict => "RESTRICT",
        RefAct::NoAction => "NO ACTION",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(words: &str) -> String {
        ColumnRule::parse(words).expect_err("it is refused")
    }

    #[test]
    fn definitions_become_rules() {
        let open = ColumnRule::default();
        let integer = ColumnRule { affinity: Some(Affinity::Integer), ..open.clone() };
        let text = ColumnRule { affinity: Some(Affinity::Text), ..open.clone() };
        for (words, rule) in [
            ("", open.clone()),
            ("null", ColumnRule { not_null: Some(false), ..open.clone() }),
            (
                "text not null unique",
                ColumnRule { not_null: Some(true), unique: true, ..text.clone() },
            ),
            ("varchar(20)", text.clone()),
            ("integer primary key", ColumnRule { primary_key: true, ..integer.clone() }),
            (
                "integer references \"my users\"(id) on delete cascade on update set null",
                ColumnRule {
                    references: Some(("my users".to_owned(), Some("id".to_owned()))),
                    on_delete: Some("CASCADE".to_owned()),
                    on_update: Some("SET NULL".to_owned()),
                    ..integer.clone()
                },
            ),
            (
                "references users",
                ColumnRule { references: Some(("users".to_owned(), None)), ..open.clone() },
            ),
            ("text default 'x'", ColumnRule { default: Some("'x'".to_owned()), ..text.clone() }),
            (
                "default - 1 not null",
                ColumnRule {
                    default: Some("- 1".to_owned()),
                    not_null: Some(true),
                    ..open.clone()
                },
            ),
            ("default (1 + (2))", ColumnRule { default: Some("1 + (2)".to_owned()), ..open }),
        ] {
            assert_eq!(ColumnRule::parse(words), Ok(rule), "{words}");
        }
    }

    #[test]
    fn what_is_not_one_column_is_refused() {
        insta::assert_snapshot!(error("text, d integer"), @"`text, d integer` is not a column definition, such as `text not null unique`");
        for words in [
            "text) STRICT",
            "text) WITHOUT ROWID --",
            "text) /*",
            "text); DROP TABLE t; --",
            "text, UNIQUE (c)",
            "not",
            "'",
            "text)",
        ] {
            assert!(error(words).contains("is not a column definition"), "{words}");
        }
    }

    #[test]
    fn typos_are_not_taken_for_types() {
        insta::assert_snapshot!(error("txt not null"), @"`txt` is no type; did you mean `text`?");
        insta::assert_snapshot!(error("text nul"), @"`nul` is no type; did you mean `null`?");
        insta::assert_snapshot!(error("text uniqe"), @"`uniqe` is no type; did you mean `unique`?");
        insta::assert_snapshot!(error("money"), @"`money` is no type; a common one is `integer`, `text` or `real`");
    }

    #[test]
    fn what_is_not_compared_is_refused() {
        insta::assert_snapshot!(error("integer check (c > 0)"), @"CHECK is not compared here; a probe can show its effect");
        assert!(error("integer primary key autoincrement").starts_with("AUTOINCREMENT"));
        assert!(error("text collate nocase").starts_with("COLLATE"));
        assert!(error("integer references t deferrable initially deferred").starts_with("DEFER"));
        assert!(error("integer generated always as (1)").starts_with("GENERATED"));
        assert!(error("integer unique on conflict ignore").starts_with("ON CONFLICT"));
    }
}
