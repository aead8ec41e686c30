//! Lines of ORM code, assembled by the rules of Python's own prompt: what is on one line runs at
//! Enter, and a class, a loop or an open bracket goes on, a block to an empty line.

use super::{Fed, Input, LONGEST, WIDEST, tail};
use crate::orm::migrate::command::is_command;
use crate::orm::typed::tokens::tokens;
use crate::orm::typed::{Open, Scan, Spot, TokenKind};
use crate::render::escape;
use crate::session::Command;

/// How far in the body of a block stands.
const INDENT: usize = 4;

impl Input {
    /// Takes a line of code. `None`: the input goes on with the next line.
    pub(super) fn code_line(&mut self, line: &str) -> Option<Fed> {
        if self.is_command(line) {
            return Some(match Command::read(line) {
                Command::Cancel if self.clear() => Fed::Cancelled,
                command => Fed::Command(command),
            });
        }
        if !self.is_open() {
            if Command::is_bare(line) {
                return Some(Fed::Command(Command::read(line)));
            }
            if line.trim().is_empty() {
                return Some(Fed::Submit(String::new()));
            }
            if is_command(line) {
                // Quotes and brackets in it are none of Python's.
                return Some(Fed::Submit(line.to_owned()));
            }
        } else if line.trim().is_empty() {
            return match self.code.waiting().map(|waiting| waiting.open) {
                Some(Open::Bracket(_)) => Some(Fed::Waiting(waits_for(self))),
                Some(Open::Text(_)) => {
                    let words = waits_for(self);
                    self.push_code(line);
                    Some(Fed::Waiting(words))
                }
                _ => self.finish().map(Fed::Submit),
            };
        }
        self.push_code(line);
        self.if_whole()
    }

    /// Takes pasted lines as one input: empty lines between them end nothing, and what is pasted
    /// together is one submission. `None`: it goes on with the next line.
    pub fn code_block(&mut self, text: &str) -> Option<Fed> {
        for line in text.split('\n') {
            self.push_code(line.strip_suffix('\r').unwrap_or(line));
        }
        let ended = self.text.lines().count() < self.text.split('\n').count()
            || self.text.lines().last().is_some_and(|line| line.trim().is_empty());
        let is_block = self.code.waiting().is_some_and(|waiting| waiting.open == Open::Block);
        match ended && is_block {
            true => self.finish().map(Fed::Submit),
            false => self.if_whole(),
        }
    }

    /// Takes a line of piped code, where nobody presses Enter to end a block: it goes as far as a
    /// script's does. Before a line that begins something new, [`Input::ends_before`] has to be
    /// asked.
    pub fn piped_code(&mut self, line: &str) -> Option<Fed> {
        if !self.is_open() || self.is_command(line) {
            return self.code_line(line);
        }
        self.push_code(line);
        self.if_whole()
    }

    /// Whether the open input ended with the line before this one.
    pub fn ends_before(&self, line: &str) -> bool {
        let in_block = self.code.waiting().is_some_and(|waiting| waiting.open == Open::Block);
        self.is_open() && in_block && (self.is_command(line) || !self.code.goes_on_with(line))
    }

    /// What the open input of code is within.
    pub fn code(&self) -> &Scan {
        &self.code
    }

    /// The spaces with which the next line of an open input begins: as far in as the last one,
    /// further after what opens a block or a bracket.
    pub fn indent(&self) -> String {
        let Some(waiting) = self.code.waiting().filter(|_| self.is_open()) else {
            return String::new();
        };
        if let Open::Text(_) = waiting.open {
            return String::new();
        }
        let line = self.text.rsplit('\n').next().unwrap_or_default();
        // Within brackets a line stands as far in as the one before; after them, where the
        // statement began.
        let stands = match waiting.open {
            Open::Block => self.code.stands(),
            _ => line.len() - line.trim_start().len(),
        };
        let (found, _) = tokens(None, line);
        let last = found.iter().rfind(|token| token.kind != TokenKind::Comment);
        let opens = last.is_some_and(|last| ":([{".contains(last.text));
        let leaves = found.first().is_some_and(|first| {
            waiting.open == Open::Block
                && ["return", "raise", "pass", "break"].contains(&first.text)
        });
        let columns = match (opens, leaves) {
            (true, _) => stands + INDENT,
            (_, true) => stands.saturating_sub(INDENT),
            _ => stands,
        };
        " ".repeat(columns)
    }

    /// Whether a line is a command. Within brackets one that begins with a dot may be code, as the
    /// next call of a chain is.
    fn is_command(&self, line: &str) -> bool {
        let chained = self.is_open() && self.code.depth() > 0 && line.contains('(');
        Command::is_dotted(line) && !chained
    }

    fn push_code(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        } else if line.trim().is_empty() {
            return;
        }
        self.text.push_str(line);
        self.code.line(line);
    }

    fn if_whole(&mut self) -> Option<Fed> {
        if self.text.len() > LONGEST {
            return self.finish().map(Fed::Submit);
        }
        match self.code.waiting() {
            None if self.code.is_blank() => {
                // Only comments: nothing to run, and nothing to wait for.
                self.clear();
                None
            }
            None => self.finish().map(Fed::Submit),
            Some(_) => None,
        }
    }
}

/// What open code waits for, in one line or two.
fn waits_for(input: &Input) -> String {
    let Some(waiting) = input.code.waiting() else { return String::new() };
    let Spot { line: number, column } = waiting.at;
    let line = input.text.split('\n').nth(number).unwrap_or_default();
    let (before, rest) = line.split_at_checked(column).unwrap_or((line, ""));
    let place = match input.text.contains('\n') {
        true => format!(" of line {}", number + 1),
        false => String::new(),
    };
    let said = |what: &str| format!("The {what}{place} is still open: ");
    let room = |said: &str| WIDEST.saturating_sub(escape::width(said));
    match waiting.open {
        Open::Bracket(bracket) => {
            let said = said(&bracket.to_string());
            let shown = tail(&escape::line(&format!("{before}{bracket}")), room(&said));
            format!("{said}{shown}\n.cancel drops the input.")
        }
        Open::Text(quotes) => {
            let said = said(&format!("text {}", quotes.text()));
            let shown = escape::shorten(&escape::line(rest), room(&said)).0;
            format!("{said}{shown}\nAnother {} closes it. .cancel drops the input.", quotes.text())
        }
        Open::Line | Open::Block => "An empty line ends it.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Prompt;

    fn fed(lines: &[&str]) -> Vec<Option<Fed>> {
        let mut input = Input::default();
        lines.iter().map(|line| input.line(line, Prompt::Orm)).collect()
    }

    fn submit(text: &str) -> Option<Fed> {
        Some(Fed::Submit(text.to_owned()))
    }

    #[test]
    fn one_line_runs_at_enter_and_a_block_at_an_empty_line() {
        assert_eq!(fed(&["session.commit()"]), [submit("session.commit()")]);
        let lines = ["class A(Base):", "    id = Column(", "        Integer)", "    "];
        let whole = "class A(Base):\n    id = Column(\n        Integer)";
        assert_eq!(fed(&lines), [None, None, None, submit(whole)]);
        assert_eq!(fed(&["# a thought", "a = 1"]), [None, submit("a = 1")]);
        assert_eq!(fed(&["  "]), [submit("")]);
    }

    #[test]
    fn an_empty_line_names_what_is_open() {
        let said = |lines: &[&str]| match fed(&[lines, &[""]].concat()).pop() {
            Some(Some(Fed::Waiting(words))) => words,
            other => panic!("{other:?}"),
        };
        insta::assert_snapshot!(said(&["class A:", "  x = f(1,"]), @r"
        The ( of line 2 is still open: x = f(
        .cancel drops the input.
        ");
        insta::assert_snapshot!(said(&["a = '''one"]), @r"
        The text ''' is still open: '''one
        Another ''' closes it. .cancel drops the input.
        ");
    }

    #[test]
    fn commands_work_within_and_chains_are_code() {
        let mut input = Input::default();
        assert_eq!(input.line("class A:", Prompt::Orm), None);
        assert_eq!(input.line(".hint", Prompt::Orm), Some(Fed::Command(Command::Hint)));
        assert_eq!(input.line(".cancel", Prompt::Orm), Some(Fed::Cancelled));
        let lines = ["(session.query(A)", ".filter(A.id == 1)", ".all())"];
        let whole = "(session.query(A)\n.filter(A.id == 1)\n.all())";
        assert_eq!(fed(&lines), [None, None, submit(whole)]);
        assert_eq!(fed(&["quit"]), [Some(Fed::Command(Command::Quit))]);
    }

    #[test]
    fn pasted_blocks_may_hold_empty_lines() {
        let mut input = Input::default();
        let pasted = "class A(Base):\n    x = 1\n\n    y = 2\n\na = A()";
        assert_eq!(input.code_block(pasted), submit(pasted));
        let open = "class A(Base):\n    x = 1\n\n    y = 2";
        assert_eq!(input.code_block(open), None);
        assert_eq!(input.line("", Prompt::Orm), submit(open));
        let ended = format!("{open}\n");
        assert_eq!(input.code_block(&ended), submit(&ended));
    }

    #[test]
    fn what_is_pasted_further_in_is_moved_out() {
        let mut input = Input::default();
        assert_eq!(input.code_block("    a = 1\n    b = 2"), submit("a = 1\nb = 2"));
    }

    #[test]
    fn the_next_line_begins_as_far_in() {
        let indent = |text: &str| {
            let mut input = Input::default();
            input.code_block(text);
            input.indent().len()
        };
        assert_eq!(indent("class A:"), 4);
        assert_eq!(indent("class A:\n    x = 1"), 4);
        assert_eq!(indent("class A:\n    def f(self):"), 8);
        assert_eq!(indent("class A:\n    def f(self):\n        return 1"), 4);
        assert_eq!(indent("f("), 4);
        assert_eq!(indent("class A:\n    x = f(\n        1,"), 8);
        assert_eq!(indent("class A:\n    x = f(\n        1)"), 4);
        assert_eq!(indent("a = '''"), 0);
        assert_eq!(indent("a = 1"), 0);
    }

    #[test]
    fn piped_blocks_end_where_a_script_s_do() {
        let mut input = Input::default();
        for line in ["class A:", "    x = 1", "", "    y = 2", ""] {
            assert!(!input.ends_before(line));
            assert_eq!(input.piped_code(line), None, "{line}");
        }
        assert!(input.ends_before("a = A()"));
        assert_eq!(input.finish().as_deref(), Some("class A:\n    x = 1\n\n    y = 2\n"));
    }
}
