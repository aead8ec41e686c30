//! What came of comparing two queries, as JSON.

use std::io;
use std::time::Duration;

use serde_json::{Map, Value as Json, json};

use crate::counterexample::{Finding, Search, Undecided, Witness};
use crate::feedback::comparison;
use crate::rows::{Row, Value};
use crate::scratch::Ran;

use super::json::still;
use super::pair::Id;

/// The answer for one pair as a document; `docs/compare.md` describes its keys.
///
/// # Errors
/// Where it cannot be put into words, which no value here gives a reason for.
pub fn document(search: &Search, took: Duration) -> io::Result<String> {
    let mut document = Map::new();
    document.insert("verdict".to_owned(), json!(verdict(&search.finding)));
    witness(&mut document, &search.finding);
    let (reference, candidate) = match &search.finding {
        Finding::Different(witness) => results(witness),
        Finding::Same | Finding::Undecided(_) => (Json::Null, Json::Null),
    };
    document.insert("reference".to_owned(), reference);
    document.insert("candidate".to_owned(), candidate);
    cost(&mut document, search, took);
    document.insert("sets".to_owned(), json!(search.sets));
    reason(&mut document, &search.finding);
    Ok(still(&serde_json::to_string_pretty(&document)?) + "\n")
}

/// The answer for one pair as a line.
///
/// # Errors
/// Where it cannot be put into words, which no value here gives a reason for.
pub fn line(id: &Id, search: &Search, took: Duration) -> io::Result<String> {
    let mut line = Map::new();
    line.insert("id".to_owned(), id.0.clone());
    line.insert("verdict".to_owned(), json!(verdict(&search.finding)));
    witness(&mut line, &search.finding);
    cost(&mut line, search, took);
    reason(&mut line, &search.finding);
    Ok(still(&serde_json::to_string(&line)?) + "\n")
}

/// The answer for a line that could not be compared, and why.
///
/// # Errors
/// Where it cannot be put into words, which no value here gives a reason for.
pub fn refused(id: &Id, why: &str, took: Duration) -> io::Result<String> {
    let line = json!({
        "id": id.0,
        "verdict": "error",
        "witness_sql": null,
        "witness_rows": null,
        "found_by": null,
        "vm_steps": 0,
        "ms": millis(took),
        "reason": why,
    });
    Ok(still(&serde_json::to_string(&line)?) + "\n")
}

fn verdict(finding: &Finding) -> &'static str {
    match finding {
        Finding::Same => "same",
        Finding::Different(_) => "different",
        Finding::Undecided(Undecided::Reference(_) | Undecided::Candidate(_)) => "error",
        Finding::Undecided(_) => "undecided",
    }
}

fn witness(keys: &mut Map<String, Json>, finding: &Finding) {
    let (sql, rows, found_by) = match finding {
        Finding::Different(witness) => {
            (json!(witness.script), json!(witness.data.size()), json!(witness.found_by.word()))
        }
        Finding::Same | Finding::Undecided(_) => (Json::Null, Json::Null, Json::Null),
    };
    keys.insert("witness_sql".to_owned(), sql);
    keys.insert("witness_rows".to_owned(), rows);
    keys.insert("found_by".to_owned(), found_by);
}

fn cost(keys: &mut Map<String, Json>, search: &Search, took: Duration) {
    keys.insert("vm_steps".to_owned(), json!(search.steps));
    keys.insert("ms".to_owned(), json!(millis(took)));
}

/// Milliseconds, with three decimals.
fn millis(took: Duration) -> f64 {
    took.as_micros() as f64 / 1000.0
}

fn reason(keys: &mut Map<String, Json>, finding: &Finding) {
    if let Finding::Undecided(undecided) = finding {
        keys.insert("reason".to_owned(), json!(comparison::reason(undecided)));
    }
}

/// What the reference gives on the witness, and what the candidate does.
fn results(witness: &Witness) -> (Json, Json) {
    let reference = result(&witness.wanted.rows.columns, witness.wanted.given());
    let candidate = match &witness.actual {
        Ran::Rows(rows) => result(&rows.columns, &rows.rows),
        other => json!({ "error": comparison::failed(other) }),
    };
    (reference, candidate)
}

fn result(columns: &[String], rows: &[Row]) -> Json {
    let row = |row: &Row| row.iter().map(cell).collect::<Vec<_>>();
    json!({ "columns": columns, "rows": rows.iter().map(row).collect::<Vec<_>>() })
}

/// A cell. Bytes and infinity, for which JSON has no word, are given as a literal of SQL.
fn cell(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(number) => json!(number),
        Value::Real(number) if number.is_finite() => json!(number),
        Value::Real(number) => json!({ "sql": if *number > 0.0 { "9e999" } else { "-9e999" } }),
        Value::Text(text) => json!(text),
        Value::Blob(_) => json!({ "sql": value.literal() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counterexample::{DataSet, FoundBy, TableRows};
    use crate::rows::Rows;
    use crate::rows::wanted::Wanted;

    fn rows(cells: Vec<Value>) -> Rows {
        Rows { columns: vec!["a".to_owned()], rows: vec![cells], truncated: false }
    }

    fn search(finding: Finding) -> Search {
        Search { finding, steps: 1234, sets: 5 }
    }

    fn different(actual: Ran) -> Search {
        let table = TableRows {
            table: "t".to_owned(),
            columns: vec!["a".to_owned()],
            rows: vec![vec![Value::Integer(1)], vec![Value::Null]],
        };
        search(Finding::Different(Box::new(Witness {
            data: DataSet { tables: vec![table] },
            read: vec![],
            script: "INSERT INTO t (a) VALUES (1), (NULL);".to_owned(),
            wanted: Wanted::unordered(rows(vec![Value::Blob(vec![0, 255])])),
            actual,
            found_by: FoundBy::Conditions,
        })))
    }

    const TOOK: Duration = Duration::from_nanos(1_234_567);

    #[test]
    fn a_document_has_every_key_whatever_was_found() {
        let cells =
            vec![Value::Null, Value::Integer(3), Value::Real(3.0), Value::Real(f64::INFINITY)];
        let mut result = rows(cells);
        result.columns = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        insta::assert_snapshot!(document(&different(Ran::Rows(result)), TOOK).unwrap(), @r#"
        {
          "verdict": "different",
          "witness_sql": "INSERT INTO t (a) VALUES (1), (NULL);",
          "witness_rows": 2,
          "found_by": "conditions",
          "reference": {
            "columns": [
              "a"
            ],
            "rows": [
              [
                {
                  "sql": "x'00FF'"
                }
              ]
            ]
          },
          "candidate": {
            "columns": [
              "a",
              "b",
              "c",
              "d"
            ],
            "rows": [
              [
                null,
                3,
                3.0,
                {
                  "sql": "9e999"
                }
              ]
            ]
          },
          "vm_steps": 1234,
          "ms": 1.234,
          "sets": 5
        }
        "#);
        insta::assert_snapshot!(document(&search(Finding::Same), TOOK).unwrap(), @r#"
        {
          "verdict": "same",
          "witness_sql": null,
          "witness_rows": null,
          "found_by": null,
          "reference": null,
          "candidate": null,
          "vm_steps": 1234,
          "ms": 1.234,
          "sets": 5
        }
        "#);
        let stopped = different(Ran::Stopped(crate::scratch::Stop::Steps));
        let stopped = document(&stopped, TOOK).unwrap();
        assert!(stopped.contains("\"error\": \"it does not come to an end\""), "{stopped}");
    }

    #[test]
    fn a_line_is_one_line_and_cannot_drive_a_terminal() {
        let id = Id(json!("a\u{1b}[2J\n\u{202e}"));
        let undecided = Undecided::NoData(vec!["loans".to_owned(), "books".to_owned()]);
        let all = [
            line(&id, &different(Ran::Rows(rows(vec![]))), TOOK),
            line(&Id(json!(7)), &search(Finding::Same), TOOK),
            line(&Id::default(), &search(Finding::Undecided(undecided)), TOOK),
            line(
                &Id::default(),
                &search(Finding::Undecided(Undecided::Candidate("no such table: a".to_owned()))),
                TOOK,
            ),
            refused(&Id::default(), "line 3: it is not a JSON object", Duration::ZERO),
        ];
        let all: String = all.map(Result::unwrap).concat();
        assert_eq!(all.lines().count(), 5);
        insta::assert_snapshot!(all, @r#"
        {"id":"a\u001b[2J\n\u202e","verdict":"different","witness_sql":"INSERT INTO t (a) VALUES (1), (NULL);","witness_rows":2,"found_by":"conditions","vm_steps":1234,"ms":1.234}
        {"id":7,"verdict":"same","witness_sql":null,"witness_rows":null,"found_by":null,"vm_steps":1234,"ms":1.234}
        {"id":null,"verdict":"undecided","witness_sql":null,"witness_rows":null,"found_by":null,"vm_steps":1234,"ms":1.234,"reason":"no row could be made that the constraints of loans and books admit, so that there was nothing to compare on"}
        {"id":null,"verdict":"error","witness_sql":null,"witness_rows":null,"found_by":null,"vm_steps":1234,"ms":1.234,"reason":"the candidate does not run: no such table: a"}
        {"id":null,"verdict":"error","witness_sql":null,"witness_rows":null,"found_by":null,"vm_steps":0,"ms":0.0,"reason":"line 3: it is not a JSON object"}
        "#);
    }
}
