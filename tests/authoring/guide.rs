//! The guide: every block in it holds, and its tables of keys are the format's.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use relatable::diagnostic::Source;
use relatable::lesson::file::{COURSE, Kind, LESSON, Shape};
use relatable::lesson::load;
use relatable::lint;

use super::format::shapes;
use super::support::{problems, shown};

/// Set, the tables of keys are written anew from the format; then the guide is to be read.
const SWITCH: &str = "RELATABLE_WRITE_GUIDE";

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/authoring.md")
}

fn guide() -> String {
    std::fs::read_to_string(path()).unwrap()
}

/// The blocks of YAML with what the comment before each of them says it is.
fn blocks() -> Vec<(String, String)> {
    let guide = guide();
    let mut blocks = Vec::new();
    let mut parts = guide.split("\n```yaml\n");
    let mut before = parts.next().unwrap().to_owned();
    for part in parts {
        let (block, rest) = part.split_once("\n```").unwrap();
        let comment = before.trim_end().lines().last().unwrap();
        let kind = comment.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"));
        let kind = kind.unwrap_or_else(|| panic!("a block without a comment before it:\n{block}"));
        blocks.push((kind.to_owned(), format!("{block}\n")));
        before = rest.to_owned();
    }
    blocks
}

fn of_kind(kind: &str) -> Vec<String> {
    let blocks = blocks().into_iter().filter(|(found, _)| found == kind);
    blocks.map(|(_, block)| block).collect()
}

/// The lesson that the guide shows whole, up to its steps.
fn frame() -> String {
    let [lesson] = &of_kind("lesson")[..] else { panic!("one whole lesson") };
    lesson.split("steps:\n").next().unwrap().to_owned()
}

fn with_steps(steps: &str) -> String {
    let lines = steps.lines().map(|line| format!("  {line}\n"));
    format!("{}steps:\n{}", frame(), lines.collect::<String>())
}

#[track_caller]
fn proves_itself(lesson: &str) {
    let loaded = load::load(Source::new("guide.yaml", lesson), None)
        .unwrap_or_else(|problems| panic!("{}\n{lesson}", shown(&problems)));
    assert!(loaded.advice.is_empty(), "{}\n{lesson}", shown(&loaded.advice));
    let proof = lint::prove(&Arc::new(loaded.lesson)).unwrap();
    assert!(proof.findings.is_empty(), "{}\n{lesson}", shown(&proof.findings));
}

#[test]
fn every_block_is_of_a_kind_that_is_tested() {
    let known = ["lesson", "head", "steps", "course"];
    for (kind, block) in blocks() {
        assert!(known.contains(&&*kind) || kind.starts_with("broken: "), "{kind}:\n{block}");
    }
}

#[test]
fn lessons_and_parts_of_lessons_prove_themselves() {
    for lesson in of_kind("lesson") {
        proves_itself(&lesson);
    }
    let heads = of_kind("head");
    for head in &heads {
        proves_itself(&format!("{head}{}", with_steps("- say: Read.")));
    }
    let steps = of_kind("steps");
    for steps in &steps {
        proves_itself(&with_steps(steps));
    }
    assert!(heads.len() >= 3 && steps.len() >= 8);
}

#[test]
fn what_is_broken_is_refused_with_the_words_that_the_guide_says() {
    let mut broken = 0;
    for (kind, block) in blocks() {
        let Some(message) = kind.strip_prefix("broken: ") else { continue };
        assert!(problems(&block).contains(message), "{}", problems(&block));
        broken += 1;
    }
    assert_eq!(broken, 2);
}

#[test]
fn the_course_loads() {
    let [plan] = &of_kind("course")[..] else { panic!("one course") };
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("course.yaml"), plan).unwrap();
    std::fs::write(folder.path().join("ponds-and-ducks.yaml"), &of_kind("lesson")[0]).unwrap();
    let (course, advice) = load::load_course(folder.path()).unwrap();
    assert_eq!((course.title.as_str(), advice), ("The park", Vec::new()));
}

/// The table of a shape's keys, as the guide has it.
fn table(shape: &Shape) -> String {
    let mut table = String::from("| key | takes | |\n|---|---|---|\n");
    for key in shape.keys {
        let needed = if key.required { " (needed)" } else { "" };
        let about = key.about;
        let takes = match key.kind {
            Kind::Whole(least, most) => format!("{}, {least} to {most}", key.kind.words()),
            _ => key.kind.words(),
        };
        let _ = writeln!(table, "| `{}`{needed} | {takes} | {about} |", key.name);
    }
    if let Some(names) = shape.names {
        let _ = writeln!(table, "| *a name* | {} | {} |", names.kind.words(), names.about);
    }
    table
}

#[test]
fn its_tables_of_keys_are_the_format_s() {
    let before = guide();
    let mut lines = before.lines().peekable();
    let (mut after, mut told) = (String::new(), Vec::new());
    let all: Vec<&Shape> = shapes(&LESSON).into_iter().chain(shapes(&COURSE)).collect();
    while let Some(line) = lines.next() {
        let _ = writeln!(after, "{line}");
        let name = line.strip_prefix("<!-- keys: ").and_then(|rest| rest.strip_suffix(" -->"));
        let Some(name) = name else { continue };
        let shape = all.iter().find(|shape| shape.name == name);
        let shape = shape.unwrap_or_else(|| panic!("the format has no {name}"));
        told.push(shape.name);
        while lines.next_if(|line| line.is_empty() || line.starts_with('|')).is_some() {}
        let _ = writeln!(after, "\n{}", table(shape));
    }
    if std::env::var_os(SWITCH).is_some() {
        std::fs::write(path(), &after).unwrap();
    } else {
        assert!(before == after, "{SWITCH}=1 writes the tables of keys anew:\n{after}");
    }
    told.sort_unstable();
    let mut all: Vec<&str> = all.iter().map(|shape| shape.name).collect();
    all.sort_unstable();
    assert_eq!(told, all, "every part of the format has one table of keys");
}

/// Whatever stands in quotes before a colon or as a key in a block is known, as blocks load; here
/// the other way round: no key is without an example.
#[test]
fn every_key_stands_in_an_example() {
    let text: String = blocks().into_iter().map(|(_, block)| block).collect();
    let is_key = |line: &str, key: &str| {
        line.match_indices(&format!("{key}:")).any(|(at, _)| {
            !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
        })
    };
    for shape in shapes(&LESSON).into_iter().chain(shapes(&COURSE)) {
        for key in shape.keys.iter().filter(|key| key.name != "database") {
            assert!(text.lines().any(|line| is_key(line, key.name)), "{}.{}", shape.name, key.name);
        }
    }
    assert!(guide().contains("`database: school.sql`"));
}

#[test]
fn the_commands_that_it_shows_are_there() {
    let guide = guide();
    for command in ["new", "check", "learn", "schema"] {
        assert!(guide.contains(&format!("relatable {command} ")), "{command}");
        let said = super::program::Run::of(&[command, "--help"]).said();
        assert_eq!(said.code, Some(0), "{command}");
    }
}
