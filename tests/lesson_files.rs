//! Files and folders of lessons, those among them that are not what they should be.

// Helpers may stop a test as tests may.
mod support;

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use relatable::diagnostic::Diagnostic;
use relatable::lesson::load;
use support::shown;
use tempfile::TempDir;

/// A folder of files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// What is said about a path, with file names instead of whole paths.
fn said<T>(loaded: Result<T, Vec<Diagnostic>>) -> String {
    let problems = match loaded {
        Ok(_) => return "it loads".to_owned(),
        Err(problems) => problems,
    };
    by_file(&problems)
}

fn by_file(problems: &[Diagnostic]) -> String {
    let lines = problems.iter().map(|problem| {
        let name = Path::new(&problem.source.name).file_name().unwrap_or_default();
        let place = shown(std::slice::from_ref(problem));
        format!("{}:{place}", name.to_string_lossy())
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn files_that_cannot_be_read() {
    let folder = folder(&[("empty.yaml", ""), ("bom.yaml", "\u{feff}titel: T\n")]);
    let path = |name: &str| folder.path().join(name);
    fs::write(path("binary.yaml"), b"title: T\n\xff\xfe\x00\x01").unwrap();
    fs::File::create(path("big.yaml")).unwrap().set_len(50 << 20).unwrap();
    fs::create_dir(path("folder.yaml")).unwrap();
    let said = |name: &str| said(load::load_file(&path(name)));
    assert_snapshot!(said("missing.yaml"), @r"
    missing.yaml:1:1 this cannot be read: there is no such file
      Look at its name and path.
    ");
    assert_snapshot!(said("empty.yaml"), @r"
    empty.yaml:1:1 the file is empty
      A lesson begins with `title: …`.
    ");
    assert_snapshot!(said("binary.yaml"), @r"
    binary.yaml:1:1 this cannot be read: it is no UTF-8 text, as line 2 shows
      Save it as UTF-8.
    ");
    assert_snapshot!(said("big.yaml"), @r"
    big.yaml:1:1 this cannot be read: it is larger than 1024 KB
      Make several files of it.
    ");
    assert_snapshot!(said("folder.yaml"), @r"
    folder.yaml:1:1 this cannot be read: it is a folder
      Name a file in it.
    ");
    assert_snapshot!(said("bom.yaml"), @r"
    bom.yaml:1:1 `titel` is not a key of a lesson
      Did you mean `title`?
    bom.yaml:1:1 `steps` is missing: a lesson needs it
      Add `steps:`, and each item on a line of its own after `- `.
    ");
    #[cfg(target_os = "linux")]
    assert_snapshot!(said_of("/dev/zero"), @r"
    zero:1:1 this cannot be read: it is no regular file
      Save it as a file first.
    ");
}

#[cfg(target_os = "linux")]
fn said_of(path: &str) -> String {
    said(load::load_file(Path::new(path)))
}

const SCHOOL: &str = "title: T\ndatabase: school.sql\nsteps:\n  - say: Read.\n";

#[test]
fn a_database_beside_the_lesson() {
    let folder = folder(&[("a.yaml", SCHOOL), ("school.sql", "CREATE TABLE t (a);\n")]);
    let loaded = load::load_file(&folder.path().join("a.yaml")).unwrap();
    let setup = loaded.lesson.setup.unwrap();
    assert_eq!(setup.text, "CREATE TABLE t (a);\n");
    assert_eq!(setup.place_of(3, &loaded.lesson.source), setup.span);
    assert_eq!(&SCHOOL[setup.span.start..setup.span.end], "school.sql");
}

#[test]
#[cfg(unix)]
fn a_database_that_is_not_beside_the_lesson() {
    let outside = folder(&[("secret.sql", "CREATE TABLE t (a);")]);
    let folder = folder(&[("a.yaml", SCHOOL)]);
    let said = || said(load::load_file(&folder.path().join("a.yaml")));
    assert_snapshot!(said(), @r"
    a.yaml:2:11 `school.sql` cannot be read: there is no such file
      Look at its name and path.
    ");
    let link = folder.path().join("school.sql");
    std::os::unix::fs::symlink(outside.path().join("secret.sql"), &link).unwrap();
    assert_snapshot!(said(), @r"
    a.yaml:2:11 `school.sql` cannot be read: it leads out of the lesson's folder
      Put the file itself beside the lesson.
    ");
    fs::remove_file(&link).unwrap();
    fs::File::create(&link).unwrap().set_len(50 << 20).unwrap();
    assert_snapshot!(said(), @r"
    a.yaml:2:11 `school.sql` cannot be read: it is larger than 1024 KB
      Make several files of it.
    ");
}

const SMALL: &str = "title: Small\nsteps:\n  - say: Read.\n";

#[test]
fn a_folder_without_a_plan_is_read_in_the_order_of_names() {
    let folder = folder(&[
        ("b.yml", SMALL),
        ("a.yaml", SMALL),
        ("c.json", "{\"title\": \"C\", \"steps\": [{\"say\": \"x\"}]}"),
        ("notes.txt", "not a lesson"),
        (".hidden.yaml", "nor this"),
    ]);
    let (course, advice) = load::load_course(folder.path()).unwrap();
    let ids: Vec<&str> = course.lessons().map(|lesson| lesson.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!((course.chapters.len(), course.chapters[0].title.as_deref()), (1, None));
    assert_eq!(course.title, folder.path().file_name().unwrap().to_string_lossy());
    assert_eq!(advice, []);
}

#[test]
fn a_file_is_a_course_of_one_lesson() {
    let folder = folder(&[("a.yaml", SMALL)]);
    let (course, _) = load::load_course(&folder.path().join("a.yaml")).unwrap();
    assert_eq!((course.title.as_str(), course.lesson("a").is_some()), ("Small", true));
}

#[test]
fn a_planned_course() {
    let plan = "title: Course\nchapters:\n  - title: One\n    lessons: [b]\n  - {title: Two, lessons: [a]}\n";
    let after = SMALL.replace("steps", "after: [b, z, lessom, d]\nsteps");
    let folder = folder(&[
        ("course.yaml", plan),
        ("a.yaml", SMALL),
        ("b.yaml", SMALL),
        ("lesson.yaml", &after),
    ]);
    let (course, advice) = load::load_course(folder.path()).unwrap();
    let ids: Vec<&str> = course.lessons().map(|lesson| lesson.id.as_str()).collect();
    assert_eq!(ids, ["b", "a"]);
    assert_eq!(course.chapters[1].title.as_deref(), Some("Two"));
    assert_snapshot!(by_file(&advice), @r"
    lesson.yaml:2:12 advice: there is no lesson `z` in this folder
      A lesson's id is its file's name without the ending.
    lesson.yaml:2:15 advice: there is no lesson `lessom` in this folder
      Did you mean `lesson`?
    lesson.yaml:2:23 advice: there is no lesson `d` in this folder
      A lesson's id is its file's name without the ending.
    course.yaml:2:1 advice: no chapter lists lesson.yaml, so that nobody comes to it
      Add `lesson` to the `lessons` of a chapter.
    ");
}

#[test]
fn all_that_is_wrong_with_a_folder() {
    let plan = "titel: Course\nchapters:\n  - title: One\n    lessons: [one, onw, one, x]\n    color: red\n  - lessons: one\n";
    let folder = folder(&[
        ("course.yaml", plan),
        ("one.yaml", "title: T\n"),
        ("one.json", "{}"),
        ("broken.yaml", "title: [\n"),
        ("unused.yaml", SMALL),
    ]);
    assert_snapshot!(said(load::load_course(folder.path())), @r"
    one.yaml:1:1 this and one.json would both be `one`
      Give one of the files another name.
    broken.yaml:1:8 this `[` is never closed
      Close it with `]` or `}`.
    one.json:1:1 `title` is missing: a lesson needs it
      Add `title: …`.
    one.json:1:1 `steps` is missing: a lesson needs it
      Add `steps:`, and each item on a line of its own after `- `.
    one.yaml:1:1 `steps` is missing: a lesson needs it
      Add `steps:`, and each item on a line of its own after `- `.
    course.yaml:1:1 `titel` is not a key of a course
      Did you mean `title`?
    course.yaml:2:1 advice: no chapter lists broken.yaml, so that nobody comes to it
      Add `broken` to the `lessons` of a chapter.
    course.yaml:2:1 advice: no chapter lists unused.yaml, so that nobody comes to it
      Add `unused` to the `lessons` of a chapter.
    course.yaml:4:20 there is no lesson `onw`
      Did you mean `one`?
    course.yaml:4:25 the lesson `one` is listed twice
    course.yaml:4:30 there is no lesson `x`
      A lesson's id is its file's name without the ending: x.yaml is missing.
    course.yaml:5:5 `color` is not a key of a chapter
      There are `title` and `lessons`.
    course.yaml:6:5 `title` is missing: a chapter needs it
      Add `title: …`.
    course.yaml:6:14 `lessons` takes a list of names, this is a text
      Write it as a list: `lessons:`, and each item on a line of its own after `- `.
    ");
}

#[test]
fn a_folder_without_lessons() {
    let folder = folder(&[("notes.txt", "nothing")]);
    let said = said(load::load_course(folder.path()));
    assert!(said.ends_with("1:1 there is no lesson in this folder\n  Lessons are files that end in .yaml, .yml or .json."), "{said}");
    let missing = load::load_course(&folder.path().join("missing")).map(|_| ()).unwrap_err();
    assert_eq!(missing[0].message, "this cannot be read: there is no such file");
}
