//! Where lesson files lie: a folder on the disk, or the one that is embedded in the program.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use include_dir::Dir;

/// The largest file that is read, in bytes.
pub(in crate::lesson) const LARGEST: usize = 1 << 20;

/// A folder of files that are read by their names.
pub(in crate::lesson) trait Shelf {
    /// The names of the files in it, sorted; hidden files and folders are left out.
    fn names(&self) -> Result<Vec<String>, Unreadable>;
    /// The text of a file of the folder.
    fn read(&self, name: &str) -> Result<String, Unreadable>;
    /// The same for a name that comes from a lesson: links that lead out of the folder are refused.
    fn read_inside(&self, name: &str) -> Result<String, Unreadable>;
    /// The name under which messages show a file.
    fn shown(&self, name: &str) -> String;
    /// The name of the folder itself.
    fn title(&self) -> String;
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lesson) struct Unreadable {
    /// What is the matter, without the file's name.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// A folder on the disk.
#[derive(Debug)]
pub(in crate::lesson) struct Folder(pub PathBuf);

/// A folder in the program.
#[derive(Debug)]
pub(in crate::lesson) struct Embedded(pub &'static Dir<'static>);

/// The text of a file, without a byte-order mark. No more than [`LARGEST`] bytes are ever read.
pub(in crate::lesson) fn read(path: &Path) -> Result<String, Unreadable> {
    let about = fs::metadata(path).map_err(|error| failed(&error))?;
    if about.is_dir() {
        return Err(unreadable("it is a folder", "Name a file in it."));
    }
    // Opening a pipe or a device may wait for ever.
    if !about.is_file() {
        return Err(unreadable("it is no regular file", "Save it as a file first."));
    }
    let mut bytes = Vec::new();
    if about.len() <= LARGEST as u64 {
        let file = File::open(path).map_err(|error| failed(&error))?;
        // It may have grown since.
        let most = LARGEST as u64 + 1;
        file.take(most).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    }
    if about.len() > LARGEST as u64 || bytes.len() > LARGEST {
        let message = format!("it is larger than {} KB", LARGEST / 1024);
        return Err(Unreadable { message, help: "Make several files of it." });
    }
    text(bytes)
}

fn text(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let line =
            error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n');
        let message = format!("it is no UTF-8 text, as line {} shows", line.count());
        Unreadable { message, help: "Save it as UTF-8." }
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn failed(error: &io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::NotFound => {
            unreadable("there is no such file", "Look at its name and path.")
        }
        io::ErrorKind::PermissionDenied => {
            unreadable("you may not read it", "Look at the file's permissions.")
        }
        _ => Unreadable { message: error.to_string(), help: "Try again, or copy the file." },
    }
}

fn unreadable(message: &str, help: &'static str) -> Unreadable {
    Unreadable { message: message.to_owned(), help }
}

impl Shelf for Folder {
    fn names(&self) -> Result<Vec<String>, Unreadable> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0).map_err(|error| failed(&error))? {
            let entry = entry.map_err(|error| failed(&error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.starts_with('.') && !entry.path().is_dir() {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    fn read(&self, name: &str) -> Result<String, Unreadable> {
        read(&self.0.join(name))
    }

    fn read_inside(&self, name: &str) -> Result<String, Unreadable> {
        // A parent of "" means here.
        let here = if self.0.as_os_str().is_empty() { Path::new(".") } else { &self.0 };
        let folder = here.canonicalize().map_err(|error| failed(&error))?;
        let path = here.join(name).canonicalize().map_err(|error| failed(&error))?;
        if path.parent() != Some(folder.as_path()) {
            return Err(unreadable(
                "it leads out of the lesson's folder",
                "Put the file itself beside the lesson.",
            ));
        }
        read(&path)
    }

    fn shown(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    fn title(&self) -> String {
        let real = self.0.canonicalize().unwrap_or_else(|_| self.0.clone());
        real.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

impl Shelf for Embedded {
    fn names(&self) -> Result<Vec<String>, Unreadable> {
        let paths = self.0.files().filter_map(|file| file.path().file_name());
        let mut names: Vec<String> =
            paths.map(|name| name.to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        Ok(names)
    }

    fn read(&self, name: &str) -> Result<String, Unreadable> {
        let file = self.0.get_file(self.0.path().join(name));
        let file = file.ok_or_else(|| failed(&io::ErrorKind::NotFound.into()))?;
        text(file.contents().to_vec())
    }

    fn read_inside(&self, name: &str) -> Result<String, Unreadable> {
        self.read(name)
    }

    fn shown(&self, name: &str) -> String {
        name.to_owned()
    }

    fn title(&self) -> String {
        "Relatable".to_owned()
    }
}
