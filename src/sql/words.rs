//! Keywords and functions by the places where they fit.

/// Keywords, with `|` between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(pub &'static str);

impl Words {
    /// One after the other, in lower case.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.split('|').filter(|word| !word.is_empty())
    }
}

/// With which a statement begins.
const FIRST: Words = Words(
    "select|insert into|update|delete from|create table|create view|create index|\
    create unique index|create trigger|alter table|drop table|drop view|drop index|\
    drop trigger|with|with recursive|values|replace into|begin|commit|rollback|\
    savepoint|release|explain|explain query plan|pragma",
);
/// After a value, anywhere.
const OPERATORS: Words = Words(
    "and|or|not|in|not in|is|is null|is not null|like|between|glob|exists|then|when|else|\
    end",
);
/// Where a value is expected.
pub(super) const VALUE: Words = Words("case|not|null|exists|cast|current_date");
/// Where a value or a subquery is expected.
pub(super) const OPENED: Words = Words("select|case|not|null|exists|cast|current_date");
/// Where a result column is expected.
pub(super) const LIST: Words = Words("distinct|case|not|null|exists|cast|current_date");
/// After a result column.
pub(super) const AFTER_LIST: Words = Words("from|as|over|filter|union|union all");
/// After a table.
pub(super) const AFTER_TABLE: Words = Words(
    "join|left join|inner join|cross join|natural join|right join|full join|on|using|as|\
    where|group by|order by|limit|having|set|union|union all|intersect|except",
);
/// After a join's condition.
pub(super) const AFTER_ON: Words = Words(
    "join|left join|inner join|cross join|right join|full join|where|group by|order by|\
    limit|union|union all",
);
/// After a condition.
pub(super) const AFTER_WHERE: Words =
    Words("group by|order by|limit|returning|union|union all|intersect|except");
/// After GROUP BY.
pub(super) const AFTER_GROUP: Words = Words("having|order by|limit|union|union all");
/// After HAVING.
pub(super) const AFTER_HAVING: Words = Words("order by|limit|union|union all");
/// After ORDER BY.
pub(super) const AFTER_ORDER: Words = Words("asc|desc|limit|collate|nulls first|nulls last");
/// After LIMIT.
pub(super) const AFTER_LIMIT: Words = Words("offset");
/// After the table of INSERT.
pub(super) const AFTER_INSERT: Words = Words("values|select|default values");
/// After a row of VALUES.
pub(super) const AFTER_VALUES: Words = Words("on conflict|returning");
/// After an assignment.
pub(super) const AFTER_SET: Words = Words("where|from|returning");
/// After CREATE.
pub(super) const CREATE: Words = Words("table|view|index|unique index|trigger");
/// After the name of a new column.
pub(super) const DEFINE: Words = Words(
    "integer|text|real|blob|numeric|primary key|not null|unique|references|default|check|\
    foreign key|constraint|autoincrement|generated always as|collate|on delete|\
    on update|cascade|restrict|set null",
);
/// After the table of REFERENCES.
pub(super) const ON_DELETE: Words = Words(
    "on delete cascade|on delete set null|on delete restrict|on update cascade|\
    deferrable initially deferred|not null|unique|primary key|check|default",
);
/// After the table of ALTER TABLE.
pub(super) const ALTER: Words = Words("add column|rename to|rename column|drop column");
/// Nothing.
pub(super) const NOTHING: Words = Words("");

/// With which a statement begins: `select`, `insert into`, ….
pub fn first() -> impl Iterator<Item = &'static str> {
    FIRST.iter()
}

/// After a value, wherever it stands: `and`, `is null`, ….
pub fn operators() -> impl Iterator<Item = &'static str> {
    OPERATORS.iter()
}

/// All keywords, for where nothing that fits was meant.
pub fn keywords() -> impl Iterator<Item = &'static str> {
    let lists = [
        FIRST,
        LIST,
        AFTER_TABLE,
        AFTER_WHERE,
        AFTER_GROUP,
        AFTER_ORDER,
        AFTER_LIMIT,
        AFTER_INSERT,
        AFTER_VALUES,
        AFTER_SET,
        AFTER_LIST,
        DEFINE,
        ON_DELETE,
        ALTER,
        OPERATORS,
    ];
    lists.into_iter().flat_map(Words::iter)
}

/// The functions of SQLite that lessons and learners use, without `(`.
pub const FUNCTIONS: Words = Words(
    "abs|avg|coalesce|count|date|datetime|dense_rank|first_value|group_concat|ifnull|iif|\
     instr|json_each|json_extract|julianday|lag|last_value|lead|length|lower|ltrim|max|\
     min|nullif|printf|rank|replace|round|row_number|rtrim|sqrt|strftime|substr|sum|time|\
     total|trim|typeof|unixepoch|upper",
);
