//! Rows, variants, and where the tables come from.

use insta::assert_snapshot;

use crate::support::problems;

#[test]
fn data() {
    assert_snapshot!(
        problems(r##"title: T
data:
  users:
    columns: [id, name]
    rows:
      - [1]
      - [1, [2]]
      - Alice
      - [1, Ann, x]
steps:
  - say: Read.
"##),
        @r##"
    6:9 this row has 1 cell, `columns` names 2
    7:13 a cell holds one value, this is a list
      Put a text with brackets in quotes.
    8:9 a row of `users` is a list of cells, this is a text
      Write it as `- [1, Alice]`, a row of one cell as `- [1]`.
    9:9 this row has 3 cells, `columns` names 2
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
data:
  users:
    columns: [id, ID]
    rows: []
steps:
  - say: Read.
"##),
        @r##"4:19 the column `ID` stands here twice"##
    );
    assert_snapshot!(
        problems(r##"title: T
data:
  users:
    colums: [id]
    rows: [[1]]
steps:
  - say: Read.
"##),
        @r##"
    3:3 `columns` is missing: the rows of `users` need it
      Write `columns: [id, name]` and under `rows:` a list for each row.
    4:5 `colums` is not a key of a table's rows
      Did you mean `columns`?
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
data:
  users:
    columns: id
    rows: 3
steps:
  - say: Read.
"##),
        @r##"
    4:5 `columns` takes a list of names
      Write them as `columns: [id, name]`.
    5:11 `rows` takes a list of rows, this is a number
      Write each row after `- `, as `- [1, Alice]`; no rows are `[]`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
data:
  users:
    columns: [1]
    rows: [[1]]
steps:
  - say: Read.
"##),
        @r##"
    4:15 a column's name is a text, this is a number
      Put it in quotes.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
data:
  users:
    - [1, Alice]
    - {id: 1, Id: 2}
    -
steps:
  - say: Read.
"##),
        @r##"
    4:7 a row of `users` names its columns, this is a list
      Write it as `- {id: 1, name: Alice}`, or write `columns:` and `rows:`.
    5:15 the column `Id` stands here twice
    6:6 a row of `users` names its columns, this is empty
      Write it as `- {id: 1, name: Alice}`, or write `columns:` and `rows:`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
data:
  users:
    - {id: 9223372036854775808}
    - {id: .inf}
    - {id: -.nan}
    - {id: .nan}
    - {id: 1e999}
    - {id: {a: b}}
steps:
  - say: Read.
"##),
        @r##"
    4:12 SQLite has no number `9223372036854775808`
      A whole number has 64 bits; put a text of digits in quotes.
    5:12 SQLite has no number `.inf`
      A whole number has 64 bits; put a text of digits in quotes.
    7:12 SQLite has no number `.nan`
      A whole number has 64 bits; put a text of digits in quotes.
    8:12 SQLite has no number `1e999`
      A whole number has 64 bits; put a text of digits in quotes.
    9:12 a cell holds one value, this is a map of keys and values
      Put a text with brackets in quotes.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
data:
  users:
steps:
  - say: Read.
"##),
        @r##"
    3:3 `users` takes a table's rows, this is empty
      Write `columns: [id, name]` and `rows:` under it, or rows as `- {id: 1, name: Alice}`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
data: [users]
steps:
  - say: Read.
"##),
        @r##"
    2:7 `data` takes a map by name, this is a list
      Write each name as a key on a line of its own under it.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
data:
  users: 3
steps:
  - say: Read.
"##),
        @r##"
    3:10 `users` takes a table's rows, this is a number
      Write `columns: [id, name]` and `rows:` under it, or rows as `- {id: 1, name: Alice}`.
    "##
    );
}

#[test]
fn variants() {
    assert_snapshot!(
        problems(r##"title: T
variants:
  - name: same
steps:
  - say: Read.
"##),
        @r##"
    3:11 this variant is no other than the lesson's data
      Give it rows to `add`, or tables to `empty`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
variants:
  - add: {users: [{id: 1}]}
steps:
  - say: Read.
"##),
        @r##"
    3:5 `name` is missing: a variant needs it
      Add `name: …`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
variants:
  - name: x
    empty: users
steps:
  - say: Read.
"##),
        @r##"
    4:12 `empty` takes a list of names, this is a text
      Write it as a list: `empty:`, and each item on a line of its own after `- `.
    "##
    );
}

#[test]
fn setup_and_database() {
    assert_snapshot!(
        problems(r##"title: T
setup: CREATE TABLE t (a);
database: school.sql
steps:
  - say: Read.
"##),
        @r##"
    3:1 `database` stands here beside `setup`, and only one of them can make the tables
      Put everything into one of the two.
    3:11 `school.sql` cannot be read: this lesson is in no folder
      Write its SQL under `setup`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
database: ../school.sql
steps:
  - say: Read.
"##),
        @r##"
    2:11 `database` takes a file in the lesson's own folder, and `../school.sql` is none
      Put the file beside the lesson and write its name alone.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
database: /etc/passwd
steps:
  - say: Read.
"##),
        @r##"
    2:11 `database` takes a file in the lesson's own folder, and `/etc/passwd` is none
      Put the file beside the lesson and write its name alone.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
database: .hidden
steps:
  - say: Read.
"##),
        @r##"
    2:11 `database` takes a file in the lesson's own folder, and `.hidden` is none
      Put the file beside the lesson and write its name alone.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
database: school.sql
steps:
  - say: Read.
"##),
        @r##"
    2:11 `school.sql` cannot be read: this lesson is in no folder
      Write its SQL under `setup`.
    "##
    );
}
