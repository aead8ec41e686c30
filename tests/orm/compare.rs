//! Recordings compared part by part.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use relatable::orm::run::{self, Place};
use relatable::report::recording::document;
use serde_json::{Map, Value, json};

/// The parts of a recording, in the order in which they are told of.
pub const PARTS: [&str; 10] = [
    "mode",
    "ddl",
    "statements",
    "stdout",
    "tables",
    "relationships",
    "warnings",
    "error type",
    "error line",
    "error message",
];

/// A part of a script that is not equal, and both sides of it.
pub struct Miss {
    pub part: &'static str,
    pub detail: String,
}

/// The scripts of a folder that have a recording.
pub fn scripts(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "py"))
        .filter(|path| path.with_extension("expected.json").exists())
        .collect();
    found.sort();
    found
}

/// Which parts of which scripts vary in SQLAlchemy itself.
pub fn unstable(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let path = folder.join("unstable.json");
    let text = std::fs::read_to_string(path).unwrap_or_else(|_| "{}".to_owned());
    serde_json::from_str(&text).unwrap()
}

/// What our run of a script gives, as JSON; or how it ended where it should not have.
pub fn ours(path: &Path) -> Result<Value, String> {
    let source = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let ran = catch_unwind(AssertUnwindSafe(|| run::script(&source, &name, &Place::Memory)));
    let recording = ran.map_err(|_| "it panicked".to_owned())??;
    Ok(serde_json::from_str(&document(&recording).unwrap()).unwrap())
}

/// The recording of the real one.
pub fn theirs(path: &Path) -> Value {
    let text = std::fs::read_to_string(path.with_extension("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The parts in which two recordings differ.
pub fn differences(want: &Value, got: &Value, unstable: &[String]) -> Vec<Miss> {
    let mut misses = Vec::new();
    for part in PARTS {
        let (want, got) = (taken(want, part), taken(got, part));
        let is_loose = unstable.iter().any(|name| name == part);
        if want == got || (is_loose && loose(part, &want) == loose(part, &got)) {
            continue;
        }
        misses.push(Miss { part, detail: format!("want {want}\n     got  {got}") });
    }
    misses
}

/// One part of a recording; SQL with its white space collapsed.
fn taken(recording: &Value, part: &str) -> Value {
    if let Some(key) = part.strip_prefix("error ") {
        return recording["error"].get(key).cloned().unwrap_or(Value::Null);
    }
    match (part, &recording[part]) {
        ("ddl", Value::Array(ddl)) => ddl.iter().map(collapsed).collect(),
        ("statements", Value::Array(sent)) => sent.iter().map(statement).collect(),
        (_, other) => other.clone(),
    }
}

fn collapsed(text: &Value) -> Value {
    let text = text.as_str().unwrap_or_default();
    json!(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn statement(sent: &Value) -> Value {
    json!({ "sql": collapsed(&sent["sql"]), "params": sent["params"], "many": sent["many"] })
}

/// A part with what varies taken out: rows that were sent in one batch, and rows of a table, in
/// any order; of a text its words.
fn loose(part: &str, value: &Value) -> Value {
    match (part, value) {
        ("statements", Value::Array(sent)) => batches(sent),
        ("tables", Value::Object(tables)) => {
            let sorted = |(name, rows): (&String, &Value)| (name.clone(), multiset(rows));
            Value::Object(tables.iter().map(sorted).collect::<Map<_, _>>())
        }
        ("stdout", Value::String(text)) => {
            let words = text.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
            multiset(&words.collect::<Vec<_>>().into())
        }
        (_, other) => other.clone(),
    }
}

fn multiset(items: &Value) -> Value {
    let mut items: Vec<String> =
        items.as_array().into_iter().flatten().map(Value::to_string).collect();
    items.sort();
    items.into()
}

/// Neighbouring statements of one text as one batch.
fn batches(sent: &[Value]) -> Value {
    let mut batches: Vec<(Value, Vec<Value>)> = Vec::new();
    for statement in sent {
        let parameters = statement["params"].as_array().cloned().unwrap_or_default();
        let is_list = !parameters.is_empty() && parameters.iter().all(Value::is_array);
        let rows = if is_list { parameters } else { vec![Value::Array(parameters)] };
        match batches.last_mut().filter(|(sql, _)| *sql == statement["sql"]) {
            Some((_, known)) => known.extend(rows),
            None => batches.push((statement["sql"].clone(), rows)),
        }
    }
    batches.into_iter().map(|(sql, rows)| json!([sql, multiset(&rows.into())])).collect()
}

#[test]
fn what_varies_is_compared_as_multisets_and_nothing_else_is() {
    let recording = |rows: Value, stdout: &str| {
        json!({
            "mode": "classic", "ddl": [], "stdout": stdout, "tables": {"t": rows.clone()},
            "statements": [{"sql": "INSERT  INTO t\nVALUES (?)", "params": rows, "many": true}],
            "relationships": [], "warnings": [], "error": null,
        })
    };
    let (one, other) = (recording(json!([[1], [2]]), "a b"), recording(json!([[2], [1]]), "b a"));
    let parts = |unstable: &[&str]| -> Vec<&str> {
        let unstable: Vec<String> = unstable.iter().map(|&it| it.to_owned()).collect();
        differences(&one, &other, &unstable).iter().map(|miss| miss.part).collect()
    };
    assert_eq!(parts(&[]), ["statements", "stdout", "tables"]);
    assert_eq!(parts(&["statements", "stdout", "tables"]), Vec::<&str>::new());
    let third = recording(json!([[2], [2]]), "b a");
    let all = ["statements".to_owned(), "tables".to_owned(), "stdout".to_owned()];
    let parts: Vec<&str> = differences(&one, &third, &all).iter().map(|miss| miss.part).collect();
    assert_eq!(parts, ["statements", "tables"]);
    let number = |value: Value| json!({ "tables": value });
    assert!(!differences(&number(json!(1)), &number(json!(1.0)), &[]).is_empty());
}
