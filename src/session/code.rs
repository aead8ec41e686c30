//! ORM code at the prompt: run in a world that lives beside the live database.
//!
//! A world has a database of its own, in which a transaction may be open while it waits for more
//! to be typed. Before code runs the world takes over what was changed beside it, and afterwards
//! the live database what was committed in it, so that SQL, diagrams and judgements see committed
//! rows.

use crate::answer::{Answer, Submission};
use crate::diagnostic::Span;
use crate::feedback::{Feedback, code};
use crate::grade::{Graded, Reading};
use crate::lesson::Language;
use crate::orm::live::Live;
use crate::orm::python::syntax::outline;
use crate::orm::recording::{Failed, FailedKind, Recording, Sent};
use crate::orm::typed::look::only_looks;
use crate::orm::typed::stands::{binds, needed};
use crate::outcome::stage::StageError;
use crate::scratch::Stop;
use crate::verdict::{CodeDiffers, Reason, Verdict};

use super::run::kept;
use super::world::World;
use super::{Change, Effect, Effects, Note, Session};

/// What running code came to.
struct Run {
    /// What it did, from top to bottom.
    effects: Vec<Effect>,
    /// The words for what ended it.
    mistake: Option<Feedback>,
    /// It ran, to its end or not.
    ran: bool,
    /// It did not come to an end: it was interrupted, or asked for more than it may.
    stopped: bool,
}

impl Session {
    /// Runs code that is not judged: a look around.
    pub(super) fn look_code(&mut self, text: &str) -> Effects {
        let run = self.run_code(text)?;
        let mut effects = run.effects;
        effects.extend(run.mistake.map(Effect::Feedback));
        Ok(effects)
    }

    /// Runs an answer in ORM code, shows what it did and judges it, alone and after what was typed
    /// before it.
    pub(super) fn attempt_code(&mut self, text: &str) -> Effects {
        self.bring_imports()?;
        let (earlier, without_looks) = (self.changes_so_far(), self.code_without_looks(text));
        let Run { mut effects, mistake, ran, stopped } = self.run_code(text)?;
        if !ran || stopped {
            effects.extend(mistake.map(Effect::Feedback));
            return Ok(effects);
        }
        let (graded, submission) = self.graded_code(text, earlier, without_looks)?;
        let right = graded.verdict.is_right();
        let failed_here = mistake.is_some() && graded.reading == Reading::Alone;
        let stood_in_the_way = failed_here && self.code_runs_from_the_beginning(text)?;
        if mistake.is_none() && graded.aside.as_deref() == Some("") {
            effects.push(Effect::Feedback(graded.feedback.clone()));
        }
        if let Some(mistake) = mistake.filter(|it| right || !super::attempt::repeats(&graded, it)) {
            effects.push(Effect::Feedback(mistake));
        }
        if stood_in_the_way {
            effects.push(Effect::Note(Note::StoodInTheWay { right }));
        }
        if self.is_on_the_way(&graded) {
            self.typed.graded = Some(graded);
            return Ok(effects);
        }
        let alone = right && graded.reading == Reading::Alone;
        self.hear(graded, submission, &mut effects)?;
        if alone && failed_here {
            // What is right by itself failed in this world, which is made anew from it.
            self.world = None;
        }
        Ok(effects)
    }

    /// Judges code after what was typed before it: first without what only looked, which may have
    /// printed what nobody asked for, and then with it, as it may be what was asked for.
    pub(super) fn graded_code(
        &mut self,
        text: &str,
        earlier: Vec<String>,
        without_looks: Vec<String>,
    ) -> Result<(Graded, Submission), StageError> {
        let looked = without_looks.len() < earlier.len();
        let text = text.to_owned();
        let submission = Submission { earlier: without_looks, text: text.clone() };
        let graded = self.grader.grade(self.at, &Answer::Sql(submission.clone()))?;
        if graded.verdict.is_right() || !looked {
            return Ok((graded, submission));
        }
        let whole = Submission { earlier, text };
        let with_looks = self.grader.grade(self.at, &Answer::Sql(whole.clone()))?;
        // What was printed counts where it is what was asked for, as far as it goes.
        let goes_further = printed_right(&with_looks) > printed_right(&graded);
        match with_looks.verdict.is_right() || with_looks.nearer || goes_further {
            true => Ok((with_looks, whole)),
            false => Ok((graded, submission)),
        }
    }

    /// The code that was typed in this step and did more than look, with what bound the variables
    /// that a text takes: a loop that printed has bound its variable, too.
    pub(super) fn code_without_looks(&self, text: &str) -> Vec<String> {
        let changes = self.typed.changes.iter();
        let code: Vec<&Change> = changes.filter(|it| it.language == Language::Orm).collect();
        let needed = needed(text, code.iter().map(|it| (it.text.as_str(), !it.looks)));
        let kept = code.iter().zip(needed).filter(|(_, is_needed)| *is_needed);
        let kept = kept.map(|(change, _)| change.text.clone());
        self.imports_before().into_iter().chain(kept).collect()
    }

    /// What is said of SQL or relations in a step that is answered in ORM code, and of ORM code in
    /// a step that is not.
    pub(super) fn not_the_step_s(&self, effects: &mut Vec<Effect>) {
        let own = self.own_language();
        let (language, command) = match own {
            Language::Orm => ("in ORM code", ".orm"),
            Language::Relation | Language::Description => ("by a relation", ".relation"),
            Language::Sql => ("in SQL", ".sql"),
        };
        let line = format!("not judged: this step is answered {language}; {command} goes back");
        super::attempt::aside(line, effects);
    }

    /// Runs code in the world and keeps what `.undo` needs.
    fn run_code(&mut self, text: &str) -> Result<Run, StageError> {
        let mut effects = Vec::new();
        if self.live.in_transaction() {
            effects.push(Effect::Note(Note::TransactionInTheWay));
            return Ok(Run { effects, mistake: None, ran: false, stopped: false });
        }
        let before = self.live.image()?;
        self.runs += 1;
        let world = self.world(&mut effects)?;
        let state = |live: &mut Live| (live.names(), live.left(), live.apart());
        let begun = state(&mut world.live);
        let done = world.live.run_pieces(text);
        let after = world.live.image()?;
        let changed = after != before || state(&mut world.live) != begun;
        if after != before {
            self.live.restore(&after)?;
        }
        let both = self.live.image()?;
        if let Some(world) = &mut self.world {
            world.both = both;
        }
        self.remember(text);
        let mut recording = Recording::default();
        done.iter().cloned().for_each(|piece| recording.follow_with(piece));
        let failed = recording.error.as_ref();
        let unread = failed.is_some_and(|failed| is_unread(&failed.class));
        let interrupted = failed.is_some_and(|failed| failed.kind == FailedKind::Stopped);
        let ran_away = failed.is_some_and(|failed| failed.kind == FailedKind::Bounds);
        // What is refused did nothing.
        let refused = failed.is_some_and(|failed| failed.kind == FailedKind::Refused);
        let raised = failed.is_some_and(|failed| first_raised(text, failed));
        let only_raised = raised && !changed && recording.statements.iter().all(reads);
        let refused = refused && done.len() == 1;
        // What raised in a loop has left its variable behind.
        let left_nothing = only_raised && !binds(text);
        let did_nothing = unread || interrupted || ran_away || refused || left_nothing;
        // What did not come to an end is not run again when something is taken back, or judged.
        if !did_nothing {
            let looks = only_raised || (failed.is_none() && only_looks(text));
            let language = Language::Orm;
            let change = Change { text: text.to_owned(), language, looks, before: Some(before) };
            kept(&mut self.typed.changes, change);
        }
        let mistake = failed.filter(|_| !interrupted).map(|failed| code::failed(text, failed));
        self.sent = Some(recording);
        effects.extend(done.into_iter().map(|piece| {
            let (text, recording) = (text.to_owned(), Box::new(piece));
            Effect::Code { text, recording, shows: self.shows }
        }));
        if interrupted {
            effects.push(Effect::Note(Note::Stopped(Stop::Interrupted)));
        }
        Ok(Run { effects, mistake, ran: !unread, stopped: interrupted || ran_away })
    }

    /// The world as it goes on, with what was changed beside it taken over.
    fn world(&mut self, effects: &mut Vec<Effect>) -> Result<&mut World, StageError> {
        let now = self.live.image()?;
        let mut world = match self.world.take() {
            Some(world) => world,
            None => self.rebuilt()?,
        };
        if world.both != now {
            if !world.live.left().is_nothing() {
                effects.push(Effect::Note(Note::SessionLost));
            }
            world.live.restore(&now)?;
            world.both = now;
        }
        Ok(self.world.insert(world))
    }

    /// The world of the step with what was accepted and typed in it run again.
    pub(super) fn rebuilt(&mut self) -> Result<World, StageError> {
        self.bring_imports()?;
        let mut live = self.grader.world(self.at)?;
        if let Some(imports) = self.imports_before() {
            live.run(&imports);
        }
        for text in &self.typed.accepted {
            live.run(text);
        }
        for change in &self.typed.changes {
            if change.language != Language::Orm {
                continue;
            }
            if let Some(before) = &change.before
                && live.image()? != *before
            {
                live.restore(before)?;
            }
            live.run(&change.text);
        }
        let both = live.image()?;
        Ok(World { live, both })
    }

    /// What is asked of the world without running anything in it; `None` where it cannot be had.
    pub(super) fn in_world<T>(&mut self, ask: impl FnOnce(&mut Live) -> T) -> Option<T> {
        if self.live.in_transaction() {
            // It goes on where it was.
            return self.world.as_mut().map(|world| ask(&mut world.live));
        }
        // What is lost by following was said when it happened.
        let world = self.world(&mut Vec::new()).ok()?;
        Some(ask(&mut world.live))
    }

    /// Has the world take over what was changed beside it.
    pub(super) fn follow(&mut self, effects: &mut Vec<Effect>) -> Result<(), StageError> {
        if self.world.is_some() && !self.live.in_transaction() {
            self.world(effects)?;
        }
        Ok(())
    }

    /// Whether code that failed in the world runs from the step's beginning.
    fn code_runs_from_the_beginning(&mut self, text: &str) -> Result<bool, StageError> {
        Ok(self.grader.world(self.at)?.run(text).error.is_none())
    }

    /// How many statements the last command sent.
    pub(super) fn statements_sent(&self) -> Effect {
        match &self.sent {
            Some(recording) => Effect::Sent(Box::new(recording.clone())),
            None => Effect::Note(Note::NothingSent),
        }
    }
}

/// Whether the first statement of a text raised an exception.
fn first_raised(text: &str, failed: &Failed) -> bool {
    let first = outline(text).first().map(|first| first.span.end);
    let within = |at: Span| first.is_some_and(|end| at.start < end);
    failed.kind == FailedKind::Raised && failed.span.is_some_and(within)
}

fn reads(sent: &Sent) -> bool {
    sent.sql.starts_with("SELECT")
}

/// How many lines of what it should print a wrong answer prints.
fn printed_right(graded: &Graded) -> usize {
    let Verdict::Wrong(wrong) = &graded.verdict else { return 0 };
    let right = wrong.reasons.iter().find_map(|reason| match reason {
        Reason::Code(differs) => match &**differs {
            CodeDiffers::Output { line, .. } => Some(*line),
            _ => None,
        },
        _ => None,
    });
    right.unwrap_or(0)
}

/// Whether an exception of this class says that the text is no Python: nothing of it ran.
fn is_unread(class: &str) -> bool {
    matches!(class, "SyntaxError" | "IndentationError" | "TabError")
}
