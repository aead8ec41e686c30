//! What a session says, event by event, drawn as a terminal would show it.

// The helpers stop at the first surprise too, as clippy.toml allows to the tests themselves.
use std::path::Path;
use std::sync::Arc;

use relatable::lesson::{Lesson, load};
use relatable::progress::Subject;
use relatable::progress::store::Store;
use relatable::render::effects::effects;
use relatable::render::{Look, Out};
use relatable::repl::input::{Fed, Input};
use relatable::repl::{Around, Begin, Repl, run_piped};
use relatable::session::{Event, Session};

fn lesson() -> Arc<Lesson> {
    lesson_at("session.yaml")
}

fn lesson_at(name: &str) -> Arc<Lesson> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    Arc::new(load::load_file(&path).unwrap_or_else(|problems| panic!("{problems:#?}")).lesson)
}

/// Begins at a step and types lines at a terminal; gives the screen. A line `^D` is Ctrl-D.
fn typed(step: &str, lines: &[&str]) -> String {
    typed_in(lesson(), step, lines)
}

fn typed_in(lesson: Arc<Lesson>, step: &str, lines: &[&str]) -> String {
    let mut session = Session::new(lesson).unwrap();
    let look = Look::plain();
    let step = session.find_step(step).unwrap();
    let mut screen = effects(&session.enter(step).unwrap(), &[], &look);
    let mut input = Input::default();
    for line in lines {
        screen.push_str(&format!("\n{}{line}\n", if input.is_open() { "  …> " } else { "> " }));
        let event = match *line {
            "^D" => Event::End,
            line => match input.line(line, session.prompt()) {
                Some(Fed::Submit(text)) => Event::Submit(text),
                Some(Fed::Command(command)) => Event::Command(command),
                _ => continue,
            },
        };
        screen.push_str(&effects(&session.handle(event).unwrap(), &[], &look));
    }
    screen
}

/// A whole session from piped text: the transcript, and whether the lesson was finished.
fn piped(text: &[u8]) -> (String, bool) {
    let mut screen = Vec::new();
    let mut store = Store::nowhere();
    let mut repl = Repl {
        session: Session::new(lesson()).unwrap(),
        out: Out::new(&mut screen),
        look: Look { unattended: true, ..Look::plain() },
        around: Around {
            store: &mut store,
            subject: Subject::of(&lesson(), None),
            list: None,
            reload: None,
            comes_back: "relatable learn session.yaml".to_owned(),
        },
        since_task: 0,
    };
    run_piped(&mut repl, Begin::Step(0), text).unwrap();
    let finished = repl.session.is_finished();
    drop(repl);
    (String::from_utf8(screen).unwrap(), finished)
}

#[test]
fn reading_thinking_and_going_on() {
    insta::assert_snapshot!(typed("1", &["select name from stores;", "", "I think so", "next"]));
}

#[test]
fn a_revision_is_taken_back_behind_a_right_answer() {
    let lines = [
        "class User(Base):",
        "    __tablename__ = 'users'",
        "    id = Column(Integer, primary_key=True)",
        "    name = Column(String, nullable=False)",
        "",
        "Review.user_id = Column(ForeignKey('users.id', name='fk_user'))",
        "alembic revision --autogenerate -m 'Add users'",
        ".undo",
        "alembic current",
        "alembic history",
        "alembic check",
        ".undo",
        ".undo",
        ".undo",
        "",
    ];
    insta::assert_snapshot!(typed_in(lesson_at("migrations.yaml"), "write", &lines));
}

#[test]
fn looking_around_is_free_and_right_stays_until_enter() {
    let lines = [
        "select * from items;",
        "select nmae from stores;",
        "selct name from stores;",
        "stores -< items",
        ".next",
        "select name from stores;",
        "select 1;",
        ".progress",
        "",
    ];
    insta::assert_snapshot!(typed("names", &lines));
}

#[test]
fn hints_come_one_at_a_time() {
    insta::assert_snapshot!(typed("names", &[".hint", "hint", ".hint", ".why"]));
}

#[test]
fn a_miss_is_explained_again_on_why_and_check() {
    insta::assert_snapshot!(typed("names", &["select name from items;", ".why", ".check"]));
}

#[test]
fn a_change_in_a_query_step_is_put_back() {
    let lines = [
        "insert into stores values (9, 'Pier');",
        "select name from stores;",
        "select count(*) from stores;",
    ];
    insta::assert_snapshot!(typed("names", &lines));
}

#[test]
fn a_transaction_left_open_is_pointed_out_once_and_rolled_back() {
    let lines =
        ["begin;", "delete from items;", "select name from stores;", "select * from items;"];
    insta::assert_snapshot!(typed("names", &lines));
}

#[test]
fn a_change_in_two_statements() {
    let lines =
        ["insert into stores values (3, 'Depot');", "insert into items values (3, 'Soap', 3);"];
    insta::assert_snapshot!(typed("add-depot", &lines));
}

#[test]
fn undo_takes_back_changes_one_by_one_also_inside_a_transaction() {
    let lines = [
        "insert into stores values (8, 'Pier');",
        ".undo",
        "begin;",
        "insert into stores values (3, 'Depot');",
        "insert into stores values (4, 'Quay');",
        ".undo",
        "select * from stores;",
        ".undo",
        ".undo",
        ".undo",
    ];
    insta::assert_snapshot!(typed("add-depot", &lines));
}

#[test]
fn a_create_that_is_corrected_and_the_way_in_which_the_old_one_stands() {
    let lines = [
        "create table owners (id integer primary key);",
        "create table owners (id integer primary key, nme text);",
        ".reset",
        "create table owners (id integer primary key,",
        "  name text);",
    ];
    insta::assert_snapshot!(typed("add-table", &lines));
}

#[test]
fn a_corrected_create_is_right_though_it_fails_beside_the_old_one() {
    let lines = [
        "create table owners (id integer primary key);",
        "create table owners (id integer primary key, name text);",
        "insert into owners values (1, 'Ada');",
        ".schema owners",
        ".tables",
    ];
    insta::assert_snapshot!(typed("add-table", &lines));
}

#[test]
fn the_lesson_goes_on_with_its_own_database() {
    let lines = [
        "create table owners (id integer primary key, name text);",
        "insert into owners values (1, 'Ada');",
        "",
        ".tables",
    ];
    insta::assert_snapshot!(typed("add-table", &lines));
}

#[test]
fn a_quiz_with_one_right_choice() {
    insta::assert_snapshot!(typed("key", &["x", "select", "", "a", ".hint", "ITEMS"]));
}

#[test]
fn a_quiz_with_several_right_choices() {
    insta::assert_snapshot!(typed("holds", &["a", "a, b", "c,a"]));
}

#[test]
fn a_solution_and_a_skip_apply_the_answer_and_leave_the_lesson_open() {
    let lines = [
        ".solution",
        "select name from stores;",
        "",
        ".skip",
        ".tables",
        ".solution",
        "",
        ".skip",
        "",
        "^D",
    ];
    insta::assert_snapshot!(typed("add-depot", &lines));
}

#[test]
fn looking_back_runs_nothing() {
    let lines = [".back", ".back", "select 1;", ".back", "", ".hint"];
    insta::assert_snapshot!(typed("add-depot", &lines));
}

#[test]
fn commands_that_are_not_there() {
    let lines = [".hnit", ".xyzzy", ".erd", ".help erd", ".help undo", ".cancel", ".schema itms"];
    insta::assert_snapshot!(typed("names", &lines));
}

#[test]
fn leaving_says_how_to_come_back() {
    insta::assert_snapshot!(typed("names", &["select", ".hint", "^D"]));
}

#[test]
fn a_piped_session_reads_like_one_at_a_terminal() {
    let text = "\
-- An answers file. Comments are passed over.
-- step: names
select name
from stores;
-- step: add-dpeot
-- step: add-depot
insert into stores values (3, 'Depot'); insert into items values (3, 'Soap', 3);
create table owners (id integer primary key, name text);
b
a, c
";
    let (screen, finished) = piped(text.as_bytes());
    assert!(finished, "{screen}");
    insta::assert_snapshot!(screen);
}

#[test]
fn one_miss_does_not_derail_the_rest() {
    let text = "select 'never closed\n-- step: key\nb\n-- step: names\nselect name from stores";
    let (screen, finished) = piped(text.as_bytes());
    assert!(!finished);
    insta::assert_snapshot!(screen);
}

#[test]
fn hostile_bytes_in_a_pipe_are_shown_and_not_obeyed() {
    let (screen, finished) = piped(b"select '\x1b[2J\xff' as \"\x07\";\n\0\n;\n");
    assert!(!finished);
    let visible = |character: char| character == '\n' || !character.is_control();
    assert!(screen.chars().all(visible), "{screen:?}");
    assert!(screen.contains(r"\u{1b}[2J"), "{screen}");
}
