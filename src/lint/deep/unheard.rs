//! An author's words that no learner ever reads.

use super::advice::Advice;
use crate::answer::Answer;
use crate::grade::Grader;
use crate::lesson::Task;
use crate::outcome::stage::StageError;

/// Words for a wrong answer that is not taken for a try: what is said of it is one quiet line.
pub(super) fn in_task(
    grader: &mut Grader,
    index: usize,
    task: &Task,
) -> Result<Vec<Advice>, StageError> {
    let mut found = Vec::new();
    for wrong in task.wrong.iter().filter(|wrong| wrong.because.is_some()) {
        let graded = grader.grade(index, &Answer::sql(&wrong.answer.text))?;
        // What does not run at all, the proof speaks of.
        if graded.aside.is_some_and(|aside| !aside.is_empty()) {
            found.push(Advice {
                span: wrong.answer.span,
                message: "this is taken for a look around, so that its own words never show"
                    .to_owned(),
                help: "A result of another width does not count as a try. Give it the columns of \
                       the answer, or say it in a hint."
                    .to_owned(),
            });
        }
    }
    Ok(found)
}
