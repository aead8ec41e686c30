//! Lists: tables, statements, progress, commands.

use super::code::code;
use super::flow::{Face, Span, flow, prose};
use super::pairs::{Pair, pairs};
use super::records::said;
use super::table::counted;
use super::{Look, escape};
use crate::progress::Answered;
use crate::session::command::{ENTRIES, Entry, Typing};
use crate::session::{Outline, ProgressLine};

/// The least room for the columns of a table beside its name.
const READABLE: usize = 20;

/// Every table in a line: `items   4 rows   id, name, store_id → stores.id`.
pub(super) fn outlines(tables: &[Outline], look: &Look) -> Vec<String> {
    let rows = |table: &Outline| match table.rows {
        Some(count) => counted(usize::try_from(count).unwrap_or(0), "row"),
        None => String::new(),
    };
    let arrow = look.symbols().arrow;
    let columns = |table: &Outline, indent: usize| {
        let columns = table.columns.iter().map(|(column, target)| match target {
            Some(target) => {
                let key = format!("{} {arrow} {}", look.line(column), look.line(target));
                // A column and where it points stay in one line, if they can.
                let fits = indent + escape::width(&key) < look.columns;
                if fits { key.replace(' ', FIXED) } else { key }
            }
            None => look.line(column),
        });
        [Span::new(columns.collect::<Vec<_>>().join(", "), Face::Plain)]
    };
    let name_width = widest(tables.iter().map(|table| look.line(&table.name)));
    let rows_width = widest(tables.iter().map(rows));
    let at = name_width + rows_width + 7;
    let mut lines = Vec::new();
    for table in tables {
        let name = look.line(&table.name);
        if look.manner.is_spoken() {
            let count = table.rows.map(|_| format!(" {};", rows(table))).unwrap_or_default();
            let [columns] = columns(table, 0);
            let sentence = format!("{name}:{count} columns {}.", columns.text);
            lines.extend(said(&sentence, look));
        } else if look.fitted && at + READABLE > look.columns {
            let front =
                [Span::new(name, Face::Strong), Span::new(format!(" {}", rows(table)), Face::Dim)];
            lines.extend(flow(&front, look, " ", "   "));
            lines.extend(flow(&columns(table, 3), look, "   ", "   "));
        } else {
            let rest = " ".repeat(at);
            let mut set = flow(&columns(table, at), look, &rest, &rest).into_iter();
            let first = set.next().unwrap_or_default();
            lines.push(format!(
                " {}   {}   {}",
                look.style.strong(&padded(&name, name_width)),
                look.style.dim(&padded(&rows(table), rows_width)),
                first.trim_start()
            ));
            lines.extend(set);
        }
    }
    lines.iter().map(|line| line.replace(FIXED, " ").trim_end().to_owned()).collect()
}

/// A space at which no line is broken.
const FIXED: &str = "\u{a0}";

/// Statements as they were written, indented.
pub(super) fn statements(statements: &[String], look: &Look) -> Vec<String> {
    let set = |statement: &String| {
        let text = statement.trim();
        let ended = if text.ends_with(';') { text.to_owned() } else { format!("{text};") };
        typed(&ended, look)
    };
    statements.iter().flat_map(set).collect()
}

/// A text as it could be typed, indented.
pub(super) fn typed(text: &str, look: &Look) -> Vec<String> {
    code(&escape::block(text), "  ", look)
}

/// What became of every step that asks something.
pub(super) fn progress(steps: &[ProgressLine], look: &Look) -> Vec<String> {
    let symbols = look.symbols();
    let line = |step: &ProgressLine| {
        let (sign, face) = match step.record.answered {
            Answered::Learner => (symbols.done, Face::Right),
            _ if step.here => (symbols.here, Face::NotYet),
            _ => (" ", Face::Plain),
        };
        let tries = match step.record.tries {
            0 => String::new(),
            tries => format!("{tries} {}", if tries == 1 { "try" } else { "tries" }),
        };
        let became = match step.record.answered {
            Answered::Open | Answered::Learner => tries,
            Answered::Solution => "solution shown".to_owned(),
            Answered::Skipped => "skipped".to_owned(),
        };
        let plain = |text: String| Span::new(text, Face::Plain);
        let number = step.place.number;
        Pair {
            mark: vec![
                plain(" ".to_owned()),
                Span::new(sign, face),
                plain(format!(" {number:>3}  ")),
            ],
            name: look.line(step.place.id.as_deref().unwrap_or_default()),
            face: Face::Plain,
            rest: vec![Span::new(became, Face::Dim)],
        }
    };
    if look.manner.is_spoken() {
        return steps.iter().flat_map(|step| spoken_step(step, &line(step), look)).collect();
    }
    pairs(&steps.iter().map(line).collect::<Vec<_>>(), 2, look)
}

/// `Step 2, count-items: answered, 3 tries.`
fn spoken_step(step: &ProgressLine, line: &Pair, look: &Look) -> Vec<String> {
    let here = step.here.then(|| look.symbols().here.to_owned());
    let done = (step.record.answered == Answered::Learner).then(|| look.symbols().done.to_owned());
    let became = line.rest.iter().map(|span| span.text.clone()).filter(|text| !text.is_empty());
    let mut words: Vec<String> = done.into_iter().chain(here).chain(became).collect();
    if words.is_empty() {
        words.push("open".to_owned());
    }
    said(&format!("Step {}, {}: {}.", step.place.number, line.name, words.join(", ")), look)
}

/// A command, with all there is to say of it.
pub(super) fn help(entry: &Entry, look: &Look) -> Vec<String> {
    let does = Span::new(format!(": {}.", entry.does), Face::Plain);
    let mut lines = flow(&[Span::new(head(entry), Face::Command), does], look, "", "");
    lines.extend(prose(entry.more, look));
    lines
}

fn head(entry: &Entry) -> String {
    match entry.argument {
        "" => entry.name.to_owned(),
        argument => format!("{} {argument}", entry.name),
    }
}

/// Every command in a line, below what is typed beside them.
pub(super) fn commands(typing: Typing, look: &Look) -> Vec<String> {
    let first = match typing {
        Typing::Sql => {
            "Type SQL and end it with a semicolon; at a question with choices, type a letter."
        }
        Typing::Relations => {
            "Type a relation, as `stores -< items` or `a store has many items`, and press Enter."
        }
        Typing::Code { migrates: false } => {
            "Type Python: a line runs at Enter, and an empty line ends a class or another block."
        }
        Typing::Code { migrates: true } => {
            "Type Python: a line runs at Enter, and an empty line ends a class or another block. \
             Commands of alembic stand on lines of their own: `alembic upgrade head`."
        }
    };
    let mut lines = if look.fits(first) && !first.contains('`') {
        vec![first.to_owned()]
    } else {
        prose(first, look)
    };
    let common: Vec<&Entry> = ENTRIES.iter().filter(|entry| !entry.rare).collect();
    let line = |entry: &Entry| Pair {
        mark: vec![Span::new("  ", Face::Plain)],
        name: head(entry),
        face: Face::Command,
        rest: vec![Span::new(entry.does, Face::Plain)],
    };
    if look.manner.is_spoken() {
        let line = |entry: &Entry| said(&format!("{}: {}.", head(entry), entry.does), look);
        lines.extend(common.iter().copied().flat_map(line));
    } else {
        lines.extend(pairs(&common.iter().copied().map(line).collect::<Vec<_>>(), 2, look));
    }
    let rare = ENTRIES.iter().filter(|entry| entry.rare).map(|entry| entry.name);
    let rare = rare.collect::<Vec<_>>().join(" ");
    lines.extend(prose(&format!("And {rare}; `.help NAME` says more of each."), look));
    lines
}

fn widest(texts: impl Iterator<Item = String>) -> usize {
    texts.map(|text| escape::width(&text)).max().unwrap_or(0)
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(escape::width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Record;
    use crate::session::Place;

    #[test]
    fn tables_show_where_their_keys_point() {
        let column =
            |name: &str, target: Option<&str>| (name.to_owned(), target.map(str::to_owned));
        let tables = [
            Outline {
                name: "stores".to_owned(),
                columns: vec![column("id", None), column("name", None)],
                rows: Some(3),
            },
            Outline {
                name: "items".to_owned(),
                columns: vec![column("id", None), column("store_id", Some("stores.id"))],
                rows: Some(1),
            },
        ];
        insta::assert_snapshot!(outlines(&tables, &Look::plain()).join("\n"), @r"
         stores   3 rows   id, name
         items    1 row    id, store_id → stores.id
        ");
    }

    #[test]
    fn progress_says_what_became_of_each_step() {
        let line = |number, id: &str, tries, answered, here| ProgressLine {
            place: Place { number, of: 9, id: Some(id.to_owned()) },
            record: Record { tries, answered, ..Record::default() },
            here,
        };
        let steps = [
            line(2, "count-items", 3, Answered::Learner, false),
            line(4, "which-key", 1, Answered::Solution, false),
            line(5, "no-partner", 1, Answered::Open, true),
            line(9, "last", 0, Answered::Open, false),
        ];
        insta::assert_snapshot!(progress(&steps, &Look::plain()).join("\n"), @"
         ✓   2  count-items  3 tries
             4  which-key    solution shown
         ▸   5  no-partner   1 try
             9  last
        ");
    }

    #[test]
    fn help_fits_on_a_screen() {
        insta::assert_snapshot!(commands(Typing::Sql, &Look::plain()).join("\n"), @r"
        Type SQL and end it with a semicolon; at a question with choices, type a letter.
          .hint            the next hint
          .why             the last verdict in full
          .check           judge what you have
          .solution        show an answer
          .skip            go on without answering
          .next            go on
          .back            read an earlier step again
          .undo            take back your last change
          .reset           begin the step again
          .tables          the tables and their columns
          .schema [TABLE]  the statements that made the tables
          .relations       how the tables relate, in words and signs
          .erd             the tables as a diagram
          .models          the classes that are mapped
          .progress        what you have answered
          .lessons         the lessons of the course
          .cancel          drop a statement that is not finished
          .help [COMMAND]  this list
          .quit            leave
        And .again .review .sql .orm .relation .statements .timer .save .history .edit
        .reload; `.help NAME` says more of each.
        ");
    }
}
