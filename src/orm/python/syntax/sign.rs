//! Operators of the parser's tree as operators of ours.

use ruff_python_ast::{CmpOp, Operator};

use super::Relation;
use crate::orm::python::operator::{Binary, Comparison};

/// An operator of two sides.
pub(super) fn binary(op: Operator) -> Binary {
    match op {
        Operator::Add => Binary::Add,
        Operator::Sub => Binary::Subtract,
        Operator::Mult => Binary::Multiply,
        Operator::MatMult => Binary::MatrixMultiply,
        Operator::Div => Binary::Divide,
        Operator::Mod => Binary::Modulo,
        Operator::Pow => Binary::Power,
        Operator::LShift => Binary::ShiftLeft,
        Operator::RShift => Binary::ShiftRight,
        Operator::BitOr => Binary::Or,
        Operator::BitXor => Binary::Xor,
        Operator::BitAnd => Binary::And,
        Operator::FloorDiv => Binary::FloorDivide,
    }
}

/// What stands between two sides of a comparison.
pub(super) fn relation(op: CmpOp) -> Relation {
    match op {
        CmpOp::Eq => Relation::Compare(Comparison::Equal),
        CmpOp::NotEq => Relation::Compare(Comparison::NotEqual),
        CmpOp::Lt => Relation::Compare(Comparison::Less),
        CmpOp::LtE => Relation::Compare(Comparison::LessOrEqual),
        CmpOp::Gt => Relation::Compare(Comparison::Greater),
        CmpOp::GtE => Relation::Compare(Comparison::GreaterOrEqual),
        CmpOp::Is => Relation::Is(false),
        CmpOp::IsNot => Relation::Is(true),
        CmpOp::In => Relation::In(false),
        CmpOp::NotIn => Relation::In(true),
    }
}
