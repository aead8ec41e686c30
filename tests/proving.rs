//! What `check` finds wrong with lessons that load and yet do not prove themselves.

use std::fmt::Write as _;
use std::sync::Arc;

use relatable::diagnostic::Source;
use relatable::lesson::load;
use relatable::lint;
use relatable::render::{Look, diagnostic::diagnostic};

const TABLES: &str = "\
title: Test
setup: |
  CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE items (
    id INTEGER PRIMARY KEY, name TEXT, store_id INTEGER REFERENCES stores (id)
  );
data:
  stores: {columns: [id, name], rows: [[1, Corner], [2, Depot]]}
  items: {columns: [id, name, store_id], rows: [[1, Lamp, 1], [2, Rope, 1]]}
";

/// The findings about a lesson over two tables, and whether a learner could be given it.
fn findings(rest: &str) -> String {
    proven(&format!("{TABLES}{rest}"))
}

fn proven(yaml: &str) -> String {
    let loaded = load::load(Source::new("test.yaml", yaml), None);
    let lesson = loaded.unwrap_or_else(|problems| panic!("{problems:#?}")).lesson;
    let proof = lint::prove(&Arc::new(lesson)).unwrap();
    let mut text = String::new();
    for finding in &proof.findings {
        for line in diagnostic(finding, &Look::plain()) {
            writeln!(text, "{line}").unwrap();
        }
    }
    let (answers, wrong) = (proof.answers, proof.wrong);
    let held = if proof.holds() { "holds" } else { "is broken" };
    writeln!(
        text,
        "{held}: {} of {} right, {} of {} refused",
        answers.good, answers.all, wrong.good, wrong.all
    )
    .unwrap();
    text
}

macro_rules! found {
    ($name:ident, $yaml:expr) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(findings($yaml));
        }
    };
}

found!(
    a_sound_lesson,
    "\
steps:
- id: names
  ask: Names.
  answer: SELECT name FROM stores
  also: [\"SELECT name FROM stores WHERE id IS NOT NULL\"]
  wrong: [{answer: \"SELECT name FROM items\", because: \"Those are items.\"}]
"
);

found!(
    an_answer_that_is_right_on_no_other_data,
    "\
steps:
- id: names
  ask: Names.
  answer: SELECT name FROM stores
  also: [\"SELECT name FROM stores WHERE id > 0\"]
- id: remarked
  ask: Names.
  beyond: remark
  answer: SELECT name FROM stores
  also: [\"SELECT name FROM stores WHERE id > 0\"]
- id: left
  ask: Names.
  beyond: ignore
  answer: SELECT name FROM stores
  also: [\"SELECT name FROM stores WHERE id > 0\"]
"
);

found!(
    an_answer_that_does_not_run,
    "\
steps:
- id: names
  ask: Names.
  answer: |
    SELECT name
    FROM stroes
"
);

found!(
    an_also_that_differs_and_a_wrong_that_passes,
    "\
steps:
- id: names
  ask: Names.
  answer: SELECT name FROM stores
  also:
    - SELECT upper(name) FROM stores
    - SELECT nmae FROM stores
  wrong:
    - answer: SELECT name FROM stores WHERE id = id
      because: It has a limit.
    - answer: SELECT name FROM stores LIMIT 1
      because: Only one.
    - answer: SELECT name FROM stores ORDER BY id LIMIT 1
      because: These words never show.
    - answer: SELECT name FROM planets
      because: No such thing.
"
);

found!(
    literal_rows_that_are_not_what_the_answer_gives,
    "\
steps:
- id: names
  ask: Names.
  answer: SELECT name FROM stores
  expect:
    columns: [store]
    rows: [[Corner]]
"
);

found!(
    probes_that_do_not_do_what_they_say,
    "\
steps:
- id: tags
  ask: Make tags.
  answer: CREATE TABLE tags (id INTEGER PRIMARY KEY, word TEXT UNIQUE)
  expect:
    probes:
      - first: INSERT INTO tags (word) VALUES ('a')
        refuse: INSERT INTO tags (word) VALUES ('a')
        by: unique
      - refuse: INSERT INTO tags (word) VALUES (NULL)
        by: not null
"
);

found!(
    a_step_that_is_right_before_anything_was_typed,
    "\
steps:
- id: index
  ask: Make an index.
  answer: CREATE INDEX by_store ON items (store_id)
"
);

found!(
    the_database_takes_what_should_be_refused,
    "\
steps:
- id: refused
  ask: Try.
  answer: DELETE FROM stores WHERE id = 2
  expect: {refused: {by: foreign key}}
"
);

found!(
    rows_that_cannot_stand,
    "\
steps:
- say: One.
- say: Two.
  data:
    items: [{id: 7, name: Net, store_id: 99}]
- say: Three.
"
);

found!(
    what_is_shown_has_to_be_there,
    "\
steps:
- say: Look.
  show: [stores, shops, \"SELECT name FROM items\"]
"
);

found!(
    variants_and_assumptions,
    "\
variants:
  - name: a twin
    add:
      stores: [{id: 1, name: Depot}]
  - name: a table that is never there
    empty: [planets]
assume:
  - SELECT 1 FROM items WHERE store_id = 1
  - SELEKT 1
  - DELETE FROM items WHERE id = 999
  - SELECT 1 WHERE 0; SELECT 2 WHERE 0
  - SELECT 1 FROM planets
steps:
- id: names
  ask: Names.
  answer: SELECT name FROM stores
"
);

found!(
    variants_of_one_name,
    "\
variants:
  - name: a twin
    add: {stores: [{id: 8, name: Attic}]}
  - name: a twin
    add: {stores: [{id: 9, name: Cellar}]}
  - name: nowhere
    empty: [planets]
  - name: nowhere
    empty: [items]
steps:
- id: names
  ask: Names.
  answer: SELECT name FROM stores
"
);

found!(
    an_answer_that_is_right_on_the_visible_data_only,
    "\
variants:
  - name: an item without a store
    add: {items: [{id: 9, name: Kite, store_id: null}]}
steps:
- id: names
  ask: Names of all items.
  answer: SELECT name FROM items
  also:
    - SELECT items.name FROM items JOIN stores ON stores.id = store_id
- id: again
  ask: Names of all items.
  beyond: remark
  answer: SELECT name FROM items
  also:
    - SELECT items.name FROM items JOIN stores ON stores.id = store_id
"
);

found!(
    wrong_answers_that_pass_for_several_reasons,
    "\
steps:
- id: here
  ask: Which store comes first?
  beyond: ignore
  answer: SELECT name FROM stores WHERE id = 1
  wrong:
    - answer: SELECT min(name) FROM stores WHERE id < 2
- id: pairs
  ask: Join stores and items once more, no pair twice.
  answer: CREATE TABLE pairs (a REFERENCES stores (id), b REFERENCES items (id), UNIQUE (a, b))
  wrong:
    - answer: CREATE TABLE pairs (a REFERENCES stores (id), b REFERENCES items (id))
"
);

#[test]
fn what_is_special_about_made_data_is_something_that_the_queries_name() {
    insta::assert_snapshot!(proven(
        "\
title: Test
setup: |
  CREATE TABLE clubs (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE kids (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER NOT NULL,
    club_id INTEGER REFERENCES clubs (id)
  );
data:
  clubs: {columns: [id, name], rows: [[1, Chess], [2, Go]]}
  kids: {columns: [id, name, age, club_id], rows: [[1, Ann, 9, 1], [2, Ben, 13, 2], [3, Cy, 14, 2]]}
steps:
- id: older
  ask: Kids older than ten.
  answer: SELECT name FROM kids WHERE age > 10
  also:
    - SELECT name FROM kids WHERE age >= 12
    - SELECT name FROM kids WHERE 12 < kids.age
    - SELECT name FROM kids WHERE age > 10 AND id < 6
    - SELECT name FROM kids WHERE age >= 10
    - SELECT name FROM kids WHERE age > 10 AND club_id IS NOT NULL
    - SELECT DISTINCT name FROM kids WHERE age > 10
    - SELECT kids.name FROM kids JOIN clubs ON clubs.id = club_id WHERE age > 10
    - SELECT name FROM kids WHERE age > 10 AND EXISTS (SELECT 1 FROM clubs)
- id: members
  ask: Clubs with the number of kids.
  answer: SELECT clubs.id, count(kids.id) FROM clubs LEFT JOIN kids ON club_id = clubs.id GROUP BY clubs.id
  also:
    - SELECT clubs.id, count(*) FROM clubs LEFT JOIN kids ON club_id = clubs.id GROUP BY clubs.id
- id: pairs
  ask: Every kid, where there are clubs.
  answer: SELECT kids.id FROM kids WHERE (SELECT count(*) FROM clubs) > 0
  also:
    - SELECT kids.id FROM kids
"
    ));
}

#[test]
fn a_setup_that_fails_is_shown_at_its_line() {
    insta::assert_snapshot!(proven(
        "\
title: Test
setup: |
  CREATE TABLE a (id);
  CREATE TABLE b (id;
steps:
- say: Hello.
"
    ));
}

#[test]
fn a_setup_without_an_end_ends() {
    insta::assert_snapshot!(proven(
        "\
title: Test
setup: |
  CREATE TABLE t (x);
  INSERT INTO t WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
  SELECT count(*) FROM n;
steps:
- say: Hello.
"
    ));
}

/// A lesson whose first step maps `Store` and `Item`, with what stands where.
fn mapped(back_populates: &str, table: &str, answer: &str) -> String {
    findings(&format!(
        "\
steps:
- id: map
  language: orm
  ask: Map them.
  answer: |
    from sqlalchemy import Column, ForeignKey, Integer, String
    from sqlalchemy.orm import relationship

    class Store(Base):
        __tablename__ = \"stores\"
        id = Column(Integer, primary_key=True)
        name = Column(String)
        items = relationship(\"Item\", back_populates=\"{back_populates}\")

    class Item(Base):
        __tablename__ = \"{table}\"
        id = Column(Integer, primary_key=True)
        name = Column(String)
        store_id = Column(Integer, ForeignKey(\"stores.id\"))
        store = relationship(\"Store\", back_populates=\"items\")
  hints: [Two classes.]
- id: add
  language: orm
  ask: Add a soap.
  answer: |
    {answer}
  wrong:
  - answer: session.add(Item(name=\"Soap\"))
- id: again
  language: orm
  ask: Add a rope.
  answer: |
    session.add(Item(name=\"Rope\"))
    session.commit()
"
    ))
}

const COMMITTED: &str = "session.add(Item(name=\"Soap\"))\n    session.commit()";

#[test]
fn a_name_for_the_other_side_that_it_does_not_have_is_told_once_and_at_its_place() {
    insta::assert_snapshot!(mapped("shop", "items", COMMITTED));
}

#[test]
fn a_reference_that_does_not_commit_is_told_as_that() {
    insta::assert_snapshot!(mapped("store", "items", "session.add(Item(name=\"Soap\"))"));
}

#[test]
fn a_class_for_a_table_that_is_not_there_is_pointed_out() {
    insta::assert_snapshot!(mapped("store", "itemz", COMMITTED));
}
