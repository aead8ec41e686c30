//! Writing a diagram to a file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::render::escape;

use super::super::Stop;

/// What SQLite keeps beside a database, and what would be lost with it.
const BESIDE: [&str; 3] = ["-wal", "-journal", "-shm"];

/// Refuses an output that is what is drawn, by whatever name: no flag may cost the user that.
pub(super) fn must_not_be_input(output: &Path, what: &[String]) -> Result<(), Stop> {
    let is_it = |input: &&String| {
        let mut beside = BESIDE.iter().map(|ending| PathBuf::from(format!("{input}{ending}")));
        is_same(Path::new(input), output) || beside.any(|it| is_same(&it, output))
    };
    if !what.iter().any(|input| is_it(&input)) {
        return Ok(());
    }
    let name = escape::line(&output.display().to_string());
    Err(Stop::Usage(vec![format!(
        "\"{name}\" is what is drawn, and would be lost. Give --output another name."
    )]))
}

/// Whether two names lead to one file that is there.
fn is_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Hard links are one file by several names.
        if let (Ok(one), Ok(other)) = (one.metadata(), other.metadata())
            && (one.dev(), one.ino()) == (other.dev(), other.ino())
        {
            return true;
        }
    }
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Writes a text to a file, whole or not at all; over one that is there only by force. Answers
/// with a line for the user.
pub(super) fn write(path: &Path, text: &str, force: bool) -> Result<String, Stop> {
    let name = escape::line(&path.display().to_string());
    let cannot = |error: &io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Stop::Usage(vec![format!(
            "\"{name}\" is there already, and was left as it is. Take another name, or say --force."
        )]),
        io::ErrorKind::PermissionDenied => {
            Stop::Failed(format!("\"{name}\" cannot be written: you may not write there"))
        }
        io::ErrorKind::NotFound => {
            Stop::Usage(vec![format!("There is no folder to write \"{name}\" to. Make it first.")])
        }
        _ => Stop::Failed(format!("\"{name}\" cannot be written: {error}")),
    };
    if path.is_dir() {
        return Err(Stop::Usage(vec![format!("\"{name}\" is a folder. Give the name of a file.")]));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let temporary = || {
        let mut file = tempfile::Builder::new();
        // What other programs on the machine may read, they may read of this too.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.permissions(std::fs::Permissions::from_mode(0o666));
        }
        file.tempfile_in(folder)
    };
    let mut file = temporary().map_err(|error| cannot(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| cannot(&error))?;
    let written = if force { file.persist(path) } else { file.persist_noclobber(path) };
    written.map_err(|error| cannot(&error.error))?;
    Ok(format!("Wrote {name}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.svg");
        write(&path, "one", false).unwrap();
        assert!(matches!(write(&path, "two", false), Err(Stop::Usage(_))));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one");
        write(&path, "two", true).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "two");
        assert!(matches!(write(folder.path(), "x", true), Err(Stop::Usage(_))));
        let nowhere = folder.path().join("nowhere/a.svg");
        assert!(matches!(write(&nowhere, "x", false), Err(Stop::Usage(_))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
