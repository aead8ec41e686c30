//! A suite as the text of its file: a digest in the first line, JSON in the second.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Map, Value as Json, json};

use crate::counterexample::{DataSet, Suite, TableRows};
use crate::outcome::suites::Key;
use crate::rows::{Row, Value};

/// The text of a suite.
pub(super) fn write(key: Key, suite: &Suite) -> String {
    let json = Json::Array(suite.sets.iter().map(set_to_json).collect()).to_string();
    format!("{}\n{json}\n", digest(key, &json))
}

/// The suite of a text that was written for this question, to the last letter.
pub(super) fn read(key: Key, text: &str) -> Option<Suite> {
    let (first, json) = text.strip_suffix('\n')?.split_once('\n')?;
    if first != digest(key, json) {
        return None;
    }
    let Json::Array(sets) = serde_json::from_str(json).ok()? else { return None };
    Some(Suite { sets: sets.iter().map(set).collect::<Option<_>>()? })
}

pub(super) fn digest(key: Key, json: &str) -> String {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, key, json).hash(&mut hasher);
        hasher.finish()
    };
    format!("{:016x}{:016x}", half(2), half(3))
}

fn set_to_json(set: &DataSet) -> Json {
    let table = |table: &TableRows| {
        let cells = |row: &Row| Json::Array(row.iter().map(value_to_json).collect());
        let rows: Vec<Json> = table.rows.iter().map(cells).collect();
        json!({"table": table.table, "columns": table.columns, "rows": rows})
    };
    Json::Array(set.tables.iter().map(table).collect())
}

fn set(json: &Json) -> Option<DataSet> {
    let tables = json.as_array()?.iter().map(|json| {
        let columns: Vec<String> =
            json.get("columns")?.as_array()?.iter().map(text).collect::<Option<_>>()?;
        let row = |json: &Json| -> Option<Row> {
            let cells = json.as_array()?;
            if cells.len() != columns.len() {
                return None;
            }
            cells.iter().map(value).collect()
        };
        let rows = json.get("rows")?.as_array()?.iter().map(row).collect::<Option<_>>()?;
        Some(TableRows { table: text(json.get("table")?)?, columns, rows })
    });
    Some(DataSet { tables: tables.collect::<Option<_>>()? })
}

fn text(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}

/// A float by its bits: its digits would have to be read just as they were written.
fn value_to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Real(number) => json!({"real": number.to_bits()}),
        Value::Blob(bytes) => json!({"blob": bytes}),
    }
}

fn value(json: &Json) -> Option<Value> {
    let only = |map: &Map<String, Json>| match map.len() {
        1 => map.iter().next().map(|(name, json)| (name.clone(), json.clone())),
        _ => None,
    };
    Some(match json {
        Json::Null => Value::Null,
        Json::Number(number) => Value::Integer(number.as_i64()?),
        Json::String(text) => Value::Text(text.clone()),
        Json::Object(map) => match only(map)? {
            (name, bits) if name == "real" => Value::Real(f64::from_bits(bits.as_u64()?)),
            (name, Json::Array(bytes)) if name == "blob" => {
                let byte = |json: &Json| u8::try_from(json.as_u64()?).ok();
                Value::Blob(bytes.iter().map(byte).collect::<Option<_>>()?)
            }
            _ => return None,
        },
        Json::Bool(_) | Json::Array(_) => return None,
    })
}
