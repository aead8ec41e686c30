//! Lists: tables, statements, progress, commands.

use super::flow::{Face, Span, flow, inline};
use super::table::counted;
use super::{Look, escape};
use crate::progress::Answered;
use crate::session::command::{ENTRIES, Entry};
use crate::session::{Outline, ProgressLine};

/// Every table in a line: `items   4 rows   id, name, store_id → stores.id`.
pub(super) fn outlines(tables: &[Outline], look: &Look) -> Vec<String> {
    let rows = |table: &Outline| match table.rows {
        Some(count) => counted(usize::try_from(count).unwrap_or(0), "row"),
        None => String::new(),
    };
    let name_width = widest(tables.iter().map(|table| escape::line(&table.name)));
    let rows_width = widest(tables.iter().map(rows));
    let mut lines = Vec::new();
    for table in tables {
        let name = padded(&escape::line(&table.name), name_width);
        let count = padded(&rows(table), rows_width);
        let columns = table.columns.iter().map(|(column, target)| match target {
            Some(target) => format!("{} → {}", escape::line(column), escape::line(target)),
            None => escape::line(column),
        });
        let columns = columns.collect::<Vec<_>>().join(", ");
        let rest = " ".repeat(name_width + rows_width + 7);
        let words = [Span::new(columns, Face::Plain)];
        let mut set = flow(&words, look, &rest, &rest).into_iter();
        let first = set.next().unwrap_or_default();
        lines.push(format!(
            " {}   {}   {}",
            look.style.strong(&name),
            look.style.dim(&count),
            first.trim_start()
        ));
        lines.extend(set);
    }
    lines
}

/// Statements as they were written, indented.
pub(super) fn statements(statements: &[String], look: &Look) -> Vec<String> {
    let set = |statement: &String| {
        let text = escape::block(statement.trim());
        let ended = if text.ends_with(';') { text } else { format!("{text};") };
        ended.lines().map(|line| format!("  {}", look.style.code(line))).collect::<Vec<_>>()
    };
    statements.iter().flat_map(set).collect()
}

/// What became of every step that asks something.
pub(super) fn progress(steps: &[ProgressLine], look: &Look) -> Vec<String> {
    let id = |step: &ProgressLine| escape::line(step.place.id.as_deref().unwrap_or_default());
    let id_width = widest(steps.iter().map(id));
    let line = |step: &ProgressLine| {
        let mark = match step.record.answered {
            Answered::Learner => look.style.right("✓"),
            _ if step.here => look.style.not_yet("▸"),
            _ => " ".to_owned(),
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
        let number = format!("{:>3}", step.place.number);
        let line = format!(
            " {mark} {number}  {}  {}",
            padded(&id(step), id_width),
            look.style.dim(&became)
        );
        line.trim_end().to_owned()
    };
    steps.iter().map(line).collect()
}

/// Every command in a line, or one with all there is to say of it.
pub(super) fn help(entry: Option<&Entry>, look: &Look) -> Vec<String> {
    let head = |entry: &Entry| match entry.argument {
        "" => entry.name.to_owned(),
        argument => format!("{} {argument}", entry.name),
    };
    match entry {
        Some(entry) => {
            let mut lines = vec![format!("{}: {}.", look.style.code(&head(entry)), entry.does)];
            lines.extend(flow(&inline(entry.more, Face::Plain), look, "", ""));
            lines
        }
        None => {
            let mut lines = vec![
                "Type SQL and end it with a semicolon; at a question with choices, type a letter."
                    .to_owned(),
            ];
            let common: Vec<&Entry> = ENTRIES.iter().filter(|entry| !entry.rare).collect();
            let width = widest(common.iter().map(|entry| head(entry)));
            let line = |entry: &Entry| {
                format!("  {}  {}", look.style.code(&padded(&head(entry), width)), entry.does)
            };
            lines.extend(common.into_iter().map(line));
            let rare = ENTRIES.iter().filter(|entry| entry.rare).map(|entry| entry.name);
            let rare = rare.collect::<Vec<_>>().join(" ");
            let more = format!("And {rare}; `.help NAME` says more of each.");
            lines.extend(flow(&inline(&more, Face::Plain), look, "", ""));
            lines
        }
    }
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
        insta::assert_snapshot!(help(None, &Look::plain()).join("\n"), @r"
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
          .progress        what you have answered
          .lessons         the lessons of the course
          .cancel          drop a statement that is not finished
          .help [COMMAND]  this list
          .quit            leave
        And .again .review .timer .save .history .edit .reload; `.help NAME` says more
        of each.
        ");
    }
}
