//! All that is wrong with one file, collected while loading goes on.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity, Source, Span};

/// How many problems of one file are worth a person's time.
const MOST: usize = 100;

/// Collects the problems of one file.
#[derive(Debug)]
pub(in crate::lesson) struct Problems {
    source: Arc<Source>,
    list: Vec<Diagnostic>,
}

impl Problems {
    /// No problems yet.
    pub fn new(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), list: Vec::new() }
    }

    /// The file.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// So many problems that details need no longer be worked out.
    pub fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    /// The help for something that is there twice. Lines are counted only while problems still
    /// are: a stranger's file may hold a hundred thousand of them.
    pub fn other_in_line(&self, other: Span) -> String {
        if self.is_full() {
            return String::new();
        }
        format!("The other one is in line {}.", self.source.place(other.start).line)
    }

    /// Whether anything keeps the file from being used.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Something is wrong.
    pub fn error(&mut self, span: Span, message: impl Into<String>) {
        let span = self.first_line(span);
        self.push(Diagnostic::error(&self.source, span, message));
    }

    /// Something is wrong, and this is what to do.
    pub fn error_with(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let span = self.first_line(span);
        self.push(Diagnostic::error(&self.source, span, message).with_help(help));
    }

    /// Something would be better otherwise.
    pub fn advise(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let span = self.first_line(span);
        self.push(Diagnostic::advice(&self.source, span, message).with_help(help));
    }

    /// The problems in the order in which they stand in the file.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        let is_full = self.is_full();
        self.list.sort_by_key(|problem| problem.span.start);
        // What an alias stands for is looked at wherever it is used.
        self.list.dedup();
        if let (true, Some(last)) = (is_full, self.list.last()) {
            let message = format!("only the first {MOST} problems are shown");
            let more = Diagnostic::error(&self.source, last.span, message);
            self.list.push(more.with_help("Mend these, and load the file again."));
        }
        self.list
    }

    fn push(&mut self, problem: Diagnostic) {
        if !self.is_full() {
            self.list.push(problem);
        }
    }

    /// A caret under one line says where; under ten it says nothing.
    fn first_line(&self, span: Span) -> Span {
        let text = self.source.text.get(span.start..span.end).unwrap_or("");
        let line = text.lines().next().unwrap_or("");
        Span::new(span.start, span.start + line.trim_end().len())
    }
}
