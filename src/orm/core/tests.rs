//! Scripts of Core alone, beside what SQLAlchemy printed for them.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use super::database::{Database, DatabaseError, Opener};
use super::{Library, python};
use crate::orm::python::{Limits, Machine, Stop, Value};

struct NoDatabase;

impl Opener for NoDatabase {
    fn open(&self, _url: &str) -> Result<Rc<RefCell<dyn Database>>, DatabaseError> {
        Err(DatabaseError::Unsupported("a database".to_owned()))
    }
}

/// What a script prints; and how it ended, where that was no good end.
fn printed(source: &str) -> String {
    let limits = Limits { steps: 10_000_000, memory: 10_000_000, output: 1 << 20, depth: 200 };
    let mut machine = Machine::new(limits, 0);
    Library::install(&mut machine, Rc::new(NoDatabase));
    python::install(&mut machine);
    let ran = machine.run(source, "script.py");
    let mut output = machine.output.clone();
    match ran {
        Ok(()) => {}
        Err(Stop::Raised(raised)) => {
            let value = Value::Instance(Rc::clone(&raised.exception));
            let text = machine.str(&value).unwrap_or_else(|_| "?".into());
            output.push_str(&format!("{}: {text}\n", raised.exception.class.name));
        }
        Err(Stop::Bounds(bound)) => output.push_str(&format!("{bound:?}\n")),
        Err(Stop::Unsupported(what)) => output.push_str(&format!("unsupported: {}\n", what.what)),
    }
    output
}

/// The text with addresses masked as the recorder masks them.
fn masked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("0x") {
        let digits = after.chars().take_while(|c| c.is_ascii_hexdigit()).count();
        out.push_str(before);
        out.push_str(if digits >= 6 { "0x<addr>" } else { "0x" });
        rest = if digits >= 6 { &after[digits..] } else { after };
    }
    out + rest
}

/// The parts of what was printed: an expression's number, and what it gave.
fn parts(text: &str) -> Vec<&str> {
    text.split("\n# ").collect()
}

#[test]
fn expressions_are_written_as_sqlalchemy_writes_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core");
    let source = fs::read_to_string(folder.join("expressions.py")).unwrap();
    let wanted = fs::read_to_string(folder.join("expressions.out")).unwrap();
    let got = masked(&printed(&source));
    let (wanted, got) = (parts(&wanted), parts(&got));
    let differing: Vec<String> = wanted
        .iter()
        .enumerate()
        .filter(|(at, one)| got.get(*at) != Some(*one))
        .map(|(at, one)| format!("want {one}\ngot  {}", got.get(at).unwrap_or(&"nothing")))
        .collect();
    assert!(differing.is_empty(), "{} differ:\n{}", differing.len(), differing.join("\n\n"));
}
