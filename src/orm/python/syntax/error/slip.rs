//! What the tokens around the place tell: CPython's rules for what people forget.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::ParseErrorType;

use super::Judge;
use super::expression::is_keyword;
use crate::orm::python::syntax::Mistake;
use crate::orm::python::syntax::token::Kind;

impl Judge<'_> {
    /// What the tokens around the place tell.
    pub(super) fn by_place(&self) -> Option<Mistake> {
        self.legacy_call()
            .or_else(|| self.colon())
            .or_else(|| self.header())
            .or_else(|| self.dictionary())
            .or_else(|| self.comma())
            .or_else(|| self.equals())
            .or_else(|| self.other_words())
    }

    /// `print "hello"`.
    fn legacy_call(&self) -> Option<Mistake> {
        let word = self.before();
        let is_call = matches!(word, "print" | "exec") && self.begins_expression(self.failing);
        is_call.then(|| {
            let place = self.failing.saturating_sub(1);
            self.says_at(
                place,
                format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?"),
            )
        })
    }

    /// `class User(Base)` without a colon.
    fn colon(&self) -> Option<Mistake> {
        let ParseErrorType::ExpectedToken { expected: TokenKind::Colon, found } = self.error.error
        else {
            return None;
        };
        let mut start = self.line_start(self.failing);
        if self.text(start) == "async" {
            start += 1;
        }
        let always = matches!(self.text(start), "def" | "else" | "try" | "finally");
        let is_compound = matches!(
            self.text(start),
            "class" | "if" | "elif" | "while" | "for" | "with" | "except" | "match" | "case"
        );
        let is_end = found == TokenKind::Newline || found == TokenKind::EndOfFile;
        (always || is_compound && is_end).then(|| self.says("expected ':'"))
    }

    /// `{'a': 1, 'b'}`.
    fn dictionary(&self) -> Option<Mistake> {
        let opener = self.opener(self.failing)?;
        if self.text(opener) != "{" {
            return None;
        }
        if self.before() == ":" && matches!(self.text(self.failing), "}" | ",") {
            let place = self.failing.saturating_sub(1);
            let message = "expression expected after dictionary key and ':'";
            return Some(self.says_at(place, message));
        }
        let inside = self.token(opener)?.level + 1;
        let is = |place: usize, signs: [&str; 2]| {
            let is_here = self.token(place).is_some_and(|token| token.level == inside);
            is_here && signs.contains(&self.text(place))
        };
        let comma = (opener + 1..self.failing).rev().find(|place| is(*place, [",", ":"]))?;
        let start = comma + 1;
        let is_dictionary = (opener + 1..start).any(|place| is(place, [":", "**"]));
        let end = self.expression_end(start);
        if !is_dictionary || self.text(comma) != "," || self.text(end) == ":" {
            return None;
        }
        // CPython shows the last letter of the key, on the line where the key begins.
        let last = self.token(end.checked_sub(1)?)?.end;
        let said = self.says_at(start, "':' expected after dictionary key");
        Some(Mistake { offset: last.saturating_sub(1), ..said })
    }

    /// `foo(a b)`.
    fn comma(&self) -> Option<Mistake> {
        let token = self.token(self.failing)?;
        let last = self.failing.checked_sub(1)?;
        if token.level == 0 || !self.begins_expression(self.failing) || !self.ends_expression(last)
        {
            return None;
        }
        let head = self.line_start(self.failing);
        let opener = self.opener(self.failing)?;
        let is_def = self.text(head) == "def" && opener == head + 2;
        if is_def || matches!(self.text(head), "from" | "import") {
            return None;
        }
        let start = self.expression_start(self.failing);
        let first = self.token(start)?;
        let is_prefix = first.kind == Kind::Name
            && !is_keyword(self.text(start))
            && self.token(start + 1).is_some_and(|token| token.kind == Kind::Text);
        if is_prefix || matches!(self.text(start), "match" | "case" | "_") {
            return None;
        }
        let said = self.says_at(start, "invalid syntax. Perhaps you forgot a comma?");
        self.unclosed(self.expression_end(self.failing)).or(Some(said))
    }

    /// What headers of functions lack.
    fn header(&self) -> Option<Mistake> {
        let head = self.line_start(self.failing);
        if !matches!(self.text(head), "def" | "async") {
            return None;
        }
        if self.before() == "->" {
            return Some(self.says_at(self.failing.checked_sub(1)?, "expected ':'"));
        }
        let level = self.token(self.failing)?.level;
        let star = (head..self.failing).any(|place| {
            self.text(place) == "*" && self.token(place).is_some_and(|token| token.level == level)
        });
        (star && self.text(self.failing) == "*" && self.before() == ",")
            .then(|| self.says("* argument may appear only once"))
    }

    fn other_words(&self) -> Option<Mistake> {
        let ParseErrorType::ExpectedToken { expected, .. } = self.error.error else {
            return match (self.before(), self.text(self.line_start(self.failing))) {
                ("=", "def") if matches!(self.text(self.failing), ")" | ",") => {
                    let place = self.failing.saturating_sub(1);
                    Some(self.says_at(place, "expected default value expression"))
                }
                _ => None,
            };
        };
        let head = self.text(self.line_start(self.failing));
        match expected {
            TokenKind::Else if self.text(self.failing) != ":" => {
                // The condition begins behind `if`, and the whole before it.
                let condition = self.expression_start(self.failing);
                let start = self.expression_start(condition.saturating_sub(1));
                Some(self.says_at(start, "expected 'else' after 'if' expression"))
            }
            TokenKind::Lpar if head == "def" => Some(self.says("expected '('")),
            _ => None,
        }
    }

    /// The token at which CPython gives up where no rule for mistakes holds.
    pub(super) fn blamed(&self) -> usize {
        match &self.error.error {
            // `raise ValueError, "x"`
            ParseErrorType::UnparenthesizedTupleExpression => {
                let level = self.token(self.failing).map(|token| token.level);
                let comma = (self.failing..self.words.tokens.list.len()).find(|place| {
                    self.text(*place) == "," && self.token(*place).map(|t| t.level) == level
                });
                comma.unwrap_or(self.failing)
            }
            // `x not y`, where `x not in y` could still come; `from a import *, b`
            _ if self.text(self.failing) == "not"
                && self.ends_expression(self.failing.wrapping_sub(1)) =>
            {
                self.failing + 1
            }
            _ if self.text(self.failing) == "*" && self.before() == "import" => self.failing + 1,
            _ => self.failing,
        }
    }
}
