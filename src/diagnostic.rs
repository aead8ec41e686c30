//! What is wrong with an authored file, and where.

use std::sync::Arc;

/// A text that diagnostics point into, with the name that a person knows it by.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as the user gave it, or a name such as `<stdin>`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A half-open range of bytes in a [`Source`]; always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A place for a person to look at: both numbers count from 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character within the line.
    pub column: usize,
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used until this is mended.
    Error,
    /// The file works; it would be better otherwise.
    Advice,
}

/// One problem in one place, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the file can still be used.
    pub severity: Severity,
    /// The file.
    pub source: Arc<Source>,
    /// The place in it.
    pub span: Span,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do, if there is more to say than the message does.
    pub help: Option<String>,
}

impl Source {
    /// A source under the name that messages will show.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }

    /// The line and column of a byte offset. An offset past the end is taken as the end.
    pub fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl Span {
    /// A span from its first byte and the byte after its last.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

impl Diagnostic {
    /// An error without further help.
    pub fn error(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, source, span, message)
    }

    /// An advice without further help.
    pub fn advice(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Advice, source, span, message)
    }

    /// The same diagnostic with a line that says what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn new(
        severity: Severity,
        source: &Arc<Source>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self { severity, source: Arc::clone(source), span, message: message.into(), help: None }
    }
}
