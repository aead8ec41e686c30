//! `relatable save`.

use std::path::Path;

use crate::progress::Subject;
use crate::render::escape;
use crate::repl::save::{save, saved, typed_path};
use crate::session::answers::answers;

use super::learn::lesson_of;
use super::{Context, Exit, Stop};

/// Writes what was accepted in a lesson to a file, or with `-` to the standard output.
pub(super) fn run(context: &mut Context<'_>, name: &str, to: &Path) -> Result<Exit, Stop> {
    let (lesson, file) = lesson_of(context, name)?;
    let subject = Subject::of(&lesson, file.as_deref());
    let kept = context.store.lesson(&subject.lesson);
    // What could be read is handed in, whatever else is wrong with the file.
    if let Some(trouble) = context.store.trouble().filter(|_| kept.records.is_empty()) {
        return Err(Stop::Failed(trouble.fact()));
    }
    let Some(text) = answers(&lesson, |step| kept.records.get(step)) else {
        let title = escape::line(&lesson.title);
        context.out.line(&format!("Nothing of \"{title}\" is answered yet."))?;
        return Ok(Exit::Unfinished);
    };
    if to == Path::new("-") {
        context.out.text(&text)?;
        return Ok(Exit::Right);
    }
    let to = typed_path(&to.to_string_lossy());
    save(&to, &text).map_err(|not_saved| Stop::Failed(not_saved.words(&to)))?;
    context.out.line(&escape::line(&saved(&text, &to)))?;
    Ok(Exit::Right)
}
