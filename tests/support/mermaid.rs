//! Mermaid's own parser, where it is installed: `RELATABLE_MERMAID` names a folder in whose
//! `node_modules` it is (`npm install --prefix FOLDER mermaid`), and `node` runs it.

#![allow(clippy::print_stderr)] // what was not tested is told beside the test

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What Mermaid makes of each diagram: what it read, or its message. `None` where it is not
/// installed, which is said; a folder that was named and has no Mermaid is an error.
pub fn parse(diagrams: &[String]) -> Option<Vec<Result<Value, String>>> {
    let Some(folder) = std::env::var_os("RELATABLE_MERMAID").map(PathBuf::from) else {
        eprintln!("RELATABLE_MERMAID is not set: Mermaid's own parser was not asked");
        return None;
    };
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/support/mermaid.mjs");
    let mut node = Command::new("node")
        .arg(script)
        .arg(folder.canonicalize().unwrap())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let input = serde_json::to_vec(diagrams).unwrap();
    node.stdin.take().unwrap().write_all(&input).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "Mermaid could not be run");
    let read: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read.len(), diagrams.len());
    let result = |value: Value| match value.get("error") {
        Some(error) => Err(error.as_str().unwrap_or_default().to_owned()),
        None => Ok(value),
    };
    Some(read.into_iter().map(result).collect())
}
