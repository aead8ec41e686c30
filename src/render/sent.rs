//! What ORM code did at the prompt: what it printed, the SQL that it sent, and what SQLAlchemy
//! warns of.

use super::ddl::{INDENT, at_the_top, ddl};
use super::flow::{Face, Span, flow, inline, voice};
use super::table::counted;
use super::warning::warning;
use super::{Look, escape, migration};
use crate::orm::recording::{Datum, Parameters, Recording, Sent};
use crate::session::Shows;

/// Between a statement and its values.
const GAP: usize = 3;
/// How many alike in a row are shown, and how many rows of a batch.
const MOST: usize = 3;
/// How many printed lines are shown.
const MOST_LINES: usize = 200;
/// The widest values of one statement that stand beside it, where long ones are cut.
const WIDEST: usize = 60;

/// What code did, from top to bottom. What ended it is told apart from this.
pub(super) fn code(text: &str, did: &Recording, shows: Shows, look: &Look) -> Vec<String> {
    let printed = few_lines(printed(did), look);
    let mut lines = anew(&did.anew, look);
    lines.extend(match printed.is_empty() {
        true => Vec::new(),
        false => {
            escape::block(printed.trim_end_matches('\n')).split('\n').map(str::to_owned).collect()
        }
    });
    lines.extend(migration::told(&did.told, shows, look));
    if shows != Shows::Off {
        let dim = |line: String| look.style.dim(&line);
        lines.extend(did.ddl.iter().flat_map(|statement| ddl(statement, look)).map(dim));
        lines.extend(statements(&did.statements, shows, look).into_iter().map(dim));
    }
    lines.extend(did.uncalled.iter().flat_map(|at| uncalled(text.get(at.start..at.end), look)));
    lines.extend(did.warnings.iter().flat_map(|it| warning(it, text, look)));
    lines
}

/// That a method was looked up and not called.
fn uncalled(expression: Option<&str>, look: &Look) -> Vec<String> {
    let Some(expression) = expression.filter(|it| !it.contains('\n')) else { return Vec::new() };
    let words = format!("`{expression}` is a method, and was not called: `()` behind it calls it.");
    flow(&inline(&look.line(&words), Face::Plain), look, "", "")
}

/// That classes or tables are declared anew, and what that means for what there was.
fn anew(names: &[String], look: &Look) -> Vec<String> {
    if names.is_empty() {
        return Vec::new();
    }
    let verb = if names.len() == 1 { "is" } else { "are" };
    let text = format!(
        "{} {verb} declared anew. The objects and variables of before are gone; what was committed \
         is still there.",
        look.line(&names.join(", "))
    );
    flow(&[Span::new(text, Face::Dim)], look, "", "")
}

/// A text without its middle, where it has more lines than anybody reads.
fn few_lines(text: String, look: &Look) -> String {
    let count = text.lines().count();
    if count <= MOST_LINES {
        return text;
    }
    let left_out = count - MOST_LINES;
    let lines: Vec<&str> = text.lines().collect();
    let (begins, ends) = (MOST_LINES / 2, count - MOST_LINES / 2);
    let between = format!("{} {left_out} more lines", look.symbols().ellipsis);
    let (head, tail) = (lines.get(..begins), lines.get(ends..));
    [head.unwrap_or_default(), &[between.as_str()], tail.unwrap_or_default()].concat().join("\n")
}

/// What was printed, with the values that were shown where they were.
fn printed(did: &Recording) -> String {
    let (mut text, mut from) = (String::new(), 0);
    for (at, shown) in &did.shown {
        text.push_str(did.output.get(from..*at).unwrap_or_default());
        text.push_str(shown);
        text.push('\n');
        from = *at;
    }
    text.push_str(did.output.get(from..).unwrap_or_default());
    text
}

/// How many statements were sent, and which were alike.
pub(super) fn counts(did: &Recording, look: &Look) -> Vec<String> {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for sent in &did.statements {
        match kinds.iter_mut().find(|(sql, _)| *sql == sent.sql) {
            Some((_, count)) => *count += 1,
            None => kinds.push((&sent.sql, 1)),
        }
    }
    let made = match did.ddl.len() {
        0 => String::new(),
        made => format!(", and {} that made or changed tables", made),
    };
    let alike = kinds.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let alike = match alike {
        0 | 1 => String::new(),
        alike => format!("; {alike} of them are alike but for their values"),
    };
    let sent = counted(did.statements.len(), "statement");
    let mut lines = voice(&format!("The last code sent {sent}{made}{alike}."), look);
    let width = kinds.iter().map(|(_, count)| count.to_string().len()).max().unwrap_or(1);
    for (sql, count) in kinds {
        let front = format!("{INDENT}{count:>width$} x ");
        let room = look.columns.saturating_sub(escape::width(&front));
        lines.push(look.style.dim(&format!("{front}{}", short(sql, room, look))));
    }
    lines
}

/// Statements, each with its values beside it.
fn statements(sent: &[Sent], shows: Shows, look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    let mut drawn: Vec<Drawn> = Vec::new();
    let mut at = 0;
    while let Some(first) = sent.get(at) {
        let alike = sent[at..].iter().take_while(|it| it.sql == first.sql).count();
        let shown = if shows == Shows::Full || alike <= MOST + 1 { alike } else { MOST };
        for statement in &sent[at..at + shown] {
            drawn.push(Drawn::of(statement, shows, look));
        }
        if shown < alike {
            drawn.push(Drawn::more(alike - shown, "statement", look));
        }
        at += alike;
    }
    let beside = drawn.iter().filter(|it| it.fits(it.width(), look)).map(Drawn::width).max();
    for it in drawn {
        lines.extend(it.lines(beside.unwrap_or(0), look));
    }
    lines
}

/// A statement, ready to be set.
struct Drawn {
    /// Its lines; one where it is short.
    sql: Vec<String>,
    /// What stands for its `?`; a line for each row of a batch.
    values: Vec<String>,
}

impl Drawn {
    fn of(sent: &Sent, shows: Shows, look: &Look) -> Self {
        let full = shows == Shows::Full;
        let row = |row: &Vec<Datum>| {
            let cells: Vec<String> = row.iter().map(|datum| look.line(&datum.literal())).collect();
            let row = cells.join(", ");
            if full { row } else { look.shorten(&row, WIDEST).0 }
        };
        let mut values: Vec<String> = match &sent.parameters {
            Parameters::One(values) if values.is_empty() => Vec::new(),
            Parameters::One(values) => vec![row(values)],
            Parameters::Many(rows) => rows.iter().map(row).collect(),
        };
        if !full && values.len() > MOST + 1 {
            let more = values.len() - MOST;
            values.truncate(MOST);
            values.push(format!("and {}", counted(more, "more row")));
        }
        let room = look.columns.saturating_sub(INDENT.len());
        let sql = match full {
            true => sent.sql.lines().map(|line| look.line(line.trim_end())).collect(),
            false => vec![short(&sent.sql, room, look)],
        };
        Self { sql, values }
    }

    fn more(count: usize, what: &str, look: &Look) -> Self {
        let line = format!(
            "{} and {} like it",
            look.symbols().ellipsis,
            counted(count, &format!("more {what}"))
        );
        Self { sql: vec![line], values: Vec::new() }
    }

    /// The columns of its last line.
    fn width(&self) -> usize {
        self.sql.last().map_or(0, |line| escape::width(line))
    }

    /// Whether its values can stand beside it, so many columns in.
    fn fits(&self, at: usize, look: &Look) -> bool {
        let widest = self.values.iter().map(|line| escape::width(line)).max();
        widest.is_some_and(|widest| INDENT.len() + at + GAP + widest <= look.columns)
    }

    fn lines(self, beside: usize, look: &Look) -> Vec<String> {
        let own = self.width();
        let at = [beside.max(own), own].into_iter().find(|at| self.fits(*at, look));
        let mut lines: Vec<String> =
            self.sql.iter().map(|line| format!("{INDENT}{line}")).collect();
        let mut values = self.values.into_iter();
        let spoken = look.manner.is_spoken();
        let below = match at.filter(|_| !spoken) {
            Some(at) => {
                if let (Some(last), Some(first)) = (lines.last_mut(), values.next()) {
                    last.push_str(&" ".repeat(at - own + GAP));
                    last.push_str(&first);
                }
                INDENT.len() + at + GAP
            }
            None => 2 * INDENT.len(),
        };
        let with = if spoken { "with " } else { "" };
        lines.extend(values.map(|line| format!("{}{with}{line}", " ".repeat(below))));
        lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
    }
}

/// A statement on one line: where it is too long, of what is selected only the first is shown.
fn short(sql: &str, room: usize, look: &Look) -> String {
    let line = escape::line(&sql.split_whitespace().collect::<Vec<_>>().join(" "));
    if escape::width(&line) <= room {
        return line;
    }
    let dots = look.symbols().ellipsis;
    let mut short = line;
    let mut from = 0;
    // One list after the other, the outermost first, until it fits.
    while escape::width(&short) > room
        && let Some(at) = short.get(from..).and_then(|rest| rest.find("SELECT "))
    {
        from += at + "SELECT ".len();
        let (head, rest) = short.split_at(from);
        if let Some(cut) = without_list(rest, dots) {
            short = format!("{head}{cut}");
        }
    }
    look.shorten(&short, room).0
}

/// What follows a SELECT, of its list only the first.
fn without_list(rest: &str, dots: &str) -> Option<String> {
    let from = at_the_top(rest, " FROM ").next()?;
    let first = at_the_top(rest.get(..from)?, ", ").next()?;
    Some(format!("{}, {dots}{}", rest.get(..first)?, rest.get(from..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(sql: &str, values: &[&str]) -> Sent {
        let values = values.iter().map(|text| Datum::Text((*text).to_owned())).collect();
        Sent { sql: sql.to_owned(), parameters: Parameters::One(values), many: false }
    }

    fn drawn(did: &Recording, shows: Shows) -> String {
        code("", did, shows, &Look::plain()).join("\n")
    }

    #[test]
    fn statements_stand_beside_their_values() {
        let did = Recording {
            statements: vec![
                one("INSERT INTO students (name) VALUES (?)", &["Alice"]),
                one("INSERT INTO courses (title) VALUES (?)", &["Math"]),
                one(
                    "INSERT INTO student_course (student_id, course_id) VALUES (?, ?)",
                    &["1", "1"],
                ),
            ],
            output: "[<Course 1>]\n".to_owned(),
            ..Recording::default()
        };
        insta::assert_snapshot!(drawn(&did, Shows::Brief));
        assert_eq!(drawn(&did, Shows::Off), "[<Course 1>]");
    }

    #[test]
    fn what_is_long_is_cut_and_what_is_alike_is_counted() {
        let select = "SELECT books.id AS books_id, books.title AS books_title, books.author_id AS books_author_id \nFROM books \nWHERE ? = books.author_id";
        let batch = Parameters::Many((1..9).map(|id| vec![Datum::Integer(id)]).collect());
        let mut statements: Vec<Sent> = (0..9).map(|id| one(select, &[&id.to_string()])).collect();
        statements.push(Sent {
            sql: "INSERT INTO a (id) VALUES (?)".to_owned(),
            parameters: batch,
            many: true,
        });
        let ddl = "CREATE TABLE books ( id INTEGER NOT NULL, title VARCHAR(10), price NUMERIC(10, 2), PRIMARY KEY (id), FOREIGN KEY(author_id) REFERENCES authors (id) )";
        let did = Recording { statements, ddl: vec![ddl.to_owned()], ..Recording::default() };
        insta::assert_snapshot!(drawn(&did, Shows::Brief));
        let mut few = did.clone();
        few.statements.drain(2..9);
        insta::assert_snapshot!(drawn(&few, Shows::Full));
        insta::assert_snapshot!(counts(&did, &Look::plain()).join("\n"));
    }
}
