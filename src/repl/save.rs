//! Writing an answers file.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::render::table::counted;
use crate::session::answers::{HEAD, mark};

/// Why an answers file was not written.
#[derive(Debug)]
pub enum NotSaved {
    /// There is something else of that name.
    Taken,
    /// The folder is not there.
    NoFolder(PathBuf),
    /// It cannot be written.
    Io(io::Error),
}

impl NotSaved {
    /// What happened, and what to do.
    pub fn words(&self, path: &Path) -> String {
        let name = path.display();
        match self {
            Self::Taken => format!(
                "\"{name}\" is there already and is no answers file, so it is left as it is. \
                 Give another name."
            ),
            Self::NoFolder(folder) => format!(
                "\"{name}\" cannot be written: there is no folder \"{}\".",
                folder.display()
            ),
            Self::Io(error) => format!("\"{name}\" cannot be written: {error}."),
        }
    }
}

/// Writes an answers file, whole or not at all. One that was written before is replaced, and
/// nothing else is.
///
/// # Errors
/// Where something else bears the name, or the file cannot be written.
pub fn save(path: &Path, text: &str) -> Result<(), NotSaved> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(NotSaved::NoFolder(folder.to_owned()));
    }
    let mut file = beside(path, folder).map_err(|error| NotSaved::Io(bare(error)))?;
    file.write_all(text.as_bytes()).map_err(NotSaved::Io)?;
    let written = match is_answers_file(path) {
        Ok(true) => file.persist(path).map_err(|error| error.error),
        Ok(false) => return Err(NotSaved::Taken),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            file.persist_noclobber(path).map_err(|error| error.error)
        }
        Err(error) => Err(error),
    };
    written.map(drop).map_err(NotSaved::Io)
}

/// A file that no other program knows of, with the rights of the one that it will replace, else
/// those that a shell gives: it holds what the learner means to hand in.
fn beside(path: &Path, folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    if let Ok(before) = path.metadata() {
        // Where they cannot be kept, those of a new file are as good.
        let _ = file.as_file().set_permissions(before.permissions());
    }
    Ok(file)
}

/// The error without the name of a file that the learner never named.
fn bare(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(_) => error,
        None => io::Error::from(error.kind()),
    }
}

/// What was written where.
pub fn saved(text: &str, path: &Path) -> String {
    let answers = text.lines().filter(|line| mark(line).is_some()).count();
    format!("{} written to \"{}\".", counted(answers, "answer"), path.display())
}

/// The path that was typed, in which `~` stands for the home directory.
pub fn typed_path(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let quoted = ['"', '\'']
        .iter()
        .find_map(|quote| typed.strip_prefix(*quote).and_then(|rest| rest.strip_suffix(*quote)));
    let typed = quoted.unwrap_or(typed);
    match (typed.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(typed),
    }
}

fn is_answers_file(path: &Path) -> io::Result<bool> {
    if !path.metadata()?.is_file() {
        return Ok(false);
    }
    let mut head = vec![0; HEAD.len()];
    match File::open(path)?.read_exact(&mut head) {
        Ok(()) => Ok(head == HEAD.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answers_file_is_replaced_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("answers.sql");
        save(&path, &format!("{HEAD}a\n")).unwrap();
        save(&path, &format!("{HEAD}b\n")).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("{HEAD}b\n"));

        std::fs::write(&path, "select 1;").unwrap();
        assert!(matches!(save(&path, HEAD), Err(NotSaved::Taken)));
        assert!(matches!(save(folder.path(), HEAD), Err(NotSaved::Taken)));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "select 1;");
        let nowhere = folder.path().join("nowhere/answers.sql");
        let said = save(&nowhere, HEAD).unwrap_err().words(Path::new("nowhere/answers.sql"));
        assert!(said.starts_with("\"nowhere/answers.sql\" cannot be written: there is no folder"));
        assert!(said.ends_with("nowhere\"."), "{said}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn an_answers_file_may_be_read_by_whom_any_new_file_may() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let (path, other) = (folder.path().join("answers.sql"), folder.path().join("other"));
        save(&path, &format!("{HEAD}a\n")).unwrap();
        std::fs::write(&other, "").unwrap();
        assert_eq!(mode(&path), mode(&other));
        // Who made it private wants it to stay so.
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        save(&path, &format!("{HEAD}b\n")).unwrap();
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn a_path_may_be_quoted() {
        assert_eq!(typed_path(" 'my answers.sql' "), Path::new("my answers.sql"));
    }
}
