//! What outlives a session: taking it up again, after edits too, reviewing it, handing it in.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use relatable::diagnostic::Source;
use relatable::lesson::{Body, Course, Lesson, builtin, load};
use relatable::progress::store::Store;
use relatable::progress::{Answered, Kept, Subject};
use relatable::render::effects::effects;
use relatable::render::{Look, Out};
use relatable::repl::{Around, Begin, Repl, run_piped};
use relatable::session::answers::answers;
use relatable::session::{Command, Effect, Event, Note, Resumed, Session};

const FIXTURE: &str = include_str!("fixtures/session.yaml");

fn lesson(text: &str) -> Arc<Lesson> {
    let loaded = load::load(Source::new("fixture.yaml", text), None);
    Arc::new(loaded.unwrap_or_else(|problems| panic!("{problems:#?}")).lesson)
}

/// A session with somebody there, and what is kept of it.
struct Learner {
    session: Session,
    subject: Subject,
    kept: Kept,
}

impl Learner {
    fn begins(text: &str) -> Self {
        Self::comes_back(text, Kept::default()).0
    }

    /// In a new session with what was kept, and what it says at first.
    fn comes_back(text: &str, kept: Kept) -> (Self, String) {
        let lesson = lesson(text);
        let subject = Subject::of(&lesson, None);
        let mut session = Session::new(lesson).unwrap();
        let resumed = session.resume(&kept, subject.content).unwrap();
        session.attend();
        let said = session.take_up(&resumed).unwrap();
        (Self { session, subject, kept }, drawn(&said))
    }

    fn does(&mut self, event: Event) -> Vec<Effect> {
        let said = self.session.handle(event).unwrap();
        if let Some(news) = self.session.news() {
            self.kept.add(self.subject.content, &news, 1);
        }
        said
    }

    fn types(&mut self, text: &str) -> String {
        let event = match text.strip_prefix('.') {
            Some(_) => Event::Command(Command::read(text)),
            None => Event::Submit(text.to_owned()),
        };
        drawn(&self.does(event))
    }

    fn types_all(&mut self, lines: &[&str]) -> String {
        lines.iter().map(|line| self.types(line)).last().unwrap_or_default()
    }

    /// Leaves without a word, as a killed prompt does, and comes back.
    fn after_a_kill(self, text: &str) -> (Self, String) {
        Self::comes_back(text, self.kept)
    }
}

fn drawn(said: &[Effect]) -> String {
    effects(said, &[], &Look::plain())
}

const NAMES: &str = "select name from stores;";
const DEPOT: &str = "insert into stores values (3, 'Depot');";
const SOAP: &str = "insert into items values (3, 'Soap', 3);";

#[test]
fn a_session_goes_on_where_it_was() {
    let mut learner = Learner::begins(FIXTURE);
    learner.types_all(&["", "", "", NAMES]);
    // Killed after "Right.", before Enter: the step is answered, and the next one waits.
    let (mut learner, said) = learner.after_a_kill(FIXTURE);
    insta::assert_snapshot!(said, @r"
    You were at step 4. .back reads what came before.

    ── A lesson for the session's tests ──────────────────────────────── 4 of 7 ──
    Add a store 3, Depot, and an item 3, Soap, that it sells.
    ");
    insta::assert_snapshot!(learner.types(".back"), @r"
    ── A lesson for the session's tests ──────────────────────────────── 3 of 7 ──
    List the names of all stores.
    Your answer:
      select name from stores;
    Enter returns to step 4.
    ");
    learner.types("");
    learner.types_all(&[DEPOT, SOAP, ""]);
    let record = learner.kept.records["add-depot"].clone();
    assert_eq!(record.accepted, [DEPOT, SOAP]);
    // The first half of the change was a step on the way.
    assert_eq!((record.tries, record.answered), (1, Answered::Learner));
}

#[test]
fn a_step_after_one_without_an_id_is_found_again() {
    let mut learner = Learner::begins(FIXTURE);
    learner.types("");
    let (learner, said) = learner.after_a_kill(FIXTURE);
    assert!(said.contains("2 of 7"), "{said}");
    // A reading step came before it: the second step of those without an id is meant.
    let edited = FIXTURE.replace("steps:\n", "steps:\n  - say: News.\n");
    let (_, said) = learner.after_a_kill(&edited);
    assert!(said.contains("2 of 8"), "{said}");
}

#[test]
fn an_edited_lesson_keeps_what_still_applies() {
    let mut learner = Learner::begins(FIXTURE);
    learner.types_all(&["", "", "", NAMES, "", DEPOT, SOAP, "", ".skip", "b", ""]);
    let edited = FIXTURE
        .replace("List the names of all stores.", "List the names in order.")
        .replace(
            "answer: SELECT name FROM stores;",
            "answer: SELECT name FROM stores ORDER BY name DESC;",
        )
        .replace("- id: add-depot\n", "- id: add-a-depot\n");
    let (learner, said) = learner.after_a_kill(&edited);
    insta::assert_snapshot!(said, @r"
    You were at step 7. .back reads what came before.
    The lesson was changed since you were here: your answer to `names` no longer
    fits, so it is open again.

    ── A lesson for the session's tests ──────────────────────────────── 7 of 7 ──
    What holds?
      a  A store can sell two items
      b  Two stores can sell one item
      c  A store can sell nothing
    Several may hold: separate the letters by commas.
    ");
    let answered: Vec<Answered> =
        learner.session.records().iter().map(|record| record.answered).collect();
    use Answered::{Learner as Mine, Open, Skipped};
    assert_eq!(answered, [Open, Open, Open, Open, Skipped, Mine, Open]);
    // What lapsed stays lapsed, also for the next session.
    let mut learner = learner;
    learner.types("b");
    let (learner, said) = learner.after_a_kill(&edited);
    assert!(!said.contains("open again"), "{said}");
    assert_eq!(learner.session.records()[2].answered, Open);
}

#[test]
fn a_bookmark_whose_step_is_gone_leads_to_the_first_open_step() {
    let mut learner = Learner::begins(FIXTURE);
    learner.types_all(&["", "", "", NAMES, ""]);
    let (_, said) = learner.after_a_kill(&FIXTURE.replace("- id: add-depot\n", "- id: other\n"));
    assert!(said.contains("4 of 7"), "{said}");
}

#[test]
fn a_review_shows_every_step_with_its_answer() {
    let mut learner = Learner::begins(FIXTURE);
    assert_eq!(learner.types(".review"), "There is nothing to review yet.\n");
    learner.types_all(&["", "", "", NAMES, "", DEPOT, SOAP, "", ".skip", "b", "", ".solution"]);
    insta::assert_snapshot!(learner.types(".review"));
}

#[test]
fn a_finished_lesson_is_reviewed_or_gone_through_again() {
    let mut learner = Learner::begins(FIXTURE);
    let table = "create table owners (id integer primary key, name text);";
    learner.types_all(&["", "", "", NAMES, "", DEPOT, SOAP, "", table, "", "b", "", "a, c", ""]);
    assert!(learner.session.is_over() && learner.session.is_finished());
    assert_eq!((learner.kept.finished, &learner.kept.bookmark), (Some(1), &None));
    let (mut learner, said) = learner.after_a_kill(FIXTURE);
    assert!(said.contains("You have finished this lesson."), "{said}");
    assert!(learner.session.is_finished() && !learner.session.is_over());
    assert!(learner.types(".review").contains("insert into items values (3, 'Soap', 3);"));
    assert!(learner.types("").contains("1 of 7"));
    // Leaving in the middle of it takes nothing away.
    learner.types_all(&["", "", "select id from stores;"]);
    let (learner, _) = learner.after_a_kill(FIXTURE);
    assert!(learner.session.is_finished());
}

#[test]
fn a_step_that_was_often_missed_is_offered_at_the_end() {
    let mut learner = Learner::begins(FIXTURE);
    let wrong = "select name from stores where id = 1;";
    let table = "create table owners (id integer primary key, name text);";
    learner.types_all(&["", "", "", wrong, wrong, wrong, NAMES, "", DEPOT, SOAP, ""]);
    let end = learner.types_all(&[table, "", "b", "", "a, c", ""]);
    assert!(
        end.ends_with("Step 3 took 3 misses. .again tries it once more; Enter leaves.\n"),
        "{end}"
    );
    assert!(!learner.session.is_over());
    let again = learner.types(".again");
    assert!(again.contains("3 of 7"), "{again}");
    // From there it leads back to the end, where it is not offered a second time.
    let end = learner.types_all(&[NAMES, ""]);
    assert!(end.contains("is finished.") && !end.contains(".again"), "{end}");
    assert!(learner.session.is_over());
}

#[test]
fn a_step_gone_through_again_leads_back() {
    let mut learner = Learner::begins(FIXTURE);
    learner.types_all(&["", "", "", NAMES, "", DEPOT, SOAP]);
    assert!(learner.types(".again nmaes").contains("Did you mean names?"));
    assert!(learner.types(".again").contains("Which step?"));
    assert!(learner.types(".again names").contains("3 of 7"));
    let (mut learner, said) = learner.after_a_kill(FIXTURE);
    assert!(said.contains("5 of 7"), "{said}");
    learner.types(".again 3");
    assert!(learner.types_all(&[NAMES, ""]).contains("5 of 7"));
    learner.types(".back");
    let back = learner.types(".again");
    assert!(back.contains("4 of 7") && !back.contains("Enter returns"), "{back}");
}

#[test]
fn time_counts_for_the_step_that_asks() {
    let mut learner = Learner::begins(FIXTURE);
    learner.session.spend(Duration::from_secs(9));
    learner.types_all(&["", "", ""]);
    learner.session.spend(Duration::from_secs(3));
    learner.types(NAMES);
    assert_eq!(learner.kept.records["names"].spent, Duration::from_secs(3));
    assert_eq!(learner.kept.records.len(), 1);
}

#[test]
fn an_edited_lesson_is_taken_up_in_place() {
    let mut learner = Learner::begins(FIXTURE);
    learner.types_all(&["", "", "", NAMES, "", DEPOT]);
    let edited = lesson(&FIXTURE.replace("Add a store 3, Depot,", "Please add a store 3, Depot,"));
    let (session, said) = learner.session.reloaded(edited).unwrap();
    insta::assert_snapshot!(drawn(&said), @r"
    The lesson is loaded anew.

    ── A lesson for the session's tests ──────────────────────────────── 4 of 7 ──
    Please add a store 3, Depot, and an item 3, Soap, that it sells.
    ");
    assert_eq!(session.records()[2].answered, Answered::Learner);
    learner.session = session;
    assert!(learner.types_all(&[DEPOT, SOAP]).starts_with("1 row changed\n\nRight."));
}

#[test]
fn what_is_new_is_told_once() {
    let mut learner = Learner::begins(FIXTURE);
    learner.types_all(&["", "", ""]);
    assert_eq!(learner.session.news(), None);
    learner.types(".tables");
    assert_eq!(learner.session.news(), None);
    let said = learner.session.handle(Event::Command(Command::Hint)).unwrap();
    assert!(matches!(said[..], [Effect::Hint { .. }]));
    let news = learner.session.news().unwrap();
    assert_eq!((news.steps.len(), news.steps[0].now.hints), (1, 1));
}

#[test]
fn a_kept_answer_that_is_hostile_does_no_harm() {
    let mut learner = Learner::begins(FIXTURE);
    learner.types_all(&["", "", "", NAMES, ""]);
    let record = learner.kept.records.get_mut("names").unwrap();
    record.accepted = vec!["attach 'x' as y; \u{1b}[2J".to_owned()];
    learner.kept.content = Some(0);
    let (mut learner, said) = learner.after_a_kill(FIXTURE);
    assert!(said.contains("so it is open again"), "{said}");
    assert!(!learner.types(".back").contains('\u{1b}'));
}

/// Goes through a lesson with its own answers.
fn answered(lesson: &Arc<Lesson>) -> Session {
    let mut session = Session::new(Arc::clone(lesson)).unwrap();
    session.take_up(&Resumed::Fresh).unwrap();
    while !session.is_over() {
        let step = &lesson.steps[session.place().number - 1];
        let text = match &step.body {
            _ if session.waits_for_enter() => String::new(),
            Body::Task(task) => task.answer.text.clone(),
            Body::Quiz(quiz) => {
                let right = quiz.choices.iter().zip('a'..).filter(|(choice, _)| choice.right);
                right.map(|(_, letter)| format!("{letter},")).collect()
            }
            Body::Read | Body::Reveal { .. } => String::new(),
        };
        let said = session.handle(Event::Submit(text)).unwrap();
        let stuck = said.iter().any(|effect| matches!(effect, Effect::Note(Note::AnswerWanted)));
        assert!(!stuck, "{}: step {}", lesson.id, session.place().number);
    }
    session
}

fn piped(lesson: &Arc<Lesson>, text: &str) -> (String, bool) {
    let mut screen = Vec::new();
    let mut store = Store::nowhere();
    let mut repl = Repl {
        session: Session::new(Arc::clone(lesson)).unwrap(),
        out: Out::new(&mut screen),
        look: Look { unattended: true, ..Look::plain() },
        around: Around {
            store: &mut store,
            subject: Subject::of(lesson, None),
            list: None,
            reload: None,
            comes_back: "relatable learn it".to_owned(),
        },
        since_task: 0,
    };
    run_piped(&mut repl, Begin::Step(0), text.as_bytes()).unwrap();
    let finished = repl.session.is_finished();
    drop(repl);
    (String::from_utf8(screen).unwrap(), finished)
}

#[test]
fn an_answers_file_of_every_shipped_lesson_is_taken_again() {
    let (course, _): (Course, _) = builtin::course().unwrap();
    for lesson in course.lessons() {
        let session = answered(lesson);
        assert!(session.is_finished(), "{}", lesson.id);
        let text = session.answers().unwrap();
        let (screen, finished) = piped(lesson, &text);
        assert!(finished, "{}\n{text}\n{screen}", lesson.id);
        assert!(!screen.contains("Not yet") && !screen.contains("Not quite"), "{screen}");
    }
}

#[test]
fn an_answers_file_has_a_mark_for_each_step() {
    let mut learner = Learner::begins(FIXTURE);
    assert_eq!(learner.session.answers(), None);
    learner.types_all(&["", "", "", NAMES, "", DEPOT, SOAP, "", ".skip", "B", ""]);
    let text = learner.session.answers().unwrap();
    insta::assert_snapshot!(text, @r"
    -- relatable answers: fixture
    -- 3 of 5 answered

    -- step: names
    select name from stores;

    -- step: add-depot
    insert into stores values (3, 'Depot');
    insert into items values (3, 'Soap', 3);

    -- step: key
    b
    ");
    let records = learner.kept.records.clone();
    let lesson = lesson(FIXTURE);
    assert_eq!(answers(&lesson, |step| records.get(step)).unwrap(), text);
    let (screen, finished) = piped(&lesson, &text);
    assert!(!finished && screen.matches("\nRight.").count() == 3, "{screen}");
}

#[test]
fn a_lesson_of_a_file_is_known_by_its_whole_path() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/session.yaml");
    let loaded = Arc::new(load::load_file(&path).unwrap().lesson);
    let roundabout = path.parent().unwrap().join("../fixtures/session.yaml");
    let one = Subject::of(&loaded, Some(&path));
    assert_eq!(one, Subject::of(&loaded, Some(&roundabout)));
    assert_eq!(Subject::of(&loaded, None).lesson, "session");
}

#[test]
fn a_lesson_that_is_restarted_begins_at_its_beginning() {
    let mut learner = Learner::begins(FIXTURE);
    let table = "create table owners (id integer primary key, name text);";
    learner.types_all(&["", "", "", NAMES, "", DEPOT, SOAP, "", table, "", "b", "", "a, c", ""]);
    let Learner { mut kept, subject, .. } = learner;
    assert_eq!(kept.finished, Some(1));
    kept.restart(subject.content);
    let mut session = Session::new(lesson(FIXTURE)).unwrap();
    let resumed = session.resume(&kept, subject.content).unwrap();
    assert_eq!(resumed, Resumed::Fresh);
    session.restarted(5);
    let said = drawn(&session.take_up(&resumed).unwrap());
    assert!(
        said.starts_with("5 answers are forgotten; the lesson begins again.\n\nA lesson"),
        "{said}"
    );
    assert!(said.contains("1 of 7"), "{said}");
    // Where the learner is now is news, so that the next session goes on from there.
    let Some(news) = session.news() else { panic!("nothing is kept") };
    kept.add(subject.content, &news, 2);
    let (_, said) = Learner::comes_back(FIXTURE, kept);
    assert!(!said.contains("finished") && said.contains("1 of 7"), "{said}");
}

/// The tries of the fixture's step that adds rows, after these inputs to it.
fn tries(inputs: &[&str]) -> u32 {
    let mut learner = Learner::begins(FIXTURE);
    learner.types_all(&["", "", "", NAMES, ""]);
    learner.types_all(inputs);
    learner.session.records()[3].tries
}

#[test]
fn a_step_on_the_way_to_a_change_is_no_miss() {
    let wrong = "insert into stores values (8, 'Pier');";
    assert_eq!(tries(&[DEPOT]), 0);
    assert_eq!(tries(&["begin;", DEPOT, SOAP]), 0);
    assert_eq!(tries(&["begin;", DEPOT, SOAP, "commit;"]), 1);
    // What is wrong is a miss, and putting it right is not.
    assert_eq!(tries(&[wrong]), 1);
    assert_eq!(tries(&[wrong, "delete from stores where id = 8;"]), 1);
    assert_eq!(tries(&[DEPOT, wrong, "delete from stores where id = 8;", SOAP]), 2);
    // So is what brings nothing nearer, and what makes up for one thing with another.
    assert_eq!(tries(&[DEPOT, "update stores set name = name;"]), 1);
    assert_eq!(tries(&["insert into stores values (3, 'Depo');"]), 1);
    assert_eq!(tries(&[&format!("{DEPOT} {wrong}")]), 1);
}

#[test]
fn a_table_before_its_rows_is_no_miss_and_one_without_its_columns_is() {
    let lesson = "title: A\nsteps:\n  - id: make\n    ask: Make it.\n    answer: |\n      \
        CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO a VALUES (1, 'x');\n";
    let tries = |inputs: &[&str]| {
        let mut learner = Learner::begins(lesson);
        learner.types_all(inputs);
        learner.session.records()[0].tries
    };
    assert_eq!(tries(&["create table a (id integer primary key, name text);"]), 0);
    assert_eq!(tries(&["create table a (id integer primary key);"]), 1);
    assert_eq!(tries(&["create table b (id integer primary key, name text);"]), 1);
}

#[test]
fn what_did_not_run_is_no_try_at_a_change_and_what_a_constraint_refused_is() {
    assert_eq!(tries(&["insert into stroes values (3, 'Depot');"]), 0);
    assert_eq!(tries(&["insert into stores (id, nmae) values (3, 'Depot');"]), 0);
    assert_eq!(tries(&["insert into stores vales (3, 'Depot');"]), 0);
    assert_eq!(tries(&["insert into stores values (3);"]), 0);
    assert_eq!(tries(&["insert into stores values (1, 'Depot');"]), 1);
    assert_eq!(tries(&["insert into stores values (3, NULL);"]), 1);
}

#[test]
fn the_way_home_from_a_step_gone_through_again_is_said() {
    let mut learner = Learner::begins(FIXTURE);
    learner.types_all(&["", "", "", NAMES, "", DEPOT, SOAP, ""]);
    let again = learner.types(".again names");
    assert!(
        again.ends_with("\nFrom here the way leads back to step 5; .next goes there at once.\n"),
        "{again}"
    );
    assert!(learner.types(NAMES).ends_with("\nEnter returns to step 5.\n"));
    assert!(learner.types("").contains("5 of 7"));
    learner.types(".again names");
    assert!(learner.types(".next").contains("5 of 7"));
    // A step that was never answered is not left by it.
    assert!(learner.types(".next").contains("not answered yet"));
}

#[test]
fn why_is_offered_where_it_tells_more_and_outlives_a_reset() {
    let mut learner = Learner::begins(FIXTURE);
    learner.types_all(&["", "", "", NAMES, ""]);
    let missed = learner.types("insert into stores values (4, 'Pier');");
    assert!(missed.contains("Not there yet") && !missed.contains(".why"), "{missed}");
    learner.types(".reset");
    let why = learner.types(".why");
    assert!(why.contains("Pier"), "{why}");
    let refused = learner.types("insert into items values (3, 'Soap', 3);");
    assert!(refused.ends_with("\n.why\n"), "{refused}");
    let why = learner.types(".why");
    assert!(why.contains("has to be there first"), "{why}");
}

#[test]
fn what_a_change_did_not_need_is_not_handed_in() {
    let accepted = |inputs: &[&str]| {
        let mut learner = Learner::begins(FIXTURE);
        learner.types_all(&["", "", "", NAMES, ""]);
        learner.types_all(inputs);
        learner.session.records()[3].accepted.clone()
    };
    let wrong = "insert into stores values (8, 'Pier');";
    let mended = "delete from stores where id = 8;";
    assert_eq!(accepted(&[wrong, mended, DEPOT, SOAP]), [DEPOT, SOAP]);
    assert_eq!(accepted(&[DEPOT, "update stores set name = name;", SOAP]), [DEPOT, SOAP]);
    // What the last input puts right is needed for it.
    let depo = "insert into stores values (3, 'Depo');";
    let renamed = "update stores set name = 'Depot' where id = 3;";
    assert_eq!(accepted(&[depo, SOAP, renamed]), [depo, SOAP, renamed]);
}
