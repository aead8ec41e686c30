//! What a database declares: tables, columns, keys. Read off a live one by `scratch::inspect`.

/// Everything that a database declares.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schema {
    /// The tables, in the order in which they were made; SQLite's own are left out.
    pub tables: Vec<Table>,
    /// The views' names, in the order in which they were made.
    pub views: Vec<String>,
    /// The triggers' names, in the order in which they were made.
    pub triggers: Vec<String>,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name, in the case in which it was declared.
    pub name: String,
    /// Its columns in order, generated ones included.
    pub columns: Vec<Column>,
    /// The columns of the primary key, in the key's order; empty if none was declared.
    pub primary_key: Vec<String>,
    /// The foreign keys that the table holds, in the order in which they were declared.
    pub foreign_keys: Vec<ForeignKey>,
    /// Every index, those that UNIQUE and PRIMARY KEY made included.
    pub indexes: Vec<Index>,
    /// Declared `WITHOUT ROWID`.
    pub without_rowid: bool,
    /// Declared `STRICT`.
    pub strict: bool,
    /// The statement that made it, as SQLite keeps it.
    pub sql: String,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The type as declared; empty where none was.
    pub declared: String,
    /// What SQLite makes of the declared type.
    pub affinity: Affinity,
    /// NULL is refused, by NOT NULL or by what the primary key implies.
    pub not_null: bool,
    /// The default, as SQL text.
    pub default: Option<String>,
    /// Computed from other columns.
    pub generated: bool,
    /// How texts in it are compared: `BINARY`, `NOCASE`, `RTRIM`.
    pub collation: String,
}

/// The affinity of a column (<https://sqlite.org/datatype3.html#determination_of_column_affinity>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Affinity {
    /// `INT…`.
    Integer,
    /// `CHAR`, `CLOB`, `TEXT`.
    Text,
    /// `BLOB`, or no type at all.
    Blob,
    /// `REAL`, `FLOA`, `DOUB`.
    Real,
    /// Everything else.
    Numeric,
}

/// A reference from this table's columns to another's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The referring columns.
    pub columns: Vec<String>,
    /// The table referred to, as written.
    pub table: String,
    /// The columns referred to: as written, or that table's primary key where none are written.
    pub targets: Vec<String>,
    /// What happens to the referring row when its target goes, e.g. `CASCADE`.
    pub on_delete: String,
    /// What happens to the referring row when its target's key changes.
    pub on_update: String,
}

/// An index, or what a UNIQUE or PRIMARY KEY constraint made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Its columns; `None` stands for an expression.
    pub columns: Vec<Option<String>>,
    /// How it compares texts, for each of its columns: `BINARY`, `NOCASE`, `RTRIM`.
    pub collations: Vec<String>,
    /// Whether each of its columns stands from the greatest to the least.
    pub descending: Vec<bool>,
    /// No two rows may be equal in these columns.
    pub unique: bool,
    /// It has a WHERE clause, so that it holds for some rows only.
    pub partial: bool,
    /// Where it comes from.
    pub origin: IndexOrigin,
    /// The statement that made it, as SQLite keeps it; none where a constraint did.
    pub sql: Option<String>,
}

/// What made an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexOrigin {
    /// `CREATE INDEX`.
    Statement,
    /// A UNIQUE constraint.
    Unique,
    /// The PRIMARY KEY.
    PrimaryKey,
}

impl Schema {
    /// The table of that name, in any case, as SQLite looks names up.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name.eq_ignore_ascii_case(name))
    }
}

impl Table {
    /// The column of that name, in any case.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// Whether the schema keeps any two rows from being equal in just these columns: by primary
    /// key, by UNIQUE, or by a unique index on these columns or on some of them.
    pub fn is_unique(&self, columns: &[String]) -> bool {
        let among = |name: &str| columns.iter().any(|column| column.eq_ignore_ascii_case(name));
        let by_key =
            !self.primary_key.is_empty() && self.primary_key.iter().all(|name| among(name));
        by_key
            || self.indexes.iter().any(|index| {
                index.unique
                    && !index.partial
                    && index.columns.iter().all(|name| name.as_deref().is_some_and(among))
            })
    }
}

impl ForeignKey {
    /// Whether both say the same: the same columns refer to the same columns, in any order of the
    /// pairs. What happens on deletion does not count.
    pub fn is_same(&self, other: &Self) -> bool {
        let pairs = |key: &Self| {
            let targets = key.targets.iter().map(|name| name.to_ascii_lowercase());
            let columns = key.columns.iter().map(|name| name.to_ascii_lowercase());
            let mut pairs: Vec<_> = columns.zip(targets).collect();
            pairs.sort();
            pairs
        };
        self.table.eq_ignore_ascii_case(&other.table) && pairs(self) == pairs(other)
    }
}

impl Affinity {
    /// The affinity of a declared type, by SQLite's five rules in their order.
    pub fn of(declared: &str) -> Self {
        let declared = declared.to_ascii_uppercase();
        let has = |word: &str| declared.contains(word);
        if has("INT") {
            Self::Integer
        } else if has("CHAR") || has("CLOB") || has("TEXT") {
            Self::Text
        } else if has("BLOB") || declared.trim().is_empty() {
            Self::Blob
        } else if has("REAL") || has("FLOA") || has("DOUB") {
            Self::Real
        } else {
            Self::Numeric
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Integer => "INTEGER",
            Self::Text => "TEXT",
            Self::Blob => "BLOB",
            Self::Real => "REAL",
            Self::Numeric => "NUMERIC",
        }
    }
}
