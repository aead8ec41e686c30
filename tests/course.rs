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

#[test]
fn what_is_not_so_is_not_read_as_what_is() {
    let (course, _) = builtin::course().unwrap();
    for lesson in course.lessons() {
        // A list of mistakes in quotes says first what it is.
        let recap = lesson.recap.as_deref().unwrap_or_default();
        assert!(recap.contains("**\"") && recap.starts_with("Often believed"), "{}", lesson.id);
    }
}
