//! What a learner is told, for every way in which an answer can be right, wrong or undecided.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use relatable::answer::{Answer, Chosen, Submission};
use relatable::grade::{Graded, Grader};
use relatable::lesson::{Body, Lesson, load};
use relatable::render::{Look, feedback::feedback};
use relatable::scratch::Stop;
use relatable::verdict::Verdict;

fn lesson() -> Arc<Lesson> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shop.yaml");
    Arc::new(load::load_file(&path).unwrap_or_else(|problems| panic!("{problems:#?}")).lesson)
}

struct Told {
    lesson: Arc<Lesson>,
    grader: Grader,
    step: usize,
    log: String,
}

impl Told {
    #[track_caller]
    fn at(step: &str) -> Self {
        let lesson = lesson();
        let is =
            |other: &relatable::lesson::Step| other.id.as_ref().is_some_and(|id| id.text == step);
        let step = lesson.steps.iter().position(is).unwrap();
        let grader = Grader::new(Arc::clone(&lesson)).unwrap();
        Self { lesson, grader, step, log: String::new() }
    }

    fn sql(self, text: &str) -> Self {
        self.after(&[], text)
    }

    fn after(mut self, earlier: &[&str], text: &str) -> Self {
        let earlier = earlier.iter().map(|&text| text.to_owned()).collect();
        let answer = Answer::Sql(Submission { earlier, text: text.to_owned() });
        let graded = self.grader.grade(self.step, &answer).unwrap();
        self.write(text, &graded);
        self
    }

    fn choose(mut self, text: &str) -> Self {
        let Body::Quiz(quiz) = &self.lesson.steps[self.step].body else { panic!("a quiz") };
        let answer = Answer::Choice(Chosen::read(text, quiz));
        let graded = self.grader.grade(self.step, &answer).unwrap();
        self.write(text, &graded);
        self
    }

    fn write(&mut self, text: &str, graded: &Graded) {
        writeln!(self.log, "> {text}").unwrap();
        for line in feedback(&graded.feedback, &Look::plain()) {
            writeln!(self.log, "{line}").unwrap();
        }
        writeln!(self.log, "({:?}, {:?})\n", graded.aside, graded.reading).unwrap();
    }
}

macro_rules! told {
    ($name:ident, $step:literal, $($way:ident($($argument:expr),*)),+ $(,)?) => {
        #[test]
        fn $name() {
            let told = Told::at($step)$(.$way($($argument),*))+;
            insta::assert_snapshot!(told.log);
        }
    };
}

told!(
    counting,
    "count-items",
    sql(
        "select stores.name, count(items.id) from stores left join items on items.store_id = stores.id group by stores.id"
    ),
    sql("select name, (select count(*) from items where store_id = stores.id) as n from stores"),
    sql(
        "select stores.name, count(*) from stores join items on items.store_id = stores.id group by stores.id"
    ),
    sql(
        "select stores.name, count(*) from items join stores on items.store_id = stores.id group by stores.id"
    ),
    sql(
        "select stores.name, count(*) from stores left join items on items.store_id = stores.id group by stores.id"
    ),
    sql(
        "select stores.name, count(items.id) from stores left join items on items.store_id = stores.id group by stores.name"
    ),
    sql("select stores.name, count(items.id) from stores, items group by stores.id"),
    sql(
        "select stores.name, sum(items.id) from stores left join items on items.store_id = stores.id group by stores.id"
    ),
    sql(
        "select count(items.id), stores.name from stores left join items on items.store_id = stores.id group by stores.id"
    ),
    sql(
        "select stores.name, count(items.id) || '' from stores left join items on items.store_id = stores.id group by stores.id"
    ),
    sql(
        "select upper(stores.name), count(items.id) from stores left join items on items.store_id = stores.id group by stores.id"
    ),
    sql(
        "select stores.name, 3 * count(items.id) from stores left join items on items.store_id = stores.id group by stores.id"
    ),
    sql(
        "select stores.name, count(items.id), 1 from stores left join items on items.store_id = stores.id group by stores.id"
    ),
    sql(
        "select stores.name, count(items.id) from stores left join items on items.store_id = stores.id where items.price > 0 group by stores.id"
    ),
    sql(
        "select stores.name, count(items.id) from stores left join items on items.store_id = stores.id group by stores.id limit 0"
    ),
    sql("select 'a', 1 union all select 'b', 2"),
    sql(
        "insert into stores values (9, 'Nine'); select name, (select count(*) from items where store_id = stores.id) from stores"
    ),
    sql("select * from items"),
    sql("select name, id from items"),
    sql("explain select 1"),
    sql("create table t (a)"),
    sql("   "),
);

told!(
    newcomers,
    "count-items",
    sql("select name, count(*) from stores left join items on store_id = stores.id"),
    sql("select stores.name, count(*) from stores left join items on store_id = stores.id"),
    sql("select stores.name, count(items.id) from stores left join items group by stores.id"),
    sql("select store.name from stores"),
    sql("select stores.name from stores join items on items.name = \"Lamp\""),
    sql("select stores.name, count(*) from stores where count(*) > 1"),
);

told!(
    failures,
    "count-items",
    sql("select nmae from stores"),
    sql("select stores.nmae from stores"),
    sql("select s.nmae from stores as s join items i on i.store_id = s.id"),
    sql("select name from stroes"),
    sql("select name from planets"),
    sql("selct name from stores"),
    sql("show tables"),
    sql("select name form stores"),
    sql("select name from stores gruop by name"),
    sql("select name from stores join items on items.store_id = stores.id"),
    sql("select price from stores"),
    sql("select \"Corner\" from stores"),
    sql("select cuont(*) from stores"),
    sql("select name from stores where"),
    sql("select name from (select 1"),
    sql("select ,, from stores"),
    sql("insert into stores (id, nmae) values (4, 'x')"),
    sql("insert into stores values (1, 'x')"),
    sql("insert into items (id, name, store_id) values (9, 'x', 77)"),
    sql("insert into stores values (4, null)"),
    sql("create table stores (id)"),
    sql("attach 'x.db' as x"),
    sql("create temp table t (a)"),
    sql("pragma foreign_keys = off"),
    sql("select load_extension('x')"),
    sql("select zeroblob(1000000000)"),
    sql("select ?"),
    sql("with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n"),
    sql("with recursive n(x) as (select 1 union all select x + 1 from n) select x, x from n"),
);

told!(
    order,
    "by-price",
    sql("select name, price from items order by price desc"),
    sql("select name, price from items order by price desc, id desc"),
    sql("select name, price from items order by price"),
    sql("select name, price from items"),
    sql("select name, round(price) from items order by price desc"),
);

told!(
    copies,
    "sold-somewhere",
    sql("select stores.name from stores join items on items.store_id = stores.id"),
    sql("select distinct stores.name from stores join items on items.store_id = stores.id"),
    sql("select name from stores where id in (select store_id from items)"),
    sql("select name from stores"),
);

told!(
    nulls,
    "sells-nothing",
    sql("select name from stores where id not in (select store_id from items)"),
    sql(
        "select name from stores where id not in (select store_id from items where store_id is not null)"
    ),
    sql(
        "select stores.name from stores join items on items.store_id = stores.id where items.id is null"
    ),
);

told!(
    equals_null,
    "no-store",
    sql("select name from items where store_id = null"),
    sql("select name from items where store_id is null"),
    sql("select name from items where store_id is not null"),
);

told!(
    columns,
    "totals",
    sql(
        "select name, length(name), (select count(*) from enrollments where student_id = students.id) from students"
    ),
    sql("select name from students"),
    sql(
        "select students.name, count(*), length(name) from students join enrollments on student_id = students.id join courses group by students.id"
    ),
);

told!(
    merged,
    "all-names",
    sql("select distinct name from items"),
    sql("select name from items union select name from items"),
    sql("select name from items where id < 100"),
);

told!(
    constructs,
    "joined",
    sql("select i.name, s.name from items i join stores s on s.id = i.store_id"),
    sql(
        "select name, (select name from stores where id = store_id) from items where store_id is not null"
    ),
    sql("select items.name, stores.name from items, stores where stores.id = items.store_id"),
);

told!(
    compared_keys,
    "who-takes-what",
    sql(
        "select name, title from students join enrollments on course_id = students.id join courses on courses.id = student_id"
    ),
    sql("select name, title from students join courses"),
    sql(
        "select name, title from students join enrollments on student_id = students.id join courses on courses.id = students.id"
    ),
);

told!(
    changes,
    "add-pier",
    sql(
        "insert into stores (name) values ('Pier'); insert into items (name, price, store_id) values ('Net', 5, 4)"
    ),
    sql("insert into stores (name) values ('Pier')"),
    after(
        &["insert into stores (name) values ('Pier')"],
        "insert into items (name, price, store_id) values ('Net', 5, 4)"
    ),
    sql(
        "insert into stores (name) values ('pier'); insert into items (name, price, store_id) values ('Net', 6, 4)"
    ),
    sql(
        "begin; insert into stores (name) values ('Pier'); insert into items (name, price, store_id) values ('Net', 5, 4)"
    ),
    after(
        &[
            "begin; insert into stores (name) values ('Pier'); insert into items (name, price, store_id) values ('Net', 5, 4)"
        ],
        "commit"
    ),
    sql("select * from stores"),
    sql("delete from items"),
    sql(
        "create table more (a); insert into stores (name) values ('Pier'); insert into items (name, price, store_id) values ('Net', 5, 4)"
    ),
    sql("drop table enrollments"),
);

told!(
    swapped_keys,
    "enroll",
    sql("insert into enrollments values (2, 3), (3, 1)"),
    sql("insert into enrollments values (3, 2), (1, 3)"),
    sql("insert into enrollments values (3, 2)"),
    sql("insert into enrollments values (1, 1)"),
);

told!(
    one_to_one,
    "profiles",
    sql(
        "create table profiles (id integer primary key, bio text, student_id int unique references students)"
    ),
    sql(
        "create table profiles (student_id int references students(id), bio text, id integer primary key); create unique index one on profiles (student_id)"
    ),
    sql(
        "create table profiles (id integer primary key, bio text, student_id int references students)"
    ),
    sql("create table profiles (id integer primary key, bio text, student_id int unique)"),
    sql(
        "create table profile (id integer primary key, bio text, student_id int unique references students)"
    ),
    sql(
        "create table profiles (id integer primary key, biography text, student_id text unique references students)"
    ),
    sql(
        "create table profiles (id integer primary key, bio text); alter table students add column profile_id integer references profiles"
    ),
    after(
        &["create table profiles (id integer primary key)"],
        "create table profiles (id integer primary key, bio text, student_id int unique references students)"
    ),
    after(
        &["create table profiles (id integer primary key)"],
        "create table profiles (id integer primary key, bio text)"
    ),
);

told!(
    schema_and_probes,
    "lockers",
    sql(
        "create table lockers (id integer primary key, number int not null, student_id int not null unique references students(id))"
    ),
    sql(
        "create table lockers (id integer primary key, number int not null, student_id int not null references students(id))"
    ),
    sql("create table lockers (id int, number text, student_id int)"),
    sql(
        "create table lockers (id integer primary key, number int not null, student_id int not null unique)"
    ),
    sql(
        "create table lockers (id integer primary key, number int not null check (number > 100), student_id int not null unique references students(id))"
    ),
    sql("create table locker (id integer primary key)"),
);

told!(
    refusals,
    "refused",
    sql("delete from students where id = 1"),
    sql("delete from students where id = 3"),
    sql("insert into enrollments values (1, 99)"),
    sql("delete from courses"),
    sql("insert into students values (1, 'x')"),
    sql("delete from studnets"),
);

told!(
    choices,
    "which",
    choose("a, c"),
    choose("C A"),
    choose("A, c;"),
    choose("c,a"),
    choose("A store can have many items, An item has one store at most"),
    choose("a"),
    choose("a, b"),
    choose("b"),
    choose("b, d"),
    choose("d"),
    choose("a, x"),
    choose(""),
    choose("a and c"),
    choose("ca"),
    choose("a x"),
);

/// Each step judged by itself: forwards, backwards, and twice over, the same word for word.
#[test]
fn the_order_in_which_steps_are_judged_does_not_matter() {
    let lesson = lesson();
    let answers: Vec<(usize, Answer)> = lesson
        .steps
        .iter()
        .enumerate()
        .flat_map(|(index, step)| match &step.body {
            Body::Task(task) => vec![
                (index, Answer::sql(&task.answer.text)),
                (index, Answer::sql("select name, id from stores")),
                (index, Answer::sql("delete from items where id = 4; select nmae from stores")),
            ],
            _ => Vec::new(),
        })
        .collect();
    let judge = |answers: &[(usize, Answer)]| -> Vec<Graded> {
        let mut grader = Grader::new(Arc::clone(&lesson)).unwrap();
        answers.iter().map(|(step, answer)| grader.grade(*step, answer).unwrap()).collect()
    };
    let forwards = judge(&answers);
    let reversed: Vec<_> = answers.iter().cloned().rev().collect();
    let mut backwards = judge(&reversed);
    backwards.reverse();
    assert_eq!(forwards, backwards);
    let twice = judge(&[answers.clone(), answers].concat());
    assert_eq!(forwards, twice[forwards.len()..]);
    assert!(forwards.iter().any(|graded| graded.verdict.is_right()));
}

/// What was stopped from outside is neither right nor wrong, and is no try that a learner lost.
#[test]
fn an_interrupted_judgement_is_undecided() {
    let mut grader = Grader::new(lesson()).unwrap();
    let right = Answer::sql(
        "select name, (select count(*) from items where store_id = stores.id) from stores",
    );
    assert!(grader.grade(0, &right).unwrap().verdict.is_right());
    let interrupt = grader.interrupt();
    let done = Arc::new(AtomicBool::new(false));
    let until = Arc::clone(&done);
    // An interrupt from before a run is forgotten, so it is asked for until one is heard.
    let stopper = std::thread::spawn(move || {
        while !until.load(Ordering::Relaxed) {
            interrupt.stop();
            std::thread::yield_now();
        }
    });
    let endless =
        "with recursive n(x) as (select 1 union all select x + 1 from n) select max(x) from n";
    let graded = grader.grade(0, &Answer::sql(endless)).unwrap();
    done.store(true, Ordering::Relaxed);
    stopper.join().unwrap();
    assert_eq!(graded.verdict, Verdict::Undecided(Stop::Interrupted));
    let words = feedback(&graded.feedback, &Look::plain());
    assert_eq!(words, ["Not judged: it was interrupted."]);
    // Afterwards it judges as before.
    assert!(grader.grade(0, &right).unwrap().verdict.is_right());
}
