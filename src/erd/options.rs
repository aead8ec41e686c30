//! What a drawing with characters has to keep to.

use super::Escape;
use super::foot::Signs;

/// How it is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The most columns that a line may take; less than `text::LEAST` counts as that.
    pub width: usize,
    /// The characters.
    pub signs: Signs,
    /// What makes names harmless.
    pub escape: Escape,
}
