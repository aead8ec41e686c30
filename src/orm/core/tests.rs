//! Scripts of Core alone, beside what SQLAlchemy printed for them.

use std::cell::RefCell;
use std::rc::Rc;

use super::database::{Database, DatabaseError, Opener};
use super::{Library, python};
use crate::orm::python::{Limits, Machine, Stop};

struct NoDatabase;

impl Opener for NoDatabase {
    fn open(&self, _url: &str) -> Result<Rc<RefCell<dyn Database>>, DatabaseError> {
        Err(DatabaseError::Unsupported("a database".to_owned()))
    }
}

fn run(source: &str) -> String {
    let limits = Limits { steps: 10_000_000, memory: 10_000_000, output: 1 << 20, depth: 200 };
    let mut machine = Machine::new(limits, 0);
    Library::install(&mut machine, Rc::new(NoDatabase));
    python::install(&mut machine);
    let ran = machine.run(source, "script.py");
    let mut output = machine.output.clone();
    match ran {
        Ok(()) => {}
        Err(Stop::Raised(raised)) => {
            let value = crate::orm::python::Value::Instance(raised.exception.clone());
            let text = machine.str(&value).unwrap_or_else(|_| "?".into());
            output.push_str(&format!("{}: {text}\n", raised.exception.class.name));
        }
        Err(Stop::Bounds(bound)) => output.push_str(&format!("{bound:?}\n")),
        Err(Stop::Unsupported(what)) => output.push_str(&format!("unsupported: {}\n", what.what)),
    }
    for warning in &machine.warnings {
        output.push_str(&format!("{}: {}\n", warning.category, warning.message));
    }
    output
}

#[test]
fn scripts() {
    let Ok(path) = std::env::var("CORE_SCRIPT") else { return };
    let source = std::fs::read_to_string(path).unwrap();
    println!("{}", run(&source));
}
