//! What CPython calls an expression, and where one stands.

use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::Judge;

impl Judge<'_> {
    pub(super) fn expression_at(&self, range: TextRange) -> Option<&Expr> {
        let mut finder = Finder { range, found: None };
        match self.parsed.syntax() {
            Mod::Module(module) => module.body.iter().for_each(|s| finder.visit_stmt(s)),
            Mod::Expression(inner) => finder.visit_expr(&inner.body),
        }
        finder.found
    }
}

struct Finder<'a> {
    range: TextRange,
    found: Option<&'a Expr>,
}

impl<'a> Visitor<'a> for Finder<'a> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if expression.range() == self.range && self.found.is_none() {
            self.found = Some(expression);
        }
        if expression.range().contains_range(self.range) && self.found.is_none() {
            walk_expr(self, expression);
        }
    }
}

pub(super) struct Statements<'a> {
    pub(super) around: TextRange,
    pub(super) found: Option<&'a Stmt>,
}

impl<'a> Visitor<'a> for Statements<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if statement.range().contains_range(self.around) {
            self.found = Some(statement);
            ruff_python_ast::visitor::walk_stmt(self, statement);
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

/// It binds as tightly as `|` or more tightly.
pub(super) fn is_operand(expression: &Expr) -> bool {
    match expression {
        Expr::Tuple(_) | Expr::List(_) | Expr::Generator(_) | Expr::Starred(_) => false,
        Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) => false,
        Expr::Compare(_) | Expr::BoolOp(_) | Expr::Lambda(_) | Expr::If(_) | Expr::Named(_) => {
            false
        }
        Expr::Yield(_) | Expr::YieldFrom(_) => false,
        Expr::UnaryOp(inner) => inner.op != ruff_python_ast::UnaryOp::Not,
        _ => true,
    }
}

/// What CPython calls an expression that cannot be assigned to.
pub(super) fn kind(expression: &Expr) -> &'static str {
    match expression {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) | Expr::TString(_) => "f-string expression",
        Expr::NoneLiteral(_) => "None",
        Expr::BooleanLiteral(literal) => {
            if literal.value {
                "True"
            } else {
                "False"
            }
        }
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => "literal",
        Expr::Slice(_) | Expr::IpyEscapeCommand(_) => "expression",
    }
}

pub(super) fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 35] = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield",
    ];
    KEYWORDS.contains(&word)
}
