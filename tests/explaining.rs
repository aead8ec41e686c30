//! How an answer that is not right is explained: by the author's words, and by what is proven.

use std::sync::Arc;

use relatable::answer::{Answer, Submission};
use relatable::diagnostic::Source;
use relatable::grade::Grader;
use relatable::lesson::load;
use relatable::render::{Look, feedback::feedback};

/// Two tables, one of which refers to the other, with rows in the one; and a join table.
const SETUP: &str = "
title: A test
setup: |
  CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p);
  INSERT INTO p VALUES (1, 'One'), (2, 'Two'), (3, NULL);
  CREATE TABLE q (id INTEGER PRIMARY KEY, title TEXT);
  CREATE TABLE e (p_id INTEGER REFERENCES p, q_id INTEGER REFERENCES q);
  INSERT INTO q VALUES (1, 'Red'), (2, 'Green'), (3, 'Blue');
  INSERT INTO e VALUES (1, 2), (1, 3), (2, 3);
  CREATE TABLE k (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p ON DELETE CASCADE);
  CREATE TABLE n (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p ON DELETE SET NULL);
steps:
  - id: only
    ask: Go on.
";

/// What is said of answers at a step that is described by these lines of YAML. An answer is the
/// last of some texts that are typed one after the other.
#[track_caller]
fn said(step: &str, answers: &[&[&str]]) -> String {
    let lines = step.trim().lines().map(|line| format!("    {line}\n"));
    let source = Source::new("test.yaml", format!("{SETUP}{}", lines.collect::<String>()));
    let lesson = load::load(source, None).unwrap_or_else(|problems| panic!("{problems:#?}")).lesson;
    let mut grader = Grader::new(Arc::new(lesson)).unwrap();
    let mut log = String::new();
    for texts in answers {
        let (text, earlier) = texts.split_last().unwrap();
        let earlier = earlier.iter().map(|&text| text.to_owned()).collect();
        let answer = Answer::Sql(Submission { earlier, text: (*text).to_owned() });
        let graded = grader.grade(0, &answer).unwrap();
        let look = Look { width: 120, columns: 120, ..Look::plain() };
        let words = feedback(&graded.feedback, &look).join("\n");
        log.push_str(&format!("> {}\n{words}\n\n", texts.join("\n> ")));
    }
    log
}

macro_rules! said {
    ($name:ident, $step:expr, $($text:expr),+ $(,)?) => {
        #[test]
        fn $name() {
            let log = said($step, &[$(&$text),+]);
            insta::assert_snapshot!(log);
        }
    };
}

said!(
    a_word_that_is_right_and_misplaced_is_not_called_misspelt,
    "answer: CREATE TABLE r (id INTEGER PRIMARY KEY, b INTEGER REFERENCES p (id));",
    ["create table r (id integer primary key, b integer foreign key references p (id));"],
    ["create table r (id default 1 integer);"],
    ["create table r (id integer default 1 integer);"],
    ["create table r (id integer primary ke);"],
    ["create table r (id integr primary key, b integer referenes p);"],
);

const STRING: &str = "
answer: CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);
wrong:
  - answer: CREATE TABLE t (id INTEGER PRIMARY KEY, name STRING);
    because: STRING is the name of no type here.
  - answer: CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, \"Extra\" TEXT);
    because: Two columns are enough.
";

said!(
    the_case_of_a_type_or_a_name_is_no_difference,
    STRING,
    ["create table t (id integer primary key, name string);"],
    ["create table T (ID integer primary key, NAME String);"],
    ["create table t (id integer primary key, name text, extra text);"],
    // Another type of the same affinity is another answer.
    ["create table t (id integer primary key, name decimal);"],
);

const ZERO: &str = "
answer: INSERT INTO c (id, p_id) VALUES (1, 1);
wrong:
  - answer: INSERT INTO c (id, p_id) VALUES (1, 0);
    because: No row of p has the number 0.
  - answer: INSERT INTO c (id, p_id) VALUES (1, 2), (2, 3);
    because: One row is enough, and it belongs to One.
";

said!(
    answers_that_are_refused_alike_get_the_words_for_it,
    ZERO,
    ["insert into c values (1, 0);"],
    ["insert into \"C\" values (1, 77)"],
    // Refused too, but something else was tried.
    ["insert into c values (5, 1); update c set p_id = 0;"],
    ["insert into p values (1, 'x');"],
    // The order in which rows came does not count.
    ["insert into c values (2, 3); insert into c values (1, 2);"],
);

const REFUSED: &str = "
answer: INSERT INTO c (id, p_id) VALUES (2, 9);
wrong:
  - answer: INSERT INTO c (id, p_id) VALUES (2, 3);
    because: There is a row of that number. Take 9.
  - answer: INSERT INTO p (id) VALUES (9);
    because: That makes the row 9 that should be missing.
  - answer: DELETE FROM p WHERE id = 99;
    because: Nobody is there to be deleted.
expect: {refused: foreign key}
";

said!(
    what_was_accepted_and_should_be_refused_is_told_apart_by_what_it_did,
    REFUSED,
    ["insert into c values (2, 1);"],
    ["insert into P (id, name) values (9, 'Nine') returning id;"],
    ["delete from p where id = 50;"],
    // Nothing that the author foresaw: more rows, another statement, only a look.
    ["insert into c values (2, 1), (3, 1);"],
    ["delete from p where id = 3;"],
    ["create table new (id);"],
    ["select * from p;"],
    // Two statements that do the same are one.
    ["insert into p (id) values (9); insert into c values (2, 9);"],
    // Accepted only for what was changed before.
    ["insert into p (id) values (9);", "insert into c values (2, 9);"],
    ["insert into p (id) values (8);", "insert into c values (2, 9);"],
);

const NOBODY: &str = "
answer: SELECT id FROM p WHERE name IS NULL;
wrong:
  - answer: SELECT id FROM p WHERE name = 'NULL';
    because: Nobody is called that.
  - answer: SELECT id FROM p WHERE name IS NOT NULL;
    because: Those are the others.
";

said!(
    words_for_one_way_to_an_empty_result_are_not_shown_for_another,
    NOBODY,
    ["select id from p where name = 'nobody'"],
    ["select id from p where name = null"],
    ["select id from p where not name is null"],
);

const NULLS: &str = "
answer: SELECT id FROM p WHERE name IS NULL;
wrong:
  - answer: SELECT id FROM p WHERE name = 'NULL';
    because: Nobody is called that.
  - answer: SELECT id FROM p WHERE name = NULL;
    because: Ask with IS.
";

said!(
    of_words_for_several_ways_to_one_result_those_for_the_cause_are_shown,
    NULLS,
    ["select id from p where name = null"],
    ["select id from p where name = 'nobody'"],
);

const PAIRED: &str = "
answer: SELECT a.id, b.id FROM p AS a LEFT JOIN p AS b ON b.id = a.id + 1;
wrong:
  - answer: SELECT a.id, b.id FROM p AS a JOIN p AS b ON b.id = a.id + 1;
    because: The last one is missing, and a join that keeps it has a name.
";

said!(
    words_for_another_proven_cause_are_not_shown,
    PAIRED,
    ["select a.id, b.id from p as a join p as b on b.id = a.id + 1"],
    ["select a.id, b.id from p as a left join p as b on b.id = a.id + 1 where b.id > 0"],
    // The same rows, and nothing proven: the words hold for what is seen.
    ["values (1, 2), (2, 3)"],
);

const UNEXPLAINED: &str = "
answer: SELECT a.id, b.id FROM p AS a LEFT JOIN p AS b ON b.id = a.id + 1;
wrong:
  - answer: SELECT 1, 2 UNION SELECT 2, 3;
    because: There are three rows in p.
";

said!(
    a_proven_cause_is_said_before_words_for_an_answer_without_one,
    UNEXPLAINED,
    ["values (1, 2), (2, 3)"],
    ["select a.id, b.id from p as a join p as b on b.id = a.id + 1"],
);

said!(
    the_column_that_differs_is_named_where_there_are_several,
    "answer: SELECT id, name, id * 2 AS twice FROM p WHERE id < 3;",
    ["select id, name, id * 3 as twice from p where id < 3"],
    ["select id, name, id * 3 from p where id < 3"],
    ["select id as n, lower(name) as n, id * 2 from p where id < 3"],
    ["select id, name, case when id = 1 then 2 else 5 end from p where id < 3"],
);

const PROBED: &str = "
answer: INSERT INTO c (p_id) VALUES (1), (1);
expect:
  probes:
    - query: SELECT COUNT(*) FROM c
      rows: [[2]]
      because: Two rows are to be there.
";

said!(
    a_probe_for_one_value_says_both,
    PROBED,
    ["insert into c (p_id) values (1);"],
    ["insert into c (p_id) values (1), (2), (3);"],
);

said!(
    columns_in_another_order_are_no_keys_that_are_compared,
    "answer: SELECT q_id, p_id FROM e;",
    ["select distinct p_id, q_id from e"],
    ["select p_id, q_id from e group by p_id, q_id order by p_id"],
);

said!(
    another_column_is_no_key_that_is_compared,
    "answer: SELECT q_id FROM e;",
    ["select p_id from e"],
);

said!(
    keys_that_are_compared_are_told,
    "answer: SELECT p.name, q.title FROM e JOIN p ON p.id = e.p_id JOIN q ON q.id = e.q_id;",
    ["select p.name, q.title from e join p on p.id = e.q_id join q on q.id = e.p_id"],
    ["select name, (select title from q where id = p_id) from e join p on p.id = q_id"],
);

said!(
    a_key_that_is_compared_in_the_place_of_the_other_is_told,
    "answer: SELECT title FROM q WHERE id IN (SELECT q_id FROM e);",
    ["select title from q where id in (select p_id from e)"],
    ["select distinct title from q join e on p_id = q.id"],
);

const REBUILT: &str = "
data:
  k:
    columns: [id, p_id]
    rows: [[1, 1], [2, 1], [3, 2]]
  n:
    columns: [id, p_id]
    rows: [[1, 1]]
answer: ALTER TABLE p ADD COLUMN age INTEGER;
";

/// Rebuilding `p` as the answer to `REBUILT`.
const REBUILD: &str = "
  create table p (id integer primary key, name text, age integer);
  insert into p values (1, 'One', null), (2, 'Two', null), (3, null, null);";

said!(
    rows_that_a_drop_took_along_are_told,
    REBUILT,
    [&format!("delete from e; drop table p; {REBUILD}")],
    // Over several inputs, in a transaction.
    ["begin;", "delete from e;", "drop table p;", &format!("{REBUILD} commit;")],
    // Deleted by the learner: nothing is claimed.
    [&format!("delete from e; delete from k; delete from n; drop table p; {REBUILD}")],
    // Put aside and brought back.
    [&format!(
        "create table kept as select * from k; delete from e; delete from n; drop table p; {REBUILD}
         insert into k select * from kept; drop table kept;"
    )],
);

const COUNTED: &str = "
data:
  k:
    columns: [id, p_id]
    rows: [[1, 1], [2, 1], [3, 2]]
answer: ALTER TABLE p ADD COLUMN age INTEGER;
expect:
  probes:
    - query: SELECT COUNT(*) FROM k
      rows: [[3]]
";

said!(
    rows_that_a_drop_took_along_are_told_of_a_probe_too,
    COUNTED,
    [&format!("delete from e; drop table p; {REBUILD}")],
);
