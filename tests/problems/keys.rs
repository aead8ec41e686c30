//! Keys that are unknown, missing, there twice, or hold something of another kind.

use insta::assert_snapshot;

use crate::support::problems;

#[test]
fn missing_keys() {
    assert_snapshot!(
        problems(r##"about: x
    "##),
        @r##"
    1:1 `title` is missing: a lesson needs it
      Add `title: …`.
    1:1 `steps` is missing: a lesson needs it
      Add `steps:`, and each item on a line of its own after `- `.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
    "##),
        @r##"
    1:1 `steps` is missing: a lesson needs it
      Add `steps:`, and each item on a line of its own after `- `.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps: []
"##),
        @r##"2:1 `steps` is empty: a lesson needs one step at least"##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
"##),
        @r##"
    2:1 `steps` is empty
      Write something after the colon, or leave the key out.
    "##
    );
}

#[test]
fn unknown_keys() {
    assert_snapshot!(
        problems(r##"titel: T
steps:
  - say: Read.
"##),
        @r##"
    1:1 `titel` is not a key of a lesson
      Did you mean `title`?
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
hints: ["a"]
steps:
  - say: Read.
"##),
        @r##"
    2:1 `hints` is not a key of a lesson
      It is a key of a step: look at its indentation.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - say: x
    colour: red
"##),
        @r##"
    4:5 `colour` is not a key of a step
      There are `say`, `show`, `data`, `reveal`, `id`, `ask`, `language`, `task`, `answer`, `also`, `wrong`, `choices`, `hints`, `then`, `points`, `beyond`, `everywhere` and `expect`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expct: {uses: [join]}
"##),
        @r##"
    6:5 `expct` is not a key of a step
      Did you mean `expect`?
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
resources:
  - {title: A, url: b, by: c}
steps:
  - say: Read.
"##),
        @r##"
    3:24 `by` is not a key of a resource
      There are `title` and `url`.
    "##
    );
}

#[test]
fn a_misspelt_key_is_not_missing_too() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    aks: Q
    answr: SELECT 1
"##),
        @r##"
    4:5 `aks` is not a key of a step
      Did you mean `ask`?
    5:5 `answr` is not a key of a step
      Did you mean `answer`?
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - sya: x
"##),
        @r##"
    3:5 `sya` is not a key of a step
      Did you mean `say`?
    "##
    );
}

#[test]
fn duplicate_keys() {
    assert_snapshot!(
        problems(r##"title: T
title: U
steps:
  - say: Read.
"##),
        @r##"
    2:1 `title` stands here twice
      The other one is in line 1.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
data:
  users: []
  Users: []
steps:
  - say: Read.
"##),
        @r##"
    4:3 the table `Users` stands here twice
      To SQLite, names that differ in case alone are the same: put the rows together.
    "##
    );
}

#[test]
fn wrong_kinds() {
    assert_snapshot!(
        problems(r##"title: 42
steps:
  - say: Read.
"##),
        @r##"
    1:8 `title` takes a text, this is a number
      Put it in quotes: "42".
    "##
    );
    assert_snapshot!(
        problems(r##"title: [a]
steps:
  - say: Read.
"##),
        @r##"
    1:8 `title` takes a text, this is a list
      Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`.
    "##
    );
    assert_snapshot!(
        problems(r##"title:
  a: b
steps:
  - say: Read.
"##),
        @r##"
    2:3 `title` takes a text, this is a map of keys and values
      Put a text that contains `: ` in quotes, or write it on the lines after a `|`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
goals: one
steps:
  - say: Read.
"##),
        @r##"
    2:8 `goals` takes a list of texts, this is a text
      Write it as a list: `goals:`, and each item on a line of its own after `- `.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
minutes: ten
steps:
  - say: Read.
"##),
        @r##"
        2:10 `minutes` takes a whole number, this is a text
          Write digits alone: `minutes: 10`.
        "##
    );
    assert_snapshot!(
        problems(r##"title: T
minutes: 0
steps:
  - say: Read.
"##),
        @r##"
        2:10 `minutes` takes a whole number from 1 to 1000
          Write digits alone: `minutes: 10`.
        "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    hints: 3
"##),
        @r##"
    6:12 `hints` takes a list of texts, this is a number
      Write it as a list: `hints:`, and each item on a line of its own after `- `.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    hints: ["a", 3, ""]
"##),
        @r##"
    6:18 each item of `hints` is a text, this is a number
      Put it in quotes: "3".
    6:21 an item of `hints` is empty
      Write a text, or leave it out.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    everywhere: yes
"##),
        @r##"
    6:17 `everywhere` takes `true` or `false`, this is a text
      Write `true`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    beyond: requires
"##),
        @r##"
    6:13 `beyond` cannot be `requires`
      Did you mean `require`?
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect: {within: -1}
"##),
        @r##"6:22 `within` takes a number that is not negative"##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect: {within: .nan}
"##),
        @r##"6:22 `within` takes a number that is not negative"##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect: join
"##),
        @r##"
    6:13 `expect` takes a map of keys and values, this is a text
      There are `rows`, `columns`, `order`, `names`, `within`, `tables`, `ignore`, `relations`, `models`, `schema`, `probes`, `refused`, `output`, `statements`, `uses` and `avoids`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps: Read.
"##),
        @r##"
    2:8 `steps` takes a list of maps, this is a text
      Write it as a list: `steps:`, and each item on a line of its own after `- `.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - Read.
"##),
        @r##"
    3:5 each item of `steps` is a map of keys and values, this is a text
      There are `say`, `show`, `data`, `reveal`, `id`, `ask`, `language`, `task`, `answer`, `also`, `wrong`, `choices`, `hints`, `then`, `points`, `beyond`, `everywhere` and `expect`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    points: 9223372036854775808
"##),
        @r##"
        6:13 `points` takes a whole number from 0 to 1000
          Write digits alone: `points: 10`.
        "##
    );
}

#[test]
fn empty_texts() {
    assert_snapshot!(
        problems(r##"title: ""
steps:
  - say: Read.
"##),
        @r##"
    1:8 `title` is empty
      Write a text, or leave it out.
    "##
    );
    assert_snapshot!(
        problems(r##"title:
steps:
  - say: Read.
"##),
        @r##"
    1:1 `title` is empty
      Write something after the colon, or leave the key out.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
goals:
  - 
  - ok
steps:
  - say: Read.
"##),
        @r##"
    3:5 an item of `goals` is empty
      Write it after the `- `, or take the `- ` out.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - say: |

"##),
        @r##"
    3:10 `say` is empty
      Write a text, or leave it out.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    hints: [""]
"##),
        @r##"
    6:13 an item of `hints` is empty
      Write a text, or leave it out.
    "##
    );
}

#[test]
fn unquoted_texts_between_brackets() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    also: [SELECT a, b FROM t]
"##),
        @r##"
    6:12 `also` is unquoted between brackets: YAML splits it at commas
      Put each text in quotes, or on a line of its own.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    hints: [Look again, "fine"]
"##),
        @r##"
    6:13 `hints` is unquoted between brackets: YAML splits it at commas
      Put each text in quotes, or on a line of its own.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - {say: Hello}
"##),
        @r##"
    3:11 `say` is unquoted between brackets: YAML splits it at commas
      Put each text in quotes, or on a line of its own.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - say: x
    show: [users, SELECT 1]
"##),
        @r##"
    4:19 `show` is unquoted between brackets: YAML splits it at commas
      Put each text in quotes, or on a line of its own.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
variants:
  - {name: none, empty: [users]}
steps:
  - say: Read.
"##),
        @r##"
    3:12 `name` is unquoted between brackets: YAML splits it at commas
      Put each text in quotes, or on a line of its own.
    "##
    );
}

#[test]
fn texts_cut_by_a_comment() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - say: The item #3 is free, but item #4 is not. See # 5.
"##),
        @r##"
    3:19 YAML cuts the text of `say` at this ` #`
      Put the text in quotes; if this is a comment, give it a line of its own.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1 # one
"##),
        @r##"
    5:22 YAML cuts the text of `answer` at this ` #`
      Put the text in quotes; if this is a comment, give it a line of its own.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
minutes: 5 # about
steps:
  - say: "Read." # fine
"##),
        @r##"it loads"##
    );
}

#[test]
fn keys_of_another_language() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      models: {User: {posts: {target: Post, uselist: true}}}
      output: hello
      statements: {at most: 3}
"##),
        @r##"
    7:7 `models` is not looked at: it speaks of ORM code
      Add `language: orm` to the step, or leave the key out.
    8:7 `output` is not looked at: it speaks of ORM code
      Add `language: orm` to the step, or leave the key out.
    9:7 `statements` is not looked at: it speaks of ORM code
      Add `language: orm` to the step, or leave the key out.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    language: orm
"##),
        @r##"
    it loads
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      statements: {most: 3}
      models: [User]
"##),
        @r##"
    7:7 `statements` is not looked at: it speaks of ORM code
      Add `language: orm` to the step, or leave the key out.
    7:20 `most` is not a key of `statements`
      There is only `at most`.
    7:20 `at most` is missing: `statements` needs it
      Add `at most: …`.
    8:7 `models` is not looked at: it speaks of ORM code
      Add `language: orm` to the step, or leave the key out.
    8:15 `models` takes a map by name, this is a list
      Write each name as a key on a line of its own under it.
    "##
    );
}

#[test]
fn relations_that_cannot_be_read() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    expect:
      relations:
        - stores -> items
        - a store has mny items
        - "users -- profiles ?"
        - stores -< items
  - id: b
    language: relation
    task: describe
    ask: Q
    answer: stores
      -<
    wrong:
      - answer: items
    expect:
      rows: [[1]]
  - id: c
    ask: Q
    task: make
    answer: SELECT 1
"##),
        @r##"
    8:18 this is no relation: `->` is no link
      Did you mean `-<`?
    9:23 this is no relation: how many is missing here
      Did you mean `many`?
    10:30 this asks whether a relation holds, and a lesson says that it does
      Leave the `?` out.
    17:9 this is no relation: the name of a table is missing here
      Write it as in `stores -< items`.
    21:7 `rows` is not looked at: this step is judged by the relations that its answer describes
      Leave it out: what is said must hold in the step's database, and nothing of what the reference says may be left out.
    24:5 `task` stands here without `language: relation`
      It says what a relation does. Add `language: relation`, or leave `task` out.
    "##
    );
}

#[test]
fn everything_at_once() {
    assert_snapshot!(
        problems(r##"titel: T
minutes: soon
steps:
  - say: Read # this
    hints: ["x"]
  - id: One
    ask: Q
    answer: SELECT 1
    also: [SELECT a, b]
    expect:
      rows: [[1], [1, 2]]
      uses: [jion]
  - ask: Q
    choices:
      - right: x
recap: !x y
"##),
        @r##"
    1:1 `titel` is not a key of a lesson
      Did you mean `title`?
    2:10 `minutes` takes a whole number, this is a text
      Write digits alone: `minutes: 10`.
    4:15 YAML cuts the text of `say` at this ` #`
      Put the text in quotes; if this is a comment, give it a line of its own.
    5:5 `hints` does not belong to a step that asks nothing
      Add `ask` and `answer`, or leave it out.
    6:9 `One` cannot be an id
      An id is made of lower-case letters, digits, `-` and `_`, and begins with a letter or a digit.
    9:12 `also` is unquoted between brackets: YAML splits it at commas
      Put each text in quotes, or on a line of its own.
    11:19 this row has 2 cells, the first one 1
      Give every row as many cells; a cell without a value is `null`.
    12:14 `uses` knows no construct `jion`
      Did you mean `join`?
    13:5 `id` is missing: progress and reports name a step that asks by it
      Add one, such as `id: who-takes-what`.
    14:5 a quiz has 2 to 26 choices, this one has 1
      Each choice is a `- right: …` or a `- wrong: …`.
    16:8 a lesson has no tags, and `!x` is one
      Leave it out; put a text that begins with `!` in quotes.
    "##
    );
}
