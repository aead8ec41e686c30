//! A session from piped text: what was typed is echoed after the prompt, so that the transcript
//! reads like a session at a terminal. Nobody presses Enter, so reading and right answers go on
//! by themselves.

use std::io::{self, BufRead};

use crate::session::answers::mark;
use crate::session::{Event, Prompt};
use crate::sql::split::split;

use super::input::{Fed, Input};
use super::{Begin, Repl, ReplError};

/// The longest line that is taken, in bytes.
const LONGEST: usize = 1 << 20;

/// Reads the text to its end, or to the session's, beginning at a step.
///
/// # Errors
/// Where the lesson is broken, or the input or the output fails.
pub fn run_piped(
    repl: &mut Repl<'_, '_>,
    begin: Begin,
    text: impl BufRead,
) -> Result<(), ReplError> {
    repl.begin(begin)?;
    repl.go_on_alone()?;
    let mut input = Input::default();
    // A lesson that asks nothing is over before anything is read.
    if repl.session.is_over() {
        return Ok(());
    }
    for line in lines(text) {
        match line? {
            Line::Text(line) => repl.line(&line, &mut input)?,
            Line::TooLong => repl.say("A line of more than a megabyte is left out.")?,
        }
        if repl.session.is_over() {
            return Ok(());
        }
    }
    if let Some(text) = input.finish() {
        repl.submit_each(&text)?;
    }
    repl.give(Event::End)
}

impl Repl<'_, '_> {
    fn line(&mut self, line: &str, input: &mut Input) -> Result<(), ReplError> {
        if let Some(step) = mark(line) {
            // What is unfinished ends where the next step begins.
            if let Some(text) = input.finish() {
                self.submit_each(&text)?;
            }
            self.give(Event::Go(step.to_owned()))?;
            return self.go_on_alone();
        }
        if self.session.prompt() == Prompt::Orm
            && input.ends_before(line)
            && let Some(text) = input.finish()
        {
            self.submit_each(&text)?;
        }
        let prompt = self.session.prompt();
        // How an answers file begins is no code either.
        let is_line = prompt == Prompt::Line || (prompt == Prompt::Orm && !input.is_open());
        let is_comment = is_line && line.trim_start().starts_with("--");
        if line.trim().is_empty() && !input.is_open() || is_comment {
            return Ok(());
        }
        let fed = match prompt {
            Prompt::Orm => input.piped_code(line),
            _ => input.line(line, prompt),
        };
        match fed {
            None | Some(Fed::Waiting(_)) => Ok(()),
            Some(Fed::Submit(text)) => self.submit_each(&text),
            Some(fed) => {
                self.echo(line)?;
                self.take(fed, input)?;
                self.go_on_alone()
            }
        }
    }

    /// Each statement is a submission of its own, also those on one line; code was cut already.
    fn submit_each(&mut self, text: &str) -> Result<(), ReplError> {
        let is_code = self.session.prompt() == Prompt::Orm;
        let pieces = if is_code { Vec::new() } else { split(text) };
        let whole = self.session.prompt().is_whole(text) || pieces.is_empty();
        let statements: Vec<&str> = match whole {
            true => vec![text],
            false => pieces.iter().filter_map(|it| text.get(it.span.start..it.span.end)).collect(),
        };
        for statement in statements {
            self.echo(statement)?;
            self.give(Event::Submit(statement.to_owned()))?;
            self.go_on_alone()?;
        }
        Ok(())
    }

    /// Presses Enter as long as nothing else is waited for.
    fn go_on_alone(&mut self) -> Result<(), ReplError> {
        while self.session.waits_for_enter() {
            self.give(Event::Submit(String::new()))?;
        }
        Ok(())
    }

    fn echo(&mut self, typed: &str) -> Result<(), ReplError> {
        let first = match self.session.prompt() {
            Prompt::Sql => self.look.sql_prompt(),
            Prompt::Relation => self.look.relation_prompt(),
            Prompt::Orm => self.look.orm_prompt(),
            Prompt::Line => self.look.line_prompt(),
        };
        for (number, line) in typed.lines().enumerate() {
            let prompt = if number == 0 { first } else { self.look.more_prompt() };
            self.out.line(&format!("{prompt}{}", self.look.line(line)))?;
        }
        Ok(())
    }
}

/// A line of piped text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Without its line break; what was no UTF-8 is replaced by `�`.
    Text(String),
    /// Longer than is taken; it was passed over.
    TooLong,
}

/// The lines of a text of any size and encoding; no more than one line is held at a time, and of
/// that no more than a megabyte.
pub fn lines(mut text: impl BufRead) -> impl Iterator<Item = io::Result<Line>> {
    std::iter::from_fn(move || next_line(&mut text).transpose())
}

fn next_line(text: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let (mut too_long, mut read_any) = (false, false);
    loop {
        let chunk = match text.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            break;
        }
        read_any = true;
        let newline = chunk.iter().position(|&byte| byte == b'\n');
        let taken = newline.unwrap_or(chunk.len());
        too_long |= bytes.len() + taken > LONGEST;
        if !too_long {
            bytes.extend_from_slice(&chunk[..taken]);
        }
        text.consume(newline.map_or(taken, |at| at + 1));
        if newline.is_some() {
            break;
        }
    }
    if !read_any {
        return Ok(None);
    }
    if too_long {
        return Ok(Some(Line::TooLong));
    }
    let line = String::from_utf8_lossy(&bytes);
    Ok(Some(Line::Text(line.strip_suffix('\r').unwrap_or(&line).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Line> {
        lines(bytes).map(Result::unwrap).collect()
    }

    fn text(line: &str) -> Line {
        Line::Text(line.to_owned())
    }

    #[test]
    fn lines_of_any_kind_are_read() {
        assert_eq!(read(b"a\r\n\nb"), [text("a"), text(""), text("b")]);
        assert_eq!(read(b"a\xff\n"), [text("a\u{fffd}")]);
        assert_eq!(read(b""), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut bytes = vec![b'x'; LONGEST + 1];
        bytes.extend_from_slice(b"\nselect 1;\n");
        assert_eq!(read(&bytes), [Line::TooLong, text("select 1;")]);
    }
}
