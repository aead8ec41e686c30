//! Lines of Python, each beside what CPython 3.11 prints for it (`tests/values/record.py` records
//! it): Python's own values do the same here, to the letter.
//!
//! A line is an expression whose `repr` is printed, or, after a `!`, statements with `\N` between
//! their lines. Each runs by itself after `prelude.py`.

use std::fs;
use std::path::Path;

use relatable::orm::python::{Limits, Machine, Stop, Value};

/// What a line prints, and what it raises.
fn observed(prelude: &str, line: &str) -> String {
    let code = match line.strip_prefix('!') {
        Some(code) => code.replace("\\N", "\n"),
        None => format!("print(repr(({line})))"),
    };
    let limits = Limits { steps: 1_000_000, memory: 200_000, output: 100_000, depth: 900 };
    let mut machine = Machine::new(limits, 1_700_000_000_000_000);
    let ending = match machine.run(&format!("{prelude}\n{code}\n"), "line.py") {
        Ok(()) => String::new(),
        Err(Stop::Raised(raised)) => {
            let text = machine.str(&Value::Instance(raised.exception.clone()));
            let text = text.unwrap_or_else(|_| panic!("{line}: no text"));
            format!("{}: {text}\n", raised.exception.class.name)
        }
        Err(Stop::Bounds(bound)) => format!("bound: {bound:?}\n"),
        Err(Stop::Unsupported(what)) => format!("not supported: {}\n", what.what),
    };
    masked(&format!("{}{ending}", machine.output)).replace('\n', "\\N")
}

/// Addresses differ from run to run.
fn masked(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut found = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|letter: char| letter.is_ascii_hexdigit());
        let is_address = part.len() - rest.len() > 6;
        found.push_str(if is_address { "0x…" } else { "0x" });
        found.push_str(if is_address { rest } else { part });
    }
    found
}

#[track_caller]
fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/values");
    let read = |file: String| fs::read_to_string(folder.join(file)).unwrap();
    let prelude = read("prelude.py".to_owned());
    let (lines, expected) = (read(format!("{name}.txt")), read(format!("{name}.out")));
    let (lines, expected): (Vec<_>, Vec<_>) = (lines.lines().collect(), expected.lines().collect());
    assert_eq!(lines.len(), expected.len(), "{name}.out is to be recorded anew");
    let wrong: Vec<String> = lines
        .iter()
        .zip(expected)
        .filter_map(|(line, its)| {
            let mine = observed(&prelude, line);
            (mine != its).then(|| format!("{line}\n    CPython: {its}\n    here:    {mine}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
}

#[test]
fn texts() {
    check("texts");
}

#[test]
fn numbers() {
    check("numbers");
}

#[test]
fn containers() {
    check("containers");
}

#[test]
fn objects() {
    check("objects");
}

#[test]
fn modules() {
    check("modules");
}

#[test]
fn more() {
    check("more");
}

#[test]
fn integers() {
    check("integers");
}

#[test]
fn what_is_not_supported_says_so_by_name() {
    for (line, what) in [
        ("range(2 ** 64)", "a range beyond 64 bits"),
        ("(-8) ** 0.5", "a complex number"),
        ("open('x')", "open()"),
        ("input()", "input()"),
        ("exec('1')", "exec()"),
        ("Decimal('NaN')", "Decimal('NaN')"),
        ("Decimal(1.1)", "a Decimal of more than 28 digits, or with a positive exponent,"),
        ("'a'.encode('latin-1')", "the encoding 'latin-1'"),
    ] {
        let found = observed("from decimal import Decimal", line);
        assert_eq!(found, format!("not supported: {what}\\N"), "{line}");
    }
    assert_eq!(observed("import os", "os.getcwd()"), "not supported: the module os\\N");
}
