//! What the parser's own finding tells.

use ruff_python_ast::Expr;
use ruff_python_parser::ParseErrorType;

use super::Judge;
use super::expression::kind;
use crate::orm::python::syntax::Mistake;
use crate::orm::python::syntax::token::Kind as TokenKind;

impl Judge<'_> {
    /// What the parser's own finding tells.
    pub(super) fn by_kind(&self) -> Option<Mistake> {
        use ParseErrorType as Kind;
        let says = |message: &str| Some(self.says(message));
        match &self.error.error {
            Kind::UnexpectedIndentation => {
                let class = "IndentationError";
                Some(Mistake { class, ..self.says("unexpected indent") })
            }
            Kind::OtherError(text) if text.starts_with("Expected an indented block") => {
                Some(self.no_block())
            }
            Kind::OtherError(text) if text.starts_with("Expected `except` or `finally`") => {
                says("expected 'except' or 'finally' block")
            }
            Kind::OtherError(text) if text.contains("exception types must be parenthesized") => {
                says("multiple exception types must be parenthesized")
            }
            Kind::PositionalAfterKeywordArgument => {
                self.in_call("positional argument follows keyword argument")
            }
            Kind::PositionalAfterKeywordUnpacking => {
                self.in_call("positional argument follows keyword argument unpacking")
            }
            Kind::InvalidArgumentUnpackingOrder => {
                says("iterable argument unpacking follows keyword argument unpacking")
            }
            Kind::UnparenthesizedGeneratorExpression => {
                says("Generator expression must be parenthesized")
            }
            Kind::NonDefaultParamAfterDefaultParam => {
                says("non-default argument follows default argument")
            }
            Kind::ParamAfterVarKeywordParam => says("arguments cannot follow var-keyword argument"),
            Kind::ExpectedKeywordParam => says("named arguments must follow bare *"),
            Kind::InvalidDeleteTarget => {
                let kind = self.expression_at(self.error.location).map(kind)?;
                Some(self.says(format!("cannot delete {kind}")))
            }
            Kind::InvalidAugmentedAssignmentTarget => {
                let kind = self.expression_at(self.error.location).map(kind)?;
                Some(
                    self.says(format!(
                        "'{kind}' is an illegal expression for augmented assignment"
                    )),
                )
            }
            Kind::InvalidAnnotatedAssignmentTarget => {
                Some(match self.expression_at(self.error.location)? {
                    Expr::Tuple(_) => self.says("only single target (not tuple) can be annotated"),
                    Expr::List(_) => self.says("only single target (not list) can be annotated"),
                    _ => self.says("illegal target for annotation"),
                })
            }
            Kind::InvalidNamedAssignmentTarget => {
                let kind = self.expression_at(self.error.location).map(kind)?;
                Some(self.says(format!("cannot use assignment expressions with {kind}")))
            }
            Kind::InvalidAssignmentTarget => self.assignment(),
            Kind::OtherError(text)
                if text.starts_with("Trailing comma")
                    && self.text(self.line_start(self.failing)) == "from" =>
            {
                let message = "trailing comma not allowed without surrounding parentheses";
                Some(self.says_at(self.failing + 1, message))
            }
            Kind::OtherError(text) if text.starts_with("Trailing comma") => {
                Some(self.says_at(self.failing + 1, "invalid syntax"))
            }
            Kind::OtherError(text) if text.starts_with("Only single target") => {
                Some(self.says(text.replacen("Only", "only", 1)))
            }
            Kind::Lexical(inner) => self.lexical(inner),
            _ => None,
        }
    }

    /// A header without a block.
    pub(super) fn no_block(&self) -> Mistake {
        let newline = (0..self.failing)
            .rev()
            .find(|place| self.token(*place).is_some_and(|token| token.kind == TokenKind::Newline));
        let header = newline.map_or(0, |newline| self.line_start(newline));
        let line = self.token(header).map_or(1, |token| token.line);
        let mut word = self.text(header);
        if word == "async" {
            word = self.text(header + 1);
        }
        let what = match word {
            "def" => "function definition".to_owned(),
            "class" => "class definition".to_owned(),
            word => format!("'{word}' statement"),
        };
        let message = format!("expected an indented block after {what} on line {line}");
        let is_break = self.token(self.failing).is_some_and(|t| t.kind == TokenKind::Newline);
        let place = self.failing + usize::from(is_break);
        Mistake { class: "IndentationError", ..self.says_at(place, message) }
    }

    /// What is wrong with a call's arguments, which CPython says when it has read them all.
    fn in_call(&self, message: &str) -> Option<Mistake> {
        match self.opener(self.failing).and_then(|opener| self.closer(opener)) {
            Some(closer) => Some(self.says_at(closer, message)),
            None => self.unclosed(self.words.tokens.list.len()),
        }
    }
}
