//! From the clause that a place is in to what fits there.

use super::super::tokens::{Token, TokenKind, is_keyword};
use super::super::words::{
    AFTER_GROUP, AFTER_HAVING, AFTER_INSERT, AFTER_LIMIT, AFTER_LIST, AFTER_ON, AFTER_ORDER,
    AFTER_SET, AFTER_TABLE, AFTER_VALUES, AFTER_WHERE, ALTER, CREATE, DEFINE, LIST, NOTHING,
    ON_DELETE, OPENED, VALUE, Words,
};
use super::Fits;
use super::walk::{Clause, Walk};

impl Walk {
    /// What fits after these tokens.
    pub fn fits(&self, code: &[Token<'_>]) -> Fits {
        let Some(last) = code.last() else { return Fits::Start };
        if last.is_mark(".") {
            let qualifier = code.get(code.len().wrapping_sub(2)).map(|token| token.name());
            let qualifier = qualifier.unwrap_or_default().into_owned();
            let tables = matches!(
                self.clause(),
                Clause::From
                    | Clause::Insert
                    | Clause::Update
                    | Clause::References
                    | Clause::TableName
            );
            return if tables { Fits::Table } else { Fits::ColumnOf(qualifier) };
        }
        let after = |words: &[&str]| last.is_any(words);
        let comma = last.is_mark(",") || last.is_mark("(");
        let ended = ends_value(last);
        let aimed = || Fits::ColumnsOf(self.target.iter().cloned().collect());
        match self.clause() {
            Clause::Start if last.is("UNION") => Fits::Word(Words("all|select|values")),
            Clause::Start if last.is("EXPLAIN") => Fits::Word(Words("query plan|select")),
            Clause::Start => Fits::Start,
            Clause::With if last.is_mark(")") => {
                Fits::Word(Words("select|insert into|update|delete from|as"))
            }
            Clause::With if last.is_mark("(") => Fits::Start,
            Clause::With if last.is("AS") || ended => Fits::Word(Words("as")),
            Clause::With if last.is("WITH") => Fits::Word(Words("recursive")),
            Clause::With => Fits::NewName,
            Clause::List if after(&["AS"]) => Fits::NewName,
            Clause::List if ended => Fits::Ended(AFTER_LIST),
            Clause::List => Fits::Value(LIST),
            Clause::From if after(&["FROM", "JOIN"]) || comma => Fits::Table,
            Clause::From if after(&["AS"]) => Fits::NewName,
            Clause::From
                if after(&["LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "OUTER"]) =>
            {
                Fits::Word(Words("join|outer join"))
            }
            Clause::From => Fits::Word(AFTER_TABLE),
            Clause::On if ended => Fits::Ended(AFTER_ON),
            Clause::Where if ended => Fits::Ended(AFTER_WHERE),
            Clause::Group | Clause::Order if after(&["GROUP", "ORDER", "PARTITION"]) => {
                Fits::Word(Words("by"))
            }
            Clause::Group if ended => Fits::Ended(AFTER_GROUP),
            Clause::Having if ended => Fits::Ended(AFTER_HAVING),
            Clause::Order if ended || after(&["ASC", "DESC"]) => Fits::Ended(AFTER_ORDER),
            Clause::Limit if ended => Fits::Ended(AFTER_LIMIT),
            Clause::Limit => Fits::Word(NOTHING),
            Clause::On | Clause::Where | Clause::Having if last.is_mark("(") => Fits::Value(OPENED),
            Clause::On | Clause::Where | Clause::Group | Clause::Having | Clause::Order => {
                Fits::Value(VALUE)
            }
            Clause::Using => {
                Fits::ColumnsOf(self.sources.iter().map(|it| it.table.clone()).collect())
            }
            Clause::Insert if after(&["INSERT", "REPLACE"]) => {
                Fits::Word(Words("into|or ignore into|or replace into"))
            }
            Clause::Insert | Clause::References if after(&["INTO", "REFERENCES"]) => Fits::Table,
            Clause::Insert => Fits::Word(AFTER_INSERT),
            Clause::References => Fits::Word(ON_DELETE),
            Clause::Values if last.is_mark(")") => Fits::Word(AFTER_VALUES),
            Clause::Values => Fits::Value(Words("null|default")),
            Clause::Update if after(&["UPDATE"]) => Fits::Table,
            Clause::Update => Fits::Word(Words("set|as")),
            Clause::Set if after(&["SET"]) || last.is_mark(",") => aimed(),
            Clause::Set if ended => Fits::Ended(AFTER_SET),
            Clause::Set => Fits::Value(VALUE),
            Clause::Columns if comma => aimed(),
            Clause::Columns => Fits::Word(NOTHING),
            Clause::Create if after(&["CREATE"]) => Fits::Word(CREATE),
            Clause::Create if after(&["TABLE", "VIEW", "INDEX", "TRIGGER"]) => {
                Fits::Word(Words("if not exists"))
            }
            Clause::Create if after(&["AS"]) => Fits::Word(Words("select")),
            Clause::Create => Fits::Word(Words("as|on|strict|without rowid|before|after|begin")),
            Clause::Define if comma && !self.is_key(code) => {
                Fits::Word(Words("primary key|foreign key|unique|check|constraint"))
            }
            Clause::Define if comma => Fits::NewName,
            Clause::Define => Fits::Word(DEFINE),
            Clause::TableName if after(&["ON", "TABLE", "EXISTS", "VIEW"]) => Fits::Table,
            Clause::TableName if after(&["DROP"]) => Fits::Word(Words("table|view|index|trigger")),
            Clause::TableName if last.is_mark("(") => aimed(),
            Clause::TableName => Fits::Word(Words("where")),
            Clause::Alter if after(&["TABLE"]) => Fits::Table,
            Clause::Alter if after(&["ALTER"]) => Fits::Word(Words("table")),
            Clause::Alter
                if after(&["COLUMN"]) && code.iter().any(|it| it.is_any(&["DROP", "RENAME"])) =>
            {
                aimed()
            }
            Clause::Alter if after(&["COLUMN", "TO"]) => Fits::NewName,
            Clause::Alter => Fits::Word(ALTER),
            Clause::Other if last.is("DELETE") => Fits::Word(Words("from")),
            Clause::Other if last.is("DO") => Fits::Word(Words("nothing|update set")),
            Clause::Other => Fits::Word(NOTHING),
        }
    }

    /// Whether the present parenthesis is that of `PRIMARY KEY (…)` and its kin.
    fn is_key(&self, code: &[Token<'_>]) -> bool {
        let open = self.frames.last().and_then(|frame| frame.first.checked_sub(2));
        open.and_then(|at| code.get(at)).is_some_and(|token| token.is_any(&["KEY", "UNIQUE"]))
    }
}

/// Whether a value or a name ends with this token, so that an operator or a keyword follows.
fn ends_value(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Word => !is_keyword(token.text) || token.is_any(&["END", "NULL", "KEY"]),
        TokenKind::Mark => token.is_any_mark(&[")", "*"]),
        TokenKind::Semicolon | TokenKind::Unfinished(_) => false,
        _ => true,
    }
}
