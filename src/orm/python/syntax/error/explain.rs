//! Which of several mistakes is told.

use ruff_python_ast::{Mod, PythonVersion};
use ruff_python_parser::{
    Mode, ParseError, ParseErrorType, ParseOptions, Parsed, UnsupportedSyntaxError,
    UnsupportedSyntaxErrorKind, parse_unchecked,
};

use super::format::{expressions, is_format};
use super::{Judge, Words};
use crate::orm::python::syntax::Mistake;
use crate::orm::python::syntax::token::{Kind, tokens};

/// What is wrong with a text.
pub(in crate::orm::python::syntax) fn explain(
    source: &str,
    parsed: &Parsed<Mod>,
) -> Option<Mistake> {
    let tokens = tokens(source);
    if tokens.fault.is_some() {
        return tokens.fault;
    }
    let words = Words { source, tokens: &tokens };
    let Some(error) = first(parsed) else {
        return parsed.unsupported_syntax_errors().iter().find_map(|error| later(words, error));
    };
    let offset = error.location.start().to_usize();
    let failing = tokens.list.iter().position(|token| token.end > offset);
    let failing = failing.unwrap_or(tokens.list.len().saturating_sub(1));
    let judge = Judge { words, error, failing, parsed };
    Some(in_formats(words, failing).unwrap_or_else(|| judge.mistake()))
}

/// What is wrong with the f-strings up to a token.
fn in_formats(words: Words, last: usize) -> Option<Mistake> {
    let list = words.tokens.list.iter().enumerate().take(last.saturating_add(1));
    list.filter(|(_, token)| token.kind == Kind::Text).find_map(|(place, token)| {
        let literal = words.text(place);
        if !is_format(literal) {
            return None;
        }
        let (inner, fault) = expressions(literal);
        let nested = inner.into_iter().find_map(|range| {
            let mistake = nested(literal.get(range.clone())?)?;
            let offset = (token.start + range.start + mistake.offset).saturating_sub(1);
            let line = Mistake::plain(words.source, offset).line;
            Some(Mistake { line, offset, ..mistake })
        });
        nested.or_else(|| Some(words.says_behind(place, fault?)))
    })
}

/// What is wrong with an expression of an f-string, which CPython puts in brackets.
fn nested(expression: &str) -> Option<Mistake> {
    let source = format!("({expression})");
    let tokens = tokens(&source);
    if tokens.fault.is_some() {
        return tokens.fault;
    }
    let options = ParseOptions::from(Mode::Expression).with_target_version(PythonVersion::PY311);
    let parsed = parse_unchecked(&source, options);
    let mistake = explain(&source, &parsed)?;
    let is_named = mistake.message.starts_with("f-string");
    let message = if is_named { mistake.message } else { format!("f-string: {}", mistake.message) };
    Some(Mistake { message, ..mistake })
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
fn later(words: Words, error: &UnsupportedSyntaxError) -> Option<Mistake> {
    let message = match error.kind {
        UnsupportedSyntaxErrorKind::UnparenthesizedExceptionTypes => {
            "multiple exception types must be parenthesized"
        }
        UnsupportedSyntaxErrorKind::TypeParameterList
        | UnsupportedSyntaxErrorKind::TypeAliasStatement
        | UnsupportedSyntaxErrorKind::TemplateStrings => "invalid syntax",
        UnsupportedSyntaxErrorKind::Pep701FString(_) => return in_formats(words, usize::MAX),
        _ => return None,
    };
    let place = Mistake::plain(words.source, error.range.start().to_usize());
    Some(Mistake { message: message.to_owned(), ..place })
}

impl Judge<'_> {
    fn mistake(&self) -> Mistake {
        self.unclosed(self.failing)
            .or_else(|| self.by_kind())
            .or_else(|| self.by_place())
            .unwrap_or_else(|| self.says_at(self.blamed(), "invalid syntax"))
    }
}
