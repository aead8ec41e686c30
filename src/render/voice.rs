//! The tool's own voice.

use super::Look;
use super::flow::{Face, flow, inline};

/// A sentence in the tool's own voice, in lines.
pub fn voice(text: &str, look: &Look) -> Vec<String> {
    flow(&inline(text, Face::Dim), look, "", "")
}
