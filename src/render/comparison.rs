//! What came of comparing two queries: the data, and what either gives on it.

use super::code::code;
use super::feedback::{self, pad_all};
use super::flow::prose;
use super::records::{ended, listed, said};
use super::{Look, escape, table};
use crate::feedback::comparison::{Side, Told};
use crate::feedback::difference::cells;
use crate::feedback::{Block, Feedback, Mark, Tone};

/// Data on which two queries differ, and what they give on it, as lines; below them the data as
/// the INSERT statements of `script`.
pub fn different(told: &Told, script: &str, look: &Look) -> Vec<String> {
    let mut blocks = vec![Block::Told(told.opening.clone())];
    blocks.extend(told.data.iter().map(|(title, rows)| {
        let (title, rows) = (title.clone(), rows.clone());
        Block::Table { title, rows }
    }));
    let mut lines = feedback::feedback(&Feedback { tone: Tone::NotYet, blocks }, look);
    lines.extend(gap(look));
    lines.extend(sides(&told.sides, look));
    if let Some(remark) = &told.remark {
        lines.extend(prose(&look.symbols().words(remark), look));
    }
    if !script.trim().is_empty() {
        lines.extend(gap(look));
        lines.extend(prose("The data as SQL, to run after the setup:", look));
        lines.extend(code(&escape::block(script.trim_end()), "  ", look));
    }
    lines
}

/// That no difference was found.
pub fn same(words: &str, look: &Look) -> Vec<String> {
    let blocks = vec![Block::Told(words.to_owned())];
    feedback::feedback(&Feedback { tone: Tone::Right, blocks }, look)
}

/// An empty line, where an eye looks for one.
fn gap(look: &Look) -> Option<String> {
    (!look.manner.is_spoken()).then(String::new)
}

/// The results under their titles, beside each other where they fit.
fn sides(sides: &[Side], look: &Look) -> Vec<String> {
    if look.manner.is_spoken() {
        return sides.iter().flat_map(|side| spoken(side, look)).collect();
    }
    let drawn: Vec<Vec<String>> = sides.iter().map(|side| drawn(side, look)).collect();
    let width = |lines: &Vec<String>| lines.iter().map(|line| escape::width(line)).max();
    let whole: usize = drawn.iter().filter_map(width).map(|width| width + BETWEEN.len()).sum();
    if whole > look.columns + BETWEEN.len() {
        return drawn.iter().flatten().map(|line| painted(line, look)).collect();
    }
    let padded: Vec<Vec<String>> = drawn.iter().map(|lines| pad_all(lines)).collect();
    let height = padded.iter().map(Vec::len).max().unwrap_or(0);
    let line = |number: usize| {
        let parts = padded.iter().map(|lines| match lines.get(number) {
            Some(line) => painted(line, look),
            None => " ".repeat(lines.first().map_or(0, |line| escape::width(line))),
        });
        parts.collect::<Vec<_>>().join(BETWEEN).trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

const BETWEEN: &str = "    ";
/// Most rows that are listed for being given by one query only, where no table has room for signs.
const MOST_LISTED: usize = 12;
/// Most rows of a result that are spoken for being its first.
const MOST_SPOKEN: usize = 40;

/// A result with its title, a sign before each row that only it has; without colours.
fn drawn(side: &Side, look: &Look) -> Vec<String> {
    let mut within = look.within(look.columns.saturating_sub(1));
    within.style = super::Style::plain();
    let mut lines =
        vec![format!("  {}", look.shorten(side.title, look.columns.saturating_sub(2)).0)];
    if let Some(rows) = table::by_row(&side.rows, &within) {
        let signs = std::iter::once(&None).chain(&side.marks).map(|mark| sign(*mark, look));
        lines.extend(signs.zip(&rows).map(|(sign, row)| format!("{sign:<1}{row}")));
        return lines;
    }
    // A table that is turned on its side has no line for a sign: those rows come once more.
    lines.extend(table::small(&side.rows, &within).iter().map(|row| format!(" {row}")));
    let marked = side.rows.rows.iter().zip(&side.marks).filter_map(|(row, mark)| {
        let mark = (*mark)?;
        Some((mark, row))
    });
    let (shown, hidden) = (marked.clone().take(MOST_LISTED), marked.skip(MOST_LISTED).count());
    let shown = shown.map(|(mark, row)| {
        let cells: Vec<String> = cells(row).iter().map(|cell| look.line(cell)).collect();
        format!("{} {}", sign(Some(mark), look), listed(&cells))
    });
    lines.extend(shown.map(|line| look.shorten(&line, look.columns).0));
    if hidden > 0 {
        let more = table::and(&table::counted(hidden, "more row"), &within);
        lines.extend(more.iter().map(|line| format!(" {line}")));
    }
    lines
}

fn sign(mark: Option<Mark>, look: &Look) -> &'static str {
    match mark {
        Some(Mark::Missing) => look.symbols().missing,
        Some(Mark::Extra) => look.symbols().extra,
        None => "",
    }
}

/// A line with its sign in colour.
fn painted(line: &str, look: &Look) -> String {
    let signs = [look.symbols().missing, look.symbols().extra];
    match signs.iter().find_map(|sign| Some((sign, line.strip_prefix(sign)?))) {
        Some((sign, rest)) => format!("{}{rest}", look.style.not_yet(sign)),
        None => line.to_owned(),
    }
}

/// A result for an ear: first how much there is, then row by row, and which rows the other has not.
fn spoken(side: &Side, look: &Look) -> Vec<String> {
    let counted = table::counted(side.rows.rows.len(), "row");
    if side.rows.rows.is_empty() {
        return said(&format!("{} no row.", capital(side.title)), look);
    }
    let mut lines = said(&format!("{} {counted}:", capital(side.title)), look);
    let (mut shown, mut only_here) = (0, 0);
    for (number, (row, mark)) in side.rows.rows.iter().zip(&side.marks).enumerate() {
        let is_listed = mark.is_some() && only_here < MOST_LISTED;
        if number >= MOST_SPOKEN && !is_listed {
            continue;
        }
        shown += 1;
        only_here += usize::from(mark.is_some());
        let cells: Vec<String> = cells(row).iter().map(|cell| look.line(cell)).collect();
        let only = if mark.is_some() { " Only here." } else { "" };
        let row = ended(format!("Row {}: {}", number + 1, listed(&cells)));
        lines.extend(said(&format!("{row}{only}"), look));
    }
    let hidden = side.rows.rows.len().saturating_sub(shown);
    if hidden > 0 {
        lines.extend(table::and(&table::counted(hidden, "more row"), look));
    }
    lines
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counterexample::{Comparison, DataSet, FoundBy, OrderRule, TableRows, Witness};
    use crate::feedback::comparison::told;
    use crate::render::Manner;
    use crate::rows::wanted::Wanted;
    use crate::rows::{Row, Rows, Value};
    use crate::scratch::{Failure, FailureKind, Ran, Stop};

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn rows(columns: &[&str], rows: Vec<Row>) -> Rows {
        Rows { columns: names(columns), rows, truncated: false }
    }

    /// Two students of whom one takes nothing, and the enrolment of the other.
    fn witness(wanted: Wanted, actual: Ran) -> Witness {
        let table = |table: &str, columns: &[&str], rows: Vec<Row>| TableRows {
            table: table.to_owned(),
            columns: names(columns),
            rows,
        };
        let student =
            |id, name| vec![Value::Integer(id), text(name), text("a street that no query reads")];
        let data = DataSet {
            tables: vec![
                table(
                    "students",
                    &["id", "name", "street"],
                    vec![student(1, "Alice"), student(2, "Bob")],
                ),
                table("takes", &["student_id"], vec![vec![Value::Integer(1)]]),
            ],
        };
        let read = vec![
            ("students".to_owned(), names(&["id", "name"])),
            ("takes".to_owned(), names(&["student_id"])),
            ("courses".to_owned(), names(&["id", "title"])),
        ];
        let script = "INSERT INTO students (id, name) VALUES (1, 'Alice'), (2, 'Bob');\n\
                      INSERT INTO takes (student_id) VALUES (1);\n";
        let script = script.to_owned();
        Witness { data, read, script, wanted, actual, found_by: FoundBy::Chance }
    }

    fn counts() -> Witness {
        let row = |name, count| vec![text(name), Value::Integer(count)];
        let columns = ["name", "count(takes.student_id)"];
        let wanted = Wanted::unordered(rows(&columns, vec![row("Alice", 1), row("Bob", 0)]));
        let actual = rows(&["name", "count(*)"], vec![row("Alice", 1), row("Bob", 1)]);
        witness(wanted, Ran::Rows(actual))
    }

    fn drawn(witness: &Witness, order: OrderRule, look: &Look) -> String {
        let comparison = Comparison { order, ..Comparison::default() };
        different(&told(witness, &comparison), &witness.script, look).join("\n")
    }

    fn at(columns: usize, manner: Manner) -> Look {
        let mut look = Look { manner, ..Look::plain() };
        look.fit(Some(columns));
        look
    }

    #[test]
    fn a_witness_is_small_tables_and_both_results_with_the_rows_that_differ_marked() {
        insta::assert_snapshot!(drawn(&counts(), OrderRule::Ignore, &Look::plain()), @r"
        Different. On this data they do not give the same:
          students      takes          courses
          id  name      student_id     (empty)
           1  Alice              1
           2  Bob

          the reference gives                 the candidate gives
          name   count(takes.student_id)      name   count(*)
          Alice                        1      Alice         1
        − Bob                          0    + Bob           1

        The data as SQL, to run after the setup:
          INSERT INTO students (id, name) VALUES (1, 'Alice'), (2, 'Bob');
          INSERT INTO takes (student_id) VALUES (1);
        ");
        let plain = at(80, Manner::Plain);
        insta::assert_snapshot!(drawn(&counts(), OrderRule::Ignore, &plain), @r"
        Different. On this data they do not give the same:
          students      takes          courses
          id  name      student_id     (empty)
           1  Alice              1
           2  Bob

          the reference gives                 the candidate gives
          name   count(takes.student_id)      name   count(*)
          Alice                        1      Alice         1
        - Bob                          0    + Bob           1

        The data as SQL, to run after the setup:
          INSERT INTO students (id, name) VALUES (1, 'Alice'), (2, 'Bob');
          INSERT INTO takes (student_id) VALUES (1);
        ");
    }

    #[test]
    fn it_is_said_to_an_ear_row_by_row() {
        let spoken = at(80, Manner::Spoken);
        insta::assert_snapshot!(drawn(&counts(), OrderRule::Ignore, &spoken), @r"
        Different. On this data they do not give the same:
        students, 2 rows:
        Row 1: id 1, name Alice.
        Row 2: id 2, name Bob.
        takes, 1 row:
        Row 1: student_id 1.
        courses: empty.
        The reference gives 2 rows:
        Row 1: Alice, 1.
        Row 2: Bob, 0. Only here.
        The candidate gives 2 rows:
        Row 1: Alice, 1.
        Row 2: Bob, 1. Only here.
        The data as SQL, to run after the setup:
          INSERT INTO students (id, name) VALUES (1, 'Alice'), (2, 'Bob');
          INSERT INTO takes (student_id) VALUES (1);
        ");
    }

    #[test]
    fn where_there_is_little_room_the_results_stand_one_below_the_other() {
        insta::assert_snapshot!(drawn(&counts(), OrderRule::Ignore, &at(40, Manner::Full)), @r"
        Different. On this data they do not give
        the same:
          students      takes          courses
          id  name      student_id     (empty)
           1  Alice              1
           2  Bob

          the reference gives
          name   count(takes.student_id)
          Alice                        1
        − Bob                          0
          the candidate gives
          name   count(*)
          Alice         1
        + Bob           1

        The data as SQL, to run after the setup:
          INSERT INTO students (id, name) VALUES
            (1, 'Alice'), (2, 'Bob');
          INSERT INTO takes (student_id) VALUES
            (1);
        ");
        insta::assert_snapshot!(drawn(&counts(), OrderRule::Ignore, &at(20, Manner::Full)), @r"
        Different. On this
        data they do not
        give the same:
          students
          id  name
           1  Alice
           2  Bob
          takes
          student_id
                   1
          courses
          (empty)

          the reference giv…
         ── row 1 ──────────
          name
            Alice
          count(takes.studen
          t_id)
            1
         ── row 2 ──────────
          name
            Bob
          count(takes.studen
          t_id)
            0
        − Bob, 0
          the candidate giv…
          name   count(*)
          Alice         1
        + Bob           1

        The data as SQL, to
        run after the setup:
          INSERT INTO
            students (id,
            name) VALUES (1,
            'Alice'), (2,
            'Bob');
          INSERT INTO takes
            (student_id)
            VALUES (1);
        ");
    }

    #[test]
    fn nothing_is_wider_than_the_terminal() {
        let mut wide = counts();
        let cells = vec![text(&"long word ".repeat(12)), text(&"x".repeat(300)), Value::Null];
        let columns = ["a", "b", "c"];
        wide.wanted = Wanted::unordered(rows(&columns, vec![cells.clone(), cells.clone()]));
        wide.actual = Ran::Rows(rows(&columns, vec![cells]));
        for columns in 20..=200 {
            for manner in [Manner::Full, Manner::Plain, Manner::Spoken] {
                for witness in [&counts(), &wide] {
                    let text = drawn(witness, OrderRule::Ignore, &at(columns, manner));
                    for line in text.lines() {
                        // A word that has no space in it is not broken: it can be copied.
                        let words = line.trim_start().contains(' ');
                        let fits = escape::width(line) <= columns || !words;
                        assert!(fits, "{columns} {manner:?}\n{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_the_rows_do_not_tell_is_said() {
        let one = |name: &str| vec![text(name)];
        let both = || rows(&["name"], vec![one("Alice"), one("Bob")]);
        let turned = rows(&["name"], vec![one("Bob"), one("Alice")]);
        let order = witness(Wanted::exact(both()), Ran::Rows(turned));
        let said = |witness: &Witness| {
            told(witness, &Comparison { order: OrderRule::AsReference, ..Comparison::default() })
                .remark
                .unwrap_or_default()
        };
        let none = rows(&["name", "id"], vec![]);
        let width = witness(Wanted::unordered(both()), Ran::Rows(none));
        let failure = Failure {
            kind: FailureKind::Other,
            code: 1,
            message: "integer overflow".to_owned(),
            offset: None,
        };
        let fails = witness(Wanted::unordered(both()), Ran::Failed(failure));
        let endless = witness(Wanted::unordered(both()), Ran::Stopped(Stop::Steps));
        let all = [&order, &width, &fails, &endless].map(said).join("\n");
        insta::assert_snapshot!(all, @r"
        The rows are the same, in another order: in place 1 the reference has Alice, and the candidate Bob.
        The reference gives one column, the candidate two.
        The candidate gives nothing: integer overflow.
        The candidate gives nothing: it does not come to an end.
        ");
    }

    #[test]
    fn of_many_rows_that_differ_a_dozen_is_listed() {
        let mut many = counts();
        many.wanted = Wanted::unordered(rows(&["n"], vec![]));
        let all = (1..=2000).map(|number| vec![Value::Integer(number)]).collect();
        many.actual = Ran::Rows(rows(&["n"], all));
        let signs =
            |text: &str| text.lines().filter(|line| line.trim_start().starts_with("+ ")).count();
        let text = drawn(&many, OrderRule::Ignore, &Look::plain());
        assert_eq!(signs(&text), MOST_LISTED, "{text}");
        assert!(text.contains("… and 1,988 more rows"), "{text}");
        let spoken = drawn(&many, OrderRule::Ignore, &at(80, Manner::Spoken));
        assert_eq!(spoken.matches("Only here.").count(), MOST_SPOKEN, "{spoken}");
        assert!(spoken.contains("And 1,960 more rows."), "{spoken}");
    }

    #[test]
    fn data_without_a_row_is_no_table() {
        let mut empty = counts();
        empty.data = DataSet::default();
        empty.script = String::new();
        empty.wanted = Wanted::unordered(rows(&["count(*)"], vec![vec![Value::Integer(0)]]));
        empty.actual = Ran::Rows(rows(&["count(*)"], vec![]));
        insta::assert_snapshot!(drawn(&empty, OrderRule::Ignore, &Look::plain()), @r"
        Different, already where no table has a row.

          the reference gives      the candidate gives
          count(*)                 (empty)
        −        0
        ");
    }

    #[test]
    fn data_cannot_drive_the_terminal() {
        let mut evil = counts();
        let cell = || vec![text("\u{1b}[2J\n− x")];
        evil.wanted = Wanted::unordered(rows(&["\u{1b}[1m"], vec![cell()]));
        evil.actual = Ran::Rows(rows(&["a"], vec![]));
        evil.script = "INSERT INTO t VALUES ('\u{1b}[2J');".to_owned();
        for manner in [Manner::Full, Manner::Plain, Manner::Spoken] {
            let text = drawn(&evil, OrderRule::Ignore, &at(80, manner));
            assert!(!text.contains('\u{1b}'), "{text}");
        }
    }
}
