//! A query read off the parser's tree.
//!
//! The parser accepts some operands without parentheses that print with them (`a = NOT b`).
//! Reading puts the parentheses in, so that what is printed reads back as the same tree.

mod expression;

use std::collections::VecDeque;

use sqlite3_parser::ast::{
    As, CompoundOperator, CompoundSelect, Distinctness, FrameBound, FrameClause, FrameExclude,
    FrameMode, FromClause, Indexed, JoinConstraint, JoinOperator, JoinType, Materialized,
    NullsOrder, OneSelect, Over as ParsedOver, QualifiedName, ResultColumn, Select as ParsedSelect,
    SelectTable, SortOrder, SortedColumn, Stmt, Window as ParsedWindow, With,
};

use super::print::BITS;
use super::{
    Core, Cte, Direction, Expr, Item, Join, JoinKind, Link, Name, Over, Query, Relation, Select,
    SetOperator, Source, Term, Window,
};
use crate::sql::tokens::{Token, code};
use crate::sql::tree;

/// How deeply a tree may be nested. Whoever goes through it does so by recursion, and so is it
/// dropped, compared and printed.
const DEEPEST: usize = 200;

/// What a subquery counts for: reading one takes several steps of recursion.
const SUBQUERY: usize = 4;

impl Query {
    /// Reads the one query that a text is. `None` where it is anything else, does not parse, or is
    /// nested more deeply than a person writes.
    pub fn read(text: &str) -> Option<Self> {
        let tokens = code(text);
        tokens.first().filter(|first| first.is_any(&["SELECT", "VALUES", "WITH"]))?;
        let mut reader = Reader { depth: 0, commas: commas(&tokens) };
        tree::read(text, |statements| match statements {
            [Stmt::Select(select)] => reader.query(select),
            _ => None,
        })?
    }
}

/// The state of one reading.
struct Reader {
    /// How deeply what is being read is nested.
    depth: usize,
    /// For each LIMIT of the text, in its order, whether its numbers stand as `offset, limit`: the
    /// parser's tree does not tell.
    commas: VecDeque<bool>,
}

/// For each LIMIT, whether a comma stands between its numbers.
fn commas(tokens: &[Token<'_>]) -> VecDeque<bool> {
    let limits = tokens.iter().enumerate().filter(|(_, token)| token.is("LIMIT"));
    limits
        .map(|(at, _)| {
            let mut depth = 0_usize;
            for token in &tokens[at + 1..] {
                match (depth, token.text) {
                    (_, "(") => depth += 1,
                    (0, ",") => return true,
                    (0, ")" | ";") => return false,
                    (_, ")") => depth -= 1,
                    _ if depth == 0 && token.is_any(&["OFFSET", "LIMIT"]) => return false,
                    _ => {}
                }
            }
            false
        })
        .collect()
}

impl Reader {
    /// Reads something nested, unless that is too deep.
    fn deeper<T>(&mut self, by: usize, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth += by;
        let read = if self.depth > DEEPEST { None } else { read(self) };
        self.depth -= by;
        read
    }

    fn subquery(&mut self, select: &ParsedSelect<'_>) -> Option<Box<Query>> {
        self.deeper(SUBQUERY, |reader| reader.query(select)).map(Box::new)
    }

    // Parts are read in the order in which they are written, so that each finds its LIMIT.
    fn query(&mut self, select: &ParsedSelect<'_>) -> Option<Query> {
        let with = select.with.as_ref().map_or(Some(Vec::new()), |with| self.with(with))?;
        let first = self.core(&select.body.select)?;
        let mut rest = Vec::new();
        for CompoundSelect { operator, select } in select.body.compounds.iter().flatten() {
            let operator = match operator {
                CompoundOperator::Union => SetOperator::Union,
                CompoundOperator::UnionAll => SetOperator::UnionAll,
                CompoundOperator::Except => SetOperator::Except,
                CompoundOperator::Intersect => SetOperator::Intersect,
            };
            rest.push((operator, self.core(select)?));
        }
        let order_by = self.terms(select.order_by)?;
        let (mut limit, mut offset) = (None, None);
        if let Some(numbers) = select.limit {
            let comma = self.commas.pop_front()?;
            limit = Some(self.expr(&numbers.expr)?);
            offset = self.maybe(numbers.offset.as_ref())?;
            if comma {
                (limit, offset) = (offset, limit);
            }
        }
        let recursive = select.with.as_ref().is_some_and(|with| with.recursive);
        Some(Query { recursive, with, first, rest, order_by, limit, offset })
    }

    fn with(&mut self, with: &With<'_>) -> Option<Vec<Cte>> {
        let cte = |cte: &sqlite3_parser::ast::CommonTableExpr<'_>| {
            let columns = cte.columns.unwrap_or_default();
            Some(Cte {
                name: name(cte.tbl_name.0),
                columns: columns.iter().map(|column| name(column.col_name.0)).collect(),
                materialized: match cte.materialized {
                    Materialized::Any => None,
                    Materialized::Yes => Some(true),
                    Materialized::No => Some(false),
                },
                query: *self.subquery(cte.select)?,
            })
        };
        with.ctes.iter().map(cte).collect()
    }

    fn core(&mut self, core: &OneSelect<'_>) -> Option<Core> {
        let (distinct, columns, from, filter, group_by, having, windows) = match core {
            OneSelect::Values(rows) => {
                let rows = rows.iter().map(|row| self.list(row)).collect::<Option<_>>()?;
                return Some(Core::Values(rows));
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
        let items = columns.iter().map(|column| self.item(column)).collect::<Option<_>>()?;
        let from = from.as_ref().map_or(Some(Vec::new()), |from| self.sources(from))?;
        let filter = self.maybe(*filter)?;
        let group_by = self.list(group_by.unwrap_or_default())?;
        let having = self.maybe(*having)?;
        let windows = windows.unwrap_or_default().iter();
        let windows = windows
            .map(|window| Some((name(window.name.0), self.window(&window.window)?)))
            .collect::<Option<_>>()?;
        let distinct = *distinct == Some(Distinctness::Distinct);
        Some(Core::Select(Box::new(Select {
            distinct,
            items,
            from,
            filter,
            group_by,
            having,
            windows,
        })))
    }

    fn item(&mut self, column: &ResultColumn<'_>) -> Option<Item> {
        Some(match column {
            ResultColumn::Expr(expr, alias) => Item::Expr(self.expr(expr)?, alias_name(alias)),
            ResultColumn::Star => Item::Star,
            ResultColumn::TableStar(table) => Item::TableStar(name(table.0)),
        })
    }

    fn sources(&mut self, from: &FromClause<'_>) -> Option<Vec<Source>> {
        let comma = Join { kind: JoinKind::Comma, natural: false };
        let mut sources = vec![self.source(comma, from.select?, None)?];
        for joined in from.joins.iter().flatten() {
            let join = join(joined.operator);
            sources.push(self.source(join, &joined.table, joined.constraint.as_ref())?);
        }
        Some(sources)
    }

    fn source(
        &mut self,
        join: Join,
        table: &SelectTable<'_>,
        link: Option<&JoinConstraint<'_>>,
    ) -> Option<Source> {
        let (relation, alias) = match table {
            SelectTable::Table(table, alias, indexed) => {
                let (schema, table) = qualified(table);
                let indexed = indexed.as_ref().map(|indexed| match indexed {
                    Indexed::IndexedBy(index) => format!("INDEXED BY {}", index.0),
                    Indexed::NotIndexed => "NOT INDEXED".to_owned(),
                });
                (Relation::Table { schema, name: table, indexed }, alias)
            }
            SelectTable::TableCall(function, arguments, alias) => {
                let (schema, function) = qualified(function);
                let arguments = self.list(arguments.unwrap_or_default())?;
                (Relation::Call { schema, name: function, arguments }, alias)
            }
            SelectTable::Select(select, alias) => (Relation::Query(self.subquery(select)?), alias),
            SelectTable::Sub(from, alias) => {
                let sources = self.deeper(SUBQUERY, |reader| reader.sources(from))?;
                (Relation::Nested(sources), alias)
            }
        };
        let link = match link {
            None => Link::None,
            Some(JoinConstraint::On(condition)) => Link::On(self.expr(condition)?),
            Some(JoinConstraint::Using(columns)) => {
                Link::Using(columns.iter().map(|column| name(column.0)).collect())
            }
        };
        Some(Source { join, relation, alias: alias_name(alias), link })
    }

    fn terms(&mut self, terms: Option<&[SortedColumn<'_>]>) -> Option<Vec<Term>> {
        let term = |term: &SortedColumn<'_>| {
            Some(Term {
                expr: self.expr(&term.expr)?,
                direction: term.order.map(|order| match order {
                    SortOrder::Asc => Direction::Ascending,
                    SortOrder::Desc => Direction::Descending,
                }),
                nulls_first: term.nulls.map(|nulls| nulls == NullsOrder::First),
            })
        };
        terms.unwrap_or_default().iter().map(term).collect()
    }

    fn over(&mut self, over: &ParsedOver<'_>) -> Option<Over> {
        Some(match over {
            ParsedOver::Name(window) => Over::Named(name(window.0)),
            ParsedOver::Window(window) => Over::Window(self.window(window)?),
        })
    }

    fn window(&mut self, window: &ParsedWindow<'_>) -> Option<Window> {
        Some(Window {
            base: window.base.as_ref().map(|base| name(base.0)),
            partition_by: self.list(window.partition_by.unwrap_or_default())?,
            order_by: self.terms(window.order_by)?,
            frame: window
                .frame_clause
                .as_ref()
                .map_or(Some(None), |frame| Some(Some(self.frame(frame)?)))?,
        })
    }

    fn frame(&mut self, frame: &FrameClause<'_>) -> Option<String> {
        let mode = match frame.mode {
            FrameMode::Groups => "GROUPS",
            FrameMode::Range => "RANGE",
            FrameMode::Rows => "ROWS",
        };
        let start = self.bound(&frame.start)?;
        let mut text = match &frame.end {
            None => format!("{mode} {start}"),
            Some(end) => format!("{mode} BETWEEN {start} AND {}", self.bound(end)?),
        };
        text.push_str(match frame.exclude {
            None => "",
            Some(FrameExclude::NoOthers) => " EXCLUDE NO OTHERS",
            Some(FrameExclude::CurrentRow) => " EXCLUDE CURRENT ROW",
            Some(FrameExclude::Group) => " EXCLUDE GROUP",
            Some(FrameExclude::Ties) => " EXCLUDE TIES",
        });
        Some(text)
    }

    fn bound(&mut self, bound: &FrameBound<'_>) -> Option<String> {
        Some(match bound {
            FrameBound::CurrentRow => "CURRENT ROW".to_owned(),
            FrameBound::UnboundedFollowing => "UNBOUNDED FOLLOWING".to_owned(),
            FrameBound::UnboundedPreceding => "UNBOUNDED PRECEDING".to_owned(),
            FrameBound::Following(distance) => format!("{} FOLLOWING", self.distance(distance)?),
            FrameBound::Preceding(distance) => format!("{} PRECEDING", self.distance(distance)?),
        })
    }

    /// How far a frame reaches. An AND in it would be read as the one of BETWEEN.
    fn distance(&mut self, distance: &sqlite3_parser::ast::Expr<'_>) -> Option<Expr> {
        Some(self.expr(distance)?.fitted(BITS))
    }

    fn list(&mut self, list: &[sqlite3_parser::ast::Expr<'_>]) -> Option<Vec<Expr>> {
        list.iter().map(|expr| self.expr(expr)).collect()
    }

    /// An expression, if there is one.
    fn maybe(&mut self, expr: Option<&sqlite3_parser::ast::Expr<'_>>) -> Option<Option<Expr>> {
        expr.map_or(Some(None), |expr| self.expr(expr).map(Some))
    }
}

fn join(operator: JoinOperator) -> Join {
    let JoinOperator::TypedJoin(flags) = operator else {
        return Join { kind: JoinKind::Comma, natural: false };
    };
    let flags = flags.unwrap_or(JoinType::INNER);
    let (left, right) = (flags.contains(JoinType::LEFT), flags.contains(JoinType::RIGHT));
    let kind = match (left, right) {
        (true, true) => JoinKind::Full,
        (true, false) => JoinKind::Left,
        (false, true) => JoinKind::Right,
        (false, false) if flags.contains(JoinType::CROSS) => JoinKind::Cross,
        (false, false) => JoinKind::Inner,
    };
    Join { kind, natural: flags.contains(JoinType::NATURAL) }
}

fn alias_name(alias: &Option<As<'_>>) -> Option<Name> {
    alias.as_ref().map(|alias| match alias {
        As::As(alias) | As::Elided(alias) => name(alias.0),
    })
}

fn qualified(table: &QualifiedName<'_>) -> (Option<Name>, Name) {
    (table.db_name.as_ref().map(|schema| name(schema.0)), name(table.name.0))
}

fn name(text: &str) -> Name {
    Name(text.to_owned())
}
