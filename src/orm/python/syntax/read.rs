//! From text to tree.

use ruff_python_ast::{Mod, PythonVersion, Stmt};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

use super::check::check;
use super::error;
use super::lower::Lower;
use super::name::{Owner, Scope};
use super::token::{Kind, tokens};
use super::{Expression, Mistake, Module};

/// Reads a script.
///
/// # Errors
///
/// What CPython would say that is wrong with it.
pub fn read(source: &str) -> Result<Module, Mistake> {
    // CPython ends the last line too, before it reads.
    if !source.is_empty() && !source.ends_with(['\n', '\\']) {
        return read_lines(&format!("{source}\n"));
    }
    read_lines(source)
}

fn read_lines(source: &str) -> Result<Module, Mistake> {
    let parsed = parse(source, Mode::Module)?;
    let Mod::Module(module) = parsed else { return Err(Mistake::plain(source, 0)) };
    if let Some(mistake) = check(source, &module.body) {
        return Err(mistake);
    }
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

/// Whether a text typed at a prompt can be run: no statement, bracket or text is still open. A
/// class, a function and any other statement with a block ends with an empty line. What is wrong
/// is complete: it is to be run, and told.
pub fn is_complete(text: &str) -> bool {
    let tokens = tokens(text);
    if tokens.fault.is_some() {
        return !tokens.is_cut;
    }
    if !tokens.open.is_empty() {
        return false;
    }
    let mut starts = true;
    let mut depth = 0_usize;
    let mut is_block = false;
    for token in &tokens.list {
        match token.kind {
            Kind::Newline => starts = true,
            Kind::Indent => depth += 1,
            Kind::Dedent => depth = depth.saturating_sub(1),
            Kind::End => {}
            _ if starts => {
                starts = false;
                let word = text.get(token.start..token.end).unwrap_or_default();
                let opens = matches!(
                    word,
                    "if" | "elif"
                        | "else"
                        | "while"
                        | "for"
                        | "try"
                        | "except"
                        | "finally"
                        | "with"
                        | "def"
                        | "class"
                        | "async"
                        | "@"
                );
                is_block = depth > 0 || opens;
            }
            _ => {}
        }
    }
    let last = text.rsplit_once('\n').map(|(_, last)| last);
    !is_block || last.is_some_and(|last| last.trim().is_empty())
}

/// So much of the stack is enough for any token that the parser nests.
const STACK_OF_A_TOKEN: usize = 12 * 1024;
/// More tokens than this in one line of code are refused before they are parsed.
const LONGEST_LINE: usize = 20_000;

fn parse(source: &str, mode: Mode) -> Result<Mod, Mistake> {
    // The parser goes as deep as the text does: it gets a stack that is sure to be enough.
    let tokens = tokens(source);
    let (mut longest, mut length) = (0, 0);
    for token in &tokens.list {
        length = if token.kind == Kind::Newline { 0 } else { length + 1 };
        longest = longest.max(length);
    }
    if let Some(fault) = &tokens.fault
        && (fault.message.starts_with("too many") || longest > LONGEST_LINE)
    {
        return Err(fault.clone());
    }
    if longest > LONGEST_LINE {
        let message = format!("a statement of more than {LONGEST_LINE} words and signs");
        return Err(Mistake { message, ..Mistake::plain(source, 0) });
    }
    let options = ParseOptions::from(mode).with_target_version(PythonVersion::PY311);
    let size = 1024 * 1024 + longest * STACK_OF_A_TOKEN;
    stacker::grow(size, || {
        let parsed = parse_unchecked(source, options);
        match error::explain(source, &parsed) {
            Some(mistake) => Err(mistake),
            None => Ok(parsed.into_syntax()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_open_until_an_empty_line() {
        for (text, complete) in [
            ("x = 1", true),
            ("class A:", false),
            ("class A:\n    x = 1", false),
            ("class A:\n    x = 1\n", true),
            ("f(1,", false),
            ("x = \"\"\"abc", false),
            ("x = 'abc", true),
            ("x = 1 + \\", false),
            ("@f", false),
            ("", true),
            ("# nothing", true),
        ] {
            assert_eq!(is_complete(text), complete, "{text}");
        }
    }

    #[test]
    fn depth_is_no_danger() {
        for text in
            ["(".repeat(100_000), "-".repeat(100_000), "x.".repeat(100_000), "[".repeat(150)]
        {
            assert!(read(&text).is_err());
        }
        assert!(read(&format!("x = {}1", "1 + ".repeat(9_000))).is_ok());
        assert!(read(&format!("x = {}1", "not ".repeat(15_000))).is_ok());
    }
}
