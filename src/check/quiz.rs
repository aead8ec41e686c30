//! Judging what was chosen of a quiz.

use crate::answer::Chosen;
use crate::lesson::Quiz;
use crate::verdict::{ChoicesDiffer, Reason, Verdict, Wrong};

/// Right when just the choices that hold were chosen.
pub fn check(quiz: &Quiz, chosen: &Chosen) -> Verdict {
    let picked = |index: usize| chosen.picked.contains(&index);
    let mut differ = ChoicesDiffer {
        unknown: chosen.unknown.clone(),
        choices: quiz.choices.len(),
        ..ChoicesDiffer::default()
    };
    for (index, choice) in quiz.choices.iter().enumerate() {
        match (choice.right, picked(index)) {
            (true, false) => differ.left_out += 1,
            (false, true) => differ.wrong.push((choice.text.clone(), choice.because.clone())),
            _ => {}
        }
    }
    if differ.left_out == 0 && differ.wrong.is_empty() && differ.unknown.is_empty() {
        return Verdict::Right(None);
    }
    let reasons = if chosen.picked.is_empty() && chosen.unknown.is_empty() {
        vec![Reason::Blank]
    } else {
        vec![Reason::Choices(differ)]
    };
    Verdict::Wrong(Wrong { variant: None, reasons, cause: None, because: None })
}
