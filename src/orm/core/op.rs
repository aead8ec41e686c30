//! What operators are to each other: how tightly they bind, how they are written and negated.

use std::rc::Rc;

use super::{Op, Place};

impl Op {
    /// How tightly it binds; the least for those that SQLAlchemy has no figure for.
    fn precedence(&self) -> Option<i32> {
        Some(match self {
            Self::All | Self::Any | Self::GetItem | Self::PathGetItem => 15,
            Self::Mul | Self::TrueDiv | Self::FloorDiv | Self::Mod | Self::Neg | Self::BitNot => 8,
            Self::Add
            | Self::Sub
            | Self::BitXor
            | Self::BitOr
            | Self::BitAnd
            | Self::ShiftLeft
            | Self::ShiftRight => 7,
            Self::Filter => 6,
            Self::Concat
            | Self::Match
            | Self::NotMatch
            | Self::RegexpMatch
            | Self::NotRegexpMatch
            | Self::ILike
            | Self::NotILike
            | Self::Like
            | Self::NotLike
            | Self::In
            | Self::NotIn
            | Self::Is
            | Self::IsNot
            | Self::Eq
            | Self::Ne
            | Self::IsDistinctFrom
            | Self::IsNotDistinctFrom
            | Self::Gt
            | Self::Lt
            | Self::Ge
            | Self::Le
            | Self::Between
            | Self::NotBetween
            | Self::Distinct
            | Self::Not
            | Self::IsTrue
            | Self::IsFalse => 5,
            Self::Collate => 4,
            Self::And | Self::BetweenAnd | Self::Desc | Self::Asc => 3,
            Self::Or => 2,
            Self::Comma | Self::As => -1,
            Self::Exists => 0,
            Self::AsBool => -10,
            Self::Custom { precedence, .. } => *precedence,
            Self::Pattern { .. } | Self::NullsFirst | Self::NullsLast => return None,
        })
    }

    /// Whether what this operator makes needs parentheses beside another, or beside nothing.
    pub fn needs_group(&self, against: Option<&Op>) -> bool {
        let Some(against) = against else { return true };
        if self == against && self.joins_itself() {
            return false;
        }
        self.precedence().unwrap_or(-100) <= against.precedence().unwrap_or(100)
    }

    /// `(a op b) op c` needs no parentheses.
    fn joins_itself(&self) -> bool {
        self.is_associative() || matches!(self, Self::GetItem | Self::PathGetItem)
    }

    /// `a op b op c` is one list.
    pub fn is_associative(&self) -> bool {
        matches!(self, Self::Add | Self::Mul | Self::Concat | Self::And | Self::Or)
    }

    /// `a op b` is `b op a`.
    pub fn is_commutative(&self) -> bool {
        matches!(self, Self::Eq | Self::Ne | Self::Add | Self::Mul)
    }

    /// It compares.
    pub fn is_comparison(&self) -> bool {
        match self {
            Self::Custom { is_comparison, .. } => *is_comparison,
            Self::Eq
            | Self::Ne
            | Self::Gt
            | Self::Lt
            | Self::Ge
            | Self::Le
            | Self::Between
            | Self::NotBetween
            | Self::Like
            | Self::NotLike
            | Self::ILike
            | Self::NotILike
            | Self::Is
            | Self::IsNot
            | Self::In
            | Self::NotIn
            | Self::Match
            | Self::NotMatch
            | Self::RegexpMatch
            | Self::NotRegexpMatch
            | Self::Pattern { .. }
            | Self::IsDistinctFrom
            | Self::IsNotDistinctFrom => true,
            _ => false,
        }
    }

    /// What it makes is a condition.
    pub fn is_boolean(&self) -> bool {
        self.is_comparison()
            || matches!(self, Self::Not | Self::IsTrue | Self::IsFalse | Self::And | Self::Or)
    }

    /// It only says how to sort.
    pub fn is_order(&self) -> bool {
        matches!(self, Self::Desc | Self::Asc | Self::NullsFirst | Self::NullsLast)
    }

    /// The operator that is true where this is not.
    pub fn negated(&self) -> Option<Op> {
        Some(match self {
            Self::Eq => Self::Ne,
            Self::Ne => Self::Eq,
            Self::Lt => Self::Ge,
            Self::Le => Self::Gt,
            Self::Gt => Self::Le,
            Self::Ge => Self::Lt,
            Self::Is => Self::IsNot,
            Self::IsNot => Self::Is,
            Self::IsDistinctFrom => Self::IsNotDistinctFrom,
            Self::IsNotDistinctFrom => Self::IsDistinctFrom,
            Self::Like => Self::NotLike,
            Self::NotLike => Self::Like,
            Self::ILike => Self::NotILike,
            Self::NotILike => Self::ILike,
            Self::Match => Self::NotMatch,
            Self::NotMatch => Self::Match,
            Self::RegexpMatch => Self::NotRegexpMatch,
            Self::NotRegexpMatch => Self::RegexpMatch,
            Self::In => Self::NotIn,
            Self::NotIn => Self::In,
            Self::Between => Self::NotBetween,
            Self::NotBetween => Self::Between,
            Self::Pattern { place, negated, ignores_case } => {
                Self::Pattern { place: *place, negated: !negated, ignores_case: *ignores_case }
            }
            _ => return None,
        })
    }

    /// How it is written, with the spaces around it.
    pub fn text(&self) -> Rc<str> {
        match self {
            Self::And | Self::BetweenAnd => " AND ",
            Self::Or => " OR ",
            Self::Add => " + ",
            Self::Mul => " * ",
            Self::Sub => " - ",
            Self::TrueDiv | Self::FloorDiv => " / ",
            Self::Mod => " % ",
            Self::Neg => "-",
            Self::Lt => " < ",
            Self::Le => " <= ",
            Self::Ne => " != ",
            Self::Gt => " > ",
            Self::Ge => " >= ",
            Self::Eq => " = ",
            Self::IsDistinctFrom => " IS DISTINCT FROM ",
            Self::IsNotDistinctFrom => " IS NOT DISTINCT FROM ",
            Self::Concat => " || ",
            Self::Match => " MATCH ",
            Self::NotMatch => " NOT MATCH ",
            Self::RegexpMatch => " REGEXP ",
            Self::NotRegexpMatch => " NOT REGEXP ",
            Self::In => " IN ",
            Self::NotIn => " NOT IN ",
            Self::Comma => ", ",
            Self::As => " AS ",
            Self::Is => " IS ",
            Self::IsNot => " IS NOT ",
            Self::Collate => " COLLATE ",
            Self::Exists => "EXISTS ",
            Self::Distinct => "DISTINCT ",
            Self::Not => "NOT ",
            Self::Any => "ANY ",
            Self::All => "ALL ",
            Self::Desc => " DESC",
            Self::Asc => " ASC",
            Self::NullsFirst => " NULLS FIRST",
            Self::NullsLast => " NULLS LAST",
            Self::BitXor => " ^ ",
            Self::BitOr => " | ",
            Self::BitAnd => " & ",
            Self::BitNot => "~",
            Self::ShiftLeft => " << ",
            Self::ShiftRight => " >> ",
            Self::Like | Self::ILike => " LIKE ",
            Self::NotLike | Self::NotILike => " NOT LIKE ",
            Self::Pattern { negated: false, .. } => " LIKE ",
            Self::Pattern { negated: true, .. } => " NOT LIKE ",
            Self::Between => " BETWEEN ",
            Self::NotBetween => " NOT BETWEEN ",
            Self::Custom { text, .. } => return format!(" {text} ").into(),
            Self::IsTrue
            | Self::IsFalse
            | Self::GetItem
            | Self::PathGetItem
            | Self::Filter
            | Self::AsBool => "",
        }
        .into()
    }

    /// What SQLAlchemy calls it in messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Sub => "sub",
            Self::Mul => "mul",
            Self::TrueDiv => "truediv",
            Self::FloorDiv => "floordiv",
            Self::Mod => "mod",
            Self::Neg => "neg",
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Like => "like_op",
            Self::NotLike => "not_like_op",
            Self::ILike => "ilike_op",
            Self::NotILike => "not_ilike_op",
            Self::And => "and_",
            Self::Or => "or_",
            Self::Not => "inv",
            Self::In => "in_op",
            Self::NotIn => "not_in_op",
            Self::Between => "between_op",
            Self::NotBetween => "not_between_op",
            Self::Concat => "concat_op",
            Self::Match => "match_op",
            Self::RegexpMatch => "regexp_match_op",
            Self::NotRegexpMatch => "not_regexp_match_op",
            Self::Collate => "collate",
            Self::Desc => "desc_op",
            Self::Asc => "asc_op",
            Self::Distinct => "distinct_op",
            Self::BitAnd => "bitwise_and_op",
            Self::BitOr => "bitwise_or_op",
            Self::BitXor => "bitwise_xor_op",
            Self::BitNot => "bitwise_not_op",
            Self::ShiftLeft => "bitwise_lshift_op",
            Self::ShiftRight => "bitwise_rshift_op",
            Self::GetItem => "getitem",
            Self::Pattern { place: Place::Anywhere, negated: false, ignores_case: false } => {
                "contains_op"
            }
            Self::Pattern { place: Place::Start, negated: false, ignores_case: false } => {
                "startswith_op"
            }
            Self::Pattern { place: Place::End, negated: false, ignores_case: false } => {
                "endswith_op"
            }
            Self::Pattern { place: Place::Anywhere, .. } => "icontains_op",
            Self::Pattern { place: Place::Start, .. } => "istartswith_op",
            Self::Pattern { place: Place::End, .. } => "iendswith_op",
            _ => "custom_op",
        }
    }
}
