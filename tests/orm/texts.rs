//! What SQLAlchemy makes of expressions and statements: their texts, one by one, beside those that
//! `texts/record.py` recorded.

use std::path::Path;

use super::compare::ours;

/// The parts of what was printed: an expression's number, and what it gave.
fn parts(text: &str) -> Vec<&str> {
    text.split("# ").collect()
}

#[test]
fn expressions_are_written_as_sqlalchemy_writes_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/orm/texts");
    let wanted = std::fs::read_to_string(folder.join("expressions.out")).unwrap();
    let recording = ours(&folder.join("expressions.py")).unwrap();
    let got = recording["stdout"].as_str().unwrap();
    let (wanted, got) = (parts(&wanted), parts(got));
    assert!(wanted.len() > 400);
    let differing: Vec<String> = wanted
        .iter()
        .enumerate()
        .filter(|(at, one)| got.get(*at) != Some(*one))
        .map(|(at, one)| format!("want {one}got  {}", got.get(at).unwrap_or(&"nothing")))
        .collect();
    assert!(differing.is_empty(), "{} differ:\n{}", differing.len(), differing.join("\n"));
}
