//! The types of SQL, with what they were given.

use std::rc::Rc;

use crate::orm::python::Value;

/// A type of SQL. Cloning is cheap.
#[derive(Clone)]
pub struct Type(pub Rc<TypeKind>);

/// The types, with what they were given. The names written in upper case in SQLAlchemy (`VARCHAR`)
/// are the same types with [`TypeKind::Named`] around them.
#[derive(Clone)]
pub enum TypeKind {
    /// `NullType`: not known.
    Null,
    /// `Integer`.
    Integer,
    /// `SmallInteger`.
    SmallInteger,
    /// `BigInteger`.
    BigInteger,
    /// `Float(precision, asdecimal)`.
    Float {
        /// What stands in `FLOAT(…)` elsewhere; SQLite's text leaves it out.
        precision: Option<i64>,
        /// Results are `Decimal`.
        as_decimal: bool,
    },
    /// `Double`.
    Double {
        /// Results are `Decimal`.
        as_decimal: bool,
    },
    /// `Numeric(precision, scale, asdecimal)`.
    Numeric {
        /// All digits.
        precision: Option<i64>,
        /// Digits behind the point.
        scale: Option<i64>,
        /// Results are `Decimal`, as they are unless it says otherwise.
        as_decimal: bool,
    },
    /// `Boolean(create_constraint, name)`.
    Boolean {
        /// The name of the CHECK, where `create_constraint` asked for one.
        check: Option<Option<Rc<str>>>,
    },
    /// `String(length)` and its kin.
    String {
        /// Which of them.
        kind: StringKind,
        /// The length.
        length: Option<i64>,
        /// `collation=`.
        collation: Option<Rc<str>>,
    },
    /// `DateTime`.
    DateTime,
    /// `Date`.
    Date,
    /// `Time`.
    Time,
    /// `Interval`: on SQLite a date and time counted from 1970.
    Interval,
    /// `Enum`.
    Enum(EnumType),
    /// `JSON(none_as_null)`.
    Json {
        /// `None` is stored as NULL, not as `null`.
        none_as_null: bool,
    },
    /// `LargeBinary(length)`.
    LargeBinary {
        /// The length.
        length: Option<i64>,
    },
    /// `Uuid(as_uuid)`.
    Uuid {
        /// Values are `uuid.UUID`, not `str`.
        as_uuid: bool,
    },
    /// `TupleType`.
    Tuple(Vec<Type>),
    /// `TypeDecorator`: an object of the script's class.
    Decorator {
        /// The object.
        object: Value,
        /// `impl`.
        inner: Type,
    },
    /// A type by its name in upper case, as `VARCHAR`.
    Named {
        /// The name in DDL and repr.
        name: &'static str,
        /// What it acts like.
        like: Type,
    },
}

/// The types of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringKind {
    /// `String`.
    String,
    /// `Text`.
    Text,
    /// `Unicode`.
    Unicode,
    /// `UnicodeText`.
    UnicodeText,
}

/// What `Enum` was given.
#[derive(Clone)]
pub struct EnumType {
    /// The class of a Python enumeration, where it was given one.
    pub class: Option<Value>,
    /// The names that are stored, in order.
    pub names: Vec<Rc<str>>,
    /// The values that stand for them: members of the class, or the names.
    pub values: Vec<Value>,
    /// `name=`.
    pub name: Option<Rc<str>>,
    /// The length in `VARCHAR(…)`.
    pub length: Option<i64>,
    /// A CHECK was asked for.
    pub create_constraint: bool,
    /// Values that are not members are refused.
    pub validate_strings: bool,
}
