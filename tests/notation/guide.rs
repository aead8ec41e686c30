//! `docs/notation.md` says what is so: its examples are read.

use std::fs;
use std::path::Path;

use relatable::relation::name::{foreign_key, index, join_table, other, table, unique_index};
use relatable::relation::notation::{looks_like_relation, parse};
use relatable::relation::said::Notation;

fn guide() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/notation.md")).unwrap()
}

/// The contents of its blocks of one kind.
fn blocks(kind: &str) -> Vec<String> {
    let text = guide();
    let blocks = text.split("\n```").collect::<Vec<_>>();
    let of_kind = |block: &&str| block.split('\n').next() == Some(kind);
    blocks
        .iter()
        .filter(|block| of_kind(block))
        .map(|block| block.split_once('\n').map_or("", |(_, rest)| rest).to_owned())
        .collect()
}

/// The cells in code of the rows of a table, by its heading.
fn cells(heading: &str) -> Vec<Vec<String>> {
    let text = guide();
    let rows = text[text.find(heading).unwrap()..].lines().skip(2);
    let cell = |cell: &str| cell.trim().trim_matches('`').replace("\\|", "|");
    let split = |row: &str| {
        row.replace("\\|", "\u{0}")
            .trim_matches('|')
            .split('|')
            .map(|text| cell(&text.replace('\u{0}', "|")))
            .collect::<Vec<_>>()
    };
    rows.take_while(|row| row.starts_with('|')).map(split).collect()
}

#[test]
fn every_example_is_read_and_known_for_what_it_is() {
    let blocks = blocks("relation");
    assert_eq!(blocks.len(), 3);
    for line in blocks.iter().flat_map(|block| block.lines()) {
        if let Err(error) = parse(line, &[]) {
            panic!("{error} in {line}");
        }
        assert!(looks_like_relation(line), "{line}");
    }
}

#[test]
fn the_diagram_is_read() {
    let [diagram] = &blocks("mermaid")[..] else { panic!("one diagram") };
    let said = parse(diagram, &[]).unwrap();
    assert_eq!((said.notation, said.model.links.len()), (Notation::Mermaid, 3));
    let names: Vec<&str> = said.model.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Customer", "orders", "addresses", "order_lines"]);
}

#[test]
fn the_notations_of_one_row_say_the_same() {
    let rows = cells("| crow's foot |");
    assert_eq!(rows.len(), 4);
    for row in rows {
        let shape = |text: &str| {
            let mut links = parse(text, &[]).unwrap().model.links;
            for link in &mut links {
                // Mermaid leaves nothing open.
                (link.left.participation, link.right.participation) = (None, None);
            }
            links
        };
        for other in row[1..].iter().filter(|text| !text.is_empty()) {
            assert_eq!(shape(&row[0]), shape(other));
        }
    }
}

#[test]
fn every_end_and_every_quantity_is_read() {
    let ends = cells("| end |");
    assert_eq!(ends.len(), 6);
    for end in ends {
        let left = parse(&format!("a {}< b", end[1]), &[]).unwrap().model.links.remove(0);
        let right = parse(&format!("b >{} a", end[2]), &[]).unwrap().model.links.remove(0);
        let of_a = |link: &relatable::relation::Link| {
            let end = if link.left.entity == "a" { &link.left } else { &link.right };
            (end.cardinality, end.participation)
        };
        assert_eq!(of_a(&left), of_a(&right), "{end:?}");
    }
    let quantities = cells("| words |");
    assert_eq!(quantities.len(), 6);
    for row in quantities {
        let mut said = Vec::new();
        for words in row[0].split("`, `") {
            said.push(parse(&format!("a store has {words} items"), &[]).unwrap().model);
        }
        assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{row:?}");
    }
    let counts = cells("| marks |");
    assert_eq!(counts.len(), 4);
    for row in counts {
        let marks = row[0].split(['`', ' ']).filter(|mark| !mark.is_empty());
        let words = row[1].split("`, `");
        let said: Vec<_> = marks
            .map(|mark| format!("a ||--{mark} b"))
            .chain(words.map(|words| format!("a one to {words} b")))
            .map(|line| parse(&line, &[]).unwrap_or_else(|_| panic!("{line}")).model)
            .collect();
        assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{row:?}");
    }
}

#[test]
fn names_are_as_the_table_says() {
    assert_eq!(table("order line", &["OrderLines"]), "OrderLines");
    let plurals = ["order line", "person", "address"].map(|noun| table(noun, &[]));
    assert_eq!(plurals, ["order_lines", "people", "addresses"]);
    let guide = guide();
    let names = [
        format!("items.{}", foreign_key("stores", "id")),
        format!("Track.{}", foreign_key("Album", "AlbumId")),
        format!("{}.{}", join_table("people", "people"), other(&foreign_key("people", "id"))),
        join_table("students", "courses"),
        index("items", &["store_id"]),
        unique_index("profiles", &["user_id"]),
    ];
    for name in names {
        assert!(guide.contains(&format!("`{name}`")), "{name}");
    }
}
