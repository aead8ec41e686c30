//! What types are: their names, what they are akin to, and what operators make of them.

pub mod bind;
pub mod decorator;
pub mod result;

use std::rc::Rc;

use super::{Op, StringKind, Type, TypeKind};
use crate::orm::python::Value;
use crate::orm::python::builtins::aware::Aware;

/// What a type is akin to: types of one affinity compare as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are SQLAlchemy's names")]
pub enum Affinity {
    Null,
    Integer,
    Numeric,
    Float,
    Boolean,
    String,
    DateTime,
    Date,
    Time,
    Interval,
    Binary,
    Json,
    Uuid,
    Tuple,
}

impl Type {
    /// A type.
    pub fn new(kind: TypeKind) -> Self {
        Self(Rc::new(kind))
    }

    /// A type that is not known.
    pub fn null() -> Self {
        Self::new(TypeKind::Null)
    }

    /// `Integer`.
    pub fn integer() -> Self {
        Self::new(TypeKind::Integer)
    }

    /// `Boolean`.
    pub fn boolean() -> Self {
        Self::new(TypeKind::Boolean { check: None })
    }

    /// `String` without a length.
    pub fn string() -> Self {
        Self::new(TypeKind::String { kind: StringKind::String, length: None, collation: None })
    }

    /// `Numeric()`.
    pub fn numeric() -> Self {
        Self::new(TypeKind::Numeric { precision: None, scale: None, as_decimal: true })
    }

    /// `Float()`.
    pub fn float() -> Self {
        Self::new(TypeKind::Float { precision: None, as_decimal: false })
    }

    /// It is not known.
    pub fn is_null(&self) -> bool {
        matches!(*self.0, TypeKind::Null)
    }

    /// What it is akin to.
    pub fn affinity(&self) -> Affinity {
        match &*self.0 {
            TypeKind::Null => Affinity::Null,
            TypeKind::Integer | TypeKind::SmallInteger | TypeKind::BigInteger => Affinity::Integer,
            TypeKind::Float { .. } | TypeKind::Double { .. } => Affinity::Float,
            TypeKind::Numeric { .. } => Affinity::Numeric,
            TypeKind::Boolean { .. } => Affinity::Boolean,
            TypeKind::String { .. } | TypeKind::Enum(_) => Affinity::String,
            TypeKind::DateTime => Affinity::DateTime,
            TypeKind::Date => Affinity::Date,
            TypeKind::Time => Affinity::Time,
            TypeKind::Interval => Affinity::Interval,
            TypeKind::Json { .. } => Affinity::Json,
            TypeKind::LargeBinary { .. } => Affinity::Binary,
            TypeKind::Uuid { .. } => Affinity::Uuid,
            TypeKind::Tuple(_) => Affinity::Tuple,
            TypeKind::Decorator { inner, .. } => inner.affinity(),
            TypeKind::Named { like, .. } => like.affinity(),
        }
    }

    /// The name of its class, as `Integer` or `VARCHAR`.
    pub fn class_name(&self) -> Rc<str> {
        match &*self.0 {
            TypeKind::Null => "NullType",
            TypeKind::Integer => "Integer",
            TypeKind::SmallInteger => "SmallInteger",
            TypeKind::BigInteger => "BigInteger",
            TypeKind::Float { .. } => "Float",
            TypeKind::Double { .. } => "Double",
            TypeKind::Numeric { .. } => "Numeric",
            TypeKind::Boolean { .. } => "Boolean",
            TypeKind::String { kind: StringKind::String, .. } => "String",
            TypeKind::String { kind: StringKind::Text, .. } => "Text",
            TypeKind::String { kind: StringKind::Unicode, .. } => "Unicode",
            TypeKind::String { kind: StringKind::UnicodeText, .. } => "UnicodeText",
            TypeKind::DateTime => "DateTime",
            TypeKind::Date => "Date",
            TypeKind::Time => "Time",
            TypeKind::Interval => "Interval",
            TypeKind::Enum(_) => "Enum",
            TypeKind::Json { .. } => "JSON",
            TypeKind::LargeBinary { .. } => "LargeBinary",
            TypeKind::Uuid { .. } => "Uuid",
            TypeKind::Tuple(_) => "TupleType",
            TypeKind::Decorator { object: Value::Instance(instance), .. } => {
                return Rc::clone(&instance.class.name);
            }
            TypeKind::Decorator { .. } => "TypeDecorator",
            TypeKind::Named { name, .. } => name,
        }
        .into()
    }

    /// `repr()` of it, with what it was given.
    pub fn repr(&self) -> String {
        let name = self.class_name();
        let mut given = Vec::new();
        let mut like = self;
        while let TypeKind::Named { like: inner, .. } = &*like.0 {
            like = inner;
        }
        match &*like.0 {
            TypeKind::String { length, collation, .. } => {
                given.extend(length.map(|length| format!("length={length}")));
                given.extend(collation.as_ref().map(|own| format!("collation='{own}'")));
            }
            TypeKind::LargeBinary { length } => {
                given.extend(length.map(|length| format!("length={length}")));
            }
            TypeKind::Numeric { precision, scale, as_decimal } => {
                given.extend(precision.map(|precision| format!("precision={precision}")));
                given.extend(scale.map(|scale| format!("scale={scale}")));
                if !as_decimal {
                    given.push("asdecimal=False".to_owned());
                }
            }
            TypeKind::Float { precision, as_decimal } => {
                given.extend(precision.map(|precision| format!("precision={precision}")));
                if *as_decimal {
                    given.push("asdecimal=True".to_owned());
                }
            }
            TypeKind::Enum(own) => {
                given.extend(own.names.iter().map(|name| format!("'{name}'")));
                given.extend(own.name.as_ref().map(|name| format!("name='{name}'")));
            }
            _ => {}
        }
        format!("{name}({})", given.join(", "))
    }

    /// Its name in DDL and CAST; SQLite's, but for `str()` of what stands alone.
    ///
    /// # Errors
    ///
    /// None where the type has no name, as one that is not known.
    pub fn ddl(&self, sqlite: bool) -> Option<String> {
        let sized = |name: &str, length: &Option<i64>| match length {
            Some(length) => format!("{name}({length})"),
            None => name.to_owned(),
        };
        Some(match &*self.0 {
            TypeKind::Null | TypeKind::Tuple(_) => return None,
            TypeKind::Integer => "INTEGER".to_owned(),
            TypeKind::SmallInteger => "SMALLINT".to_owned(),
            TypeKind::BigInteger => "BIGINT".to_owned(),
            TypeKind::Float { .. } => "FLOAT".to_owned(),
            TypeKind::Double { .. } => "DOUBLE".to_owned(),
            TypeKind::Numeric { precision, scale, .. } => numeric("NUMERIC", *precision, *scale),
            TypeKind::Boolean { .. } => "BOOLEAN".to_owned(),
            TypeKind::String { kind, length, collation } => {
                let base = match kind {
                    StringKind::String | StringKind::Unicode => "VARCHAR",
                    StringKind::Text | StringKind::UnicodeText => "TEXT",
                };
                let mut text = sized(base, length);
                if let Some(collation) = collation {
                    text.push_str(&format!(" COLLATE \"{collation}\""));
                }
                text
            }
            TypeKind::DateTime | TypeKind::Interval => "DATETIME".to_owned(),
            TypeKind::Date => "DATE".to_owned(),
            TypeKind::Time => "TIME".to_owned(),
            TypeKind::Enum(own) => sized("VARCHAR", &own.length),
            TypeKind::Json { .. } => "JSON".to_owned(),
            TypeKind::LargeBinary { length } => {
                if sqlite {
                    "BLOB".to_owned()
                } else {
                    sized("BLOB", length)
                }
            }
            TypeKind::Uuid { .. } => "CHAR(32)".to_owned(),
            TypeKind::Decorator { inner, .. } => return inner.ddl(sqlite),
            TypeKind::Named { name, like } => match &*like.0 {
                TypeKind::String { length, collation: Some(collation), .. } => {
                    format!("{} COLLATE \"{collation}\"", sized(name, length))
                }
                TypeKind::String { length, .. } => sized(name, length),
                TypeKind::Numeric { precision, scale, .. } => numeric(name, *precision, *scale),
                TypeKind::LargeBinary { length } => sized(name, length),
                _ => (*name).to_owned(),
            },
        })
    }

    /// `None` is a value of it, and not the lack of one.
    pub fn evaluates_none(&self) -> bool {
        matches!(*self.0, TypeKind::Json { none_as_null: false })
    }

    /// The type of a literal value of Python.
    pub fn of_value(value: &Value) -> Self {
        match value {
            Value::Bool(_) => Self::boolean(),
            Value::Int(_) | Value::Big(_) => Self::integer(),
            Value::Float(_) => Self::float(),
            Value::Decimal(_) => Self::numeric(),
            Value::Str(_) => Self::string(),
            Value::Bytes(_) => Self::new(TypeKind::LargeBinary { length: None }),
            Value::Date(_) => Self::new(TypeKind::Date),
            Value::DateTime(_) => Self::new(TypeKind::DateTime),
            Value::Time(_) => Self::new(TypeKind::Time),
            Value::Delta(_) => Self::new(TypeKind::Interval),
            Value::Uuid(_) => Self::new(TypeKind::Uuid { as_uuid: true }),
            Value::Native(_) if value.native::<Aware>().is_some() => Self::new(TypeKind::DateTime),
            _ => Self::null(),
        }
    }

    /// The type of a value that is compared with, or added to, something of this type.
    pub fn beside(&self, value: &Value) -> Self {
        if let TypeKind::Decorator { .. } = &*self.0 {
            return self.clone();
        }
        let own = Self::of_value(value);
        if own.is_null() || own.affinity() == self.affinity() { self.clone() } else { own }
    }

    /// Texts and what is put together like them.
    fn is_concatenable(&self) -> bool {
        matches!(self.affinity(), Affinity::String | Affinity::Binary | Affinity::Json)
    }

    /// What an operator between two types is, and what it gives.
    pub fn adapt(&self, op: &Op, other: &Type) -> (Op, Type) {
        use Affinity as A;
        if self.is_null() {
            if other.is_null() || !op.is_commutative() {
                return (op.clone(), self.clone());
            }
            return other.adapt(op, self);
        }
        if self.is_concatenable() {
            if *op == Op::Add && (other.is_concatenable() || other.is_null()) {
                let is_enum = matches!(*self.0, TypeKind::Enum(_));
                return (Op::Concat, if is_enum { Self::string() } else { self.clone() });
            }
            return (op.clone(), self.clone());
        }
        let made = |kind| Some(Self::new(kind));
        let theirs = other.affinity();
        let given = match (self.affinity(), op, theirs) {
            (A::Integer, Op::Add, A::Date) => Some(other.clone()),
            (A::Integer, Op::Add | Op::Mul | Op::TrueDiv | Op::Sub, A::Numeric)
            | (A::Integer, Op::FloorDiv, A::Numeric) => Some(other.clone()),
            (A::Integer, Op::Add | Op::Mul | Op::TrueDiv | Op::Sub, A::Float) => {
                Some(other.clone())
            }
            (A::Integer, Op::TrueDiv, A::Integer) => Some(Self::numeric()),
            (A::Integer | A::Numeric | A::Float, Op::Mul, A::Interval) => Some(other.clone()),
            (A::DateTime, Op::Sub, A::DateTime) => made(TypeKind::Interval),
            (A::Date, Op::Add, A::Interval | A::Time) => made(TypeKind::DateTime),
            (A::Date, Op::Sub, A::Date) => Some(Self::integer()),
            (A::Date, Op::Sub, A::Interval) => made(TypeKind::DateTime),
            (A::Date, Op::Sub, A::DateTime) => made(TypeKind::Interval),
            (A::Time, Op::Add, A::Date) => made(TypeKind::DateTime),
            (A::Time, Op::Sub, A::Time) => made(TypeKind::Interval),
            (A::Interval, Op::Add, A::Date) => made(TypeKind::DateTime),
            (A::Interval, Op::Add, A::DateTime | A::Time) => Some(other.clone()),
            _ => None,
        };
        (op.clone(), given.unwrap_or_else(|| self.clone()))
    }
}

fn numeric(name: &str, precision: Option<i64>, scale: Option<i64>) -> String {
    match (precision, scale) {
        (Some(precision), Some(scale)) => format!("{name}({precision}, {scale})"),
        (Some(precision), None) => format!("{name}({precision})"),
        _ => name.to_owned(),
    }
}
