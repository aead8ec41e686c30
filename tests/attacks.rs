//! Attempts to pass with what is not the answer, and answers that look strange and are right.

use std::fmt::Write as _;
use std::sync::Arc;

use relatable::answer::{Answer, Submission};
use relatable::diagnostic::Source;
use relatable::grade::Grader;
use relatable::lesson::load;
use relatable::render::{Look, feedback::feedback};

/// A small library, to which a test adds its one step.
const LIBRARY: &str = "\
title: A library
setup: |
  CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
  CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, price REAL, shelf TEXT);
  CREATE TABLE loans (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members (id),
    book_id INTEGER NOT NULL REFERENCES books (id),
    days INTEGER
  );
data:
  members: {columns: [id, name, city], rows: [[1, Ann, Rome], [2, Ben, Oslo], [3, Cyd, null]]}
  books:
    columns: [id, title, price, shelf]
    rows: [[1, Dune, 0.1, A], [2, Emma, 0.2, A], [3, Faust, 0.3, B]]
  loans: {columns: [id, member_id, book_id, days], rows: [[1, 1, 1, 3], [2, 1, 2, 3], [3, 2, 1, 7]]}
";

/// What a learner reads of each answer to the one step, each after the texts before its last.
fn told(step: &str, answers: &[&[&str]]) -> String {
    let yaml = format!("{LIBRARY}steps:\n  - id: step\n    ask: Do it.\n    {step}");
    let loaded = load::load(Source::new("library.yaml", yaml), None);
    let lesson = loaded.unwrap_or_else(|problems| panic!("{problems:#?}")).lesson;
    let mut grader = Grader::new(Arc::new(lesson)).unwrap();
    let mut told = String::new();
    for texts in answers {
        let (text, earlier) = texts.split_last().unwrap();
        let earlier = earlier.iter().map(|&text| text.to_owned()).collect();
        let answer = Answer::Sql(Submission { earlier, text: (*text).to_owned() });
        let graded = grader.grade(0, &answer).unwrap();
        writeln!(told, "> {text}").unwrap();
        for line in feedback(&graded.feedback, &Look::plain()) {
            writeln!(told, "{line}").unwrap();
        }
    }
    told
}

#[test]
fn a_view_is_judged_by_what_it_gives() {
    let step = "answer: CREATE VIEW rome AS SELECT id, name FROM members WHERE city = 'Rome'\n";
    let told = told(
        step,
        &[
            &["create view Rome as select name, id from members where city like 'rome'"],
            &["create view rome as select id, name from members where city = 'Oslo'"],
            &["create view rome as select 1"],
            &["create view rome as select * from gone"],
            &["create table rome as select id, name from members where city = 'Rome'"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_view_is_no_table() {
    let step = "answer: CREATE TABLE names AS SELECT name FROM members\n";
    let told = told(step, &[&["create view names as select name from members"]]);
    insta::assert_snapshot!(told);
}

#[test]
fn constructs_of_a_change_are_those_of_all_that_led_to_it() {
    let step = "\
    answer: UPDATE books SET price = price * 2; DELETE FROM loans;
    expect: {uses: [update], avoids: [case]}
";
    let told = told(
        step,
        &[
            &[
                "update books set price = case when 1 then price * 2 end; delete from loans",
                "select 1",
            ],
            &["update books set price = price * 2", "delete from loans"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn constructs_of_a_query_are_those_of_the_statement_that_is_judged() {
    let step = "\
    answer: SELECT DISTINCT name FROM members JOIN loans ON member_id = members.id
    expect: {uses: [join], avoids: [subquery]}
";
    let told = told(
        step,
        &[
            &["select * from members join loans; select name from members where id < 3"],
            &[
                "create view v as select name from members where id in (select member_id from loans); \
               select distinct v.name from v join members",
            ],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_tolerance_holds_for_states_and_probes_too() {
    let step = "\
answer: UPDATE books SET price = 0.333 WHERE id = 1
    expect: {within: 0.01}
";
    let answers: &[&[&str]] = &[
        &["update books set price = 1 / 3.0 where title = 'Dune'"],
        &["update books set price = 0.35 where title = 'Dune'"],
    ];
    let mut all = told(step, answers);
    let step = "\
answer: UPDATE books SET price = 0.333 WHERE id = 1
    expect:
      within: 0.01
      tables: {books: {columns: [id, price], rows: [[1, 0.333], [2, 0.2], [3, 0.3]]}}
      probes: [{query: \"SELECT SUM(price) FROM books\", rows: [[0.833]]}]
";
    all += &told(step, answers);
    insta::assert_snapshot!(all);
}

#[test]
fn no_join_is_blamed_where_there_is_none() {
    let mut all = told(
        "answer: SELECT DISTINCT shelf FROM books",
        &[&["select trim(shelf) from books"], &["select b.shelf from books b join loans on 1"]],
    );
    all += &told(
        "answer: SELECT member_id, SUM(days) FROM loans GROUP BY member_id",
        &[&["select member_id, 2 * sum(days) from loans group by member_id"]],
    );
    insta::assert_snapshot!(all);
}

#[test]
fn a_join_with_everything_is_no_mistake_where_the_answer_has_it_too() {
    let told = told(
        "answer: SELECT title, price / t.total FROM books, (SELECT SUM(price) AS total FROM books) t",
        &[&[
            "select title, price * 2 / t.total from books, (select sum(price) total from books) t",
        ]],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn spelling_is_blamed_only_where_it_is_all_that_differs() {
    let told = told(
        "answer: SELECT id, name, city FROM members",
        &[
            &["select id, upper(name), city from members"],
            &["select id, upper(name), case id when 1 then 'Paris' else city end from members"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn an_order_by_some_columns_leaves_the_edge_of_a_limit_open_in_them() {
    let step = "\
answer: SELECT title, shelf FROM books ORDER BY shelf, title LIMIT 1
    expect: {order: {by: [shelf]}}
";
    let told = told(
        step,
        &[
            &["select title, shelf from books order by shelf, title desc limit 1"],
            &["select title, shelf from books order by shelf desc limit 1"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_schema_is_compared_by_effect() {
    let step = "\
answer: |
      CREATE TABLE cards (
        member_id INTEGER PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE ON UPDATE CASCADE,
        note TEXT DEFAULT 'none', active INTEGER DEFAULT 1
      )
    expect:
      schema:
        cards:
          member_id: integer unique references members on delete cascade on update cascade
          note: text default 'none'
          active: integer default 1
";
    let told = told(
        step,
        &[
            &[
                "create table \"Cards\" (note varchar(9) default \"none\", active int default (true), \
               \"Member_ID\" int unique, \
               foreign key (member_id) references MEMBERS on update cascade on delete cascade)",
            ],
            &["create table cards (note text default 'no', active int, \
               member_id int unique references members on delete cascade)"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_trigger_is_a_change_though_it_does_not_help() {
    let step = "\
answer: CREATE TRIGGER up AFTER INSERT ON books BEGIN UPDATE books SET shelf = 'Z' WHERE id = new.id; END
    expect:
      probes:
        - first: INSERT INTO books VALUES (9, 'Iliad', 1, 'A')
          query: SELECT shelf FROM books WHERE id = 9
          rows: [[Z]]
";
    let told = told(
        step,
        &[
            &["create trigger up after insert on books begin select 1; end"],
            &["create index i on books (shelf)"],
            &["select 1"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn noise_beside_zero_is_zero() {
    let answer =
        "answer: SELECT ROUND(SUM(CASE id WHEN 3 THEN -price ELSE price END), 6) FROM books";
    let told = told(
        answer,
        &[
            &["select sum(case id when 3 then -price else price end) from books"],
            &["select 0.000001"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_key_of_a_column_that_does_not_count_does_not_count() {
    let step = "\
answer: CREATE TABLE notes (body TEXT, book_id INTEGER)
    expect: {ignore: [notes.book_id]}
";
    let told = told(
        step,
        &[
            &["create table notes (body text, book_id int references books)"],
            &["create table notes (body text references books)"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_trigger_cannot_pose_as_a_foreign_key() {
    let step = "\
answer: |
      CREATE TABLE notes (id INTEGER PRIMARY KEY, member_id INTEGER REFERENCES members (id));
    also:
      - |
        CREATE TABLE notes (
          id INTEGER PRIMARY KEY, member_id INTEGER REFERENCES members (id) ON DELETE RESTRICT
        );
    expect:
      probes:
        - refuse: INSERT INTO notes (member_id) VALUES (99)
          by: foreign key
        - first: INSERT INTO members VALUES (7, 'Gil', NULL); INSERT INTO notes VALUES (1, 7);
          refuse: DELETE FROM members WHERE id = 7
          by: foreign key
";
    let fake = "create table notes (id integer primary key, member_id integer);
create trigger t before insert on notes when new.member_id = 99
begin select raise(abort, 'FOREIGN KEY constraint failed'); end;
create trigger u before delete on members
begin select raise(abort, 'FOREIGN KEY constraint failed'); end;";
    let restrict = "create table notes (id integer primary key, member_id int references members on delete restrict)";
    insta::assert_snapshot!(told(step, &[&[fake], &[restrict]]));
}

#[test]
fn a_view_without_an_end_is_not_blamed_on_the_machine() {
    let step = "answer: CREATE VIEW ids AS SELECT id FROM members";
    let endless = "create view ids as with recursive n(id) as (select 1 union all select id + 1 from n) select id from n";
    insta::assert_snapshot!(told(step, &[&[endless]]));
}
