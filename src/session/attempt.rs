//! Answering: what is judged, what counts as a try, and what a right answer leads to.

use crate::answer::{Answer, Chosen, Submission, letter};
use crate::enact::{Enacted, enact};
use crate::feedback::{Feedback, Tone};
use crate::grade::{Graded, Reading};
use crate::lesson::{Body, Language, Quiz, TaskKind};
use crate::outcome::stage::StageError;
use crate::progress::Answered;
use crate::scratch::Stop;
use crate::sql::kind::{self, Kind};
use crate::verdict::Verdict;

use super::run::{Run, asks_something};
use super::{Effect, Effects, Note, Session, Stage};

/// Inputs before an accepted one that are tried to be left out.
const MOST_TRIED: usize = 20;

impl Session {
    /// Runs an answer to the present step's task, shows what it did and judges it: a query alone,
    /// a change alone and after what was typed before it. What only changes the database in a
    /// query step is not judged.
    pub(super) fn attempt(&mut self, text: &str, kind: TaskKind) -> Effects {
        let earlier = match kind {
            TaskKind::Query | TaskKind::Describe => Vec::new(),
            TaskKind::Change => self.changes_so_far(),
        };
        let Run { script, ran, mut effects, mistake } = self.run(text)?;
        let judged = match kind {
            TaskKind::Query => asks_something(text, &script),
            TaskKind::Change => ran,
            TaskKind::Describe => false,
        };
        if !judged || script.stopped() == Some(Stop::Interrupted) {
            effects.extend(mistake.map(Effect::Feedback));
            self.point_out_transaction(&mut effects);
            return Ok(effects);
        }
        let submission = Submission { earlier, text: text.to_owned() };
        let answer = Answer::Sql(submission.clone());
        let graded = self.grader.grade(self.at, &answer)?;
        if mistake.is_none() && graded.aside.as_deref() == Some("") {
            // It runs in the live database alone: nothing else says why it fails from the image.
            effects.push(Effect::Feedback(graded.feedback.clone()));
        }
        let failed_here = mistake.is_some() && graded.reading == Reading::Alone;
        let stood_in_the_way = failed_here && self.runs_from_the_beginning(text)?;
        let right = graded.verdict.is_right();
        // What should be refused is seen to fail, but not for the reason that was asked for.
        let refused_otherwise = failed_here && right && self.refused_otherwise(&submission);
        if let Some(mistake) = mistake.filter(|mistake| right || !repeats(&graded, mistake)) {
            effects.push(Effect::Feedback(mistake));
        }
        if stood_in_the_way {
            effects.push(Effect::Note(Note::StoodInTheWay { right }));
        }
        if refused_otherwise {
            effects.push(Effect::Note(Note::RefusedFromTheBeginning));
        }
        if script.stopped().is_some() && graded.aside.is_none() {
            // The judgement says it better.
            effects.retain(|effect| !matches!(effect, Effect::Note(Note::Stopped(_))));
        }
        let told = stood_in_the_way || graded.aside.is_some();
        if kind == TaskKind::Query && !told && self.is_changed()? {
            // What is seen above comes from the changed tables, and the verdict does not.
            effects.push(Effect::Note(Note::JudgedApart));
        }
        let said_with_verdict = kind == TaskKind::Change && graded.aside.is_none();
        if !right && !said_with_verdict {
            self.point_out_transaction(&mut effects);
        }
        self.hear(graded, submission, &mut effects)?;
        Ok(effects)
    }

    /// Judges a description of the relations that hold. Nothing is run.
    pub(super) fn describe(&mut self, text: &str) -> Effects {
        self.typed.last = Some(text.to_owned());
        let submission = Submission { earlier: Vec::new(), text: text.to_owned() };
        let graded = self.grader.grade(self.at, &Answer::Sql(submission.clone()))?;
        let mut effects = Vec::new();
        self.hear(graded, submission, &mut effects)?;
        Ok(effects)
    }

    /// Judges an answer to the present step's quiz.
    pub(super) fn choose(&mut self, text: &str) -> Effects {
        let Some(quiz) = self.quiz() else { return Ok(Vec::new()) };
        let last = letter(quiz.choices.len().saturating_sub(1));
        let chosen = Chosen::read(text, quiz);
        if !chosen.unknown.is_empty() {
            // Looking at the data is free at a question about it, too.
            let is_query = matches!(kind::kind(text), Kind::Query | Kind::Explain);
            if is_query && text.split_whitespace().nth(1).is_some() {
                return Ok(self.look(text)?);
            }
            let unknown = chosen.unknown;
            return Ok(vec![Effect::Note(Note::UnknownChoice { unknown, last })]);
        }
        if chosen.picked.is_empty() {
            return Ok(vec![Effect::Note(choice_wanted(quiz))]);
        }
        self.typed.last = Some(text.to_owned());
        let submission = Submission { earlier: Vec::new(), text: letters(&chosen) };
        let graded = self.grader.grade(self.at, &Answer::Choice(chosen))?;
        let mut effects = Vec::new();
        self.hear(graded, submission, &mut effects)?;
        Ok(effects)
    }

    /// Judges again, in full and without counting: the last query, or the changes so far.
    pub(super) fn check(&mut self) -> Effects {
        let answer = match &self.lesson.steps.get(self.at).map(|step| &step.body) {
            Some(Body::Task(task)) => {
                let (earlier, text) = match task.kind {
                    TaskKind::Query | TaskKind::Describe => (Vec::new(), self.typed.last.clone()),
                    TaskKind::Change => {
                        let mut texts = self.changes_so_far();
                        let text = texts.pop().filter(|_| !self.typed.changes.is_empty());
                        (texts, text)
                    }
                };
                text.map(|text| {
                    let submission = Submission { earlier, text };
                    (Answer::Sql(submission.clone()), submission)
                })
            }
            Some(Body::Quiz(quiz)) => {
                let last = self.typed.last.as_deref();
                last.map(|text| {
                    let chosen = Chosen::read(text, quiz);
                    let text = letters(&chosen);
                    (Answer::Choice(chosen), Submission { earlier: Vec::new(), text })
                })
            }
            _ => return Ok(vec![Effect::Note(Note::NothingAsked)]),
        };
        let Some((answer, submission)) = answer.filter(|_| self.stage == Stage::Open) else {
            // What is passed was judged already; `.why` shows it.
            return match self.stage {
                Stage::Open => Ok(vec![Effect::Note(Note::NothingToCheck)]),
                _ => Ok(self.why()),
            };
        };
        let (graded, submission) = match self.own_language() {
            Language::Orm if self.task().is_some() => {
                let mut without_looks = self.code_without_looks(&submission.text);
                // What is judged is the newest, whatever it is.
                without_looks.pop_if(|last| *last == submission.text);
                self.graded_code(&submission.text, submission.earlier, without_looks)?
            }
            _ => (self.grader.grade(self.at, &answer)?, submission),
        };
        let mut effects = vec![Effect::Feedback(graded.feedback.clone())];
        let right = graded.verdict.is_right();
        let reading = graded.reading;
        self.typed.graded = Some(graded);
        if right {
            self.accept(submission, reading, &mut effects)?;
        }
        Ok(effects)
    }

    /// The last verdict in full.
    pub(super) fn why(&self) -> Vec<Effect> {
        vec![match &self.typed.graded {
            Some(graded) => Effect::Feedback(graded.why.clone()),
            None => Effect::Note(Note::NothingJudged),
        }]
    }

    /// Takes a judgement in: counts the try, says what was found, and goes on where it is right.
    pub(super) fn hear(
        &mut self,
        graded: Graded,
        submission: Submission,
        effects: &mut Vec<Effect>,
    ) -> Result<(), StageError> {
        let right = graded.verdict.is_right();
        let undecided = matches!(graded.verdict, Verdict::Undecided(_));
        match graded.aside.clone().filter(|_| !right) {
            Some(line) => aside(line, effects),
            None => {
                self.typed.said = Some(graded.clone());
                effects.push(Effect::Feedback(graded.feedback.clone()));
                if !undecided && !graded.nearer {
                    self.records[self.at].tries += 1;
                }
                if !right {
                    let offers = self.offers(&graded);
                    if !offers.is_empty() {
                        effects.push(Effect::Offer(offers));
                    }
                }
            }
        }
        let reading = graded.reading;
        self.typed.graded = Some(graded);
        if right { self.accept(submission, reading, effects) } else { Ok(()) }
    }

    /// Passes the step: answered by the learner, with what it took to be right.
    fn accept(
        &mut self,
        submission: Submission,
        reading: Reading,
        effects: &mut Vec<Effect>,
    ) -> Result<(), StageError> {
        let mut accepted = match reading {
            Reading::Together => self.needed(&submission)?,
            Reading::Alone => Vec::new(),
        };
        accepted.push(submission.text);
        if self.own_language() == Language::Orm {
            self.typed.accepted.clone_from(&accepted);
        }
        let record = &mut self.records[self.at];
        record.answered = Answered::Learner;
        record.accepted = accepted;
        let mut settled = Vec::new();
        match self.task().map(|task| task.kind) {
            Some(TaskKind::Change) => self.adopt(&mut settled)?,
            _ => self.put_back(&mut settled)?,
        }
        self.pass(settled, effects);
        Ok(())
    }

    /// Of what was typed before an answer, what it takes to be right: a try that did no harm, or
    /// that was put right again, is not handed in. Asked from the last to the first, as what puts
    /// right stands after what it puts right.
    fn needed(&mut self, right: &Submission) -> Result<Vec<String>, StageError> {
        let mut needed = right.clone();
        loop {
            let before = needed.earlier.len();
            for at in (0..before.min(MOST_TRIED)).rev() {
                let mut fewer = needed.clone();
                fewer.earlier.remove(at);
                if self.grader.grade(self.at, &Answer::Sql(fewer.clone()))?.verdict.is_right() {
                    needed = fewer;
                }
            }
            if needed.earlier.len() == before || before > MOST_TRIED {
                return Ok(needed.earlier);
            }
        }
    }

    /// The step has nothing more to ask and stays until Enter. What became of the database is
    /// said after what there is to notice.
    pub(super) fn pass(&mut self, settled: Vec<Effect>, effects: &mut Vec<Effect>) {
        self.stage = Stage::Passed;
        let then = match self.lesson.steps.get(self.at).map(|step| &step.body) {
            Some(Body::Task(task)) => task.then.clone(),
            Some(Body::Quiz(quiz)) => quiz.then.clone(),
            _ => None,
        };
        effects.extend(then.map(Effect::Reading));
        effects.extend(settled);
        let back = self.came_from.filter(|&from| from < self.lesson.steps.len());
        let note = back.map_or(Note::EnterGoesOn, |from| Note::EnterLeadsBack(from + 1));
        effects.push(Effect::Note(note));
    }

    /// The commands that help after a miss; `.why` where it tells more than was told.
    fn offers(&self, graded: &Graded) -> Vec<&'static str> {
        let hints = self.lesson.steps.get(self.at).map_or(0, |step| step.hints().len());
        let record = &self.records[self.at];
        let help = match graded.feedback.tone {
            Tone::Undecided => None,
            _ if record.hints < hints => Some(".hint"),
            // Who has no hint to turn to tries a little first.
            _ if hints > 0 || record.tries > 2 => Some(".solution"),
            _ => None,
        };
        let why = (graded.why != graded.feedback).then_some(".why");
        help.into_iter().chain(why).collect()
    }

    /// What was typed in this step, did something, and was not undone.
    pub(super) fn changes_so_far(&self) -> Vec<String> {
        let is_code = |language| language == Language::Orm;
        let own = is_code(self.own_language());
        let changes = self.typed.changes.iter().filter(|it| is_code(it.language) == own);
        let imports = self.imports_before().filter(|_| own);
        imports.into_iter().chain(changes.map(|change| change.text.clone())).collect()
    }

    /// Whether a failure that is right only from the step's beginning was another one after what
    /// was typed before.
    fn refused_otherwise(&self, submission: &Submission) -> bool {
        let asked = self.task().is_some_and(|task| task.expect.refused.is_some());
        asked && !submission.earlier.is_empty()
    }

    /// Whether a text that failed in the live database runs from the step's image.
    fn runs_from_the_beginning(&mut self, text: &str) -> Result<bool, StageError> {
        if self.typed.changes.is_empty() {
            return Ok(false);
        }
        let image = self.grader.image(self.at)?;
        self.beside.restore(&image)?;
        let language = self.language();
        let Enacted { script, relation } = enact(&mut self.beside, text, language, &self.budget)?;
        let refused = relation.is_some_and(|run| run.is_refused());
        Ok(!refused && script.failure().is_none() && script.stopped().is_none())
    }
}

/// What is said where nothing was chosen.
pub(super) fn choice_wanted(quiz: &Quiz) -> Note {
    Note::ChoiceWanted { several: quiz.choices.iter().filter(|choice| choice.right).count() > 1 }
}

/// An answer to a quiz as it is kept: `a, c`.
fn letters(chosen: &Chosen) -> String {
    let letters: Vec<String> = chosen.picked.iter().map(|&at| letter(at).to_string()).collect();
    letters.join(", ")
}

/// Whether the words of a judgement show the same place as the words for the failure.
pub(super) fn repeats(graded: &Graded, mistake: &Feedback) -> bool {
    graded.aside.is_none()
        && graded.feedback.blocks.iter().any(|block| mistake.blocks.contains(block))
}

/// A remark as a sentence of its own.
fn sentence(remark: &str) -> String {
    let mut letters = remark.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}

/// Puts a quiet line beside the row count of the result above it, if there is one.
pub(super) fn aside(line: String, effects: &mut Vec<Effect>) {
    match effects.last_mut() {
        Some(Effect::Rows { aside, .. }) => *aside = Some(line),
        _ if line.is_empty() => {}
        _ => effects.push(Effect::Aside(sentence(&line))),
    }
}
