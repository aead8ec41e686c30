//! Loads a folder of lessons.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity, Source, Span};
use crate::lesson::file::COURSE;
use crate::lesson::problems::Problems;
use crate::lesson::shelf::{Shelf, Unreadable};
use crate::lesson::{Chapter, Course, Lesson, Text};

use super::decode::{decode, stem, tree};
use super::fields::Fields;
use super::suggest;

/// Endings of files that are read.
const ENDINGS: [&str; 3] = [".yaml", ".yml", ".json"];

/// A folder's files by what they are.
struct Files {
    /// The file that describes the course.
    course: Option<String>,
    /// Lesson ids with their files, in the order of the files' names.
    lessons: Vec<(String, String)>,
}

/// What `course.yaml` says.
struct Plan {
    title: String,
    about: Option<String>,
    chapters: Vec<(String, Vec<Text>)>,
}

/// Loads every lesson of a folder, and puts them in the order of `course.yaml`, or of their
/// files' names where there is none. Everything that is wrong in any file is reported.
pub(in crate::lesson) fn course(
    shelf: &dyn Shelf,
) -> Result<(Course, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut found = Vec::new();
    let files = match shelf.names() {
        Ok(names) => files(names, shelf, &mut found),
        Err(unreadable) => return Err(vec![cannot_read(&shelf.shown(""), &unreadable)]),
    };
    let mut lessons = Vec::new();
    for (_, name) in &files.lessons {
        match lesson(shelf, name) {
            Ok((lesson, advice)) => {
                lessons.push(Arc::new(lesson));
                found.extend(advice);
            }
            Err(problems) => found.extend(problems),
        }
    }
    found.extend(unknown_predecessors(&lessons, &files));
    let chapters = match &files.course {
        Some(name) => planned(shelf, name, &files, &lessons, &mut found),
        None if files.lessons.is_empty() => {
            found.push(nothing_here(&shelf.shown("")));
            None
        }
        None => {
            let chapters = vec![Chapter { title: None, lessons: lessons.clone() }];
            Some(Course { title: shelf.title(), about: None, chapters })
        }
    };
    match chapters {
        Some(course) if found.iter().all(|problem| problem.severity == Severity::Advice) => {
            Ok((course, found))
        }
        _ => Err(found),
    }
}

/// Loads one file of a shelf.
pub(in crate::lesson) fn lesson(
    shelf: &dyn Shelf,
    name: &str,
) -> Result<(Lesson, Vec<Diagnostic>), Vec<Diagnostic>> {
    let shown = shelf.shown(name);
    let text = shelf.read(name).map_err(|unreadable| vec![cannot_read(&shown, &unreadable)])?;
    let loaded = decode(&Source::new(shown, text), Some(shelf))?;
    Ok((loaded.lesson, loaded.advice))
}

/// A file or folder that cannot be read, as a diagnostic about it as a whole.
pub(in crate::lesson) fn cannot_read(shown: &str, unreadable: &Unreadable) -> Diagnostic {
    let message = format!("this cannot be read: {}", unreadable.message);
    Diagnostic::error(&Source::new(shown, ""), Span::default(), message).with_help(unreadable.help)
}

/// Whether a file of that name is a lesson.
pub(super) fn is_lesson(name: &str) -> bool {
    ENDINGS.iter().any(|ending| name.ends_with(ending)) && stem(name) != "course"
}

fn nothing_here(shown: &str) -> Diagnostic {
    Diagnostic::error(&Source::new(shown, ""), Span::default(), "there is no lesson in this folder")
        .with_help("Lessons are files that end in .yaml, .yml or .json.")
}

fn files(names: Vec<String>, shelf: &dyn Shelf, found: &mut Vec<Diagnostic>) -> Files {
    let mut files = Files { course: None, lessons: Vec::new() };
    let mut seen: HashMap<String, String> = HashMap::new();
    for name in names {
        if !ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        let id = stem(&name);
        if let Some(first) = seen.insert(id.clone(), name.clone()) {
            let source = Source::new(shelf.shown(&name), "");
            let message = format!("this and {first} would both be `{id}`");
            let problem = Diagnostic::error(&source, Span::default(), message);
            found.push(problem.with_help("Give one of the files another name."));
        }
        if id == "course" {
            files.course = Some(name);
        } else {
            files.lessons.push((id, name));
        }
    }
    files
}

/// The course as its file plans it.
fn planned(
    shelf: &dyn Shelf,
    name: &str,
    files: &Files,
    lessons: &[Arc<Lesson>],
    found: &mut Vec<Diagnostic>,
) -> Option<Course> {
    let shown = shelf.shown(name);
    let text = match shelf.read(name) {
        Ok(text) => text,
        Err(unreadable) => {
            found.push(cannot_read(&shown, &unreadable));
            return None;
        }
    };
    let mut problems = Problems::new(&Source::new(shown, text));
    let plan = tree(&COURSE, &mut problems).map(|root| {
        let plan = plan(Fields::new(&root));
        check(&plan, files, Fields::new(&root), &mut problems);
        plan
    });
    found.extend(problems.into_sorted());
    let plan = plan?;
    let by_id: HashMap<&str, &Arc<Lesson>> =
        lessons.iter().map(|lesson| (lesson.id.as_str(), lesson)).collect();
    let chapters = plan.chapters.into_iter().map(|(title, ids)| Chapter {
        title: Some(title),
        lessons: ids
            .iter()
            .filter_map(|id| by_id.get(id.text.as_str()).copied().cloned())
            .collect(),
    });
    Some(Course { title: plan.title, about: plan.about, chapters: chapters.collect() })
}

fn plan(fields: Fields<'_>) -> Plan {
    let chapters = fields.items("chapters").iter().map(|chapter| {
        let chapter = Fields::new(chapter);
        (chapter.string("title").unwrap_or_default(), chapter.texts("lessons"))
    });
    Plan {
        title: fields.string("title").unwrap_or_default(),
        about: fields.string("about"),
        chapters: chapters.collect(),
    }
}

/// Every id has a file, once; every file has a chapter.
fn check(plan: &Plan, files: &Files, fields: Fields<'_>, problems: &mut Problems) {
    let ids = || files.lessons.iter().map(|(id, _)| id.as_str());
    let known: HashSet<&str> = ids().collect();
    let mut listed = HashSet::new();
    for id in plan.chapters.iter().flat_map(|(_, ids)| ids) {
        if !known.contains(id.text.as_str()) {
            let help = suggest::nearest(&id.text, ids()).map_or_else(
                || {
                    format!(
                        "A lesson's id is its file's name without the ending: {}.yaml is missing.",
                        id.text
                    )
                },
                suggest::did_you_mean,
            );
            problems.error_with(id.span, format!("there is no lesson `{}`", id.text), help);
        } else if !listed.insert(id.text.as_str()) {
            problems.error(id.span, format!("the lesson `{}` is listed twice", id.text));
        }
    }
    for (id, name) in files.lessons.iter().filter(|(id, _)| !listed.contains(id.as_str())) {
        problems.advise(
            fields.place("chapters"),
            format!("no chapter lists {name}, so that nobody comes to it"),
            format!("Add `{id}` to the `lessons` of a chapter."),
        );
    }
}

/// Lessons to do first that this folder does not have.
fn unknown_predecessors(lessons: &[Arc<Lesson>], files: &Files) -> Vec<Diagnostic> {
    let ids = || files.lessons.iter().map(|(id, _)| id.as_str());
    let known: HashSet<&str> = ids().collect();
    let mut found = Vec::new();
    for lesson in lessons {
        for after in &lesson.after {
            let (message, help) = if after.text == lesson.id {
                ("a lesson cannot come after itself".to_owned(), "Leave it out.".to_owned())
            } else if known.contains(after.text.as_str()) {
                continue;
            } else {
                let help = suggest::nearest(&after.text, ids()).map_or_else(
                    || "A lesson's id is its file's name without the ending.".to_owned(),
                    suggest::did_you_mean,
                );
                (format!("there is no lesson `{}` in this folder", after.text), help)
            };
            found.push(Diagnostic::advice(&lesson.source, after.span, message).with_help(help));
        }
    }
    found
}
