//! The format as JSON Schema (draft 2020-12), for editors that complete and check while an author
//! types. It is made of the same data that loading goes by.
//!
//! Whatever loads satisfies it. The other way round, loading sees more: what SQL means, whether
//! rows are as wide as their columns, whether an id stands twice, and how YAML was written.

mod form;
mod value;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::file::{COURSE, Kind, LESSON, Names, Shape};

/// What a schema can be printed of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Of {
    /// A lesson file.
    #[default]
    Lesson,
    /// `course.yaml`.
    Course,
}

/// The schema, as JSON text that ends with a line break.
pub fn text(of: Of) -> String {
    format!("{:#}\n", schema(of))
}

fn schema(of: Of) -> Value {
    let (root, id, title, about) = match of {
        Of::Lesson => (
            &LESSON,
            "urn:relatable:schema:lesson",
            "A lesson",
            "A lesson of Relatable: tables, rows, and steps to read, to think about and to answer.",
        ),
        Of::Course => (
            &COURSE,
            "urn:relatable:schema:course",
            "A course",
            "The course.yaml of a folder of lessons of Relatable: which of them, in which order.",
        ),
    };
    let mut printer = Printer::default();
    let body = printer.shape(root);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!(id));
    schema.insert("title".to_owned(), json!(title));
    schema.insert("description".to_owned(), json!(about));
    schema.extend(body);
    if !printer.definitions.is_empty() {
        let definitions = printer.definitions.into_iter().map(|(name, made)| (name, made.into()));
        schema.insert("$defs".to_owned(), Value::Object(definitions.collect()));
    }
    schema.into()
}

/// Prints shapes, each once.
#[derive(Default)]
struct Printer {
    definitions: BTreeMap<String, Map<String, Value>>,
}

impl Printer {
    /// The schema of a map of that shape.
    fn shape(&mut self, shape: &'static Shape) -> Map<String, Value> {
        let mut properties = Map::new();
        for key in shape.keys {
            let mut property = self.kind(&key.kind);
            property.insert("description".to_owned(), key.about.into());
            properties.insert(key.name.to_owned(), property.into());
        }
        let required: Vec<&str> =
            shape.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("object"));
        if !properties.is_empty() {
            schema.insert("properties".to_owned(), properties.into());
        }
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        match shape.names {
            Some(names) => {
                schema.insert("propertyNames".to_owned(), value::text());
                schema.insert("additionalProperties".to_owned(), self.names(names));
            }
            None => {
                schema.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        schema.extend(form::rules(shape));
        schema
    }

    fn names(&mut self, names: Names) -> Value {
        let mut schema = self.kind(names.kind);
        schema.insert("description".to_owned(), names.about.into());
        schema.into()
    }

    /// The schema of what a key of that kind takes.
    fn kind(&mut self, kind: &'static Kind) -> Map<String, Value> {
        match kind {
            Kind::Map(shape) => {
                let name = name_of(shape);
                if !self.definitions.contains_key(&name) {
                    // It is there before its parts are made, which may need it.
                    self.definitions.insert(name.clone(), Map::new());
                    let mut made = self.shape(shape);
                    made.shift_insert(0, "title".to_owned(), capital(shape.name).into());
                    self.definitions.insert(name.clone(), made);
                }
                reference(&name)
            }
            Kind::List(of, count) => {
                let items = self.kind(of);
                value::list(items.into(), *count)
            }
            Kind::Either(one, other) => {
                let both = [self.kind(one), self.kind(other)];
                value::map(json!({ "anyOf": both }))
            }
            Kind::Rows => self.defined("rows", value::rows),
            Kind::Table => {
                self.defined("row", value::row);
                self.defined("table", value::table)
            }
            plain => value::map(value::plain(plain)),
        }
    }

    /// A definition that no shape describes.
    fn defined(&mut self, name: &str, make: fn() -> Value) -> Map<String, Value> {
        self.definitions.insert("cell".to_owned(), value::map(value::cell()));
        self.definitions.insert(name.to_owned(), value::map(make()));
        reference(name)
    }
}

fn reference(name: &str) -> Map<String, Value> {
    value::map(json!({ "$ref": format!("#/$defs/{name}") }))
}

/// The name of a shape's definition: `a-table-of-schema` without its article.
fn name_of(shape: &Shape) -> String {
    let name = shape.name;
    let bare = name.strip_prefix("a ").or(name.strip_prefix("an ")).unwrap_or(name);
    bare.replace('`', "").replace(' ', "-")
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
