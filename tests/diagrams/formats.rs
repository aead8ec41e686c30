//! What is written for other tools is what they read.

use std::io::Write;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use relatable::erd::graph::Graph;
use relatable::erd::{dot, svg};
use relatable::relation::notation::print;
use relatable::relation::said::{Notation, Unsaid};
use relatable::relation::{Entity, Model};
use relatable::render::escape;

use crate::mermaid;
use crate::models::{HOSTILE, any_model, shop};

fn hostile() -> Model {
    let mut model = shop(3);
    for name in HOSTILE {
        let attributes = model.entities[0].attributes.clone();
        let mut entity = Entity { name: name.to_owned(), attributes };
        entity.attributes[0].name = name.to_owned();
        entity.attributes[1].declared = name.to_owned();
        model.entities.push(entity);
        let mut link = model.links[0].clone();
        link.right.entity = name.to_owned();
        link.label = Some(name.to_owned());
        model.links.push(link);
    }
    model
}

/// Models at random, always the same.
fn some(count: usize) -> Vec<Model> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| any_model(8).new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn svg_of_two_tables() {
    insta::assert_snapshot!(svg::draw(&Graph::of(&shop(2)), "A shop", escape::line));
}

#[test]
fn dot_of_two_tables() {
    insta::assert_snapshot!(dot::draw(&Graph::of(&shop(2)), escape::line));
}

#[track_caller]
fn well_formed(model: &Model) {
    let text = svg::draw(&Graph::of(model), "a <title> & more \u{0}", escape::line);
    let document = roxmltree::Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let known = ["svg", "title", "desc", "style", "rect", "g", "path", "circle", "text"];
    for node in document.descendants().filter(|node| node.is_element()) {
        assert!(known.contains(&node.tag_name().name()), "{:?}", node.tag_name());
        let safe = |name: &str| !name.starts_with("on") && name != "href";
        assert!(node.attributes().all(|attribute| safe(attribute.name())));
    }
    let texts: Vec<&str> = document
        .descendants()
        .filter(|node| node.attribute("class") == Some("erd-title"))
        .map(|node| node.text().unwrap_or_default())
        .collect();
    assert_eq!(texts.len(), Graph::of(model).nodes.len(), "each entity has its title once");
}

#[test]
fn svg_is_well_formed_whatever_things_are_called() {
    well_formed(&hostile());
    well_formed(&Model::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn svg_is_always_well_formed(model in any_model(10)) {
        well_formed(&model);
    }
}

/// What Graphviz makes of a graph: what it drew, or its message. `None` where it is not installed,
/// which is said.
fn graphviz(text: &str) -> Option<Result<String, String>> {
    let started = Command::new("dot")
        .arg("-Tplain")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut dot) = started else {
        eprintln!("dot is not installed: Graphviz was not asked");
        return None;
    };
    let mut stdin = dot.stdin.take().unwrap();
    let input = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = dot.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    match output.status.success() && said.is_empty() {
        true => Some(Ok(String::from_utf8_lossy(&output.stdout).into_owned())),
        false => Some(Err(said)),
    }
}

#[test]
fn graphviz_draws_what_is_written_for_it() {
    for model in some(24).into_iter().chain([hostile(), shop(15), Model::default()]) {
        let text = dot::draw(&Graph::of(&model), escape::line);
        let Some(drawn) = graphviz(&text) else { return };
        let drawn = drawn.unwrap_or_else(|error| panic!("{error}\nin:\n{text}"));
        let graph = Graph::of(&model);
        let lines = |word: &str| drawn.lines().filter(|line| line.starts_with(word)).count();
        assert_eq!(lines("node "), graph.nodes.len(), "{text}");
        assert_eq!(lines("edge "), graph.edges.len(), "{text}");
    }
}

#[test]
fn mermaid_draws_what_is_read_off_a_database() {
    let text = print(&shop(15), Notation::Mermaid);
    assert!(text.unsaid.iter().all(|unsaid| matches!(unsaid, Unsaid::Key(..))), "{text:?}");
    let Some(read) = mermaid::parse(&[text.text]) else { return };
    let read = read[0].as_ref().unwrap();
    assert_eq!(read["entities"].as_array().unwrap().len(), 15);
    assert_eq!(read["links"].as_array().unwrap().len(), shop(15).links.len());
}
