//! What stands behind FROM.

use std::rc::Rc;

use super::{Compiler, Dialect, Entry, Place, clean};
use crate::orm::core::label::labelled;
use crate::orm::core::{Alias, Body, Expr, FromClause, LabelStyle, Name, Source, Table};
use crate::orm::python::Run;

impl Compiler<'_> {
    /// A FROM; elsewhere than behind FROM an alias is just what it is of.
    pub(super) fn from(&mut self, from: &FromClause, as_from: bool) -> Run<String> {
        self.machine.step(1)?;
        stacker::maybe_grow(64 << 10, 1 << 20, || match from {
            FromClause::Table(table) => Ok(self.quote_table(table)),
            FromClause::Join(join) => {
                let left = self.from(&join.left, true)?;
                let keyword = match (join.full, join.outer) {
                    (true, _) => " FULL OUTER JOIN ",
                    (_, true) => " LEFT OUTER JOIN ",
                    _ => " JOIN ",
                };
                let right = self.joined(&join.right)?;
                let on = self.expr(&join.on, &Place::default())?;
                Ok(format!("{left}{keyword}{right} ON {on}"))
            }
            FromClause::Alias(alias) if as_from => self.alias(alias),
            FromClause::Alias(alias) => self.alias_inner(alias),
        })
    }

    /// The right side of a join, which is in parentheses where it is itself one.
    fn joined(&mut self, right: &FromClause) -> Run<String> {
        let text = self.from(right, true)?;
        Ok(if matches!(right, FromClause::Join(_)) { format!("({text})") } else { text })
    }

    pub(super) fn quote_table(&self, table: &Table) -> String {
        if table.is_text {
            return clean(&table.name);
        }
        match &table.schema {
            Some(schema) => format!("{}.{}", self.quote(schema), self.quote(&table.name)),
            None => self.quote(&table.name),
        }
    }

    fn alias(&mut self, alias: &Rc<Alias>) -> Run<String> {
        match &alias.of {
            Source::From(inner) => {
                if let FromClause::Alias(cte) = inner
                    && matches!(cte.of, Source::Cte { .. })
                {
                    self.cte(cte)?;
                    let own = self.named(&cte.name);
                    let name = self.named(&alias.name);
                    return Ok(format!("{} AS {}", self.quote(&own), self.quote(&name)));
                }
                let name = self.named(&alias.name);
                let text = match inner {
                    FromClause::Join(_) => format!("({})", self.from(inner, true)?),
                    _ => self.from(inner, true)?,
                };
                Ok(format!("{text} AS {}", self.quote(&name)))
            }
            Source::Subquery(body) => {
                let name = self.named(&alias.name);
                let text = self.body(body, true, false)?;
                Ok(format!("({text}) AS {}", self.quote(&name)))
            }
            Source::Cte { .. } => {
                self.cte(alias)?;
                let name = self.named(&alias.name);
                Ok(self.quote(&name))
            }
        }
    }

    /// What an alias is of, as `str()` shows it.
    pub(super) fn alias_inner(&mut self, alias: &Rc<Alias>) -> Run<String> {
        match &alias.of {
            // A table that does not stand behind FROM is not written at all.
            Source::From(FromClause::Table(_)) => Ok(String::new()),
            Source::From(inner) => self.from(inner, true),
            Source::Subquery(body) | Source::Cte { query: body, .. } => {
                self.body(body, false, false)
            }
        }
    }

    /// Notes a CTE for the WITH clause, once.
    fn cte(&mut self, cte: &Rc<Alias>) -> Run<()> {
        let Source::Cte { query, recursive, restates } = &cte.of else { return Ok(()) };
        let is_known =
            self.ctes.iter().any(|(other, _)| Rc::ptr_eq(other, cte) || is_restated_by(cte, other));
        if is_known {
            return Ok(());
        }
        let name = self.named(&cte.name);
        if let Some(restated) = restates {
            self.ctes.retain(|(other, _)| !Rc::ptr_eq(other, restated));
        }
        let unrelated = self.ctes.iter().any(|(other, _)| {
            matches!((&other.name, &cte.name), (Name::Given(a), Name::Given(b)) if a == b)
        });
        if unrelated {
            let shown = self.machine.repr(&crate::orm::python::Value::Str(Rc::clone(&name)))?;
            let text = format!("Multiple, unrelated CTEs found with the same name: {shown}");
            return Err(self.error("CompileError", text));
        }
        // Its place is taken before its text is made, since that may name it.
        self.ctes.push((Rc::clone(cte), String::new()));
        let mut text = self.quote(&name);
        if *recursive {
            let columns = cte_columns(query);
            let mut names = Vec::new();
            for column in columns {
                let name = self.named(&column);
                names.push(self.quote(&name));
            }
            text.push_str(&format!("({})", names.join(", ")));
        }
        let inner = self.body(query, true, false)?;
        text.push_str(&format!(" AS \n({inner})"));
        // Those that its text refers to have to stand before it.
        if let Some(at) = self.ctes.iter().position(|(other, _)| Rc::ptr_eq(other, cte)) {
            let (cte, _) = self.ctes.remove(at);
            self.ctes.push((cte, text));
        }
        Ok(())
    }

    /// CTEs that a statement names though it does not read from them.
    pub(super) fn note_ctes(&mut self, ctes: &[Rc<Alias>]) -> Run<()> {
        for cte in ctes {
            self.cte(cte)?;
        }
        Ok(())
    }

    /// `WITH …`, where there are CTEs.
    pub(super) fn with_clause(&mut self) -> String {
        if self.ctes.is_empty() {
            return String::new();
        }
        let recursive =
            self.ctes.iter().any(|(cte, _)| matches!(cte.of, Source::Cte { recursive: true, .. }));
        let texts: Vec<&str> = self.ctes.iter().map(|(_, text)| text.as_str()).collect();
        let word = if recursive { "WITH RECURSIVE" } else { "WITH" };
        format!("{word} {}\n ", texts.join(", \n"))
    }

    /// A query: `as_from` where its columns get labels of their own, as a FROM's do.
    pub(super) fn body(&mut self, body: &Body, as_from: bool, is_result: bool) -> Run<String> {
        self.machine.step(1)?;
        stacker::maybe_grow(64 << 10, 1 << 20, || match body {
            Body::Select(select) => self.select(select, as_from, is_result, None),
            Body::Compound(compound) => self.compound(compound, as_from, is_result),
            Body::Text(text) => {
                let sql = self.text_clause(text)?;
                if is_result {
                    for expr in &text.columns {
                        self.add_column(expr.key().unwrap_or_else(|| "".into()), expr);
                    }
                }
                Ok(sql)
            }
        })
    }

    /// The entry of the query around, or of none.
    pub(super) fn entry(&self) -> Entry {
        self.stack.last().cloned().unwrap_or_default()
    }

    pub(super) fn is_sqlite(&self) -> bool {
        self.dialect == Dialect::Sqlite
    }

    /// A text of the script's own, as a prefix.
    pub(super) fn prefixes(&mut self, prefixes: &[Expr]) -> Run<String> {
        let mut text = String::new();
        for prefix in prefixes {
            text.push_str(&clean(&self.expr(prefix, &Place::default())?));
            text.push(' ');
        }
        Ok(text)
    }
}

/// The first is one that the second carries on.
fn is_restated_by(first: &Rc<Alias>, second: &Rc<Alias>) -> bool {
    match &second.of {
        Source::Cte { restates: Some(own), .. } => {
            Rc::ptr_eq(own, first) || is_restated_by(first, own)
        }
        _ => false,
    }
}

fn cte_columns(body: &Body) -> Vec<Name> {
    match body {
        Body::Select(select) => labelled(&select.columns(), LabelStyle::Disambiguate, true)
            .into_iter()
            .filter(|column| !column.repeated)
            .filter_map(|column| column.fallback.or_else(|| column.key.map(Name::Given)))
            .collect(),
        Body::Compound(compound) => compound.parts.first().map_or_else(Vec::new, cte_columns),
        Body::Text(text) => text.columns.iter().filter_map(|c| c.name().map(Name::Given)).collect(),
    }
}
