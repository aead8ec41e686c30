//! Lines in, finished inputs out. Reads and prints nothing.

use crate::session::{Command, Prompt};
use crate::sql::foreign::foreign_language;
use crate::sql::kind::{Kind, kind};
use crate::sql::split::{Open, Piece, split, waiting_for};

/// The input that is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    text: String,
}

/// What a line comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fed {
    /// An input is finished.
    Submit(String),
    /// The line is a command; an input that was open stays so.
    Command(Command),
    /// `.cancel` dropped the open input.
    Cancelled,
    /// An empty line while this is waited for.
    Waiting(Open),
}

/// The longest input that is kept, in bytes; SQLite would refuse it anyway.
const LONGEST: usize = 4 << 20;

impl Input {
    /// Whether an input has begun and is not finished.
    pub fn is_open(&self) -> bool {
        !self.text.is_empty()
    }

    /// Drops the open input; whether there was one.
    pub fn clear(&mut self) -> bool {
        let was_open = self.is_open();
        self.text.clear();
        was_open
    }

    /// Takes a line, without its line break. `None`: the input goes on with the next line.
    pub fn line(&mut self, line: &str, prompt: Prompt) -> Option<Fed> {
        if Command::is_dotted(line) {
            return Some(match Command::read(line) {
                Command::Cancel if self.clear() => Fed::Cancelled,
                command => Fed::Command(command),
            });
        }
        if !self.is_open() {
            if Command::is_bare(line) {
                return Some(Fed::Command(Command::read(line)));
            }
            // What is no SQL has no `;` to wait for.
            let whole = prompt == Prompt::Line || foreign_language(line).is_some();
            if whole || line.trim().is_empty() {
                return Some(Fed::Submit(line.trim().to_owned()));
            }
        } else if line.trim().is_empty() {
            // Inside quotes an empty line is part of the text, and still worth a word.
            let waiting = waiting_for(&self.text);
            if let Some(Open::Quote(_) | Open::Bracket | Open::Comment) = waiting {
                self.text.push('\n');
            }
            return waiting.map(Fed::Waiting);
        }
        if self.is_open() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        if self.text.len() > LONGEST {
            return self.finish().map(Fed::Submit);
        }
        match waiting_for(&self.text) {
            None if split(&self.text).is_empty() => {
                // Only comments, or only `;`: nothing to run, and nothing to wait for.
                self.clear();
                None
            }
            None => self.finish().map(Fed::Submit),
            Some(_) => None,
        }
    }

    /// Takes a pasted block as one input, where it is nothing but whole statements: several
    /// statements that were pasted together are one submission. `None` where it is anything else,
    /// to be taken line by line.
    pub fn block(&mut self, text: &str, prompt: Prompt) -> Option<Fed> {
        let is_command = |line: &str| Command::is_dotted(line) || Command::is_bare(line);
        if prompt != Prompt::Sql || text.lines().any(is_command) {
            return None;
        }
        let whole = if self.is_open() { format!("{}\n{text}", self.text) } else { text.to_owned() };
        let fits = whole.len() <= LONGEST && waiting_for(&whole).is_none();
        let changes = |piece: &Piece| {
            let statement = &whole[piece.span.start..piece.span.end];
            !matches!(kind(statement), Kind::Query | Kind::Explain | Kind::Pragma)
        };
        // Of several queries each is looked at by itself.
        if !fits || !split(&whole).iter().any(changes) {
            return None;
        }
        self.text = whole;
        self.finish().map(Fed::Submit)
    }

    /// Ends the open input as it stands; `None` where there is none.
    pub fn finish(&mut self) -> Option<String> {
        let text = std::mem::take(&mut self.text);
        Some(text).filter(|text| !text.trim().is_empty())
    }
}

/// What an input waits for, as a sentence.
pub fn waits_for(open: Open) -> String {
    match open {
        Open::Semicolon => "A ; ends the statement and runs it. .cancel drops it.".to_owned(),
        Open::Quote(quote) => format!("The quote {quote} is still open. .cancel drops the input."),
        Open::Comment => "The comment is still open: */ ends it.".to_owned(),
        Open::Parenthesis => "A ) is missing, and then the ; that runs it.".to_owned(),
        Open::Bracket => "A ] is missing.".to_owned(),
        Open::TriggerEnd => "A trigger ends with END; on its own.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pasted_block_of_whole_statements_is_one_submission() {
        let mut input = Input::default();
        let pasted = "create table a (\n\n  id int);\ninsert into a values (1);\n";
        assert_eq!(input.block(pasted, Prompt::Sql), submit(pasted));
        assert_eq!(input.block("select 1;\nselect 2;", Prompt::Sql), None);
        assert_eq!(input.block("delete from a;\nselect", Prompt::Sql), None);
        assert_eq!(input.block("select 1;\n.hint\n", Prompt::Sql), None);
        input.line("delete", Prompt::Sql);
        let whole = submit("delete\nfrom a;\nselect 2;");
        assert_eq!(input.block("from a;\nselect 2;", Prompt::Sql), whole);
        assert!(!input.is_open());
    }

    fn submit(text: &str) -> Option<Fed> {
        Some(Fed::Submit(text.to_owned()))
    }

    fn fed(lines: &[&str]) -> Vec<Option<Fed>> {
        let mut input = Input::default();
        lines.iter().map(|line| input.line(line, Prompt::Sql)).collect()
    }

    #[test]
    fn a_semicolon_ends_a_statement() {
        assert_eq!(fed(&["select 1", "  + 1;"]), [None, submit("select 1\n  + 1;")]);
        assert_eq!(fed(&["select ';", "';"]), [None, submit("select ';\n';")]);
    }

    #[test]
    fn several_statements_on_one_input_are_one_submission() {
        assert_eq!(fed(&["select 1; select 2;"]), [submit("select 1; select 2;")]);
        assert_eq!(fed(&["select 1; select", "2;"]), [None, submit("select 1; select\n2;")]);
    }

    #[test]
    fn a_command_works_at_the_continuation_prompt_and_leaves_the_input_open() {
        let mut input = Input::default();
        assert_eq!(input.line("select", Prompt::Sql), None);
        assert_eq!(input.line(".hint", Prompt::Sql), Some(Fed::Command(Command::Hint)));
        // A bare word there is part of the statement.
        assert_eq!(input.line("next", Prompt::Sql), None);
        assert_eq!(input.line(";", Prompt::Sql), submit("select\nnext\n;"));
    }

    #[test]
    fn cancel_drops_what_is_open() {
        let mut input = Input::default();
        assert_eq!(input.line("select '", Prompt::Sql), None);
        assert_eq!(input.line(".cancel", Prompt::Sql), Some(Fed::Cancelled));
        assert!(!input.is_open());
        assert_eq!(input.line(".cancel", Prompt::Sql), Some(Fed::Command(Command::Cancel)));
    }

    #[test]
    fn bare_words_are_commands_at_the_start() {
        assert_eq!(fed(&["HELP"]), [Some(Fed::Command(Command::Help(None)))]);
        assert_eq!(fed(&["quit;"]), [Some(Fed::Command(Command::Quit))]);
    }

    #[test]
    fn an_empty_line_says_what_is_waited_for() {
        assert_eq!(fed(&["select 1", ""]), [None, Some(Fed::Waiting(Open::Semicolon))]);
        assert_eq!(fed(&["select (1", ""]), [None, Some(Fed::Waiting(Open::Parenthesis))]);
        let lines = fed(&["select 'a", "", "b';"]);
        assert_eq!(lines[1], Some(Fed::Waiting(Open::Quote('\''))));
        assert_eq!(lines[2], submit("select 'a\n\nb';"));
    }

    #[test]
    fn enter_alone_is_an_empty_input() {
        assert_eq!(fed(&["  "]), [submit("")]);
    }

    #[test]
    fn comments_alone_are_nothing() {
        assert_eq!(fed(&["-- a thought", "select 1;"]), [None, submit("select 1;")]);
    }

    #[test]
    fn another_language_does_not_wait_for_a_semicolon() {
        assert_eq!(fed(&["stores -< items"]), [submit("stores -< items")]);
    }

    #[test]
    fn at_a_quiz_a_line_is_the_whole_input() {
        let mut input = Input::default();
        assert_eq!(input.line("a, c", Prompt::Line), submit("a, c"));
        assert_eq!(input.line("skip", Prompt::Line), submit("skip"));
        assert_eq!(input.line(".skip", Prompt::Line), Some(Fed::Command(Command::Skip)));
    }

    proptest! {
        #[test]
        fn no_line_is_lost_before_the_statement_ends(lines in prop::collection::vec("[a-z ()'\"]{0,8}", 1..6)) {
            let mut input = Input::default();
            for line in &lines {
                if let Some(Fed::Submit(text)) = input.line(line, Prompt::Sql) {
                    prop_assert!(text.is_empty() || foreign_language(line).is_some());
                }
            }
        }
    }
}
