//! What cannot be assigned to, and `=` where `==` was meant.

use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_text_size::Ranged;

use super::Judge;
use super::expression::{Statements, is_keyword, is_operand, kind};
use crate::orm::python::syntax::Mistake;
use crate::orm::python::syntax::token::Kind;

impl Judge<'_> {
    /// `1 = x`.
    pub(super) fn assignment(&self) -> Option<Mistake> {
        let target = self.expression_at(self.error.location)?;
        if matches!(target, Expr::Yield(_) | Expr::YieldFrom(_)) {
            return Some(self.says("assignment to yield expression not possible"));
        }
        let kind = kind(target);
        let plain = format!("cannot assign to {kind}");
        let Mod::Module(module) = self.parsed.syntax() else { return Some(self.says(plain)) };
        let mut finder = Statements { around: target.range(), found: None };
        module.body.iter().for_each(|statement| finder.visit_stmt(statement));
        let is_here = match finder.found {
            Some(Stmt::Assign(assign)) => {
                let direct = assign.targets.first().is_some_and(|first| match first {
                    Expr::Tuple(tuple) if !tuple.parenthesized => {
                        tuple.elts.last().is_some_and(|last| last.range() == target.range())
                    }
                    first => first.range() == target.range(),
                });
                let value = match &*assign.value {
                    Expr::Tuple(tuple) if !tuple.parenthesized => tuple.elts.first(),
                    value => Some(value),
                };
                assign.targets.len() == 1
                    && direct
                    && is_operand(target)
                    && value.is_some_and(is_operand)
            }
            _ => false,
        };
        let more = if is_here { " here. Maybe you meant '==' instead of '='?" } else { "" };
        Some(self.says(format!("{plain}{more}")))
    }

    /// `if x = 3:`, `f(a.b = 1)`.
    pub(super) fn equals(&self) -> Option<Mistake> {
        let place = match self.text(self.failing) {
            "=" => self.failing,
            _ => self.operand_end(self.failing),
        };
        if self.text(place) != "=" {
            return None;
        }
        let token = self.token(place)?;
        let start = self.expression_start(place);
        let opener = self.opener(place);
        let is_call = opener.is_some_and(|opener| self.is_call(opener));
        let head = self.text(self.line_start(place));
        let first = self.text(start);
        let alone = start + 1 == place && self.token(start)?.kind == Kind::Name;
        if start >= place || !self.begins_expression(place + 1) {
            return None;
        }
        if is_call {
            let constant = matches!(first, "True" | "False" | "None") && start + 1 == place;
            if constant {
                return Some(self.says_at(start, format!("cannot assign to {first}")));
            }
            if alone && is_keyword(first) {
                return None;
            }
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return Some(self.says_at(start, message));
        }
        if token.level == 0 && !matches!(head, "if" | "elif" | "while") {
            return None;
        }
        // What is compared or combined is no operand any more.
        let is_operand = (start..place).all(|place| {
            self.token(place).is_some_and(|other| other.level > token.level)
                || !matches!(
                    self.text(place),
                    "not" | "and" | "or" | "in" | "is" | "==" | "!=" | "<" | ">" | "<=" | ">="
                )
        });
        if !is_operand {
            return None;
        }
        let after = self.text(self.operand_end(place + 1));
        if after == "=" || after == ":=" {
            return None;
        }
        if alone && !is_keyword(first) {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            let said = self.says_at(start, message);
            return self.unclosed(self.expression_end(place + 1)).or(Some(said));
        }
        let kind = self.kind_of_tokens(start, place)?;
        let message = format!("cannot assign to {kind} here. Maybe you meant '==' instead of '='?");
        let said = self.says_at(start, message);
        self.unclosed(self.expression_end(place + 1)).or(Some(said))
    }

    /// What some tokens before a `=` are, as far as their last one tells.
    pub(super) fn kind_of_tokens(&self, start: usize, end: usize) -> Option<&'static str> {
        let last = self.token(end.checked_sub(1)?)?;
        let word = self.text(end - 1);
        Some(match last.kind {
            _ if start + 1 == end && matches!(last.kind, Kind::Number | Kind::Text) => "literal",
            Kind::Operator if word == ")" && start + 1 < end => "function call",
            Kind::Operator if word == "]" => "subscript",
            Kind::Name if self.text(end.checked_sub(2)?) == "." => "attribute",
            _ => "expression",
        })
    }
}
