//! Where a new lesson is written.

use std::path::{Path, PathBuf};

use crate::render::escape;

use super::name::{Name, is_yaml};

/// Endings of lesson files: of two that differ in it alone, both would be the same lesson.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// The file to write: named by the lesson's name, or by `--output`, a folder or a file.
///
/// # Errors
/// A line for the user, where no such file can be made.
pub(super) fn of(name: &Name, output: Option<&Path>) -> Result<PathBuf, String> {
    let path = match output {
        None => name.file.clone(),
        Some(folder) if folder.is_dir() => inside(folder, &name.file)?,
        Some(file) if is_yaml(file) => file.to_owned(),
        Some(other) => {
            return Err(format!(
                "There is no folder {}, and the file of a lesson ends in .yaml.",
                shown(other)
            ));
        }
    };
    if path.file_stem().is_some_and(|stem| stem == "course") {
        return Err(
            "course.yaml says which lessons a folder has, and is no lesson itself.".to_owned()
        );
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(format!("There is no folder {} to write it to. Make it first.", shown(folder)));
    }
    let others = ENDINGS.iter().map(|ending| path.with_extension(ending));
    match others.chain([path.clone()]).find(|other| other.symlink_metadata().is_ok()) {
        Some(other) => Err(taken(&other)),
        None => Ok(path),
    }
}

fn inside(folder: &Path, file: &Path) -> Result<PathBuf, String> {
    let is_bare = file.parent().is_none_or(|parent| parent.as_os_str().is_empty());
    match file.file_name() {
        Some(name) if is_bare => Ok(folder.join(name)),
        _ => Err(format!(
            "{} and --output both say where to write. Leave --output out.",
            shown(file)
        )),
    }
}

/// What to say of a file that is there.
pub(super) fn taken(path: &Path) -> String {
    format!("{} is there already, and was left as it is. Take another name.", shown(path))
}

fn shown(path: &Path) -> String {
    format!("\"{}\"", escape::line(&path.display().to_string()))
}
