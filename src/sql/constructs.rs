//! The constructs that a script contains, told from its tree and never from its letters.

mod walk;

pub use walk::constructs;

/// Declares the constructs once: each with its words and its meaning.
macro_rules! constructs {
    ($($name:ident $words:literal $meaning:literal,)*) => {
        /// A construct that `uses` and `avoids` can name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Construct {
            $(#[doc = $meaning] $name,)*
        }

        impl Construct {
            /// Every construct.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The words for it, as lessons write them.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
                }
            }
        }
    };
}

constructs! {
    Join "join" "Any join that is written JOIN, of whatever kind.",
    InnerJoin "inner join" "JOIN, INNER JOIN, and NATURAL JOIN without LEFT and its kin.",
    OuterJoin "outer join" "LEFT, RIGHT or FULL JOIN.",
    LeftJoin "left join" "LEFT JOIN.",
    RightJoin "right join" "RIGHT JOIN.",
    FullJoin "full join" "FULL JOIN.",
    CrossJoin "cross join" "CROSS JOIN.",
    NaturalJoin "natural join" "NATURAL JOIN of any kind.",
    CommaJoin "comma join" "Tables in FROM with a comma between them.",
    SelfJoin "self join" "One FROM that names a table twice.",
    On "on" "A join's ON.",
    Using "using" "A join's USING.",
    Subquery "subquery" "A SELECT in parentheses: in FROM, or as or in an expression; not a CTE.",
    ScalarSubquery "scalar subquery" "A subquery that stands for a value.",
    DerivedTable "derived table" "A subquery in FROM.",
    Exists "exists" "EXISTS, also after NOT.",
    NotExists "not exists" "NOT EXISTS.",
    In "in" "IN, also after NOT.",
    NotIn "not in" "NOT IN.",
    Like "like" "LIKE, also after NOT.",
    Glob "glob" "GLOB, also after NOT.",
    Between "between" "BETWEEN, also after NOT.",
    IsNull "is null" "IS NULL, ISNULL.",
    IsNotNull "is not null" "IS NOT NULL, NOT NULL, NOTNULL.",
    And "and" "AND; not that of BETWEEN.",
    Or "or" "OR.",
    Case "case" "CASE.",
    Cast "cast" "CAST.",
    Collate "collate" "COLLATE in an expression.",
    Coalesce "coalesce" "The functions COALESCE and IFNULL.",
    Star "star" "`*` or `table.*` as a result column; not that of COUNT(*).",
    Where "where" "WHERE.",
    GroupBy "group by" "GROUP BY.",
    Having "having" "HAVING.",
    OrderBy "order by" "ORDER BY of a query; not that of a window.",
    Distinct "distinct" "DISTINCT, after SELECT or in an aggregate.",
    Limit "limit" "LIMIT.",
    Offset "offset" "OFFSET, also written LIMIT m, n.",
    Aggregate "aggregate" "An aggregate function, not used as a window function.",
    Count "count" "The function COUNT.",
    Sum "sum" "The functions SUM and TOTAL.",
    Average "avg" "The function AVG.",
    Minimum "min" "MIN as an aggregate.",
    Maximum "max" "MAX as an aggregate.",
    GroupConcat "group_concat" "The functions GROUP_CONCAT and STRING_AGG.",
    Filter "filter" "FILTER of an aggregate.",
    Window "window" "OVER, or a WINDOW clause.",
    Union "union" "UNION without ALL.",
    UnionAll "union all" "UNION ALL.",
    Intersect "intersect" "INTERSECT.",
    Except "except" "EXCEPT.",
    With "with" "WITH: a common table expression.",
    Recursive "recursive" "WITH RECURSIVE.",
    Values "values" "VALUES as a query; not that of INSERT.",
    Insert "insert" "INSERT or REPLACE.",
    Update "update" "UPDATE.",
    Delete "delete" "DELETE.",
    Upsert "upsert" "ON CONFLICT of an INSERT.",
    Returning "returning" "RETURNING.",
    CreateTable "create table" "CREATE TABLE.",
    AlterTable "alter table" "ALTER TABLE.",
    DropTable "drop table" "DROP TABLE.",
    CreateIndex "create index" "CREATE INDEX.",
    CreateView "create view" "CREATE VIEW.",
    CreateTrigger "create trigger" "CREATE TRIGGER.",
}

impl Construct {
    /// The construct of these words, in any case and spacing.
    ///
    /// # Errors
    /// Where there is none: the nearest words that name one, if any are near.
    pub fn from_words(text: &str) -> Result<Self, Option<&'static str>> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if let Some(found) = Self::ALL.iter().find(|construct| construct.words() == text) {
            return Ok(*found);
        }
        let length = text.chars().count();
        let allowed = if length <= 3 { 1 } else { 2 };
        let nearest = Self::ALL
            .iter()
            .filter(|_| length <= 40)
            .map(|construct| construct.words())
            .min_by_key(|words| strsim::damerau_levenshtein(&text, words));
        Err(nearest.filter(|words| strsim::damerau_levenshtein(&text, words) <= allowed))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn words_name_constructs() {
        assert_eq!(Construct::from_words(" LEFT  join"), Ok(Construct::LeftJoin));
        assert_eq!(Construct::from_words("letf join"), Err(Some("left join")));
        assert_eq!(Construct::from_words("distict"), Err(Some("distinct")));
        assert_eq!(Construct::from_words("a pivot table"), Err(None));
        assert_eq!(Construct::from_words(&"x".repeat(100_000)), Err(None));
        for construct in Construct::ALL {
            assert_eq!(Construct::from_words(construct.words()), Ok(*construct));
        }
        let distinct: BTreeSet<_> = Construct::ALL.iter().map(|one| one.words()).collect();
        assert_eq!(distinct.len(), Construct::ALL.len());
    }
}
