//! What is inferred is what SQLite does: for schemas at random, every row and every two rows that
//! could tell are tried.

use proptest::prelude::*;
use relatable::relation::finding::Flaw;
use relatable::relation::infer::infer;
use relatable::relation::{Cardinality, Participation};
use relatable::rows::Value;
use relatable::scratch::{Budget, Ran, Scratch};

/// A table that is referred to, and how it is.
#[derive(Debug, Clone)]
struct Target {
    sql: String,
    /// As many columns as the key has.
    width: usize,
    /// What follows the table's name in REFERENCES.
    named: &'static str,
}

/// Types of columns, with what they compare by.
const TYPES: [&str; 6] =
    ["INTEGER", "TEXT", "TEXT COLLATE NOCASE", "", "NUMERIC", "TEXT COLLATE RTRIM"];

fn target() -> impl Strategy<Value = Target> {
    let types = prop::sample::select(&TYPES[..]);
    (types.clone(), types, 0..14_usize).prop_map(|(a, b, key)| {
        let columns = format!("a {a}, b {b}");
        let table = |more: &str| format!("CREATE TABLE p ({columns}{more});");
        let index = |what: &str| format!("{} CREATE UNIQUE INDEX i ON p {what};", table(""));
        let (sql, width, named) = match key {
            0 => (table(", PRIMARY KEY (a)"), 1, ""),
            1 => (table(", PRIMARY KEY (a)"), 1, "(a)"),
            2 => (table(", UNIQUE (a)"), 1, "(A)"),
            3 => (index("(a)"), 1, "(a)"),
            4 => (index("(a) WHERE a > 0"), 1, "(a)"),
            5 => (index("(a COLLATE NOCASE)"), 1, "(a)"),
            6 => (index("(a, b)"), 1, "(a)"),
            7 => (table(", PRIMARY KEY (a, b)"), 2, ""),
            8 => (table(", PRIMARY KEY (a, b)"), 2, "(b, a)"),
            9 => (table(", UNIQUE (b, a)"), 2, "(a, b)"),
            10 => (table(", UNIQUE (a)"), 2, "(a, b)"),
            11 => (table(", PRIMARY KEY (a, b)"), 1, ""),
            12 => ("CREATE VIEW p AS SELECT 1 AS a, 2 AS b;".to_owned(), 1, "(a)"),
            _ => (table(", PRIMARY KEY (b DESC, a DESC)"), 2, "(a, b)"),
        };
        Target { sql, width, named }
    })
}

/// A table `c (x, y, n)` with a key of its first or its first two columns to `p`.
fn holder(target: Target) -> impl Strategy<Value = String> {
    let types = prop::sample::select(&TYPES[..]);
    let nulls = prop::sample::select(&["", "", " NOT NULL"][..]);
    let unique = prop::collection::vec(
        prop::sample::select(
            &[
                "U (x)",
                "U (x, n)",
                "U (y)",
                "U (y, x)",
                "U (n)",
                "P (x)",
                "P (x, y)",
                "P (n)",
                "P (n, x)",
                "I (x)",
                "I (x DESC, y)",
                "I (x COLLATE NOCASE)",
                "I (x COLLATE BINARY)",
                "I (x) WHERE x IS NOT NULL",
                "I (x) WHERE n > 0",
                "I (y, x) WHERE NOT y ISNULL AND x NOTNULL",
                "I (x) WHERE y IS NOT NULL",
                "I (n) WHERE n NOTNULL",
                "I (x) WHERE n NOTNULL",
            ][..],
        ),
        0..3,
    );
    let flags = prop::sample::select(&["", "", " WITHOUT ROWID"][..]);
    (types.clone(), types, nulls.clone(), nulls, unique, flags).prop_map(
        move |(x, y, x_null, y_null, unique, flags)| {
            let key = if target.width == 1 { "x" } else { "x, y" };
            let mut table = format!("x {x}{x_null}, y {y}{y_null}, n INT");
            let mut indexes = String::new();
            let mut primary = false;
            for (at, rule) in unique.iter().enumerate() {
                let (kind, what) = rule.split_at(2);
                match kind {
                    "P " if !primary => {
                        primary = true;
                        table.push_str(&format!(", PRIMARY KEY {what}"));
                    }
                    "I " => indexes.push_str(&format!("CREATE UNIQUE INDEX u{at} ON c {what};")),
                    _ => table.push_str(&format!(", UNIQUE {what}")),
                }
            }
            let flags = if primary { flags } else { "" };
            format!(
                "{} CREATE TABLE c ({table}, FOREIGN KEY ({key}) REFERENCES p {}){flags}; {indexes}",
                target.sql, target.named
            )
        },
    )
}

/// Values that some type or collation takes for one, and NULL.
const VALUES: [&str; 7] = ["NULL", "1", "'1'", "'01'", "'a'", "'A'", "'a '"];

/// What comes of trying every row, and every two rows, beside one row that is referred to.
#[derive(Debug, Default)]
struct Tried {
    /// SQLite does not work with the key.
    is_broken: bool,
    /// Two rows referred to the same row.
    many: bool,
    /// A row referred to nothing.
    none: bool,
}

impl Tried {
    /// With one row to refer to, every row with a whole key refers to it, so that nothing here has
    /// to know how SQLite looks it up.
    fn everything(scratch: &mut Scratch, width: usize) -> Self {
        let mut tried = Self::default();
        let (is_null, ys) = match width {
            2 => ("x IS NULL OR y IS NULL", &VALUES[..]),
            _ => ("x IS NULL", &["NULL", "1", "'a'"][..]),
        };
        for (a, b) in [("1", "1"), ("'a'", "'a'"), ("1", "'a'"), ("'a'", "1")] {
            run(scratch, &format!("INSERT INTO p VALUES ({a}, {b})"));
            let mut whole = Vec::new();
            let rows = VALUES.iter().flat_map(|x| ys.iter().map(move |y| (x, y)));
            let rows =
                rows.flat_map(|(x, y)| ["1", "-1", "NULL"].map(|n| format!("({x}, {y}, {n})")));
            for row in rows {
                let sql = format!(
                    "BEGIN; INSERT INTO c VALUES {row}; SELECT count(*) FROM c WHERE {is_null};"
                );
                match run(scratch, &sql) {
                    Ran::Rows(rows) if rows.rows[0][0] == Value::Integer(1) => tried.none = true,
                    Ran::Rows(_) => whole.push(row),
                    Ran::Failed(failure) => {
                        // What is no number cannot be a rowid: "datatype mismatch".
                        tried.is_broken |= failure.message.contains("foreign key mismatch");
                    }
                    other => panic!("{other:?}"),
                }
                run(scratch, "ROLLBACK");
            }
            tried.many = tried.many || any_two(scratch, &whole);
            run(scratch, "DELETE FROM p");
        }
        tried
    }
}

/// Whether two of these rows can be there at once.
fn any_two(scratch: &mut Scratch, rows: &[String]) -> bool {
    let pairs =
        rows.iter().enumerate().flat_map(|(at, one)| rows[at..].iter().map(move |two| (one, two)));
    pairs.into_iter().any(|(one, two)| {
        let ran = run(scratch, &format!("BEGIN; INSERT INTO c VALUES {one}, {two}"));
        run(scratch, "ROLLBACK");
        ran == Ran::Done { changed: 2 }
    })
}

/// What came of the last statement of a script that was reached.
fn run(scratch: &mut Scratch, sql: &str) -> Ran {
    scratch.run(sql, &Budget::default()).statements.pop().unwrap().ran
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn what_is_inferred_is_what_sqlite_does(
        (width, sql) in target().prop_flat_map(|target| (Just(target.width), holder(target)))
    ) {
        let mut scratch = super::scratch(&sql);
        let inferred = infer(&scratch.schema().unwrap());
        let tried = Tried::everything(&mut scratch, width);
        let link = inferred.model.links.first();
        prop_assert_eq!(link.is_none(), tried.is_broken, "{}", sql);
        let is_pointed_out = |flaw: &Flaw| !matches!(flaw, Flaw::NoPrimaryKey(_) | Flaw::OtherType(..));
        prop_assert_eq!(inferred.flaws.iter().any(is_pointed_out), tried.is_broken);
        let Some(link) = link else { return Ok(()) };
        let may_be_none = link.left.participation == Some(Participation::Optional);
        prop_assert_eq!(may_be_none, tried.none, "{}", sql);
        let uncertain = inferred.flaws.iter().any(|flaw| matches!(flaw, Flaw::OtherType(..)));
        let may_be_many = link.right.cardinality == Some(Cardinality::Many);
        prop_assert_eq!(may_be_many || uncertain, tried.many, "{}", sql);
    }
}
