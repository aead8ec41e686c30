//! What a step expects.

use insta::assert_snapshot;

use crate::support::problems;

#[test]
fn expect_of_results() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      rows: 3
"##),
        @r##"
    7:13 `rows` takes a list of rows, this is a number
      Write each row after `- `, as `- [1, Alice]`; no rows are `[]`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      rows: [1, 2]
"##),
        @r##"
    7:14 a row of `rows` is a list of cells, this is a number
      Write it as `- [1, Alice]`, a row of one cell as `- [1]`.
    7:17 a row of `rows` is a list of cells, this is a number
      Write it as `- [1, Alice]`, a row of one cell as `- [1]`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      rows: [[1], [1, 2]]
"##),
        @r##"
        7:19 this row has 2 cells, the first one 1
          Give every row as many cells; a cell without a value is `null`.
        "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      rows: [[1, 2]]
      columns: [a]
"##),
        @r##"
    8:7 the rows have 2 cells, and `columns` names 1
      Name each column of the result.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      order: random
"##),
        @r##"
    7:14 `order` cannot be `random`
      Write `none` or `exact`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      order: {}
"##),
        @r##"
    7:14 `by` is missing: `order` needs it
      Add `by:`, and each item on a line of its own after `- `.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      order: {by: name}
"##),
        @r##"
    7:19 `by` takes a list of names, this is a text
      Write it as a list: `by:`, and each item on a line of its own after `- `.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      names: mach
"##),
        @r##"
    7:14 `names` cannot be `mach`
      Did you mean `match`?
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      uses: [jion]
      avoids: [windmill]
"##),
        @r##"
    7:14 `uses` knows no construct `jion`
      Did you mean `join`?
    8:16 `avoids` knows no construct `windmill`
      Constructs are written like `join`, `left join`, `subquery`, `exists`, `group by`, `distinct`, `union`, `limit`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      uses: join
"##),
        @r##"
    7:13 `uses` takes a list of names, this is a text
      Write it as a list: `uses:`, and each item on a line of its own after `- `.
    "##
    );
}

#[test]
fn expect_of_states() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: DELETE FROM t
    expect:
      ignore: [created_at]
"##),
        @r##"
    7:16 `created_at` names no column of a table
      Write table and column, as `users.created_at`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      tables:
        t: [{a: 1}, {b: 2}]
"##),
        @r##"
    8:21 this row names other columns than the first row
      Name the columns that count, the same and in the same order, in each row.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      schema:
        t: text
        u: {absent: false}
        v: {absent: true, a: text}
        w: {index: [a]}
        x: {index: [[]], a: }
"##),
        @r##"
    8:12 `t` takes a map of keys and values, this is a text
      There are `index` and `absent`.
    9:13 `absent` is there to be `true`
      A table that must be there is written with its columns.
    10:13 `v` cannot be absent and have columns
    11:21 each item of `index` is a list of names, this is a text
      Write it as a list: `index:`, and each item on a line of its own after `- `.
    12:21 an index begins with one column at least
    12:26 `a` is empty
      Write something after the colon, or leave the key out.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      probes:
        - first: SELECT 1
        - accept: x
          refuse: y
          by: unique
        - refuse: x
        - accept: x
          by: check
        - query: x
        - refuse: x
          by: uniq
        - nothing
"##),
        @r##"
    8:11 a probe tries something: this one tries nothing
      Give it one of `accept`, `refuse` (with `by`) and `query` (with `rows`).
    10:11 a probe tries one thing, this one has `accept` and `refuse`
      Give it one of `accept`, `refuse` (with `by`) and `query` (with `rows`).
    12:11 `by` is missing: `refuse` needs it
      `by` names the constraint that must refuse: unique, primary key, foreign key, not null or check.
    14:11 `by` goes with `refuse`, and this probe has `accept`
      `by` names the constraint that must refuse: unique, primary key, foreign key, not null or check.
    15:11 `rows` is missing: `query` needs it
      `rows` lists what the query must give, each row as `- [1, Alice]`.
    17:15 `by` cannot be `uniq`
      Write `unique`, `primary key`, `foreign key`, `not null` or `check`.
    18:11 each item of `probes` is a map of keys and values, this is a text
      There are `first`, `accept`, `refuse`, `by`, `query`, `rows` and `because`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      refused: foreign keys
"##),
        @r##"
    7:16 `refused` cannot be `foreign keys`
      Did you mean `foreign key`?
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      refused: {by: uniqe}
"##),
        @r##"
    7:21 `by` cannot be `uniqe`
      Did you mean `unique`?
    "##
    );
}

#[test]
fn what_is_not_looked_at() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: DELETE FROM t
    expect: {rows: [], order: none}
  - id: b
    ask: Q
    answer: SELECT a, b FROM t
    expect: {ignore: [t.b], within: 1}
"##),
        @r##"
    6:14 `rows` is not looked at: this step is judged by the state that its answer leaves, not by a result
      Say under `tables` what must be there, or ask for the result in a step of its own.
    6:24 `order` is not looked at: this step is judged by the state that its answer leaves, not by a result
      Say under `tables` what must be there, or ask for the result in a step of its own.
    10:14 `ignore` is not looked at: this step is judged by the result of a query, not by a state
      Leave the column out of the query, or `ignore` out of `expect`.
    "##
    );
}
