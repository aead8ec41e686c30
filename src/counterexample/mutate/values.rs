//! Mistakes in what is compared: the comparison, the constant, the pattern, NULL.

use super::found::Found;
use super::links::linked;
use super::mistake::Kind;
use super::site::{Site, Spot};
use crate::sql::query::walk::Clause;
use crate::sql::query::{Binary, Expr, Like, Literal, Unary};

pub(super) fn values(site: &Site<'_>, found: &mut Found) {
    for spot in &site.spots {
        match spot.expr {
            Expr::Binary(left, operator, right) => {
                let (left, right) = (left.as_ref(), right.as_ref());
                compared(site, spot, (left, *operator, right), found);
                computed(spot, (left, *operator, right), found);
                if operator.compares() {
                    constants(spot, found);
                }
            }
            Expr::Between { .. } => {
                between(spot, found);
                one_end(spot, found);
                constants(spot, found);
            }
            Expr::InList { .. } => {
                members(spot, found);
                constants(spot, found);
            }
            Expr::Like { .. } => like(spot, found),
            Expr::IsNull { .. } => null(spot, found),
            _ => {}
        }
    }
}

impl Binary {
    fn compares(self) -> bool {
        !self.mistaken_for().is_empty()
    }

    /// What a comparison is mistaken for, the likeliest first.
    fn mistaken_for(self) -> &'static [Self] {
        match self {
            Self::Less => &[Self::LessEqual, Self::Greater, Self::NotEqual],
            Self::LessEqual => &[Self::Less, Self::GreaterEqual, Self::Equal],
            Self::Greater => &[Self::GreaterEqual, Self::Less, Self::NotEqual],
            Self::GreaterEqual => &[Self::Greater, Self::LessEqual, Self::Equal],
            Self::Equal => &[Self::NotEqual, Self::GreaterEqual, Self::LessEqual, Self::Is],
            Self::NotEqual => &[Self::Equal, Self::Less, Self::IsNot, Self::Greater],
            Self::Is => &[Self::Equal, Self::IsNot],
            Self::IsNot => &[Self::NotEqual, Self::Is],
            _ => &[],
        }
    }
}

fn compared(
    site: &Site<'_>,
    spot: &Spot<'_>,
    (left, operator, right): (&Expr, Binary, &Expr),
    found: &mut Found,
) {
    let linked = linked(&site.scope, spot.expr);
    let others = operator.mistaken_for().iter();
    // What links two tables is hardly ever another comparison, but may take NULL for equal.
    let fits = |other: &&Binary| {
        linked.is_none_or(|(left, right)| {
            let nullable = left.column.nullable && right.column.nullable;
            *other == &Binary::NotEqual || (*other == &Binary::Is && nullable)
        })
    };
    for (rank, other) in others.filter(fits).enumerate() {
        let new = Expr::Binary(Box::new(left.clone()), *other, Box::new(right.clone()));
        let rank = if linked.is_some() { rank + 2 } else { rank };
        found.expr(spot, Kind::Comparison, rank, new);
    }
    // The first row of a subquery for any of them.
    if operator == Binary::Equal
        && let Expr::Subquery(query) = right
    {
        let inner = Box::new(left.clone());
        let new = Expr::InQuery { inner, not: false, query: query.clone() };
        found.expr(spot, Kind::InExists, 1, new);
    }
}

fn computed(spot: &Spot<'_>, (left, operator, right): (&Expr, Binary, &Expr), found: &mut Found) {
    let others: &[Binary] = match operator {
        Binary::Add => &[Binary::Subtract],
        Binary::Subtract => &[Binary::Add],
        Binary::Multiply => &[Binary::Divide, Binary::Add],
        Binary::Divide => &[Binary::Multiply],
        Binary::Remainder => &[Binary::Divide],
        _ => return,
    };
    let (left, right) = (Box::new(left.clone()), Box::new(right.clone()));
    // `x * 1.0` is there so that a division is not cut.
    for (factor, other) in [(&left, &right), (&right, &left)] {
        if operator == Binary::Multiply
            && matches!(factor.bare(), Expr::Literal(Literal::Number(text)) if text.contains('.'))
        {
            found.expr(spot, Kind::Arithmetic, 0, (**other).clone());
        }
    }
    if matches!(operator, Binary::Subtract | Binary::Divide | Binary::Remainder) {
        let new = Expr::Binary(right.clone(), operator, left.clone());
        found.expr(spot, Kind::Arithmetic, 1, new);
    }
    for other in others {
        let new = Expr::Binary(left.clone(), *other, right.clone());
        found.expr(spot, Kind::Arithmetic, 2, new);
    }
}

/// BETWEEN without one of its ends, or without both.
fn between(spot: &Spot<'_>, found: &mut Found) {
    let Expr::Between { inner, not, low, high } = spot.expr else { return };
    let ends = |least: Binary, greatest: Binary| {
        let least = Expr::Binary(inner.clone(), least, low.clone());
        let greatest = Expr::Binary(inner.clone(), greatest, high.clone());
        Expr::all(vec![least, greatest])
    };
    let choices = [
        ends(Binary::Greater, Binary::Less),
        ends(Binary::GreaterEqual, Binary::Less),
        ends(Binary::Greater, Binary::LessEqual),
    ];
    for (rank, new) in choices.into_iter().enumerate() {
        let Some(new) = new else { continue };
        let new =
            if *not { Expr::Unary(Unary::Not, Box::new(Expr::Parens(Box::new(new)))) } else { new };
        found.expr(spot, Kind::Comparison, rank, new);
    }
}

/// One end of BETWEEN left out.
fn one_end(spot: &Spot<'_>, found: &mut Found) {
    let Expr::Between { inner, not: false, low, high } = spot.expr else { return };
    let ends = [(low, Binary::GreaterEqual), (high, Binary::LessEqual)];
    for (end, operator) in ends {
        let new = Expr::Binary(inner.clone(), operator, end.clone());
        found.expr(spot, Kind::MissingCondition, 1, new);
    }
}

/// A member of a list left out.
fn members(spot: &Spot<'_>, found: &mut Found) {
    let Expr::InList { inner, not, list } = spot.expr else { return };
    for at in (0..list.len()).rev().take(4).filter(|_| list.len() > 1) {
        let mut list = list.clone();
        list.remove(at);
        let new = Expr::InList { inner: inner.clone(), not: *not, list };
        found.expr(spot, Kind::Constant, 0, new);
    }
}

/// Numbers one more or one less, texts in other letters: each alone.
fn constants(spot: &Spot<'_>, found: &mut Found) {
    let operands = direct_constants(spot.expr);
    for (at, literal) in operands {
        for (rank, (kind, new)) in neighbours(literal).into_iter().enumerate() {
            let mut expr = spot.expr.clone();
            if let Some(place) = constant_mut(&mut expr, at) {
                *place = new;
                found.expr(spot, kind, rank, expr);
            }
        }
    }
}

/// The constants that are operands, by the number of the operand; `-1` is one of them.
fn direct_constants(expr: &Expr) -> Vec<(usize, &Expr)> {
    use crate::sql::query::walk::Node;
    let children = Node::Expr(expr).children().into_iter().enumerate();
    let constants = children.filter_map(|(at, (_, child))| match child {
        Node::Expr(child) => match child {
            Expr::Literal(_) => Some((at, child)),
            Expr::Unary(Unary::Minus, inner) if matches!(**inner, Expr::Literal(_)) => {
                Some((at, child))
            }
            _ => None,
        },
        _ => None,
    });
    constants.take(6).collect()
}

fn constant_mut(expr: &mut Expr, at: usize) -> Option<&mut Expr> {
    use crate::sql::query::walk::NodeMut;
    match NodeMut::Expr(expr).children().into_iter().nth(at)?.1 {
        NodeMut::Expr(child) => Some(child),
        NodeMut::Query(_) | NodeMut::Core(_) => None,
    }
}

fn neighbours(literal: &Expr) -> Vec<(Kind, Expr)> {
    match literal {
        Expr::Literal(Literal::Text(text)) => {
            let (lower, upper) = (text.to_lowercase(), text.to_uppercase());
            let other = if *text == lower { upper } else { lower };
            if other == *text {
                let unquoted = unquoted(text).map(|unquoted| (Kind::MissingQuotes, unquoted));
                return unquoted.into_iter().collect();
            }
            vec![(Kind::TextCase, Expr::Literal(Literal::Text(other)))]
        }
        _ => integer(literal)
            .into_iter()
            .flat_map(|number| [number.checked_add(1), number.checked_sub(1)])
            .flatten()
            .map(|number| (Kind::Constant, number_expr(number)))
            .collect(),
    }
}

/// What a text of digits is without its quotes; a date becomes a subtraction.
fn unquoted(text: &str) -> Option<Expr> {
    let inside = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut numbers = inside.split('-').map(|digits| {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| Expr::Literal(Literal::Number(digits.to_owned())))
    });
    let first = numbers.next()??;
    numbers.take(3).try_fold(first, |left, right| {
        Some(Expr::Binary(Box::new(left), Binary::Subtract, Box::new(right?)))
    })
}

fn integer(expr: &Expr) -> Option<i64> {
    match expr {
        Expr::Literal(Literal::Number(text)) => text.parse().ok(),
        Expr::Unary(Unary::Minus, inner) => integer(inner)?.checked_neg(),
        _ => None,
    }
}

/// A whole number as an expression.
pub(super) fn number_expr(number: i64) -> Expr {
    let literal = Expr::Literal(Literal::Number(number.unsigned_abs().to_string()));
    if number < 0 { Expr::Unary(Unary::Minus, Box::new(literal)) } else { literal }
}

/// A pattern without its `%`, with one more, or compared by `=`.
fn like(spot: &Spot<'_>, found: &mut Found) {
    let Expr::Like { inner, not, operator: Like::Like, pattern, escape } = spot.expr else {
        return;
    };
    let Expr::Literal(Literal::Text(text)) = pattern.bare() else { return };
    let Some(content) = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) else {
        return;
    };
    let start = content.strip_prefix('%');
    let end = content.strip_suffix('%');
    let patterns = [
        start.map(str::to_owned).or(Some(format!("%{content}"))),
        end.map(str::to_owned).or(Some(format!("{content}%"))),
        content.contains('_').then(|| content.replace('_', "%")),
    ];
    for (rank, content) in patterns.into_iter().flatten().enumerate() {
        let pattern = Box::new(Expr::Literal(Literal::Text(format!("'{content}'"))));
        let (inner, escape) = (inner.clone(), escape.clone());
        let new = Expr::Like { inner, not: *not, operator: Like::Like, pattern, escape };
        found.expr(spot, Kind::Pattern, rank, new);
    }
    let operator = if *not { Binary::NotEqual } else { Binary::Equal };
    let new = Expr::Binary(inner.clone(), operator, pattern.clone());
    found.expr(spot, Kind::Pattern, 1, new);
}

/// `= NULL`, and the opposite.
fn null(spot: &Spot<'_>, found: &mut Found) {
    let Expr::IsNull { inner, not } = spot.expr else { return };
    let operator = if *not { Binary::NotEqual } else { Binary::Equal };
    let null = Box::new(Expr::Literal(Literal::Null));
    found.expr(spot, Kind::NullTest, 0, Expr::Binary(inner.clone(), operator, null));
    found.expr(spot, Kind::NullTest, 1, Expr::IsNull { inner: inner.clone(), not: !not });
    // An empty text for NULL.
    if spot.clause == Clause::Where {
        let empty = Box::new(Expr::Literal(Literal::Text("''".to_owned())));
        found.expr(spot, Kind::NullTest, 2, Expr::Binary(inner.clone(), operator, empty));
    }
}
