//! What a new lesson is called: its title, and its file's name.

use std::path::{Path, PathBuf};

/// The longest name of a file that is made of a title, in characters.
const LONGEST: usize = 60;

/// Endings of YAML.
const ENDINGS: [&str; 2] = [".yaml", ".yml"];

/// A lesson's title, and where its file is to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The title, on one line.
    pub title: String,
    /// The file, with its ending.
    pub file: PathBuf,
}

impl Name {
    /// Reads a title, an id, or the path of a file.
    ///
    /// # Errors
    /// A line for the user, where no file can be named so.
    pub fn of(written: &str) -> Result<Self, String> {
        let title = one_line(written);
        if title.is_empty() {
            return Err("A lesson needs a name: relatable new \"Owners and cats\"".to_owned());
        }
        if let Some(file) = path(written.trim()) {
            if written.trim().contains(char::is_control) {
                return Err(format!("A file's name is one line of text: {}", shown(written)));
            }
            let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if stem.starts_with('.') {
                return Err(format!(
                    "{} would be hidden, and no lesson is read from a hidden file.",
                    shown(written)
                ));
            }
            let title = spoken(&stem).ok_or_else(|| nameless(written))?;
            return Self { title, file }.checked();
        }
        let id = id(&title);
        if id.is_empty() {
            return Err(nameless(written));
        }
        let title = if title == id { spoken(&id).unwrap_or(title) } else { title };
        Self { title, file: format!("{id}.yaml").into() }.checked()
    }

    fn checked(self) -> Result<Self, String> {
        if self.file.file_stem().is_some_and(|stem| stem == "course") {
            return Err("course.yaml says which lessons a folder has, and is no lesson itself. \
                        Take another name."
                .to_owned());
        }
        Ok(self)
    }
}

/// The path that a name is: it ends like a file, or stands in a folder that is there.
fn path(name: &str) -> Option<PathBuf> {
    if is_yaml(Path::new(name)) {
        return Some(name.into());
    }
    let path = Path::new(name);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty())?;
    let is_path = folder.is_dir() && path.file_name().is_some();
    is_path.then(|| PathBuf::from(format!("{name}.yaml")))
}

/// Whether a file's name ends like YAML. One that is nothing but an ending does too.
pub(super) fn is_yaml(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// A title on one line: what is no visible text becomes a space, and spaces do not pile up.
fn one_line(text: &str) -> String {
    let words = text.split(|character: char| character.is_whitespace() || character.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `Owners & cats!` as `owners-cats`: letters and digits of any language, and `-` for the rest.
fn id(title: &str) -> String {
    let lower = title.to_lowercase().replace(['\'', '’'], "");
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut id = String::new();
    for word in lower.split(|character| !is_word(character)).filter(|word| !word.is_empty()) {
        let dash = usize::from(!id.is_empty());
        let room = LONGEST.saturating_sub(id.chars().count() + dash);
        if word.chars().count() > room && !id.is_empty() {
            break;
        }
        if dash > 0 {
            id.push('-');
        }
        id.extend(word.chars().take(room));
    }
    let has_letter = id.chars().any(char::is_alphanumeric);
    if has_letter { id } else { String::new() }
}

/// `owners-and-cats` as `Owners and cats`.
fn spoken(stem: &str) -> Option<String> {
    let words = one_line(&stem.replace(['-', '_'], " "));
    let mut letters = words.chars();
    let title: String = letters.next()?.to_uppercase().chain(letters).collect();
    title.chars().any(char::is_alphanumeric).then_some(title)
}

fn nameless(written: &str) -> String {
    format!(
        "A lesson's name needs a letter or a digit for its file, and {} has none.",
        shown(written)
    )
}

fn shown(written: &str) -> String {
    format!("\"{}\"", crate::render::escape::line(written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn named(written: &str) -> (String, String) {
        let name = Name::of(written).unwrap();
        (name.title, name.file.display().to_string())
    }

    #[track_caller]
    fn is(written: &str, title: &str, file: &str) {
        assert_eq!(named(written), (title.to_owned(), file.to_owned()));
    }

    #[test]
    fn titles_ids_and_paths() {
        is("Owners and cats", "Owners and cats", "owners-and-cats.yaml");
        is(
            "  Owners\n & \tcats: who's whose? ",
            "Owners & cats: who's whose?",
            "owners-cats-whos-whose.yaml",
        );
        is("owners-and-cats", "Owners and cats", "owners-and-cats.yaml");
        is("Owners", "Owners", "owners.yaml");
        is("some/where/my_cats.yaml", "My cats", "some/where/my_cats.yaml");
        is("CATS.YML", "CATS", "CATS.YML");
        is("src/cats", "Cats", "src/cats.yaml");
        is("Input/output", "Input/output", "input-output.yaml");
        is("Größen 学生 🦆", "Größen 学生 🦆", "größen-学生.yaml");
        is("v1.0: the end", "v1.0: the end", "v1-0-the-end.yaml");
    }

    #[test]
    fn a_long_title_has_a_short_file() {
        let (title, file) = named(&"word ".repeat(400));
        assert_eq!((title.len(), file.len()), (1999, 59 + 5));
        assert_eq!(named(&"学".repeat(400)).1.chars().count(), 60 + 5);
    }

    #[test]
    fn names_that_name_nothing() {
        for name in [
            "",
            " \n",
            "\u{7}",
            "🦆",
            "--",
            "__",
            "..",
            "-.yaml",
            ".yaml",
            "a/.yaml",
            "x/.hidden.yaml",
            "two\nlines.yaml",
            "\u{1b}[31mred.yaml",
        ] {
            assert!(Name::of(name).is_err(), "{name:?}: {:?}", Name::of(name));
        }
        for name in ["course", "Course", "course.yaml", "src/course.yml"] {
            assert!(Name::of(name).unwrap_err().starts_with("course.yaml says"), "{name}");
        }
    }
}
