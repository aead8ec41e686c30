//! A query written so that it reads its tables in an order of one's own choice.
//!
//! What SQL leaves open, a database decides by the order in which it comes upon rows. Where that
//! order is changed and the result changes with it, the result was open.

use super::clauses::Query;
use super::tokens::quoted;

/// A table of which rows can be read in another order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// Its name.
    pub name: String,
    /// Its columns, as `*` gives them.
    pub columns: Vec<String>,
    /// A column that holds a different integer for each row; a table's `rowid` is one. Where there
    /// is none the rows are numbered.
    pub number: Option<String>,
}

/// A view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: String,
    /// The statement that made it.
    pub text: String,
}

/// The name of the number that rows get.
const NUMBER: &str = "\"relatable number\"";

/// The query with the rows of each table that it reads in an order that `random()` chooses, which
/// must give the same throughout a run. `None` where it reads none, or is not one query.
///
/// Each table is hidden behind one of the same name in the query's WITH clause, so that the rest
/// of the text stays as it was; a view becomes a query of that clause. What goes past that, as
/// `main.t`, is read as ever.
pub fn shuffled(text: &str, shelves: &[Shelf], views: &[View]) -> Option<String> {
    let query = Query::read(text)?;
    let verb = query.verb();
    let is = |at: usize, word: &str| query.token(at).is_some_and(|token| token.is(word));
    let with = is(0, "WITH") && verb > 0;
    let recursive = with && is(1, "RECURSIVE") && !is(2, "AS");
    let start = usize::from(with) + usize::from(recursive);
    let own: Vec<String> = match with {
        true => query.list(&(start..verb)).iter().map(|table| name(&query, table.start)).collect(),
        false => Vec::new(),
    };
    let mut names: Vec<String> = (0..query.tokens.len()).map(|at| name(&query, at)).collect();
    let mut tables = Vec::new();
    // A view may read those that were made before it.
    for view in views.iter().rev() {
        let Some((text, read)) = inlined(view).filter(|_| names.contains(&lower(&view.name)))
        else {
            continue;
        };
        if !own.contains(&lower(&view.name)) && !read.iter().any(|name| own.contains(name)) {
            tables.push(text);
            names.extend(read);
        }
    }
    let read = |shelf: &&Shelf| {
        let name = lower(&shelf.name);
        names.contains(&name) && !own.contains(&name)
    };
    tables.extend(shelves.iter().filter(read).map(table));
    if tables.is_empty() {
        return None;
    }
    let recursive = if recursive { "RECURSIVE " } else { "" };
    let comma = if with { "," } else { "" };
    let rest = query.slice(&(start..query.tokens.len()));
    Some(format!("WITH {recursive}{}{comma} {rest}", tables.join(", ")))
}

/// The name that a token may be, in lower case, as SQLite looks names up.
fn name(query: &Query<'_>, at: usize) -> String {
    query.token(at).map(|token| lower(&token.name())).unwrap_or_default()
}

fn lower(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// A view as a table of a WITH clause, and the names that its query may read.
fn inlined(view: &View) -> Option<(String, Vec<String>)> {
    let query = Query::read(&view.text)?;
    // `CREATE VIEW name [(columns)] AS query`: what comes before AS holds no other AS.
    let made = (0..query.tokens.len()).find(|&at| query.tokens[at].is("AS"))?;
    let mut head = 0..made;
    let columns = match query.tokens.get(..made)?.iter().rposition(|token| token.is_mark("(")) {
        Some(open) => {
            head.start = open;
            query.slice(&head)
        }
        None => "",
    };
    let body = made + 1..query.tokens.len();
    let read = body.clone().map(|at| name(&query, at)).collect();
    Some((format!("{}{columns} AS ({})", quoted(&view.name), query.slice(&body)), read))
}

/// SQLite keeps the order of a subquery only where the subquery has a LIMIT.
fn table(shelf: &Shelf) -> String {
    let name = quoted(&shelf.name);
    let columns: Vec<String> = shelf.columns.iter().map(|column| quoted(column)).collect();
    let (columns, own) = (columns.join(", "), format!("main.{name}"));
    let (source, order) = match &shelf.number {
        Some(number) => (own, order(number)),
        None => {
            let numbered = format!("SELECT row_number() OVER () AS {NUMBER}, * FROM {own}");
            (format!("({numbered})"), order(NUMBER))
        }
    };
    format!("{name} AS (SELECT {columns} FROM {source} ORDER BY {order} LIMIT -1)")
}

/// A term that brings small numbers into an order that hangs on `random()`: it multiplies and adds
/// within the integers modulo a prime, which no two residues leave as one.
fn order(number: &str) -> String {
    format!("(({number} & 511) * ((random() & 1023) % 1020 + 1) + (random() >> 10 & 1023)) % 1021")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(name: &str, number: Option<&str>) -> Shelf {
        let columns = vec!["id".to_owned(), "a b".to_owned()];
        Shelf { name: name.to_owned(), columns, number: number.map(str::to_owned) }
    }

    #[test]
    fn tables_are_hidden_behind_those_of_a_with_clause() {
        let shelves = [shelf("t", Some("rowid")), shelf("order", None), shelf("far", None)];
        let views = [
            View {
                name: "v".to_owned(),
                text: "CREATE VIEW v(x, y) AS SELECT * FROM T".to_owned(),
            },
            View { name: "w".to_owned(), text: "CREATE VIEW w AS SELECT x FROM v".to_owned() },
        ];
        let mut written = String::new();
        for text in [
            "SELECT * FROM T;",
            "WITH a AS (SELECT 1) SELECT * FROM \"order\", a",
            "WITH RECURSIVE t(n) AS (SELECT 1) SELECT * FROM t, [Order]",
            "SELECT x FROM w",
        ] {
            let order = |number: &str| super::order(number);
            let text = shuffled(text, &shelves, &views).unwrap();
            let text = text.replace(&order("rowid"), "<ROWID>").replace(&order(NUMBER), "<NUMBER>");
            written += &text;
            written.push('\n');
        }
        insta::assert_snapshot!(written, @r#"
        WITH t AS (SELECT id, "a b" FROM main.t ORDER BY <ROWID> LIMIT -1) SELECT * FROM T
        WITH "order" AS (SELECT id, "a b" FROM (SELECT row_number() OVER () AS "relatable number", * FROM main."order") ORDER BY <NUMBER> LIMIT -1), a AS (SELECT 1) SELECT * FROM "order", a
        WITH RECURSIVE "order" AS (SELECT id, "a b" FROM (SELECT row_number() OVER () AS "relatable number", * FROM main."order") ORDER BY <NUMBER> LIMIT -1), t(n) AS (SELECT 1) SELECT * FROM t, [Order]
        WITH w AS (SELECT x FROM v), v(x, y) AS (SELECT * FROM T), t AS (SELECT id, "a b" FROM main.t ORDER BY <ROWID> LIMIT -1) SELECT x FROM w
        "#);
        for text in ["SELECT 1", "VALUES (1)", "SELECT 1; SELECT 2", ""] {
            assert_eq!(shuffled(text, &shelves, &views), None, "{text}");
        }
    }
}
