//! Mistakes that the data of a lesson does not show, and rows that would.

use std::sync::Arc;

use super::addition::Addition;
use super::advice::Advice;
use super::smallest::smallest;
use crate::answer::Answer;
use crate::counterexample::mutate::{Mistake, mutants};
use crate::counterexample::search::counterexample;
use crate::counterexample::{Effort, Finding, Question, Suite, Witness};
use crate::feedback::count::{list, things};
use crate::feedback::other_data::situation;
use crate::grade::Grader;
use crate::lesson::{Beyond, Lesson, Task, Text, scalar};
use crate::outcome::made::question;
use crate::outcome::special::special;
use crate::outcome::stage::{Stage, StageError, Varied};
use crate::outcome::state::State;
use crate::sql::query::Query;

/// What is spent on one mistake: most are found out sooner.
const EACH: Effort = Effort { sets: 400, steps: 1_000_000 };
/// Suggestions that are made for one step: an author takes no more in at once.
const MOST_SUGGESTED: usize = 4;
/// Mistakes that are named with one suggestion.
const MOST_NAMED: usize = 3;

/// A step whose data is looked at.
pub(super) struct Blind<'a> {
    lesson: &'a Arc<Lesson>,
    step: usize,
    task: &'a Task,
    stage: &'a mut Stage,
    /// What queries are compared with on data that is made; none where the reference gives no
    /// rows.
    question: Option<Question>,
}

/// What queries are compared with at a step; none where the reference gives no rows.
pub(super) fn asked(
    stage: &mut Stage,
    step: usize,
    task: &Task,
) -> Result<Option<Question>, StageError> {
    let image = stage.image(step)?;
    // Where other data does not count for a learner, what the lesson's own tells counts most.
    let task = Task { beyond: Beyond::Require, ..task.clone() };
    question(stage, &image, &task)
}

impl<'a> Blind<'a> {
    pub(super) fn new(
        lesson: &'a Arc<Lesson>,
        step: usize,
        task: &'a Task,
        stage: &'a mut Stage,
    ) -> Result<Self, StageError> {
        let question = asked(stage, step, task)?;
        Ok(Self { lesson, step, task, stage, question })
    }

    /// Wrong answers that pass: whether they are in truth right, or which data would tell.
    pub(super) fn wrong(&mut self, grader: &mut Grader) -> Result<Vec<Advice>, StageError> {
        let mut found = Vec::new();
        for wrong in &self.task.wrong {
            let passes = grader.grade(self.step, &Answer::sql(&wrong.answer.text))?;
            if passes.verdict.is_right() {
                found.extend(self.of_wrong(&wrong.answer)?);
            }
        }
        Ok(found)
    }

    fn of_wrong(&mut self, answer: &Text) -> Result<Option<Advice>, StageError> {
        let Some(question) = self.question.clone() else { return Ok(None) };
        let suite = Suite::default();
        let scratch = &mut self.stage.scratch;
        let search = counterexample(scratch, &question, &answer.text, &suite, Effort::WHOLE)?;
        let (message, help) = match search.finding {
            Finding::Same => (
                format!(
                    "this wrong answer is in truth right: it gives what the answer gives, on {}",
                    things(usize::try_from(search.sets).unwrap_or(usize::MAX), "data set")
                ),
                "Take it out, or put it under `also`.".to_owned(),
            ),
            Finding::Different(witness) => {
                let Some(rows) = self.rows(&witness, &answer.text)? else { return Ok(None) };
                let Some(help) = self.suggested(&rows, &witness, &answer.text)? else {
                    return Ok(None);
                };
                ("only on other data does this go wrong".to_owned(), help)
            }
            Finding::Undecided(_) => return Ok(None),
        };
        Ok(Some(Advice { span: answer.span, message, help }))
    }

    /// Mistakes in the reference that nothing in the lesson's own data and its variants shows, and
    /// that other data does.
    pub(super) fn mistakes(&mut self, grader: &mut Grader) -> Result<Vec<Advice>, StageError> {
        let Some(question) = self.question.clone() else { return Ok(Vec::new()) };
        let Some(query) = Query::read(&question.reference) else { return Ok(Vec::new()) };
        self.stage.scratch.restore(&question.image)?;
        let schema = self.stage.scratch.schema()?;
        let suite = grader.suites().of(&question, &grader.interrupt())?;
        let mut unseen = Vec::new();
        for mutant in mutants(&query, &schema) {
            if !grader.still_holds(self.step, &Answer::sql(&mutant.text))? {
                continue;
            }
            let scratch = &mut self.stage.scratch;
            let search = counterexample(scratch, &question, &mutant.text, &suite, EACH)?;
            if let Finding::Different(witness) = search.finding {
                unseen.push((mutant, witness));
            }
        }
        unseen.sort_by_key(|(mutant, _)| mutant.mistake.kind);
        let mut shown: Vec<Suggestion> = Vec::new();
        let mut left = 0;
        for (mutant, witness) in unseen {
            let mut told = None;
            for suggestion in &mut shown {
                if suggestion.told.tells(self.step, &mutant.text)? {
                    told = Some(suggestion);
                    break;
                }
            }
            if let Some(suggestion) = told {
                suggestion.mistakes.push(mutant.mistake);
            } else if shown.len() == MOST_SUGGESTED {
                left += 1;
            } else if let Some(rows) = self.rows(&witness, &mutant.text)?
                && let Some(help) = self.suggested(&rows, &witness, &mutant.text)?
            {
                let told = Told::new(self.lesson, &rows)?;
                shown.push(Suggestion { told, help, mistakes: vec![mutant.mistake] });
            }
        }
        let mut advice: Vec<Advice> =
            shown.iter().map(|suggestion| self.of_mistakes(suggestion)).collect();
        if let Some(last) = advice.last_mut().filter(|_| left > 0) {
            last.help.push_str(&format!(
                " Then look again: {} more {} unseen.",
                things(left, "mistake"),
                if left == 1 { "is" } else { "are" }
            ));
        }
        Ok(advice)
    }

    fn of_mistakes(&self, suggestion: &Suggestion) -> Advice {
        let all = &suggestion.mistakes;
        let mut named: Vec<String> =
            all.iter().take(MOST_NAMED).map(|mistake| mistake.tells()).collect();
        named.dedup();
        if all.len() > MOST_NAMED {
            named.push(format!("{} more", things(all.len() - MOST_NAMED, "mistake")));
        }
        // What is told apart may be lists itself.
        let told = match named.iter().any(|one| one.contains(',')) {
            true => named.join("; "),
            false => list(&named),
        };
        let message = format!("nothing in the data tells {told}");
        Advice { span: self.task.answer.span, message, help: suggestion.help.clone() }
    }

    /// What to add, with a name that says what is special about it; none where YAML has no word
    /// for a value.
    fn suggested(
        &mut self,
        rows: &Addition,
        witness: &Witness,
        candidate: &str,
    ) -> Result<Option<String>, StageError> {
        let Some(change) = rows.yaml() else { return Ok(None) };
        let name = self.name(rows, witness, candidate)?.unwrap_or_else(|| "other data".to_owned());
        let name = scalar::quoted(&name);
        Ok(Some(format!("Add to `variants`, for example: `- {{name: {name}, {change}}}`.")))
    }

    /// What is special about the data with these rows.
    fn name(
        &mut self,
        rows: &Addition,
        witness: &Witness,
        candidate: &str,
    ) -> Result<Option<String>, StageError> {
        let image = self.stage.image(self.step)?;
        let variants = Told::new(self.lesson, rows)?.0.variants(self.step)?;
        let Some(Varied { image: other, .. }) = variants.into_iter().next_back() else {
            return Ok(None);
        };
        self.stage.scratch.restore(&image)?;
        let own = State::read(&self.stage.scratch)?;
        self.stage.scratch.restore(&other)?;
        let made = State::read(&self.stage.scratch)?;
        let texts = &self.task.answer.text;
        let special = special(&made, &own, &witness.read, texts, candidate);
        Ok(special.as_ref().map(situation).or_else(|| rows.another()))
    }

    /// The rows that an author would have to add for a query to be refused.
    fn rows(&mut self, witness: &Witness, candidate: &str) -> Result<Option<Addition>, StageError> {
        let image = self.stage.image(self.step)?;
        let (lesson, step) = (self.lesson, self.step);
        let tells = |added: &Addition| Told::new(lesson, added)?.tells(step, candidate);
        smallest(&mut self.stage.scratch, &image, &witness.data, tells)
    }
}

/// Rows to add, and the mistakes that they show.
struct Suggestion {
    told: Told,
    help: String,
    mistakes: Vec<Mistake>,
}

/// The lesson as it were with one variant more.
struct Told(Grader);

impl Told {
    fn new(lesson: &Arc<Lesson>, added: &Addition) -> Result<Self, StageError> {
        let mut other = Lesson::clone(lesson);
        other.variants.push(added.variant());
        Ok(Self(Grader::new(Arc::new(other))?))
    }

    /// Whether a query is refused at a step. Where the variant cannot stand, it tells nothing.
    fn tells(&mut self, step: usize, candidate: &str) -> Result<bool, StageError> {
        match self.0.still_holds(step, &Answer::sql(candidate)) {
            Ok(holds) => Ok(!holds),
            Err(StageError::Broken(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
