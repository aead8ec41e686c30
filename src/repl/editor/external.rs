//! The learner's own editor, opened on a statement.

use std::env;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// The largest text that is taken back, in bytes.
const LARGEST: u64 = 4 << 20;

/// What is tried where neither `VISUAL` nor `EDITOR` names an editor, in this order.
const USUAL: [&str; 6] = ["sensible-editor", "nano", "vim", "vi", "micro", "notepad.exe"];

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// There is no editor to be found.
    #[error("No editor was found. EDITOR names the one to use, as in EDITOR=nano relatable.")]
    None,
    /// The variable cannot be read as a command line.
    #[error("The quotes in {0} do not match, so the editor cannot be started.")]
    Unreadable(&'static str),
    /// It did not start.
    #[error("The editor {0} could not be started: {1}.")]
    NotStarted(String, std::io::Error),
    /// It said that it failed.
    #[error("The editor {0} ended with {1}. Nothing was taken over.")]
    Failed(String, ExitStatus),
    /// The file with the statement.
    #[error("The file for the editor could not be written or read: {0}.")]
    File(#[from] std::io::Error),
    /// It is no statement any more.
    #[error("What came back from the editor is too large.")]
    TooLarge,
}

/// Opens the editor on a text, and gives back what it left: without the line break at the end.
///
/// The text is in a private file that ends with `suffix`, so that the editor knows its language.
///
/// # Errors
/// Where there is no editor, or it fails.
pub fn edit(text: &str, suffix: &str) -> Result<String, EditError> {
    let words = editor()?;
    let (program, arguments) = words.split_first().ok_or(EditError::None)?;
    let mut file = tempfile::Builder::new().prefix("relatable-").suffix(suffix).tempfile()?;
    if !text.is_empty() {
        writeln!(file, "{text}")?;
    }
    file.flush()?;
    let path = file.into_temp_path();
    let status = Command::new(program).args(arguments).arg(&path).status();
    let status = status.map_err(|error| EditError::NotStarted(program.clone(), error))?;
    if !status.success() {
        return Err(EditError::Failed(program.clone(), status));
    }
    read(&path)
}

/// An editor may have put another file in the place of the one that it was given.
fn read(path: &Path) -> Result<String, EditError> {
    if std::fs::metadata(path)?.len() > LARGEST {
        return Err(EditError::TooLarge);
    }
    let text = String::from_utf8_lossy(&std::fs::read(path)?).replace("\r\n", "\n");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.trim_end().to_owned())
}

/// The editor's program and its arguments.
fn editor() -> Result<Vec<String>, EditError> {
    for variable in ["VISUAL", "EDITOR"] {
        let Ok(command) = env::var(variable) else { continue };
        if !command.trim().is_empty() {
            return shlex::split(&command).ok_or(EditError::Unreadable(variable));
        }
    }
    let paths = env::var_os("PATH").unwrap_or_default();
    let exists = |name: &&str| env::split_paths(&paths).any(|folder| folder.join(name).is_file());
    let found = USUAL.into_iter().find(exists).ok_or(EditError::None)?;
    Ok(vec![found.to_owned()])
}
