//! `relatable learn`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lesson::{Course, Lesson};

use super::take::{Plan, Way, no_lessons, take};
use super::{Context, Exit, Stop, open, overview, shelf};

/// Takes the lesson of that name, else the one that is picked or comes first.
pub(super) fn run(
    context: &mut Context<'_>,
    name: Option<&str>,
    way: Way<'_>,
) -> Result<Exit, Stop> {
    let course = match found(context, name)? {
        Found::Alone(lesson, file) => {
            let called = file.display().to_string();
            let plan = Plan { lesson, course: None, way, file: Some(file), called };
            return take(context, &plan, None);
        }
        Found::In(course) => course,
    };
    let lesson = match name {
        Some(name) => in_course(context, &course, name)?,
        None if context.interactive && way.from.is_none() => {
            return overview::pick(context, &course);
        }
        None => course.lessons().next().ok_or_else(no_lessons)?,
    };
    let plan = overview::plan(context, &course, lesson, way);
    take(context, &plan, None)
}

/// The lesson of that name, and the file in which it stands; `None` for a built-in one.
pub(super) fn lesson_of(
    context: &Context<'_>,
    name: &str,
) -> Result<(Arc<Lesson>, Option<PathBuf>), Stop> {
    match found(context, Some(name))? {
        Found::Alone(lesson, file) => Ok((lesson, Some(file))),
        Found::In(course) => {
            let lesson = in_course(context, &course, name)?;
            Ok((Arc::clone(lesson), shelf::file_of(context.lessons.as_deref(), lesson)))
        }
    }
}

/// Where a name leads.
enum Found {
    /// To a lesson that is opened by itself, in this file.
    Alone(Arc<Lesson>, PathBuf),
    /// Into a course.
    In(Course),
}

fn found(context: &Context<'_>, name: Option<&str>) -> Result<Found, Stop> {
    if let Some(path) = name.filter(|name| open::is_path(name)) {
        return Ok(Found::Alone(open::file(Path::new(path))?, PathBuf::from(path)));
    }
    let folder = context.lessons.as_deref();
    match open::course(folder) {
        // Another lesson of the folder that is broken is no reason not to take this one.
        Err(Stop::Broken(problems)) => {
            let path = folder.zip(name).and_then(|(folder, name)| open::in_folder(folder, name));
            match path {
                Some(path) => Ok(Found::Alone(open::file(&path)?, path)),
                None => Err(Stop::Broken(problems)),
            }
        }
        course => course.map(Found::In),
    }
}

fn in_course<'c>(
    context: &Context<'_>,
    course: &'c Course,
    name: &str,
) -> Result<&'c Arc<Lesson>, Stop> {
    open::pick(course, name).ok_or_else(|| Stop::Usage(open::unknown(course, name, &context.look)))
}
