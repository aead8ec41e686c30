//! `relatable new`: what it writes, where, and what it never does.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use tempfile::TempDir;

use super::program::{Run, Said};

fn new(folder: &TempDir, arguments: &[&str]) -> Said {
    Run::of(&[&["new"], arguments].concat()).within(folder.path()).said()
}

/// Both streams and the exit code.
fn told(said: &Said) -> String {
    format!("{}{}---- {:?}", said.stdout, said.stderr, said.code)
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn it_says_what_it_wrote_and_what_to_type_next() {
    let folder = TempDir::new().unwrap();
    assert_snapshot!(told(&new(&folder, &["Owners and cats"])), @"
    Wrote owners-and-cats.yaml: a small lesson to change into yours. Next:
      relatable check owners-and-cats.yaml
      relatable learn owners-and-cats.yaml
    ---- Some(0)
    ");
    let check = Run::of(&["check", "owners-and-cats.yaml"]).within(folder.path()).said();
    assert_snapshot!(told(&check), @"
    ok      owners-and-cats  5 steps: 3 answers right, 3 of 3 wrong answers refused
    1 lesson, 5 steps: 3 answers right, 3 of 3 wrong answers refused
    ---- Some(0)
    ");
}

/// The answers of the lesson itself finish it.
#[test]
fn what_it_wrote_can_be_learned() {
    let folder = TempDir::new().unwrap();
    new(&folder, &["ducks"]);
    let said = Run::of(&["learn", "ducks.yaml"])
        .within(folder.path())
        .types("a")
        .types("SELECT ponds.name, COUNT(ducks.id) FROM ponds")
        .types("LEFT JOIN ducks ON ducks.pond_id = ponds.id GROUP BY ponds.id;")
        .types("UPDATE ducks SET pond_id = 3 WHERE id = 3;")
        .said();
    assert_eq!(said.code, Some(0), "{}", said.stdout);
}

#[test]
fn it_writes_into_a_folder_or_a_file() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("my lessons")).unwrap();
    fs::write(folder.path().join("my lessons/course.yaml"), "").unwrap();
    assert_snapshot!(told(&new(&folder, &["Owners and cats", "-o", "my lessons"])), @"
    Wrote my lessons/owners-and-cats.yaml: a small lesson to change into yours. Next:
      relatable check 'my lessons/owners-and-cats.yaml'
      relatable learn 'my lessons/owners-and-cats.yaml'
    course.yaml lists the lessons of this folder: add it to a chapter.
    ---- Some(0)
    ");
    assert_eq!(new(&folder, &["Owners and cats", "--output", "cats.yaml"]).code, Some(0));
    assert_eq!(new(&folder, &["my lessons/cats.yml"]).code, Some(0));
    assert_eq!(files(folder.path()), ["cats.yaml", "my lessons"]);
    assert_eq!(
        files(&folder.path().join("my lessons")),
        ["cats.yml", "course.yaml", "owners-and-cats.yaml"]
    );
    let title = |file: &str| {
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        text.lines().find_map(|line| line.strip_prefix("title: ").map(str::to_owned)).unwrap()
    };
    assert_eq!(title("cats.yaml"), "Owners and cats");
    assert_eq!(title("my lessons/cats.yml"), "Cats");
}

#[test]
fn no_file_is_ever_written_over() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("cats.yaml"), "mine").unwrap();
    fs::write(folder.path().join("dogs.json"), "mine").unwrap();
    assert_snapshot!(told(&new(&folder, &["Cats"])), @r#"
    "cats.yaml" is there already, and was left as it is. Take another name.
    ---- Some(2)
    "#);
    // Two files of one id would both be the same lesson.
    assert_snapshot!(told(&new(&folder, &["Dogs"])), @r#"
    "dogs.json" is there already, and was left as it is. Take another name.
    ---- Some(2)
    "#);
    assert_eq!(new(&folder, &["x", "-o", "cats.yaml"]).code, Some(2));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", folder.path().join("link.yaml")).unwrap();
        assert_eq!(new(&folder, &["link"]).code, Some(2));
        fs::remove_file(folder.path().join("link.yaml")).unwrap();
    }
    assert_eq!(files(folder.path()), ["cats.yaml", "dogs.json"]);
    assert_eq!(fs::read_to_string(folder.path().join("cats.yaml")).unwrap(), "mine");
}

#[test]
fn names_and_places_that_do_not_do() {
    let folder = TempDir::new().unwrap();
    let said = |arguments: &[&str]| told(&new(&folder, arguments));
    assert_snapshot!(said(&["  "]), @r#"
    A lesson needs a name: relatable new "Owners and cats"
    ---- Some(2)
    "#);
    assert_snapshot!(said(&["?!"]), @r#"
    A lesson's name needs a letter or a digit for its file, and "?!" has none.
    ---- Some(2)
    "#);
    assert_snapshot!(said(&["course"]), @"
    course.yaml says which lessons a folder has, and is no lesson itself. Take another name.
    ---- Some(2)
    ");
    assert_snapshot!(said(&["x", "-o", "course.yaml"]), @"
    course.yaml says which lessons a folder has, and is no lesson itself.
    ---- Some(2)
    ");
    assert_snapshot!(said(&[".cats.yaml"]), @r#"
    ".cats.yaml" would be hidden, and no lesson is read from a hidden file.
    ---- Some(2)
    "#);
    assert_snapshot!(said(&["none/cats.yaml"]), @r#"
    There is no folder "none" to write it to. Make it first.
    ---- Some(2)
    "#);
    assert_snapshot!(said(&["Cats", "-o", "none"]), @r#"
    There is no folder "none", and the file of a lesson ends in .yaml.
    ---- Some(2)
    "#);
    assert_snapshot!(said(&["a/cats.yaml", "-o", "."]), @r#"
    "a/cats.yaml" and --output both say where to write. Leave --output out.
    ---- Some(2)
    "#);
    assert_eq!(files(folder.path()), [""; 0]);
}

/// A disk that is full leaves no half of a lesson behind.
#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_written_is_said() {
    let folder = TempDir::new().unwrap();
    let said = new(&folder, &[&format!("{}.yaml", "x".repeat(300))]);
    assert_eq!(said.code, Some(4), "{}", said.stderr);
    assert!(said.stderr.contains("cannot be written"), "{}", said.stderr);
    assert_eq!(files(folder.path()), [""; 0]);
}
