//! Something that could be better about a lesson.

use crate::diagnostic::Span;

/// Something to say, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Advice {
    pub(super) span: Span,
    /// What could be better, as one sentence without a full stop.
    pub(super) message: String,
    /// What to do.
    pub(super) help: String,
}
