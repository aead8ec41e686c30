//! What is wrong with a text that the parser refuses, in CPython 3.11's words.
//!
//! CPython lets what its tokenizer finds anywhere in the text come before what its parser finds;
//! then comes a bracket that is never closed; then what its grammar's rules for mistakes say.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_python_parser::{
    InterpolatedStringErrorType, LexicalErrorType, ParseError, ParseErrorType, Parsed,
    UnsupportedSyntaxError, UnsupportedSyntaxErrorKind,
};
use ruff_text_size::{Ranged, TextRange};

use super::Mistake;
use super::token::{self, Kind, Token, Tokens, tokens};

/// What is wrong with a text.
pub(super) fn explain(source: &str, parsed: &Parsed<Mod>) -> Option<Mistake> {
    let tokens = tokens(source);
    if tokens.fault.is_some() {
        return tokens.fault;
    }
    let Some(error) = first(parsed) else {
        return parsed.unsupported_syntax_errors().iter().find_map(|error| later(source, error));
    };
    let offset = error.location.start().to_usize();
    let failing = tokens.list.iter().position(|token| token.end > offset);
    let failing = failing.unwrap_or(tokens.list.len().saturating_sub(1));
    let judge = Judge { source, tokens: &tokens, error, failing, parsed };
    Some(judge.mistake())
}

/// The first error. A target that cannot be assigned to comes after what is wrong within it.
fn first(parsed: &Parsed<Mod>) -> Option<&ParseError> {
    use ParseErrorType as Kind;
    let is_target = |error: &&ParseError| {
        matches!(
            error.error,
            Kind::InvalidAssignmentTarget
                | Kind::InvalidAnnotatedAssignmentTarget
                | Kind::InvalidAugmentedAssignmentTarget
                | Kind::InvalidDeleteTarget
        )
    };
    let errors = || parsed.errors().iter();
    let target = errors().filter(is_target).min_by_key(|error| error.location.start());
    let other = errors().filter(|e| !is_target(e)).min_by_key(|error| error.location.start());
    match (target, other) {
        (Some(target), Some(other)) => {
            let within = other.location.start().to_usize() <= target.location.end().to_usize() + 1;
            let earlier = other.location.start() <= target.location.start();
            Some(if within || earlier { other } else { target })
        }
        (target, other) => target.or(other),
    }
}

/// What a Python later than 3.11 knows.
fn later(source: &str, error: &UnsupportedSyntaxError) -> Option<Mistake> {
    let message = match error.kind {
        UnsupportedSyntaxErrorKind::UnparenthesizedExceptionTypes => {
            "multiple exception types must be parenthesized"
        }
        UnsupportedSyntaxErrorKind::TypeParameterList
        | UnsupportedSyntaxErrorKind::TypeAliasStatement
        | UnsupportedSyntaxErrorKind::TemplateStrings => "invalid syntax",
        _ => return None,
    };
    let place = Mistake::plain(source, error.range.start().to_usize());
    Some(Mistake { message: message.to_owned(), ..place })
}

struct Judge<'a> {
    source: &'a str,
    tokens: &'a Tokens,
    error: &'a ParseError,
    /// Which token the parser stumbles over.
    failing: usize,
    parsed: &'a Parsed<Mod>,
}

impl Judge<'_> {
    fn token(&self, place: usize) -> Option<&Token> {
        self.tokens.list.get(place)
    }

    fn text(&self, place: usize) -> &str {
        let token = self.token(place).filter(|token| token.end > token.start);
        token.and_then(|token| self.source.get(token.start..token.end)).unwrap_or_default()
    }

    fn before(&self) -> &str {
        self.failing.checked_sub(1).map_or("", |place| self.text(place))
    }

    fn line(&self) -> usize {
        self.token(self.failing).map_or(1, |token| token.line)
    }

    fn says(&self, message: impl Into<String>) -> Mistake {
        self.says_on(message, self.line())
    }

    fn says_on(&self, message: impl Into<String>, line: usize) -> Mistake {
        let offset = self.error.location.start().to_usize();
        Mistake { class: "SyntaxError", message: message.into(), line, offset }
    }

    fn mistake(&self) -> Mistake {
        let is_end = self.token(self.failing).is_none_or(|token| token.kind == Kind::End);
        if let Some(open) = self.tokens.open.last()
            && (is_end || self.line() > open.line)
        {
            let message = format!("'{}' was never closed", char::from(open.letter));
            let mistake = self.says_on(message, open.line);
            return Mistake { offset: open.offset, ..mistake };
        }
        let found = self.by_kind().or_else(|| self.by_place());
        found.unwrap_or_else(|| self.says("invalid syntax"))
    }

    /// What the parser's own finding tells.
    fn by_kind(&self) -> Option<Mistake> {
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
                says("positional argument follows keyword argument")
            }
            Kind::PositionalAfterKeywordUnpacking => {
                says("positional argument follows keyword argument unpacking")
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
            Kind::FStringError(inner) => Some(self.in_format(inner)),
            Kind::OtherError(text) if text.starts_with("Only single target") => {
                Some(self.says(text.replacen("Only", "only", 1)))
            }
            Kind::ExpectedExpression if self.token(self.failing)?.kind == token::Kind::Text => {
                let offset = self.error.location.start().to_usize();
                let rest = self.source.get(offset..).unwrap_or_default();
                let is_empty = rest.starts_with(['}', '!', ':']);
                let what = if is_empty { "empty expression not allowed" } else { "invalid syntax" };
                Some(self.says(format!("f-string: {what}")))
            }
            Kind::Lexical(inner) => self.lexical(inner),
            _ => None,
        }
    }

    fn in_format(&self, inner: &InterpolatedStringErrorType) -> Mistake {
        use InterpolatedStringErrorType as Kind;
        let offset = self.error.location.start().to_usize();
        let next = self.source.get(offset..).and_then(|rest| rest.chars().next());
        self.says(match inner {
            Kind::UnclosedLbrace => match next {
                Some(letter) if letter.is_alphanumeric() || letter == '_' => {
                    "f-string: invalid syntax. Perhaps you forgot a comma?"
                }
                _ => "f-string: expecting '}'",
            },
            Kind::InvalidConversionFlag => {
                "f-string: invalid conversion character: expected 's', 'r', or 'a'"
            }
            Kind::SingleRbrace => "f-string: single '}' is not allowed",
            _ => "f-string: invalid syntax",
        })
    }

    fn lexical(&self, inner: &LexicalErrorType) -> Option<Mistake> {
        let says = |message: &str| Some(self.says(message));
        match inner {
            LexicalErrorType::InvalidByteLiteral => {
                says("bytes can only contain ASCII literal characters")
            }
            LexicalErrorType::FStringError(inner) => Some(self.in_format(inner)),
            LexicalErrorType::UnicodeError
            | LexicalErrorType::MissingUnicodeLbrace
            | LexicalErrorType::MissingUnicodeRbrace
            | LexicalErrorType::StringError => Some(self.bad_escape()),
            _ => None,
        }
    }

    /// A `\x`, `\u`, `\U` or `\N` that is none.
    fn bad_escape(&self) -> Mistake {
        let text = self.text(self.failing);
        let start = text.find(['"', '\'']).map_or(0, |at| at + 1);
        let inside = text.get(start..).unwrap_or_default().trim_start_matches(['"', '\'']);
        let bytes = inside.as_bytes();
        let hex = |from: usize, most: usize| {
            bytes.iter().skip(from).take(most).take_while(|byte| byte.is_ascii_hexdigit()).count()
        };
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if *byte != b'\\' {
                at += 1;
                continue;
            }
            let (wanted, shape) = match bytes.get(at + 1) {
                Some(b'x') => (2, "\\xXX"),
                Some(b'u') => (4, "\\uXXXX"),
                Some(b'U') => (8, "\\UXXXXXXXX"),
                Some(b'N') => {
                    let end = inside.get(at..).and_then(|rest| rest.find('}'));
                    let (last, what) = match end {
                        Some(end) => (at + end, "unknown Unicode character name"),
                        None => (at + 1, "malformed \\N character escape"),
                    };
                    return self.says(format!(
                        "(unicode error) 'unicodeescape' codec can't decode bytes in position \
                         {at}-{last}: {what}"
                    ));
                }
                _ => {
                    at += 2;
                    continue;
                }
            };
            let found = hex(at + 2, wanted);
            if found < wanted {
                let last = at + 1 + found;
                return self.says(format!(
                    "(unicode error) 'unicodeescape' codec can't decode bytes in position \
                     {at}-{last}: truncated {shape} escape"
                ));
            }
            at += 2 + wanted;
        }
        self.says("invalid syntax")
    }

    /// A header without a block.
    fn no_block(&self) -> Mistake {
        let newline = (0..self.failing)
            .rev()
            .find(|place| self.token(*place).is_some_and(|token| token.kind == Kind::Newline));
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
        Mistake { class: "IndentationError", ..self.says(message) }
    }

    /// The first token of the line of code that a token stands in.
    fn line_start(&self, place: usize) -> usize {
        let is_break = |place: &usize| {
            self.token(*place).is_some_and(|token| {
                matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Dedent)
            })
        };
        (0..place).rev().find(is_break).map_or(0, |place| place + 1)
    }

    /// What the tokens around the place tell.
    fn by_place(&self) -> Option<Mistake> {
        self.legacy_call()
            .or_else(|| self.colon())
            .or_else(|| self.comma())
            .or_else(|| self.equals())
            .or_else(|| self.dictionary())
            .or_else(|| self.other_words())
    }

    /// `print "hello"`.
    fn legacy_call(&self) -> Option<Mistake> {
        let word = self.before();
        let is_call = matches!(word, "print" | "exec") && self.begins_expression(self.failing);
        is_call.then(|| {
            self.says(format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?"))
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

    /// `if x = 3:`, `f(a.b = 1)`.
    fn equals(&self) -> Option<Mistake> {
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
                return Some(self.says(format!("cannot assign to {first}")));
            }
            if alone && is_keyword(first) {
                return None;
            }
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return Some(self.says_on(message, self.token(start)?.line));
        }
        if token.level == 0 && !matches!(head, "if" | "elif" | "while") {
            return None;
        }
        let after = self.text(self.operand_end(place + 1));
        if after == "=" || after == ":=" {
            return None;
        }
        if alone && !is_keyword(first) {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return Some(self.says(message));
        }
        let kind = self.kind_of_tokens(start, place)?;
        Some(
            self.says(format!(
                "cannot assign to {kind} here. Maybe you meant '==' instead of '='?"
            )),
        )
    }

    /// What some tokens before a `=` are, as far as their last one tells.
    fn kind_of_tokens(&self, start: usize, end: usize) -> Option<&'static str> {
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

    /// `{'a': 1, 'b'}`.
    fn dictionary(&self) -> Option<Mistake> {
        let opener = self.opener(self.failing)?;
        if self.text(opener) != "{" {
            return None;
        }
        match (self.before(), self.text(self.failing)) {
            (":", "}" | ",") => Some(self.says("expression expected after dictionary key and ':'")),
            (_, "}" | ",")
                if matches!(
                    self.error.error,
                    ParseErrorType::ExpectedToken { expected: TokenKind::Colon, .. }
                ) =>
            {
                Some(self.says("':' expected after dictionary key"))
            }
            _ => None,
        }
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
        Some(self.says_on("invalid syntax. Perhaps you forgot a comma?", first.line))
    }

    fn other_words(&self) -> Option<Mistake> {
        let ParseErrorType::ExpectedToken { expected, .. } = self.error.error else {
            return match (self.before(), self.text(self.line_start(self.failing))) {
                ("=", "def") if matches!(self.text(self.failing), ")" | ",") => {
                    Some(self.says("expected default value expression"))
                }
                _ => None,
            };
        };
        let head = self.text(self.line_start(self.failing));
        match expected {
            TokenKind::Else if self.text(self.failing) != ":" => {
                Some(self.says("expected 'else' after 'if' expression"))
            }
            TokenKind::Lpar if head == "def" => Some(self.says("expected '('")),
            _ => None,
        }
    }

    /// `1 = x`.
    fn assignment(&self) -> Option<Mistake> {
        let target = self.expression_at(self.error.location)?;
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
                assign.targets.len() == 1
                    && direct
                    && is_operand(target)
                    && is_operand(&assign.value)
            }
            _ => false,
        };
        let more = if is_here { " here. Maybe you meant '==' instead of '='?" } else { "" };
        Some(self.says(format!("{plain}{more}")))
    }

    fn expression_at(&self, range: TextRange) -> Option<&Expr> {
        let mut finder = Finder { range, found: None };
        match self.parsed.syntax() {
            Mod::Module(module) => module.body.iter().for_each(|s| finder.visit_stmt(s)),
            Mod::Expression(inner) => finder.visit_expr(&inner.body),
        }
        finder.found
    }

    fn begins_expression(&self, place: usize) -> bool {
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

    fn ends_expression(&self, place: usize) -> bool {
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
    fn opener(&self, place: usize) -> Option<usize> {
        let closes = matches!(self.text(place), ")" | "]" | "}");
        let level = self.token(place)?.level + usize::from(closes);
        (0..place).rev().find(|place| {
            self.token(*place).is_some_and(|token| token.level + 1 == level)
                && matches!(self.text(*place), "(" | "[" | "{")
        })
    }

    fn is_call(&self, opener: usize) -> bool {
        self.text(opener) == "("
            && opener.checked_sub(1).is_some_and(|before| {
                self.ends_expression(before)
                    && self.token(before).is_some_and(|token| token.kind != Kind::Number)
            })
    }

    /// Where the operands begin that end just before a token: what stands between two commas.
    fn expression_start(&self, end: usize) -> usize {
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
    fn operand_end(&self, start: usize) -> usize {
        let Some(level) = self.token(start).map(|token| token.level) else { return start };
        let mut place = start;
        while let Some(token) = self.token(place) {
            let closes = matches!(self.text(place), ")" | "]" | "}") && token.level <= level;
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

struct Statements<'a> {
    around: TextRange,
    found: Option<&'a Stmt>,
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
fn is_operand(expression: &Expr) -> bool {
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
fn kind(expression: &Expr) -> &'static str {
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

fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 35] = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield",
    ];
    KEYWORDS.contains(&word)
}
