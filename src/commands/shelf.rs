//! A course with where its lessons come from and how far the learner has come in each.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lesson::{Course, Lesson};
use crate::progress::Standing;
use crate::progress::home::name_of_file;
use crate::progress::store::Store;
use crate::render::course::{Mark, Progress};

use super::open;

/// The file in which a lesson of the course stands; `None` in the built-in course.
pub(super) fn file_of(lessons: Option<&Path>, lesson: &Lesson) -> Option<PathBuf> {
    let path = lessons?;
    match path.is_dir() {
        true => open::in_folder(path, &lesson.id),
        false => Some(path.to_owned()),
    }
}

/// Under what progress knows a lesson of the course.
pub(super) fn key_of(lessons: Option<&Path>, lesson: &Lesson) -> String {
    file_of(lessons, lesson).map_or_else(|| lesson.id.clone(), |file| name_of_file(&file))
}

/// How far each lesson of the course has come, in its order.
pub(super) fn progress(store: &mut Store, course: &Course, lessons: Option<&Path>) -> Progress {
    let mut marks = Vec::new();
    let mut latest: Option<(i64, usize)> = None;
    for (index, lesson) in course.lessons().enumerate() {
        let kept = store.lesson(&key_of(lessons, lesson));
        let standing = Standing::of(lesson, &kept);
        if let Some(touched) = kept.touched.filter(|_| !standing.finished)
            && latest.is_none_or(|(before, _)| touched >= before)
        {
            latest = Some((touched, index));
        }
        marks.push(Mark { standing, here: false });
    }
    if let Some((_, index)) = latest {
        marks[index].here = true;
    }
    Progress { marks }
}

/// The lesson to go on with: where the learner was, else the first that is not finished.
pub(super) fn next<'c>(course: &'c Course, progress: &Progress) -> Option<&'c Arc<Lesson>> {
    let marks = &progress.marks;
    let here = marks.iter().position(|mark| mark.here);
    let at = here.or_else(|| marks.iter().position(|mark| !mark.standing.finished)).unwrap_or(0);
    course.lessons().nth(at)
}
