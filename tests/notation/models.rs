//! Models of every shape, with the names that are hardest to write.

use proptest::prelude::*;
use proptest::sample::select;
use relatable::relation::{Attribute, Cardinality, End, Link, Model, Participation};

/// Names that mean something in one notation or another, or that need care in it.
const HARD: [&str; 75] = [
    "users",
    "Users",
    "user",
    "order_lines",
    "OrderLine",
    "people",
    "children",
    "data",
    "series",
    "through",
    "by",
    "has",
    "have",
    "many",
    "a",
    "an",
    "one",
    "belongs",
    "to",
    "and",
    "there",
    "is",
    "o",
    "O",
    "u",
    "u_",
    "may",
    "must",
    "each",
    "exactly",
    "exactly_one",
    "zero_or_more",
    "the_one",
    "via",
    "does",
    "select",
    "Select from",
    "erDiagram",
    "title",
    "direction",
    "direction TB",
    "direction\tlr x",
    "class",
    "style",
    "end",
    "subgraph",
    "PK",
    "accTitle:",
    "only one",
    "1",
    "1+",
    "many(0)",
    "0",
    "_",
    "__a__b",
    "order-line",
    "a.b",
    "%%",
    "%%{init}%%",
    "#quot;",
    "#35;",
    "say \"hi\"",
    "it's",
    "`tick`",
    "[box]",
    "{brace}",
    "a\\b",
    "a\nb",
    " edge ",
    "🦀🦀",
    "日本語",
    "–",
    "a;b?",
    "-<",
    "~gen~eric~",
];

pub fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(HARD.to_vec()).prop_map(str::to_owned),
        2 => "[a-z]{1,6}(_[a-z]{1,5}){0,2}",
        2 => "\\PC{0,8}",
        1 => any::<String>().prop_map(|text| text.chars().take(6).collect()),
    ]
}

fn participation() -> impl Strategy<Value = Option<Participation>> {
    select(vec![None, Some(Participation::Mandatory), Some(Participation::Optional)])
}

fn cardinality() -> impl Strategy<Value = Option<Cardinality>> {
    select(vec![None, Some(Cardinality::One), Some(Cardinality::Many)])
}

prop_compose! {
    fn attribute()(
        name in name(), declared in prop_oneof![name(), "DECIMAL\\([0-9],[0-9]\\)"],
        flags in any::<[bool; 4]>(),
    ) -> Attribute {
        let [primary_key, foreign_key, unique, not_null] = flags;
        Attribute { name, declared, primary_key, foreign_key, unique, not_null }
    }
}

/// The parts of a link in their order.
type Parts = (End, End, Vec<String>, Option<String>, Option<String>);

/// A link between two of some names. `plain` ones are foreign keys and many-to-manys, with all of
/// their ends said; else anything goes.
fn link(names: Vec<String>, plain: bool) -> impl Strategy<Value = Link> {
    let ends = names.clone();
    let end = move || {
        let ends = (select(ends.clone()), cardinality(), participation());
        ends.prop_map(|(entity, cardinality, participation)| End {
            entity,
            cardinality,
            participation,
        })
    };
    let columns = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(name(), 1..3)];
    let through = prop::option::weighted(0.3, select(names));
    let label = prop::option::weighted(if plain { 0.01 } else { 0.2 }, name());
    (end(), end(), columns, through, label).prop_map(
        move |(mut left, mut right, mut columns, mut through, label): Parts| {
            let mut seen: Vec<String> = Vec::new();
            columns.retain(|column| {
                let new = !seen.iter().any(|known| known.eq_ignore_ascii_case(column));
                seen.push(column.clone());
                new
            });
            if plain {
                right.cardinality = right.cardinality.or(Some(Cardinality::Many));
                if through.is_some() {
                    (left.cardinality, right.cardinality) =
                        (Some(Cardinality::Many), Some(Cardinality::Many));
                }
                let many = |end: &End| end.cardinality == Some(Cardinality::Many);
                if !(many(&left) && many(&right)) {
                    left.cardinality = Some(Cardinality::One);
                    through = None;
                }
            }
            let many = |end: &End| end.cardinality == Some(Cardinality::Many);
            if through.is_some() || (many(&left) && many(&right)) {
                columns.clear();
            }
            Link { left, right, columns, through, label }
        },
    )
}

/// A model as saying things one after the other makes it.
pub fn model() -> impl Strategy<Value = Model> {
    (prop::collection::vec(name(), 1..6), any::<bool>(), any::<bool>()).prop_flat_map(
        |(names, plain, described)| {
            let links = prop::collection::vec(link(names.clone(), plain), 0..6);
            let most = if described { 4 } else { 1 };
            let attributes =
                prop::collection::vec(prop::collection::vec(attribute(), 0..most), names.len());
            (Just(names), links, attributes, any::<bool>()).prop_map(
                |(names, links, attributes, first)| {
                    let mut model = Model::default();
                    if first {
                        names.iter().for_each(|name| model.name(name));
                    }
                    for link in links {
                        let _ = model.say(link);
                    }
                    names.iter().for_each(|name| model.name(name));
                    for (entity, attributes) in model.entities.iter_mut().zip(attributes) {
                        for attribute in attributes {
                            let known = |known: &Attribute| {
                                known.name.eq_ignore_ascii_case(&attribute.name)
                            };
                            if !entity.attributes.iter().any(known) {
                                entity.attributes.push(attribute);
                            }
                        }
                    }
                    model
                },
            )
        },
    )
}
