//! The one way in which text leaves the program.

use std::fmt;
use std::io::{self, Write};

/// A stream of text: standard output, standard error, or a buffer in a test.
pub struct Out<'a> {
    sink: Box<dyn Write + 'a>,
}

impl fmt::Debug for Out<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Out").finish_non_exhaustive()
    }
}

impl<'a> Out<'a> {
    /// Text goes there.
    pub fn new(sink: impl Write + 'a) -> Self {
        Self { sink: Box::new(sink) }
    }

    /// Standard output.
    pub fn stdout() -> Self {
        Self::new(io::stdout())
    }

    /// Standard error.
    pub fn stderr() -> Self {
        Self::new(io::stderr())
    }

    /// Writes text as it is, at once. Errors where it cannot be written; see
    /// [`is_closed_pipe`] for the one that is no failure.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.sink.write_all(text.as_bytes())?;
        self.sink.flush()
    }

    /// Writes a line.
    pub fn line(&mut self, line: &str) -> io::Result<()> {
        self.text(&format!("{line}\n"))
    }
}

/// Whether an error only says that whoever read has read enough: the end, not a failure.
pub fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}
