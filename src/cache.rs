//! Memory of suites from one day to the next: small files beside the progress.
//!
//! What is read is believed only where it is what was written: each file holds a digest of its
//! question and its content. Whatever is wrong with a file or the folder, the suite is made once
//! more, and nobody hears of it.

mod text;

use std::fs::{self, DirBuilder, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::counterexample::Suite;
use crate::outcome::suites::{Key, Memory};

/// The folder's name in the one for progress.
const NAME: &str = "suites";

/// Most files that are kept, and how many stay when there are more: those that were written last.
const MOST: usize = 1_000;
const STAY: usize = 800;

/// Largest file that is written or read, in bytes.
const LARGEST: usize = 256 << 10;

/// How a file is called while it is written, and when one that was left so is taken away.
const BEGUN: &str = ".begun-";
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

/// Suites in a folder of their own.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache in the folder for progress. Nothing is read or made yet; without that folder
    /// nothing ever is.
    pub fn beside_progress(home: &Path) -> Self {
        Self { folder: home.join(NAME) }
    }

    fn path(&self, key: Key) -> PathBuf {
        self.folder.join(format!("{:032x}.json", key.0))
    }

    fn read(&self, key: Key) -> io::Result<Option<Suite>> {
        let path = self.path(key);
        // A pipe of that name would never end.
        if !fs::symlink_metadata(&path)?.is_file() {
            return Ok(None);
        }
        let mut text = String::new();
        File::open(&path)?.take(LARGEST as u64 + 1).read_to_string(&mut text)?;
        Ok(if text.len() > LARGEST { None } else { text::read(key, &text) })
    }

    fn write(&self, key: Key, suite: &Suite) -> io::Result<()> {
        let text = text::write(key, suite);
        if text.len() > LARGEST {
            return Ok(());
        }
        self.make_folder()?;
        let mut file = tempfile::Builder::new().prefix(BEGUN).tempfile_in(&self.folder)?;
        file.write_all(text.as_bytes())?;
        // In one go: who reads finds all of it or nothing.
        file.persist(self.path(key))?;
        self.tidy()
    }

    fn make_folder(&self) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        match builder.create(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    }

    /// Takes away what is oldest where there is too much, and what was begun and never finished.
    fn tidy(&self) -> io::Result<()> {
        let mut kept: Vec<(SystemTime, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.folder)?.filter_map(Result::ok) {
            let Ok(written) = entry.metadata().and_then(|found| found.modified()) else { continue };
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            if name.starts_with(BEGUN) && written.elapsed().is_ok_and(|age| age > STALE) {
                let _ = fs::remove_file(entry.path());
            } else if is_own(name) {
                kept.push((written, entry.path()));
            }
        }
        if kept.len() > MOST {
            kept.sort();
            for (_, path) in &kept[..kept.len() - STAY] {
                let _ = fs::remove_file(path);
            }
        }
        Ok(())
    }
}

impl Memory for Cache {
    fn recall(&self, key: Key) -> Option<Suite> {
        self.read(key).ok().flatten()
    }

    fn keep(&self, key: Key, suite: &Suite) {
        // It is made once more when it is needed.
        let _ = self.write(key, suite);
    }
}

/// Whether a file has the name of one that was written here.
fn is_own(name: &str) -> bool {
    let digits = name.strip_suffix(".json").filter(|digits| digits.len() == 32);
    digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests;
