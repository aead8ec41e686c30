//! Steps and quizzes whose keys do not make one.

use insta::assert_snapshot;

use crate::support::problems;

#[test]
fn ids() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
  - id: a
    ask: Q
    answer: SELECT 1
"##),
        @r##"
    6:9 two steps have the id `a`
      The other one is in line 3.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: Who Takes
    ask: Q
    answer: SELECT 1
"##),
        @r##"
    3:9 `Who Takes` cannot be an id
      An id is made of lower-case letters, digits, `-` and `_`, and begins with a letter or a digit.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - ask: Q
    answer: SELECT 1
"##),
        @r##"
    3:5 `id` is missing: progress and reports name a step that asks by it
      Add one, such as `id: who-takes-what`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: -x
    ask: Q
    answer: SELECT 1
"##),
        @r##"
    3:9 `-x` cannot be an id
      An id is made of lower-case letters, digits, `-` and `_`, and begins with a letter or a digit.
    "##
    );
}

#[test]
fn bodies() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - show: users
"##),
        @r##"
    3:5 this step says nothing and asks nothing
      Add `say`, `reveal` or `ask`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - reveal: Q
"##),
        @r##"
    3:5 `answer` is missing
      `reveal` needs it to show on Enter.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
"##),
        @r##"
    4:5 `answer` or `choices` is missing
      A step that asks needs a reference to judge by.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - answer: SELECT 1
"##),
        @r##"
    3:5 `answer` stands here without a question
      Add `ask`; or `reveal`, for a question to think about.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - choices: []
"##),
        @r##"
    3:5 a quiz has 2 to 26 choices, this one has 0
      Each choice is a `- right: …` or a `- wrong: …`.
    3:5 `choices` stands here without a question
      Add `ask`; or `reveal`, for a question to think about.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - reveal: Q
    ask: Q
    answer: A
"##),
        @r##"
    4:5 a step either asks or reveals, and this one does both
      Make two steps of it.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    choices:
      - right: x
      - wrong: y
"##),
        @r##"
    6:5 a question has either an `answer` or `choices`, and this one has both
      Make two steps of it.
    "##
    );
}

#[test]
fn keys_that_do_not_fit() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - say: x
    hints: ["h"]
"##),
        @r##"
    4:5 `hints` does not belong to a step that asks nothing
      Add `ask` and `answer`, or leave it out.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - reveal: Q
    answer: A
    points: 2
    then: x
"##),
        @r##"
    5:5 `points` does not belong to a step with `reveal`: its answer is shown and not judged
      Leave it out, or write `ask` instead of `reveal`.
    6:5 `then` does not belong to a step with `reveal`: its answer is shown and not judged
      Leave it out, or write `ask` instead of `reveal`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: q
    ask: Q
    choices:
      - right: x
      - wrong: y
    expect: {uses: [join]}
    also: ["x"]
"##),
        @r##"
    8:5 `expect` does not belong to a quiz: its choices say what is right
      Leave it out, or write `answer` instead of `choices`.
    9:5 `also` does not belong to a quiz: its choices say what is right
      Leave it out, or write `answer` instead of `choices`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: a
    ask: Q
    answer: SELECT 1
    everywhere: true
"##),
        @r##"
    it loads
    6:5 advice: a query is judged on the variants anyway
      Leave `everywhere` out: it is for answers that change something.
    "##
    );
}

#[test]
fn choices() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: q
    ask: Q
    choices:
      - right: x
"##),
        @r##"
    5:5 a quiz has 2 to 26 choices, this one has 1
      Each choice is a `- right: …` or a `- wrong: …`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: q
    ask: Q
    choices:
      - wrong: x
      - wrong: y
"##),
        @r##"
    5:5 none of these choices is right
      Write `right:` instead of `wrong:` for one at least.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: q
    ask: Q
    choices:
      - right: Two  words
      - wrong: two words
"##),
        @r##"
    7:16 two choices read alike: two words
      The other one is in line 6.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: q
    ask: Which alias stands for the inner table?
    choices:
      - right: B
      - wrong: a
      - wrong: c
"##),
        @r##"
    6:16 this choice reads like the letter of another one: b
      Write a word or two around it, or put it in the place of that letter.
    7:16 this choice reads like the letter of another one: a
      Write a word or two around it, or put it in the place of that letter.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: q
    ask: Q
    choices:
      - right: x
        wrong: y
      - because: z
"##),
        @r##"
    7:9 a choice is either `right` or `wrong`, this one is both
      Write its text after one of the two.
    8:9 a choice is either `right` or `wrong`, this one is neither
      Write its text after one of the two.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: q
    ask: Q
    choices:
      - right: 3
      - wrong: 4
"##),
        @r##"
    6:16 `right` takes a text, this is a number
      Put it in quotes: "3".
    7:16 `wrong` takes a text, this is a number
      Put it in quotes: "4".
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - id: q
    ask: Q
    choices: yes
"##),
        @r##"
    5:14 `choices` takes a list of maps, this is a text
      Write it as a list: `choices:`, and each item on a line of its own after `- `.
    "##
    );
    assert_snapshot!(
        problems(&format!("title: T\nsteps:\n  - id: q\n    ask: Q\n    choices:\n{}", (0..27).map(|number| format!("      - right: c{number}\n")).collect::<String>())),
        @r##"
    5:5 a quiz has 2 to 26 choices, this one has 27
      Each choice is a `- right: …` or a `- wrong: …`.
    "##
    );
}
