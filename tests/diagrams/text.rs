//! Drawings with characters.

use proptest::prelude::*;
use relatable::erd::graph::Graph;
use relatable::erd::text::{LEAST, Options, Signs, draw, listed};
use relatable::relation::{End, Link, Model};
use relatable::render::escape;
use unicode_width::UnicodeWidthStr;

use crate::models::{self, of_sql, shop};

fn options(width: usize, signs: Signs) -> Options {
    Options { width, signs, escape: escape::line }
}

#[track_caller]
fn drawn(model: &Model, width: usize) -> String {
    let lines = draw(&Graph::of(model), &options(width, Signs::Box));
    assert!(lines.iter().all(|line| line.width() <= width), "{lines:#?}");
    lines.join("\n")
}

#[test]
fn a_shop_of_any_size_at_any_width() {
    for tables in [1, 2, 3, 5, 10, 15] {
        for width in [20, 40, 80, 120, 200] {
            let name = format!("shop_{tables}_{width}");
            insta::assert_snapshot!(name, drawn(&shop(tables), width));
        }
        let ascii = draw(&Graph::of(&shop(tables)), &options(80, Signs::Ascii)).join("\n");
        assert!(ascii.is_ascii());
        insta::assert_snapshot!(format!("shop_{tables}_ascii"), ascii);
    }
}

#[test]
fn shapes() {
    insta::assert_snapshot!("star", drawn(&models::star(9), 80));
    insta::assert_snapshot!("chain", drawn(&models::chain(6, false), 80));
    insta::assert_snapshot!("circle", drawn(&models::chain(6, true), 80));
}

#[test]
fn several_keys_between_two_tables_and_within_one() {
    let model = of_sql(
        "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
         CREATE TABLE matches (
           id INTEGER PRIMARY KEY,
           home_id INTEGER NOT NULL REFERENCES teams,
           away_id INTEGER NOT NULL REFERENCES teams,
           replay_of INTEGER UNIQUE REFERENCES matches);",
    );
    insta::assert_snapshot!(drawn(&model, 80), @r"
                                 ┌ matches ──────────────────────────┐
    ┌ teams ───────────┐         │ id        INTEGER key             │┼○─┐
    │ id   INTEGER key │┼┼─────○<│ home_id   INTEGER foreign         │   │
    │                  │┼┼─────○<│ away_id   INTEGER foreign         │   │
    │ name TEXT        │         │ replay_of INTEGER foreign, unique │┼○─┘
    └──────────────────┘         └───────────────────────────────────┘
    ");
}

#[test]
fn a_relation_without_columns_and_a_word() {
    let mut model = Model::default();
    model.say(Link::new(End::many("students"), End::many("courses"))).unwrap();
    let mut link = Link::new(End::one("teachers"), End::many("courses"));
    link.label = Some("gives".to_owned());
    model.say(link).unwrap();
    insta::assert_snapshot!(drawn(&model, 60), @r"
    ┌ students ─┐         ┌ courses ─┐         ┌ teachers ─┐
    │           │>───────<│          │>───────┼│           │
    └───────────┘         └──────────┘         └───────────┘

    teachers ┼────< courses: gives
    ");
}

#[test]
fn names_of_any_script_keep_their_columns() {
    let model = of_sql(
        "CREATE TABLE 学生 (番号 INTEGER PRIMARY KEY, 名前 TEXT);
         CREATE TABLE \"👩‍🌾 farms\" (id INTEGER PRIMARY KEY, 学生番号 INTEGER REFERENCES 学生,
           \"e\u{301}te\u{301}\" TEXT, \"\u{1b}[2J\u{202e}\" TEXT);",
    );
    insta::assert_snapshot!(drawn(&model, 80), @r"
                                 ┌ 👩‍🌾 farms ─────────────────────────┐
    ┌ 学生 ────────────┐         │ id                INTEGER key     │
    │ 番号 INTEGER key │┼○─────○<│ 学生番号          INTEGER foreign │
    │ 名前 TEXT        │         │ été               TEXT            │
    └──────────────────┘         │ \u{1b}[2J\u{202e} TEXT            │
                                 └───────────────────────────────────┘
    ");
}

#[test]
fn a_hundred_tables_are_listed() {
    let lines = draw(&Graph::of(&models::web(100)), &options(80, Signs::Box));
    insta::assert_snapshot!("hundred", lines[..24].join("\n"));
}

#[test]
fn a_line_ends_at_the_columns_that_it_is_about() {
    let inferred = models::inferred(
        "CREATE TABLE animals (id INTEGER PRIMARY KEY, name TEXT, chip TEXT UNIQUE);
         CREATE TABLE passports (number TEXT PRIMARY KEY, animal_id INTEGER REFERENCES animals);
         CREATE TABLE visits (on_day TEXT, animal_id INTEGER REFERENCES animals);
         CREATE TABLE weights (kg REAL, animal_id INTEGER REFERENCES animals);
         CREATE TABLE finds (town TEXT, chip TEXT REFERENCES animals (chip));",
    );
    let graph = Graph::of_inferred(&inferred);
    insta::assert_snapshot!("ends", draw(&graph, &options(80, Signs::Box)).join("\n"));
    insta::assert_snapshot!("ends_ascii", draw(&graph, &options(80, Signs::Ascii)).join("\n"));
}

/// Beside which columns lines end in a drawing: the name of the nearest row at or above each end.
fn touched(lines: &[String]) -> Vec<String> {
    let cells: Vec<Vec<char>> = lines.iter().map(|line| line.chars().collect()).collect();
    let at = |x: usize, y: usize| cells.get(y).and_then(|row| row.get(x)).copied().unwrap_or(' ');
    let mut touched = Vec::new();
    let corners = |y: usize| (0..cells[y].len()).filter(move |&x| at(x, y) == '┌');
    let is_title = |&(x, y): &(usize, usize)| at(x + 1, y) == ' ';
    let tops = (0..cells.len()).flat_map(|y| corners(y).map(move |x| (x, y)));
    for (left, top) in tops.filter(is_title) {
        let right = (left + 1..).find(|&x| at(x, top) == '┐').unwrap();
        let mut column = String::new();
        for y in (top + 1..).take_while(|&y| at(left, y) == '│') {
            let row: String = (left + 1..right).map(|x| at(x, y)).collect();
            if let Some(name) = row.split_whitespace().next() {
                column = name.to_owned();
            }
            let outside = [left.checked_sub(1), Some(right + 1)].into_iter().flatten();
            let ends = outside.filter(|&x| at(x, y) != ' ').count();
            touched.extend(vec![column.clone(); ends]);
        }
    }
    touched.sort();
    touched
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn each_line_ends_beside_its_own_columns(
        keys in prop::collection::vec((0..6_usize, 0..6_usize, any::<bool>()), 0..14),
    ) {
        let mut sql = String::new();
        let mut expected = Vec::new();
        for table in 0..6 {
            sql += &format!(
                "CREATE TABLE t{table} (t{table}_name TEXT, t{table}_id INTEGER PRIMARY KEY, \
                 t{table}_code TEXT UNIQUE"
            );
            for (nth, (_, target, by_code)) in
                keys.iter().enumerate().filter(|(_, key)| key.0 == table)
            {
                let goal = if *by_code { "code" } else { "id" };
                sql += &format!(", k{nth} REFERENCES t{target} (t{target}_{goal})");
                expected.extend([format!("k{nth}"), format!("t{target}_{goal}")]);
            }
            sql += ");";
        }
        expected.sort();
        let graph = Graph::of_inferred(&models::inferred(&sql));
        let lines = draw(&graph, &options(1000, Signs::Box));
        prop_assert_eq!(touched(&lines), expected, "{}", lines.join("\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_wider_than_asked_and_all_is_there(
        model in models::any_model(8),
        width in 0..140_usize,
        ascii in any::<bool>(),
    ) {
        let signs = if ascii { Signs::Ascii } else { Signs::Box };
        let options = options(width, signs);
        for lines in [draw(&Graph::of(&model), &options), listed(&Graph::of(&model), &options)] {
            for line in &lines {
                prop_assert!(line.width() <= width.max(LEAST), "{line}");
                prop_assert!(!line.chars().any(char::is_control), "{line:?}");
            }
        }
        prop_assert_eq!(draw(&Graph::of(&model), &options), draw(&Graph::of(&model), &options));
    }
}
