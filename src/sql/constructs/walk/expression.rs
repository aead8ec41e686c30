//! The part of the walk that goes through expressions.

use sqlite3_parser::ast::{
    Distinctness, Expr, FrameBound, FunctionCallOrder, FunctionTail, Id, LikeOperator, Literal,
    Operator, Over, UnaryOperator, Window,
};

use super::Walk;
use crate::sql::constructs::Construct;
use crate::sql::tokens::unquoted;

impl<'a> Walk<'a> {
    pub(super) fn expression(&mut self, expression: &'a Expr<'a>) {
        match expression {
            Expr::Between { lhs, start, end, .. } => {
                self.found(Construct::Between);
                self.expressions.extend([*lhs, *start, *end]);
            }
            Expr::Binary(left, operator, right) => {
                let null = matches!(right, Expr::Literal(Literal::Null));
                match operator {
                    Operator::And => self.found(Construct::And),
                    Operator::Or => self.found(Construct::Or),
                    Operator::Is => self.found_if(null, Construct::IsNull),
                    Operator::IsNot => self.found_if(null, Construct::IsNotNull),
                    _ => {}
                }
                self.expressions.extend([*left, *right]);
            }
            Expr::Case { base, when_then_pairs, else_expr } => {
                self.found(Construct::Case);
                self.expressions.extend(base.iter().chain(else_expr.iter()).copied());
                for (when, then) in *when_then_pairs {
                    self.expressions.extend([when, then]);
                }
            }
            Expr::Cast { expr, .. } => {
                self.found(Construct::Cast);
                self.expressions.push(expr);
            }
            Expr::Collate(inner, _) => {
                self.found(Construct::Collate);
                self.expressions.push(inner);
            }
            Expr::Exists(select) => {
                self.found(Construct::Exists);
                self.subquery(select);
            }
            Expr::FunctionCall { name, distinctness, args, order_by, filter_over } => {
                let arguments = args.unwrap_or_default();
                self.found_if(*distinctness == Some(Distinctness::Distinct), Construct::Distinct);
                self.function(name, arguments.len(), filter_over.as_ref());
                self.expressions.extend(arguments);
                if let Some(FunctionCallOrder::SortList(terms)) = order_by {
                    self.expressions.extend(terms.iter().map(|term| &term.expr));
                }
            }
            Expr::FunctionCallStar { name, filter_over } => {
                self.function(name, 0, filter_over.as_ref());
            }
            Expr::InList { lhs, not, rhs } => {
                self.membership(*not, lhs);
                self.expressions.extend(rhs.unwrap_or_default());
            }
            Expr::InSelect { lhs, not, rhs } => {
                self.membership(*not, lhs);
                self.subquery(rhs);
            }
            Expr::InTable { lhs, not, args, .. } => {
                self.membership(*not, lhs);
                self.expressions.extend(args.unwrap_or_default());
            }
            Expr::IsNull(inner) => {
                self.found(Construct::IsNull);
                self.expressions.push(inner);
            }
            Expr::NotNull(inner) => {
                self.found(Construct::IsNotNull);
                self.expressions.push(inner);
            }
            Expr::Like { lhs, op, rhs, escape, .. } => {
                self.found_if(*op == LikeOperator::Like, Construct::Like);
                self.found_if(*op == LikeOperator::Glob, Construct::Glob);
                self.expressions.extend([*lhs, *rhs].into_iter().chain(*escape));
            }
            Expr::Parenthesized(inner) => self.expressions.extend(inner.iter()),
            Expr::Subquery(select) => {
                self.found(Construct::ScalarSubquery);
                self.subquery(select);
            }
            Expr::Unary(operator, inner) => {
                if *operator == UnaryOperator::Not {
                    self.negation(inner);
                }
                self.expressions.push(inner);
            }
            Expr::Raise(_, message) => self.expressions.extend(message.iter()),
            Expr::DoublyQualified(..)
            | Expr::Id(_)
            | Expr::Literal(_)
            | Expr::Name(_)
            | Expr::Qualified(..)
            | Expr::Variable(_) => {}
        }
    }

    fn membership(&mut self, not: bool, left: &'a Expr<'a>) {
        self.found(Construct::In);
        self.found_if(not, Construct::NotIn);
        self.expressions.push(left);
    }

    /// What NOT makes of the expression that follows it, through parentheses.
    fn negation(&mut self, mut inner: &'a Expr<'a>) {
        while let Expr::Parenthesized(list) = inner
            && let [single] = list.as_slice()
        {
            inner = single;
        }
        match inner {
            Expr::Exists(_) => self.found(Construct::NotExists),
            Expr::InList { not: false, .. }
            | Expr::InSelect { not: false, .. }
            | Expr::InTable { not: false, .. } => self.found(Construct::NotIn),
            Expr::IsNull(_) => self.found(Construct::IsNotNull),
            _ => {}
        }
    }

    fn function(&mut self, name: &Id<'_>, arguments: usize, tail: Option<&'a FunctionTail<'a>>) {
        let over = tail.and_then(|tail| tail.over_clause);
        let single = arguments == 1;
        let function = match unquoted(name.0).to_ascii_lowercase().as_str() {
            "count" => Some(Construct::Count),
            "sum" | "total" => Some(Construct::Sum),
            "avg" => Some(Construct::Average),
            "min" if single => Some(Construct::Minimum),
            "max" if single => Some(Construct::Maximum),
            "group_concat" | "string_agg" => Some(Construct::GroupConcat),
            "json_group_array" | "json_group_object" => Some(Construct::Aggregate),
            "coalesce" | "ifnull" => return self.found(Construct::Coalesce),
            _ => None,
        };
        self.found_if(function.is_some() && over.is_none(), Construct::Aggregate);
        self.found.extend(function.filter(|function| *function != Construct::Aggregate));
        self.found_if(over.is_some(), Construct::Window);
        if let Some(Over::Window(window)) = over {
            self.window(window);
        }
        let filter = tail.and_then(|tail| tail.filter_clause);
        self.found_if(filter.is_some(), Construct::Filter);
        self.expressions.extend(filter);
    }

    pub(super) fn window(&mut self, window: &'a Window<'a>) {
        self.found(Construct::Window);
        self.expressions.extend(window.partition_by.unwrap_or_default());
        self.expressions.extend(window.order_by.unwrap_or_default().iter().map(|term| &term.expr));
        let Some(frame) = &window.frame_clause else { return };
        for bound in [Some(&frame.start), frame.end.as_ref()].into_iter().flatten() {
            if let FrameBound::Following(distance) | FrameBound::Preceding(distance) = bound {
                self.expressions.push(distance);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::words;

    #[test]
    fn expressions_are_walked_everywhere() {
        for (expression, expected) in [
            ("EXISTS (SELECT 1)", "subquery, exists"),
            ("NOT EXISTS (SELECT 1)", "subquery, exists, not exists"),
            ("NOT (x IN (1))", "in, not in"),
            ("x NOT IN (SELECT 1)", "subquery, in, not in"),
            ("x = (SELECT max(y) FROM t)", "subquery, scalar subquery, aggregate, max"),
            ("max(x, y)", ""),
            ("x NOT LIKE 'a' OR x BETWEEN 1 AND 2", "like, between, or"),
            ("x IS NULL AND x NOTNULL", "is null, is not null, and"),
            ("x IS NOT NULL", "is not null"),
            ("count(DISTINCT x)", "distinct, aggregate, count"),
            ("count(*) FILTER (WHERE 1)", "aggregate, count, filter"),
            ("sum(x) OVER (ORDER BY (SELECT 1))", "subquery, scalar subquery, sum, window"),
            ("CASE WHEN coalesce(x, 1) THEN CAST(x AS TEXT) END", "case, cast, coalesce"),
            ("x COLLATE NOCASE", "collate"),
        ] {
            assert_eq!(words(&format!("SELECT {expression} FROM t")), expected, "{expression}");
        }
    }
}
