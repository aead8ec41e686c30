//! A query as text, with just the parentheses that are asked for by precedence or were written.

use std::fmt::{Display, Formatter, Result};

use super::{
    Arguments, Binary, Call, Column, Core, Cte, Direction, Expr, Item, Join, JoinKind, Like, Link,
    Literal, Name, Over, Query, Relation, Select, SetOperator, Source, Term, Unary, Window,
};

/// How tightly things bind, from loosest to tightest, as SQLite's grammar has it
/// (<https://sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes>).
pub(super) const OR: u8 = 1;
pub(super) const AND: u8 = 2;
pub(super) const NOT: u8 = 3;
pub(super) const EQUALITY: u8 = 4;
pub(super) const COMPARISON: u8 = 5;
pub(super) const BITS: u8 = 7;
pub(super) const SUM: u8 = 8;
pub(super) const PRODUCT: u8 = 9;
pub(super) const STRING: u8 = 10;
pub(super) const COLLATE: u8 = 11;
pub(super) const PREFIX: u8 = 12;
const ATOM: u8 = 13;

impl Expr {
    /// How tightly it binds.
    pub(super) fn level(&self) -> u8 {
        match self {
            Self::Or(_) => OR,
            Self::And(_) => AND,
            Self::Unary(Unary::Not, _) => NOT,
            Self::IsNull { .. }
            | Self::Between { .. }
            | Self::Like { .. }
            | Self::InList { .. }
            | Self::InQuery { .. }
            | Self::InTable { .. } => EQUALITY,
            Self::Binary(_, operator, _) => operator.level(),
            Self::Collate { .. } => COLLATE,
            Self::Unary(..) => PREFIX,
            _ => ATOM,
        }
    }

    /// The expression, in parentheses where it binds more loosely than it must.
    pub(super) fn fitted(self, level: u8) -> Self {
        if self.level() < level { Self::Parens(Box::new(self)) } else { self }
    }
}

impl Binary {
    /// How tightly it binds.
    pub(super) fn level(self) -> u8 {
        match self {
            Self::Equal | Self::NotEqual | Self::Is | Self::IsNot => EQUALITY,
            Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual => COMPARISON,
            Self::BitAnd | Self::BitOr | Self::ShiftLeft | Self::ShiftRight => BITS,
            Self::Add | Self::Subtract => SUM,
            Self::Multiply | Self::Divide | Self::Remainder => PRODUCT,
            Self::Concatenate | Self::Arrow | Self::LongArrow => STRING,
        }
    }
}

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if !self.with.is_empty() {
            f.write_str(if self.recursive { "WITH RECURSIVE " } else { "WITH " })?;
            list(f, &self.with)?;
            f.write_str(" ")?;
        }
        self.first.fmt(f)?;
        for (operator, core) in &self.rest {
            write!(f, " {operator} {core}")?;
        }
        clause(f, " ORDER BY ", &self.order_by)?;
        if let Some(limit) = &self.limit {
            write!(f, " LIMIT {limit}")?;
        }
        if let Some(offset) = &self.offset {
            write!(f, " OFFSET {offset}")?;
        }
        Ok(())
    }
}

impl Display for Cte {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.name.fmt(f)?;
        if !self.columns.is_empty() {
            f.write_str("(")?;
            list(f, &self.columns)?;
            f.write_str(")")?;
        }
        f.write_str(match self.materialized {
            None => " AS (",
            Some(true) => " AS MATERIALIZED (",
            Some(false) => " AS NOT MATERIALIZED (",
        })?;
        write!(f, "{})", self.query)
    }
}

impl Display for Core {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Select(select) => select.fmt(f),
            Self::Values(rows) => {
                f.write_str("VALUES ")?;
                for (at, row) in rows.iter().enumerate() {
                    f.write_str(if at == 0 { "(" } else { ", (" })?;
                    list(f, row)?;
                    f.write_str(")")?;
                }
                Ok(())
            }
        }
    }
}

impl Display for Select {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(if self.distinct { "SELECT DISTINCT " } else { "SELECT " })?;
        list(f, &self.items)?;
        if !self.from.is_empty() {
            f.write_str(" FROM ")?;
            from(f, &self.from)?;
        }
        if let Some(filter) = &self.filter {
            write!(f, " WHERE {filter}")?;
        }
        clause(f, " GROUP BY ", &self.group_by)?;
        if let Some(having) = &self.having {
            write!(f, " HAVING {having}")?;
        }
        for (at, (name, window)) in self.windows.iter().enumerate() {
            write!(f, "{}{name} AS {window}", if at == 0 { " WINDOW " } else { ", " })?;
        }
        Ok(())
    }
}

impl Display for Item {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Expr(expr, None) => expr.fmt(f),
            Self::Expr(expr, Some(alias)) => write!(f, "{expr} AS {alias}"),
            Self::Star => f.write_str("*"),
            Self::TableStar(table) => write!(f, "{table}.*"),
        }
    }
}

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.relation {
            Relation::Table { schema, name, .. } => {
                qualifier(f, schema.as_ref())?;
                name.fmt(f)?;
            }
            Relation::Call { schema, name, arguments } => {
                qualifier(f, schema.as_ref())?;
                write!(f, "{name}(")?;
                list(f, arguments)?;
                f.write_str(")")?;
            }
            Relation::Query(query) => write!(f, "({query})")?,
            Relation::Nested(sources) => {
                f.write_str("(")?;
                from(f, sources)?;
                f.write_str(")")?;
            }
        }
        if let Some(alias) = &self.alias {
            write!(f, " AS {alias}")?;
        }
        if let Relation::Table { indexed: Some(indexed), .. } = &self.relation {
            write!(f, " {indexed}")?;
        }
        match &self.link {
            Link::None => Ok(()),
            Link::On(condition) => write!(f, " ON {condition}"),
            Link::Using(columns) => {
                f.write_str(" USING (")?;
                list(f, columns)?;
                f.write_str(")")
            }
        }
    }
}

impl Display for Join {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(if self.natural { "NATURAL " } else { "" })?;
        f.write_str(match self.kind {
            JoinKind::Comma => ",",
            JoinKind::Inner => "JOIN",
            JoinKind::Cross => "CROSS JOIN",
            JoinKind::Left => "LEFT JOIN",
            JoinKind::Right => "RIGHT JOIN",
            JoinKind::Full => "FULL JOIN",
        })
    }
}

impl Display for SetOperator {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Union => "UNION",
            Self::UnionAll => "UNION ALL",
            Self::Intersect => "INTERSECT",
            Self::Except => "EXCEPT",
        })
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.expr.fmt(f)?;
        f.write_str(match self.direction {
            None => "",
            Some(Direction::Ascending) => " ASC",
            Some(Direction::Descending) => " DESC",
        })?;
        f.write_str(match self.nulls_first {
            None => "",
            Some(true) => " NULLS FIRST",
            Some(false) => " NULLS LAST",
        })
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Column(column) => column.fmt(f),
            Self::Literal(literal) => literal.fmt(f),
            Self::Parameter(text) => f.write_str(text),
            Self::Unary(operator, inner) => unary(f, *operator, inner),
            Self::Binary(left, operator, right) => {
                let level = operator.level();
                operand(f, left, level)?;
                write!(f, " {operator} ")?;
                operand(f, right, level + 1)
            }
            Self::And(conditions) => chain(f, conditions, " AND ", NOT),
            Self::Or(conditions) => chain(f, conditions, " OR ", AND),
            Self::IsNull { inner, not } => {
                operand(f, inner, EQUALITY)?;
                f.write_str(if *not { " IS NOT NULL" } else { " IS NULL" })
            }
            Self::Between { inner, not, low, high } => {
                asked(f, inner, *not)?;
                f.write_str("BETWEEN ")?;
                operand(f, low, COMPARISON)?;
                f.write_str(" AND ")?;
                operand(f, high, COMPARISON)
            }
            Self::Like { inner, not, operator, pattern, escape } => {
                asked(f, inner, *not)?;
                write!(f, "{operator} ")?;
                operand(f, pattern, BITS)?;
                let Some(escape) = escape else { return Ok(()) };
                f.write_str(" ESCAPE ")?;
                operand(f, escape, BITS)
            }
            Self::InList { inner, not, list: members } => {
                asked(f, inner, *not)?;
                f.write_str("IN (")?;
                list(f, members)?;
                f.write_str(")")
            }
            Self::InQuery { inner, not, query } => {
                asked(f, inner, *not)?;
                write!(f, "IN ({query})")
            }
            Self::InTable { inner, not, schema, table, arguments } => {
                asked(f, inner, *not)?;
                f.write_str("IN ")?;
                qualifier(f, schema.as_ref())?;
                table.fmt(f)?;
                let Some(arguments) = arguments else { return Ok(()) };
                f.write_str("(")?;
                list(f, arguments)?;
                f.write_str(")")
            }
            Self::Exists(query) => write!(f, "EXISTS ({query})"),
            Self::Subquery(query) => write!(f, "({query})"),
            Self::Case { operand, arms, otherwise } => {
                f.write_str("CASE")?;
                if let Some(operand) = operand {
                    write!(f, " {operand}")?;
                }
                for (when, then) in arms {
                    write!(f, " WHEN {when} THEN {then}")?;
                }
                if let Some(otherwise) = otherwise {
                    write!(f, " ELSE {otherwise}")?;
                }
                f.write_str(" END")
            }
            Self::Cast { inner, to } => write!(f, "CAST({inner} AS {to})"),
            Self::Collate { inner, collation } => {
                operand(f, inner, COLLATE)?;
                write!(f, " COLLATE {collation}")
            }
            Self::Call(call) => call.fmt(f),
            Self::Parens(inner) => write!(f, "({inner})"),
            Self::Row(members) => {
                f.write_str("(")?;
                list(f, members)?;
                f.write_str(")")
            }
        }
    }
}

impl Display for Column {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        qualifier(f, self.schema.as_ref())?;
        qualifier(f, self.table.as_ref())?;
        self.name.fmt(f)
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Null => "NULL",
            Self::Number(text) | Self::Text(text) | Self::Blob(text) => text,
            Self::Moment(word) => word,
        })
    }
}

impl Display for Binary {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::Is => "IS",
            Self::IsNot => "IS NOT",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
            Self::Concatenate => "||",
            Self::BitAnd => "&",
            Self::BitOr => "|",
            Self::ShiftLeft => "<<",
            Self::ShiftRight => ">>",
            Self::Arrow => "->",
            Self::LongArrow => "->>",
        })
    }
}

impl Display for Like {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Like => "LIKE",
            Self::Glob => "GLOB",
            Self::Regexp => "REGEXP",
            Self::Match => "MATCH",
        })
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}({}", self.name, if self.distinct { "DISTINCT " } else { "" })?;
        match &self.arguments {
            Arguments::Star => f.write_str("*")?,
            Arguments::List(arguments) => list(f, arguments)?,
        }
        clause(f, " ORDER BY ", &self.order_by)?;
        f.write_str(")")?;
        if let Some(filter) = &self.filter {
            write!(f, " FILTER (WHERE {filter})")?;
        }
        match &self.over {
            None => Ok(()),
            Some(Over::Named(name)) => write!(f, " OVER {name}"),
            Some(Over::Window(window)) => write!(f, " OVER {window}"),
        }
    }
}

impl Display for Window {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut parts = Vec::new();
        parts.extend(self.base.as_ref().map(Name::to_string));
        if !self.partition_by.is_empty() {
            parts.push(format!("PARTITION BY {}", Commas(&self.partition_by)));
        }
        if !self.order_by.is_empty() {
            parts.push(format!("ORDER BY {}", Commas(&self.order_by)));
        }
        parts.extend(self.frame.clone());
        write!(f, "({})", parts.join(" "))
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.0)
    }
}

/// Things with commas between them.
struct Commas<'c, T>(&'c [T]);

impl<T: Display> Display for Commas<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        list(f, self.0)
    }
}

fn list<T: Display>(f: &mut Formatter<'_>, members: &[T]) -> Result {
    for (at, member) in members.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { ", " })?;
        member.fmt(f)?;
    }
    Ok(())
}

fn clause<T: Display>(f: &mut Formatter<'_>, keyword: &str, members: &[T]) -> Result {
    if members.is_empty() {
        return Ok(());
    }
    f.write_str(keyword)?;
    list(f, members)
}

fn from(f: &mut Formatter<'_>, sources: &[Source]) -> Result {
    for (at, source) in sources.iter().enumerate() {
        match source.join {
            _ if at == 0 => {}
            Join { kind: JoinKind::Comma, .. } => f.write_str(", ")?,
            join => write!(f, " {join} ")?,
        }
        source.fmt(f)?;
    }
    Ok(())
}

fn chain(f: &mut Formatter<'_>, conditions: &[Expr], word: &str, level: u8) -> Result {
    for (at, condition) in conditions.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { word })?;
        operand(f, condition, level)?;
    }
    Ok(())
}

fn unary(f: &mut Formatter<'_>, operator: Unary, inner: &Expr) -> Result {
    match operator {
        Unary::Not => {
            f.write_str("NOT ")?;
            return operand(f, inner, NOT);
        }
        Unary::Minus => f.write_str("-")?,
        Unary::Plus => f.write_str("+")?,
        Unary::Invert => f.write_str("~")?,
    }
    // Two minus signs would begin a comment.
    f.write_str(if matches!(inner, Expr::Unary(..)) { " " } else { "" })?;
    operand(f, inner, PREFIX)
}

fn asked(f: &mut Formatter<'_>, inner: &Expr, not: bool) -> Result {
    operand(f, inner, EQUALITY)?;
    f.write_str(if not { " NOT " } else { " " })
}

fn qualifier(f: &mut Formatter<'_>, name: Option<&Name>) -> Result {
    name.map_or(Ok(()), |name| write!(f, "{name}."))
}

/// An operand, fitted to its place.
fn operand(f: &mut Formatter<'_>, expr: &Expr, level: u8) -> Result {
    if expr.level() < level { write!(f, "({expr})") } else { expr.fmt(f) }
}
