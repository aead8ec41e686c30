//! What is around a session: where its progress goes, the course, and the lesson's file.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::lesson::Lesson;
use crate::progress::Subject;
use crate::progress::store::Store;
use crate::render::Look;

/// Lists the lessons of the course as they stand.
pub type List<'a> = dyn Fn(&mut Store, &Look) -> Vec<String> + 'a;

/// Loads the lesson anew from where it came from.
pub type Reload<'a> = dyn Fn() -> Result<Arc<Lesson>, Vec<Diagnostic>> + 'a;

/// What is around a session.
pub struct Around<'a> {
    /// Where progress is kept.
    pub store: &'a mut Store,
    /// The lesson as progress knows it.
    pub subject: Subject,
    /// What `.lessons` shows; `None` where the lesson was opened by itself.
    pub list: Option<Box<List<'a>>>,
    /// What `.reload` does; `None` where the lesson has no file.
    pub reload: Option<Box<Reload<'a>>>,
    /// The command line that comes back to this lesson: `relatable learn stores-and-items`.
    pub comes_back: String,
}

impl fmt::Debug for Around<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Around").field("subject", &self.subject).finish_non_exhaustive()
    }
}
