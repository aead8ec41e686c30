//! What stands around a token.

use super::Judge;
use super::expression::is_keyword;
use crate::orm::python::syntax::token::Kind;

impl Judge<'_> {
    /// The first token of the line of code that a token stands in.
    pub(super) fn line_start(&self, place: usize) -> usize {
        let is_break = |place: &usize| {
            self.token(*place).is_some_and(|token| {
                matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Dedent)
            })
        };
        (0..place).rev().find(is_break).map_or(0, |place| place + 1)
    }

    pub(super) fn begins_expression(&self, place: usize) -> bool {
        let Some(token) = self.token(place) else { return false };
        let text = self.text(place);
        match token.kind {
            Kind::Number | Kind::Text => true,
            Kind::Name => {
                !is_keyword(text)
                    || matches!(text, "None" | "True" | "False" | "not" | "lambda" | "await")
            }
            Kind::Operator => matches!(text, "(" | "[" | "{" | "-" | "+" | "~" | "..."),
            _ => false,
        }
    }

    pub(super) fn ends_expression(&self, place: usize) -> bool {
        let Some(token) = self.token(place) else { return false };
        let text = self.text(place);
        match token.kind {
            Kind::Number | Kind::Text => true,
            Kind::Name => !is_keyword(text) || matches!(text, "None" | "True" | "False"),
            Kind::Operator => matches!(text, ")" | "]" | "}" | "..."),
            _ => false,
        }
    }

    /// The bracket that a token stands in.
    pub(super) fn opener(&self, place: usize) -> Option<usize> {
        let closes = matches!(self.text(place), ")" | "]" | "}");
        let level = self.token(place)?.level + usize::from(closes);
        (0..place).rev().find(|place| {
            self.token(*place).is_some_and(|token| token.level + 1 == level)
                && matches!(self.text(*place), "(" | "[" | "{")
        })
    }

    pub(super) fn is_call(&self, opener: usize) -> bool {
        self.text(opener) == "("
            && opener.checked_sub(1).is_some_and(|before| {
                self.ends_expression(before)
                    && self.token(before).is_some_and(|token| token.kind != Kind::Number)
            })
    }

    /// Where the operands begin that end just before a token: what stands between two commas.
    pub(super) fn expression_start(&self, end: usize) -> usize {
        let Some(level) = self.token(end).map(|token| token.level) else { return end };
        let mut start = end;
        while let Some(place) = start.checked_sub(1) {
            let Some(token) = self.token(place) else { break };
            let text = self.text(place);
            let is_bound = token.level < level
                || token.level == level
                    && (matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Dedent)
                        || matches!(
                            text,
                            "," | "="
                                | ":"
                                | ":="
                                | ";"
                                | "if"
                                | "else"
                                | "elif"
                                | "while"
                                | "for"
                                | "lambda"
                                | "return"
                                | "yield"
                                | "assert"
                                | "del"
                                | "raise"
                                | "import"
                                | "from"
                                | "->"
                        ));
            if is_bound {
                break;
            }
            start = place;
        }
        start
    }

    /// The first token behind the operands that begin at a token.
    pub(super) fn operand_end(&self, start: usize) -> usize {
        let Some(level) = self.token(start).map(|token| token.level) else { return start };
        let mut place = start;
        while let Some(token) = self.token(place) {
            // What closes a bracket stands on the level outside of it.
            let closes = matches!(self.text(place), ")" | "]" | "}")
                && (token.level < level || place == start);
            let ends = token.level <= level
                && (matches!(token.kind, Kind::Newline | Kind::End)
                    || matches!(self.text(place), "," | "=" | ":" | ":=" | ";"));
            if closes || ends {
                break;
            }
            place += 1;
        }
        place
    }

    /// The bracket that closes what this one opens.
    pub(super) fn closer(&self, opener: usize) -> Option<usize> {
        let level = self.token(opener)?.level;
        let length = self.words.tokens.list.len();
        (opener + 1..length).find(|place| self.token(*place).is_some_and(|t| t.level == level))
    }

    /// The first token behind the expression that begins at a token, as far as one goes without
    /// a mistake.
    pub(super) fn expression_end(&self, start: usize) -> usize {
        let last = self.words.tokens.list.len().saturating_sub(1);
        let (mut place, mut end) = (start, start);
        loop {
            while matches!(self.text(place), "-" | "+" | "~" | "not" | "await") {
                place += 1;
            }
            let is_text = |place| self.token(place).is_some_and(|token| token.kind == Kind::Text);
            match self.text(place) {
                "(" | "[" | "{" => place = self.closer(place).map_or(last, |closer| closer + 1),
                _ if is_text(place) => {
                    while is_text(place) {
                        place += 1;
                    }
                }
                ")" | "]" | "}" => return end,
                _ if self.ends_expression(place) => place += 1,
                _ => return end,
            }
            loop {
                match self.text(place) {
                    "(" | "[" => place = self.closer(place).map_or(last, |closer| closer + 1),
                    "." => place += 2,
                    _ => break,
                }
            }
            end = place.min(last);
            match self.text(place) {
                "not" | "is" if matches!(self.text(place + 1), "in" | "not") => place += 1,
                "is" | "and" | "or" | "in" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "+" | "-"
                | "*" | "/" | "//" | "%" | "@" | "**" | "&" | "|" | "^" | "<<" | ">>" => {}
                _ => return end,
            }
            place += 1;
        }
    }
}
