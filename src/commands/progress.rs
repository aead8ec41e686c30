//! `relatable progress`.

use std::path::Path;
use std::sync::Arc;

use crate::lesson::{Course, Lesson};
use crate::progress::home::{home, name_of_file};
use crate::progress::report::LessonReport;
use crate::progress::store::Store;
use crate::progress::{Kept, Subject};
use crate::render::progress::{forgotten, lesson, lessons, nothing_kept};
use crate::report::{Format, json, rfc4180};

use super::{Context, Exit, Stop, open};

/// Shows what is kept of a lesson, or of all.
pub(super) fn run(
    context: &mut Context<'_>,
    name: Option<&str>,
    format: Format,
) -> Result<Exit, Stop> {
    let desk = Desk::open(context.lessons.as_deref())?;
    let reports = match name {
        Some(name) => vec![desk.one(name)?.report],
        None => desk.all(),
    };
    let text = match (format, name) {
        (Format::Json, _) => json::progress(&reports)?,
        (Format::Csv, _) => rfc4180::progress(&reports)?,
        (Format::Text, None) => lines(&lessons(&reports, &context.look)),
        (Format::Text, Some(_)) => {
            reports.iter().map(|report| lines(&lesson(report, &context.look))).collect()
        }
    };
    context.out.text(&text)?;
    Ok(Exit::Right)
}

/// Forgets what is kept of a lesson, and says what that was.
pub(super) fn forget(context: &mut Context<'_>, name: &str) -> Result<Exit, Stop> {
    let mut desk = Desk::open(context.lessons.as_deref())?;
    let found = desk.one(name)?;
    let is_gone = desk.store.forget(&found.report.lesson);
    let is_gone = is_gone.map_err(|trouble| Stop::Failed(sentence(&trouble.fact())))?;
    let said = if is_gone && found.is_kept {
        lines(&forgotten(&found.report, &context.look))
    } else {
        lines(&[nothing_kept(&found.report.title)])
    };
    context.out.text(&said)?;
    Ok(Exit::Right)
}

/// The lessons as they are, beside what is kept of them.
struct Desk {
    store: Store,
    course: Course,
    /// The course is the built-in one, whose lessons are kept by their ids.
    is_builtin: bool,
    kept: Vec<(Subject, Kept)>,
}

/// A lesson that was asked for.
struct Found {
    report: LessonReport,
    is_kept: bool,
}

impl Desk {
    fn open(folder: Option<&Path>) -> Result<Self, Stop> {
        let course = open::course(folder)?;
        let mut store = Store::look(home().as_deref());
        let kept = store.all();
        match store.trouble() {
            Some(trouble) => Err(Stop::Failed(sentence(&trouble.fact()))),
            None => Ok(Self { store, course, is_builtin: folder.is_none(), kept }),
        }
    }

    /// Every lesson of which something is kept: those of the course in their order; with the
    /// built-in course, those of files after them.
    fn all(&self) -> Vec<LessonReport> {
        let of_course = self.course.lessons().filter_map(|lesson| {
            let name = self.name_of(lesson);
            Some(LessonReport::of(&name, lesson, self.kept_of(&name)?))
        });
        let mut reports: Vec<LessonReport> = of_course.collect();
        if self.is_builtin {
            let others = self.kept.iter();
            let others =
                others.filter(|(subject, _)| self.course.lesson(&subject.lesson).is_none());
            reports.extend(others.map(|(subject, kept)| LessonReport::remembered(subject, kept)));
        }
        reports
    }

    /// The lesson of that name: one of the course, a file, or one that only its progress is left of.
    fn one(&self, name: &str) -> Result<Found, Stop> {
        if open::is_path(name) {
            let path = Path::new(name);
            let key = name_of_file(path);
            return match (open::file(path), self.remembered(&key)) {
                (Ok(lesson), _) => Ok(self.found(&key, &lesson)),
                // What was done in it can be told though it is gone, or broken now.
                (Err(_), Some(found)) => Ok(found),
                (Err(Stop::Usage(mut lines)), None) => {
                    let known = self.kept.iter().map(|(subject, _)| subject.lesson.as_str());
                    lines.extend(meant(known, name));
                    Err(Stop::Usage(lines))
                }
                (Err(stop), None) => Err(stop),
            };
        }
        if let Some(lesson) = open::pick(&self.course, name) {
            return Ok(self.found(&self.name_of(lesson), lesson));
        }
        if let Some(found) = self.remembered(name) {
            return Ok(found);
        }
        if open::is_ambiguous(&self.course, name) {
            return Err(Stop::Usage(vec![open::no_such_lesson(&self.course, name)]));
        }
        let ids = self.course.lessons().map(|lesson| lesson.id.as_str());
        let known = ids.chain(self.kept.iter().map(|(subject, _)| subject.lesson.as_str()));
        Err(Stop::Usage(vec![open::none_of(known, name)]))
    }

    fn found(&self, key: &str, lesson: &Arc<Lesson>) -> Found {
        let kept = self.kept_of(key);
        let nothing = Kept::default();
        let report = LessonReport::of(key, lesson, kept.unwrap_or(&nothing));
        Found { report, is_kept: kept.is_some() }
    }

    fn remembered(&self, key: &str) -> Option<Found> {
        let (subject, kept) = self.kept.iter().find(|(subject, _)| subject.lesson == key)?;
        Some(Found { report: LessonReport::remembered(subject, kept), is_kept: true })
    }

    fn kept_of(&self, key: &str) -> Option<&Kept> {
        self.kept.iter().find(|(subject, _)| subject.lesson == key).map(|(_, kept)| kept)
    }

    /// The name under which a lesson of the course is kept.
    fn name_of(&self, lesson: &Lesson) -> String {
        if self.is_builtin {
            lesson.id.clone()
        } else {
            name_of_file(Path::new(&lesson.source.name))
        }
    }
}

/// The nearest of some paths, by what they are called.
fn meant<'n>(known: impl Iterator<Item = &'n str>, name: &str) -> Option<String> {
    let called = |path: &str| {
        let name = Path::new(path).file_name().unwrap_or_default();
        name.to_string_lossy().to_lowercase()
    };
    let wanted = called(name);
    let distance = |path: &str| strsim::damerau_levenshtein(&called(path), &wanted);
    let near = known.filter(|path| Path::new(path).is_absolute()).min_by_key(|path| distance(path));
    let near = near.filter(|path| distance(path) <= wanted.chars().count() / 3)?;
    Some(crate::render::escape::line(&format!("Did you mean {near}?")))
}

fn lines(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// Words without the full stop at their end, which [`Stop::Failed`] wants.
fn sentence(words: &str) -> String {
    words.trim_end_matches('.').to_owned()
}
