//! What a script of ORM code did, as JSON, in the shape in which the real SQLAlchemy's doings are
//! recorded (`docs/orm.md`).

use std::io;

use serde_json::{Map, Value as Json, json};

use super::json::still;
use crate::orm::recording::{
    Datum, Failed, FailedKind, Mode, Parameters, Recording, Related, Sent, Warned,
};
use crate::rows::{Rows, Value};

/// The release of SQLAlchemy whose notation and behaviour are followed.
const SQLALCHEMY: &str = "2.1.9";

/// A recording as one JSON document.
///
/// # Errors
/// Where it cannot be put into words, which no value here gives a reason for.
pub fn document(recording: &Recording) -> io::Result<String> {
    let document = json!({
        "sqlalchemy_version": SQLALCHEMY,
        "mode": match recording.mode {
            Mode::Classic => "classic",
            Mode::Flask => "flask",
        },
        "ddl": recording.ddl,
        "statements": recording.statements.iter().map(sent).collect::<Vec<_>>(),
        "stdout": recording.output,
        "tables": tables(&recording.tables),
        "relationships": recording.relationships.iter().map(related).collect::<Vec<_>>(),
        "warnings": recording.warnings.iter().map(warned).collect::<Vec<_>>(),
        "error": recording.error.as_ref().map(failed),
    });
    Ok(still(&serde_json::to_string_pretty(&document)?) + "\n")
}

fn sent(sent: &Sent) -> Json {
    let parameters = match &sent.parameters {
        Parameters::One(row) => values(row),
        Parameters::Many(rows) => rows.iter().map(|row| values(row)).collect(),
    };
    let mut document = json!({ "sql": sent.sql, "params": parameters });
    if sent.many {
        document["many"] = Json::Bool(true);
    }
    document
}

fn tables(tables: &[(String, Rows)]) -> Json {
    let tables = tables.iter().map(|(name, rows)| (name.clone(), table(rows)));
    Json::Object(tables.collect())
}

fn table(rows: &Rows) -> Json {
    let row = |row: &Vec<Value>| {
        let named = rows.columns.iter().cloned().zip(row.iter().map(cell));
        Json::Object(named.collect::<Map<_, _>>())
    };
    rows.rows.iter().map(row).collect()
}

fn values(row: &[Datum]) -> Json {
    let value = |datum: &Datum| match datum {
        Datum::Bool(value) => json!(value),
        // JSON's readers take a number of any size for a float, but for 64 bits.
        Datum::Large(digits) => match digits.parse::<u64>() {
            Ok(number) => json!(number),
            Err(_) => json!(digits.parse::<f64>().unwrap_or(f64::MAX)),
        },
        other => cell(&other.cell()),
    };
    row.iter().map(value).collect()
}

fn cell(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(number) => json!(number),
        // JSON has no infinity; its name is what Python's `json` writes.
        Value::Real(number) if number.is_infinite() => {
            json!(if *number > 0.0 { "Infinity" } else { "-Infinity" })
        }
        Value::Real(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Blob(bytes) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            json!({ "bytes": digits })
        }
    }
}

fn related(related: &Related) -> Json {
    json!({
        "class": related.class,
        "attr": related.attribute,
        "target": related.target,
        "direction": related.direction,
        "uselist": related.uselist,
        "secondary": related.secondary,
        "back_populates": related.back_populates,
    })
}

/// The line is no part of what is recorded of the real one.
fn warned(warned: &Warned) -> Json {
    json!({ "category": warned.category, "message": warned.message })
}

fn failed(failed: &Failed) -> Json {
    let mut document =
        json!({ "type": failed.class, "message": failed.message, "line": failed.line });
    // What the real one cannot come to has a word of its own.
    if failed.kind != FailedKind::Raised {
        document["kind"] = json!(match failed.kind {
            FailedKind::Raised => "raised",
            FailedKind::Bounds => "bounds",
            FailedKind::Stopped => "stopped",
            FailedKind::Unsupported => "unsupported",
            FailedKind::Refused => "refused",
        });
    }
    document
}
