//! What is read prints, reads back as the same tree, and means the same to SQLite.

use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::walk::{Clause, Node, NodeMut};
use super::*;

const PAIRS: &str = include_str!("tests/pairs.sql");

/// A library and a theatre with a row or two in each table.
const DATABASE: &str = "
    CREATE TABLE authors(id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT);
    CREATE TABLE books(id INTEGER PRIMARY KEY, title TEXT NOT NULL, author_id INTEGER,
        year INTEGER NOT NULL, pages INTEGER);
    CREATE TABLE members(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE loans(id INTEGER PRIMARY KEY, book_id INTEGER, member_id INTEGER,
        loaned_on TEXT NOT NULL, returned_on TEXT);
    CREATE TABLE productions(id INTEGER PRIMARY KEY, title TEXT NOT NULL);
    CREATE TABLE actors(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE roles(id INTEGER PRIMARY KEY, production_id INTEGER, actor_id INTEGER, part TEXT);
    CREATE TABLE performances(id INTEGER PRIMARY KEY, production_id INTEGER, tickets INTEGER);
    INSERT INTO authors VALUES (1, 'Le Guin', 'US'), (2, 'Eco', 'IT'), (3, 'Sappho', NULL);
    INSERT INTO books VALUES (1, 'The Dispossessed', 1, 1974, 341), (2, 'Baudolino', 2, 2000, NULL),
        (3, 'Beowulf', NULL, 1000, 99), (4, 'Numero Zero', 2, 2015, 191);
    INSERT INTO members VALUES (1, 'Iris'), (2, 'Jon');
    INSERT INTO loans VALUES (1, 1, 1, '2024-01-05', '2024-07-20'), (2, 3, 1, '2024-12-31', NULL);
    INSERT INTO productions VALUES (1, 'Hamlet'), (2, 'Macbeth');
    INSERT INTO actors VALUES (1, 'Ada'), (2, 'Bo'), (3, 'Cy');
    INSERT INTO roles VALUES (1, 1, 1, 'Hamlet'), (2, 1, 2, 'Ophelia'), (3, 2, 1, 'Macbeth'),
        (4, 2, NULL, 'Banquo');
    INSERT INTO performances VALUES (1, 1, 20), (2, 1, NULL), (3, 2, 7);";

fn database() -> Connection {
    let connection = Connection::open_in_memory().expect("memory");
    connection.execute_batch(DATABASE).expect("the schema loads");
    connection
}

/// All rows, or SQLite's message without the text that it may quote.
fn run(connection: &Connection, text: &str) -> Result<Vec<Vec<Value>>, String> {
    let message = |error: rusqlite::Error| match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg,
        error => error.to_string(),
    };
    let mut statement = connection.prepare(text).map_err(message)?;
    let width = statement.column_count();
    let mut found = Vec::new();
    let mut rows = statement.query([]).map_err(message)?;
    while let Some(row) = rows.next().map_err(message)? {
        found.push((0..width).map(|at| row.get(at)).collect::<Result<_, _>>().map_err(message)?);
    }
    Ok(found)
}

#[track_caller]
fn same_again(text: &str) -> String {
    let query = Query::read(text).unwrap_or_else(|| panic!("it does not read: {text}"));
    let printed = query.to_string();
    let again = Query::read(&printed).unwrap_or_else(|| panic!("it does not read: {printed}"));
    assert_eq!(again, query, "{text}\n{printed}");
    assert_eq!(again.to_string(), printed);
    printed
}

#[test]
fn queries_of_the_library_and_the_theatre_print_and_mean_the_same() {
    let connection = database();
    let queries: Vec<&str> = PAIRS.lines().collect();
    assert!(queries.len() > 36);
    for text in queries {
        let printed = same_again(text);
        let wanted = run(&connection, text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(run(&connection, &printed), Ok(wanted), "{text}\n{printed}");
    }
}

#[test]
fn every_form_prints_as_it_is_read() {
    let connection = database();
    for text in [
        "SELECT 1",
        "SELECT DISTINCT *, a.*, a.id AS \"a b\", x'00', -1.5e3, 'it''s' FROM authors AS a",
        "SELECT 1 FROM main.authors AS a INDEXED BY sqlite_autoindex_authors_1 WHERE a.id = ?1",
        "SELECT 1 FROM authors NOT INDEXED WHERE name = :name AND id = ?",
        "SELECT value FROM json_each('[1, 2]') AS j, main.generate_series(1, 3)",
        "SELECT 1 FROM (SELECT 1 AS x) AS t NATURAL JOIN (VALUES (1), (2)) AS u",
        "SELECT 1 FROM authors AS a LEFT JOIN (books AS b JOIN loans AS l ON l.book_id = b.id) ON b.author_id = a.id",
        "SELECT 1 FROM authors CROSS JOIN books USING (id, name) NATURAL LEFT JOIN loans FULL JOIN roles ON 1",
        "VALUES (1, 2), (3, 4) UNION ALL SELECT 1, 2 EXCEPT VALUES (5, 6) INTERSECT SELECT 1, 1 ORDER BY 1 DESC NULLS LAST, 2 COLLATE NOCASE ASC LIMIT 2 OFFSET 1",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 3), m AS MATERIALIZED (SELECT 1), k AS NOT MATERIALIZED (SELECT 2) SELECT x FROM n",
        "SELECT a = 1 AND NOT b OR c AND (d OR NOT (e AND f))",
        "SELECT NOT NOT a, - -a, -(-a), ~a, +a, -a || b, (a + b) * c - d / e % f",
        "SELECT a IS NULL, a IS NOT NULL, a IS b, a IS NOT b, (a = b) IS (c < d)",
        "SELECT a BETWEEN 1 AND 2 AND b NOT BETWEEN c + 1 AND d, a BETWEEN (b AND c) AND d",
        "SELECT a LIKE 'x%' ESCAPE '!', a NOT GLOB b || '*', a REGEXP 'x', a MATCH 'y'",
        "SELECT a IN (), a NOT IN (1, 2), a IN (SELECT 1), (a, b) IN (VALUES (1, 2)), a IN main.t, a NOT IN json_each(b)",
        "SELECT EXISTS (SELECT 1), NOT EXISTS (SELECT 1), (SELECT 1 LIMIT 1)",
        "SELECT CASE a WHEN 1 THEN 2 ELSE 3 END, CASE WHEN a THEN b WHEN c THEN d END",
        "SELECT CAST(a AS DECIMAL(10, 2)), CAST(a + 1 AS VARYING CHARACTER(5)), a COLLATE NOCASE = b",
        "SELECT count(*), COUNT(DISTINCT a), f(), group_concat(a, '-' ORDER BY b DESC), sum(a) FILTER (WHERE b > 1)",
        "SELECT rank() OVER w, sum(a) OVER (PARTITION BY b, c ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES), max(a) FILTER (WHERE b) OVER (w) FROM t WINDOW w AS (ORDER BY a), v AS (w ROWS UNBOUNDED PRECEDING)",
        "SELECT CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP, true, \"x\", [y z], `q`, main.t.c, a -> '$.x' ->> 'y'",
        "SELECT a & b | c << 1 >> 2, (a, b) = (1, 2), a || b || c",
        "SELECT count(*) FROM t GROUP BY a, b + 1 HAVING count(*) > 1 ORDER BY count(*)",
    ] {
        assert_eq!(same_again(text), text);
        // Whatever the database says of the names, the grammar is SQLite's own.
        if let Err(message) = run(&connection, text) {
            assert!(!message.contains("syntax"), "{text}: {message}");
        }
    }
}

#[test]
fn what_has_no_meaning_is_printed_in_one_way() {
    for (text, printed) in [
        (
            "select all a x from t y inner join u as z on 1 -- end",
            "SELECT a AS x FROM t AS y JOIN u AS z ON 1",
        ),
        ("SELECT a FROM t, u OUTER LEFT JOIN v ON 1;", "SELECT a FROM t, u LEFT JOIN v ON 1"),
        ("SELECT a FROM t, u LEFT OUTER JOIN v ON 1;", "SELECT a FROM t, u LEFT JOIN v ON 1"),
        (
            "SELECT a == b, a != b, a ISNULL, a NOTNULL, a NOT NULL",
            "SELECT a = b, a <> b, a IS NULL, a IS NOT NULL, a IS NOT NULL",
        ),
        ("SELECT a IS NOT DISTINCT FROM b, a IS DISTINCT FROM b", "SELECT a IS b, a IS NOT b"),
        ("SELECT count(ALL a)", "SELECT count(a)"),
        ("SELECT a = NOT b, a < b = c < d", "SELECT a = (NOT b), a < b = c < d"),
        ("SELECT a AND b AND c OR d OR e", "SELECT a AND b AND c OR d OR e"),
        ("SELECT a BETWEEN b = c AND d", "SELECT a BETWEEN (b = c) AND d"),
        ("SELECT x LIMIT 1, 2", "SELECT x LIMIT 2 OFFSET 1"),
        (
            "SELECT (SELECT 1 LIMIT max(1, 2)), (SELECT 2 LIMIT 3, 4) FROM t LIMIT (SELECT 1 LIMIT 6, 7), 5",
            "SELECT (SELECT 1 LIMIT max(1, 2)), (SELECT 2 LIMIT 4 OFFSET 3) FROM t LIMIT 5 OFFSET (SELECT 1 LIMIT 7 OFFSET 6)",
        ),
        ("SELECT (SELECT 1 LIMIT 2), 3 LIMIT 4", "SELECT (SELECT 1 LIMIT 2), 3 LIMIT 4"),
    ] {
        assert_eq!(same_again(text), printed);
    }
}

#[test]
fn only_one_query_is_read() {
    for text in [
        "",
        "-- nothing",
        "SELECT 1; SELECT 2",
        "EXPLAIN SELECT 1",
        "DELETE FROM t",
        "WITH a AS (SELECT 1) DELETE FROM t",
        "SELECT FROM",
        "SELECT 1 2 3",
        "CREATE TABLE t (a)",
    ] {
        assert_eq!(Query::read(text), None, "{text}");
    }
    assert!(Query::read("-- why\nSELECT 1 /* x */;").is_some());
}

#[test]
fn names_keep_their_spelling() {
    let query = Query::read("SELECT \"Tea Cup\".[a b] FROM 'Tea Cup'").expect("it reads");
    let Node::Expr(expr) = Node::Query(&query).at(&[0, 0]).expect("an item") else { panic!() };
    let column = expr.as_column().expect("a column");
    assert_eq!(column.table.as_ref().map(Name::plain).as_deref(), Some("Tea Cup"));
    assert!(column.name.is("A B"));
}

#[test]
fn every_part_is_found_by_its_path() {
    let text = "WITH c AS (SELECT 1) SELECT a, (SELECT b FROM t WHERE c) FROM x JOIN y ON d \
        JOIN (SELECT e) AS z, f(g) WHERE h GROUP BY i HAVING j WINDOW w AS (ORDER BY k) \
        UNION VALUES (l) ORDER BY m LIMIT n OFFSET o";
    let mut query = Query::read(text).expect("it reads");
    let mut seen = Vec::new();
    query.visit(&mut |path, clause, node| {
        if let Node::Expr(Expr::Column(column)) = node {
            seen.push((column.name.0.clone(), clause, path.to_vec()));
        }
    });
    let found: String = seen.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(found, "abcdeghijklmno");
    let clauses: Vec<Clause> = seen.iter().map(|(_, clause, _)| *clause).collect();
    use Clause::{From, GroupBy, Having, Item, Limit, Offset, On, OrderBy, Values, Where, Window};
    assert_eq!(
        clauses,
        [
            Item, Item, Where, On, Item, From, Where, GroupBy, Having, Window, Values, OrderBy,
            Limit, Offset
        ]
    );
    for (name, _, path) in &seen {
        match query.at_mut(path) {
            Some(NodeMut::Expr(Expr::Column(column))) => assert_eq!(column.name.0, *name),
            other => panic!("{name}: {other:?}"),
        }
    }
    query.each_expr_mut(&mut |expr| {
        if let Expr::Column(column) = expr {
            *expr = Expr::Parens(Box::new(Expr::Column(column.clone())));
        }
    });
    assert_eq!(query.to_string().matches("((").count(), 2, "{query}");
    let mut count = 0;
    query.each_expr(&mut |_| count += 1);
    assert_eq!(count, 2 * seen.len() + 2);
    let depths: Vec<usize> = query.selects().iter().map(|(depth, _)| *depth).collect();
    assert_eq!(depths, [1, 0, 1, 1]);
    let scope = Node::Core(&query.first).own_exprs();
    assert_eq!(scope.len(), 2 * 7 + 1);
}

#[test]
fn conditions_are_joined_flat() {
    let column = |name: &str| Expr::column(None, Name(name.to_owned()));
    let both = Expr::all(vec![column("a"), column("b")]).expect("two");
    let three = Expr::all(vec![both.clone(), column("c")]).expect("three");
    assert_eq!(three.to_string(), "a AND b AND c");
    let mixed = Expr::any(vec![both, column("c")]).expect("two");
    assert_eq!(mixed.to_string(), "a AND b OR c");
    assert_eq!(
        Expr::all(vec![mixed, column("d")]).expect("two").to_string(),
        "(a AND b OR c) AND d"
    );
    assert_eq!(Expr::all(vec![column("a")]), Some(column("a")));
    assert_eq!(Expr::any(Vec::new()), None);
}

#[test]
fn long_chains_and_deep_nesting_do_no_harm() {
    let on_a_small_stack = || {
        for (text, reads) in [
            (format!("SELECT 1{}", " AND 1".repeat(3_000)), true),
            (format!("SELECT 1{}", " OR 1".repeat(3_000)), true),
            (format!("SELECT {}1", "1 AND 1 OR ".repeat(1_500)), true),
            (format!("SELECT {}1", "1+".repeat(150)), true),
            (format!("SELECT {}1", "1+".repeat(9_000)), false),
            (format!("SELECT {}1", "a||".repeat(6_000)), false),
            (format!("SELECT {}1", "NOT ".repeat(4_000)), false),
            (format!("SELECT {}1", " -".repeat(9_000)), false),
            (format!("SELECT {}1{}", "(".repeat(99), ")".repeat(99)), true),
            (format!("SELECT {}1{}", "(SELECT ".repeat(38), ")".repeat(38)), true),
            (format!("SELECT {}1{}", "(SELECT ".repeat(99), ")".repeat(99)), false),
            (format!("SELECT * FROM {}t{}", "(".repeat(48), ")".repeat(48)), true),
            (format!("SELECT * FROM {}t{}", "(SELECT * FROM ".repeat(48), ")".repeat(48)), true),
            (format!("SELECT {}1", "CASE WHEN ".repeat(1_500)), false),
            (format!("SELECT 1 {}", "UNION SELECT 1 ".repeat(1_200)), true),
            (format!("SELECT * FROM t {}", "JOIN t ON 1 ".repeat(1_200)), true),
            (format!("SELECT {}1", "1,".repeat(5_000)), true),
        ] {
            let query = Query::read(&text);
            assert_eq!(query.is_some(), reads, "{}", &text[..40]);
            let Some(mut query) = query else { continue };
            let copy = query.clone();
            assert_eq!(query, copy);
            let printed = query.to_string();
            assert_eq!(Query::read(&printed), Some(copy));
            let mut count = 0;
            query.visit(&mut |_, _, _| count += 1);
            query.each_expr_mut(&mut |_| count -= 1);
            assert!(count > 1);
        }
    };
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(on_a_small_stack);
    thread.expect("a thread").join().expect("no text stops the thread");
}

/// Expressions as people and adversaries write them: operators in any mix, parentheses or not.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        proptest::sample::select(vec![
            "id", "b.id", "year", "pages", "title", "NULL", "1", "0", "2.5", "'1'", "'a%'", "-3",
            "x'41'", "true",
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(5, 24, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        let three = (inner.clone(), inner.clone(), inner.clone());
        let operators = vec![
            "+",
            "-",
            "*",
            "/",
            "%",
            "||",
            "=",
            "<>",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "AND",
            "OR",
            "IS",
            "IS NOT",
            "&",
            "|",
            "<<",
            ">>",
            "LIKE",
            "NOT LIKE",
            "GLOB",
            "==",
            "IS DISTINCT FROM",
            "NOT BETWEEN 1 AND",
            "BETWEEN id AND",
        ];
        prop_oneof![
            4 => (two.clone(), proptest::sample::select(operators))
                .prop_map(|((left, right), operator)| format!("{left} {operator} {right}")),
            2 => inner.clone().prop_map(|inner| format!("({inner})")),
            1 => (inner.clone(), proptest::sample::select(vec!["NOT ", "- ", "+ ", "~ "]))
                .prop_map(|(inner, operator)| format!("{operator}{inner}")),
            1 => (inner.clone(), proptest::sample::select(vec![
                " IS NULL", " NOTNULL", " NOT NULL", " IN (1, 2)", " NOT IN (SELECT id FROM books)",
                " COLLATE NOCASE", " IN (NULL)",
            ]))
                .prop_map(|(inner, suffix)| format!("{inner}{suffix}")),
            1 => three.clone().prop_map(|(a, b, c)| format!("CASE {a} WHEN {b} THEN {c} END")),
            1 => three.clone().prop_map(|(a, b, c)| format!("CASE WHEN {a} THEN {b} ELSE {c} END")),
            1 => three.prop_map(|(a, b, c)| format!("{a} BETWEEN {b} AND {c}")),
            1 => two.clone().prop_map(|(a, b)| format!("coalesce({a}, {b})")),
            1 => two.clone().prop_map(|(a, b)| format!("{a} LIKE {b} ESCAPE '!'")),
            1 => inner.clone().prop_map(|inner| format!("(SELECT max({inner}) FROM books AS c)")),
            1 => inner.clone().prop_map(|inner| format!("EXISTS (SELECT {inner} LIMIT 1, 2)")),
            1 => inner.prop_map(|inner| format!("CAST({inner} AS TEXT)")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_expression_prints_and_means_the_same(items in expression(), filter in expression()) {
        let connection = database();
        let text = format!("SELECT {items} FROM books b WHERE {filter} ORDER BY b.id LIMIT 1, 3");
        if let Some(query) = Query::read(&text) {
            let printed = query.to_string();
            prop_assert_eq!(Query::read(&printed), Some(query), "{}\n{}", &text, &printed);
            prop_assert_eq!(run(&connection, &text), run(&connection, &printed), "{}\n{}", text, printed);
        } else {
            // SQLite and the parser agree on what a query is.
            let refused = connection.prepare(&text).err().map(|error| error.to_string());
            prop_assert!(refused.is_some_and(|it| it.contains("syntax error")), "{}", text);
        }
    }

    #[test]
    fn any_text_is_survived(text in "(SELECT|FROM|VALUES|WITH|UNION|LIMIT|\\(|\\)|,|;|'|\"|a|1|=|JOIN|ON|CASE|END|OVER|é| ){0,30}") {
        let text = format!("SELECT {text}");
        if let Some(query) = Query::read(&text) {
            prop_assert_eq!(Query::read(&query.to_string()), Some(query));
        }
    }
}
