//! `relatable orm`.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cli::orm::{Orm, ScriptFormat};
use crate::diagnostic::Source;
use crate::orm::recording::FailedKind;
use crate::orm::run::{self, Place};
use crate::render::{self, escape};
use crate::report::recording::document;
use crate::scratch::file::is_database;

use super::{Context, Exit, Out, Stop, open};

/// The longest script, in bytes.
const LONGEST: u64 = 1 << 20;

/// Runs a script and tells what it did.
pub(super) fn run(context: &mut Context<'_>, orm: &Orm) -> Result<Exit, Stop> {
    let script = read(&orm.script)?;
    let place = match &orm.database {
        None => Place::Memory,
        Some(path) => Place::File(database(path)?),
    };
    let recording = run::script(&script.text, &script.name, &place)
        .map_err(|error| Stop::Failed(escape::line(&error)))?;
    match orm.format {
        ScriptFormat::Json => context.out.text(&document(&recording)?)?,
        ScriptFormat::Text => {
            let told = render::recording::recording(&recording, &context.look);
            context.out.text(&told)?;
            let said = render::recording::trouble(&recording, &script, &context.errors);
            Out::stderr().text(&said)?;
        }
    }
    Ok(match recording.error.map(|error| error.kind) {
        None => Exit::Right,
        Some(FailedKind::Raised | FailedKind::Bounds | FailedKind::Refused) => Exit::Unfinished,
        Some(FailedKind::Stopped | FailedKind::Unsupported) => Exit::Failed,
    })
}

/// The script, under the name that messages show: that of the file without its folder, as a
/// recording must not name a path of one machine.
fn read(path: &Path) -> Result<std::sync::Arc<Source>, Stop> {
    let mut bytes = Vec::new();
    let name = if path == Path::new("-") {
        io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes)?;
        "<stdin>".to_owned()
    } else {
        open::must_exist(path)?;
        let shown = escape::line(&path.display().to_string());
        // A named pipe would wait for ever for someone to write to it.
        if !path.is_file() {
            return Err(usage(format!("\"{shown}\" is no file. Give the name of a script.")));
        }
        let failed = |error| Stop::Failed(format!("\"{shown}\" cannot be read: {error}"));
        let file = File::open(path).map_err(failed)?;
        file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    let shown = escape::line(&name);
    if bytes.len() as u64 > LONGEST {
        return Err(usage(format!("\"{shown}\" is longer than a script may be: one megabyte.")));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| usage(format!("\"{shown}\" is no text in UTF-8. Is it a script?")))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Source::new(name, text))
}

/// The database file: one that is there, or the name of a new one. What is no database is left as
/// it is.
fn database(path: &Path) -> Result<PathBuf, Stop> {
    let shown = escape::line(&path.display().to_string());
    let Ok(found) = path.metadata() else {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        return match folder.filter(|folder| !folder.is_dir()) {
            None => Ok(path.to_owned()),
            Some(folder) => {
                let folder = escape::line(&folder.display().to_string());
                Err(usage(format!("\"{shown}\" cannot be made: there is no folder \"{folder}\".")))
            }
        };
    };
    if found.is_dir() {
        return Err(usage(format!("\"{shown}\" is a folder. Give the name of a database file.")));
    }
    // An empty file is an empty database to SQLite.
    let failed = |error| Stop::Failed(format!("\"{shown}\" cannot be read: {error}"));
    if found.len() > 0 && !is_database(path).map_err(failed)? {
        return Err(usage(format!("\"{shown}\" is no SQLite database, or an encrypted one.")));
    }
    Ok(path.to_owned())
}

fn usage(line: String) -> Stop {
    Stop::Usage(vec![line])
}
