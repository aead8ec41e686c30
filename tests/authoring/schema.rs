//! The JSON Schema and the loader agree.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonschema::Validator;
use proptest::prelude::*;
use relatable::diagnostic::{Severity, Source};
use relatable::lesson::file::{COURSE, LESSON};
use relatable::lesson::json_schema::{self, Of};
use relatable::lesson::load;
use serde_json::{Map, Value, json};

use super::format::{keys, occurrences, takes};
use super::program::Run;

/// A lesson with nearly every key, and one with those that are for ORM code and relations.
const FULL: &str = include_str!("../fixtures/full.yaml");
const CODE: &str = include_str!("code.yaml");

/// What loading sees and a schema cannot say.
const DEEPER: &[&str] = &[
    "two steps have the id",
    "two choices read alike",
    "this choice reads like the letter",
    "this row has",
    "the rows have",
    "this row names other columns",
    "stands here twice",
    "is not looked at: this step is judged",
    "knows no construct",
    "names no column of a table",
    "is not a column definition",
    "is not compared here",
    "is no type",
    "cannot be read",
    "is not looked at: this step is answered in ORM code",
    "is not looked at: it speaks of ORM code",
    "is not looked at: ORM code is judged",
    "SQLite has no number",
];

static LESSONS: LazyLock<Validator> = LazyLock::new(|| validator(Of::Lesson));

fn schema(of: Of) -> Value {
    serde_json::from_str(&json_schema::text(of)).unwrap()
}

fn validator(of: Of) -> Validator {
    jsonschema::draft202012::new(&schema(of)).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// YAML as an editor's validator sees it.
fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

fn says(validator: &Validator, document: &Value) -> Vec<String> {
    let said = validator.iter_errors(document);
    said.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// What the loader refuses in a document.
fn refusals(document: &Value) -> Vec<String> {
    let source = Source::new("test.json", document.to_string());
    let problems = load::load(source, None).err().unwrap_or_default();
    let errors = problems.into_iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| problem.message).collect()
}

/// Both accept or both refuse, as far as a schema can see.
fn agree(document: &Value) {
    let (schema, loader) = (says(&LESSONS, document), refusals(document));
    if loader.is_empty() {
        assert_eq!(schema, [""; 0], "the schema refuses what loads:\n{document:#}");
    } else if schema.is_empty() {
        let deeper = |message: &String| DEEPER.iter().any(|known| message.contains(known));
        assert!(loader.iter().all(deeper), "the schema accepts: {loader:?}\n{document:#}");
    }
}

#[test]
fn the_schemas_are_schemas() {
    for of in [Of::Lesson, Of::Course] {
        let schema = schema(of);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(schema["$id"].as_str().unwrap().starts_with("urn:"));
        jsonschema::meta::validate(&schema).unwrap();
    }
}

#[test]
fn the_program_prints_them() {
    for (arguments, of) in [
        (&["schema"][..], Of::Lesson),
        (&["schema", "lesson"], Of::Lesson),
        (&["schema", "course"], Of::Course),
    ] {
        let said = Run::of(arguments).said();
        assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""));
        assert_eq!(said.stdout, json_schema::text(of));
    }
    assert_eq!(Run::of(&["schema", "lessons"]).said().code, Some(2));
}

#[test]
fn every_key_has_a_description() {
    fn described(value: &Value, at: &str, missing: &mut Vec<String>) -> usize {
        let mut found = 0;
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    let at = format!("{at}/{key}");
                    let named = match key.as_str() {
                        "properties" => value.as_object().unwrap().iter().collect(),
                        "additionalProperties" if value.is_object() => vec![(key, value)],
                        _ => Vec::new(),
                    };
                    for (name, property) in named {
                        let text = property["description"].as_str().unwrap_or("");
                        if text.len() < 12 || !text.ends_with(['.', '`']) {
                            missing.push(format!("{at}/{name}: {text}"));
                        }
                        found += 1;
                    }
                    found += described(value, &at, missing);
                }
            }
            Value::Array(items) => {
                found += items.iter().map(|item| described(item, at, missing)).sum::<usize>();
            }
            _ => {}
        }
        found
    }
    let mut missing = Vec::new();
    let found = described(&schema(Of::Lesson), "", &mut missing);
    assert!(found > 75, "{found}");
    assert!(described(&schema(Of::Course), "", &mut missing) >= 5);
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_lesson_that_loads_satisfies_it() {
    let mut lessons =
        vec![FULL.to_owned(), include_str!("../../src/commands/new/template.yaml").to_owned()];
    for folder in ["lessons", "tests/fixtures", "tests/fixtures/course"] {
        for file in load::lesson_files(&root().join(folder)) {
            if load::load_file(&file).is_ok() {
                lessons.push(std::fs::read_to_string(file).unwrap());
            }
        }
    }
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```yaml\n").skip(1);
    lessons.extend(blocks.map(|rest| rest.split("\n```").next().unwrap().to_owned()));
    assert!(lessons.len() >= 9, "{}", lessons.len());
    for lesson in lessons {
        let said = says(&LESSONS, &yaml(&lesson));
        assert!(said.is_empty(), "{said:#?}\n{}", lesson.lines().next().unwrap_or(""));
    }
    let course = validator(Of::Course);
    for folder in ["lessons", "tests/fixtures/course"] {
        let plan = std::fs::read_to_string(root().join(folder).join("course.yaml")).unwrap();
        assert_eq!(says(&course, &yaml(&plan)), [""; 0]);
    }
}

#[test]
fn rows_texts_numbers_and_null_are_validated_as_yaml_means_them() {
    let lesson =
        |rows: &str| yaml(&format!("title: T\ndata:\n  t: {rows}\nsteps:\n  - say: Read.\n"));
    let columns = "{columns: [a, b], rows: [[1, null], [2.5, no], [~, \"1\"], {a: true, b: -1e3}]}";
    let document = lesson(columns);
    assert_eq!(
        document["data"]["t"]["rows"],
        json!([[1, null], [2.5, "no"], [null, "1"], {"a": true, "b": -1000.0}])
    );
    for rows in [columns, "[{a: 1}, {a: x, b: ~}]", "[]", "{columns: [a], rows: []}"] {
        assert_eq!(says(&LESSONS, &lesson(rows)), [""; 0], "{rows}");
        assert_eq!(refusals(&lesson(rows)), [""; 0], "{rows}");
    }
    for rows in [
        "[1, 2]",
        "[[1]]",
        "{rows: [[1]]}",
        "{columns: a, rows: []}",
        "{columns: [], rows: []}",
        "{columns: [1], rows: []}",
        "{columns: [a], rows: [1]}",
        "{columns: [a], rows: [[[1]]]}",
        "3",
        "~",
        "{columns: [a], rows: [], more: 1}",
        "[{a: {b: 1}}]",
    ] {
        assert!(!says(&LESSONS, &lesson(rows)).is_empty(), "the schema takes {rows}");
        assert!(!refusals(&lesson(rows)).is_empty(), "the loader takes {rows}");
    }
}

/// Lessons of which the schema alone, without knowing SQL, has to see that they are broken.
#[test]
fn broken_lessons_are_refused_by_both() {
    let steps = [
        "{}",
        "{show: t}",
        "{id: a}",
        "{id: a, ask: Q}",
        "{ask: Q, answer: SELECT 1}",
        "{answer: x}",
        "{choices: [{right: x}, {wrong: y}]}",
        "{reveal: Q}",
        "{reveal: Q, ask: Q, answer: A}",
        "{reveal: Q, answer: A, points: 1}",
        "{reveal: Q, answer: A, hints: [h]}",
        "{say: x, hints: [h]}",
        "{say: x, expect: {}}",
        "{say: x, say_more: y}",
        "{id: A B, say: x}",
        "{id: -a, say: x}",
        "{say: ''}",
        "{id: a, ask: Q, answer: x, choices: [{right: x}, {wrong: y}]}",
        "{id: a, ask: Q, choices: [{right: x}]}",
        "{id: a, ask: Q, choices: [{wrong: x}, {wrong: y}]}",
        "{id: a, ask: Q, choices: [{right: x, wrong: y}, {wrong: z}]}",
        "{id: a, ask: Q, choices: [{right: x}, {because: z}]}",
        "{id: a, ask: Q, choices: [{right: x}, {wrong: y}], also: [z]}",
        "{id: a, ask: Q, choices: [{right: x}, {wrong: y}], language: sql}",
        "{id: a, ask: Q, answer: x, language: SQL}",
        "{id: a, ask: Q, answer: x, points: 1001}",
        "{id: a, ask: Q, answer: x, points: -1}",
        "{id: a, ask: Q, answer: x, beyond: never}",
        "{id: a, ask: Q, answer: x, everywhere: yes}",
        "{id: a, ask: Q, answer: x, wrong: [y]}",
        "{id: a, ask: Q, answer: x, wrong: [{because: y}]}",
        "{id: a, ask: Q, answer: x, expect: {probes: [{}]}}",
        "{id: a, ask: Q, answer: x, expect: {probes: [{first: x}]}}",
        "{id: a, ask: Q, answer: x, expect: {probes: [{accept: x, refuse: y, by: unique}]}}",
        "{id: a, ask: Q, answer: x, expect: {probes: [{refuse: y}]}}",
        "{id: a, ask: Q, answer: x, expect: {probes: [{query: y}]}}",
        "{id: a, ask: Q, answer: x, expect: {probes: [{accept: y, rows: []}]}}",
        "{id: a, ask: Q, answer: x, expect: {probes: [{refuse: y, by: uniq}]}}",
        "{id: a, ask: Q, answer: x, expect: {refused: {}}}",
        "{id: a, ask: Q, answer: x, expect: {refused: trigger}}",
        "{id: a, ask: Q, answer: x, expect: {order: random}}",
        "{id: a, ask: Q, answer: x, expect: {order: {}}}",
        "{id: a, ask: Q, answer: x, expect: {uses: [jion]}}",
        "{id: a, ask: Q, answer: x, expect: {uses: join}}",
        "{id: a, ask: Q, answer: x, expect: {schema: {t: {absent: false}}}}",
        "{id: a, ask: Q, answer: x, expect: {schema: {t: {absent: true, a: text}}}}",
        "{id: a, ask: Q, answer: x, expect: {schema: {t: {index: [a]}}}}",
        "{id: a, ask: Q, answer: x, expect: {schema: {t: {index: [[]]}}}}",
        "{id: a, ask: Q, answer: x, expect: {within: -1}}",
    ];
    let steps = steps.iter().map(|step| format!("{{title: T, steps: [{step}]}}"));
    let whole = [
        "{}",
        "[]",
        "text",
        "{title: T}",
        "{title: T, steps: []}",
        "{steps: [{say: x}]}",
        "{title: ' ', steps: [{say: x}]}",
        "{title: 3, steps: [{say: x}]}",
        "{title: T, steps: {say: x}}",
        "{title: T, steps: [x]}",
        "{title: T, hints: [h], steps: [{say: x}]}",
        "{title: T, minutes: 0, steps: [{say: x}]}",
        "{title: T, minutes: 1.5, steps: [{say: x}]}",
        "{title: T, setup: x, database: y.sql, steps: [{say: x}]}",
        "{title: T, database: ../y.sql, steps: [{say: x}]}",
        "{title: T, database: .y, steps: [{say: x}]}",
        "{title: T, variants: [{name: v}], steps: [{say: x}]}",
        "{title: T, variants: [{add: {}}], steps: [{say: x}]}",
        "{title: T, variants: [{name: v, empty: t}], steps: [{say: x}]}",
        "{title: T, resources: [{title: R}], steps: [{say: x}]}",
        "{title: T, resources: ['http://x.example'], steps: [{say: x}]}",
        "{title: T, data: [t], steps: [{say: x}]}",
        "{title: T, data: {'': []}, steps: [{say: x}]}",
    ];
    for lesson in steps.chain(whole.map(str::to_owned)) {
        let document = yaml(&lesson);
        assert!(!says(&LESSONS, &document).is_empty(), "the schema takes {lesson}");
        assert!(!refusals(&document).is_empty(), "the loader takes {lesson}");
    }
}

#[test]
fn for_every_key_what_is_of_another_type_is_refused_by_both() {
    let samples = [
        json!(null),
        json!(true),
        json!(7),
        json!(1.5),
        json!(-3),
        json!("word"),
        json!(["word"]),
        json!([7]),
        json!([[7]]),
        json!([]),
        json!({}),
        json!({"a": 1}),
        json!({"a": "word"}),
        json!([{"a": 1}]),
        json!([null]),
        json!(""),
    ];
    let mut seen = BTreeSet::new();
    let mut tried = 0;
    for document in [yaml(FULL), yaml(CODE)] {
        for place in occurrences(&LESSON, &document) {
            let is_new = seen.insert(place.key.clone());
            for sample in samples.iter().filter(|_| is_new) {
                let mut changed = document.clone();
                *changed.pointer_mut(&place.pointer).unwrap() = sample.clone();
                agree(&changed);
                if !takes(place.kind, sample) {
                    let schema = says(&LESSONS, &changed);
                    assert!(!schema.is_empty(), "the schema takes {sample} for {}", place.key);
                    let mut refused = refusals(&changed);
                    refused.retain(|message| !message.contains("by this version yet"));
                    assert!(!refused.is_empty(), "the loader takes {sample} for {}", place.key);
                    tried += 1;
                }
            }
        }
    }
    let all: BTreeSet<String> = keys(&LESSON).into_iter().collect();
    assert_eq!(all, seen, "the two lessons of this test hold every key");
    assert!(tried > 500, "{tried}");
}

#[test]
fn for_every_key_of_a_course_too() {
    let course = validator(Of::Course);
    let plan = "title: C\nabout: A\nchapters:\n  - title: One\n    lessons: [a]\n";
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.yaml"), "title: A\nsteps:\n  - say: Read.\n").unwrap();
    let loads = |plan: &Value| {
        std::fs::write(folder.path().join("course.yaml"), plan.to_string()).unwrap();
        load::load_course(folder.path()).is_ok()
    };
    let document = yaml(plan);
    assert!(loads(&document) && says(&course, &document).is_empty());
    let places = occurrences(&COURSE, &document);
    let seen: BTreeSet<String> = places.iter().map(|place| place.key.clone()).collect();
    assert_eq!(seen, keys(&COURSE).into_iter().collect());
    for place in places {
        for sample in [json!(null), json!(7), json!("a"), json!(["a"]), json!({"a": 1}), json!([7])]
        {
            if takes(place.kind, &sample) {
                continue;
            }
            let mut changed = document.clone();
            *changed.pointer_mut(&place.pointer).unwrap() = sample.clone();
            assert!(!loads(&changed), "{} {sample}", place.pointer);
            assert!(!says(&course, &changed).is_empty(), "{} {sample}", place.pointer);
        }
    }
}

/// Every place in a document.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                pointers(
                    value,
                    &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Takes an entry out of a map or list, by the place of its value.
fn take_out(document: &mut Value, pointer: &str) -> Option<(String, Value)> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent)? {
        Value::Object(entries) => entries.remove(&key).map(|value| (key, value)),
        Value::Array(items) => Some((key.clone(), items.remove(key.parse().ok()?))),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Lessons with one or two things moved, renamed, taken out or replaced by one another.
    #[test]
    fn a_changed_lesson_is_refused_by_both_or_by_neither(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4u8), 1..3),
    ) {
        let mut document = yaml(FULL);
        for (one, other, change) in changes {
            let mut places = Vec::new();
            pointers(&document, "", &mut places);
            let (one, other) = (one.get(&places).clone(), other.get(&places).clone());
            match change {
                0 => {
                    take_out(&mut document, &one);
                }
                1 => {
                    let value = document.pointer(&other).cloned().unwrap_or(json!(null));
                    *document.pointer_mut(&one).unwrap() = value;
                }
                2 => {
                    if let Some((key, value)) = take_out(&mut document, &one)
                        && let Some(Value::Object(entries)) = document.pointer_mut(&other)
                    {
                        entries.insert(key, value);
                    }
                }
                _ => {
                    if let Some(Value::Object(entries)) = document.pointer_mut(&other) {
                        *entries = std::mem::replace(entries, Map::new())
                            .into_iter()
                            .enumerate()
                            .map(|(at, (key, value))| (if at == 0 { format!("{key}x") } else { key }, value))
                            .collect();
                    }
                }
            }
        }
        agree(&document);
    }
}
