//! `relatable new`.

mod name;
mod place;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::lesson::scalar;
use crate::render::escape;

use super::take::quoted;
use super::{Context, Exit, Stop};
use name::Name;

/// A whole lesson, with comments that teach the format as one reads.
const TEMPLATE: &str = include_str!("new/template.yaml");

/// The line of the template that is the new lesson's own.
const TITLE: &str = "title: Ponds and ducks\n";

/// Writes a lesson to begin with, and says what to type next. No file is ever written over.
pub(super) fn run(
    context: &mut Context<'_>,
    name: &str,
    output: Option<&Path>,
) -> Result<Exit, Stop> {
    let name = Name::of(name).map_err(usage)?;
    let path = place::of(&name, output).map_err(usage)?;
    write(&path, &lesson(&name.title)).map_err(|error| cannot(&path, &error))?;
    let shown = path.display().to_string();
    let called = quoted(&shown);
    let mut lines = vec![
        format!("Wrote {}: a small lesson to change into yours. Next:", escape::line(&shown)),
        format!("  relatable check {}", escape::line(&called)),
        format!("  relatable learn {}", escape::line(&called)),
    ];
    if path.with_file_name("course.yaml").is_file() {
        lines.push("course.yaml lists the lessons of this folder: add it to a chapter.".to_owned());
    }
    context.out.line(&lines.join("\n"))?;
    Ok(Exit::Right)
}

/// The lesson under a title.
fn lesson(title: &str) -> String {
    TEMPLATE.replacen(TITLE, &format!("title: {}\n", scalar::of(title)), 1)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).inspect_err(|_| {
        // Half a lesson helps nobody. That it cannot be removed is no news beside this.
        let _ = fs::remove_file(path);
    })
}

fn cannot(path: &Path, error: &io::Error) -> Stop {
    let shown = path.display().to_string();
    let name = escape::line(&shown);
    match error.kind() {
        io::ErrorKind::AlreadyExists => usage(place::taken(path)),
        io::ErrorKind::PermissionDenied => {
            Stop::Failed(format!("\"{name}\" cannot be written: you may not write there"))
        }
        _ => Stop::Failed(format!("\"{name}\" cannot be written: {error}")),
    }
}

fn usage(line: String) -> Stop {
    Stop::Usage(vec![line])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Source;
    use crate::lesson::load;
    use crate::lint;
    use proptest::prelude::*;

    #[track_caller]
    fn loaded(title: &str) -> load::Loaded {
        load::load(Source::new("new.yaml", lesson(title)), None)
            .unwrap_or_else(|problems| panic!("{title:?}: {problems:?}"))
    }

    #[test]
    fn a_new_lesson_proves_itself() {
        assert_eq!(TEMPLATE.matches(TITLE).count(), 1);
        let loaded = loaded("Owners and cats");
        assert_eq!(loaded.advice, []);
        let proof = lint::prove(&Arc::new(loaded.lesson)).unwrap();
        assert_eq!(proof.findings, []);
        assert_eq!((proof.answers.good, proof.wrong.good), (3, 3));
    }

    #[test]
    fn a_title_is_kept_whatever_is_in_it() {
        let long = "very long ".repeat(5_000);
        for title in [
            "Owners & cats: who # is whose?",
            "it's \"quoted\" \\ here",
            "no",
            "null",
            "~",
            "42",
            "2026-01-31",
            "- item",
            "[a, b] {c: d}",
            "*star &amp !bang %per @at `tick` |pipe >fold",
            "Größe 学生 🦆👩‍👩‍👧",
            "a\u{202e}b\u{feff}c\u{2028}d",
            "#",
            "x:",
            long.trim(),
        ] {
            assert_eq!(loaded(title).lesson.title, title);
        }
    }

    proptest! {
        #[test]
        fn any_title_is_kept(title in "\\PC{1,20}|[ -~]{1,12}|.{1,8}") {
            if let Ok(name) = Name::of(&title) {
                prop_assert_eq!(loaded(&name.title).lesson.title, name.title);
            }
        }
    }
}
