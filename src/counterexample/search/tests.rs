//! What a search finds, and how it ends where there is nothing to find.

use super::*;
use crate::counterexample::{Comparison, OrderRule};
use crate::rows::Value;
use crate::scratch::Budget;

const SCHOOL: &str = "
    CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born TEXT
      CHECK (born IS NULL OR born IS date(born)));
    CREATE TABLE courses (id INTEGER PRIMARY KEY, title TEXT NOT NULL, points INTEGER NOT NULL);
    CREATE TABLE takes (student INTEGER NOT NULL REFERENCES students, course INTEGER NOT NULL
      REFERENCES courses, grade INTEGER, PRIMARY KEY (student, course));
    INSERT INTO students VALUES (1, 'Alice', '2001-05-05'), (2, 'Ben', NULL);
    INSERT INTO courses VALUES (1, 'Math', 5), (2, 'Art', 3);
    INSERT INTO takes VALUES (1, 1, 9), (1, 2, 7), (2, 1, NULL);";

fn question(setup: &str, reference: &str) -> Question {
    let mut scratch = Scratch::new().unwrap();
    assert_eq!(scratch.run(setup, &Budget::default()).failure(), None, "{setup}");
    Question {
        image: scratch.image().unwrap(),
        reference: reference.to_owned(),
        assume: Vec::new(),
        comparison: Comparison::default(),
    }
}

fn searched(question: &Question, candidate: &str) -> Search {
    let mut scratch = Scratch::new().unwrap();
    counterexample(&mut scratch, question, candidate, &Suite::default(), Effort::WHOLE).unwrap()
}

fn found(question: &Question, candidate: &str) -> Finding {
    searched(question, candidate).finding
}

#[track_caller]
fn witness(question: &Question, candidate: &str) -> Witness {
    match found(question, candidate) {
        Finding::Different(witness) => *witness,
        other => panic!("{candidate}: {other:?}"),
    }
}

#[test]
fn a_witness_is_small_and_speaks_in_names_that_can_be_seen() {
    let question = question(
        SCHOOL,
        "SELECT name FROM students s WHERE EXISTS (SELECT 1 FROM takes t WHERE t.student = s.id)",
    );
    let witness =
        witness(&question, "SELECT s.name FROM students s JOIN takes t ON t.student = s.id");
    assert_eq!(
        witness.script,
        "INSERT INTO students (id, name, born) VALUES (1, 'Alice', NULL);\n\
         INSERT INTO courses (id, title, points) VALUES (1, 'Math', 5), (2, 'Art', 3);\n\
         INSERT INTO takes (student, course, grade) VALUES (1, 1, NULL), (1, 2, NULL);\n"
    );
}

#[test]
fn no_row_of_a_witness_can_go() {
    let question = question(
        SCHOOL,
        "SELECT title, COUNT(student) FROM courses LEFT JOIN takes ON course = id GROUP BY id",
    );
    for candidate in [
        "SELECT title, COUNT(*) FROM courses LEFT JOIN takes ON course = id GROUP BY id",
        "SELECT title, COUNT(grade) FROM courses LEFT JOIN takes ON course = id GROUP BY id",
        "SELECT title, COUNT(student) FROM courses LEFT JOIN takes ON course = id GROUP BY title",
        "SELECT title, COUNT(DISTINCT grade) FROM courses LEFT JOIN takes ON course = id GROUP BY id",
        "SELECT title, COUNT(student) FROM courses JOIN takes ON course = id GROUP BY id",
    ] {
        let whole = witness(&question, candidate);
        let mut scratch = Scratch::new().unwrap();
        let ground = Ground::new(&mut scratch, &question.image).unwrap();
        let claim =
            Claim { question: &question, ground: &ground, candidate, moment: Default::default() };
        for table in 0..whole.data.tables.len() {
            for row in 0..whole.data.tables[table].rows.len() {
                let mut less = whole.data.clone();
                less.tables[table].rows.remove(row);
                let still = claim.replay(&less, &[], FoundBy::Chance).unwrap();
                assert_eq!(still, None, "{candidate}: {}", whole.script);
            }
        }
    }
}

#[test]
fn a_search_is_a_function_of_its_question() {
    let question = question(SCHOOL, "SELECT name FROM students WHERE born >= '2001-01-01'");
    for candidate in [
        "SELECT name FROM students WHERE born > '2001-01-01'",
        "SELECT name FROM students WHERE NOT born < '2001-01-01'",
    ] {
        let first = searched(&question, candidate);
        let mut scratch = Scratch::new().unwrap();
        scratch.run("CREATE TABLE other (x); INSERT INTO other VALUES (1)", &Budget::default());
        let again =
            counterexample(&mut scratch, &question, candidate, &Suite::default(), Effort::WHOLE);
        assert_eq!(again.unwrap(), first, "{candidate}");
    }
}

#[test]
fn what_an_author_assumes_holds_on_all_data() {
    let reference = "SELECT name, COUNT(*) FROM students GROUP BY id";
    let candidate = "SELECT name, COUNT(*) FROM students GROUP BY name";
    let mut question = question(SCHOOL, reference);
    assert!(matches!(found(&question, candidate), Finding::Different(_)));
    question.assume = vec!["SELECT 1 FROM students GROUP BY name HAVING COUNT(*) > 1".to_owned()];
    assert_eq!(found(&question, candidate), Finding::Same);
}

#[test]
fn what_sql_leaves_open_is_no_difference() {
    let mut question = question(SCHOOL, "SELECT name FROM students ORDER BY born LIMIT 1");
    question.comparison.order = OrderRule::AsReference;
    let ties = "SELECT name FROM students ORDER BY born, name DESC LIMIT 1";
    assert_eq!(found(&question, ties), Finding::Same);
    let other = "SELECT name FROM students ORDER BY born DESC LIMIT 1";
    assert!(matches!(found(&question, other), Finding::Different(_)));
}

#[test]
fn what_cannot_be_compared_is_undecided_with_the_reason() {
    let reference = "SELECT name FROM students";
    let question = question(SCHOOL, reference);
    let undecided = |candidate| match found(&question, candidate) {
        Finding::Undecided(why) => why,
        other => panic!("{candidate}: {other:?}"),
    };
    assert!(matches!(undecided("SELECT nam FROM students"), Undecided::Candidate(_)));
    assert!(matches!(undecided("DELETE FROM students"), Undecided::Candidate(_)));
    assert!(matches!(undecided("SELECT 1; SELECT 2"), Undecided::Candidate(_)));
    let chance = "SELECT CASE WHEN random() % 2 = 0 THEN name ELSE '' END FROM students";
    assert_eq!(undecided(chance), Undecided::Chance);
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    assert_eq!(undecided(endless), Undecided::RanAway);
    let broken = Question { reference: "SELECT nam FROM students".to_owned(), ..question.clone() };
    assert!(matches!(found(&broken, reference), Finding::Undecided(Undecided::Reference(_))));
    // Whatever chance brings, the number of rows differs.
    assert!(matches!(found(&question, "SELECT random()"), Finding::Different(_)));
}

#[test]
fn a_table_that_no_row_fits_is_named() {
    let setup = "CREATE TABLE a (x INTEGER NOT NULL CHECK (x > 1 AND x < 1));";
    let question = question(setup, "SELECT x FROM a");
    let finding = found(&question, "SELECT x + 1 FROM a");
    assert_eq!(finding, Finding::Undecided(Undecided::NoData(vec!["a".to_owned()])));
    // What differs without any row does so all the same.
    assert!(matches!(found(&question, "SELECT count(*) FROM a"), Finding::Different(_)));
}

#[test]
fn a_suite_of_any_content_proves_nothing_that_is_not_so() {
    let question = question(SCHOOL, "SELECT name FROM students");
    let orphan = DataSet {
        tables: vec![crate::counterexample::TableRows {
            table: "takes".to_owned(),
            columns: vec!["student".to_owned(), "course".to_owned(), "grade".to_owned()],
            rows: vec![vec![Value::Integer(7), Value::Integer(7), Value::Null]],
        }],
    };
    let suite = Suite { sets: vec![orphan; 3] };
    let mut scratch = Scratch::new().unwrap();
    let candidate = "SELECT name FROM students WHERE NOT EXISTS (SELECT 1 FROM takes WHERE NOT EXISTS (SELECT 1 FROM students s WHERE s.id = student))";
    let search = counterexample(&mut scratch, &question, candidate, &suite, Effort::REST).unwrap();
    assert_eq!(search.finding, Finding::Same);
}
