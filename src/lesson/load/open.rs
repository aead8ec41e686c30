//! The ways to load: a text, a file, a course.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source};
use crate::lesson::shelf::{self, Folder, Shelf};
use crate::lesson::{Chapter, Course};

use super::Loaded;
use super::course::{cannot_read, course, is_lesson};
use super::decode::decode;

/// Loads a lesson from a text that is at hand. Its id is the stem of the source's name.
/// `beside` is the folder in which a file of `database:` is looked for.
///
/// # Errors
/// Everything that is wrong with the lesson, in the order of the file; advice is among it.
pub fn load(source: Arc<Source>, beside: Option<&Path>) -> Result<Loaded, Vec<Diagnostic>> {
    let folder = beside.map(|path| Folder(path.to_owned()));
    decode(&source, folder.as_ref().map(|folder| folder as &dyn Shelf))
}

/// Loads a lesson from a file of at most a megabyte.
///
/// # Errors
/// As [`load`], and one diagnostic about a file that cannot be read.
pub fn load_file(path: &Path) -> Result<Loaded, Vec<Diagnostic>> {
    let shown = path.display().to_string();
    let text = shelf::read(path).map_err(|unreadable| vec![cannot_read(&shown, &unreadable)])?;
    let folder = Folder(path.parent().map(PathBuf::from).unwrap_or_default());
    decode(&Source::new(shown, text), Some(&folder))
}

/// Loads a course: a folder of lessons, or one file as a course of one lesson. With it comes
/// what would be better otherwise.
///
/// # Errors
/// Everything that is wrong with any file of the folder, file by file; advice is among it.
pub fn load_course(path: &Path) -> Result<(Course, Vec<Diagnostic>), Vec<Diagnostic>> {
    if path.is_dir() {
        return course(&Folder(path.to_owned()));
    }
    let Loaded { lesson, advice } = load_file(path)?;
    let (title, about) = (lesson.title.clone(), lesson.about.clone());
    let chapters = vec![Chapter { title: None, lessons: vec![Arc::new(lesson)] }];
    Ok((Course { title, about, chapters }, advice))
}

/// The lesson files of a folder by name, whatever is in them and whether a chapter lists them or
/// not. A folder that cannot be read has none.
pub fn lesson_files(folder: &Path) -> Vec<PathBuf> {
    let names = Folder(folder.to_owned()).names().unwrap_or_default();
    names.iter().filter(|name| is_lesson(name)).map(|name| folder.join(name)).collect()
}
