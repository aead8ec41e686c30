//! A session at a terminal.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustyline::config::{BellStyle, Config};
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{
    Cmd, ColorMode, CompletionType, Editor, EventHandler, KeyCode, KeyEvent, Modifiers,
};

use crate::render::{Look, escape};
use crate::scratch::Interrupt;
use crate::session::{Command, Event, Prompt, Session};

use super::beforehand::Beforehand;
use super::editor::code::CodeBefore;
use super::editor::complete::Setting;
use super::editor::external::edit;
use super::editor::helper::Helper;
use super::editor::highlight::Before;
use super::editor::history::History;
use super::editor::keys::{BackKey, INDENT_SIZE, SpaceKey, TabKey, UpKey};
use super::editor::plain::{self, Lines, Read};
use super::input::{Fed, Input};
use super::screen::screen;
use super::{Begin, Repl, ReplError};

/// The most entries that `.history` shows.
const MOST_SHOWN: usize = 20;

/// Who is silent for longer is not at work on the step.
const LONGEST_THOUGHT: Duration = Duration::from_secs(300);

/// A prompt and its keyboard; its history holds whole statements, of earlier sessions too.
#[derive(Debug)]
pub struct Terminal {
    keyboard: Keyboard,
    history: History,
    /// Whole inputs that are taken where no session asks, and the lessons that `[LESSON]` can be.
    names: Vec<String>,
}

#[derive(Debug)]
enum Keyboard {
    /// A line editor.
    Rich(Box<Editor<Helper, MemHistory>>),
    /// A terminal that can do nothing but print.
    Plain(Lines),
}

/// What was typed at a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A line; several, where they were pasted or taken from the history.
    Text(String),
    /// The open input is wanted back for editing; this line was begun at its end.
    Recall(String),
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-D.
    End,
}

impl Terminal {
    /// A prompt on the process's terminal, with the history of earlier sessions from a file.
    ///
    /// # Errors
    /// Where the terminal cannot be used.
    pub fn new(look: &Look, history: Option<&Path>) -> Result<Self, ReplError> {
        listen();
        let history = History::open(history);
        let keyboard = match plain::is_plain() {
            true => Keyboard::Plain(Lines::new()),
            false => Keyboard::Rich(Box::new(editor(look, &history)?)),
        };
        Ok(Self { keyboard, history, names: Vec::new() })
    }

    /// What can be completed where no session asks, and where a command takes a lesson.
    pub fn offer(&mut self, names: Vec<String>) {
        self.names = names;
    }

    /// Reads one line after a prompt.
    ///
    /// # Errors
    /// Where the terminal fails.
    pub fn read(&mut self, prompt: &str) -> Result<Typed, ReplError> {
        let names = self.names.clone();
        let setting = Setting { names, ..Setting::default() };
        self.read_with(prompt, "", Before::default(), setting)
    }

    /// Reads one line after a prompt, where a text stands already.
    fn read_with(
        &mut self,
        prompt: &str,
        standing: &str,
        before: Before,
        setting: Setting,
    ) -> Result<Typed, ReplError> {
        let editor = match &mut self.keyboard {
            Keyboard::Rich(editor) => editor,
            Keyboard::Plain(lines) => {
                // What stands there is shown; it can be gone on with, though not changed.
                return match lines.read(&format!("{prompt}{}", escape::block(standing))) {
                    Read::Line(line) => Ok(Typed::Text(format!("{standing}{line}"))),
                    Read::Interrupt => Ok(Typed::Interrupt),
                    Read::End => Ok(Typed::End),
                    Read::Failed(error) => Err(error.into()),
                };
            }
        };
        let open = editor.helper_mut().map(|helper| {
            helper.begin(before, setting);
            let is_indent = standing.trim_matches(' ').is_empty();
            let offered = if is_indent { standing.len() } else { 0 };
            helper.open.offered.store(offered, Ordering::Relaxed);
            Arc::clone(&helper.open)
        });
        loop {
            let read = match standing.is_empty() {
                true => editor.readline(prompt),
                false => editor.readline_with_initial(prompt, (standing, "")),
            };
            let recalled =
                open.as_ref().is_some_and(|it| it.recalled.swap(false, Ordering::Relaxed));
            return match read {
                Ok(text) if recalled => Ok(Typed::Recall(text)),
                Ok(text) => Ok(Typed::Text(text)),
                Err(ReadlineError::Interrupted) => Ok(Typed::Interrupt),
                Err(ReadlineError::Eof) => Ok(Typed::End),
                // The window changed its size; the prompt is drawn anew.
                Err(ReadlineError::Signal(_)) => continue,
                Err(error) => Err(error.into()),
            };
        }
    }

    /// How many columns the terminal has, where it says so.
    pub fn columns(&mut self) -> Option<usize> {
        self.size().map(|(columns, _)| columns)
    }

    /// How many lines the terminal has, where it says so.
    pub fn rows(&mut self) -> Option<usize> {
        self.size().map(|(_, rows)| rows)
    }

    fn size(&mut self) -> Option<(usize, usize)> {
        match &mut self.keyboard {
            Keyboard::Rich(editor) => {
                let (columns, rows) = editor.dimensions()?;
                Some((usize::from(columns), usize::from(rows)))
            }
            Keyboard::Plain(_) => screen(),
        }
    }

    /// What stands at the next prompt of open code, where it can be taken away again.
    fn indent(&self, input: &Input) -> String {
        match self.keyboard {
            Keyboard::Rich(_) => input.indent(),
            Keyboard::Plain(_) => String::new(),
        }
    }

    /// Keeps an input for the up key, and for later sessions.
    fn remember(&mut self, text: &str) {
        if self.history.add(text)
            && let Keyboard::Rich(editor) = &mut self.keyboard
        {
            // A history that is full or refuses a double is no failure.
            let _ = editor.add_history_entry(text.trim_end());
        }
    }
}

fn editor(look: &Look, history: &History) -> Result<Editor<Helper, MemHistory>, ReplError> {
    // The helper decides about colours: without them it still keeps a terminal from being driven
    // by what was pasted, and a long input on its screen. `Enabled` would leave the helper out
    // where NO_COLOR is set. This is a terminal that can be drawn on, or it would be a plain one.
    let config = Config::builder()
        .color_mode(ColorMode::Forced)
        .auto_add_history(false)
        .bell_style(BellStyle::None)
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .max_history_size(10_000)?
        .indent_size(INDENT_SIZE)
        .build();
    let memory = MemHistory::with_config(&config);
    let mut editor = Editor::with_history(config, memory)?;
    for entry in history.entries() {
        let _ = editor.add_history_entry(entry);
    }
    let helper = Helper::new(look.style);
    let plain = |code| KeyEvent(code, Modifiers::NONE);
    for key in [plain(KeyCode::Up), KeyEvent::ctrl('P')] {
        let up = UpKey(Arc::clone(&helper.open));
        editor.bind_sequence(key, EventHandler::Conditional(Box::new(up)));
    }
    let tab = TabKey(Arc::clone(&helper.open));
    editor.bind_sequence(plain(KeyCode::Tab), EventHandler::Conditional(Box::new(tab)));
    let back = BackKey(Arc::clone(&helper.open));
    editor.bind_sequence(plain(KeyCode::Backspace), EventHandler::Conditional(Box::new(back)));
    let space = SpaceKey(Arc::clone(&helper.open));
    editor.bind_sequence(plain(KeyCode::Char(' ')), EventHandler::Conditional(Box::new(space)));
    editor.bind_sequence(KeyEvent(KeyCode::Enter, Modifiers::ALT), Cmd::Newline);
    editor.set_helper(Some(helper));
    Ok(editor)
}

/// What Ctrl-C stops: whatever the session of the moment is running.
static RUNNING: Mutex<Vec<Interrupt>> = Mutex::new(Vec::new());

fn running() -> MutexGuard<'static, Vec<Interrupt>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens to Ctrl-C. It comes as a signal while a statement runs, and at a plain prompt; the
/// line editor reads it as a key.
fn listen() {
    // A process has one handler: the first one serves all later prompts and sessions.
    let _ = ctrlc::set_handler(|| {
        running().iter().for_each(Interrupt::stop);
        plain::interrupted();
    });
}

/// Lets Ctrl-C stop what a session runs.
pub(super) fn watch(session: &Session) {
    *running() = session.interrupts().to_vec();
}

/// Reads from the terminal to the session's end, and has kept what is done.
///
/// # Errors
/// Where the lesson is broken, or the terminal fails.
pub fn run_at_terminal(
    repl: &mut Repl<'_, '_>,
    begin: Begin,
    terminal: &mut Terminal,
) -> Result<(), ReplError> {
    watch(&repl.session);
    repl.begin(begin)?;
    let mut input = Input::default();
    // What stands at the prompt before anything is typed.
    let mut standing = String::new();
    let mut interrupted = false;
    let mut beforehand = Beforehand::default();
    while !repl.session.is_over() {
        beforehand.follow(&repl.session);
        if !input.is_open() && standing.is_empty() {
            repl.goal_in_view(terminal.rows())?;
        }
        let asked = Instant::now();
        let typed = repl.read(&input, &std::mem::take(&mut standing), terminal)?;
        repl.session.spend(asked.elapsed().min(LONGEST_THOUGHT));
        repl.fit();
        match typed {
            Typed::Text(text) => {
                interrupted = false;
                standing = repl.typed(&text, &mut input, terminal)?;
            }
            Typed::Recall(line) => {
                standing = input.finish().unwrap_or_default();
                if !line.trim().is_empty() {
                    standing = format!("{standing}\n{line}");
                }
            }
            Typed::Interrupt => {
                // What was given up can be had back by the up key.
                terminal.remember(input.text().trim_end());
                let dropped = input.clear();
                if interrupted && !dropped {
                    repl.say("Ctrl-D leaves.")?;
                }
                interrupted = !dropped;
            }
            Typed::End => repl.give(Event::End)?,
        }
    }
    Ok(())
}

impl Repl<'_, '_> {
    fn read(
        &mut self,
        input: &Input,
        standing: &str,
        terminal: &mut Terminal,
    ) -> Result<Typed, ReplError> {
        let (prompt, vocabulary) = (self.session.prompt(), self.session.vocabulary());
        let before = Before {
            carry: input.scan().carry(),
            depth: input.scan().depth(),
            goes_on: input.is_open(),
            sql: prompt == Prompt::Sql || (input.is_open() && prompt != Prompt::Orm),
            tables: Arc::clone(&vocabulary.names),
            code: (prompt == Prompt::Orm).then(|| CodeBefore {
                within: input.code().within(),
                depth: input.code().depth(),
                classes: Arc::clone(&vocabulary.classes),
            }),
        };
        let setting = Setting {
            prompt: Some(if before.sql { Prompt::Sql } else { prompt }),
            before: input.text().to_owned(),
            vocabulary,
            names: Vec::new(),
            lessons: terminal.names.clone(),
        };
        terminal.read_with(self.prompt(input), standing, before, setting)
    }

    /// Takes what the editor gave: one line, or several that were pasted. What is given back
    /// stands at the next prompt.
    fn typed(
        &mut self,
        text: &str,
        input: &mut Input,
        terminal: &mut Terminal,
    ) -> Result<String, ReplError> {
        let pasted = text.contains('\n');
        let is_sql = self.session.prompt() != Prompt::Orm;
        if pasted
            && is_sql
            && let Some(fed) = input.block(text, self.session.prompt())
        {
            terminal.remember(text.trim());
            self.take(fed, input)?;
            return Ok(String::new());
        }
        let is_command = |line: &str| Command::is_dotted(line) || Command::is_bare(line);
        let is_code = self.session.prompt() == Prompt::Orm;
        if pasted && is_code && !text.lines().any(is_command) {
            if let Some(fed) = input.code_block(text) {
                terminal.remember(text.trim_end());
                self.take(fed, input)?;
            }
            return Ok(terminal.indent(input));
        }
        for line in text.split('\n') {
            let line = line.strip_suffix('\r').unwrap_or(line);
            // An empty line between pasted statements is no Enter that goes on.
            if pasted && line.trim().is_empty() && !input.is_open() {
                continue;
            }
            let open = input.text().trim_end().to_owned();
            match input.line(line, self.session.prompt()) {
                // Nor is one within a pasted statement a question.
                Some(Fed::Waiting(_)) if pasted => {}
                None => {}
                Some(Fed::Command(Command::Edit)) => {
                    terminal.remember(line);
                    return self.edit(input, terminal);
                }
                Some(Fed::Command(Command::History(words))) => {
                    self.history(&words.unwrap_or_default(), terminal)?;
                    terminal.remember(line);
                }
                Some(fed) => {
                    match &fed {
                        Fed::Submit(text) => terminal.remember(text),
                        Fed::Command(_) => terminal.remember(line),
                        Fed::Cancelled => terminal.remember(&open),
                        Fed::Waiting(_) => {}
                    }
                    self.take(fed, input)?;
                }
            }
            if self.session.is_over() {
                break;
            }
        }
        Ok(terminal.indent(input))
    }

    /// Opens the learner's editor on the open input, else on the last statement. What comes back
    /// stands at the prompt: nothing is run unasked.
    fn edit(&mut self, input: &mut Input, terminal: &Terminal) -> Result<String, ReplError> {
        let is_statement = |entry: &&str| !Command::is_dotted(entry) && !Command::is_bare(entry);
        let last = || terminal.history.entries().rev().find(is_statement).unwrap_or_default();
        let text = if input.is_open() { input.text() } else { last() };
        let is_code = self.session.prompt() == Prompt::Orm;
        match edit(text, if is_code { ".py" } else { ".sql" }) {
            Ok(edited) => {
                input.clear();
                if edited.is_empty() {
                    self.say("Nothing came back from the editor.")?;
                }
                Ok(edited)
            }
            Err(error) => {
                self.say(&escape::line(&error.to_string()))?;
                Ok(String::new())
            }
        }
    }

    /// Shows what was typed before, the newest last.
    fn history(&mut self, words: &str, terminal: &Terminal) -> Result<(), ReplError> {
        let found = terminal.history.holding(words, MOST_SHOWN);
        for entry in &found {
            self.out.line(&escape::shorten(&escape::line(entry), self.look.width).0)?;
        }
        match (found.is_empty(), words.is_empty()) {
            (true, true) => self.say("Nothing was typed before.")?,
            (true, false) => {
                let words = escape::line(words);
                self.say(&format!("Nothing that was typed before holds {words}."))?;
            }
            _ => {}
        }
        self.since_task += found.len() + 1;
        Ok(self.out.line("")?)
    }
}
