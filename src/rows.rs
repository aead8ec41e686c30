//! Cells and results: what a query gives.

pub mod compare;
pub mod data_set;
pub mod wanted;

/// One cell. The five storage classes of SQLite (<https://sqlite.org/datatype3.html>).
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `NULL`.
    Null,
    /// A 64-bit integer.
    Integer(i64),
    /// A 64-bit float. Never NaN: SQLite turns NaN into NULL.
    Real(f64),
    /// Text. Text that is not valid UTF-8 is held as [`Value::Blob`].
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// One row; as wide as the result it belongs to.
pub type Row = Vec<Value>;

/// A result: named columns and rows in the order in which they came.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// The names of the columns, as SQLite gives them.
    pub columns: Vec<String>,
    /// The rows, each as wide as `columns`.
    pub rows: Vec<Row>,
    /// There were more rows than were kept.
    pub truncated: bool,
}

impl Value {
    /// The cell as an SQL literal, in which `3`, `'3'`, `NULL` and `'NULL'` differ to the eye.
    pub fn literal(&self) -> String {
        match self {
            Value::Null => "NULL".to_owned(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => real(*number),
            Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
            Value::Blob(bytes) => blob(bytes),
        }
    }

    /// The cell as a table shows it: text without quotes.
    pub fn plain(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            other => other.literal(),
        }
    }

    /// Whether the cell is a number, which tables align to the right.
    pub fn is_number(&self) -> bool {
        matches!(self, Value::Integer(_) | Value::Real(_))
    }
}

/// A float as SQLite prints it: always with a point or an exponent, infinities as `Inf`.
fn real(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Inf" } else { "-Inf" }.to_owned();
    }
    let magnitude = number.abs();
    if magnitude != 0.0 && !(1e-4..1e15).contains(&magnitude) {
        return format!("{number:e}");
    }
    let text = number.to_string();
    if text.contains('.') { text } else { format!("{text}.0") }
}

fn blob(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("x'{digits}'")
}
