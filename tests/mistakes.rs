//! Scripts that are not Python, each beside what CPython 3.11 says that is wrong with it
//! (`tests/mistakes/record.py` records it): the same is said here, of the same place.

use std::fs;
use std::path::Path;

use relatable::orm::python::syntax::{Mistake, read};

/// The script that a line stands for.
fn plain(line: &str) -> String {
    let mut found = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        found.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                other => other.unwrap(),
            },
            letter => letter,
        });
    }
    found
}

/// The column, from 1, of what is wrong.
fn column(source: &str, mistake: &Mistake) -> usize {
    let before = source.get(..mistake.offset).unwrap_or(source);
    let before = before.rsplit_once('\n').map_or(before, |(_, before)| before);
    before.chars().count() + 1
}

fn without_column(answer: &str) -> &str {
    answer.rsplit_once(", column").map_or(answer, |(before, _)| before)
}

/// Whether CPython's column is one of the script: it gives none for the end of a text (0), and for
/// what is wrong within an expression of an f-string that of a text of its own.
fn has_column(answer: &str) -> bool {
    !answer.ends_with("column 0)") && !answer.contains("f-string: ")
}

#[track_caller]
fn check(name: &str, columns: bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let recorded = |ending| fs::read_to_string(folder.join(format!("{name}.{ending}"))).unwrap();
    let (lines, expected) = (recorded("txt"), recorded("out"));
    assert_eq!(
        lines.lines().count(),
        expected.lines().count(),
        "{name}.out is to be recorded anew"
    );
    let mut wrong = Vec::new();
    for (line, its) in lines.lines().zip(expected.lines()) {
        let source = plain(line);
        let mine = match read(&source) {
            Ok(_) => "OK".to_owned(),
            Err(mistake) => {
                let column = column(&source, &mistake);
                let Mistake { class, message, line, .. } = &mistake;
                format!("{class}: {message} (line {line}, column {column})")
            }
        };
        if without_column(&mine) != without_column(its) || columns && has_column(its) && mine != its
        {
            wrong.push(format!("{line}\n    CPython: {its}\n    here:    {mine}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        lines.lines().count(),
        wrong.join("\n")
    );
}

#[test]
fn what_learners_forget_is_told_in_cpython_s_words() {
    check("learners", true);
}

#[test]
fn mistakes_within_f_strings_are_told_in_cpython_s_words() {
    check("formats", false);
}

#[test]
fn all_kinds_of_mistakes_are_told_in_cpython_s_words() {
    check("all", true);
}
