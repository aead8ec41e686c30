//! One answer, one verdict, in the same words: from the library, from a pipe, at the prompt of a
//! terminal, and from `check`.

#![cfg(unix)]

#[path = "support/program.rs"]
mod program;
#[path = "support/terminal.rs"]
mod terminal;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use relatable::answer::{Answer, Chosen, Submission};
use relatable::cache::Cache;
use relatable::feedback::Block;
use relatable::grade::{Graded, Grader};
use relatable::lesson::{Body, Lesson, load};
use relatable::outcome::suites::Suites;
use relatable::render::{Look, feedback::feedback};

use program::{Run, fixtures};
use terminal::Terminal;

/// Lesson, step, answer.
const ANSWERS: &[[&str; 3]] = &[
    [
        "shop",
        "count-items",
        "select name, (select count(*) from items where store_id = stores.id) from stores;",
    ],
    [
        "shop",
        "count-items",
        "select stores.name, count(*) from stores join items on items.store_id = stores.id group by stores.id;",
    ],
    [
        "shop",
        "count-items",
        "select stores.name, count(items.id) from stores left join items on items.store_id = stores.id group by stores.name;",
    ],
    [
        "shop",
        "count-items",
        "select name, (select sum(id) from items where store_id = stores.id) from stores;",
    ],
    ["shop", "count-items", "select * from items;"],
    ["shop", "count-items", "select stores.nmae, 1 from stores;"],
    ["shop", "count-items", "selct name from stores;"],
    ["shop", "by-price", "select name, price from items order by price desc, id desc;"],
    ["shop", "by-price", "select name, price from items;"],
    [
        "shop",
        "sells-nothing",
        "select name from stores where id not in (select store_id from items);",
    ],
    ["shop", "all-names", "select distinct name from items;"],
    ["shop", "all-names", "select name from items where id < 100;"],
    [
        "shop",
        "all-names",
        "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;",
    ],
    ["shop", "all-names", "attach 'x.db' as x;"],
    [
        "shop",
        "joined",
        "select name, (select name from stores where id = store_id) from items where store_id is not null;",
    ],
    ["shop", "enroll", "insert into enrollments values (2, 3), (3, 1);"],
    ["shop", "enroll", "insert into enrollments values (3, 2), (1, 3);"],
    ["shop", "enroll", "insert into enrollments values (1, 1);"],
    [
        "shop",
        "add-pier",
        "insert into stores (name) values ('Pier'); insert into items (name, price, store_id) values ('Net', 5, 4);",
    ],
    [
        "shop",
        "add-pier",
        "insert into stores (name) values ('Pier'); insert into items (name, price, store_id) values ('Net', 6, 4);",
    ],
    [
        "shop",
        "profiles",
        "create table profiles (id integer primary key, bio text, student_id int references students);",
    ],
    [
        "shop",
        "lockers",
        "create table lockers (id integer primary key, number integer not null, student_id integer not null references students (id));",
    ],
    ["shop", "refused", "delete from students where id = 1;"],
    ["shop", "refused", "delete from students where id = 9;"],
    [
        "causes",
        "worth",
        "select stores.name, sum(price) from stores join items on items.store_id = stores.id join visits on visits.store_id = stores.id group by stores.id;",
    ],
    ["causes", "owners", "create table owners (id integer primary key, name text);"],
];

fn lesson(name: &str) -> Arc<Lesson> {
    let path = fixtures().join(format!("{name}.yaml"));
    Arc::new(load::load_file(&path).unwrap_or_else(|problems| panic!("{problems:#?}")).lesson)
}

#[track_caller]
fn step(lesson: &Lesson, id: &str) -> usize {
    let is = |step: &relatable::lesson::Step| step.id.as_ref().is_some_and(|own| own.text == id);
    lesson.steps.iter().position(is).unwrap_or_else(|| panic!("a step {id}"))
}

#[track_caller]
fn grade([name, id, answer]: [&str; 3]) -> Graded {
    let lesson = lesson(name);
    let mut grader = Grader::new(Arc::clone(&lesson)).unwrap();
    grader.grade(step(&lesson, id), &Answer::sql(answer)).unwrap()
}

/// The words for an answer, as they are drawn.
fn words(graded: &Graded, look: &Look) -> String {
    feedback(&graded.feedback, look).join("\n")
}

/// How a terminal of the usual width is drawn to, as those of the tests are.
fn at_terminal() -> Look {
    let mut look = Look::plain();
    look.fit(Some(80));
    look
}

/// The words stand in what was said, as whole lines, and it says "Right." or "Right, but …" just
/// where they do.
#[track_caller]
fn agree(said: &str, graded: &Graded, answer: [&str; 3], look: &Look) {
    let words = words(graded, look);
    assert!(
        format!("\n{said}\n").contains(&format!("\n{words}\n")),
        "{answer:?}\n{words}\n\n{said}"
    );
    let is_right = graded.verdict.is_right();
    assert_eq!(
        said.lines().any(|line| line == "Right." || line.starts_with("Right, but ")),
        is_right,
        "{answer:?}\n{said}"
    );
}

/// What is no try gets its verdict in full from `.check`.
fn lines<'a>(answer: &'a str, graded: &Graded) -> Vec<&'a str> {
    let mut lines = vec![answer];
    lines.extend(graded.aside.is_some().then_some(".check"));
    lines
}

#[test]
fn the_pipe_says_what_the_library_says() {
    for &answer in ANSWERS {
        let graded = grade(answer);
        let [name, id, text] = answer;
        let mut run = Run::at(&format!("{name}.yaml"), id);
        for line in lines(text, &graded) {
            run = run.types(line);
        }
        agree(&run.said().stdout, &graded, answer, &Look::plain());
    }
}

#[test]
fn the_prompt_says_what_the_library_says() {
    for &answer in ANSWERS {
        let graded = grade(answer);
        let [name, id, text] = answer;
        let mut terminal = Terminal::at(&format!("{name}.yaml"), id);
        let said: Vec<String> =
            lines(text, &graded).into_iter().map(|line| terminal.types(line)).collect();
        agree(&said.concat(), &graded, answer, &at_terminal());
    }
}

#[test]
fn check_says_what_the_library_says() {
    let folder = tempfile::tempdir().unwrap();
    for &answer in ANSWERS {
        let graded = grade(answer);
        let [name, id, text] = answer;
        let also = proved(folder.path(), answer, &format!("also:\n    - |-\n      {text}"));
        let wrong =
            proved(folder.path(), answer, &format!("wrong:\n    - answer: |-\n        {text}"));
        if graded.verdict.is_right() {
            assert_eq!(also, (Some(0), String::new()), "{name} {id} {text}");
            assert_eq!(wrong, (Some(3), "this wrong answer passes".to_owned()), "{text}");
        } else {
            let sentences = graded.feedback.blocks.iter().filter_map(|block| match block {
                Block::Text(text) | Block::Told(text) => Some(text.as_str()),
                Block::Caret(caret) => Some(caret.message.as_str()),
                Block::Marked(_) | Block::Differing(_) | Block::Table { .. } => None,
            });
            let said = sentences.collect::<Vec<_>>().join(" ");
            let message = format!("this answer does not pass: {}", said.trim_end_matches('.'));
            assert_eq!(also, (Some(3), message), "{name} {id} {text}");
            assert_eq!(wrong, (Some(0), String::new()), "{name} {id} {text}");
        }
    }
}

/// Has a lesson with an answer more prove itself; the exit code and the message of the error.
#[track_caller]
fn proved(folder: &Path, [name, id, _]: [&str; 3], entry: &str) -> (Option<i32>, String) {
    let text = std::fs::read_to_string(fixtures().join(format!("{name}.yaml"))).unwrap();
    let head = format!("  - id: {id}\n");
    // A step that has wrong answers gets another first one.
    let (before, after) = text.split_once(&head).unwrap();
    let own = after.split("  - id: ").next().unwrap();
    let after = match entry.strip_prefix("wrong:\n") {
        Some(wrong) if own.contains("    wrong:\n") => {
            let wrong = wrong.replace("\n    ", "\n      ").replacen("    ", "      ", 1);
            after.replacen("    wrong:\n", &format!("    wrong:\n{wrong}\n"), 1)
        }
        _ => format!("    {}\n{after}", entry.replace('\n', "\n  ")),
    };
    let path = folder.join("lesson.yaml");
    std::fs::write(&path, format!("{before}{head}{after}")).unwrap();
    let said = Run::of(&["check", "lesson.yaml"]).within(folder).said();
    assert_eq!(said.stderr, "");
    let messages = said.stdout.lines().filter_map(|line| line.split_once("  error  "));
    let messages: Vec<&str> = messages.map(|(_, message)| message).collect();
    (said.code, messages.join("\n"))
}

/// What was typed before counts alike everywhere.
#[test]
fn several_inputs_get_one_verdict_everywhere() {
    let inputs: [(&str, &[&str]); 4] = [
        (
            "refused",
            &[
                "delete from enrollments where student_id = 1;",
                "delete from students where id = 1;",
            ],
        ),
        ("refused", &["delete from stores where id = 3;", "delete from students where id = 1;"]),
        (
            "enroll",
            &["insert into enrollments values (2, 3);", "insert into enrollments values (3, 1);"],
        ),
        (
            "enroll",
            &["insert into enrollments values (2, 2);", "insert into enrollments values (2, 3);"],
        ),
    ];
    for (id, texts) in inputs {
        let lesson = lesson("shop");
        let mut grader = Grader::new(Arc::clone(&lesson)).unwrap();
        let (text, earlier) = texts.split_last().unwrap();
        let earlier = earlier.iter().map(|&text| text.to_owned()).collect();
        let answer = Answer::Sql(Submission { earlier, text: (*text).to_owned() });
        let graded = grader.grade(step(&lesson, id), &answer).unwrap();
        let run = texts.iter().fold(Run::at("shop.yaml", id), |run, text| run.types(text));
        agree(&run.said().stdout, &graded, ["shop", id, text], &Look::plain());
        let mut terminal = Terminal::at("shop.yaml", id);
        let said: Vec<String> = texts.iter().map(|text| terminal.types(text)).collect();
        agree(&said.concat(), &graded, ["shop", id, text], &at_terminal());
    }
}

#[test]
fn a_quiz_gets_one_verdict_everywhere() {
    let lesson = lesson("shop");
    let at = step(&lesson, "which");
    let Body::Quiz(quiz) = &lesson.steps[at].body else { panic!("a quiz") };
    let mut grader = Grader::new(Arc::clone(&lesson)).unwrap();
    for text in ["a, c", "a", "a, b", "d", "c,A"] {
        let answer = ["shop", "which", text];
        let graded = grader.grade(at, &Answer::Choice(Chosen::read(text, quiz))).unwrap();
        agree(
            &Run::at("shop.yaml", "which").types(text).said().stdout,
            &graded,
            answer,
            &Look::plain(),
        );
        agree(&Terminal::at("shop.yaml", "which").types(text), &graded, answer, &at_terminal());
    }
}

/// Whether a suite is made, remembered or lost makes no difference.
#[test]
fn a_cold_cache_a_warm_one_and_a_damaged_one_give_one_verdict() {
    let home = tempfile::tempdir().unwrap();
    let remembered = |home: &Path| Suites::remembered(Box::new(Cache::beside_progress(home)));
    let all = |suites: &dyn Fn() -> Suites| -> Vec<Graded> {
        let one = |&[name, id, answer]: &[&str; 3]| {
            let lesson = lesson(name);
            let mut grader = Grader::with_suites(Arc::clone(&lesson), suites()).unwrap();
            grader.grade(step(&lesson, id), &Answer::sql(answer)).unwrap()
        };
        ANSWERS.iter().map(one).collect()
    };
    let without = all(&Suites::default);
    assert!(all(&|| remembered(home.path())) == without, "cold");
    let files =
        || fs::read_dir(home.path().join("suites")).unwrap().map(|file| file.unwrap().path());
    assert!(files().count() > 0);
    assert!(all(&|| remembered(home.path())) == without, "warm");
    for (number, file) in files().enumerate() {
        match number % 3 {
            0 => fs::write(&file, "").unwrap(),
            1 => fs::write(&file, [0xff; 100]).unwrap(),
            _ => {
                fs::remove_file(&file).unwrap();
                fs::create_dir(&file).unwrap();
            }
        }
    }
    assert!(all(&|| remembered(home.path())) == without, "damaged");
}
