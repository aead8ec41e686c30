//! The walk through a script's trees that collects their constructs.

mod expression;

use std::collections::BTreeSet;

use sqlite3_parser::ast::{
    AlterTableBody, ColumnConstraint, ColumnDefinition, CompoundOperator, CreateTableBody,
    Distinctness, Expr, FromClause, InsertBody, JoinConstraint, JoinOperator, JoinType, Limit,
    OneSelect, ResultColumn, Select, SelectTable, Set, SortedColumn, Stmt, TableConstraint,
    TriggerCmd, Upsert, UpsertDo, With,
};

use super::Construct;
use crate::sql::tokens::unquoted;
use crate::sql::tree;

/// The constructs of a whole script; `None` where any of it does not parse.
pub fn constructs(text: &str) -> Option<BTreeSet<Construct>> {
    tree::read(text, |statements| {
        let mut walk = Walk::default();
        for statement in statements {
            walk.statement(statement);
        }
        walk.all()
    })
}

/// What was found so far, and what is still to be looked at. A list rather than recursion: trees
/// are as deep as a stranger's text is long.
#[derive(Default)]
struct Walk<'a> {
    found: BTreeSet<Construct>,
    expressions: Vec<&'a Expr<'a>>,
    selects: Vec<&'a Select<'a>>,
    froms: Vec<&'a FromClause<'a>>,
}

impl<'a> Walk<'a> {
    fn all(mut self) -> BTreeSet<Construct> {
        loop {
            if let Some(expression) = self.expressions.pop() {
                self.expression(expression);
            } else if let Some(from) = self.froms.pop() {
                self.from(from);
            } else if let Some(select) = self.selects.pop() {
                self.select(select);
            } else {
                return self.found;
            }
        }
    }

    fn found(&mut self, construct: Construct) {
        self.found.insert(construct);
    }

    fn found_if(&mut self, holds: bool, construct: Construct) {
        if holds {
            self.found(construct);
        }
    }

    fn subquery(&mut self, select: &'a Select<'a>) {
        self.found(Construct::Subquery);
        self.selects.push(select);
    }

    fn statement(&mut self, statement: &'a Stmt<'a>) {
        match statement {
            Stmt::Select(select) => self.selects.push(select),
            Stmt::Insert { with, body, returning, .. } => {
                self.found(Construct::Insert);
                self.with(with.as_ref());
                if let InsertBody::Select(select, upsert) = body {
                    self.source(select);
                    self.upsert(*upsert);
                }
                self.returning(*returning);
            }
            Stmt::Update { with, sets, from, where_clause, returning, order_by, limit, .. } => {
                self.found(Construct::Update);
                self.with(with.as_ref());
                self.sets(sets);
                self.froms.extend(from.iter());
                self.filter(where_clause.as_ref());
                self.returning(*returning);
                self.order_by(*order_by);
                self.limit(*limit);
            }
            Stmt::Delete { with, where_clause, returning, order_by, limit, .. } => {
                self.found(Construct::Delete);
                self.with(with.as_ref());
                self.filter(where_clause.as_ref());
                self.returning(*returning);
                self.order_by(*order_by);
                self.limit(*limit);
            }
            Stmt::CreateTable { body, .. } => {
                self.found(Construct::CreateTable);
                match body {
                    CreateTableBody::AsSelect(select) => self.selects.push(select),
                    CreateTableBody::ColumnsAndConstraints { columns, constraints, .. } => {
                        columns.iter().for_each(|column| self.column(column));
                        for constraint in constraints.unwrap_or_default() {
                            if let TableConstraint::Check(expression, _) = &constraint.constraint {
                                self.expressions.push(expression);
                            }
                        }
                    }
                }
            }
            Stmt::AlterTable(_, body) => {
                self.found(Construct::AlterTable);
                if let AlterTableBody::AddColumn(column) = body {
                    self.column(column);
                }
            }
            Stmt::CreateView { select, .. } => {
                self.found(Construct::CreateView);
                self.selects.push(select);
            }
            Stmt::CreateIndex { columns, where_clause, .. } => {
                self.found(Construct::CreateIndex);
                self.expressions.extend(columns.iter().map(|column| &column.expr));
                self.filter(where_clause.as_ref());
            }
            Stmt::CreateTrigger { when_clause, commands, .. } => {
                self.found(Construct::CreateTrigger);
                self.expressions.extend(when_clause.iter());
                commands.iter().for_each(|command| self.trigger_command(command));
            }
            Stmt::DropTable { .. } => self.found(Construct::DropTable),
            _ => {}
        }
    }

    fn trigger_command(&mut self, command: &'a TriggerCmd<'a>) {
        match command {
            TriggerCmd::Update { sets, from, where_clause, .. } => {
                self.found(Construct::Update);
                self.sets(sets);
                self.froms.extend(from.iter());
                self.filter(where_clause.as_ref());
            }
            TriggerCmd::Insert { select, upsert, .. } => {
                self.found(Construct::Insert);
                self.source(select);
                self.upsert(*upsert);
            }
            TriggerCmd::Delete { where_clause, .. } => {
                self.found(Construct::Delete);
                self.filter(where_clause.as_ref());
            }
            TriggerCmd::Select(select) => self.selects.push(select),
        }
    }

    /// What an INSERT takes its rows from: its VALUES are not a query of their own.
    fn source(&mut self, select: &'a Select<'a>) {
        match &select.body.select {
            OneSelect::Values(rows) if select.body.compounds.is_none() => {
                self.expressions.extend(rows.iter().flatten());
                self.with(select.with.as_ref());
            }
            _ => self.selects.push(select),
        }
    }

    fn select(&mut self, select: &'a Select<'a>) {
        self.with(select.with.as_ref());
        self.one_select(&select.body.select);
        for compound in select.body.compounds.iter().flatten() {
            self.found(match compound.operator {
                CompoundOperator::Union => Construct::Union,
                CompoundOperator::UnionAll => Construct::UnionAll,
                CompoundOperator::Except => Construct::Except,
                CompoundOperator::Intersect => Construct::Intersect,
            });
            self.one_select(&compound.select);
        }
        self.order_by(select.order_by);
        self.limit(select.limit);
    }

    fn one_select(&mut self, select: &'a OneSelect<'a>) {
        let (distinctness, columns, from, filter, group_by, having, windows) = match select {
            OneSelect::Values(rows) => {
                self.found(Construct::Values);
                self.expressions.extend(rows.iter().flatten());
                return;
            }
            OneSelect::Select {
                distinctness,
                columns,
                from,
                where_clause,
                group_by,
                having,
                window_clause,
            } => (distinctness, columns, from, where_clause, group_by, having, window_clause),
        };
        self.found_if(*distinctness == Some(Distinctness::Distinct), Construct::Distinct);
        self.result_columns(columns);
        self.froms.extend(from.iter());
        self.filter(*filter);
        self.found_if(group_by.is_some(), Construct::GroupBy);
        self.expressions.extend(group_by.unwrap_or_default());
        self.found_if(having.is_some(), Construct::Having);
        self.expressions.extend(having.iter());
        for definition in windows.unwrap_or_default() {
            self.window(&definition.window);
        }
    }

    fn from(&mut self, from: &'a FromClause<'a>) {
        let joins = || from.joins.iter().flatten();
        let tables = || from.select.into_iter().chain(joins().map(|join| &join.table));
        let mut names = BTreeSet::new();
        for table in tables() {
            match table {
                SelectTable::Table(name, ..) => {
                    let fresh = names.insert(unquoted(name.name.0).to_ascii_lowercase());
                    self.found_if(!fresh, Construct::SelfJoin);
                }
                SelectTable::TableCall(_, arguments, _) => {
                    self.expressions.extend(arguments.unwrap_or_default());
                }
                SelectTable::Select(select, _) => {
                    self.found(Construct::DerivedTable);
                    self.subquery(select);
                }
                SelectTable::Sub(from, _) => self.froms.push(from),
            }
        }
        for join in joins() {
            self.join(join.operator);
            match &join.constraint {
                Some(JoinConstraint::On(condition)) => {
                    self.found(Construct::On);
                    self.expressions.push(condition);
                }
                Some(JoinConstraint::Using(_)) => self.found(Construct::Using),
                None => {}
            }
        }
    }

    fn join(&mut self, operator: JoinOperator) {
        let JoinOperator::TypedJoin(kind) = operator else {
            return self.found(Construct::CommaJoin);
        };
        let kind = kind.unwrap_or(JoinType::INNER);
        self.found(Construct::Join);
        self.found_if(kind.contains(JoinType::NATURAL), Construct::NaturalJoin);
        if kind.contains(JoinType::CROSS) {
            return self.found(Construct::CrossJoin);
        }
        let (left, right) = (kind.contains(JoinType::LEFT), kind.contains(JoinType::RIGHT));
        self.found_if(left || right, Construct::OuterJoin);
        self.found(match (left, right) {
            (true, true) => Construct::FullJoin,
            (true, false) => Construct::LeftJoin,
            (false, true) => Construct::RightJoin,
            (false, false) => Construct::InnerJoin,
        });
    }

    fn with(&mut self, with: Option<&'a With<'a>>) {
        let Some(with) = with else { return };
        self.found(Construct::With);
        self.found_if(with.recursive, Construct::Recursive);
        self.selects.extend(with.ctes.iter().map(|cte| cte.select));
    }

    fn result_columns(&mut self, columns: &'a [ResultColumn<'a>]) {
        for column in columns {
            match column {
                ResultColumn::Expr(expression, _) => self.expressions.push(expression),
                ResultColumn::Star | ResultColumn::TableStar(_) => self.found(Construct::Star),
            }
        }
    }

    fn filter(&mut self, condition: Option<&'a Expr<'a>>) {
        self.found_if(condition.is_some(), Construct::Where);
        self.expressions.extend(condition);
    }

    fn returning(&mut self, columns: Option<&'a [ResultColumn<'a>]>) {
        self.found_if(columns.is_some(), Construct::Returning);
        self.result_columns(columns.unwrap_or_default());
    }

    fn order_by(&mut self, terms: Option<&'a [SortedColumn<'a>]>) {
        self.found_if(terms.is_some(), Construct::OrderBy);
        self.expressions.extend(terms.unwrap_or_default().iter().map(|term| &term.expr));
    }

    fn limit(&mut self, limit: Option<&'a Limit<'a>>) {
        let Some(limit) = limit else { return };
        self.found(Construct::Limit);
        self.found_if(limit.offset.is_some(), Construct::Offset);
        self.expressions.extend(limit.offset.iter().chain([&limit.expr]));
    }

    fn sets(&mut self, sets: &'a [Set<'a>]) {
        self.expressions.extend(sets.iter().map(|set| &set.expr));
    }

    fn upsert(&mut self, mut upsert: Option<&'a Upsert<'a>>) {
        while let Some(one) = upsert {
            self.found(Construct::Upsert);
            if let Some(index) = &one.index {
                self.expressions.extend(index.targets.iter().map(|target| &target.expr));
                self.filter(index.where_clause.as_ref());
            }
            if let UpsertDo::Set { sets, where_clause } = &one.do_clause {
                self.sets(sets);
                self.filter(where_clause.as_ref());
            }
            upsert = one.next;
        }
    }

    fn column(&mut self, column: &'a ColumnDefinition<'a>) {
        for constraint in column.constraints {
            match &constraint.constraint {
                ColumnConstraint::Check(expression)
                | ColumnConstraint::Default(expression)
                | ColumnConstraint::Generated { expr: expression, .. } => {
                    self.expressions.push(expression);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    #[track_caller]
    pub(super) fn words(text: &str) -> String {
        let found = constructs(text).expect("it parses");
        let words: Vec<&str> = found.iter().map(|construct| construct.words()).collect();
        words.join(", ")
    }

    #[test]
    fn names_and_texts_are_not_constructs() {
        assert_eq!(
            words("SELECT \"join\", 'DISTINCT', [union] AS \"limit\" FROM \"left join\" -- WHERE"),
            ""
        );
        assert_eq!(constructs("SELECT FROM WHERE"), None);
        assert_eq!(constructs("SELECT 1; JOIN"), None);
    }

    #[test]
    fn joins_are_told_apart() {
        for (from, expected) in [
            ("a JOIN b ON a.x = b.x", "join, inner join, on"),
            ("a INNER JOIN b USING (x)", "join, inner join, using"),
            ("a LEFT OUTER JOIN b ON 1", "join, outer join, left join, on"),
            ("a RIGHT JOIN b ON 1", "join, outer join, right join, on"),
            ("a FULL JOIN b ON 1", "join, outer join, full join, on"),
            ("a CROSS JOIN b", "join, cross join"),
            ("a NATURAL JOIN b", "join, inner join, natural join"),
            ("a NATURAL LEFT JOIN b", "join, outer join, left join, natural join"),
            ("a, b", "comma join"),
            ("a x, \"A\" y", "comma join, self join"),
            ("(a JOIN b)", "join, inner join"),
            ("(SELECT 1 FROM a JOIN b) c", "join, inner join, subquery, derived table"),
        ] {
            assert_eq!(words(&format!("SELECT x FROM {from}")), expected, "{from}");
        }
    }

    #[test]
    fn whole_queries_are_walked() {
        assert_eq!(
            words(
                "WITH RECURSIVE a AS (SELECT 1 UNION ALL SELECT 2) SELECT DISTINCT a.* FROM a \
                 WHERE 1 GROUP BY 1 HAVING 1 UNION VALUES (1) ORDER BY 1 LIMIT 1, 2"
            ),
            "star, where, group by, having, order by, distinct, limit, offset, union, union all, \
             with, recursive, values"
        );
        assert_eq!(words("SELECT 1 INTERSECT SELECT 2 EXCEPT SELECT 3"), "intersect, except");
        assert_eq!(words("SELECT over, filter, count FROM t WINDOW w AS ()"), "window");
    }

    #[test]
    fn changes_are_walked() {
        for (text, expected) in [
            ("INSERT INTO t VALUES ((SELECT 1))", "subquery, scalar subquery, insert"),
            ("INSERT INTO t SELECT * FROM u JOIN v", "join, inner join, star, insert"),
            (
                "INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET x = 1 WHERE 1 RETURNING *",
                "star, where, insert, upsert, returning",
            ),
            (
                "UPDATE t SET x = (SELECT 1) WHERE EXISTS (SELECT 2)",
                "subquery, scalar subquery, exists, where, update",
            ),
            ("DELETE FROM t WHERE x IN (1)", "in, where, delete"),
            ("CREATE TABLE t AS SELECT DISTINCT 1", "distinct, create table"),
            ("CREATE TABLE t (x CHECK (x LIKE 'a'))", "like, create table"),
            ("CREATE VIEW v AS SELECT 1 LIMIT 1", "limit, create view"),
            (
                "CREATE TRIGGER t AFTER INSERT ON u BEGIN DELETE FROM v WHERE 1; END",
                "where, delete, create trigger",
            ),
            (
                "DROP TABLE t; ALTER TABLE u ADD COLUMN x; CREATE INDEX i ON u (x)",
                "alter table, drop table, create index",
            ),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
