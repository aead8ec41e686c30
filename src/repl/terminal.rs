//! A session at a terminal.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustyline::config::{BellStyle, Config};
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{ColorMode, Editor};

use crate::render::Look;
use crate::scratch::Interrupt;
use crate::session::{Event, Session};

use super::input::{Fed, Input};
use super::{Begin, Repl, ReplError};

/// A line editor; its history holds whole statements, and ends with the program.
#[derive(Debug)]
pub struct Terminal {
    editor: Editor<(), MemHistory>,
}

/// Who is silent for longer is not at work on the step.
const LONGEST_THOUGHT: Duration = Duration::from_secs(300);

/// What was typed at a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A line; several, where they were pasted or taken from the history.
    Text(String),
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-D.
    End,
}

impl Terminal {
    /// An editor on the process's terminal.
    ///
    /// # Errors
    /// Where the terminal cannot be used.
    pub fn new(look: &Look) -> Result<Self, ReplError> {
        let colours = match look.style.is_coloured() {
            true => ColorMode::Enabled,
            false => ColorMode::Disabled,
        };
        let config = Config::builder()
            .color_mode(colours)
            .auto_add_history(false)
            .bell_style(BellStyle::None)
            .build();
        let history = MemHistory::with_config(&config);
        Ok(Self { editor: Editor::with_history(config, history)? })
    }

    /// Reads one line after a prompt.
    ///
    /// # Errors
    /// Where the terminal fails.
    pub fn read(&mut self, prompt: &str) -> Result<Typed, ReplError> {
        loop {
            return match self.editor.readline(prompt) {
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
        self.editor.dimensions().map(|(columns, _)| usize::from(columns))
    }

    /// How many lines the terminal has, where it says so.
    pub fn rows(&mut self) -> Option<usize> {
        self.editor.dimensions().map(|(_, rows)| usize::from(rows))
    }

    /// Keeps an input for the up key.
    fn remember(&mut self, text: &str) {
        if !text.trim().is_empty() {
            // A history that is full or refuses a double is no failure.
            let _ = self.editor.add_history_entry(text);
        }
    }
}

/// What Ctrl-C stops: whatever the session of the moment is running.
static RUNNING: Mutex<Vec<Interrupt>> = Mutex::new(Vec::new());

fn running() -> MutexGuard<'static, Vec<Interrupt>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets Ctrl-C stop what a session runs. It reaches the handler only while a statement runs: the
/// editor reads it as a key.
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
    // A process has one handler: the first session's serves the later ones.
    let _ = ctrlc::set_handler(|| running().iter().for_each(Interrupt::stop));
    repl.begin(begin)?;
    let mut input = Input::default();
    let mut interrupted = false;
    while !repl.session.is_over() {
        if !input.is_open() {
            repl.goal_in_view(terminal.rows())?;
        }
        let asked = Instant::now();
        let typed = terminal.read(repl.prompt(&input))?;
        repl.session.spend(asked.elapsed().min(LONGEST_THOUGHT));
        match typed {
            Typed::Text(text) => {
                interrupted = false;
                repl.typed(&text, &mut input, terminal)?;
            }
            Typed::Interrupt => {
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
    /// Takes what the editor gave: one line, or several that were pasted.
    fn typed(
        &mut self,
        text: &str,
        input: &mut Input,
        terminal: &mut Terminal,
    ) -> Result<(), ReplError> {
        let pasted = text.contains('\n');
        if pasted && let Some(fed) = input.block(text, self.session.prompt()) {
            terminal.remember(text.trim());
            return self.take(fed, input);
        }
        for line in text.split('\n') {
            let line = line.strip_suffix('\r').unwrap_or(line);
            // An empty line between pasted statements is no Enter that goes on.
            if pasted && line.trim().is_empty() && !input.is_open() {
                continue;
            }
            match input.line(line, self.session.prompt()) {
                None => {}
                Some(fed) => {
                    match &fed {
                        Fed::Submit(text) => terminal.remember(text),
                        Fed::Command(_) => terminal.remember(line),
                        Fed::Cancelled | Fed::Waiting(_) => {}
                    }
                    self.take(fed, input)?;
                }
            }
            if self.session.is_over() {
                break;
            }
        }
        Ok(())
    }
}
