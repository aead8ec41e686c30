//! A pair of queries to compare, read from a line of JSON.

use serde_json::{Map, Value};

/// Two queries over a database. `docs/compare.md` describes the keys that it is read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// What names it.
    pub id: Id,
    /// SQL that makes the tables.
    pub schema: String,
    /// SQL that inserts the data that can be seen; maybe empty.
    pub seed: String,
    /// The query that counts.
    pub reference: String,
    /// The query that is compared with it.
    pub candidate: String,
    /// Whether the order of rows counts.
    pub ordered: bool,
}

/// What names a pair: any JSON value, which is given back as it is. `null` where there is none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Id(pub(super) Value);

/// A line that holds no pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Unread {
    /// The id, where there is one.
    pub id: Id,
    /// Why it holds no pair: the second half of a sentence.
    pub reason: String,
}

impl Pair {
    /// Reads a line. What it holds beyond the keys of a pair is passed over.
    ///
    /// # Errors
    /// Where it is no JSON object, or has not what a pair needs.
    pub fn read(line: &[u8]) -> Result<Self, Unread> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let value = serde_json::from_slice(line).map_err(|error| {
            // Its place is told by line and column, and the line is always 1.
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default().to_owned();
            unread(format!("it is not JSON: {said}, at column {}", error.column()))
        })?;
        let Value::Object(mut keys) = value else {
            return Err(unread("it is not a JSON object".to_owned()));
        };
        let id = Id(keys.remove("id").unwrap_or_default());
        let named = |reason| Unread { id: id.clone(), reason };
        let ordered = match keys.get("order_matters") {
            None | Some(Value::Null) => false,
            Some(Value::Bool(ordered)) => *ordered,
            Some(_) => return Err(named("order_matters is neither true nor false".to_owned())),
        };
        let seed = match keys.remove("seed_sql") {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(seed)) => seed,
            Some(_) => return Err(named("seed_sql is not a text".to_owned())),
        };
        Ok(Self {
            schema: text(&mut keys, "schema_sql").map_err(named)?,
            reference: text(&mut keys, "reference").map_err(named)?,
            candidate: text(&mut keys, "candidate").map_err(named)?,
            seed,
            ordered,
            id,
        })
    }
}

fn unread(reason: String) -> Unread {
    Unread { id: Id::default(), reason }
}

fn text(keys: &mut Map<String, Value>, key: &str) -> Result<String, String> {
    match keys.remove(key) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(format!("{key} is not a text")),
        None => Err(format!("there is no {key}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_has_its_default_and_what_is_more_is_passed_over() {
        let line = br#"{"schema_sql": "s", "reference": "r", "candidate": "c", "class": 3}"#;
        let pair = Pair::read(line).unwrap();
        assert_eq!((pair.seed.as_str(), pair.ordered, pair.id), ("", false, Id::default()));
        let line = br#"{"id": [1], "schema_sql": "s", "seed_sql": "d", "reference": "r",
            "candidate": "c", "order_matters": true}"#;
        let pair = Pair::read(line).unwrap();
        assert_eq!((pair.seed.as_str(), pair.ordered), ("d", true));
        assert_eq!(pair.id, Id(serde_json::json!([1])));
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        let said = |line: &[u8]| Pair::read(line).unwrap_err().reason;
        insta::assert_snapshot!(
            [
                said(b"{"),
                said(b"\xff"),
                said(b"3"),
                said(br#"{"schema_sql": "s", "reference": "r"}"#),
                said(br#"{"schema_sql": "s", "reference": ["r"]}"#),
                said(br#"{"seed_sql": 3}"#),
                said(br#"{"order_matters": "yes"}"#),
            ]
            .join("\n"),
            @r"
            it is not JSON: EOF while parsing an object, at column 1
            it is not JSON: expected value, at column 1
            it is not a JSON object
            there is no candidate
            reference is not a text
            seed_sql is not a text
            order_matters is neither true nor false
            "
        );
        assert_eq!(Pair::read(br#"{"id": "x"}"#).unwrap_err().id, Id("x".into()));
    }
}
