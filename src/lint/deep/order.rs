//! Whether a text speaks of an order, in English.

use crate::sql::tokens::{Token, TokenKind, code};

/// The outermost ORDER BY of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// The names in it.
    pub(super) names: Vec<String>,
}

impl Clause {
    /// The last ORDER BY that is not within parentheses.
    pub(super) fn outermost(text: &str) -> Option<Self> {
        let tokens = code(text);
        let mut depth = 0_usize;
        let mut outer: Vec<&Token<'_>> = Vec::new();
        for token in &tokens {
            if token.is_mark(")") {
                depth = depth.saturating_sub(1);
            }
            if depth == 0 {
                outer.push(token);
            }
            if token.is_mark("(") {
                depth += 1;
            }
        }
        let begins = |pair: &[&Token<'_>]| pair[0].is("ORDER") && pair[1].is("BY");
        let at = outer.windows(2).rposition(begins)?;
        let start = outer[at].span.start;
        let rest = tokens.iter().skip_while(|token| token.span.start < start).skip(2);
        let ends = |token: &&Token<'_>| token.is("LIMIT") || token.kind == TokenKind::Semicolon;
        let own: Vec<&Token<'_>> = rest.take_while(|token| !ends(token)).collect();
        let end = own.last().map_or(start, |last| last.span.end);
        let names = own.iter().filter(|token| token.is_name());
        let names = names.map(|token| token.name().into_owned()).collect();
        Some(Self { start, end, names })
    }
}

/// Words that speak of an order wherever they stand.
const WORDS: [&str; 28] = [
    "alphabetic",
    "alphabetical",
    "alphabetically",
    "arrange",
    "arranged",
    "ascending",
    "backwards",
    "best",
    "bottom",
    "chronological",
    "chronologically",
    "descending",
    "fewest",
    "first",
    "last",
    "least",
    "most",
    "ordered",
    "ordering",
    "rank",
    "ranked",
    "ranking",
    "reverse",
    "sort",
    "sorted",
    "sorting",
    "top",
    "worst",
];

/// Words that only look like superlatives.
const NO_SUPERLATIVES: [&str; 16] = [
    "arrest", "contest", "digest", "forest", "guest", "harvest", "honest", "interest", "invest",
    "modest", "nest", "protest", "quest", "request", "suggest", "west",
];

/// Whether a text says that rows come in an order: by a word for it, by a superlative (the newest,
/// the cheapest), or as "by" one of the names that are ordered by.
pub(super) fn says_order(text: &str, keys: &[String]) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let keys: Vec<String> = keys
        .iter()
        .flat_map(|key| key.to_lowercase().split('_').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    words.iter().enumerate().any(|(at, word)| match *word {
        // A shop has orders: its `order` is one of them.
        "order" => is_no_thing(&words, at),
        "by" => words[at + 1..].iter().take(3).any(|next| keys.iter().any(|key| alike(key, next))),
        word => WORDS.contains(&word) || is_superlative(word),
    })
}

/// Whether this `order` is how things stand: "in order", "in alphabetical order", "order by",
/// "order them".
fn is_no_thing(words: &[&str], at: usize) -> bool {
    let follows = ["by", "them", "the", "it", "your", "rows", "does", "matters", "counts"];
    let precedes = ["in", "same", "right", "which", "this", "that"];
    words.get(at + 1).is_some_and(|next| follows.contains(next))
        || words[at.saturating_sub(3)..at].iter().any(|before| precedes.contains(before))
}

fn is_superlative(word: &str) -> bool {
    word.len() >= 6 && word.ends_with("est") && !NO_SUPERLATIVES.contains(&word)
        || ["oldest", "newest", "latest"].contains(&word)
}

/// Whether a word is a name, in the singular or the plural.
fn alike(name: &str, word: &str) -> bool {
    let bare = |text: &str| text.strip_suffix('s').unwrap_or(text).to_owned();
    bare(name) == bare(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_recognised_however_it_is_said() {
        let keys = ["price".to_owned(), "due_date".to_owned()];
        for text in [
            "List the items, the cheapest first.",
            "The three newest courses.",
            "All names, in alphabetical order.",
            "Order the stores by name.",
            "Sort them.",
            "Every item by its price",
            "List the loans by due date.",
            "Items in descending order of price",
            "in order of their ids",
        ] {
            assert!(says_order(text, &keys), "{text}");
        }
        for text in [
            "List all items.",
            "List each order with its customer.",
            "Every guest and each request they made.",
            "Group the items by store.",
            "All books by Le Guin",
            "The number of orders of every customer.",
            "",
        ] {
            assert!(!says_order(text, &keys), "{text}");
        }
    }

    #[test]
    fn only_the_outermost_order_by_is_meant() {
        let clause = |text: &str| Clause::outermost(text);
        assert_eq!(clause("SELECT * FROM (SELECT 1 ORDER BY a)"), None);
        assert_eq!(clause("SELECT rank() OVER (ORDER BY a) FROM t"), None);
        let text = "SELECT a FROM t ORDER BY t.price DESC, lower(\"due date\") LIMIT 3";
        let found = clause(text).unwrap();
        assert_eq!(&text[found.start..found.start + 8], "ORDER BY");
        assert_eq!(found.names, ["t", "price", "lower", "due date"]);
    }
}
