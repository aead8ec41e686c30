//! What both ways of typing share: events to the session, effects to the screen.

use std::io;

use crate::outcome::stage::StageError;
use crate::progress::trouble::Trouble;
use crate::render::effects::effects;
use crate::render::{command_line, remark, voice};
use crate::session::{Command, Effect, Event, Prompt};

use super::input::{Fed, Input};
use super::save::{save, saved, typed_path};
use super::screen::screen;
use super::{Begin, Repl, ReplError};

impl Repl<'_, '_> {
    /// The prompt for the next line.
    pub(super) fn prompt(&self, input: &Input) -> &'static str {
        match self.session.prompt() {
            _ if input.is_open() => self.look.more_prompt(),
            Prompt::Sql => self.look.sql_prompt(),
            Prompt::Relation => self.look.relation_prompt(),
            Prompt::Orm => self.look.orm_prompt(),
            Prompt::Line => self.look.line_prompt(),
        }
    }

    /// Shows where the session begins.
    pub(super) fn begin(&mut self, begin: Begin) -> Result<(), ReplError> {
        let effects = match begin {
            Begin::Step(step) => self.session.enter(step),
            Begin::Where(resumed) => self.session.take_up(&resumed),
        };
        self.draw(effects)
    }

    /// Gives an event to the session, has kept what is new, and draws what comes of it: what is
    /// on the screen is on the disk.
    pub(super) fn give(&mut self, event: Event) -> Result<(), ReplError> {
        let effects = self.session.handle(event);
        let trouble = self.keep();
        self.draw(effects)?;
        match trouble {
            Some(trouble) => Ok(self.say(&trouble)?),
            None => Ok(()),
        }
    }

    /// Has kept what is new; says why it could not be.
    fn keep(&mut self) -> Option<String> {
        if !self.session.is_attended() {
            return None;
        }
        let news = self.session.news()?;
        let trouble = self.around.store.keep(&self.around.subject, &news).err()?;
        // The same trouble is told once.
        (!trouble.repeated).then(|| crate::render::escape::line(&trouble.words()))
    }

    /// Shows the task again in a line, where it is no longer on a screen of so many rows.
    pub(super) fn goal_in_view(&mut self, rows: Option<usize>) -> Result<(), ReplError> {
        // The prompt and an empty line before it take their room too.
        let out_of_view = rows.is_some_and(|rows| self.since_task + 2 > rows);
        match self.session.goal().filter(|_| out_of_view) {
            Some(goal) => self.draw_only(&[goal]),
            None => Ok(()),
        }
    }

    /// Takes what a line came to. An input that was open is dropped when the step changes.
    pub(super) fn take(&mut self, fed: Fed, input: &mut Input) -> Result<(), ReplError> {
        match fed {
            Fed::Submit(text) => self.give(Event::Submit(text)),
            Fed::Command(Command::Save(name)) if self.session.is_attended() => {
                self.save(name.as_deref())
            }
            Fed::Command(Command::Reload) if self.session.is_attended() => {
                input.clear();
                self.reload()
            }
            Fed::Command(command) => {
                let place = self.session.place();
                self.give(Event::Command(command))?;
                if self.session.place() != place {
                    input.clear();
                }
                Ok(())
            }
            Fed::Cancelled => Ok(self.say("The open input is dropped.")?),
            Fed::Waiting(words) => self.waiting(&words),
        }
    }

    /// Says what an open input waits for. It shows what was typed: a backquote there is one.
    fn waiting(&mut self, words: &str) -> Result<(), ReplError> {
        self.fit();
        for line in words.lines().flat_map(|line| remark(line, &self.look)) {
            self.out.line(&line)?;
        }
        Ok(())
    }

    /// Draws effects, and an empty line after them.
    pub(super) fn draw(&mut self, drawn: Result<Vec<Effect>, StageError>) -> Result<(), ReplError> {
        let drawn = drawn?;
        self.draw_only(&drawn)?;
        if matches!(drawn.last(), Some(Effect::Leave(_))) {
            for line in self.how_to_come_back() {
                self.out.line(&line)?;
            }
        }
        if !drawn.is_empty() {
            self.since_task += 1;
            self.out.line("")?;
        }
        Ok(())
    }

    /// Fits what is drawn next into the terminal as it is now: its window may have changed since
    /// anything was drawn, while a line was typed or a statement ran.
    pub(super) fn fit(&mut self) {
        if let Some((columns, _)) = screen().filter(|_| self.look.fitted) {
            self.look.fit(Some(columns));
        }
    }

    fn draw_only(&mut self, drawn: &[Effect]) -> Result<(), ReplError> {
        self.fit();
        let lists = drawn.iter().any(|effect| matches!(effect, Effect::Lessons));
        let lessons = match &self.around.list {
            Some(list) if lists => list(self.around.store, &self.look),
            _ => Vec::new(),
        };
        let text = effects(drawn, &lessons, &self.look);
        let shows_task = |effect: &Effect| matches!(effect, Effect::Page(_) | Effect::Goal(..));
        if drawn.iter().any(shows_task) {
            self.since_task = 0;
        }
        self.since_task += text.lines().count();
        Ok(self.out.text(&text)?)
    }

    /// Writes the answers so far to a file.
    fn save(&mut self, name: Option<&str>) -> Result<(), ReplError> {
        let line = match (name, self.session.answers()) {
            (None, _) => "Save to which file? For example: .save answers.sql".to_owned(),
            (_, None) => "There is no accepted answer to save yet.".to_owned(),
            (Some(name), Some(text)) => {
                let path = typed_path(name);
                match save(&path, &text) {
                    Ok(()) => saved(&text, &path),
                    Err(not_saved) => not_saved.words(&path),
                }
            }
        };
        self.say(&crate::render::escape::line(&line))?;
        Ok(self.out.line("")?)
    }

    /// A line in the tool's own voice.
    pub(super) fn say(&mut self, line: &str) -> io::Result<()> {
        self.fit();
        voice(line, &self.look).iter().try_for_each(|line| self.out.line(line))
    }

    fn how_to_come_back(&self) -> Vec<String> {
        let comes_back = &self.around.comes_back;
        // A file that was set aside is replaced by a fresh one, in which this session is kept.
        let keeps = self.around.store.trouble().is_none_or(Trouble::is_over);
        let is_kept = self.session.is_attended() && keeps;
        let line = match is_kept {
            // What is kept leads back by itself.
            true => comes_back.clone(),
            false => {
                let place = self.session.resume_at();
                let step = place.id.unwrap_or_else(|| place.number.to_string());
                format!("{comes_back} --from {step}")
            }
        };
        command_line("To come back:", &self.look.line(&line), &self.look)
    }
}
