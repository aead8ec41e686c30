//! Values: texts, numbers, words, lists, cells and rows.

use serde_json::{Map, Value, json};

use crate::lesson::file::{Count, Kind, Role};
use crate::sql::constructs::Construct;

/// Something is written: a text of spaces is none.
const NOT_BLANK: &str = r"\S";

/// An id.
const ID: &str = "^[a-z0-9][a-z0-9_-]*$";

/// The name of a file, without a path and not hidden.
const FILE: &str = r"^(?!\.)(?=.*\S)[^/\\:\x00-\x1f\x7f-\x9f]+$";

/// A text that is spelled otherwise than its words are listed: loading passes over case and space.
const LOOSELY_SPELLED: &str = r"[A-Z]|^\s|\s$|\s\s|[^\S ]";

/// The keywords of an object.
pub(super) fn map(schema: Value) -> Map<String, Value> {
    match schema {
        Value::Object(keywords) => keywords,
        _ => Map::new(),
    }
}

/// Any text.
pub(super) fn text() -> Value {
    json!({ "type": "string", "pattern": NOT_BLANK })
}

/// What is no list and no map.
pub(super) fn plain(kind: &Kind) -> Value {
    match kind {
        Kind::Text(Role::Id) => json!({ "type": "string", "pattern": ID }),
        Kind::Text(Role::File) => json!({ "type": "string", "pattern": FILE }),
        Kind::Text(Role::Construct) => construct(),
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Whole(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Kind::Number => json!({ "type": "number", "minimum": 0 }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::True => json!({ "const": true }),
        _ => text(),
    }
}

fn construct() -> Value {
    let words: Vec<&str> = Construct::ALL.iter().map(|construct| construct.words()).collect();
    json!({
        "type": "string",
        "anyOf": [{ "enum": words }, { "pattern": LOOSELY_SPELLED }],
    })
}

/// A list of such items.
pub(super) fn list(items: Value, count: Count) -> Map<String, Value> {
    let mut list = map(json!({ "type": "array", "items": items }));
    if count.least > 0 {
        list.insert("minItems".to_owned(), count.least.into());
    }
    if let Some(most) = count.most {
        list.insert("maxItems".to_owned(), most.into());
    }
    if let Some(key) = count.one_has {
        list.insert("contains".to_owned(), json!({ "required": [key] }));
    }
    list
}

/// One value of a row.
pub(super) fn cell() -> Value {
    json!({
        "title": "A cell",
        "description": "One value: a text, a number, `null`, or `true` and `false` for 1 and 0.",
        "type": ["string", "number", "boolean", "null"],
    })
}

/// A list of rows that are lists of cells.
pub(super) fn rows() -> Value {
    json!({
        "title": "Rows of a result",
        "description": "Each row is a list of cells, all as long as the first: `- [1, Alice]`.",
        "type": "array",
        "items": { "type": "array", "items": { "$ref": "#/$defs/cell" } },
    })
}

/// A row that names its columns.
pub(super) fn row() -> Value {
    json!({
        "title": "A row that names its columns",
        "description": "A cell under the name of each column: `{id: 1, name: Alice}`.",
        "type": "object",
        "additionalProperties": {
            "$ref": "#/$defs/cell",
            "description": "A column and its cell.",
        },
    })
}

/// The rows of a table, in either way in which they can be written.
pub(super) fn table() -> Value {
    json!({
        "title": "A table's rows",
        "description": "`columns` and `rows`, or a list of rows that name their columns.",
        "if": { "type": "object" },
        "then": {
            "properties": {
                "columns": {
                    "description": "The names of the columns, in the order of the cells.",
                    "type": "array",
                    "items": { "type": "string", "pattern": NOT_BLANK },
                    "minItems": 1,
                    "uniqueItems": true,
                },
                "rows": {
                    "description": "The rows: lists of cells as long as `columns`, or rows that \
                                    name their columns.",
                    "type": "array",
                    "items": {
                        "if": { "type": "object" },
                        "then": { "$ref": "#/$defs/row" },
                        "else": { "type": "array", "items": { "$ref": "#/$defs/cell" } },
                    },
                },
            },
            "required": ["columns", "rows"],
            "additionalProperties": false,
        },
        "else": { "type": "array", "items": { "$ref": "#/$defs/row" } },
    })
}
