//! What modules are made of.

use std::rc::Rc;

use crate::orm::python::{Args, Machine, Module, Names, Run, Value};

/// A module's function.
type Body = fn(&mut Machine, Args) -> Run<Value>;

/// Modules that a script may not import here, whatever it would do with them.
const REFUSED: &[&str] = &[
    "os",
    "os.path",
    "pathlib",
    "random",
    "time",
    "io",
    "csv",
    "subprocess",
    "threading",
    "asyncio",
    "socket",
    "tempfile",
    "shutil",
    "glob",
    "pickle",
    "hashlib",
    "secrets",
    "inspect",
    "traceback",
    "types",
    "weakref",
    "textwrap",
    "calendar",
    "statistics",
    "fractions",
    "zoneinfo",
    "urllib",
    "http",
    "requests",
    "unittest",
    "pytest",
    "argparse",
    "sqlite3",
];

/// A function that says that it is not supported.
pub(in crate::orm::python) fn refused(what: &'static str) -> Value {
    Value::function(what, move |machine, _| Err(machine.unsupported(what)))
}

/// Functions by name.
pub(in crate::orm::python) fn functions(list: &[(&'static str, Body)]) -> Names {
    list.iter().map(|(name, body)| (Rc::from(*name), Value::function(name, *body))).collect()
}

impl Machine {
    /// Adds a module that may be imported.
    pub(in crate::orm::python) fn add_module(&mut self, name: &str, names: Names) {
        let module = Module { name: name.into(), names: names.into() };
        self.modules.insert(name.into(), Rc::new(module));
    }

    /// Whether a script may not import a module here that CPython has.
    pub(in crate::orm::python) fn is_refused_module(name: &str) -> bool {
        REFUSED.contains(&name)
    }
}
