//! `relatable learn`.

use std::path::Path;
use std::sync::Arc;

use super::take::{Plan, no_lessons, take};
use super::{Context, Exit, Stop, open, overview};

/// Takes the lesson of that name, else the one that is picked or comes first.
pub(super) fn run(
    context: &mut Context<'_>,
    name: Option<&str>,
    from: Option<&str>,
) -> Result<Exit, Stop> {
    let named_file = name.filter(|name| open::is_path(name));
    if let Some(path) = named_file {
        let lesson = open::file(Path::new(path))?;
        return take(context, &Plan { lesson, course: None, from, called: path.to_owned() }, None);
    }
    let course = match (open::course(context.lessons.as_deref()), name) {
        // Another lesson of the folder that is broken is no reason not to take this one.
        (Err(Stop::Broken(problems)), Some(name)) => {
            let folder = context.lessons.as_deref();
            let Some(path) = folder.and_then(|folder| open::in_folder(folder, name)) else {
                return Err(Stop::Broken(problems));
            };
            let lesson = open::file(&path)?;
            let called = path.display().to_string();
            return take(context, &Plan { lesson, course: None, from, called }, None);
        }
        (course, _) => course?,
    };
    let lesson = match name {
        Some(name) => open::pick(&course, name)
            .ok_or_else(|| Stop::Usage(open::unknown(&course, name, &context.look)))?,
        None if context.interactive && from.is_none() => return overview::pick(context, &course),
        None => course.lessons().next().ok_or_else(no_lessons)?,
    };
    let plan =
        Plan { lesson: Arc::clone(lesson), course: Some(&course), from, called: lesson.id.clone() };
    take(context, &plan, None)
}
