//! Expressions read off the parser's tree.

use sqlite3_parser::ast::{
    Distinctness, Expr as Parsed, FunctionCallOrder, FunctionTail, LikeOperator,
    Literal as ParsedLiteral, Operator, Type, TypeSize, UnaryOperator,
};

use super::super::print::{AND, BITS, COLLATE, COMPARISON, EQUALITY, NOT, PREFIX};
use super::super::{Arguments, Binary, Call, Column, Expr, Like, Literal, Name, Unary};
use super::{Reader, name, qualified};

impl Reader {
    pub(super) fn expr(&mut self, expr: &Parsed<'_>) -> Option<Expr> {
        self.deeper(1, |reader| match expr {
            Parsed::Literal(_) | Parsed::Variable(_) => leaf(expr),
            Parsed::Id(_)
            | Parsed::Name(_)
            | Parsed::Qualified(..)
            | Parsed::DoublyQualified(..) => column(expr).map(Expr::Column),
            Parsed::Unary(operator, inner) => reader.unary(*operator, inner),
            Parsed::Binary(_, Operator::And, _) => reader.chain(expr, Operator::And),
            Parsed::Binary(_, Operator::Or, _) => reader.chain(expr, Operator::Or),
            Parsed::Binary(left, operator, right) => reader.binary(left, *operator, right),
            Parsed::IsNull(inner) => reader.is_null(inner, false),
            Parsed::NotNull(inner) => reader.is_null(inner, true),
            Parsed::Between { lhs, not, start, end } => Some(Expr::Between {
                inner: reader.operand(lhs, EQUALITY)?,
                not: *not,
                low: reader.operand(start, COMPARISON)?,
                high: reader.operand(end, COMPARISON)?,
            }),
            Parsed::Like { .. } => reader.like(expr),
            Parsed::InList { .. } | Parsed::InSelect { .. } | Parsed::InTable { .. } => {
                reader.membership(expr)
            }
            Parsed::Exists(select) => Some(Expr::Exists(reader.subquery(select)?)),
            Parsed::Subquery(select) => Some(Expr::Subquery(reader.subquery(select)?)),
            Parsed::Case { base, when_then_pairs, else_expr } => {
                reader.case(*base, when_then_pairs, *else_expr)
            }
            Parsed::Cast { expr, type_name } => Some(Expr::Cast {
                inner: Box::new(reader.expr(expr)?),
                to: type_name.as_ref().map_or(Some(String::new()), |ty| reader.type_text(ty))?,
            }),
            Parsed::Collate(inner, collation) => Some(Expr::Collate {
                inner: reader.operand(inner, COLLATE)?,
                collation: name(collation),
            }),
            Parsed::FunctionCall { .. } | Parsed::FunctionCallStar { .. } => reader.call(expr),
            Parsed::Parenthesized(inner) => match inner.as_slice() {
                [single] => Some(Expr::Parens(Box::new(reader.expr(single)?))),
                members => Some(Expr::Row(reader.list(members)?)),
            },
            // RAISE stands in triggers alone.
            Parsed::Raise(..) => None,
        })
    }

    /// An operand, in parentheses where it prints with them.
    fn operand(&mut self, expr: &Parsed<'_>, level: u8) -> Option<Box<Expr>> {
        Some(Box::new(self.expr(expr)?.fitted(level)))
    }

    fn unary(&mut self, operator: UnaryOperator, inner: &Parsed<'_>) -> Option<Expr> {
        let (operator, level) = match operator {
            UnaryOperator::Not => (Unary::Not, NOT),
            UnaryOperator::Negative => (Unary::Minus, PREFIX),
            UnaryOperator::Positive => (Unary::Plus, PREFIX),
            UnaryOperator::BitwiseNot => (Unary::Invert, PREFIX),
        };
        Some(Expr::Unary(operator, self.operand(inner, level)?))
    }

    /// Conditions that one operator joins: a list, however long.
    fn chain(&mut self, expr: &Parsed<'_>, joined_by: Operator) -> Option<Expr> {
        let mut members = Vec::new();
        let mut rest = expr;
        while let Parsed::Binary(left, operator, right) = rest
            && *operator == joined_by
        {
            members.push(*right);
            rest = left;
        }
        members.push(rest);
        let level = if joined_by == Operator::And { NOT } else { AND };
        let members = members.iter().rev().map(|member| Some(self.expr(member)?.fitted(level)));
        let members = members.collect::<Option<_>>()?;
        Some(if joined_by == Operator::And { Expr::And(members) } else { Expr::Or(members) })
    }

    fn binary(
        &mut self,
        left: &Parsed<'_>,
        operator: Operator,
        right: &Parsed<'_>,
    ) -> Option<Expr> {
        let null = matches!(right, Parsed::Literal(ParsedLiteral::Null));
        let operator = match operator {
            Operator::Is if null => return self.is_null(left, false),
            Operator::IsNot if null => return self.is_null(left, true),
            operator => binary(operator)?,
        };
        let level = operator.level();
        let left = self.operand(left, level)?;
        Some(Expr::Binary(left, operator, self.operand(right, level + 1)?))
    }

    fn is_null(&mut self, inner: &Parsed<'_>, not: bool) -> Option<Expr> {
        Some(Expr::IsNull { inner: self.operand(inner, EQUALITY)?, not })
    }

    fn like(&mut self, expr: &Parsed<'_>) -> Option<Expr> {
        let Parsed::Like { lhs, not, op, rhs, escape } = expr else { return None };
        Some(Expr::Like {
            inner: self.operand(lhs, EQUALITY)?,
            not: *not,
            operator: match op {
                LikeOperator::Glob => Like::Glob,
                LikeOperator::Like => Like::Like,
                LikeOperator::Match => Like::Match,
                LikeOperator::Regexp => Like::Regexp,
            },
            pattern: self.operand(rhs, BITS)?,
            escape: match escape {
                None => None,
                Some(escape) => Some(self.operand(escape, BITS)?),
            },
        })
    }

    fn membership(&mut self, expr: &Parsed<'_>) -> Option<Expr> {
        Some(match expr {
            Parsed::InList { lhs, not, rhs } => Expr::InList {
                inner: self.operand(lhs, EQUALITY)?,
                not: *not,
                list: self.list(rhs.unwrap_or_default())?,
            },
            Parsed::InSelect { lhs, not, rhs } => Expr::InQuery {
                inner: self.operand(lhs, EQUALITY)?,
                not: *not,
                query: self.subquery(rhs)?,
            },
            Parsed::InTable { lhs, not, rhs, args } => {
                let inner = self.operand(lhs, EQUALITY)?;
                let (schema, table) = qualified(rhs);
                let arguments = match args {
                    None => None,
                    Some(arguments) => Some(self.list(arguments)?),
                };
                Expr::InTable { inner, not: *not, schema, table, arguments }
            }
            _ => return None,
        })
    }

    fn case(
        &mut self,
        operand: Option<&Parsed<'_>>,
        arms: &[(Parsed<'_>, Parsed<'_>)],
        otherwise: Option<&Parsed<'_>>,
    ) -> Option<Expr> {
        let operand = self.maybe(operand)?.map(Box::new);
        let arms = arms
            .iter()
            .map(|(when, then)| Some((self.expr(when)?, self.expr(then)?)))
            .collect::<Option<_>>()?;
        let otherwise = self.maybe(otherwise)?.map(Box::new);
        Some(Expr::Case { operand, arms, otherwise })
    }

    fn call(&mut self, expr: &Parsed<'_>) -> Option<Expr> {
        let (function, distinct, arguments, order_by, tail) = match expr {
            Parsed::FunctionCall { name, distinctness, args, order_by, filter_over } => {
                let distinct = *distinctness == Some(Distinctness::Distinct);
                let arguments = Arguments::List(self.list(args.unwrap_or_default())?);
                let order_by = match order_by {
                    Some(FunctionCallOrder::SortList(terms)) => self.terms(Some(terms))?,
                    None => Vec::new(),
                };
                (name, distinct, arguments, order_by, filter_over)
            }
            Parsed::FunctionCallStar { name, filter_over } => {
                (name, false, Arguments::Star, Vec::new(), filter_over)
            }
            _ => return None,
        };
        let (filter, over) = match tail {
            None => (None, None),
            Some(FunctionTail { filter_clause, over_clause }) => {
                let filter = self.maybe(*filter_clause)?;
                let over = match over_clause {
                    None => None,
                    Some(over) => Some(self.over(over)?),
                };
                (filter, over)
            }
        };
        let name = Name(function.0.to_owned());
        Some(Expr::Call(Box::new(Call { name, distinct, arguments, order_by, filter, over })))
    }

    fn type_text(&mut self, ty: &Type<'_>) -> Option<String> {
        let name = ty.name;
        Some(match &ty.size {
            None => name.to_owned(),
            Some(TypeSize::MaxSize(size)) => format!("{name}({})", self.expr(size)?),
            Some(TypeSize::TypeSize(size, scale)) => {
                format!("{name}({}, {})", self.expr(size)?, self.expr(scale)?)
            }
        })
    }
}

fn leaf(expr: &Parsed<'_>) -> Option<Expr> {
    Some(match expr {
        Parsed::Literal(literal) => Expr::Literal(match literal {
            ParsedLiteral::Null => Literal::Null,
            ParsedLiteral::Numeric(text) => Literal::Number((*text).to_owned()),
            ParsedLiteral::String(text) => Literal::Text((*text).to_owned()),
            // The parser leaves what is around the digits out.
            ParsedLiteral::Blob(digits) => Literal::Blob(format!("x'{digits}'")),
            ParsedLiteral::CurrentDate => Literal::Moment("CURRENT_DATE"),
            ParsedLiteral::CurrentTime => Literal::Moment("CURRENT_TIME"),
            ParsedLiteral::CurrentTimestamp => Literal::Moment("CURRENT_TIMESTAMP"),
            ParsedLiteral::Keyword(_) => return None,
        }),
        // The parser leaves the question mark out.
        Parsed::Variable(text) if text.starts_with(['$', '@', '#', ':']) => {
            Expr::Parameter((*text).to_owned())
        }
        Parsed::Variable(text) => Expr::Parameter(format!("?{text}")),
        _ => return None,
    })
}

fn column(expr: &Parsed<'_>) -> Option<Column> {
    let (schema, table, column) = match expr {
        Parsed::Id(column) => (None, None, column.0),
        Parsed::Name(column) => (None, None, column.0),
        Parsed::Qualified(table, column) => (None, Some(table), column.0),
        Parsed::DoublyQualified(schema, table, column) => (Some(schema), Some(table), column.0),
        _ => return None,
    };
    Some(Column {
        schema: schema.map(|schema| name(schema.0)),
        table: table.map(|table| name(table.0)),
        name: name(column),
    })
}

fn binary(operator: Operator) -> Option<Binary> {
    Some(match operator {
        Operator::And | Operator::Or => return None,
        Operator::Equals => Binary::Equal,
        Operator::NotEquals => Binary::NotEqual,
        Operator::Less => Binary::Less,
        Operator::LessEquals => Binary::LessEqual,
        Operator::Greater => Binary::Greater,
        Operator::GreaterEquals => Binary::GreaterEqual,
        Operator::Is => Binary::Is,
        Operator::IsNot => Binary::IsNot,
        Operator::Add => Binary::Add,
        Operator::Subtract => Binary::Subtract,
        Operator::Multiply => Binary::Multiply,
        Operator::Divide => Binary::Divide,
        Operator::Modulus => Binary::Remainder,
        Operator::Concat => Binary::Concatenate,
        Operator::BitwiseAnd => Binary::BitAnd,
        Operator::BitwiseOr => Binary::BitOr,
        Operator::LeftShift => Binary::ShiftLeft,
        Operator::RightShift => Binary::ShiftRight,
        Operator::ArrowRight => Binary::Arrow,
        Operator::ArrowRightShift => Binary::LongArrow,
    })
}
