//! Types: those that a database declares as SQLAlchemy reads them, and whether two are the same.

use super::TypeSpec;
use crate::orm::core::types::Affinity;
use crate::orm::core::{Type, TypeKind};

/// How many numbers a type takes in parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    Length,
    Precision,
    PrecisionAndScale,
}

/// The names that SQLAlchemy knows for SQLite, what they are, and what they take.
const KNOWN: [(&str, &str, Affinity, Takes); 26] = [
    ("BIGINT", "BIGINT", Affinity::Integer, Takes::Nothing),
    ("BLOB", "BLOB", Affinity::Binary, Takes::Length),
    ("BOOL", "BOOLEAN", Affinity::Boolean, Takes::Nothing),
    ("BOOLEAN", "BOOLEAN", Affinity::Boolean, Takes::Nothing),
    ("CHAR", "CHAR", Affinity::String, Takes::Length),
    ("DATE", "DATE", Affinity::Date, Takes::Nothing),
    ("DATE_CHAR", "DATE", Affinity::Date, Takes::Nothing),
    ("DATETIME", "DATETIME", Affinity::DateTime, Takes::Nothing),
    ("DATETIME_CHAR", "DATETIME", Affinity::DateTime, Takes::Nothing),
    ("DECIMAL", "DECIMAL", Affinity::Numeric, Takes::PrecisionAndScale),
    ("DOUBLE", "DOUBLE", Affinity::Float, Takes::Precision),
    ("FLOAT", "FLOAT", Affinity::Float, Takes::Precision),
    ("INT", "INTEGER", Affinity::Integer, Takes::Nothing),
    ("INTEGER", "INTEGER", Affinity::Integer, Takes::Nothing),
    ("JSON", "JSON", Affinity::Json, Takes::Nothing),
    ("NCHAR", "NCHAR", Affinity::String, Takes::Length),
    ("NUMERIC", "NUMERIC", Affinity::Numeric, Takes::PrecisionAndScale),
    ("NVARCHAR", "NVARCHAR", Affinity::String, Takes::Length),
    ("REAL", "REAL", Affinity::Float, Takes::Precision),
    ("SMALLINT", "SMALLINT", Affinity::Integer, Takes::Nothing),
    ("TEXT", "TEXT", Affinity::String, Takes::Length),
    ("TIME", "TIME", Affinity::Time, Takes::Nothing),
    ("TIME_CHAR", "TIME", Affinity::Time, Takes::Nothing),
    ("TIMESTAMP", "TIMESTAMP", Affinity::DateTime, Takes::Nothing),
    ("VARCHAR", "VARCHAR", Affinity::String, Takes::Length),
    ("JSONB", "JSONB", Affinity::Json, Takes::Nothing),
];

impl TypeSpec {
    /// The type of a model's column.
    pub(super) fn of(ty: &Type) -> Self {
        let module = match &*ty.0 {
            TypeKind::Decorator { .. } => "__main__.",
            _ => "sa.",
        };
        Self { module, repr: ty.repr(), ddl: ty.ddl(true), affinity: ty.affinity() }
    }

    /// The type that SQLAlchemy sees in a declared one.
    pub(super) fn declared(declared: &str) -> Self {
        let declared = declared.to_ascii_uppercase();
        let in_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ' ';
        let ends = declared.find(|letter| !in_name(letter)).unwrap_or(declared.len());
        let (name, rest) = declared.split_at(ends);
        let arguments = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let numbers: Vec<&str> = match arguments {
            Some((inside, _)) => inside
                .split(|letter: char| !letter.is_ascii_digit())
                .filter(|number| !number.is_empty())
                .collect(),
            None => Vec::new(),
        };
        let known = KNOWN.iter().find(|(own, ..)| *own == name);
        let has = |word: &str| name.contains(word);
        let (name, affinity, takes) = match known {
            Some((_, name, affinity, takes)) => (*name, *affinity, *takes),
            None if has("INT") => ("INTEGER", Affinity::Integer, Takes::Nothing),
            None if has("CHAR") || has("CLOB") || has("TEXT") => {
                ("TEXT", Affinity::String, Takes::Length)
            }
            None if has("BLOB") || name.is_empty() => return Self::unknown(),
            None if has("REAL") || has("FLOA") || has("DOUB") => {
                ("REAL", Affinity::Float, Takes::Precision)
            }
            None => ("NUMERIC", Affinity::Numeric, Takes::PrecisionAndScale),
        };
        let words = takes.words();
        // More numbers than it takes: SQLAlchemy warns and leaves them out.
        let numbers = if numbers.len() > words.len() { Vec::new() } else { numbers };
        let given: Vec<String> =
            words.iter().zip(&numbers).map(|(word, number)| format!("{word}={number}")).collect();
        let module = if affinity == Affinity::Json { "sqlite." } else { "sa." };
        let sized = !numbers.is_empty()
            && matches!(takes, Takes::Length | Takes::PrecisionAndScale)
            && affinity != Affinity::Binary;
        let ddl = match sized {
            true => format!("{name}({})", numbers.join(", ")),
            false => name.to_owned(),
        };
        let repr = format!("{name}({})", given.join(", "));
        Self { module, repr, ddl: Some(ddl), affinity }
    }

    fn unknown() -> Self {
        let repr = "NullType()".to_owned();
        Self { module: "sa.", repr, ddl: None, affinity: Affinity::Null }
    }

    /// As it stands in a script.
    pub(super) fn python(&self) -> String {
        format!("{}{}", self.module, self.repr)
    }

    /// Whether a column of this type, in the database, is to become one of another. What only one
    /// of them says, as a length, makes no difference.
    pub(super) fn differs(&self, model: &Self) -> bool {
        let (Some(own), Some(other)) = (&self.ddl, &model.ddl) else { return false };
        let (own, other) = (Words::of(own), Words::of(other));
        let first = |words: &Words| words.words.first().cloned().unwrap_or_default();
        let alike = |name: &str| matches!(name, "numeric" | "decimal");
        let (name, other_name) = (first(&own), first(&other));
        if name != other_name && !(alike(&name) && alike(&other_name)) {
            return true;
        }
        let differ =
            |one: &[String], two: &[String]| one.len() == two.len() && one.iter().ne(two.iter());
        let rest = |words: &Words| words.words.get(1..).unwrap_or_default().to_vec();
        differ(&rest(&own), &rest(&other)) || differ(&own.arguments, &other.arguments)
    }
}

impl Takes {
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Nothing => &[],
            Self::Length => &["length"],
            Self::Precision => &["precision"],
            Self::PrecisionAndScale => &["precision", "scale"],
        }
    }
}

/// A type's words, and what stands in its parentheses.
struct Words {
    words: Vec<String>,
    arguments: Vec<String>,
}

impl Words {
    fn of(ddl: &str) -> Self {
        let lower = ddl.to_lowercase();
        let (mut words, mut arguments) = (Vec::new(), Vec::new());
        let mut rest = lower.as_str();
        while let Some(next) = rest.chars().next() {
            if next == '('
                && let Some((inside, behind)) = rest[1..].split_once(')')
            {
                let given = inside.split(',').map(|one| one.trim().to_owned());
                arguments = given.filter(|one| !one.is_empty()).collect();
                rest = behind;
                continue;
            }
            let in_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
            let length = rest.find(|letter| !in_word(letter)).unwrap_or(rest.len());
            if length > 0 {
                words.push(rest[..length].to_owned());
            }
            rest = rest.get(length.max(next.len_utf8())..).unwrap_or_default();
        }
        Self { words, arguments }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_types_are_read_as_sqlalchemy_reads_them() {
        let read = |declared: &str| {
            let ty = TypeSpec::declared(declared);
            format!("{declared}: {} {}", ty.python(), ty.ddl.unwrap_or_default())
        };
        let declared = [
            "varchar(20)",
            "VARCHAR",
            "decimal(10,5)",
            "UNSIGNED BIG INT",
            "CHARACTER(20)",
            "DOUBLE PRECISION",
            "STRING",
            "",
            "BLOB",
            "JSON",
            "INT",
            "INTEGER(11)",
            "VARYING CHARACTER(255)",
            "TIMESTAMP",
            "FLOAT(3)",
        ];
        insta::assert_snapshot!(declared.map(read).join("\n"), @"
        varchar(20): sa.VARCHAR(length=20) VARCHAR(20)
        VARCHAR: sa.VARCHAR() VARCHAR
        decimal(10,5): sa.DECIMAL(precision=10, scale=5) DECIMAL(10, 5)
        UNSIGNED BIG INT: sa.INTEGER() INTEGER
        CHARACTER(20): sa.TEXT(length=20) TEXT(20)
        DOUBLE PRECISION: sa.REAL() REAL
        STRING: sa.NUMERIC() NUMERIC
        : sa.NullType() 
        BLOB: sa.BLOB() BLOB
        JSON: sqlite.JSON() JSON
        INT: sa.INTEGER() INTEGER
        INTEGER(11): sa.INTEGER() INTEGER
        VARYING CHARACTER(255): sa.TEXT(length=255) TEXT(255)
        TIMESTAMP: sa.TIMESTAMP() TIMESTAMP
        FLOAT(3): sa.FLOAT(precision=3) FLOAT
        ");
    }

    #[test]
    fn what_only_one_side_says_makes_no_difference() {
        let differs = |database: &str, model: &str| {
            TypeSpec::declared(database).differs(&TypeSpec::declared(model))
        };
        assert!(!differs("VARCHAR", "VARCHAR(80)"));
        assert!(differs("VARCHAR(20)", "VARCHAR(80)"));
        assert!(!differs("DECIMAL(10,2)", "NUMERIC(10, 2)"));
        assert!(differs("NUMERIC(10,2)", "NUMERIC(10, 3)"));
        assert!(differs("VARCHAR", "TEXT"));
        assert!(!differs("", "TEXT"));
    }
}
