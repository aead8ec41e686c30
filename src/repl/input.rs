//! Lines in, finished inputs out. Reads and prints nothing.

mod code;

use crate::orm::typed;
use crate::render::{Manner, escape};
use crate::session::{Command, Prompt};
use crate::sql::kind::{Kind, kind};
use crate::sql::scan::{Scan, waiting_for};
use crate::sql::split::{Open, Piece, split};

/// The input that is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    text: String,
    /// `text`, read as far as it goes: no line is looked at twice, however many there are.
    scan: Scan,
    /// The same, where it is ORM code.
    code: typed::Scan,
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
    /// An empty line while something is waited for: a sentence that names it.
    Waiting(String),
}

/// Columns that a line about an open input takes at most.
const WIDEST: usize = 78;

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
        *self = Self::default();
        was_open
    }

    /// What has been typed of the open input.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the open input is within.
    pub fn scan(&self) -> &Scan {
        &self.scan
    }

    fn push(&mut self, line: &str) {
        if self.is_open() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.scan.line(line);
    }

    /// Takes a line, without its line break. `None`: the input goes on with the next line.
    pub fn line(&mut self, line: &str, prompt: Prompt) -> Option<Fed> {
        if prompt == Prompt::Orm {
            return self.code_line(line);
        }
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
            if prompt.is_whole(line) || line.trim().is_empty() {
                return Some(Fed::Submit(line.trim().to_owned()));
            }
        } else if line.trim().is_empty() {
            // Inside quotes an empty line is part of the text, and still worth a word.
            let waiting = self.scan.waiting();
            let words = waiting.map(|_| waits_for(self));
            if let Some(Open::Quote(_) | Open::Bracket | Open::Comment) = waiting.map(|it| it.open)
            {
                self.push("");
            }
            return words.map(Fed::Waiting);
        }
        self.push(line);
        if self.text.len() > LONGEST {
            return self.finish().map(Fed::Submit);
        }
        match self.scan.waiting() {
            None if self.scan.is_blank() => {
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
        if prompt == Prompt::Line || text.lines().any(is_command) {
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
        self.clear();
        Some(Fed::Submit(whole))
    }

    /// Ends the open input as it stands; `None` where there is none.
    pub fn finish(&mut self) -> Option<String> {
        let input = std::mem::take(self);
        let is_code = input.code != typed::Scan::default();
        let text = if is_code { dedented(input.text) } else { input.text };
        Some(text).filter(|text| !text.trim().is_empty())
    }
}

/// Code that stands further in as a whole, moved out.
fn dedented(text: String) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let lines = || text.split('\n').filter(|line| !line.trim().is_empty());
    let by = lines().map(indent).min().unwrap_or(0);
    if by == 0 || !text.contains('\n') {
        return text;
    }
    let moved = text.split('\n').map(|line| line.get(by..).unwrap_or_default());
    moved.collect::<Vec<_>>().join("\n")
}

/// What an open input waits for, in one line or two: what was opened where, and what ends it.
pub fn waits_for(input: &Input) -> String {
    let Some(waiting) = input.scan.waiting() else { return String::new() };
    let line = input.text.split('\n').nth(waiting.at.line).unwrap_or_default();
    let (before, rest) = line.split_at_checked(waiting.at.column).unwrap_or((line, ""));
    // Where there is but one line, its number says nothing.
    let place = match input.text.contains('\n') {
        true => format!(" of line {}", waiting.at.line + 1),
        false => String::new(),
    };
    let opened = |what: &str, shown: &dyn Fn(usize) -> String| {
        let said = format!("The {what}{place} is still open: ");
        let room = WIDEST.saturating_sub(escape::width(&said));
        format!("{said}{}", shown(room))
    };
    let onwards = |room: usize| escape::shorten(&escape::line(rest), room).0;
    let up_to = |room: usize| tail(&escape::line(&format!("{before}(")), room);
    match waiting.open {
        Open::Semicolon => "A ; ends the statement and runs it. .cancel drops it.".to_owned(),
        Open::Quote(quote) => {
            let said = opened(&format!("quote {quote}"), &onwards);
            format!("{said}\nAnother {quote} closes it. .cancel drops the input.")
        }
        Open::Bracket => {
            format!("{}\nA ] closes it. .cancel drops the input.", opened("[", &onwards))
        }
        Open::Comment => {
            format!("{}\n*/ ends it. .cancel drops the input.", opened("comment", &onwards))
        }
        Open::Parenthesis => opened("(", &up_to),
        Open::TriggerEnd => {
            format!("The trigger{place} is still open: it ends with END; on its own.")
        }
    }
}

/// The end of a text, in so many columns, with `…` where something was cut.
fn tail(text: &str, columns: usize) -> String {
    let text = text.trim_start();
    if escape::width(text) <= columns {
        return text.to_owned();
    }
    let cuts = text.char_indices().map(|(at, _)| &text[at..]);
    let fits = |rest: &&str| escape::width(rest) < columns;
    format!(
        "{}{}",
        Manner::Full.symbols().ellipsis,
        cuts.into_iter().find(fits).unwrap_or_default()
    )
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
    fn an_empty_line_names_what_is_open() {
        let said = |lines: &[&str]| match fed(&[lines, &[""]].concat()).pop() {
            Some(Some(Fed::Waiting(words))) => words,
            other => panic!("{other:?}"),
        };
        let cases: [&[&str]; 9] = [
            &["select 1"],
            &["select (1"],
            &["select name,", "  count(", "  *"],
            &["select 'Cor", "ner"],
            &["select", "\"na\u{1b}[2Jme"],
            &["select [a"],
            &["select /* or", "not"],
            &["create trigger t after insert on a begin", "select 1;"],
            &[
                "select 1,",
                "                                        a_very_long_name_of_a_column, sum(",
            ],
        ];
        let said: Vec<String> = cases.iter().map(|lines| said(lines)).collect();
        assert!(said.iter().flat_map(|words| words.lines()).all(|line| escape::width(line) <= 78));
        insta::assert_snapshot!(said.join("\n--\n"), @r#"
        A ; ends the statement and runs it. .cancel drops it.
        --
        The ( is still open: select (
        --
        The ( of line 2 is still open: count(
        --
        The quote ' of line 1 is still open: 'Cor
        Another ' closes it. .cancel drops the input.
        --
        The quote " of line 2 is still open: "na\u{1b}[2Jme
        Another " closes it. .cancel drops the input.
        --
        The [ is still open: [a
        A ] closes it. .cancel drops the input.
        --
        The comment of line 1 is still open: /* or
        */ ends it. .cancel drops the input.
        --
        The trigger of line 1 is still open: it ends with END; on its own.
        --
        The ( of line 2 is still open: a_very_long_name_of_a_column, sum(
        "#);
    }

    #[test]
    fn an_empty_line_in_a_text_belongs_to_it() {
        let lines = fed(&["select 'a", "", "b';"]);
        assert_eq!(lines[2], submit("select 'a\n\nb';"));
    }

    #[test]
    fn the_longest_width_is_kept_with_a_long_line() {
        let mut input = Input::default();
        input.line(&format!("select '{}", "x".repeat(200)), Prompt::Sql);
        assert!(waits_for(&input).lines().all(|line| escape::width(line) <= WIDEST));
        input.clear();
        input.line(&format!("select {}(", "日本".repeat(100)), Prompt::Sql);
        assert!(waits_for(&input).lines().all(|line| escape::width(line) <= WIDEST));
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
                    prop_assert!(text.is_empty() || Prompt::Sql.is_whole(line));
                }
            }
        }
    }
}
