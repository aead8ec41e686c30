//! Finding lessons: in the built-in course, in a folder, in a file. The one place that loads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lesson::{Course, Lesson, builtin, load};
use crate::render::Look;
use crate::render::course::{Progress, catalogue};

use super::Stop;

/// The course: of `--lessons`, or the built-in one.
///
/// # Errors
/// Where a lesson of it does not load.
pub fn course(lessons: Option<&Path>) -> Result<Course, Stop> {
    let loaded = match lessons {
        Some(path) => {
            must_exist(path)?;
            load::load_course(path)
        }
        None => builtin::course(),
    };
    // What would be better otherwise is for the lesson's author, and `check` says it.
    let (course, _advice) = loaded.map_err(Stop::Broken)?;
    Ok(course)
}

/// The lesson in a file.
///
/// # Errors
/// Where it does not load.
pub fn file(path: &Path) -> Result<Arc<Lesson>, Stop> {
    must_exist(path)?;
    let loaded = load::load_file(path).map_err(Stop::Broken)?;
    Ok(Arc::new(loaded.lesson))
}

/// A name that leads nowhere is a slip on the command line, not a broken lesson.
///
/// # Errors
/// Where there is nothing of that name.
pub(super) fn must_exist(path: &Path) -> Result<(), Stop> {
    if path.symlink_metadata().is_ok() {
        return Ok(());
    }
    let name = crate::render::escape::line(&path.display().to_string());
    Err(Stop::Usage(vec![format!("There is no file or folder \"{name}\".")]))
}

/// The file of the lesson of that id in a folder, whatever is in the others.
pub fn in_folder(folder: &Path, id: &str) -> Option<PathBuf> {
    let is_it = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == id);
    load::lesson_files(folder).into_iter().find(is_it)
}

/// Whether a lesson's name on the command line is the path of a file: no id has a separator or
/// one of these endings.
pub fn is_path(name: &str) -> bool {
    let has_separator = name.contains('/') || name.contains(std::path::MAIN_SEPARATOR);
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    let is_lesson = ending.is_some_and(|ending| {
        ["yaml", "yml", "json"].iter().any(|known| known.eq_ignore_ascii_case(ending))
    });
    has_separator || is_lesson
}

/// The lesson of a course by number, id, or the beginning of its id or title.
pub fn pick<'c>(course: &'c Course, name: &str) -> Option<&'c Arc<Lesson>> {
    let name = name.trim().to_lowercase();
    if name.is_empty() {
        return None;
    }
    let by_number =
        || name.parse::<usize>().ok()?.checked_sub(1).and_then(|at| course.lessons().nth(at));
    let by_beginning = || match beginning(course, &name).as_slice() {
        [only] => Some(*only),
        // A beginning that fits several lessons picks none.
        _ => None,
    };
    let by_id = course.lessons().find(|lesson| lesson.id.to_lowercase() == name);
    by_id.or_else(by_number).or_else(by_beginning)
}

/// The lessons whose id or title begins so.
fn beginning<'c>(course: &'c Course, name: &str) -> Vec<&'c Arc<Lesson>> {
    let begins = |text: &str| text.to_lowercase().starts_with(&name.to_lowercase());
    course.lessons().filter(|lesson| begins(&lesson.id) || begins(&lesson.title)).collect()
}

/// Whether a name is the beginning of several lessons' names.
pub fn is_ambiguous(course: &Course, name: &str) -> bool {
    let name = name.trim();
    !name.is_empty() && beginning(course, name).len() > 1
}

/// What to say of a name that picks no lesson: the nearest, and the list.
pub fn unknown(course: &Course, name: &str, look: &Look) -> Vec<String> {
    let mut lines = vec![no_such_lesson(course, name)];
    lines.push("The lessons are:".to_owned());
    lines.extend(catalogue(course, &Progress::default(), look));
    lines
}

/// One line on a name that picks no lesson, with the nearest one, or those that it may mean.
pub fn no_such_lesson(course: &Course, name: &str) -> String {
    let name = name.trim();
    if is_ambiguous(course, name) {
        let fits = beginning(course, name);
        let ids: Vec<&str> = fits.iter().map(|lesson| lesson.id.as_str()).collect();
        let line = format!("\"{name}\" is short for several lessons: {}.", ids.join(", "));
        return crate::render::escape::line(&line);
    }
    none_of(course.lessons().map(|lesson| lesson.id.as_str()), name)
}

/// One line on a name that is none of these, with the nearest one.
pub(super) fn none_of<'n>(names: impl Iterator<Item = &'n str>, name: &str) -> String {
    let distance = |id: &str| strsim::damerau_levenshtein(&id.to_lowercase(), &name.to_lowercase());
    let nearest = names.min_by_key(|id| distance(id));
    let near = nearest.filter(|id| distance(id) <= id.chars().count() / 2);
    let meant = near.map(|id| format!(" Did you mean {id}?")).unwrap_or_default();
    let line = format!("There is no lesson \"{}\".{meant}", name.trim());
    crate::render::escape::line(&line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_picks_a_lesson_where_only_one_has_it() {
        let (course, _) = builtin::course().unwrap();
        let id = |name: &str| pick(&course, name).map(|lesson| lesson.id.as_str());
        assert_eq!(id("a-t"), Some("a-table-and-its-key"));
        assert_eq!(id("A Table"), Some("a-table-and-its-key"));
        assert_eq!(id("stores-and-items"), Some("stores-and-items"));
        assert_eq!(id("s"), None);
        assert_eq!(id(""), None);
        insta::assert_snapshot!(
            no_such_lesson(&course, "S"),
            @r#""S" is short for several lessons: stores-and-items, students-and-courses."#
        );
    }

    #[test]
    fn paths_are_told_from_ids() {
        assert!(is_path("lessons/stores.yaml"));
        assert!(is_path("stores.YAML"));
        assert!(is_path("./stores"));
        assert!(!is_path("stores-and-items"));
    }
}
