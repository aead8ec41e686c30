//! The way through the lesson: from step to step, to the end, and out.

use std::sync::Arc;

use crate::grade::Grader;
use crate::lesson::{Body, Lesson};
use crate::outcome::stage::StageError;
use crate::outcome::suites::Suites;
use crate::progress::{Answered, Record};
use crate::scratch::{Budget, Interrupt, Scratch};

use super::{Effect, Effects, Note, Opening, ProgressLine, Session, Stage, Summary, Told, Typed};

impl Session {
    /// A session at the lesson's beginning; [`Session::enter`] shows its first step.
    pub fn new(lesson: Arc<Lesson>) -> Result<Self, StageError> {
        Self::with_suites(lesson, Suites::default())
    }

    /// As [`Session::new`], with suites that may be made beforehand.
    pub fn with_suites(lesson: Arc<Lesson>, suites: Suites) -> Result<Self, StageError> {
        let records = vec![Record::default(); lesson.steps.len()];
        Ok(Self {
            grader: Grader::with_suites(Arc::clone(&lesson), suites)?,
            live: Scratch::new()?,
            beside: Scratch::new()?,
            budget: Budget::default(),
            at: 0,
            stage: Stage::Reading,
            looking_at: None,
            revisiting: false,
            records,
            typed: Typed::default(),
            timed: false,
            told: Told::default(),
            attended: false,
            offered: Vec::new(),
            came_from: None,
            anew: false,
            notices: Vec::new(),
            over: false,
            known: super::vocabulary::Known::default(),
            world: None,
            imports: Vec::new(),
            spoken: None,
            shows: super::Shows::Brief,
            sent: None,
            runs: 0,
            lesson,
        })
    }

    /// Has the lesson show that its data and answers run, before a learner meets one that does
    /// not: for lessons that nobody proved, such as those of files.
    ///
    /// # Errors
    /// Where the lesson is broken or the tool fails.
    pub fn rehearse(&mut self) -> Result<(), StageError> {
        self.grader.rehearse()
    }

    /// What stops a statement of the learner's, and the judgement on it.
    pub fn interrupts(&self) -> [Interrupt; 3] {
        [self.live.interrupt(), self.beside.interrupt(), self.grader.interrupt()]
    }

    /// The step of that id or number, counted from 0; else the words that say that there is none.
    pub fn find_step(&self, name: &str) -> Result<usize, Note> {
        let unknown = |nearest| Note::UnknownStep { name: name.trim().to_owned(), nearest };
        self.lesson.find_step(name).map_err(unknown)
    }

    /// The ids of the steps that have one, in order.
    pub fn step_ids(&self) -> impl Iterator<Item = &str> {
        self.lesson.steps.iter().filter_map(|step| step.id.as_ref()).map(|id| id.text.as_str())
    }

    /// Shows the step with which the session begins; the first one after the lesson's opening.
    pub fn enter(&mut self, step: usize) -> Effects {
        let mut effects = Vec::new();
        if step == 0 {
            effects.extend(self.notices.drain(..).map(Effect::Note));
            effects.push(Effect::Opening(Box::new(self.opening())));
        }
        self.go_to(step, &mut effects)?;
        Ok(effects)
    }

    pub(super) fn opening(&self) -> Opening {
        Opening {
            title: self.lesson.title.clone(),
            about: self.lesson.about.clone(),
            minutes: self.lesson.minutes,
            goals: self.lesson.goals.clone(),
        }
    }

    /// Leaves the present step and begins another; the number of steps stands for the end.
    pub(super) fn go_to(
        &mut self,
        step: usize,
        effects: &mut Vec<Effect>,
    ) -> Result<(), StageError> {
        self.put_back(effects)?;
        self.leave_world(step, effects);
        self.spoken = None;
        self.at = step;
        self.looking_at = None;
        self.typed = Typed::default();
        let Some(next) = self.lesson.steps.get(step) else {
            return self.end(effects);
        };
        self.stage = match next.body {
            Body::Read => Stage::Reading,
            Body::Reveal { .. } => Stage::Thinking,
            Body::Task(_) | Body::Quiz(_) => Stage::Open,
        };
        let image = self.grader.image(step)?;
        self.live.restore(&image)?;
        self.typed.base = Some(image);
        let notices = self.notices.drain(..);
        effects.extend(notices.map(Effect::Note));
        effects.push(self.page(step)?);
        Ok(())
    }

    /// Goes on to the step that follows.
    pub(super) fn go_on(&mut self, effects: &mut Vec<Effect>) -> Result<(), StageError> {
        let end = self.lesson.steps.len();
        let following = match (self.came_from.take(), self.revisiting) {
            (Some(came_from), _) => came_from.min(end),
            (None, true) => self.open_after(self.at + 1).unwrap_or(end),
            (None, false) => self.at + 1,
        };
        self.go_to(following, effects)
    }

    /// The first step from there on that the learner has not answered.
    pub(super) fn open_after(&self, from: usize) -> Option<usize> {
        self.asks().find(|&step| step >= from && self.is_open(step))
    }

    fn is_open(&self, step: usize) -> bool {
        self.records[step].answered != Answered::Learner
    }

    fn end(&mut self, effects: &mut Vec<Effect>) -> Result<(), StageError> {
        self.stage = Stage::Ended;
        effects.push(Effect::Summary(Box::new(self.summary())));
        match self.open_after(0) {
            Some(first) => {
                self.revisiting = true;
                effects.push(Effect::Note(Note::EnterReturns(first + 1)));
            }
            None => self.over = !(self.attended && self.offer_again(effects)),
        }
        Ok(())
    }

    /// Ends the session before the lesson's end.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        let ended = std::mem::replace(&mut self.over, true) || self.is_finished();
        let place = Some(self.place()).filter(|_| self.stage != Stage::Ended);
        if ended { Vec::new() } else { vec![Effect::Leave(place)] }
    }

    /// Where the lesson is best taken up again.
    pub fn resume_at(&self) -> super::Place {
        let first_open = self.open_after(0).unwrap_or(0);
        self.place_of(if self.stage == Stage::Ended { first_open } else { self.at })
    }

    /// What became of every step that asks something.
    pub(super) fn progress(&self) -> Vec<ProgressLine> {
        let line = |step| ProgressLine {
            place: self.place_of(step),
            record: self.records[step].clone(),
            here: step == self.at,
        };
        self.asks().map(line).collect()
    }

    /// How the lesson went.
    fn summary(&self) -> Summary {
        let (mut points, mut points_of) = (0, 0);
        for step in self.asks() {
            let worth = match &self.lesson.steps[step].body {
                Body::Task(task) => task.points,
                Body::Quiz(quiz) => quiz.points,
                Body::Read | Body::Reveal { .. } => 0,
            };
            points_of += worth;
            points += if self.is_open(step) { 0 } else { worth };
        }
        let progress = self.progress();
        let of = progress.len();
        let open: Vec<ProgressLine> =
            progress.into_iter().filter(|line| line.record.answered != Answered::Learner).collect();
        Summary {
            title: self.lesson.title.clone(),
            answered: of - open.len(),
            of,
            points,
            points_of,
            tries: self.records.iter().map(|record| record.tries).sum(),
            open,
            recap: self.lesson.recap.clone(),
            resources: self.lesson.resources.clone(),
        }
    }
}
