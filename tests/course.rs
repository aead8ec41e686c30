//! The shipped course proves itself with the engine that judges learners.

use std::path::Path;

use relatable::lesson::{builtin, load};
use relatable::lint;

#[test]
fn every_shipped_lesson_proves_itself() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let (course, advice) = load::load_course(&folder).unwrap_or_else(|problems| {
        panic!("{problems:#?}");
    });
    assert!(advice.is_empty(), "{advice:#?}");
    let mut lessons = 0;
    for lesson in course.lessons() {
        let proof = lint::prove(lesson).unwrap();
        let findings: Vec<String> = proof
            .findings
            .iter()
            .map(|finding| {
                let place = finding.source.place(finding.span.start);
                format!("{}:{} {:?} {}", lesson.id, place.line, finding.severity, finding.message)
            })
            .collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
        assert_eq!(proof.answers.good, proof.answers.all, "{}", lesson.id);
        assert_eq!(proof.wrong.good, proof.wrong.all, "{}", lesson.id);
        lessons += 1;
    }
    assert!(lessons >= 7);
}

/// Nothing is left that an author would be advised to do: among it, each mistake that learners make
/// in a query shows on rows that the author chose.
#[test]
fn nothing_about_a_shipped_lesson_could_be_better() {
    let (course, _) = builtin::course().unwrap();
    for lesson in course.lessons() {
        let advice = lint::deep::look(lesson, |_| {}).unwrap();
        let said: Vec<String> = advice
            .iter()
            .map(|finding| {
                let place = finding.source.place(finding.span.start);
                format!("{}:{} {}\n{:?}", lesson.id, place.line, finding.message, finding.help)
            })
            .collect();
        assert!(said.is_empty(), "{}", said.join("\n"));
    }
}

#[test]
fn what_is_not_so_is_not_read_as_what_is() {
    let (course, _) = builtin::course().unwrap();
    for lesson in course.lessons() {
        // A list of mistakes in quotes says first what it is.
        let recap = lesson.recap.as_deref().unwrap_or_default();
        assert!(recap.contains("**\"") && recap.starts_with("Often believed"), "{}", lesson.id);
    }
}
