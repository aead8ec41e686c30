//! How large the terminal is at this moment.

use terminal_size::{Height, Width, terminal_size};

/// Columns and rows of the terminal; `None` where it does not say, and in a pipe.
pub fn screen() -> Option<(usize, usize)> {
    let (Width(columns), Height(rows)) = terminal_size()?;
    (columns > 0 && rows > 0).then_some((usize::from(columns), usize::from(rows)))
}
