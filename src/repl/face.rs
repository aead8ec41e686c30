//! What both ways of typing share: events to the session, effects to the screen.

use std::io;

use crate::outcome::stage::StageError;
use crate::render::effects::effects;
use crate::session::{Effect, Event, Prompt};

use super::input::{Fed, Input};
use super::{Repl, ReplError};

/// The prompt at which a statement begins.
pub(super) const SQL: &str = "sql> ";
/// The prompt at which it goes on.
pub(super) const MORE: &str = "  …> ";
/// The prompt where a line is the whole input.
pub(super) const LINE: &str = "> ";

impl Repl<'_> {
    /// The prompt for the next line.
    pub(super) fn prompt(&self, input: &Input) -> &'static str {
        match self.session.prompt() {
            _ if input.is_open() => MORE,
            Prompt::Sql => SQL,
            Prompt::Line => LINE,
        }
    }

    /// Gives an event to the session and draws what comes of it.
    pub(super) fn give(&mut self, event: Event) -> Result<(), ReplError> {
        let effects = self.session.handle(event);
        self.draw(effects)
    }

    /// Takes what a line came to. An input that was open is dropped when the step changes.
    pub(super) fn take(&mut self, fed: Fed, input: &mut Input) -> Result<(), ReplError> {
        match fed {
            Fed::Submit(text) => self.give(Event::Submit(text)),
            Fed::Command(command) => {
                let place = self.session.place();
                self.give(Event::Command(command))?;
                if self.session.place() != place {
                    input.clear();
                }
                Ok(())
            }
            Fed::Cancelled => Ok(self.say("The open input is dropped.")?),
            Fed::Waiting(words) => Ok(words.lines().try_for_each(|line| self.say(line))?),
        }
    }

    /// Draws effects, and an empty line after them.
    pub(super) fn draw(&mut self, drawn: Result<Vec<Effect>, StageError>) -> Result<(), ReplError> {
        let drawn = drawn?;
        let mut text = effects(&drawn, &self.lessons, &self.look);
        if matches!(drawn.last(), Some(Effect::Leave(_))) {
            text.push_str(&self.how_to_come_back());
        }
        if !text.is_empty() {
            text.push('\n');
        }
        Ok(self.out.text(&text)?)
    }

    /// A line in the tool's own voice.
    pub(super) fn say(&mut self, line: &str) -> io::Result<()> {
        let line = self.look.style.dim(line);
        self.out.line(&line)
    }

    fn how_to_come_back(&self) -> String {
        let place = self.session.resume_at();
        let step = place.id.unwrap_or_else(|| place.number.to_string());
        let line = format!("{} --from {step}", self.comes_back);
        format!("To come back: {}\n", crate::render::escape::line(&line))
    }
}
