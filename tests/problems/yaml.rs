//! Files that are not YAML, or YAML that a lesson does not use.

use insta::assert_snapshot;

use crate::support::problems;

#[test]
fn an_empty_file() {
    assert_snapshot!(
        problems(""),
        @r##"
    1:1 the file is empty
      A lesson begins with `title: …`.
    "##
    );
    assert_snapshot!(
        problems(" \n\n"),
        @r##"
    1:1 the file is empty
      A lesson begins with `title: …`.
    "##
    );
    assert_snapshot!(
        problems(r##"# a comment
    "##),
        @r##"1:1 there is nothing in this file but comments"##
    );
    assert_snapshot!(
        problems(r##"---
    "##),
        @r##"
    1:4 a lesson is a map of keys and values, this is empty
      It begins like this: `title: …`.
    "##
    );
}

#[test]
fn what_is_no_map() {
    assert_snapshot!(
        problems(r##"just text
    "##),
        @r##"
    1:1 a lesson is a map of keys and values, this is a text
      It begins like this: `title: …`.
    "##
    );
    assert_snapshot!(
        problems(r##"- a
- b
"##),
        @r##"
    1:1 a lesson is a map of keys and values, this is a list
      It begins like this: `title: …`.
    "##
    );
    assert_snapshot!(
        problems(r##"42
    "##),
        @r##"
    1:1 a lesson is a map of keys and values, this is a number
      It begins like this: `title: …`.
    "##
    );
}

#[test]
fn broken_yaml() {
    assert_snapshot!(
        problems(r##"title: T
about: one: two
steps:
  - say: Read.
"##),
        @r##"
    2:11 YAML takes this `:` for the end of a key, and no key can stand here
      If `one` is a key, begin it on the next line, deeper than `about`. If it belongs to a text, put the text in quotes, or on the lines after a `|`.
    "##
    );
    assert_snapshot!(
        problems("title: T\ngoals:\n\t- a\nsteps:\n  - say: Read.\n"),
        @r##"
    3:1 a tab cannot indent a line of YAML
      Indent with spaces.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
about: "x
"##),
        @r##"
    2:8 this quote is never closed
      Close it; in a text of several lines, indent each line.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
goals: [a
"##),
        @r##"
    2:8 this `[` is never closed
      Close it with `]` or `}`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
goals: [a}
"##),
        @r##"
    2:8 `[` is closed by `}` here
      `[` is closed by `]`, and `{` by `}`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
about: @me
"##),
        @r##"
    2:8 a text cannot begin with @ unless it is quoted
      Put the text in quotes.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
about: `x`
"##),
        @r##"
    2:8 a text cannot begin with ` unless it is quoted
      Put the text in quotes.
    "##
    );
    assert_snapshot!(
        problems("title: T\nabout: a\u{1b}[31mb\nsteps:\n  - say: Read.\n"),
        @r##"
    2:9 there is an unprintable character here, U+001B
      Take it out, or write it in double quotes as an escape such as "\e".
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
  about: x
steps:
  - say: Read.
"##),
        @r##"
    2:3 `about` is indented deeper than `title` above it, which has a text already
      If both belong together, begin both in column 1. A text that goes on here and contains `: ` is put in quotes or after a `|`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
steps:
  - say: x
   - say: y
"##),
        @r##"
    4:4 this line does not fit to the list above it
      The `- ` of all items of a list stand in the same column.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
about: "a" b
steps:
  - say: Read.
"##),
        @r##"
    2:12 something follows the closing quote
      Within '…' a quote is written twice, within "…" it is written \".
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
about: *
steps:
  - say: Read.
"##),
        @r##"2:8 this is not YAML: while scanning an anchor or alias, did not find expected alphabetic or numeric character"##
    );
    assert_snapshot!(
        problems(r##"title: T
about: "\q"
steps:
  - say: Read.
"##),
        @r##"
    2:8 this is no escape that YAML knows
      Within "…" a backslash is written \\; within '…' it stands for itself.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
about
steps:
  - say: Read.
"##),
        @r##"
    2:1 this looks like a key without its `:`
      Write `key: value`, or indent the line if it belongs to the text above.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
about: one
  # note
  two
steps:
  - say: Read.
"##),
        @r##"
    4:3 the comment above ends the text, and this line seems to go on with it
      Put the comment above the key, or the text after a `|`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
goals:
- a
b
steps:
  - say: Read.
"##),
        @r##"
    4:1 this looks like a key without its `:`
      Write `key: value`, or indent the line if it belongs to the text above.
    "##
    );
}

/// Slips of the hand, told by the lines around the place at which a parser stops.
#[test]
fn slips() {
    assert_snapshot!(
        problems("title:Ducks\nabout: x\nsteps:\n  - say: Read.\n"),
        @r##"
    1:6 there is no space after the colon of `title:`
      Write `title: …`.
    "##
    );
    assert_snapshot!(
        problems("title: T\nsteps:\n  - say: One.\n  -say: Two.\n"),
        @r##"
    4:3 there is no space after this `-`
      Write `- say …`.
    "##
    );
    assert_snapshot!(
        problems("title: T\nsteps:\n  - id: a\n   ask: Q\n"),
        @r##"
    4:4 `ask` begins in another column than the keys above it
      Keys that belong together begin in the same column.
    "##
    );
    assert_snapshot!(
        problems("title: T\nsteps:\n  - id: a\n    # why\n\n      ask: Q\n"),
        @r##"
    6:7 `ask` begins in another column than the keys above it
      Keys that belong together begin in the same column.
    "##
    );
    assert_snapshot!(
        problems("title: T\nsteps:\n  - id: a\n    answer: |\n      SELECT 1\n   FROM t\n"),
        @r##"
    6:4 this line is indented less than the text above it, to which it seems to belong
      Begin each line of a text deeper than its key.
    "##
    );
    assert_snapshot!(
        problems("title: T\nsteps:\n  - id: a\n\task: Q\n"),
        @r##"
    4:1 a tab cannot indent a line of YAML
      Indent with spaces.
    "##
    );
    assert_snapshot!(
        problems("title: T\nsteps:\n  - id: a\n  \task: Q\n"),
        @r##"
    4:3 a tab cannot indent a line of YAML
      Indent with spaces.
    "##
    );
    assert_snapshot!(
        problems("title: T\r\nsteps:\r\n  - id: a\r\n\task: Q\r\n"),
        @r##"
    4:1 a tab cannot indent a line of YAML
      Indent with spaces.
    "##
    );
    assert_snapshot!(
        problems("title: T\nsteps:\n  - say: One.\n- say: Two.\n"),
        @r##"
    4:1 this line does not fit to the list above it
      The `- ` of all items of a list stand in the same column.
    "##
    );
    // A colon in a text is no slip in its indentation.
    assert_snapshot!(
        problems("title: T\nsteps:\n  - say: Note: this\n"),
        @r##"
    3:14 YAML takes this `:` for the end of a key, and no key can stand here
      If `Note` is a key, begin it on the next line, deeper than `say`. If it belongs to a text, put the text in quotes, or on the lines after a `|`.
    "##
    );
    assert_snapshot!(
        problems("title: T\r\nabout:x\r\nsteps:\r\n  - say: Read.\r\n"),
        @r##"
    2:6 there is no space after the colon of `about:`
      Write `about: …`.
    "##
    );
}

#[test]
fn a_nul_byte() {
    assert_snapshot!(
        problems("title: T\nabout: a\0b\nsteps:\n  - say: Read.\n"),
        @r##"
    2:9 this is no text: it holds a byte that is zero
      Save the file as UTF-8 text.
    "##
    );
}

#[test]
fn nesting() {
    assert_snapshot!(
        problems(&format!("title: {}\n", "[".repeat(40))),
        @r##"
    1:40 this is nested deeper than 32 levels
      A lesson never needs that: close what is open.
    "##
    );
    assert_snapshot!(
        problems(&(1..40).map(|depth| "  ".repeat(depth) + "- \n").collect::<String>()),
        @r##"
    33:67 this is nested deeper than 32 levels
      A lesson never needs that: close what is open.
    "##
    );
}

#[test]
fn more_than_one_document() {
    assert_snapshot!(
        problems(r##"title: T
steps:
  - say: Read.
---
title: T
"##),
        @r##"
    4:1 a second document begins here
      A file holds one lesson: put the rest into a file of its own.
    "##
    );
}

#[test]
fn tags() {
    assert_snapshot!(
        problems(r##"title: T
about: !shout hello
steps:
  - say: Read.
"##),
        @r##"
    2:8 a lesson has no tags, and `!shout` is one
      Leave it out; put a text that begins with `!` in quotes.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
goals: !!seq ["a"]
steps:
  - say: Read.
"##),
        @r##"
    2:8 a lesson has no tags, and `!!seq` is one
      Leave it out; put a text that begins with `!` in quotes.
    "##
    );
}

#[test]
fn aliases() {
    assert_snapshot!(
        problems(r##"title: T
goals: &g ["a"]
assume: *g
after: *h
steps:
  - say: Read.
"##),
        @r##"
    4:8 `*h` stands for nothing: there is no `&h` before it
      Write out what it should stand for.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
goals: &g [*g]
steps:
  - say: Read.
"##),
        @r##"
    2:12 this alias stands for something that it is itself a part of
      Write out what it should stand for.
    "##
    );
    assert_snapshot!(
        problems(&format!("title: T\ngoals:\n  - &g one\n{}steps:\n  - say: Read.\n", "  - *g\n".repeat(18))),
        @r##"
    20:5 aliases stand for too much: a file may use 16, for a megabyte in all
      Write out what they stand for.
    "##
    );
}

#[test]
fn an_alias_bomb() {
    assert_snapshot!(
        problems(r##"title: T
goals:
  - &a [x, x, x, x, x, x, x, x, x]
  - &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
  - &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
  - &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
  - &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
  - &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
  - &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
  - &h [*g, *g, *g, *g, *g, *g, *g, *g, *g]
  - &i [*h, *h, *h, *h, *h, *h, *h, *h, *h]
steps:
  - say: Read.
"##),
        @r##"
    3:8 each item of `goals` is a text, this is a list
      Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`.
    4:8 each item of `goals` is a text, this is a list
      Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`.
    5:8 each item of `goals` is a text, this is a list
      Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`.
    5:37 aliases stand for too much: a file may use 16, for a megabyte in all
      Write out what they stand for.
    6:8 each item of `goals` is a text, this is a list
      Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`.
    7:8 each item of `goals` is a text, this is a list
      Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`.
    8:8 each item of `goals` is a text, this is a list
      Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`.
    9:8 each item of `goals` is a text, this is a list
      Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`.
    10:8 each item of `goals` is a text, this is a list
      Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`.
    11:8 each item of `goals` is a text, this is a list
      Put a text that begins with `[` or `- ` in quotes, or write it on the lines after a `|`.
    "##
    );
}

#[test]
fn keys_that_are_no_texts() {
    assert_snapshot!(
        problems(r##"title: T
1: a
steps:
  - say: Read.
"##),
        @r##"
    2:1 a key is a text, this is a number
      Put it in quotes: "1".
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
~: a
steps:
  - say: Read.
"##),
        @r##"
    2:1 a key is a text, this is empty
      Put it in quotes: "~".
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
? [a]
: b
steps:
  - say: Read.
"##),
        @r##"
    2:3 a key is a text, this is a list
      Write `key: value`.
    "##
    );
    assert_snapshot!(
        problems(r##"title: T
<<: {about: x}
steps:
  - say: Read.
"##),
        @r##"
    2:1 a lesson has no merge keys (`<<`)
      Write out the keys that should stand here.
    "##
    );
}
