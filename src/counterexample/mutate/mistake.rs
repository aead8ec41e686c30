//! What was changed in a query, in words for its author.

/// The longest part of a query that is quoted, in characters.
const LONGEST_QUOTE: usize = 60;

/// A mistake that was made in a query on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// What kind of mistake it is.
    pub kind: Kind,
    /// What stands in the query: SQL or a phrase, never long. Names are spelled as in the query.
    /// Empty where something was put in.
    pub was: String,
    /// What stands in its place; empty where it was left out.
    pub is: String,
}

/// The kinds of mistake that learners make, those that tell most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// JOIN for LEFT JOIN and its like.
    JoinKind,
    /// ON left out.
    MissingOn,
    /// Other columns linked than those that belong together.
    WrongOn,
    /// A condition in WHERE that belongs into ON.
    WhereForOn,
    /// A condition in ON that belongs into WHERE.
    OnForWhere,
    /// A table left out that only multiplies or filters.
    MissingJoin,
    /// DISTINCT left out.
    MissingDistinct,
    /// DISTINCT too many.
    ExtraDistinct,
    /// DISTINCT within an aggregate, left out or too many.
    AggregateDistinct,
    /// COUNT of other things: of rows, of values, of different values.
    Count,
    /// Another aggregate.
    Aggregate,
    /// GROUP BY a name for a key, or a key for a name.
    GroupBy,
    /// GROUP BY a column more or fewer.
    GroupByTerms,
    /// GROUP BY left out.
    MissingGroupBy,
    /// A condition in HAVING that belongs into WHERE.
    HavingForWhere,
    /// A condition in WHERE that belongs into HAVING.
    WhereForHaving,
    /// A condition left out.
    MissingCondition,
    /// A condition that keeps NULL out.
    ExtraCondition,
    /// A subquery that does not speak of the row around it.
    MissingCorrelation,
    /// AND for OR, OR for AND.
    AndOr,
    /// Parentheses around OR left out, or put.
    Parentheses,
    /// Another comparison, or a boundary in or out.
    Comparison,
    /// A number one more or one less.
    Constant,
    /// Another pattern of LIKE.
    Pattern,
    /// A text in other letters.
    TextCase,
    /// A date or a number without its quotes.
    MissingQuotes,
    /// `= NULL` for IS NULL, IS NULL for IS NOT NULL.
    NullTest,
    /// NULL no longer kept out of NOT IN.
    NotInNull,
    /// NOT IN for NOT EXISTS, and its like.
    NotIn,
    /// EXISTS for IN, `=` for IN.
    InExists,
    /// COALESCE left out.
    MissingCoalesce,
    /// Another function, or CAST, left out.
    MissingFunction,
    /// NOT left out.
    MissingNot,
    /// UNION for UNION ALL and its like.
    SetOperator,
    /// One side of UNION and its like left out, or both exchanged.
    SetOperands,
    /// ORDER BY left out.
    MissingOrder,
    /// DESC for ASC.
    Direction,
    /// The terms of ORDER BY in another order, or one of them left out.
    OrderTerms,
    /// LIMIT left out, one more, one less.
    Limit,
    /// OFFSET left out, one more, one less.
    Offset,
    /// One row where several are equally great.
    Ties,
    /// Another column of the same type.
    WrongColumn,
    /// The two keys of a join table exchanged.
    SwappedKeys,
    /// Two columns of the result exchanged.
    SwappedItems,
    /// Other arithmetic.
    Arithmetic,
    /// CASE without a part, or with its parts in another order.
    Case,
    /// Another window, or another function over it.
    Window,
}

impl Mistake {
    /// A mistake by what stood in the query and what stands there now; nothing where it was left
    /// out. What is long is cut to where both differ.
    pub(super) fn new(kind: Kind, was: &str, is: &str) -> Self {
        let (was, is) = differing(was, is);
        Self { kind, was: cut(was), is: cut(is) }
    }

    /// The word for its kind, in lists and in JSON.
    pub fn word(&self) -> &'static str {
        self.kind.word()
    }

    /// What data would have to tell apart, e.g. `JOIN from LEFT JOIN`: it goes on after "Nothing
    /// in the data tells" and goes before "here".
    pub fn tells(&self) -> String {
        let Self { was, is, .. } = self;
        match (was.as_str(), is.as_str()) {
            (was, "") => format!("the query without {was} from the query with it"),
            ("", is) => format!("the query with {is} from the query without it"),
            (was, is) => format!("{is} from {was}"),
        }
    }
}

impl Kind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::JoinKind => "join-kind",
            Self::MissingOn => "missing-on",
            Self::WrongOn => "wrong-on",
            Self::WhereForOn => "where-for-on",
            Self::OnForWhere => "on-for-where",
            Self::MissingJoin => "missing-join",
            Self::MissingDistinct => "missing-distinct",
            Self::ExtraDistinct => "extra-distinct",
            Self::AggregateDistinct => "aggregate-distinct",
            Self::Count => "count",
            Self::Aggregate => "aggregate",
            Self::GroupBy => "group-by",
            Self::GroupByTerms => "group-by-terms",
            Self::MissingGroupBy => "missing-group-by",
            Self::HavingForWhere => "having-for-where",
            Self::WhereForHaving => "where-for-having",
            Self::MissingCondition => "missing-condition",
            Self::ExtraCondition => "extra-condition",
            Self::MissingCorrelation => "missing-correlation",
            Self::AndOr => "and-or",
            Self::Parentheses => "parentheses",
            Self::Comparison => "comparison",
            Self::Constant => "constant",
            Self::Pattern => "pattern",
            Self::TextCase => "text-case",
            Self::MissingQuotes => "missing-quotes",
            Self::NullTest => "null-test",
            Self::NotInNull => "not-in-null",
            Self::NotIn => "not-in",
            Self::InExists => "in-exists",
            Self::MissingCoalesce => "missing-coalesce",
            Self::MissingFunction => "missing-function",
            Self::MissingNot => "missing-not",
            Self::SetOperator => "set-operator",
            Self::SetOperands => "set-operands",
            Self::MissingOrder => "missing-order",
            Self::Direction => "direction",
            Self::OrderTerms => "order-terms",
            Self::Limit => "limit",
            Self::Offset => "offset",
            Self::Ties => "ties",
            Self::WrongColumn => "wrong-column",
            Self::SwappedKeys => "swapped-keys",
            Self::SwappedItems => "swapped-items",
            Self::Arithmetic => "arithmetic",
            Self::Case => "case",
            Self::Window => "window",
        }
    }
}

/// Two texts, without most of what they begin with in common if one of them is long.
fn differing(was: &str, is: &str) -> (String, String) {
    let length = |text: &str| text.chars().count();
    if length(was).max(length(is)) <= LONGEST_QUOTE {
        return (was.to_owned(), is.to_owned());
    }
    let same = was.char_indices().zip(is.chars()).take_while(|((_, was), is)| was == is);
    let end = same.last().map_or(0, |((at, letter), _)| at + letter.len_utf8());
    match was.get(..end).and_then(|same| same.rfind(' ')) {
        Some(blank) if blank > 0 => {
            (format!("…{}", &was[blank..]), format!("…{}", is.get(blank..).unwrap_or_default()))
        }
        _ => (was.to_owned(), is.to_owned()),
    }
}

fn cut(text: String) -> String {
    if text.chars().count() <= LONGEST_QUOTE {
        return text;
    }
    let mut cut: String = text.chars().take(LONGEST_QUOTE - 1).collect();
    cut.push('…');
    cut
}
