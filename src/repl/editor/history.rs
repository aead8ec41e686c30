//! What was typed before, in this session and in earlier ones.
//!
//! The file is a convenience: where it cannot be read or written, there is no history and no
//! word about it. Each entry is a line of it, line breaks as `\n`. Entries are appended, so that
//! several prompts can keep theirs in one file.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The most entries that are kept in memory.
const MOST: usize = 2_000;
/// The most bytes that are read of the file; of one twice as large, only these are kept.
const LARGEST: u64 = 256 << 10;
/// The longest entry that goes into the file, in bytes.
const LONGEST: usize = 16 << 10;

/// The entries, oldest first.
#[derive(Debug, Default)]
pub struct History {
    entries: VecDeque<String>,
    file: Option<PathBuf>,
}

impl History {
    /// What the file holds, and where more goes; without a file, for this session only.
    pub fn open(file: Option<&Path>) -> Self {
        let mut history = Self { entries: VecDeque::new(), file: file.map(Path::to_owned) };
        let kept = file.and_then(|file| read(file).ok()).unwrap_or_default();
        for line in kept.lines() {
            history.push(&unescaped(line));
        }
        history
    }

    /// Keeps an entry; false for an empty one and for the last one again.
    pub fn add(&mut self, entry: &str) -> bool {
        let entry = entry.trim_end();
        let added = self.push(entry);
        if added
            && entry.len() <= LONGEST
            && let Some(file) = &self.file
        {
            // A full disk must not stop a session.
            let _ = append(file, entry);
        }
        added
    }

    /// The entries, oldest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.entries.iter().map(String::as_str)
    }

    /// The newest entries that hold all these words, in any case; the newest last.
    pub fn holding(&self, words: &str, most: usize) -> Vec<&str> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let holds = |entry: &&str| {
            let entry = entry.to_lowercase();
            !entry.starts_with(".history") && words.iter().all(|word| entry.contains(word))
        };
        let mut found: Vec<&str> = self.entries().rev().filter(holds).take(most).collect();
        found.reverse();
        found
    }

    fn push(&mut self, entry: &str) -> bool {
        if entry.trim().is_empty() || self.entries.back().is_some_and(|last| last == entry) {
            return false;
        }
        if self.entries.len() == MOST {
            self.entries.pop_front();
        }
        self.entries.push_back(entry.to_owned());
        true
    }
}

/// The end of the file, from the beginning of a line. A file that has grown too large is cut.
fn read(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    // A pipe or a device would block or never end.
    if !file.metadata()?.is_file() {
        return Ok(String::new());
    }
    file.seek(SeekFrom::Start(size.saturating_sub(LARGEST)))?;
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if size <= LARGEST {
        return Ok(text);
    }
    let whole = text.split_once('\n').map_or(String::new(), |(_, rest)| rest.to_owned());
    if size > 2 * LARGEST {
        let _ = replace(path, &whole);
    }
    Ok(whole)
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    // Private from the start, as everything of `tempfile` is.
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.persist(path)?;
    Ok(())
}

fn append(path: &Path, entry: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // One write, so that two prompts do not mix their lines.
    options.open(path)?.write_all(format!("{}\n", escaped(entry)).as_bytes())
}

fn escaped(entry: &str) -> String {
    entry.replace('\\', "\\\\").replace('\n', "\\n")
}

/// An entry of the file. Whatever else may have written there, no control character comes in.
fn unescaped(line: &str) -> String {
    let mut entry = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => entry.push('\n'),
                Some(other) => entry.push(other),
                None => {}
            },
            '\t' => entry.push('\t'),
            _ if letter.is_control() => {}
            _ => entry.push(letter),
        }
    }
    entry.chars().filter(|letter| !letter.is_control() || "\n\t".contains(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn entries(path: &Path) -> Vec<String> {
        History::open(Some(path)).entries().map(str::to_owned).collect()
    }

    #[test]
    fn entries_of_several_lines_come_back_in_the_next_session() {
        let folder = folder();
        let path = folder.path().join("state/history");
        let mut history = History::open(Some(&path));
        assert!(history.add("select 'a\\n'\nfrom items;\n"));
        assert!(!history.add("select 'a\\n'\nfrom items;"), "doubles are kept once");
        assert!(!history.add("  "));
        assert_eq!(entries(&path), ["select 'a\\n'\nfrom items;"]);
    }

    #[test]
    fn two_prompts_keep_theirs_in_one_file() {
        let folder = folder();
        let path = folder.path().join("history");
        let (mut one, mut other) = (History::open(Some(&path)), History::open(Some(&path)));
        one.add("select 1;");
        other.add("select 2;");
        one.add("select 3;");
        assert_eq!(entries(&path), ["select 1;", "select 2;", "select 3;"]);
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let path = folder.path().join("history");
        History::open(Some(&path)).add("select 1;");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_cannot_be_used_is_no_history() {
        let folder = folder();
        let mut history = History::open(Some(folder.path()));
        assert!(history.add("select 1;"));
        assert_eq!(history.entries().count(), 1);
    }

    #[test]
    fn a_file_of_anything_does_no_harm() {
        let folder = folder();
        let path = folder.path().join("history");
        fs::write(&path, b"\x1b[2J\xff\xfe\0select\r\n\\\n\\\x1b\n").unwrap();
        assert_eq!(entries(&path), ["[2J\u{fffd}\u{fffd}select"]);
    }

    #[test]
    fn the_file_does_not_grow_without_end() {
        let folder = folder();
        let path = folder.path().join("history");
        let line = format!("{}\n", "x".repeat(999));
        fs::write(&path, line.repeat(600)).unwrap();
        fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"last\n").unwrap();
        assert_eq!(entries(&path).last().map(String::as_str), Some("last"));
        assert!(fs::metadata(&path).unwrap().len() <= LARGEST);
        assert_eq!(entries(&path).last().map(String::as_str), Some("last"));
    }

    #[test]
    fn entries_are_found_by_their_words() {
        let mut history = History::default();
        for entry in ["select 1;", "SELECT a JOIN b;", ".history join", "delete;"] {
            history.add(entry);
        }
        assert_eq!(history.holding("join select", 20), ["SELECT a JOIN b;"]);
        assert_eq!(history.holding("", 2), ["SELECT a JOIN b;", "delete;"]);
    }

    proptest! {
        #[test]
        fn what_is_kept_comes_back(entry in "[a-z\\\\\n']{0,20}") {
            prop_assert_eq!(unescaped(&escaped(&entry)), entry);
        }
    }
}
