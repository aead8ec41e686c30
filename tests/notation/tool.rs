//! What is written as Mermaid is Mermaid: its own parser reads the same model.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use relatable::relation::notation::print;
use relatable::relation::said::{Notation, Unsaid};
use relatable::relation::{Attribute, Model};
use serde_json::{Value, json};

use crate::mermaid;
use crate::models::model;

#[test]
fn mermaid_reads_what_is_written_for_it() {
    let mut runner = TestRunner::deterministic();
    let models: Vec<Model> = (0..600)
        .map(|_| model().new_tree(&mut runner).unwrap().current())
        .filter(|model| !model.entities.is_empty() && has_names(model) && spelt_alike(model))
        .collect();
    let diagrams: Vec<String> =
        models.iter().map(|model| print(model, Notation::Mermaid).text).collect();
    let Some(answers) = mermaid::parse(&diagrams) else { return };
    for ((model, diagram), answer) in models.iter().zip(&diagrams).zip(answers) {
        let read = answer.unwrap_or_else(|error| panic!("{error}\nin:\n{diagram}"));
        let mut expected = entities(model);
        let mut found = read["entities"].as_array().unwrap().clone();
        let by_name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
        expected.sort_by_key(by_name);
        found.sort_by_key(by_name);
        assert_eq!(found, expected, "{diagram}");
        assert_eq!(read["links"].as_array().unwrap().len(), model.links.len(), "{diagram}");
    }
}

/// Nothing is written for an empty name.
fn has_names(model: &Model) -> bool {
    !print(model, Notation::Mermaid).unsaid.contains(&Unsaid::Name(String::new()))
}

/// To Mermaid, names that differ in case are two.
fn spelt_alike(model: &Model) -> bool {
    let known = |name: &str| model.entities.iter().any(|entity| entity.name == name);
    model.links.iter().all(|link| known(&link.left.entity) && known(&link.right.entity))
}

fn entities(model: &Model) -> Vec<Value> {
    // A join table that the model only names for a link is an entity of it all the same.
    let columns = |columns: &[Attribute]| columns.iter().map(column).collect::<Vec<_>>();
    let entities = model.entities.iter();
    entities
        .map(|entity| json!({"name": entity.name, "attributes": columns(&entity.attributes)}))
        .collect()
}

fn column(column: &Attribute) -> Value {
    let keys = [(column.primary_key, "PK"), (column.foreign_key, "FK"), (column.unique, "UK")];
    let keys: Vec<&str> = keys.iter().filter(|(is, _)| *is).map(|(_, key)| *key).collect();
    json!({
        "type": if column.declared.is_empty() { "_" } else { &column.declared },
        "name": column.name,
        "keys": keys,
        "comment": if column.not_null { "not null" } else { "" },
    })
}
