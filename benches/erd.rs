//! Laying out and drawing diagrams; Graphviz with the same tables in the same run, where it is
//! installed, started anew each time as a user does.

use std::hint::black_box;
use std::io::Write;
use std::process::{Command, Stdio};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use relatable::erd::graph::Graph;
use relatable::erd::text::{Options, Signs};
use relatable::erd::{dot, svg, text};
use relatable::relation::{Attribute, End, Entity, Link, Model};
use relatable::render::escape;

/// Tables as in databases that people make: most refer to one or two that were there before.
fn model(tables: usize) -> Model {
    let mut model = Model::default();
    for at in 0..tables {
        let column = |name: String, primary_key| Attribute {
            name,
            declared: "INTEGER".to_owned(),
            primary_key,
            ..Attribute::default()
        };
        let mut attributes = vec![column("id".to_owned(), true)];
        attributes.extend((0..at % 7).map(|nth| column(format!("column_{nth}"), false)));
        model.entities.push(Entity { name: format!("table_{at}"), attributes });
    }
    for at in 1..tables {
        for (nth, target) in [at - 1, at / 2].into_iter().enumerate() {
            if nth == 1 && at % 3 != 0 {
                continue;
            }
            let name = format!("key_{nth}");
            let key = Attribute { name: name.clone(), foreign_key: true, ..Attribute::default() };
            model.entities[at].attributes.push(key);
            let link =
                Link::new(End::one(format!("table_{target}")), End::many(format!("table_{at}")));
            // Each is another key, so none contradicts another.
            let _ = model.say(Link { columns: vec![name], ..link });
        }
    }
    model
}

fn graphviz(text: &str) -> Option<Vec<u8>> {
    let mut dot = Command::new("dot")
        .arg("-Tplain")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    dot.stdin.take()?.write_all(text.as_bytes()).ok()?;
    Some(dot.wait_with_output().ok()?.stdout)
}

fn draw(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("erd");
    group.sample_size(10);
    let has_graphviz = graphviz("graph {}").is_some();
    for tables in [10, 50, 100] {
        let graph = Graph::of(&model(tables));
        let options = Options { width: 120, signs: Signs::Box, escape: escape::line };
        group.bench_function(BenchmarkId::new("text", tables), |bencher| {
            bencher.iter(|| text::draw(black_box(&graph), &options));
        });
        group.bench_function(BenchmarkId::new("svg", tables), |bencher| {
            bencher.iter(|| svg::draw(black_box(&graph), "tables", escape::line));
        });
        let written = dot::draw(&graph, escape::line);
        if has_graphviz {
            group.bench_function(BenchmarkId::new("dot -Tplain", tables), |bencher| {
                bencher.iter(|| graphviz(black_box(&written)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, draw);
criterion_main!(benches);
