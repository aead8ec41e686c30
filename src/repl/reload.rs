//! `.reload`: the lesson's file as it is now, in the place of the one that was loaded.

use crate::diagnostic::Diagnostic;
use crate::outcome::stage::StageError;
use crate::progress::Subject;
use crate::render::diagnostic::diagnostic;

use super::terminal::watch;
use super::{Repl, ReplError};

impl Repl<'_, '_> {
    /// Takes up the edited lesson, at the step where the learner is. A file that is broken is
    /// shown with what is wrong, and the lesson goes on as it was.
    pub(super) fn reload(&mut self) -> Result<(), ReplError> {
        let Some(reload) = &self.around.reload else {
            return self.after("This lesson is built into the program and has no file to reload.");
        };
        let lesson = match reload() {
            Ok(lesson) => lesson,
            Err(problems) => return self.keep_the_old(&problems),
        };
        let subject =
            Subject { lesson: self.around.subject.lesson.clone(), ..Subject::of(&lesson, None) };
        match self.session.reloaded(lesson) {
            Ok((session, effects)) => {
                watch(&session);
                self.session = session;
                self.around.subject = subject;
                self.draw(Ok(effects))
            }
            Err(StageError::Broken(problems)) => self.keep_the_old(&problems),
            Err(error) => Err(error.into()),
        }
    }

    fn keep_the_old(&mut self, problems: &[Diagnostic]) -> Result<(), ReplError> {
        for problem in problems {
            for line in diagnostic(problem, &self.look) {
                self.out.line(&line)?;
            }
        }
        self.after("The lesson goes on as it was loaded before.")
    }

    fn after(&mut self, line: &str) -> Result<(), ReplError> {
        self.say(line)?;
        Ok(self.out.line("")?)
    }
}
